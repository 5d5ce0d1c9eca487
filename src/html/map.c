#include "html/map.h"

#include <stdlib.h>

#include "html/chart.h"
#include "html/table.h"

#define CLASS_LIMIT 5

/* ---- where tiles lie -------------------------------------------------------------------------------- */

struct tile_place {
    const char *code;
    int col, row;
    const char *short_name;
};

/* The 18 districts by their centres: the north from Nueva Esparta to Pasaquina, the coast from Intipucá to the islands of
 * Meanguera; the gulf is the open corner on the right. */
static const struct tile_place la_union[] = {
    {"1401", 2, 1, "Anamorós"},  {"1402", 1, 3, "Bolívar"},    {"1403", 3, 1, "Concepción"}, {"1404", 1, 6, "Conchagua"},
    {"1405", 0, 5, "El Carmen"}, {"1406", 3, 2, "El Sauce"},   {"1407", 0, 6, "Intipucá"},   {"1408", 1, 5, "La Unión"},
    {"1409", 1, 1, "Lislique"},  {"1410", 3, 6, "Meanguera"},  {"1411", 2, 0, "N. Esparta"}, {"1412", 3, 3, "Pasaquina"},
    {"1413", 3, 0, "Polorós"},   {"1414", 1, 4, "San Alejo"},  {"1415", 2, 3, "San José"},   {"1416", 2, 2, "Sta. Rosa"},
    {"1417", 0, 4, "Yayantique"}, {"1418", 0, 3, "Yucuaiquín"},
};
/* The departments, west to east; letters of ISO 3166-2:SV, because eight columns leave no room for names on a phone. */
static const struct tile_place departments[] = {
    {"01", 0, 1, "AH"}, {"02", 1, 0, "SA"}, {"03", 1, 1, "SO"}, {"04", 3, 0, "CH"}, {"05", 2, 1, "LI"},
    {"06", 3, 1, "SS"}, {"07", 4, 1, "CU"}, {"08", 4, 2, "PA"}, {"09", 4, 0, "CA"}, {"10", 5, 1, "SV"},
    {"11", 5, 2, "US"}, {"12", 6, 1, "SM"}, {"13", 6, 0, "MO"}, {"14", 7, 1, "UN"},
};

static const struct tile_place *find_place(const struct tile_place *places, size_t count, struct str code)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq_c(code, places[i].code)) {
            return &places[i];
        }
    }
    return NULL;
}

static bool lay_out_by(struct map_area *areas, size_t count, const struct tile_place *places, size_t place_count)
{
    for (size_t i = 0; i < count; i++) {
        if (find_place(places, place_count, areas[i].code) == NULL) {
            return false;
        }
    }
    for (size_t i = 0; i < count; i++) {
        const struct tile_place *place = find_place(places, place_count, areas[i].code);
        areas[i].col = place->col;
        areas[i].row = place->row;
        if (str_is_empty(areas[i].short_name)) {
            areas[i].short_name = str_of(place->short_name);
        }
    }
    return true;
}

void map_layout(struct map_area *areas, size_t count)
{
    if (lay_out_by(areas, count, la_union, COUNT_OF(la_union)) || lay_out_by(areas, count, departments, COUNT_OF(departments))) {
        return;
    }
    int columns = count <= 4 ? 2 : count <= 24 ? 4 : count <= 48 ? 6 : 16;
    for (size_t i = 0; i < count; i++) {
        areas[i].col = (int)(i % (size_t)columns);
        areas[i].row = (int)(i / (size_t)columns);
    }
}

/* ---- classes ------------------------------------------------------------------------------------------- */

struct map_class {
    int64_t from, to; /* inclusive */
    size_t count;
};
struct classes {
    struct map_class items[CLASS_LIMIT];
    size_t len;
    size_t none; /* areas without data */
};

static bool has_data(const struct map_picture *picture, const struct map_area *area)
{
    return area->value != INT_NONE && !(picture->zero_is_none && area->value == 0);
}

