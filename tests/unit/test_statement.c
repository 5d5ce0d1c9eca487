#include "check.h"

#include "results/indicator.h"
#include "results/statement.h"

#include <string.h>

/* The statement as rows, JSON and text, from values made up here. */

static struct arena arena;

static struct statement made_up(void)
{
    struct statement_part *parts = ARENA_ARRAY(&arena, struct statement_part, 2);
    parts[0] = (struct statement_part){S("cash"), indicator_part_label(S("cash")), {VALUE_MONEY, 120000}, S("USD"), ANSWER_NO};
    parts[1] = (struct statement_part){S("in_kind"), indicator_part_label(S("in_kind")), {VALUE_MONEY, 30000}, S("USD"), ANSWER_NO};
    struct statement_figure *figures = ARENA_ARRAY(&arena, struct statement_figure, 3);
    figures[0] = (struct statement_figure){.code = S("enterprises_advised"), .value = {VALUE_COUNT, 1241}, .measure = S("enterprises"),
                                           .with_data = 1241, .of = 1241, .label = TEXT("Empresas asesoradas", "Enterprises advised"),
                                           .definition = 1, .hidden = ANSWER_NO};
    figures[1] = (struct statement_figure){.code = S("resources_mobilised"), .value = {VALUE_MONEY, 150000}, .measure = S("USD"),
                                           .with_data = 2, .of = 3, .label = TEXT("Recursos movilizados", "Resources mobilised"),
                                           .parts = {parts, 2}, .note = TEXT("Supuesto.", "Assumed."), .definition = 1, .hidden = ANSWER_NO};
    figures[2] = (struct statement_figure){.code = S("jobs_created"), .measure = S("jobs"), .label = TEXT("Empleos", "Jobs"),
                                           .reason = TEXT("Ningún registro.", "No record."), .definition = 1, .hidden = ANSWER_NO};
    return (struct statement){
        .period = {DATE(2014, 1, 1), DATE(2014, 12, 31)}, .unit = S("ADEL"), .unit_name = S("ADEL de prueba"), .territory = S("14"),
        .enterprises_elsewhere = INT_NONE, .persons_elsewhere = INT_NONE, .territory_name = TEXT("Departamento de La Unión", "Department of La Unión"), .map = S("then"),
        .figures = {figures, 3}, .records = 1500, .verified = 12, .as_of = INT64_C(1416744000000000)};
}

static void as_json(void **state)
{
    (void)state;
    struct statement statement = made_up();
    struct buf out = BUF(&arena);
    shape_write_json(&out, &statement_shape, &statement, PRIVACY_INTERNAL);
    struct str json = buf_str(&out);
    assert_true(str_starts(json, S("{\"period\":{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"},\"unit\":\"ADEL\",")));
    assert_true(str_find(json, S("\"map\":\"then\"")) != SIZE_MAX);
    assert_true(str_find(json, S("{\"code\":\"enterprises_advised\",\"value\":1241,\"measure\":\"enterprises\",\"with_data\":1241,\"of\":1241,"
                                 "\"label\":{\"es\":\"Empresas asesoradas\",\"en\":\"Enterprises advised\"}")) != SIZE_MAX);
    assert_true(str_find(json, S("\"value\":\"1500.00\",\"measure\":\"USD\"")) != SIZE_MAX);
    assert_true(str_find(json, S("{\"code\":\"jobs_created\",\"value\":null")) != SIZE_MAX);
}

static void as_rows(void **state)
{
    (void)state;
    struct statement statement = made_up();
    struct rows rows = statement_rows(&arena, &statement, LANG_EN);
    const struct statement_row *row = rows.items;
    assert_int_equal(rows.len, 5);
    assert_true(str_eq(row[0].label, S("Enterprises advised")));
    assert_int_equal(row[0].value.amount, 1241);
    assert_true(str_eq(row[2].code, S("resources_mobilised.cash")));
    assert_int_equal(row[2].with_data, INT_NONE);
    assert_int_equal(row[4].value.kind, VALUE_NONE);
}

