#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "html/chart.h"
#include "html/map.h"
#include "html/table.h"

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

static size_t times(const char *part)
{
    size_t count = 0;
    struct str rest = buf_str(&out);
    for (size_t at = str_find(rest, str_of(part)); at != SIZE_MAX; at = str_find(rest, str_of(part))) {
        count++;
        rest = str_slice(rest, at + 1, rest.len);
    }
    return count;
}

static struct map_picture picture_of(struct map_area *areas, size_t count)
{
    return (struct map_picture){.title = S("Mapa"), .unit = S("Empresas"), .category = S("Distrito"), .areas = areas, .count = count,
                                .kind = VALUE_COUNT};
}

static void test_la_union_has_eighteen_places(void **state)
{
    (void)state;
    struct map_area areas[18] = {0};
    for (size_t i = 0; i < 18; i++) {
        areas[i].code = str_format(&arena, "14%02zu", i + 1);
        areas[i].value = INT_NONE;
    }
    map_layout(areas, 18);
    for (size_t i = 0; i < 18; i++) {
        assert_false(str_is_empty(areas[i].short_name));
        for (size_t j = 0; j < i; j++) {
            assert_false(areas[i].col == areas[j].col && areas[i].row == areas[j].row);
        }
    }
    /* Nueva Esparta lies north of Santa Rosa de Lima, that north of Pasaquina, all of it north of the islands. */
    assert_true(areas[10].row < areas[15].row && areas[15].row < areas[11].row && areas[11].row < areas[9].row);
    /* Intipucá is the west of the coast, Meanguera del Golfo its east. */
    assert_true(areas[6].col < areas[3].col && areas[3].col < areas[9].col);
}

static void test_other_sets_in_reading_order(void **state)
{
    (void)state;
    struct map_area areas[6] = {0};
    for (size_t i = 0; i < 6; i++) {
        areas[i].code = str_format(&arena, "x%zu", i);
    }
    map_layout(areas, 6);
    assert_int_equal(areas[3].col, 3);
    assert_int_equal(areas[3].row, 0);
    assert_int_equal(areas[4].col, 0);
    assert_int_equal(areas[4].row, 1);
}

static void test_quantiles_with_a_legend_of_counts(void **state)
{
    (void)state;
    static const int64_t values[10] = {1, 2, 3, 4, 5, 6, 7, 8, INT_NONE, 0};
    struct map_area areas[10] = {0};
    for (size_t i = 0; i < 10; i++) {
        areas[i] = (struct map_area){.code = str_format(&arena, "x%zu", i), .name = str_format(&arena, "N%zu", i), .value = values[i]};
    }
    struct map_picture picture = picture_of(areas, 10);
    picture.zero_is_none = true;
    map_draw(&html, &picture);
    assert_null(html_problem(&arena, buf_str(&out)));
    assert_int_equal(times("1–2 <span class=\"quiet\">(2)</span>"), 1);
    assert_int_equal(times("7–8 <span class=\"quiet\">(2)</span>"), 1);
    assert_int_equal(times("ninguna <span class=\"quiet\">(2)</span>"), 1);
    assert_int_equal(times("<title>N8: sin dato</title>"), 1);
    assert_int_equal(times("8 de 10 con datos"), 1);
}

static void test_equal_values_are_not_parted(void **state)
{
    (void)state;
    struct map_area areas[5] = {0};
    for (size_t i = 0; i < 5; i++) {
        areas[i] = (struct map_area){.code = S("x"), .name = S("N"), .value = i == 4 ? 9 : 7};
    }
    struct map_picture picture = picture_of(areas, 5);
    map_draw(&html, &picture);
    assert_int_equal(times("7 <span class=\"quiet\">(4)</span>"), 1);
    assert_int_equal(times("9 <span class=\"quiet\">(1)</span>"), 1);
}

static void test_steps_and_links(void **state)
{
    (void)state;
    struct map_area areas[3] = {0};
    static const int64_t values[3] = {1, 50, 100};
    for (size_t i = 0; i < 3; i++) {
        areas[i] = (struct map_area){.code = S("x"), .name = S("<N>"), .value = values[i], .url = URL(&arena, "/x"), .path = S("M0 0L1 1Z")};
    }
    struct map_picture picture = picture_of(areas, 3);
    picture.classing = MAP_STEPS;
    picture.classes = 2;
    picture.width = picture.height = 10;
    map_draw(&html, &picture);
    assert_null(html_problem(&arena, buf_str(&out)));
    assert_int_equal(times("1–50 <span class=\"quiet\">(2)</span>"), 1);
    assert_int_equal(times("51–100 <span class=\"quiet\">(1)</span>"), 1);
    assert_int_equal(times("role=\"group\""), 1);
    assert_int_equal(times("<N>"), 0);
}

