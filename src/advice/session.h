/* advice/session.h: the advisory log: one session of an adviser with one or several clients (domain.md 8.8). */
#ifndef ADELANTE_SESSION_H
#define ADELANTE_SESSION_H

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

/* scheduled → held → closed (domain.md section 9). A session that was held has happened, took some contact or preparation,
 * and names at least one client. Contact time is taken from start and end when only these are given. Its minutes fit into a day, and an adviser
 * is in one session at a time, unless the direction or a file says otherwise. */
enum err session_check(struct ctx *ctx, void *row, const void *before);

/* In session_store.c. */
FALLIBLE session_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit,
                                 struct list *out);
FALLIBLE session_store_newest(struct ctx *ctx, int64_t limit, struct list *out);
/* Another session of the same adviser on the same day, not annulled, that runs at the same time; code STR_NONE if there is none. */
struct session_span {
    struct str code;
    int64_t start_time;
    int64_t end_time;
};
FALLIBLE session_store_overlap(struct ctx *ctx, const struct session *session, struct session_span *out);

#endif
