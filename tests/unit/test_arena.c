#include "check.h"

#include <signal.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ASAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN 1
#endif
#if defined(HAS_ASAN)
#include <sanitizer/asan_interface.h>
#endif

static void allocations_are_zeroed_aligned_and_apart(UNUSED void **state)
{
    struct arena arena = {0};
    char *before = NULL;
    for (size_t size = 0; size < 3000; size += 7) {
        char *ptr = arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)ptr % 16, 0);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(ptr[i], 0);
        }
        memset(ptr, 'x', size);
        if (size >= 14) {
            assert_int_equal(before[size - 8], 'x');
        }
        before = ptr;
    }
    arena_release(&arena);
    assert_null(arena.blocks);
    assert_int_equal(arena.used, 0);
}

static void used_counts_bytes_asked_for(UNUSED void **state)
{
    struct arena arena = {0};
    arena_alloc(&arena, 10);
    ARENA_ARRAY(&arena, int64_t, 5);
    assert_int_equal(arena.used, 50);
    arena_release(&arena);
}

static void rewinding_gives_the_same_memory_again_zeroed(UNUSED void **state)
{
    struct arena arena = {0};
    char *kept = arena_alloc(&arena, 8);
    memcpy(kept, "kept...", 8);
    struct arena_mark mark = arena_mark(&arena);
    char *first = arena_alloc(&arena, 100);
    memset(first, 'x', 100);
    arena_alloc(&arena, 1000000); /* a block of its own */
    arena_rewind(&arena, mark);
    assert_int_equal(arena.used, 8);
    char *again = arena_alloc(&arena, 100);
    assert_ptr_equal(first, again);
    assert_int_equal(again[99], 0);
    assert_string_equal(kept, "kept...");
    arena_release(&arena);
}

static void mark_of_an_empty_arena_rewinds_to_empty(UNUSED void **state)
{
    struct arena arena = {0};
    struct arena_mark mark = arena_mark(&arena);
    arena_alloc(&arena, 10);
    arena_rewind(&arena, mark);
    assert_int_equal(arena.used, 0);
    arena_release(&arena);
}

static void reset_keeps_one_small_block(UNUSED void **state)
{
    struct arena arena = {0};
    for (int i = 0; i < 1000; i++) {
        arena_alloc(&arena, 1000);
    }
    arena_alloc(&arena, 10 * 1000 * 1000);
    arena_reset(&arena);
    assert_non_null(arena.blocks);
    assert_int_equal(arena.used, 0);
    struct arena_block *block = arena.blocks;
    arena_alloc(&arena, 200 * 1000);
    assert_ptr_equal(arena.blocks, block);
    arena_release(&arena);
}

/* A body that a response borrows lies in memory that nobody may write. */
static void a_borrowed_text_is_not_written(UNUSED void **state)
{
    struct str lent = S("body { margin: 0 }");
    struct buf buf = {.arena = &check_arena, .ptr = (char *)(uintptr_t)lent.ptr, .len = lent.len, .cap = lent.len};
    check_str(buf_str(&buf), "body { margin: 0 }");
    buf_put_c(&buf, " p { margin: 0 }");
    check_str(buf_str(&buf), "body { margin: 0 } p { margin: 0 }");
    assert_int_equal(buf_str(&buf).ptr[buf.len], '\0');
    check_str(lent, "body { margin: 0 }");
}

static void only_the_newest_allocation_is_extended(UNUSED void **state)
{
    struct arena arena = {0};
    char *first = arena_alloc(&arena, 20);
    char *second = arena_alloc(&arena, 20);
    assert_false(arena_extend(&arena, first, 20, 40));
    assert_true(arena_extend(&arena, second, 20, 400));
    memset(second, 'x', 400);
    assert_int_equal(arena.used, 420);
    char *third = arena_alloc(&arena, 1);
    assert_true(third >= second + 400);
    assert_false(arena_extend(&arena, third, 1, 1000000));
    arena_release(&arena);
}

/* What was written to bytes that were not zeroed is not seen by whoever asks for zeroed ones in their place. */
static void bytes_are_cleared_for_the_next(UNUSED void **state)
{
    struct arena arena = {0};
    for (int round = 0; round < 3; round++) {
        char *bytes = arena_bytes(&arena, 3000);
        memset(bytes, 'x', 3000);
        assert_true(arena_extend(&arena, bytes, 3000, 5000));
        memset(bytes, 'y', 5000);
        struct arena_mark mark = arena_mark(&arena);
        memset(arena_bytes(&arena, 100), 'z', 100);
        arena_rewind(&arena, mark);
        char *zeroed = arena_alloc(&arena, 200);
        for (int i = 0; i < 200; i++) {
            assert_int_equal(zeroed[i], 0);
        }
        arena_reset(&arena);
        zeroed = arena_alloc(&arena, 6000);
        for (int i = 0; i < 6000; i++) {
            assert_int_equal(zeroed[i], 0);
        }
        arena_reset(&arena);
    }
    arena_release(&arena);
}

static void array_overflow_run(void)
{
    struct arena arena = {0};
    arena_array(&arena, SIZE_MAX / 2, 3);
}

static void huge_run(void)
{
    struct arena arena = {0};
    arena_alloc(&arena, SIZE_MAX - 3);
}

static void impossible_sizes_abort(UNUSED void **state)
{
    assert_int_equal(check_signal_of(array_overflow_run), SIGABRT);
    assert_int_equal(check_signal_of(huge_run), SIGABRT);
}

static void memory_behind_its_life_is_poisoned(UNUSED void **state)
{
#if defined(HAS_ASAN)
    struct arena arena = {0};
    char *kept = arena_alloc(&arena, 24);
    struct arena_mark mark = arena_mark(&arena);
    char *gone = arena_alloc(&arena, 24);
    assert_false(__asan_address_is_poisoned(gone));
    assert_true(__asan_address_is_poisoned(kept + 24));
    arena_rewind(&arena, mark);
    assert_true(__asan_address_is_poisoned(gone));
    assert_false(__asan_address_is_poisoned(kept + 23));
    arena_reset(&arena);
    assert_true(__asan_address_is_poisoned(kept));
    arena_release(&arena);
#else
    skip();
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(allocations_are_zeroed_aligned_and_apart),
        cmocka_unit_test(used_counts_bytes_asked_for),
        cmocka_unit_test(rewinding_gives_the_same_memory_again_zeroed),
        cmocka_unit_test(mark_of_an_empty_arena_rewinds_to_empty),
        cmocka_unit_test(reset_keeps_one_small_block),
        cmocka_unit_test(a_borrowed_text_is_not_written),
        cmocka_unit_test(only_the_newest_allocation_is_extended),
        cmocka_unit_test(bytes_are_cleared_for_the_next),
        cmocka_unit_test(impossible_sizes_abort),
        cmocka_unit_test(memory_behind_its_life_is_poisoned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
