/* reports/reports.h: the agency's reports: each gathers what other rooms answer into one struct report (core/report.h).
 *
 * A report is an operation, so that who may see what, and how small numbers are hidden, is decided where everything else is: a
 * report asks the rooms' own operations within its own context and adds no figure of its own making.
 */
#ifndef ADELANTE_REPORTS_H
#define ADELANTE_REPORTS_H

#include "agreement/agreement.h"
#include "core/report.h"
#include "results/statement.h"

/* Runs an operation of another room within this one. in, out: structs of its shapes. */
FALLIBLE reports_ask(struct ctx *ctx, const char *op, const void *in, void *out);
/* The figures of a statement as a table: figure, result, with data, verified; those without a value are left out. */
void reports_figures(struct report *report, const struct statement *statement);
/* ERR_INVALID with a fault on `to` where the period ends before it begins. */
FALLIBLE reports_check_period(struct ctx *ctx, struct date from, struct date to);

/* The period of the inputs that have one. */
#define REPORTS_PERIOD(s)                                                                                    \
    FIELD_DATE(s, from, .required = true, .label = T("Desde", "From")),                                      \
    FIELD_DATE(s, to, .required = true, .label = T("Hasta", "Until"))

/* The .run of each report. */
FALLIBLE on_agreement_run(struct ctx *ctx, const void *in, void *out);
FALLIBLE on_policy_run(struct ctx *ctx, const void *in, void *out);
FALLIBLE on_territory_run(struct ctx *ctx, const void *in, void *out);
FALLIBLE on_sheet_run(struct ctx *ctx, const void *in, void *out);
FALLIBLE on_body_run(struct ctx *ctx, const void *in, void *out);
extern const struct shape on_agreement_shape;
extern const struct shape on_policy_shape;
extern const struct shape on_territory_shape;
extern const struct shape on_body_shape;
extern const struct shape on_sheet_shape;

extern const struct op reports_ops[];
extern const size_t reports_op_count;

/* In reports_store.c. */

/* A document that is attached to an agreement, or to a part of it. */
struct reports_document {
    struct str code;
    struct str kind; /* evidence_kinds */
    struct str title;
    struct date date;
    struct str dataset; /* of the record that it supports */
    struct str record;  /* its code */
    struct str confidentiality;
};
FALLIBLE reports_store_documents(struct ctx *ctx, struct id agency, struct id agreement, struct rows *out);
/* The services of one kind that the agreement pays in the period, and how many of them have a document. */
struct reports_evidenced {
    struct str dataset; /* sessions, events, assistances, links */
    int64_t records;
    int64_t with_document;
};
enum { REPORTS_SERVICE_KINDS = 4 };
FALLIBLE reports_store_evidenced(struct ctx *ctx, struct id agency, struct id agreement, struct date from, struct date to,
                                 struct reports_evidenced out[REPORTS_SERVICE_KINDS]);
/* Organisations of the agency, each with the one that it belongs to. */
struct reports_body {
    struct id id;
    struct id parent;
    struct str code;
    struct str name;
    struct money cash; /* of the agreements in force in the period */
    struct money planned;
    struct money received;
    struct money in_kind;
};
FALLIBLE reports_store_bodies(struct ctx *ctx, struct id agency, struct date from, struct date to, struct rows *out);
/* Which organisation is a party, in whatever role, of which agreement in force in the period; each pair once. */
struct reports_party {
    struct id organisation;
    struct id agreement;
};
FALLIBLE reports_store_party_pairs(struct ctx *ctx, struct id agency, struct date from, struct date to, struct rows *out);
extern const struct db_statements reports_statements;

#endif
