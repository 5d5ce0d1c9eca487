#include "check.h"
#include "shared_data.h"

#include "territory/territory.h"

#include <string.h>

static void counts(void **state)
{
    (void)state;
    assert_int_equal(territory_department_count, 14);
    assert_int_equal(territory_municipality_count, 44);
    assert_int_equal(territory_district_count, 262);
    static const size_t today[] = {3, 4, 4, 3, 6, 5, 2, 3, 2, 2, 3, 3, 2, 2};
    /* The new numbers go on where the old ones end. */
    static const size_t old[] = {12, 13, 16, 33, 22, 19, 16, 22, 9, 13, 23, 20, 26, 18};
    for (size_t i = 0; i < 14; i++) {
        struct str code = str_of(territory_departments[i].code);
        assert_int_equal(territory_municipality_count_of(code, DATE_NONE), today[i]);
        assert_int_equal(territory_municipality_count_of(code, DATE(2014, 12, 31)), old[i]);
        size_t first = old[i] + 1;
        for (size_t k = 0; k < today[i]; k++) {
            struct str municipality = str_format(&check_arena, STR_FMT "%02zu", STR_ARG(code), first + k);
            assert_non_null(territory_municipality(municipality));
            assert_true(territory_municipality_count_of(municipality, DATE_NONE) == 1);
        }
    }
    assert_int_equal(territory_municipality_count_of(STR_NONE, DATE_NONE), 44);
    assert_int_equal(territory_municipality_count_of(STR_NONE, DATE(2024, 4, 30)), 262);
    assert_int_equal(territory_municipality_count_of(S("1420"), DATE(2014, 1, 1)), 8);
    assert_int_equal(territory_municipality_count_of(S("1419"), DATE(2014, 1, 1)), 10);
}

static void in_order_and_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < territory_district_count; i++) {
        const struct territory_district *row = &territory_district_list[i];
        assert_int_equal(strlen(row->code), 4);
        assert_true(i == 0 || strcmp(territory_district_list[i - 1].code, row->code) < 0);
        assert_ptr_equal(territory_district(str_of(row->code)), row);
        const struct territory_municipality *municipality = territory_municipality(str_of(row->municipality));
        assert_non_null(municipality);
        assert_memory_equal(municipality->code, row->code, 2);
        assert_null(territory_municipality(str_of(row->code)));
    }
    assert_null(territory_district(S("1499")));
    assert_null(territory_district(S("14")));
    assert_null(territory_district(STR_NONE));
}

static void before_and_after_the_reform(void **state)
{
    (void)state;
    check_str(territory_municipality_of(S("1408"), DATE(2024, 4, 30)), "1408");
    check_str(territory_municipality_of(S("1408"), DATE(2024, 5, 1)), "1420");
    check_str(territory_municipality_of(S("1408"), DATE_NONE), "1420");
    check_str(territory_municipality_name(S("1408"), DATE(2014, 6, 1)), "La Unión");
    check_str(territory_municipality_name(S("1408"), DATE(2024, 5, 1)), "La Unión Sur");
    check_str(territory_municipality_of(S("1416"), DATE(2024, 5, 1)), "1419");
    assert_true(str_is_empty(territory_municipality_of(S("9999"), DATE_NONE)));
    check_str(str_of(territory_department_of(S("1408"))->iso), "SV-UN");
    check_str(str_of(territory_municipality(S("1419"))->ocha), "SV07001");
}

static void areas(void **state)
{
    (void)state;
    assert_int_equal(territory_level_of(STR_NONE), TERRITORY_COUNTRY);
    assert_int_equal(territory_level_of(S("14")), TERRITORY_DEPARTMENT);
    assert_int_equal(territory_level_of(S("1419")), TERRITORY_MUNICIPALITY);
    assert_int_equal(territory_level_of(S("1408")), TERRITORY_DISTRICT);
    assert_int_equal(territory_level_of(S("1499")), TERRITORY_NONE);
    assert_int_equal(territory_level_of(S("15")), TERRITORY_NONE);
    assert_true(territory_contains(S("14"), S("1408")));
    assert_true(territory_contains(S("1420"), S("1408")));
    assert_false(territory_contains(S("1419"), S("1408")));
    assert_true(territory_contains(S("1408"), S("1408")));
    assert_true(territory_contains(STR_NONE, S("0101")));
    assert_false(territory_contains(STR_NONE, S("1420")));
    const struct territory_district **list;
    assert_int_equal(territory_districts_of(&check_arena, S("14"), &list), 18);
    check_str(str_of(list[0]->code), "1401");
    check_str(str_of(list[17]->name), "Yucuaiquín");
    assert_int_equal(territory_districts_of(&check_arena, S("1419"), &list), 10);
    check_str(territory_area_name(&check_arena, S("14"), LANG_ES), "Departamento de La Unión");
    check_str(territory_area_name(&check_arena, S("1420"), LANG_ES), "Municipio de La Unión Sur");
    check_str(territory_area_name(&check_arena, S("1408"), LANG_EN), "District of La Unión");
    check_str(territory_area_name(&check_arena, STR_NONE, LANG_EN), "El Salvador");
}

