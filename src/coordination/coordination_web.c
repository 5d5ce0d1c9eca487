#include "coordination/coordination_web.h"

#include "account/pick.h"
#include "client/desk_table_web.h"
#include "coordination/duty.h"
#include "coordination/meeting.h"
#include "coordination/membership.h"
#include "coordination/resolution.h"
#include "html/chart.h"
#include "html/table.h"
#include "party/organisation.h"

enum tab { TAB_OVERVIEW, TAB_MEETINGS, TAB_RESOLUTIONS, TAB_MEMBERS, TAB_ORGANS, TAB_DUTIES };

static void tabs(struct visit *visit, enum tab current)
{
    static const struct {
        struct text label;
        const char *path;
    } all[] = {
        [TAB_OVERVIEW] = {T("Seguimiento", "Follow-up"), "/coordination"}, [TAB_MEETINGS] = {T("Reuniones", "Meetings"), "/meetings"},
        [TAB_RESOLUTIONS] = {T("Acuerdos", "Resolutions"), "/resolutions"}, [TAB_MEMBERS] = {T("Socios", "Members"), "/memberships"},
        [TAB_ORGANS] = {T("Órganos", "Organs"), "/organs"}, [TAB_DUTIES] = {T("Obligaciones", "Duties"), "/duties"},
    };
    struct page_link links[COUNT_OF(all)];
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        links[i] = (struct page_link){.label = text_in(all[i].label, visit->lang), .url = url_local(visit->arena, str_of(all[i].path)),
                                      .current = i == (size_t)current};
    }
    page_tabs(visit->html, text_in(TEXT("Coordinación", "Coordination"), visit->lang), links, COUNT_OF(links));
}

#define TABS(name, tab)                       \
    static void name(struct visit *visit)     \
    {                                         \
        tabs(visit, tab);                     \
    }
TABS(meeting_tabs, TAB_MEETINGS)
TABS(resolution_tabs, TAB_RESOLUTIONS)
TABS(member_tabs, TAB_MEMBERS)
TABS(organ_tabs, TAB_ORGANS)
TABS(duty_tabs, TAB_DUTIES)

/* ---- nouns ---------------------------------------------------------------------------------------------- */

/* Those with a vote are chosen by name: members by their organisation, officers by person and office. */
static bool draw_meeting(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    bool members = str_eq_c(S("members"), field->name);
    if (!members && !str_eq_c(S("officers"), field->name)) {
        return desk_table_draw(visit, form, field);
    }
    struct record_list_input in = {.limit = PICK_MOST};
    struct list list = {0};
    const struct entity *entity = members ? &membership_entity : &board_term_entity;
    if (pick_run(visit, op_find(members ? S("membership.list") : S("board_term.list")), &in, &list) != ERR_OK) {
        return false;
    }
    struct form_option *options = ARENA_ARRAY(visit->arena, struct form_option, list.rows.len + 1);
    size_t count = 0;
    for (size_t i = 0; i < list.rows.len; i++) {
        const struct record *record = (const void *)((const char *)list.rows.items + i * entity->shape.size);
        if (record->annulled == ANSWER_YES) {
            continue;
        }
        struct str label;
        if (members) {
            label = ((const struct membership *)(const void *)record)->organisation.label;
        } else {
            const struct board_term *term = (const void *)record;
            label = str_format(visit->arena, STR_FMT ", " STR_FMT, STR_ARG(term->person),
                               STR_ARG(field_display(visit->arena, shape_find(&entity->shape, S("office")), term, visit->lang)));
        }
        options[count++] = (struct form_option){.code = record->code, .label = label};
    }
    desk_tick_list(visit, form, field, options, count);
    return true;
}

