/* finance/disbursement.h: money paid out of an approved link, in one or several parts (domain.md 8.12). */
#ifndef ADELANTE_DISBURSEMENT_H
#define ADELANTE_DISBURSEMENT_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct disbursement {
    struct record record; /* the unit is the link's */
    struct ref link;
    struct date date;
    struct money amount;
    struct str evidence;
};
extern const struct entity_store disbursement_store;
extern const struct entity disbursement_entity;
extern const struct op disbursement_ops[];
extern const size_t disbursement_op_count;

/* Only of an approved link, on or after its approval, and never more than was approved in all. */
enum err disbursement_check(struct ctx *ctx, void *row, const void *before);

/* In disbursement_store.c: what was paid out of a link, by date. */
FALLIBLE disbursement_store_by_link(struct ctx *ctx, struct id agency, struct id link, int64_t limit, struct list *out);
extern const struct db_statements disbursement_statements;

#endif
