/* finance/referral.h: a client passed to another institution, or by it to the agency: with the client's consent and no more data
 * than chosen; what the institution answered, and what came of it (domain.md 13, sideways).
 *
 * A link (link.h) is money or a market that was sought; a referral is a person who is passed on. Invariants: nobody is referred
 * without a consent in force and the client's agreement to this referral; only what `shared` names is told; a refusal has its
 * reason, an end its outcome.
 */
#ifndef ADELANTE_REFERRAL_H
#define ADELANTE_REFERRAL_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct referral {
    struct record record;
    struct str direction;
    struct ref enterprise;
    struct ref person;
    struct ref institution;
    struct date date;
    struct str need;
    struct str shared;     /* choices: what is told beside the name and the need */
    struct date agreed_on; /* the client agreed to it */
    struct str state;
    struct date answered_on;
    struct str decline_reason;
    struct str outcome;
    struct date closed_on;
    struct str outcome_note;
};
extern const struct choice referral_directions[];
extern const struct choice referral_states[];
extern const struct choice referral_shared[];
extern const struct choice referral_outcomes[];
extern const struct entity_store referral_store;
extern const struct entity referral_entity;
extern const struct op referral_ops[];
extern const size_t referral_op_count;
extern const struct db_statements referral_statements;

/* What the institution is told, and nothing else. */
struct referral_data {
    struct str referral; /* code */
    struct str institution;
    struct str need;
    struct str name;
    struct str phone;
    struct str email;
    struct str district;
    struct str activity;
};
extern const struct shape referral_data_shape;

/* Those that wait for an answer, the longest first. In referral_store.c. */
FALLIBLE referral_store_waiting(struct ctx *ctx, int64_t limit, struct list *out);

#endif
