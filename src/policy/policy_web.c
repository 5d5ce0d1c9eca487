#include "policy/policy_web.h"

#include "client/desk_table_web.h"
#include "html/chart.h"
#include "html/table.h"
#include "party/party_web.h"
#include "policy/policy.h"
#include "policy/policy_tag.h"

static const char *const keeping[] = {"code", NULL};
#define KEEPING {.legend = T("Código", "Code"), .names = keeping, .folded = true}, {.names = NULL}

static const char *const policy_first[] = {"name_es", "name_en", "kind", "edition", "owner", "level", "valid_from", "valid_to", "confirmed",
                                           "source", "unit", NULL};
static const struct desk_group policy_groups[] = {{.names = policy_first}, KEEPING};
static const char *const policy_columns[] = {"name_es", "kind", "edition", "owner", "confirmed", NULL};
static const struct desk_noun policy_noun = {
    .name = "policy", .entity = &policy_entity, .path = "policies", .place = PLACE_AGREEMENTS, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Nueva política o plan", "New policy or plan"), .edit_title = T("Corregir la política", "Correct the policy"),
    .saved = T("Política guardada.", "Policy saved."), .list = "/policies", .list_label = T("Políticas", "Policies"),
    .groups = policy_groups, .draw = desk_table_draw,
};
static const char *const axis_first[] = {"policy", "number", "name_es", "name_en", "kind", "confirmed", NULL};
static const struct desk_group axis_groups[] = {{.names = axis_first}, KEEPING};
static const char *const axis_columns[] = {"name_es", "number", "kind", "confirmed", NULL};
static const struct desk_noun axis_noun = {
    .name = "policy_axis", .entity = &policy_axis_entity, .path = "policy_axes", .place = PLACE_AGREEMENTS, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Nuevo eje", "New axis"), .edit_title = T("Corregir el eje", "Correct the axis"), .saved = T("Eje guardado.", "Axis saved."),
    .list = "/policies", .list_label = T("Políticas", "Policies"), .groups = axis_groups, .begin = desk_table_begin, .draw = desk_table_draw,
};
static const char *const line_first[] = {"axis", "number", "name_es", "name_en", "confirmed", NULL};
static const struct desk_group line_groups[] = {{.names = line_first}, KEEPING};
static const char *const line_columns[] = {"name_es", "number", "confirmed", NULL};
static const struct desk_noun line_noun = {
    .name = "policy_line", .entity = &policy_line_entity, .path = "policy_lines", .place = PLACE_AGREEMENTS, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Nueva línea de acción", "New line of action"), .edit_title = T("Corregir la línea", "Correct the line"),
    .saved = T("Línea guardada.", "Line saved."), .list = "/policies", .list_label = T("Políticas", "Policies"), .groups = line_groups,
    .begin = desk_table_begin, .draw = desk_table_draw,
};
static const char *const action_first[] = {"line", "number", "name_es", "name_en", "confirmed", NULL};
static const struct desk_group action_groups[] = {{.names = action_first}, KEEPING};
static const struct desk_noun action_noun = {
    .name = "policy_action", .entity = &policy_action_entity, .path = "policy_actions", .place = PLACE_AGREEMENTS, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Nueva acción estratégica", "New strategic action"), .edit_title = T("Corregir la acción", "Correct the action"),
    .saved = T("Acción guardada.", "Action saved."), .list = "/policies", .list_label = T("Políticas", "Policies"), .groups = action_groups,
    .begin = desk_table_begin, .draw = desk_table_draw,
};
static const char *const tag_first[] = {"action", "dataset", "record_code", "note", NULL};
static const struct desk_group tag_groups[] = {{.names = tag_first}, KEEPING};
static const char *const tag_columns[] = {"record_code", "dataset", "note", NULL};
static const struct desk_noun tag_noun = {
    .name = "policy_tag", .entity = &policy_tag_entity, .path = "policy_tags", .place = PLACE_AGREEMENTS, .write = PERM_TAG,
    .new_title = T("Marcar un registro", "Tag a record"), .edit_title = T("Corregir la marca", "Correct the tag"),
    .saved = T("Registro marcado.", "Record tagged."), .list = "/policies", .list_label = T("Políticas", "Policies"), .groups = tag_groups,
    .begin = desk_table_begin, .draw = desk_table_draw,
};

