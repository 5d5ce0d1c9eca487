#include "centre/target_desk_web.h"

#include "client/desk_table_web.h"
#include "html/chart.h"
#include "results/target_web.h"

enum err target_desk_progress(struct visit *visit, struct date from, struct date to, struct list *out)
{
    const struct op *op = op_find(S("target.progress"));
    *out = (struct list){.total = INT_NONE};
    if (!visit_may(visit, op->permission)) {
        return ERR_OK;
    }
    struct target_progress_input in = {.from = from, .to = to};
    return visit_run(visit, op, &in, out);
}

const struct target_line *target_desk_find(const struct list *lines, struct str unit, struct str indicator, struct date from, struct date to)
{
    const struct target_line *rows = lines->rows.items;
    for (size_t i = 0; i < lines->rows.len; i++) {
        if (str_is_empty(rows[i].adviser) && str_eq(rows[i].unit, unit) && str_eq(rows[i].indicator, indicator) &&
            date_cmp(rows[i].from, from) == 0 && date_cmp(rows[i].to, to) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

struct str target_desk_note(struct visit *visit, const struct target_line *line)
{
    struct str target = chart_value(visit->arena, line->target);
    struct str word = text_in(TEXT("meta", "target"), visit->lang);
    if (line->percent == INT_NONE) {
        return str_format(visit->arena, STR_FMT " " STR_FMT, STR_ARG(word), STR_ARG(target));
    }
    return str_format(visit->arena, STR_FMT " " STR_FMT " · %lld %%", STR_ARG(word), STR_ARG(target), (long long)(line->percent / 100));
}

/* A period that runs has no colour yet. */
static enum tone tone_of(const struct target_line *line)
{
    return str_is_empty(line->light) ? TONE_PLAIN : chart_tone(line->percent);
}

static void draw_line(struct visit *visit, const struct target_line *line)
{
    struct html *html = visit->html;
    struct str label = text_in(line->label, visit->lang);
    struct str period = date_span(visit->arena, line->from, line->to, visit->lang);
    H(html, "<li><span class=\"what\">");
    h_link(html, URL(visit->arena, "/targets/{}", line->code), label);
    H(html, " <span class=\"quiet\">");
    h_text(html, str_is_empty(line->adviser_name) ? line->unit : line->adviser_name);
    H(html, ", ");
    h_text(html, period);
    H(html, "</span>");
    chart_meter(html, line->percent == INT_NONE ? 0 : line->percent, tone_of(line),
                str_format(visit->arena, STR_FMT ": " STR_FMT, STR_ARG(label), STR_ARG(target_desk_note(visit, line))));
    H(html, "</span><span class=\"when\">");
    h_text(html, chart_value(visit->arena, line->result));
    HT(html, " de ", " of ");
    h_text(html, chart_value(visit->arena, line->target));
    H(html, "</span></li>");
}

void target_desk_show(struct visit *visit, const struct list *lines)
{
    enum { SHOWN = 8 };
    struct html *html = visit->html;
    const struct target_line *rows = lines->rows.items;
    if (lines->rows.len == 0) {
        return;
    }
    H(html, "<section class=\"card\"><h2>");
    HT(html, "Metas", "Targets");
    H(html, "</h2><ul class=\"waits\">");
    for (size_t i = 0; i < lines->rows.len && i < SHOWN; i++) {
        draw_line(visit, &rows[i]);
    }
    H(html, "</ul><p class=\"note\">");
    h_link(html, URL(visit->arena, "/targets"), TR(html, "Todas las metas", "All targets"));
    H(html, "</p></section>");
}

/* ---- pages ----------------------------------------------------------------------------------------------------------- */

static bool draw_target(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    return target_web_draw(visit, form, field) || desk_table_draw(visit, form, field);
}
static const char *const first[] = {"indicator", "adviser", "from_on", "to_on", "count", "amount", "decided_on", "basis", NULL};
static const char *const keeping[] = {"unit", "code", NULL};
static const struct desk_group groups[] = {
    {.names = first}, {.legend = T("Unidad y código", "Unit and code"), .names = keeping, .folded = true}, {.names = NULL}};
static const char *const columns[] = {"indicator", "adviser", "from_on", "to_on", "count", "amount", "version_number", NULL};
static const struct desk_noun noun = {
    .name = "target", .entity = &target_entity, .path = "targets", .place = PLACE_HOME, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Nueva meta", "New target"), .edit_title = T("Corregir la meta", "Correct the target"),
    .saved = T("Meta guardada.", "Target saved."), .list = "/targets", .list_label = T("Metas", "Targets"),
    .groups = groups, .draw = draw_target,
};

static struct str head_of(struct visit *visit, const void *row)
{
    const struct target *target = row;
    return text_in(target_label(target->indicator), visit->lang);
}

/* The result beside it. */
static enum err more(struct visit *visit, const void *row)
{
    const struct target *target = row;
    struct list lines;
    TRY(target_desk_progress(visit, target->from_on, target->to_on, &lines));
    struct target_line *found = lines.rows.items;
    for (size_t i = 0; i < lines.rows.len; i++) {
        if (str_eq(found[i].code, target->record.code)) {
            lines.rows = (struct rows){&found[i], 1};
            target_desk_show(visit, &lines);
            return ERR_OK;
        }
    }
    page_notice(visit->html, TONE_PLAIN, TR(visit->html, "Hay una versión más nueva de esta meta.", "There is a newer version of this target."));
    return ERR_OK;
}

static const struct desk_table table = {
    .noun = &noun, .columns = columns, .title = "indicator", .head = head_of, .more = more,
    .empty = T("Registre lo que el centro, o cada quien, quiere alcanzar en un mes o un año: aquí y en la portada verá cuánto lleva.",
               "Record what the centre, or each person, means to reach in a month or a year: here and on the home page you see how far it is."),
};
const struct route target_desk_routes[] = {
    DESK_ROUTES("/targets", noun),
    DESK_TABLE_ROUTES("/targets", table),
};
const size_t target_desk_route_count = COUNT_OF(target_desk_routes);
