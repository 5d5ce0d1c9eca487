#include "assistance/assistance_web.h"

#include "advice/service.h"
#include "assistance/assistance.h"
#include "assistance/assistance_page_web.h"
#include "assistance/consultant_web.h"
#include "client/enterprise.h"
#include "html/table.h"

static const char *const what[] = {"enterprises", "title", "theme", "delivery", "adviser", NULL};
static const char *const aims[] = {"objective", "specific_objectives", "products", NULL};
static const char *const work[] = {"weeks", "hours", "premises_percent", "maximum", "client_percent", NULL};
static const char *const bids[] = {"offers_due_on", "offers_due_time", "offer_content", NULL};
static const char *const keeping[] = {"unit", "funding", "reportable", "evidence", "code", NULL};
static const struct desk_group terms_groups[] = {
    {.names = what},
    {.legend = T("Objetivos y productos", "Objectives and products"), .names = aims},
    {.legend = T("Plazo, horas y monto", "Term, hours and amount"), .names = work},
    {.legend = T("Ofertas", "Offers"), .names = bids},
    {.legend = T("Unidad, convenios y evidencia", "Unit, agreements and evidence"), .names = keeping, .folded = true},
    {.names = NULL},
};
/* What was done before, complete. */
static const char *const first[] =
    {"enterprises", "title", "theme", "delivery", "consultant", "contractor", "adviser", "signed_on", "state",
     NULL};
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
        return desk_choose_client(visit, form->noun,
                                  url_local(visit->arena, str_format(visit->arena, "/%s/new", form->noun->path)),
                                  true);
    }
    struct enterprise client;
    shape_clear(&enterprise_entity.shape, &client);
    TRY(desk_get(visit, &enterprise_entity, enterprise, &client));
    desk_preset(visit, form, "enterprises", enterprise);
    row->enterprises.items[0].label = client.name;
    desk_preset(visit, form, "unit", client.record.unit.code);
    desk_preset(visit, form, "adviser",
                str_is_empty(form->lists.own_staff) ? client.adviser.code : form->lists.own_staff);
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
    .prints = true,
    .list = "/assistances",
    .list_label = T("Asistencia técnica", "Assistance"),
    .groups = terms_groups,
    .begin = begin,
    .draw = assistance_page_draw,
    .show = assistance_page_show,
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
    .draw = assistance_page_draw,
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
    .draw = assistance_page_draw,
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

/* ---- the list ------------------------------------------------------------------------------------------ */

struct asked {
    struct str state;
    struct str adviser;
    struct str consultant;
};

static struct url with_filters(struct visit *visit, const struct asked *asked)
{
    struct url url = url_with(visit->arena, URL(visit->arena, "/assistances"), "state", asked->state);
    url = url_with(visit->arena, url, "adviser", asked->adviser);
    return url_with(visit->arena, url, "consultant", asked->consultant);
}

static enum tone state_tone(struct str state)
{
    if (str_eq(state, S("rejected")) || str_eq(state, S("terminated")) || str_eq(state, S("deserted"))) {
        return TONE_BAD;
    }
    return str_eq(state, S("finished")) ? TONE_OK : assistance_is_open(state) ? TONE_WARN : TONE_PLAIN;
}