static const char *const meeting_first[] = {"organ", "date", "start_time", "call", "place", "district", "agenda", NULL};
static const char *const meeting_there[] = {"members", "officers", "guests", NULL};
static const char *const meeting_minutes[] = {"minutes", "book", "folio", NULL};
static const char *const meeting_keeping[] = {"convened_on", "code", NULL};
static const struct desk_group meeting_groups[] = {
    {.names = meeting_first},
    {.legend = T("Quiénes estuvieron", "Who was there"), .names = meeting_there, .folded = true},
    {.legend = T("Acta", "Minutes"), .names = meeting_minutes, .folded = true},
    {.legend = T("Convocatoria y código", "Call and code"), .names = meeting_keeping, .folded = true},
    {.names = NULL},
};
static const struct desk_noun meeting_noun = {
    .name = "meeting", .entity = &meeting_entity, .path = "meetings", .place = PLACE_AGREEMENTS, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Convocar una reunión", "Call a meeting"), .edit_title = T("Corregir la reunión", "Correct the meeting"),
    .saved = T("Reunión guardada.", "Meeting saved."), .list = "/meetings", .list_label = T("Reuniones", "Meetings"),
    .groups = meeting_groups, .begin = desk_table_begin, .draw = draw_meeting, .prints = true,
};

static const char *const resolution_first[] = {"meeting", "number", "text", "owner", "organisation", "due_on", NULL};
static const char *const resolution_keeping[] = {"level", "territory", "code", NULL};
static const struct desk_group resolution_groups[] = {
    {.names = resolution_first},
    {.legend = T("Nivel, territorio y código", "Level, territory and code"), .names = resolution_keeping, .folded = true},
    {.names = NULL},
};
static const struct desk_noun resolution_noun = {
    .name = "resolution", .entity = &resolution_entity, .path = "resolutions", .place = PLACE_AGREEMENTS, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Nuevo acuerdo", "New resolution"), .edit_title = T("Corregir el acuerdo", "Correct the resolution"),
    .saved = T("Acuerdo guardado.", "Resolution saved."), .list = "/resolutions", .list_label = T("Acuerdos", "Resolutions"),
    .groups = resolution_groups, .begin = desk_table_begin, .draw = desk_table_draw,
};

static const char *const action_first[] = {"resolution", "text", "owner", "due_on", NULL};
static const char *const action_keeping[] = {"code", NULL};
static const struct desk_group action_groups[] = {
    {.names = action_first}, {.legend = T("Código", "Code"), .names = action_keeping, .folded = true}, {.names = NULL}};
static const struct desk_noun action_noun = {
    .name = "resolution_action", .entity = &resolution_action_entity, .path = "resolution_actions", .place = PLACE_AGREEMENTS,
    .write = PERM_AGREEMENT_WRITE, .new_title = T("Nueva acción", "New action"), .edit_title = T("Corregir la acción", "Correct the action"),
    .saved = T("Acción guardada.", "Action saved."), .list = "/resolutions", .list_label = T("Acuerdos", "Resolutions"),
    .groups = action_groups, .begin = desk_table_begin, .draw = desk_table_draw,
};

static const char *const member_first[] = {"organisation", "class", "joined_on", "representative", "alternate", "unit", NULL};
static const char *const member_keeping[] = {"left_on", "leave_reason", "register_entry", "code", NULL};
static const struct desk_group member_groups[] = {
    {.names = member_first},
    {.legend = T("Salida, libro y código", "Leaving, book and code"), .names = member_keeping, .folded = true},
    {.names = NULL},
};
static const struct desk_noun member_noun = {
    .name = "membership", .entity = &membership_entity, .path = "memberships", .place = PLACE_AGREEMENTS, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Registrar un socio", "Record a member"), .edit_title = T("Corregir el socio", "Correct the member"),
    .saved = T("Socio guardado.", "Member saved."), .list = "/memberships", .list_label = T("Socios", "Members"),
    .groups = member_groups, .begin = desk_table_begin, .draw = desk_table_draw,
};

static const char *const organ_first[] = {"name", "kind", "quorum", "quorum_percent", "seats", "level", "territory", "unit", NULL};
static const char *const organ_keeping[] = {"statute", "code", NULL};
static const struct desk_group organ_groups[] = {
    {.names = organ_first}, {.legend = T("Estatutos y código", "Statutes and code"), .names = organ_keeping, .folded = true}, {.names = NULL}};
static const struct desk_noun organ_noun = {
    .name = "organ", .entity = &organ_entity, .path = "organs", .place = PLACE_AGREEMENTS, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Registrar un órgano", "Record an organ"), .edit_title = T("Corregir el órgano", "Correct the organ"),
    .saved = T("Órgano guardado.", "Organ saved."), .list = "/organs", .list_label = T("Órganos", "Organs"), .groups = organ_groups,
};

