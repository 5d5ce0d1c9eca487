#include "training/event_web.h"

#include "advice/service.h"
#include "client/desk_newest_web.h"
#include "client/listing.h"
#include "client/person.h"
#include "core/record.h"
#include "html/grid.h"
#include "html/table.h"
#include "training/attendance.h"
#include "training/certificate_web.h"
#include "training/enrolment.h"
#include "training/enrolment_web.h"
#include "training/event.h"

#include <stdlib.h>

/* ---- form ------------------------------------------------------------------------------------------------ */

static const char *const first[] = {"topic", "kind", "starts_on", "ends_on", "district", "place", NULL};
static const char *const about[] = {"theme", "hours", "start_time", "end_time", "trainer", "audience", "adviser", NULL};
static const char *const call[] = {"capacity", "enrol_until", "call_text", NULL};
static const char *const keeping[] = {"delivery", "terms", "offers_until", "unit", "funding", "reportable", "evidence", "code", NULL};
static const struct desk_group groups[] = {
    {.names = first},
    {.legend = T("Tema, horario y capacitador(a)", "Theme, hours and trainer"), .names = about, .folded = true},
    {.legend = T("Convocatoria y cupo", "Call and capacity"), .names = call, .folded = true},
    {.legend = T("Contratación y quién paga", "Contract and who pays"), .names = keeping, .folded = true},
    {.names = NULL},
};

static enum err begin(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    (void)elsewhere;
    desk_preset(visit, form, "starts_on", date_iso(visit->arena, clock_today()));
    desk_preset(visit, form, "adviser", form->lists.own_staff);
    return ERR_OK;
}

const struct desk_noun event_noun = {
    .name = "event",
    .entity = &event_entity,
    .path = "events",
    .place = PLACE_SERVICES,
    .write = PERM_TRAINING_WRITE,
    .new_title = T("Nuevo evento de capacitación", "New training event"),
    .edit_title = T("Corregir el evento", "Correct the event"),
    .saved = T("Evento guardado. Siguen las inscripciones y la asistencia.", "Event saved. Enrolments and attendance come next."),
    .prints = true,
    .list = "/events",
    .list_label = T("Capacitación", "Training"),
    .groups = groups,
    .begin = begin,
};

/* ---- the list --------------------------------------------------------------------------------------------- */

static void put_events(struct visit *visit, const struct desk_newest *newest, const struct list *list)
{
    static const struct column columns[] = {
        {.label = T("Evento", "Event")},   {.label = T("Primer día", "First day")}, {.label = T("Clase", "Kind")},
        {.label = T("Lugar", "Place"), .minor = true}, {.label = T("Estado", "State")},
        {.label = T("Verificación", "Verification")},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Los eventos más recientes", "The newest events"), .columns = columns,
                          .count = COUNT_OF(columns)};
    desk_newest_pages(visit, newest, &table);
    table_open(html, &table);
    const struct event *rows = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        const struct event *row = &rows[i];
        table_row(html, &table);
        table_link_note(html, &table, URL(visit->arena, "/events/{}", row->record.code), row->topic, row->record.code);
        table_date(html, &table, row->starts_on);
        table_text(html, &table, desk_word(visit, event_kinds, row->kind));
        table_text(html, &table, row->place);
        table_text(html, &table, desk_word(visit, event_states, row->state));
        table_chip(html, &table, desk_verification_tone(row->verification),
                   desk_word(visit, service_verifications, row->verification));
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static enum err events_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct list list = {0};
    struct desk_newest newest;
    TRY(desk_newest_ask(&visit, "event.newest", "/events", &newest, &list));
    struct page_link action = {.label = text_in(TEXT("Nuevo evento", "New event"), visit.lang),
                               .url = URL(visit.arena, "/events/new"), .primary = true};
    bool may = visit_may(&visit, PERM_TRAINING_WRITE);
    visit.page.actions = may ? &action : NULL;
    visit.page.action_count = may ? 1 : 0;
    visit_page(&visit, TEXT("Capacitación", "Training"), PLACE_SERVICES);
    desk_service_tabs(&visit, 1);
    if (list.rows.len > 0 || desk_newest_filters(&newest)) {
        desk_newest_bar(&visit, &newest);
    }
    if (list.rows.len == 0 && desk_newest_filters(&newest)) {
        desk_newest_none(&visit);
    } else if (list.rows.len == 0) {
        page_empty(visit.html, TR(visit.html, "Todavía no hay eventos", "No events yet"),
                   TR(visit.html, "Registre un curso y luego su lista de asistencia.", "Record a course and then its attendance list."),
                   URL(visit.arena, "/events/new"), TR(visit.html, "Nuevo evento", "New event"));
    } else {
        H(visit.html, "<section class=\"card\">");
        put_events(&visit, &newest, &list);
        H(visit.html, "</section>");
    }
    return visit_end(&visit);
}

