#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "html/form.h"
#include "html/grid.h"

struct thing {
    struct str name;
    struct str notes;
    struct date day;
    struct money amount;
    struct str size;
    struct str colour;
    enum answer open;
    struct str made;
};
static const struct choice sizes[] = {{"s", T("Chico", "Small"), NULL}, {"l", T("Grande", "Large"), NULL}, {0}};
static const struct choice colours[] = {{"a", T("A", "A"), NULL}, {"b", T("B", "B"), NULL}, {"c", T("C", "C"), NULL},
                                        {"d", T("D", "D"), NULL}, {"e", T("E", "E"), NULL}, {0}};
static const struct field fields[] = {
    FIELD_TEXT(struct thing, name, .required = true, .max = 80, .label = T("Nombre", "Name"), .hint = T("Completo", "In full")),
    FIELD_TEXT(struct thing, notes, .max = 2000, .label = T("Notas", "Notes")),
    FIELD_DATE(struct thing, day, .label = T("Día", "Day")),
    FIELD_MONEY(struct thing, amount, .label = T("Monto", "Amount")),
    FIELD_CHOICE(struct thing, size, .required = true, .choices = sizes, .label = T("Tamaño", "Size")),
    FIELD_CHOICE(struct thing, colour, .choices = colours, .label = T("Color", "Colour")),
    FIELD_BOOL(struct thing, open, .initial = "true", .label = T("Abierto", "Open")),
    FIELD_TEXT(struct thing, made, .computed = true, .label = T("Hecho", "Made")),
};
static const struct shape shape = SHAPE("thing", struct thing, fields);

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

static bool written(const char *part)
{
    return str_find(buf_str(&out), str_of(part)) != SIZE_MAX;
}

static void test_joins_what_was_sent(void **state)
{
    (void)state;
    const struct form_pair pairs[] = {{S("x"), S("")}, {S("x"), S("a")}, {S("x"), S("b")}, {S("f"), S("")}, {S("f:A-1"), S("60.00")},
                                      {S("f:A-2"), S("")}, {S("f:A-3"), S("40.00")}, {S("none"), S("")}};
    struct map given = form_given(&arena, pairs, COUNT_OF(pairs));
    assert_true(str_eq_c(*(struct str *)map_find(&given, S("x")), "a;b"));
    assert_true(str_eq_c(*(struct str *)map_find(&given, S("f")), "A-1:60.00;A-3:40.00"));
    assert_true(str_is_empty(*(struct str *)map_find(&given, S("none"))));
    assert_null(map_find(&given, S("absent")));
}

static void test_widgets_of_a_fresh_form(void **state)
{
    (void)state;
    const struct form_view form = {.action = URL(&arena, "/things"), .csrf = S("tok\"en"), .request_id = S("r-1"), .version = 7, .shape = &shape};
    form_open(&html, &form);
    form_fields(&html, &form, NULL);
    form_close(&html, &form, S("Guardar"), URL(&arena, "/things"));
    assert_null(html_problem(&arena, buf_str(&out)));
    assert_true(written("<input type=\"hidden\" name=\"csrf\" value=\"tok&quot;en\">"));
    assert_true(written("name=\"request_id\" value=\"r-1\""));
    assert_true(written("name=\"version\" value=\"7\""));
    assert_true(written("<label for=\"f-name\">Nombre <span class=\"must\">obligatorio</span></label>"));
    assert_true(written("id=\"f-name\" name=\"name\" maxlength=\"80\" autocomplete=\"off\" aria-required=\"true\" aria-describedby=\"f-name-hint\">"));
    assert_true(written("<textarea autocomplete=\"off\" id=\"f-notes\" name=\"notes\" rows=\"6\" maxlength=\"2000\">"));
    assert_true(written("<input type=\"date\" id=\"f-day\""));
    assert_true(written("<span class=\"affix\" aria-hidden=\"true\">$</span><input type=\"text\" id=\"f-amount\" name=\"amount\" inputmode=\"decimal\""));
    assert_true(written("<input type=\"radio\" name=\"size\" value=\"l\">"));
    assert_true(written("<select id=\"f-colour\" name=\"colour\">"));
    assert_true(written("name=\"open\" value=\"true\" checked>"));
    assert_false(written("name=\"made\""));
    assert_false(written("role=\"alert\""));
    assert_false(written("aria-invalid"));
}

