#include "project/picture_web.h"

#include "client/desk_web.h"
#include "html/chart.h"
#include "html/form.h"
#include "html/map.h"
#include "html/sankey.h"
#include "html/table.h"
#include "party/organisation.h"
#include "party/party_web.h"
#include "project/money_flow.h"
#include "project/places.h"
#include "territory/territory.h"

/* The period and the map that a picture is of, as its address says; the year up to today by default. */
struct asked {
    struct date from;
    struct date to;
    struct str map;
};

static struct asked asked_of(struct visit *visit)
{
    struct date today = clock_today();
    struct asked asked = {.map = request_query(visit->req, "map")};
    if (!date_parse_iso(request_query(visit->req, "from"), &asked.from)) {
        asked.from = date_add_months(today, -12);
    }
    if (!date_parse_iso(request_query(visit->req, "to"), &asked.to)) {
        asked.to = today;
    }
    asked.map = str_eq_c(asked.map, "today") ? S("today") : S("then");
    return asked;
}

static enum err ask(struct visit *visit, const char *op, const struct asked *asked, void *out)
{
    return desk_ask(visit, op,
                    DESK_VALUES({"from", date_iso(visit->arena, asked->from)}, {"to", date_iso(visit->arena, asked->to)}, {"map", asked->map}), out);
}

static void put_filter(struct visit *visit, struct url here, const struct asked *asked)
{
    struct html *html = visit->html;
    struct form_option maps[2];
    for (size_t i = 0; i < COUNT_OF(maps); i++) {
        maps[i] = (struct form_option){.code = str_of(money_flow_maps[i].code), .label = text_in(money_flow_maps[i].label, visit->lang)};
    }
    form_filter_open(html, here, TR(html, "Período y mapa", "Period and map"));
    form_filter_date(html, "from", TR(html, "Desde", "From"), asked->from);
    form_filter_date(html, "to", TR(html, "Hasta", "Until"), asked->to);
    form_filter_select(html, "map", TR(html, "Municipios", "Municipalities"), maps, COUNT_OF(maps), asked->map);
    form_filter_close(html, TR(html, "Mostrar", "Show"));
}

static void put_refused(struct visit *visit, const struct fault *fault)
{
    page_faults(visit->html, fault);
}

/* ---- the flow of money ------------------------------------------------------------------------------------- */

struct drawing {
    struct visit *visit;
    struct sankey_node *nodes;
    size_t count;
};

/* The node of that code in that column, made if it is the first; SANKEY_NODES_MOST when there is no room. */
static size_t node_of(struct drawing *drawing, size_t column, struct str label, struct url url)
{
    for (size_t i = 0; i < drawing->count; i++) {
        if (drawing->nodes[i].column == column && str_eq(drawing->nodes[i].label, label)) {
            return i;
        }
    }
    if (drawing->count == SANKEY_NODES_MOST) {
        return SANKEY_NODES_MOST;
    }
    drawing->nodes[drawing->count] = (struct sankey_node){.label = label, .column = column, .url = url};
    return drawing->count++;
}

static struct url organisation_url(struct visit *visit, struct str code)
{
    return str_is_empty(code) ? (struct url){STR_NONE} : URL(visit->arena, "/organisations/{}", code);
}

static struct url execution_url(struct visit *visit, struct str code)
{
    return str_is_empty(code) ? (struct url){STR_NONE} : URL(visit->arena, "/agreements/{}/execution", code);
}

