#include "format/geojson.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "format/decimal.h"

#define MICRO 6 /* decimals of a degree */

/* ---- reading ------------------------------------------------------------------------------------- */

struct reading {
    struct arena *arena;
    struct problem *problem;
    size_t feature;
    size_t points; /* so far */
};

static enum err refuse(struct reading *reading, enum err err, const char *member, struct text rule)
{
    *reading->problem = (struct problem){
        .place = str_format(reading->arena, "features[%zu]%s", reading->feature, member),
        .rule = rule,
        .remedy = TEXT("Exporte los límites de nuevo como GeoJSON (RFC 7946), en WGS84 y con polígonos.",
                       "Export the boundaries again as GeoJSON (RFC 7946), in WGS84 and with polygons."),
    };
    return err;
}

static enum err refuse_whole(struct reading *reading, enum err err, struct str value, struct text rule)
{
    (void)refuse(reading, err, "", rule);
    reading->problem->place = STR_NONE;
    reading->problem->value = value;
    return err;
}

static struct text too_many_points(void)
{
    return TEXT("Un archivo de límites puede tener hasta 1,000,000 de puntos; simplifíquelo (mapshaper) antes de exportarlo.",
                "A boundary file may have up to 1,000,000 points; simplify it (mapshaper) before exporting it.");
}

static bool is_text(const struct json *json, const char *wanted)
{
    return json != NULL && json->type == JSON_TEXT && str_eq_c(json->text, wanted);
}

static bool is_array(const struct json *json)
{
    return json != NULL && json->type == JSON_ARRAY;
}

static bool read_degrees(const struct json *json, int64_t limit, int32_t *out)
{
    int64_t micro;
    if (json->type == JSON_INT && json->integer >= -limit && json->integer <= limit) {
        *out = (int32_t)(json->integer * 1000000);
        return true;
    }
    if (json->type != JSON_REAL || !decimal_scaled(json->text, MICRO, &micro) || micro < -limit * 1000000 ||
        micro > limit * 1000000) {
        return false;
    }
    *out = (int32_t)micro;
    return true;
}

static void widen(struct geo_box *box, struct geo_point point)
{
    box->min.x = point.x < box->min.x ? point.x : box->min.x;
    box->min.y = point.y < box->min.y ? point.y : box->min.y;
    box->max.x = point.x > box->max.x ? point.x : box->max.x;
    box->max.y = point.y > box->max.y ? point.y : box->max.y;
}

static FALLIBLE read_ring(struct reading *reading, const struct json *json, struct geo_ring *ring, struct geo_box *box)
{
    if (!is_array(json) || json->len < 4) {
        return refuse(reading, ERR_INVALID, ".geometry",
                      TEXT("El anillo de un polígono tiene al menos cuatro puntos.", "The ring of a polygon has at least four points."));
    }
    reading->points += json->len;
    if (reading->points > GEOJSON_POINT_LIMIT) {
        return refuse(reading, ERR_TOO_LARGE, ".geometry", too_many_points());
    }
    ring->points = ARENA_ARRAY(reading->arena, struct geo_point, json->len);
    ring->len = json->len;
    for (size_t i = 0; i < json->len; i++) {
        const struct json *pair = json->items[i];
        struct geo_point *point = &ring->points[i];
        if (!is_array(pair) || pair->len < 2 || pair->len > 4 || !read_degrees(pair->items[0], 180, &point->x) ||
            !read_degrees(pair->items[1], 90, &point->y)) {
            return refuse(reading, ERR_INVALID, ".geometry",
                          TEXT("Un punto es [longitud, latitud] en grados: de -180 a 180 y de -90 a 90.",
                               "A point is [longitude, latitude] in degrees: from -180 to 180 and from -90 to 90."));
        }
        widen(box, *point);
    }
    if (ring->points[0].x != ring->points[ring->len - 1].x || ring->points[0].y != ring->points[ring->len - 1].y) {
        return refuse(reading, ERR_INVALID, ".geometry",
                      TEXT("El anillo de un polígono termina en el punto en que empieza.", "The ring of a polygon ends at the point where it begins."));
    }
    return ERR_OK;
}

