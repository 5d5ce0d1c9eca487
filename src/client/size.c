#include "client/size.h"

const struct choice size_classes[] = {
    {"subsistence", T("Microempresa de subsistencia", "Micro, subsistence"), "SUBSISTENCIA"},
    {"accumulation", T("Microempresa de acumulación", "Micro, accumulation"), "ACUMULACIÓN"},
    {"expansion", T("Microempresa de expansión", "Micro, expansion"), "EXPANSIÓN"},
    {"micro", T("Microempresa", "Micro enterprise"), "MICRO|MICRO-EMPRESA"},
    {"small", T("Pequeña empresa", "Small enterprise"), "PEQUEÑA"},
    {"medium", T("Mediana empresa", "Medium enterprise"), "MEDIANA"},
    {"outside", T("Fuera de la ley MYPE", "Outside the MYPE law"), "FUERA"},
    {NULL, T(NULL, NULL), NULL},
};
const struct choice size_regimes[] = {
    {"R0", T("Práctica de CONAMYPE antes de la ley", "Practice of CONAMYPE before the law"), NULL},
    {"R1", T("Ley MYPE de 2014", "MYPE law of 2014"), NULL},
    {"R2", T("Reforma de marzo de 2026", "Reform of March 2026"), NULL},
    {NULL, T(NULL, NULL), NULL},
};
const struct choice size_overrides[] = {
    {"micro", T("Microempresa", "Micro enterprise"), "MICRO|MICRO-EMPRESA"},
    {"small", T("Pequeña empresa", "Small enterprise"), "PEQUEÑA"},
    {"medium", T("Mediana empresa", "Medium enterprise"), "MEDIANA"},
    {"outside", T("Fuera de la ley MYPE", "Outside the MYPE law"), "FUERA"},
    {NULL, T(NULL, NULL), NULL},
};

/* Newest first; cents a month (domain 7.2). */
static const struct {
    struct date from;
    int64_t monthly;
} wages[] = {
    {{2025, 6, 1}, 40880}, {{2021, 8, 1}, 36500}, {{2018, 1, 1}, 30417}, {{2017, 1, 1}, 30000},
    {{2015, 1, 1}, 25170}, {{2014, 1, 1}, 24240}, {{2013, 7, 1}, 23310}, {{2011, 5, 16}, 22429},
};

/* A class holds while annual sales are at most `wages` minimum wages (or `cents`, where no wage counts) and workers at most
 * `workers`. Rows from small to large. */
struct step {
    enum size_class class;
    int64_t wages;
    int64_t cents;
    int64_t workers;
};
/* Monthly 5,714.28 and 57,142.85, compared with annual sales as twelve times that. */
static const struct step practice[] = {
    {SIZE_MICRO, 0, INT64_C(12) * 571428, 10},
    {SIZE_SMALL, 0, INT64_C(12) * 5714285, 50},
};
static const struct step law[] = {
    {SIZE_MICRO, 482, 0, 10},
    {SIZE_SMALL, 4817, 0, 50},
};
static const struct step reform[] = {
    {SIZE_SUBSISTENCE, 57, 0, 2},
    {SIZE_ACCUMULATION, 300, 0, 4},
    {SIZE_EXPANSION, 500, 0, 10},
    {SIZE_SMALL, 5000, 0, 50},
};
/* Newest first. The law and its reform took effect eight days after they were published (20 May 2014, 16 March 2026). */
static const struct {
    struct date from;
    const char *name;
    const struct step *steps;
    size_t count;
} regimes[] = {
    {{2026, 3, 24}, "R2", reform, COUNT_OF(reform)},
    {{2014, 5, 28}, "R1", law, COUNT_OF(law)},
    {{1900, 1, 1}, "R0", practice, COUNT_OF(practice)},
};

int64_t size_minimum_wage(struct date on)
{
    for (size_t i = 0; i < COUNT_OF(wages); i++) {
        if (date_cmp(on, wages[i].from) >= 0) {
            return wages[i].monthly;
        }
    }
    return 0;
}

struct size_result size_of(struct date on, int64_t annual_sales, int64_t workers)
{
    size_t regime = 0;
    while (regime + 1 < COUNT_OF(regimes) && date_cmp(on, regimes[regime].from) < 0) {
        regime++;
    }
    int64_t wage = size_minimum_wage(on);
    struct size_result result = {.regime = regimes[regime].name};
    if (annual_sales != INT_NONE) {
        result.by_sales = SIZE_OUTSIDE;
    }
    if (workers != INT_NONE) {
        result.by_workers = SIZE_OUTSIDE;
    }
    for (size_t i = regimes[regime].count; i-- > 0;) {
        const struct step *step = &regimes[regime].steps[i];
        int64_t most = step->wages > 0 ? step->wages * wage : step->cents;
        if (annual_sales != INT_NONE && annual_sales <= most) {
            result.by_sales = step->class;
        }
        if (workers != INT_NONE && workers <= step->workers) {
            result.by_workers = step->class;
        }
    }
    result.class = result.by_sales > result.by_workers ? result.by_sales : result.by_workers;
    return result;
}

const char *size_code(enum size_class class)
{
    static const char *const codes[] = {NULL, "subsistence", "accumulation", "expansion", "micro", "small", "outside"};
    return codes[class];
}
