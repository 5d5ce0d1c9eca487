/* project/budget.h: who gives cash to a project, and the budget: lines × funders, in versions (domain.md 8.16).
 *
 * Invariants: what is budgeted of a funder never exceeds what it gives; what is spent of a line and funder never exceeds what is
 * budgeted there; an amount that was decided is not overwritten: a new version stands beside it, and the newest holds.
 */
#ifndef ADELANTE_BUDGET_H
#define ADELANTE_BUDGET_H

#include "core/children.h"

struct project_funder {
    struct record record; /* the unit of all parts is the project's */
    struct ref project;
    struct ref organisation;
    struct ref agreement; /* none: outside any */
    struct money amount;
    enum answer own;
    struct str note;
};
struct budget_line {
    struct record record;
    struct ref project;
    struct str number;
    struct str name;
    struct str kind;
};
struct budget_amount {
    struct record record;
    struct ref project;
    struct ref line;
    struct ref funder;
    struct money amount;
    int64_t version_number;
    struct date decided_on;
    struct str basis;
};
extern const struct choice budget_line_kinds[];
extern const struct entity_store project_funder_store;
extern const struct entity project_funder_entity;
extern const struct entity_store budget_line_store;
extern const struct entity budget_line_entity;
extern const struct entity_store budget_amount_store;
extern const struct entity budget_amount_entity;
extern const struct op budget_ops[];
extern const size_t budget_op_count;

/* Whether the project's budget holds after a change: see the invariants. The fault names `field` with the value as given. */
FALLIBLE budget_holds(struct ctx *ctx, struct id agency, struct id project, const char *field, struct str given);
/* Adds a fault unless line and funder belong to the project. */
FALLIBLE budget_check_cell(struct ctx *ctx, struct id project, const struct ref *line, const struct ref *funder, struct project_funder *out);

#endif
