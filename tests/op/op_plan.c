#include "op.h"

#include "advice/plan.h"
#include "advice/plan_action.h"
#include "advice/session.h"
#include "base/secret.h"
#include "client/client.h"
#include "party/party.h"
#include "results/snapshot.h"

/* Action plans (F2) with their actions, and the sessions in which these are worked on, through op_run. */

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
    static const struct op *const tables[] = {unit_ops, staff_ops, person_ops, enterprise_ops, affiliation_ops, plan_ops,
                                              plan_action_ops, session_ops, snapshot_ops};
    static size_t counts[COUNT_OF(tables)];
    const size_t now[COUNT_OF(tables)] = {unit_op_count, staff_op_count, person_op_count, enterprise_op_count, affiliation_op_count,
                                          plan_op_count, plan_action_op_count, session_op_count, snapshot_op_count};
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

#define PLAN(code, more)                                                                                                    \
    "{\"code\":\"" code "\",\"unit\":\"CENTRO\",\"name\":\"Vender más queso\",\"enterprise\":\"E-1\",\"adviser\":\"ST-1\"," \
    "\"starts_on\":\"2014-12-01\",\"ends_on\":\"2015-01-03\"" more "}"
#define ACTION(code, plan, more)                                                                                   \
    "{\"code\":\"" code "\",\"plan\":\"" plan "\",\"text\":\"Diseñar la etiqueta\",\"responsible_kind\":\"enterprise\"," \
    "\"starts_on\":\"2014-12-02\",\"ends_on\":\"2014-12-20\"" more "}"

static void writing_and_agreeing(void **state)
{
    (void)state;
    op_refused(&adviser, "plan.add", PLAN("F2-1", ",\"state\":\"running\""), "state", "empieza en: Borrador");
    op_refused(&adviser, "plan.add", PLAN("F2-1", ",\"director_signed_on\":\"2014-12-02\""), "director_signed_on", "al acordar");
    op_refused(&adviser, "plan.add",
               "{\"name\":\"Al revés\",\"enterprise\":\"E-1\",\"adviser\":\"ST-1\",\"starts_on\":\"2015-01-03\",\"ends_on\":\"2014-12-01\"}",
               "ends_on", "no puede ser anterior");
    op_do(&adviser, "plan.add", PLAN("F2-1", ",\"impacts\":\"Más ventas\\nUn empleo\""));
    assert_str(((const struct plan *)op_out)->state, "draft");
    op_fails(&colleague, "plan.set", "{\"code\":\"F2-1\",\"version\":1,\"name\":\"Mío\"}", ERR_DENIED);
    op_fails(&stranger, "plan.get", "{\"code\":\"F2-1\"}", ERR_NOT_FOUND);
    /* What is missing, each thing by itself, with who supplies it. */
    op_fails(&adviser, "plan.agree", "{\"code\":\"F2-1\",\"version\":1}", ERR_DENIED);
    op_refused(&director, "plan.agree", "{\"code\":\"F2-1\",\"version\":1,\"director_signed_on\":\"2014-12-02\"}", "client_signed_on",
               "Falta la firma del cliente");
    assert_int_equal(op_call.fault.count, 3); /* no action, no client, no adviser */
    op_do(&adviser, "plan_action.add", ACTION("AC-1", "F2-1", ""));
    assert_int_equal(((const struct plan_action *)op_out)->position, 1);
    op_refused(&adviser, "plan_action.add",
               "{\"plan\":\"F2-1\",\"text\":\"Fotos\",\"responsible_kind\":\"student\",\"starts_on\":\"2014-12-02\",\"ends_on\":\"2014-12-20\"}",
               "responsible", "se nombra");
    op_do(&adviser, "plan_action.add",
          "{\"code\":\"AC-2\",\"plan\":\"F2-1\",\"text\":\"Calcular costos\",\"responsible_kind\":\"adviser\","
          "\"starts_on\":\"2014-12-02\",\"ends_on\":\"2015-01-02\"}");
    assert_str(((const struct plan_action *)op_out)->staff.code, "ST-1");
    assert_int_equal(((const struct plan_action *)op_out)->position, 2);
    /* A signature falls when what was signed changes; agreeing brings the three together. */
    op_do(&adviser, "plan.set", "{\"code\":\"F2-1\",\"version\":1,\"client_signed_on\":\"2014-12-02\",\"adviser_signed_on\":\"2014-12-02\"}");
    assert_true(!date_is_none(((const struct plan *)op_out)->client_signed_on));
    op_do(&adviser, "plan.set", "{\"code\":\"F2-1\",\"version\":2,\"impacts\":\"Más ventas\"}");
    assert_true(date_is_none(((const struct plan *)op_out)->client_signed_on));
    op_refused(&adviser, "plan_action.start", "{\"code\":\"AC-1\",\"version\":1}", "plan", "mientras el plan está en ejecución");
    op_do(&director, "plan.agree",
          "{\"code\":\"F2-1\",\"version\":3,\"client_signed_on\":\"2014-12-03\",\"adviser_signed_on\":\"2014-12-03\","
          "\"director_signed_on\":\"2014-12-04\"}");
    assert_str(((const struct plan *)op_out)->state, "agreed");
    op_refused(&adviser, "plan.set", "{\"code\":\"F2-1\",\"version\":4,\"client_signed_on\":\"2014-12-01\"}", "client_signed_on",
               "ya está firmado");
    op_refused(&director, "plan.agree", "{\"code\":\"F2-1\",\"version\":4}", "state", "se hace en el estado: Borrador");
    op_do(&adviser, "plan.start", "{\"code\":\"F2-1\",\"version\":4}");
}

