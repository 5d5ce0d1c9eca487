/* assistance/share_rule.h: what part of an assistance the client pays: a dated table of rows, editable (domain.md 3.1:
 * 3 to 18 per cent by sex, age, place, size), and the pure rule that picks a row.
 *
 * The rows in force on a day are read by rank; the first that fits the enterprise applies. A row's criterion that is
 * empty fits everybody. A contract keeps the row that it used; rows are ended (valid_to) and followed by others, not
 * rewritten.
 */
#ifndef ADELANTE_SHARE_RULE_H
#define ADELANTE_SHARE_RULE_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct share_rule {
    struct record record;
    int64_t rank;
    struct str led_by;
    int64_t age_from; /* completed years of the owner */
    int64_t age_to;
    struct str zone;
    struct str district;
    struct str size_class;
    int64_t percent;
    struct date valid_from;
    struct date valid_to;
    struct str notes;
};
enum { SHARE_PERCENT_LEAST = 300, SHARE_PERCENT_MOST = 1800 };
extern const struct entity share_rule_entity;
extern const struct entity_store share_rule_store;
extern const struct op share_rule_ops[];
extern const size_t share_rule_op_count;
extern const struct db_statements share_rule_statements;

/* What the rows ask of an enterprise; empty or INT_NONE: unknown, which no criterion fits. */
struct share_case {
    struct str led_by;
    int64_t age;
    struct str zone;
    struct str district;
    struct str size_class;
};
bool share_rule_fits(const struct share_rule *rule, const struct share_case *of);
/* The first that fits, or NULL. Rules in order of their rank. */
const struct share_rule *share_rule_choose(const struct share_rule *rules, size_t count, const struct share_case *of);

/* The rule for the beneficiaries of an assistance on a day: of several enterprises the one of the highest percentage.
 * *found is false where no row is in force or none fits. */
FALLIBLE share_rule_for(struct ctx *ctx, struct id agency, const struct refs *enterprises, struct date on,
                        struct share_rule *out, bool *found);

/* In share_rule_store.c. The agency's rules in force on the day that are in reach, by rank: ids. */
FALLIBLE share_rule_store_on(struct ctx *ctx, struct id agency, struct date on, struct list *out);
/* The owner on a day, else the representative; all none if nobody is named. */
struct share_owner {
    struct id person;
    struct date birth;
    struct str sex;
};
FALLIBLE share_rule_store_owner(struct ctx *ctx, struct id agency, struct id enterprise, struct date on,
                                struct share_owner *out);

#endif
