/* centre/monthly_report.h: the report that a centre sends every month (domain.md 11.1): its free texts, its states, and what was sent.
 *
 *   open → in_review → closed → sent → accepted | observed; a closed one is opened again by the direction, with a reason, as the
 *   next edition: a record of its own.
 *
 * Invariant: closing keeps the whole report in both languages with its SHA-256; from then on the record answers with what was kept,
 * whatever is recorded or corrected afterwards. What was sent is never overwritten.
 */
#ifndef ADELANTE_MONTHLY_REPORT_H
#define ADELANTE_MONTHLY_REPORT_H

#include "core/record.h"
#include "core/report.h"

struct monthly_report {
    struct record record;
    struct date month; /* its first day */
    int64_t edition;
    struct ref agreement;
    struct str introduction;
    struct str objective;
    struct str activities;
    struct str news;
    struct str conclusion;
    struct str recommendation;
    struct str state;
    struct date closed_on;
    struct date sent_on;
    struct date answered_on;
    struct str observations;
    struct str reopen_reason;
    struct str sheet_es;
    struct str sheet_en;
    struct str sheet_hash;
};
extern const struct choice monthly_report_states[];
extern const struct entity_store monthly_report_store;
extern const struct entity monthly_report_entity;
extern const struct op monthly_report_ops[];
extern const size_t monthly_report_op_count;
extern const struct db_statements monthly_report_statements;

/* Whether its figures are kept: closed or later. */
bool monthly_report_is_kept(const struct monthly_report *report);

/* The report as it is today, from the records, in the context's language. texts: the free texts, NULL without any. */
FALLIBLE monthly_report_build(struct ctx *ctx, struct id unit, struct date month, const struct monthly_report *texts, struct report *out);

/* In monthly_report_store.c. */

/* The newest edition of a unit's month; code STR_NONE if there is none. */
FALLIBLE monthly_report_store_newest(struct ctx *ctx, struct id agency, struct id unit, struct date month, struct monthly_report *out);
/* What the report lists, in a scope and between two days: each fills rows of cells as columns say. */
enum monthly_list {
    MONTHLY_ACTIVITY_KINDS, /* kind, events, participants */
    MONTHLY_ACTIVITIES,     /* date, kind, topic, place, participants, documents */
    MONTHLY_ADVICE_KINDS,   /* kind, sessions, minutes */
    MONTHLY_ADVICE_WAYS,    /* modality, sessions, minutes */
    MONTHLY_ASSISTANCES,    /* code, title, consultant, enterprise, state, signed on, total */
    MONTHLY_MEETINGS,       /* date, organ, place, agenda, resolutions */
    MONTHLY_LINKS,          /* date, kind, client, institution, requested, approved */
    MONTHLY_LIST_COUNT
};
enum { MONTHLY_COLUMNS = 7 };
struct monthly_row {
    struct str texts[MONTHLY_COLUMNS]; /* of a text column, and of a date as ISO */
    int64_t numbers[MONTHLY_COLUMNS];  /* of a number column; INT_NONE */
};
FALLIBLE monthly_report_store_list(struct ctx *ctx, enum monthly_list list, const struct scope *scope, struct date from, struct date to,
                                   struct rows *out);

#endif
