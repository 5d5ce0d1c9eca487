#include "check.h"

#include "client/size.h"

static void is_class(struct date on, int64_t sales, int64_t workers, const char *code, const char *regime)
{
    struct size_result size = size_of(on, sales, workers);
    check_str(str_of(size_code(size.class)), code);
    check_str(str_of(size.regime), regime);
}

static void vectors(void **state)
{
    (void)state;
    struct date law = DATE(2014, 6, 30);
    is_class(law, 11683680, 10, "micro", "R1");
    is_class(law, 11683681, 10, "small", "R1");
    is_class(law, 5000000, 11, "small", "R1");
    is_class(law, 116764080, 50, "small", "R1");
    is_class(law, 116764081, 5, "outside", "R1");
    is_class(law, 116764080, 51, "outside", "R1");
    struct date reform = DATE(2026, 6, 1);
    is_class(reform, 2330160, 2, "subsistence", "R2");
    is_class(reform, 2330160, 3, "accumulation", "R2");
    is_class(reform, 12264001, 1, "expansion", "R2");
    is_class(reform, 20440001, 1, "small", "R2");
    is_class(reform, 20440000, 10, "expansion", "R2");
    is_class(reform, 204400001, 1, "outside", "R2");
}

static void practice_before_the_law(void **state)
{
    (void)state;
    is_class(DATE(2014, 5, 27), 6857136, 10, "micro", "R0");
    is_class(DATE(2014, 5, 27), 6857137, 10, "small", "R0");
    is_class(DATE(2014, 5, 27), 68571420, 50, "small", "R0");
    is_class(DATE(2014, 5, 27), 68571421, 50, "outside", "R0");
    is_class(DATE(2014, 5, 28), 6857137, 10, "micro", "R1");
}

static void same_data_other_day(void **state)
{
    (void)state;
    /* 482 wages of 408.80 are 197,041.60; 500 of them 204,400.00. */
    is_class(DATE(2025, 12, 31), 20000000, 5, "small", "R1");
    is_class(DATE(2026, 12, 31), 20000000, 5, "expansion", "R2");
}

static void larger_of_two_and_missing(void **state)
{
    (void)state;
    struct size_result size = size_of(DATE(2014, 6, 30), 100, 30);
    assert_int_equal(size.by_sales, SIZE_MICRO);
    assert_int_equal(size.by_workers, SIZE_SMALL);
    assert_int_equal(size.class, SIZE_SMALL);
    size = size_of(DATE(2014, 6, 30), INT_NONE, 3);
    assert_int_equal(size.by_sales, SIZE_NONE);
    assert_int_equal(size.class, SIZE_MICRO);
    size = size_of(DATE(2014, 6, 30), INT_NONE, INT_NONE);
    assert_int_equal(size.class, SIZE_NONE);
    assert_null(size_code(size.class));
}

static void wages(void **state)
{
    (void)state;
    assert_int_equal(size_minimum_wage(DATE(2011, 5, 15)), 0);
    assert_int_equal(size_minimum_wage(DATE(2011, 5, 16)), 22429);
    assert_int_equal(size_minimum_wage(DATE(2013, 12, 31)), 23310);
    assert_int_equal(size_minimum_wage(DATE(2014, 1, 1)), 24240);
    assert_int_equal(size_minimum_wage(DATE(2021, 7, 31)), 30417);
    assert_int_equal(size_minimum_wage(DATE(2026, 1, 1)), 40880);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors), cmocka_unit_test(practice_before_the_law), cmocka_unit_test(same_data_other_day),
        cmocka_unit_test(larger_of_two_and_missing), cmocka_unit_test(wages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
