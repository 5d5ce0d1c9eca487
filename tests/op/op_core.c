#include "op.h"

#include "app/registry.h"
#include "base/seam.h"
#include "client/person.h"
#include "core/audit.h"

#include <pthread.h>

/* What every operation goes through, whatever it does: keys, dry runs, conflicts, scope, permission, audit, faults of the
 * engine, and many writers at once. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor director = {.role = ROLE_DIRECTOR, .name = {"directora", 9}, .origin = {"web", 3}};
static struct actor adviser = {.role = ROLE_ADVISER, .name = {"asesora", 7}, .origin = {"web", 3}};
static struct actor stranger = {.role = ROLE_DIRECTOR, .name = {"ajeno", 5}, .origin = {"web", 3}};
static struct actor nobody = {.role = ROLE_NONE, .name = {"nadie", 5}, .origin = {"web", 3}};

static void place(struct actor *actor, const struct record *unit)
{
    actor->agency = unit->agency;
    actor->unit = unit->id;
    actor->user = id_new();
}

static void make_units(void)
{
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\"}");
    place(&director, op_out);
    place(&adviser, op_out);
    op_do(&local, "unit.add", "{\"code\":\"OTRA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    place(&stranger, op_out);
    op_do(&local, "staff.add", "{\"code\":\"ST-1\",\"unit\":\"ADEL\",\"name\":\"Ana Ramos\"}");
    adviser.staff = ((const struct record *)op_out)->id;
    op_do(&local, "staff.add", "{\"code\":\"ST-2\",\"unit\":\"ADEL\",\"name\":\"Luis Coto\"}");
}

static int open_inline(void **state)
{
    (void)state;
    secret_init();
    registry_start();
    op_open(RUNNER_INLINE);
    make_units();
    return 0;
}

static int open_serving(void **state)
{
    (void)state;
    secret_init();
    registry_start();
    op_open(RUNNER_INLINE);
    make_units();
    runner_close(op_runner);
    struct text problem = TEXT_NONE;
    return runner_open(store_url(), RUNNER_SERVING, &op_arena, &op_runner, &problem) == ERR_OK ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    op_close();
    return 0;
}

/* The same with an idempotency key, and perhaps without keeping it. */
static enum err ask_with_key(const struct actor *actor, const char *name, const char *json, const char *key, bool dry_run)
{
    const struct op *op = op_find(str_of(name));
    op_call = (struct call){.arena = &op_arena,
                            .actor = *actor,
                            .want_json = true,
                            .request_id = str_of(key),
                            .body_hash = hash_of(str_of(json)),
                            .dry_run = dry_run,
                            .fault = {.arena = &op_arena}};
    void *in = shape_new(&op_arena, op->input);
    bool *given = ARENA_ARRAY(&op_arena, bool, op->input->count + 1);
    op_out = shape_new(&op_arena, op->output);
    enum err err = op_read_input(&op_call.fault, op, str_of(json), "USD", in, given);
    op_call.given = given;
    return err != ERR_OK ? err : op_run(op_runner, &op_call, op, in, op_out);
}

static size_t count_persons(const struct actor *actor)
{
    op_do(actor, "person.list", "{\"limit\":500}");
    return ((const struct list *)op_out)->rows.len;
}

/* The number of findings in the audit of the whole database, and of its records. */
static int audit_findings(int64_t *records)
{
    struct db *db = NULL;
    struct buf report = BUF(&op_arena);
    int findings = 0;
    *records = 0;
    static const struct id lowest = {{0}};
    struct id highest;
    memset(highest.bytes, 255, sizeof highest.bytes);
    assert_int_equal(db_open(store_url(), DB_READ, &op_arena, &db, NULL), ERR_OK);
    assert_int_equal(db_begin_read(db), ERR_OK);
    assert_int_equal(db_set_scope(db, lowest, highest), ERR_OK);
    assert_int_equal(audit_verify(db, &op_arena, &report, &findings, records), ERR_OK);
    db_rollback(db);
    db_close(db);
    return findings;
}

/* ---- keys --------------------------------------------------------------------------------------- */

