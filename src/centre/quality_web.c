#include "centre/today_web.h"
#include "centre/work.h"
#include "client/desk_web.h"
#include "html/table.h"

static struct url rule_url(struct visit *visit, struct str rule, struct str adviser)
{
    return url_with(visit->arena, url_with(visit->arena, URL(visit->arena, "/quality"), "rule", rule), "adviser", adviser);
}

static void draw_rules(struct visit *visit, const struct list *rules, struct str adviser)
{
    static const struct column columns[] = {
        {.label = T("Qué falta", "What is missing")}, {.label = T("Registros", "Records"), .number = true},
        {.label = T("Quién lo aporta", "Who supplies it")}};
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Registros a los que les falta algo, por regla", "Records that lack something, by rule"),
                          .columns = columns, .count = COUNT_OF(columns), .total = INT_NONE};
    const struct work_count *rows = rules->rows.items;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < rules->rows.len; i++) {
        struct str label = text_in(rows[i].label, visit->lang);
        table_row(html, &table);
        if (rows[i].count > 0) {
            table_link(html, &table, rule_url(visit, rows[i].code, adviser), label);
        } else {
            table_text(html, &table, label);
        }
        table_count(html, &table, rows[i].count);
        table_text(html, &table, text_in(rows[i].supplier, visit->lang));
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}

static void draw_records(struct visit *visit, const struct work_count *rule, const struct list *list)
{
    static const struct column columns[] = {
        {.label = T("Registro", "Record")}, {.label = T("Código", "Code")}, {.label = T("De quién", "Whose")}, {.label = T("Fecha", "Date")}};
    struct html *html = visit->html;
    struct table table = {.caption = text_in(rule->label, visit->lang), .columns = columns, .count = COUNT_OF(columns), .total = list->total};
    const struct work_item *items = list->rows.items;
    H(html, "<p class=\"note\">");
    h_t(html, rule->supplier);
    H(html, "</p><section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < list->rows.len; i++) {
        table_row(html, &table);
        table_link(html, &table, desk_record_url(visit->arena, items[i].dataset, items[i].code),
                   str_is_empty(items[i].title) ? items[i].code : items[i].title);
        table_text(html, &table, items[i].code);
        table_text(html, &table, items[i].who);
        table_date(html, &table, items[i].date);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}

static enum err quality_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct str rule = request_query(req, "rule");
    struct str adviser = request_query(req, "adviser");
    const struct op *op = op_find(S("quality.summary"));
    struct work_quality_input *in = shape_new(visit.arena, op->input);
    struct list rules = {.total = INT_NONE};
    in->adviser = adviser;
    TRY(visit_run(&visit, op, in, &rules));
    const struct work_count *rows = rules.rows.items;
    const struct work_count *chosen = NULL;
    for (size_t i = 0; i < rules.rows.len; i++) {
        chosen = str_eq(rows[i].code, rule) ? &rows[i] : chosen;
    }
    struct list list = {.total = INT_NONE};
    if (chosen != NULL) {
        const struct op *records = op_find(S("quality.list"));
        struct work_quality_input *asked = shape_new(visit.arena, records->input);
        asked->rule = rule;
        asked->adviser = adviser;
        TRY(visit_run(&visit, records, asked, &list));
    }
    struct page_link crumbs[] = {{.label = text_in(TEXT("Inicio", "Home"), visit.lang), .url = URL(visit.arena, "/")},
                                 {.label = text_in(TEXT("Calidad de los datos", "Data quality"), visit.lang), .url = rule_url(&visit, STR_NONE, adviser)}};
    visit.page.crumbs = crumbs;
    visit.page.crumb_count = chosen == NULL ? 1 : 2;
    visit_page(&visit, chosen == NULL ? TEXT("Calidad de los datos", "Data quality") : chosen->label, PLACE_HOME);
    if (chosen == NULL) {
        draw_rules(&visit, &rules, adviser);
    } else if (list.rows.len == 0) {
        page_empty(visit.html, TR(visit.html, "A ningún registro le falta", "No record lacks it"), text_in(chosen->supplier, visit.lang),
                   (struct url){STR_NONE}, STR_NONE);
    } else {
        draw_records(&visit, chosen, &list);
    }
    return visit_end(&visit);
}

const struct route quality_routes[] = {
    {.method = METHOD_GET, .pattern = "/quality", .handler = quality_page},
};
const size_t quality_route_count = COUNT_OF(quality_routes);
