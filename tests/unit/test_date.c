#include "check.h"

#include <signal.h>

#include "base/date.h"

static void days_of_known_dates(UNUSED void **state)
{
    const struct {
        struct date date;
        int32_t days;
        int weekday;
    } known[] = {
        {DATE(1970, 1, 1), 0, 4},      {DATE(1969, 12, 31), -1, 3},    {DATE(1900, 1, 1), -25567, 1},
        {DATE(1900, 3, 1), -25508, 4}, {DATE(2000, 2, 29), 11016, 2},  {DATE(2014, 1, 1), 16071, 3},
        {DATE(2038, 1, 19), 24855, 2}, {DATE(2038, 1, 20), 24856, 3},  {DATE(2100, 3, 1), 47541, 1},
        {DATE(2199, 12, 31), 84005, 2}, {DATE(2026, 11, 23), 20780, 1},
    };
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        assert_int_equal(date_to_days(known[i].date), known[i].days);
        assert_int_equal(date_cmp(date_from_days(known[i].days), known[i].date), 0);
        assert_int_equal(date_weekday(known[i].date), known[i].weekday);
    }
}

static void every_day_follows_the_one_before(UNUSED void **state)
{
    struct date before = DATE(1900, 1, 1);
    int32_t first = date_to_days(before);
    int32_t last = date_to_days(DATE(2199, 12, 31));
    for (int32_t days = first + 1; days <= last; days++) {
        struct date date = date_from_days(days);
        assert_true(date_is_valid(date));
        assert_int_equal(date_to_days(date), days);
        assert_int_equal(date_cmp(before, date), -1);
        assert_int_equal(date_weekday(date), date_weekday(before) % 7 + 1);
        before = date;
    }
    assert_true(date_is_none(date_from_days(first - 1)));
    assert_true(date_is_none(date_from_days(last + 1)));
    assert_true(date_is_none(date_from_days(INT32_MAX)));
    assert_true(date_is_none(date_add_days(before, INT32_MAX)));
    assert_true(date_is_none(date_add_days(before, 1)));
}

static void months_are_clamped(UNUSED void **state)
{
    assert_int_equal(date_cmp(date_add_months(DATE(2014, 1, 31), 1), DATE(2014, 2, 28)), 0);
    assert_int_equal(date_cmp(date_add_months(DATE(2012, 1, 31), 1), DATE(2012, 2, 29)), 0);
    assert_int_equal(date_cmp(date_add_months(DATE(2014, 3, 15), -3), DATE(2013, 12, 15)), 0);
    assert_int_equal(date_cmp(date_add_months(DATE(2014, 11, 30), 14), DATE(2016, 1, 30)), 0);
    assert_true(date_is_none(date_add_months(DATE(1900, 1, 1), -1)));
    assert_true(date_is_none(date_add_months(DATE(2199, 12, 1), 1)));
    assert_true(date_is_none(date_add_months(DATE(2000, 1, 1), INT_MIN)));
}

static void ages_are_completed_years(UNUSED void **state)
{
    assert_int_equal(date_age(DATE(1990, 5, 20), DATE(2014, 5, 19)), 23);
    assert_int_equal(date_age(DATE(1990, 5, 20), DATE(2014, 5, 20)), 24);
    assert_int_equal(date_age(DATE(1992, 2, 29), DATE(2014, 2, 28)), 21);
    assert_int_equal(date_age(DATE(1992, 2, 29), DATE(2014, 3, 1)), 22);
}

static void what_people_type(UNUSED void **state)
{
    struct date date = DATE_NONE;
    static const char *const accepted[] = {"2014-02-05", "05/02/2014", "5/2/2014", " 5/02/2014 ", "05/2/2014"};
    for (size_t i = 0; i < COUNT_OF(accepted); i++) {
        date = DATE_NONE;
        assert_true(date_parse(str_of(accepted[i]), &date));
        assert_int_equal(date_cmp(date, DATE(2014, 2, 5)), 0);
    }
    assert_true(date_parse(S("29/02/2012"), &date));
    assert_int_equal(date_cmp(date, DATE(2012, 2, 29)), 0);
    static const char *const refused[] = {
        "31/02/2014", "2014-02-30", "29/02/2014", "29/02/1900", "02/13/2014", "1/1/14",     "2014-2-5",
        "2014/02/05", "05-02-2014", "5/2/20144",  "",           "/",          "//2014",     "5//2014",
        "00/01/2014", "1/0/2014",   "1/1/1899",   "1/1/2200",   "2014-02-05T", "+5/2/2014", "5/2/ 2014",
        "2014-02-0",  "a/b/cccc",   "005/2/2014", "5/2/2014/",  "2014-13-01"};
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        date = DATE(2001, 1, 1);
        if (date_parse(str_of(refused[i]), &date)) {
            fail_msg("accepted: %s", refused[i]);
        }
        assert_int_equal(date_cmp(date, DATE(2001, 1, 1)), 0);
    }
    assert_false(date_parse_iso(S("05/02/2014"), &date));
    assert_false(date_parse_iso(S(" 2014-02-05"), &date));
    assert_false(date_parse(STR_NONE, &date));
}