static void a_key_gives_the_first_answer_again(void **state)
{
    (void)state;
    const char *json = "{\"given_names\":\"Rosa\",\"surnames\":\"Amaya\",\"district\":\"1408\"}";
    size_t before = count_persons(&director);
    assert_int_equal(ask_with_key(&director, "person.add", json, "k-1", false), ERR_OK);
    struct str first = op_call.answer_json;
    assert_false(op_call.replayed);
    assert_int_equal(ask_with_key(&director, "person.add", json, "k-1", false), ERR_OK);
    assert_true(op_call.replayed);
    assert_true(str_eq(first, op_call.answer_json));
    assert_int_equal(count_persons(&director), before + 1);
    /* another body under the same key, and the same key of somebody else */
    const char *other = "{\"given_names\":\"Rosa\",\"surnames\":\"Otra\",\"district\":\"1408\"}";
    assert_int_equal(ask_with_key(&director, "person.add", other, "k-1", false), ERR_REQUEST_REUSED);
    assert_int_equal(ask_with_key(&adviser, "person.add", other, "k-1", false), ERR_OK);
    assert_false(op_call.replayed);
    assert_int_equal(count_persons(&director), before + 2);
}

static void a_refused_key_may_be_used_again(void **state)
{
    (void)state;
    assert_int_equal(ask_with_key(&director, "person.add", "{\"given_names\":\"Sin apellido\"}", "k-2", false), ERR_INVALID);
    const char *json = "{\"given_names\":\"Con\",\"surnames\":\"Apellido\",\"district\":\"1408\"}";
    assert_int_equal(ask_with_key(&director, "person.add", json, "k-2", false), ERR_OK);
    assert_int_equal(ask_with_key(&director, "person.add", json, "con espacio", false), ERR_INVALID);
}

static void a_dry_run_leaves_nothing(void **state)
{
    (void)state;
    int64_t records = 0;
    assert_int_equal(audit_findings(&records), 0);
    size_t before = count_persons(&director);
    const char *json = "{\"given_names\":\"Ensayo\",\"surnames\":\"Nada\",\"district\":\"1408\"}";
    assert_int_equal(ask_with_key(&director, "person.add", json, "k-3", true), ERR_OK);
    int64_t after = 0;
    assert_int_equal(audit_findings(&after), 0);
    assert_int_equal(after, records);
    assert_int_equal(count_persons(&director), before);
    assert_int_equal(ask_with_key(&director, "person.add", json, "k-3", false), ERR_OK);
    assert_false(op_call.replayed);
}

/* ---- two people, one record ----------------------------------------------------------------------- */

static void changes_of_different_fields_are_both_kept(void **state)
{
    (void)state;
    op_do(&director, "person.add", "{\"code\":\"P-A\",\"given_names\":\"Marta\",\"surnames\":\"Lazo\",\"district\":\"1408\"}");
    op_do(&director, "person.set", "{\"code\":\"P-A\",\"version\":1,\"surnames\":\"Lazo de Ruiz\"}");
    op_do(&director, "person.set", "{\"code\":\"P-A\",\"version\":1,\"email\":\"marta@example.org\"}");
    op_says("\"surnames\":\"Lazo de Ruiz\"");
    op_says("\"email\":\"marta@example.org\"");
    op_says("\"version\":3");
    op_fails(&director, "person.set", "{\"code\":\"P-A\",\"version\":1,\"surnames\":\"Lazo Amaya\"}", ERR_CONFLICT);
    assert_int_equal(op_call.fault.count, 1);
    assert_true(str_eq(op_call.fault.items[0].field, S("surnames")));
    assert_true(str_find(str_of(op_call.fault.items[0].rule.es), S("Lazo de Ruiz")) != SIZE_MAX);
    assert_true(str_find(str_of(op_call.fault.items[0].rule.en), S("directora")) != SIZE_MAX);
    /* the same value is no conflict */
    op_do(&director, "person.set", "{\"code\":\"P-A\",\"version\":1,\"surnames\":\"Lazo de Ruiz\"}");
    op_fails(&director, "person.set", "{\"code\":\"P-A\",\"version\":9,\"surnames\":\"X\"}", ERR_CONFLICT);
}

