#include "check.h"
#include "shared_data.h"

#include "base/date.h"
#include "client/match.h"
#include "client/match_words.h"

#include <string.h>

static struct match_card card_of(struct match_client client)
{
    struct match_card card;
    match_prepare(&check_arena, &client, &card);
    return card;
}

static struct match compared(struct match_client a, struct match_client b)
{
    struct match_card first = card_of(a);
    struct match_card second = card_of(b);
    struct match there;
    struct match back;
    match_compare(&first, &second, &there);
    match_compare(&second, &first, &back);
    assert_int_equal(there.weight, back.weight);
    return there;
}

static bool has_reason(const struct match *match, const char *code)
{
    for (size_t i = 0; i < match->count; i++) {
        if (strcmp(match_reason_code(match->reasons[i].evidence), code) == 0) {
            return true;
        }
    }
    return false;
}

static bool shares_key(struct match_client a, struct match_client b)
{
    struct match_card first = card_of(a);
    struct match_card second = card_of(b);
    int64_t one[MATCH_KEYS_MOST];
    int64_t two[MATCH_KEYS_MOST];
    size_t ones = match_keys(&first, one);
    size_t twos = match_keys(&second, two);
    for (size_t i = 0; i < ones; i++) {
        for (size_t k = 0; k < twos; k++) {
            if (one[i] == two[k]) {
                return true;
            }
        }
    }
    return false;
}

#define PERSON(given, family, ...) \
    (struct match_client){.is_person = true, .given_names = S(given), .surnames = S(family), __VA_ARGS__}
#define FIRM(legal, ...) (struct match_client){.name = S(legal), __VA_ARGS__}

static void surnames_are_cut(void **state)
{
    (void)state;
    static const struct {
        const char *given;
        const char *words; /* married names behind a bar */
    } cases[] = {
        {"Pérez Cruz", "perez cruz"},
        {"López de Martínez", "lopez|martinez"},
        {"López viuda de Martínez", "lopez|martinez"},
        {"López Vda. de Martínez", "lopez|martinez"},
        {"de la O Flores", "delao flores"},
        {"Gómez de la Cruz", "gomez cruz"},
        {"De León", "leon"},
        {"San Martín Hdez.", "sanmartin hernandez"},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct match_words words;
        struct buf buf = BUF(&check_arena);
        match_words_surnames(&check_arena, str_of(cases[i].given), &words);
        buf_put_c(&buf, "");
        for (size_t k = 0; k < words.count; k++) {
            buf_put_c(&buf, k == 0 ? "" : k == words.own ? "|" : " ");
            buf_put(&buf, words.words[k]);
        }
        check_str(buf.len == 0 ? S("") : buf_str(&buf), cases[i].words);
    }
}

static void legal_forms_are_left_out(void **state)
{
    (void)state;
    static const char *const same[] = {
        "Textiles Xochitl", "Textiles Xóchitl, S.A. de C.V.", "TEXTILES XOCHITL SA DE CV", "Textiles Xochitl S. de R.L. de C.V.",
        "Textiles Xochitl, Sociedad Anónima de Capital Variable", "Textiles Xochitl Ltda. de C.V.", "Textiles Xochitl, S.A.S. de C.V.",
        "Sociedad Cooperativa Textiles Xochitl de R.L.", "Asociación Cooperativa de Textiles Xochitl de R.L.",
    };
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        struct match_words words;
        struct str joined;
        match_words_enterprise(&check_arena, str_of(same[i]), &words, &joined);
        check_str(joined, "textilesxochitl");
    }
}

static void words_are_alike(void **state)
{
    (void)state;
    assert_int_equal(match_jaro_winkler(S("martha"), S("marhta")), 960); /* 961.1 in Winkler's paper */
    assert_in_range(match_jaro_winkler(S("dixon"), S("dicksonx")), 811, 814);
    assert_int_equal(match_jaro_winkler(S("abc"), S("xyz")), 0);
    assert_true(match_digits_near(S("912345678"), S("912345679")));
    assert_true(match_digits_near(S("912345678"), S("912354678")));
    assert_false(match_digits_near(S("912345678"), S("912345678")));
    assert_false(match_digits_near(S("912345678"), S("912345786")));
}

