#include "op.h"

#include "base/secret.h"
#include "client/client.h"
#include "diagnosis/diagnosis.h"
#include "party/party.h"

/* Diagnoses: instruments as data, answers by several people, scores, before and after, through op_run. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor director = {.role = ROLE_DIRECTOR, .name = {"directora", 9}, .origin = {"web", 3}};
static struct actor adviser = {.role = ROLE_ADVISER, .name = {"asesora", 7}, .origin = {"web", 3}};
static struct actor colleague = {.role = ROLE_ADVISER, .name = {"asesor", 6}, .origin = {"web", 3}};
static struct actor stranger = {.role = ROLE_DIRECTOR, .name = {"ajeno", 5}, .origin = {"web", 3}};

static void place(struct actor *actor, const struct record *unit)
{
    actor->agency = unit->agency;
    actor->unit = unit->id;
    actor->user = id_new();
}

static int open_all(void **state)
{
    (void)state;
    secret_init();
    clock_set(INT64_C(1419811200000000)); /* 2014-12-29T00:00:00Z: the 28th in El Salvador */
    static const struct op *const tables[] = {unit_ops, staff_ops, person_ops, enterprise_ops, affiliation_ops, instrument_ops,
                                              diagnosis_ops};
    static size_t counts[COUNT_OF(tables)];
    const size_t now[COUNT_OF(tables)] = {unit_op_count, staff_op_count, person_op_count, enterprise_op_count, affiliation_op_count,
                                          instrument_op_count, diagnosis_op_count};
    memcpy(counts, now, sizeof counts);
    op_register(tables, counts, COUNT_OF(tables));
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\"}");
    op_do(&local, "unit.add", "{\"code\":\"CENTRO\",\"kind\":\"centre\",\"name\":\"Centro de prueba\",\"parent\":\"ADEL\"}");
    place(&director, op_out);
    place(&adviser, op_out);
    place(&colleague, op_out);
    op_do(&local, "unit.add", "{\"code\":\"OTRA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    place(&stranger, op_out);
    op_do(&local, "staff.add", "{\"code\":\"ST-1\",\"unit\":\"CENTRO\",\"name\":\"Ana Prueba\"}");
    adviser.staff = ((const struct record *)op_out)->id;
    op_do(&local, "staff.add", "{\"code\":\"ST-2\",\"unit\":\"CENTRO\",\"name\":\"Luis Prueba\"}");
    colleague.staff = ((const struct record *)op_out)->id;
    for (int i = 1; i <= 2; i++) {
        char json[300];
        snprintf(json, sizeof json, "{\"code\":\"E-%d\",\"unit\":\"CENTRO\",\"name\":\"Taller %d\",\"district\":\"1408\"}", i, i);
        op_do(&local, "enterprise.add", json);
    }
    op_do(&local, "person.add",
          "{\"code\":\"P-1\",\"unit\":\"CENTRO\",\"given_names\":\"Marta\",\"surnames\":\"Inventada\",\"dui\":\"90000001-7\"}");
    op_do(&local, "affiliation.add", "{\"person\":\"P-1\",\"enterprise\":\"E-1\",\"relation\":\"owner\"}");
    return 0;
}

static int close_all(void **state)
{
    op_close();
    clock_set(0);
    return store_teardown(state);
}

#define DIAGNOSIS(code, date) \
    "{\"code\":\"" code "\",\"unit\":\"CENTRO\",\"enterprise\":\"E-1\",\"adviser\":\"ST-1\",\"instrument\":\"I-1\",\"date\":\"" date "\"}"

