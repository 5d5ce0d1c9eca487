/* project/expense.h: what a project spent: its document, who was paid, which line and whose money (domain.md 8.16).
 *
 * One row is one document, or the part of it that one line and funder pay. Invariants: an expense lies within the project's
 * days, its agreement's validity and its line; whoever recorded it does not approve it; what was approved does not change.
 */
#ifndef ADELANTE_EXPENSE_H
#define ADELANTE_EXPENSE_H

#include "core/children.h"

struct expense {
    struct record record;
    struct ref project;
    struct ref line;
    struct ref funder;
    struct date date;
    struct str supplier;
    struct str document_kind;
    struct str document_number;
    struct str description;
    struct money amount;
    struct str district;
    struct str state;
    struct str recorded_by;
    struct date approved_on;
    struct str approved_by;
};
extern const struct choice expense_states[];
extern const struct choice expense_documents[];
extern const struct entity_store expense_store;
extern const struct entity expense_entity;
extern const struct op expense_ops[];
extern const size_t expense_op_count;

#endif
