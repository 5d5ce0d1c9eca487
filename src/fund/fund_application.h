/* fund/fund_application.h: an enterprise's application to a fund, from the idea to the closed project (domain.md 4, 9).
 *
 * The agency is not the fund: it finds candidates, helps to formulate, hands in, follows and reports. What the fund decided is
 * recorded here step by step (fund_flow.c).
 *
 * Invariants: nobody applies in a closed call; the beneficiary's share and the invoice follow from the fund's part to the cent;
 * approved money is counted through one link (finance/link.h), never through the application too, and what the fund pays are
 * disbursements of that link.
 */
#ifndef ADELANTE_FUND_APPLICATION_H
#define ADELANTE_FUND_APPLICATION_H

#include "core/flow.h"
#include "fund/fund_call.h"
#include "party/holiday.h"

struct fund_application {
    struct record record;
    struct ref call;
    struct ref line;
    struct ref enterprise;
    struct ref person;
    struct str title;
    struct str kind;
    struct str kind_note;
    struct str problem;
    struct str objective;
    struct str expected_results;
    struct date identified_on;
    struct ref formulator;
    struct ref agreement;
    struct money requested;
    struct money approved;
    struct money counterpart; /* computed: the beneficiary's share of what is approved, or asked */
    struct money total;       /* computed: fund and beneficiary, what is invoiced */
    struct date submitted_on;
    struct date decided_on;
    struct str decided_by;
    struct str reason;
    struct date ratified_on;
    struct str ratification;
    struct str ratified_by;
    struct date invoice_due_on;
    struct date invoiced_on;
    struct date started_on;
    struct date finished_on;
    struct date settled_on;
    struct money returned;
    struct date returned_on;
    struct date closed_on;
    struct str impact_note;
    struct ref link; /* the one that counts the money */
    struct str evidence;
    struct str state;
};
extern const struct choice fund_application_states[];
extern const struct flow fund_application_flow;
extern const struct entity fund_application_entity;
extern const struct entity_store fund_application_store;
extern const struct op fund_application_ops[];
extern const size_t fund_application_op_count;
extern const struct db_statements fund_application_statements;

/* entrepreneur, micro, small, medium, outside; empty: neither sales nor workers are known. */
FALLIBLE fund_application_class(struct ctx *ctx, const struct fund_application *row, struct str *out);
/* Adds a fault where the class is not admitted, or (strict) is not known. */
FALLIBLE fund_application_admit(struct ctx *ctx, const struct fund_application *row, const struct fund_call *call, bool strict);
/* The percentage that the fund pays: the line's, where that is less than the call's. */
int64_t fund_application_percent(const struct fund_call *call, const struct fund_line *line);
/* The call and, if the application names one, the line (otherwise cleared). */
FALLIBLE fund_application_terms(struct ctx *ctx, const struct fund_application *row, struct fund_call *call, struct fund_line *line);
/* Working days of the place where the call is handled, from a day on. */
FALLIBLE fund_application_calendar(struct ctx *ctx, const struct fund_application *row, const struct fund_call *call, struct date from,
                                   struct working_days *out);

/* ---- in fund_application_store.c ---------------------------------------------------------------------------------- */

/* Another application of the same client in the same call that was not withdrawn or denied, with the same title; empty: none. */
FALLIBLE fund_application_store_same(struct ctx *ctx, const struct fund_application *row, struct str *out_code);
/* A grant of the same client from the fund since the call opened, denied, withdrawn and annulled ones aside, that no application
 * names; empty: none. */
FALLIBLE fund_application_store_stray_link(struct ctx *ctx, const struct fund_application *row, const struct fund_call *call, struct str *out_code);
/* The application that names a link; empty if none does. */
FALLIBLE fund_application_store_of_link(struct ctx *ctx, struct id agency, struct id link, struct str *out_code);
/* Measurements of the applicant enterprise: the newest before a day, and the first from a later day on; empty codes: none. */
struct fund_impact {
    struct str before;
    struct str after;
};
FALLIBLE fund_application_store_impact(struct ctx *ctx, const struct fund_application *row, struct fund_impact *out);
/* Ratified and not invoiced, the earliest due first. */
FALLIBLE fund_application_store_due(struct ctx *ctx, struct list *out);
/* Of an enterprise or a person, the newest first. */
FALLIBLE fund_application_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit, struct list *out);
struct service_newest_input;
FALLIBLE fund_application_store_newest(struct ctx *ctx, const struct service_newest_input *in, struct list *out);

#endif
