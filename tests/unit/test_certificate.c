#include "check.h"

#include "base/secret.h"
#include "http/limit.h"
#include "training/certificate.h"

static struct arena arena;

static void numbers_are_read_as_they_are_copied(void **state)
{
    (void)state;
    static const struct {
        const char *given;
        const char *read;
    } taken[] = {
        {"00017-8K3QW9ZT4M", "00017-8K3QW9ZT4M"},
        {" 00017-8k3qw9zt4m ", "00017-8K3QW9ZT4M"},
        {"OOO17-8k3q w9zt 4m", "00017-8K3QW9ZT4M"},
        {"000l7-IK3QW9ZTOM", "00017-1K3QW9ZT0M"},
        {"123456-0000000000", "123456-0000000000"},
    };
    for (size_t i = 0; i < COUNT_OF(taken); i++) {
        struct str read = certificate_number_read(&arena, str_of(taken[i].given));
        assert_true(str_eq_c(read, taken[i].read));
    }
    static const char *const refused[] = {"", "00017", "00017-", "00017-8K3QW9ZT4", "00017-8K3QW9ZT4MM", "0017-8K3QW9ZT4M",
                                          "00A17-8K3QW9ZT4M", "00017-8K3QW9ZT4U", "00017--8K3QW9ZT4", "00017-8K3QW/ZT4M", "<script>",
                                          "0000000000017-8K3QW9ZT4M"};
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        assert_true(certificate_number_read(&arena, str_of(refused[i])).ptr == NULL);
    }
}

static void made_numbers_cannot_be_guessed(void **state)
{
    (void)state;
    struct str first = certificate_number_make(&arena, 17);
    struct str second = certificate_number_make(&arena, 17);
    assert_true(str_starts(first, S("00017-")));
    assert_int_equal(first.len, 16);
    assert_false(str_eq(first, second));
    assert_true(str_eq(certificate_number_read(&arena, first), first));
}

static void little_is_said_of_the_name(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"María José", "Hernández Cruz", "M. Hernández"}, {"Ángel", "de la O Villatoro", "Á. de la O"},
        {"Ñico", "Del Cid", "Ñ. Del Cid"},                {"Ana", "López", "A. López"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct str shown = certificate_shown_name(&arena, str_of(cases[i][0]), str_of(cases[i][1]));
        assert_true(str_eq_c(shown, cases[i][2]));
    }
}

static void four_days_of_five(void **state)
{
    (void)state;
    assert_true(certificate_is_earned(4, 5));
    assert_false(certificate_is_earned(3, 4));
    assert_true(certificate_is_earned(8, 10));
    assert_false(certificate_is_earned(7, 9));
    assert_false(certificate_is_earned(0, 0));
    assert_true(certificate_is_earned(1, 1));
}

static void an_address_asks_so_often(void **state)
{
    (void)state;
    int wait = 0;
    limit_reset();
    for (int i = 0; i < 5; i++) {
        assert_true(limit_take(S("192.0.2.1"), 5, 600, &wait));
    }
    assert_false(limit_take(S("192.0.2.1"), 5, 600, &wait));
    assert_true(wait > 60 && wait <= 120);
    assert_true(limit_take(S("192.0.2.2"), 5, 600, &wait));
    /* More addresses than there is room for: the newest is still held. */
    for (int i = 0; i < 5000; i++) {
        struct arena scratch = {0};
        assert_true(limit_take(str_format(&scratch, "198.51.%d.%d", i / 250, i % 250), 1, 600, &wait));
        arena_release(&scratch);
    }
    assert_false(limit_take(S("198.51.19.249"), 1, 600, &wait));
}

int main(void)
{
    secret_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_they_are_copied), cmocka_unit_test(made_numbers_cannot_be_guessed),
        cmocka_unit_test(little_is_said_of_the_name),          cmocka_unit_test(four_days_of_five),
        cmocka_unit_test(an_address_asks_so_often),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