static const char *const term_first[] = {"organ", "person", "office", "sex", "organisation", "from_on", "to_on", NULL};
static const char *const term_keeping[] = {"registry_number", "code", NULL};
static const struct desk_group term_groups[] = {
    {.names = term_first}, {.legend = T("Inscripción y código", "Registration and code"), .names = term_keeping, .folded = true}, {.names = NULL}};
static const struct desk_noun term_noun = {
    .name = "board_term", .entity = &board_term_entity, .path = "board_terms", .place = PLACE_AGREEMENTS, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Registrar un cargo", "Record a term of office"), .edit_title = T("Corregir el cargo", "Correct the term of office"),
    .saved = T("Cargo guardado.", "Term of office saved."), .list = "/organs", .list_label = T("Órganos", "Organs"),
    .groups = term_groups, .begin = desk_table_begin, .draw = desk_table_draw,
};

static const char *const duty_first[] = {"title", "kind", "due_on", "owner", "addressee", "basis", "unit", NULL};
static const struct desk_group duty_groups[] = {
    {.names = duty_first}, {.legend = T("Código", "Code"), .names = action_keeping, .folded = true}, {.names = NULL}};
static const struct desk_noun duty_noun = {
    .name = "duty", .entity = &duty_entity, .path = "duties", .place = PLACE_AGREEMENTS, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Nueva obligación", "New duty"), .edit_title = T("Corregir la obligación", "Correct the duty"),
    .saved = T("Obligación guardada.", "Duty saved."), .list = "/duties", .list_label = T("Obligaciones", "Duties"), .groups = duty_groups,
};

/* ---- pages of one record ------------------------------------------------------------------------------------ */

static const char *const resolution_columns[] = {"text", "owner", "due_on", "state", "number", NULL};
static const char *const action_columns[] = {"text", "owner", "due_on", "state", NULL};
static const char *const term_columns[] = {"person", "office", "from_on", "to_on", "organisation", NULL};
static const char *const meeting_columns[] = {"date", "organ", "state", "present", "needed", NULL};
static const char *const member_columns[] = {"organisation", "class", "joined_on", "left_on", "representative", NULL};
static const char *const organ_columns[] = {"name", "kind", "level", "quorum", NULL};
static const char *const duty_columns[] = {"title", "due_on", "owner", "state", NULL};

static struct str head_of_meeting(struct visit *visit, const void *row)
{
    const struct meeting *meeting = row;
    return str_format(visit->arena, STR_FMT ", " STR_FMT, STR_ARG(meeting->organ.label),
                      STR_ARG(date_display(visit->arena, meeting->date)));
}

static enum err more_of_meeting(struct visit *visit, const void *row)
{
    const struct meeting *meeting = row;
    struct html *html = visit->html;
    struct meeting_sheet sheet;
    shape_clear(&meeting_sheet_shape, &sheet);
    struct record_code_input in = {.code = meeting->record.code};
    TRY(pick_run(visit, op_find(S("meeting.sheet")), &in, &sheet));
    if (sheet.carried.len > 0) {
        H(html, "<section class=\"card\"><h2>");
        HT(html, "Pendiente de reuniones anteriores", "Open from earlier meetings");
        H(html, "</h2>");
        struct table table = {.caption = TR(html, "Acuerdos que vuelven a la agenda", "Resolutions that come back on the agenda"),
                              .caption_hidden = true, .total = INT_NONE};
        static const struct column columns[] = {
            {.label = T("Acuerdo", "Resolution")}, {.label = T("Responsable", "Owner")}, {.label = T("Fecha límite", "Due on")},
            {.label = T("Estado", "State")},
        };
        table.columns = columns;
        table.count = COUNT_OF(columns);
        table_open(html, &table);
        const struct resolution *rows = sheet.carried.items;
        for (size_t i = 0; i < sheet.carried.len; i++) {
            bool late = !date_is_none(rows[i].due_on) && date_cmp(rows[i].due_on, meeting->date) < 0;
            table_row(html, &table);
            table_link_note(html, &table, URL(visit->arena, "/resolutions/{}", rows[i].record.code), rows[i].text, rows[i].record.code);
            table_text(html, &table, rows[i].owner);
            table_date(html, &table, rows[i].due_on);
            table_chip(html, &table, late ? TONE_BAD : TONE_WARN,
                       late ? TR(html, "Vencido", "Overdue") : desk_word(visit, resolution_states, rows[i].state));
            table_row_end(html, &table);
        }
        table_close(html, &table);
        H(html, "</section>");
    }
    const struct desk_part part = {
        .noun = &resolution_noun, .op = "resolution.of_meeting", .columns = resolution_columns, .heading = T("Acuerdos", "Resolutions"),
        .add = meeting_is_deciding(meeting) ? (struct text)T("Registrar un acuerdo", "Record a resolution") : TEXT_NONE};
    return desk_table_part(visit, &part, &meeting->record);
}

