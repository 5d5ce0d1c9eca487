#include "operations.h"

static int setup(void **state)
{
    (void)state;
    world_open();
    world_units();
    return 0;
}

static int teardown(void **state)
{
    world_close();
    return store_teardown(state);
}

static int64_t number(struct str json, const char *path)
{
    int64_t value = 0;
    assert_true(str_to_int(world_value(json, path), &value));
    return value;
}

static struct str unit(const char *code)
{
    return world_do("unit.get", str_format(&store_arena, "{\"code\":\"%s\"}", code).ptr);
}

static bool lies_in(const char *child, const char *parent)
{
    struct str inner = unit(child);
    struct str outer = unit(parent);
    return number(inner, "tree_from") > number(outer, "tree_from") && number(inner, "tree_to") <= number(outer, "tree_to");
}

static void intervals_nest(void **state)
{
    (void)state;
    assert_true(lies_in("LU", "RED"));
    assert_true(lies_in("MO", "RED"));
    assert_true(lies_in("LU-C1", "LU"));
    assert_true(lies_in("LU-C2", "LU"));
    assert_true(lies_in("LU-A1", "LU-C1"));
    assert_false(lies_in("LU-A1", "LU-C2"));
    assert_false(lies_in("LU-C1", "MO"));
    assert_str(world_value(unit("LU"), "parent"), "RED");
    assert_str(world_value(unit("LU"), "currency"), "USD");
    assert_str(world_value(unit("LU"), "fiscal_year_start"), "1");
}

static void moving_renumbers_what_is_below(void **state)
{
    (void)state;
    world_do("unit.move", "{\"code\":\"LU-A1\",\"parent\":\"LU-C2\"}");
    assert_true(lies_in("LU-A1", "LU-C2"));
    assert_false(lies_in("LU-A1", "LU-C1"));
    world_do("unit.add", "{\"code\":\"RED2\",\"kind\":\"network\",\"name\":\"Otra red\"}");
    world_do("unit.move", "{\"code\":\"LU\",\"parent\":\"RED2\"}");
    assert_true(lies_in("LU", "RED2"));
    assert_true(lies_in("LU-C1", "LU"));
    assert_true(lies_in("LU-C2", "LU"));
    assert_true(lies_in("LU-A1", "LU-C2"));
    assert_true(lies_in("MO", "RED"));
    world_do("unit.move", "{\"code\":\"LU\",\"parent\":\"RED\"}");
    world_do("unit.move", "{\"code\":\"LU-A1\",\"parent\":\"LU-C1\"}");
    assert_true(lies_in("LU-A1", "LU-C1") && lies_in("LU-C1", "LU") && lies_in("LU", "RED"));
}

static void wrong_places_are_refused(void **state)
{
    (void)state;
    world_refused("unit.add", "{\"code\":\"X\",\"kind\":\"centre\",\"name\":\"Sin agencia\"}", "parent");
    world_refused("unit.add", "{\"code\":\"X\",\"kind\":\"centre\",\"name\":\"En la red\",\"parent\":\"RED\"}", "parent");
    world_refused("unit.add", "{\"code\":\"X\",\"kind\":\"agency\",\"name\":\"Bajo centro\",\"parent\":\"LU-C1\"}", "parent");
    world_refused("unit.add", "{\"code\":\"X\",\"kind\":\"antenna\",\"name\":\"?\",\"parent\":\"NO\"}", "parent");
    world_refused("unit.add", "{\"code\":\"X\",\"kind\":\"network\",\"name\":\"?\",\"territory\":\"99\"}", "territory");
    world_refused("unit.add", "{\"code\":\"X\",\"kind\":\"network\",\"name\":\"?\",\"currency\":\"usd\"}", "currency");
    world_refused("unit.add", "{\"kind\":\"network\",\"name\":\"?\"}", "code");
    world_refused("unit.move", "{\"code\":\"LU-C1\",\"parent\":\"MO\"}", "parent");
    world_refused("unit.move", "{\"code\":\"LU-C1\",\"parent\":\"NO\"}", "parent");
    world_refused("unit.set", "{\"code\":\"LU-C1\",\"kind\":\"antenna\",\"version\":1}", "kind");
    assert_err(world_try("unit.add", "{\"code\":\"LU-C1\",\"kind\":\"centre\",\"name\":\"Otro\",\"parent\":\"LU\"}", NULL),
               ERR_EXISTS);
}

static void organisations(void **state)
{
    (void)state;
    struct str bank = world_do("organisation.add", "{\"code\":\"O1\",\"unit\":\"LU\",\"name\":\"Banco de Prueba\","
                                                   "\"kind\":\"bank\",\"level\":\"national\",\"side\":\"private\","
                                                   "\"nit\":\"06140507071048\",\"district\":\"La Unión\"}");
    assert_str(world_value(bank, "nit"), "0614-050707-104-8");
    assert_str(world_value(bank, "district"), "1408");
    world_do("organisation.add", "{\"code\":\"O2\",\"unit\":\"LU\",\"name\":\"Sucursal\",\"kind\":\"BANK\",\"parent\":\"O1\"}");
    assert_str(world_value(world_do("organisation.get", "{\"code\":\"O2\"}"), "parent"), "O1");
    world_refused("organisation.set", "{\"code\":\"O2\",\"parent\":\"O2\",\"version\":1}", "parent");
    world_refused("organisation.add", "{\"unit\":\"LU\",\"name\":\"X\",\"kind\":\"ngo\",\"nit\":\"0614-310207-104-8\"}", "nit");
    world_refused("organisation.add", "{\"unit\":\"LU\",\"name\":\"X\",\"kind\":\"ngo\",\"district\":\"El Carmen\"}", "district");
    assert_true(organisation_kind_lends(S("supervised_lender")));
    assert_false(organisation_kind_lends(S("ngo")));
}

