#include "check.h"

#include "party/party.h"
#include "party/unit.h"

static void widths_nest(void **state)
{
    (void)state;
    assert_int_equal(unit_depth(S("network")), 0);
    assert_int_equal(unit_depth(S("antenna")), 3);
    assert_int_equal(unit_depth(S("ministry")), -1);
    assert_int_equal(unit_width(S("centre")), 10000);
}

static void places(void **state)
{
    (void)state;
    int64_t network = 0;
    assert_true(unit_place(S("network"), 0, INT64_MAX, -1, &network));
    assert_int_equal(network, INT64_C(1000000000000));
    int64_t network_to = network + unit_width(S("network")) - 1;
    int64_t agency = 0;
    assert_true(unit_place(S("agency"), network, network_to, -1, &agency));
    int64_t agency_to = agency + unit_width(S("agency")) - 1;
    assert_true(agency > network && agency_to <= network_to);
    int64_t second = 0;
    assert_true(unit_place(S("agency"), network, network_to, agency_to, &second));
    assert_int_equal(second, agency_to + 1);
    int64_t antenna = 0;
    assert_true(unit_place(S("antenna"), agency, agency_to, -1, &antenna));
    assert_int_equal(antenna, agency + 1);
    /* A centre after an antenna begins at the next multiple of its own width. */
    int64_t centre = 0;
    assert_true(unit_place(S("centre"), agency, agency_to, antenna, &centre));
    assert_int_equal(centre, agency + 10000);
    assert_false(unit_place(S("centre"), agency, agency_to, agency_to, &centre));
    assert_false(unit_place(S("centre"), agency, agency_to, agency_to - 9999, &centre));
    assert_true(unit_place(S("centre"), agency, agency_to, agency_to - 10000, &centre));
    assert_int_equal(centre + 9999, agency_to);
    int64_t root = 0;
    assert_true(unit_place(S("agency"), 0, INT64_MAX, network_to, &root));
    assert_int_equal(root, network_to + 1);
}

static void fiscal_year(void **state)
{
    (void)state;
    assert_int_equal(date_cmp(party_fiscal_year_start(DATE(2014, 6, 30), 1), DATE(2014, 1, 1)), 0);
    assert_int_equal(date_cmp(party_fiscal_year_start(DATE(2014, 6, 30), 7), DATE(2013, 7, 1)), 0);
    assert_int_equal(date_cmp(party_fiscal_year_start(DATE(2014, 7, 1), 7), DATE(2014, 7, 1)), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(widths_nest), cmocka_unit_test(places), cmocka_unit_test(fiscal_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
