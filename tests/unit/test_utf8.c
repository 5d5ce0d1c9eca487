#include "check.h"

#include "base/utf8.h"
#include "format/json.h"
#include "shared_data.h"

static void well_formed_and_not(UNUSED void **state)
{
    assert_true(utf8_is_valid(STR_NONE));
    assert_true(utf8_is_valid(S("Peña \xF0\x9F\x8C\xBD")));
    static const char *const refused[] = {
        "\x80", "\xC3", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80",
        "\xFF", "a\xE2\x82", "\xE2\x28\xA1", "\xF0\x80\x80\xAF"};
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        assert_false(utf8_is_valid(str_of(refused[i])));
        assert_false(utf8_is_text(str_of(refused[i])));
        struct str repaired = utf8_repair(&check_arena, str_of(refused[i]));
        assert_true(utf8_is_text(repaired));
    }
    check_str(utf8_repair(&check_arena, S("a\xE2\x82z")), "a\xEF\xBF\xBD\xEF\xBF\xBDz");
}

static void text_has_no_controls(UNUSED void **state)
{
    assert_true(utf8_is_text(S("uno\tdos\r\ntres")));
    assert_true(utf8_is_text(STR_NONE));
    assert_false(utf8_is_text(S("a\0b")));
    assert_false(utf8_is_text(S("\x01")));
    assert_false(utf8_is_text(S("\x1B[2J")));
    assert_false(utf8_is_text(S("\x7F")));
    assert_false(utf8_is_text(S("\xC2\x85")));
    assert_true(utf8_is_text(S("\xC2\xA0")));
}

static void length_in_code_points(UNUSED void **state)
{
    assert_int_equal(utf8_length(S("Peña")), 4);
    assert_int_equal(utf8_length(S("\xF0\x9F\x8C\xBD!")), 2);
    assert_int_equal(utf8_length(STR_NONE), 0);
}

static void windows_1252(UNUSED void **state)
{
    check_str(utf8_from_latin1(&check_arena, S("Pe\xF1" "a \x80 \x93" "x\x94 \x81")), "Peña € “x” \xEF\xBF\xBD");
    char all[256];
    for (int i = 0; i < 256; i++) {
        all[i] = (char)i;
    }
    struct str text = utf8_from_latin1(&check_arena, (struct str){all, 256});
    assert_true(utf8_is_valid(text));
    assert_int_equal(utf8_length(text), 256);
}

static void clean_text(UNUSED void **state)
{
    check_str(utf8_clean(&check_arena, S("  uno \t  dos\xC2\xA0\xC2\xA0tres ")), "uno dos tres");
    check_str(utf8_clean(&check_arena, S("\r\n uno \r\n\r\n  dos\r")), "uno\n\ndos");
    check_str(utf8_clean(&check_arena, S("Pen\xCC\x83" "a")), "Peña");
    check_str(utf8_clean(&check_arena, S("\xEF\xBB\xBF" "e\xE2\x80\x8B\xCC\x81")), "é");
    check_str(utf8_clean(&check_arena, S("a\xFF")), "a\xEF\xBF\xBD");
    check_str(utf8_clean(&check_arena, S(" \xE2\x80\x83 ")), "");
    assert_null(utf8_clean(&check_arena, STR_NONE).ptr);
}

static void folded_text(UNUSED void **state)
{
    check_str(utf8_fold(&check_arena, S("José  PEÑA-Ruiz")), "jose pena ruiz");
    check_str(utf8_fold(&check_arena, S("  ¡Güija, S.A. de C.V.! ")), "guija s a de c v");
    check_str(utf8_fold(&check_arena, S("Jose\xCC\x81")), "jose");
    check_str(utf8_fold(&check_arena, S("\xEF\xAC\x81n 1ª Straße №5")), "fin 1a strasse no5");
    check_str(utf8_fold(&check_arena, S("\xF0\x9F\x8C\xBD--")), "");
    check_str(utf8_fold(&check_arena, S("a\xFF" "b")), "a b");
    check_str(utf8_fold(&check_arena, S("co\xC2\xAD" "operativa")), "cooperativa");
    assert_null(utf8_fold(&check_arena, STR_NONE).ptr);
}

static void spanish_alphabetical_order(UNUSED void **state)
{
    static const char *const ordered[] = {
        "Ábrego",  "Abrego Díaz", "Acosta",  "De la O",      "Deras",   "Nájera",    "Navas",  "Núñez",
        "Nuño",    "nylon",       "Nzala",   "Nørgaard",     "Ñañez",   "Ñu",        "Oñate",  "Pena",
        "Pénate",  "Penya",       "Penzón",  "Peña",         "Peña Azucena", "Peñate", "Perla", "Zelaya", "Zúniga",
        "Zúñiga"};
    for (size_t i = 1; i < COUNT_OF(ordered); i++) {
        struct str before = utf8_sort_key(&check_arena, str_of(ordered[i - 1]));
        struct str after = utf8_sort_key(&check_arena, str_of(ordered[i]));
        if (str_cmp(before, after) >= 0) {
            fail_msg("%s is not before %s", ordered[i - 1], ordered[i]);
        }
    }
    /* Accents and punctuation decide only when nothing else does. */
    struct str plain = utf8_sort_key(&check_arena, S("Perez"));
    struct str accented = utf8_sort_key(&check_arena, S("Pérez"));
    struct str longer = utf8_sort_key(&check_arena, S("Perez Alas"));
    assert_true(str_cmp(plain, accented) < 0);
    assert_true(str_cmp(accented, longer) < 0);
    assert_true(str_eq(plain, utf8_sort_key(&check_arena, S(" PEREZ "))));
    assert_true(str_eq(utf8_sort_key(&check_arena, S("Peña")), utf8_sort_key(&check_arena, S("PEN\xCC\x83" "A"))));
    assert_null(utf8_sort_key(&check_arena, STR_NONE).ptr);
}

