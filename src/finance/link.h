/* finance/link.h: a referral of a client to an institution: credit, grant, buyer, programme (domain.md 3.6, 8.12).
 *
 * Invariants: an approved amount has its date and only a state that follows approval; the disbursements of a link never
 * exceed its approved amount.
 */
#ifndef ADELANTE_LINK_H
#define ADELANTE_LINK_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct link {
    struct record record;
    struct str kind;
    struct ref enterprise;
    struct ref person;
    struct ref institution;
    struct str programme;
    struct str instrument;
    struct date date;
    struct money requested;
    struct money approved;
    struct date approved_on;
    struct str state;
    enum answer reportable;
    struct shares funding;
    struct str shared_result; /* one name for links that are the same money under several funders (R8) */
    struct str evidence;
    struct str verification;
};
extern const struct choice link_kinds[];
extern const struct choice link_instruments[];
extern const struct choice link_states[];
extern const struct entity_store link_store;
extern const struct entity link_entity;
extern const struct op link_ops[];
extern const size_t link_op_count;
extern const struct db_statements link_statements;

enum err link_check(struct ctx *ctx, void *row, const void *before);
/* Whether money may be paid out in that state. */
bool link_is_approved(struct str state);

/* In link_store.c. */

struct link_brief {
    struct id unit;
    struct id enterprise;
    struct id person;
    struct str state;
    int64_t approved; /* minor units, INT_NONE if none */
    struct date approved_on;
    bool annulled;
};
FALLIBLE link_store_brief(struct ctx *ctx, struct id agency, struct id id, struct link_brief *out);
/* What was paid out of a link, without annulled rows and without the disbursement `except` (ID_NONE: with all). */
struct link_paid {
    int64_t minor;
    struct date first; /* DATE_NONE if nothing was paid */
};
FALLIBLE link_store_paid(struct ctx *ctx, struct id agency, struct id id, struct id except, struct link_paid *out);
FALLIBLE link_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit, struct list *out);

/* Another link of the same client with the same institution, day and amount; empty code: none. */
struct link_twin {
    struct str code;
    struct str shared_result;
    bool reportable;
};
FALLIBLE link_store_twin(struct ctx *ctx, const struct link *link, struct link_twin *out);
/* The application to a fund whose money the link counts; empty: none. */
FALLIBLE link_store_application(struct ctx *ctx, const struct link *link, struct str *out_code);

#endif
