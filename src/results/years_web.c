#include "results/years_web.h"

#include "party/party.h"
#include "results/statement.h"

static void add_year(struct years *years, int year)
{
    for (size_t i = 0; i < years->count; i++) {
        if (years->items[i] == year) {
            years->months[i]++;
            return;
        }
    }
    if (years->count < YEARS_MOST) {
        years->months[years->count] = 1;
        years->items[years->count++] = year;
    }
}

enum err years_find(struct visit *visit, struct str unit, int64_t month, struct years *out)
{
    struct statement_cube_input *in = shape_new(visit->arena, &statement_cube_input_shape);
    struct list list = {.total = INT_NONE};
    *out = (struct years){.month = month};
    in->question.from = DATE(YEARS_FIRST, 1, 1);
    in->question.to = DATE(clock_today().year, 12, 31);
    in->question.unit = unit;
    in->by = S("month");
    TRY(visit_run(visit, op_find(S("results.cube")), in, &list));
    const struct statement_cell *cells = list.rows.items;
    for (size_t i = list.rows.len; i > 0; i--) {
        struct date first;
        if (date_parse_iso(str_format(visit->arena, STR_FMT "-01", STR_ARG(cells[i - 1].first)), &first)) {
            add_year(out, party_fiscal_year_start(first, month).year);
        }
    }
    return ERR_OK;
}

int years_choose(const struct years *years, struct str asked)
{
    int now = party_fiscal_year_start(clock_today(), years->month).year;
    int64_t year = 0;
    if (str_to_int(asked, &year) && year >= YEARS_FIRST && year <= now) {
        return (int)year;
    }
    int chosen = years->count > 0 ? years->items[0] : now;
    for (size_t i = years->count; i > 0 && chosen != now; i--) {
        chosen = years->months[i - 1] >= 6 ? years->items[i - 1] : chosen;
    }
    return chosen;
}

struct date years_from(const struct years *years, int year)
{
    return DATE(year, (int)years->month, 1);
}

struct date years_to(const struct years *years, int year)
{
    return date_add_days(date_add_months(years_from(years, year), 12), -1);
}
