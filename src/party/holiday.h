/* party/holiday.h: the holidays that an agency goes by: those of the law (territory/working_day.h), and what it adds or changes.
 *
 * A record stands for one day. One with the code of a day of the law (SV-NAVIDAD-2026-12-25) stands in its place: it may move it,
 * or say that it is worked after all. Days of which there is no record are those of the law, so that nothing has to be planned
 * before a term can be worked out.
 */
#ifndef ADELANTE_HOLIDAY_H
#define ADELANTE_HOLIDAY_H

#include "core/record.h"
#include "territory/working_day.h"

struct holiday {
    struct record record;
    struct date date;
    struct str name_es;
    struct str name_en;
    struct str reach;
    struct str district; /* of a local one */
    struct str basis;
    enum answer confirmed;
    enum answer working; /* worked after all */
};
extern const struct choice holiday_reaches[]; /* in the order of enum holiday_reach */
extern const struct entity_store holiday_store;
extern const struct entity holiday_entity;
extern const struct op holiday_ops[];
extern const size_t holiday_op_count;
extern const struct db_statements holiday_statements;

/* A day of the law as a record, with its code. */
void holiday_of_law(struct arena *arena, const struct holiday_day *day, struct holiday *out);
/* What is off between two days (of the agency): records, and the law's days that no record stands for; by date. */
FALLIBLE holiday_between(struct ctx *ctx, struct id agency, struct date from, struct date to, struct rows *out);
/* The calendar of a place for terms that begin on a day, over the year that follows. district (may be empty): whose local
 * holidays count; public_offices: whether their closures count too. */
FALLIBLE holiday_calendar(struct ctx *ctx, struct id agency, struct date from, struct str district, bool public_offices,
                          struct working_days *out);

/* In holiday_store.c: every record of the agency with a day in the years, annulled ones too. */
FALLIBLE holiday_store_between(struct ctx *ctx, struct id agency, struct date from, struct date to, struct list *out);

#endif