static void an_annulled_record_is_not_changed(void **state)
{
    (void)state;
    op_do(&director, "person.add", "{\"code\":\"P-B\",\"given_names\":\"Elsa\",\"surnames\":\"Mejía\",\"district\":\"1408\"}");
    op_fails(&director, "person.annul", "{\"code\":\"P-B\"}", ERR_INVALID);
    op_fails(&director, "person.annul", "{\"code\":\"P-B\",\"reason\":\"Repetida\",\"version\":2}", ERR_CONFLICT);
    op_do(&director, "person.annul", "{\"code\":\"P-B\",\"reason\":\"Repetida\",\"version\":1}");
    op_says("\"annulled\":true");
    op_refused(&director, "person.set", "{\"code\":\"P-B\",\"version\":2,\"surnames\":\"Otra\"}", "code", "anulado");
}

/* ---- who reaches what ------------------------------------------------------------------------------- */

static void another_agency_does_not_exist(void **state)
{
    (void)state;
    op_do(&director, "person.add", "{\"code\":\"P-C\",\"given_names\":\"Iris\",\"surnames\":\"Canales\",\"district\":\"1408\"}");
    op_fails(&stranger, "person.get", "{\"code\":\"P-C\"}", ERR_NOT_FOUND);
    op_fails(&stranger, "person.get", "{\"code\":\"ADEL/P-C\"}", ERR_NOT_FOUND);
    op_fails(&stranger, "person.set", "{\"code\":\"P-C\",\"version\":1,\"surnames\":\"Robada\"}", ERR_NOT_FOUND);
    op_fails(&stranger, "person.annul", "{\"code\":\"P-C\",\"reason\":\"robo\"}", ERR_NOT_FOUND);
    assert_int_equal(count_persons(&stranger), 0);
    op_refused(&stranger, "session.add",
               "{\"date\":\"2026-01-05\",\"kind\":\"advice_business\",\"modality\":\"office\",\"persons\":[\"P-C\"],"
               "\"contact_minutes\":30,\"state\":\"held\"}",
               "persons", "No hay un registro");
    /* the same code in the other agency is another record */
    op_do(&stranger, "person.add", "{\"code\":\"P-C\",\"given_names\":\"Otra\",\"surnames\":\"Persona\",\"district\":\"0101\"}");
    op_do(&stranger, "person.get", "{\"code\":\"P-C\"}");
    op_says("\"surnames\":\"Persona\"");
    op_fails(&local, "person.get", "{\"code\":\"P-C\"}", ERR_INVALID); /* the operator of the machine must say whose */
    op_do(&local, "person.get", "{\"code\":\"ADEL/P-C\"}");
    op_says("\"surnames\":\"Canales\"");
}

static void roles_are_held_to_their_permissions(void **state)
{
    (void)state;
    op_fails(&nobody, "person.list", "{}", ERR_UNAUTHENTICATED);
    op_do(&director, "person.add",
          "{\"code\":\"P-D\",\"given_names\":\"Olga\",\"surnames\":\"Reyes\",\"district\":\"1408\",\"adviser\":\"ST-2\"}");
    op_fails(&adviser, "person.annul", "{\"code\":\"P-D\",\"reason\":\"no puede\"}", ERR_DENIED);
    op_fails(&adviser, "unit.add", "{\"code\":\"X\",\"kind\":\"centre\",\"name\":\"X\"}", ERR_DENIED);
    /* reads her unit's clients, changes her own */
    op_do(&adviser, "person.get", "{\"code\":\"P-D\"}");
    op_fails(&adviser, "person.set", "{\"code\":\"P-D\",\"version\":1,\"surnames\":\"Cambiada\"}", ERR_DENIED);
    op_do(&director, "person.set", "{\"code\":\"P-D\",\"version\":1,\"adviser\":\"ST-1\"}");
    op_do(&adviser, "person.set", "{\"code\":\"P-D\",\"version\":2,\"surnames\":\"Reyes Paz\"}");
}

