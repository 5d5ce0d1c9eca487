#include "check.h"

#include <signal.h>
#include <string.h>

#include "format/json.h"

static const struct json *parsed(const char *text)
{
    struct json *json = NULL;
    struct str problem = STR_NONE;
    enum err err = json_parse(&check_arena, str_of(text), &json, &problem);
    if (err != ERR_OK) {
        fail_msg("%s: " STR_FMT, text, STR_ARG(problem));
    }
    return json;
}

static void values_of_every_type(UNUSED void **state)
{
    const struct json *json = parsed(" {\"z\": [1, -2.50, null, true, false, \"Pe\\u00f1a\"], \"a\": {}, \"\": []} ");
    assert_int_equal(json->type, JSON_OBJECT);
    assert_int_equal(json->len, 3);
    check_str(json->members[0].key, "z");
    check_str(json->members[1].key, "a");
    check_str(json->members[2].key, "");
    const struct json *list = json_find(json, S("z"));
    assert_int_equal(list->type, JSON_ARRAY);
    assert_int_equal(list->len, 6);
    assert_int_equal(list->items[0]->type, JSON_INT);
    assert_int_equal(list->items[0]->integer, 1);
    assert_int_equal(list->items[1]->type, JSON_REAL);
    check_str(list->items[1]->text, "-2.5");
    assert_int_equal(list->items[2]->type, JSON_NULL);
    assert_true(list->items[3]->type == JSON_BOOL && list->items[3]->truth);
    assert_true(list->items[4]->type == JSON_BOOL && !list->items[4]->truth);
    assert_int_equal(list->items[5]->type, JSON_TEXT);
    check_str(list->items[5]->text, "Peña");
    assert_int_equal(json_find(json, S("a"))->type, JSON_OBJECT);
    assert_null(json_find(json, S("b")));
    assert_null(json_find(list, S("z")));
    assert_null(json_find(NULL, S("z")));
    assert_int_equal(parsed("null")->type, JSON_NULL);
    assert_int_equal(parsed("\"\"")->type, JSON_TEXT);
}

static void numbers(UNUSED void **state)
{
    assert_true(parsed("9223372036854775807")->integer == INT64_MAX);
    assert_true(parsed("-9223372036854775808")->integer == INT64_MIN);
    check_str(parsed("12.30")->text, "12.3");
    check_str(parsed("1.0")->text, "1");
    check_str(parsed("0.1")->text, "0.1");
    check_str(parsed("262573.17")->text, "262573.17");
    check_str(parsed("999999999999.99")->text, "999999999999.99");
    check_str(parsed("12345678901234.56")->text, "12345678901234.56");
    check_str(parsed("0.30000000000000004")->text, "0.30000000000000004");
    check_str(parsed("1e5")->text, "100000");
}

static struct str nested(size_t depth, char open, char close)
{
    struct buf buf = BUF(&check_arena);
    for (size_t i = 0; i < depth; i++) {
        buf_put_char(&buf, open);
    }
    for (size_t i = 0; i < depth; i++) {
        buf_put_char(&buf, close);
    }
    return buf_str(&buf);
}

static void refuse_check(struct str text, const char *expected)
{
    struct json *json = NULL;
    struct str problem = STR_NONE;
    if (json_parse(&check_arena, text, &json, &problem) != ERR_MALFORMED) {
        fail_msg("accepted: " STR_FMT, STR_ARG(text));
    }
    assert_null(json);
    if (!str_starts(problem, S("line ")) || str_find(problem, str_of(expected)) == SIZE_MAX) {
        fail_msg(STR_FMT ": " STR_FMT, STR_ARG(text), STR_ARG(problem));
    }
}

static void malformed_text_is_refused(UNUSED void **state)
{
    refuse_check(S("{\"a\":1,\n \"a\":2}"), "line 2, ");
    refuse_check(S("{\"a\":1,\"\\u0061\":2}"), "duplicate");
    refuse_check(S("{\"a\":{\"b\":1,\"b\":1}}"), "duplicate");
    refuse_check(S("9223372036854775808"), "integer");
    refuse_check(S("-9223372036854775809"), "integer");
    refuse_check(S("1e400"), "real");
    refuse_check(S("\"\\u0000\""), "NUL");
    refuse_check(S("{\"\\u0000\":1}"), "NUL");
    refuse_check(S("\"a\0b\""), "");
    refuse_check(S("[1]\0"), "");
    refuse_check(S("\"\xFF\""), "byte 0xff");
    refuse_check(S("\"\xED\xA0\x80\""), "byte 0xed");
    refuse_check(S("\"\\ud800\""), "");
    refuse_check(S("\xEF\xBB\xBF{}"), "");
    refuse_check(S(""), "");
    refuse_check(STR_NONE, "");
    refuse_check(S("{} {}"), "");
    refuse_check(S("[1,]"), "");
    refuse_check(S("{\"a\":1,}"), "");
    refuse_check(S("{a:1}"), "");
    refuse_check(S("['a']"), "");
    refuse_check(S("[01]"), "");
    refuse_check(S("[NaN]"), "");
    refuse_check(S("[1"), "");
    refuse_check(S("\"\n\""), "");
    refuse_check(S("\"\\"), "");
}

