/* results/cube.h: how many services and how many distinct clients each cell of up to a few dimensions has, in one pass.
 *
 * Every dimension and every filter is a table of numbers added up: the cell of a fact is kinds[kind] + days[day] +
 * places[place] + units[unit] (+ clients[client] + fundings[funding]). A value that does not count adds CUBE_OUT. So the pass
 * is the same for every question, and touches 8 bytes a fact (12 with minutes). Because all facts of one identity are
 * neighbours, sorting the cells of each (they mostly are sorted) makes the distinct counts exact.
 */
#ifndef ADELANTE_CUBE_H
#define ADELANTE_CUBE_H

#include "results/facts.h"

#define CUBE_OUT 0x08000000U      /* added at most six times: no overflow */
#define CUBE_CELLS_MOST 0x04000000U
struct cube_tables {
    uint32_t *kinds;  /* [32] */
    uint32_t *days;   /* [FACT_DAY_MASK + 1] */
    uint32_t *places; /* [2][FACT_PLACES_MOST]: before `change` and from it on */
    uint32_t *units;  /* [FACT_UNITS_MOST]; NULL: every unit, no dimension */
    uint32_t *clients;  /* of each client of the view; NULL: no dimension of clients */
    uint32_t *fundings; /* of each set of agreements; NULL: whoever paid */
    unsigned change;  /* the first day of the second half of places; above every day: the first half alone */
    uint32_t cells;   /* sums below this are cells */
};
/* Tables in the arena, everything at 0. */
struct cube_tables cube_tables(struct arena *arena);

/* A cell counts in its lower half facts of clients that count, in its upper half distinct identities with a service that
 * serves (a session only with contact time). */
#define CUBE_SERVICES(cell) ((uint32_t)(cell))
#define CUBE_CLIENTS(cell) ((uint32_t)((cell) >> 32))
/* Adds a view's set to cells[tables->cells + 1] (zeroed by the caller; the last takes what does not count), and the minutes
 * to as many, if not NULL. */
void cube_view(const struct facts_view *view, enum facts_set set, const struct cube_tables *tables, uint64_t *cells,
               int64_t *minutes);
/* The same on one part: `replaced` as in a view; stock only for clients and fundings. */
void cube_part(const struct facts_part *part, const uint8_t *replaced, const struct facts_stock *stock,
               const struct cube_tables *tables, uint64_t *cells, int64_t *minutes);

#endif
