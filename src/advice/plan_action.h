/* advice/plan_action.h: the actions of a plan: what is to be done, by whom, from when to when.
 *
 * created → started → finished | cancelled, while the plan runs. An action can be written and corrected until the plan ends.
 */
#ifndef ADELANTE_PLAN_ACTION_H
#define ADELANTE_PLAN_ACTION_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct plan_action {
    struct record record; /* unit: the plan's */
    struct ref plan;
    int64_t position;
    struct str text;
    struct str responsible_kind;
    struct ref staff;       /* the adviser who is responsible; the plan's own if none was named */
    struct str responsible; /* the name of whoever else is */
    struct date starts_on;
    struct date ends_on;
    struct str state;
    struct date started_on;
    struct date finished_on;
    struct str result;
};
extern const struct choice plan_action_states[];
extern const struct choice plan_action_responsibles[];
extern const struct entity_store plan_action_store;
extern const struct entity plan_action_entity;
extern const struct op plan_action_ops[];
extern const size_t plan_action_op_count;
extern const struct db_statements plan_action_statements;

enum err plan_action_check(struct ctx *ctx, void *row, const void *before);
/* Neither finished nor cancelled. */
bool plan_action_is_open(const struct plan_action *action);

/* In plan_action_store.c. */

FALLIBLE plan_action_store_by_plan(struct ctx *ctx, struct id agency, struct id plan, int64_t limit, struct list *out);
/* The actions of a client's plans that are still worked on. */
FALLIBLE plan_action_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit,
                                     struct list *out);
/* Open actions of open plans that end on `until` or before, those that end first in front; adviser: of her plans, ID_NONE: all. */
FALLIBLE plan_action_store_due(struct ctx *ctx, struct id adviser, struct date until, int64_t limit, struct list *out);
/* The plan's enterprise. */
FALLIBLE plan_action_store_enterprise(struct ctx *ctx, struct id agency, struct id action, struct id *out);
/* The last place used in a plan; 0 if it has no action. */
FALLIBLE plan_action_store_last(struct ctx *ctx, struct id agency, struct id plan, int64_t *out);

#endif
