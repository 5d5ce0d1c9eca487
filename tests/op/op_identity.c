#include "op.h"

#include "app/registry.h"
#include "base/seam.h"
#include "client/client.h"
#include "client/identity.h"
#include "core/audit.h"
#include "exchange/export_ops.h"
#include "exchange/import_ops.h"
#include "results/facts.h"
#include "results/statement.h"

#include <fcntl.h>
#include <unistd.h>

/* Identities across agencies: who may join what, what counts where, and that unmerging undoes it. Two agencies in a network and
 * one outside it; the records have the same codes in both agencies, as numbers of their own would. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor national = {.role = ROLE_NATIONAL_READER, .name = {"lectora", 7}, .origin = {"web", 3}};
static struct actor network = {.role = ROLE_DIRECTOR, .name = {"directora de la red", 19}, .origin = {"web", 3}};
static struct actor north = {.role = ROLE_DIRECTOR, .name = {"directora", 9}, .origin = {"web", 3}};
static struct actor south = {.role = ROLE_DIRECTOR, .name = {"director", 8}, .origin = {"web", 3}};

static struct str first_code; /* of the first merge */

static void place(struct actor *actor, const struct record *unit)
{
    actor->agency = unit->agency;
    actor->unit = unit->id;
    actor->user = id_new();
}

#define SHARED 5 /* as many as a reader of aggregates may see of one agency */

static void make_clients(const char *agency, const char *adviser, int hours)
{
    char json[500];
    for (int i = 1; i <= SHARED + 2; i++) {
        snprintf(json, sizeof json, "{\"code\":\"E-%d\",\"unit\":\"%s\",\"name\":\"Taller %d de %s\",\"district\":\"1408\"}", i, agency, i, agency);
        op_do(&local, "enterprise.add", json);
        if (i > SHARED) {
            continue;
        }
        for (int hour = 0; hour < hours; hour++) {
            snprintf(json, sizeof json,
                     "{\"unit\":\"%s\",\"date\":\"2026-%02d-05\",\"kind\":\"advice_business\",\"modality\":\"office\",\"adviser\":\"%s\","
                     "\"contact_minutes\":60,\"enterprises\":[\"E-%d\"],\"state\":\"held\"}", agency, hour + 1, adviser, i);
            op_do(&local, "session.add", json);
        }
    }
    for (int i = 1; i <= 2; i++) {
        snprintf(json, sizeof json, "{\"code\":\"P-%d\",\"unit\":\"%s\",\"given_names\":\"Persona %d\",\"surnames\":\"De %s\",\"district\":\"1408\"}",
                 i, agency, i, agency);
        op_do(&local, "person.add", json);
    }
}

static int open_all(void **state)
{
    (void)state;
    secret_init();
    registry_start();
    clock_set(INT64_C(1798000000000000)); /* 2026-12-23 */
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"RED\",\"kind\":\"network\",\"name\":\"Red de prueba\",\"fiscal_year_start\":1}");
    place(&national, op_out);
    place(&network, op_out);
    op_do(&local, "unit.add", "{\"code\":\"NORTE\",\"kind\":\"agency\",\"name\":\"Agencia Norte\",\"parent\":\"RED\",\"fiscal_year_start\":1}");
    place(&north, op_out);
    op_do(&local, "unit.add", "{\"code\":\"SUR\",\"kind\":\"agency\",\"name\":\"Agencia Sur\",\"parent\":\"RED\",\"fiscal_year_start\":1}");
    place(&south, op_out);
    op_do(&local, "unit.add", "{\"code\":\"SOLA\",\"kind\":\"agency\",\"name\":\"Agencia sin red\"}");
    op_do(&local, "enterprise.add", "{\"code\":\"E-9\",\"unit\":\"SOLA\",\"name\":\"Taller de otra parte\",\"district\":\"1408\"}");
    op_do(&local, "unit.add", "{\"code\":\"CN\",\"kind\":\"centre\",\"name\":\"Centro Norte\",\"parent\":\"NORTE\"}");
    op_do(&local, "unit.add", "{\"code\":\"CS\",\"kind\":\"centre\",\"name\":\"Centro Sur\",\"parent\":\"SUR\"}");
    op_do(&local, "staff.add", "{\"code\":\"ST-N\",\"unit\":\"CN\",\"name\":\"Ana Prueba\"}");
    op_do(&local, "staff.add", "{\"code\":\"ST-S\",\"unit\":\"CS\",\"name\":\"Luis Prueba\"}");
    make_clients("CN", "ST-N", 3);
    make_clients("CS", "ST-S", 4);
    return 0;
}