/* Two people work on one plan: each keeps what she changed; the same field asks, showing the other's value. */
static void two_people_editing(void **state)
{
    (void)state;
    op_do(&adviser, "plan.add", PLAN("F2-2", ""));
    op_do(&director, "plan.set", "{\"code\":\"F2-2\",\"version\":1,\"name\":\"Exportar queso\"}");
    op_do(&adviser, "plan.set", "{\"code\":\"F2-2\",\"version\":1,\"impacts\":\"Dos empleos\"}");
    assert_str(((const struct plan *)op_out)->name, "Exportar queso");
    assert_str(((const struct plan *)op_out)->impacts, "Dos empleos");
    op_fails(&adviser, "plan.set", "{\"code\":\"F2-2\",\"version\":1,\"name\":\"Vender más\"}", ERR_CONFLICT);
    assert_int_equal(op_call.fault.count, 1);
    assert_true(str_eq_c(op_call.fault.items[0].field, "name"));
    assert_true(str_find(str_of(op_call.fault.items[0].rule.es), S("Exportar queso")) != SIZE_MAX);
    op_do(&adviser, "plan.get", "{\"code\":\"F2-2\"}");
    assert_str(((const struct plan *)op_out)->name, "Exportar queso");
    op_refused(&adviser, "plan.cancel", "{\"code\":\"F2-2\",\"version\":3,\"close_reason\":\"\"}", "close_reason", "");
    op_do(&adviser, "plan.cancel", "{\"code\":\"F2-2\",\"version\":3,\"close_reason\":\"La clienta ya no quiso seguir\"}");
    op_refused(&adviser, "plan.set", "{\"code\":\"F2-2\",\"version\":4,\"name\":\"Otra vez\"}", "state", "ya no se cambia");
}

