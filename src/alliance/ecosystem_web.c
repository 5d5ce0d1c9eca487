#include "alliance/ecosystem_web.h"

#include "alliance/ecosystem.h"
#include "client/desk_web.h"
#include "html/chart.h"
#include "html/network.h"
#include "html/table.h"
#include "party/organisation.h"
#include "party/party_web.h"

/* From the widest level to the nearest: the order of the picture's rows. */
static const char *const levels[] = {"international", "national", "departmental", "local"};
enum { LEVELS = 4, SIDES = 5 };

static size_t level_row(struct str level)
{
    for (size_t i = 0; i < LEVELS; i++) {
        if (str_eq_c(level, levels[i])) {
            return i;
        }
    }
    return LEVELS;
}

static size_t side_colour(struct str side)
{
    for (size_t i = 0; organisation_sides[i].code != NULL; i++) {
        if (str_eq_c(side, organisation_sides[i].code)) {
            return i;
        }
    }
    return SIDES - 1;
}

static void put_tiles(struct visit *visit, const struct ecosystem *read)
{
    struct html *html = visit->html;
    const struct {
        struct text label;
        int64_t count;
    } tiles[] = {
        {T("Actores registrados", "Actors recorded"), read->actors_total},
        {T("Con acción conjunta en el período", "With a joint action in the period"), read->active},
        {T("Sin acción en doce meses", "Without one in twelve months"), read->silent},
    };
    chart_tiles_open(html);
    for (size_t i = 0; i < COUNT_OF(tiles); i++) {
        chart_tile(html, &(struct tile){.label = text_in(tiles[i].label, visit->lang), .value = {VALUE_COUNT, tiles[i].count}});
    }
    chart_tiles_close(html);
}

static void put_matrix(struct visit *visit, const struct ecosystem *read)
{
    struct html *html = visit->html;
    struct column columns[SIDES + 2] = {{.label = T("Nivel", "Level")}};
    for (size_t i = 0; i < SIDES; i++) {
        columns[i + 1] = (struct column){.label = organisation_sides[i].label, .number = true};
    }
    columns[SIDES + 1] = (struct column){.label = T("En total", "In all"), .number = true};
    struct table table = {.caption = TR(html, "Nivel y sector: actores con acción en el período, de los registrados",
                                        "Level and side: actors active in the period, of those recorded"),
                          .columns = columns, .count = COUNT_OF(columns), .total = INT_NONE, .plain = true};
    const struct ecosystem_cell *cells = read->matrix.items;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t r = 0; r <= LEVELS; r++) {
        int64_t active[SIDES + 1] = {0};
        int64_t actors[SIDES + 1] = {0};
        for (size_t i = 0; i < read->matrix.len; i++) {
            if (level_row(cells[i].level) == r) {
                size_t side = side_colour(cells[i].side);
                active[side] += cells[i].active;
                actors[side] += cells[i].actors;
                active[SIDES] += cells[i].active;
                actors[SIDES] += cells[i].actors;
            }
        }
        if (actors[SIDES] == 0) {
            continue;
        }
        table_row(html, &table);
        table_text(html, &table, r == LEVELS ? TR(html, "Sin nivel", "No level") : desk_word(visit, organisation_levels, str_of(levels[r])));
        for (size_t i = 0; i <= SIDES; i++) {
            table_text(html, &table, actors[i] == 0 ? STR_NONE
                                                    : str_format(visit->arena, "%lld / %lld", (long long)active[i], (long long)actors[i]));
        }
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}

static void put_network(struct visit *visit, const struct ecosystem *read)
{
    struct html *html = visit->html;
    const struct ecosystem_actor *actors = read->actors.items;
    struct network_node *nodes = ARENA_ARRAY(visit->arena, struct network_node, read->actors.len + 1);
    struct str rows[LEVELS + 1];
    struct str colours[SIDES];
    size_t count = 0;
    for (size_t i = 0; i < LEVELS; i++) {
        rows[i] = desk_word(visit, organisation_levels, str_of(levels[i]));
    }
    rows[LEVELS] = TR(html, "Sin nivel", "No level");
    for (size_t i = 0; i < SIDES; i++) {
        colours[i] = text_in(organisation_sides[i].label, visit->lang);
    }
    for (size_t i = 0; i < read->actors.len; i++) {
        if (actors[i].actions > 0) {
            nodes[count++] = (struct network_node){
                .label = str_is_empty(actors[i].short_name) ? actors[i].name : actors[i].short_name,
                .title = str_format(visit->arena, STR_FMT ": %lld " STR_FMT, STR_ARG(actors[i].name), (long long)actors[i].actions,
                                    STR_ARG(TR(html, "acciones conjuntas", "joint actions"))),
                .row = level_row(actors[i].level),
                .colour = side_colour(actors[i].side),
                .weight = actors[i].actions,
            };
        }
    }
    if (count == 0) {
        return;
    }
    const struct network network = {
        .title = TR(html, "La red de actores con acciones conjuntas", "The network of actors with joint actions"),
        .hub = S("ADEL"), .rows = rows, .row_count = LEVELS + 1, .colours = colours, .colour_count = SIDES, .nodes = nodes, .count = count,
    };
    H(html, "<section class=\"card\">");
    network_draw(html, &network);
    H(html, "</section>");
}