static void put_sankey(struct visit *visit, const struct money_flow *flow, struct str form, struct text title)
{
    struct html *html = visit->html;
    const struct money_flow_line *lines = flow->lines.items;
    struct drawing drawing = {visit, ARENA_ARRAY(visit->arena, struct sankey_node, SANKEY_NODES_MOST), 0};
    struct sankey_flow *flows = ARENA_ARRAY(visit->arena, struct sankey_flow, flow->lines.len + 1);
    size_t count = 0;
    for (size_t i = 0; i < flow->lines.len; i++) {
        if (!str_eq(lines[i].form, form) || lines[i].amount.minor <= 0) {
            continue;
        }
        bool first = lines[i].step == MONEY_TO_AGREEMENT;
        size_t from = node_of(&drawing, first ? 0 : 1, text_in(lines[i].from_name, visit->lang),
                              first ? organisation_url(visit, lines[i].source) : execution_url(visit, lines[i].agreement));
        size_t to = node_of(&drawing, first ? 1 : 2, text_in(lines[i].to_name, visit->lang),
                            first ? execution_url(visit, lines[i].agreement) : (struct url){STR_NONE});
        if (from < SANKEY_NODES_MOST && to < SANKEY_NODES_MOST) {
            flows[count++] = (struct sankey_flow){from, to, lines[i].amount};
        }
    }
    if (count == 0) {
        return;
    }
    const struct sankey sankey = {
        .title = text_in(title, visit->lang),
        .columns = {TR(html, "Fuente", "Source"), TR(html, "Convenio", "Agreement"), TR(html, "Municipio", "Municipality")},
        .nodes = drawing.nodes, .node_count = drawing.count, .flows = flows, .flow_count = count,
    };
    H(html, "<section class=\"card\">");
    sankey_draw(html, &sankey);
    H(html, "</section>");
}

static enum err money_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct asked asked = asked_of(&visit);
    struct money_flow flow;
    shape_clear(&money_flow_shape, &flow);
    enum err err = ask(&visit, "money.flow", &asked, &flow);
    if (err != ERR_OK && err != ERR_INVALID) {
        return err;
    }
    struct fault fault = visit.call.fault;
    visit_page(&visit, TEXT("De dónde viene y a dónde va el dinero", "Where the money comes from and goes"), PLACE_AGREEMENTS);
    party_web_tabs(&visit, PARTY_TAB_PROJECTS);
    struct html *html = visit.html;
    put_filter(&visit, URL(visit.arena, "/money"), &asked);
    if (err == ERR_INVALID) {
        put_refused(&visit, &fault);
        return visit_end(&visit);
    }
    if (flow.lines.len == 0) {
        page_empty(html, TR(html, "Ningún dinero en el período", "No money in the period"),
                   TR(html, "Se dibuja con las cuotas recibidas, los gastos aprobados y lo dado en especie.",
                      "It is drawn from instalments received, expenses approved and what was given in kind."),
                   URL(visit.arena, "/projects"), TR(html, "Ver los proyectos", "See the projects"));
        return visit_end(&visit);
    }
    put_sankey(&visit, &flow, S("cash"), TEXT("En efectivo: de la fuente al municipio, por convenio", "In cash: from the source to the municipality, by agreement"));
    put_sankey(&visit, &flow, S("in_kind"),
               TEXT("En especie, aparte: de quien lo dio al municipio", "In kind, apart: from who gave it to the municipality"));
    H(html, "<p class=\"note\">");
    HT(html, "En efectivo cuenta lo recibido en cuotas y lo gastado con aprobación; lo dado en especie se valora y nunca se suma a lo que es en efectivo.",
       "Cash is what was received in instalments and spent with approval; what is in kind is valued and never added to cash.");
    H(html, "</p>");
    return visit_end(&visit);
}

/* ---- who works where ---------------------------------------------------------------------------------------- */

static struct map_area *area_of(struct map_area *areas, size_t count, struct str code)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq(areas[i].code, code)) {
            return &areas[i];
        }
    }
    return NULL;
}

static struct url place_url(struct visit *visit, const struct asked *asked, struct str place)
{
    return url_with(visit->arena,
                    URL(visit->arena, "/ecosystem/places?from={}&to={}&map={}", date_iso(visit->arena, asked->from), date_iso(visit->arena, asked->to),
                        asked->map),
                    "place", place);
}