static void agreements(void **state)
{
    (void)state;
    struct str made = world_do("agreement.add",
                               "{\"code\":\"A1\",\"unit\":\"LU\",\"title\":\"Convenio de prueba\",\"kind\":\"MARCO\","
                               "\"funders\":[\"O1\",\"O2\"],\"operators\":[\"O2\"],\"valid_from\":\"2014-01-01\","
                               "\"valid_to\":\"2014-12-31\",\"signed_on\":\"2013-12-15\",\"state\":\"in_force\"}");
    assert_str(world_value(made, "funders[1]"), "O2");
    assert_str(world_value(made, "operators"), "1");
    world_refused("agreement.add", "{\"unit\":\"LU\",\"title\":\"X\",\"kind\":\"specific\",\"valid_from\":\"2014-02-01\","
                                   "\"valid_to\":\"2014-01-01\"}", "valid_to");
    world_refused("agreement.add", "{\"unit\":\"LU\",\"title\":\"X\",\"kind\":\"specific\",\"state\":\"signed\"}", "signed_on");
    world_refused("agreement.add", "{\"unit\":\"LU\",\"title\":\"X\",\"kind\":\"specific\",\"funders\":[\"O1\",\"O1\"]}", "funders");
    world_refused("agreement.add", "{\"unit\":\"LU\",\"title\":\"X\",\"kind\":\"specific\",\"funders\":[\"O9\"]}", "funders");
    world_do("agreement.set", "{\"code\":\"A1\",\"funders\":[\"O2\"],\"version\":1}");
    assert_str(world_value(world_do("agreement.get", "{\"code\":\"A1\"}"), "funders"), "1");
}

static void what_is_above_can_be_named(void **state)
{
    (void)state;
    world_act_as(ROLE_DIRECTOR, "LU-C1");
    assert_str(world_value(world_do("organisation.get", "{\"code\":\"O1\"}"), "name"), "Banco de Prueba");
    assert_str(world_value(world_do("staff.get", "{\"code\":\"W1\"}"), "name"), "Asesora de Prueba");
    assert_err(world_try("unit.get", "{\"code\":\"LU-C2\"}", NULL), ERR_NOT_FOUND);
    world_act_as(ROLE_DIRECTOR, "LU-C2");
    assert_err(world_try("staff.get", "{\"code\":\"W1\"}", NULL), ERR_NOT_FOUND);
    world_act_as(ROLE_EXECUTIVE, "MO");
    assert_err(world_try("organisation.get", "{\"code\":\"O1\"}", NULL), ERR_NOT_FOUND);
    assert_err(world_try("agreement.get", "{\"code\":\"A1\"}", NULL), ERR_NOT_FOUND);
    assert_err(world_try("unit.get", "{\"code\":\"LU\"}", NULL), ERR_NOT_FOUND);
    world_act_locally();
}

static void territory_and_boundaries(void **state)
{
    (void)state;
    assert_str(world_value(world_do("territory.load", "{}"), "divisions"), "582");
    assert_str(world_value(world_do("territory.load", "{}"), "divisions"), "0");
    struct str places = world_do("territory.list", "{\"area\":\"14\",\"on\":\"2014-06-01\"}");
    assert_str(world_value(places, "items"), "18");
    assert_str(world_value(places, "items[7].municipality_name"), "La Unión");
    assert_str(world_value(world_do("territory.list", "{\"area\":\"14\"}"), "items[7].municipality_name"), "La Unión Sur");
    world_refused("territory.list", "{\"area\":\"El Carmen\"}", "area");
    struct str kept = world_do("territory.boundaries_import",
                               "{\"map\":\"districts\",\"source\":\"Dibujo de prueba\",\"rings\":["
                               "{\"code\":\"1408\",\"points\":\"0,0 10,0 10,10\"},{\"code\":\"1408\",\"points\":\"5,5 6,6 7,5\"},"
                               "{\"code\":\"0101\",\"points\":\"0,0 1,0 1,1\"}]}");
    assert_str(world_value(kept, "divisions"), "2");
    assert_str(world_value(kept, "rings"), "3");
    struct str rings = world_do("territory.boundary_list", "{\"map\":\"districts\",\"area\":\"14\"}");
    assert_str(world_value(rings, "items"), "2");
    assert_str(world_value(rings, "items[0].points"), "0,0 10,0 10,10");
    world_refused("territory.boundaries_import", "{\"map\":\"districts\",\"source\":\"x\",\"rings\":[{\"code\":\"1420\",\"points\":\"0,0 1,0 1,1\"}]}",
                  "rings[].code");
    world_refused("territory.boundaries_import", "{\"map\":\"districts\",\"source\":\"x\",\"rings\":[{\"code\":\"1408\",\"points\":\"0,0 1,0\"}]}",
                  "rings[].points");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_nest), cmocka_unit_test(moving_renumbers_what_is_below),
        cmocka_unit_test(wrong_places_are_refused), cmocka_unit_test(organisations), cmocka_unit_test(agreements),
        cmocka_unit_test(what_is_above_can_be_named), cmocka_unit_test(territory_and_boundaries),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
