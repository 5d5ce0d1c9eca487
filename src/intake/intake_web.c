#include "intake/intake_web.h"

#include "client/affiliation.h"
#include "client/alike_web.h"
#include "client/about.h"
#include "client/desk_newest_web.h"
#include "client/listing.h"
#include "client/status.h"
#include "html/table.h"
#include "intake/consent_text.h"
#include "intake/convert_ops.h"
#include "intake/intake.h"

#include <string.h>

/* ---- the form: one screen, in the order of the paper ------------------------------------------------------- */

static const char *const person_names[] = {"given_names", "surnames", NULL};
static const char *const person_papers[] = {"dui", "birth_date", NULL};
static const char *const person_contact[] = {"mobile", "email", NULL};
static const char *const enterprise_names[] = {"name", "trade_name", NULL};
static const char *const enterprise_kind[] = {"sector", "constitution", NULL};
static const char *const place_questions[] = {"district", "address", NULL};
static const char *const request_head[] = {"date", "adviser", NULL};
static const char *const request_questions[] = {"provenance", "need", NULL};
static const char *const sales_questions[] = {"national_sales", "export_sales", NULL};
static const char *const money_questions[] = {"production_cost", "current_financing", "seed_capital", NULL};
static const char *const all_money[] = {"national_sales", "export_sales", "production_cost", "current_financing", "seed_capital", NULL};
static const char *const job_questions[] = {"jobs_male_fixed", "jobs_male_temporary", "jobs_female_fixed", "jobs_female_temporary", NULL};
static const char *const job_questions_men[] = {"jobs_male_fixed", "jobs_male_temporary", NULL};
static const char *const job_questions_women[] = {"jobs_female_fixed", "jobs_female_temporary", NULL};
static const char *const market_questions[] = {"markets", "products", NULL};
static const char *const keeping_questions[] = {"unit", "language", "code", NULL};

/* What is read to the client, and the answer to it. */
static const struct {
    const char *kind;
    const char *const names[3];
} promises[] = {
    {"sworn_statement", {"sworn"}}, {"consent", {"consent", "consent_scopes"}}, {"survey", {"survey"}}, {"pledge", {"pledge"}},
};

static bool draw(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    if (strcmp(field->name, "provenance") == 0 || strcmp(field->name, "sex") == 0 || strcmp(field->name, "relation") == 0) {
        desk_radios(visit, form, field);
        return true;
    }
    if (strcmp(field->name, "person") == 0 || strcmp(field->name, "enterprise") == 0) {
        desk_hidden(visit, form, field);
        return true;
    }
    return false;
}

static const char *const edit_first[] = {"person", "enterprise", "relation", "date", "adviser", "provenance", "need", NULL};
static const char *const edit_promises[] = {"sworn", "consent", "consent_scopes", "survey", "pledge", NULL};
static const struct desk_group groups[] = {
    {.names = edit_first},
    {.legend = T("Últimos doce meses", "Last twelve months"), .names = all_money},
    {.legend = T("Empleos", "Jobs"), .names = job_questions},
    {.legend = T("Mercados y productos", "Markets and products"), .names = market_questions},
    {.legend = T("Lo que se firma", "What is signed"), .names = edit_promises},
    {.legend = T("Unidad, idioma y código", "Unit, language and code"), .names = keeping_questions, .folded = true},
    {.names = NULL},
};
const struct desk_noun intake_noun = {
    .name = "intake",
    .entity = &intake_entity,
    .path = "intakes",
    .place = PLACE_CLIENTS,
    .write = PERM_CLIENT_WRITE,
    .new_title = T("Nueva solicitud (F1)", "New application (F1)"),
    .edit_title = T("Corregir la solicitud (F1)", "Correct the application (F1)"),
    .saved = T("Borrador guardado.", "Draft saved."),
    .prints = true,
    .list = "/intakes",
    .list_label = T("Solicitudes (F1)", "Applications (F1)"),
    .groups = groups,
    .draw = draw,
};

static void put_questions(struct visit *visit, const struct desk_form *form, const char *const *names)
{
    for (const char *const *name = names; *name != NULL; name++) {
        desk_field(visit, form, *name);
    }
}

