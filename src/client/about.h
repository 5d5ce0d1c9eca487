/* client/about.h: what hangs on one client beside its own fields: the people of an enterprise or the enterprises of a person,
 * its moves, the records that are the same client, and who changed it when. For the client's page.
 */
#ifndef ADELANTE_ABOUT_H
#define ADELANTE_ABOUT_H

#include "core/ctx.h"
#include "core/op.h"

/* client.about (GET /clients/{kind}/{code}/about). */
struct about_input {
    struct str kind; /* enterprise, person */
    struct str code;
};
/* One change of the record, as the audit keeps it. */
struct about_change {
    int64_t at;
    struct str actor;
    struct str operation;
    int64_t version;
    struct str reason;
    struct str values; /* JSON {"field":[before,after],…} */
};
struct about {
    struct rows affiliations; /* of struct affiliation, in the order in which they were recorded */
    struct rows moves;        /* of struct move */
    struct rows identities;   /* of struct identity, open and split */
    struct rows changes;      /* of struct about_change, oldest first */
};
extern const struct shape about_input_shape;
extern const struct shape about_shape;
extern const struct op about_ops[];
extern const size_t about_op_count;

/* In about_store.c. */

enum about_list { ABOUT_AFFILIATIONS, ABOUT_MOVES, ABOUT_IDENTITIES };
/* The ids of the records that name the client, at most `limit`, without annulled ones. */
FALLIBLE about_store_ids(struct ctx *ctx, enum about_list list, bool is_person, struct id agency, struct id client,
                         size_t limit, struct id *out, size_t *count);
extern const struct db_statements about_statements;

#endif
