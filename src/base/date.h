/* base/date.h: civil dates, instants, and the one clock of the program.
 *
 * Business dates are explicit civil dates in the agency's zone (El Salvador: UTC-6, no daylight
 * saving); instants are microseconds since 1970-01-01 UTC and serve for display, expiry and
 * audit only, never for ordering. Tests set the clock with clock_set or ADELANTE_CLOCK
 * (an ISO instant such as 2026-11-23T12:00:00Z).
 */
#ifndef ADELANTE_DATE_H
#define ADELANTE_DATE_H

#include "base/base.h"

struct date {
    int16_t year; /* 0 means "no date" */
    uint8_t month;
    uint8_t day;
};
#define DATE_NONE ((struct date){0, 0, 0})
#define DATE(y, m, d) ((struct date){(int16_t)(y), (uint8_t)(m), (uint8_t)(d)})

bool date_is_none(struct date date);
bool date_is_valid(struct date date); /* a real day of the years 1900 to 2199 */
int date_cmp(struct date a, struct date b);
/* Days since 1970-01-01; the date must be valid. */
int32_t date_to_days(struct date date);
struct date date_from_days(int32_t days); /* this and the next two: DATE_NONE outside 1900 to 2199 */
struct date date_add_days(struct date date, int32_t days);
/* Clamps to the last day of the month. */
struct date date_add_months(struct date date, int months);
int date_weekday(struct date date); /* 1 Monday .. 7 Sunday */
int date_age(struct date birth, struct date on); /* completed years */
/* YYYY-MM-DD exactly. */
bool date_parse_iso(struct str s, struct date *out);
/* What people type: YYYY-MM-DD, dd/mm/yyyy, d/m/yyyy (never mm/dd). Refuses 31/02/2014. */
bool date_parse(struct str s, struct date *out);
struct str date_iso(struct arena *arena, struct date date);     /* "" for none */
struct str date_display(struct arena *arena, struct date date); /* dd/mm/yyyy, "" for none */
/* "1 de enero de 2014" / "1 January 2014" */
struct str date_words(struct arena *arena, struct date date, enum lang lang);
const char *date_month_name(int month, enum lang lang); /* 1..12, in full, lower case in Spanish */
/* A period as people say it: "2014", "marzo de 2014", "enero a marzo de 2014"; other days as dd/mm/yyyy – dd/mm/yyyy. */
struct str date_span(struct arena *arena, struct date from, struct date to, enum lang lang);
/* Whether the two days are the first and the last of one month. */
bool date_is_month(struct date from, struct date to);

int64_t clock_now(void);          /* microseconds UTC */
int64_t clock_monotonic(void);    /* microseconds, for intervals */
struct date clock_today(void);    /* in the agency's zone */
void clock_set(int64_t instant);  /* tests; 0 returns to the real clock */
struct str instant_iso(struct arena *arena, int64_t instant);     /* 2026-11-23T12:00:00.000000Z */
struct str instant_display(struct arena *arena, int64_t instant); /* dd/mm/yyyy HH:MM in the agency's zone */
/* 2026-11-23T12:00:00Z, with up to six decimals of the second, or with +hh:mm or -hh:mm in place of Z. */
bool instant_parse(struct str s, int64_t *out);
struct date instant_date(int64_t instant); /* in the agency's zone */

#endif
