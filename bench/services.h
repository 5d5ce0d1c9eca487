/* bench/services.h: made-up services and measurements of any number, the same for every engine that is measured.
 *
 * A plain agency of ten years, 2010 to 2019: 25 services an enterprise, one enterprise in fifty moves, one in ten is measured
 * each December. Everything follows from the number of a row alone, so that nothing has to be kept.
 */
#ifndef BENCH_SERVICES_H
#define BENCH_SERVICES_H

#include "results/facts.h"

#define SERVICES_AN_ENTERPRISE 25
#define SERVICES_YEARS 10
#define SERVICES_FIRST_YEAR 2010
#define SERVICES_UNITS 12
#define SERVICES_MEASURED 10 /* one enterprise in so many */

struct service {
    uint32_t enterprise; /* 0, 1, … */
    uint32_t person;
    enum fact_kind kind;
    int32_t day;         /* facts_day */
    int year;
    unsigned place;      /* facts_place of the home on the day; a municipality of its own on the map of then */
    unsigned unit;
    int contact;         /* minutes; 0 unless it is a session */
    int preparation;
    int travel;
    uint32_t event;      /* of a training */
    int64_t amount;      /* approved, of a financial or non-reimbursable link; 0: none */
    enum fact_state state;
};
struct measurement {
    uint32_t enterprise;
    int32_t day;
    unsigned place;
    unsigned unit;
    int64_t sales;
    bool initial;
};
uint32_t services_enterprises(uint32_t services);
struct service services_row(uint32_t services, uint32_t number);
uint32_t services_measurements(uint32_t services);
struct measurement services_measurement(uint32_t services, uint32_t number);

#endif
