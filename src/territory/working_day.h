/* territory/working_day.h: which days are worked in El Salvador, and counting by them.
 *
 * The holidays that the law names are rules of a year here (Labour Code, art. 190; Easter by the Gregorian computus); what an
 * agency adds, moves or takes back is data (party/holiday.h). A rule whose first year was not read in the law says so.
 */
#ifndef ADELANTE_WORKING_DAY_H
#define ADELANTE_WORKING_DAY_H

#include "base/base.h"
#include "base/date.h"

enum holiday_reach {
    HOLIDAY_NATIONAL,
    HOLIDAY_LOCAL,         /* of one district */
    HOLIDAY_PUBLIC_OFFICES /* public offices are closed, others work */
};
struct holiday_day {
    struct date date;
    const char *code; /* SV-JUEVES-SANTO: the record is SV-JUEVES-SANTO-2026 */
    struct text name;
    enum holiday_reach reach;
    const char *district; /* of a local one */
    struct text basis;
    bool confirmed;
};
enum { HOLIDAY_DAYS_MOST = 48 };

/* Easter Sunday of a year, 1900 to 2199. */
struct date working_day_easter(int year);
/* The holidays of a year by the law, by date; how many. */
size_t working_day_holidays(int year, struct holiday_day out[HOLIDAY_DAYS_MOST]);

/* The days that are not worked besides Saturdays and Sundays, in any order. */
struct working_days {
    const struct date *off;
    size_t count;
};
bool working_day_is(const struct working_days *calendar, struct date date);
/* The so-manieth working day after a day (days > 0): five after Friday 12 June 2026 is Monday 22 June, since the 17th is off. */
struct date working_day_after(const struct working_days *calendar, struct date from, int64_t days);
/* How many working days lie after `from` up to and with `to`; the same below zero where `to` is before `from`. */
int64_t working_day_between(const struct working_days *calendar, struct date from, struct date to);

#endif
