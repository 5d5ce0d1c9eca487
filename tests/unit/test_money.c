#include "check.h"

#include <signal.h>
#include <string.h>

#include "base/money.h"
#include "base/secret.h"

static void amounts_people_type(UNUSED void **state)
{
    static const struct {
        const char *text;
        int64_t minor;
    } accepted[] = {
        {"262573.17", 26257317},   {"262,573.17", 26257317},    {"$ 262,573.17", 26257317},
        {"$262,573.17", 26257317}, {"US$ 1,000", 100000},       {"-5.00", -500},
        {"0", 0},                  {"0.05", 5},                 {"7.5", 750},
        {" 12 ", 1200},            {"$\xC2\xA0""12.00", 1200},  {"-$ 5.00", -500},
        {"1,234,567.89", 123456789}, {"007", 700},              {"1,000,000,000,000.00", MONEY_LIMIT},
        {"1000000000000", MONEY_LIMIT},
    };
    for (size_t i = 0; i < COUNT_OF(accepted); i++) {
        struct money money = MONEY_NONE;
        if (!money_parse(str_of(accepted[i].text), "USD", &money)) {
            fail_msg("refused: %s", accepted[i].text);
        }
        assert_true(money.minor == accepted[i].minor);
        assert_string_equal(money.currency, "USD");
    }
    struct money euros = MONEY_NONE;
    assert_true(money_parse(S("EUR 1.00"), "EUR", &euros));
    assert_int_equal(euros.minor, 100);
    assert_false(money_parse(S("$ 1.00"), "EUR", &euros));
}

static void amounts_refused(UNUSED void **state)
{
    static const char *const refused[] = {
        "2,097,2312.96", "1,00.00",  "1.000,50",  "1,5",       ".5.",       "",        "$",         "-",
        ".5",            "5.",       "1.234",     "1,,000",    "1,000,",    ",100",    "0,500",     "1000,000",
        "1 000",         "12a",      "1e5",       "--5",       "+5",        "5-",      "(5.00)",    "5 USD",
        "$$5",           "1,000.0,0", "1.1.1",    "\xD9\xA1",  "1000000000000.01",     "1,000,000,000,001.00",
        "99999999999999999999999999999999", "$ -5.00", "- 5"};
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        struct money money = MONEY_NONE;
        if (money_parse(str_of(refused[i]), "USD", &money)) {
            fail_msg("accepted: %s", refused[i]);
        }
        assert_true(money_is_none(money));
    }
}

static void amounts_shown(UNUSED void **state)
{
    struct money money = money_of(26257317, "USD");
    check_str(money_plain(&check_arena, money), "262573.17");
    check_str(money_display(&check_arena, money), "262,573.17");
    check_str(money_symbol(&check_arena, money), "$ 262,573.17");
    check_str(money_symbol(&check_arena, money_of(100, "EUR")), "EUR 1.00");
    check_str(money_symbol(&check_arena, money_of(-500, "USD")), "-$ 5.00");
    check_str(money_display(&check_arena, money_of(-5, "USD")), "-0.05");
    check_str(money_display(&check_arena, money_of(100000, "USD")), "1,000.00");
    check_str(money_display(&check_arena, money_of(100000500, "USD")), "1,000,005.00");
    check_str(money_plain(&check_arena, MONEY_NONE), "");
    check_str(money_symbol(&check_arena, MONEY_NONE), "");
    check_str(count_display(&check_arena, 1234567), "1,234,567");
    check_str(count_display(&check_arena, -1000), "-1,000");
    check_str(count_display(&check_arena, 999), "999");
    check_str(count_display(&check_arena, INT64_MIN), "-9,223,372,036,854,775,808");
}

static uint64_t random_below(uint64_t limit)
{
    uint64_t value = 0;
    random_bytes(&value, sizeof(value));
    return value % limit;
}

static void what_is_shown_is_read_back(UNUSED void **state)
{
    random_seed(7);
    struct arena arena = {0};
    for (int i = 0; i < 10000; i++) {
        int64_t minor = (int64_t)random_below(MONEY_LIMIT) >> random_below(40);
        struct money money = money_of(i % 2 == 0 ? minor : -minor, "USD");
        struct str shown[] = {money_plain(&arena, money), money_display(&arena, money), money_symbol(&arena, money)};
        for (size_t j = 0; j < COUNT_OF(shown); j++) {
            struct money again = MONEY_NONE;
            assert_true(money_parse(shown[j], "USD", &again));
            assert_true(again.minor == money.minor);
        }
        arena_reset(&arena);
    }
    arena_release(&arena);
}

static void different_currencies_run(void)
{
    money_add(money_of(1, "USD"), money_of(1, "EUR"));
}

static void sums(UNUSED void **state)
{
    assert_int_equal(money_add(money_of(5, "USD"), money_of(-7, "USD")).minor, -2);
    assert_int_equal(money_add(MONEY_NONE, money_of(7, "USD")).minor, 7);
    assert_int_equal(money_add(money_of(7, "USD"), MONEY_NONE).minor, 7);
    assert_true(money_is_none(money_add(MONEY_NONE, MONEY_NONE)));
    assert_int_equal(check_signal_of(different_currencies_run), SIGABRT);
}

static void shares_round_half_away_from_zero(UNUSED void **state)
{
    assert_int_equal(money_share(33333, 1800), 6000);
    assert_int_equal(money_share(100000, 1000), 10000);
    assert_int_equal(money_share(50, 100), 1); /* 0.5 cents */
    assert_int_equal(money_share(-50, 100), -1);
    assert_int_equal(money_share(49, 100), 0);
    assert_int_equal(money_share(-49, 100), 0);
    assert_true(money_share(MONEY_LIMIT, 10000) == MONEY_LIMIT);
    assert_int_equal(percent_hundredths(1, 3), 3333);
    assert_int_equal(percent_hundredths(2, 3), 6667);
    assert_int_equal(percent_hundredths(-2, 3), -6667);
    assert_int_equal(percent_hundredths(1, 20000), 1);
    assert_int_equal(percent_hundredths(0, 5), 0);
}