static int close_all(void **state)
{
    facts_stop(op_runner);
    op_close();
    clock_set(0);
    return store_teardown(state);
}

static int64_t value_of(const char *code)
{
    const struct statement *statement = op_out;
    const struct statement_figure *figures = statement->figures.items;
    for (size_t i = 0; i < statement->figures.len; i++) {
        if (str_eq_c(figures[i].code, code)) {
            return figures[i].value.kind == VALUE_NONE ? -1 : figures[i].value.amount;
        }
    }
    fail();
    return -1;
}

/* A figure of 2026 for the actor's unit; -1: it has no value or is hidden. The facts of the one runner follow each change, those
 * of another are loaded anew: both must say the same. */
static int64_t figure(const struct actor *actor, const char *unit, const char *code)
{
    char json[200];
    snprintf(json, sizeof json, "{\"from\":\"2026-01-01\",\"to\":\"2026-12-31\",\"unit\":\"%s\"}", unit);
    op_do(actor, "results.statement", json);
    int64_t followed = value_of(code);
    struct runner *following = op_runner;
    struct text problem = TEXT_NONE;
    struct arena arena = {0};
    assert_int_equal(runner_open(store_url(), RUNNER_READING, &arena, &op_runner, &problem), ERR_OK);
    op_do(actor, "results.statement", json);
    facts_stop(op_runner);
    runner_close(op_runner);
    op_runner = following;
    arena_release(&arena);
    assert_int_equal(followed, value_of(code));
    return followed;
}

static size_t listed(const struct actor *actor, const char *kind)
{
    op_do(actor, "client.list", str_format(&op_arena, "{\"kind\":\"%s\",\"limit\":100}", kind).ptr);
    return ((const struct list *)op_out)->rows.len;
}

/* ---- who may ------------------------------------------------------------------------------------------------- */

static void an_agency_joins_its_own_records_only(void **state)
{
    (void)state;
    const char *merge = "{\"enterprises\":[\"E-1\",\"SUR/E-1\"],\"reason\":\"La misma\"}";
    op_refused(&north, "identity.merge", merge, "enterprises", "No hay un registro");
    op_refused(&north, "identity.add", "{\"kind\":\"enterprise\",\"enterprises\":[\"E-1\",\"SUR/E-1\"]}", "enterprises", "No hay un registro");
    op_refused(&north, "identity.add", "{\"unit\":\"RED\",\"kind\":\"enterprise\",\"enterprises\":[\"E-1\",\"E-2\"]}", "unit", "No hay un registro");
    op_fails(&national, "identity.merge", merge, ERR_DENIED);
    /* The operator reaches both, and still has to say that it is the network that joins them. */
    op_refused(&local, "identity.add", "{\"unit\":\"NORTE\",\"kind\":\"enterprise\",\"enterprises\":[\"E-1\",\"SUR/E-1\"]}", "enterprises",
               "de otra agencia");
    op_refused(&local, "identity.add", "{\"unit\":\"CN\",\"kind\":\"person\",\"persons\":[\"P-1\",\"SUR/P-1\"]}", "persons", "de otra agencia");
    op_refused(&local, "identity.add", "{\"unit\":\"RED\",\"kind\":\"enterprise\",\"enterprises\":[\"NORTE/E-1\",\"E-9\"]}", "enterprises",
               "de otra agencia");
    op_refused(&local, "identity.merge", "{\"enterprises\":[\"SOLA/E-9\",\"SUR/E-1\"],\"reason\":\"La misma\"}", "enterprises", "de otra agencia");
    op_refused(&network, "identity.add", "{\"kind\":\"enterprise\",\"enterprises\":[\"NORTE/E-1\",\"E-2\"]}", "enterprises", "Varias agencias");
    assert_int_equal(figure(&network, "RED", "clients_served"), 2 * SHARED);
}

/* ---- what counts ----------------------------------------------------------------------------------------------- */

