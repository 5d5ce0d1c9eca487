/* results/milestone.h: a step that an enterprise or entrepreneur takes once: formalisation, business started, a new product, a
 * new market (domain.md section 10, I14 to I16).
 *
 * An enterprise or a person starts its business once; a second such milestone is refused at the screen, and counted once by
 * the results where a file brings it or identities are merged.
 */
#ifndef ADELANTE_MILESTONE_H
#define ADELANTE_MILESTONE_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct milestone {
    struct record record;
    struct ref enterprise;
    struct ref person;
    struct str kind;
    struct date date;
    struct str description;
    struct str evidence;
    struct str verification;
};
extern const struct choice milestone_kinds[];
extern const struct entity_store milestone_store;
extern const struct entity milestone_entity;
extern const struct op milestone_ops[];
extern const size_t milestone_op_count;
extern const struct db_statements milestone_statements;

enum err milestone_check(struct ctx *ctx, void *row, const void *before);

/* In milestone_store.c. */

/* The code of another milestone of the kind of the same enterprise or person; STR_NONE if there is none. */
FALLIBLE milestone_store_other(struct ctx *ctx, const struct milestone *milestone, struct str *out_code);
FALLIBLE milestone_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit,
                                   struct list *out);

#endif
