#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "html/html.h"

static struct arena arena;
static struct buf out;
static struct html html;

static int set_up(void **state)
{
    (void)state;
    out = BUF(&arena);
    html = html_start(&out, LANG_ES);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_reset(&arena);
    return 0;
}

static void assert_written(const char *expected)
{
    assert_string_equal(str_c(&arena, buf_str(&out)), expected);
}

static void test_values_never_become_markup(void **state)
{
    (void)state;
    H(&html, "<p");
    h_attr(&html, "title", S("a\"b'><script>"));
    H(&html, ">");
    h_text(&html, S("</p><b>Ñandú & Cía</b>"));
    H(&html, "</p>");
    assert_written("<p title=\"a&quot;b&#39;&gt;&lt;script&gt;\">&lt;/p&gt;&lt;b&gt;Ñandú &amp; Cía&lt;/b&gt;</p>");
    assert_null(html_problem(&arena, buf_str(&out)));
}

static void test_no_value_writes_nothing(void **state)
{
    (void)state;
    h_text(&html, STR_NONE);
    h_lines(&html, STR_NONE);
    h_int(&html, INT64_MIN);
    h_date(&html, DATE_NONE);
    assert_int_equal(out.len, 0);
}

static void test_figures_as_in_el_salvador(void **state)
{
    (void)state;
    h_count(&html, 1234567);
    H(&html, "|");
    h_count(&html, INT64_MIN);
    H(&html, "|");
    h_money(&html, money_of(4125075, "USD"));
    H(&html, "|");
    h_money(&html, MONEY_NONE);
    H(&html, "|");
    h_date(&html, DATE(2014, 12, 31));
    assert_written("1,234,567|—|$ 41,250.75|—|<time datetime=\"2014-12-31\">31/12/2014</time>");
}

static void test_language(void **state)
{
    (void)state;
    HT(&html, "Sí", "Yes");
    struct html english = html_start(&out, LANG_EN);
    HT(&english, "Sí", "Yes");
    assert_written("SíYes");
    assert_true(str_eq_c(TR(&english, "Hoy", "Today"), "Today"));
}

static void test_lines(void **state)
{
    (void)state;
    h_lines(&html, S("uno\r\n<dos>\ntres"));
    assert_written("uno<br>&lt;dos&gt;<br>tres");
}

static void test_url_parts_are_encoded(void **state)
{
    (void)state;
    struct url url = URL(&arena, "/clients/{}/x?q={}", S("../a b"), S("ñ&=#?"));
    assert_true(str_eq_c(url.value, "/clients/..%2Fa%20b/x?q=%C3%B1%26%3D%23%3F"));
    url = url_with(&arena, url, "after", S("C/1"));
    assert_true(str_ends(url.value, S("&after=C%2F1")));
    assert_true(str_eq(url_with(&arena, url, "empty", S("")).value, url.value));
    assert_true(str_eq_c(url_with(&arena, URL(&arena, "/a"), "b", S("1")).value, "/a?b=1"));
    h_url(&html, "href", "/a?b={}&c=1", S("x"));
    assert_written(" href=\"/a?b=x&amp;c=1\"");
}

static void test_local_addresses(void **state)
{
    (void)state;
    static const char *const refused[] = {"//evil.example", "/\\evil.example", "https://evil.example", "", "clients", "/a b",
                                          "/a\nSet-Cookie:x", "javascript:alert(1)"};
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        assert_true(str_eq_c(url_local(&arena, str_of(refused[i])).value, "/"));
    }
    assert_true(str_eq_c(url_local(&arena, S("/clients/C-1?tab=x")).value, "/clients/C-1?tab=x"));
}