/* ---- the attendance grid ------------------------------------------------------------------------------------ */

enum { DAYS_MOST = 31, LISTED_MOST = 2000 };

/* One event with who came when: as stored, then with what the form has that is not stored yet. */
struct sheet {
    struct visit *visit;
    struct event event;
    struct date days[DAYS_MOST];
    size_t day_count;
    struct grid_person *persons;
    size_t person_count;
    bool *present; /* person_count × day_count */
    const struct attendance *stored;
    size_t stored_count;
    struct list enrolments;
    const struct fault *refused; /* a step or an enrolment that was not taken; NULL: none */
    struct list found; /* of a search for a participant */
    struct str asked;
};

static size_t day_at(const struct sheet *sheet, struct date day)
{
    for (size_t i = 0; i < sheet->day_count; i++) {
        if (date_cmp(sheet->days[i], day) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

static size_t person_at(const struct sheet *sheet, struct str code)
{
    for (size_t i = 0; i < sheet->person_count; i++) {
        if (str_eq(sheet->persons[i].code, code)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static void add_day(struct sheet *sheet, struct date day)
{
    if (!date_is_none(day) && day_at(sheet, day) == SIZE_MAX && sheet->day_count < DAYS_MOST) {
        sheet->days[sheet->day_count++] = day;
    }
}

static int by_day(const void *a, const void *b)
{
    return date_cmp(*(const struct date *)a, *(const struct date *)b);
}

static struct date last_day(const struct event *event)
{
    return date_is_none(event->ends_on) ? event->starts_on : event->ends_on;
}

static bool is_long(const struct event *event)
{
    return date_to_days(last_day(event)) - date_to_days(event->starts_on) >= DAYS_MOST;
}

/* Every day of a short event; of a long one those on which somebody came, today, and the one asked for. */
static void take_days(struct sheet *sheet, struct date asked)
{
    const struct event *event = &sheet->event;
    struct date last = last_day(event);
    if (!is_long(event)) {
        for (struct date day = event->starts_on; date_cmp(day, last) <= 0; day = date_add_days(day, 1)) {
            add_day(sheet, day);
        }
        return;
    }
    for (size_t i = 0; i < sheet->stored_count; i++) {
        add_day(sheet, sheet->stored[i].date);
    }
    if (!date_is_none(asked) && date_cmp(asked, event->starts_on) >= 0 && date_cmp(asked, last) <= 0) {
        add_day(sheet, asked);
    }
    if (sheet->day_count == 0) {
        add_day(sheet, event->starts_on);
    }
    qsort(sheet->days, sheet->day_count, sizeof(sheet->days[0]), by_day);
}

static void add_person(struct sheet *sheet, struct str code, struct str name, struct str note)
{
    if (!str_is_empty(code) && person_at(sheet, code) == SIZE_MAX && sheet->person_count < LISTED_MOST) {
        sheet->persons[sheet->person_count++] = (struct grid_person){.code = code, .name = name, .note = note};
    }
}

static int by_name(const void *a, const void *b)
{
    const struct grid_person *x = a;
    const struct grid_person *y = b;
    return str_cmp(x->name, y->name);
}

static enum err read_event(struct visit *visit, struct str code, struct sheet *sheet)
{
    *sheet = (struct sheet){.visit = visit};
    shape_clear(&event_entity.shape, &sheet->event);
    TRY(desk_get(visit, &event_entity, code, &sheet->event));
    struct list list = {0};
    TRY(desk_ask(visit, "attendance.by_event", DESK_VALUES({"code", code}), &list));
    sheet->stored = list.rows.items;
    sheet->stored_count = list.rows.len;
    struct date asked = DATE_NONE;
    struct str day = visit->form == NULL ? request_query(visit->req, "day") : form_get(visit->form, "day");
    if (!str_is_empty(day) && !date_parse(day, &asked)) {
        asked = DATE_NONE;
    }
    take_days(sheet, asked);
    sheet->persons = ARENA_ARRAY(visit->arena, struct grid_person, LISTED_MOST);
    TRY(desk_ask(visit, "enrolment.by_event", DESK_VALUES({"code", code}), &sheet->enrolments));
    for (size_t i = 0; i < sheet->stored_count; i++) {
        const struct attendance *row = &sheet->stored[i];
        add_person(sheet, row->person.code, row->person.label,
                   str_is_empty(row->enterprise.code) ? text_in(TEXT("sin empresa", "no enterprise"), visit->lang)
                                                      : row->enterprise.label);
    }
    const struct enrolment *enrolled = sheet->enrolments.rows.items;
    for (size_t i = 0; i < sheet->enrolments.rows.len; i++) {
        if (str_eq(enrolled[i].state, S("enrolled"))) {
            add_person(sheet, enrolled[i].person.code, enrolled[i].person.label, text_in(TEXT("inscrita", "enrolled"), visit->lang));
        }
    }
    qsort(sheet->persons, sheet->person_count, sizeof(sheet->persons[0]), by_name);
    return ERR_OK;
}

static void take_stored(struct sheet *sheet)
{
    sheet->present = ARENA_ARRAY(sheet->visit->arena, bool, sheet->person_count * sheet->day_count);
    for (size_t i = 0; i < sheet->stored_count; i++) {
        size_t day = day_at(sheet, sheet->stored[i].date);
        size_t person = person_at(sheet, sheet->stored[i].person.code);
        if (day != SIZE_MAX && person != SIZE_MAX && sheet->stored[i].present == ANSWER_YES) {
            sheet->present[person * sheet->day_count + day] = true;
        }
    }
}

static struct grid grid_of(const struct sheet *sheet, bool read_only)
{
    return (struct grid){
        .caption = text_in(TEXT("Asistencia por día", "Attendance by day"), sheet->visit->lang),
        .persons = sheet->persons,
        .person_count = sheet->person_count,
        .days = sheet->days,
        .day_count = sheet->day_count,
        .present = sheet->present,
        .read_only = read_only,
    };
}

/* ---- the page of an event -------------------------------------------------------------------------------------- */

/* Participants are found and added in the same form, so that ticks that are not saved yet stay. */
static void put_finder(const struct sheet *sheet)
{
    struct visit *visit = sheet->visit;
    struct html *html = visit->html;
    H(html, "<div class=\"pick-bar\">");
    form_filter_text(html, "q", TR(html, "Agregar a alguien: nombre, código, DUI o teléfono", "Add somebody: name, code, DUI or telephone"),
                     sheet->asked);
    H(html, "<button class=\"btn alt\" name=\"find\" value=\"1\">");
    HT(html, "Buscar", "Search");
    H(html, "</button></div>");
    const struct listing_line *lines = sheet->found.rows.items;
    size_t shown = 0;
    for (size_t i = 0; i < sheet->found.rows.len; i++) {
        if (!str_eq(lines[i].kind, S("person"))) {
            continue;
        }
        shown++;
        H(html, "<p class=\"row\"><button class=\"btn alt\" name=\"add\"");
        h_attr(html, "value", lines[i].code);
        H(html, ">");
        HT(html, "Agregar a ", "Add ");
        h_text(html, lines[i].name);
        H(html, "</button><span class=\"quiet\">");
        h_text(html, lines[i].code);
        H(html, "</span></p>");
    }
    if (!str_is_empty(sheet->asked) && shown == 0) {
        page_notice(html, TONE_WARN, TR(html, "No se encontró a nadie; si vino sin estar registrada, anótela abajo.",
                                        "Nobody was found; somebody who came unregistered is noted below."));
    }
}

static void put_walk_in(const struct sheet *sheet, const struct fault *fault)
{
    struct visit *visit = sheet->visit;
    struct html *html = visit->html;
    struct map given = MAP(visit->arena);
    struct form_view view = {.shape = &person_entity.shape, .fault = fault, .id_prefix = S("w-"),
                             .given = fault == NULL ? NULL : &given};
    if (fault != NULL) {
        given = *visit_given(visit);
    }
    H(html, "<details");
    if (fault != NULL) {
        H(html, " open");
    }
    H(html, "><summary>");
    HT(html, "Vino sin estar registrada", "Came unregistered");
    H(html, "</summary><div class=\"entry\">");
    /* Not required by the browser: the same form is sent without them. */
    struct form_input given_names = {.name = "given_names", .label = TR(html, "Nombres", "Given names")};
    struct form_input surnames = {.name = "surnames", .label = TR(html, "Apellidos", "Surnames")};
    form_input(html, &view, &given_names);
    form_input(html, &view, &surnames);
    form_named(html, &view, "dui");
    form_named(html, &view, "sex");
    form_named(html, &view, "mobile");
    H(html, "<p><button class=\"btn alt\" name=\"walk_in\" value=\"1\">");
    HT(html, "Registrar y agregar a la lista", "Record and add to the list");
    H(html, "</button></p></div></details>");
}

/* The list may be in a spreadsheet: the import knows of which event it is, and of which day where there is one alone. */
static void put_import_link(const struct sheet *sheet)
{
    struct visit *visit = sheet->visit;
    const struct event *event = &sheet->event;
    if (!visit_may(visit, PERM_IMPORT)) {
        return;
    }
    struct str constants = str_format(visit->arena, "event = " STR_FMT, STR_ARG(event->record.code));
    if (date_is_none(event->ends_on) || date_cmp(event->starts_on, event->ends_on) == 0) {
        constants = str_format(visit->arena, STR_FMT "\ndate = " STR_FMT, STR_ARG(constants), STR_ARG(date_iso(visit->arena, event->starts_on)));
    }
    struct url url = url_with(visit->arena, URL(visit->arena, "/import"), "dataset", S("attendances"));
    H(visit->html, "<p class=\"note screen\">");
    h_link(visit->html, url_with(visit->arena, url, "constants", constants),
           TR(visit->html, "Importar su lista desde una hoja de cálculo", "Import its list from a spreadsheet"));
    H(visit->html, "</p>");
}

static void put_sheet(const struct sheet *sheet, const struct fault *fault, const struct fault *walk_in)
{
    struct visit *visit = sheet->visit;
    struct html *html = visit->html;
    bool may = visit_may(visit, PERM_TRAINING_WRITE) && sheet->event.record.annulled != ANSWER_YES;
    struct grid grid = grid_of(sheet, !may);
    H(html, "<section class=\"card\" id=\"attendance\"><h2>");
    HT(html, "Asistencia", "Attendance");
    H(html, "</h2>");
    if (!may) {
        grid_draw(html, &grid);
        H(html, "</section>");
        return;
    }
    struct form_view view = {
        .action = URL(visit->arena, "/events/{}/attend", sheet->event.record.code),
        .csrf = visit->csrf,
        .request_id = id_format(visit->arena, id_new()),
        .fault = fault,
    };
    put_import_link(sheet);
    form_open(html, &view);
    /* First of all: the Enter key presses a form's first button, and in the box for a name it means to search. */
    H(html, "<div class=\"screen\">");
    put_finder(sheet);
    H(html, "</div>");
    if (sheet->person_count > 0) {
        grid_draw(html, &grid);
        H(html, "<p class=\"note screen\">");
        HT(html, "Con las flechas se pasa de casilla en casilla y la barra espaciadora marca.",
           "The arrow keys move from box to box and the space bar ticks.");
        H(html, "</p><div class=\"row screen\"><button class=\"btn\" name=\"save\" value=\"1\">");
        HT(html, "Guardar la asistencia", "Save the attendance");
        H(html, "</button></div>");
    }
    H(html, "<div class=\"screen\">");
    put_walk_in(sheet, walk_in);
    if (is_long(&sheet->event)) {
        struct form_view plain = {0};
        form_input(html, &plain, &(struct form_input){.name = "day", .type = "date", .label = TR(html, "Otro día", "Another day")});
    }
    H(html, "</div></form></section>");
}

/* Before it is given people enrol; from then on the list of who came is what one looks for. */
static bool is_ahead(const struct event *event)
{
    return date_cmp(event->starts_on, clock_today()) > 0;
}

static enum err show_event(struct sheet *sheet, const struct fault *fault, const struct fault *walk_in, const struct fault *enrol)
{
    static const char *const except[] = {"topic", NULL};
    struct visit *visit = sheet->visit;
    desk_page(visit, &event_noun, sheet->event.topic, &sheet->event);
    if (sheet->refused != NULL) {
        page_faults(visit->html, sheet->refused);
    }
    if (is_ahead(&sheet->event)) {
        TRY(enrolment_card(visit, &sheet->event, &sheet->enrolments, enrol));
    }
    put_sheet(sheet, fault, walk_in);
    if (!is_ahead(&sheet->event)) {
        TRY(enrolment_card(visit, &sheet->event, &sheet->enrolments, enrol));
    }
    TRY(certificate_card(visit, &sheet->event));
    desk_facts(visit, &event_noun, &sheet->event, except);
    desk_foot(visit, &event_noun, &sheet->event);
    return visit_end(visit);
}

enum err event_again(struct visit *visit, struct str code, const struct fault *fault, bool of_person)
{
    struct sheet sheet;
    TRY(read_event(visit, code, &sheet));
    take_stored(&sheet);
    sheet.refused = of_person ? NULL : fault;
    return show_event(&sheet, NULL, NULL, of_person ? fault : NULL);
}

static enum err event_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct sheet sheet;
    TRY(read_event(&visit, request_param(req, "code"), &sheet));
    take_stored(&sheet);
    return show_event(&sheet, NULL, NULL, NULL);
}

/* ---- what the form asks for: find, add, record a walk-in, or save ------------------------------------------------- */

/* Those whom the form shows and nothing stored names, with their names. */
static enum err take_listed(struct sheet *sheet)
{
    struct visit *visit = sheet->visit;
    struct str *codes = ARENA_ARRAY(visit->arena, struct str, LISTED_MOST);
    size_t count = form_all(visit->form, "listed", codes, LISTED_MOST - 1);
    struct str added = form_get(visit->form, "add");
    if (count < LISTED_MOST && !str_is_empty(added)) {
        codes[count++] = added;
    }
    for (size_t i = 0; i < count && i < LISTED_MOST; i++) {
        if (person_at(sheet, codes[i]) != SIZE_MAX) {
            continue;
        }
        struct list found = {0};
        TRY(desk_ask(visit, "client.search", DESK_VALUES({"text", codes[i]}, {"limit", S("3")}), &found));
        const struct listing_line *lines = found.rows.items;
        for (size_t k = 0; k < found.rows.len; k++) {
            if (str_eq(lines[k].code, codes[i]) && str_eq(lines[k].kind, S("person"))) {
                add_person(sheet, lines[k].code, lines[k].name, text_in(TEXT("nueva en la lista", "new on the list"), visit->lang));
            }
        }
    }
    return ERR_OK;
}

static void take_ticks(struct sheet *sheet)
{
    sheet->present = ARENA_ARRAY(sheet->visit->arena, bool, sheet->person_count * sheet->day_count);
    struct grid grid = grid_of(sheet, false);
    grid_given(visit_given(sheet->visit), &grid, sheet->present);
}

static enum err walk_in_post(struct visit *visit, struct sheet *sheet)
{
    struct person *row = shape_new(visit->arena, &person_entity.shape);
    enum err err = desk_change(visit, "person.add",
                               DESK_VALUES({"unit", sheet->event.record.unit.code}, {"given_names", form_get(visit->form, "given_names")},
                                           {"surnames", form_get(visit->form, "surnames")}, {"dui", form_get(visit->form, "dui")}, {"sex", form_get(visit->form, "sex")},
                                           {"mobile", form_get(visit->form, "mobile")}, {"status", S("prospect")},
                                           {"registered_on", date_iso(visit->arena, clock_today())}),
                               row);
    if (err == ERR_OK) {
        add_person(sheet, row->record.code, person_name(visit->arena, row),
                   text_in(TEXT("nueva en la lista", "new on the list"), visit->lang));
    }
    return err;
}

/* The days of one person as the operation takes them: those ticked, and stored ones that the grid has no column for. */
static void fill_line(const struct sheet *sheet, size_t person, struct attend_line *line)
{
    struct arena *arena = sheet->visit->arena;
    *line = (struct attend_line){.person = sheet->persons[person].code};
    line->days.items = ARENA_ARRAY(arena, struct str, sheet->day_count + sheet->stored_count);
    for (size_t i = 0; i < sheet->day_count; i++) {
        if (sheet->present[person * sheet->day_count + i]) {
            line->days.items[line->days.len++] = date_iso(arena, sheet->days[i]);
        }
    }
    for (size_t i = 0; i < sheet->stored_count; i++) {
        const struct attendance *row = &sheet->stored[i];
        if (str_eq(row->person.code, line->person) && day_at(sheet, row->date) == SIZE_MAX && row->present == ANSWER_YES) {
            line->days.items[line->days.len++] = date_iso(arena, row->date);
        }
    }
}

static bool is_listed(struct visit *visit, struct str code)
{
    for (size_t i = 0; i < visit->form->len; i++) {
        if (str_eq(visit->form->fields[i].name, S("listed")) && str_eq(visit->form->fields[i].value, code)) {
            return true;
        }
    }
    return false;
}

static enum err save(struct sheet *sheet)
{
    struct visit *visit = sheet->visit;
    struct attend_line *lines = ARENA_ARRAY(visit->arena, struct attend_line, sheet->person_count);
    struct attend_input in = {.code = sheet->event.record.code, .lines = {.items = lines}};
    for (size_t i = 0; i < sheet->person_count; i++) {
        if (is_listed(visit, sheet->persons[i].code)) {
            fill_line(sheet, i, &lines[in.lines.len++]);
        }
    }
    struct attend_output out = {0};
    visit->call.fault = (struct fault){.arena = visit->arena};
    return visit_change(visit, op_find(S("event.attend")), &in, NULL, &out);
}

static enum err attend_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct sheet sheet;
    TRY(read_event(&visit, request_param(req, "code"), &sheet));
    TRY(take_listed(&sheet));
    struct fault *fault = ARENA_NEW(visit.arena, struct fault);
    sheet.asked = str_trim(form_get(visit.form, "q"));
    if (form_has(visit.form, "walk_in")) {
        enum err err = walk_in_post(&visit, &sheet);
        *fault = visit.call.fault;
        if (err != ERR_OK && err != ERR_INVALID && err != ERR_EXISTS) {
            return err;
        }
        take_ticks(&sheet);
        if (err != ERR_OK) {
            visit_refused(&visit, err);
        }
        sheet.asked = STR_NONE;
        return show_event(&sheet, NULL, err == ERR_OK ? NULL : fault, NULL);
    }
    take_ticks(&sheet);
    bool adds = form_has(visit.form, "add");
    if (adds || (form_has(visit.form, "find") && !str_is_empty(sheet.asked))) {
        if (!adds) {
            TRY(desk_ask(&visit, "client.search", DESK_VALUES({"text", sheet.asked}, {"limit", S("12")}), &sheet.found));
        }
        sheet.asked = adds ? STR_NONE : sheet.asked;
        return show_event(&sheet, NULL, NULL, NULL);
    }
    enum err err = save(&sheet);
    if (err == ERR_OK) {
        return visit_go(&visit, URL(visit.arena, "/events/{}", sheet.event.record.code),
                        TEXT("Asistencia guardada.", "Attendance saved."));
    }
    if (err != ERR_INVALID && err != ERR_CONFLICT) {
        return err;
    }
    *fault = visit.call.fault;
    visit_refused(&visit, err);
    return show_event(&sheet, fault, NULL, NULL);
}

/* A day on the list has no page of its own: the sheet it stands on. */
static enum err attendance_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct attendance row;
    shape_clear(&attendance_entity.shape, &row);
    TRY(desk_get(&visit, &attendance_entity, request_param(req, "code"), &row));
    return visit_go(&visit, URL(visit.arena, "/events/{}", row.event.code), TEXT_NONE);
}

const struct route event_routes[] = {
    {.method = METHOD_GET, .pattern = "/attendances/{code}", .handler = attendance_page},
    {.method = METHOD_GET, .pattern = "/events", .handler = events_page},
    {.method = METHOD_GET, .pattern = "/events/{code}", .handler = event_page},
    {.method = METHOD_POST, .pattern = "/events/{code}/attend", .handler = attend_post},
    DESK_ROUTES("/events", event_noun),
};
const size_t event_route_count = COUNT_OF(event_routes);