/* What a person at the counter would say of each pair. The DUIs are made up and have right check digits unless said. */
static void persons(void **state)
{
    (void)state;
    struct match_client ana = PERSON("Ana María", "Pérez Quintanilla", .dui = S("90000001-7"), .birth_date = DATE(1980, 3, 9), .sex = S("female"),
                                     .phones = {S("+503 7000-0101")}, .district = S("1408"));
    struct match found;

    found = compared(ana, PERSON("ANA MARIA", "PEREZ QUINTANILLA", .dui = S("900000017")));
    assert_int_equal(found.sureness, MATCH_HIGH);
    assert_true(has_reason(&found, "dui_same") && has_reason(&found, "surnames_same"));

    found = compared(ana, PERSON("Ana", "Quintanilla Pérez", .birth_date = DATE(1980, 9, 3), .phones = {S("70000101")}));
    assert_int_equal(found.sureness, MATCH_HIGH);
    assert_true(has_reason(&found, "surnames_order") && has_reason(&found, "birth_swapped") && has_reason(&found, "given_missing"));

    found = compared(ana, PERSON("Ana María", "Pérez de Zelaya", .birth_date = DATE(1980, 3, 9), .sex = S("female"), .district = S("1408")));
    assert_true(found.sureness >= MATCH_PROBABLE);
    assert_true(has_reason(&found, "surnames_married"));

    found = compared(ana, PERSON("Ana María", "Peres Kintaniya", .birth_date = DATE(1980, 3, 9)));
    assert_int_equal(found.sureness, MATCH_HIGH);
    assert_true(has_reason(&found, "surnames_sound"));

    found = compared(ana, PERSON("Pérez Quintanilla", "Ana María", .birth_date = DATE(1980, 3, 9)));
    assert_true(found.sureness >= MATCH_PROBABLE);
    assert_true(has_reason(&found, "names_exchanged"));

    /* A sister: same surnames, telephone and home. */
    found = compared(ana, PERSON("Rosa Elena", "Pérez Quintanilla", .birth_date = DATE(1983, 7, 21), .sex = S("female"), .phones = {S("70000101")},
                                 .district = S("1408")));
    assert_int_equal(found.sureness, MATCH_NONE);
    assert_true(has_reason(&found, "given_other"));

    /* A namesake. */
    found = compared(ana, PERSON("Ana María", "Pérez Quintanilla", .birth_date = DATE(1961, 11, 30), .district = S("0101")));
    assert_int_equal(found.sureness, MATCH_NONE);
}

static void documents(void **state)
{
    (void)state;
    struct match_client one = PERSON("Jorge", "Ceibal Monte", .dui = S("90000001-7"), .birth_date = DATE(1975, 5, 6), .district = S("1408"));
    struct match_client two = one;
    struct match found;

    /* Two valid DUIs: everything else alike, and still no more than possible. */
    two.dui = S("91234567-7");
    found = compared(one, two);
    assert_true(found.documents_differ);
    assert_true(found.sureness <= MATCH_POSSIBLE);
    assert_true(has_reason(&found, "dui_other"));

    /* One digit typed wrongly, so that the check digit is wrong: weaker evidence, but evidence. */
    two.dui = S("90000001-8");
    found = compared(one, two);
    assert_false(found.documents_differ);
    assert_true(has_reason(&found, "dui_near"));
    assert_int_equal(found.sureness, MATCH_HIGH);

    /* A NIT of nine digits is a DUI. */
    two.dui = STR_NONE;
    two.nit = S("90000001-7");
    found = compared(one, two);
    assert_true(has_reason(&found, "dui_same"));

    /* A telephone of one digit again and again says nothing. */
    found = compared(PERSON("Jorge", "Ceibal", .phones = {S("77777777")}), PERSON("Rosa", "Monte", .phones = {S("77777777")}));
    assert_false(has_reason(&found, "phone_same"));
}

