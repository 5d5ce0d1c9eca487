/* core/children.h: the records under another one: the resolutions of a meeting, the instalments of an agreement.
 *
 * A noun whose every record hangs on one of another noun says so once (entity.parent, entity_store.by_parent); the verb that
 * lists them is written here. What reads otherwise (by client, newest) stays with its room.
 */
#ifndef ADELANTE_CHILDREN_H
#define ADELANTE_CHILDREN_H

#include "core/record.h"

struct children_input {
    struct str code;
    int64_t limit; /* 1 to 500; 500 if none */
};
extern const struct shape children_shape;
/* The records of ctx->op->entity under the parent that the input names, in the order of by_parent, without annulled ones.
 * ERR_NOT_FOUND: no such parent in scope. */
FALLIBLE children_list(struct ctx *ctx, const void *in, void *out);
/* The same from within another operation. agency, parent: of a record that the caller has found in scope. */
FALLIBLE children_of(struct ctx *ctx, const struct entity *entity, struct id agency, struct id parent, int64_t limit, struct list *out);

/* The rows of a bound statement that selects whole rows of the noun, with their links and labels, at most so many. For stores. */
FALLIBLE children_read(struct ctx *ctx, const struct entity *entity, struct db_stmt *stmt, int64_t limit, struct list *out);

/* resolution.of_meeting: GET /meetings/{code}/resolutions. */
#define CHILDREN_OP(noun, plural, entity_, parent, parents, permission_, es, en)                                        \
    {.name = noun ".of_" parent, .http = "GET /" parents "/{code}/" plural, .label = T("Listar " es, "List " en),       \
     .permission = (permission_), .kind = OP_READ, .input = &children_shape, .output = &(entity_).shape,                \
     .answer = ANSWER_LIST, .entity = &(entity_), .run = children_list}

#endif
