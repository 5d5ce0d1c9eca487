/* coordination/membership.h: the organisations that are members of the agency, by class, from when to when (domain.md 8.2).
 *
 * Invariants: nobody leaves before joining; an organisation is a member once at a time.
 */
#ifndef ADELANTE_MEMBERSHIP_H
#define ADELANTE_MEMBERSHIP_H

#include "core/children.h"

struct membership {
    struct record record;
    struct ref organisation;
    struct str class;
    struct date joined_on;
    struct date left_on;
    struct str leave_reason;
    struct str representative;
    struct str alternate;
    struct str register_entry;
};
extern const struct choice membership_classes[];
extern const struct entity_store membership_store;
extern const struct entity membership_entity;
extern const struct op membership_ops[];
extern const size_t membership_op_count;
extern const struct db_statements membership_statements;

/* Who is a member on a day, by class and by the side of the organisation. */
struct composition_line {
    struct str class;
    struct str side;
    int64_t members;
};
struct composition {
    struct date on;
    int64_t members;
    int64_t public_members; /* organisations of the public side */
    struct rows lines;      /* struct composition_line */
};
extern const struct shape composition_shape;

/* In membership_store.c. */

/* Another membership of the organisation that overlaps the days; empty if there is none. */
FALLIBLE membership_store_overlap(struct ctx *ctx, const struct membership *row, struct str *out_code);
/* How many members with a vote (not honorary) there are on a day. */
FALLIBLE membership_store_active(struct ctx *ctx, struct id agency, struct date on, int64_t *out);
FALLIBLE membership_store_composition(struct ctx *ctx, struct id agency, struct date on, struct composition *out);

#endif
