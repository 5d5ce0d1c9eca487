#include "operations.h"

static int setup(void **state)
{
    (void)state;
    clock_set(INT64_C(1417435200000000)); /* 2014-12-01T12:00:00Z */
    world_open();
    world_units();
    return 0;
}

static int teardown(void **state)
{
    world_close();
    return store_teardown(state);
}

static void persons(void **state)
{
    (void)state;
    struct str made = world_do("person.add", "{\"code\":\"P1\",\"unit\":\"LU-C1\",\"adviser\":\"W1\",\"given_names\":\"Ana María\","
                                             "\"surnames\":\"Vásquez Cevallos\",\"dui\":\"901234562\",\"sex\":\"M\","
                                             "\"mobile\":\"7000-1234\",\"district\":\"Conchagua\",\"registered_on\":\"2014-03-01\"}");
    assert_str(world_value(made, "sex"), "female");
    assert_str(world_value(made, "mobile"), "+503 7000-1234");
    assert_str(world_value(made, "district"), "1404");
    assert_str(world_value(made, "status"), "prospect");
    assert_str(world_value(made, "disability"), "not_stated");
    made = world_do("person.add", "{\"code\":\"P2\",\"unit\":\"LU-C1\",\"given_names\":\"Luis\",\"surnames\":\"Zelaya\"}");
    assert_str(world_value(made, "registered_on"), "2014-12-01");
}

