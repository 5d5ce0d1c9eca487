/* training/event.h: a course, a fair or a meeting (domain.md 3.5, 8.9). Who came stands in attendance. */
#ifndef ADELANTE_EVENT_H
#define ADELANTE_EVENT_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct event {
    struct record record;
    struct str kind;
    struct str topic;
    struct str theme;
    struct str delivery;
    struct str audience;
    struct date starts_on;
    struct date ends_on;
    int64_t start_time;
    int64_t end_time;
    int64_t hours;
    struct str district;
    struct str place;
    struct str trainer;
    int64_t capacity;
    enum answer reportable;
    struct shares funding;
    struct str state;
    struct str evidence;
    struct str verification;
};
extern const struct choice event_kinds[];
extern const struct choice event_states[];
extern const struct entity_store event_store;
extern const struct entity event_entity;
extern const struct op event_ops[];
extern const size_t event_op_count;
extern const struct db_statements event_statements;

/* Ends no earlier than it starts and within 400 days; executed only once it has begun, finished once it has ended; a
 * missing end is the start. Once somebody attended, the dates keep those days and unit and event stand. */
enum err event_check(struct ctx *ctx, void *row, const void *before);

/* In event_store.c. */

/* What an attendance has to know of its event. */
struct event_brief {
    struct id unit;
    struct date starts_on;
    struct date ends_on;
    struct str state;
    bool annulled;
};
FALLIBLE event_store_brief(struct ctx *ctx, struct id agency, struct id id, struct event_brief *out);
/* The first and last day with an attendance that is not annulled; DATE_NONE if there is none. */
FALLIBLE event_store_attended(struct ctx *ctx, struct id agency, struct id id, struct date *out_first, struct date *out_last);
/* Names everybody who attends, and the enterprises they came for, by ctx_touch. */
FALLIBLE event_store_touch(struct ctx *ctx, struct id agency, struct id id);
FALLIBLE event_store_newest(struct ctx *ctx, int64_t limit, struct list *out);

#endif
