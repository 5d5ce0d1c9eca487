#include "check.h"

#include <string.h>

static void no_value_and_empty_differ_only_in_ptr(UNUSED void **state)
{
    assert_null(str_of(NULL).ptr);
    assert_non_null(S("").ptr);
    assert_true(str_eq(STR_NONE, S("")));
    assert_true(str_is_empty(STR_NONE));
    assert_false(str_eq(STR_NONE, S("a")));
    assert_null(str_copy(&check_arena, STR_NONE).ptr);
    assert_non_null(str_copy(&check_arena, S("")).ptr);
    assert_string_equal(str_c(&check_arena, STR_NONE), "");
}

static void copies_are_terminated(UNUSED void **state)
{
    struct str copy = str_copy(&check_arena, str_slice(S("abcdef"), 1, 3));
    assert_int_equal(copy.len, 2);
    assert_string_equal(copy.ptr, "bc");
}

static void format_is_exact_around_the_small_buffer(UNUSED void **state)
{
    for (int width = 250; width < 260; width++) {
        struct str s = str_format(&check_arena, "%*d", width, 7);
        assert_int_equal(s.len, width);
        assert_int_equal(s.ptr[width - 1], '7');
        assert_int_equal(s.ptr[width], 0);
    }
}

static void order_is_by_unsigned_bytes_then_length(UNUSED void **state)
{
    assert_int_equal(str_cmp(S("a"), S("b")), -1);
    assert_int_equal(str_cmp(S("ab"), S("a")), 1);
    assert_int_equal(str_cmp(S("z"), S("\xC3\xB1")), -1);
    assert_int_equal(str_cmp(STR_NONE, S("")), 0);
}

static void parts_are_found(UNUSED void **state)
{
    assert_int_equal(str_find(S("morazan"), S("za")), 4);
    assert_int_equal(str_find(S("morazan"), S("")), 0);
    assert_int_equal(str_find(S("mo"), S("mor")), SIZE_MAX);
    assert_true(str_starts(S("abc"), S("ab")));
    assert_true(str_starts(STR_NONE, S("")));
    assert_false(str_starts(S("a"), S("ab")));
    assert_true(str_ends(S("abc"), S("bc")));
    assert_false(str_ends(S("c"), S("bc")));
    check_str(str_slice(S("abc"), 1, 99), "bc");
    check_str(str_slice(S("abc"), 9, 1), "");
}

static void trim_takes_hard_blanks_but_no_halves(UNUSED void **state)
{
    check_str(str_trim(S(" \t\xC2\xA0\r\n a b\xC2\xA0 ")), "a b");
    check_str(str_trim(S(" \xC2\xA0 ")), "");
    /* à ends in the byte A0 */
    check_str(str_trim(S("\xC3\xA0 ")), "\xC3\xA0");
}

static void split_check(const char *text, size_t count, const char *const *expected)
{
    struct str rest = str_of(text);
    struct str part = STR_NONE;
    for (size_t i = 0; i < count; i++) {
        assert_true(str_split(&rest, ',', &part));
        check_str(part, expected[i]);
        assert_non_null(part.ptr);
    }
    assert_false(str_split(&rest, ',', &part));
    assert_false(str_split(&rest, ',', &part));
}

static void split_gives_every_part(UNUSED void **state)
{
    split_check("a,b", 2, (const char *const[]){"a", "b"});
    split_check("", 0, NULL);
    split_check(NULL, 0, NULL);
    split_check("a,", 2, (const char *const[]){"a", ""});
    split_check(",", 2, (const char *const[]){"", ""});
    split_check(",,x", 3, (const char *const[]){"", "", "x"});
    split_check("solo", 1, (const char *const[]){"solo"});
}

static void integers_in_range_only(UNUSED void **state)
{
    int64_t value = 0;
    assert_true(str_to_int(S("9223372036854775807"), &value));
    assert_true(value == INT64_MAX);
    assert_true(str_to_int(S("-9223372036854775808"), &value));
    assert_true(value == INT64_MIN);
    assert_true(str_to_int(S("+7"), &value));
    assert_int_equal(value, 7);
    assert_true(str_to_int(S("007"), &value));
    assert_int_equal(value, 7);
    static const char *const refused[] = {"9223372036854775808", "-9223372036854775809", "", "-", "+", " 1", "1 ",
                                          "1.0", "0x10", "--1", "1e3", "99999999999999999999999"};
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        value = 42;
        assert_false(str_to_int(str_of(refused[i]), &value));
        assert_int_equal(value, 42);
    }
}

static void buf_grows_in_place_and_elsewhere(UNUSED void **state)
{
    struct arena arena = {0};
    struct buf buf = BUF(&arena);
    check_str(buf_str(&buf), "");
    assert_non_null(buf_str(&buf).ptr);
    size_t expected = 0;
    for (int i = 0; i < 20000; i++) {
        buf_put(&buf, S("abc"));
        expected += 3;
        if (i % 5000 == 0) {
            arena_alloc(&arena, 1); /* no longer the newest */
        }
    }
    assert_int_equal(buf.len, expected);
    for (size_t i = 0; i < expected; i++) {
        assert_int_equal(buf_str(&buf).ptr[i], "abc"[i % 3]);
    }
    arena_release(&arena);
}

static void buf_writes_numbers_and_formats(UNUSED void **state)
{
    struct buf buf = BUF(&check_arena);
    buf_put_int(&buf, INT64_MIN);
    buf_put_char(&buf, ' ');
    buf_put_int(&buf, 0);
    buf_put_c(&buf, NULL);
    buf_put(&buf, STR_NONE);
    buf_format(&buf, " %s=%d", "x", -5);
    check_str(buf_str(&buf), "-9223372036854775808 0 x=-5");
    struct buf wide = BUF(&check_arena);
    buf_format(&wide, "%*d", 5000, 1);
    assert_int_equal(wide.len, 5000);
    assert_int_equal(wide.ptr[4999], '1');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_value_and_empty_differ_only_in_ptr),
        cmocka_unit_test(copies_are_terminated),
        cmocka_unit_test(format_is_exact_around_the_small_buffer),
        cmocka_unit_test(order_is_by_unsigned_bytes_then_length),
        cmocka_unit_test(parts_are_found),
        cmocka_unit_test(trim_takes_hard_blanks_but_no_halves),
        cmocka_unit_test(split_gives_every_part),
        cmocka_unit_test(integers_in_range_only),
        cmocka_unit_test(buf_grows_in_place_and_elsewhere),
        cmocka_unit_test(buf_writes_numbers_and_formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
