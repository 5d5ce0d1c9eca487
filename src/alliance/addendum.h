/* alliance/addendum.h: what was agreed later: the terms of an agreement are never overwritten, an addendum says what changed
 * (domain.md 8.13). An agreement's last day with its addenda stands in agreement.extended_to. */
#ifndef ADELANTE_ADDENDUM_H
#define ADELANTE_ADDENDUM_H

#include "core/children.h"

struct addendum {
    struct record record;
    struct ref agreement;
    int64_t number;
    struct date signed_on;
    struct str subject;
    struct date valid_to;
    struct money amount;
    struct str document;
};
extern const struct entity_store addendum_store;
extern const struct entity addendum_entity;
extern const struct op addendum_ops[];
extern const size_t addendum_op_count;

#endif