/* Beside one another on a desk. */
static void put_row(struct visit *visit, const struct desk_form *form, const char *const *names)
{
    form_row_open(visit->html);
    put_questions(visit, form, names);
    form_row_close(visit->html);
}

/* Somebody who is recorded already: named, not asked again. */
static void put_known(struct visit *visit, const struct desk_form *form, const char *name, struct str kind, const struct ref *ref)
{
    struct html *html = visit->html;
    desk_field(visit, form, name);
    H(html, "<p>");
    h_link(html, desk_client_url(visit->arena, kind, ref->code), str_is_empty(ref->label) ? ref->code : ref->label);
    H(html, " <span class=\"quiet\">");
    h_text(html, ref->code);
    H(html, "</span></p>");
}

static struct str words_of(const struct list *texts, const char *kind)
{
    const struct consent_text_words *rows = texts->rows.items;
    for (size_t i = 0; i < texts->rows.len; i++) {
        if (str_eq_c(rows[i].kind, kind)) {
            return rows[i].text;
        }
    }
    return STR_NONE;
}

static void put_promises(struct visit *visit, const struct desk_form *form, const struct list *texts)
{
    struct html *html = visit->html;
    form_group_open(html, TR(html, "Lo que se firma", "What is signed"), STR_NONE);
    for (size_t i = 0; i < COUNT_OF(promises); i++) {
        H(html, "<p class=\"note\">");
        h_text(html, words_of(texts, promises[i].kind));
        H(html, "</p>");
        put_questions(visit, form, promises[i].names);
    }
    form_group_close(html);
}

static void put_form(struct visit *visit, const struct desk_form *form, const struct list *texts)
{
    struct html *html = visit->html;
    const struct intake_receive *row = form->row;
    bool old_person = !str_is_empty(row->intake.person.code);
    bool old_enterprise = !str_is_empty(row->intake.enterprise.code);
    form_group_open(html, TR(html, "Solicitante", "Applicant"), STR_NONE);
    if (old_person) {
        put_known(visit, form, "person", S("person"), &row->intake.person);
    } else {
        put_row(visit, form, person_names);
        desk_field(visit, form, "sex");
        put_row(visit, form, person_papers);
        put_row(visit, form, person_contact);
        alike_place(html, true);
    }
    form_group_close(html);
    form_group_open(html, TR(html, "Empresa", "Enterprise"), STR_NONE);
    if (old_enterprise) {
        put_known(visit, form, "enterprise", S("enterprise"), &row->intake.enterprise);
    } else {
        put_row(visit, form, enterprise_names);
        put_row(visit, form, enterprise_kind);
        desk_field(visit, form, "started_on");
        alike_place(html, false);
    }
    if (!old_person || !old_enterprise) {
        put_row(visit, form, place_questions);
    }
    desk_field(visit, form, "relation");
    form_group_close(html);
    form_group_open(html, TR(html, "La solicitud", "The application"), STR_NONE);
    put_row(visit, form, request_head);
    put_questions(visit, form, request_questions);
    form_group_close(html);
    form_group_open(html, TR(html, "Últimos doce meses", "Last twelve months"), STR_NONE);
    put_row(visit, form, sales_questions);
    put_row(visit, form, money_questions);
    form_group_close(html);
    form_group_open(html, TR(html, "Empleos", "Jobs"), STR_NONE);
    put_row(visit, form, job_questions_men);
    put_row(visit, form, job_questions_women);
    form_group_close(html);
    form_group_open(html, TR(html, "Mercados y productos", "Markets and products"), STR_NONE);
    put_questions(visit, form, market_questions);
    form_group_close(html);
    put_promises(visit, form, texts);
    H(html, "<details><summary>");
    HT(html, "Unidad, idioma y código", "Unit, language and code");
    H(html, "</summary><div class=\"entry\">");
    put_questions(visit, form, keeping_questions);
    H(html, "</div></details>");
}

