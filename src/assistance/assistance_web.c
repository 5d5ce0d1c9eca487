#include "assistance/assistance_web.h"

#include "advice/service.h"
#include "assistance/assistance.h"
#include "client/enterprise.h"
#include "html/table.h"

static const char *const first[] = {"enterprises", "title", "theme", "consultant", "signed_on", "state", NULL};
static const char *const cost[] = {"total", "client_percent", "operator_percent", "client_share", "operator_share",
                                   "client_paid_on", NULL};
static const char *const course[] = {"starts_on", "ends_on", "hours", "act", "act_on", "part_accepted", "evidence", NULL};
static const char *const keeping[] = {"delivery", "adviser", "unit", "funding", "reportable", "code", NULL};
static const struct desk_group groups[] = {
    {.names = first},
    {.legend = T("Costo y quién paga qué parte", "Cost and who pays which part"), .names = cost},
    {.legend = T("Fechas, acta y evidencia", "Dates, act and evidence"), .names = course, .folded = true},
    {.legend = T("Contratación, unidad y convenios", "Contract, unit and agreements"), .names = keeping, .folded = true},
    {.names = NULL},
};

static enum err begin(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    struct assistance *row = form->row;
    struct str enterprise = request_query(visit->req, "enterprise");
    if (str_is_empty(enterprise)) {
        *elsewhere = true;
        return desk_choose_client(visit, form->noun, URL(visit->arena, "/assistances/new"), true);
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
    .new_title = T("Nueva asistencia técnica", "New technical assistance"),
    .edit_title = T("Corregir la asistencia técnica", "Correct the technical assistance"),
    .saved = T("Asistencia técnica guardada.", "Technical assistance saved."),
    .list = "/assistances",
    .list_label = T("Asistencia técnica", "Assistance"),
    .groups = groups,
    .begin = begin,
};

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
    DESK_ROUTES("/assistances", assistance_noun),
};
const size_t assistance_route_count = COUNT_OF(assistance_routes);