static void enterprises(void **state)
{
    (void)state;
    struct match_client firm = FIRM("Textiles Xochipan, S.A. de C.V.", .trade_name = S("Hamacas El Nance"), .district = S("1408"),
                                    .phones = {S("+503 2600-0101")}, .activity = S("13929"), .sector = S("textiles_clothing"));
    struct match found;

    found = compared(firm, FIRM("TEXTILES XOCHIPAN", .district = S("1408"), .phones = {S("26000101")}));
    assert_int_equal(found.sureness, MATCH_HIGH);
    assert_true(has_reason(&found, "name_whole") && has_reason(&found, "phone_same"));

    found = compared(firm, FIRM("Hamacas El Nance", .district = S("1408"), .sector = S("textiles_clothing"), .phones = {S("26000101")}));
    assert_true(found.sureness >= MATCH_PROBABLE);
    assert_true(has_reason(&found, "name_trade"));

    /* The same owner's other business. */
    found = compared(firm, FIRM("Ferretería El Martillo", .district = S("1408"), .phones = {S("26000101")}, .sector = S("commerce")));
    assert_int_equal(found.sureness, MATCH_NONE);

    /* A name that many have, elsewhere. */
    found = compared(FIRM("Panadería La Esperanza", .district = S("1408")), FIRM("Panadería Esperanza", .district = S("1411")));
    assert_int_equal(found.sureness, MATCH_NONE);
    assert_true(has_reason(&found, "place_other"));
}

static void keys_meet(void **state)
{
    (void)state;
    struct match_client ana = PERSON("Ana María", "Pérez Quintanilla", .birth_date = DATE(1980, 3, 9), .district = S("1408"));
    assert_true(shares_key(ana, PERSON("Anna", "Kintanilla", .district = STR_NONE)));
    assert_true(shares_key(ana, PERSON("Quintanilla", "Ana", .district = STR_NONE)));
    assert_true(shares_key(ana, PERSON("Rosa", "Zelaya", .birth_date = DATE(1980, 9, 3))));
    assert_true(shares_key(ana, PERSON("Ana", "Pérez", .district = S("1408"))));
    assert_false(shares_key(ana, PERSON("Ana", "Pérez", .district = S("1411"))));
    assert_false(shares_key(ana, PERSON("Rosa", "Zelaya", .district = STR_NONE)));
    assert_true(shares_key(FIRM("Textiles Xochipan S.A.", .district = STR_NONE), FIRM("Xochipán", .district = STR_NONE)));
    assert_false(shares_key(FIRM("Panadería Uno", .district = STR_NONE), FIRM("Panadería Dos", .district = STR_NONE)));
    /* Nothing known, no key. */
    struct match_card nothing = card_of((struct match_client){.is_person = true, .birth_date = DATE_NONE});
    int64_t keys[MATCH_KEYS_MOST];
    assert_int_equal(match_keys(&nothing, keys), 0);
}

static void reasons_are_told(void **state)
{
    (void)state;
    struct match found = compared(PERSON("Ana", "Ceibal", .dui = S("90000001-7")), PERSON("Ana", "Ceibal", .dui = S("90000001-7")));
    check_str(match_reasons_format(&check_arena, &found), "dui_same surnames_same given_common");
    assert_int_equal(match_reason_find(S("no_such")), -1);
    for (int i = 0; i <= match_reason_find(S("sector_other")); i++) {
        assert_int_equal(match_reason_find(str_of(match_reason_code(i))), i);
        assert_non_null(match_reason_text(i).es);
        assert_non_null(match_reason_text(i).en);
    }
}

/* ---- whole files --------------------------------------------------------------------------------------- */

enum { PEOPLE_MOST = 1200 };

struct quality {
    int truths;
    int right;
    int wrong;
};

static struct quality quality_of(const struct match_card *cards, const int *truths, size_t count)
{
    struct quality quality = {0};
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count; k++) {
            struct match match;
            bool same = truths[i] == truths[k];
            quality.truths += same ? 1 : 0;
            match_compare(&cards[i], &cards[k], &match);
            if (match.sureness >= MATCH_PROBABLE) {
                quality.right += same ? 1 : 0;
                quality.wrong += same ? 0 : 1;
            }
        }
    }
    return quality;
}