static enum err show_form(struct visit *visit, struct desk_form *form, enum err err)
{
    struct list texts = {0};
    const struct intake_receive *row = form->row;
    struct fault *fault = ARENA_NEW(visit->arena, struct fault);
    *fault = visit->call.fault; /* the texts are asked for by another operation */
    TRY(desk_ask(visit, "consent_text.in_use", DESK_VALUES({"language", row->intake.language}), &texts));
    if (err != ERR_OK) {
        visit_refused(visit, err);
        form->view.fault = fault;
    }
    form->view.row = form->row;
    visit->page.narrow = true;
    visit_page(visit, intake_noun.new_title, PLACE_CLIENTS);
    if (!str_is_empty(form->notice)) {
        page_notice(visit->html, TONE_WARN, form->notice);
    }
    form_open(visit->html, &form->view);
    put_form(visit, form, &texts);
    form_close(visit->html, &form->view, TR(visit->html, "Guardar el borrador", "Save the draft"), URL(visit->arena, "/intakes"));
    return visit_end(visit);
}

static enum err begin_form(struct visit *visit, struct desk_form *form)
{
    *form = (struct desk_form){.noun = &intake_noun, .is_new = true};
    struct call call = visit->call;
    TRY(desk_lists_get(visit, &form->lists));
    visit->call = call;
    form->row = shape_new(visit->arena, &intake_receive_shape);
    shape_fill(visit->arena, &intake_receive_shape, form->row);
    form->view = (struct form_view){
        .action = URL(visit->arena, "/intakes/new"),
        .csrf = visit->csrf,
        .request_id = visit_request_key(visit),
        .shape = &intake_receive_shape,
        .version = INT_NONE,
    };
    return ERR_OK;
}

/* The one person who belongs to the enterprise today, or the one enterprise that the person belongs to. */
static enum err other_of(struct visit *visit, struct str kind, struct str code, struct ref *other)
{
    struct about about;
    shape_clear(&about_shape, &about);
    TRY(desk_ask(visit, "client.about", DESK_VALUES({"kind", kind}, {"code", code}), &about));
    const struct affiliation *rows = about.affiliations.items;
    struct date today = clock_today();
    size_t found = 0;
    for (size_t i = 0; i < about.affiliations.len; i++) {
        bool over = !date_is_none(rows[i].to_on) && date_cmp(rows[i].to_on, today) < 0;
        if (!over && !str_eq(rows[i].relation, S("employee"))) {
            *other = str_eq(kind, S("person")) ? rows[i].enterprise : rows[i].person;
            found++;
        }
    }
    if (found != 1) {
        *other = (struct ref){.id = ID_NONE};
    }
    return ERR_OK;
}

/* First: is it somebody whom the centre knows already? */
static enum err choose_page(struct visit *visit)
{
    struct str asked = str_trim(request_query(visit->req, "q"));
    struct list found = {0};
    if (!str_is_empty(asked)) {
        TRY(desk_ask(visit, "client.search", DESK_VALUES({"text", asked}, {"limit", S("12")}), &found));
    }
    visit->page.narrow = true;
    visit_page(visit, intake_noun.new_title, PLACE_CLIENTS);
    struct html *html = visit->html;
    H(html, "<section class=\"card stack\"><h2>");
    HT(html, "¿Quién la solicita?", "Who applies?");
    H(html, "</h2>");
    form_filter_open(html, URL(visit->arena, "/intakes/new"), TR(html, "Buscar a la persona o la empresa", "Find the person or the enterprise"));
    form_filter_text(html, "q", TR(html, "Nombre, DUI, NIT o teléfono", "Name, DUI, NIT or telephone"), asked);
    form_filter_close(html, TR(html, "Buscar", "Search"));
    const struct listing_line *lines = found.rows.items;
    if (found.rows.len > 0) {
        H(html, "<ul class=\"stacks\">");
        for (size_t i = 0; i < found.rows.len; i++) {
            H(html, "<li><a class=\"btn alt\"");
            h_href(html, url_with(visit->arena, URL(visit->arena, "/intakes/new"), str_c(visit->arena, lines[i].kind), lines[i].code));
            H(html, ">");
            h_text(html, lines[i].name);
            H(html, "</a><span class=\"quiet\">");
            h_text(html, lines[i].code);
            H(html, "</span></li>");
        }
        H(html, "</ul>");
    } else if (!str_is_empty(asked)) {
        page_notice(html, TONE_WARN, TR(html, "No se encontró a nadie con ese nombre o número.", "Nobody was found by that name or number."));
    }
    H(html, "<p><a class=\"btn\" href=\"/intakes/new?new=1\">");
    HT(html, "Es alguien nuevo", "It is somebody new");
    H(html, "</a></p></section>");
    return visit_end(visit);
}

