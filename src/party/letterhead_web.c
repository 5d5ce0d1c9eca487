#include "party/letterhead_web.h"

#include "core/record.h"

struct url letterhead_web_logo(struct arena *arena, struct str unit, const struct letterhead *letterhead, struct date on)
{
    /* The document is named so that a browser which kept another one's picture asks again. */
    struct url url = URL(arena, "/units/{}/logo/{}", str_is_empty(unit) ? letterhead->unit : unit, letterhead->logo);
    return date_is_none(on) ? url : url_with(arena, url, "on", date_iso(arena, on));
}

void letterhead_web_card(struct visit *visit, struct str unit, bool may_change)
{
    struct html *html = visit->html;
    struct letterhead_input in = {.unit = unit};
    struct letterhead head;
    shape_clear(&letterhead_shape, &head);
    if (visit_run(visit, op_find(S("unit.letterhead")), &in, &head) != ERR_OK || (str_is_empty(head.logo) && !may_change)) {
        return;
    }
    H(html, "<section class=\"card logo-card\" id=\"logo\"><h2>");
    HT(html, "Logotipo de sus impresos", "Logo of its printed sheets");
    H(html, "</h2>");
    if (str_is_empty(head.logo)) {
        H(html, "<p class=\"note\">");
        HT(html, "Ninguno: los impresos llevan solo el nombre.", "None: the sheets carry the name alone.");
        H(html, "</p>");
    } else {
        H(html, "<p><img");
        h_attr(html, "alt", TR(html, "Logotipo", "Logo"));
        html_url(html, S("src"), letterhead_web_logo(visit->arena, unit, &head, DATE_NONE));
        H(html, "></p><p class=\"note\">");
        h_link(html, URL(visit->arena, "/documents/{}", head.logo), TR(html, "Ver el documento", "See the document"));
        HT(html, "; si se anula, los impresos quedan sin él o con el de la unidad superior.",
           "; if it is annulled, the sheets have none, or that of the unit above.");
        H(html, "</p>");
    }
    if (may_change) {
        struct url url = URL(visit->arena, "/documents/new");
        url = url_with(visit->arena, url, "record", str_format(visit->arena, "units/" STR_FMT, STR_ARG(unit)));
        url = url_with(visit->arena, url, "kind", S("logo"));
        url = url_with(visit->arena, url, "back", URL(visit->arena, "/units/{}", unit).value);
        H(html, "<p class=\"screen\">");
        h_link(html, url, str_is_empty(head.logo) ? TR(html, "Poner un logotipo", "Add a logo")
                                                  : TR(html, "Poner otro logotipo", "Add another logo"));
        H(html, "</p>");
    }
    H(html, "</section>");
}

static enum err logo_handler(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct letterhead_input in = {.unit = request_param(req, "code"), .wants_logo = true};
    struct letterhead head;
    shape_clear(&letterhead_shape, &head);
    if (!str_is_empty(request_query(req, "on")) && !date_parse_iso(request_query(req, "on"), &in.on)) {
        return ERR_NOT_FOUND;
    }
    TRY(visit_run(&visit, op_find(S("unit.letterhead")), &in, &head));
    if (!str_eq(head.logo, request_param(req, "document"))) {
        return ERR_NOT_FOUND;
    }
    response_body(resp, str_c(visit.arena, head.logo_type), head.logo_bytes);
    resp->is_sandboxed = true;
    resp->is_compressible = false;
    return ERR_OK;
}

const struct route letterhead_routes[] = {
    {.method = METHOD_GET, .pattern = "/units/{code}/logo/{document}", .handler = logo_handler},
};
const size_t letterhead_route_count = COUNT_OF(letterhead_routes);
