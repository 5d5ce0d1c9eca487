/* project/execution.h: the money of a project and of an agreement beside one another: given, budgeted, received, spent, by line
 * and funder; what is in kind apart (domain.md 8.16; reference/demands.md B6).
 *
 * Invariant: no figure adds cash to what is given in kind. An agreement's money is the agency's own: it enters no indicator.
 */
#ifndef ADELANTE_EXECUTION_H
#define ADELANTE_EXECUTION_H

#include "core/op.h"

struct project;

/* A line and a funder. */
struct execution_line {
    struct str project; /* code */
    struct str line;    /* code */
    struct str number;
    struct str name;
    struct str funder;       /* code of the project's funder */
    struct str organisation; /* its name */
    struct money budget;     /* by the newest version */
    struct money spent;      /* approved expenses */
    struct money pending;    /* recorded ones */
    struct money left;       /* of the budget, after both */
};
/* Who gives cash to a project. */
struct execution_funder {
    struct str code;
    struct str organisation; /* code */
    struct str name;
    struct str agreement; /* code; empty: outside any */
    enum answer own;
    struct money committed;
    struct money budgeted;
    struct money spent;
    struct money pending;
};
/* What an organisation gave in kind. */
struct execution_in_kind {
    struct str organisation; /* code */
    struct str name;
    struct money promised; /* in the agreement; none for a project */
    struct money given;
};
struct execution_project {
    struct str project; /* code */
    struct str title;
    struct rows funders; /* struct execution_funder */
    struct rows lines;   /* struct execution_line */
    struct rows in_kind; /* struct execution_in_kind */
    struct money cash_committed;
    struct money cash_budgeted;
    struct money cash_spent;
    struct money cash_pending;
    struct money in_kind_given;
    struct money cash_own;       /* committed by the agency itself */
    struct money cash_mobilised; /* committed by others */
    int64_t leverage;            /* hundredths: cash of others for one dollar of its own; INT_NONE without any of its own */
    struct text leverage_rule;
};
/* A party of an agreement: what it promised and gave. */
struct execution_party {
    struct str organisation; /* code */
    struct str name;
    struct money committed; /* contributions in cash */
    struct money planned;   /* instalments that are not cancelled */
    struct money received;
    struct money budgeted;  /* in projects */
    struct money spent;
    struct money pending;
    struct money balance;   /* received less spent */
};
struct execution_agreement {
    struct str agreement; /* code */
    struct str title;
    struct rows parties; /* struct execution_party */
    struct rows lines;   /* struct execution_line, of every project that spends its money */
    struct rows in_kind; /* struct execution_in_kind */
    struct money cash_planned;
    struct money cash_received;
    struct money cash_spent;
    struct money cash_pending;
    struct money in_kind_promised;
    struct money in_kind_given;
};
extern const struct shape execution_project_shape;
extern const struct shape execution_agreement_shape;
extern const struct op execution_ops[];
extern const size_t execution_op_count;
extern const struct db_statements execution_statements;

/* All of it, with its sums. */
FALLIBLE execution_read_project(struct ctx *ctx, const struct project *project, struct execution_project *out);

/* In execution_store.c. */

struct execution_days {
    struct date first; /* DATE_NONE: nothing was spent */
    struct date last;
};
FALLIBLE execution_store_days(struct ctx *ctx, struct id agency, struct id project, struct execution_days *out);
/* Expenses that are neither approved nor annulled. */
FALLIBLE execution_store_waiting(struct ctx *ctx, struct id agency, struct id project, int64_t *out);
/* Funders, lines and what was given in kind; no sums over them. */
FALLIBLE execution_store_project(struct ctx *ctx, struct id agency, struct id project, struct execution_project *out);
/* Lines and what was given in kind under an agreement; promises and parties are alliance_store_parties'. */
FALLIBLE execution_store_agreement(struct ctx *ctx, struct id agency, struct id agreement, struct execution_agreement *out);
/* The newest version of a line's amount by a funder: its number, 0 if there is none, and its day. */
struct execution_version {
    int64_t number;
    struct date decided_on;
};
FALLIBLE execution_store_version(struct ctx *ctx, struct id agency, struct id line, struct id funder, struct execution_version *out);
/* Another expense of the same document, line and funder: its code; STR_NONE if there is none. */
struct expense;
FALLIBLE execution_store_twin(struct ctx *ctx, const struct expense *expense, struct str *out);

#endif
