/* results/target.h: what any target has: something measured, its value, the result beside it and how far that reaches.
 *
 * A target names an indicator (results/indicator.h) or a row of the monthly table (results/service_row.h). Agreements and centres
 * have nouns of their own for them (alliance/agreement_target.h, centre/target.h); the rules and the weighing are these.
 */
#ifndef ADELANTE_TARGET_H
#define ADELANTE_TARGET_H

#include "core/ctx.h"
#include "core/field.h"

struct statement;

/* A field rule: the code of an indicator or of a row of the monthly table. */
bool target_rule_measure(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy);
/* What the code is called; TEXT_NONE if it is none. */
struct text target_label(struct str measure);
/* A target of an indicator in money is an amount, any other one a number; a fault on the field otherwise. */
FALLIBLE target_check_value(struct ctx *ctx, struct str measure, int64_t count, struct money amount);
struct value target_value(int64_t count, struct money amount);

extern const struct choice target_lights[]; /* green from 95 %, amber from 80 %, else red */
struct str target_light(int64_t percent);
/* The result as hundredths of a per cent of the target; INT_NONE where there is nothing to compare. */
int64_t target_percent(struct value result, struct value target);

/* Results for several targets: each period is asked once. Zeroed but for the first members. */
struct target_results {
    struct ctx *ctx;
    struct str unit;         /* code; empty: the caller's own */
    struct str agreement;    /* code; empty: whoever pays */
    struct id agreement_id;
    struct id staff;         /* services of one adviser; indicators have no value then */
    struct scope scope;      /* of the rows: the caller's, narrowed to the unit */
    size_t room;             /* periods at most */
    struct statement *statements;
    size_t count;
};
FALLIBLE target_result(struct target_results *results, struct str measure, struct date from, struct date to, struct value *out);

#endif
