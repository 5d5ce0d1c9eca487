/* project/in_kind.h: what is given to a project in kind: premises, staff, equipment, with what it is worth and how that was found
 * (domain.md 8.16). Its worth is never added to cash. */
#ifndef ADELANTE_IN_KIND_H
#define ADELANTE_IN_KIND_H

#include "core/children.h"

struct in_kind {
    struct record record;
    struct ref project;
    struct ref organisation;
    struct ref agreement; /* none: outside any */
    struct str label;
    struct date given_on;
    struct money amount;
    struct str valuation;
    struct str district;
    struct str evidence;
};
extern const struct entity_store in_kind_store;
extern const struct entity in_kind_entity;
extern const struct op in_kind_ops[];
extern const size_t in_kind_op_count;

#endif