static void instruments(void **state)
{
    (void)state;
    op_fails(&adviser, "instrument.add", "{\"name\":\"Propio\"}", ERR_DENIED);
    op_do(&director, "instrument.add", "{\"code\":\"I-1\",\"unit\":\"CENTRO\",\"name\":\"Diagnóstico corto\",\"edition\":\"2014\"}");
    static const char *const rows[] = {
        "\"code\":\"Q-1\",\"category\":\"Ventas\",\"subcategory\":\"Clientes\",\"text\":\"¿Tiene lista de clientes?\",\"kind\":\"yes_no\",\"weight\":2",
        "\"code\":\"Q-2\",\"category\":\"Ventas\",\"subcategory\":\"Precios\",\"text\":\"¿Conoce sus costos?\",\"kind\":\"scale\"",
        "\"code\":\"Q-3\",\"category\":\"Equipo\",\"subcategory\":\"Máquinas\",\"text\":\"¿Cuántas máquinas?\",\"kind\":\"number\",\"full_number\":4",
        "\"code\":\"Q-4\",\"category\":\"Equipo\",\"subcategory\":\"Máquinas\",\"text\":\"¿Qué le falta?\",\"kind\":\"text\"",
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char json[400];
        snprintf(json, sizeof json, "{\"instrument\":\"I-1\",%s}", rows[i]);
        op_do(&director, "instrument_question.add", json);
    }
    assert_int_equal(((const struct instrument_question *)op_out)->position, 4);
    op_refused(&director, "instrument_question.add",
               "{\"instrument\":\"I-1\",\"category\":\"A\",\"subcategory\":\"B\",\"text\":\"¿Sí?\",\"kind\":\"yes_no\",\"full_number\":3}", "full_number", "en número");
    /* The program's own, loaded once however often it is asked for. */
    op_do(&director, "instrument.load", "{}");
    assert_str(((const struct instrument *)op_out)->record.code, INSTRUMENT_ICT_CODE);
    op_do(&director, "instrument.load", "{}");
    op_do(&adviser, "instrument_question.by_instrument", "{\"code\":\"" INSTRUMENT_ICT_CODE "\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, instrument_ict_count);
    op_fails(&stranger, "instrument.get", "{\"code\":\"I-1\"}", ERR_NOT_FOUND);
}

static int64_t score_of(const char *code, const char *category, const char *subcategory)
{
    char json[60];
    snprintf(json, sizeof json, "{\"code\":\"%s\"}", code);
    op_do(&adviser, "diagnosis.sheet", json);
    const struct diagnosis_sheet *sheet = op_out;
    const struct diagnosis_heading *rows = sheet->headings.items;
    for (size_t i = 0; i < sheet->headings.len; i++) {
        if (strcmp(rows[i].category.es, category) == 0 && strcmp(rows[i].subcategory.es, subcategory) == 0) {
            return rows[i].score;
        }
    }
    return -1;
}

static void answering(void **state)
{
    (void)state;
    op_do(&adviser, "diagnosis.add", DIAGNOSIS("D-1", "2014-12-01"));
    op_refused(&adviser, "diagnosis.complete", "{\"code\":\"D-1\",\"version\":1}", "q-Q-1", "Falta la respuesta");
    assert_int_equal(op_call.fault.count, 3); /* words are not asked for */
    op_refused(&adviser, "diagnosis.answer", "{\"code\":\"D-1\",\"answers\":[{\"question\":\"Q-1\",\"value\":\"sí\"},{\"question\":\"Q-2\",\"value\":\"9\"}]}",
               "q-Q-2", "de 1 a 5");
    op_do(&adviser, "diagnosis.sheet", "{\"code\":\"D-1\"}");
    assert_int_equal(((const struct diagnosis_sheet *)op_out)->missing, 3); /* nothing half-done */
    op_do(&adviser, "diagnosis.answer", "{\"code\":\"D-1\",\"answers\":[{\"question\":\"Q-1\",\"value\":\"sí\"},{\"question\":\"Q-2\",\"value\":\"2\"}]}");
    /* Two people at one page: other questions are both kept, the same one asks. */
    op_do(&director, "diagnosis.answer", "{\"code\":\"D-1\",\"answers\":[{\"question\":\"Q-3\",\"value\":\"1\",\"seen\":\"-\"}]}");
    op_refused(&adviser, "diagnosis.answer", "{\"code\":\"D-1\",\"answers\":[{\"question\":\"Q-3\",\"value\":\"2\",\"seen\":\"-\"}]}", "q-Q-3",
               "mientras tanto: «1»");
    op_refused(&adviser, "diagnosis.answer", "{\"code\":\"D-1\",\"answers\":[{\"question\":\"TIC-1-01\",\"value\":\"no\"}]}", "q-TIC-1-01",
               "no tiene esa pregunta");
    assert_int_equal(score_of("D-1", "Ventas", ""), 7500);      /* (2 × 100 + 25) / 3 */
    assert_int_equal(score_of("D-1", "Ventas", "Precios"), 2500);
    assert_int_equal(score_of("D-1", "Equipo", ""), 2500);
    op_do(&adviser, "diagnosis.get", "{\"code\":\"D-1\"}");
    char json[80];
    snprintf(json, sizeof json, "{\"code\":\"D-1\",\"version\":%lld}", (long long)((const struct record *)op_out)->version);
    op_do(&adviser, "diagnosis.complete", json);
    assert_int_equal(((const struct diagnosis *)op_out)->score, 6250); /* (200 + 25 + 25) / 4 */
    op_refused(&adviser, "diagnosis.answer", "{\"code\":\"D-1\",\"answers\":[{\"question\":\"Q-1\",\"value\":\"no\"}]}", "state", "ya no se cambia");
    /* What was answered keeps its words and weight. */
    op_refused(&director, "instrument_question.set", "{\"code\":\"Q-1\",\"version\":1,\"weight\":5}", "text", "cambiaría su puntaje");
    op_do(&director, "instrument_question.set", "{\"code\":\"Q-1\",\"version\":1,\"text_en\":\"Is there a list of customers?\"}");
}

static void before_and_after(void **state)
{
    (void)state;
    op_do(&adviser, "diagnosis.add", DIAGNOSIS("D-2", "2014-12-27"));
    op_do(&adviser, "diagnosis.answer",
          "{\"code\":\"D-2\",\"answers\":[{\"question\":\"Q-1\",\"value\":\"yes\"},{\"question\":\"Q-2\",\"value\":\"5\"},{\"question\":\"Q-3\",\"value\":\"4\"}]}");
    op_do(&adviser, "diagnosis.sheet", "{\"code\":\"D-2\"}");
    assert_str(((const struct diagnosis_sheet *)op_out)->previous, "D-1");
    assert_int_equal(((const struct diagnosis_sheet *)op_out)->score, 10000);
    op_do(&adviser, "diagnosis.answer", "{\"code\":\"D-2\",\"answers\":[{\"question\":\"Q-3\",\"value\":\"\"}]}");
    assert_int_equal(score_of("D-2", "Equipo", ""), INT_NONE); /* taken back: no data, not zero */
    op_do(&adviser, "diagnosis.by_client", "{\"kind\":\"person\",\"code\":\"P-1\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 2);
    op_do(&adviser, "diagnosis.newest", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 2);
    op_do(&director, "diagnosis.annul", "{\"code\":\"D-1\",\"reason\":\"Era de otra empresa\"}");
    op_do(&adviser, "diagnosis.sheet", "{\"code\":\"D-2\"}");
    assert_int_equal(((const struct diagnosis_sheet *)op_out)->previous.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(instruments),
        cmocka_unit_test(answering),
        cmocka_unit_test(before_and_after),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
