#include "finance/link_web.h"

#include "advice/service.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "finance/disbursement.h"
#include "finance/link.h"
#include "html/table.h"

static const char *const first[] = {"enterprise", "person", "kind", "instrument", "institution", "date", "requested", NULL};
static const char *const answer[] = {"state", "approved", "approved_on", "programme", NULL};
static const char *const keeping[] = {"unit", "funding", "reportable", "shared_result", "evidence", "code", NULL};
static const struct desk_group groups[] = {
    {.names = first},
    {.legend = T("Respuesta y programa", "Answer and programme"), .names = answer, .folded = true},
    {.legend = T("Unidad, convenios y evidencia", "Unit, agreements and evidence"), .names = keeping, .folded = true},
    {.names = NULL},
};

static enum err begin(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    struct str enterprise = request_query(visit->req, "enterprise");
    struct str person = request_query(visit->req, "person");
    if (str_is_empty(enterprise) && str_is_empty(person)) {
        *elsewhere = true;
        return desk_choose_client(visit, form->noun, URL(visit->arena, "/links/new"), false);
    }
    if (!str_is_empty(enterprise)) {
        struct enterprise client;
        shape_clear(&enterprise_entity.shape, &client);
        TRY(desk_get(visit, &enterprise_entity, enterprise, &client));
        desk_preset(visit, form, "unit", client.record.unit.code);
    } else {
        struct person client;
        shape_clear(&person_entity.shape, &client);
        TRY(desk_get(visit, &person_entity, person, &client));
        desk_preset(visit, form, "unit", client.record.unit.code);
    }
    desk_preset(visit, form, "enterprise", enterprise);
    desk_preset(visit, form, "person", person);
    desk_preset(visit, form, "date", date_iso(visit->arena, clock_today()));
    return ERR_OK;
}

const struct desk_noun link_noun = {
    .name = "link",
    .entity = &link_entity,
    .path = "links",
    .place = PLACE_SERVICES,
    .write = PERM_FINANCE_WRITE,
    .new_title = T("Nueva vinculación", "New link"),
    .edit_title = T("Corregir la vinculación", "Correct the link"),
    .saved = T("Vinculación guardada.", "Link saved."),
    .list = "/links",
    .list_label = T("Vínculos", "Links"),
    .groups = groups,
    .begin = begin,
};

/* ---- one link ------------------------------------------------------------------------------------------------ */

static struct form_view act(struct visit *visit, const struct link *row, const char *verb, const struct shape *shape,
                            struct str prefix)
{
    return (struct form_view){
        .action = URL(visit->arena, "/links/{}/{}", row->record.code, str_of(verb)),
        .csrf = visit->csrf,
        .request_id = id_format(visit->arena, id_new()),
        .version = row->record.version,
        .shape = shape,
        .id_prefix = prefix,
    };
}

static void put_disburse(struct visit *visit, const struct link *row)
{
    struct html *html = visit->html;
    struct form_view view = act(visit, row, "disburse", op_find(S("link.disburse"))->input, S("di-"));
    view.version = INT_NONE;
    H(html, "<details><summary>");
    HT(html, "Registrar un desembolso", "Record a disbursement");
    H(html, "</summary>");
    form_open(html, &view);
    form_named(html, &view, "amount");
    form_named(html, &view, "date");
    form_named(html, &view, "evidence");
    form_close(html, &view, TR(html, "Guardar el desembolso", "Save the disbursement"), (struct url){STR_NONE});
    H(html, "</details>");
}

static void put_actions(struct visit *visit, const struct link *row)
{
    if (visit_may(visit, PERM_FINANCE_WRITE) && row->record.annulled != ANSWER_YES && link_is_approved(row->state)) {
        H(visit->html, "<section class=\"card screen\">");
        put_disburse(visit, row);
        H(visit->html, "</section>");
    }
}

static void put_payments(struct visit *visit, const struct list *list)
{
    static const struct column columns[] = {
        {.label = T("Fecha", "Date")},
        {.label = T("Desembolsado", "Disbursed"), .number = true},
        {.label = T("Evidencia", "Evidence")},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Desembolsos", "Disbursements"), .columns = columns, .count = COUNT_OF(columns)};
    const struct disbursement *rows = list->rows.items;
    struct money sum = MONEY_NONE;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < list->rows.len; i++) {
        table_row(html, &table);
        table_date(html, &table, rows[i].date);
        table_money(html, &table, rows[i].amount);
        table_text(html, &table, rows[i].evidence);
        table_row_end(html, &table);
        sum = money_add(sum, rows[i].amount);
    }
    table_foot(html, &table);
    table_row(html, &table);
    table_text(html, &table, TR(html, "En total", "In all"));
    table_money(html, &table, sum);
    table_text(html, &table, STR_NONE);
    table_row_end(html, &table);
    table_close(html, &table);
    H(html, "</section>");
}

static enum err link_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct link row;
    shape_clear(&link_entity.shape, &row);
    TRY(desk_get(&visit, &link_entity, request_param(req, "code"), &row));
    struct list payments = {0};
    TRY(desk_ask(&visit, "disbursement.by_link", DESK_VALUES({"code", row.record.code}), &payments));
    struct str client = str_is_empty(row.enterprise.code) ? row.person.label : row.enterprise.label;
    struct str kind = desk_word(&visit, link_kinds, row.kind);
    struct str title = str_is_empty(client) ? kind : str_format(visit.arena, STR_FMT ": " STR_FMT, STR_ARG(kind), STR_ARG(client));
    desk_page(&visit, &link_noun, title, &row);
    desk_facts(&visit, &link_noun, &row, NULL);
    if (payments.rows.len > 0) {
        put_payments(&visit, &payments);
    }
    put_actions(&visit, &row);
    desk_foot(&visit, &link_noun, &row);
    return visit_end(&visit);
}

