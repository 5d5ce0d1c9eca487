/* Migrations: language, order, hashes, refusals, description; the same assertions on both engines. */
#include "store.h"

static const char first_text[] =
    "-- the first one\n"
    "CREATE TABLE client (\n"
    "    agency $ID NOT NULL, -- whose row it is\n"
    "    id $ID NOT NULL, -- itself\n"
    "    -- what people see\n"
    "    name $TEXT NOT NULL CHECK (name <> '-- x, ('), -- the enterprise's name, in full\n"
    "    active $BOOL NOT NULL CHECK (active IN (0, 1)), -- still served\n"
    "    balance $INT, -- in cents\n"
    "    photo $BLOB, -- small\n"
    "    PRIMARY KEY (agency, id)\n"
    ") $STRICT_WITHOUT_ROWID;\n"
    "--unscoped: belongs to the network\n"
    "CREATE TABLE visit (\n"
    "    id $INT NOT NULL PRIMARY KEY, -- number\n"
    "    agency $ID NOT NULL, -- of the client\n"
    "    client $ID NOT NULL, -- who was visited\n"
    "    FOREIGN KEY (agency, client) REFERENCES client (agency, id)\n"
    ") $STRICT;\n"
    "--sqlite\n"
    "CREATE INDEX client_engine ON client (name) WHERE active = 1;\n"
    "--postgres\n"
    "CREATE INDEX client_engine ON client (agency, name);\n"
    "--end\n"
    "INSERT INTO client (agency, id, name, active) VALUES\n"
    "--sqlite\n"
    "    (x'0102', x'03', 'Tienda; ''$INT''', 1);\n"
    "--postgres\n"
    "    ('\\x0102', '\\x03', 'Tienda; ''$INT''', 1);\n"
    "--end\n";
static const char second_text[] =
    "ALTER TABLE visit ADD COLUMN place $TEXT; -- where\n"
    "ALTER TABLE visit ADD COLUMN hours $INT NOT NULL DEFAULT 1; /* how long */\n"
    "ALTER TABLE visit RENAME COLUMN hours TO length;\n";
/* Rebuilds a parent table, which must keep its rows and its children's. */
static const char third_text[] =
    "CREATE TABLE client_new (\n"
    "    agency $ID NOT NULL, -- whose row it is\n"
    "    id $ID NOT NULL, -- itself\n"
    "    name $TEXT NOT NULL, -- the name\n"
    "    PRIMARY KEY (agency, id)\n"
    ") $STRICT_WITHOUT_ROWID;\n"
    "INSERT INTO client_new (agency, id, name) SELECT agency, id, name FROM client;\n"
    "--postgres\n"
    "ALTER TABLE visit DROP CONSTRAINT visit_agency_client_fkey;\n"
    "--end\n"
    "DROP TABLE client;\n"
    "ALTER TABLE client_new RENAME TO client;\n"
    "--postgres\n"
    "ALTER TABLE visit ADD CONSTRAINT visit_agency_client_fkey FOREIGN KEY (agency, client) REFERENCES client (agency, id);\n"
    "--end\n";
static const char losing_text[] =
    "CREATE TABLE client_new (\n"
    "    agency $ID NOT NULL, -- whose row it is\n"
    "    id $ID NOT NULL -- itself\n"
    ") $STRICT;\n"
    "--postgres\n"
    "ALTER TABLE visit DROP CONSTRAINT visit_agency_client_fkey;\n"
    "--end\n"
    "DROP TABLE client;\n"
    "ALTER TABLE client_new RENAME TO client;\n";
static const char failing_text[] = "CREATE TABLE extra (\n    a $INT -- x\n) $STRICT;\nINSERT INTO nowhere VALUES (1);\n";

#define MIGRATION(number_, name_, text) {.number = (number_), .name = (name_), .sql = (text), .length = sizeof(text) - 1}

static const struct migration good[] = {
    MIGRATION(1, "0001_first", first_text),
    MIGRATION(2, "0002_second", second_text),
    MIGRATION(3, "0003_third", third_text),
};

static enum err run(struct db *db, const struct migration *list, size_t count, int up_to, struct text *problem)
{
    migrate_use(list, count);
    return migrate_run(db, up_to, &store_arena, problem);
}

static int64_t number_of(struct db *db, struct sql sql)
{
    int64_t value = -1;
    struct id high;
    memset(high.bytes, 0xff, sizeof(high.bytes));
    assert_ok(db_begin(db));
    assert_ok(db_set_scope(db, ID_NONE, high));
    assert_ok(db_get_int(db, sql, &value));
    assert_ok(db_commit(db));
    return value;
}

