#include "party/signatory_web.h"

#include "account/pick.h"
#include "account/record_web.h"
#include "core/record.h"
#include "html/table.h"
#include "party/party_web.h"
#include "party/signatory.h"

static void draw_fields(struct visit *visit, const struct form_view *form_, bool is_new)
{
    struct html *html = visit->html;
    struct form_view form = *form_;
    struct signatory row;
    struct str unit = visit->req->method == METHOD_GET ? request_query(visit->req, "unit") : STR_NONE;
    if (is_new && form.given == NULL && !str_is_empty(unit)) {
        row = *(const struct signatory *)form.row;
        row.record.unit.code = unit;
        form.row = &row;
    }
    struct pick units = pick_records(visit, "unit.list", "name");
    if (is_new) {
        form_named(html, &form, "code");
    }
    form_named_options(html, &form, "unit", units.options, units.count);
    form_named(html, &form, "office");
    form_named(html, &form, "name");
    form_named(html, &form, "position");
    form_named(html, &form, "document");
    form_row_open(html);
    form_named(html, &form, "from_on");
    form_named(html, &form, "to_on");
    form_row_close(html);
}

static const struct record_web pages = {
    .entity = &signatory_entity,
    .path = "/signatories",
    .place = PLACE_AGREEMENTS,
    .add = T("Registrar a quien firma", "Record a signatory"),
    .correct = T("Corregir los datos", "Correct the data"),
    .saved = T("Firmante guardado.", "Signatory saved."),
    .fields = draw_fields,
};

static const struct column columns[] = {
    {.label = T("Nombre", "Name")},
    {.label = T("Firma por", "Signs for")},
    {.label = T("Unidad", "Unit"), .minor = true},
    {.label = T("Desde", "From")},
    {.label = T("Hasta", "Until")},
};

/* unit: only this unit's; none: everybody's. Says whether there was one. */
static bool put_table(struct visit *visit, const struct rows *rows, struct str unit)
{
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Quiénes firman", "Who signs"), .caption_hidden = true, .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    const struct signatory *row = rows->items;
    bool opened = false;
    for (size_t i = 0; i < rows->len; i++) {
        if (row[i].record.annulled == ANSWER_YES || (!str_is_empty(unit) && !str_eq(unit, row[i].record.unit.code))) {
            continue;
        }
        if (!opened) {
            table_open(html, &table);
            opened = true;
        }
        table_row(html, &table);
        table_link_note(html, &table, record_web_url(visit->arena, &pages, row[i].record.code), row[i].name, row[i].position);
        table_field(html, &table, shape_find(&signatory_entity.shape, S("office")), &row[i]);
        table_text(html, &table, row[i].record.unit.code);
        table_date(html, &table, row[i].from_on);
        table_date(html, &table, row[i].to_on);
        table_row_end(html, &table);
    }
    if (opened) {
        table_close(html, &table);
    }
    return opened;
}

void signatory_web_card(struct visit *visit, const struct unit *unit)
{
    struct rows rows;
    if (!visit_may(visit, PERM_RECORD_READ) || party_web_all(visit, "signatory.list", &rows) != ERR_OK) {
        return;
    }
    struct html *html = visit->html;
    H(html, "<section class=\"card\"><h2>");
    HT(html, "Quiénes firman sus documentos", "Who signs its documents");
    H(html, "</h2>");
    if (!put_table(visit, &rows, unit->record.code)) {
        H(html, "<p class=\"quiet\">");
        HT(html, "Nadie registrado aquí: los impresos llevan los nombres de la unidad superior, o una línea en blanco.",
           "Nobody recorded here: printed sheets bear the names of the unit above, or an empty line.");
        H(html, "</p>");
    }
    if (record_web_may_write(visit, &pages)) {
        H(html, "<p>");
        h_button_link(html, URL(visit->arena, "/signatories/new?unit={}", unit->record.code), text_in(pages.add, visit->lang), false);
        H(html, "</p>");
    }
    H(html, "</section>");
}

static enum err list_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct rows rows;
    TRY(party_web_all(&visit, "signatory.list", &rows));
    struct page_link crumb = {.label = text_in(TEXT("Unidades", "Units"), visit.lang), .url = URL(visit.arena, "/units")};
    visit.page.crumbs = &crumb;
    visit.page.crumb_count = 1;
    struct page_link add;
    party_web_add_action(&visit, record_web_may_write(&visit, &pages), &add, "/signatories/new", pages.add);
    visit_page(&visit, TEXT("Quiénes firman", "Who signs"), PLACE_AGREEMENTS);
    struct html *html = visit.html;
    if (!put_table(&visit, &rows, STR_NONE)) {
        page_empty(html, TR(html, "Nadie registrado todavía", "Nobody recorded yet"),
                   TR(html, "Registre quién firma por la dirección y quién representa legalmente a la agencia, con sus fechas.",
                      "Record who signs for the management and who legally represents the agency, with their dates."),
                   (struct url){STR_NONE}, STR_NONE);
    }
    return visit_end(&visit);
}

static enum err detail_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct signatory row;
    TRY(record_web_get(&visit, &pages, &row));
    struct page_link crumbs[] = {
        {.label = text_in(TEXT("Unidades", "Units"), visit.lang), .url = URL(visit.arena, "/units")},
        {.label = str_is_empty(row.record.unit.label) ? row.record.unit.code : row.record.unit.label,
         .url = URL(visit.arena, "/units/{}", row.record.unit.code)},
    };
    struct page_link edit = {.label = text_in(TEXT("Corregir", "Correct"), visit.lang),
                             .url = URL(visit.arena, "/signatories/{}/edit", row.record.code)};
    visit.page.crumbs = crumbs;
    visit.page.crumb_count = COUNT_OF(crumbs);
    visit.page.actions = &edit;
    visit.page.action_count = record_web_may_write(&visit, &pages) ? 1 : 0;
    visit_page(&visit, (struct text){str_c(visit.arena, row.name), NULL}, PLACE_AGREEMENTS);
    struct html *html = visit.html;
    H(html, "<section class=\"card\">");
    page_facts_open(html);
    static const char *const except[] = {"name", "annulled", "annul_reason", NULL};
    page_facts_shape(html, &signatory_entity.shape, &row, except);
    page_facts_close(html);
    H(html, "</section>");
    record_web_annulment(&visit, &pages, &row);
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

const struct route signatory_routes[] = {
    {.method = METHOD_GET, .pattern = "/signatories", .handler = list_page},
    {.method = METHOD_GET, .pattern = "/signatories/new", .handler = new_form},
    {.method = METHOD_POST, .pattern = "/signatories/new", .handler = add_form},
    {.method = METHOD_GET, .pattern = "/signatories/{code}", .handler = detail_page},
    {.method = METHOD_GET, .pattern = "/signatories/{code}/edit", .handler = edit_form},
    {.method = METHOD_POST, .pattern = "/signatories/{code}/edit", .handler = set_form},
    {.method = METHOD_POST, .pattern = "/signatories/{code}/annul", .handler = annul_form},
};
const size_t signatory_route_count = COUNT_OF(signatory_routes);