static int by_value(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static void class_add(struct classes *classes, int64_t from, int64_t to)
{
    assert(classes->len < CLASS_LIMIT);
    classes->items[classes->len++] = (struct map_class){.from = from, .to = to};
}

/* Equal values are never parted: a class ends where the value changes, so there may be fewer classes than asked for. */
static void classes_by_quantiles(struct classes *classes, const int64_t *sorted, size_t n, size_t wanted)
{
    size_t from = 0;
    for (size_t k = 1; k <= wanted && from < n; k++) {
        size_t to = k == wanted ? n : n * k / wanted;
        if (to <= from) {
            continue;
        }
        while (to < n && sorted[to] == sorted[to - 1]) {
            to++;
        }
        class_add(classes, sorted[from], sorted[to - 1]);
        from = to;
    }
}

static void classes_by_steps(struct classes *classes, int64_t min, int64_t max, size_t wanted)
{
    int64_t width = (max - min) / (int64_t)wanted + 1;
    for (int64_t from = min; from <= max; from += width) {
        int64_t to = from + width - 1;
        class_add(classes, from, to > max ? max : to);
    }
}

static size_t class_of(const struct classes *classes, int64_t value)
{
    size_t i = 0;
    while (i + 1 < classes->len && value > classes->items[i].to) {
        i++;
    }
    return i;
}

static struct classes classes_make(struct html *html, const struct map_picture *picture)
{
    struct classes classes = {0};
    size_t wanted = picture->classes == 0 ? 4 : (size_t)picture->classes;
    assert(wanted >= 2 && wanted <= CLASS_LIMIT);
    int64_t *sorted = ARENA_ARRAY(html->arena, int64_t, picture->count + 1);
    size_t n = 0;
    for (size_t i = 0; i < picture->count; i++) {
        if (has_data(picture, &picture->areas[i])) {
            sorted[n++] = picture->areas[i].value;
        }
    }
    classes.none = picture->count - n;
    if (n == 0) {
        return classes;
    }
    qsort(sorted, n, sizeof(*sorted), by_value);
    if (picture->classing == MAP_STEPS) {
        classes_by_steps(&classes, sorted[0], sorted[n - 1], wanted);
    } else {
        classes_by_quantiles(&classes, sorted, n, wanted);
    }
    for (size_t i = 0; i < n; i++) {
        classes.items[class_of(&classes, sorted[i])].count++;
    }
    return classes;
}

/* The darkest shade is always in use; with few classes the palest are left out. */
static struct str shade(const struct classes *classes, size_t i)
{
    static const char *const names[CLASS_LIMIT] = {"q1", "q2", "q3", "q4", "q5"};
    return str_of(names[CLASS_LIMIT - classes->len + i]);
}

static struct str shade_of(const struct map_picture *picture, const struct classes *classes, const struct map_area *area)
{
    return has_data(picture, area) ? shade(classes, class_of(classes, area->value)) : S("q0");
}

/* ---- drawing --------------------------------------------------------------------------------------------- */

static struct str value_text(struct html *html, const struct map_picture *picture, const struct map_area *area)
{
    if (area->value == INT_NONE) {
        return TR(html, "sin dato", "no data");
    }
    return chart_value(html->arena, (struct value){picture->kind, area->value});
}

/* On a tile there is no room for cents. */
static struct str value_short(struct html *html, const struct map_picture *picture, const struct map_area *area)
{
    if (!has_data(picture, area)) {
        return S("–");
    }
    return count_display(html->arena, picture->kind == VALUE_COUNT ? area->value : area->value / 100);
}

static void area_begin(struct html *html, const struct map_picture *picture, const struct classes *classes,
                       const struct map_area *area)
{
    if (url_is_none(area->url)) {
        H(html, "<g");
    } else {
        H(html, "<a");
        h_href(html, area->url);
    }
    h_attr(html, "class", shade_of(picture, classes, area));
    H(html, "><title>");
    h_text(html, area->name);
    H(html, ": ");
    h_text(html, value_text(html, picture, area));
    H(html, "</title>");
}

static void area_end(struct html *html, const struct map_area *area)
{
    if (url_is_none(area->url)) {
        H(html, "</g>");
    } else {
        H(html, "</a>");
    }
}

static bool is_path_data(struct str path)
{
    for (size_t i = 0; i < path.len; i++) {
        char c = path.ptr[i];
        bool digit = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ',' || c == ' ';
        if (!digit && c != 'M' && c != 'm' && c != 'L' && c != 'l' && c != 'H' && c != 'h' && c != 'V' && c != 'v' &&
            c != 'Z' && c != 'z') {
            return false;
        }
    }
    return true;
}

static void put_outlines(struct html *html, const struct map_picture *picture, const struct classes *classes)
{
    for (size_t i = 0; i < picture->count; i++) {
        const struct map_area *area = &picture->areas[i];
        assert(is_path_data(area->path));
        area_begin(html, picture, classes, area);
        H(html, "<path");
        h_attr(html, "d", area->path);
        H(html, "/>");
        area_end(html, area);
    }
}

struct tile_size {
    int width, height;
    size_t letters; /* that fit on it; 0: nothing is written */
};

static struct tile_size tile_size_of(int columns)
{
    if (columns <= 4) {
        return (struct tile_size){88, 44, 12};
    }
    if (columns <= 8) {
        return (struct tile_size){44, 40, 6};
    }
    return (struct tile_size){22, 22, 0};
}

/* As many letters as fit; a name cut short ends with a full stop. */
static struct str tile_name(struct html *html, const struct map_area *area, size_t letters)
{
    struct str name = str_is_empty(area->short_name) ? area->name : area->short_name;
    size_t at = 0;
    size_t n = 0;
    while (at < name.len) {
        bool begins = ((unsigned char)name.ptr[at] & 0xC0) != 0x80;
        if (begins && n == letters) {
            return str_format(html->arena, STR_FMT ".", (int)at, name.ptr);
        }
        n += begins;
        at++;
    }
    return name;
}

static void put_tiles(struct html *html, const struct map_picture *picture, const struct classes *classes, struct tile_size size)
{
    for (size_t i = 0; i < picture->count; i++) {
        const struct map_area *area = &picture->areas[i];
        int x = area->col * size.width;
        int y = area->row * size.height;
        area_begin(html, picture, classes, area);
        buf_format(html->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/>", x + 1, y + 1, size.width - 2,
                   size.height - 2);
        if (size.letters > 0) {
            buf_format(html->out, "<text class=\"mid\" x=\"%d\" y=\"%d\">", x + size.width / 2, y + size.height / 2 - 4);
            h_text(html, tile_name(html, area, size.letters));
            buf_format(html->out, "</text><text class=\"mid big\" x=\"%d\" y=\"%d\">", x + size.width / 2,
                       y + size.height / 2 + 13);
            h_text(html, value_short(html, picture, area));
            H(html, "</text>");
        }
        area_end(html, area);
    }
}

static struct str description_of(struct html *html, const struct map_picture *picture, const struct classes *classes)
{
    if (!str_is_empty(picture->description)) {
        return picture->description;
    }
    struct text words = text_format(html->arena, TEXT("%zu de %zu con datos. Más oscuro, más.", "%zu of %zu with data. Darker is more."),
                                    picture->count - classes->none, picture->count);
    return text_in(words, html->lang);
}

static void put_svg(struct html *html, const struct map_picture *picture, const struct classes *classes)
{
    bool outlines = picture->count > 0 && !str_is_empty(picture->areas[0].path);
    int columns = 0;
    int rows = 0;
    bool linked = false;
    for (size_t i = 0; i < picture->count; i++) {
        const struct map_area *area = &picture->areas[i];
        columns = area->col + 1 > columns ? area->col + 1 : columns;
        rows = area->row + 1 > rows ? area->row + 1 : rows;
        linked = linked || !url_is_none(area->url);
    }
    struct tile_size size = tile_size_of(columns);
    struct str title_id = html_id(html, "title");
    struct str desc_id = html_id(html, "desc");
    buf_format(html->out, "<svg class=\"%s\" viewBox=\"0 0 %d %d\"", outlines ? "map outlines" : "map tiles-map",
               outlines ? picture->width : columns * size.width, outlines ? picture->height : rows * size.height);
    h_attr(html, "role", linked ? S("group") : S("img"));
    h_attr(html, "aria-labelledby", str_format(html->arena, STR_FMT " " STR_FMT, STR_ARG(title_id), STR_ARG(desc_id)));
    H(html, "><title");
    h_attr(html, "id", title_id);
    H(html, ">");
    h_text(html, picture->title);
    H(html, "</title><desc");
    h_attr(html, "id", desc_id);
    H(html, ">");
    h_text(html, description_of(html, picture, classes));
    H(html, "</desc>");
    if (outlines) {
        put_outlines(html, picture, classes);
    } else {
        put_tiles(html, picture, classes, size);
    }
    H(html, "</svg>");
}

static void put_swatch(struct html *html, struct str name)
{
    H(html, "<li><svg class=\"swatch\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><g");
    h_attr(html, "class", name);
    H(html, "><rect width=\"10\" height=\"10\"/></g></svg>");
}

static void put_legend(struct html *html, const struct map_picture *picture, const struct classes *classes)
{
    H(html, "<ul class=\"legend\">");
    for (size_t i = 0; i < classes->len; i++) {
        const struct map_class *one = &classes->items[i];
        put_swatch(html, shade(classes, i));
        h_text(html, chart_value(html->arena, (struct value){picture->kind, one->from}));
        if (one->to != one->from) {
            H(html, "–");
            h_text(html, chart_value(html->arena, (struct value){picture->kind, one->to}));
        }
        H(html, " <span class=\"quiet\">(");
        h_count(html, (int64_t)one->count);
        H(html, ")</span></li>");
    }
    if (classes->none > 0) {
        put_swatch(html, S("q0"));
        if (picture->zero_is_none) {
            HT(html, "ninguna", "none");
        } else {
            HT(html, "sin dato", "no data");
        }
        H(html, " <span class=\"quiet\">(");
        h_count(html, (int64_t)classes->none);
        H(html, ")</span></li>");
    }
    H(html, "</ul>");
}

static void put_table(struct html *html, const struct map_picture *picture)
{
    const char *category = str_c(html->arena, picture->category);
    const char *unit = str_c(html->arena, picture->unit);
    const struct column columns[] = {{.label = TEXT(category, category)}, {.label = TEXT(unit, unit), .number = true}};
    struct table table = {.caption = picture->title, .caption_hidden = true, .columns = columns, .count = 2, .plain = true};
    H(html, "<details><summary>");
    HT(html, "Ver como tabla", "See as a table");
    H(html, "</summary>");
    table_open(html, &table);
    for (size_t i = 0; i < picture->count; i++) {
        table_row(html, &table);
        table_link(html, &table, picture->areas[i].url, picture->areas[i].name);
        table_value(html, &table, (struct value){picture->kind, picture->areas[i].value});
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</details>");
}

void map_draw(struct html *html, const struct map_picture *picture)
{
    if (picture->count > 0 && str_is_empty(picture->areas[0].path)) {
        map_layout(picture->areas, picture->count);
    }
    struct classes classes = classes_make(html, picture);
    H(html, "<figure class=\"chart\"><figcaption>");
    h_text(html, picture->title);
    H(html, "</figcaption>");
    put_svg(html, picture, &classes);
    put_legend(html, picture, &classes);
    if (!str_is_empty(picture->credit)) {
        H(html, "<p class=\"note\">");
        HT(html, "Contornos: ", "Outlines: ");
        h_text(html, picture->credit);
        H(html, "</p>");
    }
    put_table(html, picture);
    H(html, "</figure>");
}
