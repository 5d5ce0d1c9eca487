#include "op.h"

#include "app/registry.h"
#include "base/secret.h"
#include "policy/policy.h"
#include "policy/policy_tag.h"

/* A policy with its axes, lines and actions, and what served each. The rows D04, D19 and D20 of the good-practice sheet are
 * tested here: the report per axis counts tagged things once and says what is untagged. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor executive = {.role = ROLE_EXECUTIVE, .name = {"ejecutiva", 9}, .origin = {"web", 3}};
static struct actor stranger = {.role = ROLE_EXECUTIVE, .name = {"ajena", 5}, .origin = {"web", 3}};

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
    clock_set(INT64_C(1416744000000000)); /* 2014-11-23T12:00:00Z */
    registry_start();
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\",\"territory\":\"14\"}");
    place(&executive, op_out);
    op_do(&local, "unit.add", "{\"code\":\"OTRA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    place(&stranger, op_out);
    op_do(&local, "staff.add", "{\"code\":\"ST-1\",\"unit\":\"ADEL\",\"name\":\"Ana Prueba\"}");
    op_do(&local, "enterprise.add", "{\"code\":\"E-1\",\"unit\":\"ADEL\",\"name\":\"Empresa 1\",\"category\":\"enterprise\",\"district\":\"1408\","
                                    "\"registered_on\":\"2013-05-01\"}");
    char json[400];
    for (int i = 1; i <= 4; i++) {
        snprintf(json, sizeof json,
                 "{\"code\":\"S-%d\",\"unit\":\"ADEL\",\"date\":\"%s\",\"kind\":\"advice_business\",\"adviser\":\"ST-1\",\"enterprises\":[\"E-1\"],"
                 "\"modality\":\"office\",\"contact_minutes\":60,\"state\":\"held\"}", i, i == 4 ? "2013-05-05" : "2014-05-05");
        op_do(&local, "session.add", json);
    }
    op_do(&executive, "agreement.add",
          "{\"code\":\"CV\",\"unit\":\"ADEL\",\"title\":\"Convenio\",\"kind\":\"specific\",\"state\":\"in_force\",\"signed_on\":\"2013-01-15\","
          "\"valid_from\":\"2013-01-15\",\"valid_to\":\"2014-12-31\"}");
    op_do(&executive, "policy.add",
          "{\"code\":\"PNE\",\"unit\":\"ADEL\",\"name_es\":\"Política Nacional de Emprendimiento\",\"name_en\":\"National Entrepreneurship Policy\","
          "\"kind\":\"national_policy\",\"level\":\"national\"}");
    for (int axis = 1; axis <= 2; axis++) {
        snprintf(json, sizeof json, "{\"code\":\"EJ-%d\",\"policy\":\"PNE\",\"number\":\"%d\",\"name_es\":\"Eje %d\",\"name_en\":\"Axis %d\"}", axis,
                 axis, axis, axis);
        op_do(&executive, "policy_axis.add", json);
        snprintf(json, sizeof json, "{\"code\":\"LI-%d\",\"axis\":\"EJ-%d\",\"number\":\"%d.1\",\"name_es\":\"Línea\"}", axis, axis, axis);
        op_do(&executive, "policy_line.add", json);
        for (int action = 1; action <= 2; action++) {
            snprintf(json, sizeof json, "{\"code\":\"AE-%d%d\",\"line\":\"LI-%d\",\"number\":\"%d.1.%d\",\"name_es\":\"Acción\"}", axis, action, axis,
                     axis, action);
            op_do(&executive, "policy_action.add", json);
        }
    }
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    op_close();
    return 0;
}

static const struct policy_report_line *line_of(const char *code)
{
    const struct policy_report *report = op_out;
    const struct policy_report_line *lines = report->lines.items;
    for (size_t i = 0; i < report->lines.len; i++) {
        if (str_eq_c(lines[i].code, code)) {
            return &lines[i];
        }
    }
    fail();
    return NULL;
}

#define TAG(action, dataset, code) "{\"action\":\"" action "\",\"dataset\":\"" dataset "\",\"record_code\":\"" code "\"}"

static void tagging(void **state)
{
    (void)state;
    op_refused(&executive, "policy_tag.add", TAG("AE-11", "sessions", "S-99"), "record_code", "No hay un registro");
    op_fails(&stranger, "policy_tag.add", TAG("AE-11", "sessions", "S-1"), ERR_INVALID);
    op_do(&local, "policy_tag.add", TAG("AE-11", "sessions", "S-1"));
    op_refused(&local, "policy_tag.add", TAG("AE-11", "sessions", "S-1"), "record_code", "ya sirve");
    op_do(&local, "policy_tag.add", TAG("AE-12", "sessions", "S-1"));
    op_do(&local, "policy_tag.add", TAG("AE-21", "sessions", "S-1"));
    op_do(&local, "policy_tag.add", TAG("AE-11", "sessions", "S-2"));
    op_do(&local, "policy_tag.add", TAG("AE-11", "sessions", "S-4"));
    op_do(&local, "policy_tag.add", TAG("AE-11", "agreements", "CV"));
    op_do(&executive, "policy_tag.of_action", "{\"code\":\"AE-11\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 4);
}

/* Two actions of one axis count the session once on the axis; another axis counts it too; last year's counts in last year. */
static void report_per_axis_d04(void **state)
{
    (void)state;
    op_do(&executive, "policy.report", "{\"code\":\"PNE\",\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}");
    assert_int_equal(line_of("EJ-1")->sessions, 2);
    assert_int_equal(line_of("EJ-1")->agreements, 1);
    assert_int_equal(line_of("EJ-1")->total, 3);
    assert_int_equal(line_of("LI-1")->sessions, 2);
    assert_int_equal(line_of("AE-11")->sessions, 2);
    assert_int_equal(line_of("AE-12")->sessions, 1);
    assert_int_equal(line_of("EJ-2")->sessions, 1);
    assert_int_equal(line_of("AE-22")->total, 0);
    const struct policy_report *report = op_out;
    const struct policy_report_untagged *untagged = report->untagged.items;
    assert_str(untagged[0].dataset, "sessions");
    assert_int_equal(untagged[0].records, 3);
    assert_int_equal(untagged[0].tagged, 2);
    assert_int_equal(untagged[0].untagged, 1);
    assert_true(report->confirmed == ANSWER_NO); /* what nobody read in the official text says so */
    op_do(&executive, "policy.report", "{\"code\":\"PNE\",\"from\":\"2013-01-01\",\"to\":\"2013-12-31\"}");
    assert_int_equal(line_of("EJ-1")->sessions, 1);
    op_fails(&stranger, "policy.report", "{\"code\":\"PNE\",\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}", ERR_NOT_FOUND);
    op_refused(&executive, "policy.report", "{\"code\":\"PNE\",\"from\":\"2014-12-31\",\"to\":\"2014-01-01\"}", "to", "antes de comenzar");
}

static void in_the_readers_language_d19(void **state)
{
    (void)state;
    assert_str(policy_name(S("Eje"), S("Axis"), LANG_EN), "Axis");
    assert_str(policy_name(S("Eje"), S("Axis"), LANG_ES), "Eje");
    assert_str(policy_name(S("Eje"), STR_NONE, LANG_EN), "Eje");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tagging),
        cmocka_unit_test(report_per_axis_d04),
        cmocka_unit_test(in_the_readers_language_d19),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
