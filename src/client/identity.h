/* client/identity.h: which records are the same enterprise or the same person (architecture 5).
 *
 * A record is never moved or destroyed: an identity names the records that are one, from the day of the merge until it is
 * unmerged. While it is open the records count as one client, and lists show the first of them only. A record is in at
 * most one open identity.
 */
#ifndef ADELANTE_IDENTITY_H
#define ADELANTE_IDENTITY_H

#include "core/ctx.h"
#include "core/entity.h"

struct identity {
    struct record record;
    struct str kind; /* enterprise or person */
    struct refs enterprises;
    struct refs persons;
    struct date merged_on; /* today if none was given */
    struct date unmerged_on;
    struct str reason;
};
extern const struct entity identity_entity;
extern const struct entity_store identity_store;
extern const struct choice identity_kinds[];

bool identity_is_open(const struct identity *identity);
/* In identity_store.c. The code of another open identity that a record is in; STR_NONE if there is none. */
FALLIBLE identity_open_of(struct ctx *ctx, char kind, struct id agency, struct id client, struct id but, struct str *out);

extern const struct db_statements identity_statements;

#endif