static void persons_refused(void **state)
{
    (void)state;
    static const char *const start = "{\"unit\":\"LU-C1\",\"given_names\":\"Eva\",\"surnames\":\"Paz\",";
    static const struct {
        const char *rest;
        const char *field;
    } cases[] = {
        {"\"dui\":\"12345678-9\"}", "dui"},
        {"\"dui\":\"00000000-0\"}", "dui"},
        {"\"nit\":\"0614-310207-104-8\"}", "nit"},
        {"\"birth_date\":\"2015-01-01\"}", "birth_date"},
        {"\"birth_date\":\"2014-06-01\",\"registered_on\":\"2014-05-01\"}", "birth_date"},
        {"\"registered_on\":\"2014-12-02\"}", "registered_on"},
        {"\"district\":\"El Carmen\"}", "district"},
        {"\"other_document\":\"X123\"}", "other_document_type"},
        {"\"disability\":\"yes\"}", "disability"},
        {"\"consent_scopes\":[\"services\"]}", "consent_on"},
        {"\"consent_on\":\"2014-05-01\"}", "consent_scopes"},
        {"\"consent_on\":\"2014-05-01\",\"consent_scopes\":[\"services\"],\"consent_revoked_on\":\"2014-04-01\"}",
         "consent_revoked_on"},
        {"\"email\":\"eva\"}", "email"},
        {"\"adviser\":\"W9\"}", "adviser"},
        {"\"sex\":\"X\"}", "sex"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        world_refused("person.add", str_format(&store_arena, "%s%s", start, cases[i].rest).ptr, cases[i].field);
    }
    world_do("person.add", str_format(&store_arena, "%s%s", start,
                                      "\"code\":\"P3\",\"disability\":\"yes\",\"consent_on\":\"2014-05-01\","
                                      "\"consent_scopes\":[\"services\",\"surveys\"]}").ptr);
}

static struct str enterprise(const char *rest)
{
    return str_format(&store_arena, "{\"unit\":\"LU-C1\",\"district\":\"1408\",%s}", rest);
}

static void sizes(void **state)
{
    (void)state;
    struct str made = world_do("enterprise.add", enterprise("\"code\":\"E1\",\"name\":\"Panadería Aurora\",\"annual_sales\":116836.81,"
                                                            "\"workers\":10,\"registered_on\":\"2014-06-30\"").ptr);
    assert_str(world_value(made, "size_class"), "small");
    assert_str(world_value(made, "size_regime"), "R1");
    made = world_do("enterprise.set", "{\"code\":\"E1\",\"annual_sales\":116836.80,\"version\":1}");
    assert_str(world_value(made, "size_class"), "micro");
    made = world_do("enterprise.add", enterprise("\"code\":\"E2\",\"name\":\"Taller Bolívar\",\"trade_name\":\"El Yunque\",\"workers\":12,"
                                                 "\"registered_on\":\"2014-01-15\"").ptr);
    assert_str(world_value(made, "size_class"), "small");
    assert_str(world_value(made, "size_regime"), "R0");
    made = world_do("enterprise.set", "{\"code\":\"E2\",\"phone\":\"26041234\",\"version\":1}");
    assert_str(world_value(made, "size_regime"), "R0");
    world_refused("enterprise.set", "{\"code\":\"E2\",\"size_override\":\"medium\",\"version\":2}", "size_override_reason");
    world_refused("enterprise.add", enterprise("\"name\":\"X\",\"annual_sales\":\"$ 2,097,2312.96\"").ptr, "annual_sales");
    world_refused("enterprise.add", enterprise("\"name\":\"X\",\"activity\":\"12\"").ptr, "activity");
    world_refused("enterprise.add", enterprise("\"name\":\"X\",\"members\":[\"E1\"]").ptr, "members");
    world_refused("enterprise.add", "{\"unit\":\"LU-C1\",\"name\":\"Sin lugar\"}", "district");
    made = world_do("enterprise.add", enterprise("\"code\":\"E3\",\"name\":\"Grupo del Golfo\",\"category\":\"GRUPO\","
                                                 "\"members\":[\"E1\",\"E2\"],\"registered_on\":\"2014-02-01\"").ptr);
    assert_str(world_value(made, "members[1]"), "E2");
    assert_true(str_is_empty(world_value(made, "size_class")));
}

static void affiliations_and_moves(void **state)
{
    (void)state;
    struct str made = world_do("affiliation.add", "{\"person\":\"P1\",\"enterprise\":\"E1\",\"relation\":\"PROPIETARIO/A\",\"from_on\":\"2014-01-01\"}");
    assert_str(world_value(made, "unit"), "LU-C1");
    assert_str(world_value(made, "relation"), "owner");
    world_refused("affiliation.add", "{\"person\":\"P1\",\"enterprise\":\"E1\",\"from_on\":\"2014-02-01\",\"to_on\":\"2014-01-01\"}", "to_on");
    world_refused("affiliation.add", "{\"person\":\"P1\"}", "enterprise");
    world_refused("move.add", "{\"person\":\"P1\",\"enterprise\":\"E1\",\"district\":\"1408\",\"moved_on\":\"2014-06-01\"}", "person");
    world_refused("move.add", "{\"district\":\"1408\",\"moved_on\":\"2014-06-01\"}", "enterprise");
    world_refused("move.add", "{\"enterprise\":\"E1\",\"district\":\"1408\",\"moved_on\":\"2015-06-01\"}", "moved_on");
    made = world_do("move.add", "{\"enterprise\":\"E1\",\"district\":\"Conchagua\",\"moved_on\":\"2014-06-01\"}");
    assert_str(world_value(made, "unit"), "LU-C1");
    struct str lines = world_do("client.list", "{\"kind\":\"enterprise\",\"district\":\"1404\"}");
    assert_str(world_value(lines, "items[0].code"), "E1");
    /* A later correction of the enterprise leaves its home where it moved. */
    world_do("enterprise.set", "{\"code\":\"E1\",\"products\":\"Pan\",\"version\":2}");
    assert_str(world_value(world_do("client.list", "{\"kind\":\"enterprise\",\"district\":\"1404\"}"), "items[0].code"), "E1");
}

static void list_in_order(void **state)
{
    (void)state;
    struct str lines = world_do("client.list", "{}");
    static const char *const codes[] = {"E3", "E1", "P3", "E2", "P1", "P2"}; /* Grupo, Panadería, Paz, Taller, Vásquez, Zelaya */
    assert_str(world_value(lines, "items"), "6");
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        struct str code = world_value(lines, str_format(&store_arena, "items[%zu].code", i).ptr);
        assert_true(str_eq_c(code, codes[i]));
    }
    assert_str(world_value(lines, "items[4].adviser"), "W1");
    assert_str(world_value(lines, "items[4].name"), "Ana María Vásquez Cevallos");
    size_t seen = 0;
    struct str page = world_do("client.list", "{\"limit\":2}");
    for (;;) {
        for (size_t i = 0; i < 2 && seen < COUNT_OF(codes); i++) {
            struct str code = world_value(page, str_format(&store_arena, "items[%zu].code", i).ptr);
            assert_true(str_eq_c(code, codes[seen++]));
        }
        struct str next = world_value(page, "next");
        if (str_is_empty(next)) {
            break;
        }
        page = world_do("client.list", str_format(&store_arena, "{\"limit\":2,\"after\":\"%s\"}", next.ptr).ptr);
    }
    assert_int_equal(seen, COUNT_OF(codes));
    assert_str(world_value(world_do("client.list", "{\"adviser\":\"W1\"}"), "items"), "1");
    assert_str(world_value(world_do("client.list", "{\"kind\":\"person\",\"status\":\"prospect\"}"), "items"), "3");
    assert_str(world_value(world_do("client.list", "{\"status\":\"closed\"}"), "items"), "0");
    world_refused("client.list", "{\"adviser\":\"W9\"}", "adviser");
    world_refused("client.list", "{\"after\":\"x\"}", "after");
    world_act_as(ROLE_DIRECTOR, "LU-C1");
    assert_str(world_value(world_do("client.list", "{\"limit\":3}"), "items[2].code"), "P3");
    world_act_as(ROLE_DIRECTOR, "LU-C2");
    assert_str(world_value(world_do("client.list", "{}"), "items"), "0");
    world_act_as(ROLE_EXECUTIVE, "MO");
    assert_str(world_value(world_do("client.list", "{}"), "items"), "0");
    assert_err(world_try("person.get", "{\"code\":\"P1\"}", NULL), ERR_NOT_FOUND);
    world_act_locally();
}

