#include "party/unit_web.h"

#include "account/pick.h"
#include "account/record_web.h"
#include "html/table.h"
#include "party/letterhead_web.h"
#include "party/party_web.h"
#include "party/signatory_web.h"
#include "party/unit.h"
#include "territory/territory.h"

#include <stdlib.h>

static void draw_fields(struct visit *visit, const struct form_view *form, bool is_new)
{
    struct html *html = visit->html;
    struct pick units = pick_records(visit, "unit.list", "name");
    if (is_new) {
        form_named(html, form, "code");
        form_named(html, form, "kind");
    }
    form_named_options(html, form, "parent", units.options, units.count);
    form_named(html, form, "name");
    form_named(html, form, "short_name");
    form_named(html, form, "territory");
    form_row_open(html);
    form_named(html, form, "currency");
    form_named(html, form, "fiscal_year_start");
    form_row_close(html);
    form_row_open(html);
    form_named(html, form, "opened_on");
    form_named(html, form, "closed_on");
    form_row_close(html);
    form_group_open(html, TR(html, "Membrete de sus impresos", "Letterhead of its printed sheets"), STR_NONE);
    static const char *const letterhead[] = {"letterhead_name", "letterhead_line", "address", "phone", "email", "place",
                                             "bank_account"};
    for (size_t i = 0; i < COUNT_OF(letterhead); i++) {
        form_named(html, form, letterhead[i]);
    }
    form_group_close(html);
}

static const struct record_web pages = {
    .entity = &unit_entity,
    .path = "/units",
    .place = PLACE_AGREEMENTS,
    .add = T("Registrar una unidad", "Record a unit"),
    .correct = T("Corregir la unidad", "Correct the unit"),
    .saved = T("Unidad guardada.", "Unit saved."),
    .fields = draw_fields,
};

static int by_tree(const void *a, const void *b)
{
    const struct unit *left = a;
    const struct unit *right = b;
    return left->tree_from < right->tree_from ? -1 : left->tree_from > right->tree_from;
}

static void show_row(struct visit *visit, struct table *table, const struct unit *unit)
{
    struct html *html = visit->html;
    table_row(html, table);
    table_link_note(html, table, record_web_url(visit->arena, &pages, unit->record.code), unit->name, unit->record.code);
    table_field(html, table, shape_find(&unit_entity.shape, S("kind")), unit);
    table_field(html, table, shape_find(&unit_entity.shape, S("parent")), unit);
    table_text(html, table, territory_area_name(visit->arena, unit->territory, visit->lang));
    bool open = date_is_none(unit->closed_on) && unit->record.annulled != ANSWER_YES;
    table_chip(html, table, open ? TONE_OK : TONE_PLAIN, open ? TR(html, "abierta", "open") : TR(html, "cerrada", "closed"));
    table_row_end(html, table);
}

static const struct column columns[] = {
    {.label = T("Unidad", "Unit")},
    {.label = T("Tipo", "Kind")},
    {.label = T("Depende de", "Belongs to"), .minor = true},
    {.label = T("Territorio", "Territory")},
    {.label = T("Estado", "State")},
};

static enum err list_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct rows rows;
    TRY(party_web_all(&visit, "unit.list", &rows));
    struct unit *units = rows.items;
    if (rows.len > 1) {
        qsort(units, rows.len, sizeof(*units), by_tree);
    }
    struct page_link add;
    party_web_add_action(&visit, record_web_may_write(&visit, &pages), &add, "/units/new", pages.add);
    visit_page(&visit, TEXT("Unidades", "Units"), PLACE_AGREEMENTS);
    party_web_tabs(&visit, PARTY_TAB_UNITS);
    struct html *html = visit.html;
    struct table table = {.caption = TR(html, "Unidades, de la más amplia a la más cercana", "Units, from the widest to the nearest"),
                          .columns = columns, .count = COUNT_OF(columns), .total = INT_NONE};
    table_open(html, &table);
    for (size_t i = 0; i < rows.len; i++) {
        show_row(&visit, &table, &units[i]);
    }
    table_close(html, &table);
    return visit_end(&visit);
}

