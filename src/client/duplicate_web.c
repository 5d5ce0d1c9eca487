#include "client/duplicate_web.h"

#include "client/desk_web.h"
#include "client/duplicate.h"
#include "html/table.h"
#include "territory/territory.h"

bool duplicate_web_may(const struct visit *visit)
{
    return visit_may(visit, PERM_MERGE_PROPOSE) || (visit_may(visit, PERM_RECORD_READ) && visit_may(visit, PERM_AUDIT_READ));
}

static const struct {
    const char *state;
    struct text label;
} tabs[] = {
    [DUPLICATE_OPEN] = {"open", T("Por decidir", "To be decided")},
    [DUPLICATE_PROPOSED] = {"proposed", T("Uniones propuestas", "Proposed merges")},
    [DUPLICATE_LATER] = {"later", T("Para después", "For later")},
    [DUPLICATE_DISTINCT] = {"distinct", T("No son duplicados", "Not duplicates")},
    [DUPLICATE_MERGED] = {"merged", T("Uniones hechas", "Merges made")},
};

static enum err ask_counts(struct visit *visit, struct duplicate_counts *out)
{
    shape_clear(&duplicate_counts_shape, out);
    return desk_ask(visit, "duplicate.count", NULL, 0, out);
}

static void put_tabs(struct visit *visit, enum duplicate_tab current, const struct duplicate_counts *counts)
{
    const int64_t numbers[] = {[DUPLICATE_OPEN] = counts->open, [DUPLICATE_PROPOSED] = counts->proposed, [DUPLICATE_LATER] = counts->later,
                               [DUPLICATE_DISTINCT] = INT_NONE, [DUPLICATE_MERGED] = INT_NONE};
    struct table_filter filters[COUNT_OF(tabs)];
    for (size_t i = 0; i < COUNT_OF(tabs); i++) {
        struct url url = i == DUPLICATE_MERGED ? URL(visit->arena, "/identities") : URL(visit->arena, "/duplicates");
        filters[i] = (struct table_filter){
            .label = text_in(tabs[i].label, visit->lang),
            .url = i == DUPLICATE_MERGED || i == DUPLICATE_OPEN ? url : url_with(visit->arena, url, "state", str_of(tabs[i].state)),
            .current = i == current,
            .count = numbers[i],
        };
    }
    table_filters(visit->html, text_in(TEXT("Decisión", "Decision"), visit->lang), filters, COUNT_OF(tabs));
}

FALLIBLE duplicate_web_tabs(struct visit *visit, enum duplicate_tab current)
{
    struct duplicate_counts counts;
    TRY(ask_counts(visit, &counts));
    put_tabs(visit, current, &counts);
    return ERR_OK;
}

FALLIBLE duplicate_web_notice(struct visit *visit)
{
    struct duplicate_counts counts;
    if (!visit_may(visit, PERM_MERGE) || !visit_may(visit, PERM_RECORD_READ)) {
        return ERR_OK;
    }
    TRY(ask_counts(visit, &counts));
    if (counts.open == 0) {
        return ERR_OK;
    }
    struct html *html = visit->html;
    H(html, "<nav class=\"filters screen\"");
    h_attr(html, "aria-label", TR(html, "Posibles duplicados", "Possible duplicates"));
    H(html, ">");
    h_link(html, URL(visit->arena, "/duplicates"),
           str_format(visit->arena, "%lld " STR_FMT, (long long)counts.open,
                      STR_ARG(counts.open == 1 ? TR(html, "posible duplicado por decidir", "possible duplicate to be decided")
                                               : TR(html, "posibles duplicados por decidir", "possible duplicates to be decided"))));
    H(html, "</nav>");
    return ERR_OK;
}

/* ---- the worklist ----------------------------------------------------------------------------------------------------- */

struct filter {
    struct str state;
    struct str kind;
    struct str sureness;
    struct str unit;
    struct str after;
};

