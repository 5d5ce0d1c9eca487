/* coordination/meeting.h: a meeting of an organ: call, quorum, agenda, minutes that are frozen by their hash (domain.md 8.2).
 *
 * Invariants: a meeting on first call was held only with its quorum; frozen minutes never change, and their hash is that of
 * what is stored.
 */
#ifndef ADELANTE_MEETING_H
#define ADELANTE_MEETING_H

#include "coordination/organ.h"

struct meeting {
    struct record record;
    struct ref organ;
    struct date date;
    int64_t start_time;
    struct str call;
    struct date convened_on;
    struct str place;
    struct str district;
    struct str agenda;
    struct refs members;  /* memberships that were represented */
    struct refs officers; /* terms of office that were present */
    struct str guests;
    int64_t present; /* computed: votes that were there */
    int64_t needed;  /* computed: votes that a first call needs on that day */
    struct str minutes;
    struct str book;
    struct str folio;
    struct str minutes_hash;
    struct str state;
};
extern const struct choice meeting_states[];
extern const struct entity_store meeting_store;
extern const struct entity meeting_entity;
extern const struct op meeting_ops[];
extern const size_t meeting_op_count;

/* SHA-256, in hexadecimal, over the meeting's lasting content and its resolutions in their order; the same for the same
 * content whatever the engine. */
FALLIBLE meeting_hash(struct ctx *ctx, const struct meeting *meeting, struct str *out);
/* Whether resolutions can be taken: it was held (with quorum, or on a second call), and its minutes are open. */
bool meeting_is_deciding(const struct meeting *meeting);

/* A meeting as it is prepared or read: itself, what is open from before, what it resolved. */
struct meeting_sheet {
    struct meeting meeting;
    struct organ organ;
    struct rows carried;     /* struct resolution: of earlier meetings of the organ, not done by the day of this one */
    struct rows resolutions; /* struct resolution: its own */
};
extern const struct shape meeting_sheet_shape;

#endif