static enum err finish(struct visit *visit, enum err err, struct text message)
{
    struct str code = request_param(visit->req, "code");
    if (err == ERR_OK) {
        return visit_go(visit, URL(visit->arena, "/links/{}", code), message);
    }
    return err == ERR_INVALID || err == ERR_CONFLICT ? desk_refuse(visit, &link_noun, code, err) : err;
}

static enum err disburse_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct disbursement out;
    shape_clear(&disbursement_entity.shape, &out);
    enum err err = desk_change(&visit, "link.disburse",
                               DESK_VALUES({"code", request_param(req, "code")}, {"amount", form_get(visit.form, "amount")},
                                           {"date", form_get(visit.form, "date")}, {"evidence", form_get(visit.form, "evidence")}),
                               &out);
    return finish(&visit, err, TEXT("Desembolso registrado.", "Disbursement recorded."));
}

/* ---- the list --------------------------------------------------------------------------------------------------- */

static enum tone state_tone(struct str state)
{
    if (str_eq(state, S("denied")) || str_eq(state, S("withdrawn"))) {
        return TONE_BAD;
    }
    return link_is_approved(state) ? TONE_OK : TONE_PLAIN;
}

static void put_list(struct visit *visit, const struct list *list, struct str after)
{
    static const struct column columns[] = {
        {.label = T("Cliente", "Client")},  {.label = T("Clase", "Kind")},
        {.label = T("Institución", "Institution"), .minor = true}, {.label = T("Fecha", "Date")},
        {.label = T("Aprobado", "Approved"), .number = true}, {.label = T("Estado", "State")},
    };
    struct html *html = visit->html;
    struct url here = URL(visit->arena, "/links");
    struct table table = {
        .caption = TR(html, "Vinculaciones, por código", "Links, by code"),
        .columns = columns,
        .count = COUNT_OF(columns),
        .next = str_is_empty(list->next) ? (struct url){STR_NONE} : url_with(visit->arena, here, "after", list->next),
        .first = str_is_empty(after) ? (struct url){STR_NONE} : here,
    };
    table_open(html, &table);
    const struct link *rows = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        const struct link *row = &rows[i];
        const struct ref *client = str_is_empty(row->enterprise.code) ? &row->person : &row->enterprise;
        table_row(html, &table);
        table_link_note(html, &table, URL(visit->arena, "/links/{}", row->record.code),
                        str_is_empty(client->label) ? client->code : client->label, row->record.code);
        table_text(html, &table, desk_word(visit, link_kinds, row->kind));
        table_text(html, &table, row->institution.label);
        table_date(html, &table, row->date);
        table_money(html, &table, row->approved);
        table_chip(html, &table, state_tone(row->state), desk_word(visit, link_states, row->state));
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static enum err list_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct str after = request_query(req, "after");
    struct list list = {0};
    TRY(desk_ask(&visit, "link.list", DESK_VALUES({"limit", S("50")}, {"after", after}), &list));
    struct page_link action = {.label = text_in(TEXT("Nueva vinculación", "New link"), visit.lang),
                               .url = URL(visit.arena, "/links/new"), .primary = true};
    bool may = visit_may(&visit, PERM_FINANCE_WRITE);
    visit.page.actions = may ? &action : NULL;
    visit.page.action_count = may ? 1 : 0;
    visit_page(&visit, TEXT("Vínculos y financiamiento", "Links and financing"), PLACE_SERVICES);
    desk_service_tabs(&visit, 3);
    if (list.rows.len == 0) {
        page_empty(visit.html, TR(visit.html, "Todavía no hay vinculaciones", "No links yet"),
                   TR(visit.html, "Registre la primera: un crédito, un comprador, un programa.",
                      "Record the first one: a credit, a buyer, a programme."),
                   URL(visit.arena, "/links/new"), TR(visit.html, "Nueva vinculación", "New link"));
    } else {
        H(visit.html, "<section class=\"card\">");
        put_list(&visit, &list, after);
        H(visit.html, "</section>");
    }
    return visit_end(&visit);
}

/* A payment has no page of its own: the link it came out of. */
static enum err disbursement_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct disbursement row;
    shape_clear(&disbursement_entity.shape, &row);
    TRY(desk_get(&visit, &disbursement_entity, request_param(req, "code"), &row));
    return visit_go(&visit, URL(visit.arena, "/links/{}", row.link.code), TEXT_NONE);
}

const struct route link_routes[] = {
    {.method = METHOD_GET, .pattern = "/disbursements/{code}", .handler = disbursement_page},
    {.method = METHOD_GET, .pattern = "/links", .handler = list_page},
    {.method = METHOD_GET, .pattern = "/links/{code}", .handler = link_page},
    {.method = METHOD_POST, .pattern = "/links/{code}/disburse", .handler = disburse_post},
    DESK_ROUTES("/links", link_noun),
};
const size_t link_route_count = COUNT_OF(link_routes);
