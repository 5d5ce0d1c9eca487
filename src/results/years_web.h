/* results/years_web.h: the years in which something was done, and which of them a page shows unasked. */
#ifndef ADELANTE_RESULTS_YEARS_WEB_H
#define ADELANTE_RESULTS_YEARS_WEB_H

#include "account/visit.h"

enum { YEARS_FIRST = 2000, YEARS_MOST = 60 };
struct years {
    int64_t month;          /* the first of the fiscal year; a year is named by the calendar year in which it begins */
    int items[YEARS_MOST];  /* newest first */
    int months[YEARS_MOST]; /* of each, with services */
    size_t count;
};
/* unit: whose services, empty: the visitor's own; ERR_INVALID, ERR_NOT_FOUND as results.cube. */
FALLIBLE years_find(struct visit *visit, struct str unit, int64_t month, struct years *out);
/* The year asked if it is one; else the present year if anything happened in it, else the newest with services in at least half of its
 * months, else the newest, else the present one. */
int years_choose(const struct years *years, struct str asked);
struct date years_from(const struct years *years, int year);
struct date years_to(const struct years *years, int year);

#endif