static struct str first(const char *text)
{
    return world_value(world_do("client.search", str_format(&store_arena, "{\"text\":\"%s\"}", text).ptr), "items[0].code");
}

static void search(void **state)
{
    (void)state;
    assert_str(first("vasques"), "P1");
    assert_str(first("Cebayos Bázquez"), "P1");
    assert_str(first("ana zevallos"), "P1");
    assert_str(first("Vasqvez Anamaria Cevallos"), "P1");
    assert_str(first("vasq"), "P1");
    assert_str(first("901234562"), "P1");
    assert_str(first("90123456-2"), "P1");
    assert_str(first("7000 1234"), "P1");
    assert_str(first("+503 7000-1234"), "P1");
    assert_str(first("E2"), "E2");
    assert_str(first("yunque"), "E2");
    assert_str(first("boliba"), "E2");
    assert_str(first("2604-1234"), "E2");
    assert_true(str_is_empty(first("Xochitl Quinteros")));
    world_do("person.set", "{\"code\":\"P2\",\"surnames\":\"Quinteros\",\"version\":1}");
    assert_str(first("Kinteros"), "P2");
    assert_true(str_is_empty(first("Zelaya")));
    world_do("person.annul", "{\"code\":\"P2\",\"reason\":\"Registro de prueba\",\"version\":2}");
    assert_true(str_is_empty(first("Kinteros")));
    world_act_as(ROLE_ADVISER, "LU-C2");
    assert_true(str_is_empty(first("vasques")));
    world_act_as(ROLE_EXECUTIVE, "LU");
    assert_str(first("vasques"), "P1");
    world_act_as(ROLE_EXECUTIVE, "MO");
    assert_true(str_is_empty(first("vasques")));
    world_act_locally();
}

