/* fund/fund_sheet.h: one application with everything that hangs on it, and what follows from that: points a sheet, the budget by
 * source, what was spent. One reading for its page, its printed profile, the API and the guards of its steps. */
#ifndef ADELANTE_FUND_SHEET_H
#define ADELANTE_FUND_SHEET_H

#include "finance/disbursement.h"
#include "fund/fund_part.h"

/* A document that the call asks this applicant for. */
struct fund_check {
    struct str requirement; /* its code */
    struct str name;        /* in the reader's language */
    enum answer required;
    enum answer confirmed;
    struct str document; /* code of what was handed in or waived; empty: missing */
    struct str status;
};
/* An item of a sheet, with its points if it has any. */
struct fund_point {
    struct str sheet;
    struct str letter;
    struct str item; /* its code */
    struct str criterion;
    struct str name;
    int64_t max;
    int64_t points; /* INT_NONE: not judged */
};
struct fund_result {
    struct str sheet;
    struct str letter;
    struct str stage;
    struct str name;
    int64_t max;
    int64_t pass_mark;
    int64_t points;  /* so far; INT_NONE: not judged */
    int64_t missing; /* items without points */
    enum answer passed;
    enum answer confirmed;
};
/* One source of the budget. */
struct fund_source {
    struct str source;
    struct money cash;
    struct money in_kind;
    struct money spent_cash;
    struct money spent_in_kind;
};
struct fund_progress {
    struct str activity; /* its code */
    struct str name;
    struct date starts_on;
    struct date ends_on;
    struct money planned;
    struct money executed;
    int64_t progress;
    struct date registered_on;
    struct str state;
};
struct fund_sheet {
    struct fund_application application;
    struct fund_call call;
    struct fund_line line;
    struct str class; /* of the applicant */
    int64_t percent;  /* the fund's */
    struct rows checks;
    struct rows points;
    struct rows results;
    struct rows sources; /* fund, beneficiary, other */
    struct rows budget;
    struct rows activities; /* struct fund_progress */
    struct rows expenses;
    struct rows invoices;
    struct rows observations;
    struct rows disbursements;
    struct money disbursed;
    struct money spent;          /* in cash, from every source */
    int64_t days_to_invoice;     /* working days left; negative: late; INT_NONE: no term runs */
    struct str snapshot_before;
    struct str snapshot_after;
};
extern const struct shape fund_sheet_shape;

/* application: as it would be written; its id and its parts are read from the store. */
FALLIBLE fund_sheet_gather(struct ctx *ctx, const struct fund_application *application, struct fund_sheet *out);
const struct fund_source *fund_sheet_source(const struct fund_sheet *sheet, const char *source);

/* ---- alerts -------------------------------------------------------------------------------------------------- */

/* An invoice that is due: ratified, not handed in. */
struct fund_alert {
    struct str application;
    struct str title;
    struct str call;
    struct str client;
    struct date ratified_on;
    struct date due;
    int64_t days; /* working days left; negative: late */
    enum answer late;
};
extern const struct shape fund_alert_shape;

#endif