static enum err more_of_resolution(struct visit *visit, const void *row)
{
    const struct resolution *resolution = row;
    bool open = str_eq(resolution->state, S("open")) || str_eq(resolution->state, S("started"));
    const struct desk_part part = {
        .noun = &action_noun, .op = "resolution_action.of_resolution", .columns = action_columns, .heading = T("Acciones", "Actions"),
        .add = open ? (struct text)T("Agregar una acción", "Add an action") : TEXT_NONE};
    return desk_table_part(visit, &part, &resolution->record);
}

static enum err more_of_organ(struct visit *visit, const void *row)
{
    const struct desk_part terms = {.noun = &term_noun, .op = "board_term.of_organ", .columns = term_columns,
                                    .heading = T("Cargos", "Terms of office"), .add = T("Registrar un cargo", "Record a term of office")};
    const struct desk_part meetings = {.noun = &meeting_noun, .op = "meeting.of_organ", .columns = meeting_columns,
                                       .heading = T("Reuniones", "Meetings"), .add = T("Convocar una reunión", "Call a meeting")};
    TRY(desk_table_part(visit, &terms, row));
    return desk_table_part(visit, &meetings, row);
}

static const struct desk_table meeting_table = {
    .noun = &meeting_noun, .columns = meeting_columns, .title = "date", .head = head_of_meeting, .tabs = meeting_tabs, .more = more_of_meeting,
    .empty = T("Convoque la primera: el quórum se calcula solo y lo pendiente vuelve a cada agenda.",
               "Call the first one: the quorum is worked out and what is open comes back on every agenda.")};
static const struct desk_table resolution_table = {
    .noun = &resolution_noun, .columns = resolution_columns, .title = "text", .tabs = resolution_tabs, .more = more_of_resolution,
    .only_within = true, .empty = T("Los acuerdos se registran en la reunión que los toma.", "Resolutions are recorded in the meeting that takes them.")};
static const struct desk_table action_table = {
    .noun = &action_noun, .columns = action_columns, .title = "text", .tabs = resolution_tabs, .only_within = true,
    .empty = T("Las acciones se registran en su acuerdo.", "Actions are recorded in their resolution.")};
static const struct desk_table member_table = {
    .noun = &member_noun, .columns = member_columns, .title = "organisation", .tabs = member_tabs,
    .empty = T("Registre a los socios: de ellos se calcula el quórum de la asamblea.",
               "Record the members: the assembly's quorum is worked out from them.")};
static const struct desk_table organ_table = {
    .noun = &organ_noun, .columns = organ_columns, .title = "name", .tabs = organ_tabs, .more = more_of_organ,
    .empty = T("Registre la asamblea y la junta directiva, con el quórum de sus estatutos.",
               "Record the assembly and the board, with the quorum of their statutes.")};
static const struct desk_table term_table = {
    .noun = &term_noun, .columns = term_columns, .title = "person", .tabs = organ_tabs, .only_within = true,
    .empty = T("Los cargos se registran en su órgano.", "Terms of office are recorded in their organ.")};
static const struct desk_table duty_table = {
    .noun = &duty_noun, .columns = duty_columns, .title = "title", .tabs = duty_tabs,
    .empty = T("Planifique el año desde «Seguimiento», o registre la primera.", "Plan the year under “Follow-up”, or record the first one.")};

/* ---- follow-up ------------------------------------------------------------------------------------------------------ */