static void working_and_closing(void **state)
{
    (void)state;
    op_do(&adviser, "plan_action.by_client", "{\"kind\":\"enterprise\",\"code\":\"E-1\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 2);
    op_do(&adviser, "plan_action.by_client", "{\"kind\":\"person\",\"code\":\"P-1\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 2);
    /* A session names the actions worked on, of the client's own plan only. */
    op_refused(&adviser, "session.add",
               "{\"unit\":\"CENTRO\",\"date\":\"2014-12-10\",\"kind\":\"advice_business\",\"adviser\":\"ST-1\",\"contact_minutes\":60,"
               "\"enterprises\":[\"E-2\"],\"actions\":[\"AC-1\"]}",
               "actions", "de otra empresa");
    op_do(&adviser, "session.add",
          "{\"code\":\"S-1\",\"unit\":\"CENTRO\",\"date\":\"2014-12-10\",\"kind\":\"advice_business\",\"adviser\":\"ST-1\","
          "\"contact_minutes\":60,\"enterprises\":[\"E-1\"],\"actions\":[\"AC-1\"]}");
    op_do(&adviser, "session.get", "{\"code\":\"S-1\"}");
    assert_str(((const struct session *)op_out)->actions.items[0].label, "Diseñar la etiqueta");
    /* Lateness: AC-1 ended on the 20th, AC-2 has five days left across the New Year, the plan six. */
    op_do(&adviser, "plan.sheet", "{\"code\":\"F2-1\"}");
    const struct plan_sheet *sheet = op_out;
    assert_int_equal(sheet->days_left, 6);
    assert_int_equal(sheet->open_actions, 2);
    assert_int_equal(sheet->late_actions, 1);
    assert_str(sheet->owner_name, "Marta Inventada");
    assert_str(sheet->client_name, "Taller 1");
    assert_str(sheet->unit_name, "Centro de prueba");
    op_do(&adviser, "plan_action.due", "{\"adviser\":\"ST-1\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 1);
    op_do(&adviser, "plan_action.due", "{\"until\":\"2015-01-31\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 2);
    op_do(&adviser, "plan_action.due", "{\"until\":\"2015-01-31\",\"adviser\":\"ST-2\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
    op_refused(&adviser, "plan_action.finish", "{\"code\":\"AC-1\",\"version\":1}", "state", "se hace en el estado: Iniciada");
    op_do(&adviser, "plan_action.start", "{\"code\":\"AC-1\",\"version\":1,\"started_on\":\"2014-12-05\"}");
    op_refused(&adviser, "plan_action.finish", "{\"code\":\"AC-1\",\"version\":2,\"finished_on\":\"2014-12-01\"}", "finished_on",
               "no puede ser anterior");
    op_do(&adviser, "plan_action.finish", "{\"code\":\"AC-1\",\"version\":2,\"result\":\"Etiqueta impresa\"}");
    /* Neither open actions nor a missing measurement: both are said. */
    op_refused(&adviser, "plan.close", "{\"code\":\"F2-1\",\"version\":5}", "actions", "Quedan 1 acciones");
    assert_int_equal(op_call.fault.count, 2);
    op_do(&adviser, "plan_action.cancel", "{\"code\":\"AC-2\",\"version\":1,\"result\":\"La hizo la contadora\"}");
    op_refused(&adviser, "plan.close", "{\"code\":\"F2-1\",\"version\":5}", "close_reason", "medición final");
    op_do(&adviser, "snapshot.add",
          "{\"unit\":\"CENTRO\",\"enterprise\":\"E-1\",\"kind\":\"final\",\"reference_date\":\"2014-12-27\",\"national_sales\":\"900.00\"}");
    op_do(&adviser, "plan.close", "{\"code\":\"F2-1\",\"version\":5}");
    assert_str(((const struct plan *)op_out)->state, "closed");
    op_refused(&adviser, "plan_action.add", ACTION("AC-9", "F2-1", ""), "plan", "ya terminó");
    op_do(&adviser, "plan.newest", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 2);
    op_do(&adviser, "plan.by_client", "{\"kind\":\"person\",\"code\":\"P-1\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 2);
    op_do(&stranger, "plan.newest", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
}

/* Whoever advises on the plan does not sign for the director, even if she is one. */
static void signing_for_oneself(void **state)
{
    (void)state;
    struct actor both = director;
    both.staff = adviser.staff;
    op_do(&adviser, "plan.add", PLAN("F2-3", ""));
    op_do(&adviser, "plan_action.add", ACTION("AC-30", "F2-3", ""));
    op_refused(&both, "plan.agree",
               "{\"code\":\"F2-3\",\"version\":1,\"client_signed_on\":\"2014-12-03\",\"adviser_signed_on\":\"2014-12-03\","
               "\"director_signed_on\":\"2014-12-04\"}",
               "director_signed_on", "no firma también");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writing_and_agreeing),
        cmocka_unit_test(two_people_editing),
        cmocka_unit_test(working_and_closing),
        cmocka_unit_test(signing_for_oneself),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
