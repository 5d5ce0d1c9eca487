#include "check.h"
#include "shared_data.h"

#include "client/search.h"

enum { PEOPLE_MOST = 3000, FIRST = 5 };

static struct search_words people[PEOPLE_MOST];
static struct str names[PEOPLE_MOST];
static size_t people_count;

static struct str data_file(const char *name)
{
    const char *source = getenv("ADELANTE_SOURCE");
    const char *root = source != NULL ? source : "..";
    struct str text = read_whole(&check_arena, str_format(&check_arena, "%s/tests/unit/data/%s", root, name).ptr);
    assert_true(text.len > 0);
    return text;
}

static int load(void **state)
{
    (void)state;
    struct str rest = data_file("search_population.csv");
    struct str line;
    (void)str_split(&rest, '\n', &line);
    while (str_split(&rest, '\n', &line) && people_count < PEOPLE_MOST) {
        if (line.len > 0) {
            names[people_count] = line;
            search_words_of(&check_arena, line, &people[people_count++]);
        }
    }
    return 0;
}

static bool shares_key(struct str asked, struct str kept)
{
    struct str asked_keys[SEARCH_KEYS_MOST];
    struct str kept_keys[SEARCH_KEYS_MOST];
    size_t asked_count = search_keys(&check_arena, asked, asked_keys);
    size_t kept_count = search_keys(&check_arena, kept, kept_keys);
    for (size_t i = 0; i < asked_count; i++) {
        for (size_t k = 0; k < kept_count; k++) {
            if (str_eq(asked_keys[i], kept_keys[k])) {
                return true;
            }
        }
    }
    return false;
}

/* Every word of the query reaches a word of the name by equality, beginning or key. */
static bool is_reached(const struct search_words *asked, const struct search_words *kept)
{
    size_t reached = 0;
    for (size_t i = 0; i < asked->count; i++) {
        bool one = false;
        for (size_t k = 0; k < kept->count && !one; k++) {
            one = str_starts(kept->words[k], asked->words[i]) || shares_key(asked->words[i], kept->words[k]);
        }
        reached += one ? 1 : 0;
    }
    return reached + 1 >= asked->count && reached > 0;
}

static void two_hundred_pairs(void **state)
{
    (void)state;
    assert_true(people_count >= 2000);
    struct str rest = data_file("search_pairs.csv");
    struct str line;
    size_t pairs = 0;
    size_t missed = 0;
    assert_true(str_split(&rest, '\n', &line));
    while (str_split(&rest, '\n', &line)) {
        struct str query;
        struct str expected;
        if (!str_split(&line, ',', &query) || !str_split(&line, ',', &expected)) {
            continue;
        }
        struct search_words asked;
        search_words_of(&check_arena, query, &asked);
        int of_expected = -1;
        size_t better = 0;
        for (size_t i = 0; i < people_count; i++) {
            if (str_eq(names[i], expected)) {
                of_expected = search_score(&asked, &people[i]);
                assert_true(is_reached(&asked, &people[i]));
            }
        }
        for (size_t i = 0; i < people_count; i++) {
            better += search_score(&asked, &people[i]) >= of_expected && !str_eq(names[i], expected) ? 1 : 0;
        }
        if (of_expected <= 0 || better >= FIRST) {
            print_error("%.*s does not find %.*s (%d, %zu before it)\n", STR_ARG(query), STR_ARG(expected), of_expected,
                        better);
            missed++;
        }
        pairs++;
    }
    assert_int_equal(pairs, 200);
    assert_int_equal(missed, 0);
}

static int score(const char *query, const char *name)
{
    struct search_words asked;
    struct search_words kept;
    search_words_of(&check_arena, str_of(query), &asked);
    search_words_of(&check_arena, str_of(name), &kept);
    return search_score(&asked, &kept);
}

static void likeness(void **state)
{
    (void)state;
    assert_int_equal(search_likeness(S("lopez"), S("lopes"), S("lopez"), S("lopes")), SEARCH_EXACT);
    assert_true(score("Ana Lopes", "Ana López") > score("Ana Lopes", "Ana Robles"));
    assert_true(score("vasques", "Carmen Vásquez Rivas") > 900);
    assert_true(score("cevallos", "Luis Zeballos Cruz") > 0);
    assert_true(score("Martínez Hernández", "Hernández Martínez") > 1900);
    assert_int_equal(score("Rodríguez", "Ana Paz"), 0);
    assert_int_equal(score("", "Ana Paz"), 0);
    /* The beginning of a name finds it while it is being typed, less surely than the whole. */
    assert_true(score("hern", "Ana Hernández") > 0);
    assert_true(score("hernandez", "Ana Hernández") > score("hern", "Ana Hernández"));
    assert_true(score("marai", "Maria Paz") > 0);
}

static void words(void **state)
{
    (void)state;
    struct search_words out;
    search_words_of(&check_arena, S("José de la Cruz y Paz de la Cruz"), &out);
    assert_int_equal(out.count, 3);
    check_str(out.words[0], "jose");
    check_str(out.words[1], "cruz");
    check_str(out.words[2], "paz");
    search_words_of(&check_arena, S("De La"), &out);
    assert_int_equal(out.count, 2);
    search_words_of(&check_arena, S("a b c d e f g h i j k l m n ab ac ad ae af ag ah ai aj ak al am an"), &out);
    assert_int_equal(out.count, SEARCH_WORDS_MOST);
}

static void numbers(void **state)
{
    (void)state;
    struct str digits;
    assert_true(search_is_number(&check_arena, S("01234567-8"), &digits));
    check_str(digits, "012345678");
    assert_true(search_is_number(&check_arena, S("+503 2604-1234"), &digits));
    check_str(digits, "50326041234");
    assert_false(search_is_number(&check_arena, S("P-0001"), &digits));
    assert_false(search_is_number(&check_arena, S("-"), &digits));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_hundred_pairs), cmocka_unit_test(likeness), cmocka_unit_test(words), cmocka_unit_test(numbers),
    };
    return cmocka_run_group_tests(tests, load, NULL);
}
