#include "op.h"

#include "advice/session.h"
#include "agreement/agreement.h"
#include "client/affiliation.h"
#include "client/client.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "evidence/evidence_ops.h"
#include "exchange/import_ops.h"
#include "exchange/past.h"
#include "party/organisation.h"
#include "party/party.h"
#include "party/staff.h"
#include "party/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Imports that were made, and taking one back. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor director = {.role = ROLE_DIRECTOR, .name = {"directora", 9}, .origin = {"web", 3}};
static struct actor clerk = {.role = ROLE_ADMINISTRATOR, .name = {"administradora", 14}, .origin = {"web", 3}};
static struct actor stranger = {.role = ROLE_DIRECTOR, .name = {"ajeno", 5}, .origin = {"web", 3}};
static char folder[] = "/tmp/adelante-past-XXXXXX";

static void place(struct actor *actor, const struct record *unit)
{
    actor->agency = unit->agency;
    actor->unit = unit->id;
    actor->user = id_new();
}

/* Imports a file for real; the id of the import. */
static const char *brought(const struct actor *actor, const char *dataset, const char *text)
{
    const char *path = str_format(&op_arena, "%s/%s.csv", folder, dataset).ptr;
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    op_do(actor, "import.run", str_format(&op_arena, "{\"dataset\":\"%s\",\"path\":\"%s\"}", dataset, path).ptr);
    unlink(path);
    op_do(actor, "import.list", "{\"limit\":1}");
    const struct past *rows = ((const struct list *)op_out)->rows.items;
    return str_c(&op_arena, id_format(&op_arena, rows[0].id));
}

static const char *undo(const char *id)
{
    return str_format(&op_arena, "{\"id\":\"%s\",\"reason\":\"Columnas cambiadas\"}", id).ptr;
}

static int open_all(void **state)
{
    (void)state;
    secret_init();
    clock_set(INT64_C(1416744000000000)); /* 2014-11-23T12:00:00Z */
    static const struct op *const tables[] = {unit_ops,        staff_ops,   organisation_ops, agreement_ops, person_ops, enterprise_ops,
                                              affiliation_ops, session_ops, evidence_ops,     import_ops,    past_ops};
    static size_t counts[COUNT_OF(tables)];
    const size_t now[COUNT_OF(tables)] = {unit_op_count,        staff_op_count,   organisation_op_count, agreement_op_count,
                                          person_op_count,      enterprise_op_count, affiliation_op_count, session_op_count,
                                          evidence_op_count,    import_op_count,  past_op_count};
    memcpy(counts, now, sizeof counts);
    static const struct entity *const entities[] = {&unit_entity,       &staff_entity,       &organisation_entity, &agreement_entity, &person_entity,
                                                    &enterprise_entity, &affiliation_entity, &session_entity,      &evidence_entity};
    entity_register(entities, COUNT_OF(entities));
    op_register(tables, counts, COUNT_OF(tables));
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\"}");
    place(&director, op_out);
    place(&clerk, op_out);
    op_do(&local, "unit.add", "{\"code\":\"OTRA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    place(&stranger, op_out);
    op_do(&local, "staff.add", "{\"code\":\"ST-1\",\"unit\":\"ADEL\",\"name\":\"Ana Prueba\"}");
    assert_non_null(mkdtemp(folder));
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    rmdir(folder);
    op_close();
    return 0;
}

#define HEAD "code,unit,name,district\n"

static void test_taken_back_and_in_again(void **state)
{
    (void)state;
    const char *id = brought(&clerk, "enterprises", HEAD "U-1,ADEL,Molino Uno,1408\nU-2,ADEL,Molino Dos,1408\n");
    op_says("\"added\":2");
    op_says("\"undone_at\":null");
    op_fails(&stranger, "import.undo", undo(id), ERR_NOT_FOUND);
    op_do(&clerk, "import.undo", undo(id));
    op_fails(&director, "enterprise.get", "{\"code\":\"U-1\"}", ERR_NOT_FOUND);
    op_refused(&clerk, "import.undo", undo(id), "id", "ya se deshizo");
    op_do(&clerk, "import.list", "{}");
    op_says("\"undo_reason\":\"Columnas cambiadas\"");
    /* Their codes are free: the corrected file comes in under them, and what was undone is still there to be seen. */
    (void)brought(&clerk, "enterprises", HEAD "U-1,ADEL,Molino Primero,1408\n");
    op_do(&director, "enterprise.get", "{\"code\":\"U-1\"}");
    op_says("Molino Primero");
    op_do(&director, "enterprise.list", "{\"limit\":500}");
    op_says("\"code\":\"U-2~");
    op_says("Columnas cambiadas (");
}

static void test_what_stands_in_the_way(void **state)
{
    (void)state;
    const char *id = brought(&director, "enterprises", HEAD "V-1,ADEL,Horno Uno,1408\nV-2,ADEL,Horno Dos,1408\nV-3,ADEL,Horno Tres,1408\n");
    op_fails(&clerk, "import.undo", undo(id), ERR_DENIED);
    op_do(&director, "enterprise.set", "{\"code\":\"V-1\",\"version\":1,\"name\":\"Horno Primero\"}");
    op_do(&local, "session.add", "{\"code\":\"S-1\",\"unit\":\"ADEL\",\"date\":\"2014-11-03\",\"kind\":\"advice_business\",\"modality\":\"office\","
                                 "\"adviser\":\"ST-1\",\"enterprises\":[\"V-2\"],\"contact_minutes\":60,\"state\":\"held\"}");
    op_refused(&director, "import.undo", undo(id), "records", "Alguien cambió");
    assert_int_equal(op_call.fault.total, 2);
    op_refused(&director, "import.undo", undo(id), "records", "se apoya en V-2");
    op_do(&director, "enterprise.get", "{\"code\":\"V-3\"}");
    op_says("\"annulled\":false");
    /* Once they are out of the way it goes through, and leaves alone what a person annulled herself. */
    op_do(&director, "session.annul", "{\"code\":\"S-1\",\"reason\":\"No fue\",\"version\":1}");
    op_do(&director, "enterprise.annul", "{\"code\":\"V-1\",\"reason\":\"No era cliente\",\"version\":2}");
    op_do(&director, "import.undo", undo(id));
    op_do(&director, "enterprise.get", "{\"code\":\"V-1\"}");
    op_says("No era cliente");
    op_fails(&director, "enterprise.get", "{\"code\":\"V-3\"}", ERR_NOT_FOUND);
}

static void test_an_update_is_not_undone(void **state)
{
    (void)state;
    (void)brought(&director, "enterprises", HEAD "W-1,ADEL,Taller Uno,1408\n");
    const char *path = str_format(&op_arena, "%s/otra.csv", folder).ptr;
    FILE *file = fopen(path, "wb");
    fputs(HEAD "W-1,ADEL,Taller Primero,1408\n", file);
    fclose(file);
    op_do(&director, "import.run", str_format(&op_arena, "{\"dataset\":\"enterprises\",\"path\":\"%s\",\"update\":true}", path).ptr);
    unlink(path);
    op_do(&director, "import.list", "{\"limit\":1}");
    const struct past *rows = ((const struct list *)op_out)->rows.items;
    op_refused(&director, "import.undo", undo(str_c(&op_arena, id_format(&op_arena, rows[0].id))), "id", "también cambió 1 registros");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_taken_back_and_in_again),
        cmocka_unit_test(test_what_stands_in_the_way),
        cmocka_unit_test(test_an_update_is_not_undone),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