static void merging(void **state)
{
    (void)state;
    world_do("person.add", "{\"code\":\"P8\",\"unit\":\"LU-C1\",\"given_names\":\"Ana Maria\",\"surnames\":\"Vasquez Ceballos\"}");
    world_refused("identity.merge", "{\"persons\":[\"P1\"],\"reason\":\"La misma\"}", "persons");
    world_refused("identity.merge", "{\"persons\":[\"P1\",\"P1\"],\"reason\":\"La misma\"}", "persons");
    world_refused("identity.merge", "{\"persons\":[\"P1\",\"P8\"],\"enterprises\":[\"E1\",\"E2\"],\"reason\":\"La misma\"}", "persons");
    world_refused("identity.merge", "{\"persons\":[\"P1\",\"P99\"],\"reason\":\"La misma\"}", "persons");
    struct str made = world_do("identity.merge", "{\"persons\":[\"P1\",\"P8\"],\"reason\":\"La misma persona\"}");
    assert_str(world_value(made, "merged_on"), "2014-12-01");
    assert_str(world_value(made, "unit"), "LU-C1");
    const char *code = world_value(made, "code").ptr;
    assert_str(world_value(world_do("client.list", "{\"kind\":\"person\"}"), "items"), "2");
    world_refused("identity.add", "{\"unit\":\"LU-C1\",\"kind\":\"person\",\"persons\":[\"P3\",\"P8\"]}", "persons");
    world_do("identity.unmerge", str_format(&store_arena, "{\"code\":\"%s\",\"reason\":\"Eran dos\"}", code).ptr);
    assert_str(world_value(world_do("client.list", "{\"kind\":\"person\"}"), "items"), "3");
    world_refused("identity.unmerge", str_format(&store_arena, "{\"code\":\"%s\",\"reason\":\"Eran dos\"}", code).ptr, "code");
    world_do("identity.add", "{\"unit\":\"LU-C1\",\"kind\":\"person\",\"persons\":[\"P3\",\"P8\"]}");
    world_refused("identity.add", "{\"unit\":\"LU-C1\",\"kind\":\"enterprise\",\"enterprises\":[\"E1\",\"E2\"],"
                                  "\"merged_on\":\"2014-05-01\",\"unmerged_on\":\"2014-04-01\"}", "unmerged_on");
}

/* Every derived row as one text. */
static struct str derived(void)
{
    static const struct sql reads[] = {
        SQL_INIT("SELECT agency, id, sort_key, code, name, detail, status, district, size_class, kind, annulled, merged, unit, "
                 "adviser FROM client_entry ORDER BY agency, id /*scan*/"),
        SQL_INIT("SELECT agency, client, word FROM search_word ORDER BY agency, client, word /*scan*/"),
        SQL_INIT("SELECT agency, client, key, key FROM match_key ORDER BY agency, client, key /*scan*/"),
        SQL_INIT("SELECT agency, first, sureness, reasons, state, kind, second FROM match_pair ORDER BY agency, first, second /*scan*/"),
    };
    struct buf all = BUF(&store_arena);
    struct db *db;
    assert_ok(runner_reader(world, &db));
    assert_ok(db_begin_read(db));
    struct id high;
    memset(high.bytes, 255, sizeof(high.bytes));
    assert_ok(db_set_scope(db, ID_NONE, high));
    for (size_t i = 0; i < COUNT_OF(reads); i++) {
        struct db_stmt *stmt;
        assert_ok(db_prepare(db, reads[i], &stmt));
        for (bool row = true; row;) {
            assert_ok(db_step(stmt, &row));
            for (int column = 0; row && column < db_column_count(stmt); column++) {
                bool id = column < 2 || column > 11 || (i == 3 && column == 6);
                bool number = (i == 0 && (column == 10 || column == 11)) || (i == 2 && column > 1);
                buf_put(&all, number ? str_format(&store_arena, "%lld", (long long)db_column_int(stmt, column))
                              : id   ? id_format(&store_arena, db_column_id(stmt, column))
                                   : db_column_text(stmt, column, &store_arena));
                buf_put_char(&all, '|');
            }
            buf_put_char(&all, '\n');
        }
    }
    db_rollback(db);
    return buf_str(&all);
}

static void rebuilt_rows_are_the_same(void **state)
{
    (void)state;
    struct str before = derived();
    struct str answer = world_do("client.rebuild", "{}");
    assert_str(world_value(answer, "clients"), "7");
    struct str after = derived();
    assert_true(before.len > 500);
    if (!str_eq(before, after)) {
        print_error("before:\n" STR_FMT "\nafter:\n" STR_FMT "\n", STR_ARG(before), STR_ARG(after));
    }
    assert_true(str_eq(before, after));
    assert_str(first("vasques"), "P1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons),   cmocka_unit_test(persons_refused), cmocka_unit_test(sizes),
        cmocka_unit_test(affiliations_and_moves), cmocka_unit_test(list_in_order), cmocka_unit_test(search),
        cmocka_unit_test(merging),   cmocka_unit_test(rebuilt_rows_are_the_same),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
