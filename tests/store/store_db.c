/* The whole of db.h: the same assertions on both engines. */
#include "store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/log.h"
#include "base/seam.h"

static const char tables_text[] =
    "--unscoped: a table for values of every type\n"
    "CREATE TABLE thing (\n"
    "    id $INT NOT NULL PRIMARY KEY, -- number\n"
    "    name $TEXT UNIQUE, -- name\n"
    "    flag $BOOL CHECK (flag IN (0, 1)), -- yes or no\n"
    "    amount $INT, -- cents\n"
    "    key $ID, -- an id\n"
    "    data $BLOB, -- bytes\n"
    "    day $TEXT -- a date\n"
    ") $STRICT;\n"
    "CREATE TABLE part (\n"
    "    id $INT NOT NULL PRIMARY KEY, -- number\n"
    "    thing $INT NOT NULL REFERENCES thing (id) -- of what\n"
    ") $STRICT;\n"
    "CREATE INDEX part_thing ON part (thing);\n"
    "CREATE TABLE scoped (\n"
    "    agency $ID NOT NULL, -- whose\n"
    "    id $INT NOT NULL, -- number\n"
    "    PRIMARY KEY (agency, id)\n"
    ") $STRICT_WITHOUT_ROWID;\n";
static const struct migration tables[] = {
    {.number = 1, .name = "0001_tables", .sql = tables_text, .length = sizeof(tables_text) - 1}};

static struct db *with_tables(void)
{
    struct db *db = store_empty();
    struct text problem = TEXT_NONE;
    migrate_use(tables, 1);
    enum err err = migrate_run(db, 0, &store_arena, &problem);
    if (err != ERR_OK) {
        print_error("%s\n", problem.en);
    }
    assert_int_equal(err, ERR_OK);
    return db;
}

static int setup(void **state)
{
    *state = with_tables();
    return 0;
}

static int teardown(void **state)
{
    seam_fail(SEAM_DB, 0);
    seam_fail(SEAM_COMMIT, 0);
    db_close(*state);
    return store_teardown(state);
}

static struct id id_of(uint8_t first)
{
    struct id id;
    memset(id.bytes, first, sizeof(id.bytes));
    return id;
}

static enum err insert(struct db *db, int64_t id, struct str name)
{
    struct db_stmt *stmt;
    TRY(db_prepare(db, SQL("INSERT INTO thing (id, name) VALUES (?1, ?2)"), &stmt));
    db_bind_int(stmt, 1, id);
    db_bind_text(stmt, 2, name);
    return db_run(stmt);
}

static int64_t count(struct db *db)
{
    int64_t value = -1;
    assert_ok(db_get_int(db, SQL("SELECT count(*) FROM thing"), &value));
    return value;
}

static struct db_stmt *prepared(struct db *db, struct sql sql)
{
    struct db_stmt *stmt = NULL;
    enum err err = db_prepare(db, sql, &stmt);
    if (err != ERR_OK) {
        print_error("%s: %s\n", sql.text, db_problem(db));
    }
    assert_int_equal(err, ERR_OK);
    return stmt;
}

static bool step(struct db_stmt *stmt)
{
    bool row = false;
    assert_ok(db_step(stmt, &row));
    return row;
}

/* ---- values ------------------------------------------------------------------------------- */

static void bind_thing(struct db_stmt *stmt, const struct hash *hash)
{
    db_bind_int(stmt, 1, INT64_MIN + 1);
    db_bind_text(stmt, 2, (struct str){"Peña 'y' ?1 $1 hijos;cut", 23});
    db_bind_int(stmt, 3, 1);
    db_bind_int_or_null(stmt, 4, INT64_MAX);
    db_bind_id(stmt, 5, id_of(0xfe));
    db_bind_hash(stmt, 6, hash);
    db_bind_date(stmt, 7, DATE(2026, 2, 3));
}