static enum err new_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    if (!visit_may(&visit, PERM_CLIENT_WRITE)) {
        return ERR_DENIED;
    }
    struct str person = request_query(req, "person");
    struct str enterprise = request_query(req, "enterprise");
    if (str_is_empty(person) && str_is_empty(enterprise) && str_is_empty(request_query(req, "new"))) {
        return choose_page(&visit);
    }
    struct desk_form form;
    TRY(begin_form(&visit, &form));
    struct intake *row = form.row;
    desk_preset(&visit, &form, "date", date_iso(visit.arena, clock_today()));
    desk_preset(&visit, &form, "adviser", form.lists.own_staff);
    desk_preset(&visit, &form, "unit", form.lists.own_unit);
    desk_preset(&visit, &form, "language", visit.lang == LANG_ES ? S("es") : S("en"));
    if (!str_is_empty(enterprise)) {
        struct enterprise client;
        shape_clear(&enterprise_entity.shape, &client);
        TRY(desk_get(&visit, &enterprise_entity, enterprise, &client));
        row->enterprise = (struct ref){.code = client.record.code, .label = client.name};
        row->products = client.products;
        row->markets = client.markets;
        row->provenance = client.provenance;
        desk_preset(&visit, &form, "unit", client.record.unit.code);
        if (str_is_empty(person)) {
            TRY(other_of(&visit, S("enterprise"), enterprise, &row->person));
        }
    }
    if (!str_is_empty(person)) {
        struct person client;
        shape_clear(&person_entity.shape, &client);
        TRY(desk_get(&visit, &person_entity, person, &client));
        row->person = (struct ref){.code = client.record.code, .label = person_name(visit.arena, &client)};
        desk_preset(&visit, &form, "unit", client.record.unit.code);
        if (str_is_empty(enterprise)) {
            TRY(other_of(&visit, S("person"), person, &row->enterprise));
        }
    }
    return show_form(&visit, &form, ERR_OK);
}

static enum err show_typed(struct visit *visit, struct intake_receive *in, struct str notice, enum err err)
{
    struct desk_form form;
    TRY(begin_form(visit, &form));
    form.row = in;
    form.notice = notice;
    form.view.given = visit_given(visit);
    return show_form(visit, &form, err);
}

/* The form again with somebody who is there already in place of what was typed; what was typed otherwise is said. */
static enum err take_same(struct visit *visit, struct intake_receive *in)
{
    bool is_person = !str_is_empty(alike_same(visit, true));
    const struct entity *entity = is_person ? &person_entity : &enterprise_entity;
    struct record *client = shape_new(visit->arena, &entity->shape);
    TRY(desk_get(visit, entity, alike_same(visit, is_person), client));
    struct str typed = desk_typed_otherwise(visit, &entity->shape, client, true);
    struct map *given = visit_given(visit);
    struct str *code = ARENA_NEW(visit->arena, struct str);
    *code = client->code;
    map_set(given, str_of(entity->shape.name), code);
    *(is_person ? &in->intake.person : &in->intake.enterprise) = (struct ref){
        .code = client->code,
        .label = is_person ? person_name(visit->arena, (const void *)client) : ((const struct enterprise *)(const void *)client)->name,
    };
    struct desk_form form;
    TRY(begin_form(visit, &form));
    form.row = in;
    form.view.given = given;
    if (!str_is_empty(typed)) {
        form.notice = str_format(visit->arena, STR_FMT " " STR_FMT ".",
                                 STR_ARG(text_in(TEXT("Se toma el registro que ya está. Usted escribió además, o de otro modo:",
                                                      "The record that is there is taken. You typed besides, or otherwise:"),
                                                 visit->lang)),
                                 STR_ARG(typed));
    }
    return show_form(visit, &form, ERR_OK);
}

/* Is it one of those who are there? */
static enum err ask_alike(struct visit *visit, struct intake_receive *in, bool *answered)
{
    bool person = str_is_empty(in->intake.person.code);
    bool enterprise = str_is_empty(in->intake.enterprise.code);
    *answered = true;
    switch (alike_answered(visit)) {
    case ALIKE_BACK:
        return show_typed(visit, in, STR_NONE, ERR_OK);
    case ALIKE_SAME:
        return take_same(visit, in);
    case ALIKE_NOT_ASKED:
        return alike_ask(visit, URL(visit->arena, "/intakes/new"), person, enterprise, answered);
    default:
        *answered = false;
        return ERR_OK;
    }
}

