#include "overview/search_web.h"

#include "account/visit.h"
#include "client/listing.h"
#include "html/table.h"
#include "territory/territory.h"

#define BEST 5
#define MOST 25

static struct url client_url(struct arena *arena, const struct listing_line *line)
{
    return URL(arena, "/clients/{}/{}", line->kind, line->code);
}

static void show_box(struct visit *visit, struct str query)
{
    struct html *html = visit->html;
    form_filter_open(html, URL(visit->arena, PAGE_PATH_SEARCH), TR(html, "Buscar clientes", "Search clients"));
    form_filter_text(html, "q", TR(html, "Nombre, código, DUI, NIT o teléfono", "Name, code, DUI, NIT or telephone"), query);
    form_filter_close(html, TR(html, "Buscar", "Search"));
}

static void show_found(struct visit *visit, const struct op *op, const struct list *list)
{
    static const struct column columns[] = {
        {.label = T("Nombre", "Name")},
        {.label = T("Tipo", "Kind")},
        {.label = T("Código", "Code")},
        {.label = T("Distrito", "District")},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Los más parecidos primero", "The most alike first"), .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    const struct field *kind = shape_find(op->output, S("kind"));
    const struct field *district = shape_find(op->output, S("district"));
    table_open(html, &table);
    const struct listing_line *lines = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        table_row(html, &table);
        table_link_note(html, &table, client_url(visit->arena, &lines[i]), lines[i].name, lines[i].detail);
        table_field(html, &table, kind, &lines[i]);
        table_text(html, &table, lines[i].code);
        table_field(html, &table, district, &lines[i]);
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static enum err search_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    const struct op *op = op_find(S("client.search"));
    if (!visit_may(&visit, op->permission)) {
        return ERR_DENIED;
    }
    struct str query = str_trim(request_query(req, "q"));
    bool all = str_eq(request_query(req, "all"), S("1"));
    struct list list = {.total = INT_NONE};
    enum err err = ERR_OK;
    if (!str_is_empty(query)) {
        void *in = shape_new(visit.arena, op->input);
        *FIELD_AT(struct str, shape_find(op->input, S("text")), in) = query;
        *FIELD_AT(int64_t, shape_find(op->input, S("limit")), in) = all ? MOST : BEST + 1;
        err = visit_run(&visit, op, in, &list);
        if (err != ERR_OK && err != ERR_INVALID) {
            return err;
        }
    }
    bool more = !all && list.rows.len > BEST;
    list.rows.len -= more;
    visit.page.query = query;
    visit_page(&visit, TEXT("Buscar", "Search"), PLACE_NONE);
    struct html *html = visit.html;
    show_box(&visit, query);
    if (err == ERR_INVALID) {
        page_faults(html, &visit.call.fault);
    } else if (list.rows.len > 0) {
        show_found(&visit, op, &list);
    } else if (!str_is_empty(query)) {
        page_empty(html, TR(html, "Nadie con ese nombre, código o número", "Nobody of that name, code or number"),
                   TR(html, "Pruebe con un apellido o con menos letras; los acentos y una letra cambiada no estorban.",
                      "Try a surname or fewer letters; accents and one wrong letter do no harm."),
                   visit_may(&visit, PERM_CLIENT_WRITE) ? URL(visit.arena, "/clients/enterprise/new") : (struct url){STR_NONE},
                   TR(html, "Registrar una empresa", "Record an enterprise"));
    }
    if (more) {
        H(html, "<p>");
        h_link(html, URL(visit.arena, "/search?q={}&all=1", query), TR(html, "Ver más parecidos", "See more"));
        H(html, "</p>");
    }
    return visit_end(&visit);
}

const struct route search_routes[] = {
    {.method = METHOD_GET, .pattern = PAGE_PATH_SEARCH, .handler = search_page},
};
const size_t search_route_count = COUNT_OF(search_routes);
