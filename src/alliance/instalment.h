/* alliance/instalment.h: the money of an agreement in instalments: planned, claimed, received (domain.md 8.13).
 *
 * It is the agency's own money and never enters resources_mobilised. Invariants: an instalment is received once; what was
 * received has its day and what shows it.
 */
#ifndef ADELANTE_INSTALMENT_H
#define ADELANTE_INSTALMENT_H

#include "core/children.h"

struct instalment {
    struct record record;
    struct ref agreement;
    int64_t number;
    struct ref organisation;
    struct date planned_on;
    struct money amount;
    struct str condition;
    struct str state;
    struct date claimed_on;
    struct date received_on;
    struct money received;
    struct str evidence;
};
extern const struct choice instalment_states[];
extern const struct entity_store instalment_store;
extern const struct entity instalment_entity;
extern const struct op instalment_ops[];
extern const size_t instalment_op_count;

#endif
