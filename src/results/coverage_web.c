#include "results/coverage_web.h"

#include "account/pick.h"
#include "html/map.h"
#include "territory/boundary.h"
#include "territory/territory.h"

#define WIDTH 640.0

struct areas {
    struct map_area *items;
    size_t count;
};

static struct areas districts_of(struct arena *arena, struct str territory)
{
    const struct territory_district **districts;
    size_t count = territory_districts_of(arena, territory, &districts);
    struct areas areas = {ARENA_ARRAY(arena, struct map_area, count + 1), count};
    for (size_t i = 0; i < count; i++) {
        areas.items[i] = (struct map_area){
            .code = str_of(districts[i]->code), .name = str_of(districts[i]->name), .value = INT_NONE};
    }
    return areas;
}

/* Today's municipalities of a department, or of the country if it is empty. */
static struct areas municipalities(struct arena *arena, struct str territory)
{
    struct areas areas = {ARENA_ARRAY(arena, struct map_area, territory_municipality_count), 0};
    const struct territory_department *department = str_is_empty(territory) ? NULL : territory_department_of(territory);
    for (size_t i = 0; i < territory_municipality_count; i++) {
        struct str code = str_of(territory_municipalities[i].code);
        if (department == NULL || territory_department_of(code) == department) {
            areas.items[areas.count++] =
                (struct map_area){.code = code, .name = str_of(territory_municipalities[i].name), .value = INT_NONE};
        }
    }
    return areas;
}

static struct map_area *area_of(const struct areas *areas, struct str code)
{
    for (size_t i = 0; i < areas->count; i++) {
        if (str_eq(areas->items[i].code, code)) {
            return &areas->items[i];
        }
    }
    return NULL;
}

/* ---- outlines -------------------------------------------------------------------------------------- */

static bool next_point(struct str *points, int64_t *x, int64_t *y)
{
    struct str point;
    struct str first;
    do {
        if (!str_split(points, ' ', &point)) {
            return false;
        }
    } while (str_is_empty(point));
    return str_split(&point, ',', &first) && str_to_int(first, x) && str_to_int(point, y);
}

struct frame {
    int64_t west, east, south, north;
    double scale;
    double squeeze; /* a degree of longitude is shorter than one of latitude */
};

static bool frame_of(const struct boundary_ring *rings, size_t count, struct frame *out)
{
    *out = (struct frame){.west = INT64_MAX, .east = INT64_MIN, .south = INT64_MAX, .north = INT64_MIN};
    for (size_t i = 0; i < count; i++) {
        struct str points = rings[i].points;
        int64_t x;
        int64_t y;
        while (next_point(&points, &x, &y)) {
            out->west = x < out->west ? x : out->west;
            out->east = x > out->east ? x : out->east;
            out->south = y < out->south ? y : out->south;
            out->north = y > out->north ? y : out->north;
        }
    }
    if (out->east <= out->west || out->north <= out->south) {
        return false;
    }
    out->squeeze = 0.972; /* cosine of 13.6 degrees: El Salvador */
    out->scale = WIDTH / ((double)(out->east - out->west) * out->squeeze);
    return true;
}

/* One ring appended to an outline, in whole units of the picture: points that fall together are drawn once. */
static struct str with_ring(struct arena *arena, struct str path, const struct frame *frame, struct str points)
{
    struct buf out = BUF(arena);
    buf_put(&out, path);
    int64_t x;
    int64_t y;
    int64_t last_x = INT64_MIN;
    int64_t last_y = INT64_MIN;
    bool drawing = false;
    while (next_point(&points, &x, &y)) {
        int64_t at_x = (int64_t)((double)(x - frame->west) * frame->squeeze * frame->scale + 0.5);
        int64_t at_y = (int64_t)((double)(frame->north - y) * frame->scale + 0.5);
        if (at_x != last_x || at_y != last_y) {
            buf_format(&out, "%c%lld %lld", drawing ? 'L' : 'M', (long long)at_x, (long long)at_y);
            drawing = true;
        }
        last_x = at_x;
        last_y = at_y;
    }
    if (drawing) {
        buf_put_c(&out, "Z");
    }
    return buf_str(&out);
}