/* Worked case 7 across agencies: three hours in one and four in the other. */
static void one_client_of_two_agencies(void **state)
{
    (void)state;
    assert_int_equal(figure(&network, "RED", "long_term_clients"), 0);
    assert_int_equal(listed(&network, "enterprise"), 2 * (SHARED + 2));
    op_do(&local, "identity.merge", "{\"enterprises\":[\"NORTE/E-1\",\"SUR/E-1\"],\"reason\":\"La misma empresa\"}");
    const struct identity *identity = op_out;
    assert_true(id_eq(identity->record.agency, network.agency));
    assert_true(str_eq(identity->record.unit.code, S("RED")));
    assert_true(identity->record.created_seq < 0); /* in the network's tree */
    first_code = str_format(&op_arena, "RED/" STR_FMT, STR_ARG(identity->record.code)); /* the north will have that number too */
    op_says("\"enterprises\":[\"NORTE/E-1\",\"SUR/E-1\"]");
    assert_int_equal(figure(&network, "RED", "long_term_clients"), 1);
    assert_int_equal(figure(&network, "RED", "clients_served"), 2 * SHARED - 1);
    assert_int_equal(figure(&network, "RED", "advice_hours"), 7 * SHARED * 100);
    assert_int_equal(figure(&north, "NORTE", "long_term_clients"), 0);
    assert_int_equal(figure(&south, "SUR", "long_term_clients"), 0);
    assert_int_equal(figure(&north, "NORTE", "clients_served"), SHARED);
    assert_int_equal(figure(&south, "SUR", "clients_served"), SHARED);
    /* A list of both shows it once; each agency's own shows its own record. */
    assert_int_equal(listed(&network, "enterprise"), 2 * (SHARED + 2) - 1);
    assert_int_equal(listed(&local, "enterprise"), 2 * (SHARED + 2));
    assert_int_equal(listed(&north, "enterprise"), SHARED + 2);
    assert_int_equal(listed(&south, "enterprise"), SHARED + 2);
}

static void a_national_reader_sees_the_union(void **state)
{
    (void)state;
    char json[200];
    assert_int_equal(figure(&national, "RED", "long_term_clients"), 1);
    for (int i = 2; i <= SHARED; i++) {
        /* by the network's director, at her unit */
        snprintf(json, sizeof json, "{\"kind\":\"enterprise\",\"enterprises\":[\"SUR/E-%d\",\"NORTE/E-%d\"]}", i, i);
        op_do(&network, "identity.add", json);
    }
    assert_int_equal(figure(&national, "RED", "long_term_clients"), SHARED);
    assert_int_equal(figure(&national, "RED", "clients_served"), SHARED);
    assert_int_equal(figure(&local, "RED", "clients_served"), SHARED);
    assert_int_equal(figure(&north, "NORTE", "long_term_clients"), 0);
    assert_int_equal(figure(&south, "SUR", "long_term_clients"), 0);
    assert_int_equal(figure(&south, "SUR", "clients_served"), SHARED);
}

/* What is explained names another agency's record to those who reach it only. */
static void evidence_names_the_identity(void **state)
{
    (void)state;
    const char *question = "{\"from\":\"2026-01-01\",\"to\":\"2026-12-31\",\"indicator\":\"enterprises_advised\"}";
    op_do(&network, "results.explain", question);
    op_says("\"identity\":\"NORTE/E-1\"");
    op_do(&south, "results.explain", question);
    op_says("\"identity\":\"E-1\"");
    assert_true(str_find(op_call.answer_json, S("NORTE")) == SIZE_MAX);
}