static void depth_is_limited(UNUSED void **state)
{
    struct json *json = NULL;
    struct str problem = STR_NONE;
    assert_int_equal(json_parse(&check_arena, nested(64, '[', ']'), &json, &problem), ERR_OK);
    json = NULL;
    refuse_check(nested(65, '[', ']'), "line 1, column 65: nested deeper than 64 levels");
    refuse_check(nested(1000000, '[', ']'), "deeper");
    refuse_check(nested(70, '{', '}'), "deeper");
    /* Brackets in strings do not count, brackets behind them do. */
    struct str text = str_format(&check_arena, "[\"\\\"" STR_FMT "\\\\\"]", STR_ARG(nested(200, '[', ']')));
    assert_int_equal(json_parse(&check_arena, text, &json, &problem), ERR_OK);
    json = NULL;
    text = str_format(&check_arena, "[\"\\\\\"," STR_FMT "]", STR_ARG(nested(64, '[', ']')));
    refuse_check(text, "deeper");
    /* Side by side is not deep. */
    struct buf wide = BUF(&check_arena);
    buf_put_c(&wide, "[[]");
    for (int i = 0; i < 1000; i++) {
        buf_put_c(&wide, ",[]");
    }
    buf_put_c(&wide, "]");
    assert_int_equal(json_parse(&check_arena, buf_str(&wide), &json, &problem), ERR_OK);
    assert_int_equal(json->len, 1001);
}

static void written_text(UNUSED void **state)
{
    struct buf buf = BUF(&check_arena);
    struct json_writer w = json_writer(&buf);
    json_open_object(&w);
    json_key(&w, S("code"));
    json_text(&w, S("A \"1\"\\\n\t\x01\x7F/ñ"));
    json_key(&w, S("a\"b"));
    json_open_array(&w);
    json_int(&w, INT64_MIN);
    json_bool(&w, true);
    json_bool(&w, false);
    json_null(&w);
    json_text(&w, STR_NONE);
    json_text(&w, S(""));
    json_raw(&w, S("12.30"));
    json_open_object(&w);
    json_close_object(&w);
    json_close_array(&w);
    json_key(&w, S("empty"));
    json_open_array(&w);
    json_close_array(&w);
    json_close_object(&w);
    check_str(buf_str(&buf), "{\"code\":\"A \\\"1\\\"\\\\\\n\\u0009\\u0001\\u007f/ñ\",\"a\\\"b\":"
                             "[-9223372036854775808,true,false,null,null,\"\",12.30,{}],\"empty\":[]}");
}

static void what_is_written_is_read_back(UNUSED void **state)
{
    char bytes[255];
    for (int i = 0; i < 255; i++) {
        bytes[i] = (char)(i + 1);
    }
    struct buf buf = BUF(&check_arena);
    struct json_writer w = json_writer(&buf);
    json_text(&w, (struct str){bytes, 127});
    const struct json *json = parsed(str_c(&check_arena, buf_str(&buf)));
    assert_int_equal(json->text.len, 127);
    assert_memory_equal(json->text.ptr, bytes, 127);
    /* Ill-formed bytes must not make the whole answer unreadable. */
    struct buf other = BUF(&check_arena);
    struct json_writer v = json_writer(&other);
    json_text(&v, (struct str){bytes, 255});
    assert_int_equal(parsed(str_c(&check_arena, buf_str(&other)))->type, JSON_TEXT);
}

static void nesting_to_the_writers_limit(UNUSED void **state)
{
    struct buf buf = BUF(&check_arena);
    struct json_writer w = json_writer(&buf);
    for (int i = 0; i < 30; i++) {
        json_open_array(&w);
        json_int(&w, i);
        json_open_object(&w);
        json_key(&w, S("k"));
    }
    json_int(&w, 7);
    for (int i = 0; i < 30; i++) {
        json_close_object(&w);
        json_close_array(&w);
    }
    const struct json *json = parsed(str_c(&check_arena, buf_str(&buf)));
    for (int i = 0; i < 30; i++) {
        assert_int_equal(json->items[0]->integer, i);
        json = json_find(json->items[1], S("k"));
    }
    assert_int_equal(json->integer, 7);
}

static struct json_writer writer_in_object(void)
{
    static struct buf buf;
    buf = BUF(&check_arena);
    struct json_writer w = json_writer(&buf);
    json_open_object(&w);
    return w;
}

static void wrong_brace_run(void)
{
    struct json_writer w = writer_in_object();
    json_close_array(&w);
}

static void no_key_run(void)
{
    struct json_writer w = writer_in_object();
    json_int(&w, 1);
}

static void key_without_value_run(void)
{
    struct json_writer w = writer_in_object();
    json_key(&w, S("k"));
    json_close_object(&w);
}

static void two_keys_run(void)
{
    struct json_writer w = writer_in_object();
    json_key(&w, S("k"));
    json_key(&w, S("l"));
}

static void two_roots_run(void)
{
    struct json_writer w = writer_in_object();
    json_close_object(&w);
    json_int(&w, 1);
}

static void misuse_of_the_writer_is_caught(UNUSED void **state)
{
    assert_int_equal(check_signal_of(wrong_brace_run), SIGABRT);
    assert_int_equal(check_signal_of(no_key_run), SIGABRT);
    assert_int_equal(check_signal_of(key_without_value_run), SIGABRT);
    assert_int_equal(check_signal_of(two_keys_run), SIGABRT);
    assert_int_equal(check_signal_of(two_roots_run), SIGABRT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_every_type),
        cmocka_unit_test(numbers),
        cmocka_unit_test(malformed_text_is_refused),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(written_text),
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(nesting_to_the_writers_limit),
        cmocka_unit_test(misuse_of_the_writer_is_caught),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