static struct url list_url(struct visit *visit, const struct filter *filter)
{
    struct url url = URL(visit->arena, "/duplicates");
    url = url_with(visit->arena, url, "state", filter->state);
    url = url_with(visit->arena, url, "kind", filter->kind);
    url = url_with(visit->arena, url, "sureness", filter->sureness);
    return url_with(visit->arena, url, "unit", filter->unit);
}

static struct desk_options choices_of(struct visit *visit, const struct choice *choices)
{
    struct html words = {.arena = visit->arena, .lang = visit->lang};
    size_t count;
    const struct form_option *items = form_options_of(&words, choices, &count);
    return desk_with_all(visit->arena, (struct desk_options){items, count}, text_in(TEXT("Todos", "All"), visit->lang));
}

static void put_pickers(struct visit *visit, const struct filter *filter, struct desk_options units)
{
    struct html *html = visit->html;
    struct desk_options kinds = choices_of(visit, pair_kinds);
    struct desk_options surenesses = choices_of(visit, pair_surenesses);
    form_filter_open(html, URL(visit->arena, "/duplicates"), TR(html, "Filtrar los posibles duplicados", "Filter the possible duplicates"));
    if (!str_is_empty(filter->state)) {
        form_hidden(html, "state", filter->state);
    }
    form_filter_select(html, "kind", TR(html, "Tipo", "Kind"), kinds.items, kinds.count, filter->kind);
    form_filter_select(html, "sureness", TR(html, "Seguridad", "How sure"), surenesses.items, surenesses.count, filter->sureness);
    if (units.count > 1) {
        struct desk_options all = desk_with_all(visit->arena, units, TR(html, "Todas", "All"));
        form_filter_select(html, "unit", TR(html, "Unidad", "Unit"), all.items, all.count, filter->unit);
    }
    form_filter_close(html, TR(html, "Filtrar", "Filter"));
}

static struct str note_of(struct visit *visit, struct str code, struct str detail, struct str district)
{
    struct buf out = BUF(visit->arena);
    struct str place = territory_districts.name_of(visit->arena, district, DATE_NONE, visit->lang);
    buf_put(&out, code);
    if (!str_is_empty(detail)) {
        buf_format(&out, " · " STR_FMT, STR_ARG(detail));
    }
    if (!str_is_empty(place)) {
        buf_format(&out, " · " STR_FMT, STR_ARG(place));
    }
    return buf_str(&out);
}

static enum tone sureness_tone(struct str sureness)
{
    return str_eq_c(sureness, "high") ? TONE_BAD : str_eq_c(sureness, "probable") ? TONE_WARN : TONE_PLAIN;
}

static void put_sureness(struct visit *visit, struct table *table, const struct pair_line *line)
{
    struct html *html = visit->html;
    table_cell_open(html, table);
    h_chip(html, sureness_tone(line->sureness), desk_word(visit, pair_surenesses, line->sureness));
    H(html, " <span class=\"quiet\">");
    h_text(html, str_format(visit->arena, "%lld %%", (long long)line->likeness / 100));
    H(html, "</span>");
    table_cell_close(html, table);
}

