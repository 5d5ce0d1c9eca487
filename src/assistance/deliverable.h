/* assistance/deliverable.h: what a contract promises, product by product, and when it came. Made from the terms'
 * products when the contract is signed; more can be added while it runs. */
#ifndef ADELANTE_DELIVERABLE_H
#define ADELANTE_DELIVERABLE_H

#include "assistance/assistance.h"

struct deliverable {
    struct record record;
    struct ref assistance;
    struct str product;
    struct date due_on;
    struct date delivered_on;
    struct str notes;
    struct str evidence;
};
extern const struct entity deliverable_entity;
extern const struct entity_store deliverable_store;
extern const struct op deliverable_ops[];
extern const size_t deliverable_op_count;
extern const struct db_statements deliverable_statements;

/* In deliverable_store.c: by due day. */
FALLIBLE deliverable_store_by_assistance(struct ctx *ctx, struct id agency, struct id assistance, struct list *out);

#endif
