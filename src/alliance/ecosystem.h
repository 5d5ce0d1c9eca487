/* alliance/ecosystem.h: the actors around the agency: by level and side, what each did together with the agency in a period, and
 * who did nothing for twelve months (domain.md 2, 10 I23; D06, D17, D18, D26, D31).
 *
 * A joint action is an agreement in force that names the organisation, a link of a client to it, a meeting in which it was
 * represented, a resolution that it carries out; each counts once. The organisation that is the agency itself counts like any
 * other: it is a party too.
 */
#ifndef ADELANTE_ECOSYSTEM_H
#define ADELANTE_ECOSYSTEM_H

#include "core/op.h"

struct ecosystem_actor {
    struct str code;
    struct str name;
    struct str short_name;
    struct str kind;
    struct str level;
    struct str side;
    int64_t agreements;
    int64_t links;
    int64_t meetings;
    int64_t resolutions;
    int64_t actions;       /* of the four, in all */
    struct date last;      /* of the newest joint action up to the period's end; DATE_NONE: none is known */
    enum answer is_silent; /* none in the twelve months before the period's end */
};
/* How many organisations stand at a level and on a side, and how many of them acted in the period. */
struct ecosystem_cell {
    struct str level;
    struct str side;
    int64_t actors;
    int64_t active;
    int64_t agreements; /* distinct agreements in force that name one of them */
};
struct ecosystem {
    struct date from;
    struct date to;
    int64_t actors_total;
    int64_t active;
    int64_t silent;
    struct rows actors; /* struct ecosystem_actor, the most joint actions first */
    struct rows matrix; /* struct ecosystem_cell: cells with at least one actor */
};
extern const struct shape ecosystem_shape;
extern const struct op ecosystem_ops[];
extern const size_t ecosystem_op_count;
extern const struct db_statements ecosystem_statements;

/* In ecosystem_store.c. */
FALLIBLE ecosystem_store_read(struct ctx *ctx, struct date from, struct date to, struct ecosystem *out);

#endif
