/* assistance/part.h: what the nouns that belong to one assistance share: offers, extensions, deliverables, the items
 * of the reception act, fiscal documents, the payment. */
#ifndef ADELANTE_ASSISTANCE_PART_H
#define ADELANTE_ASSISTANCE_PART_H

#include "assistance/assistance.h"

/* Every part begins so. */
struct part {
    struct record record; /* the unit is the assistance's */
    struct ref assistance;
};
enum { PART_LIST_MOST = 200 };

/* The parent of a part, whose unit is taken over. ERR_INVALID with a fault on `assistance` if it is annulled. */
FALLIBLE part_parent(struct ctx *ctx, void *part, struct assistance *out);
/* Refuses unless the parent is in one of the states (separated by blanks): `what` is done then. Nothing is refused of
 * a file. */
FALLIBLE part_in_state(struct ctx *ctx, const struct assistance *parent, const char *states, struct text what);
/* The named fields (NULL-terminated) may not differ from before (no value, for a new record). Of a file everything is
 * taken. */
FALLIBLE part_locked(struct ctx *ctx, const struct entity *entity, const char *const *names, const void *row,
                     const void *before, struct text rule, struct text remedy);
/* From the setting approval_limit on only the executive director approves. */
FALLIBLE part_may_approve(struct ctx *ctx, const char *field, struct money amount);
/* Whether the actor took the step herself: the operation on the record, which wrote her name beside it. The identity of the user and
 * of the member of staff counts; the name only where the record came from a file. */
FALLIBLE part_is_own_step(struct ctx *ctx, const struct record *record, const char *operation, struct str name, bool *out);
/* Adds a part to what another operation of the same transaction does, without taking its place in the audit record. */
FALLIBLE part_add(struct ctx *ctx, const struct entity *entity, void *part);

#endif