static void it_is_the_networks_own(void **state)
{
    (void)state;
    const char *get = str_format(&op_arena, "{\"code\":\"" STR_FMT "\"}", STR_ARG(first_code)).ptr;
    const char *unmerge = str_format(&op_arena, "{\"code\":\"" STR_FMT "\",\"reason\":\"Eran dos\"}", STR_ARG(first_code)).ptr;
    op_do(&network, "identity.get", get);
    op_says("\"enterprises\":[\"NORTE/E-1\",\"SUR/E-1\"]");
    op_fails(&north, "identity.get", get, ERR_NOT_FOUND);
    op_fails(&north, "identity.unmerge", unmerge, ERR_NOT_FOUND);
    op_do(&north, "identity.list", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
    op_do(&network, "identity.list", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, SHARED);
    /* open once at each level */
    op_refused(&network, "identity.add", "{\"kind\":\"enterprise\",\"enterprises\":[\"NORTE/E-1\",\"SUR/E-7\"]}", "enterprises", "sigue abierta");
    op_do(&north, "identity.merge", "{\"enterprises\":[\"E-1\",\"E-6\"],\"reason\":\"La misma empresa\"}");
    op_says("\"enterprises\":[\"E-1\",\"E-6\"]");
    op_refused(&north, "identity.merge", "{\"enterprises\":[\"E-1\",\"E-7\"],\"reason\":\"La misma empresa\"}", "enterprises", "sigue abierta");
}

/* The network joins two records of an agency through another agency's: they are one for that agency too. */
static void joining_goes_on_through_shared_records(void **state)
{
    (void)state;
    /* E-6 of the north is E-1 there, which the network knows as E-1 of the south. */
    assert_int_equal(figure(&north, "NORTE", "clients_served"), SHARED);
    op_do(&north, "session.add", "{\"date\":\"2026-03-09\",\"kind\":\"advice_business\",\"adviser\":\"ST-N\",\"contact_minutes\":60,"
                                 "\"enterprises\":[\"E-6\"],\"state\":\"held\"}");
    assert_int_equal(figure(&north, "NORTE", "clients_served"), SHARED);
    assert_int_equal(figure(&network, "RED", "clients_served"), SHARED);
    op_do(&network, "session.add", "{\"unit\":\"SUR\",\"date\":\"2026-03-09\",\"kind\":\"advice_business\",\"adviser\":\"ST-S\","
                                   "\"contact_minutes\":60,\"enterprises\":[\"E-6\",\"E-7\"],\"state\":\"held\"}");
    assert_int_equal(figure(&south, "SUR", "clients_served"), SHARED + 2);
    op_do(&network, "identity.merge", "{\"enterprises\":[\"SUR/E-6\",\"NORTE/E-7\",\"SUR/E-7\"],\"reason\":\"Las tres son una\"}");
    const struct identity *identity = op_out;
    assert_true(identity->record.created_seq > 0);
    struct str code = str_copy(&op_arena, identity->record.code);
    assert_int_equal(figure(&south, "SUR", "clients_served"), SHARED + 1);
    assert_int_equal(figure(&network, "RED", "clients_served"), SHARED + 1);
    op_do(&network, "identity.annul", str_format(&op_arena, "{\"code\":\"" STR_FMT "\",\"reason\":\"Error\",\"version\":1}", STR_ARG(code)).ptr);
    assert_int_equal(figure(&south, "SUR", "clients_served"), SHARED + 2);
    assert_int_equal(figure(&network, "RED", "clients_served"), SHARED + 2);
}

/* ---- undone ------------------------------------------------------------------------------------------------------ */

static void unmerging_undoes_it(void **state)
{
    (void)state;
    op_do(&network, "identity.unmerge", str_format(&op_arena, "{\"code\":\"" STR_FMT "\",\"reason\":\"Eran dos\"}", STR_ARG(first_code)).ptr);
    assert_int_equal(figure(&network, "RED", "long_term_clients"), SHARED - 1);
    assert_int_equal(figure(&network, "RED", "clients_served"), SHARED + 3);
    assert_int_equal(figure(&north, "NORTE", "clients_served"), SHARED);
    assert_int_equal(figure(&south, "SUR", "clients_served"), SHARED + 2);
    op_refused(&network, "identity.unmerge", str_format(&op_arena, "{\"code\":\"" STR_FMT "\",\"reason\":\"Eran dos\"}", STR_ARG(first_code)).ptr,
               "code", "ya está separada");
    op_do(&network, "identity.add", "{\"kind\":\"enterprise\",\"enterprises\":[\"SUR/E-1\",\"NORTE/E-1\"]}");
    assert_int_equal(figure(&network, "RED", "long_term_clients"), SHARED);
    assert_int_equal(figure(&network, "RED", "clients_served"), SHARED + 2);
}

static void persons_across_agencies(void **state)
{
    (void)state;
    size_t before = listed(&network, "person");
    op_do(&network, "identity.merge", "{\"persons\":[\"SUR/P-1\",\"NORTE/P-2\"],\"reason\":\"La misma persona\"}");
    struct str code = str_copy(&op_arena, ((const struct record *)op_out)->code);
    assert_int_equal(listed(&network, "person"), before - 1);
    /* one more member; what is already there stays as it is */
    op_do(&network, "identity.set", str_format(&op_arena, "{\"code\":\"" STR_FMT "\",\"version\":1,\"persons\":[\"SUR/P-1\",\"NORTE/P-2\",\"NORTE/P-1\"]}",
                                               STR_ARG(code)).ptr);
    op_says("\"persons\":[\"SUR/P-1\",\"NORTE/P-2\",\"NORTE/P-1\"]");
    assert_int_equal(listed(&network, "person"), before - 2);
    assert_int_equal(listed(&north, "person"), 2);
    op_do(&network, "identity.unmerge", str_format(&op_arena, "{\"code\":\"" STR_FMT "\",\"reason\":\"Eran tres\"}", STR_ARG(code)).ptr);
    assert_int_equal(listed(&network, "person"), before);
}

/* ---- derived rows, the audit ---------------------------------------------------------------------------------------- */

static void derived_rows_are_made_again(void **state)
{
    (void)state;
    size_t all = listed(&network, "enterprise");
    size_t own = listed(&north, "enterprise");
    op_call = (struct call){.arena = &op_arena, .actor = local, .fault = {.arena = &op_arena}};
    const struct op *rebuild = op_find(S("client.rebuild"));
    assert_int_equal(op_run(op_runner, &op_call, rebuild, NULL, shape_new(&op_arena, rebuild->output)), ERR_OK);
    assert_int_equal(listed(&network, "enterprise"), all);
    assert_int_equal(listed(&north, "enterprise"), own);
    assert_int_equal(own, SHARED + 1); /* E-6 stands behind E-1 */
}

static void the_audit_holds(void **state)
{
    (void)state;
    struct db *db = NULL;
    struct buf report = BUF(&op_arena);
    int findings = 0;
    int64_t records = 0;
    static const struct id lowest = {{0}};
    struct id highest;
    memset(highest.bytes, 255, sizeof highest.bytes);
    assert_int_equal(db_open(store_url(), DB_READ, &op_arena, &db, NULL), ERR_OK);
    assert_int_equal(db_begin_read(db), ERR_OK);
    assert_int_equal(db_set_scope(db, lowest, highest), ERR_OK);
    assert_int_equal(audit_verify(db, &op_arena, &report, &findings, &records), ERR_OK);
    assert_int_equal(findings, 0);
    /* The first merge stands in the network's tree and names a client of each agency. */
    static const struct sql touched = SQL_INIT(
        "SELECT count(DISTINCT c.client_agency) FROM audit a JOIN audit_client c ON c.agency = a.agency AND c.seq = a.seq "
        "WHERE a.operation = 'identity.merge' AND a.role = 'local' AND a.agency = ?1 /*scan*/");
    static const struct id tree = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};
    struct db_stmt *stmt;
    bool row = false;
    assert_int_equal(db_prepare(db, touched, &stmt), ERR_OK);
    db_bind_id(stmt, 1, tree);
    assert_int_equal(db_step(stmt, &row), ERR_OK);
    assert_true(row);
    assert_int_equal(db_column_int(stmt, 0), 2);
    db_reset(stmt);
    db_rollback(db);
    db_close(db);
}

