/* assistance/assistance.h: a contract of specialised technical assistance as a completed record: who benefits, what it
 * costs and who pays which share (domain.md 3.4, 8.10 in short form).
 *
 * Invariants: client_percent + operator_percent = 100.00; client_share + operator_share = total, to the cent; where
 * percentages are stored, client_share = money_share(total, client_percent).
 */
#ifndef ADELANTE_ASSISTANCE_H
#define ADELANTE_ASSISTANCE_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct assistance {
    struct record record;
    struct str title;
    struct str theme;
    struct str delivery;
    struct str consultant;
    struct ref adviser;
    struct refs enterprises; /* the beneficiaries */
    struct date signed_on;
    struct date starts_on;
    struct date ends_on;
    int64_t hours;
    struct money total;
    int64_t client_percent;
    int64_t operator_percent;
    struct money client_share;
    struct money operator_share;
    struct date client_paid_on;
    struct str state;
    enum answer part_accepted; /* something was delivered and accepted before a termination */
    struct str act;
    struct date act_on;
    enum answer reportable;
    struct shares funding;
    struct str evidence;
    struct str verification;
};
extern const struct choice assistance_states[];
extern const struct choice assistance_acts[];
extern const struct entity_store assistance_store;
extern const struct entity assistance_entity;
extern const struct op assistance_ops[];
extern const size_t assistance_op_count;
extern const struct db_statements assistance_statements;

/* Computes what is missing of percentages and shares and checks the rest: sums to the cent, order of the dates, what a
 * contracted, finished or rejected assistance must say. */
enum err assistance_check(struct ctx *ctx, void *row, const void *before);

/* In assistance_store.c. Nothing for a person: beneficiaries are enterprises. */
FALLIBLE assistance_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit,
                                    struct list *out);

#endif