static enum err new_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    const struct op *op = op_find(S("intake.receive"));
    struct intake_receive *in = shape_new(visit.arena, op->input);
    struct intake out;
    shape_clear(&intake_entity.shape, &out);
    enum err err = visit_input(&visit, op, in, NULL);
    bool answered = false;
    if (err == ERR_OK) {
        TRY(ask_alike(&visit, in, &answered));
    }
    if (answered) {
        return ERR_OK;
    }
    if (err == ERR_OK) {
        err = visit_change(&visit, op, in, NULL, &out);
    }
    if (err == ERR_OK) {
        return visit_go(&visit, URL(visit.arena, "/intakes/{}", out.record.code), intake_noun.saved);
    }
    return visit_shows_again(err) ? show_typed(&visit, in, STR_NONE, err) : err;
}

/* ---- one application ------------------------------------------------------------------------------------------ */

enum tone intake_web_tone(struct str state)
{
    return str_eq(state, S("authorised")) ? TONE_OK : str_eq(state, S("returned")) ? TONE_BAD : str_eq(state, S("draft")) ? TONE_WARN : TONE_PLAIN;
}

static void put_fields(struct html *html, const struct intake *row, const char *const *names)
{
    page_facts_open(html);
    for (const char *const *name = names; *name != NULL; name++) {
        const struct field *field = shape_find(&intake_entity.shape, str_of(*name));
        page_fact(html, text_in(field->label, html->lang), field_is_none(field, row) ? STR_NONE : field_display(html->arena, field, row, html->lang));
    }
    page_facts_close(html);
}

static void put_card(struct html *html, struct text title, const struct intake *row, const char *const *names)
{
    H(html, "<section class=\"card\"><h2>");
    h_t(html, title);
    H(html, "</h2>");
    put_fields(html, row, names);
    H(html, "</section>");
}

static void put_promise(struct html *html, struct text title, enum answer given, struct str words)
{
    H(html, "<h3>");
    h_t(html, title);
    H(html, " ");
    if (given == ANSWER_NONE) {
        h_chip(html, TONE_WARN, TR(html, "Falta", "Missing"));
    } else {
        h_chip(html, given == ANSWER_YES ? TONE_OK : TONE_BAD, given == ANSWER_YES ? TR(html, "Sí", "Yes") : TR(html, "No", "No"));
    }
    H(html, "</h3><p class=\"note\">");
    h_text(html, words);
    H(html, "</p>");
}

static void put_signed(struct html *html, struct str label, struct date date)
{
    if (date_is_none(date)) {
        page_fact_chip(html, label, TONE_WARN, TR(html, "Falta", "Missing"));
    } else {
        page_fact(html, label, date_display(html->arena, date));
    }
}

static void put_aside(struct visit *visit, const struct intake *row)
{
    struct html *html = visit->html;
    page_facts_open(html);
    page_fact_chip(html, TR(html, "Estado", "State"), intake_web_tone(row->state), desk_word(visit, intake_states, row->state));
    page_fact_url(html, TR(html, "Solicitante", "Applicant"), row->person.label, desk_client_url(visit->arena, S("person"), row->person.code));
    if (!str_is_empty(row->enterprise.code)) {
        page_fact_url(html, TR(html, "Empresa", "Enterprise"), row->enterprise.label,
                      desk_client_url(visit->arena, S("enterprise"), row->enterprise.code));
    }
    page_fact(html, TR(html, "Asesor(a)", "Adviser"), row->adviser.label);
    page_fact(html, TR(html, "Fecha", "Date"), date_display(visit->arena, row->date));
    put_signed(html, TR(html, "Firma del cliente", "Signed by the client"), row->client_signed_on);
    put_signed(html, TR(html, "Firma de quien asesora", "Signed by the adviser"), row->adviser_signed_on);
    put_signed(html, TR(html, "Autorizada", "Authorised"), row->authorised_on);
    if (!str_is_empty(row->snapshot.code)) {
        page_fact_url(html, TR(html, "Medición inicial", "Initial measurement"), row->snapshot.code,
                      URL(visit->arena, "/snapshots/{}", row->snapshot.code));
    }
    page_facts_close(html);
}