static void tabs(struct visit *visit)
{
    party_web_tabs(visit, PARTY_TAB_POLICIES);
}

/* ---- the report on the policy's page ------------------------------------------------------------------------- */

static void put_axes_chart(struct visit *visit, const struct policy_report *report)
{
    enum { AXES_MOST = 40 };
    const struct policy_report_line *lines = report->lines.items;
    struct str labels[AXES_MOST];
    int64_t counts[AXES_MOST];
    size_t count = 0;
    for (size_t i = 0; i < report->lines.len && count < AXES_MOST; i++) {
        if (str_eq(lines[i].level, S("axis"))) {
            labels[count] = lines[i].name;
            counts[count++] = lines[i].total;
        }
    }
    const struct series series = {.name = TR(visit->html, "Registros", "Records"), .values = counts};
    const struct chart chart = {
        .title = TR(visit->html, "Lo que el territorio hizo bajo cada eje", "What the territory did under each axis"),
        .category = TR(visit->html, "Eje", "Axis"), .labels = labels, .count = count, .series = &series, .series_count = 1, .kind = VALUE_COUNT,
    };
    chart_bars(visit->html, &chart);
}

static void put_lines(struct visit *visit, const struct policy_report *report)
{
    static const struct column columns[] = {
        {.label = T("Eje, línea o acción", "Axis, line or action")},
        {.label = T("Sesiones", "Sessions"), .number = true},
        {.label = T("Eventos", "Events"), .number = true},
        {.label = T("AT", "Assistances"), .number = true},
        {.label = T("Vínculos", "Links"), .number = true},
        {.label = T("Convenios", "Agreements"), .number = true},
        {.label = T("Acuerdos", "Resolutions"), .number = true},
        {.label = T("Fondos", "Funds"), .number = true},
        {.label = T("En total", "In all"), .number = true},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Por eje, línea y acción; cada registro cuenta una vez en cada renglón",
                                        "By axis, line and action; each record counts once on each line"),
                          .columns = columns, .count = COUNT_OF(columns), .total = INT_NONE};
    const struct policy_report_line *lines = report->lines.items;
    table_open(html, &table);
    for (size_t i = 0; i < report->lines.len; i++) {
        const struct policy_report_line *line = &lines[i];
        const char *dataset = str_eq(line->level, S("axis")) ? "policy_axes" : str_eq(line->level, S("line")) ? "policy_lines" : "policy_actions";
        struct str number = str_is_empty(line->number) ? STR_NONE : str_format(visit->arena, STR_FMT " ", STR_ARG(line->number));
        struct str note = line->confirmed == ANSWER_YES ? STR_NONE : TR(html, "por confirmar", "to be confirmed");
        const int64_t counts[] = {line->sessions, line->events, line->assistances, line->links, line->agreements, line->resolutions,
                                  line->applications, line->total};
        table_row(html, &table);
        table_link_note(html, &table, desk_record_url(visit->arena, str_of(dataset), line->code),
                        str_format(visit->arena, STR_FMT STR_FMT, STR_ARG(number), STR_ARG(line->name)), note);
        for (size_t k = 0; k < COUNT_OF(counts); k++) {
            table_count(html, &table, counts[k]);
        }
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static void put_untagged(struct visit *visit, const struct policy_report *report)
{
    static const struct column columns[] = {
        {.label = T("Registros", "Records")},
        {.label = T("En el período", "In the period"), .number = true},
        {.label = T("Sirven a la política", "Serve the policy"), .number = true},
        {.label = T("Sin marcar", "Untagged"), .number = true},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Lo que no se ha marcado", "What is not tagged"), .columns = columns, .count = COUNT_OF(columns),
                          .total = INT_NONE};
    const struct policy_report_untagged *rows = report->untagged.items;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < report->untagged.len; i++) {
        table_row(html, &table);
        table_text(html, &table, desk_word(visit, policy_tag_datasets, rows[i].dataset));
        table_count(html, &table, rows[i].records);
        table_count(html, &table, rows[i].tagged);
        table_count(html, &table, rows[i].untagged);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}

static enum err more_of_policy(struct visit *visit, const void *row)
{
    const struct policy *policy = row;
    struct html *html = visit->html;
    struct date today = clock_today();
    struct date from;
    struct date to;
    if (!date_parse_iso(request_query(visit->req, "from"), &from)) {
        from = DATE(today.year, 1, 1);
    }
    if (!date_parse_iso(request_query(visit->req, "to"), &to)) {
        to = today;
    }
    struct policy_report report;
    shape_clear(&policy_report_shape, &report);
    enum err err = desk_ask(visit, "policy.report", DESK_VALUES({"code", policy->record.code}, {"from", date_iso(visit->arena, from)},
                                                                {"to", date_iso(visit->arena, to)}), &report);
    if (err == ERR_OK) {
        H(html, "<section class=\"card\">");
        form_filter_open(html, desk_record_url(visit->arena, S("policies"), policy->record.code), TR(html, "Período", "Period"));
        form_filter_date(html, "from", TR(html, "Desde", "From"), from);
        form_filter_date(html, "to", TR(html, "Hasta", "Until"), to);
        form_filter_close(html, TR(html, "Mostrar", "Show"));
        put_axes_chart(visit, &report);
        put_lines(visit, &report);
        H(html, "</section>");
        put_untagged(visit, &report);
    } else if (err == ERR_INVALID) {
        page_faults(html, &visit->call.fault);
    } else {
        return err;
    }
    const struct desk_part axes = {.noun = &axis_noun, .op = "policy_axis.of_policy", .columns = axis_columns, .heading = T("Ejes", "Axes"),
                                   .add = T("Agregar un eje", "Add an axis"), .folded = true};
    return desk_table_part(visit, &axes, &policy->record);
}

static enum err more_of_axis(struct visit *visit, const void *row)
{
    const struct desk_part part = {.noun = &line_noun, .op = "policy_line.of_axis", .columns = line_columns,
                                   .heading = T("Líneas de acción", "Lines of action"), .add = T("Agregar una línea", "Add a line")};
    return desk_table_part(visit, &part, row);
}

static enum err more_of_line(struct visit *visit, const void *row)
{
    const struct desk_part part = {.noun = &action_noun, .op = "policy_action.of_line", .columns = line_columns,
                                   .heading = T("Acciones estratégicas", "Strategic actions"), .add = T("Agregar una acción", "Add an action")};
    return desk_table_part(visit, &part, row);
}

static enum err more_of_action(struct visit *visit, const void *row)
{
    const struct desk_part part = {.noun = &tag_noun, .op = "policy_tag.of_action", .columns = tag_columns,
                                   .heading = T("Lo que la sirve", "What serves it"), .add = T("Marcar un registro", "Tag a record")};
    return desk_table_part(visit, &part, row);
}

static const struct desk_table policy_table = {
    .noun = &policy_noun, .columns = policy_columns, .title = "name_es", .tabs = tabs, .more = more_of_policy,
    .empty = T("Importe una política por archivo, o registre la primera con sus ejes.", "Import a policy from a file, or record the first one with its axes.")};
static const struct desk_table axis_table = {.noun = &axis_noun, .columns = axis_columns, .title = "name_es", .more = more_of_axis, .only_within = true,
                                             .empty = T("Se registran en su política.", "They are recorded in their policy.")};
static const struct desk_table line_table = {.noun = &line_noun, .columns = line_columns, .title = "name_es", .more = more_of_line, .only_within = true,
                                             .empty = T("Se registran en su eje.", "They are recorded in their axis.")};
static const struct desk_table action_table = {.noun = &action_noun, .columns = line_columns, .title = "name_es", .more = more_of_action,
                                               .only_within = true, .empty = T("Se registran en su línea.", "They are recorded in their line.")};
static const struct desk_table tag_table = {.noun = &tag_noun, .columns = tag_columns, .title = "record_code", .only_within = true,
                                            .empty = T("Se registran en su acción.", "They are recorded in their action.")};

const struct route policy_routes[] = {
    DESK_TABLE_ROUTES("/policies", policy_table),
    DESK_ROUTES("/policies", policy_noun),
    DESK_TABLE_ROUTES("/policy_axes", axis_table),
    DESK_ROUTES("/policy_axes", axis_noun),
    DESK_TABLE_ROUTES("/policy_lines", line_table),
    DESK_ROUTES("/policy_lines", line_noun),
    DESK_TABLE_ROUTES("/policy_actions", action_table),
    DESK_ROUTES("/policy_actions", action_noun),
    DESK_TABLE_ROUTES("/policy_tags", tag_table),
    DESK_ROUTES("/policy_tags", tag_noun),
};
const size_t policy_route_count = COUNT_OF(policy_routes);
