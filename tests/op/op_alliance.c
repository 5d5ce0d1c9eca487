#include "op.h"

#include "agreement/agreement.h"
#include "alliance/addendum.h"
#include "alliance/agreement_report.h"
#include "alliance/agreement_target.h"
#include "alliance/alliance.h"
#include "alliance/instalment.h"
#include "app/registry.h"
#include "base/secret.h"
#include "results/facts.h"

/* An agreement from negotiation to settlement: money by party, instalments, reports, addenda, targets beside results. The rows
 * D07, D08 and D09 of the good-practice sheet are tested here. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor executive = {.role = ROLE_EXECUTIVE, .name = {"ejecutiva", 9}, .origin = {"web", 3}};
static struct actor adviser = {.role = ROLE_ADVISER, .name = {"asesora", 7}, .origin = {"web", 3}};
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
    place(&adviser, op_out);
    op_do(&local, "unit.add", "{\"code\":\"OTRA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    place(&stranger, op_out);
    op_do(&local, "staff.add", "{\"code\":\"ST-1\",\"unit\":\"ADEL\",\"name\":\"Ana Prueba\"}");
    op_do(&local, "organisation.add",
          "{\"code\":\"CONAMYPE\",\"unit\":\"ADEL\",\"name\":\"CONAMYPE\",\"kind\":\"national_office\",\"level\":\"national\",\"side\":\"public\"}");
    op_do(&local, "organisation.add", "{\"code\":\"ADELO\",\"unit\":\"ADEL\",\"name\":\"ADEL\",\"kind\":\"leda\",\"level\":\"departmental\"}");
    op_do(&local, "organisation.add", "{\"code\":\"AJENA\",\"unit\":\"ADEL\",\"name\":\"Ajena\",\"kind\":\"ngo\"}");
    op_do(&executive, "agreement.add",
          "{\"code\":\"CV\",\"unit\":\"ADEL\",\"title\":\"Convenio CDMYPE\",\"kind\":\"specific\",\"funders\":[\"CONAMYPE\"],"
          "\"operators\":[\"ADELO\"]}");
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    facts_stop(op_runner);
    op_close();
    return 0;
}

static void signing_d07_d08(void **state)
{
    (void)state;
    op_refused(&executive, "agreement.start", "{\"code\":\"CV\",\"version\":1}", "state", "Ahora es: En negociación");
    op_fails(&adviser, "agreement.sign", "{\"code\":\"CV\",\"version\":1,\"signed_on\":\"2014-01-15\"}", ERR_DENIED);
    op_do(&executive, "agreement.sign",
          "{\"code\":\"CV\",\"version\":1,\"signed_on\":\"2014-01-15\",\"valid_from\":\"2014-01-15\",\"valid_to\":\"2014-12-31\"}");
    op_do(&executive, "agreement.start", "{\"code\":\"CV\",\"version\":2}");
    op_refused(&executive, "agreement.expire", "{\"code\":\"CV\",\"version\":3}", "valid_to", "todavía vale");
    op_fails(&stranger, "agreement.report", "{\"code\":\"CV\"}", ERR_NOT_FOUND);
    /* 38 days before its end: announced at sixty, and not at thirty. */
    op_do(&executive, "agreement.alerts", "{\"days\":60}");
    const struct list *list = op_out;
    assert_int_equal(list->rows.len, 1);
    assert_int_equal(((const struct alliance_alert *)list->rows.items)->days, 38);
    op_do(&executive, "agreement.alerts", "{\"days\":30}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
    op_do(&stranger, "agreement.alerts", "{\"days\":60}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
}

static void money_by_party(void **state)
{
    (void)state;
    op_refused(&executive, "contribution.add", "{\"agreement\":\"CV\",\"organisation\":\"AJENA\",\"kind\":\"cash\",\"amount\":\"10.00\"}",
               "organisation", "no es parte");
    op_refused(&executive, "contribution.add", "{\"agreement\":\"CV\",\"organisation\":\"ADELO\",\"kind\":\"in_kind\",\"amount\":\"10.00\"}",
               "description", "dice qué es");
    op_do(&executive, "contribution.add", "{\"agreement\":\"CV\",\"organisation\":\"CONAMYPE\",\"kind\":\"cash\",\"amount\":\"90000.00\"}");
    op_do(&executive, "contribution.add",
          "{\"agreement\":\"CV\",\"organisation\":\"ADELO\",\"kind\":\"in_kind\",\"amount\":\"12000.00\",\"description\":\"Local y mobiliario\"}");
    op_do(&executive, "instalment.add",
          "{\"code\":\"CU-1\",\"agreement\":\"CV\",\"number\":1,\"organisation\":\"CONAMYPE\",\"planned_on\":\"2014-02-01\",\"amount\":\"45000.00\"}");
    op_do(&executive, "instalment.add",
          "{\"code\":\"CU-2\",\"agreement\":\"CV\",\"number\":2,\"organisation\":\"CONAMYPE\",\"planned_on\":\"2014-08-01\",\"amount\":\"45000.00\","
          "\"condition\":\"Liquidación de la primera\"}");
    op_do(&executive, "instalment.claim", "{\"code\":\"CU-1\",\"version\":1,\"claimed_on\":\"2014-02-03\"}");
    op_do(&executive, "instalment.receive",
          "{\"code\":\"CU-1\",\"version\":2,\"received_on\":\"2014-03-04\",\"received\":\"44999.99\",\"evidence\":\"Nota de abono 17\"}");
    op_refused(&executive, "instalment.receive",
               "{\"code\":\"CU-1\",\"version\":3,\"received_on\":\"2014-03-05\",\"received\":\"45000.00\",\"evidence\":\"Otra\"}", "state",
               "Ahora es: Recibida");
    op_refused(&executive, "instalment.set", "{\"code\":\"CU-2\",\"version\":1,\"state\":\"received\"}", "state", "no se corrige a mano");
    op_do(&executive, "agreement.report", "{\"code\":\"CV\"}");
    const struct alliance_report *report = op_out;
    assert_int_equal(report->parties.len, 2);
    const struct alliance_party *parties = report->parties.items;
    assert_str(parties[1].organisation, "CONAMYPE");
    assert_int_equal(parties[1].cash.minor, 9000000);
    assert_int_equal(parties[1].planned.minor, 9000000);
    assert_int_equal(parties[1].received.minor, 4499999);
    assert_true(money_is_none(parties[1].in_kind));
    assert_true(money_is_none(parties[0].cash)); /* what is in kind is in no cash column */
    assert_int_equal(parties[0].in_kind.minor, 1200000);
    op_do(&executive, "agreement.alerts", "{\"days\":0}"); /* the second instalment is late, the end is not near */
    const struct list *late = op_out;
    assert_int_equal(late->rows.len, 1);
    assert_int_equal(((const struct alliance_alert *)late->rows.items)->days, -114);
    op_do(&executive, "instalment.cancel", "{\"code\":\"CU-2\",\"version\":1,\"reason\":\"Se renegoció.\"}");
    op_do(&executive, "agreement.report", "{\"code\":\"CV\"}");
    assert_int_equal(((const struct alliance_party *)((const struct alliance_report *)op_out)->parties.items)[1].planned.minor, 4500000);
}

static void reports_are_due_d09(void **state)
{
    (void)state;
    struct date from;
    struct date to;
    assert_true(agreement_report_period(S("quarterly"), DATE(2014, 2, 10), DATE(2014, 12, 31), 0, &from, &to));
    assert_int_equal(date_cmp(from, DATE(2014, 2, 10)), 0);
    assert_int_equal(date_cmp(to, DATE(2014, 3, 31)), 0);
    assert_true(agreement_report_period(S("monthly"), DATE(2014, 11, 1), DATE(2015, 2, 10), 3, &from, &to)); /* over New Year */
    assert_int_equal(date_cmp(from, DATE(2015, 2, 1)), 0);
    assert_int_equal(date_cmp(to, DATE(2015, 2, 10)), 0);
    assert_false(agreement_report_period(S("yearly"), DATE(2014, 5, 1), DATE(2014, 12, 31), 1, &from, &to));
    op_do(&executive, "agreement_report.plan", "{\"code\":\"CV\",\"kind\":\"monthly\",\"days\":5}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 12);
    op_do(&executive, "agreement_report.plan", "{\"code\":\"CV\",\"kind\":\"monthly\",\"days\":5}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
    op_do(&executive, "agreement.alerts", "{\"days\":0}");
    const struct list *late = op_out;
    assert_int_equal(late->rows.len, 10); /* January to October were due by 5 November */
    const struct alliance_alert *first = late->rows.items;
    assert_int_equal(date_cmp(first->due, DATE(2014, 2, 5)), 0);
    char json[200];
    snprintf(json, sizeof json, "{\"code\":\"" STR_FMT "\",\"version\":1,\"sent_on\":\"2014-02-05\",\"evidence\":\"Sello\"}", STR_ARG(first->code));
    struct str code = str_copy(&op_arena, first->code);
    op_do(&executive, "agreement_report.send", json);
    snprintf(json, sizeof json, "{\"code\":\"" STR_FMT "\",\"version\":2,\"answered_on\":\"2014-02-10\"}", STR_ARG(code));
    op_refused(&executive, "agreement_report.observe", json, "observations", "qué se observó");
    op_do(&executive, "agreement_report.accept", json);
    op_do(&executive, "agreement.alerts", "{\"days\":0}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 9);
}

/* The term is never overwritten: the addendum says the new one, and what asks for the last day follows. */
static void an_addendum_extends(void **state)
{
    (void)state;
    op_refused(&executive, "addendum.add", "{\"agreement\":\"CV\",\"signed_on\":\"2014-01-14\",\"subject\":\"Ampliar\"}", "signed_on", "no es anterior");
    op_do(&executive, "addendum.add",
          "{\"code\":\"AD-1\",\"agreement\":\"CV\",\"number\":1,\"signed_on\":\"2014-11-03\",\"subject\":\"Ampliar el plazo\",\"valid_to\":\"2015-03-31\"}");
    op_do(&executive, "agreement.get", "{\"code\":\"CV\"}");
    const struct agreement *agreement = op_out;
    assert_int_equal(date_cmp(agreement->valid_to, DATE(2014, 12, 31)), 0);
    assert_int_equal(date_cmp(agreement->extended_to, DATE(2015, 3, 31)), 0);
    assert_true(agreement_covers(agreement, DATE(2015, 2, 1)));
    op_do(&executive, "results.statement", "{\"from\":\"2015-01-01\",\"to\":\"2015-02-28\"}");
    op_says("\"code\":\"agreements_in_force\",\"value\":1");
    op_do(&executive, "agreement.alerts", "{\"days\":60}"); /* the end is far away now */
    const struct list *list = op_out;
    for (size_t i = 0; i < list->rows.len; i++) {
        assert_false(str_eq_c(((const struct alliance_alert *)list->rows.items)[i].kind, "end"));
    }
    op_do(&executive, "addendum.annul", "{\"code\":\"AD-1\",\"version\":1,\"reason\":\"No se firmó.\"}");
    op_do(&executive, "agreement.get", "{\"code\":\"CV\"}");
    assert_true(date_is_none(((const struct agreement *)op_out)->extended_to));
}

static void targets_beside_results(void **state)
{
    (void)state;
    assert_str(target_light(9500), "green");
    assert_str(target_light(9499), "amber");
    assert_str(target_light(8000), "amber");
    assert_str(target_light(7999), "red");
    op_refused(&executive, "agreement_target.add",
               "{\"agreement\":\"CV\",\"indicator\":\"nothing\",\"from_on\":\"2014-02-01\",\"to_on\":\"2014-02-28\",\"count\":2,"
               "\"decided_on\":\"2014-01-15\"}",
               "indicator", "No hay un indicador");
    op_refused(&executive, "agreement_target.add",
               "{\"agreement\":\"CV\",\"indicator\":\"sales_increase\",\"from_on\":\"2014-02-01\",\"to_on\":\"2014-02-28\",\"count\":2,"
               "\"decided_on\":\"2014-01-15\"}",
               "amount", "es un monto");
    op_refused(&executive, "agreement_target.add",
               "{\"agreement\":\"CV\",\"indicator\":\"enterprises_advised\",\"from_on\":\"2014-02-01\",\"to_on\":\"2015-02-28\",\"count\":2,"
               "\"decided_on\":\"2014-01-15\"}",
               "to_on", "fuera de la vigencia");
    op_do(&executive, "agreement_target.add",
          "{\"code\":\"ME-1\",\"agreement\":\"CV\",\"indicator\":\"enterprises_advised\",\"from_on\":\"2014-02-01\",\"to_on\":\"2014-10-31\",\"count\":4,"
          "\"decided_on\":\"2014-01-15\"}");
    for (int i = 1; i <= 3; i++) {
        char json[500];
        snprintf(json, sizeof json, "{\"code\":\"E-%d\",\"unit\":\"ADEL\",\"name\":\"Empresa %d\",\"category\":\"enterprise\",\"district\":\"1408\","
                                    "\"registered_on\":\"2013-05-01\"}", i, i);
        op_do(&local, "enterprise.add", json);
        snprintf(json, sizeof json, "{\"unit\":\"ADEL\",\"date\":\"2014-05-0%d\",\"kind\":\"advice_business\",\"adviser\":\"ST-1\",\"enterprises\":[\"E-%d\"],"
                                    "\"modality\":\"office\",\"contact_minutes\":60,\"state\":\"held\"%s}", i, i,
                 i == 3 ? "" : ",\"funding\":[{\"to\":\"CV\",\"percent\":\"100.00\"}]"); /* the third is not paid by it */
        op_do(&local, "session.add", json);
    }
    op_do(&executive, "agreement.report", "{\"code\":\"CV\"}");
    const struct alliance_report *report = op_out;
    assert_int_equal(report->targets.len, 1);
    const struct alliance_target *target = report->targets.items;
    assert_int_equal(target->result.amount, 2);
    assert_int_equal(target->percent, 5000);
    assert_str(target->light, "red");
    op_refused(&executive, "agreement_target.set", "{\"code\":\"ME-1\",\"version\":1,\"count\":3}", "count", "no se sobrescribe");
    op_refused(&executive, "agreement_target.add",
               "{\"agreement\":\"CV\",\"indicator\":\"enterprises_advised\",\"from_on\":\"2014-02-01\",\"to_on\":\"2014-10-31\",\"count\":3,"
               "\"decided_on\":\"2014-01-14\"}",
               "decided_on", "antes que la anterior");
    op_do(&executive, "agreement_target.add",
          "{\"code\":\"ME-2\",\"agreement\":\"CV\",\"indicator\":\"enterprises_advised\",\"from_on\":\"2014-02-01\",\"to_on\":\"2014-10-31\",\"count\":3,"
          "\"decided_on\":\"2014-06-15\",\"basis\":\"Adenda 1\"}");
    assert_int_equal(((const struct agreement_target *)op_out)->version_number, 2);
    op_do(&executive, "agreement.report", "{\"code\":\"CV\"}");
    report = op_out;
    assert_int_equal(report->targets.len, 1); /* the newest version alone */
    target = report->targets.items;
    assert_int_equal(target->target.amount, 3);
    assert_int_equal(target->version, 2);
    assert_int_equal(target->percent, 6666);
}

/* Settled only when nothing is open; the example of a project with its expenses is op_project.c. */
static void ending(void **state)
{
    (void)state;
    op_refused(&executive, "agreement.settle", "{\"code\":\"CV\",\"version\":5}", "state", "Ahora es: Vigente");
    op_do(&executive, "agreement.terminate", "{\"code\":\"CV\",\"version\":5,\"reason\":\"De común acuerdo.\"}");
    op_refused(&executive, "agreement.settle", "{\"code\":\"CV\",\"version\":6}", "state", "informes por enviar");
    op_do(&executive, "agreement_report.of_agreement", "{\"code\":\"CV\"}");
    const struct list list = *(const struct list *)op_out;
    const struct agreement_report *reports = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        if (str_eq_c(reports[i].state, "pending")) {
            op_do(&executive, "agreement_report.annul",
                  str_c(&op_arena, str_format(&op_arena, "{\"code\":\"" STR_FMT "\",\"version\":1,\"reason\":\"Terminó antes.\"}",
                                              STR_ARG(reports[i].record.code))));
        }
    }
    op_do(&executive, "agreement.settle", "{\"code\":\"CV\",\"version\":6}");
    assert_str(((const struct agreement *)op_out)->state, "settled");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signing_d07_d08), cmocka_unit_test(money_by_party),         cmocka_unit_test(reports_are_due_d09),
        cmocka_unit_test(an_addendum_extends), cmocka_unit_test(targets_beside_results), cmocka_unit_test(ending),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
