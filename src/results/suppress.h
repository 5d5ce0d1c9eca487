/* results/suppress.h: small cells, and those that would give them away by subtraction.
 *
 * A reader of aggregates may know the total of every line of a table (the same question with one dimension less). So where a line
 * holds a hidden cell, at least two are hidden in it, and together they are not small either: the smallest of the others goes
 * with it. Cells without services are no cells: that nothing happened there is known.
 */
#ifndef ADELANTE_SUPPRESS_H
#define ADELANTE_SUPPRESS_H

#include "base/base.h"

#define SUPPRESS_SMALL 5 /* clients: fewer are not shown */
struct suppress_axis {
    uint32_t stride; /* between neighbours along the axis */
    uint32_t len;
};
/* cells: as results/cube.h counts them. hidden: of each cell, all false at first. */
void suppress_cells(const uint64_t *cells, uint32_t count, const struct suppress_axis *axes, size_t axis_count, bool *hidden);

#endif
