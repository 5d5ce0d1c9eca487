#include "check.h"

#include "results/suppress.h"

#define CELL(clients) ((uint64_t)(clients) << 32 | (uint64_t)((clients) > 0 ? (clients) * 3 : 0))
#define ONLY_SERVICES(services) ((uint64_t)(services))

static void nothing_small(void **state)
{
    (void)state;
    const uint64_t cells[] = {CELL(5), CELL(0), CELL(70)};
    bool hidden[3];
    suppress_cells(cells, 3, &(struct suppress_axis){1, 3}, 1, hidden);
    assert_false(hidden[0] || hidden[1] || hidden[2]);
}

static void one_small_takes_the_next_smallest_with_it(void **state)
{
    (void)state;
    const uint64_t cells[] = {CELL(40), CELL(3), CELL(0), CELL(9), CELL(70)};
    bool hidden[5];
    suppress_cells(cells, 5, &(struct suppress_axis){1, 5}, 1, hidden);
    assert_false(hidden[0]);
    assert_true(hidden[1]);
    assert_false(hidden[2]); /* nothing happened there, and that is known */
    assert_true(hidden[3]);
    assert_false(hidden[4]);
}

static void two_that_are_small_together(void **state)
{
    (void)state;
    const uint64_t cells[] = {CELL(1), CELL(2), CELL(60), CELL(7)};
    bool hidden[4];
    suppress_cells(cells, 4, &(struct suppress_axis){1, 4}, 1, hidden);
    assert_true(hidden[0] && hidden[1] && hidden[3]);
    assert_false(hidden[2]);
    const uint64_t enough[] = {CELL(4), CELL(2), CELL(60), CELL(7)};
    suppress_cells(enough, 4, &(struct suppress_axis){1, 4}, 1, hidden);
    assert_true(hidden[0] && hidden[1]);
    assert_false(hidden[2] || hidden[3]);
}

static void services_without_a_client_are_small(void **state)
{
    (void)state;
    const uint64_t cells[] = {ONLY_SERVICES(2), CELL(8), CELL(9)};
    bool hidden[3];
    suppress_cells(cells, 3, &(struct suppress_axis){1, 3}, 1, hidden);
    assert_true(hidden[0] && hidden[1]);
    assert_false(hidden[2]);
}

/* Whatever is hidden in a table of two dimensions cannot be worked out from the totals of its lines. */
static void two_dimensions(void **state)
{
    (void)state;
    const uint64_t cells[] = {CELL(20), CELL(30), CELL(40),  /**/ CELL(3), CELL(50), CELL(11), /**/ CELL(12), CELL(60), CELL(70)};
    const struct suppress_axis axes[] = {{3, 3}, {1, 3}};
    bool hidden[9];
    suppress_cells(cells, 9, axes, 2, hidden);
    assert_true(hidden[3]);
    for (size_t line = 0; line < 3; line++) {
        int across = 0;
        int down = 0;
        for (size_t i = 0; i < 3; i++) {
            across += hidden[line * 3 + i];
            down += hidden[i * 3 + line];
        }
        assert_true(across != 1 && down != 1);
    }
    assert_false(hidden[8]); /* the largest stays */
}

static void one_alone_has_no_line(void **state)
{
    (void)state;
    const uint64_t cells[] = {CELL(3)};
    bool hidden[1];
    suppress_cells(cells, 1, NULL, 0, hidden);
    assert_true(hidden[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_small),
        cmocka_unit_test(one_small_takes_the_next_smallest_with_it),
        cmocka_unit_test(two_that_are_small_together),
        cmocka_unit_test(services_without_a_client_are_small),
        cmocka_unit_test(two_dimensions),
        cmocka_unit_test(one_alone_has_no_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
