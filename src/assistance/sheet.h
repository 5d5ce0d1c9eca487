/* assistance/sheet.h: everything that belongs to one assistance in one reading: for its page and for every printed
 * sheet (terms, invitation, comparison, contract, extension, acts, receipt); and the load of a consultant. */
#ifndef ADELANTE_ASSISTANCE_SHEET_H
#define ADELANTE_ASSISTANCE_SHEET_H

#include "assistance/assistance.h"

/* assistance.sheet (GET /assistances/{code}/sheet). What is not there, or out of reach, is an empty list. */
struct sheet {
    struct rows assistance;   /* struct assistance: one */
    struct rows unit;         /* struct unit: one, the centre */
    struct rows adviser;      /* struct staff */
    struct rows enterprises;  /* struct enterprise: the beneficiaries */
    struct rows owners;       /* struct person: who owns or represents them on the day of the contract */
    struct rows consultants;  /* struct consultant: everybody invited or bidding, by name */
    struct rows contractor;   /* struct consultant: who was chosen */
    struct rows offers;       /* struct offer: the list of bidders, by rank and price */
    struct rows share_rule;   /* struct share_rule: that the contract used */
    struct rows extensions;   /* struct extension */
    struct rows deliverables; /* struct deliverable */
    struct rows receptions;   /* struct reception */
    struct rows documents;    /* struct fiscal_document */
    struct rows payments;     /* struct payment: for those who may read payments */
    struct date ends_on;      /* the day that binds, extensions granted included */
    struct money due_total;   /* what is owed to the consultant as things stand, and whose part it is */
    struct money due_client;
    struct money due_operator;
    int64_t open_contracts;   /* of the contractor, this one not counted */
};
extern const struct shape sheet_shape;
FALLIBLE sheet_run(struct ctx *ctx, const void *in, void *out);

/* consultant.load (GET /consultants/{code}/load). */
struct sheet_load {
    struct rows consultant; /* struct consultant: one */
    struct rows contracts;  /* struct assistance: those that name the consultant and are in reach, newest first */
    int64_t open_contracts; /* in the whole agency */
    int64_t may_take;       /* how many more */
    int64_t evaluations;    /* how many clients evaluated */
    int64_t mean;           /* of their marks, hundredths; INT_NONE: none */
};
extern const struct shape sheet_load_shape;
FALLIBLE sheet_run_load(struct ctx *ctx, const void *in, void *out);

#endif