/* ---- the audit ----------------------------------------------------------------------------------------- */

/* A statement outside the program, as somebody with the file in her hands would run it. */
static void meddle(struct sql sql)
{
    struct db *db = NULL;
    static const struct id lowest = {{0}};
    struct id highest;
    memset(highest.bytes, 255, sizeof highest.bytes);
    runner_close(op_runner);
    assert_int_equal(db_open(store_url(), DB_WRITE, &op_arena, &db, NULL), ERR_OK);
    assert_int_equal(db_begin(db), ERR_OK);
    assert_int_equal(db_set_scope(db, lowest, highest), ERR_OK);
    struct db_stmt *stmt;
    assert_int_equal(db_prepare(db, sql, &stmt), ERR_OK);
    assert_int_equal(db_run(stmt), ERR_OK);
    assert_int_equal(db_commit(db), ERR_OK);
    db_close(db);
    struct text problem = TEXT_NONE;
    assert_int_equal(runner_open(store_url(), RUNNER_INLINE, &op_arena, &op_runner, &problem), ERR_OK);
}

static void every_change_is_noticed_by_the_audit(void **state)
{
    (void)state;
    int64_t records = 0;
    op_do(&director, "person.add", "{\"given_names\":\"Alba\",\"surnames\":\"Sorto\",\"district\":\"1408\"}");
    assert_int_equal(audit_findings(&records), 0);
    assert_true(records > 0);
    meddle(SQL("UPDATE audit SET actor = 'otra' WHERE seq = 2"));
    assert_true(audit_findings(&records) > 0);
    meddle(SQL("UPDATE audit SET actor = (SELECT a.actor FROM audit a WHERE a.agency = audit.agency AND a.seq = 1) WHERE seq = 2"));
    meddle(SQL("UPDATE audit_value SET body = '{}' WHERE seq = 1"));
    assert_true(audit_findings(&records) > 0);
}

static void reading_a_person_leaves_an_access_record(void **state)
{
    (void)state;
    op_do(&director, "person.add", "{\"code\":\"P-E\",\"given_names\":\"Nora\",\"surnames\":\"Vanegas\",\"district\":\"1408\"}");
    struct db *db = NULL;
    static const struct sql count = SQL_INIT("SELECT count(*) FROM access WHERE subject = 'persons/P-E' /*scan*/");
    int64_t accesses = -1;
    op_do(&director, "person.get", "{\"code\":\"P-E\"}");
    op_do(&director, "person.list", "{}");
    assert_int_equal(db_open(store_url(), DB_READ, &op_arena, &db, NULL), ERR_OK);
    assert_int_equal(db_begin_read(db), ERR_OK);
    assert_int_equal(db_set_scope(db, director.agency, director.agency), ERR_OK);
    assert_int_equal(db_get_int(db, count, &accesses), ERR_OK);
    db_close(db);
    assert_int_equal(accesses, 1);
}

/* ---- when the engine fails ------------------------------------------------------------------------------- */

static void the_nth_call_fails_and_nothing_is_half_done(void **state)
{
    (void)state;
    size_t before = count_persons(&director);
    int64_t records = 0;
    assert_int_equal(audit_findings(&records), 0);
    enum err err = ERR_INTERNAL;
    int n = 0;
    while (err != ERR_OK && n < 200) {
        seam_fail(SEAM_DB, ++n);
        err = ask_with_key(&director, "person.add", "{\"given_names\":\"Falla\",\"surnames\":\"Provocada\",\"district\":\"1408\"}", "k-9", false);
        seam_fail(SEAM_DB, 0);
        int64_t now = 0;
        assert_int_equal(audit_findings(&now), 0);
        assert_int_equal(now, err == ERR_OK ? records + 1 : records);
        assert_int_equal(count_persons(&director), err == ERR_OK ? before + 1 : before);
    }
    assert_int_equal(err, ERR_OK);
    assert_true(n > 5);
}

