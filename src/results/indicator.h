/* results/indicator.h: the indicators: what each is called, measured in and computed by (domain section 10).
 *
 * One row an indicator, in the order in which a statement prints them; also those that nothing is known of yet. A change of a
 * rule is a new version, which statements name. The computing is results/figure.h.
 */
#ifndef ADELANTE_INDICATOR_H
#define ADELANTE_INDICATOR_H

#include "base/base.h"

enum indicator_code {
    INDICATOR_MUNICIPALITIES_COVERED,
    INDICATOR_ENTERPRISES_ADVISED,
    INDICATOR_ENTERPRISES_TRAINED,
    INDICATOR_ENTERPRISES_ASSISTED,
    INDICATOR_SALES_INCREASE,
    INDICATOR_FINANCING_NEGOTIATED,
    INDICATOR_RESOURCES_MOBILISED,
    INDICATOR_CLIENTS_SERVED,
    INDICATOR_LINKED_ONLY,
    INDICATOR_PERSONS_ADVISED,
    INDICATOR_PERSONS_TRAINED,
    INDICATOR_SERVICES_DELIVERED,
    INDICATOR_ADVICE_HOURS,
    INDICATOR_PREPARATION_HOURS,
    INDICATOR_TRAVEL_HOURS,
    INDICATOR_LONG_TERM_CLIENTS,
    INDICATOR_SALES_NET_CHANGE,
    INDICATOR_EXPORT_INCREASE,
    INDICATOR_JOBS_CREATED,
    INDICATOR_JOBS_RETAINED,
    INDICATOR_FINANCING_DISBURSED,
    INDICATOR_CLIENT_CONTRIBUTIONS,
    INDICATOR_FORMALISED,
    INDICATOR_BUSINESSES_STARTED,
    INDICATOR_NEW_PRODUCTS,
    INDICATOR_NEW_MARKETS,
    INDICATOR_SATISFACTION,
    INDICATOR_WOMEN_LED_SHARE,
    INDICATOR_AGREEMENTS_IN_FORCE,
    INDICATOR_TARGET_ACHIEVEMENT,
    INDICATOR_RETURN_ON_INVESTMENT,
    INDICATOR_COST_PER_CLIENT,
    INDICATOR_DATA_QUALITY,
    INDICATOR_COUNT
};

enum indicator_rule {
    RULE_DISTINCT,   /* distinct identities */
    RULE_COUNT,      /* records or services */
    RULE_SUM,        /* money or hours of records */
    RULE_THRESHOLD,  /* identities over a threshold of minutes */
    RULE_DIFFERENCE, /* before and after */
    RULE_MEAN,
    RULE_SHARE,
    RULE_NONE,       /* no data are recorded for it yet, or it is no one number */
};

struct indicator {
    const char *code;
    const char *number;  /* I01 …; NULL: none of its own */
    const char *measure; /* enterprises, persons, municipalities, services, hours, money, jobs, per_cent, count, score */
    enum indicator_rule how;
    int version; /* of the rule */
    struct text label;
    struct text rule;
    struct text dated_by;
    struct text reason; /* why it has no value as yet, or is none */
};
extern const struct indicator indicator_list[];
extern const size_t indicator_count;
const struct indicator *indicator_at(enum indicator_code code);
/* False if there is none. */
bool indicator_find(struct str code, enum indicator_code *out);
/* What its values are counted in, in words: empresas, horas; the currency for money. */
struct text indicator_measure_label(struct str measure);
struct text indicator_rule_label(enum indicator_rule rule);
/* Label of a part of a figure (falls, in_kind, with_enterprise …); TEXT_NONE if the code is none. */
struct text indicator_part_label(struct str part);

#endif
