/* assistance/reception.h: the act by which the centre receives goods and services, item by item (domain.md 3.4).
 *
 * Separation of duties: whoever recorded the choice of the consultant cannot sign the reception, and whoever signed it
 * can neither authorise the payment nor pay.
 */
#ifndef ADELANTE_RECEPTION_H
#define ADELANTE_RECEPTION_H

#include "assistance/assistance.h"

struct reception {
    struct record record;
    struct ref assistance;
    struct date received_on;
    struct ref received_by; /* staff: who signs */
    int64_t quantity;
    struct str description;
    struct money unit_price;
    struct money amount;
    struct str recorded_by; /* user who signs */
};
extern const struct entity reception_entity;
extern const struct entity_store reception_store;
extern const struct op reception_ops[];
extern const size_t reception_op_count;
extern const struct db_statements reception_statements;

/* In reception_store.c: by day. */
FALLIBLE reception_store_by_assistance(struct ctx *ctx, struct id agency, struct id assistance, struct list *out);

#endif