static FALLIBLE read_polygon(struct reading *reading, const struct json *json, struct geo_polygon *polygon, struct geo_box *box)
{
    if (!is_array(json) || json->len == 0) {
        return refuse(reading, ERR_INVALID, ".geometry", TEXT("Un polígono tiene al menos un anillo.", "A polygon has at least one ring."));
    }
    polygon->rings = ARENA_ARRAY(reading->arena, struct geo_ring, json->len);
    polygon->len = json->len;
    for (size_t i = 0; i < json->len; i++) {
        TRY(read_ring(reading, json->items[i], &polygon->rings[i], box));
    }
    return ERR_OK;
}

static FALLIBLE read_geometry(struct reading *reading, const struct json *geometry, struct geo_feature *feature)
{
    const struct json *type = json_find(geometry, S("type"));
    const struct json *coordinates = json_find(geometry, S("coordinates"));
    bool is_multi = is_text(type, "MultiPolygon");
    if (!is_multi && !is_text(type, "Polygon")) {
        return refuse(reading, ERR_INVALID, ".geometry.type",
                      TEXT("Cada límite es un Polygon o un MultiPolygon.", "Each boundary is a Polygon or a MultiPolygon."));
    }
    if (!is_array(coordinates) || coordinates->len == 0) {
        return refuse(reading, ERR_INVALID, ".geometry.coordinates",
                      TEXT("Faltan las coordenadas del límite.", "The coordinates of the boundary are missing."));
    }
    feature->len = is_multi ? coordinates->len : 1;
    feature->polygons = ARENA_ARRAY(reading->arena, struct geo_polygon, feature->len);
    for (size_t i = 0; i < feature->len; i++) {
        TRY(read_polygon(reading, is_multi ? coordinates->items[i] : coordinates, &feature->polygons[i], &feature->box));
    }
    return ERR_OK;
}

static struct geo_box empty_box(void)
{
    return (struct geo_box){{INT32_MAX, INT32_MAX}, {INT32_MIN, INT32_MIN}};
}

static FALLIBLE read_feature(struct reading *reading, const struct json *json, struct geo_feature *feature)
{
    const struct json *geometry = json->type == JSON_OBJECT ? json_find(json, S("geometry")) : NULL;
    if (json->type != JSON_OBJECT || !is_text(json_find(json, S("type")), "Feature") || geometry == NULL ||
        geometry->type != JSON_OBJECT) {
        return refuse(reading, ERR_INVALID, "", TEXT("Cada elemento es un Feature con su geometría.", "Each element is a Feature with its geometry."));
    }
    const struct json *properties = json_find(json, S("properties"));
    feature->properties = properties != NULL && properties->type == JSON_OBJECT ? properties : NULL;
    feature->box = empty_box();
    return read_geometry(reading, geometry, feature);
}

/* GeoJSON of before 2016 could name another system of coordinates; only names of WGS84 are taken. */
static bool is_wgs84(const struct json *collection)
{
    const struct json *crs = json_find(collection, S("crs"));
    const struct json *properties = crs == NULL || crs->type != JSON_OBJECT ? NULL : json_find(crs, S("properties"));
    const struct json *name = properties == NULL || properties->type != JSON_OBJECT ? NULL : json_find(properties, S("name"));
    if (crs == NULL || crs->type == JSON_NULL) {
        return true;
    }
    return name != NULL && name->type == JSON_TEXT && (str_ends(name->text, S("CRS84")) || str_ends(name->text, S("4326")));
}

/* Whether the text has more brackets or commas than a file within the limits can have: told before it is parsed, because parsed
 * JSON takes some thirty times its room. A ring has four points or more; a point has up to four commas. */
static bool is_too_long(struct str bytes)
{
    size_t brackets = 0;
    size_t commas = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        brackets += bytes.ptr[i] == '[' ? 1 : 0;
        commas += bytes.ptr[i] == ',' ? 1 : 0;
    }
    size_t properties = (size_t)GEOJSON_FEATURE_LIMIT * 100;
    return brackets > (size_t)GEOJSON_POINT_LIMIT * 3 / 2 + properties || commas > (size_t)GEOJSON_POINT_LIMIT * 4 + properties;
}

