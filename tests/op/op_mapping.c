#include "op.h"

#include "advice/session.h"
#include "agreement/agreement.h"
#include "client/affiliation.h"
#include "client/client.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "evidence/evidence_ops.h"
#include "exchange/import_ops.h"
#include "exchange/mapping.h"
#include "exchange/past.h"
#include "party/organisation.h"
#include "party/party.h"
#include "party/staff.h"
#include "party/unit.h"
#include "training/attendance.h"
#include "training/event.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A centre's own spreadsheets: columns and values that somebody gave their meaning, clients that may be meant. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor director = {.role = ROLE_DIRECTOR, .name = {"directora", 9}, .origin = {"web", 3}};
static struct actor stranger = {.role = ROLE_DIRECTOR, .name = {"ajeno", 5}, .origin = {"web", 3}};
static char folder[] = "/tmp/adelante-mapping-XXXXXX";

static void place(struct actor *actor, const struct record *unit)
{
    actor->agency = unit->agency;
    actor->unit = unit->id;
    actor->user = id_new();
}

static const char *written(const char *name, const char *text)
{
    const char *path = str_format(&op_arena, "%s/%s", folder, name).ptr;
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return path;
}

static int open_all(void **state)
{
    (void)state;
    secret_init();
    clock_set(INT64_C(1416744000000000)); /* 2014-11-23T12:00:00Z */
    static const struct op *const tables[] = {unit_ops,        staff_ops,   organisation_ops, agreement_ops, person_ops, enterprise_ops,
                                              affiliation_ops, session_ops, evidence_ops,     import_ops,    past_ops,   mapping_ops,
                                              event_ops,       attendance_ops};
    static size_t counts[COUNT_OF(tables)];
    const size_t now[COUNT_OF(tables)] = {unit_op_count,        staff_op_count,      organisation_op_count, agreement_op_count,
                                          person_op_count,      enterprise_op_count, affiliation_op_count,  session_op_count,
                                          evidence_op_count,    import_op_count,     past_op_count,         mapping_op_count,
                                          event_op_count,       attendance_op_count};
    memcpy(counts, now, sizeof counts);
    static const struct entity *const entities[] = {&unit_entity,        &staff_entity,   &organisation_entity, &agreement_entity, &person_entity, &enterprise_entity,
                                                    &affiliation_entity, &session_entity, &evidence_entity,     &mapping_entity,
                                                    &event_entity,       &attendance_entity};
    entity_register(entities, COUNT_OF(entities));
    op_register(tables, counts, COUNT_OF(tables));
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\"}");
    place(&director, op_out);
    op_do(&local, "unit.add", "{\"code\":\"OTRA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    place(&stranger, op_out);
    op_do(&local, "staff.add", "{\"code\":\"ST-1\",\"unit\":\"ADEL\",\"name\":\"Ana Prueba\"}");
    op_do(&local, "enterprise.add", "{\"code\":\"E-1\",\"unit\":\"ADEL\",\"name\":\"Pescadería Díaz\",\"district\":\"1408\"}");
    op_do(&local, "enterprise.add", "{\"code\":\"E-2\",\"unit\":\"ADEL\",\"name\":\"Panadería La Espiga\",\"district\":\"1408\"}");
    op_do(&local, "person.add", "{\"code\":\"P-1\",\"unit\":\"ADEL\",\"given_names\":\"María Elena\",\"surnames\":\"Reyes Campos\","
                                "\"district\":\"1408\",\"phone\":\"5555-0001\"}");
    assert_non_null(mkdtemp(folder));
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    static const char *const names[] = {"asesorias.csv", "clientes.csv", "personas.csv", "lista.csv"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        unlink(str_format(&op_arena, "%s/%s", folder, names[i]).ptr);
    }
    rmdir(folder);
    op_close();
    return 0;
}

/* What a centre keeps: its own headings, words, dates of the American kind, and names in place of codes. */
#define LOG                                                                                  \
    "Correlativo,Fecha,Empresa,Técnico,Servicio,Minutos,Lugar de reunión\n"                   \
    "A-1,03/25/14,Pescadería Díaz,Ana Prueba,Ayuda con la computadora,90,Oficina\n"                       \
    "A-2,03/26/14,Pescaderia Dias,Ana Prueba,Ayuda con la computadora,60,Oficina\n"                       \
    "A-3,03/27/14,Panaderia la Espiga,Ana Prueba,Empresarial,45,Su local\n"

#define check_same(actual, expected)                                                        \
    do {                                                                                    \
        if (!str_eq_c((actual), (expected))) {                                              \
            print_error("line %d: " STR_FMT "\n", __LINE__, STR_ARG(actual));               \
        }                                                                                   \
        assert_true(str_eq_c((actual), (expected)));                                        \
    } while (0)

