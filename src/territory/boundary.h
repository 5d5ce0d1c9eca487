/* territory/boundary.h: drawn boundaries of divisions, imported from a file whose licence is not ours: kept as rings of
 * points by division and map, for the page to draw. Reading the file is app's. */
#ifndef ADELANTE_BOUNDARY_H
#define ADELANTE_BOUNDARY_H

#include "core/ctx.h"
#include "core/op.h"

extern const struct choice boundary_maps[]; /* districts, municipalities, departments */

/* One ring. In a file's order; a division may have several (islands). */
struct boundary_ring {
    struct str code;   /* of the division */
    struct str points; /* "x,y x,y …": longitude and latitude in hundred-thousandths of a degree; not closed */
    struct str source; /* whom the drawing is owed to; of a ring that is read */
};
/* territory.boundaries_import: replaces all rings of the map. */
struct boundary_import_input {
    struct str map;
    struct str source; /* whom the drawing is owed to; shown beside the map */
    struct rows rings; /* of struct boundary_ring */
};
/* territory.boundary_list: the rings of a map inside an area, all if empty; answers a list of struct boundary_ring. */
struct boundary_list_input {
    struct str map;
    struct str area;
};
/* What both answer beside it. */
struct boundary_count {
    int64_t divisions;
    int64_t rings;
};
extern const struct shape boundary_ring_shape;

/* In boundary_store.c. */
FALLIBLE boundary_store_clear(struct ctx *ctx, struct str map);
FALLIBLE boundary_store_add(struct ctx *ctx, struct str map, struct str source, int64_t position,
                            const struct boundary_ring *ring);
/* All rings of a map by code and position. */
FALLIBLE boundary_store_list(struct ctx *ctx, struct str map, struct boundary_ring **out, size_t *count);
/* Writes the facts of sv.c into the tables division and division_code; rows that are there already stay. */
FALLIBLE territory_store_load(struct ctx *ctx, int64_t *out_added);

extern const struct db_statements boundary_statements;
extern const struct db_statements territory_statements;
extern const struct op territory_ops[];
extern const size_t territory_op_count;

#endif