static void test_applies_in_order(void **state)
{
    (void)state;
    struct db *db = store_empty();
    struct text problem;
    int version = -1;
    migrate_use(good, COUNT_OF(good));
    assert_int_equal(migrate_newest(), 3);
    assert_ok(migrate_version(db, &version));
    assert_int_equal(version, 0);
    assert_ok(run(db, good, COUNT_OF(good), 1, &problem));
    assert_ok(migrate_version(db, &version));
    assert_int_equal(version, 1);
    assert_int_equal(number_of(db, SQL("SELECT count(*) FROM client WHERE name = 'Tienda; ''$INT'''")), 1);
    assert_ok(db_begin(db));
    struct id high;
    memset(high.bytes, 0xff, sizeof(high.bytes));
    assert_ok(db_set_scope(db, ID_NONE, high));
    if (store_is_postgres()) {
        assert_ok(db_execute(db, SQL("INSERT INTO visit (id, agency, client) VALUES (7, '\\x0102', '\\x03')")));
    } else {
        assert_ok(db_execute(db, SQL("INSERT INTO visit (id, agency, client) VALUES (7, x'0102', x'03')")));
    }
    assert_ok(db_commit(db));
    assert_ok(run(db, good, COUNT_OF(good), 0, &problem));
    assert_ok(run(db, good, COUNT_OF(good), 0, &problem));
    assert_ok(migrate_version(db, &version));
    assert_int_equal(version, 3);
    assert_int_equal(number_of(db, SQL("SELECT count(*) FROM client")), 1);
    assert_int_equal(number_of(db, SQL("SELECT count(*) FROM visit WHERE length = 1")), 1);
    assert_int_equal(number_of(db, SQL("SELECT count(*) FROM migration WHERE applied_at > 0")), 3);
    db_close(db);
}

static const struct migrate_column *column(const struct migrate_column *all, size_t count, const char *table,
                                           const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq_c(all[i].table, table) && str_eq_c(all[i].column, name)) {
            return &all[i];
        }
    }
    return NULL;
}

static void test_describe(void **state)
{
    (void)state;
    struct db *db = store_empty();
    struct migrate_column *all;
    size_t count;
    assert_ok(run(db, good, COUNT_OF(good), 2, NULL));
    assert_ok(migrate_describe(db, &store_arena, &all, &count));
    assert_int_equal(count, 6 + 5 + 4);
    assert_str(all[0].table, "client");
    assert_str(all[0].column, "agency");
    assert_str(all[0].type, "id");
    assert_str(all[0].comment, "whose row it is");
    assert_true(all[0].not_null);
    assert_str(all[2].comment, "the enterprise's name, in full");
    assert_str(all[2].type, "text");
    assert_str(all[3].type, "bool");
    assert_str(all[4].type, "int");
    assert_false(all[4].not_null);
    assert_str(all[5].type, "blob");
    const struct migrate_column *place = column(all, count, "visit", "place");
    assert_non_null(place);
    assert_str(place->comment, "where");
    assert_false(place->not_null);
    const struct migrate_column *length = column(all, count, "visit", "length");
    assert_non_null(length);
    assert_str(length->comment, "how long");
    assert_true(length->not_null);
    assert_non_null(column(all, count, "migration", "hash"));
    /* After a rebuild the new table's columns are described. */
    assert_ok(run(db, good, COUNT_OF(good), 0, NULL));
    assert_ok(migrate_describe(db, &store_arena, &all, &count));
    assert_int_equal(count, 3 + 5 + 4);
    assert_str(all[2].comment, "the name");
    db_close(db);
}

static void test_changed_text_is_refused(void **state)
{
    (void)state;
    static const struct migration changed[] = {
        MIGRATION(1, "0001_first", first_text),
        MIGRATION(2, "0002_second", "ALTER TABLE visit ADD COLUMN place $TEXT; -- elsewhere\n"),
        MIGRATION(3, "0003_third", third_text),
    };
    struct db *db = store_empty();
    struct text problem;
    assert_ok(run(db, good, COUNT_OF(good), 2, &problem));
    assert_err(run(db, changed, COUNT_OF(changed), 0, &problem), ERR_CONFLICT);
    assert_non_null(strstr(problem.en, "0002_second"));
    assert_non_null(strstr(problem.es, "0002_second"));
    assert_int_equal(number_of(db, SQL("SELECT max(number) FROM migration")), 2);
    db_close(db);
}

static void test_missing_below_newest_is_refused(void **state)
{
    (void)state;
    static const struct migration gap[] = {MIGRATION(1, "0001_first", first_text), MIGRATION(3, "0003_third", third_text)};
    struct db *db = store_empty();
    struct text problem;
    assert_ok(run(db, gap, COUNT_OF(gap), 0, &problem));
    assert_err(run(db, good, COUNT_OF(good), 0, &problem), ERR_CONFLICT);
    assert_non_null(strstr(problem.en, "0002_second"));
    db_close(db);
}