FALLIBLE geojson_read(struct arena *arena, struct str bytes, struct geojson **out, struct problem *problem)
{
    struct reading reading = {.arena = arena, .problem = problem};
    struct json *json;
    struct str trouble;
    if (bytes.len > GEOJSON_LIMIT) {
        return refuse_whole(&reading, ERR_TOO_LARGE, STR_NONE,
                            TEXT("Un archivo de límites puede tener hasta 64 MiB.", "A boundary file may have up to 64 MiB."));
    }
    if (is_too_long(bytes)) {
        return refuse_whole(&reading, ERR_TOO_LARGE, STR_NONE, too_many_points());
    }
    if (str_starts(bytes, S("\xEF\xBB\xBF"))) {
        bytes = str_slice(bytes, 3, bytes.len);
    }
    if (json_parse(arena, bytes, &json, &trouble) != ERR_OK) {
        /* The parser's own words are English; its position is not. */
        unsigned long line = 0;
        unsigned long column = 0;
        if (sscanf(str_c(arena, trouble), "line %lu, column %lu", &line, &column) != 2) {
            return refuse_whole(&reading, ERR_MALFORMED, STR_NONE, TEXT("El archivo no es JSON bien formado.", "The file is not well-formed JSON."));
        }
        return refuse_whole(&reading, ERR_MALFORMED, STR_NONE,
                            text_format(arena, TEXT("El archivo no es JSON bien formado: línea %lu, columna %lu.",
                                                    "The file is not well-formed JSON: line %lu, column %lu."), line, column));
    }
    const struct json *features = json->type == JSON_OBJECT ? json_find(json, S("features")) : NULL;
    if (json->type != JSON_OBJECT || !is_text(json_find(json, S("type")), "FeatureCollection") || !is_array(features) ||
        features->len == 0) {
        return refuse_whole(&reading, ERR_INVALID, STR_NONE,
                            TEXT("El archivo debe ser una FeatureCollection con al menos un Feature.",
                                 "The file must be a FeatureCollection with at least one Feature."));
    }
    if (features->len > GEOJSON_FEATURE_LIMIT) {
        return refuse_whole(&reading, ERR_TOO_LARGE, STR_NONE,
                            TEXT("Un archivo de límites puede tener hasta 10,000 elementos.", "A boundary file may have up to 10,000 elements."));
    }
    if (!is_wgs84(json)) {
        return refuse_whole(&reading, ERR_INVALID, STR_NONE,
                            TEXT("Las coordenadas deben estar en WGS84 (grados).", "Coordinates must be in WGS84 (degrees)."));
    }
    struct geojson *collection = ARENA_NEW(arena, struct geojson);
    collection->features = ARENA_ARRAY(arena, struct geo_feature, features->len);
    collection->len = features->len;
    for (; reading.feature < features->len; reading.feature++) {
        TRY(read_feature(&reading, features->items[reading.feature], &collection->features[reading.feature]));
    }
    collection->box = geojson_box(collection->features, collection->len);
    *out = collection;
    return ERR_OK;
}

struct str geojson_property(struct arena *arena, const struct geo_feature *feature, struct str key)
{
    const struct json *value = feature->properties == NULL ? NULL : json_find(feature->properties, key);
    if (value == NULL) {
        return STR_NONE;
    }
    if (value->type == JSON_INT) {
        return str_format(arena, "%lld", (long long)value->integer);
    }
    return value->type == JSON_TEXT || value->type == JSON_REAL ? value->text : STR_NONE;
}

/* ---- drawing --------------------------------------------------------------------------------------- */

struct geo_box geojson_box(const struct geo_feature *features, size_t count)
{
    struct geo_box box = empty_box();
    for (size_t i = 0; i < count; i++) {
        widen(&box, features[i].box.min);
        widen(&box, features[i].box.max);
    }
    return box;
}

/* What a degree of longitude is worth beside one of latitude. */
static double narrowing(struct geo_box box)
{
    double middle = ((double)box.min.y + (double)box.max.y) / 2e6;
    double factor = cos(middle * M_PI / 180.0);
    return factor < 0.01 ? 0.01 : factor;
}

