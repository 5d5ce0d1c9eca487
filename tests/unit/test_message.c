#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "http/message.h"

static struct arena arena;

static int release(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct request with(const char *name, const char *value)
{
    struct header *header = ARENA_NEW(&arena, struct header);
    *header = (struct header){str_of(name), str_of(value)};
    return (struct request){.arena = &arena, .headers = header, .header_count = 1, .method = METHOD_GET, .body_fd = -1};
}

static struct response fresh(void)
{
    return (struct response){.arena = &arena, .status = 200, .body = BUF(&arena), .body_fd = -1};
}

static void test_language(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        enum lang expected;
    } cases[] = {{"es-SV,es;q=0.9,en;q=0.8", LANG_ES}, {"en-US,en;q=0.9", LANG_EN}, {"fr", LANG_ES},
                 {"en;q=0.3, es;q=0.4", LANG_ES},      {"es;q=0.1,EN", LANG_EN},    {"", LANG_ES}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct request req = with("accept-language", cases[i].header);
        if (request_language(&req) != cases[i].expected) {
            fail_msg("%s", cases[i].header);
        }
    }
}

static void test_accept_and_bearer(void **state)
{
    (void)state;
    struct request req = with("Accept", "text/html, application/json;q=0.9, */*;q=0.1");
    assert_true(request_accepts(&req, "application/json"));
    assert_true(request_accepts(&req, "TEXT/HTML"));
    assert_false(request_accepts(&req, "text/csv"));
    req = with("Accept", "*/*, application/json");
    assert_false(request_accepts(&req, "application/json"));
    req = with("Authorization", "bearer  tok.en ");
    assert_true(str_eq_c(request_bearer(&req), "tok.en"));
    req = with("Authorization", "Basic abc");
    assert_null(request_bearer(&req).ptr);
    req = with("Content-Type", "Text/CSV ; charset=utf-8");
    assert_true(str_eq_c(request_content_type(&req), "text/csv"));
    assert_true(str_eq_c(request_content_type(&(struct request){.arena = &arena}), ""));
}

static void test_if_match(void **state)
{
    (void)state;
    struct request req = with("If-Match", "\"3\", W/\"4\"");
    assert_true(request_if_match(&req, S("3")));
    assert_true(request_if_match(&req, S("4")));
    assert_false(request_if_match(&req, S("5")));
    assert_true(request_if_match(&req, STR_NONE));
    req = with("If-Match", "3");
    assert_false(request_if_match(&req, S("3")));
    req = with("X", "y");
    assert_false(request_if_match(&req, STR_NONE));
    req = with("If-None-Match", "\"3\"");
    req.method = METHOD_POST;
    struct response resp = fresh();
    assert_false(response_etag(&resp, &req, S("3")));
    assert_int_equal(resp.status, 200);
}

static struct str only_header(const struct response *resp)
{
    assert_int_equal(resp->header_count, 1);
    return resp->headers[0].value;
}

static void test_answers_cannot_be_split(void **state)
{
    (void)state;
    struct response resp = fresh();
    response_header(&resp, "X", S("a\r\nSet-Cookie: b\x7f"));
    assert_true(str_eq_c(only_header(&resp), "a  Set-Cookie: b "));
    static const char *const elsewhere[] = {"https://evil.example/", "//evil.example", "/\\evil.example", "", "javascript:1"};
    for (size_t i = 0; i < COUNT_OF(elsewhere); i++) {
        resp = fresh();
        response_redirect(&resp, str_of(elsewhere[i]));
        assert_int_equal(resp.status, 303);
        assert_true(str_eq_c(only_header(&resp), "/"));
    }
    resp = fresh();
    response_redirect(&resp, S("/clients?page=2"));
    assert_true(str_eq_c(only_header(&resp), "/clients?page=2"));
}

static void test_borrowed_body_is_not_written_to(void **state)
{
    (void)state;
    struct response resp = fresh();
    static const char text[] = "borrowed";
    response_body(&resp, "text/plain", str_of(text));
    buf_put_c(&resp.body, " and more");
    assert_true(str_eq_c(buf_str(&resp.body), "borrowed and more"));
    assert_string_equal(text, "borrowed");
}

static void test_methods(void **state)
{
    (void)state;
    assert_int_equal(method_parse(S("PATCH")), METHOD_PATCH);
    assert_int_equal(method_parse(S("get")), METHOD_NONE);
    assert_int_equal(method_parse(S("")), METHOD_NONE);
    assert_string_equal(method_name(METHOD_DELETE), "DELETE");
    assert_string_equal(method_name(METHOD_NONE), "OTHER");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_language),
        cmocka_unit_test(test_accept_and_bearer),
        cmocka_unit_test(test_if_match),
        cmocka_unit_test(test_answers_cannot_be_split),
        cmocka_unit_test(test_borrowed_body_is_not_written_to),
        cmocka_unit_test(test_methods),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
