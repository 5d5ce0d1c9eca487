/* client/group_member.h: which enterprises belong to a client group, from when to when (domain.md 8.4).
 *
 * Invariants: only a group has members, and is not its own; an enterprise is a member once at a time. Persons belong to a group by
 * their affiliation, which has its days too.
 */
#ifndef ADELANTE_GROUP_MEMBER_H
#define ADELANTE_GROUP_MEMBER_H

#include "core/children.h"

struct group_member {
    struct record record;  /* the unit is the group's */
    struct ref enterprise; /* the group */
    struct ref member;
    struct str role;
    struct date from_on; /* none: from the beginning */
    struct date to_on;   /* none: to this day */
};
extern const struct entity_store group_member_store;
extern const struct entity group_member_entity;
extern const struct op group_member_ops[];
extern const size_t group_member_op_count;

/* Whether it was a member on the day. */
bool group_member_is_on(const struct group_member *row, struct date on);

#endif
