/* advice/session_adviser.h: who gave a session beside the adviser in charge, and whose time it took (reference/sbdc.md 2.4).
 *
 * One adviser is the simple case and has no row here. Client time is what the clock says: the session's own contact and
 * preparation, credited whole to each client, however many advisers sat with her. Adviser time is each adviser's own contact
 * and preparation, and adds up. Travel stands apart from both.
 *
 * Invariants: nobody is named twice in a session, nor beside herself as adviser in charge; an adviser is in one session at a
 * time, whichever way the session names her.
 */
#ifndef ADELANTE_SESSION_ADVISER_H
#define ADELANTE_SESSION_ADVISER_H

#include "advice/session.h"

struct session_adviser {
    struct record record; /* the unit is the session's */
    struct ref session;
    struct ref adviser;
    int64_t preparation_minutes;
    int64_t contact_minutes; /* INT_NONE: as long as the session's */
    int64_t travel_minutes;
};
extern const struct entity_store session_adviser_store;
extern const struct entity session_adviser_entity;
extern const struct op session_adviser_ops[];
extern const size_t session_adviser_op_count;
extern const struct db_statements session_adviser_statements;

/* The time of one adviser. */
struct adviser_time {
    struct str adviser; /* code */
    struct str name;
    int64_t sessions;
    int64_t preparation_minutes;
    int64_t contact_minutes;
    int64_t minutes; /* contact and preparation */
    int64_t travel_minutes;
};
/* One session: what each client is credited with and what it took the advisers. */
struct session_time {
    struct str session;
    int64_t clients; /* enterprises, or persons where no enterprise is named */
    int64_t client_minutes;
    int64_t adviser_minutes;
    int64_t travel_minutes;
    struct rows lines; /* struct adviser_time, the adviser in charge first */
};
extern const struct shape session_time_shape;
/* The sessions of a period that count in results (held or closed, reportable, not annulled nor objected). */
struct advice_time {
    struct date from;
    struct date to;
    int64_t sessions;
    int64_t contact_minutes; /* by the clock, once a session: the figure advice_hours */
    int64_t client_minutes;  /* with the session's preparation, once a session */
    int64_t adviser_minutes;
    int64_t travel_minutes;
    struct rows lines; /* struct adviser_time by name */
};
extern const struct shape advice_time_shape;

/* In session_adviser_store.c. */

/* Those named beside the adviser in charge, at most so many. */
FALLIBLE session_adviser_store_of(struct ctx *ctx, struct id agency, struct id session, struct id *out, size_t most, size_t *count);
/* The same but for the row itself, stored or not yet. */
FALLIBLE session_adviser_store_others(struct ctx *ctx, const struct session_adviser *row, struct id *out, size_t most, size_t *count);
/* Fills sums and lines. adviser: of her only; ID_NONE: of all. */
FALLIBLE session_adviser_store_time(struct ctx *ctx, const struct scope *scope, struct id adviser, struct advice_time *out);

#endif