static void test_addresses_of_others(void **state)
{
    (void)state;
    assert_true(str_eq_c(url_web(&arena, S("www.adel.example")).value, "https://www.adel.example"));
    assert_true(str_eq_c(url_web(&arena, S("http://adel.example/a")).value, "http://adel.example/a"));
    assert_true(url_is_none(url_web(&arena, S("javascript:alert(1)"))));
    assert_true(url_is_none(url_web(&arena, S("//evil.example"))));
    assert_true(str_eq_c(url_mail(&arena, S("a+b@example.com")).value, "mailto:a%2Bb@example.com"));
    assert_true(url_is_none(url_mail(&arena, S("nobody"))));
    assert_true(str_eq_c(url_phone(&arena, S("+503 2604-1234")).value, "tel:+50326041234"));
    assert_true(url_is_none(url_phone(&arena, S("llame a Ana"))));
}

static void test_what_a_finished_page_is_held_to(void **state)
{
    (void)state;
    static const char *const sound[] = {
        "<!doctype html>\n<html><body><p>a<br>b</p><svg><rect width=\"1\"/></svg></body></html>",
        "<script src=\"/a.js\" defer></script>",
        "<a href=\"https://example.com\">a &lt; b</a><a href=\"#x\">x</a><input name=\"a\" checked>",
    };
    for (size_t i = 0; i < COUNT_OF(sound); i++) {
        assert_null(html_problem(&arena, str_of(sound[i])));
    }
    static const char *const broken[] = {
        "<p><b></p></b>",
        "<p>",
        "</p>",
        "<p style=\"color:red\"></p>",
        "<p onclick=\"x()\"></p>",
        "<style>p{}</style>",
        "<script>x()</script>",
        "<script src=\"/a.js\">x()</script>",
        "<a href=\"javascript:x()\"></a>",
        "<a href=\"//evil.example\"></a>",
        "<form action=\"data:x\"></form>",
        "<iframe src=\"/a\"></iframe>",
        "<i id=\"a\"></i><i id=\"a\"></i>",
        "<p title=x></p>",
        "<p title=\"x></p>",
        "1 < 2",
        "<p",
        "<br/",
    };
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        if (html_problem(&arena, str_of(broken[i])) == NULL) {
            fail_msg("taken for sound: %s", broken[i]);
        }
    }
}

static void test_problem_names_no_value(void **state)
{
    (void)state;
    const char *problem = html_problem(&arena, S("<p title=\"Ana Portillo\" onclick=\"1\"></p>"));
    assert_non_null(problem);
    assert_null(strstr(problem, "Ana"));
}

static void test_hostile_bytes_do_not_break_the_scanner(void **state)
{
    (void)state;
    static const char alphabet[] = "<>/=\"' abp!-";
    for (int round = 0; round < 20000; round++) {
        unsigned char bytes[24];
        random_bytes(bytes, sizeof(bytes));
        char text[24];
        for (size_t i = 0; i < sizeof(text); i++) {
            text[i] = alphabet[bytes[i] % (sizeof(alphabet) - 1)];
        }
        struct arena_mark mark = arena_mark(&arena);
        struct buf page = BUF(&arena);
        buf_put(&page, S("<p>"));
        struct html one = {.out = &page, .arena = &arena};
        h_text(&one, (struct str){text, sizeof(text)});
        buf_put(&page, S("</p>"));
        assert_null(html_problem(&arena, buf_str(&page)));
        (void)html_problem(&arena, (struct str){text, sizeof(text)});
        arena_rewind(&arena, mark);
    }
}

static void test_pieces(void **state)
{
    (void)state;
    h_chip(&html, TONE_WARN, S("con evidencia"));
    h_link(&html, (struct url){STR_NONE}, S("a"));
    h_link(&html, URL(&arena, "/a"), S("b"));
    assert_written("<span class=\"state warn\">con evidencia</span>a<a href=\"/a\">b</a>");
    assert_true(str_eq_c(html_id(&html, "x"), "x-1"));
    assert_true(str_eq_c(html_id(&html, "x"), "x-2"));
}

int main(void)
{
    secret_init();
    random_seed(20140101);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_values_never_become_markup, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_value_writes_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_figures_as_in_el_salvador, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_language, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_url_parts_are_encoded, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_local_addresses, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_addresses_of_others, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_a_finished_page_is_held_to, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_problem_names_no_value, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_hostile_bytes_do_not_break_the_scanner, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_pieces, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