static void put_summary(struct visit *visit, const struct resolution_summary *summary)
{
    struct html *html = visit->html;
    const struct {
        struct text label;
        int64_t count;
        bool bad;
    } tiles[] = {
        {T("Acuerdos tomados", "Resolutions taken"), summary->taken, false},
        {T("Cumplidos", "Done"), summary->done, false},
        {T("Pendientes", "Open"), summary->open, false},
        {T("Vencidos", "Overdue"), summary->overdue, true},
    };
    chart_tiles_open(html);
    for (size_t i = 0; i < COUNT_OF(tiles); i++) {
        struct tile tile = {.label = text_in(tiles[i].label, visit->lang), .value = {VALUE_COUNT, tiles[i].count}};
        if (i == 1 && summary->taken > 0) {
            tile.meter = true;
            tile.percent = summary->done * 10000 / summary->taken;
            tile.tone = chart_tone(tile.percent);
        }
        chart_tile(html, &tile);
    }
    chart_tiles_close(html);
    if (summary->lines.len == 0) {
        return;
    }
    static const struct column columns[] = {
        {.label = T("Nivel", "Level")},
        {.label = T("Territorio", "Territory")},
        {.label = T("Tomados", "Taken"), .number = true},
        {.label = T("Cumplidos", "Done"), .number = true},
        {.label = T("Pendientes", "Open"), .number = true},
        {.label = T("Vencidos", "Overdue"), .number = true},
    };
    struct table table = {.caption = TR(html, "Acuerdos por nivel y territorio", "Resolutions by level and territory"),
                          .columns = columns, .count = COUNT_OF(columns), .total = INT_NONE};
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    const struct resolution_line *lines = summary->lines.items;
    for (size_t i = 0; i < summary->lines.len; i++) {
        table_row(html, &table);
        table_text(html, &table, desk_word(visit, organisation_levels, lines[i].level));
        table_text(html, &table, lines[i].territory_name);
        table_count(html, &table, lines[i].taken);
        table_count(html, &table, lines[i].done);
        table_count(html, &table, lines[i].open);
        table_count(html, &table, lines[i].overdue);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}

static void put_overdue(struct visit *visit, const struct list *list, struct date today)
{
    static const struct column columns[] = {
        {.label = T("Acuerdo", "Resolution")},
        {.label = T("Responsable", "Owner")},
        {.label = T("Fecha límite", "Due on")},
        {.label = T("Días de atraso", "Days late"), .number = true},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Acuerdos vencidos, el más atrasado primero", "Overdue resolutions, the latest first"),
                          .columns = columns, .count = COUNT_OF(columns), .total = INT_NONE};
    const struct resolution *rows = list->rows.items;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < list->rows.len; i++) {
        table_row(html, &table);
        table_link_note(html, &table, URL(visit->arena, "/resolutions/{}", rows[i].record.code), rows[i].text, rows[i].record.code);
        table_text(html, &table, rows[i].owner);
        table_date(html, &table, rows[i].due_on);
        table_count(html, &table, date_to_days(today) - date_to_days(rows[i].due_on));
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}

static void put_composition(struct visit *visit, const struct composition *composition)
{
    struct html *html = visit->html;
    const struct composition_line *lines = composition->lines.items;
    struct str labels[64];
    int64_t counts[64];
    size_t count = 0;
    for (; count < composition->lines.len && count < COUNT_OF(labels); count++) {
        labels[count] = str_format(visit->arena, STR_FMT ", " STR_FMT, STR_ARG(desk_word(visit, membership_classes, lines[count].class)),
                                   STR_ARG(desk_word(visit, organisation_sides, lines[count].side)));
        counts[count] = lines[count].members;
    }
    const struct series series = {.name = TR(html, "Socios", "Members"), .values = counts};
    const struct chart chart = {
        .title = TR(html, "Socios por clase y sector", "Members by class and side"),
        .category = TR(html, "Clase y sector", "Class and side"),
        .labels = labels, .count = count, .series = &series, .series_count = 1, .kind = VALUE_COUNT,
    };
    H(html, "<section class=\"card\">");
    chart_bars(html, &chart);
    H(html, "</section>");
}

static void put_duties(struct visit *visit, const struct list *list, int year)
{
    struct html *html = visit->html;
    static const struct column columns[] = {
        {.label = T("Obligación", "Duty")}, {.label = T("Fecha límite", "Due on")}, {.label = T("Responsable", "Owner")},
        {.label = T("Estado", "State")},
    };
    H(html, "<section class=\"card\"><h2>");
    h_text(html, str_format(visit->arena, STR_FMT " %d", STR_ARG(TR(html, "Obligaciones legales", "Legal duties")), year));
    H(html, "</h2>");
    if (list->rows.len > 0) {
        struct table table = {.caption = TR(html, "Obligaciones del año", "Duties of the year"), .caption_hidden = true,
                              .columns = columns, .count = COUNT_OF(columns), .total = INT_NONE};
        table_open(html, &table);
        const struct duty *rows = list->rows.items;
        for (size_t i = 0; i < list->rows.len; i++) {
            bool pending = str_eq(rows[i].state, S("pending"));
            bool late = pending && date_cmp(rows[i].due_on, clock_today()) < 0;
            table_row(html, &table);
            table_link_note(html, &table, URL(visit->arena, "/duties/{}", rows[i].record.code), rows[i].title, rows[i].addressee);
            table_date(html, &table, rows[i].due_on);
            table_text(html, &table, rows[i].owner);
            table_chip(html, &table, late ? TONE_BAD : pending ? TONE_WARN : TONE_OK,
                       late ? TR(html, "Vencida", "Overdue")
                            : field_display(visit->arena, shape_find(&duty_entity.shape, S("state")), &rows[i], visit->lang));
            table_row_end(html, &table);
        }
        table_close(html, &table);
    }
    if (visit_may(visit, PERM_AGREEMENT_WRITE)) {
        page_post_open(html, URL(visit->arena, "/coordination/plan"), visit->csrf);
        page_post_hidden(html, "year", str_format(visit->arena, "%d", year));
        page_post_hidden(html, "request_id", id_format(visit->arena, id_new()));
        page_post_close(html, TR(html, "Planificar las obligaciones del año", "Plan the duties of the year"), false);
    }
    H(html, "</section>");
}

static enum err overview_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct resolution_summary summary;
    struct composition composition;
    struct list overdue = {0};
    struct list duties = {0};
    shape_clear(&resolution_summary_shape, &summary);
    shape_clear(&composition_shape, &composition);
    struct date today = clock_today();
    int year = today.year;
    TRY(desk_ask(&visit, "resolution.summary", NULL, 0, &summary));
    TRY(desk_ask(&visit, "resolution.overdue", DESK_VALUES({"limit", S("20")}), &overdue));
    TRY(desk_ask(&visit, "membership.composition", NULL, 0, &composition));
    TRY(desk_ask(&visit, "duty.of_year", DESK_VALUES({"year", str_format(visit.arena, "%d", year)}), &duties));
    visit_page(&visit, TEXT("Coordinación", "Coordination"), PLACE_AGREEMENTS);
    tabs(&visit, TAB_OVERVIEW);
    put_summary(&visit, &summary);
    if (overdue.rows.len > 0) {
        put_overdue(&visit, &overdue, today);
    }
    put_duties(&visit, &duties, year);
    if (composition.lines.len > 0) {
        put_composition(&visit, &composition);
    }
    return visit_end(&visit);
}

