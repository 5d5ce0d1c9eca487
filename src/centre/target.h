/* centre/target.h: what a centre, or one of its advisers, means to reach in a period, with its versions (domain.md 3.8).
 *
 * Invariant: a target is never overwritten: a new version stands beside the old one with the day on which it was decided, and the
 * newest one holds. What is measured, and the weighing, are results/target.h's, as for the targets of agreements.
 */
#ifndef ADELANTE_CENTRE_TARGET_H
#define ADELANTE_CENTRE_TARGET_H

#include "core/record.h"
#include "results/target.h"

struct target {
    struct record record;
    struct ref adviser; /* none: the whole unit */
    struct str indicator;
    struct date from_on;
    struct date to_on;
    int64_t count;
    struct money amount;
    int64_t version_number;
    struct date decided_on;
    struct str basis;
};
extern const struct entity_store target_store;
extern const struct entity target_entity;
extern const struct op target_ops[];
extern const size_t target_op_count;
extern const struct db_statements target_statements;

/* A target that holds, beside its result: target.progress. */
struct target_line {
    struct str code;
    struct str unit;
    struct str adviser;      /* code; none: the unit */
    struct str adviser_name;
    struct str indicator;
    struct text label;
    struct date from;
    struct date to;
    struct value target;
    struct value result;
    int64_t percent;         /* hundredths; INT_NONE without a result */
    struct str light;        /* of a period that is over */
    int64_t version;
};
struct target_progress_input {
    struct date from; /* targets of periods that touch these days; none: today */
    struct date to;
    struct str adviser; /* staff code: hers and the unit's; empty: an adviser's own, else everybody's */
};
extern const struct shape target_line_shape;
extern const struct shape target_progress_shape;

/* The caller's scope narrowed to the unit and those below it. */
FALLIBLE target_scope(struct ctx *ctx, struct id unit, struct scope *out, struct str *out_code);

/* In target_store.c. The targets that hold, of periods that touch the days, by unit, adviser and period. staff: hers and the units';
 * none: everybody's. */
FALLIBLE target_store_holding(struct ctx *ctx, struct date from, struct date to, struct id staff, struct list *out);
/* The newest other version for the same unit, adviser, measure and period: 0 and no day if there is none. */
FALLIBLE target_store_last(struct ctx *ctx, const struct target *target, int64_t *out_version, struct date *out_decided);

#endif