static void put_actors(struct visit *visit, const struct ecosystem *read)
{
    static const struct column columns[] = {
        {.label = T("Organización", "Organisation")},
        {.label = T("Nivel", "Level"), .minor = true},
        {.label = T("Sector", "Side"), .minor = true},
        {.label = T("Convenios", "Agreements"), .number = true},
        {.label = T("Vínculos", "Links"), .number = true},
        {.label = T("Reuniones", "Meetings"), .number = true},
        {.label = T("Acuerdos", "Resolutions"), .number = true},
        {.label = T("La última", "The last one")},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Acciones conjuntas por actor", "Joint actions by actor"), .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    const struct ecosystem_actor *actors = read->actors.items;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < read->actors.len; i++) {
        table_row(html, &table);
        table_link(html, &table, URL(visit->arena, "/organisations/{}", actors[i].code), actors[i].name);
        table_text(html, &table, desk_word(visit, organisation_levels, actors[i].level));
        table_text(html, &table, desk_word(visit, organisation_sides, actors[i].side));
        table_count(html, &table, actors[i].agreements);
        table_count(html, &table, actors[i].links);
        table_count(html, &table, actors[i].meetings);
        table_count(html, &table, actors[i].resolutions);
        if (actors[i].is_silent == ANSWER_YES) {
            table_chip(html, &table, TONE_WARN, TR(html, "Ninguna en doce meses", "None in twelve months"));
        } else {
            table_date(html, &table, actors[i].last);
        }
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}

static enum err ecosystem_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct date today = clock_today();
    struct date from;
    struct date to;
    if (!date_parse_iso(request_query(req, "from"), &from)) {
        from = date_add_months(today, -12);
    }
    if (!date_parse_iso(request_query(req, "to"), &to)) {
        to = today;
    }
    struct ecosystem read;
    shape_clear(&ecosystem_shape, &read);
    enum err err = desk_ask(&visit, "ecosystem.read",
                            DESK_VALUES({"from", date_iso(visit.arena, from)}, {"to", date_iso(visit.arena, to)}), &read);
    if (err != ERR_OK && err != ERR_INVALID) {
        return err;
    }
    struct fault fault = visit.call.fault;
    visit_page(&visit, TEXT("Ecosistema", "Ecosystem"), PLACE_AGREEMENTS);
    party_web_tabs(&visit, PARTY_TAB_ECOSYSTEM);
    struct html *html = visit.html;
    H(html, "<p>");
    h_link(html, URL(visit.arena, "/ecosystem/places"), TR(html, "Quién trabaja dónde, en el mapa", "Who works where, on the map"));
    H(html, " · ");
    h_link(html, URL(visit.arena, "/money"), TR(html, "De dónde viene y a dónde va el dinero", "Where the money comes from and goes"));
    H(html, "</p>");
    form_filter_open(html, URL(visit.arena, "/ecosystem"), TR(html, "Período", "Period"));
    form_filter_date(html, "from", TR(html, "Desde", "From"), from);
    form_filter_date(html, "to", TR(html, "Hasta", "Until"), to);
    form_filter_close(html, TR(html, "Mostrar", "Show"));
    if (err == ERR_INVALID) {
        page_faults(html, &fault);
        return visit_end(&visit);
    }
    put_tiles(&visit, &read);
    put_matrix(&visit, &read);
    put_network(&visit, &read);
    put_actors(&visit, &read);
    return visit_end(&visit);
}

const struct route ecosystem_routes[] = {
    {.method = METHOD_GET, .pattern = "/ecosystem", .handler = ecosystem_page},
};
const size_t ecosystem_route_count = COUNT_OF(ecosystem_routes);
