/* alliance/agreement_target.h: what an agreement promises of an indicator in a period, with its versions (domain.md 8.17).
 *
 * Invariant: a target is never overwritten: a new version stands beside the old one, with the day and the basis on which it was
 * agreed; the newest decided by a day holds on that day.
 */
#ifndef ADELANTE_AGREEMENT_TARGET_H
#define ADELANTE_AGREEMENT_TARGET_H

#include "core/children.h"

struct agreement_target {
    struct record record;
    struct ref agreement;
    struct str indicator;
    struct date from_on;
    struct date to_on;
    int64_t count;       /* for indicators that count; INT_NONE otherwise */
    struct money amount; /* for indicators in money */
    int64_t version_number;
    struct date decided_on;
    struct str basis;
};
extern const struct entity_store agreement_target_store;
extern const struct entity agreement_target_entity;
extern const struct op agreement_target_ops[];
extern const size_t agreement_target_op_count;

#endif