static enum err intake_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct intake_sheet sheet;
    shape_clear(&intake_sheet_shape, &sheet);
    TRY(desk_ask(&visit, "intake.sheet", DESK_VALUES({"code", request_param(req, "code")}), &sheet));
    const struct intake *row = &sheet.intake;
    struct page_link none = {.label = STR_NONE};
    bool draft = str_eq(row->state, S("draft"));
    if (!draft) {
        visit.page.actions = &none; /* only a draft is corrected */
        visit.page.action_count = 0;
    }
    struct str title = str_format(visit.arena, "F1: " STR_FMT, STR_ARG(str_is_empty(row->enterprise.label) ? row->person.label : row->enterprise.label));
    desk_page(&visit, &intake_noun, title, row);
    struct html *html = visit.html;
    if (!str_is_empty(row->observations)) {
        page_notice(html, TONE_WARN, str_format(visit.arena, STR_FMT " " STR_FMT, STR_ARG(TR(html, "Observaciones de la dirección:", "The director's observations:")),
                                                STR_ARG(row->observations)));
    }
    H(html, "<div class=\"two\"><div>");
    put_card(html, TEXT("La solicitud", "The application"), row, (const char *const[]){"provenance", "need", "relation", NULL});
    put_card(html, TEXT("Últimos doce meses", "Last twelve months"), row, all_money);
    put_card(html, TEXT("Empleos", "Jobs"), row, job_questions);
    put_card(html, TEXT("Mercados y productos", "Markets and products"), row, market_questions);
    H(html, "<section class=\"card stack\"><h2>");
    HT(html, "Lo que se firma", "What is signed");
    H(html, "</h2>");
    put_promise(html, TEXT("Declaración jurada", "Sworn statement"), row->sworn, sheet.sworn_words);
    put_promise(html, TEXT("Consentimiento", "Consent"), row->consent, sheet.consent_words);
    put_promise(html, TEXT("Encuestas", "Surveys"), row->survey, sheet.survey_words);
    put_promise(html, TEXT("Compromiso de quien asesora", "The adviser's pledge"), row->pledge, sheet.pledge_words);
    H(html, "</section></div><div><section class=\"card\">");
    put_aside(&visit, row);
    H(html, "</section>");
    desk_foot(&visit, &intake_noun, row);
    H(html, "</div></div>");
    return visit_end(&visit);
}

/* ---- the list ---------------------------------------------------------------------------------------------------- */

static void put_list(struct visit *visit, const struct desk_newest *newest, const struct list *list, struct str caption)
{
    static const struct column columns[] = {
        {.label = T("Solicitante", "Applicant")},
        {.label = T("Fecha", "Date")},
        {.label = T("Asesor(a)", "Adviser"), .minor = true},
        {.label = T("Estado", "State")},
    };
    struct table table = {.caption = caption, .columns = columns, .count = COUNT_OF(columns)};
    const struct intake *rows = list->rows.items;
    if (newest != NULL) {
        desk_newest_pages(visit, newest, &table);
    }
    H(visit->html, "<section class=\"card\">");
    table_open(visit->html, &table);
    for (size_t i = 0; i < list->rows.len; i++) {
        table_row(visit->html, &table);
        table_link_note(visit->html, &table, URL(visit->arena, "/intakes/{}", rows[i].record.code), rows[i].person.label, rows[i].enterprise.label);
        table_date(visit->html, &table, rows[i].date);
        table_text(visit->html, &table, rows[i].adviser.label);
        table_chip(visit->html, &table, intake_web_tone(rows[i].state), desk_word(visit, intake_states, rows[i].state));
        table_row_end(visit->html, &table);
    }
    table_close(visit->html, &table);
    H(visit->html, "</section>");
}

