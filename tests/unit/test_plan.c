#include "check.h"

#include "advice/plan.h"
#include "advice/plan_action.h"
#include "client/client.h"
#include "client/enterprise.h"
#include "intake/consent_text.h"
#include "intake/intake.h"

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

/* Lists are kept by stable codes, never by positions, and no code stands twice (mistake 1 of the old systems). */
static void codes_are_stable_and_stand_once(void **state)
{
    (void)state;
    static const struct choice *const lists[] = {plan_states, plan_action_states, plan_action_responsibles, intake_states, consent_text_kinds,
                                                 client_provenances, client_markets, client_statuses, enterprise_sectors};
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        for (const struct choice *one = lists[i]; one->code != NULL; one++) {
            assert_true(one->code[0] >= 'a' && one->code[0] <= 'z');
            for (const struct choice *other = one + 1; other->code != NULL; other++) {
                assert_string_not_equal(one->code, other->code);
            }
        }
    }
}

/* The form allows several markets, and so does the field (mistake 7). */
static void markets_are_several(void **state)
{
    (void)state;
    struct intake row;
    struct fault fault = {.arena = &check_arena};
    const struct field *field = shape_find(&intake_entity.shape, S("markets"));
    shape_clear(&intake_entity.shape, &row);
    assert_int_equal(field_parse(&fault, field, S("LOCAL;internacional"), "USD", &row), ERR_OK);
    assert_true(str_eq_c(row.markets, "local;international"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_left_across_the_new_year),
        cmocka_unit_test(open_states),
        cmocka_unit_test(codes_are_stable_and_stand_once),
        cmocka_unit_test(markets_are_several),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