static void test_missing_is_not_zero(void **state)
{
    (void)state;
    static const int64_t values[3] = {0, INT_NONE, 300050};
    const struct str labels[3] = {S("enero"), S("febrero"), S("marzo")};
    const struct series series = {S("Ventas"), values};
    const struct chart chart = {.title = S("Ventas"), .category = S("Mes"), .labels = labels, .count = 3, .series = &series,
                                .series_count = 1, .kind = VALUE_MONEY};
    chart_columns(&html, &chart);
    assert_null(html_problem(&arena, buf_str(&out)));
    assert_int_equal(times("<rect class=\"s1\""), 2);
    assert_int_equal(times("<td role=\"cell\" class=\"n\">—</td>"), 1);
    assert_int_equal(times("<td role=\"cell\" class=\"n\">$ 0.00</td>"), 1);
    assert_int_equal(times("<td role=\"cell\" class=\"n\">$ 3,000.50</td>"), 1);
    /* 3,000.50 dollars: steps of 1,000 up to 4,000. */
    assert_int_equal(times(">4,000</text>"), 1);
}

static void test_all_charts_stand_without_data(void **state)
{
    (void)state;
    static const int64_t values[2] = {INT_NONE, INT_NONE};
    const struct str labels[2] = {S("a"), S("b")};
    const struct series series = {S("n"), values};
    const struct chart chart = {.title = S("Nada"), .category = S("x"), .labels = labels, .count = 2, .series = &series, .series_count = 1,
                                .kind = VALUE_COUNT};
    chart_columns(&html, &chart);
    chart_bars(&html, &chart);
    chart_stack(&html, &chart);
    chart_spark(&html, S("Nada"), values, 2);
    map_draw(&html, &(struct map_picture){.title = S("Nada"), .unit = S("u"), .category = S("c")});
    assert_null(html_problem(&arena, buf_str(&out)));
    assert_int_equal(times("nan"), 0);
    assert_int_equal(times("inf"), 0);
}

static void test_tiles(void **state)
{
    (void)state;
    chart_tile(&html, &(struct tile){.label = S("empresas"), .value = {VALUE_COUNT, 1241}, .meter = true, .percent = 12345, .tone = TONE_OK});
    chart_tile(&html, &(struct tile){.label = S("empleos"), .value = {VALUE_NONE, 0}, .url = URL(&arena, "/x")});
    assert_int_equal(times("<strong>1,241</strong>"), 1);
    assert_int_equal(times("aria-label=\"123 % de la meta\""), 1);
    assert_int_equal(times("width=\"10000\"/></svg>"), 1);
    assert_int_equal(times("<strong>—</strong>"), 1);
    assert_int_equal(chart_tone(9500), TONE_OK);
    assert_int_equal(chart_tone(7500), TONE_WARN);
    assert_int_equal(chart_tone(7499), TONE_BAD);
}

static void test_table_sorts_by_links(void **state)
{
    (void)state;
    static const struct column columns[] = {{.label = T("Nombre", "Name"), .key = "name"}, {.label = T("Total", "Total"), .key = "total", .number = true}};
    struct table table = {.caption = S("Clientes"), .columns = columns, .count = 2, .here = URL(&arena, "/c?s={}", S("1")), .sort = S("name"),
                          .next = URL(&arena, "/c?after={}", S("9"))};
    table_open(&html, &table);
    table_row(&html, &table);
    table_link_note(&html, &table, URL(&arena, "/c/{}", S("1")), S("A&B"), S("nota"));
    table_count(&html, &table, 1234);
    table_row_end(&html, &table);
    table_close(&html, &table);
    assert_null(html_problem(&arena, buf_str(&out)));
    assert_int_equal(times("aria-sort=\"ascending\"><a href=\"/c?s=1&amp;sort=-name\">Nombre"), 1);
    assert_int_equal(times("<a href=\"/c?s=1&amp;sort=total\">Total</a>"), 1);
    assert_int_equal(times("<a href=\"/c/1\">A&amp;B</a><br><span class=\"quiet\">nota</span>"), 1);
    assert_int_equal(times("class=\"n\" data-label=\"Total\">1,234</td>"), 1);
    assert_int_equal(times("href=\"/c?after=9\">Ver más</a>"), 1);
}

int main(void)
{
    secret_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_la_union_has_eighteen_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_other_sets_in_reading_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_quantiles_with_a_legend_of_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_equal_values_are_not_parted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_steps_and_links, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_missing_is_not_zero, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_all_charts_stand_without_data, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_tiles, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_table_sorts_by_links, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
