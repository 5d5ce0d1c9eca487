/* client/identity.h: which records are the same enterprise or the same person (architecture 5).
 *
 * A record is never moved or destroyed: an identity names the records that are one, from the day of the merge until it is
 * unmerged. It holds no personal value.
 *
 * Two levels. An identity of an agency (its unit is the agency or below) names records of that agency. An identity of the
 * network (its unit is the network) may name records of any agency in it: it is an act of the network, recorded by an actor
 * placed there or by the local operator, kept and audited under the network, and not seen by the agencies. A record is in at
 * most one open identity of its agency and in at most one of the network.
 *
 * What counts. All open identities of both levels are joined together, and through the records they share: if A joins A1 with
 * A2 and the network joins A2 with B1, the three are one. There is one answer to who is the same, whoever asks: an enterprise
 * served by two agencies is one enterprise of the network and one of each agency; and two records of an agency that the
 * network joins (by naming both, or through a third of another agency) are one for that agency's figures as well.
 *
 * What lists show. In an agency's list the first record of an identity of the agency stands for the others. In a list of
 * several agencies, the first record of an identity of the network that is in the list itself does. An agency's list does not
 * follow the network's identities: what it shows would tell of records out of its reach.
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
    struct str shown; /* which record's value is shown where they differ: "phone:P-2;email:P-1"; else the first that has one */
};
extern const struct entity identity_entity;
extern const struct entity_store identity_store;
extern const struct choice identity_kinds[];

bool identity_is_open(const struct identity *identity);
/* Whose record a member is. */
struct id identity_agency_of(const struct identity *identity, const struct ref *member);
/* In identity_store.c. The code of another open identity of the same level that the member is in; STR_NONE if there is none. */
FALLIBLE identity_open_of(struct ctx *ctx, const struct identity *identity, const struct ref *member, struct str *out);
/* The network that an agency belongs to, none if it is in none. */
FALLIBLE identity_network_of(struct ctx *ctx, struct id agency, struct id *out);

extern const struct db_statements identity_statements;

#endif