static struct text said;

static struct str district(const char *given)
{
    struct str code = STR_NONE;
    struct text remedy = TEXT_NONE;
    said = TEXT_NONE;
    bool good = territory_parse_district(&check_arena, str_of(given), &code, &said, &remedy);
    return good ? code : S("refused");
}

static bool says(const char *part)
{
    return said.es != NULL && strstr(said.es, part) != NULL;
}

static void names(void **state)
{
    (void)state;
    check_str(district("1408"), "1408");
    check_str(district("La Unión"), "1408");
    check_str(district("LA UNION"), "1408");
    check_str(district("la union, la unión"), "1408");
    check_str(district("anamoros"), "1401");
    check_str(district("El Carmen"), "refused");
    assert_true(says("1405") && says("La Unión") && says("Cuscatlán"));
    check_str(district("El Carmen, La Unión"), "1405");
    check_str(district("El Carmen, 14"), "1405");
    check_str(district("El Carmen, Morazán"), "refused");
    check_str(district("Atlantis"), "refused");
    check_str(district(""), "refused");
    check_str(district("1420"), "refused");
    assert_true(says("municipio"));
    check_str(territory_districts.name_of(&check_arena, S("1405"), DATE_NONE, LANG_ES), "El Carmen, La Unión");
    assert_true(str_is_empty(territory_districts.name_of(&check_arena, S("9999"), DATE_NONE, LANG_ES)));
}

static struct str area(const char *given)
{
    struct str code = STR_NONE;
    struct text remedy = TEXT_NONE;
    said = TEXT_NONE;
    bool good = territory_parse_area(&check_arena, str_of(given), &code, &said, &remedy);
    return good ? code : S("refused");
}

static void area_names(void **state)
{
    (void)state;
    check_str(area("14"), "14");
    check_str(area(""), "");
    check_str(area("Morazán"), "13");
    check_str(area("la unión sur"), "1420");
    check_str(area("Conchagua"), "1404");
    check_str(area("La Unión"), "refused");
    assert_true(says("14") && says("1408"));
    check_str(area("La Unión, La Unión"), "1408");
    check_str(area("Atlantis"), "refused");
}

static void as_in_the_sources(void **state)
{
    (void)state;
    const char *path = shared_path(&check_arena, "territory/sv-divisions.csv");
    if (path == NULL) {
        skip();
    }
    struct str rest = read_whole(&check_arena, path);
    struct str line;
    size_t rows = 0;
    assert_true(str_split(&rest, '\n', &line));
    while (str_split(&rest, '\n', &line)) {
        struct str cells[8] = {STR_NONE};
        struct str cell;
        size_t count = 0;
        line = str_trim(line);
        if (line.len == 0) {
            continue;
        }
        while (count < 8 && str_split(&line, ',', &cell)) {
            cells[count++] = cell;
        }
        assert_int_equal(count, 8);
        const struct territory_district *row = territory_district(cells[0]);
        assert_non_null(row);
        assert_true(str_eq_c(cells[1], row->name));
        const struct territory_department *department = territory_department_of(cells[0]);
        assert_true(str_eq_c(cells[2], department->code));
        assert_true(str_eq_c(cells[3], department->name));
        assert_true(str_eq_c(cells[4], department->iso));
        assert_true(str_eq_c(cells[5], row->municipality));
        const struct territory_municipality *municipality = territory_municipality(cells[5]);
        assert_true(str_eq_c(cells[6], municipality->name));
        assert_true(str_eq_c(cells[7], municipality->ocha));
        rows++;
    }
    assert_int_equal(rows, 262);
}

static void districts_of_a_department(UNUSED void **state)
{
    size_t all = 0;
    for (size_t i = 0; i < territory_department_count; i++) {
        size_t count = 0;
        const struct territory_district *rows = territory_department_districts(&territory_departments[i], &count);
        for (size_t k = 0; k < count; k++) {
            assert_memory_equal(rows[k].code, territory_departments[i].code, 2);
        }
        assert_true(rows == &territory_district_list[all]);
        all += count;
    }
    assert_int_equal(all, 262);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts),
        cmocka_unit_test(districts_of_a_department), cmocka_unit_test(in_order_and_whole), cmocka_unit_test(before_and_after_the_reform),
        cmocka_unit_test(areas),  cmocka_unit_test(names),              cmocka_unit_test(area_names),
        cmocka_unit_test(as_in_the_sources),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
