#include "check.h"
#include "shared_data.h"

#include "client/activity.h"

#include <string.h>

static struct text rule;
static struct text remedy;

/* The code that is understood, or "refused". */
static struct str meant(const char *given)
{
    struct str code = STR_NONE;
    return activities.parse(&check_arena, str_of(given), &code, &rule, &remedy) ? code : S("refused");
}

static void by_code_and_by_name(void **state)
{
    (void)state;
    check_str(meant("01111"), "01111");
    check_str(meant("99000"), "99000");
    check_str(meant("03110 Pesca marítima"), "03110"); /* as a list offers it */
    check_str(meant("CULTIVO DE LEGUMBRES"), "01112");
    check_str(meant("cultivo de  arroz"), "01120");
    check_str(activities.name_of(&check_arena, S("01112"), DATE_NONE, LANG_ES), "Cultivo de legumbres (01112)");
    assert_true(str_is_empty(activities.name_of(&check_arena, S("00000"), DATE_NONE, LANG_ES)));
}

static void what_is_refused_names_what_could_be_meant(void **state)
{
    (void)state;
    static const char *const refused[] = {"00000", "12345", "1111", "0111", "011111", "pesca", "03110x", "-", "Venta al por menor de productos lácteos"};
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        check_str(meant(refused[i]), "refused");
        assert_non_null(rule.es);
        assert_non_null(remedy.en);
    }
    check_str(meant("pesca"), "refused");
    assert_non_null(strstr(remedy.es, "031"));
    check_str(meant("01118"), "refused");
    assert_non_null(strstr(remedy.es, "01111 Cultivo de cereales"));
}

static void searching(void **state)
{
    (void)state;
    const struct activity *found[1000];
    assert_int_equal(activity_search(&check_arena, S(""), DATE(2026, 11, 23), found, 1000), activity_count);
    assert_int_equal(activity_search(&check_arena, S("011"), DATE(2026, 11, 23), found, 3), 3);
    check_str(str_of(found[0]->code), "01111");
    size_t count = activity_search(&check_arena, S("CULT legum"), DATE(2026, 11, 23), found, 1000);
    assert_int_equal(count, 1);
    check_str(str_of(found[0]->code), "01112");
    assert_int_equal(activity_search(&check_arena, S("no hay tal cosa"), DATE(2026, 11, 23), found, 1000), 0);
}

static void the_list_is_in_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < activity_count; i++) {
        assert_int_equal(strlen(activity_list[i].code), 5);
        assert_true(i == 0 || strcmp(activity_list[i - 1].code, activity_list[i].code) < 0);
        assert_ptr_equal(activity_find(str_of(activity_list[i].code)), &activity_list[i]);
    }
}

/* Every line of the reference file, when it is there. */
static void as_the_ministry_has_them(void **state)
{
    (void)state;
    const char *path = shared_path(&check_arena, "codes/sv-cat019-actividad-economica.csv");
    if (path == NULL) {
        skip();
    }
    struct str rest = read_whole(&check_arena, path);
    struct str line;
    size_t count = 0;
    for (bool first = true; str_split(&rest, '\n', &line); first = false) {
        const struct activity *activity = activity_find(str_slice(line, 0, 5));
        if (first || line.len < 7) {
            continue;
        }
        assert_non_null(activity);
        assert_true(str_find(line, str_of(activity->name)) != SIZE_MAX);
        count++;
    }
    assert_int_equal(count, activity_count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_code_and_by_name),
        cmocka_unit_test(what_is_refused_names_what_could_be_meant),
        cmocka_unit_test(searching),
        cmocka_unit_test(the_list_is_in_order),
        cmocka_unit_test(as_the_ministry_has_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