struct geo_frame geojson_frame(struct geo_box box, int width)
{
    assert(width > 0 && box.min.x <= box.max.x);
    double across = ((double)box.max.x - (double)box.min.x) * narrowing(box);
    double down = (double)box.max.y - (double)box.min.y;
    double height = across < 1.0 ? width : width * down / across;
    height = height < 1.0 ? 1.0 : height > 100.0 * width ? 100.0 * width : height;
    return (struct geo_frame){box, width, (int)lround(height)};
}

static int to_grid(double offset, double span, int units)
{
    return span < 1.0 ? 0 : (int)lround(offset * units / span);
}

/* Depends on the point alone, so that a border drawn from both sides is the same line. */
static struct geo_point snap(struct geo_point point, struct geo_frame frame)
{
    double across = (double)frame.box.max.x - (double)frame.box.min.x;
    double down = (double)frame.box.max.y - (double)frame.box.min.y;
    return (struct geo_point){to_grid((double)point.x - (double)frame.box.min.x, across, frame.width),
                              to_grid((double)frame.box.max.y - (double)point.y, down, frame.height)};
}

static bool is_same(struct geo_point a, struct geo_point b)
{
    return a.x == b.x && a.y == b.y;
}

/* b lies on the straight way from a to c, or beyond it. */
static bool is_straight(struct geo_point a, struct geo_point b, struct geo_point c)
{
    return (int64_t)(b.x - a.x) * (c.y - b.y) == (int64_t)(b.y - a.y) * (c.x - b.x);
}

/* The ring on the grid without repeated points and without points on a straight line. Returns how many are left, not closed. */
static size_t snap_ring(const struct geo_ring *ring, struct geo_frame frame, struct geo_point *out)
{
    size_t len = 0;
    for (size_t i = 0; i + 1 < ring->len; i++) {
        struct geo_point point = snap(ring->points[i], frame);
        if (len > 0 && is_same(out[len - 1], point)) {
            continue;
        }
        while (len > 1 && is_straight(out[len - 2], out[len - 1], point)) {
            len--;
        }
        if (len == 0 || !is_same(out[len - 1], point)) {
            out[len++] = point;
        }
    }
    while (len > 2 && (is_same(out[len - 1], out[0]) || is_straight(out[len - 2], out[len - 1], out[0]))) {
        len--;
    }
    size_t first = 0;
    while (len - first > 2 && is_straight(out[len - 1], out[first], out[first + 1])) {
        first++;
    }
    memmove(out, out + first, (len - first) * sizeof *out);
    return len - first;
}

/* A number behind another one: the sign separates, otherwise a blank does. */
static void put_offset(struct buf *out, int offset, bool is_first)
{
    if (!is_first && offset >= 0) {
        buf_put_char(out, ' ');
    }
    buf_put_int(out, offset);
}

static void put_ring(struct buf *out, const struct geo_point *points, size_t len)
{
    buf_format(out, "M%d %dl", (int)points[0].x, (int)points[0].y);
    for (size_t i = 1; i < len; i++) {
        put_offset(out, points[i].x - points[i - 1].x, i == 1);
        put_offset(out, points[i].y - points[i - 1].y, false);
    }
    buf_put_char(out, 'z');
}

void geojson_path(struct buf *out, const struct geo_feature *feature, struct geo_frame frame)
{
    bool is_drawn = false;
    for (size_t p = 0; p < feature->len; p++) {
        for (size_t r = 0; r < feature->polygons[p].len; r++) {
            const struct geo_ring *ring = &feature->polygons[p].rings[r];
            struct geo_point *points = ARENA_ARRAY(out->arena, struct geo_point, ring->len);
            size_t len = snap_ring(ring, frame, points);
            if (len >= 3) {
                put_ring(out, points, len);
                is_drawn = true;
            }
        }
    }
    if (!is_drawn) {
        struct geo_point corner = snap(feature->polygons[0].rings[0].points[0], frame);
        buf_format(out, "M%d %dh1v1h-1z", (int)corner.x, (int)corner.y);
    }
}
