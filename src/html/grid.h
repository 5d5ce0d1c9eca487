/* html/grid.h: the attendance grid: persons by days, a checkbox in each cell of a real table.
 *
 * Lies inside a form (form_open … form_close). Works without the script; with it the arrow keys move and "todos" fills its
 * column at once. What is sent: `present` once per ticked cell with the value "P-01/2014-05-03", `all` once per day that was
 * ticked as a whole ("2014-05-03"), `listed` once per person shown (so that nobody unseen is unticked).
 */
#ifndef ADELANTE_HTML_GRID_H
#define ADELANTE_HTML_GRID_H

#include "base/map.h"
#include "html/html.h"

struct grid_person {
    struct str code;
    struct str name;
    struct str note; /* enterprise, or "sin empresa" */
};
struct grid {
    struct str caption;
    const struct grid_person *persons;
    size_t person_count;
    const struct date *days;
    size_t day_count;
    const bool *present; /* person_count × day_count, by person; NULL: nobody */
    bool read_only;      /* a closed event: words instead of checkboxes */
};
void grid_draw(struct html *html, const struct grid *grid);
/* What was sent (form_given) into present[person_count × day_count]: ticked cells, and every person on a day ticked as all. */
void grid_given(const struct map *given, const struct grid *grid, bool *present);

#endif
