#include "check.h"

#include "assistance/offer.h"
#include "assistance/settlement.h"
#include "assistance/share_rule.h"

/* The arithmetic of technical assistance: shares, withholding, the table of shares, what makes an offer inadmissible. */

static void withholding_of_the_domain(void **state)
{
    (void)state;
    /* domain.md 7.4 */
    struct settlement_pay pay = settlement_pay(50000, true);
    assert_int_equal(pay.base, 44248);
    assert_int_equal(pay.withheld, 4425);
    assert_int_equal(pay.net, 45575);
    pay = settlement_pay(50000, false);
    assert_int_equal(pay.base, 44248);
    assert_int_equal(pay.withheld, 0);
    assert_int_equal(pay.net, 50000);
    pay = settlement_pay(113, true);
    assert_int_equal(pay.base, 100);
    assert_int_equal(pay.withheld, 10);
    pay = settlement_pay(0, true);
    assert_int_equal(pay.base + pay.withheld + pay.net, 0);
}

static uint64_t seed = 7;

static int64_t any(int64_t below)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)((seed >> 33) % (uint64_t)below);
}

static void shares_of_ten_thousand_contracts(void **state)
{
    (void)state;
    struct assistance row;
    shape_clear(&assistance_entity.shape, &row);
    row.state = S("terminated");
    row.part_accepted = ANSWER_YES;
    row.total = money_of(100000000, "USD");
    for (int i = 0; i < 10000; i++) {
        int64_t total = any(100000000);
        row.client_percent = 300 + any(1501);
        row.accepted_amount = money_of(total, "USD");
        struct settlement_due due = settlement_due(&row);
        assert_int_equal(due.client + due.operator, total);
        /* Half up, exactly: 10000 client lies in (total percent - 5000, total percent + 5000]. */
        int64_t exact = total * row.client_percent;
        assert_true(due.client * 10000 > exact - 5000 && due.client * 10000 <= exact + 5000);
        struct settlement_pay pay = settlement_pay(total, true);
        assert_int_equal(pay.net + pay.withheld, total);
        assert_true(2 * 113 * pay.withheld > 20 * total - 113 && 2 * 113 * pay.withheld <= 20 * total + 113);
        assert_true(2 * 113 * pay.base > 200 * total - 113 && 2 * 113 * pay.base <= 200 * total + 113);
    }
}

static void what_is_owed(void **state)
{
    (void)state;
    struct assistance row;
    shape_clear(&assistance_entity.shape, &row);
    row.total = money_of(33333, "USD");
    row.client_percent = 1800;
    row.client_share = money_of(6000, "USD");
    row.operator_share = money_of(27333, "USD");
    row.state = S("finished");
    assert_int_equal(settlement_due(&row).total, 33333);
    assert_int_equal(settlement_due(&row).client, 6000);
    assert_int_equal(settlement_due(&row).operator, 27333);
    row.state = S("rejected");
    assert_int_equal(settlement_due(&row).total, 0);
    row.state = S("terminated");
    assert_int_equal(settlement_due(&row).total, 0);
}

static struct share_rule rule(int64_t percent)
{
    struct share_rule row;
    shape_clear(&share_rule_entity.shape, &row);
    row.percent = percent;
    return row;
}

static void the_first_row_that_fits(void **state)
{
    (void)state;
    struct share_rule rules[5] = {rule(300), rule(500), rule(700), rule(900), rule(1800)};
    rules[0].led_by = S("female");
    rules[0].age_to = 29;
    rules[1].zone = S("rural");
    rules[1].size_class = S("micro");
    rules[2].district = S("1408");
    rules[2].age_from = 60;
    rules[3].led_by = S("female");
    const struct {
        struct share_case of;
        int64_t percent;
    } cases[] = {
        {{.led_by = S("female"), .age = 29}, 300},
        {{.led_by = S("female"), .age = 30}, 900},
        {{.led_by = S("female"), .age = INT_NONE}, 900},
        {{.led_by = S("male"), .age = 20, .zone = S("rural"), .size_class = S("subsistence")}, 500},
        {{.led_by = S("male"), .age = 20, .zone = S("rural"), .size_class = S("small")}, 1800},
        {{.led_by = S("mixed"), .age = 60, .district = S("1408")}, 700},
        {{.led_by = S("mixed"), .age = 59, .district = S("1408")}, 1800},
        {{.age = INT_NONE}, 1800},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct share_rule *found = share_rule_choose(rules, 5, &cases[i].of);
        assert_non_null(found);
        assert_int_equal(found->percent, cases[i].percent);
    }
    assert_null(share_rule_choose(rules, 3, &cases[1].of));
    assert_null(share_rule_choose(NULL, 0, &cases[0].of));
}

static void offers_are_judged(void **state)
{
    (void)state;
    struct assistance terms;
    shape_clear(&assistance_entity.shape, &terms);
    terms.offers_due_on = DATE(2014, 12, 31);
    terms.offers_due_time = 16 * 60;
    struct offer offer;
    shape_clear(&offer_entity.shape, &offer);
    offer.is_signed = ANSWER_YES;
    offer.received_on = DATE(2014, 12, 31);
    assert_true(str_is_empty(offer_judge(&check_arena, &offer, &terms)));
    offer.received_time = 16 * 60;
    assert_true(str_is_empty(offer_judge(&check_arena, &offer, &terms)));
    offer.received_time = 16 * 60 + 1;
    check_str(offer_judge(&check_arena, &offer, &terms), "late");
    /* Over New Year, where a day of the year would begin again at one. */
    offer.received_on = DATE(2015, 1, 1);
    offer.received_time = 0;
    offer.is_signed = ANSWER_NONE;
    offer.set_aside = S("Sin plan de trabajo");
    check_str(offer_judge(&check_arena, &offer, &terms), "unsigned;late;set_aside");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(withholding_of_the_domain), cmocka_unit_test(shares_of_ten_thousand_contracts),
        cmocka_unit_test(what_is_owed),              cmocka_unit_test(the_first_row_that_fits),
        cmocka_unit_test(offers_are_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