static struct date compact_date(struct str digits)
{
    struct date date = DATE_NONE;
    if (digits.len == 8 && !date_parse_iso(str_format(&check_arena, "%.4s-%.2s-%.2s", digits.ptr, digits.ptr + 4, digits.ptr + 6), &date)) {
        date = DATE_NONE;
    }
    return date;
}

/* The odd originals of febrl's first data set: the weights were looked at with the even ones only. */
static void febrl(void **state)
{
    (void)state;
    static struct match_card cards[PEOPLE_MOST];
    static int truths[PEOPLE_MOST];
    size_t count = 0;
    const char *path = shared_path(&check_arena, "er/febrl-dataset1.csv");
    if (path == NULL) {
        skip();
    }
    struct str rest = read_whole(&check_arena, path);
    struct str line;
    (void)str_split(&rest, '\n', &line);
    while (str_split(&rest, '\n', &line) && count < PEOPLE_MOST) {
        struct str cells[11] = {{0}};
        struct str left = line;
        for (size_t i = 0; i < COUNT_OF(cells) && str_split(&left, ',', &cells[i]); i++) {
            cells[i] = str_trim(cells[i]);
        }
        int number = cells[0].len > 4 ? atoi(str_c(&check_arena, str_slice(cells[0], 4, cells[0].len))) : 0;
        if (cells[0].len == 0 || number % 2 == 0) {
            continue;
        }
        truths[count] = number;
        cards[count++] = card_of((struct match_client){
            .is_person = true,
            .given_names = cells[1],
            .surnames = cells[2],
            .address = str_format(&check_arena, STR_FMT " " STR_FMT " " STR_FMT " " STR_FMT, STR_ARG(cells[3]), STR_ARG(cells[4]),
                                  STR_ARG(cells[5]), STR_ARG(cells[6])),
            .district = cells[7],
            .birth_date = compact_date(cells[9]),
            .other_document = cells[10],
        });
    }
    struct quality quality = quality_of(cards, truths, count);
    assert_int_equal(quality.truths, 250);
    assert_true(quality.right * 100 >= quality.truths * 85);                       /* recall */
    assert_true(quality.right * 100 >= (quality.right + quality.wrong) * 95);      /* precision */
}

/* Clients of El Salvador, made up: number; given names; surnames; DUI; birth; mobile; district. Those of one number are one. */
static void committed_set(void **state)
{
    (void)state;
    static struct match_card cards[PEOPLE_MOST];
    static int truths[PEOPLE_MOST];
    size_t count = 0;
    const char *source = getenv("ADELANTE_SOURCE");
    struct str rest = read_whole(&check_arena, str_format(&check_arena, "%s/tests/unit/data/match_persons.csv", source == NULL ? ".." : source).ptr);
    struct str line;
    assert_true(rest.len > 0);
    (void)str_split(&rest, '\n', &line);
    while (str_split(&rest, '\n', &line) && count < PEOPLE_MOST) {
        struct str cells[8] = {{0}};
        struct str left = line;
        for (size_t i = 0; i < COUNT_OF(cells) && str_split(&left, ',', &cells[i]); i++) {
        }
        if (line.len == 0) {
            continue;
        }
        struct date birth;
        truths[count] = atoi(str_c(&check_arena, cells[0]));
        cards[count++] = card_of((struct match_client){
            .is_person = true,
            .given_names = cells[1],
            .surnames = cells[2],
            .dui = cells[3],
            .birth_date = date_parse_iso(cells[4], &birth) ? birth : DATE_NONE,
            .phones = {cells[5]},
            .district = cells[6],
            .sex = cells[7],
        });
    }
    struct quality quality = quality_of(cards, truths, count);
    assert_true(quality.truths >= 60);
    assert_true(quality.right * 100 >= quality.truths * 85);
    assert_true(quality.right * 100 >= (quality.right + quality.wrong) * 95);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(surnames_are_cut), cmocka_unit_test(legal_forms_are_left_out), cmocka_unit_test(words_are_alike),
        cmocka_unit_test(persons),          cmocka_unit_test(documents),                cmocka_unit_test(enterprises),
        cmocka_unit_test(keys_meet),        cmocka_unit_test(reasons_are_told),         cmocka_unit_test(febrl),
        cmocka_unit_test(committed_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
