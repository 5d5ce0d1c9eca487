#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "format/form.h"

static struct arena arena;

static int release(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void assert_str(struct str actual, const char *expected)
{
    if (actual.ptr == NULL || !str_eq_c(actual, expected)) {
        fail_msg("got \"" STR_FMT "\", expected \"%s\"", STR_ARG(actual), expected);
    }
}

static struct form *good(struct str body)
{
    struct form *form = NULL;
    assert_int_equal(form_parse_urlencoded(&arena, body, &form), ERR_OK);
    return form;
}

static enum err urlencoded(struct str body)
{
    struct form *form = NULL;
    return form_parse_urlencoded(&arena, body, &form);
}

static void test_urlencoded(void **state)
{
    (void)state;
    struct form *form = good(S("name=Jos%C3%A9+Pe%c3%b1a&empty=&bare&name=second&%3D=%26"));
    assert_int_equal(form->len, 5);
    assert_str(form_get(form, "name"), "José Peña");
    assert_str(form_get(form, "empty"), "");
    assert_str(form_get(form, "bare"), "");
    assert_str(form_get(form, "="), "&");
    assert_null(form_get(form, "absent").ptr);
    assert_true(form_has(form, "bare"));
    assert_false(form_has(form, "absent"));
    struct str all[1];
    assert_int_equal(form_all(form, "name", all, 1), 2);
    assert_str(all[0], "José Peña");
    assert_int_equal(form_all(form, "absent", NULL, 0), 0);
    assert_int_equal(good(S(""))->len, 0);
    assert_int_equal(good(S("&&a=1&&"))->len, 1);
    assert_str(form_get(good(S("a=b=c")), "a"), "b=c");
    assert_str(form_get(good(S("a=1%0D%0A2%09")), "a"), "1\r\n2\t");
}

static void test_urlencoded_refuses(void **state)
{
    (void)state;
    static const char *const broken[] = {"a=%", "a=%4", "a=%zz", "a=%4g", "%=1", "a=%00", "a=%C3", "a=%FF%FE",
                                         "a=%01", "a=%1b", "a=%7f%80", "a=\xC3", "a=%ED%A0%80"};
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        if (urlencoded(str_of(broken[i])) != ERR_MALFORMED) {
            fail_msg("%s was taken", broken[i]);
        }
    }
    assert_int_equal(urlencoded((struct str){"a=\0b", 4}), ERR_MALFORMED);
    struct buf many = BUF(&arena);
    for (int i = 0; i < FORM_FIELD_LIMIT; i++) {
        form_put(&many, "a", S("1"));
    }
    assert_int_equal(urlencoded(buf_str(&many)), ERR_OK);
    form_put(&many, "a", S("1"));
    assert_int_equal(urlencoded(buf_str(&many)), ERR_TOO_LARGE);
}

static void test_encode(void **state)
{
    (void)state;
    struct buf buf = BUF(&arena);
    form_put(&buf, "q", S("año & 1/2 +~"));
    form_put(&buf, "page", S("2"));
    assert_str(buf_str(&buf), "q=a%C3%B1o%20%26%201%2F2%20%2B~&page=2");
    struct form *form = good(buf_str(&buf));
    assert_str(form_get(form, "q"), "año & 1/2 +~");
    struct str out;
    assert_true(form_decode(&arena, S("a+b%2B"), false, &out));
    assert_str(out, "a+b+");
    assert_true(form_decode(&arena, S(""), false, &out));
    assert_str(out, "");
    /* Every byte comes back. */
    char bytes[256];
    for (int i = 0; i < 256; i++) {
        bytes[i] = (char)i;
    }
    struct buf all = BUF(&arena);
    form_encode(&all, (struct str){bytes, 256});
    assert_true(form_decode(&arena, buf_str(&all), true, &out));
    assert_int_equal(out.len, 256);
    assert_memory_equal(out.ptr, bytes, 256);
}

#define HEAD "--X\r\nContent-Disposition: form-data; "

static void test_multipart(void **state)
{
    (void)state;
    struct str body = S(HEAD "name=\"title\"\r\n\r\nAño nuevo\r\n" HEAD
                        "name=\"file\"; filename=\"C:\\datos\\a;\\\"b.csv\"\r\nContent-Type: text/csv\r\n\r\n1;2\r\n--Xa\r\n\0\xff\r\n" HEAD
                        "name=\"none\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n" HEAD
                        "name=title\r\ncontent-transfer-encoding: 8bit\r\n\r\n\r\n--X--\r\n");
    struct form *form = NULL;
    /* "--Xa" begins like the delimiter: nobody sends that, and who reads it otherwise is misled. */
    assert_int_equal(form_parse(&arena, S("multipart/form-data; boundary=X"), body, &form), ERR_MALFORMED);
    body = S(HEAD "name=\"title\"\r\n\r\nAño nuevo\r\n" HEAD
             "name=\"file\"; filename=\"C:\\datos\\a;\\\"b.csv\"\r\nContent-Type: text/csv\r\n\r\n1;2\r\n-X\r\n\0\xff\r\n" HEAD
             "name=\"none\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n" HEAD
             "name=title\r\ncontent-transfer-encoding: 8bit\r\n\r\n\r\n--X--\r\n");
    assert_int_equal(form_parse(&arena, S("Multipart/Form-Data; charset=utf-8; boundary=\"X\""), body, &form), ERR_OK);
    assert_int_equal(form->len, 4);
    assert_str(form_get(form, "title"), "Año nuevo");
    struct str all[2];
    assert_int_equal(form_all(form, "title", all, 2), 2);
    assert_str(all[1], "");
    const struct form_field *file = form_file(form, "file");
    assert_non_null(file);
    assert_str(file->file_name, "a;\"b.csv");
    assert_str(file->content_type, "text/csv");
    assert_int_equal(file->value.len, 11);
    assert_memory_equal(file->value.ptr, "1;2\r\n-X\r\n\0\xff", 11);
    assert_ptr_equal(file->value.ptr, body.ptr + file->offset);
    assert_null(form_file(form, "none"));
    assert_null(form_get(form, "file").ptr);
    assert_int_equal(form_parse(&arena, S("multipart/form-data; boundary=X"), S("--X--"), &form), ERR_OK);
    assert_int_equal(form->len, 0);
}

