/* training/attendance.h: that a person was there on one day of an event, and for which enterprise (domain.md 8.9).
 *
 * Invariant: one attendance that is not annulled for each event, person and date.
 */
#ifndef ADELANTE_ATTENDANCE_H
#define ADELANTE_ATTENDANCE_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct attendance {
    struct record record; /* the unit is the event's */
    struct ref event;
    struct ref person;
    struct date date;
    struct ref enterprise;
    struct str role;
    enum answer present;
    int64_t evaluation;
    struct str verification;
};
extern const struct choice attendance_roles[];
extern const struct entity_store attendance_store;
extern const struct entity attendance_entity;
extern const struct op attendance_ops[];
extern const size_t attendance_op_count;
extern const struct db_statements attendance_statements;

/* The date is one of the event's days; unit from the event; enterprise from the person's affiliation on that day when it
 * was not given (an empty column of a file, or null, is "none"); role from the enterprise. */
enum err attendance_check(struct ctx *ctx, void *row, const void *before);

/* One line of the attendance grid of an event: everything that is known of one person, so days that are not named are
 * taken back. */
struct attend_line {
    struct str person;     /* code */
    struct str enterprise; /* code; none: from the affiliations of each day */
    struct strings days;   /* dates on which the person was present */
};
struct attend_input {
    struct str code; /* of the event */
    struct rows lines;
};
struct attend_output {
    struct str code;
    int64_t added;
    int64_t removed;
    int64_t kept;
};
extern const struct shape attend_line_shape;
extern const struct shape attend_input_shape;
extern const struct shape attend_output_shape;

/* In attendance_store.c. */

/* The code of the attendance of that event, person and date other than `except`; STR_NONE if there is none. */
FALLIBLE attendance_store_other(struct ctx *ctx, const struct attendance *attendance, struct str *out_code);
/* The enterprise that the person belonged to on the day; of several the newest relation. ID_NONE if there is none. */
FALLIBLE attendance_store_affiliation(struct ctx *ctx, struct id agency, struct id person, struct date on, struct id *out);
/* The attendances of a person in an event that are not annulled, by date. */
FALLIBLE attendance_store_of_person(struct ctx *ctx, struct id agency, struct id event, struct id person,
                                    struct list *out);
/* Of a whole event: those of 20,000 at most, by date and person. */
FALLIBLE attendance_store_by_event(struct ctx *ctx, struct id agency, struct id event, struct list *out);
FALLIBLE attendance_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit,
                                    struct list *out);

#endif