static void test_values(void **state)
{
    struct db *db = *state;
    struct hash hash = hash_of(S("x"));
    struct hash got;
    struct db_stmt *stmt = prepared(db, SQL("INSERT INTO thing (id, name, flag, amount, key, data, day) "
                                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    bind_thing(stmt, &hash);
    assert_ok(db_run(stmt));
    assert_int_equal(db_changes(stmt), 1);
    struct db_stmt *read = prepared(
        db, SQL("SELECT id, name, flag, amount, key, data, day, '?2' AS \"mark\" /* ?3 */ FROM thing WHERE id = ?1 -- ?4\n"));
    db_bind_int(read, 1, INT64_MIN + 1);
    assert_true(step(read));
    assert_int_equal(db_column_count(read), 8);
    assert_string_equal(db_column_name(read, 1), "name");
    assert_string_equal(db_column_name(read, 7), "mark");
    assert_true(db_column_int(read, 0) == INT64_MIN + 1);
    assert_str(db_column_peek(read, 1), "Peña 'y' ?1 $1 hijos;c");
    assert_str(db_column_text(read, 1, &store_arena), "Peña 'y' ?1 $1 hijos;c");
    assert_int_equal(db_column_int(read, 2), 1);
    assert_true(db_column_int_or_none(read, 3) == INT64_MAX);
    assert_true(id_eq(db_column_id(read, 4), id_of(0xfe)));
    assert_true(db_column_hash(read, 5, &got));
    assert_true(hash_eq(&got, &hash));
    assert_int_equal(db_column_blob(read, 5, &store_arena).len, HASH_SIZE);
    assert_int_equal(date_cmp(db_column_date(read, 6), DATE(2026, 2, 3)), 0);
    assert_str(db_column_peek(read, 6), "2026-02-03");
    assert_str(db_column_peek(read, 7), "?2");
    assert_false(db_column_hash(read, 4, &got));
    /* Two peeks live side by side. */
    struct str key = db_column_peek(read, 4);
    struct str data = db_column_peek(read, 5);
    assert_int_equal(key.len, 16);
    assert_memory_equal(key.ptr, id_of(0xfe).bytes, 16);
    assert_memory_equal(data.ptr, hash.bytes, HASH_SIZE);
    assert_false(step(read));
    /* Begins anew with the same values. */
    assert_true(step(read));
    db_reset(read);
}

static void test_nulls(void **state)
{
    struct db *db = *state;
    struct db_stmt *stmt = prepared(db, SQL("INSERT INTO thing (id, name, flag, amount, key, data, day) "
                                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    db_bind_int(stmt, 1, 0);
    db_bind_text(stmt, 2, STR_NONE);
    db_bind_null(stmt, 3);
    db_bind_int_or_null(stmt, 4, INT64_MIN);
    db_bind_id(stmt, 5, ID_NONE);
    db_bind_blob(stmt, 6, STR_NONE);
    db_bind_date(stmt, 7, DATE_NONE);
    assert_ok(db_run(stmt));
    struct db_stmt *read = prepared(db, SQL("SELECT name, flag, amount, key, data, day FROM thing WHERE id = 0"));
    assert_true(step(read));
    for (int i = 0; i < 6; i++) {
        assert_true(db_column_is_null(read, i));
    }
    assert_null(db_column_peek(read, 0).ptr);
    assert_null(db_column_text(read, 0, &store_arena).ptr);
    assert_int_equal(db_column_int(read, 2), 0);
    assert_true(db_column_int_or_none(read, 2) == INT64_MIN);
    assert_true(id_is_none(db_column_id(read, 3)));
    assert_true(date_is_none(db_column_date(read, 5)));
    db_reset(read);
    /* Empty is not missing. */
    stmt = prepared(db, SQL("UPDATE thing SET name = ?1, data = ?2 WHERE id = 0"));
    db_bind_text(stmt, 1, S(""));
    db_bind_blob(stmt, 2, S(""));
    assert_ok(db_run(stmt));
    assert_true(step(prepared(db, SQL("SELECT name, data FROM thing WHERE name = '' AND data IS NOT NULL"))));
    read = prepared(db, SQL("SELECT name, data FROM thing"));
    assert_true(step(read));
    assert_non_null(db_column_peek(read, 0).ptr);
    assert_non_null(db_column_peek(read, 1).ptr);
    assert_int_equal(db_column_peek(read, 1).len, 0);
    /* Preparing takes all bound values away. */
    stmt = prepared(db, SQL("UPDATE thing SET name = ?1, data = ?2 WHERE id = 0"));
    assert_ok(db_run(stmt));
    read = prepared(db, SQL("SELECT name, data FROM thing"));
    assert_true(step(read));
    assert_true(db_column_is_null(read, 0));
    db_reset(read);
}

static void test_blob_of_every_byte(void **state)
{
    struct db *db = *state;
    static char bytes[70000];
    for (size_t i = 0; i < sizeof(bytes); i++) {
        bytes[i] = (char)(i * 7 % 256);
    }
    struct db_stmt *stmt = prepared(db, SQL("INSERT INTO thing (id, data) VALUES (?1, ?2) RETURNING id, data"));
    db_bind_int(stmt, 1, 5);
    db_bind_blob(stmt, 2, (struct str){bytes, sizeof(bytes)});
    assert_true(step(stmt));
    assert_int_equal(db_column_int(stmt, 0), 5);
    struct str got = db_column_blob(stmt, 1, &store_arena);
    assert_int_equal(got.len, sizeof(bytes));
    assert_memory_equal(got.ptr, bytes, sizeof(bytes));
    assert_false(step(stmt));
    assert_int_equal(count(db), 1);
}

static void test_statements_are_cached(void **state)
{
    struct db *db = *state;
    static const struct sql sql = SQL_INIT("SELECT ?1 + 0");
    int64_t before = db_statement_count(db);
    struct db_stmt *first = prepared(db, sql);
    assert_ptr_equal(first, prepared(db, sql));
    for (int i = 0; i < 200; i++) {
        struct db_stmt *stmt = prepared(db, sql);
        db_bind_int(stmt, 1, i);
        assert_true(step(stmt));
        assert_int_equal(db_column_int(stmt, 0), i);
        assert_false(step(stmt));
    }
    assert_int_equal(db_statement_count(db) - before, 200);
    struct db_stmt *stmt = prepared(db, sql);
    db_bind_int(stmt, 2, 1);
    bool row;
    assert_err(db_step(stmt, &row), ERR_INTERNAL);
    int64_t value;
    assert_err(db_get_int(db, SQL("SELECT id FROM thing"), &value), ERR_NOT_FOUND);
}

/* ---- errors -------------------------------------------------------------------------------- */

static void test_constraints(void **state)
{
    struct db *db = *state;
    assert_ok(insert(db, 1, S("a")));
    assert_err(insert(db, 1, S("b")), ERR_EXISTS);
    assert_err(insert(db, 2, S("a")), ERR_EXISTS);
    assert_true(db_problem(db)[0] != '\0');
    assert_err(db_execute(db, SQL("INSERT INTO thing (id, flag) VALUES (3, 2)")), ERR_INVALID);
    assert_err(db_execute(db, SQL("INSERT INTO part (id, thing) VALUES (1, 99)")), ERR_INVALID);
    assert_err(db_execute(db, SQL("INSERT INTO part (id) VALUES (1)")), ERR_INVALID);
    struct db_stmt *stmt;
    assert_err(db_prepare(db, SQL("SELECT nothing FROM thing"), &stmt), ERR_INTERNAL);
    assert_int_equal(count(db), 1);
}

static void test_transactions(void **state)
{
    struct db *db = *state;
    assert_false(db_in_transaction(db));
    assert_ok(db_begin(db));
    assert_true(db_in_transaction(db));
    assert_ok(insert(db, 1, S("a")));
    db_rollback(db);
    db_rollback(db);
    assert_int_equal(count(db), 0);
    assert_ok(db_begin(db));
    assert_ok(insert(db, 1, S("a")));
    assert_ok(db_savepoint(db));
    assert_ok(insert(db, 2, S("b")));
    assert_ok(db_savepoint(db));
    assert_ok(insert(db, 3, S("c")));
    db_rollback_savepoint(db);
    assert_int_equal(count(db), 2);
    assert_ok(db_release(db));
    assert_ok(db_savepoint(db));
    assert_ok(insert(db, 4, S("d")));
    db_rollback_savepoint(db);
    assert_ok(db_commit(db));
    assert_false(db_in_transaction(db));
    assert_int_equal(count(db), 2);
}

static void test_error_inside_transaction(void **state)
{
    struct db *db = *state;
    assert_ok(db_begin(db));
    assert_ok(insert(db, 1, S("a")));
    assert_ok(db_savepoint(db));
    assert_err(insert(db, 1, S("a")), ERR_EXISTS);
    /* Refused until the savepoint is taken back, on both engines. */
    assert_err(insert(db, 2, S("b")), ERR_EXISTS);
    assert_err(db_savepoint(db), ERR_EXISTS);
    db_rollback_savepoint(db);
    assert_ok(insert(db, 2, S("b")));
    assert_ok(db_commit(db));
    assert_int_equal(count(db), 2);
    assert_ok(db_begin(db));
    assert_ok(insert(db, 3, S("c")));
    assert_err(insert(db, 3, S("c")), ERR_EXISTS);
    assert_err(db_commit(db), ERR_EXISTS);
    assert_false(db_in_transaction(db));
    assert_int_equal(count(db), 2);
}

static enum err send(struct db *db, int64_t id, struct str name)
{
    struct db_stmt *stmt;
    TRY(db_prepare(db, SQL("INSERT INTO thing (id, name) VALUES (?1, ?2)"), &stmt));
    db_bind_int(stmt, 1, id);
    db_bind_text(stmt, 2, name);
    return db_send(stmt);
}

static void test_gathering(void **state)
{
    struct db *db = *state;
    assert_ok(db_begin(db));
    /* SQLite has nothing to wait for; everything else holds on both. */
    assert_int_equal(db_gather(db), db_engine(db) == DB_POSTGRES);
    for (int64_t id = 1; id <= 400; id++) {
        char name[16] = {0};
        snprintf(name, sizeof(name), "thing %d", (int)id);
        assert_ok(send(db, id, str_of(name)));
        memset(name, 'x', sizeof(name)); /* values need not outlive the call */
    }
    assert_int_equal(count(db), 400); /* what was sent is there for whoever asks */
    assert_ok(send(db, 401, STR_NONE));
    struct db_stmt *read = prepared(db, SQL("SELECT name FROM thing WHERE id = ?1"));
    db_bind_int(read, 1, 255);
    assert_true(step(read));
    assert_str(db_column_peek(read, 0), "thing 255");
    assert_ok(db_settle(db));
    assert_ok(db_settle(db));
    assert_ok(db_analyze(db));
    assert_ok(db_commit(db));
    assert_int_equal(count(db), 401);
}

/* One of several fails: the error is told at the latest by db_settle, and the savepoint takes all of them back. */
static void test_gathered_failure(void **state)
{
    struct db *db = *state;
    assert_ok(insert(db, 7, S("there")));
    assert_ok(db_begin(db));
    assert_ok(db_savepoint(db));
    db_gather(db);
    enum err err = ERR_OK;
    for (int64_t id = 1; id <= 300 && err == ERR_OK; id++) {
        err = send(db, id, STR_NONE);
    }
    assert_true(err == ERR_OK || err == ERR_EXISTS);
    assert_err(db_settle(db), ERR_EXISTS);
    assert_err(send(db, 1000, STR_NONE), ERR_EXISTS);
    assert_err(db_analyze(db), ERR_EXISTS);
    db_rollback_savepoint(db);
    assert_int_equal(count(db), 1);
    db_gather(db);
    err = send(db, 7, STR_NONE);
    int64_t value = 0;
    err = err == ERR_OK ? db_get_int(db, SQL("SELECT count(*) FROM thing"), &value) : err;
    assert_int_equal(err, ERR_EXISTS);
    assert_err(db_commit(db), ERR_EXISTS);
    assert_ok(db_begin(db));
    db_gather(db);
    assert_ok(send(db, 8, STR_NONE));
    db_rollback(db);
    assert_ok(db_begin(db));
    assert_ok(send(db, 9, STR_NONE));
    assert_ok(db_commit(db));
    assert_int_equal(count(db), 2);
}

static void test_seams(void **state)
{
    struct db *db = *state;
    assert_ok(insert(db, 0, S("warm")));
    seam_fail(SEAM_DB, 2);
    assert_ok(db_begin(db));
    assert_ok(insert(db, 1, S("a")));
    assert_err(insert(db, 2, S("b")), ERR_DISK_FULL);
    assert_err(insert(db, 3, S("c")), ERR_DISK_FULL);
    assert_err(db_commit(db), ERR_DISK_FULL);
    assert_int_equal(count(db), 1);
    for (int nth = 1; nth <= 2; nth++) {
        seam_fail(SEAM_COMMIT, nth);
        for (int i = 0; i < nth; i++) {
            assert_ok(db_begin(db));
            assert_ok(insert(db, 10 * nth + i, STR_NONE));
            enum err err = db_commit(db);
            assert_int_equal(err, i + 1 == nth ? ERR_UNKNOWN : ERR_OK);
        }
    }
    seam_fail(SEAM_COMMIT, 0);
    assert_false(db_in_transaction(db));
    /* The first was lost before the commit, the last after it. */
    int64_t there = -1;
    assert_ok(db_get_int(db, SQL("SELECT count(*) FROM thing WHERE id = 10"), &there));
    assert_int_equal(there, 0);
    assert_ok(db_get_int(db, SQL("SELECT count(*) FROM thing WHERE id IN (20, 21)"), &there));
    assert_int_equal(there, 2);
    assert_false(db_is_broken(db));
}

/* ---- reading ---------------------------------------------------------------------------------- */

static void fill(struct db *db, int rows)
{
    assert_ok(db_begin(db));
    for (int i = 1; i <= rows; i++) {
        assert_ok(insert(db, i, STR_NONE));
    }
    assert_ok(db_commit(db));
}

static int64_t read_sum(struct db *db, struct sql sql, int look_every)
{
    int64_t sum = 0;
    struct db_stmt *stmt = prepared(db, sql);
    db_bind_int(stmt, 1, 0);
    while (step(stmt)) {
        sum += db_column_int(stmt, 0);
        if (look_every > 0 && db_column_int(stmt, 0) % look_every == 0) {
            /* Another statement while this one is read. */
            struct db_stmt *look = prepared(db, SQL("SELECT id FROM thing WHERE id = ?1"));
            db_bind_int(look, 1, db_column_int(stmt, 0));
            assert_true(step(look));
            assert_int_equal(db_column_int(look, 0), db_column_int(stmt, 0));
            db_reset(look);
        }
    }
    return sum;
}

static void test_streams(void **state)
{
    struct db *db = *state;
    static const struct sql stream = SQL_INIT("/*stream*/ SELECT id FROM thing WHERE id > ?1 ORDER BY id");
    static const struct sql whole = SQL_INIT("SELECT id FROM thing WHERE id > ?1 ORDER BY id");
    enum { ROWS = 15000 };
    const int64_t sum = (int64_t)ROWS * (ROWS + 1) / 2;
    fill(db, ROWS);
    assert_int_equal(read_sum(db, whole, 100), sum);
    assert_int_equal(read_sum(db, stream, 100), sum);
    assert_ok(db_begin_read(db));
    assert_int_equal(read_sum(db, stream, 100), sum);
    assert_int_equal(read_sum(db, stream, 0), sum);
    struct db_stmt *stmt = prepared(db, stream);
    db_bind_int(stmt, 1, 7);
    assert_true(step(stmt));
    assert_int_equal(db_column_int(stmt, 0), 8);
    db_reset(stmt);
    db_bind_int(stmt, 1, 9);
    assert_true(step(stmt));
    assert_int_equal(db_column_int(stmt, 0), 10);
    /* Left open: the end of the transaction ends it. */
    assert_ok(db_commit(db));
    assert_int_equal(read_sum(db, stream, 0), sum);
    assert_ok(db_begin(db));
    assert_ok(insert(db, ROWS + 1, STR_NONE));
    assert_ok(db_commit(db));
}

/* A savepoint that is taken back does not end the reading around it. */
static void test_reading_around_savepoints(void **state)
{
    struct db *db = *state;
    static const struct sql all[] = {
        SQL_INIT("/*stream*/ SELECT id FROM thing WHERE id <= ?1 ORDER BY id"),
        SQL_INIT("SELECT id FROM thing WHERE id <= ?1 ORDER BY id"),
    };
    fill(db, 12000);
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        int64_t rows = 0;
        assert_ok(db_begin(db));
        struct db_stmt *stmt = prepared(db, all[i]);
        db_bind_int(stmt, 1, 12000);
        while (step(stmt)) {
            rows++;
            if (rows % 1000 == 0) {
                assert_ok(db_savepoint(db));
                assert_ok(insert(db, 20000, STR_NONE));
                assert_err(insert(db, 20000, STR_NONE), ERR_EXISTS);
                db_rollback_savepoint(db);
            }
        }
        assert_ok(db_commit(db));
        assert_int_equal(rows, 12000);
    }
    assert_int_equal(count(db), 12000);
}

static void test_snapshot(void **state)
{
    struct db *db = *state;
    struct db *reader = store_other(DB_READ);
    assert_ok(insert(db, 1, S("a")));
    assert_ok(db_begin_read(reader));
    assert_int_equal(count(reader), 1);
    assert_ok(insert(db, 2, S("b")));
    assert_int_equal(count(reader), 1);
    assert_ok(db_commit(reader));
    assert_int_equal(count(reader), 2);
    assert_err(insert(reader, 3, S("c")), ERR_READ_ONLY);
    assert_int_equal(db_engine(reader), store_is_postgres() ? DB_POSTGRES : DB_SQLITE);
    assert_string_equal(db_url(reader), store_url());
    db_close(reader);
}

static void test_deadline(void **state)
{
    struct db *db = *state;
    int64_t value;
    static const struct sql slow = SQL_INIT("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000000) "
                                            "SELECT count(*) FROM n");
    int64_t start = clock_monotonic();
    db_set_deadline(db, 150);
    assert_err(db_get_int(db, slow, &value), ERR_BUSY);
    int64_t took = clock_monotonic() - start;
    assert_true(took > 100000);
    assert_true(took < 3000000);
    assert_ok(db_begin(db));
    assert_ok(insert(db, 1, S("a")));
    assert_err(db_get_int(db, slow, &value), ERR_BUSY);
    db_rollback(db);
    db_set_deadline(db, 0);
    assert_ok(db_get_int(db, SQL("SELECT count(*) FROM thing"), &value));
    assert_int_equal(value, 0);
}

static void test_plan(void **state)
{
    struct db *db = *state;
    struct str plan;
    assert_ok(db_plan(db, SQL("SELECT id FROM part WHERE thing = ?1"), &store_arena, &plan));
    assert_true(str_find(plan, S("part_thing")) != SIZE_MAX);
    assert_ok(db_plan(db, SQL("SELECT id FROM thing WHERE amount = ?1"), &store_arena, &plan));
    assert_true(str_find(plan, store_is_postgres() ? S("Seq Scan") : S("SCAN")) != SIZE_MAX);
    assert_int_not_equal(db_plan(db, SQL("SELECT id FROM nowhere"), &store_arena, &plan), ERR_OK);
    assert_ok(insert(db, 1, S("a")));
}

static void test_check(void **state)
{
    struct db *db = *state;
    struct str report;
    int findings = -1;
    assert_ok(db_check(db, &store_arena, &report, &findings));
    assert_int_equal(findings, 0);
    if (store_is_postgres()) {
        assert_ok(db_execute(db, SQL("ALTER TABLE scoped NO FORCE ROW LEVEL SECURITY")));
    } else {
        assert_ok(db_execute(db, SQL("PRAGMA foreign_keys=OFF; INSERT INTO part (id, thing) VALUES (1, 99); "
                                     "PRAGMA foreign_keys=ON")));
    }
    assert_ok(db_check(db, &store_arena, &report, &findings));
    assert_int_equal(findings, 1);
    assert_true(str_find(report, store_is_postgres() ? S("scoped") : S("part")) != SIZE_MAX);
}

/* ---- PostgreSQL only ---------------------------------------------------------------------------- */

static enum err insert_scoped(struct db *db, struct id agency)
{
    struct db_stmt *stmt;
    TRY(db_prepare(db, SQL("INSERT INTO scoped (agency, id) VALUES (?1, 1)"), &stmt));
    db_bind_id(stmt, 1, agency);
    return db_run(stmt);
}

static int64_t count_scoped(struct db *db, bool set, struct id low, struct id high)
{
    int64_t value = -1;
    assert_ok(db_begin(db));
    if (set) {
        assert_ok(db_set_scope(db, low, high));
    }
    assert_ok(db_get_int(db, SQL("SELECT count(*) FROM scoped"), &value));
    assert_ok(db_commit(db));
    return value;
}

static void test_scope(void **state)
{
    struct db *db = *state;
    for (uint8_t agency = 1; agency <= 3; agency++) {
        assert_ok(db_begin(db));
        assert_ok(db_set_scope(db, id_of(agency), id_of(agency)));
        assert_ok(insert_scoped(db, id_of(agency)));
        assert_ok(db_commit(db));
    }
    assert_int_equal(count_scoped(db, true, id_of(0), id_of(0xff)), 3);
    if (!store_is_postgres()) {
        assert_int_equal(count_scoped(db, true, id_of(2), id_of(2)), 3);
        return;
    }
    assert_int_equal(count_scoped(db, true, id_of(2), id_of(2)), 1);
    assert_int_equal(count_scoped(db, true, id_of(2), id_of(3)), 2);
    assert_int_equal(count_scoped(db, true, id_of(4), id_of(9)), 0);
    assert_int_equal(count_scoped(db, false, ID_NONE, ID_NONE), 0);
    struct db *fresh = store_other(DB_READ);
    assert_int_equal(count_scoped(fresh, false, ID_NONE, ID_NONE), 0);
    db_close(fresh);
    assert_ok(db_begin(db));
    assert_ok(db_set_scope(db, id_of(2), id_of(2)));
    assert_err(insert_scoped(db, id_of(3)), ERR_DENIED);
    db_rollback(db);
    assert_err(insert_scoped(db, id_of(3)), ERR_DENIED);
    struct db_stmt *stmt = prepared(db, SQL("SELECT col_description('scoped'::regclass, 1), "
                                            "obj_description('thing'::regclass, 'pg_class')"));
    assert_true(step(stmt));
    assert_str(db_column_peek(stmt, 0), "whose");
    assert_str(db_column_peek(stmt, 1), "unscoped: a table for values of every type");
    db_reset(stmt);
}

/* Two connections that each wait for the other's row: one of them is told to try again, and its second attempt works. */
static void test_retry(void **state)
{
    struct db *db = *state;
    if (!store_is_postgres()) {
        skip();
    }
    struct db *other = store_other(DB_WRITE);
    assert_ok(insert(db, 1, S("a")));
    assert_ok(db_execute(db, SQL("UPDATE thing SET amount = 0")));
    assert_ok(db_execute(db, SQL("SET default_transaction_isolation = 'repeatable read'")));
    assert_ok(db_execute(other, SQL("SET default_transaction_isolation = 'repeatable read'")));
    assert_ok(db_begin(db));
    assert_ok(db_begin(other));
    assert_int_equal(count(db), 1);
    assert_int_equal(count(other), 1);
    assert_ok(db_execute(db, SQL("UPDATE thing SET amount = amount + 1 WHERE id = 1")));
    assert_ok(db_commit(db));
    assert_err(db_execute(other, SQL("UPDATE thing SET amount = amount + 1 WHERE id = 1")), ERR_RETRY);
    assert_err(db_commit(other), ERR_RETRY);
    assert_ok(db_begin(other));
    assert_ok(db_execute(other, SQL("UPDATE thing SET amount = amount + 1 WHERE id = 1")));
    assert_ok(db_commit(other));
    int64_t amount = -1;
    assert_ok(db_get_int(db, SQL("SELECT amount FROM thing WHERE id = 1"), &amount));
    assert_int_equal(amount, 2);
    db_close(other);
}

static void cut_off(struct db *db, struct db *killer)
{
    struct db_stmt *stmt = prepared(killer, SQL("SELECT pg_terminate_backend(?1::int)"));
    int64_t pid = 0;
    assert_ok(db_get_int(db, SQL("SELECT pg_backend_pid()"), &pid));
    db_bind_int(stmt, 1, pid);
    assert_true(step(stmt));
    db_reset(stmt);
    usleep(100000);
}

static void test_lost_connection(void **state)
{
    struct db *db = *state;
    if (!store_is_postgres()) {
        skip();
    }
    struct db *killer = store_other(DB_WRITE);
    assert_ok(insert(db, 1, S("a")));
    cut_off(db, killer);
    /* Outside a transaction it is made again, and statements are prepared again. */
    assert_ok(db_begin(db));
    assert_ok(insert(db, 2, S("b")));
    cut_off(db, killer);
    assert_err(insert(db, 3, S("c")), ERR_RETRY);
    assert_err(db_commit(db), ERR_RETRY);
    assert_ok(db_begin(db));
    assert_ok(insert(db, 2, S("b")));
    cut_off(db, killer);
    assert_err(db_commit(db), ERR_UNKNOWN);
    assert_ok(db_begin(db));
    assert_int_equal(count(db), 1);
    assert_ok(db_commit(db));
    db_close(killer);
}

static void test_superuser_is_refused(void **state)
{
    struct db *db = *state;
    const char *url = getenv("ADELANTE_TEST_SUPERUSER");
    if (!store_is_postgres() || url == NULL) {
        skip();
    }
    struct db *other = NULL;
    struct text problem = TEXT_NONE;
    assert_err(db_open(url, DB_CREATE, &store_arena, &other, &problem), ERR_DENIED);
    assert_null(other);
    assert_non_null(strstr(problem.en, "row level security"));
    assert_ok(insert(db, 1, S("a")));
}

/* ---- SQLite only ---------------------------------------------------------------------------------- */

static void test_lock(void **state)
{
    struct db *db = *state;
    struct db *other = NULL;
    struct text problem = TEXT_NONE;
    if (store_is_postgres()) {
        assert_int_equal(db_lock_holder(store_url()), 0);
        return;
    }
    assert_int_equal(db_lock_holder(store_url()), getpid());
    assert_err(db_open(store_url(), DB_WRITE, &store_arena, &other, &problem), ERR_LOCKED);
    char number[32];
    snprintf(number, sizeof(number), "%d", getpid());
    assert_non_null(strstr(problem.en, number));
    assert_err(db_open(store_url(), DB_CREATE, &store_arena, &other, &problem), ERR_LOCKED);
    assert_ok(db_open(store_url(), DB_READ, &store_arena, &other, &problem));
    db_close(other);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        enum err err = db_open(store_url(), DB_WRITE, &store_arena, &other, &problem);
        _exit(err == ERR_LOCKED && db_lock_holder(store_url()) == getppid() ? 0 : 1);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    db_close(db);
    assert_int_equal(db_lock_holder(store_url()), 0);
    assert_ok(db_open(store_url(), DB_WRITE, &store_arena, &other, &problem));
    *state = other;
}

static void test_files_that_are_not_ours(void **state)
{
    if (store_is_postgres()) {
        skip();
    }
    struct db *other = NULL;
    struct text problem = TEXT_NONE;
    const char *path = str_format(&store_arena, "%s-strange", store_url()).ptr;
    assert_err(db_open(path, DB_WRITE, &store_arena, &other, &problem), ERR_NOT_FOUND);
    assert_err(db_open(path, DB_READ, &store_arena, &other, &problem), ERR_NOT_FOUND);
    int descriptor = open(path, O_WRONLY | O_CREAT, 0600);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(write(descriptor, "not a database ", 15), 15);
    }
    close(descriptor);
    assert_err(db_open(path, DB_CREATE, &store_arena, &other, &problem), ERR_CORRUPT);
    store_remove(path);
    /* A database of another program. */
    assert_ok(db_open(path, DB_CREATE, &store_arena, &other, &problem));
    assert_ok(db_execute(other, SQL("PRAGMA application_id=7")));
    db_close(other);
    assert_err(db_open(path, DB_CREATE, &store_arena, &other, &problem), ERR_CORRUPT);
    assert_non_null(strstr(problem.en, "not a database of Adelante"));
    store_remove(path);
    struct stat info;
    assert_int_equal(stat(store_url(), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    (void)state;
}

static void test_pragmas(void **state)
{
    struct db *db = *state;
    if (store_is_postgres()) {
        skip();
    }
    static const struct {
        struct sql sql;
        int64_t want;
    } all[] = {
        {SQL_INIT("PRAGMA synchronous"), 2},  {SQL_INIT("PRAGMA foreign_keys"), 1},    {SQL_INIT("PRAGMA trusted_schema"), 0},
        {SQL_INIT("PRAGMA secure_delete"), 1}, {SQL_INIT("PRAGMA cell_size_check"), 1}, {SQL_INIT("PRAGMA user_version"), 1},
        {SQL_INIT("PRAGMA application_id"), 0x41444C54},
    };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        int64_t value = -1;
        assert_ok(db_get_int(db, all[i].sql, &value));
        assert_int_equal(value, all[i].want);
    }
    struct db_stmt *stmt = prepared(db, SQL("PRAGMA journal_mode"));
    assert_true(step(stmt));
    assert_str(db_column_peek(stmt, 0), "wal");
    db_reset(stmt);
    /* "text" in double quotes is not silently a string. */
    assert_err(db_prepare(db, SQL("SELECT \"nothing\" FROM thing"), &stmt), ERR_INTERNAL);
    assert_false(db_space_below(db, 0));
    assert_true(db_space_below(db, 101));
}

static void test_backup(void **state)
{
    struct db *db = *state;
    const char *path = str_format(&store_arena, "%s-copy", store_url()).ptr;
    if (store_is_postgres()) {
        assert_err(db_backup(db, path), ERR_USAGE);
        return;
    }
    fill(db, 1000);
    struct db *reader = store_other(DB_READ);
    assert_ok(db_backup(reader, path));
    assert_err(insert(reader, 5000, STR_NONE), ERR_READ_ONLY);
    db_close(reader);
    assert_err(db_backup(db, path), ERR_EXISTS);
    struct db *copy = NULL;
    struct text problem;
    assert_ok(db_open(path, DB_READ, &store_arena, &copy, &problem));
    assert_int_equal(count(copy), 1000);
    db_close(copy);
    assert_ok(db_open(path, DB_WRITE, &store_arena, &copy, &problem));
    assert_ok(insert(copy, 2000, STR_NONE));
    db_close(copy);
    store_remove(path);
}

/* A page of the file is overwritten: reading says so, and the connection writes no more. */
static void test_damage_is_noticed(void **state)
{
    struct db *db = *state;
    if (store_is_postgres()) {
        skip();
    }
    fill(db, 5000);
    db_close(db);
    *state = NULL;
    int descriptor = open(store_url(), O_WRONLY);
    char rubbish[4096];
    memset(rubbish, 0x5a, sizeof(rubbish));
    for (off_t page = 6; page < 14; page++) {
        assert_int_equal(pwrite(descriptor, rubbish, sizeof(rubbish), page * 4096), 4096);
    }
    close(descriptor);
    db = store_other(DB_WRITE);
    struct db_stmt *stmt = prepared(db, SQL("SELECT sum(id + coalesce(amount, 0)) FROM thing"));
    bool row;
    assert_err(db_step(stmt, &row), ERR_CORRUPT);
    assert_true(db_is_broken(db));
    assert_err(insert(db, 9000, STR_NONE), ERR_IO);
    assert_err(db_begin(db), ERR_IO);
    db_close(db);
    *state = NULL;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_values),
        TEST(test_nulls),
        TEST(test_blob_of_every_byte),
        TEST(test_statements_are_cached),
        TEST(test_constraints),
        TEST(test_transactions),
        TEST(test_error_inside_transaction),
        TEST(test_gathering),
        TEST(test_gathered_failure),
        TEST(test_seams),
        TEST(test_streams),
        TEST(test_reading_around_savepoints),
        TEST(test_snapshot),
        TEST(test_deadline),
        TEST(test_plan),
        TEST(test_check),
        TEST(test_scope),
        TEST(test_retry),
        TEST(test_lost_connection),
        TEST(test_superuser_is_refused),
        TEST(test_lock),
        TEST(test_files_that_are_not_ours),
        TEST(test_pragmas),
        TEST(test_backup),
        TEST(test_damage_is_noticed),
    };
    log_set_level(LOG_ERROR);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
