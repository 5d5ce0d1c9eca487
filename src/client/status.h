/* client/status.h: the status of a client, a person or an enterprise, as a state machine (domain.md section 9):
 *
 *   prospect → active (an authorised F1, with consent) → follow_up (its plan was closed) → inactive (twelve months without a
 *   service: proposed by client.dormant, confirmed by a person) → active; any → closed, with the reason.
 *
 * A closed client is opened again by a director only, to inactive.
 */
#ifndef ADELANTE_STATUS_H
#define ADELANTE_STATUS_H

#include "client/enterprise.h"
#include "client/person.h"
#include "core/flow.h"

extern const struct flow status_enterprise_flow;
extern const struct flow status_person_flow;
extern const struct op status_ops[];
extern const size_t status_op_count;

/* A client that is proposed for `inactive`. */
struct status_dormant {
    struct str kind; /* enterprise, person */
    struct str code;
    struct str name;
    struct str status;
    struct ref adviser;
    int64_t version;
    struct date last_service; /* none: never served */
    struct id agency;
    struct id id;
};
/* Served on that day or later, a client is not dormant: twelve months before `today`. */
struct date status_cutoff(struct date today);

/* In status_store.c. */

/* The day of the newest service: a session that was held, a day of a course, an assistance, a link. DATE_NONE if there is none. */
FALLIBLE status_store_last_service(struct ctx *ctx, bool is_person, struct id agency, struct id id, struct date *out);
/* Whether an authorised F1 names the client; of an enterprise also one of its owner, partner or representative. */
FALLIBLE status_store_has_intake(struct ctx *ctx, bool is_person, struct id agency, struct id id, bool *out);
/* Whether the enterprise has a plan that was closed, and whether one is still open. */
FALLIBLE status_store_plans(struct ctx *ctx, struct id agency, struct id id, bool *closed, bool *open);
/* Active clients and those in follow-up, registered before `cutoff` and not served since. Texts in ctx->arena. */
FALLIBLE status_store_dormant(struct ctx *ctx, struct date cutoff, int64_t limit, struct status_dormant **out, size_t *count);
extern const struct db_statements status_statements;

#endif