static void as_text(void **state)
{
    (void)state;
    struct statement statement = made_up();
    struct buf out = BUF(&arena);
    statement_text(&out, &statement, LANG_ES);
    struct str text = buf_str(&out);
    assert_true(str_find(text, S("Del 1 de enero de 2014 al 31 de diciembre de 2014\n")) != SIZE_MAX);
    assert_true(str_find(text, S("Unidad: ADEL de prueba (ADEL)\n")) != SIZE_MAX);
    assert_true(str_find(text, S("Empresas asesoradas                                        1,241\n")) != SIZE_MAX);
    assert_true(str_find(text, S("Recursos movilizados                                  $ 1,500.00  2 de 3 *\n")) != SIZE_MAX);
    assert_true(str_find(text, S("    en especie                                          $ 300.00\n")) != SIZE_MAX);
    assert_true(str_find(text, S("* Recursos movilizados: Supuesto.\n")) != SIZE_MAX);
    assert_true(str_find(text, S("– Empleos: Ningún registro.\n")) != SIZE_MAX);
    assert_true(str_find(text, S("no se suman")) != SIZE_MAX);
    assert_true(str_find(text, S("1,500 registros, 12 de ellos verificados")) != SIZE_MAX);
}

static void every_indicator_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < indicator_count; i++) {
        const struct indicator *indicator = indicator_at((enum indicator_code)i);
        enum indicator_code code;
        assert_non_null(indicator->code);
        assert_true(indicator_find(str_of(indicator->code), &code) && (size_t)code == i);
        assert_non_null(indicator->label.es);
        assert_non_null(indicator->label.en);
        assert_non_null(indicator->rule.es);
        assert_non_null(indicator->rule.en);
        assert_non_null(indicator->dated_by.en);
        assert_true(indicator->version >= 1);
        assert_non_null(indicator_measure_label(str_of(indicator->measure)).es);
        assert_true(indicator->how != RULE_NONE || indicator->reason.es != NULL);
    }
    enum indicator_code none;
    assert_false(indicator_find(S("clients"), &none));
}

static void records_as_text(void **state)
{
    (void)state;
    struct statement_record records[] = {
        {S("sessions"), S("S-1"), DATE(2014, 3, 5), S("E-1"), STR_NONE, S("E-1"), S("X"), S("1408"), MONEY_NONE, 60, S("verified"), STR_NONE,
         {VALUE_COUNT, 1}},
        {S("snapshots"), S("M-2"), DATE(2014, 12, 1), S("E-2"), STR_NONE, S("E-2"), S("X"), S("1408"), MONEY_NONE, INT_NONE, S("declared"),
         S("M-1"), {VALUE_MONEY, 450000}},
    };
    struct statement_explain_input input = {.question = {.from = DATE(2014, 1, 1), .to = DATE(2014, 12, 31)}, .indicator = S("sales_increase")};
    struct list list = {.shape = &statement_record_shape, .rows = {records, 2}, .next = S("2"), .total = 9};
    struct buf out = BUF(&arena);
    explain_text(&out, &input, &list, LANG_EN);
    struct str text = buf_str(&out);
    assert_true(str_starts(text, S("Sales increase\n")));
    assert_true(str_find(text, S("snapshots  M-2   01/12/2014  E-2     X     1408      declared")) != SIZE_MAX);
    assert_true(str_find(text, S("$ 4,500.00 (M-1)")) != SIZE_MAX);
    assert_true(str_find(text, S("2 of 9 records.")) != SIZE_MAX);
    assert_true(str_find(text, S("--after 2")) != SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_json),
        cmocka_unit_test(as_rows),
        cmocka_unit_test(as_text),
        cmocka_unit_test(every_indicator_is_named),
        cmocka_unit_test(records_as_text),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
