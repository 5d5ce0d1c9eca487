/* client/compare_web.h: the records of one client beside one another, field by field, and the choice of what is shown of each.
 *
 * Used for two records that may be one (pair_web.c) and for those that were merged (identity_web.c). What differs comes first, each
 * field with its values; what is the same, or is known of one only, is folded below it.
 */
#ifndef ADELANTE_COMPARE_WEB_H
#define ADELANTE_COMPARE_WEB_H

#include "client/desk_web.h"

#define COMPARE_MOST 12
struct compare {
    struct visit *visit;
    const struct desk_noun *noun;
    const void *rows[COMPARE_MOST]; /* struct person or struct enterprise, the first leading */
    size_t count;
    struct str shown;  /* the choices as they stand (shown.h) */
    bool choosing;     /* with buttons to choose by; else the values alone */
};
/* "person", "enterprise": the noun; NULL if it is neither. */
const struct desk_noun *compare_noun(struct str kind);
struct str compare_name(struct arena *arena, const struct desk_noun *noun, const void *row);
/* Each record: its name with the way to it, its code, its unit, since when. */
void compare_heads(const struct compare *compare);
void compare_differences(const struct compare *compare);
void compare_rest(const struct compare *compare);
/* The choices as the form sent them. */
struct str compare_sent(struct visit *visit, const struct desk_noun *noun);

#endif