static void test_refused_form_keeps_what_was_typed(void **state)
{
    (void)state;
    struct fault fault = {.arena = &arena};
    assert_int_equal(fault_add(&fault, S("day"), S("31/02/2014"), TEXT("Esa fecha no existe.", "No such date."), TEXT("Corríjala.", "Correct it.")), ERR_INVALID);
    assert_int_equal(fault_add(&fault, S("size"), STR_NONE, TEXT("Falta.", "Missing."), TEXT("Elija.", "Choose.")), ERR_INVALID);
    assert_int_equal(fault_add(&fault, S(""), STR_NONE, TEXT("Todo mal.", "All wrong."), TEXT("Pida ayuda.", "Ask.")), ERR_INVALID);
    const struct form_pair pairs[] = {{S("name"), S("<Ana>")}, {S("day"), S("31/02/2014")}, {S("amount"), S("1,00.00")}};
    struct map given = form_given(&arena, pairs, COUNT_OF(pairs));
    const struct thing row = {.name = S("Otra"), .amount = MONEY_NONE};
    const struct form_view form = {.action = URL(&arena, "/things"), .given = &given, .fault = &fault, .shape = &shape, .row = &row};
    form_open(&html, &form);
    form_fields(&html, &form, NULL);
    form_close(&html, &form, S("Guardar"), (struct url){STR_NONE});
    assert_null(html_problem(&arena, buf_str(&out)));
    assert_true(written("<a href=\"#f-day\">Día</a>: Esa fecha no existe."));
    assert_true(written("<li>Todo mal. Pida ayuda.</li>"));
    assert_true(written("value=\"&lt;Ana&gt;\""));
    assert_false(written("Otra"));
    assert_true(written("<input type=\"text\" id=\"f-day\" name=\"day\" value=\"31/02/2014\""));
    assert_true(written("aria-invalid=\"true\" aria-describedby=\"f-day-error\""));
    assert_true(written("<p class=\"error\" id=\"f-day-error\">Esa fecha no existe. Corríjala.</p>"));
    assert_true(written("id=\"f-size\" role=\"radiogroup\" aria-required=\"true\" aria-invalid=\"true\" aria-describedby=\"f-size-error\""));
    assert_true(written("value=\"1,00.00\""));
}

static void test_begins_with_the_record(void **state)
{
    (void)state;
    const struct thing row = {.name = S("Tienda"), .day = DATE(2014, 5, 3), .amount = money_of(125000, "USD"), .size = S("l"), .open = ANSWER_NO};
    const struct form_view form = {.action = URL(&arena, "/things"), .shape = &shape, .row = &row, .id_prefix = S("b-")};
    form_fields(&html, &form, (const char *const[]){"notes", NULL});
    assert_true(written("id=\"b-f-name\" name=\"name\" value=\"Tienda\""));
    assert_true(written("value=\"2014-05-03\""));
    assert_true(written("value=\"1250.00\""));
    assert_true(written("value=\"l\" checked>"));
    assert_true(written("name=\"open\" value=\"false\" checked>"));
    assert_false(written("name=\"notes\""));
}

static void test_grid_reads_back(void **state)
{
    (void)state;
    const struct grid_person persons[] = {{S("P-1"), S("Ana"), STR_NONE}, {S("P/2"), S("José"), STR_NONE}};
    const struct date days[] = {{2014, 6, 9}, {2014, 6, 10}, {2014, 6, 11}};
    const bool before[6] = {true, false, false, false, true, false};
    const struct grid grid = {.caption = S("Asistencia"), .persons = persons, .person_count = 2, .days = days, .day_count = 3, .present = before};
    grid_draw(&html, &grid);
    assert_null(html_problem(&arena, buf_str(&out)));
    assert_true(written("value=\"P-1/2014-06-09\" aria-label=\"Ana, 9 de junio de 2014\" data-day=\"0\" checked>"));
    assert_false(written("value=\"P-1/2014-06-10\" aria-label=\"Ana, 10 de junio de 2014\" data-day=\"1\" checked>"));
    const struct form_pair pairs[] = {{S("present"), S("P/2/2014-06-10")}, {S("present"), S("P-9/2014-06-10")}, {S("present"), S("P-1/2014-07-01")},
                                      {S("present"), S("x")}, {S("all"), S("2014-06-11")}};
    struct map given = form_given(&arena, pairs, COUNT_OF(pairs));
    bool present[6];
    grid_given(&given, &grid, present);
    const bool expected[6] = {false, false, true, false, true, true};
    assert_memory_equal(present, expected, sizeof(expected));
}

int main(void)
{
    secret_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_joins_what_was_sent, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_widgets_of_a_fresh_form, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_refused_form_keeps_what_was_typed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_begins_with_the_record, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_grid_reads_back, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