static const struct mapping_unknown *unknown_of(const char *field, const char *value)
{
    const struct mapping_columns *columns = op_out;
    const struct mapping_unknown *rows = columns->unknowns.items;
    for (size_t i = 0; i < columns->unknowns.len; i++) {
        if (str_eq_c(rows[i].field, field) && str_eq_c(rows[i].value, value)) {
            return &rows[i];
        }
    }
    return NULL;
}

static void test_columns_suggest_themselves(void **state)
{
    (void)state;
    const char *path = written("asesorias.csv", LOG);
    op_do(&director, "import.columns", str_format(&op_arena, "{\"dataset\":\"sessions\",\"path\":\"%s\"}", path).ptr);
    const struct mapping_columns *columns = op_out;
    static const char *const expected[] = {"code", "date", "enterprises", "adviser", "kind", "contact_minutes", ""};
    assert_int_equal(columns->headings.len, COUNT_OF(expected));
    const struct mapping_heading *headings = columns->headings.items;
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        check_same(headings[i].field, expected[i]);
    }
    /* The same name is the same firm; a name that is only like it is for a person to decide, with who may be meant. */
    const struct mapping_unknown *exact = unknown_of("enterprises", "Pescadería Díaz");
    const struct mapping_unknown *like = unknown_of("enterprises", "Pescaderia Dias");
    assert_true(exact != NULL && like != NULL);
    check_same(exact->decided, "E-1");
    check_same(like->decided, "");
    check_same(like->codes.items[0], "E-1");
    assert_true(like->reasons_es.items[0].len > 5 && like->reasons_en.items[0].len > 5);
    check_same(unknown_of("adviser", "Ana Prueba")->decided, "ST-1");
    assert_int_equal(unknown_of("adviser", "Ana Prueba")->rows, 3);
    assert_non_null(unknown_of("kind", "Ayuda con la computadora"));
}

static void test_a_saved_mapping_brings_the_file_in(void **state)
{
    (void)state;
    const char *path = written("asesorias.csv", LOG);
    const char *plain = str_format(&op_arena, "{\"dataset\":\"sessions\",\"path\":\"%s\"}", path).ptr;
    const char *mapped = str_format(&op_arena, "{\"dataset\":\"sessions\",\"path\":\"%s\",\"mapping\":\"MP-1\"}", path).ptr;
    op_refused(&director, "import.run", plain, "Correlativo", "no existe");
    op_refused(&director, "import.run", mapped, "mapping", "No hay una correspondencia");
    op_do(&director, "import_mapping.add",
          "{\"code\":\"MP-1\",\"dataset\":\"sessions\",\"name\":\"Control de asesorías\",\"date_order\":\"mdy\","
          "\"columns\":\"Correlativo = code\\nFecha = date\\nEmpresa = enterprises\\nTécnico = adviser\\nServicio = kind\\nMinutos = contact_minutes\\n"
          "Lugar de reunión = -\",\"constants\":\"modality = office\\nstate = held\","
          "\"translations\":\"adviser: Ana Prueba = ST-1\\nenterprises: Pescadería Díaz = E-1\\nkind: Ayuda con la computadora = advice_ict\\n"
          "kind: Empresarial = advice_business\"}");
    /* Whoever is not decided is refused by name and cell, and nothing of the file is there. */
    op_refused(&director, "import.run", mapped, "enterprises", "");
    op_fails(&director, "session.get", "{\"code\":\"A-1\"}", ERR_NOT_FOUND);
    op_do(&director, "import_mapping.set",
          "{\"code\":\"MP-1\",\"version\":1,\"translations\":\"adviser: Ana Prueba = ST-1\\nenterprises: Pescadería Díaz = E-1\\n"
          "enterprises: Pescaderia Dias = E-1\\nenterprises: Panaderia la Espiga = E-2\\nkind: Ayuda con la computadora = advice_ict\\n"
          "kind: Empresarial = advice_business\"}");
    op_do(&director, "import.run", mapped);
    op_says("\"added\":3");
    op_do(&director, "session.get", "{\"code\":\"A-2\"}");
    op_says("\"date\":\"2014-03-26\"");
    op_says("\"enterprises\":[\"E-1\"]");
    op_says("\"kind\":\"advice_ict\"");
    op_says("\"modality\":\"office\"");
    op_do(&director, "session.get", "{\"code\":\"A-3\"}");
    op_says("\"enterprises\":[\"E-2\"]");
    op_do(&director, "import.list", "{\"limit\":1}");
    op_says("\"mapping\":\"MP-1\"");
    /* Next month nobody needs to say anything: the saved one knows the headings. */
    op_do(&director, "import.columns", plain);
    check_same(((const struct mapping_columns *)op_out)->mapping, "MP-1");
    check_same(unknown_of("enterprises", "Pescaderia Dias")->decided, "E-1");
    /* It is the agency's own. */
    op_fails(&stranger, "import_mapping.get", "{\"code\":\"MP-1\"}", ERR_NOT_FOUND);
}

