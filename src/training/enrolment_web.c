#include "training/enrolment_web.h"

#include "client/desk_web.h"
#include "client/listing.h"
#include "client/person.h"
#include "html/table.h"
#include "training/enrolment.h"
#include "training/event_web.h"

/* ---- the card ---------------------------------------------------------------------------------------- */

static bool takes_enrolments(const struct event *event)
{
    return event->record.annulled != ANSWER_YES && !str_eq(event->state, S("finished")) && !str_eq(event->state, S("cancelled"));
}

static enum tone tone_of(struct str state)
{
    return str_eq(state, S("enrolled")) ? TONE_OK : str_eq(state, S("waiting")) ? TONE_WARN : TONE_PLAIN;
}

static void put_places(struct visit *visit, const struct event_places *places)
{
    struct html *html = visit->html;
    H(html, "<p class=\"note\">");
    if (places->capacity == INT_NONE) {
        h_text(html, text_in(text_format(visit->arena, TEXT("%d con cupo; sin límite.", "%d have a place; no limit."), (int)places->enrolled),
                             visit->lang));
    } else {
        h_text(html, text_in(text_format(visit->arena,
                                         TEXT("%d con cupo de %d; quedan %d lugares; %d en espera.",
                                              "%d of %d places taken; %d left; %d waiting."),
                                         (int)places->enrolled, (int)places->capacity, (int)places->free, (int)places->waiting),
                             visit->lang));
    }
    if (places->attended > 0) {
        H(html, " ");
        h_text(html, text_in(text_format(visit->arena, TEXT("Asistieron %d, de ellas %d sin inscripción.", "%d attended, %d of them not enrolled."),
                                         (int)places->attended, (int)places->walk_ins),
                             visit->lang));
    }
    H(html, "</p>");
}

static void put_button(struct visit *visit, const struct enrolment *row, const char *move, struct text label, bool primary)
{
    struct html *html = visit->html;
    page_post_open(html, url_local(visit->arena, str_format(visit->arena, "/enrolments/" STR_FMT "/%s", STR_ARG(row->record.code), move)),
                   visit->csrf);
    page_post_hidden(html, "version", str_format(visit->arena, "%lld", (long long)row->record.version));
    page_post_hidden(html, "request_id", id_format(visit->arena, id_new()));
    page_post_hidden(html, "event", row->event.code);
    page_post_close(html, text_in(label, visit->lang), primary);
}

