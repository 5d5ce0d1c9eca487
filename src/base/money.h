/* base/money.h: amounts in integer minor units with their currency. Never a double.
 *
 * Shown as 41,250.75 (comma for thousands, dot for decimals) in both languages, as in El
 * Salvador (domain 7.4). Sums of different currencies are never formed: asserted.
 */
#ifndef ADELANTE_MONEY_H
#define ADELANTE_MONEY_H

#include "base/base.h"

struct money {
    int64_t minor;    /* cents; MONEY_MISSING when there is no amount (missing is not zero) */
    char currency[4]; /* ISO 4217, "USD" */
};
#define MONEY_MISSING INT64_MIN
#define MONEY_NONE ((struct money){MONEY_MISSING, ""})
#define MONEY_LIMIT INT64_C(100000000000000) /* 1,000,000,000,000.00: larger amounts are refused */

struct money money_of(int64_t minor, const char *currency);
bool money_is_none(struct money money);
struct money money_add(struct money a, struct money b); /* none + x = x */
/* Accepts, blanks around it aside, 41250.75, 41,250.75, $ 41,250.75, $41,250.75, US$ 1,000, -5.00; at most two decimals.
 * Refuses wrong grouping (2,097,2312.96 and 1,00.00), decimal commas, anything else, and amounts over the limit. */
bool money_parse(struct str s, const char *currency, struct money *out);
struct str money_plain(struct arena *arena, struct money money);   /* 41250.75; this and the next two: "" for none */
struct str money_display(struct arena *arena, struct money money); /* 41,250.75 */
/* "$ 41,250.75" for USD, otherwise "EUR 1.00". */
struct str money_symbol(struct arena *arena, struct money money);

/* total × hundredths / 10000 rounded half up (away from zero). Domain 7.4: 333.33 at 18 % gives 60.00. */
int64_t money_share(int64_t total_minor, int64_t percent_hundredths);
/* One amount shared by two, to the cent: share is the percentage of the total, rest what remains; both always make the total. */
struct money_split {
    int64_t total;
    int64_t share;
    int64_t rest;
};
struct money_split money_split(int64_t total_minor, int64_t percent_hundredths);
/* The same from the share: the total of which it is the percentage (> 0), rounded half up. 9,000.00 at 90 %: total 10,000.00,
 * rest 1,000.00. */
struct money_split money_split_of_share(int64_t share_minor, int64_t percent_hundredths);
/* Splits total by weights (all ≥ 0, sum > 0) so that the parts add up exactly: largest remainder, ties to
 * the earlier part. parts may not alias weights. */
void money_allocate(int64_t total_minor, const int64_t *weights, size_t count, int64_t *parts);

/* Percentages and other numbers with two decimals are held as hundredths: "18.5" gives 1850. At most two decimals. */
bool hundredths_parse(struct str s, int64_t *out);
struct str hundredths_plain(struct arena *arena, int64_t hundredths); /* 18.50 */
/* numerator / denominator × 100, as hundredths of a per cent, rounded half up; denominator > 0. */
int64_t percent_hundredths(int64_t numerator, int64_t denominator);
/* 1,234,567 */
struct str count_display(struct arena *arena, int64_t count);

#endif