static void test_clients_that_are_there_already(void **state)
{
    (void)state;
    const char *path = written("personas.csv", "Nombres,Apellidos,Municipio\nMaría Elena,Reyes Campos,1408\nJosé,Inventado Prueba,1408\n");
    op_do(&director, "import.columns", str_format(&op_arena, "{\"dataset\":\"persons\",\"path\":\"%s\"}", path).ptr);
    const struct mapping_unknown *known = unknown_of("code", "María Elena Reyes Campos");
    assert_non_null(known);
    check_same(known->codes.items[0], "P-1");
    check_same(known->decided, "");
    assert_null(unknown_of("code", "José Inventado Prueba"));
    op_do(&director, "import_mapping.add",
          "{\"code\":\"MP-2\",\"dataset\":\"persons\",\"name\":\"Lista\",\"columns\":\"Nombres = given_names\\nApellidos = surnames\\nMunicipio = district\","
          "\"translations\":\"code: María Elena Reyes Campos = P-1\"}");
    op_do(&director, "import.run",
          str_format(&op_arena, "{\"dataset\":\"persons\",\"path\":\"%s\",\"mapping\":\"MP-2\"}", path).ptr);
    op_says("\"added\":1");
    op_says("\"unchanged\":1");
}

static void person_of(const char *code, struct str name)
{
    op_do(&director, "attendance.get", str_format(&op_arena, "{\"code\":\"%s\"}", code).ptr);
    op_call.answer_json = str_copy(&op_arena, op_call.answer_json);
    assert_true(str_find(op_call.answer_json, str_format(&op_arena, "\"person\":\"" STR_FMT "\"", STR_ARG(name))) != SIZE_MAX);
}

/* An attendance list with two people of one name: the documents beside the name tell them apart; where there is nothing beside it, each
 * row is decided by itself, for this file alone. */
static void test_two_people_of_one_name(void **state)
{
    (void)state;
    op_do(&local, "person.add", "{\"code\":\"P-7\",\"unit\":\"ADEL\",\"given_names\":\"María\",\"surnames\":\"López Inventada\","
                                "\"district\":\"1408\",\"dui\":\"90000071-6\"}");
    op_do(&local, "person.add", "{\"code\":\"P-8\",\"unit\":\"ADEL\",\"given_names\":\"María\",\"surnames\":\"López Inventada\","
                                "\"district\":\"1408\",\"dui\":\"90000082-1\"}");
    op_do(&local, "event.add", "{\"code\":\"EV-1\",\"unit\":\"ADEL\",\"kind\":\"training\",\"topic\":\"Costos\",\"starts_on\":\"2014-05-05\","
                               "\"ends_on\":\"2014-05-05\",\"state\":\"created\"}");
    const char *path = written("lista.csv", "N°,Nombre completo,DUI,Teléfono\n1,María López Inventada,90000071-6,7777-0001\n"
                                            "2,María López Inventada,90000082-1,\n3,María Elena Reyes Campos,,5555-0001\n");
    const char *plain = str_format(&op_arena, "{\"dataset\":\"attendances\",\"path\":\"%s\"}", path).ptr;
    op_do(&director, "import.columns", plain);
    const struct mapping_unknown *one = unknown_of("person", "María López Inventada [90000071-6 7777-0001]");
    const struct mapping_unknown *two = unknown_of("person", "María López Inventada [90000082-1]");
    const struct mapping_unknown *three = unknown_of("person", "María Elena Reyes Campos [5555-0001]");
    assert_true(one != NULL && two != NULL && three != NULL);
    check_same(one->decided, "P-7");
    check_same(two->decided, "P-8");
    check_same(three->decided, "P-1");
    assert_true(one->reasons_es.items[0].len > 5);
    op_do(&director, "import_mapping.add",
          "{\"code\":\"MP-3\",\"dataset\":\"attendances\",\"name\":\"Lista\",\"columns\":\"N° = code\\nNombre completo = person\\nDUI = -\\n"
          "Teléfono = -\",\"constants\":\"event = EV-0\",\"translations\":\"person: María López Inventada [90000071-6 7777-0001] = P-7\\n"
          "person: María López Inventada [90000082-1] = P-8\\nperson: María Elena Reyes Campos = P-1\"}");
    /* What the import began with, the event's own page, goes before what last month's mapping says. */
    const char *mapped = str_format(&op_arena, "{\"dataset\":\"attendances\",\"path\":\"%s\",\"mapping\":\"MP-3\",\"constants\":"
                                               "\"event = EV-1\\ndate = 2014-05-05\"}", path).ptr;
    op_do(&director, "import.run", mapped);
    op_says("\"added\":3");
    person_of("1", S("P-7"));
    person_of("2", S("P-8"));
    person_of("3", S("P-1"));
}