static enum err detail_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct unit unit;
    TRY(record_web_get(&visit, &pages, &unit));
    struct rows all;
    TRY(party_web_all(&visit, "unit.list", &all));
    struct page_link crumb = {.label = text_in(TEXT("Unidades", "Units"), visit.lang), .url = URL(visit.arena, "/units")};
    struct page_link edit = {.label = text_in(TEXT("Corregir", "Correct"), visit.lang),
                             .url = URL(visit.arena, "/units/{}/edit", unit.record.code)};
    visit.page.crumbs = &crumb;
    visit.page.crumb_count = 1;
    visit.page.actions = &edit;
    visit.page.action_count = record_web_may_write(&visit, &pages) ? 1 : 0;
    visit_page(&visit, (struct text){str_c(visit.arena, unit.name), NULL}, PLACE_AGREEMENTS);
    struct html *html = visit.html;
    H(html, "<section class=\"card\">");
    page_facts_open(html);
    static const char *const except[] = {"name", "parent", "territory", "tree_from", "tree_to", "annulled", "annul_reason", NULL};
    page_facts_shape(html, &unit_entity.shape, &unit, except);
    if (!str_is_empty(unit.parent.code)) {
        page_fact_url(html, TR(html, "Depende de", "Belongs to"), str_is_empty(unit.parent.label) ? unit.parent.code : unit.parent.label,
                      record_web_url(visit.arena, &pages, unit.parent.code));
    }
    page_fact(html, TR(html, "Territorio", "Territory"), territory_area_name(visit.arena, unit.territory, visit.lang));
    page_facts_close(html);
    H(html, "</section>");
    letterhead_web_card(&visit, unit.record.code, record_web_may_write(&visit, &pages) && visit_may(&visit, PERM_EVIDENCE_WRITE));
    signatory_web_card(&visit, &unit);
    struct table table = {.caption = TR(html, "Unidades que dependen de ella", "Units that belong to it"), .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    const struct unit *units = all.items;
    bool opened = false;
    for (size_t i = 0; i < all.len; i++) {
        if (id_eq(units[i].parent.id, unit.record.id)) {
            if (!opened) {
                table_open(html, &table);
                opened = true;
            }
            show_row(&visit, &table, &units[i]);
        }
    }
    if (opened) {
        table_close(html, &table);
    }
    record_web_annulment(&visit, &pages, &unit);
    return visit_end(&visit);
}

static enum err new_form(struct request *req, struct response *resp)
{
    return record_web_new(req, resp, &pages);
}

static enum err add_form(struct request *req, struct response *resp)
{
    return record_web_add(req, resp, &pages);
}

static enum err edit_form(struct request *req, struct response *resp)
{
    return record_web_edit(req, resp, &pages);
}

static enum err set_form(struct request *req, struct response *resp)
{
    return record_web_set(req, resp, &pages);
}

static enum err annul_form(struct request *req, struct response *resp)
{
    return record_web_annul(req, resp, &pages);
}

const struct route unit_routes[] = {
    {.method = METHOD_GET, .pattern = "/units", .handler = list_page},
    {.method = METHOD_GET, .pattern = "/units/new", .handler = new_form},
    {.method = METHOD_POST, .pattern = "/units/new", .handler = add_form},
    {.method = METHOD_GET, .pattern = "/units/{code}", .handler = detail_page},
    {.method = METHOD_GET, .pattern = "/units/{code}/edit", .handler = edit_form},
    {.method = METHOD_POST, .pattern = "/units/{code}/edit", .handler = set_form},
    {.method = METHOD_POST, .pattern = "/units/{code}/annul", .handler = annul_form},
};
const size_t unit_route_count = COUNT_OF(unit_routes);
