/* advice/session.h: the advisory log: one session of an adviser with one or several clients (domain.md 8.8). */
#ifndef ADELANTE_SESSION_H
#define ADELANTE_SESSION_H

#include "advice/service.h"
#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct session {
    struct record record;
    struct date date;
    int64_t start_time;
    int64_t end_time;
    struct str kind;
    struct str modality;
    struct ref adviser;
    struct refs enterprises;
    struct refs persons; /* those present */
    struct refs actions; /* of her plans that were worked on */
    int64_t preparation_minutes;
    int64_t contact_minutes;
    int64_t travel_minutes;
    struct str district; /* the place, never the client's home */
    int64_t attendees;
    struct str background;
    struct str summary;
    struct date next_appointment;
    enum answer signed_;
    enum answer reportable;
    struct shares funding;
    struct str state;
    struct str not_held_reason;
    struct str evidence;
    struct str verification;
};
extern const struct choice session_kinds[];
extern const struct choice session_modalities[];
extern const struct choice session_states[];
extern const struct entity_store session_store;
extern const struct entity session_entity;
extern const struct op session_ops[];
extern const size_t session_op_count;
extern const struct db_statements session_statements;

/* scheduled → held → closed, or scheduled → cancelled | missed with the reason (domain.md section 9). A session that was held has happened, took some contact or preparation,
 * and names at least one client. Contact time is taken from start and end when only these are given. Its minutes fit into a day, and an adviser
 * is in one session at a time, unless the direction or a file says otherwise. */
enum err session_check(struct ctx *ctx, void *row, const void *before);
/* Cancelled, or nobody came: it took nobody's time. */
bool session_is_off(const struct session *session);
/* Whether the adviser is in no other session at its hours; the fault is on `field`. Nothing is asked where it has no hours, of the
 * direction and of a file. */
FALLIBLE session_check_free(struct ctx *ctx, const struct session *session, struct id adviser, const char *field, struct str given);

/* In session_store.c. */
FALLIBLE session_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit,
                                 struct list *out);
FALLIBLE session_store_newest(struct ctx *ctx, const struct service_newest_input *in, struct list *out);
/* Another session that the adviser gives or shares on the same day, neither annulled nor off, that runs at the same time; code
 * STR_NONE if there is none. */
struct session_span {
    struct str code;
    int64_t start_time;
    int64_t end_time;
};
FALLIBLE session_store_overlap(struct ctx *ctx, const struct session *session, struct id adviser, struct session_span *out);
/* Whether a client of the session has an appointment on the day: its code, or STR_NONE. */
FALLIBLE session_store_appointment(struct ctx *ctx, const struct session *session, struct date day, struct str *out);

#endif
