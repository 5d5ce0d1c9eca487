#include "territory/working_day.h"

#define CODE_190 T("Código de Trabajo, art. 190", "Labour Code, art. 190")
#define ADDED T("Código de Trabajo, art. 190; el año desde el que rige es una suposición", "Labour Code, art. 190; the first year is an assumption")
#define CAPITAL T("Código de Trabajo, art. 190: solo en la ciudad de San Salvador", "Labour Code, art. 190: in the city of San Salvador only")
#define OFFICES                                                                            \
    T("Ley de asueto y vacaciones de los empleados públicos; los días son una suposición", \
      "Law of holidays of public employees; the days are an assumption")
#define SAN_SALVADOR "0614"

/* A day of the year, or where month is 0 so many days after Easter Sunday. */
struct rule {
    const char *code;
    struct text name;
    struct text basis;
    int from_year; /* 0: always */
    int month;
    int day;
    int days; /* how many in a row */
    enum holiday_reach reach;
    bool confirmed;
};
static const struct rule rules[] = {
    {"SV-ANO-NUEVO", T("Año Nuevo", "New Year"), CODE_190, 0, 1, 1, 1, HOLIDAY_NATIONAL, true},
    {"SV-SEMANA-SANTA", T("Semana Santa (oficinas públicas)", "Holy Week (public offices)"), OFFICES, 0, 0, -6, 3, HOLIDAY_PUBLIC_OFFICES, false},
    {"SV-JUEVES-SANTO", T("Jueves Santo", "Maundy Thursday"), CODE_190, 0, 0, -3, 1, HOLIDAY_NATIONAL, true},
    {"SV-VIERNES-SANTO", T("Viernes Santo", "Good Friday"), CODE_190, 0, 0, -2, 1, HOLIDAY_NATIONAL, true},
    {"SV-SABADO-SANTO", T("Sábado Santo", "Holy Saturday"), CODE_190, 0, 0, -1, 1, HOLIDAY_NATIONAL, true},
    {"SV-LUNES-PASCUA", T("Lunes de Pascua (oficinas públicas)", "Easter Monday (public offices)"), OFFICES, 0, 0, 1, 1, HOLIDAY_PUBLIC_OFFICES, false},
    {"SV-TRABAJO", T("Día del Trabajo", "Labour Day"), CODE_190, 0, 5, 1, 1, HOLIDAY_NATIONAL, true},
    {"SV-MADRE", T("Día de la Madre", "Mother's Day"), ADDED, 2016, 5, 10, 1, HOLIDAY_NATIONAL, false},
    {"SV-PADRE", T("Día del Padre", "Father's Day"), ADDED, 2013, 6, 17, 1, HOLIDAY_NATIONAL, false},
    {"SV-AGOSTO", T("Fiestas agostinas (oficinas públicas)", "August feasts (public offices)"), OFFICES, 0, 8, 1, 5, HOLIDAY_PUBLIC_OFFICES, false},
    {"SV-AGOSTO-3", T("Fiestas de San Salvador", "Feasts of San Salvador"), CAPITAL, 0, 8, 3, 1, HOLIDAY_LOCAL, true},
    {"SV-AGOSTO-5", T("Fiestas de San Salvador", "Feasts of San Salvador"), CAPITAL, 0, 8, 5, 1, HOLIDAY_LOCAL, true},
    {"SV-SALVADOR", T("Divino Salvador del Mundo", "Divine Saviour of the World"), CODE_190, 0, 8, 6, 1, HOLIDAY_NATIONAL, true},
    {"SV-INDEPENDENCIA", T("Día de la Independencia", "Independence Day"), CODE_190, 0, 9, 15, 1, HOLIDAY_NATIONAL, true},
    {"SV-DIFUNTOS", T("Día de los Difuntos", "All Souls' Day"), CODE_190, 0, 11, 2, 1, HOLIDAY_NATIONAL, true},
    {"SV-FIN-DE-ANO", T("Vacación de fin de año (oficinas públicas)", "Year-end leave (public offices)"), OFFICES, 0, 12, 24, 1,
     HOLIDAY_PUBLIC_OFFICES, false},
    {"SV-NAVIDAD", T("Navidad", "Christmas"), CODE_190, 0, 12, 25, 1, HOLIDAY_NATIONAL, true},
    {"SV-FIN-DE-ANO-2", T("Vacación de fin de año (oficinas públicas)", "Year-end leave (public offices)"), OFFICES, 0, 12, 26, 6,
     HOLIDAY_PUBLIC_OFFICES, false},
    {"SV-ENERO-2", T("Vacación de fin de año (oficinas públicas)", "Year-end leave (public offices)"), OFFICES, 0, 1, 2, 1,
     HOLIDAY_PUBLIC_OFFICES, false},
};

struct date working_day_easter(int year)
{
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    return DATE(year, f / 31, f % 31 + 1);
}

size_t working_day_holidays(int year, struct holiday_day out[HOLIDAY_DAYS_MOST])
{
    struct date easter = working_day_easter(year);
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        const struct rule *rule = &rules[i];
        if (year < rule->from_year) {
            continue;
        }
        struct date first = rule->month == 0 ? date_add_days(easter, rule->day) : DATE(year, rule->month, rule->day);
        for (int k = 0; k < rule->days; k++) {
            assert(count < HOLIDAY_DAYS_MOST);
            size_t at = count++;
            struct date date = date_add_days(first, k);
            for (; at > 0 && date_cmp(out[at - 1].date, date) > 0; at--) {
                out[at] = out[at - 1];
            }
            out[at] = (struct holiday_day){date, rule->code, rule->name, rule->reach,
                                           rule->reach == HOLIDAY_LOCAL ? SAN_SALVADOR : NULL, rule->basis, rule->confirmed};
        }
    }
    return count;
}

bool working_day_is(const struct working_days *calendar, struct date date)
{
    if (date_weekday(date) > 5) {
        return false;
    }
    for (size_t i = 0; i < calendar->count; i++) {
        if (date_cmp(calendar->off[i], date) == 0) {
            return false;
        }
    }
    return true;
}

struct date working_day_after(const struct working_days *calendar, struct date from, int64_t days)
{
    struct date date = from;
    while (days > 0 && !date_is_none(date)) {
        date = date_add_days(date, 1);
        days -= !date_is_none(date) && working_day_is(calendar, date) ? 1 : 0;
    }
    return date;
}

int64_t working_day_between(const struct working_days *calendar, struct date from, struct date to)
{
    if (date_cmp(to, from) < 0) {
        return -working_day_between(calendar, to, from);
    }
    int64_t count = 0;
    for (struct date date = date_add_days(from, 1); date_cmp(date, to) <= 0; date = date_add_days(date, 1)) {
        count += working_day_is(calendar, date) ? 1 : 0;
    }
    return count;
}