static void test_multipart_refuses(void **state)
{
    (void)state;
    struct form *form = NULL;
    static const char *const broken[] = {
        "",
        "--",
        "--X",
        "--X\r\n",
        "preamble\r\n--X--",
        HEAD "name=\"a\"\r\n\r\n1",
        HEAD "name=\"a\"\r\n\r\n1\r\n--X",
        HEAD "name=\"a\"\r\n\r\n1\r\n--X--epilogue",
        HEAD "name=\"a\"\r\n\r\n1\r\n--Xtra\r\n",
        HEAD "name=\"a\r\n\r\n1\r\n--X--",
        HEAD "name=\"a\" filename=\"b\"\r\n\r\n1\r\n--X--",
        HEAD "name=\"a\"; name=\"b\"\r\n\r\n1\r\n--X--",
        HEAD "filename=\"b\"\r\n\r\n1\r\n--X--",
        "--X\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--X--",
        "--X\r\nContent-Type: text/plain\r\n\r\n1\r\n--X--",
        "--X\r\n\r\n1\r\n--X--",
        HEAD "name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n1\r\n--X--",
        HEAD "name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\nMQ==\r\n--X--",
        HEAD "name=\"a\"\r\nbroken\r\n\r\n1\r\n--X--",
        HEAD "name=\"a\"\r\n\r\n\xff\r\n--X--",
        HEAD "name=\"a\xff\"\r\n\r\n1\r\n--X--",
        HEAD "name=\"a\"\n\n1\r\n--X--",
    };
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        if (form_parse_multipart(&arena, S("X"), str_of(broken[i]), &form) != ERR_MALFORMED) {
            fail_msg("%s was taken", broken[i]);
        }
    }
    assert_int_equal(form_parse(&arena, S("multipart/form-data"), S("--X--"), &form), ERR_MALFORMED);
    assert_int_equal(form_parse(&arena, S("multipart/form-data; boundary="), S("--X--"), &form), ERR_MALFORMED);
    assert_int_equal(form_parse(&arena, S("text/plain"), S("a=1"), &form), ERR_MEDIA_TYPE);
    assert_int_equal(form_parse(&arena, STR_NONE, S("a=1"), &form), ERR_MEDIA_TYPE);
    struct buf many = BUF(&arena);
    for (int i = 0; i < FORM_FIELD_LIMIT + 1; i++) {
        buf_put_c(&many, HEAD "name=a\r\n\r\n1\r\n");
    }
    buf_put_c(&many, "--X--");
    assert_int_equal(form_parse_multipart(&arena, S("X"), buf_str(&many), &form), ERR_TOO_LARGE);
}

static void test_cookies(void **state)
{
    (void)state;
    struct str header = S("a=1; session=abc=d; b=\"q\"; session=other; asession=2; bare");
    assert_str(form_cookie(header, S("a")), "1");
    assert_str(form_cookie(header, S("session")), "abc=d");
    assert_str(form_cookie(header, S("b")), "q");
    assert_null(form_cookie(header, S("bare")).ptr);
    assert_null(form_cookie(header, S("sess")).ptr);
    assert_null(form_cookie(STR_NONE, S("a")).ptr);
    assert_null(form_cookie(S(""), S("a")).ptr);
}

static void test_parameters(void **state)
{
    (void)state;
    assert_str(form_parameter(&arena, S("text/csv; Header=present; charset=\"utf-8\""), "charset"), "utf-8");
    assert_str(form_parameter(&arena, S("text/csv;charset=latin1 ; x=y"), "CHARSET"), "latin1");
    assert_null(form_parameter(&arena, S("text/csv"), "charset").ptr);
    assert_null(form_parameter(&arena, S("text/csv; charset"), "charset").ptr);
    assert_null(form_parameter(&arena, S("text/csv; charset=\"open"), "charset").ptr);
    assert_null(form_parameter(&arena, STR_NONE, "charset").ptr);
    assert_int_equal(form_quality(S("q=0.8")), 800);
    assert_int_equal(form_quality(S(" x=y; q=0.0015")), 1);
    assert_int_equal(form_quality(S("q=0")), 0);
    assert_int_equal(form_quality(S("q=1.0")), 1000);
    assert_int_equal(form_quality(S("")), 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_urlencoded),        cmocka_unit_test(test_urlencoded_refuses),
        cmocka_unit_test(test_encode),            cmocka_unit_test(test_multipart),
        cmocka_unit_test(test_multipart_refuses), cmocka_unit_test(test_cookies),
        cmocka_unit_test(test_parameters),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
