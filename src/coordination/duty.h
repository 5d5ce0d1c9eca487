/* coordination/duty.h: what the law asks of a non-profit association every year, and when it was done (domain.md 6). */
#ifndef ADELANTE_DUTY_H
#define ADELANTE_DUTY_H

#include "core/children.h"

struct duty {
    struct record record;
    struct str title;
    struct str kind;
    struct str basis;
    struct str addressee;
    struct date due_on;
    struct str owner;
    struct str state;
    struct date done_on;
    struct str evidence;
};
extern const struct entity_store duty_store;
extern const struct entity duty_entity;
extern const struct op duty_ops[];
extern const size_t duty_op_count;
extern const struct db_statements duty_statements;

/* The duties of one year as the law has them: their codes end in the year, so that planning a year twice adds nothing. A date
 * that no law names is an assumption and says so in its basis. */
struct duty_plan {
    const char *code; /* ESTADOS: the record is ESTADOS-2014 */
    struct text title;
    const char *kind;
    struct text basis;
    struct text addressee;
    int months_after; /* due at the end of the so many months after the year; 0: on its last day; negative: before it ends */
};
extern const struct duty_plan duty_plans[];
extern const size_t duty_plan_count;
/* The last day of the month that lies so many months after December of the year. */
struct date duty_due(int year, int months_after);

/* In duty_store.c: due from one day to another, the earliest first. */
FALLIBLE duty_store_between(struct ctx *ctx, struct date from, struct date to, struct list *out);

#endif