/* The municipalities of the visitor's department on the map's day; without one, those where somebody works. */
static size_t areas_of(struct visit *visit, const struct asked *asked, const struct places *places, struct map_area **out)
{
    struct desk_options units;
    struct str own;
    struct str territory = STR_NONE;
    struct map_area *areas = ARENA_ARRAY(visit->arena, struct map_area, territory_district_count + places->areas.len);
    size_t count = 0;
    bool then = str_eq_c(asked->map, "then") && date_cmp(asked->to, TERRITORY_REFORM) < 0;
    if (desk_units(visit, &units, &own, &territory) == ERR_OK && !str_is_empty(territory)) {
        const struct territory_district **districts;
        size_t district_count = territory_districts_of(visit->arena, territory, &districts);
        for (size_t i = 0; i < district_count; i++) {
            struct date on = then ? DATE(2014, 1, 1) : DATE_NONE;
            struct str code = territory_municipality_of(str_of(districts[i]->code), on);
            if (area_of(areas, count, code) == NULL) {
                areas[count++] = (struct map_area){.code = code, .name = territory_municipality_name(str_of(districts[i]->code), on)};
            }
        }
    }
    const struct places_area *rows = places->areas.items;
    for (size_t i = 0; i < places->areas.len; i++) {
        struct map_area *area = area_of(areas, count, rows[i].place);
        if (area == NULL && !str_is_empty(territory)) {
            continue; /* put_elsewhere names them */
        }
        if (area == NULL) {
            area = &areas[count++];
            *area = (struct map_area){.code = rows[i].place, .name = rows[i].name};
        }
        area->value = rows[i].institutions;
        area->url = place_url(visit, asked, rows[i].place);
    }
    *out = areas;
    return count;
}

/* Municipalities outside the map where somebody works, as links. */
static void put_elsewhere(struct visit *visit, const struct asked *asked, const struct places *places, struct map_area *areas, size_t count)
{
    const struct places_area *rows = places->areas.items;
    struct html *html = visit->html;
    bool any = false;
    for (size_t i = 0; i < places->areas.len; i++) {
        if (area_of(areas, count, rows[i].place) != NULL) {
            continue;
        }
        if (any) {
            H(html, " · ");
        } else {
            H(html, "<p>");
            HT(html, "Fuera del mapa: ", "Outside the map: ");
        }
        any = true;
        h_link(html, place_url(visit, asked, rows[i].place), str_format(visit->arena, STR_FMT " (%lld)", STR_ARG(rows[i].name), (long long)rows[i].institutions));
    }
    if (any) {
        H(html, "</p>");
    }
}

/* The lines of one municipality, or each institution's over all of them. */
struct worker {
    const struct places_line *line;
    int64_t places;
    int64_t services;
    int64_t links;
    int64_t projects;
};

static size_t workers_of(struct visit *visit, const struct places *places, struct str place, struct worker **out)
{
    const struct places_line *lines = places->lines.items;
    struct worker *workers = ARENA_ARRAY(visit->arena, struct worker, places->lines.len + 1);
    size_t count = 0;
    for (size_t i = 0; i < places->lines.len; i++) {
        size_t at = 0;
        if (!str_is_empty(place) && !str_eq(place, lines[i].place)) {
            continue;
        }
        while (at < count && !str_eq(workers[at].line->organisation, lines[i].organisation)) {
            at++;
        }
        if (at == count) {
            workers[count++] = (struct worker){.line = &lines[i]};
        }
        workers[at].places++;
        workers[at].services += lines[i].services;
        workers[at].links += lines[i].links;
        workers[at].projects += lines[i].projects;
    }
    *out = workers;
    return count;
}