static enum err plan_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct list added = {0};
    TRY(desk_change(&visit, "duty.plan", DESK_VALUES({"year", form_get(visit.form, "year")}), &added));
    return visit_go(&visit, URL(visit.arena, "/coordination"), TEXT("Obligaciones planificadas.", "Duties planned."));
}

const struct route coordination_routes[] = {
    {.method = METHOD_GET, .pattern = "/coordination", .handler = overview_page},
    {.method = METHOD_POST, .pattern = "/coordination/plan", .handler = plan_post},
    DESK_TABLE_ROUTES("/meetings", meeting_table),
    DESK_ROUTES("/meetings", meeting_noun),
    DESK_TABLE_ROUTES("/resolutions", resolution_table),
    DESK_ROUTES("/resolutions", resolution_noun),
    DESK_TABLE_ROUTES("/resolution_actions", action_table),
    DESK_ROUTES("/resolution_actions", action_noun),
    DESK_TABLE_ROUTES("/memberships", member_table),
    DESK_ROUTES("/memberships", member_noun),
    DESK_TABLE_ROUTES("/organs", organ_table),
    DESK_ROUTES("/organs", organ_noun),
    DESK_TABLE_ROUTES("/board_terms", term_table),
    DESK_ROUTES("/board_terms", term_noun),
    DESK_TABLE_ROUTES("/duties", duty_table),
    DESK_ROUTES("/duties", duty_noun),
};
const size_t coordination_route_count = COUNT_OF(coordination_routes);
