#include "party/organisation_web.h"

#include "account/pick.h"
#include "account/record_web.h"
#include "html/table.h"
#include "party/organisation.h"
#include "party/party_web.h"
#include "territory/territory.h"

#define PAGE_ROWS 50
#define LEVELS 4
#define SIDES 5

static struct pick pick_districts(struct visit *visit)
{
    const struct territory_district **districts;
    size_t count = territory_districts_of(visit->arena, S(""), &districts);
    struct form_option *options = ARENA_ARRAY(visit->arena, struct form_option, count);
    for (size_t i = 0; i < count; i++) {
        struct str code = str_of(districts[i]->code);
        options[i] = (struct form_option){
            .code = code, .label = territory_districts.name_of(visit->arena, code, DATE_NONE, visit->lang)};
    }
    return (struct pick){options, count};
}

static void draw_fields(struct visit *visit, const struct form_view *form, bool is_new)
{
    struct html *html = visit->html;
    struct pick units = pick_records(visit, "unit.list", "name");
    struct pick parents = pick_records(visit, "organisation.list", "name");
    struct pick districts = pick_districts(visit);
    if (is_new) {
        form_named(html, form, "code");
    }
    form_named(html, form, "name");
    form_named(html, form, "short_name");
    form_named(html, form, "kind");
    form_named(html, form, "level");
    form_named(html, form, "side");
    form_named_options(html, form, "parent", parents.options, parents.count);
    form_named_options(html, form, "district", districts.options, districts.count);
    form_group_open(html, TR(html, "Contacto", "Contact"), STR_NONE);
    form_named(html, form, "phone");
    form_named(html, form, "email");
    form_named(html, form, "website");
    form_group_close(html);
    form_group_open(html, TR(html, "Registro", "Registration"), STR_NONE);
    form_named(html, form, "nit");
    form_named(html, form, "nrc");
    form_row_open(html);
    form_named(html, form, "promoted_on");
    form_named(html, form, "constituted_on");
    form_row_close(html);
    form_group_close(html);
    form_named_options(html, form, "unit", units.options, units.count);
}

static const struct record_web pages = {
    .entity = &organisation_entity,
    .path = "/organisations",
    .place = PLACE_AGREEMENTS,
    .add = T("Registrar una organización", "Record an organisation"),
    .correct = T("Corregir la organización", "Correct the organisation"),
    .saved = T("Organización guardada.", "Organisation saved."),
    .fields = draw_fields,
};

/* ---- level by side --------------------------------------------------------------------------------- */

static int choice_index(const struct choice *choices, struct str code)
{
    for (int i = 0; choices[i].code != NULL; i++) {
        if (str_eq_c(code, choices[i].code)) {
            return i;
        }
    }
    return -1;
}

static struct url cell_url(struct visit *visit, int level, int side)
{
    struct url url = URL(visit->arena, "/organisations");
    if (level >= 0) {
        url = url_with(visit->arena, url, "level", str_of(organisation_levels[level].code));
    }
    if (side >= 0) {
        url = url_with(visit->arena, url, "side", str_of(organisation_sides[side].code));
    }
    return url;
}

static void show_cell(struct visit *visit, struct table *table, int level, int side, int64_t count)
{
    struct html *html = visit->html;
    table_cell_open(html, table);
    if (count > 0) {
        H(html, "<a");
        h_href(html, cell_url(visit, level, side));
        H(html, ">");
        h_count(html, count);
        H(html, "</a>");
    } else {
        H(html, "<span class=\"quiet\">·</span>");
    }
    table_cell_close(html, table);
}

/* The two directions in which an agency ties its territory together: from the municipality to the world, and across the
 * public, the private and civil society. */
