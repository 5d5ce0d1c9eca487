/* fund/fund_call.h: the calls of a fund that pays part of an enterprise's project: who may apply until when, which lines with
 * which ceilings, who pays which part, which documents are asked for (domain.md 4).
 *
 * What was not read in an official text says so (confirmed: no), wherever it is shown.
 */
#ifndef ADELANTE_FUND_CALL_H
#define ADELANTE_FUND_CALL_H

#include "core/children.h"

struct fund_call {
    struct record record;
    struct str name;
    struct ref organisation;
    struct str programme;
    struct ref agreement;
    struct date opens_on;
    struct date closes_on;
    struct str classes;
    struct str split; /* fixed: the fund pays exactly its percentage; maximum: at most */
    int64_t fund_percent;
    struct money max_amount;
    struct str payment; /* disbursement: before it is spent; reimbursement: after */
    int64_t invoice_days;
    struct str office_district;
    enum answer public_offices;
    struct refs sheets;
    enum answer confirmed;
    struct str source;
    struct str notes;
};
struct fund_line {
    struct record record; /* the unit is the call's */
    struct ref call;
    int64_t number;
    struct str name_es;
    struct str name_en;
    int64_t max_percent;
    struct money max_amount;
    enum answer confirmed;
};
struct fund_requirement {
    struct record record; /* the unit is the call's */
    struct ref call;
    int64_t number;
    struct str name_es;
    struct str name_en;
    struct str applies_to;
    enum answer required;
    enum answer confirmed;
};
extern const struct choice fund_classes[];
extern const struct entity fund_call_entity;
extern const struct entity fund_line_entity;
extern const struct entity fund_requirement_entity;
extern const struct entity_store fund_call_store;
extern const struct entity_store fund_line_store;
extern const struct entity_store fund_requirement_store;
extern const struct op fund_call_ops[];
extern const size_t fund_call_op_count;
extern const struct db_statements fund_call_statements;

/* Whether an application may be handed in on the day. */
bool fund_call_is_open(const struct fund_call *call, struct date on);
/* The name in the language, the Spanish one if there is no other. */
struct str fund_name(struct str name_es, struct str name_en, enum lang lang);

/* What is known of a call of the fund (domain.md 4), to begin from: lines and documents that no official text confirms. */
struct fund_plan_line {
    struct text name;
};
extern const struct fund_plan_line fund_plan_lines[];
extern const size_t fund_plan_line_count;
struct fund_plan_document {
    struct text name;
    const char *applies_to;
    bool required;
};
extern const struct fund_plan_document fund_plan_documents[];
extern const size_t fund_plan_document_count;

/* ---- the portfolio: per call and state ---------------------------------------------------------------------- */

struct fund_portfolio_line {
    struct str call;
    struct str name;
    struct str state;
    int64_t applications;
    struct money requested;
    struct money approved;
    struct money disbursed;
    struct money executed; /* spent, from whatever source */
};
extern const struct shape fund_portfolio_shape;
/* In fund_call_store.c: applications that are not annulled, in scope, by call and state. call: ID_NONE for all. */
FALLIBLE fund_call_store_portfolio(struct ctx *ctx, struct id call, struct rows *out);

#endif