static void put_pairs(struct visit *visit, const struct filter *filter, const struct list *list)
{
    static const struct column columns[] = {
        {.label = T("Un registro", "One record")},
        {.label = T("El otro", "The other")},
        {.label = T("Por qué se parecen", "Why they are alike")},
        {.label = T("Seguridad", "How sure")},
    };
    struct html *html = visit->html;
    struct url here = list_url(visit, filter);
    struct table table = {
        .caption = TR(html, "Posibles duplicados, los más seguros primero", "Possible duplicates, the surest first"),
        .caption_hidden = true, .columns = columns, .count = COUNT_OF(columns), .total = INT_NONE,
        .next = str_is_empty(list->next) ? (struct url){STR_NONE} : url_with(visit->arena, here, "after", list->next),
        .first = str_is_empty(filter->after) ? (struct url){STR_NONE} : here,
    };
    const struct pair_line *lines = list->rows.items;
    table_open(html, &table);
    for (size_t i = 0; i < list->rows.len; i++) {
        const struct pair_line *line = &lines[i];
        table_row(html, &table);
        table_link_note(html, &table, URL(visit->arena, "/duplicates/{}/{}/{}", line->kind, line->first, line->second), line->first_name,
                        note_of(visit, line->first, line->first_detail, line->first_district));
        table_cell_open(html, &table);
        h_text(html, line->second_name);
        H(html, " <span class=\"quiet\">");
        h_text(html, note_of(visit, line->second, line->second_detail, line->second_district));
        H(html, "</span>");
        table_cell_close(html, &table);
        table_text(html, &table, line->why);
        put_sureness(visit, &table, line);
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static void put_waiting(struct visit *visit, int64_t waiting)
{
    struct html *html = visit->html;
    if (waiting == 0 || !visit_may(visit, PERM_MERGE_PROPOSE)) {
        return;
    }
    page_notice(html, TONE_WARN,
                str_format(visit->arena, "%lld " STR_FMT, (long long)waiting,
                           STR_ARG(TR(html, "clientes que vinieron de archivos no se han comparado todavía con los demás.",
                                      "clients that came from files have not been compared with the others yet."))));
    page_post_open(html, URL(visit->arena, "/duplicates/compare"), visit->csrf);
    page_post_hidden(html, "request_id", id_format(visit->arena, id_new()));
    page_post_close(html, TR(html, "Comparar ahora", "Compare now"), true);
}

static enum err list_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct filter filter = {
        .state = request_query(req, "state"), .kind = request_query(req, "kind"), .sureness = request_query(req, "sureness"),
        .unit = request_query(req, "unit"), .after = request_query(req, "after"),
    };
    struct list list = {0};
    struct duplicate_counts counts;
    struct desk_options units;
    struct str own;
    struct str territory;
    enum duplicate_tab tab = DUPLICATE_OPEN;
    for (size_t i = 0; i < COUNT_OF(tabs); i++) {
        tab = str_eq_c(filter.state, tabs[i].state) ? (enum duplicate_tab)i : tab;
    }
    enum err err = desk_ask(&visit, "duplicate.open",
                            DESK_VALUES({"state", filter.state}, {"kind", filter.kind}, {"sureness", filter.sureness},
                                        {"unit", filter.unit}, {"after", filter.after}, {"limit", S("50")}),
                            &list);
    if (err == ERR_INVALID) {
        return visit_go(&visit, URL(visit.arena, "/duplicates"), TEXT_NONE);
    }
    TRY(err);
    TRY(ask_counts(&visit, &counts));
    TRY(desk_units(&visit, &units, &own, &territory));
    visit.page.lead = text_in(TEXT("Registros que pueden ser el mismo cliente. El programa los compara; decide una persona.",
                                   "Records that may be the same client. The program compares them; a person decides."),
                              visit.lang);
    visit_page(&visit, TEXT("Posibles duplicados", "Possible duplicates"), PLACE_CLIENTS);
    desk_client_tabs(&visit, 3);
    put_tabs(&visit, tab, &counts);
    put_waiting(&visit, counts.waiting);
    put_pickers(&visit, &filter, units);
    if (list.rows.len == 0) {
        page_empty(visit.html, TR(visit.html, "Nada aquí", "Nothing here"),
                   TR(visit.html, "No hay pares de registros en esta lista, con estos filtros.",
                      "There are no pairs of records in this list, by these filters."),
                   (struct url){STR_NONE}, STR_NONE);
    } else {
        put_pairs(&visit, &filter, &list);
    }
    return visit_end(&visit);
}

static enum err compare_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    void *out = shape_new(visit.arena, op_find(S("duplicate.compare"))->output);
    TRY(desk_change(&visit, "duplicate.compare", NULL, 0, out));
    return visit_go(&visit, URL(visit.arena, "/duplicates"), TEXT("Clientes comparados.", "Clients compared."));
}

const struct route duplicate_routes[] = {
    {.method = METHOD_GET, .pattern = "/duplicates", .handler = list_page},
    {.method = METHOD_POST, .pattern = "/duplicates/compare", .handler = compare_post},
};
const size_t duplicate_route_count = COUNT_OF(duplicate_routes);
