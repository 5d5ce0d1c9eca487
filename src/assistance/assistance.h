/* assistance/assistance.h: specialised technical assistance, from the terms of reference to the act (domain.md 3.4,
 * 8.10).
 *
 * One record is the whole cycle of one assistance: terms, choice, contract of three parties, act, end. What there are
 * several of stands in nouns of its own: offers, extensions, deliverables, the items of the reception act, fiscal
 * documents, the payment.
 *
 * `procedure` says how the record came: `cycle`, step by step in this program, where every value is written by the
 * step that it belongs to (assistance_flow.c) and the rules are strict; or `afterwards`, complete, by a file or by
 * assistance.record.
 *
 * Invariants: client_percent + operator_percent = 100.00; client_share + operator_share = total, to the cent; where
 * percentages are stored, client_share = money_share(total, client_percent); ends_on is what the contract says and
 * stays so: granted extensions stand beside it; a consultant has at most ASSISTANCE_OPEN_MOST open contracts at a
 * time, in the agency.
 */
#ifndef ADELANTE_ASSISTANCE_H
#define ADELANTE_ASSISTANCE_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct assistance {
    struct record record;
    struct str title;
    struct str theme;    /* the speciality that is asked for */
    struct str delivery; /* contracted, not_contracted */
    struct str procedure;
    /* terms of reference; client_percent and hours belong to them too */
    struct str objective;
    struct str specific_objectives; /* one a line */
    struct str products;            /* one a line; each becomes a deliverable with the contract */
    int64_t weeks;
    int64_t premises_percent; /* of the hours on the client's premises; the rest is desk work */
    struct str offer_content;
    struct date offers_due_on;
    int64_t offers_due_time;
    struct money maximum; /* the most that the operator pays */
    struct refs invited;  /* consultants */
    struct date sent_on;
    struct str consultant; /* the name, as printed */
    struct ref contractor; /* the consultant who was chosen */
    struct ref adviser;
    struct refs enterprises; /* the beneficiaries */
    /* the client's choice */
    struct str chosen_by;
    struct date chosen_on; /* the client's signature under it */
    struct str choice_reason;
    struct str selected_by; /* user who recorded it */
    /* the direction's approval */
    struct date approved_on;
    struct str approved_by;
    struct str share_reason; /* why the client's part is not the rules' */
    struct str waiver;       /* why the client pays nothing */
    /* contract */
    struct date operator_signed_on;
    struct date consultant_signed_on;
    struct date client_signed_on;
    struct date signed_on; /* the last of the three */
    struct date starts_on;
    struct date ends_on;
    int64_t hours;
    struct money total;
    int64_t client_percent;
    int64_t operator_percent;
    struct money client_share;
    struct money operator_share;
    struct ref share_rule;
    struct date client_paid_on;
    struct str client_receipt;
    struct str state;
    /* end */
    struct date delivered_on;
    enum answer part_accepted; /* something was delivered and accepted before a termination */
    struct str act;
    struct date act_on;
    struct str act_signed_by;
    struct str act_reason;
    struct date terminated_on;
    struct str termination_cause;
    struct date notice_on;
    struct str termination_reason;
    struct money accepted_amount; /* of the total, for the part accepted before a termination */
    int64_t evaluation; /* of the consultant by the client, 1 to 5 */
    struct str evaluation_note;
    enum answer reportable;
    struct shares funding;
    struct str evidence;
    struct str verification;
};
enum { ASSISTANCE_OPEN_MOST = 3, ASSISTANCE_HOURS_LEAST = 30 };
extern const struct choice assistance_states[];
extern const struct choice assistance_acts[];
extern const struct choice assistance_procedures[];
extern const struct choice assistance_causes[];
extern const struct entity_store assistance_store;
extern const struct entity assistance_entity;
extern const struct flow assistance_flow; /* in assistance_flow.c */
extern const struct op assistance_ops[];
extern const size_t assistance_op_count;
extern const struct db_statements assistance_statements;

/* Made step by step in this program. */
bool assistance_is_cycle(const struct assistance *row);
/* A contract that runs: contracted or delivered, without an act yet. */
bool assistance_is_open(struct str state);
/* Computes what is missing of percentages and shares and checks the rest: sums to the cent, order of the dates, what a
 * contracted, finished or rejected assistance must say, the consultant's load, and that values of a record made
 * through the cycle are changed by their steps alone. */
enum err assistance_check(struct ctx *ctx, void *row, const void *before);

/* In assistance_store.c. Nothing for a person: beneficiaries are enterprises. */
FALLIBLE assistance_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit,
                                    struct list *out);
/* The open contracts of a consultant in the whole agency, whatever the actor's reach, but for one assistance; by date. */
struct assistance_open {
    struct str code;
    struct str title;
    struct date ends_on;
};
FALLIBLE assistance_store_open(struct ctx *ctx, struct id agency, struct id contractor, struct id except,
                               struct assistance_open *out, size_t most, size_t *count);
/* Newest first, after one of an earlier page (ID_NONE: from the start); empty state and no ids: all. */
struct assistance_filter {
    struct str state;
    struct id adviser;
    struct id contractor;
    struct id after;
    int64_t limit;
};
FALLIBLE assistance_store_filter(struct ctx *ctx, const struct assistance_filter *filter, struct list *out);

#endif