static void test_rows_are_decided_apart(void **state)
{
    (void)state;
    const char *path = written("lista.csv", "N°,Nombre completo\n11,María López Inventada\n12,María López Inventada\n");
    const char *plain = str_format(&op_arena, "{\"dataset\":\"attendances\",\"path\":\"%s\"}", path).ptr;
    op_do(&local, "event.add", "{\"code\":\"EV-2\",\"unit\":\"ADEL\",\"kind\":\"training\",\"topic\":\"Ventas\",\"starts_on\":\"2014-06-05\","
                               "\"ends_on\":\"2014-06-05\",\"state\":\"created\"}");
    op_do(&director, "import.columns", plain);
    const struct mapping_unknown *both = unknown_of("person", "María López Inventada");
    assert_non_null(both);
    check_same(both->decided, ""); /* two of that name: nobody is taken for granted */
    assert_int_equal(both->rows, 2);
    op_do(&director, "import_mapping.add",
          "{\"code\":\"MP-4\",\"dataset\":\"attendances\",\"name\":\"Corta\",\"columns\":\"N° = code\\nNombre completo = person\","
          "\"translations\":\"person: María López Inventada = *\"}");
    const char *look = str_format(&op_arena, "{\"dataset\":\"attendances\",\"path\":\"%s\",\"mapping\":\"MP-4\"}", path).ptr;
    const char *run = str_format(&op_arena, "{\"dataset\":\"attendances\",\"path\":\"%s\",\"mapping\":\"MP-4\",\"constants\":"
                                            "\"event = EV-2\\ndate = 2014-06-05\"}", path).ptr;
    op_refused(&director, "import.run", run, "person", "");
    op_do(&director, "import.columns", look);
    const struct mapping_columns *columns = op_out;
    const struct mapping_unknown *rows = columns->unknowns.items;
    struct buf lines = BUF(&op_arena);
    size_t apart = 0;
    for (size_t i = 0; i < columns->unknowns.len; i++) {
        if (str_find(rows[i].value, S("[#")) != SIZE_MAX) {
            assert_true(rows[i].codes.len >= 2);
            check_same(rows[i].decided, "");
            buf_format(&lines, "\\nperson: " STR_FMT " = %s", STR_ARG(rows[i].value), apart++ == 0 ? "P-8" : "P-7");
        }
    }
    assert_int_equal(apart, 2);
    op_do(&director, "import_mapping.set",
          str_format(&op_arena, "{\"code\":\"MP-4\",\"version\":1,\"translations\":\"person: María López Inventada = *" STR_FMT "\"}",
                     STR_ARG(buf_str(&lines))).ptr);
    op_do(&director, "import.run", run);
    op_says("\"added\":2");
    person_of("11", S("P-8"));
    person_of("12", S("P-7"));
    /* Another file's rows are other rows. */
    path = written("lista.csv", "N°,Nombre completo\n21,María López Inventada\n");
    run = str_format(&op_arena, "{\"dataset\":\"attendances\",\"path\":\"%s\",\"mapping\":\"MP-4\",\"constants\":"
                                "\"event = EV-2\\ndate = 2014-06-05\"}", path).ptr;
    op_refused(&director, "import.run", run, "person", "");
}

static void test_mappings_that_are_none(void **state)
{
    (void)state;
    static const struct {
        const char *more;
        const char *field;
        const char *part;
    } cases[] = {
        {"\"columns\":\"Fecha = fechas\"", "columns", "no existe"},
        {"\"columns\":\"Fecha date\"", "columns", "no existe"},
        {"\"constants\":\"kind = nada\"", "kind", "No está en la lista"},
        {"\"constants\":\"nada = 1\"", "constants", "no existe"},
        {"\"translations\":\"Asesoría = advice_business\"", "translations", "de qué campo"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        op_fails(&director, "import_mapping.add",
                 str_format(&op_arena, "{\"code\":\"MP-X\",\"dataset\":\"sessions\",\"name\":\"X\",%s}", cases[i].more).ptr, ERR_INVALID);
        check_same(op_call.fault.items[0].field, cases[i].field);
        assert_non_null(strstr(op_call.fault.items[0].rule.es, cases[i].part));
    }
    op_refused(&director, "import_mapping.add", "{\"code\":\"MP-X\",\"dataset\":\"recetas\",\"name\":\"X\"}", "dataset", "No hay un conjunto");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns_suggest_themselves),
        cmocka_unit_test(test_a_saved_mapping_brings_the_file_in),
        cmocka_unit_test(test_clients_that_are_there_already),
        cmocka_unit_test(test_two_people_of_one_name),
        cmocka_unit_test(test_rows_are_decided_apart),
        cmocka_unit_test(test_mappings_that_are_none),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
