#include "check.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"

static void an_empty_map_finds_nothing(UNUSED void **state)
{
    struct map map = MAP(&check_arena);
    assert_null(map_find(&map, S("x")));
    assert_null(map_find(&map, STR_NONE));
}

static void many_keys_in_order_of_insertion(UNUSED void **state)
{
    enum { COUNT = 20000 };
    struct arena arena = {0};
    struct map map = MAP(&arena);
    int *values = ARENA_ARRAY(&arena, int, COUNT);
    for (int i = 0; i < COUNT; i++) {
        char key[32] = {0};
        snprintf(key, sizeof(key), "key %d", i);
        values[i] = i;
        map_set(&map, str_of(key), &values[i]); /* the key's memory is used again at once */
    }
    assert_int_equal(map.len, COUNT);
    for (int i = 0; i < COUNT; i++) {
        struct str key = str_format(&arena, "key %d", i);
        assert_ptr_equal(map_find(&map, key), &values[i]);
        assert_true(str_eq(map.entries[i].key, key));
    }
    assert_null(map_find(&map, S("key -1")));
    assert_null(map_find(&map, S("key")));
    arena_release(&arena);
}

static void setting_again_replaces(UNUSED void **state)
{
    struct map map = MAP(&check_arena);
    int one = 1;
    int two = 2;
    map_set(&map, S("a"), &one);
    map_set(&map, S(""), &one);
    map_set(&map, S("a"), &two);
    map_set(&map, S("a\0b"), &one);
    assert_int_equal(map.len, 3);
    assert_ptr_equal(map_find(&map, S("a")), &two);
    assert_ptr_equal(map_find(&map, S("")), &one);
    assert_ptr_equal(map_find(&map, S("a\0b")), &one);
    check_str(map.entries[0].key, "a");
}

static void hashes_depend_on_every_byte_and_the_length(UNUSED void **state)
{
    char bytes[64] = {0};
    for (size_t len = 0; len < sizeof(bytes); len++) {
        struct str s = {bytes, len};
        uint64_t hash = hash_bytes(s);
        assert_true(hash == hash_bytes(s));
        assert_true(hash != hash_bytes((struct str){bytes, len + 1}));
        for (size_t i = 0; i < len; i++) {
            bytes[i] ^= 1;
            assert_true(hash != hash_bytes(s));
            bytes[i] ^= 1;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_map_finds_nothing),
        cmocka_unit_test(many_keys_in_order_of_insertion),
        cmocka_unit_test(setting_again_replaces),
        cmocka_unit_test(hashes_depend_on_every_byte_and_the_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