/* ---- files -------------------------------------------------------------------------------------------------------- */

static void a_file_names_agency_and_code(void **state)
{
    (void)state;
    char path[] = "/tmp/adelante-identities-XXXXXX.csv";
    int fd = mkstemps(path, 4);
    assert_true(fd >= 0);
    static const char text[] = "code,unit,kind,enterprises,merged_on,reason\n"
                               "I-F1,RED,enterprise,NORTE/E-7;SUR/E-7,2026-05-01,La misma\n"
                               "I-F2,SUR,enterprise,E-1;E-6,2026-05-01,La misma\n";
    assert_int_equal(write(fd, text, sizeof text - 1), (ssize_t)sizeof text - 1);
    close(fd);
    int64_t before = figure(&network, "RED", "clients_served");
    op_do(&local, "import.run", str_format(&op_arena, "{\"dataset\":\"identities\",\"path\":\"%s\"}", path).ptr);
    unlink(path);
    assert_int_equal(figure(&network, "RED", "clients_served"), before - 1); /* E-6 of the south was served */
    op_do(&local, "identity.get", "{\"code\":\"I-F1\"}");
    op_says("\"enterprises\":[\"NORTE/E-7\",\"SUR/E-7\"]");
    op_do(&local, "identity.get", "{\"code\":\"I-F2\"}");
    op_says("\"enterprises\":[\"E-1\",\"E-6\"]");
    /* and the file that the program writes says the same */
    char written[1 << 14];
    op_do(&network, "export.run", str_format(&op_arena, "{\"dataset\":\"identities\",\"path\":\"%s\"}", path).ptr);
    fd = open(path, O_RDONLY);
    ssize_t len = read(fd, written, sizeof written - 1);
    assert_true(len > 0);
    written[len] = '\0';
    close(fd);
    unlink(path);
    assert_non_null(strstr(written, "I-F1,RED,enterprise,NORTE/E-7;SUR/E-7,"));
    assert_non_null(strstr(written, "I-F2,SUR,enterprise,E-1;E-6,"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_agency_joins_its_own_records_only),
        cmocka_unit_test(one_client_of_two_agencies),
        cmocka_unit_test(a_national_reader_sees_the_union),
        cmocka_unit_test(evidence_names_the_identity),
        cmocka_unit_test(it_is_the_networks_own),
        cmocka_unit_test(joining_goes_on_through_shared_records),
        cmocka_unit_test(unmerging_undoes_it),
        cmocka_unit_test(persons_across_agencies),
        cmocka_unit_test(derived_rows_are_made_again),
        cmocka_unit_test(the_audit_holds),
        cmocka_unit_test(a_file_names_agency_and_code),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
