/* assistance/fiscal_document.h: the two documents that a consultant issues: one to the client for its share, one to
 * the operator for the rest (domain.md 3.4). */
#ifndef ADELANTE_FISCAL_DOCUMENT_H
#define ADELANTE_FISCAL_DOCUMENT_H

#include "assistance/assistance.h"

struct fiscal_document {
    struct record record;
    struct ref assistance;
    struct str kind;
    struct str addressed_to; /* client, operator */
    struct str number;
    struct date issued_on;
    struct money amount;
    struct str evidence;
};
extern const struct choice fiscal_document_kinds[];
extern const struct choice fiscal_document_parties[];
extern const struct entity fiscal_document_entity;
extern const struct entity_store fiscal_document_store;
extern const struct op fiscal_document_ops[];
extern const size_t fiscal_document_op_count;
extern const struct db_statements fiscal_document_statements;

/* In fiscal_document_store.c: the client's first. */
FALLIBLE fiscal_document_store_by_assistance(struct ctx *ctx, struct id agency, struct id assistance, struct list *out);

#endif
