/* coordination/resolution.h: what a meeting resolved: who answers for it, until when, by which actions, and what shows that it
 * was done (domain.md 8.2; reference/demands.md 23).
 *
 * Invariants: a resolution belongs to a meeting that could decide; what is done has its day and its evidence.
 */
#ifndef ADELANTE_RESOLUTION_H
#define ADELANTE_RESOLUTION_H

#include "core/children.h"

struct resolution {
    struct record record; /* the unit is the meeting's */
    struct ref meeting;
    struct str number;
    struct str text;
    struct str owner;
    struct ref organisation;
    struct date due_on;
    struct str level;
    struct str territory;
    struct str state;
    struct date done_on;
    struct str evidence;
};
struct resolution_action {
    struct record record; /* the unit is the resolution's */
    struct ref resolution;
    struct str text;
    struct str owner;
    struct date due_on;
    struct str state;
    struct date done_on;
    struct str evidence;
};
extern const struct choice resolution_states[];
extern const struct entity_store resolution_store;
extern const struct entity resolution_entity;
extern const struct entity_store resolution_action_store;
extern const struct entity resolution_action_entity;
extern const struct op resolution_ops[];
extern const size_t resolution_op_count;
extern const struct db_statements resolution_statements;

/* Open resolutions by level and territory. */
struct resolution_line {
    struct str level;
    struct str territory;
    struct str territory_name; /* in the reader's language, empty if the resolutions say no territory */
    int64_t taken;
    int64_t done;
    int64_t open;
    int64_t overdue;
};
struct resolution_summary {
    struct date on;
    int64_t taken;
    int64_t done;
    int64_t open;
    int64_t overdue;
    struct rows lines; /* struct resolution_line */
};
extern const struct shape resolution_summary_shape;

/* In resolution_store.c. */

/* Not done nor dropped before the day, of other meetings of the organ up to the day. */
FALLIBLE resolution_store_carried(struct ctx *ctx, struct id agency, struct id organ, struct id meeting, struct date on, struct list *out);
/* Open and due before the day, the longest overdue first. */
FALLIBLE resolution_store_overdue(struct ctx *ctx, struct date on, int64_t limit, struct list *out);
FALLIBLE resolution_store_summary(struct ctx *ctx, struct date on, struct resolution_summary *out);
/* Whether an action of the resolution is still open. */
FALLIBLE resolution_store_open_actions(struct ctx *ctx, struct id agency, struct id resolution, int64_t *out);

#endif
