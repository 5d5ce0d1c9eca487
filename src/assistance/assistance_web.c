#include "assistance/assistance_web.h"

#include "advice/service.h"
#include "assistance/assistance.h"
#include "client/enterprise.h"
#include "html/table.h"

static const char *const what[] = {"enterprises", "title", "theme", "delivery", "adviser", NULL};
static const char *const aims[] = {"objective", "specific_objectives", "products", NULL};
static const char *const work[] = {"weeks", "hours", "premises_percent", "maximum", "client_percent", NULL};
static const char *const asked[] = {"offers_due_on", "offers_due_time", "offer_content", NULL};
static const char *const keeping[] = {"unit", "funding", "reportable", "evidence", "code", NULL};
static const struct desk_group terms_groups[] = {
    {.names = what},
    {.legend = T("Objetivos y productos", "Objectives and products"), .names = aims},
    {.legend = T("Plazo, horas y monto", "Term, hours and amount"), .names = work},
    {.legend = T("Ofertas", "Offers"), .names = asked},
    {.legend = T("Unidad, convenios y evidencia", "Unit, agreements and evidence"), .names = keeping, .folded = true},
    {.names = NULL},
};
/* What was done before, complete. */
static const char *const first[] = {"enterprises", "title", "theme", "delivery", "consultant", "contractor", "adviser", "signed_on", "state", NULL};
static const char *const cost[] = {"total", "client_percent", "operator_percent", "client_share", "operator_share",
                                   "client_paid_on", "client_receipt", NULL};
static const char *const course[] = {"starts_on", "ends_on", "hours", "act", "act_on", "part_accepted", NULL};
static const struct desk_group record_groups[] = {
    {.names = first},
    {.legend = T("Costo y quién paga qué parte", "Cost and who pays which part"), .names = cost},
    {.legend = T("Fechas y acta", "Dates and act"), .names = course, .folded = true},
    {.legend = T("Unidad, convenios y evidencia", "Unit, agreements and evidence"), .names = keeping, .folded = true},
    {.names = NULL},
};

static enum err begin(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    struct assistance *row = form->row;
    struct str enterprise = request_query(visit->req, "enterprise");
    if (str_is_empty(enterprise)) {
        *elsewhere = true;
        return desk_choose_client(visit, form->noun, url_local(visit->arena, str_format(visit->arena, "/%s/new", form->noun->path)), true);
    }
    struct enterprise client;
    shape_clear(&enterprise_entity.shape, &client);
    TRY(desk_get(visit, &enterprise_entity, enterprise, &client));
    desk_preset(visit, form, "enterprises", enterprise);
    row->enterprises.items[0].label = client.name;
    desk_preset(visit, form, "unit", client.record.unit.code);
    desk_preset(visit, form, "adviser", str_is_empty(form->lists.own_staff) ? client.adviser.code : form->lists.own_staff);
    return ERR_OK;
}

const struct desk_noun assistance_noun = {
    .name = "assistance",
    .entity = &assistance_entity,
    .path = "assistances",
    .place = PLACE_SERVICES,
    .write = PERM_TRAINING_WRITE,
    .new_title = T("Términos de referencia", "Terms of reference"),
    .edit_title = T("Corregir los términos de referencia", "Correct the terms of reference"),
    .saved = T("Términos guardados.", "Terms saved."),
    .list = "/assistances",
    .list_label = T("Asistencia técnica", "Assistance"),
    .groups = terms_groups,
    .begin = begin,
};
static const struct desk_noun record_noun = {
    .name = "assistance",
    .add = "assistance.record",
    .entity = &assistance_entity,
    .path = "assistances/record",
    .place = PLACE_SERVICES,
    .write = PERM_PROCUREMENT_APPROVE,
    .new_title = T("Registrar una asistencia ya realizada", "Record an assistance already carried out"),
    .edit_title = T("Corregir la asistencia técnica", "Correct the technical assistance"),
    .saved = T("Asistencia técnica guardada.", "Technical assistance saved."),
    .list = "/assistances",
    .list_label = T("Asistencia técnica", "Assistance"),
    .groups = record_groups,
    .begin = begin,
};
/* Correcting is for all who write, whatever the way the record came. */
static const struct desk_noun recorded_noun = {
    .name = "assistance",
    .entity = &assistance_entity,
    .path = "assistances",
    .place = PLACE_SERVICES,
    .write = PERM_TRAINING_WRITE,
    .edit_title = T("Corregir la asistencia técnica", "Correct the technical assistance"),
    .saved = T("Asistencia técnica guardada.", "Technical assistance saved."),
    .list = "/assistances",
    .list_label = T("Asistencia técnica", "Assistance"),
    .groups = record_groups,
};

/* The questions of the terms, or those of a complete record. */
static enum err edit_by_procedure(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct assistance row;
    shape_clear(&assistance_entity.shape, &row);
    TRY(desk_get(&visit, &assistance_entity, request_param(req, "code"), &row));
    struct route *route = ARENA_NEW(req->arena, struct route);
    *route = *req->route;
    route->data = assistance_is_cycle(&row) ? &assistance_noun : &recorded_noun;
    req->route = route;
    return req->method == METHOD_POST ? desk_set(req, resp) : desk_edit(req, resp);
}