static void allocation_of_known_cases(UNUSED void **state)
{
    int64_t parts[3] = {0};
    money_allocate(100, (const int64_t[]){1, 1, 1}, 3, parts);
    assert_memory_equal(parts, ((const int64_t[]){34, 33, 33}), sizeof(parts));
    money_allocate(-100, (const int64_t[]){1, 1, 1}, 3, parts);
    assert_memory_equal(parts, ((const int64_t[]){-34, -33, -33}), sizeof(parts));
    money_allocate(101, (const int64_t[]){0, 1, 2}, 3, parts);
    assert_memory_equal(parts, ((const int64_t[]){0, 34, 67}), sizeof(parts));
    money_allocate(1, (const int64_t[]){1, 2, 2}, 3, parts);
    assert_memory_equal(parts, ((const int64_t[]){0, 1, 0}), sizeof(parts));
    money_allocate(INT64_MAX, (const int64_t[]){INT64_MAX, INT64_MAX, INT64_MAX}, 3, parts);
    assert_true(parts[0] + parts[1] + parts[2] == INT64_MAX);
}

static void allocation_adds_up_and_stays_within_a_cent(UNUSED void **state)
{
    random_seed(20140101);
    for (int run = 0; run < 10000; run++) {
        int64_t weights[12];
        int64_t parts[12];
        size_t count = 1 + random_below(COUNT_OF(weights));
        uint64_t limit = UINT64_C(1) << (1 + random_below(40));
        int64_t sum = 0;
        for (size_t i = 0; i < count; i++) {
            weights[i] = (int64_t)random_below(limit);
            sum += weights[i];
        }
        if (sum == 0) {
            weights[0] = 1;
            sum = 1;
        }
        int64_t total = (int64_t)random_below(MONEY_LIMIT) >> random_below(46);
        total = run % 3 == 0 ? -total : total;
        money_allocate(total, weights, count, parts);
        int64_t added = 0;
        for (size_t i = 0; i < count; i++) {
            added += parts[i];
            /* |part × sum − total × weight| < sum */
            __extension__ __int128 off = parts[i];
            __extension__ __int128 exact = total;
            off *= sum;
            exact *= weights[i];
            off -= exact;
            assert_true(off < sum && off > -sum);
            assert_true(weights[i] > 0 || parts[i] == 0);
        }
        assert_true(added == total);
    }
}

static void co_financing_known_cases_d23(UNUSED void **state)
{
    struct money_split split = money_split_of_share(900000, 9000); /* 9,000.00 at 90 % */
    assert_int_equal(split.rest, 100000);
    assert_int_equal(split.total, 1000000);
    split = money_split(33333, 1800); /* 333.33 at 18 % */
    assert_int_equal(split.share, 6000);
    assert_int_equal(split.rest, 27333);
    split = money_split(100000, 1000);
    assert_int_equal(split.share, 10000);
    assert_int_equal(split.rest, 90000);
    split = money_split_of_share(50000, 9000); /* 500.00: 55.56, the third of a cent goes up */
    assert_int_equal(split.rest, 5556);
    split = money_split_of_share(900000, 10000);
    assert_int_equal(split.rest, 0);
}

static void co_financing_of_random_cases_adds_up_d23(UNUSED void **state)
{
    random_seed(23);
    for (int i = 0; i < 10000; i++) {
        int64_t amount = (int64_t)(random_below(5000000));
        int64_t percent = (int64_t)(random_below(10000)) + 1;
        struct money_split of_total = money_split(amount, percent);
        assert_true(of_total.share + of_total.rest == of_total.total && of_total.total == amount);
        assert_true(of_total.share >= 0 && of_total.rest >= 0);
        struct money_split of_share = money_split_of_share(amount, percent);
        assert_true(of_share.share + of_share.rest == of_share.total && of_share.share == amount);
        assert_true(of_share.rest >= 0);
        /* The percentage of what is invoiced is the share again, to the cent. */
        assert_true(money_share(of_share.total, percent) == amount);
    }
}

static void hundredths(UNUSED void **state)
{
    int64_t value = 0;
    assert_true(hundredths_parse(S("18.5"), &value));
    assert_int_equal(value, 1850);
    assert_true(hundredths_parse(S("-0.05"), &value));
    assert_int_equal(value, -5);
    assert_true(hundredths_parse(S("100"), &value));
    assert_int_equal(value, 10000);
    static const char *const refused[] = {"1,000", "18.555", "18,5", "", "18 %", "$ 1", "1e2", "18."};
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        if (hundredths_parse(str_of(refused[i]), &value)) {
            fail_msg("accepted: %s", refused[i]);
        }
    }
    check_str(hundredths_plain(&check_arena, 1850), "18.50");
    check_str(hundredths_plain(&check_arena, -5), "-0.05");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_people_type),
        cmocka_unit_test(amounts_refused),
        cmocka_unit_test(amounts_shown),
        cmocka_unit_test(what_is_shown_is_read_back),
        cmocka_unit_test(sums),
        cmocka_unit_test(shares_round_half_away_from_zero),
        cmocka_unit_test(allocation_of_known_cases),
        cmocka_unit_test(allocation_adds_up_and_stays_within_a_cent),
        cmocka_unit_test(co_financing_known_cases_d23),
        cmocka_unit_test(co_financing_of_random_cases_adds_up_d23),
        cmocka_unit_test(hundredths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