static void an_unknown_commit_is_looked_up(void **state)
{
    (void)state;
    for (int nth = 1; nth <= 2; nth++) {
        char json[200];
        char key[16];
        size_t before = count_persons(&director);
        snprintf(json, sizeof json, "{\"given_names\":\"Duda\",\"surnames\":\"Número %d\",\"district\":\"1408\"}", nth);
        snprintf(key, sizeof key, "k-u-%d", nth);
        /* The answer of the first or second COMMIT is lost; whether it happened is found out by the key. */
        seam_fail(SEAM_COMMIT, nth);
        enum err err = ask_with_key(&director, "person.add", json, key, false);
        seam_fail(SEAM_COMMIT, 0);
        assert_int_equal(err, ERR_OK);
        assert_int_equal(count_persons(&director), before + 1);
        assert_int_equal(ask_with_key(&director, "person.add", json, key, false), ERR_OK);
        assert_true(op_call.replayed);
        assert_int_equal(count_persons(&director), before + 1);
    }
}

/* ---- many at once -------------------------------------------------------------------------------------------- */

#define WRITERS 12
#define WRITES 25

static void *write_many(void *argument)
{
    int writer = *(const int *)argument;
    struct arena arena = {0};
    const struct op *op = op_find(S("person.add"));
    int *done = calloc(1, sizeof *done);
    for (int i = 0; i < WRITES; i++) {
        struct person *in = shape_new(&arena, op->input);
        struct person *out = shape_new(&arena, op->output);
        struct call call = {.arena = &arena, .actor = director, .fault = {.arena = &arena}};
        bool bad = i % 5 == 4;
        in->given_names = str_format(&arena, "Persona %d", i);
        in->surnames = bad ? STR_NONE : str_format(&arena, "Escritora %d", writer);
        in->district = S("1408");
        enum err err = op_run(op_runner, &call, op, in, out);
        *done += err == ERR_OK;
        if ((err == ERR_OK) == bad) {
            *done = -1000000;
        }
        arena_reset(&arena);
    }
    arena_release(&arena);
    runner_thread_done(op_runner);
    return done;
}

static void many_writers_each_get_their_own_answer(void **state)
{
    (void)state;
    pthread_t threads[WRITERS];
    int numbers[WRITERS];
    int64_t before = 0;
    assert_int_equal(audit_findings(&before), 0);
    for (int i = 0; i < WRITERS; i++) {
        numbers[i] = i;
        assert_int_equal(pthread_create(&threads[i], NULL, write_many, &numbers[i]), 0);
    }
    int64_t written = 0;
    for (int i = 0; i < WRITERS; i++) {
        void *done = NULL;
        pthread_join(threads[i], &done);
        written += *(int *)done;
        free(done);
    }
    assert_int_equal(written, WRITERS * WRITES * 4 / 5);
    int64_t after = 0;
    assert_int_equal(audit_findings(&after), 0);
    assert_int_equal(after - before, written);
    assert_int_equal(count_persons(&director), written);
}

int main(void)
{
    const struct CMUnitTest one[] = {
        cmocka_unit_test(a_key_gives_the_first_answer_again),
        cmocka_unit_test(a_refused_key_may_be_used_again),
        cmocka_unit_test(a_dry_run_leaves_nothing),
        cmocka_unit_test(changes_of_different_fields_are_both_kept),
        cmocka_unit_test(an_annulled_record_is_not_changed),
        cmocka_unit_test(another_agency_does_not_exist),
        cmocka_unit_test(roles_are_held_to_their_permissions),
        cmocka_unit_test(reading_a_person_leaves_an_access_record),
        cmocka_unit_test(the_nth_call_fails_and_nothing_is_half_done),
        cmocka_unit_test(an_unknown_commit_is_looked_up),
        cmocka_unit_test(every_change_is_noticed_by_the_audit),
    };
    const struct CMUnitTest many[] = {cmocka_unit_test(many_writers_each_get_their_own_answer)};
    int failed = cmocka_run_group_tests(one, open_inline, close_all);
    return failed + cmocka_run_group_tests(many, open_serving, close_all);
}