static enum err list_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct list waiting = {0};
    struct list list = {0};
    TRY(desk_ask(&visit, "intake.waiting", DESK_VALUES({"limit", S("50")}), &waiting));
    struct desk_newest newest;
    TRY(desk_newest_ask(&visit, "intake.newest", "/intakes", &newest, &list));
    struct page_link actions[2];
    size_t count = 0;
    if (visit_may(&visit, PERM_CLIENT_WRITE)) {
        actions[count++] = (struct page_link){.label = text_in(intake_noun.new_title, visit.lang), .url = URL(visit.arena, "/intakes/new"), .primary = true};
    }
    actions[count++] = (struct page_link){.label = text_in(consent_text_entity.plural, visit.lang), .url = URL(visit.arena, "/consent_texts")};
    visit.page.actions = actions;
    visit.page.action_count = count;
    visit_page(&visit, TEXT("Solicitudes (F1)", "Applications (F1)"), PLACE_CLIENTS);
    struct html *html = visit.html;
    desk_client_tabs(&visit, 1);
    if (waiting.rows.len > 0) {
        put_list(&visit, NULL, &waiting, TR(html, "Esperan autorización", "Awaiting authorisation"));
    }
    if (list.rows.len > 0 || desk_newest_filters(&newest)) {
        desk_newest_bar(&visit, &newest);
    }
    if (list.rows.len == 0 && desk_newest_filters(&newest)) {
        desk_newest_none(&visit);
    } else if (list.rows.len == 0) {
        page_empty(html, TR(html, "Todavía no hay solicitudes", "No applications yet"),
                   TR(html, "La F1 es lo primero: quién pide, qué necesita y cómo está su negocio.",
                      "The F1 comes first: who applies, what is needed and how the business stands."),
                   URL(visit.arena, "/intakes/new"), text_in(intake_noun.new_title, visit.lang));
    } else {
        put_list(&visit, &newest, &list, TR(html, "Las más recientes", "The newest"));
    }
    return visit_end(&visit);
}

/* ---- an entrepreneur becomes an enterprise ------------------------------------------------------------------------- */

static enum err show_convert(struct visit *visit, struct str code, const struct map *given, enum err err)
{
    const struct op *op = op_find(S("client.convert"));
    struct person person;
    struct fault *fault = ARENA_NEW(visit->arena, struct fault);
    *fault = visit->call.fault;
    shape_clear(&person_entity.shape, &person);
    TRY(desk_get(visit, &person_entity, code, &person));
    struct desk_form form = {.noun = &intake_noun, .is_new = true, .row = shape_new(visit->arena, op->input)};
    TRY(desk_lists_get(visit, &form.lists));
    form.view = (struct form_view){
        .action = URL(visit->arena, "/clients/person/{}/convert", code),
        .csrf = visit->csrf,
        .request_id = visit_request_key(visit),
        .shape = op->input,
        .version = INT_NONE,
        .given = given,
        .row = form.row,
    };
    if (err != ERR_OK) {
        visit_refused(visit, err);
        form.view.fault = fault;
    }
    visit->page.narrow = true;
    visit->page.lead = person_name(visit->arena, &person);
    visit_page(visit, TEXT("Ya tiene su empresa", "Has an enterprise now"), PLACE_CLIENTS);
    struct html *html = visit->html;
    form_open(html, &form.view);
    for (size_t i = 0; i < op->input->count; i++) {
        if (strcmp(op->input->fields[i].name, "code") != 0) {
            desk_field(visit, &form, op->input->fields[i].name);
        }
    }
    form_close(html, &form.view, TR(html, "Registrar la empresa", "Record the enterprise"), desk_client_url(visit->arena, S("person"), code));
    return visit_end(visit);
}

static enum err convert_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    if (!visit_may(&visit, PERM_CLIENT_WRITE)) {
        return ERR_DENIED;
    }
    return show_convert(&visit, request_param(req, "code"), NULL, ERR_OK);
}

static enum err convert_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    const struct op *op = op_find(S("client.convert"));
    struct convert_input *in = shape_new(visit.arena, op->input);
    struct enterprise out;
    shape_clear(&enterprise_entity.shape, &out);
    enum err err = visit_input(&visit, op, in, NULL);
    in->code = request_param(req, "code");
    if (err == ERR_OK) {
        err = visit_change(&visit, op, in, NULL, &out);
    }
    if (err == ERR_OK) {
        return visit_go(&visit, desk_client_url(visit.arena, S("enterprise"), out.record.code),
                        TEXT("Empresa registrada, con su propietaria o propietario y el hito del negocio que comenzó.",
                             "Enterprise recorded, with its owner and the milestone of the business started."));
    }
    return visit_shows_again(err) ? show_convert(&visit, in->code, visit_given(&visit), err) : err;
}

