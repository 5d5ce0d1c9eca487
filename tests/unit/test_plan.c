#include "check.h"

#include "advice/plan.h"

/* Days left by real dates: a plan that ends in January is not late in December (mistake 5 of the old systems). */
static void days_left_across_the_new_year(void **state)
{
    (void)state;
    static const struct {
        struct date today;
        struct date end;
        int64_t left;
    } cases[] = {
        {{2014, 12, 28}, {2015, 1, 3}, 6},   {{2014, 12, 31}, {2015, 1, 1}, 1},   {{2015, 1, 1}, {2014, 12, 31}, -1},
        {{2016, 2, 28}, {2016, 3, 1}, 2},    {{2015, 2, 28}, {2015, 3, 1}, 1},    {{2014, 6, 30}, {2014, 6, 30}, 0},
        {{2014, 1, 15}, {2015, 1, 15}, 365}, {{2016, 1, 15}, {2017, 1, 15}, 366},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(plan_days_left(cases[i].today, cases[i].end), cases[i].left);
    }
    assert_int_equal(plan_days_left((struct date){2014, 12, 28}, DATE_NONE), INT_NONE);
}

static void open_states(void **state)
{
    (void)state;
    assert_true(plan_is_open(S("draft")) && plan_is_open(S("agreed")) && plan_is_open(S("running")));
    assert_false(plan_is_open(S("closed")) || plan_is_open(S("cancelled")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_left_across_the_new_year),
        cmocka_unit_test(open_states),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
