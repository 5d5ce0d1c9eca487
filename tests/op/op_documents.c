#include "op.h"

#include "base/secret.h"
#include "client/client.h"
#include "client/person.h"
#include "exchange/import.h"
#include "exchange/import_ops.h"
#include "party/party.h"

#include <stdio.h>

/* One document, one client: within an agency a second record with the same number is refused unless somebody says why. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor director = {.role = ROLE_DIRECTOR, .name = {"directora", 9}, .origin = {"web", 3}};
static struct actor stranger = {.role = ROLE_DIRECTOR, .name = {"ajena", 5}, .origin = {"web", 3}};

static void place(struct actor *actor)
{
    const struct record *unit = op_out;
    actor->agency = unit->agency;
    actor->unit = unit->id;
    actor->user = id_new();
}

static int open_all(void **state)
{
    (void)state;
    secret_init();
    clock_set(INT64_C(1416744000000000)); /* 2014-11-23T12:00:00Z */
    static const struct op *const tables[] = {unit_ops, person_ops, enterprise_ops, import_ops};
    static size_t counts[COUNT_OF(tables)];
    const size_t now[COUNT_OF(tables)] = {unit_op_count, person_op_count, enterprise_op_count, import_op_count};
    memcpy(counts, now, sizeof counts);
    static const struct entity *const entities[] = {&person_entity};
    entity_register(entities, COUNT_OF(entities));
    op_register(tables, counts, COUNT_OF(tables));
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\"}");
    op_do(&local, "unit.add", "{\"code\":\"CENTRO\",\"kind\":\"centre\",\"name\":\"Centro\",\"parent\":\"ADEL\"}");
    place(&director);
    op_do(&local, "unit.add", "{\"code\":\"OTRO\",\"kind\":\"centre\",\"name\":\"Otro centro\",\"parent\":\"ADEL\"}");
    op_do(&local, "unit.add", "{\"code\":\"AJENA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    place(&stranger);
    return 0;
}

static int close_all(void **state)
{
    op_close();
    clock_set(0);
    return store_teardown(state);
}

#define PERSON(code, unit, more) \
    "{\"code\":\"" code "\",\"unit\":\"" unit "\",\"given_names\":\"Ana\",\"surnames\":\"Inventada\",\"district\":\"1408\"" more "}"
#define ENTERPRISE(code, more) "{\"code\":\"" code "\",\"unit\":\"CENTRO\",\"name\":\"Taller " code "\",\"district\":\"1408\"" more "}"

static void persons(void **state)
{
    (void)state;
    op_do(&director, "person.add", PERSON("P-1", "CENTRO", ",\"dui\":\"90000001-7\""));
    op_refused(&director, "person.add", PERSON("P-2", "CENTRO", ",\"dui\":\"900000017\""), "dui", "P-1");
    op_fails(&director, "person.get", "{\"code\":\"P-2\"}", ERR_NOT_FOUND);
    /* Another centre of the agency counts, another agency does not. */
    op_refused(&local, "person.add", PERSON("P-2", "OTRO", ",\"dui\":\"90000001-7\""), "dui", "P-1");
    op_do(&stranger, "person.add", PERSON("P-1", "AJENA", ",\"dui\":\"90000001-7\""));
    op_do(&director, "person.add", PERSON("P-2", "CENTRO", ",\"dui\":\"90000001-7\",\"same_document_reason\":\"Dos expedientes por convenio\""));
    /* A record that has it already can be corrected in anything else; taking another's is refused again. */
    op_do(&director, "person.set", "{\"code\":\"P-1\",\"version\":1,\"mobile\":\"7604-1234\"}");
    op_do(&director, "person.add", PERSON("P-3", "CENTRO", ",\"dui\":\"90000002-5\""));
    op_refused(&director, "person.set", "{\"code\":\"P-3\",\"version\":1,\"dui\":\"90000001-7\"}", "dui", "P-1");
    op_do(&local, "person.annul", "{\"code\":\"P-3\",\"version\":1,\"reason\":\"Prueba\"}");
    op_do(&director, "person.add", PERSON("P-4", "CENTRO", ",\"dui\":\"90000002-5\"")); /* an annulled record holds nothing */
}

static void enterprises(void **state)
{
    (void)state;
    op_do(&director, "enterprise.add", ENTERPRISE("E-1", ",\"nit\":\"0614-050707-104-8\""));
    op_refused(&director, "enterprise.add", ENTERPRISE("E-2", ",\"nit\":\"06140507071048\""), "nit", "E-1");
    /* An owner's own number may stand on her enterprise. */
    op_do(&director, "person.add", PERSON("P-9", "CENTRO", ",\"nit\":\"0614-050707-104-8\""));
    op_do(&director, "enterprise.add",
          ENTERPRISE("E-2", ",\"nit\":\"0614-050707-104-8\",\"same_document_reason\":\"Dos negocios de la misma dueña\""));
}

static void a_file_is_warned_of(void **state)
{
    (void)state;
    char path[] = "/tmp/adelante-op-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    static const char rows[] = "code,unit,given_names,surnames,dui,district\n"
                               "P-21,CENTRO,Ana,Inventada,90000001-7,1408\n"
                               "P-22,CENTRO,Eva,Inventada,,1408\n";
    assert_int_equal(write(fd, rows, sizeof rows - 1), sizeof rows - 1);
    close(fd);
    char json[200];
    snprintf(json, sizeof json, "{\"dataset\":\"persons\",\"path\":\"%s\",\"name\":\"personas.csv\"}", path);
    op_do(&local, "import.run", json);
    const struct import_output *out = op_out;
    assert_int_equal(out->added, 2);
    assert_int_equal(out->warnings, 1);
    assert_non_null(strstr(out->notices.es, "personas.csv:2:dui 90000001-7: El registro P-1"));
    assert_non_null(strstr(out->notices.en, "The agency's record P-1"));
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons),
        cmocka_unit_test(enterprises),
        cmocka_unit_test(a_file_is_warned_of),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
