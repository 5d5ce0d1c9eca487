/* assistance/extension.h: more time for a contract: asked for by any party, decided by the centre (domain.md 3.4).
 *
 * The contract's own last day is never overwritten: the day that binds is that of the last extension granted.
 */
#ifndef ADELANTE_EXTENSION_H
#define ADELANTE_EXTENSION_H

#include "assistance/assistance.h"

struct extension {
    struct record record;
    struct ref assistance;
    struct str asked_by; /* client, consultant, operator */
    struct date asked_on;
    struct date new_ends_on;
    struct str reason;
    struct str state; /* requested, granted, denied */
    struct date decided_on;
    struct str decided_by; /* user */
    struct str decision_reason;
};
extern const struct choice extension_parties[];
extern const struct choice extension_states[];
extern const struct entity extension_entity;
extern const struct entity_store extension_store;
extern const struct op extension_ops[];
extern const size_t extension_op_count;
extern const struct db_statements extension_statements;

/* The last day that binds: the contract's, or that of the latest extension granted. Pure. */
struct date extension_end(const struct assistance *contract, const struct extension *extensions, size_t count);

/* In extension_store.c: by the day of the request. */
FALLIBLE extension_store_by_assistance(struct ctx *ctx, struct id agency, struct id assistance, struct list *out);

#endif
