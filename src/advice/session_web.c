#include "advice/session_web.h"

#include "advice/plan_action.h"
#include "advice/service.h"
#include "advice/session.h"
#include "advice/session_page_web.h"
#include "client/about.h"
#include "client/affiliation.h"
#include "client/desk_newest_web.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "html/table.h"
#include "html/widget.h"

#include <string.h>

/* ---- the form: what must be answered stands first, everything else is folded ----------------------------- */

static const char *const first[] = {"enterprises", "persons", "kind", "contact_minutes", "date", "actions", "summary", NULL};
static const char *const where[] = {"modality", "adviser", "start_time", "end_time", "preparation_minutes", "travel_minutes",
                                    "district", "attendees", NULL};
static const char *const content[] = {"background", "next_appointment", "signed", "evidence", NULL};
static const char *const keeping[] = {"state", "not_held_reason", "unit", "funding", "reportable", "code", NULL};
static const struct desk_group groups[] = {
    {.names = first},
    {.legend = T("Modalidad, lugar, tiempos y asesor(a)", "Modality, place, times and adviser"), .names = where, .folded = true},
    {.legend = T("Antecedentes, próxima cita y evidencia", "Background, next appointment and evidence"), .names = content,
     .folded = true},
    {.legend = T("Estado, unidad y quién paga", "State, unit and who pays"), .names = keeping, .folded = true},
    {.names = NULL},
};

/* The number typed by hand goes before the button. */
static void sent(struct visit *visit)
{
    struct str typed = str_trim(form_get(visit->form, "minutes_other"));
    if (str_is_empty(typed)) {
        return;
    }
    bool placed = false;
    for (size_t i = 0; i < visit->form->len; i++) {
        struct form_field *field = &visit->form->fields[i];
        if (str_eq(field->name, S("contact_minutes"))) {
            field->value = placed ? S("") : typed;
            placed = true;
        } else if (str_eq(field->name, S("minutes_other")) && !placed) {
            field->name = S("contact_minutes");
            placed = true;
        }
    }
}

static void draw_minutes(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    static const char *const usual[] = {"15", "30", "45", "60", "90", "120"};
    struct html *html = visit->html;
    struct str value = form->row == NULL ? STR_NONE : field_plain(visit->arena, field, form->row);
    if (form->view.given != NULL) {
        const struct str *given = map_find(form->view.given, S("contact_minutes"));
        value = given == NULL ? STR_NONE : *given;
    }
    bool is_usual = false;
    struct form_option options[COUNT_OF(usual)];
    for (size_t i = 0; i < COUNT_OF(usual); i++) {
        options[i] = (struct form_option){.code = str_of(usual[i]), .label = str_format(visit->arena, "%s min", usual[i])};
        is_usual = is_usual || str_eq_c(value, usual[i]);
    }
    desk_radio_list(visit, form, field, options, COUNT_OF(options), value);
    form_input(html, &form->view,
               &(struct form_input){.name = "minutes_other", .mode = "numeric", .value = is_usual ? S("") : value,
                                    .label = TR(html, "Otro número de minutos", "Another number of minutes")});
}

static void add_action(struct desk_options *options, struct form_option *items, size_t most, const struct ref *action)
{
    for (size_t i = 0; i < options->count; i++) {
        if (str_eq(items[i].code, action->code)) {
            return;
        }
    }
    if (options->count < most) {
        items[options->count++] = (struct form_option){.code = action->code,
                                                       .label = str_is_empty(action->label) ? action->code : action->label};
    }
}

/* The open actions of the clients' plans as boxes, and those that were named already; no question where there are none. */
static void draw_actions(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    enum { MOST = 60 };
    const struct session *row = form->row;
    struct form_option *items = ARENA_ARRAY(visit->arena, struct form_option, MOST);
    struct desk_options options = {items, 0};
    struct call call = visit->call;
    for (size_t i = 0; i < row->enterprises.len; i++) {
        struct list found = {0};
        enum err err = desk_ask(visit, "plan_action.by_client",
                                DESK_VALUES({"kind", S("enterprise")}, {"code", row->enterprises.items[i].code}), &found);
        const struct plan_action *actions = found.rows.items;
        for (size_t k = 0; err == ERR_OK && k < found.rows.len; k++) {
            add_action(&options, items, MOST, &(struct ref){.code = actions[k].record.code, .label = actions[k].text});
        }
    }
    visit->call = call;
    for (size_t i = 0; i < row->actions.len; i++) {
        add_action(&options, items, MOST, &row->actions.items[i]);
    }
    if (options.count == 0) {
        return;
    }
    struct widget widget = widget_of(visit->html, &form->view, S("actions"), text_in(field->label, visit->lang), STR_NONE);
    widget.value = widget_given(&form->view, S("actions"), field_plain(visit->arena, field, row));
    widget_checkboxes(visit->html, &widget, options.items, options.count);
}

