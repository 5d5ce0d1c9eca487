/* client/activity.h: the economic activities (CLAEES, catalogue CAT-019 of the Ministry of Finance): five digits, of which the
 * first four are the class of ISIC Rev. 4. Names are the Ministry's, in Spanish alone.
 *
 * Invariant: a code that was valid stays, with its last day, so that older records keep their meaning.
 */
#ifndef ADELANTE_ACTIVITY_H
#define ADELANTE_ACTIVITY_H

#include "core/field.h"
#include "core/op.h"

struct activity {
    const char *code;
    const char *name;
    const char *last_day; /* YYYY-MM-DD; NULL: in force */
};
extern const struct activity activity_list[]; /* by code */
extern const size_t activity_count;

/* NULL if there is none. */
const struct activity *activity_find(struct str code);
/* The activities in force on the day in whose name every word of the text begins a word, and those whose code it begins; by
 * code, at most `most`. An empty text finds all. */
size_t activity_search(struct arena *arena, struct str text, struct date on, const struct activity **found, size_t most);

/* For fields: .catalogue = &activities. A code, a whole name, or both ("03110 Pesca …") are understood. */
extern const struct catalogue activities;
extern const struct op activity_ops[]; /* activity.list */
extern const size_t activity_op_count;

#endif