static void show_matrix(struct visit *visit, const struct rows *rows)
{
    int64_t counts[LEVELS][SIDES] = {{0}};
    int64_t unplaced = 0;
    const struct organisation *organisations = rows->items;
    for (size_t i = 0; i < rows->len; i++) {
        int level = choice_index(organisation_levels, organisations[i].level);
        int side = choice_index(organisation_sides, organisations[i].side);
        if (organisations[i].record.annulled == ANSWER_YES) {
            continue;
        }
        if (level < 0 || side < 0) {
            unplaced++;
        } else {
            counts[level][side]++;
        }
    }
    struct html *html = visit->html;
    struct column columns[SIDES + 2] = {{.label = T("Nivel", "Level")}};
    for (int side = 0; side < SIDES; side++) {
        columns[side + 1] = (struct column){.label = organisation_sides[side].label, .number = true};
    }
    columns[SIDES + 1] = (struct column){.label = T("Total", "Total"), .number = true};
    struct table table = {.caption = TR(html, "Organizaciones por nivel y sector", "Organisations by level and side"),
                          .columns = columns, .count = COUNT_OF(columns), .plain = true, .total = INT_NONE};
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (int level = LEVELS - 1; level >= 0; level--) {
        int64_t sum = 0;
        table_row(html, &table);
        table_text(html, &table, text_in(organisation_levels[level].label, visit->lang));
        for (int side = 0; side < SIDES; side++) {
            show_cell(visit, &table, level, side, counts[level][side]);
            sum += counts[level][side];
        }
        show_cell(visit, &table, level, -1, sum);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    if (unplaced > 0) {
        H(html, "<p class=\"note\">");
        h_count(html, unplaced);
        HT(html, " sin nivel o sin sector.", " without a level or without a side.");
        H(html, "</p>");
    }
    H(html, "</section>");
}

/* ---- the list ----------------------------------------------------------------------------------------- */

static void show_filter(struct visit *visit, struct str level, struct str side, size_t count)
{
    const struct choice *level_choice = choice_find(organisation_levels, level);
    const struct choice *side_choice = choice_find(organisation_sides, side);
    struct table_filter filters[] = {
        {.label = text_in(TEXT("Todas", "All"), visit->lang), .url = URL(visit->arena, "/organisations"),
         .current = level_choice == NULL && side_choice == NULL, .count = INT_NONE},
        {.current = true, .count = (int64_t)count},
    };
    size_t shown = 1;
    if (level_choice != NULL || side_choice != NULL) {
        filters[1].label = level_choice != NULL && side_choice != NULL
                               ? str_format(visit->arena, STR_FMT ", " STR_FMT, STR_ARG(text_in(level_choice->label, visit->lang)),
                                            STR_ARG(text_in(side_choice->label, visit->lang)))
                               : text_in((level_choice != NULL ? level_choice : side_choice)->label, visit->lang);
        filters[1].url = cell_url(visit, choice_index(organisation_levels, level), choice_index(organisation_sides, side));
        shown = 2;
    }
    table_filters(visit->html, text_in(TEXT("Filtro", "Filter"), visit->lang), filters, shown);
}

static struct rows chosen_rows(struct visit *visit, const struct rows *rows, struct str level, struct str side)
{
    struct organisation *chosen = ARENA_ARRAY(visit->arena, struct organisation, rows->len + 1);
    const struct organisation *all = rows->items;
    size_t count = 0;
    for (size_t i = 0; i < rows->len; i++) {
        if ((str_is_empty(level) || str_eq(all[i].level, level)) && (str_is_empty(side) || str_eq(all[i].side, side))) {
            chosen[count++] = all[i];
        }
    }
    return (struct rows){chosen, count};
}

static void show_table(struct visit *visit, const struct rows *rows, struct url here, struct str after)
{
    static const struct column columns[] = {
        {.label = T("Nombre", "Name")},
        {.label = T("Tipo", "Kind")},
        {.label = T("Nivel", "Level")},
        {.label = T("Sector", "Side")},
        {.label = T("Distrito", "District"), .minor = true},
    };
    struct html *html = visit->html;
    const struct organisation *all = rows->items;
    size_t from = 0;
    while (!str_is_empty(after) && from < rows->len && !str_eq(all[from].record.code, after)) {
        from++;
    }
    from += str_is_empty(after) || from == rows->len ? 0 : 1;
    size_t to = rows->len - from > PAGE_ROWS ? from + PAGE_ROWS : rows->len;
    struct table table = {.caption = TR(html, "Organizaciones", "Organisations"), .caption_hidden = true, .columns = columns,
                          .count = COUNT_OF(columns), .total = (int64_t)rows->len};
    if (to < rows->len) {
        table.next = url_with(visit->arena, here, "after", all[to - 1].record.code);
    }
    if (from > 0) {
        table.first = here;
    }
    table_open(html, &table);
    for (size_t i = from; i < to; i++) {
        table_row(html, &table);
        table_link_note(html, &table, record_web_url(visit->arena, &pages, all[i].record.code), all[i].name,
                        str_is_empty(all[i].short_name) ? all[i].record.code : all[i].short_name);
        static const char *const shown[] = {"kind", "level", "side", "district"};
        for (size_t f = 0; f < COUNT_OF(shown); f++) {
            table_field(html, &table, shape_find(&organisation_entity.shape, str_of(shown[f])), &all[i]);
        }
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static enum err list_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct rows all;
    TRY(party_web_all(&visit, "organisation.list", &all));
    struct str level = request_query(req, "level");
    struct str side = request_query(req, "side");
    struct rows chosen = chosen_rows(&visit, &all, level, side);
    struct page_link add;
    party_web_add_action(&visit, record_web_may_write(&visit, &pages), &add, "/organisations/new", pages.add);
    visit_page(&visit, TEXT("Organizaciones", "Organisations"), PLACE_AGREEMENTS);
    party_web_tabs(&visit, PARTY_TAB_ORGANISATIONS);
    if (all.len == 0) {
        page_empty(visit.html, TR(visit.html, "Ninguna organización todavía", "No organisation yet"),
                   TR(visit.html, "Registre municipalidades, bancos, ministerios y socios, o impórtelos de una hoja.",
                      "Record municipalities, banks, ministries and partners, or import them from a sheet."),
                   (struct url){STR_NONE}, STR_NONE);
        return visit_end(&visit);
    }
    show_matrix(&visit, &all);
    if (!str_is_empty(level) || !str_is_empty(side)) {
        show_filter(&visit, level, side, chosen.len);
    }
    show_table(&visit, &chosen, cell_url(&visit, choice_index(organisation_levels, level), choice_index(organisation_sides, side)),
               request_query(req, "after"));
    return visit_end(&visit);
}

static enum err detail_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct organisation organisation;
    TRY(record_web_get(&visit, &pages, &organisation));
    struct page_link crumb = {.label = text_in(pages.entity->plural, visit.lang), .url = URL(visit.arena, "/organisations")};
    struct page_link edit = {.label = text_in(TEXT("Corregir", "Correct"), visit.lang),
                             .url = URL(visit.arena, "/organisations/{}/edit", organisation.record.code)};
    visit.page.crumbs = &crumb;
    visit.page.crumb_count = 1;
    visit.page.actions = &edit;
    visit.page.action_count = record_web_may_write(&visit, &pages) ? 1 : 0;
    visit.page.lead = organisation.short_name;
    visit_page(&visit, (struct text){str_c(visit.arena, organisation.name), NULL}, PLACE_AGREEMENTS);
    struct html *html = visit.html;
    H(html, "<section class=\"card\">");
    page_facts_open(html);
    static const char *const except[] = {"name", "short_name", "parent", "annulled", "annul_reason", NULL};
    page_facts_shape(html, &organisation_entity.shape, &organisation, except);
    if (!str_is_empty(organisation.parent.code)) {
        page_fact_url(html, TR(html, "Depende de", "Belongs to"),
                      str_is_empty(organisation.parent.label) ? organisation.parent.code : organisation.parent.label,
                      record_web_url(visit.arena, &pages, organisation.parent.code));
    }
    page_facts_close(html);
    H(html, "</section>");
    record_web_annulment(&visit, &pages, &organisation);
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

const struct route organisation_routes[] = {
    {.method = METHOD_GET, .pattern = "/organisations", .handler = list_page},
    {.method = METHOD_GET, .pattern = "/organisations/new", .handler = new_form},
    {.method = METHOD_POST, .pattern = "/organisations/new", .handler = add_form},
    {.method = METHOD_GET, .pattern = "/organisations/{code}", .handler = detail_page},
    {.method = METHOD_GET, .pattern = "/organisations/{code}/edit", .handler = edit_form},
    {.method = METHOD_POST, .pattern = "/organisations/{code}/edit", .handler = set_form},
    {.method = METHOD_POST, .pattern = "/organisations/{code}/annul", .handler = annul_form},
};
const size_t organisation_route_count = COUNT_OF(organisation_routes);
