#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "http/guard.h"

static struct arena arena;

static int release(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void test_target(void **state)
{
    (void)state;
    struct str path;
    struct str query;
    assert_int_equal(guard_target(&arena, S("/a/b%20c%C3%B1?x=%2F&y"), &path, &query), ERR_OK);
    assert_true(str_eq_c(path, "/a/b cñ"));
    assert_true(str_eq_c(query, "x=%2F&y"));
    assert_int_equal(guard_target(&arena, S("/"), &path, &query), ERR_OK);
    assert_true(str_eq_c(path, "/") && str_eq_c(query, ""));
    assert_int_equal(guard_target(&arena, S("/a/"), &path, &query), ERR_OK);
    assert_true(str_eq_c(path, "/a/"));
    assert_int_equal(guard_target(&arena, S("/a/..b/c..?/../x"), &path, &query), ERR_OK);
    static const char *const broken[] = {"", "?", "*", "a", "//", "//a", "/a//b", "/a//", "/.", "/..", "/a/../b", "/%2e",
                                         "/%2E%2e/", "/a%2fb", "/a%5c", "/a%00", "/a%0d", "/a%7F", "/%", "/%4", "/%gg",
                                         "/%C3", "/a b", "/a\x7f", "/\xC3\xB1", "/a#b", "/a\\b", "/a?b#c", "/a?b c", "/<"};
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        if (guard_target(&arena, str_of(broken[i]), &path, &query) != ERR_MALFORMED) {
            fail_msg("%s was taken", broken[i]);
        }
    }
    char *longest = arena_alloc(&arena, GUARD_LINE_LIMIT + 1);
    memset(longest, 'a', GUARD_LINE_LIMIT + 1);
    longest[0] = '/';
    assert_int_equal(guard_target(&arena, (struct str){longest, GUARD_LINE_LIMIT}, &path, &query), ERR_OK);
    assert_int_equal(guard_target(&arena, (struct str){longest, GUARD_LINE_LIMIT + 1}, &path, &query), ERR_TOO_LARGE);
}

static bool is_chunked;
static int64_t length;

static enum err headers(const char *const *pairs, size_t count, bool is_1_1)
{
    struct header list[GUARD_HEADER_COUNT + 2];
    for (size_t i = 0; i < count; i++) {
        list[i] = (struct header){str_of(pairs[2 * i]), str_of(pairs[2 * i + 1])};
    }
    return guard_headers(list, count, is_1_1, &is_chunked, &length);
}
#define HEADERS(is_1_1, ...)                                                      \
    headers((const char *const[]){__VA_ARGS__},                                   \
            COUNT_OF(((const char *const[]){__VA_ARGS__})) / 2, is_1_1)

static void test_headers(void **state)
{
    (void)state;
    assert_int_equal(HEADERS(true, "host", "a.example:8080", "Content-LENGTH", "12"), ERR_OK);
    assert_int_equal(length, 12);
    assert_false(is_chunked);
    assert_int_equal(HEADERS(true, "Host", "[::1]:80", "Transfer-Encoding", "Chunked"), ERR_OK);
    assert_true(is_chunked);
    assert_int_equal(length, -1);
    assert_int_equal(HEADERS(false, "A", "b\tc \xC3\xB1"), ERR_OK);
    assert_int_equal(HEADERS(true, "A", "b"), ERR_MALFORMED);
    assert_int_equal(HEADERS(true, "Host", "a", "host", "a"), ERR_MALFORMED);
    assert_int_equal(HEADERS(false, "Host", "a,b"), ERR_MALFORMED);
    assert_int_equal(HEADERS(true, "Host", "a", "Content-Length", "1", "Content-length", "1"), ERR_MALFORMED);
    assert_int_equal(HEADERS(true, "Host", "a", "Content-Length", "1", "Transfer-Encoding", "chunked"), ERR_MALFORMED);
    assert_int_equal(HEADERS(true, "Host", "a", "Transfer-Encoding", "chunked, chunked"), ERR_MALFORMED);
    assert_int_equal(HEADERS(false, "Host", "a", "Transfer-Encoding", "chunked"), ERR_MALFORMED);
    static const char *const lengths[] = {"", "-1", "+1", "1 ", " 1", "1,1", "0x1", "9223372036854775808", "1.0"};
    for (size_t i = 0; i < COUNT_OF(lengths); i++) {
        assert_int_equal(HEADERS(true, "Host", "a", "Content-Length", lengths[i]), ERR_MALFORMED);
    }
    static const char *const names[] = {"", "A B", "A:", "A\t", "\xC3\xB1", "A\x01", "(A)"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        assert_int_equal(HEADERS(true, "Host", "a", names[i], "x"), ERR_MALFORMED);
    }
    static const char *const values[] = {"a\rb", "a\nb", "\x01", "\x7f"};
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        assert_int_equal(HEADERS(true, "Host", "a", "A", values[i]), ERR_MALFORMED);
    }
    const struct header nul[] = {{S("Host"), S("a")}, {S("A"), {"a\0b", 3}}};
    assert_int_equal(guard_headers(nul, 2, true, &is_chunked, &length), ERR_MALFORMED);
    const struct header nul_name[] = {{S("Host"), S("a")}, {{"A\0", 2}, S("b")}};
    assert_int_equal(guard_headers(nul_name, 2, true, &is_chunked, &length), ERR_MALFORMED);
}