static void shown_in_both_languages(UNUSED void **state)
{
    struct date date = DATE(2014, 1, 1);
    check_str(date_iso(&check_arena, date), "2014-01-01");
    check_str(date_display(&check_arena, date), "01/01/2014");
    check_str(date_words(&check_arena, date, LANG_ES), "1 de enero de 2014");
    check_str(date_words(&check_arena, date, LANG_EN), "1 January 2014");
    assert_string_equal(date_month_name(9, LANG_ES), "septiembre");
    check_str(date_iso(&check_arena, DATE_NONE), "");
    check_str(date_display(&check_arena, DATE_NONE), "");
    check_str(date_words(&check_arena, DATE_NONE, LANG_ES), "");
    check_str(date_span(&check_arena, DATE(2014, 1, 1), DATE(2014, 12, 31), LANG_ES), "2014");
    check_str(date_span(&check_arena, DATE(2016, 2, 1), DATE(2016, 2, 29), LANG_ES), "febrero de 2016");
    check_str(date_span(&check_arena, DATE(2014, 1, 1), DATE(2014, 3, 31), LANG_EN), "January to March 2014");
    check_str(date_span(&check_arena, DATE(2016, 2, 1), DATE(2016, 2, 28), LANG_ES), "01/02/2016 – 28/02/2016");
    check_str(date_span(&check_arena, DATE(2014, 12, 1), DATE(2015, 1, 31), LANG_ES), "01/12/2014 – 31/01/2015");
    assert_true(date_is_month(DATE(2014, 6, 1), DATE(2014, 6, 30)) && !date_is_month(DATE(2014, 6, 1), DATE(2014, 7, 31)));
}

static void instants_read_and_shown(UNUSED void **state)
{
    int64_t instant = 0;
    assert_true(instant_parse(S("2026-11-23T12:00:00Z"), &instant));
    assert_true(instant == INT64_C(1795435200000000));
    check_str(instant_iso(&check_arena, instant), "2026-11-23T12:00:00.000000Z");
    check_str(instant_display(&check_arena, instant), "23/11/2026 06:00");
    assert_true(instant_parse(S("1969-12-31T23:59:59.999999Z"), &instant));
    assert_true(instant == -1);
    check_str(instant_iso(&check_arena, -1), "1969-12-31T23:59:59.999999Z");
    assert_true(instant_parse(S("2038-01-19T03:14:08.5Z"), &instant));
    assert_true(instant == INT64_C(2147483648500000));
    assert_true(instant_parse(S("2014-01-01T00:00:00-06:00"), &instant));
    check_str(instant_iso(&check_arena, instant), "2014-01-01T06:00:00.000000Z");
    static const char *const refused[] = {
        "2026-11-23",           "2026-11-23T12:00:00",  "2026-11-23T24:00:00Z",  "2026-11-23T12:60:00Z",
        "2026-11-23T12:00:60Z", "2026-11-31T12:00:00Z", "2026-11-23T12:00:00.Z", "2026-11-23T12:00:00.1234567Z",
        "2026-11-23 12:00:00Z", "2026-11-23T12:00:00Zx", "2026-11-23T12:00:00+25:00", ""};
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        if (instant_parse(str_of(refused[i]), &instant)) {
            fail_msg("accepted: %s", refused[i]);
        }
    }
}

static void today_is_the_agencys_day(UNUSED void **state)
{
    int64_t instant = 0;
    assert_true(instant_parse(S("2026-11-23T05:59:59Z"), &instant));
    clock_set(instant);
    assert_true(clock_now() == instant);
    assert_true(clock_now() == instant);
    assert_int_equal(date_cmp(clock_today(), DATE(2026, 11, 22)), 0);
    clock_set(instant + 1000000);
    assert_int_equal(date_cmp(clock_today(), DATE(2026, 11, 23)), 0);
    clock_set(0);
    assert_true(clock_now() > INT64_C(1600000000000000));
    int64_t before = clock_monotonic();
    assert_true(clock_monotonic() >= before);
    assert_true(date_is_none(instant_date(INT64_MAX / 2)));
}

static void clock_variable_run(void)
{
    setenv("ADELANTE_CLOCK", "2012-02-29T12:00:00Z", 1);
    if (date_cmp(clock_today(), DATE(2012, 2, 29)) != 0) {
        abort();
    }
    clock_set(0);
    if (date_cmp(clock_today(), DATE(2012, 2, 29)) == 0) {
        abort();
    }
}

static void clock_variable_wrong_run(void)
{
    setenv("ADELANTE_CLOCK", "yesterday", 1);
    clock_now();
}

/* Must run before the clock is read in this process. */
static void clock_is_set_by_the_environment(UNUSED void **state)
{
    assert_int_equal(check_signal_of(clock_variable_run), 0);
    assert_int_equal(check_signal_of(clock_variable_wrong_run), SIGABRT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clock_is_set_by_the_environment),
        cmocka_unit_test(days_of_known_dates),
        cmocka_unit_test(every_day_follows_the_one_before),
        cmocka_unit_test(months_are_clamped),
        cmocka_unit_test(ages_are_completed_years),
        cmocka_unit_test(what_people_type),
        cmocka_unit_test(shown_in_both_languages),
        cmocka_unit_test(instants_read_and_shown),
        cmocka_unit_test(today_is_the_agencys_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
