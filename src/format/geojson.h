/* format/geojson.h: boundary files (RFC 7946): polygons with their properties, and their outlines as SVG paths.
 *
 * Coordinates are integers in micro-degrees, so that borders that two areas share stay the same numbers. A path is drawn on a
 * grid of whole viewBox units: both sides of a shared border snap to the same points and stay closed against each other.
 */
#ifndef ADELANTE_GEOJSON_H
#define ADELANTE_GEOJSON_H

#include "format/json.h"
#include "format/problem.h"

#define GEOJSON_LIMIT (64 * 1024 * 1024)
#define GEOJSON_FEATURE_LIMIT 10000
#define GEOJSON_POINT_LIMIT 1000000

struct geo_point {
    int32_t x; /* longitude, micro-degrees */
    int32_t y; /* latitude */
};
struct geo_ring {
    struct geo_point *points; /* closed: the last is the first again */
    size_t len;               /* at least 4 */
};
struct geo_polygon {
    struct geo_ring *rings; /* the outline, then its holes */
    size_t len;
};
struct geo_box {
    struct geo_point min;
    struct geo_point max;
};
struct geo_feature {
    const struct json *properties; /* an object, or NULL */
    struct geo_polygon *polygons;
    size_t len;
    struct geo_box box;
};
struct geojson {
    struct geo_feature *features;
    size_t len;
    struct geo_box box;
};
/* Reads a FeatureCollection of Polygon and MultiPolygon in WGS84. ERR_MALFORMED, ERR_TOO_LARGE, ERR_INVALID: *problem names the
 * feature ("features[3]"). Everything in the arena. */
FALLIBLE geojson_read(struct arena *arena, struct str bytes, struct geojson **out, struct problem *problem);
/* A property as text: texts and numbers as they stand; STR_NONE if it is missing or null or neither. */
struct str geojson_property(struct arena *arena, const struct geo_feature *feature, struct str key);

/* How micro-degrees become viewBox units: x to the right, y down, the true proportions at the middle latitude. */
struct geo_frame {
    struct geo_box box;
    int width;
    int height; /* follows from the box and the width */
};
struct geo_box geojson_box(const struct geo_feature *features, size_t count);
struct geo_frame geojson_frame(struct geo_box box, int width);
/* The feature's outline as the d of an SVG path ("M10 20l3-4 5 6z…"), on the whole units of the frame. Rings that shrink to
 * nothing are left out, but a feature is never without any: at least one unit square stands where it is. */
void geojson_path(struct buf *out, const struct geo_feature *feature, struct geo_frame frame);

#endif
