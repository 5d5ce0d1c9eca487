/* training/event.h: a course, a fair or a meeting (domain.md 3.5, 8.9). Who came stands in attendance. */
#ifndef ADELANTE_EVENT_H
#define ADELANTE_EVENT_H

#include "advice/service.h"
#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct event {
    struct record record;
    struct str kind;
    struct str topic;
    struct str theme;
    struct str delivery;
    struct ref adviser; /* who answers for it */
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
    struct str call_text;
    struct date called_on;
    struct date enrol_until;
    struct str terms;
    struct date offers_until;
    int64_t offers;
    struct str contract;
    struct money contract_amount;
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
 * missing end is the start. Once somebody attended, the dates keep those days and unit and event stand. The capacity is never
 * less than those who have a place; how it is delivered is settled before the first step. */
enum err event_check(struct ctx *ctx, void *row, const void *before);

/* The steps of its cycle (domain.md section 9): contracted, through terms, offers, consultant and contract; not contracted,
 * straight to executed; finished once its attendance list is filed. In event_flow.c. */
extern const struct flow event_flow;
extern const struct op event_flow_ops[];
extern const size_t event_flow_op_count;

/* How full it is. Days: those on which somebody was present. */
struct event_places {
    struct str code;
    int64_t capacity; /* INT_NONE: not limited */
    int64_t enrolled;
    int64_t waiting;
    int64_t free;     /* INT_NONE: not limited */
    int64_t attended;
    int64_t walk_ins; /* of those who attended, without a place */
    int64_t days;
};
FALLIBLE event_places_of(struct ctx *ctx, const struct event *event, struct event_places *out);

/* In event_store.c. */
FALLIBLE event_store_places(struct ctx *ctx, struct id agency, struct id id, struct event_places *out);

/* What an attendance has to know of its event. */
struct event_brief {
    struct id unit;
    struct date starts_on;
    struct date ends_on;
    struct str state;
    bool annulled;
    int64_t capacity;
    struct date enrol_until;
};
FALLIBLE event_store_brief(struct ctx *ctx, struct id agency, struct id id, struct event_brief *out);
/* The first and last day with an attendance that is not annulled; DATE_NONE if there is none. */
FALLIBLE event_store_attended(struct ctx *ctx, struct id agency, struct id id, struct date *out_first, struct date *out_last);
/* Names everybody who attends, and the enterprises they came for, by ctx_touch. */
FALLIBLE event_store_touch(struct ctx *ctx, struct id agency, struct id id);
FALLIBLE event_store_newest(struct ctx *ctx, const struct service_newest_input *in, struct list *out);

#endif