static void put_people(struct visit *visit, const struct list *enrolments, bool may)
{
    static const struct column columns[] = {
        {.label = T("Persona", "Person")}, {.label = T("Empresa", "Enterprise"), .minor = true},
        {.label = T("Se inscribió", "Enrolled on")}, {.label = T("Estado", "State")}, {.label = T("Qué hacer", "What to do")},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Personas inscritas", "People enrolled"), .caption_hidden = true, .columns = columns,
                          .count = may ? COUNT_OF(columns) : COUNT_OF(columns) - 1, .total = INT_NONE};
    const struct enrolment *rows = enrolments->rows.items;
    table_open(html, &table);
    for (size_t i = 0; i < enrolments->rows.len; i++) {
        const struct enrolment *row = &rows[i];
        table_row(html, &table);
        table_link_note(html, &table, desk_client_url(visit->arena, S("person"), row->person.code), row->person.label, row->note);
        table_text(html, &table, row->enterprise.label);
        table_date(html, &table, row->enrolled_on);
        table_chip(html, &table, tone_of(row->state), desk_word(visit, enrolment_states, row->state));
        if (may) {
            table_cell_open(html, &table);
            if (str_eq(row->state, S("waiting"))) {
                put_button(visit, row, "promote", TEXT("Dar cupo", "Give a place"), true);
            }
            if (!str_eq(row->state, S("withdrawn"))) {
                put_button(visit, row, "withdraw", TEXT("Retirar", "Withdraw"), false);
            }
            table_cell_close(html, &table);
        }
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static void put_hits(struct visit *visit, const struct event *event, const struct list *found)
{
    struct html *html = visit->html;
    const struct listing_line *lines = found->rows.items;
    size_t shown = 0;
    for (size_t i = 0; i < found->rows.len; i++) {
        if (!str_eq(lines[i].kind, S("person"))) {
            continue;
        }
        shown++;
        H(html, "<div class=\"row\">");
        page_post_open(html, URL(visit->arena, "/events/{}/enrol", event->record.code), visit->csrf);
        page_post_hidden(html, "person", lines[i].code);
        page_post_hidden(html, "request_id", id_format(visit->arena, id_new()));
        page_post_close(html, text_in(text_format(visit->arena, TEXT("Inscribir a %s", "Enrol %s"), str_c(visit->arena, lines[i].name)), visit->lang),
                        false);
        H(html, "<span class=\"quiet\">");
        h_text(html, lines[i].code);
        H(html, "</span></div>");
    }
    if (shown == 0) {
        page_notice(html, TONE_WARN, TR(html, "No se encontró a nadie; si es nueva, regístrela abajo.",
                                        "Nobody was found; if she is new, record her below."));
    }
}

static void put_new_person(struct visit *visit, const struct event *event, const struct fault *fault)
{
    static const char *const names[] = {"given_names", "surnames", "dui", "sex", "mobile"};
    struct html *html = visit->html;
    struct form_view view = {
        .action = URL(visit->arena, "/events/{}/enrol", event->record.code),
        .csrf = visit->csrf,
        .request_id = id_format(visit->arena, id_new()),
        .shape = &person_entity.shape,
        .fault = fault,
        .id_prefix = S("n-"),
        .given = fault == NULL ? NULL : visit_given(visit),
    };
    H(html, "<details");
    if (fault != NULL) {
        H(html, " open");
    }
    H(html, "><summary>");
    HT(html, "Inscribir a una persona nueva", "Enrol a new person");
    H(html, "</summary>");
    form_open(html, &view);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        form_named(html, &view, names[i]);
    }
    form_close(html, &view, TR(html, "Registrar e inscribir", "Record and enrol"), (struct url){STR_NONE});
    H(html, "</details>");
}

FALLIBLE enrolment_card(struct visit *visit, const struct event *event, const struct list *enrolments, const struct fault *fault)
{
    struct html *html = visit->html;
    struct event_places places = {0};
    TRY(desk_ask(visit, "event.places", DESK_VALUES({"code", event->record.code}), &places));
    bool may = visit_may(visit, PERM_TRAINING_WRITE) && takes_enrolments(event);
    if (enrolments->rows.len == 0 && !may) {
        return ERR_OK;
    }
    struct str asked = str_trim(request_query(visit->req, "enrol"));
    struct list found = {0};
    if (may && !str_is_empty(asked)) {
        TRY(desk_ask(visit, "client.search", DESK_VALUES({"text", asked}, {"limit", S("12")}), &found));
    }
    H(html, "<section class=\"card\" id=\"enrolments\"><h2>");
    HT(html, "Inscripciones", "Enrolments");
    H(html, "</h2>");
    put_places(visit, &places);
    if (enrolments->rows.len > 0) {
        put_people(visit, enrolments, may);
    }
    if (may) {
        H(html, "<div class=\"screen\">");
        form_filter_open(html, URL(visit->arena, "/events/{}", event->record.code), TR(html, "Inscribir a alguien", "Enrol somebody"));
        form_filter_text(html, "enrol", TR(html, "Inscribir a alguien: nombre, código, DUI o teléfono", "Enrol somebody: name, code, DUI or telephone"),
                         asked);
        form_filter_close(html, TR(html, "Buscar", "Search"));
        if (!str_is_empty(asked)) {
            put_hits(visit, event, &found);
        }
        put_new_person(visit, event, fault);
        H(html, "</div>");
    }
    H(html, "</section>");
    return ERR_OK;
}

/* ---- what the buttons do ----------------------------------------------------------------------------------- */

static struct url event_url(struct visit *visit, struct str code)
{
    return url_local(visit->arena, str_format(visit->arena, "/events/" STR_FMT "#enrolments", STR_ARG(code)));
}

/* A new person first, if the form names one. */
static enum err person_of(struct visit *visit, const struct event *event, struct str *out)
{
    *out = form_get(visit->form, "person");
    if (!str_is_empty(*out)) {
        return ERR_OK;
    }
    struct person *row = shape_new(visit->arena, &person_entity.shape);
    TRY(desk_change(visit, "person.add",
                    DESK_VALUES({"unit", event->record.unit.code}, {"given_names", form_get(visit->form, "given_names")},
                                {"surnames", form_get(visit->form, "surnames")}, {"dui", form_get(visit->form, "dui")},
                                {"sex", form_get(visit->form, "sex")}, {"mobile", form_get(visit->form, "mobile")},
                                {"status", S("prospect")}, {"registered_on", date_iso(visit->arena, clock_today())}),
                    row));
    *out = row->record.code;
    /* The form's key named the person; the enrolment is a request of its own. */
    for (size_t i = 0; i < visit->form->len; i++) {
        if (str_eq(visit->form->fields[i].name, S("request_id"))) {
            visit->form->fields[i].value = str_format(visit->arena, STR_FMT "-e", STR_ARG(visit->form->fields[i].value));
        }
    }
    return ERR_OK;
}

static enum err enrol_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct event event;
    shape_clear(&event_entity.shape, &event);
    TRY(desk_get(&visit, &event_entity, request_param(req, "code"), &event));
    struct str person;
    bool is_new = str_is_empty(form_get(visit.form, "person"));
    enum err err = person_of(&visit, &event, &person);
    struct enrolment *row = shape_new(visit.arena, &enrolment_entity.shape);
    if (err == ERR_OK) {
        is_new = false;
        err = desk_change(&visit, "enrolment.add", DESK_VALUES({"event", event.record.code}, {"person", person}), row);
    }
    if (err == ERR_OK) {
        return visit_go(&visit, event_url(&visit, event.record.code),
                        str_eq(row->state, S("waiting"))
                            ? TEXT("El cupo está lleno: quedó en lista de espera.", "It is full: she is on the waiting list.")
                            : TEXT("Inscripción guardada.", "Enrolment saved."));
    }
    if (err != ERR_INVALID && err != ERR_CONFLICT && err != ERR_EXISTS) {
        return err;
    }
    struct fault *fault = ARENA_NEW(visit.arena, struct fault);
    *fault = visit.call.fault;
    visit_refused(&visit, err);
    return event_again(&visit, event.record.code, fault, is_new);
}

