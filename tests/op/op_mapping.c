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
                                              affiliation_ops, session_ops, evidence_ops,     import_ops,    past_ops,   mapping_ops};
    static size_t counts[COUNT_OF(tables)];
    const size_t now[COUNT_OF(tables)] = {unit_op_count,        staff_op_count,      organisation_op_count, agreement_op_count,
                                          person_op_count,      enterprise_op_count, affiliation_op_count,  session_op_count,
                                          evidence_op_count,    import_op_count,     past_op_count,         mapping_op_count};
    memcpy(counts, now, sizeof counts);
    static const struct entity *const entities[] = {&unit_entity,        &staff_entity,   &organisation_entity, &agreement_entity, &person_entity, &enterprise_entity,
                                                    &affiliation_entity, &session_entity, &evidence_entity,     &mapping_entity};
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
    static const char *const names[] = {"asesorias.csv", "clientes.csv", "personas.csv"};
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
        cmocka_unit_test(test_mappings_that_are_none),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