static bool draw(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    if (strcmp(field->name, "actions") == 0) {
        draw_actions(visit, form, field);
        return true;
    }
    if (strcmp(field->name, "contact_minutes") == 0) {
        draw_minutes(visit, form, field);
        return true;
    }
    if (strcmp(field->name, "kind") == 0 || strcmp(field->name, "modality") == 0) {
        desk_radios(visit, form, field);
        return true;
    }
    return false;
}

/* Those who belong to the enterprise today as boxes; the only one is taken to be there. */
static enum err take_people(struct visit *visit, struct desk_form *form, struct str enterprise)
{
    struct session *row = form->row;
    struct about about;
    shape_clear(&about_shape, &about);
    struct call call = visit->call;
    TRY(desk_ask(visit, "client.about", DESK_VALUES({"kind", S("enterprise")}, {"code", enterprise}), &about));
    visit->call = call;
    const struct affiliation *rows = about.affiliations.items;
    struct form_option *people = ARENA_ARRAY(visit->arena, struct form_option, about.affiliations.len);
    size_t count = 0;
    struct date today = clock_today();
    for (size_t i = 0; i < about.affiliations.len; i++) {
        bool over = !date_is_none(rows[i].to_on) && date_cmp(rows[i].to_on, today) < 0;
        bool known = false;
        for (size_t k = 0; k < count; k++) {
            known = known || str_eq(people[k].code, rows[i].person.code);
        }
        if (!over && !known) {
            people[count++] = (struct form_option){.code = rows[i].person.code, .label = rows[i].person.label};
        }
    }
    form->people = (struct desk_options){people, count};
    if (count == 1) {
        desk_preset(visit, form, "persons", people[0].code);
        row->persons.items[0].label = people[0].label;
    }
    return ERR_OK;
}

/* ?at=2014-11-23T09:00: an appointment of an hour, from a free hour of the agenda; without an hour, of that day. */
static void plan_at(struct visit *visit, struct desk_form *form)
{
    struct str at = request_query(visit->req, "at");
    struct session *row = form->row;
    struct date day;
    if (at.len < 10 || !date_parse_iso(str_slice(at, 0, 10), &day)) {
        return;
    }
    desk_preset(visit, form, "date", str_slice(at, 0, 10));
    desk_preset(visit, form, "state", S("scheduled"));
    if (at.len == 16) {
        desk_preset(visit, form, "start_time", str_slice(at, 11, 16));
    }
    if (row->start_time != INT_NONE && row->start_time < 23 * 60) {
        row->end_time = row->start_time + 60;
    }
    desk_preset(visit, form, "adviser", request_query(visit->req, "adviser"));
}

static enum err begin(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    struct session *row = form->row;
    struct str enterprise = request_query(visit->req, "enterprise");
    struct str person = request_query(visit->req, "person");
    if (str_is_empty(enterprise) && str_is_empty(person)) {
        *elsewhere = true;
        return desk_choose_client(visit, form->noun, URL(visit->arena, "/sessions/new"), false);
    }
    desk_preset(visit, form, "date", date_iso(visit->arena, clock_today()));
    desk_preset(visit, form, "modality", S("office"));
    desk_preset(visit, form, "state", S("held"));
    desk_preset(visit, form, "adviser", form->lists.own_staff);
    desk_preset(visit, form, "enterprises", enterprise);
    desk_preset(visit, form, "persons", person);
    struct ref adviser = {0};
    if (!str_is_empty(enterprise)) {
        struct enterprise client;
        shape_clear(&enterprise_entity.shape, &client);
        TRY(desk_get(visit, &enterprise_entity, enterprise, &client));
        row->enterprises.items[0].label = client.name;
        desk_preset(visit, form, "unit", client.record.unit.code);
        adviser = client.adviser;
        TRY(take_people(visit, form, enterprise));
    } else {
        struct person client;
        shape_clear(&person_entity.shape, &client);
        TRY(desk_get(visit, &person_entity, person, &client));
        row->persons.items[0].label = person_name(visit->arena, &client);
        desk_preset(visit, form, "unit", client.record.unit.code);
        adviser = client.adviser;
    }
    plan_at(visit, form);
    if (str_is_empty(row->adviser.code)) {
        desk_preset(visit, form, "adviser", adviser.code);
    }
    if (url_is_none(form->back)) {
        form->back = str_is_empty(enterprise) ? desk_client_url(visit->arena, S("person"), person)
                                              : desk_client_url(visit->arena, S("enterprise"), enterprise);
    }
    return ERR_OK;
}

