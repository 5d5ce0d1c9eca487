/* fund/fund_part.h: what an application has several of: documents handed in, observations, points, lines of its budget,
 * activities, payments, invoices (domain.md 4).
 *
 * Invariants: no points over an item's maximum; nothing is spent over its line of the budget or its activity; an activity that is
 * finished does not change.
 */
#ifndef ADELANTE_FUND_PART_H
#define ADELANTE_FUND_PART_H

#include "fund/fund_application.h"
#include "fund/score_sheet.h"

/* Every part begins so. */
struct fund_part {
    struct record record; /* the unit is the application's */
    struct ref application;
};
enum { FUND_PARTS_MOST = 500 };

struct application_document {
    struct record record;
    struct ref application;
    struct ref requirement;
    struct str status;
    struct date received_on;
    struct str note;
    struct str evidence;
};
struct application_observation {
    struct record record;
    struct ref application;
    struct date made_on;
    struct str made_by;
    struct str text;
    struct str answer;
    struct date answered_on;
    struct str state;
};
struct application_score {
    struct record record;
    struct ref application;
    struct ref item;
    int64_t points;
    struct date scored_on;
    struct str evaluator;
    struct str note;
    struct str recorded_by; /* computed */
};
struct application_budget {
    struct record record;
    struct ref application;
    struct str name;
    struct str source;
    struct str nature;
    struct str provider;
    struct money amount;
};
struct application_activity {
    struct record record;
    struct ref application;
    struct str name;
    struct date starts_on;
    struct date ends_on;
    struct money planned;
    int64_t progress;
    struct date registered_on;
    struct str evidence;
    struct str state;
};
struct application_expense {
    struct record record;
    struct ref application;
    struct ref activity;
    struct ref budget;
    struct date date;
    struct str payee;
    struct str document;
    struct money amount;
    struct str evidence;
};
struct application_invoice {
    struct record record;
    struct ref application;
    struct str number;
    struct date issued_on;
    struct money amount;
    struct date delivered_on; /* in paper, to the fund */
    struct str delivered_to;
    struct str evidence;
};
extern const struct choice fund_sources[];
extern const struct choice fund_natures[];
extern const struct entity application_document_entity;
extern const struct entity application_observation_entity;
extern const struct entity application_score_entity;
extern const struct entity application_budget_entity;
extern const struct entity application_activity_entity;
extern const struct entity application_expense_entity;
extern const struct entity application_invoice_entity;
extern const struct entity_store application_document_store;
extern const struct entity_store application_observation_store;
extern const struct entity_store application_score_store;
extern const struct entity_store application_budget_store;
extern const struct entity_store application_activity_store;
extern const struct entity_store application_expense_store;
extern const struct entity_store application_invoice_store;
extern const struct op fund_part_ops[];
extern const size_t fund_part_op_count;

/* Words, or a document that is attached to the record. */
FALLIBLE fund_part_has_evidence(struct ctx *ctx, const struct record *record, struct str words, bool *out);
/* Adds a part to what another operation does, without taking its place in the audit record. */
FALLIBLE fund_part_add(struct ctx *ctx, const struct entity *entity, void *part);

#endif