static enum err step(struct request *req, struct response *resp, const char *op, struct text said)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct str event = form_get(visit.form, "event");
    struct enrolment *row = shape_new(visit.arena, &enrolment_entity.shape);
    enum err err = desk_change(&visit, op, DESK_VALUES({"code", request_param(req, "code")}, {"version", form_get(visit.form, "version")}), row);
    if (err == ERR_OK) {
        return visit_go(&visit, event_url(&visit, row->event.code), said);
    }
    if ((err != ERR_INVALID && err != ERR_CONFLICT) || str_is_empty(event)) {
        return err;
    }
    struct fault *fault = ARENA_NEW(visit.arena, struct fault);
    *fault = visit.call.fault;
    visit_refused(&visit, err);
    return event_again(&visit, event, fault, false);
}

static enum err promote_post(struct request *req, struct response *resp)
{
    return step(req, resp, "enrolment.promote", TEXT("Ahora tiene cupo.", "She has a place now."));
}

static enum err withdraw_post(struct request *req, struct response *resp)
{
    return step(req, resp, "enrolment.withdraw",
                TEXT("Inscripción retirada; su lugar es de quien más esperaba.", "Enrolment withdrawn; who waited longest has the place."));
}

/* An enrolment has no page of its own: the event's. */
static enum err enrolment_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct enrolment row;
    shape_clear(&enrolment_entity.shape, &row);
    TRY(desk_get(&visit, &enrolment_entity, request_param(req, "code"), &row));
    return visit_go(&visit, event_url(&visit, row.event.code), TEXT_NONE);
}

const struct route enrolment_routes[] = {
    {.method = METHOD_GET, .pattern = "/enrolments/{code}", .handler = enrolment_page},
    {.method = METHOD_POST, .pattern = "/enrolments/{code}/promote", .handler = promote_post},
    {.method = METHOD_POST, .pattern = "/enrolments/{code}/withdraw", .handler = withdraw_post},
    {.method = METHOD_POST, .pattern = "/events/{code}/enrol", .handler = enrol_post},
};
const size_t enrolment_route_count = COUNT_OF(enrolment_routes);
