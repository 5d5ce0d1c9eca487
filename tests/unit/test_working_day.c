#include "check.h"

#include "territory/working_day.h"

static void easter(UNUSED void **state)
{
    static const struct date known[] = {{1954, 4, 18}, {1981, 4, 19}, {2000, 4, 23}, {2008, 3, 23}, {2011, 4, 24}, {2014, 4, 20},
                                        {2024, 3, 31}, {2025, 4, 20}, {2026, 4, 5},  {2027, 3, 28}, {2038, 4, 25}};
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        assert_int_equal(date_cmp(working_day_easter(known[i].year), known[i]), 0);
    }
    for (int year = 1900; year < 2200; year++) {
        struct date sunday = working_day_easter(year);
        assert_int_equal(date_weekday(sunday), 7);
        assert_true(date_cmp(sunday, DATE(year, 3, 22)) >= 0 && date_cmp(sunday, DATE(year, 4, 25)) <= 0);
    }
}

/* The days of one reach, in order. */
static size_t days_of(int year, enum holiday_reach reach, struct date out[HOLIDAY_DAYS_MOST])
{
    struct holiday_day all[HOLIDAY_DAYS_MOST];
    size_t len = working_day_holidays(year, all);
    size_t count = 0;
    for (size_t i = 0; i < len; i++) {
        assert_true(i == 0 || date_cmp(all[i - 1].date, all[i].date) <= 0);
        if (all[i].reach == reach) {
            out[count++] = all[i].date;
        }
    }
    return count;
}

static void holidays_of_the_law(UNUSED void **state)
{
    static const struct date national[] = {{2026, 1, 1},  {2026, 4, 2},  {2026, 4, 3},  {2026, 4, 4},  {2026, 5, 1},  {2026, 5, 10},
                                           {2026, 6, 17}, {2026, 8, 6},  {2026, 9, 15}, {2026, 11, 2}, {2026, 12, 25}};
    struct date found[HOLIDAY_DAYS_MOST];
    assert_int_equal(days_of(2026, HOLIDAY_NATIONAL, found), COUNT_OF(national));
    for (size_t i = 0; i < COUNT_OF(national); i++) {
        assert_int_equal(date_cmp(found[i], national[i]), 0);
    }
    assert_int_equal(days_of(2012, HOLIDAY_NATIONAL, found), COUNT_OF(national) - 2);
    assert_int_equal(days_of(2026, HOLIDAY_LOCAL, found), 2);
    assert_int_equal(date_cmp(found[0], DATE(2026, 8, 3)), 0);
    assert_int_equal(date_cmp(found[1], DATE(2026, 8, 5)), 0);
}

static struct working_days calendar(int year, struct date *days)
{
    return (struct working_days){days, days_of(year, HOLIDAY_NATIONAL, days)};
}

static void counting(UNUSED void **state)
{
    struct date days[HOLIDAY_DAYS_MOST];
    struct working_days national = calendar(2026, days);
    static const struct {
        struct date from;
        int64_t count;
        struct date due;
    } terms[] = {
        {{2026, 7, 31}, 5, {2026, 8, 10}}, /* 6 August between */
        {{2026, 6, 12}, 5, {2026, 6, 22}}, /* 17 June between */
        {{2026, 3, 31}, 5, {2026, 4, 9}},  /* Holy Week: Wednesday, then Monday to Thursday */
        {{2026, 4, 3}, 1, {2026, 4, 6}},   /* from a holiday */
        {{2026, 2, 6}, 5, {2026, 2, 13}},  /* an ordinary week */
        {{2026, 2, 7}, 1, {2026, 2, 9}},   /* from a Saturday */
    };
    for (size_t i = 0; i < COUNT_OF(terms); i++) {
        struct date due = working_day_after(&national, terms[i].from, terms[i].count);
        assert_int_equal(date_cmp(due, terms[i].due), 0);
        assert_int_equal(working_day_between(&national, terms[i].from, due), terms[i].count);
    }
    assert_false(working_day_is(&national, DATE(2026, 8, 6)));
    assert_true(working_day_is(&national, DATE(2026, 8, 5)));
    assert_false(working_day_is(&national, DATE(2026, 8, 8)));
    assert_int_equal(working_day_between(&national, DATE(2026, 8, 7), DATE(2026, 8, 5)), -1);
    assert_int_equal(working_day_between(&national, DATE(2026, 8, 7), DATE(2026, 8, 7)), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(easter),
        cmocka_unit_test(holidays_of_the_law),
        cmocka_unit_test(counting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
