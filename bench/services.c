#include "services.h"

#include "territory/territory.h"

static uint64_t mix(uint64_t value)
{
    value += UINT64_C(0x9e3779b97f4a7c15);
    value = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    value = (value ^ (value >> 27)) * UINT64_C(0x94d049bb133111eb);
    return value ^ (value >> 31);
}

static int32_t year_start(int year)
{
    return facts_day(DATE((int16_t)year, 1, 1));
}

uint32_t services_enterprises(uint32_t services)
{
    return services / SERVICES_AN_ENTERPRISE + 1;
}

/* The home of an enterprise; the one in fifty that moves does so after half of the years. */
static unsigned home(uint32_t enterprise, int32_t day)
{
    bool moved = enterprise % 50 == 7 && day >= year_start(SERVICES_FIRST_YEAR + SERVICES_YEARS / 2);
    return 1 + (unsigned)(mix(enterprise * 2ULL + moved) % territory_district_count);
}

static enum fact_kind draw_kind(uint64_t draw)
{
    static const enum fact_kind kinds[] = {
        FACT_ADVICE_BUSINESS, FACT_ADVICE_BUSINESS, FACT_ADVICE_BUSINESS, FACT_ADVICE_BUSINESS, FACT_ADVICE_FINANCE,
        FACT_ADVICE_FINANCE,  FACT_ADVICE_ICT,      FACT_ADVICE_WOMEN,    FACT_ATTENTION,       FACT_TRAINING,
        FACT_TRAINING,        FACT_TRAINING,        FACT_TRAINING,
    };
    static const enum fact_kind rare[] = {
        FACT_SPECIALISED_SERVICE, FACT_BUSINESS_PLAN,   FACT_INVESTMENT_PLAN,   FACT_ASSISTANCE,   FACT_ASSISTANCE,
        FACT_LINK_FINANCIAL,      FACT_LINK_FINANCIAL,  FACT_LINK_NON_REIMBURSABLE, FACT_LINK_COMMERCIAL,
        FACT_LINK_INSTITUTIONAL,  FACT_LINK_ACADEMIC,
    };
    return draw % 8 != 0 ? kinds[draw / 8 % COUNT_OF(kinds)] : rare[draw / 8 % COUNT_OF(rare)];
}

struct service services_row(uint32_t services, uint32_t number)
{
    uint64_t draw = mix(number);
    uint64_t more = mix(draw);
    int year = SERVICES_FIRST_YEAR + (int)((uint64_t)number * SERVICES_YEARS / services);
    struct service row = {
        .enterprise = (uint32_t)((draw >> 32) % services_enterprises(services)),
        .kind = draw_kind(draw & 0xffff),
        .year = year,
        .day = year_start(year) + (int32_t)(more % 365),
        .state = (enum fact_state)(more >> 60 & 3),
    };
    row.person = row.enterprise * 2 + (uint32_t)(more >> 20 & 1);
    row.place = home(row.enterprise, row.day);
    row.unit = (unsigned)(mix(row.enterprise) >> 40) % SERVICES_UNITS;
    if (FACT_IS_SESSION(row.kind)) {
        row.contact = (int)(more >> 24 & 63) * 2 + 2;
        row.preparation = 15;
        row.travel = (int)(more >> 32 & 31);
    } else if (row.kind == FACT_TRAINING) {
        row.event = number / 200; /* of any of some days */
    } else if (row.kind == FACT_LINK_FINANCIAL || row.kind == FACT_LINK_NON_REIMBURSABLE) {
        row.amount = 10000 + (int64_t)(more >> 36 & 0xfffff);
    }
    return row;
}

uint32_t services_measurements(uint32_t services)
{
    return services_enterprises(services) / SERVICES_MEASURED * SERVICES_YEARS;
}

struct measurement services_measurement(uint32_t services, uint32_t number)
{
    (void)services;
    uint32_t enterprise = number / SERVICES_YEARS * SERVICES_MEASURED;
    int year = SERVICES_FIRST_YEAR + (int)(number % SERVICES_YEARS);
    struct measurement row = {
        .enterprise = enterprise,
        .day = year_start(year) + 350,
        .unit = (unsigned)(mix(enterprise) >> 40) % SERVICES_UNITS,
        .sales = 100000 + (int64_t)(mix(UINT64_C(0x100000000) + number) & 0xfffff),
        .initial = number % SERVICES_YEARS == 0,
    };
    row.place = home(enterprise, row.day);
    return row;
}
