#include "project/places.h"

#include "base/map.h"
#include "party/organisation.h"
#include "project/money_flow.h"
#include "territory/territory.h"

#include <stdlib.h>
#include <string.h>

static const struct field line_fields[] = {
    FIELD_TEXT(struct places_line, place, .label = T("Código del municipio", "Code of the municipality")),
    FIELD_TEXT(struct places_line, place_name, .label = T("Municipio", "Municipality")),
    FIELD_TEXT(struct places_line, organisation, .label = T("Código", "Code")),
    FIELD_TEXT(struct places_line, name, .label = T("Institución", "Institution")),
    FIELD_CHOICE(struct places_line, level, .choices = organisation_levels, .label = T("Nivel", "Level")),
    FIELD_CHOICE(struct places_line, side, .choices = organisation_sides, .label = T("Sector", "Side")),
    FIELD_INT(struct places_line, services, .label = T("Servicios de sus convenios", "Services of its agreements")),
    FIELD_INT(struct places_line, links, .label = T("Vínculos y remisiones", "Links and referrals")),
    FIELD_INT(struct places_line, projects, .label = T("Gastos y aportes de proyectos", "Expenses and gifts of projects")),
    FIELD_INT(struct places_line, actions, .label = T("En total", "In all")),
};
static const struct shape line_shape = SHAPE("places_line", struct places_line, line_fields);
static const struct field area_fields[] = {
    FIELD_TEXT(struct places_area, place, .label = T("Código del municipio", "Code of the municipality")),
    FIELD_TEXT(struct places_area, name, .label = T("Municipio", "Municipality")),
    FIELD_INT(struct places_area, institutions, .label = T("Instituciones", "Institutions")),
    FIELD_INT(struct places_area, actions, .label = T("Acciones", "Actions")),
};
static const struct shape area_shape = SHAPE("places_area", struct places_area, area_fields);
static const struct field places_fields[] = {
    FIELD_DATE(struct places, from, .label = T("Desde", "From")),
    FIELD_DATE(struct places, to, .label = T("Hasta", "Until")),
    FIELD_CHOICE(struct places, map, .choices = money_flow_maps, .label = T("Mapa", "Map")),
    FIELD_INT(struct places, institutions, .label = T("Instituciones", "Institutions")),
    FIELD_ROWS(struct places, areas, .shape = &area_shape, .label = T("Por municipio", "By municipality")),
    FIELD_ROWS(struct places, lines, .shape = &line_shape, .label = T("Por municipio e institución", "By municipality and institution")),
};
const struct shape places_shape = SHAPE("places", struct places, places_fields);

struct places_input {
    struct date from;
    struct date to;
    struct str map;
};
static const struct field input_fields[] = {
    FIELD_DATE(struct places_input, from, .required = true, .label = T("Desde", "From")),
    FIELD_DATE(struct places_input, to, .required = true, .label = T("Hasta", "Until")),
    FIELD_CHOICE(struct places_input, map, .choices = money_flow_maps, .initial = "then", .label = T("Mapa", "Map")),
};
static const struct shape input_shape = SHAPE("places_input", struct places_input, input_fields);

static int by_place(const void *a, const void *b)
{
    const struct places_line *left = a;
    const struct places_line *right = b;
    int place = str_cmp(left->place, right->place);
    int name = str_cmp(left->name, right->name);
    return place != 0 ? place : name != 0 ? name : str_cmp(left->organisation, right->organisation);
}

/* Districts that are one municipality on the map become one line. */
static size_t join_lines(struct ctx *ctx, bool then, const struct rows *sums, struct places_line *lines)
{
    const struct places_sum *rows = sums->items;
    struct map seen = MAP(ctx->arena);
    size_t count = 0;
    for (size_t i = 0; i < sums->len; i++) {
        struct date on = !then ? DATE_NONE : rows[i].reformed ? TERRITORY_REFORM : DATE(2014, 1, 1);
        struct str place = territory_municipality_of(rows[i].district, on);
        struct str key = str_format(ctx->arena, STR_FMT "/" STR_FMT, STR_ARG(place), STR_ARG(rows[i].organisation));
        struct places_line *line = map_find(&seen, key);
        if (line == NULL) {
            line = &lines[count++];
            *line = (struct places_line){.place = place, .place_name = territory_municipality_name(rows[i].district, on),
                                         .organisation = rows[i].organisation, .name = rows[i].name, .level = rows[i].level, .side = rows[i].side};
            map_set(&seen, key, line);
        }
        line->services += rows[i].services;
        line->links += rows[i].links;
        line->projects += rows[i].projects;
        line->actions = line->services + line->links + line->projects;
    }
    return count;
}

static enum err run_places(struct ctx *ctx, const void *in, void *out)
{
    const struct places_input *input = in;
    struct places *places = out;
    struct rows sums;
    if (date_cmp(input->from, input->to) > 0) {
        return ctx_fault(ctx, "to", date_iso(ctx->arena, input->to), TEXT("El período termina antes de comenzar.", "The period ends before it begins."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    *places = (struct places){.from = input->from, .to = input->to, .map = str_is_empty(input->map) ? S("then") : input->map};
    TRY(places_store_read(ctx, input->from, input->to, &sums));
    struct places_line *lines = ARENA_ARRAY(ctx->arena, struct places_line, sums.len + 1);
    struct places_area *areas = ARENA_ARRAY(ctx->arena, struct places_area, sums.len + 1);
    struct map institutions = MAP(ctx->arena);
    size_t count = join_lines(ctx, str_eq_c(places->map, "then"), &sums, lines);
    size_t area_count = 0;
    qsort(lines, count, sizeof(*lines), by_place);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !str_eq(lines[i].place, lines[i - 1].place)) {
            areas[area_count++] = (struct places_area){.place = lines[i].place, .name = lines[i].place_name};
        }
        areas[area_count - 1].institutions++;
        areas[area_count - 1].actions += lines[i].actions;
        if (map_find(&institutions, lines[i].organisation) == NULL) {
            map_set(&institutions, lines[i].organisation, &lines[i]);
            places->institutions++;
        }
    }
    places->areas = (struct rows){areas, area_count};
    places->lines = (struct rows){lines, count};
    return ERR_OK;
}

const struct op places_ops[] = {
    {.name = "ecosystem.places", .http = "GET /ecosystem/places",
     .label = T("Ver qué institución trabaja en qué municipio", "See which institution works in which municipality"),
     .permission = PERM_AGREEMENT_READ, .kind = OP_READ, .input = &input_shape, .output = &places_shape, .answer = ANSWER_RECORD,
     .run = run_places},
};
const size_t places_op_count = COUNT_OF(places_ops);
