/* assistance/payment.h: the single payment of a contract, at its end: blocked until the act and the fiscal documents
 * are there, authorised by the direction, paid by the administration, settled (domain.md 3.4, 9).
 *
 * Made blocked with the contract. The amounts follow the contract while it is blocked and stay from its authorisation
 * on. Three people: who authorises and who pays are not who signed the reception.
 */
#ifndef ADELANTE_PAYMENT_H
#define ADELANTE_PAYMENT_H

#include "assistance/assistance.h"

struct payment {
    struct record record;
    struct ref assistance;
    struct str state; /* blocked, authorised, paid, settled */
    struct money amount;
    struct money client_part;
    struct money operator_part;
    enum answer natural_person;
    struct money base;
    struct money withheld;
    struct money net;
    struct date authorised_on;
    struct str authorised_by;
    struct date paid_on;
    struct str paid_by;
    struct str method;
    struct str reference;
    struct date settled_on;
    struct str evidence;
};
extern const struct choice payment_states[];
extern const struct choice payment_methods[];
extern const struct entity payment_entity;
extern const struct entity_store payment_store;
extern const struct flow payment_flow; /* in payment_flow.c */
extern const struct op payment_ops[];
extern const size_t payment_op_count;
extern const struct db_statements payment_statements;

/* In payment_store.c. */
FALLIBLE payment_store_by_assistance(struct ctx *ctx, struct id agency, struct id assistance, struct list *out);

#endif