static enum err assistance_page(struct request *req, struct response *resp)
{
    static const char *const except[] = {"title", NULL};
    struct visit visit;
    VISIT(&visit, req, resp);
    struct assistance row;
    shape_clear(&assistance_entity.shape, &row);
    TRY(desk_get(&visit, &assistance_entity, request_param(req, "code"), &row));
    desk_page(&visit, &assistance_noun, row.title, &row);
    desk_facts(&visit, &assistance_noun, &row, except);
    desk_foot(&visit, &assistance_noun, &row);
    return visit_end(&visit);
}

static void put_list(struct visit *visit, const struct list *list, struct str after)
{
    static const struct column columns[] = {
        {.label = T("Asistencia", "Assistance")}, {.label = T("Empresas", "Enterprises")},
        {.label = T("Firma", "Signed")},          {.label = T("Monto", "Amount"), .number = true},
        {.label = T("Estado", "State")},          {.label = T("Verificación", "Verification")},
    };
    struct html *html = visit->html;
    struct url here = URL(visit->arena, "/assistances");
    struct table table = {
        .caption = TR(html, "Asistencias técnicas, por código", "Technical assistance, by code"),
        .columns = columns,
        .count = COUNT_OF(columns),
        .next = str_is_empty(list->next) ? (struct url){STR_NONE} : url_with(visit->arena, here, "after", list->next),
        .first = str_is_empty(after) ? (struct url){STR_NONE} : here,
    };
    table_open(html, &table);
    const struct assistance *rows = list->rows.items;
    const struct field *enterprises = shape_find(&assistance_entity.shape, S("enterprises"));
    for (size_t i = 0; i < list->rows.len; i++) {
        const struct assistance *row = &rows[i];
        table_row(html, &table);
        table_link_note(html, &table, URL(visit->arena, "/assistances/{}", row->record.code), row->title, row->record.code);
        table_field(html, &table, enterprises, row);
        table_date(html, &table, row->signed_on);
        table_money(html, &table, row->total);
        table_text(html, &table, desk_word(visit, assistance_states, row->state));
        table_chip(html, &table, desk_verification_tone(row->verification),
                   desk_word(visit, service_verifications, row->verification));
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
    TRY(desk_ask(&visit, "assistance.list", DESK_VALUES({"limit", S("50")}, {"after", after}), &list));
    struct page_link action = {.label = text_in(TEXT("Nueva asistencia técnica", "New technical assistance"), visit.lang),
                               .url = URL(visit.arena, "/assistances/new"), .primary = true};
    bool may = visit_may(&visit, PERM_TRAINING_WRITE);
    visit.page.actions = may ? &action : NULL;
    visit.page.action_count = may ? 1 : 0;
    visit_page(&visit, TEXT("Asistencia técnica", "Technical assistance"), PLACE_SERVICES);
    desk_service_tabs(&visit, 2);
    if (list.rows.len == 0) {
        page_empty(visit.html, TR(visit.html, "Todavía no hay asistencias técnicas", "No technical assistance yet"),
                   TR(visit.html, "Registre la primera para una empresa.", "Record the first one for an enterprise."),
                   URL(visit.arena, "/assistances/new"), TR(visit.html, "Nueva asistencia técnica", "New technical assistance"));
    } else {
        H(visit.html, "<section class=\"card\">");
        put_list(&visit, &list, after);
        H(visit.html, "</section>");
    }
    return visit_end(&visit);
}

const struct route assistance_routes[] = {
    {.method = METHOD_GET, .pattern = "/assistances", .handler = list_page},
    {.method = METHOD_GET, .pattern = "/assistances/{code}", .handler = assistance_page},
    {.method = METHOD_GET, .pattern = "/assistances/record/new", .handler = desk_new, .data = &record_noun},
    {.method = METHOD_POST, .pattern = "/assistances/record/new", .handler = desk_add, .data = &record_noun},
    {.method = METHOD_GET, .pattern = "/assistances/new", .handler = desk_new, .data = &assistance_noun},
    {.method = METHOD_POST, .pattern = "/assistances/new", .handler = desk_add, .data = &assistance_noun},
    {.method = METHOD_GET, .pattern = "/assistances/{code}/edit", .handler = edit_by_procedure},
    {.method = METHOD_POST, .pattern = "/assistances/{code}/edit", .handler = edit_by_procedure},
    {.method = METHOD_POST, .pattern = "/assistances/{code}/annul", .handler = desk_annul, .data = &assistance_noun},
    {.method = METHOD_POST, .pattern = "/assistances/{code}/verify", .handler = desk_verify, .data = &assistance_noun},
    {.method = METHOD_POST, .pattern = "/assistances/{code}/move/{move}", .handler = desk_flow_post, .data = &assistance_noun},
};
const size_t assistance_route_count = COUNT_OF(assistance_routes);
