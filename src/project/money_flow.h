/* project/money_flow.h: where money comes from and where it goes: source, agreement, municipality; cash and in kind apart.
 *
 * Of a period: instalments that were received, expenses that another person approved, what was given in kind. What an agreement
 * received and did not spend is shown as such, and what it spent beyond it too, so that each agreement's two sides are equal.
 * Invariant: a line is of cash or of what was given in kind, and the two are never added.
 */
#ifndef ADELANTE_MONEY_FLOW_H
#define ADELANTE_MONEY_FLOW_H

#include "core/op.h"

enum money_step { MONEY_TO_AGREEMENT = 1, MONEY_TO_PLACE = 2 };
struct money_flow_line {
    struct str form;       /* cash, in_kind */
    int64_t step;          /* 1: from a source to an agreement; 2: from an agreement to a municipality */
    struct str source;     /* step 1: organisation; empty: received before, or advanced */
    struct str agreement;  /* empty: outside any */
    struct str place;      /* step 2: municipality or, before the reform, district; empty: all the territory */
    enum answer unspent;   /* step 2: received and not spent */
    struct text from_name;
    struct text to_name;
    struct money amount;
};
struct money_flow {
    struct date from;
    struct date to;
    struct str map;
    struct money cash;    /* received or advanced */
    struct money in_kind;
    struct rows lines; /* struct money_flow_line: cash first, by step and name */
};
extern const struct choice money_flow_forms[];
extern const struct choice money_flow_maps[];
extern const struct shape money_flow_shape;
extern const struct op money_flow_ops[];
extern const size_t money_flow_op_count;
extern const struct db_statements money_flow_statements;

/* In money_flow_store.c: sums over the period. */

struct money_sum {
    bool in_kind;
    bool spent; /* an expense; otherwise an instalment or a gift */
    struct str organisation;
    struct str organisation_name;
    struct str agreement; /* empty: outside any */
    struct str agreement_title;
    struct str district; /* empty: all the territory */
    bool reformed;       /* after the municipalities changed */
    int64_t minor;
};
FALLIBLE money_flow_store_read(struct ctx *ctx, struct date from, struct date to, struct rows *out);

#endif
