/* client/size.h: the size class of an enterprise by the law and the minimum wage of the day (domain 7.2).
 *
 * Three regimes: R0 the practice of CONAMYPE before the MYPE law, R1 the law of 2014 (Decree 667), R2 its reform of March
 * 2026, which divides micro into subsistence, accumulation and expansion. Thresholds of R1 and R2 are multiples of the
 * highest monthly minimum wage of the day, against annual gross sales. When sales and workers disagree the larger of the
 * two classes holds.
 */
#ifndef ADELANTE_SIZE_H
#define ADELANTE_SIZE_H

#include "core/field.h"

enum size_class {
    SIZE_NONE, /* neither sales nor workers are known */
    SIZE_SUBSISTENCE,
    SIZE_ACCUMULATION,
    SIZE_EXPANSION,
    SIZE_MICRO, /* where the law has no classes below it */
    SIZE_SMALL,
    SIZE_OUTSIDE, /* larger than the MYPE law's small */
};
struct size_result {
    enum size_class class;      /* the larger of the two */
    enum size_class by_sales;   /* SIZE_NONE if sales are unknown */
    enum size_class by_workers; /* SIZE_NONE if workers are unknown */
    const char *regime;         /* R0, R1, R2 */
};
/* annual_sales in cents, workers: INT_NONE if unknown; otherwise not negative. */
struct size_result size_of(struct date on, int64_t annual_sales, int64_t workers);
/* The highest monthly minimum wage (commerce and services) of the day in cents; 0 before 2011-05-16. */
int64_t size_minimum_wage(struct date on);
const char *size_code(enum size_class class); /* subsistence …; NULL for SIZE_NONE */

/* The computed classes; micro, small and outside as codes of their own; medium only by override. */
extern const struct choice size_classes[];
extern const struct choice size_regimes[];
extern const struct choice size_overrides[];

#endif
