/* project/project.h: a project of the agency: what it is to bring about, under which agreements, from when to when (domain.md
 * 8.16). Its money stands in budget.h, expense.h and in_kind.h.
 *
 * Invariants: a project that runs was approved with a budget that accounts for all the cash that its funders give; one that is
 * closed has no expense that waits for a decision.
 */
#ifndef ADELANTE_PROJECT_H
#define ADELANTE_PROJECT_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct project {
    struct record record;
    struct str title;
    struct str object;
    struct str results;
    struct refs agreements;
    struct ref responsible;
    struct str territory;
    struct date starts_on;
    struct date ends_on;
    struct str state;
    struct date approved_on;
    struct date closed_on;
};
extern const struct choice project_states[];
extern const struct entity_store project_store;
extern const struct entity project_entity;
extern const struct op project_ops[];
extern const size_t project_op_count;

/* Reads the project that a part names, and gives the part its unit. */
FALLIBLE project_of(struct ctx *ctx, const struct ref *ref, struct record *part, struct project *out);
/* Adds a fault unless the part names an agreement of the project, or none. */
FALLIBLE project_check_agreement(struct ctx *ctx, const struct project *project, const struct ref *agreement);

#endif