static void test_header_sizes(void **state)
{
    (void)state;
    struct header list[GUARD_HEADER_COUNT + 1];
    char *large = arena_alloc(&arena, GUARD_LINE_LIMIT);
    memset(large, 'x', GUARD_LINE_LIMIT);
    for (size_t i = 0; i <= GUARD_HEADER_COUNT; i++) {
        list[i] = (struct header){S("A"), S("b")};
    }
    assert_int_equal(guard_headers(list, GUARD_HEADER_COUNT, false, &is_chunked, &length), ERR_OK);
    assert_int_equal(guard_headers(list, GUARD_HEADER_COUNT + 1, false, &is_chunked, &length), ERR_TOO_LARGE);
    list[0].value = (struct str){large, GUARD_LINE_LIMIT - 5};
    assert_int_equal(guard_headers(list, 1, false, &is_chunked, &length), ERR_OK);
    list[0].value.len++;
    assert_int_equal(guard_headers(list, 1, false, &is_chunked, &length), ERR_TOO_LARGE);
    for (size_t i = 0; i < 5; i++) {
        list[i].value = (struct str){large, 7000};
    }
    assert_int_equal(guard_headers(list, 4, false, &is_chunked, &length), ERR_OK);
    assert_int_equal(guard_headers(list, 5, false, &is_chunked, &length), ERR_TOO_LARGE);
}

static void test_form_tokens(void **state)
{
    (void)state;
    struct str first = guard_csrf_token(&arena, S("secret one"));
    struct str second = guard_csrf_token(&arena, S("secret one"));
    assert_int_equal(first.len, 128);
    assert_false(str_eq(first, second));
    assert_true(guard_csrf_is_valid(S("secret one"), first));
    assert_true(guard_csrf_is_valid(S("secret one"), second));
    assert_false(guard_csrf_is_valid(S("secret two"), first));
    assert_false(guard_csrf_is_valid(S(""), guard_csrf_token(&arena, S(""))));
    assert_false(guard_csrf_is_valid(S("secret one"), S("")));
    assert_false(guard_csrf_is_valid(S("secret one"), STR_NONE));
    assert_false(guard_csrf_is_valid(S("secret one"), str_slice(first, 0, 127)));
    for (size_t i = 0; i < first.len; i += 7) {
        char *changed = (char *)(uintptr_t)str_c(&arena, first);
        changed[i] = changed[i] == '0' ? '1' : '0';
        assert_false(guard_csrf_is_valid(S("secret one"), (struct str){changed, first.len}));
        changed[i] = 'x';
        assert_false(guard_csrf_is_valid(S("secret one"), (struct str){changed, first.len}));
    }
    /* Independent of the implementation: HMAC-SHA256("key" …) of the purpose, by another program. */
    static const char zeros[] = "0000000000000000000000000000000000000000000000000000000000000000";
    struct str known = str_format(&arena, "%s%s", zeros, "65f7115b107da158732622af553c316a30f353570892358feab5eae8f34dda46");
    assert_true(guard_csrf_is_valid(S("key"), known));
}

static bool same_origin(bool is_secure, const char *site, const char *origin)
{
    struct header list[3] = {{S("Host"), S("adel.example:8443")}};
    size_t count = 1;
    if (site != NULL) {
        list[count++] = (struct header){S("sec-fetch-site"), str_of(site)};
    }
    if (origin != NULL) {
        list[count++] = (struct header){S("Origin"), str_of(origin)};
    }
    struct request req = {.arena = &arena, .headers = list, .header_count = count, .is_secure = is_secure};
    struct str token = guard_csrf_token(&arena, S("s"));
    bool is_same = guard_is_same_origin(&req);
    assert_int_equal(guard_change(&req, S("s"), token), is_same ? ERR_OK : ERR_DENIED);
    assert_int_equal(guard_change(&req, S("t"), token), ERR_DENIED);
    return is_same;
}

static void test_origin(void **state)
{
    (void)state;
    assert_true(same_origin(true, "same-origin", "https://adel.example:8443"));
    assert_true(same_origin(true, "same-origin", "null"));
    assert_true(same_origin(true, NULL, NULL));
    assert_true(same_origin(true, "none", NULL));
    assert_true(same_origin(true, NULL, "https://ADEL.example:8443"));
    assert_true(same_origin(false, NULL, "http://adel.example:8443"));
    assert_false(same_origin(true, "cross-site", "https://adel.example:8443"));
    assert_false(same_origin(true, "same-site", NULL));
    assert_false(same_origin(true, "", NULL));
    assert_false(same_origin(true, "same-origin", "https://evil.example"));
    assert_false(same_origin(true, NULL, "https://adel.example:8443.evil.example"));
    assert_false(same_origin(true, NULL, "https://adel.example"));
    assert_false(same_origin(true, NULL, "http://adel.example:8443"));
}

int main(void)
{
    secret_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_target),       cmocka_unit_test(test_headers), cmocka_unit_test(test_header_sizes),
        cmocka_unit_test(test_form_tokens),  cmocka_unit_test(test_origin),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
