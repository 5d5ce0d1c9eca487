#include "check.h"

#include <string.h>

static void each_language_or_the_other(UNUSED void **state)
{
    struct text both = T("sí", "yes");
    check_str(text_in(both, LANG_ES), "sí");
    check_str(text_in(both, LANG_EN), "yes");
    check_str(text_in(TEXT("sí", NULL), LANG_EN), "sí");
    assert_null(text_in(TEXT_NONE, LANG_ES).ptr);
}

static void both_templates_take_the_same_arguments(UNUSED void **state)
{
    struct text text = text_format(&check_arena, TEXT("Faltan %d de %s.", "%d missing of %s."), 3, "10");
    assert_string_equal(text.es, "Faltan 3 de 10.");
    assert_string_equal(text.en, "3 missing of 10.");
    assert_null(text_format(&check_arena, TEXT_NONE, 1).en);
}

static void errors_are_complete_and_their_codes_unique(UNUSED void **state)
{
    for (int i = 0; i < ERR_COUNT; i++) {
        const struct err_info *info = err_info((enum err)i);
        assert_memory_equal(info->name, "ERR_", 4);
        assert_true(strlen(info->es) > 3 && strlen(info->en) > 3);
        assert_in_range(info->http_status, 200, 599);
        assert_in_range(info->exit_code, 0, 125);
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(info->code, err_info((enum err)j)->code);
        }
    }
    assert_int_equal(err_info(ERR_NOT_FOUND)->http_status, 404);
    assert_string_equal(err_info(ERR_INVALID)->code, "invalid");
    assert_int_equal(err_info(ERR_OK)->exit_code, 0);
    assert_string_equal(err_info(ERR_COUNT)->name, "ERR_INTERNAL");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_language_or_the_other),
        cmocka_unit_test(both_templates_take_the_same_arguments),
        cmocka_unit_test(errors_are_complete_and_their_codes_unique),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