static void put_workers(struct visit *visit, const struct places *places, struct str place)
{
    static const struct column columns[] = {
        {.label = T("Institución", "Institution")},
        {.label = T("Nivel", "Level"), .minor = true},
        {.label = T("Municipios", "Municipalities"), .number = true},
        {.label = T("Servicios de sus convenios", "Services of its agreements"), .number = true},
        {.label = T("Vínculos y remisiones", "Links and referrals"), .number = true},
        {.label = T("Proyectos", "Projects"), .number = true},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Quién trabaja dónde", "Who works where"), .columns = columns, .count = COUNT_OF(columns),
                          .total = INT_NONE};
    enum { WORKERS_SHOWN = 80 };
    struct worker *workers;
    size_t count = workers_of(visit, places, place, &workers);
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < count && i < WORKERS_SHOWN; i++) {
        table_row(html, &table);
        table_link(html, &table, URL(visit->arena, "/organisations/{}", workers[i].line->organisation), workers[i].line->name);
        table_text(html, &table, desk_word(visit, organisation_levels, workers[i].line->level));
        table_count(html, &table, workers[i].places);
        table_count(html, &table, workers[i].services);
        table_count(html, &table, workers[i].links);
        table_count(html, &table, workers[i].projects);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "<p class=\"note\">");
    HT(html, "Toque un municipio del mapa para ver quién trabaja ahí. Cuentan los servicios que paga un convenio del que es parte, los vínculos y "
             "remisiones de clientes del municipio, y los gastos y aportes de proyectos que sirvieron ahí.",
       "Press a municipality of the map to see who works there. What counts are services that an agreement pays to which it is a party, links and "
       "referrals of clients of the municipality, and expenses and gifts of projects that served there.");
    H(html, "</p></section>");
}

static enum err places_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct asked asked = asked_of(&visit);
    struct str place = request_query(req, "place");
    struct places places;
    shape_clear(&places_shape, &places);
    enum err err = ask(&visit, "ecosystem.places", &asked, &places);
    if (err != ERR_OK && err != ERR_INVALID) {
        return err;
    }
    struct fault fault = visit.call.fault;
    struct map_area *areas = NULL;
    size_t area_count = err == ERR_OK ? areas_of(&visit, &asked, &places, &areas) : 0;
    visit_page(&visit, TEXT("Quién trabaja dónde", "Who works where"), PLACE_AGREEMENTS);
    party_web_tabs(&visit, PARTY_TAB_ECOSYSTEM);
    struct html *html = visit.html;
    put_filter(&visit, URL(visit.arena, "/ecosystem/places"), &asked);
    if (err == ERR_INVALID) {
        put_refused(&visit, &fault);
        return visit_end(&visit);
    }
    if (places.lines.len == 0) {
        page_empty(html, TR(html, "Nadie en el período", "Nobody in the period"),
                   TR(html, "Se dibuja con los servicios que pagan los convenios, los vínculos, las remisiones y los proyectos.",
                      "It is drawn from the services that agreements pay, links, referrals and projects."),
                   (struct url){STR_NONE}, STR_NONE);
        return visit_end(&visit);
    }
    struct map_picture picture = {
        .title = TR(html, "Instituciones que trabajan en cada municipio", "Institutions that work in each municipality"),
        .unit = TR(html, "Instituciones", "Institutions"), .category = TR(html, "Municipio", "Municipality"),
        .areas = areas, .count = area_count, .kind = VALUE_COUNT, .zero_is_none = true,
    };
    H(html, "<section class=\"card\">");
    map_draw(html, &picture);
    put_elsewhere(&visit, &asked, &places, areas, area_count);
    H(html, "</section>");
    if (!str_is_empty(place)) {
        const struct map_area *area = area_of(areas, area_count, place);
        H(html, "<h2>");
        h_text(html, area == NULL ? place : area->name);
        H(html, "</h2><p>");
        h_link(html, URL(visit.arena, "/ecosystem/places?from={}&to={}&map={}", date_iso(visit.arena, asked.from), date_iso(visit.arena, asked.to), asked.map),
               TR(html, "Ver todos los municipios", "See all municipalities"));
        H(html, "</p>");
    }
    put_workers(&visit, &places, place);
    return visit_end(&visit);
}

const struct route picture_routes[] = {
    {.method = METHOD_GET, .pattern = "/money", .handler = money_page},
    {.method = METHOD_GET, .pattern = "/ecosystem/places", .handler = places_page},
};
const size_t picture_route_count = COUNT_OF(picture_routes);
