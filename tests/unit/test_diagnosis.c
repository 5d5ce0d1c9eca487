#include "check.h"

#include "diagnosis/diagnosis.h"

static struct instrument_question question(const char *kind, int64_t weight, int64_t full)
{
    return (struct instrument_question){.kind = str_of(kind), .weight = weight, .full_number = full};
}

static void one_answer(void **state)
{
    (void)state;
    static const struct {
        const char *kind;
        int64_t full;
        const char *value;
        int64_t score;
    } cases[] = {
        {"yes_no", INT_NONE, "yes", 10000}, {"yes_no", INT_NONE, "no", 0}, {"yes_no", INT_NONE, "", INT_NONE},
        {"scale", INT_NONE, "1", 0}, {"scale", INT_NONE, "2", 2500}, {"scale", INT_NONE, "5", 10000},
        {"number", 40, "10", 2500}, {"number", 40, "90", 10000}, {"number", 3, "1", 3333}, {"number", 3, "2", 6667},
        {"number", INT_NONE, "10", INT_NONE}, {"text", INT_NONE, "Vende queso", INT_NONE},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct instrument_question one = question(cases[i].kind, 1, cases[i].full);
        assert_int_equal(diagnosis_score_of(&one, str_of(cases[i].value)), cases[i].score);
    }
    struct instrument_question weightless = question("yes_no", 0, INT_NONE);
    assert_false(diagnosis_counts(&weightless));
    assert_int_equal(diagnosis_score_of(&weightless, S("yes")), INT_NONE);
}

static void weighted_means(void **state)
{
    (void)state;
    struct diagnosis_mean mean = {0, 0};
    assert_int_equal(diagnosis_mean_of(&mean), INT_NONE); /* nothing is not zero */
    diagnosis_mean_add(&mean, 2, 10000);
    diagnosis_mean_add(&mean, 1, 0);
    assert_int_equal(diagnosis_mean_of(&mean), 6667);
    diagnosis_mean_add(&mean, 1, INT_NONE); /* an unanswered question weighs nothing */
    assert_int_equal(diagnosis_mean_of(&mean), 6667);
    diagnosis_mean_add(&mean, 1, 2500);
    assert_int_equal(diagnosis_mean_of(&mean), 5625);
}

static void what_is_an_answer(void **state)
{
    (void)state;
    static const struct {
        const char *kind;
        const char *given;
        const char *kept; /* NULL: refused */
    } cases[] = {
        {"yes_no", "sí", "yes"}, {"yes_no", " NO ", "no"}, {"yes_no", "quizás", NULL}, {"scale", "3", "3"}, {"scale", "6", NULL},
        {"scale", "0", NULL}, {"scale", "2.5", NULL}, {"number", "12", "12"}, {"number", "-1", NULL}, {"number", "doce", NULL},
        {"text", " de todo ", "de todo"}, {"scale", "", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct instrument_question one = question(cases[i].kind, 1, INT_NONE);
        struct str kept = STR_NONE;
        struct text rule;
        struct text remedy;
        bool good = diagnosis_parse(&one, str_of(cases[i].given), &kept, &rule, &remedy);
        assert_int_equal(good, cases[i].kept != NULL);
        assert_true(!good || str_eq_c(kept, cases[i].kept));
    }
}

/* The headings of the instrument are those of the field (domain.md 3.3); every heading has a question that counts. */
static void own_instrument(void **state)
{
    (void)state;
    static const char *const categories[] = {"Infraestructura", "Administración", "Procesos", "Mercadeo", "Innovación"};
    static const int subcategories[] = {4, 2, 2, 3, 2};
    size_t at = 0;
    int found = 0;
    for (size_t i = 0; i < instrument_ict_count; i++) {
        bool new_category = i > 0 && !str_eq_c(str_of(instrument_ict[i].category), instrument_ict[i - 1].category);
        if (new_category) {
            assert_int_equal(found, subcategories[at]);
            at++;
            found = 0;
        }
        assert_true(at < COUNT_OF(categories) && str_eq_c(str_of(instrument_ict[i].category), categories[at]));
        found += i == 0 || new_category || !str_eq_c(str_of(instrument_ict[i].subcategory), instrument_ict[i - 1].subcategory);
        assert_true(instrument_ict[i].text.en[0] != '\0' && instrument_ict[i].weight > 0);
    }
    assert_int_equal(at, COUNT_OF(categories) - 1);
    assert_int_equal(found, subcategories[at]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_answer),
        cmocka_unit_test(weighted_means),
        cmocka_unit_test(what_is_an_answer),
        cmocka_unit_test(own_instrument),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
