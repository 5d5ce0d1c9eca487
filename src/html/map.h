/* html/map.h: a map of territory shaded by a figure: real outlines or tiles, legend with counts, table behind.
 *
 * Not base/map.h (the hash map). No data is not zero: it is drawn plain and counted apart in the legend.
 */
#ifndef ADELANTE_HTML_MAP_H
#define ADELANTE_HTML_MAP_H

#include "core/field.h"
#include "html/html.h"

struct map_area {
    struct str code;       /* 1408, SV-UN */
    struct str name;       /* La Unión */
    struct str short_name; /* on a tile, at most about 9 letters; empty: from the table of La Unión, or the name shortened */
    struct str path;       /* SVG path data of the outline; empty on tile maps (asserted: digits, blanks, MLHVZz,.- only) */
    int col, row;          /* of its tile; filled in by map_layout */
    int64_t value;         /* INT_NONE: no data */
    struct url url;        /* opens what stands behind; may be none */
};
enum map_classing {
    MAP_QUANTILES, /* as many areas in every class */
    MAP_STEPS,     /* classes of equal width */
};
struct map_picture {
    struct str title;       /* "Empresas atendidas por municipio, 2014" */
    struct str description; /* may be empty: then "12 de 18 con datos" is said */
    struct str unit;        /* the heading of the figure: "Empresas" */
    struct str category;    /* the heading of the names: "Distrito" */
    struct map_area *areas; /* row, col may be set by map_layout */
    size_t count;
    enum value_kind kind;
    enum map_classing classing;
    int classes;            /* 2 to 5; 0: 4 */
    int width, height;      /* view box of the outlines; 0 with tiles */
    struct str credit;      /* whom the outlines are owed to, and on what terms: a line under the map; empty: none */
    bool zero_is_none;      /* areas with the value 0 are drawn as without data ("sin empresas") */
};
/* Sets col and row of every area: the schematic map of La Unión when every code is one of its districts (1401–1418), the
 * departments of the country when every code is one of 01–14, otherwise a grid in reading order. */
void map_layout(struct map_area *areas, size_t count);
/* Draws outlines if the first area has one, otherwise tiles (laid out by map_layout). */
void map_draw(struct html *html, const struct map_picture *picture);

#endif
