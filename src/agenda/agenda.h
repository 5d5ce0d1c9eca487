/* agenda/agenda.h: what stands on which day and hour, whoever keeps it: appointments and sessions, days of events, actions that fall due,
 * meetings of the organs.
 *
 * It holds nothing of its own: every line names the record that it comes from. An adviser's agenda is what she gives, shares or
 * answers for; meetings are everybody's who reaches them.
 */
#ifndef ADELANTE_AGENDA_H
#define ADELANTE_AGENDA_H

#include "core/op.h"

struct agenda_item {
    struct str kind;    /* session, event, action, meeting */
    struct str dataset; /* of the record */
    struct str code;
    struct date date;
    int64_t start_time; /* INT_NONE: the day only */
    int64_t end_time;
    struct str title;   /* in the reader's language: the service, the topic, what is to be done, the organ */
    struct str client;  /* whom it is for, by name; "and 2 more" */
    struct str modality; /* of a session */
    struct str place;   /* district by name, and the building */
    struct str adviser; /* name; empty: nobody's in particular */
    struct str state;   /* in the reader's language */
    enum answer scheduled; /* a session that is still to be held */
    enum answer off;    /* cancelled, or nobody came */
    enum answer away;   /* a session out of the office: a visit, or at an event */
    int64_t travel_minutes;
    int64_t version;    /* of the record */
};
extern const struct shape agenda_item_shape;

struct agenda_input {
    struct date from;
    struct date to;
    struct ref adviser;
};
extern const struct shape agenda_input_shape;
enum { AGENDA_DAYS_MOST = 400 };

extern const struct op agenda_ops[];
extern const size_t agenda_op_count;

/* The first of the week (Monday) or of the month that a day lies in. */
struct date agenda_week_of(struct date day);
struct date agenda_month_of(struct date day);
/* "09:00–10:00", "09:00", or nothing. */
struct str agenda_hours(struct arena *arena, const struct agenda_item *item);

/* In agenda_store.c. */

extern const struct db_statements agenda_statements;
/* Of the actor's agency, in the order of day and hour. adviser: hers; ID_NONE: of everybody in scope. */
FALLIBLE agenda_store_read(struct ctx *ctx, struct date from, struct date to, struct id adviser, struct list *out);

#endif