static void test_newer_database_is_refused(void **state)
{
    (void)state;
    struct db *db = store_empty();
    struct db *other = NULL;
    struct text problem;
    int version = 0;
    assert_ok(run(db, good, COUNT_OF(good), 0, &problem));
    migrate_use(good, 2);
    assert_err(migrate_version(db, &version), ERR_NEWER);
    assert_int_equal(version, 3);
    assert_err(migrate_run(db, 0, &store_arena, &problem), ERR_NEWER);
    assert_non_null(problem.es);
    db_close(db);
    assert_err(db_open(store_url(), DB_READ, &store_arena, &other, &problem), ERR_NEWER);
    assert_null(other);
    assert_non_null(strstr(problem.en, "up to 2"));
    migrate_use(good, 3);
    assert_ok(db_open(store_url(), DB_READ, &store_arena, &other, &problem));
    db_close(other);
}

static void test_failure_leaves_nothing(void **state)
{
    (void)state;
    static const struct migration failing[] = {
        MIGRATION(1, "0001_first", first_text), MIGRATION(2, "0002_failing", failing_text)};
    static const struct migration losing[] = {
        MIGRATION(1, "0001_first", first_text), MIGRATION(2, "0002_losing", losing_text)};
    struct db *db = store_empty();
    struct text problem;
    int version = 0;
    assert_int_not_equal(run(db, failing, COUNT_OF(failing), 0, &problem), ERR_OK);
    assert_non_null(strstr(problem.en, "0002_failing"));
    assert_non_null(strstr(problem.en, "nowhere"));
    assert_ok(migrate_version(db, &version));
    assert_int_equal(version, 1);
    int64_t unused;
    assert_int_not_equal(db_get_int(db, SQL("SELECT count(*) FROM extra"), &unused), ERR_OK);
    /* A rebuild that forgets the rows. */
    assert_err(run(db, losing, COUNT_OF(losing), 0, &problem), ERR_CONFLICT);
    assert_non_null(strstr(problem.en, "client had 1 rows and would have 0"));
    assert_int_equal(number_of(db, SQL("SELECT count(*) FROM client")), 1);
    db_close(db);
}

static void test_language_is_checked(void **state)
{
    (void)state;
    static const struct migration no_comment[] = {
        MIGRATION(1, "0001_a", "CREATE TABLE a (\n  b $INT,\n  c $INT -- text\n) $STRICT;\n")};
    static const struct migration no_type[] = {MIGRATION(1, "0001_a", "CREATE TABLE a (b INTEGER -- text\n);\n")};
    static const struct migration no_word[] = {
        MIGRATION(1, "0001_a", "CREATE TABLE a (b $NUMBER -- text\n);\n")};
    static const struct migration no_end[] = {MIGRATION(1, "0001_a", "--sqlite\nSELECT 1;\n--postgres\n")};
    struct db *db = store_empty();
    struct text problem;
    assert_err(run(db, no_comment, 1, 0, &problem), ERR_INVALID);
    assert_non_null(strstr(problem.en, "a.b has no comment"));
    assert_err(run(db, no_type, 1, 0, &problem), ERR_INVALID);
    assert_non_null(strstr(problem.en, "a.b has no type word"));
    assert_err(run(db, no_word, 1, 0, &problem), ERR_INVALID);
    assert_non_null(strstr(problem.en, "$NUMBER"));
    assert_err(run(db, no_end, 1, 0, &problem), ERR_INVALID);
    assert_non_null(strstr(problem.en, "--end"));
    db_close(db);
}

/* The migrations that the program carries. */
static void test_embedded(void **state)
{
    (void)state;
    migrate_use(NULL, 0);
    struct db *db = store_empty();
    struct text problem = TEXT_NONE;
    enum err err = migrate_run(db, 0, &store_arena, &problem);
    if (err != ERR_OK) {
        print_error("%s\n", problem.en);
    }
    assert_int_equal(err, ERR_OK);
    int version = -1;
    assert_ok(migrate_version(db, &version));
    assert_int_equal(version, migrate_newest());
    struct migrate_column *all;
    size_t count;
    assert_ok(migrate_describe(db, &store_arena, &all, &count));
    for (size_t i = 0; i < count; i++) {
        assert_true(all[i].type.len > 0);
        assert_true(all[i].comment.len > 0);
    }
    struct str report;
    int findings = -1;
    assert_ok(db_check(db, &store_arena, &report, &findings));
    assert_int_equal(findings, 0);
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_applies_in_order, store_teardown),
        cmocka_unit_test_teardown(test_describe, store_teardown),
        cmocka_unit_test_teardown(test_changed_text_is_refused, store_teardown),
        cmocka_unit_test_teardown(test_missing_below_newest_is_refused, store_teardown),
        cmocka_unit_test_teardown(test_newer_database_is_refused, store_teardown),
        cmocka_unit_test_teardown(test_failure_leaves_nothing, store_teardown),
        cmocka_unit_test_teardown(test_language_is_checked, store_teardown),
        cmocka_unit_test_teardown(test_embedded, store_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
