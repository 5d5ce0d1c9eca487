#include "check.h"

#include <pthread.h>
#include <string.h>

#include "base/date.h"
#include "base/id.h"
#include "base/map.h"

static void layout_is_that_of_version_7(UNUSED void **state)
{
    int64_t instant = 0;
    assert_true(instant_parse(S("2150-11-23T12:00:00.123456Z"), &instant));
    clock_set(instant);
    struct id id = id_new();
    uint64_t millisecond = 0;
    for (int i = 0; i < 6; i++) {
        millisecond = millisecond << 8 | id.bytes[i];
    }
    assert_true((int64_t)millisecond == instant / 1000);
    assert_int_equal(id.bytes[6] >> 4, 7);
    assert_int_equal(id.bytes[8] >> 6, 2);
    clock_set(0);
}

static void order_holds_when_the_clock_stands_or_steps_back(UNUSED void **state)
{
    struct id before = id_new();
    for (int i = 0; i < 100000; i++) {
        if (i == 30000) {
            clock_set(INT64_C(4102444800000000));
        } else if (i == 60000) {
            clock_set(1000);
        } else if (i == 90000) {
            clock_set(0);
        }
        struct id id = id_new();
        assert_int_equal(id_cmp(before, id), -1);
        assert_int_equal(id.bytes[6] >> 4, 7);
        assert_int_equal(id.bytes[8] >> 6, 2);
        before = id;
    }
}

#define EACH 20000

static void *many_run(void *out)
{
    struct id *ids = out;
    for (size_t i = 0; i < EACH; i++) {
        ids[i] = id_new();
    }
    return NULL;
}

static void threads_get_different_ones_in_order(UNUSED void **state)
{
    struct id *ids = ARENA_ARRAY(&check_arena, struct id, 4 * EACH);
    pthread_t threads[4];
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, many_run, ids + i * EACH), 0);
    }
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    struct map seen = MAP(&check_arena);
    for (size_t i = 0; i < (size_t)4 * EACH; i++) {
        map_set(&seen, (struct str){(const char *)ids[i].bytes, sizeof(ids[i].bytes)}, &ids[i]);
        assert_true(i % EACH == 0 || id_cmp(ids[i - 1], ids[i]) < 0);
    }
    assert_int_equal(seen.len, 4 * EACH);
}

static void text_form(UNUSED void **state)
{
    struct id id = ID_NONE;
    assert_true(id_parse(S("01932B3c-7DEF-7abc-8123-0123456789Ab"), &id));
    check_str(id_format(&check_arena, id), "01932b3c-7def-7abc-8123-0123456789ab");
    assert_int_equal(id.bytes[0], 0x01);
    assert_int_equal(id.bytes[15], 0xAB);
    struct id made = id_new();
    struct id again = ID_NONE;
    assert_true(id_parse(id_format(&check_arena, made), &again));
    assert_true(id_eq(made, again));
    static const char *const refused[] = {
        "", "01932b3c7def7abc81230123456789ab", "01932b3c-7def-7abc-8123-0123456789a",
        "01932b3c-7def-7abc-8123-0123456789abc", "01932b3g-7def-7abc-8123-0123456789ab",
        "01932b3c+7def-7abc-8123-0123456789ab", "{1932b3c-7def-7abc-8123-0123456789a}",
        "-01932b3c7def-7abc-8123-0123456789ab"};
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        assert_false(id_parse(str_of(refused[i]), &again));
    }
    assert_true(id_eq(made, again));
    assert_true(id_is_none(ID_NONE));
    assert_false(id_is_none(made));
    check_str(id_format(&check_arena, ID_NONE), "00000000-0000-0000-0000-000000000000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_holds_when_the_clock_stands_or_steps_back),
        cmocka_unit_test(threads_get_different_ones_in_order),
        cmocka_unit_test(layout_is_that_of_version_7),
        cmocka_unit_test(text_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