static struct str sound_of(const char *word)
{
    return utf8_sound(&check_arena, utf8_fold(&check_arena, str_of(word)));
}

static void names_that_sound_alike(UNUSED void **state)
{
    static const char *const alike[][2] = {
        {"Peña", "Pena"},           {"Chávez", "Chabes"},      {"Quintanilla", "Kintaniya"}, {"Guevara", "Guebara"},
        {"Hernández", "Ernandes"},  {"Yanes", "Llanes"},       {"Zelaya", "Selalla"},        {"Giménez", "Jiménez"},
        {"Ascencio", "Asensio"},    {"Vásquez", "Basques"},    {"Güevara", "Guevara"},       {"Christian", "Cristian"},
        {"Xavier", "Sabier"},       {"Mellissa", "Meyisa"},    {"Jacquelin", "Jakelin"},     {"Barrera", "Varera"},
        {"Cecilia", "Sesilia"}};
    for (size_t i = 0; i < COUNT_OF(alike); i++) {
        if (!str_eq(sound_of(alike[i][0]), sound_of(alike[i][1]))) {
            fail_msg("%s and %s", alike[i][0], alike[i][1]);
        }
    }
    check_str(sound_of("Quintanilla"), "kintaniya");
    check_str(sound_of("Guevara"), "gebara");
    check_str(sound_of("Gebara"), "jebara");
    check_str(sound_of("Chávez"), "cabes");
    check_str(sound_of("Hernández"), "ernandes");
    check_str(sound_of("Llanes"), "yanes");
    check_str(sound_of("2005"), "2005");
    check_str(sound_of("q"), "k");
    check_str(sound_of(""), "");
    assert_null(utf8_sound(&check_arena, STR_NONE).ptr);
}

static void different_names_stay_different(UNUSED void **state)
{
    static const char *const names[] = {"Peña", "Pineda", "Chávez", "Cabezas", "Quintanilla", "Guevara", "Hernández",
                                        "Fernández", "Yanes", "Zelaya", "Ayala", "Gómez", "Gámez", "Cortez", "Torres"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        for (size_t j = 0; j < i; j++) {
            assert_false(str_eq(sound_of(names[i]), sound_of(names[j])));
        }
    }
}

static void naughty_check(struct arena *arena, struct str s)
{
    struct str clean = utf8_clean(arena, s);
    assert_true(utf8_is_valid(clean));
    assert_true(str_eq(clean, utf8_clean(arena, clean)));
    assert_true(str_eq(clean, str_trim(clean)));
    struct str fold = utf8_fold(arena, s);
    assert_true(utf8_is_text(fold));
    assert_true(str_eq(fold, utf8_fold(arena, fold)));
    assert_true(str_eq(fold, utf8_fold(arena, clean)));
    assert_int_equal(str_find(fold, S("  ")), SIZE_MAX);
    struct str key = utf8_sort_key(arena, s);
    assert_true(utf8_is_valid(key));
    assert_true(str_eq(key, utf8_sort_key(arena, clean)));
    struct str sound = utf8_sound(arena, fold);
    assert_true(utf8_is_valid(sound));
    assert_true(sound.len <= fold.len);
}

static void naughty_strings(UNUSED void **state)
{
    const char *path = shared_path(&check_arena, "text/blns.json");
    if (path == NULL) {
        skip();
    }
    struct str text = read_whole(&check_arena, path);
    struct json *list = NULL;
    struct str problem = STR_NONE;
    assert_int_equal(json_parse(&check_arena, text, &list, &problem), ERR_OK);
    assert_int_equal(list->type, JSON_ARRAY);
    assert_true(list->len > 400);
    struct arena arena = {0};
    for (size_t i = 0; i < list->len; i++) {
        struct str whole = list->items[i]->text;
        naughty_check(&arena, whole);
        /* Cut anywhere, also within a character. */
        for (size_t cut = 0; cut < whole.len; cut++) {
            naughty_check(&arena, str_slice(whole, 0, cut));
            arena_reset(&arena);
        }
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_and_not),
        cmocka_unit_test(text_has_no_controls),
        cmocka_unit_test(length_in_code_points),
        cmocka_unit_test(windows_1252),
        cmocka_unit_test(clean_text),
        cmocka_unit_test(folded_text),
        cmocka_unit_test(spanish_alphabetical_order),
        cmocka_unit_test(names_that_sound_alike),
        cmocka_unit_test(different_names_stay_different),
        cmocka_unit_test(naughty_strings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