/* ---- no service for twelve months ------------------------------------------------------------------------------------- */

static void put_dormant(struct visit *visit, const struct list *list)
{
    static const struct column columns[] = {
        {.label = T("Cliente", "Client")},
        {.label = T("Último servicio", "Last service")},
        {.label = T("Asesor(a)", "Adviser"), .minor = true},
        {.label = T("Estado", "Status")},
        {.label = T("Decisión", "Decision")},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Propuestos para inactivos", "Proposed for inactive"), .columns = columns, .count = COUNT_OF(columns)};
    const struct status_dormant *rows = list->rows.items;
    bool may = visit_may(visit, PERM_CLIENT_WRITE);
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < list->rows.len; i++) {
        table_row(html, &table);
        table_link_note(html, &table, desk_client_url(visit->arena, rows[i].kind, rows[i].code), rows[i].name, rows[i].code);
        table_date(html, &table, rows[i].last_service);
        table_text(html, &table, rows[i].adviser.label);
        table_text(html, &table, desk_word(visit, shape_find(list->shape, S("status"))->choices, rows[i].status));
        table_cell_open(html, &table);
        if (may) {
            page_post_open(html, URL(visit->arena, "/clients/{}/{}/move/deactivate", rows[i].kind, rows[i].code), visit->csrf);
            page_post_hidden(html, "version", str_format(visit->arena, "%lld", (long long)rows[i].version));
            page_post_hidden(html, "request_id", id_format(visit->arena, id_new()));
            page_post_hidden(html, "back", S("/dormant"));
            page_post_close(html, TR(html, "Pasar a inactivo", "Set inactive"), false);
        } else {
            H(html, "—");
        }
        table_cell_close(html, &table);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}

static enum err dormant_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct list list = {0};
    TRY(desk_ask(&visit, "client.dormant", DESK_VALUES({"limit", S("30")}), &list));
    visit.page.lead = text_in(TEXT("El programa los propone; usted decide uno por uno.", "The program proposes them; you decide one by one."), visit.lang);
    visit_page(&visit, TEXT("Sin servicio en doce meses", "No service for twelve months"), PLACE_CLIENTS);
    desk_client_tabs(&visit, 2);
    if (list.rows.len == 0) {
        page_empty(visit.html, TR(visit.html, "Nadie por ahora", "Nobody for now"),
                   TR(visit.html, "Cada cliente activo recibió un servicio en los últimos doce meses.",
                      "Every active client was served in the last twelve months."),
                   URL(visit.arena, "/clients"), TR(visit.html, "Ver los clientes", "See the clients"));
    } else {
        put_dormant(&visit, &list);
    }
    return visit_end(&visit);
}

const struct route intake_routes[] = {
    {.method = METHOD_GET, .pattern = "/intakes", .handler = list_page},
    {.method = METHOD_GET, .pattern = "/intakes/new", .handler = new_page},
    {.method = METHOD_POST, .pattern = "/intakes/new", .handler = new_post},
    {.method = METHOD_GET, .pattern = "/intakes/{code}", .handler = intake_page},
    {.method = METHOD_GET, .pattern = "/intakes/{code}/edit", .handler = desk_edit, .data = &intake_noun},
    {.method = METHOD_POST, .pattern = "/intakes/{code}/edit", .handler = desk_set, .data = &intake_noun},
    {.method = METHOD_POST, .pattern = "/intakes/{code}/annul", .handler = desk_annul, .data = &intake_noun},
    {.method = METHOD_POST, .pattern = "/intakes/{code}/move/{move}", .handler = desk_flow_post, .data = &intake_noun},
    {.method = METHOD_GET, .pattern = "/clients/person/{code}/convert", .handler = convert_page},
    {.method = METHOD_POST, .pattern = "/clients/person/{code}/convert", .handler = convert_post},
    {.method = METHOD_GET, .pattern = "/dormant", .handler = dormant_page},
};
const size_t intake_route_count = COUNT_OF(intake_routes);
