#include "finance/referral_web.h"

#include "client/desk_table_web.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "finance/referral.h"
#include "html/table.h"

static const char *const first[] = {"enterprise", "person", "direction", "institution", "date", "need", "shared", "agreed_on", NULL};
static const char *const keeping[] = {"unit", "code", NULL};
static const struct desk_group groups[] = {
    {.names = first}, {.legend = T("Unidad y código", "Unit and code"), .names = keeping, .folded = true}, {.names = NULL}};

static enum err begin(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    struct str enterprise = request_query(visit->req, "enterprise");
    struct str person = request_query(visit->req, "person");
    if (str_is_empty(enterprise) && str_is_empty(person)) {
        *elsewhere = true;
        return desk_choose_client(visit, form->noun, URL(visit->arena, "/referrals/new"), false);
    }
    bool is_person = str_is_empty(enterprise);
    const struct entity *entity = is_person ? &person_entity : &enterprise_entity;
    struct record *client = shape_new(visit->arena, &entity->shape);
    TRY(desk_get(visit, entity, is_person ? person : enterprise, client));
    desk_preset(visit, form, "unit", client->unit.code);
    desk_preset(visit, form, is_person ? "person" : "enterprise", client->code);
    desk_preset(visit, form, "date", date_iso(visit->arena, clock_today()));
    desk_preset(visit, form, "agreed_on", date_iso(visit->arena, clock_today()));
    return ERR_OK;
}

static const struct desk_noun referral_noun = {
    .name = "referral", .entity = &referral_entity, .path = "referrals", .place = PLACE_SERVICES, .write = PERM_FINANCE_WRITE,
    .new_title = T("Nueva remisión", "New referral"), .edit_title = T("Corregir la remisión", "Correct the referral"),
    .saved = T("Remisión guardada.", "Referral saved."), .list = "/referrals", .list_label = T("Remisiones", "Referrals"),
    .groups = groups, .begin = begin,
};

static void tabs(struct visit *visit)
{
    desk_service_tabs(visit, 7);
    if (str_eq_c(S("/referrals"), visit->req->route->pattern)) {
        H(visit->html, "<p>");
        h_link(visit->html, URL(visit->arena, "/referrals/waiting"), TR(visit->html, "Las que esperan respuesta", "Those that wait for an answer"));
        H(visit->html, "</p>");
    }
}

static struct str head(struct visit *visit, const void *row)
{
    const struct referral *referral = row;
    const struct ref *client = str_is_empty(referral->enterprise.code) ? &referral->person : &referral->enterprise;
    return str_format(visit->arena, STR_FMT " → " STR_FMT, STR_ARG(client->label), STR_ARG(referral->institution.label));
}

/* What may be told to the institution, ready to be copied into a message. */
static enum err put_data(struct visit *visit, const void *row)
{
    const struct referral *referral = row;
    struct html *html = visit->html;
    struct referral_data data;
    if (referral->record.annulled == ANSWER_YES || !str_eq_c(referral->direction, "out")) {
        return ERR_OK;
    }
    shape_clear(&referral_data_shape, &data);
    TRY(desk_ask(visit, "referral.data", DESK_VALUES({"code", referral->record.code}), &data));
    H(html, "<section class=\"card\"><h2>");
    HT(html, "Lo que se entrega a la institución", "What the institution is told");
    H(html, "</h2>");
    page_facts_open(html);
    static const char *const except[] = {"referral", NULL};
    page_facts_shape(html, &referral_data_shape, &data, except);
    page_facts_close(html);
    H(html, "<p class=\"note\">");
    HT(html, "Nada más. Verlo queda anotado en los accesos.", "Nothing else. Looking at it is noted among the accesses.");
    H(html, "</p></section>");
    return ERR_OK;
}

static const char *const columns[] = {"institution", "date", "state", "outcome", NULL};
static const struct desk_table table_of_referrals = {
    .noun = &referral_noun, .columns = columns, .title = "institution", .head = head, .tabs = tabs, .more = put_data,
    .empty = T("Registre la primera: el cliente acepta, la institución responde y se anota qué se logró.",
               "Record the first one: the client agrees, the institution answers, and what came of it is noted."),
};

static enum err waiting_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    static const struct column heads[] = {
        {.label = T("Remisión", "Referral")}, {.label = T("Institución", "Institution")}, {.label = T("Fecha", "Date")},
        {.label = T("Días de espera", "Days waiting"), .number = true}};
    struct list list = {0};
    TRY(desk_ask(&visit, "referral.waiting", NULL, 0, &list));
    struct page_link crumb = {.label = text_in(TEXT("Remisiones", "Referrals"), visit.lang), .url = URL(visit.arena, "/referrals")};
    visit.page.crumbs = &crumb;
    visit.page.crumb_count = 1;
    visit_page(&visit, TEXT("Remisiones que esperan respuesta", "Referrals that wait for an answer"), PLACE_SERVICES);
    tabs(&visit);
    struct html *html = visit.html;
    if (list.rows.len == 0) {
        page_empty(html, TR(html, "Ninguna espera respuesta", "None waits for an answer"), STR_NONE, (struct url){STR_NONE}, STR_NONE);
        return visit_end(&visit);
    }
    struct table table = {.caption = TR(html, "La más antigua primero", "The oldest first"), .columns = heads, .count = COUNT_OF(heads), .total = INT_NONE};
    const struct referral *rows = list.rows.items;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < list.rows.len; i++) {
        const struct ref *client = str_is_empty(rows[i].enterprise.code) ? &rows[i].person : &rows[i].enterprise;
        table_row(html, &table);
        table_link_note(html, &table, URL(visit.arena, "/referrals/{}", rows[i].record.code), client->label, rows[i].record.code);
        table_text(html, &table, rows[i].institution.label);
        table_date(html, &table, rows[i].date);
        table_count(html, &table, date_to_days(clock_today()) - date_to_days(rows[i].date));
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
    return visit_end(&visit);
}

const struct route referral_routes[] = {
    {.method = METHOD_GET, .pattern = "/referrals/waiting", .handler = waiting_page},
    DESK_TABLE_ROUTES("/referrals", table_of_referrals),
    DESK_ROUTES("/referrals", referral_noun),
};
const size_t referral_route_count = COUNT_OF(referral_routes);
