/* party/unit.h: the tree of units: network, agency, centre, antenna.
 *
 * Every record belongs to a unit, and an actor reaches the records of an interval of the tree. Each kind of unit has a
 * room of fixed width inside its parent's (network 10^12, agency 10^8, centre 10^4, antenna 1), so adding a unit changes
 * nobody's interval, and moving one renumbers it with all below it in the same transaction.
 *
 * Invariants:
 * - tree_from <= tree_to; a child's interval lies inside its parent's; siblings' intervals are disjoint;
 * - the agency of a network's or an agency's own row is the row itself; centres and antennas carry their agency's id;
 * - the kind of a unit never changes, and a centre never leaves its agency (its records could not follow it).
 */
#ifndef ADELANTE_UNIT_H
#define ADELANTE_UNIT_H

#include "core/entity.h"

struct ctx;
struct unit {
    struct record record;
    struct ref parent;
    struct str kind;
    struct str name;
    struct str short_name;
    struct str territory; /* department, municipality or district code; empty: the whole country */
    struct str currency;
    int64_t fiscal_year_start; /* month, 1 to 12 */
    struct date opened_on;
    struct date closed_on;
    /* Of printed sheets; what is empty is that of the unit above (party/letterhead.h). */
    struct str letterhead_name;
    struct str letterhead_line;
    struct str address;
    struct str phone;
    struct str email;
    struct str place;
    struct str bank_account;
    int64_t tree_from;
    int64_t tree_to;
};
extern const struct entity unit_entity;
extern const struct entity_store unit_store;
extern const struct choice unit_kinds[];

/* The predicates SCOPE_FIND, SCOPE_KEY and SCOPE_PAGE (core/entity.h) for records that a unit lends to the units below it
 * (organisations, agreements, staff): those of the actor's interval and those of the units above it. */
#define LENT_FIND(t)                                                                                                   \
    t ".agency IN (SELECT reached.agency FROM unit reached WHERE reached.id = reached.agency "                         \
      "AND reached.agency BETWEEN ?1 AND ?2) AND EXISTS (SELECT 1 FROM unit scope_unit WHERE scope_unit.agency = "     \
    t ".agency AND scope_unit.id = " t ".unit AND (scope_unit.tree_from BETWEEN ?3 AND ?4 "                            \
      "OR ?3 BETWEEN scope_unit.tree_from AND scope_unit.tree_to))"
#define LENT_KEY(t)                                                                                                    \
    t ".agency = ?1 AND ?1 = ?2 AND EXISTS (SELECT 1 FROM unit scope_unit WHERE scope_unit.agency = ?1 "               \
      "AND scope_unit.id = " t ".unit AND (scope_unit.tree_from BETWEEN ?3 AND ?4 "                                    \
      "OR ?3 BETWEEN scope_unit.tree_from AND scope_unit.tree_to))"
#define LENT_PAGE(t)                                                                                                   \
    t ".agency <= ?2 AND EXISTS (SELECT 1 FROM unit scope_unit WHERE scope_unit.agency = " t ".agency "                \
      "AND scope_unit.agency >= ?1 AND scope_unit.id = " t ".unit AND (scope_unit.tree_from BETWEEN ?3 AND ?4 "        \
      "OR ?3 BETWEEN scope_unit.tree_from AND scope_unit.tree_to))"

/* How many numbers of the tree a unit of the kind has for itself and what is below it. */
int64_t unit_width(struct str kind);
/* 0 network … 3 antenna; -1 if it is no kind. */
int unit_depth(struct str kind);
/* The first number of a new unit of the kind: behind its last sibling, aligned to its width inside the parent's room
 * (parent_from, parent_to; for roots 0 and INT64_MAX). last_to is the sibling's end, -1 if there is none. False when the
 * room is full. */
bool unit_place(struct str kind, int64_t parent_from, int64_t parent_to, int64_t last_to, int64_t *out_from);

/* In unit_store.c. The end of the last child of a parent (of the last root if it is none), -1 if there is none. */
FALLIBLE unit_store_last(struct ctx *ctx, struct id parent, int64_t *out_to);
/* The interval of a unit, whatever the actor's scope. */
FALLIBLE unit_store_interval(struct ctx *ctx, struct id id, int64_t *out_from, int64_t *out_to);
/* Moves the numbers of all units of the interval, but for the unit itself, by a distance. */
FALLIBLE unit_store_shift(struct ctx *ctx, struct id unit, int64_t from, int64_t to, int64_t distance);

#endif