const struct desk_noun session_noun = {
    .name = "session",
    .entity = &session_entity,
    .path = "sessions",
    .place = PLACE_SERVICES,
    .write = PERM_SERVICE_WRITE,
    .new_title = T("Registrar una sesión", "Record a session"),
    .edit_title = T("Corregir la sesión", "Correct the session"),
    .saved = T("Sesión guardada.", "Session saved."),
    .prints = true,
    .list = "/services",
    .list_label = T("Sesiones", "Sessions"),
    .groups = groups,
    .sent = sent,
    .begin = begin,
    .draw = draw,
    .show = session_page_show,
};

/* ---- the newest ones ---------------------------------------------------------------------------------------- */

static struct str clients_of(struct arena *arena, const struct session *row)
{
    struct buf buf = BUF(arena);
    const struct refs *both[] = {&row->enterprises, row->enterprises.len == 0 ? &row->persons : NULL};
    for (size_t k = 0; k < COUNT_OF(both); k++) {
        for (size_t i = 0; both[k] != NULL && i < both[k]->len; i++) {
            if (buf.len > 0) {
                buf_put_c(&buf, ", ");
            }
            buf_put(&buf, str_is_empty(both[k]->items[i].label) ? both[k]->items[i].code : both[k]->items[i].label);
        }
    }
    return buf_str(&buf);
}

static void put_sessions(struct visit *visit, const struct desk_newest *newest, const struct list *list)
{
    static const struct column columns[] = {
        {.label = T("Cliente", "Client")},       {.label = T("Fecha", "Date")},
        {.label = T("Servicio", "Service")},     {.label = T("Minutos", "Minutes"), .number = true},
        {.label = T("Asesor(a)", "Adviser"), .minor = true}, {.label = T("Verificación", "Verification")},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Las sesiones más recientes", "The newest sessions"), .columns = columns,
                          .count = COUNT_OF(columns)};
    desk_newest_pages(visit, newest, &table);
    table_open(html, &table);
    const struct session *rows = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        const struct session *row = &rows[i];
        table_row(html, &table);
        table_link(html, &table, URL(visit->arena, "/sessions/{}", row->record.code), clients_of(visit->arena, row));
        table_date(html, &table, row->date);
        table_text(html, &table, desk_word(visit, session_kinds, row->kind));
        table_count(html, &table, row->contact_minutes);
        table_text(html, &table, row->adviser.label);
        table_chip(html, &table, desk_verification_tone(row->verification),
                   desk_word(visit, service_verifications, row->verification));
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static enum err services_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct list list = {0};
    struct desk_newest newest;
    TRY(desk_newest_ask(&visit, "session.newest", "/services", &newest, &list));
    struct page_link action = {.label = text_in(TEXT("Registrar una sesión", "Record a session"), visit.lang),
                               .url = URL(visit.arena, "/sessions/new"), .primary = true};
    if (visit_may(&visit, PERM_SERVICE_WRITE)) {
        visit.page.actions = &action;
        visit.page.action_count = 1;
    }
    visit_page(&visit, TEXT("Servicios", "Services"), PLACE_SERVICES);
    desk_service_tabs(&visit, 0);
    if (list.rows.len > 0 || desk_newest_filters(&newest)) {
        desk_newest_bar(&visit, &newest);
    }
    if (list.rows.len == 0 && desk_newest_filters(&newest)) {
        desk_newest_none(&visit);
    } else if (list.rows.len == 0) {
        page_empty(visit.html, TR(visit.html, "Todavía no hay sesiones", "No sessions yet"),
                   TR(visit.html, "Busque a un cliente y registre la primera.", "Find a client and record the first one."),
                   URL(visit.arena, "/sessions/new"), TR(visit.html, "Registrar una sesión", "Record a session"));
    } else {
        H(visit.html, "<section class=\"card\">");
        put_sessions(&visit, &newest, &list);
        H(visit.html, "</section>");
    }
    return visit_end(&visit);
}

const struct route session_routes[] = {
    {.method = METHOD_GET, .pattern = "/services", .handler = services_page},
    DESK_ROUTES("/sessions", session_noun),
};
const size_t session_route_count = COUNT_OF(session_routes);
