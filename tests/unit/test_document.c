#include "check.h"

#include "party/contact.h"
#include "party/document.h"

typedef bool rule_function(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy);

static struct text said;

static struct str keep(rule_function *rule, const char *given)
{
    struct str out = STR_NONE;
    struct text remedy = TEXT_NONE;
    said = TEXT_NONE;
    if (!rule(&check_arena, str_of(given), &out, &said, &remedy)) {
        assert_non_null(said.es);
        assert_non_null(said.en);
        assert_non_null(remedy.es);
        assert_non_null(remedy.en);
        return S("refused");
    }
    return out;
}

static void dui_digit(void **state)
{
    (void)state;
    static const char *const valid[] = {"000000000", "012345678", "987654326", "102030400", "555555550"};
    for (size_t i = 0; i < COUNT_OF(valid); i++) {
        assert_true(document_dui_is_valid(str_of(valid[i])));
    }
    assert_false(document_dui_is_valid(S("123456789")));
    assert_true(document_dui_is_valid(S("123456784")));
    assert_false(document_dui_is_valid(S("12345678")));
    assert_false(document_dui_is_valid(S("12345678a")));
}

static void dui_rule(void **state)
{
    (void)state;
    check_str(keep(document_dui, "012345678"), "01234567-8");
    check_str(keep(document_dui, "01234567-8"), "01234567-8");
    check_str(keep(document_dui, "0123 4567 8"), "01234567-8");
    check_str(keep(document_dui, "12345678-9"), "refused");
    assert_true(str_find(str_of(said.es), S("4")) != SIZE_MAX);
    check_str(keep(document_dui, "00000000-0"), "refused");
    assert_true(str_find(str_of(said.es), S("ceros")) != SIZE_MAX);
    check_str(keep(document_dui, "1234567"), "refused");
    check_str(keep(document_dui, "01234567--8"), "refused");
    check_str(keep(document_dui, "DUI 01234567-8"), "refused");
    check_str(keep(document_dui, "01234567-8-"), "refused");
}

static void nit_digit(void **state)
{
    (void)state;
    static const char *const valid[] = {"06140305961025", "02102506820017", "06140507071048",
                                        "14102902001018", "94831505771033", "14043112991020"};
    for (size_t i = 0; i < COUNT_OF(valid); i++) {
        assert_true(document_nit_is_valid(str_of(valid[i])));
        assert_true(document_nit_has_date(str_of(valid[i])));
    }
    assert_false(document_nit_is_valid(S("06140507071040")));
}

static void nit_rule(void **state)
{
    (void)state;
    check_str(keep(document_nit, "06140305961025"), "0614-030596-102-5");
    check_str(keep(document_nit, "0614-050707-104-8"), "0614-050707-104-8");
    check_str(keep(document_nit, "0614-050707-104-0"), "refused");
    check_str(keep(document_nit, "01234567-8"), "01234567-8");
    check_str(keep(document_nit, "12345678-9"), "refused");
    check_str(keep(document_nit, "0614-310207-104-8"), "refused");
    assert_true(str_find(str_of(said.es), S("fecha")) != SIZE_MAX);
    check_str(keep(document_nit, "5614-050707-104-8"), "refused");
    check_str(keep(document_nit, "0000-000000-000-0"), "refused");
    check_str(keep(document_nit, "0614-050707-104"), "refused");
    /* 29 February of 00 was a day in 2000, though not in 1900. */
    assert_true(document_nit_has_date(S("14102902001018")));
    assert_false(document_nit_has_date(S("14102902011018")));
}

static void nrc_rule(void **state)
{
    (void)state;
    check_str(keep(document_nrc, "260240"), "26024-0");
    check_str(keep(document_nrc, "26024-0"), "26024-0");
    check_str(keep(document_nrc, "7"), "7");
    check_str(keep(document_nrc, "123456789"), "refused");
    check_str(keep(document_nrc, "0"), "refused");
    check_str(keep(document_nrc, "A1"), "refused");
}

static void phone_rule(void **state)
{
    (void)state;
    check_str(keep(contact_phone, "2604-1234"), "+503 2604-1234");
    check_str(keep(contact_phone, "26041234"), "+503 2604-1234");
    check_str(keep(contact_phone, "+503 7604 1234"), "+503 7604-1234");
    check_str(keep(contact_phone, "503-76041234"), "+503 7604-1234");
    check_str(keep(contact_phone, "+1 (202) 555-0100"), "+1 (202) 555-0100");
    check_str(keep(contact_phone, "2604"), "refused");
    check_str(keep(contact_phone, "no tiene"), "refused");
    check_str(keep(contact_phone, "9604-1234"), "+503 9604-1234");
}

static void email_and_website(void **state)
{
    (void)state;
    check_str(keep(contact_email, "Ana.Perez@Example.ORG"), "Ana.Perez@example.org");
    static const char *const wrong[] = {"ana", "ana@", "@example.org", "ana@example", "ana@@example.org", "a na@example.org",
                                        "ana@example.org,luis@example.org", "ana@.org", "ana@example..org"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        check_str(keep(contact_email, wrong[i]), "refused");
    }
    check_str(keep(contact_website, "www.example.org/tienda"), "https://www.example.org/tienda");
    check_str(keep(contact_website, "http://example.org"), "http://example.org");
    check_str(keep(contact_website, "javascript:alert(1).x"), "refused");
    check_str(keep(contact_website, "no tiene"), "refused");
    check_str(keep(contact_website, "https://$1.00"), "refused");
    check_str(keep(contact_website, "1.00"), "refused");
    check_str(keep(contact_website, "https://."), "refused");
    check_str(keep(contact_website, "www..example.org"), "refused");
    check_str(keep(contact_website, ""), "refused");
    check_str(keep(contact_website, "http://panadería.example.org:8080/?a=b#c"), "http://panadería.example.org:8080/?a=b#c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dui_digit),  cmocka_unit_test(dui_rule),   cmocka_unit_test(nit_digit),
        cmocka_unit_test(nit_rule),   cmocka_unit_test(nrc_rule),   cmocka_unit_test(phone_rule),
        cmocka_unit_test(email_and_website),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