/* Every area must have its outline, otherwise the map is drawn as tiles. */
static void draw_outlines(struct visit *visit, struct str territory, bool by_municipality, struct areas *areas,
                          struct map_picture *picture)
{
    struct boundary_list_input in = {.map = by_municipality ? S("municipalities") : S("districts"), .area = territory};
    struct list list = {.total = INT_NONE};
    struct frame frame;
    if (pick_run(visit, op_find(S("territory.boundary_list")), &in, &list) != ERR_OK ||
        !frame_of(list.rows.items, list.rows.len, &frame)) {
        return;
    }
    const struct boundary_ring *rings = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        struct map_area *area = area_of(areas, rings[i].code);
        if (area != NULL) {
            area->path = with_ring(visit->arena, area->path, &frame, rings[i].points);
        }
    }
    bool whole = true;
    for (size_t i = 0; i < areas->count; i++) {
        whole &= !str_is_empty(areas->items[i].path);
    }
    for (size_t i = 0; i < areas->count && !whole; i++) {
        areas->items[i].path = STR_NONE;
    }
    if (whole) {
        picture->credit = rings[0].source;
        picture->width = (int)WIDTH;
        picture->height = (int)((double)(frame.north - frame.south) * frame.scale + 0.5);
    }
}

/* ---- the figures --------------------------------------------------------------------------------------- */

static enum err fill(struct visit *visit, const struct statement_input *question, bool by_municipality, struct areas *areas,
                     struct buf *outside, bool *hidden)
{
    struct statement_cube_input *in = shape_new(visit->arena, &statement_cube_input_shape);
    in->question = *question;
    in->question.map = by_municipality ? S("today") : S("then");
    in->kinds = S("advice_business;advice_finance;advice_ict;advice_women;training;assistance"); /* what clients_served counts */
    in->by = by_municipality ? S("municipality") : S("district");
    struct list list = {.total = INT_NONE};
    TRY(visit_run(visit, op_find(S("results.cube")), in, &list));
    const struct statement_cell *cells = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        struct map_area *area = area_of(areas, cells[i].first);
        *hidden |= cells[i].hidden == ANSWER_YES;
        if (area != NULL) {
            area->value = cells[i].clients;
        } else if (cells[i].clients != INT_NONE) {
            buf_put_c(outside, outside->len == 0 ? "" : ", ");
            struct str name = text_in(cells[i].first_label, visit->lang);
            buf_put(outside, str_is_empty(name) ? text_in(TEXT("sin distrito", "no district"), visit->lang) : name);
            buf_put_c(outside, " (");
            buf_put(outside, count_display(visit->arena, cells[i].clients));
            buf_put_c(outside, ")");
        }
    }
    return ERR_OK;
}

FALLIBLE coverage_show(struct visit *visit, const struct statement_input *question, struct str territory, struct str period)
{
    bool by_municipality = territory_level_of(territory) == TERRITORY_COUNTRY || str_eq(question->map, S("today"));
    struct areas areas = by_municipality ? municipalities(visit->arena, territory) : districts_of(visit->arena, territory);
    struct buf outside = BUF(visit->arena);
    bool hidden = false;
    TRY(fill(visit, question, by_municipality, &areas, &outside, &hidden));
    struct html *html = visit->html;
    struct map_picture picture = {
        .title = str_format(visit->arena, STR_FMT ", " STR_FMT,
                            STR_ARG(by_municipality ? TR(html, "Empresas atendidas por municipio", "Enterprises served by municipality")
                                            : TR(html, "Empresas atendidas por distrito", "Enterprises served by district")),
                            STR_ARG(period)),
        .unit = TR(html, "Empresas", "Enterprises"),
        .category = by_municipality ? TR(html, "Municipio", "Municipality") : TR(html, "Distrito", "District"),
        .areas = areas.items,
        .count = areas.count,
        .kind = VALUE_COUNT,
        .zero_is_none = !hidden, /* a hidden number is not "none" */
    };
    draw_outlines(visit, territory, by_municipality, &areas, &picture);
    map_draw(html, &picture);
    if (hidden) {
        H(html, "<p class=\"note\">");
        HT(html, "Los números pequeños no se muestran.", "Small numbers are not shown.");
        H(html, "</p>");
    }
    if (outside.len > 0) {
        H(html, "<p class=\"note\">");
        HT(html, "También con domicilio en: ", "Also with a home in: ");
        h_text(html, buf_str(&outside));
        H(html, ".</p>");
    }
    return ERR_OK;
}
