/* alliance/contribution.h: what each party of an agreement gives: in cash and in kind, never added together (domain.md 8.13).
 *
 * Invariants: only a party gives; what is given in kind says what it is.
 */
#ifndef ADELANTE_CONTRIBUTION_H
#define ADELANTE_CONTRIBUTION_H

#include "core/children.h"

struct contribution {
    struct record record; /* the unit is the agreement's */
    struct ref agreement;
    struct ref organisation;
    struct str kind;
    struct money amount;
    struct str description;
};
extern const struct choice contribution_kinds[];
extern const struct entity_store contribution_store;
extern const struct entity contribution_entity;
extern const struct op contribution_ops[];
extern const size_t contribution_op_count;

#endif
