/* training/enrolment.h: that a person asked for a place in an event, and whether she has one (issue 3, training).
 *
 * Invariants: one enrolment of a person in an event that is neither withdrawn nor annulled; never more places given than the
 * event's capacity; while somebody waits and a place falls free by a withdrawal, who asked first gets it in the same operation.
 */
#ifndef ADELANTE_ENROLMENT_H
#define ADELANTE_ENROLMENT_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct enrolment {
    struct record record; /* the unit is the event's */
    struct ref event;
    struct ref person;
    struct ref enterprise;
    struct date enrolled_on; /* today if none was given */
    struct str state;
    struct str note;
};
extern const struct choice enrolment_states[];
extern const struct entity_store enrolment_store;
extern const struct entity enrolment_entity;
extern const struct op enrolment_ops[];
extern const size_t enrolment_op_count;
extern const struct db_statements enrolment_statements;

/* A new one is taken until the event is finished or cancelled, and after the day in its call by the direction alone. Where the
 * event is full it becomes a wait. Unit from the event, enterprise from the person's affiliation on the event's first day when
 * none was given. */
enum err enrolment_check(struct ctx *ctx, void *row, const void *before);

/* Everybody who is expected or came: the lines of a sheet to sign. */
struct enrolment_line {
    struct str person;     /* code */
    struct str name;
    struct str enterprise; /* its name */
    struct str phone;
    struct str dui;
    struct str nit;
    struct str state;      /* of the enrolment; empty: she came without one */
    int64_t days;          /* on which she was present */
};
struct enrolment_sheet {
    struct str code; /* of the event */
    struct str topic;
    struct str unit;
    struct str trainer;
    struct str place;
    struct str district;
    struct date starts_on;
    struct date ends_on;
    int64_t start_time;
    int64_t end_time;
    int64_t hours;
    int64_t capacity;
    struct str audience;
    struct str call_text;
    struct date called_on;
    struct date enrol_until;
    struct rows lines;
};
extern const struct shape enrolment_line_shape;
extern const struct shape enrolment_sheet_shape;

/* In enrolment_store.c. */

/* The code of the person's enrolment in the event, other than `except`, that is neither withdrawn nor annulled; STR_NONE. */
FALLIBLE enrolment_store_other(struct ctx *ctx, const struct enrolment *enrolment, struct str *out_code);
/* Whether the person has a place in the event. */
FALLIBLE enrolment_store_has_place(struct ctx *ctx, struct id agency, struct id event, struct id person, bool *out);
/* Who waits longest; ID_NONE if nobody waits. */
FALLIBLE enrolment_store_next(struct ctx *ctx, struct id agency, struct id event, struct id *out);
/* Those who have a place, then those who wait in their order, then who withdrew; 2,000 at most. */
FALLIBLE enrolment_store_by_event(struct ctx *ctx, struct id agency, struct id event, struct list *out);
/* By name. */
FALLIBLE enrolment_store_lines(struct ctx *ctx, struct id agency, struct id event, struct rows *out);

#endif
