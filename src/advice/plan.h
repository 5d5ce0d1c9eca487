/* advice/plan.h: action plans (F2): what an enterprise wants to improve, by when, and who signed it (domain.md 3.3 step 3, 8.7).
 *
 * draft → agreed (client, adviser and director have signed) → running → closed (every action is finished or cancelled, and a
 * final measurement or a reason is there) | cancelled. A plan that ended is not changed any more; its actions neither.
 */
#ifndef ADELANTE_PLAN_H
#define ADELANTE_PLAN_H

#include "advice/service.h"
#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct plan {
    struct record record;
    struct str name;
    struct ref enterprise;
    struct ref adviser;
    struct date starts_on;
    struct date ends_on; /* estimated */
    struct str impacts;  /* expected ones, one a line */
    struct date client_signed_on;
    struct date adviser_signed_on;
    struct date director_signed_on; /* by plan.agree alone */
    struct str state;
    struct date ended_on;
    struct str close_reason;
};
extern const struct choice plan_states[];
extern const struct entity_store plan_store;
extern const struct entity plan_entity;
extern const struct op plan_ops[];
extern const size_t plan_op_count;
extern const struct db_statements plan_statements;

enum err plan_check(struct ctx *ctx, void *row, const void *before);
/* draft, agreed or running: still to be worked on. */
bool plan_is_open(struct str state);
/* Calendar days from `today` to `end`, negative once it has passed; across months and years. INT_NONE without an end. */
int64_t plan_days_left(struct date today, struct date end);

/* plan.sheet (GET /plans/{code}/sheet): everything that a page or a printed F2 shows. */
struct plan_sheet {
    struct plan plan;
    struct rows actions;    /* of struct plan_action, in their order */
    struct str unit_name;   /* the centre's */
    struct str client_name; /* the enterprise's legal name */
    struct str owner_name;  /* of whoever owns or represents it; empty if nobody is recorded */
    struct str owner_document;
    int64_t days_left;      /* to the estimated end, of an open plan */
    int64_t open_actions;
    int64_t late_actions;   /* open ones whose last day has passed */
};
extern const struct shape plan_sheet_shape;

/* In plan_store.c. */

FALLIBLE plan_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit, struct list *out);
/* Plans by their start, newest first. */
FALLIBLE plan_store_newest(struct ctx *ctx, const struct service_newest_input *in, struct list *out);
struct plan_count {
    int64_t actions; /* not annulled */
    int64_t open;
};
FALLIBLE plan_store_actions(struct ctx *ctx, const struct plan *plan, struct plan_count *out);
/* Whether the enterprise has a final measurement since the plan began. */
FALLIBLE plan_store_has_final(struct ctx *ctx, const struct plan *plan, bool *out);
/* The owner or representative on the day: a person's id, ID_NONE if none is recorded. */
FALLIBLE plan_store_owner(struct ctx *ctx, const struct plan *plan, struct id *out);

#endif