static void put_list(struct visit *visit, const struct list *list, const struct asked *asked, struct str after)
{
    static const struct column columns[] = {
        {.label = T("Asistencia", "Assistance")}, {.label = T("Empresas", "Enterprises")},
        {.label = T("Consultor(a)", "Consultant"), .minor = true}, {.label = T("Firma", "Signed")},
        {.label = T("Monto", "Amount"), .number = true}, {.label = T("Estado", "State")},
    };
    struct html *html = visit->html;
    struct url here = with_filters(visit, asked);
    struct table table = {
        .caption = TR(html, "Asistencias técnicas, las últimas primero", "Technical assistance, the latest first"),
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
        table_link_note(html, &table, URL(visit->arena, "/assistances/{}", row->record.code), row->title,
                        row->record.code);
        table_field(html, &table, enterprises, row);
        table_text(html, &table, row->consultant);
        table_date(html, &table, row->signed_on);
        table_money(html, &table, row->total);
        table_chip(html, &table, state_tone(row->state), desk_word(visit, assistance_states, row->state));
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static enum err put_filters(struct visit *visit, const struct asked *asked)
{
    struct html *html = visit->html;
    struct desk_options staff;
    struct desk_options consultants;
    struct str own;
    size_t count;
    const struct form_option *states = form_options_of(html, assistance_states, &count);
    struct str all = TR(html, "Todos", "All");
    TRY(desk_staff(visit, &staff, &own));
    TRY(consultant_options(visit, &consultants));
    staff = desk_with_all(visit->arena, staff, all);
    consultants = desk_with_all(visit->arena, consultants, all);
    struct desk_options by_state = desk_with_all(visit->arena, (struct desk_options){states, count}, all);
    form_filter_open(html, URL(visit->arena, "/assistances"),
                     TR(html, "Filtrar las asistencias", "Filter the assistances"));
    form_filter_select(html, "state", TR(html, "Estado", "State"), by_state.items, by_state.count, asked->state);
    form_filter_select(html, "adviser", TR(html, "Asesor(a)", "Adviser"), staff.items, staff.count, asked->adviser);
    form_filter_select(html, "consultant", TR(html, "Consultor(a)", "Consultant"), consultants.items,
                       consultants.count, asked->consultant);
    form_filter_close(html, TR(html, "Ver", "Show"));
    return ERR_OK;
}

static void list_actions(struct visit *visit)
{
    struct page_link *actions = ARENA_ARRAY(visit->arena, struct page_link, 4);
    size_t count = 0;
    if (visit_may(visit, PERM_TRAINING_WRITE)) {
        actions[count++] = (struct page_link){.label = text_in(TEXT("Redactar términos", "Write terms"), visit->lang),
                                              .url = URL(visit->arena, "/assistances/new"), .primary = true};
    }
    if (visit_may(visit, PERM_PROCUREMENT_APPROVE)) {
        actions[count++] =
            (struct page_link){.label = text_in(TEXT("Registrar una ya realizada",
                                                     "Record one already carried out"), visit->lang),
                               .url = URL(visit->arena, "/assistances/record/new")};
    }
    actions[count++] =
        (struct page_link){.label = text_in(TEXT("Consultores", "Consultants"), visit->lang),
                           .url = URL(visit->arena, "/consultants")};
    actions[count++] =
        (struct page_link){.label = text_in(TEXT("Tabla de aportes", "Table of shares"), visit->lang),
                           .url = URL(visit->arena, "/share_rules")};
    visit->page.actions = actions;
    visit->page.action_count = count;
}

static enum err list_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct str after = request_query(req, "after");
    struct asked asked = {request_query(req, "state"), request_query(req, "adviser"), request_query(req, "consultant")};
    struct list list = {0};
    TRY(desk_ask(&visit, "assistance.filter",
                 DESK_VALUES({"limit", S("50")}, {"after", after}, {"state", asked.state},
                             {"adviser", asked.adviser}, {"consultant", asked.consultant}), &list));
    list_actions(&visit);
    visit_page(&visit, TEXT("Asistencia técnica", "Technical assistance"), PLACE_SERVICES);
    desk_service_tabs(&visit, 2);
    bool filtered = !str_is_empty(asked.state) || !str_is_empty(asked.adviser) || !str_is_empty(asked.consultant);
    if (list.rows.len == 0 && !filtered) {
        page_empty(visit.html,
                   TR(visit.html, "Todavía no hay asistencias técnicas", "No technical assistance yet"),
                   TR(visit.html, "Redacte los términos de referencia para una empresa.",
                      "Write the terms of reference for an enterprise."), URL(visit.arena, "/assistances/new"),
                   TR(visit.html, "Redactar términos", "Write terms"));
        return visit_end(&visit);
    }
    TRY(put_filters(&visit, &asked));
    if (list.rows.len == 0) {
        page_notice(visit.html, TONE_PLAIN,
                    TR(visit.html, "Ninguna asistencia corresponde a esos filtros.",
                       "No assistance fits these filters."));
        return visit_end(&visit);
    }
    H(visit.html, "<section class=\"card\">");
    put_list(&visit, &list, &asked, after);
    H(visit.html, "</section>");
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
    {.method = METHOD_POST, .pattern = "/assistances/{code}/move/{move}", .handler = desk_flow_post,
     .data = &assistance_noun},
};
const size_t assistance_route_count = COUNT_OF(assistance_routes);
