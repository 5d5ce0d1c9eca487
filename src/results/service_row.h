/* results/service_row.h: the rows of the monthly table of results (domain.md 11.1), counted from the records of a period.
 *
 * Where the indicators count clients over a year, these rows count services of a month as the ministry's form names them: a session
 * by its kind, an assistance or course by its delivery and theme, a link by its institution. What the form has no row for is counted
 * in two rows of its own, so that nothing is lost. The rules stand at each row in service_row.c.
 *
 * Invariant: a service is in exactly one row; a client counts once in a row and column, by the identity of its records.
 */
#ifndef ADELANTE_SERVICE_ROW_H
#define ADELANTE_SERVICE_ROW_H

#include "core/ctx.h"
#include "core/field.h"

enum service_row {
    SERVICE_ROW_ATTENTION,
    SERVICE_ROW_BUSINESS_ADVICE,
    SERVICE_ROW_ICT_ADVICE,
    SERVICE_ROW_ASSISTANCE,
    SERVICE_ROW_OWN_ASSISTANCE,
    SERVICE_ROW_TRAINING_FINANCE,
    SERVICE_ROW_TRAINING_ICT,
    SERVICE_ROW_OWN_TRAINING,
    SERVICE_ROW_LINK,
    SERVICE_ROW_LINK_EXPORT,
    SERVICE_ROW_OTHER_ADVICE,
    SERVICE_ROW_OTHER_TRAINING,
    SERVICE_ROW_COUNT,
    SERVICE_ROW_FORM = SERVICE_ROW_OTHER_ADVICE /* the rows that the form has come before */
};
/* Codes and labels, in the order of the enum; ends with a zero row. */
extern const struct choice service_row_list[];
extern const struct text service_row_rules[SERVICE_ROW_COUNT];
/* False if there is none. */
bool service_row_find(struct str code, enum service_row *out);

struct service_row_line {
    int64_t services;      /* results of the period */
    int64_t owners;        /* distinct: people of an enterprise, and enterprises of which nobody is named */
    int64_t entrepreneurs; /* distinct: people without an enterprise */
    int64_t running;       /* begun and not over at the end of the period */
    int64_t finished;      /* over in the period */
};
struct service_row_question {
    struct scope scope;   /* the caller's, narrowed to the unit that is asked for */
    struct date from;
    struct date to;
    struct id staff;      /* services of one adviser; none: everybody's */
    struct id agreement;  /* services that it pays; none: whoever pays */
};

/* In service_row_store.c. */
FALLIBLE service_row_count(struct ctx *ctx, const struct service_row_question *question, struct service_row_line out[SERVICE_ROW_COUNT]);
extern const struct db_statements service_row_statements;

#endif
