#include "results/shared_web.h"

#include "advice/service.h"
#include "client/desk_web.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "core/record.h"
#include "html/table.h"
#include "results/shared.h"
#include "territory/territory.h"

#define PAGE_ROWS 100

static struct str name_of(struct visit *visit, bool is_person, const void *row)
{
    return is_person ? person_name(visit->arena, row) : ((const struct enterprise *)row)->name;
}

static void put_tabs(struct visit *visit, bool is_person)
{
    struct page_link links[] = {
        {.label = TR(visit->html, "Empresas", "Enterprises"), .url = URL(visit->arena, "/shared"), .current = !is_person},
        {.label = TR(visit->html, "Personas", "Persons"), .url = URL(visit->arena, "/shared?kind=person"), .current = is_person},
    };
    page_tabs(visit->html, TR(visit->html, "Clases de cliente", "Kinds of client"), links, COUNT_OF(links));
}

static void draw_clients(struct visit *visit, bool is_person, const struct list *list, struct str after)
{
    static const struct column columns[] = {
        {.label = T("Nombre", "Name")}, {.label = T("Código", "Code")}, {.label = T("Distrito", "District")},
        {.label = T("Unidad", "Unit"), .minor = true}, {.label = T("Consintió el", "Consented on"), .minor = true},
    };
    struct html *html = visit->html;
    const struct entity *entity = is_person ? &person_entity : &enterprise_entity;
    struct str kind = is_person ? S("person") : S("enterprise");
    struct table table = {.caption = TR(html, "Clientes que consienten", "Clients who consent"), .caption_hidden = true,
                          .columns = columns, .count = COUNT_OF(columns), .total = INT_NONE};
    if (!str_is_empty(list->next)) {
        table.next = URL(visit->arena, "/shared?kind={}&after={}", kind, list->next);
    }
    if (!str_is_empty(after)) {
        table.first = URL(visit->arena, "/shared?kind={}", kind);
    }
    table_open(html, &table);
    for (size_t i = 0; i < list->rows.len; i++) {
        const void *row = (const char *)list->rows.items + i * entity->shape.size;
        const struct record *record = row;
        table_row(html, &table);
        table_link(html, &table, URL(visit->arena, "/shared/{}/{}", kind, record->code), name_of(visit, is_person, row));
        table_text(html, &table, record->code);
        table_field(html, &table, shape_find(&entity->shape, S("district")), row);
        table_text(html, &table, str_is_empty(record->unit.label) ? record->unit.code : record->unit.label);
        table_field(html, &table, shape_find(&entity->shape, S("consent_on")), row);
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static enum err list_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    bool is_person = str_eq(request_query(req, "kind"), S("person"));
    struct record_list_input in = {.after = request_query(req, "after"), .limit = PAGE_ROWS};
    struct list list = {.total = INT_NONE};
    TRY(visit_run(&visit, op_find(is_person ? S("shared.persons") : S("shared.enterprises")), &in, &list));
    visit.page.lead = text_in(TEXT("Quienes consintieron en que la oficina nacional lea sus registros.",
                                   "Those who consented to the national office reading their records."), visit.lang);
    visit_page(&visit, TEXT("Clientes que comparten", "Clients who share"), PLACE_CLIENTS);
    put_tabs(&visit, is_person);
    if (list.rows.len == 0 && str_is_empty(list.next) && str_is_empty(in.after)) {
        page_empty(visit.html, TR(visit.html, "Nadie lo ha consentido", "Nobody has consented"),
                   TR(visit.html, "Un cliente aparece aquí desde que su consentimiento incluye a la oficina nacional.",
                      "A client appears here once the consent includes the national office."),
                   (struct url){STR_NONE}, STR_NONE);
        return visit_end(&visit);
    }
    draw_clients(&visit, is_person, &list, in.after);
    return visit_end(&visit);
}

static void draw_services(struct visit *visit, const struct list *list)
{
    static const struct column columns[] = {
        {.label = T("Fecha", "Date")}, {.label = T("Qué fue", "What it was")}, {.label = T("Minutos", "Minutes"), .number = true},
        {.label = T("Monto", "Amount"), .number = true}, {.label = T("Verificación", "Verification")},
        {.label = T("Código", "Code"), .minor = true},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Lo que recibió", "What was received"), .columns = columns, .count = COUNT_OF(columns),
                          .total = INT_NONE};
    const struct shared_service *rows = list->rows.items;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < list->rows.len; i++) {
        const struct shared_service *row = &rows[i];
        bool paid = row->amount.minor != MONEY_MISSING;
        table_row(html, &table);
        table_date(html, &table, row->date);
        table_text(html, &table, text_in(row->kind, visit->lang));
        table_value(html, &table, (struct value){row->minutes == INT_NONE ? VALUE_NONE : VALUE_COUNT, row->minutes});
        table_value(html, &table, (struct value){paid ? VALUE_MONEY : VALUE_NONE, row->amount.minor});
        table_chip(html, &table, desk_verification_tone(row->verification), desk_word(visit, service_verifications, row->verification));
        table_text(html, &table, row->code);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}

static enum err client_page(struct request *req, struct response *resp)
{
    static const char *const person_facts[] = {"code", "unit", "sex", "district", "phone", "mobile", "email", "stage", "registered_on",
                                               "status", "consent_on", "consent_scopes"};
    static const char *const enterprise_facts[] = {"code",   "unit",   "trade_name", "category", "sector", "activity",      "district", "phone",
                                                   "email", "size_class", "led_by",   "annual_sales", "workers", "registered_on", "status",
                                                   "consent_on", "consent_scopes"};
    struct visit visit;
    VISIT(&visit, req, resp);
    struct str kind = request_param(req, "kind");
    bool is_person = str_eq(kind, S("person"));
    const struct entity *entity = is_person ? &person_entity : &enterprise_entity;
    struct record_code_input in = {.code = request_param(req, "code")};
    void *row = shape_new(visit.arena, &entity->shape);
    struct list services = {.total = INT_NONE};
    TRY(visit_run(&visit, op_find(is_person ? S("shared.person") : S("shared.enterprise")), &in, row));
    TRY(desk_ask(&visit, "shared.services", DESK_VALUES({"kind", kind}, {"code", in.code}, {"limit", S("100")}), &services));
    const struct page_link crumb = {.label = text_in(TEXT("Clientes que comparten", "Clients who share"), visit.lang),
                                    .url = is_person ? URL(visit.arena, "/shared?kind=person") : URL(visit.arena, "/shared")};
    visit.page.crumbs = &crumb;
    visit.page.crumb_count = 1;
    visit.page.lead = text_in(entity->label, visit.lang);
    const char *name = str_c(visit.arena, name_of(&visit, is_person, row));
    visit_page(&visit, (struct text){name, name}, PLACE_CLIENTS);
    H(visit.html, "<section class=\"card\">");
    page_facts_open(visit.html);
    size_t count = is_person ? COUNT_OF(person_facts) : COUNT_OF(enterprise_facts);
    for (size_t i = 0; i < count; i++) {
        const struct field *field = shape_find(&entity->shape, str_of(is_person ? person_facts[i] : enterprise_facts[i]));
        if (!field_is_none(field, row)) {
            page_fact_field(visit.html, field, row);
        }
    }
    page_facts_close(visit.html);
    H(visit.html, "</section>");
    draw_services(&visit, &services);
    return visit_end(&visit);
}

const struct route shared_routes[] = {
    {.method = METHOD_GET, .pattern = "/shared", .handler = list_page},
    {.method = METHOD_GET, .pattern = "/shared/{kind}/{code}", .handler = client_page},
};
const size_t shared_route_count = COUNT_OF(shared_routes);
