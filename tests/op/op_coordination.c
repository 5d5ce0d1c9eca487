#include "op.h"

#include "app/registry.h"
#include "base/secret.h"
#include "coordination/duty.h"
#include "coordination/meeting.h"
#include "coordination/membership.h"
#include "coordination/resolution.h"

/* Members, organs, meetings with their quorum, minutes that freeze, resolutions that come back until they are done. The rows
 * D24 and D25 of the good-practice sheet are tested here. */

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
    static const char *const sides[] = {"public", "public", "private", "civil_society", "academia", "private"};
    char json[400];
    for (int i = 1; i <= 6; i++) {
        snprintf(json, sizeof json, "{\"code\":\"ORG-%d\",\"unit\":\"ADEL\",\"name\":\"Organización %d\",\"kind\":\"other\",\"side\":\"%s\"}",
                 i, i, sides[i - 1]);
        op_do(&local, "organisation.add", json);
        snprintf(json, sizeof json,
                 "{\"code\":\"SO-%d\",\"unit\":\"ADEL\",\"organisation\":\"ORG-%d\",\"class\":\"%s\",\"joined_on\":\"2012-11-15\"}", i, i,
                 i == 6 ? "honorary" : i <= 2 ? "founder" : "active");
        op_do(&executive, "membership.add", json);
    }
    op_do(&executive, "organ.add",
          "{\"code\":\"ASAMBLEA\",\"unit\":\"ADEL\",\"name\":\"Asamblea general\",\"kind\":\"assembly\",\"territory\":\"14\"}");
    op_do(&executive, "organ.add",
          "{\"code\":\"JUNTA\",\"unit\":\"ADEL\",\"name\":\"Junta directiva\",\"kind\":\"board\",\"seats\":3,\"quorum\":\"percent\","
          "\"quorum_percent\":\"60.00\"}");
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    op_close();
    return 0;
}

static void quorums(void **state)
{
    (void)state;
    assert_int_equal(organ_quorum(S("half_plus_one"), INT_NONE, 7), 4);
    assert_int_equal(organ_quorum(S("half_plus_one"), INT_NONE, 6), 4);
    assert_int_equal(organ_quorum(S("half_plus_one"), INT_NONE, 1), 1);
    assert_int_equal(organ_quorum(S("half_plus_one"), INT_NONE, 0), 1);
    assert_int_equal(organ_quorum(S("percent"), 6000, 3), 2);
    assert_int_equal(organ_quorum(S("percent"), 6667, 3), 3);
    assert_int_equal(organ_quorum(S("percent"), 10000, 9), 9);
    op_refused(&executive, "organ.add", "{\"unit\":\"ADEL\",\"name\":\"X\",\"kind\":\"board\",\"quorum\":\"percent\"}", "quorum_percent",
               "por porcentaje");
}

static void membership_by_class_d24(void **state)
{
    (void)state;
    op_refused(&executive, "membership.add",
               "{\"unit\":\"ADEL\",\"organisation\":\"ORG-1\",\"class\":\"active\",\"joined_on\":\"2014-01-01\"}", "organisation", "ya es socia");
    op_refused(&executive, "membership.set", "{\"code\":\"SO-1\",\"version\":1,\"left_on\":\"2012-11-14\"}", "left_on", "antes de ingresar");
    op_do(&executive, "membership.set", "{\"code\":\"SO-5\",\"version\":1,\"left_on\":\"2014-06-30\",\"leave_reason\":\"Cerró.\"}");
    op_do(&executive, "membership.composition", "{\"on\":\"2014-06-30\"}");
    const struct composition *composition = op_out;
    assert_int_equal(composition->members, 6);
    assert_int_equal(composition->public_members, 2);
    op_do(&executive, "membership.composition", "{\"on\":\"2014-07-01\"}");
    assert_int_equal(((const struct composition *)op_out)->members, 5);
    op_do(&executive, "membership.composition", "{\"on\":\"2012-11-14\"}");
    assert_int_equal(((const struct composition *)op_out)->members, 0);
    op_fails(&stranger, "membership.get", "{\"code\":\"SO-1\"}", ERR_NOT_FOUND);
    op_fails(&adviser, "membership.set", "{\"code\":\"SO-1\",\"version\":1,\"alternate\":\"X\"}", ERR_DENIED);
    op_do(&executive, "membership.of_organisation", "{\"code\":\"ORG-5\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 1);
}

static void terms_of_office(void **state)
{
    (void)state;
    op_do(&executive, "board_term.add",
          "{\"code\":\"CG-1\",\"organ\":\"JUNTA\",\"person\":\"Rosa Inventada\",\"office\":\"president\",\"from_on\":\"2013-01-01\"}");
    op_refused(&executive, "board_term.add",
               "{\"organ\":\"JUNTA\",\"person\":\"Otra Persona\",\"office\":\"president\",\"from_on\":\"2014-01-01\"}", "office", "Otra persona ocupa");
    op_do(&executive, "board_term.set", "{\"code\":\"CG-1\",\"version\":1,\"to_on\":\"2013-12-31\"}");
    op_do(&executive, "board_term.add",
          "{\"code\":\"CG-2\",\"organ\":\"JUNTA\",\"person\":\"Otra Persona\",\"office\":\"president\",\"from_on\":\"2014-01-01\"}");
    op_do(&executive, "board_term.add",
          "{\"code\":\"CG-3\",\"organ\":\"JUNTA\",\"person\":\"Tercera Persona\",\"office\":\"secretary\",\"from_on\":\"2014-01-01\"}");
    op_refused(&executive, "board_term.set", "{\"code\":\"CG-3\",\"version\":1,\"to_on\":\"2013-12-31\"}", "to_on", "antes de comenzar");
    op_do(&executive, "board_term.of_organ", "{\"code\":\"JUNTA\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 3);
}

/* First call without quorum takes no resolutions; the second call decides with whoever is there. */
static void quorum_on_first_and_second_call(void **state)
{
    (void)state;
    op_do(&executive, "meeting.add",
          "{\"code\":\"R-1\",\"organ\":\"ASAMBLEA\",\"date\":\"2014-03-10\",\"agenda\":\"Memoria de labores\",\"members\":[\"SO-1\",\"SO-2\"]}");
    const struct meeting *meeting = op_out;
    assert_int_equal(meeting->present, 2);
    assert_int_equal(meeting->needed, 3); /* five with a vote: the honorary one has none */
    assert_str(meeting->state, "convened");
    op_refused(&executive, "meeting.hold", "{\"code\":\"R-1\",\"version\":1}", "present", "se necesitan 3 votos");
    op_refused(&executive, "resolution.add",
               "{\"meeting\":\"R-1\",\"text\":\"Aprobar la memoria\",\"owner\":\"Rosa Inventada\"}", "meeting", "Sin quórum");
    op_refused(&executive, "meeting.set", "{\"code\":\"R-1\",\"version\":1,\"state\":\"held\"}", "state", "no se corrige a mano");
    op_refused(&executive, "meeting.set", "{\"code\":\"R-1\",\"version\":1,\"members\":[\"SO-1\",\"SO-6\"]}", "members", "con voto");
    op_do(&executive, "meeting.lack_quorum", "{\"code\":\"R-1\",\"version\":1}");
    op_refused(&executive, "resolution.add",
               "{\"meeting\":\"R-1\",\"text\":\"Aprobar la memoria\",\"owner\":\"Rosa Inventada\"}", "meeting", "Sin quórum");
    op_do(&executive, "meeting.call_again", "{\"code\":\"R-1\",\"version\":2,\"date\":\"2014-03-10\",\"start_time\":\"10:00\"}");
    assert_str(((const struct meeting *)op_out)->call, "second");
    op_do(&executive, "meeting.hold", "{\"code\":\"R-1\",\"version\":3}");
    op_do(&executive, "resolution.add",
          "{\"code\":\"AC-1\",\"meeting\":\"R-1\",\"number\":\"1\",\"text\":\"Aprobar la memoria\",\"owner\":\"Rosa Inventada\",\"due_on\":\"2014-04-30\"}");
    const struct resolution *resolution = op_out;
    assert_str(resolution->territory, "14"); /* the organ's */
    assert_str(resolution->record.unit.code, "ADEL");
    op_do(&executive, "meeting.add", "{\"code\":\"R-2\",\"organ\":\"ASAMBLEA\",\"date\":\"2015-03-10\"}");
    op_refused(&executive, "meeting.hold", "{\"code\":\"R-2\",\"version\":1}", "date", "todavía no llega");
    op_do(&executive, "meeting.cancel", "{\"code\":\"R-2\",\"version\":1,\"reason\":\"Se adelantó.\"}");
    op_refused(&executive, "meeting.hold", "{\"code\":\"R-2\",\"version\":2}", "state", "Ahora es: Cancelada");
}

static void frozen_minutes_do_not_change(void **state)
{
    (void)state;
    op_refused(&executive, "meeting.freeze", "{\"code\":\"R-1\",\"version\":4,\"minutes\":\"Reunidos en La Unión…\"}", "folio", "Falta el folio");
    op_do(&executive, "meeting.freeze",
          "{\"code\":\"R-1\",\"version\":4,\"minutes\":\"Reunidos en La Unión…\",\"book\":\"2\",\"folio\":\"14\"}");
    const struct meeting *meeting = op_out;
    assert_str(meeting->state, "frozen");
    assert_int_equal(meeting->minutes_hash.len, 64);
    op_refused(&executive, "meeting.set", "{\"code\":\"R-1\",\"version\":5,\"minutes\":\"Otra cosa\"}", "minutes", "El acta está cerrada");
    op_refused(&executive, "meeting.set", "{\"code\":\"R-1\",\"version\":5,\"members\":[\"SO-1\"]}", "members", "El acta está cerrada");
    op_refused(&executive, "resolution.set", "{\"code\":\"AC-1\",\"version\":1,\"text\":\"Rechazar la memoria\"}", "text", "cerrada");
    op_refused(&executive, "resolution.add", "{\"meeting\":\"R-1\",\"text\":\"Algo más\",\"owner\":\"X\"}", "meeting", "está cerrada");
    op_do(&executive, "meeting.get", "{\"code\":\"R-1\"}");
    op_says("Reunidos en La Unión…");
}

/* What is open comes back on the next agenda until it is done, with evidence. */
static void resolutions_come_back_d25(void **state)
{
    (void)state;
    op_do(&executive, "meeting.add",
          "{\"code\":\"R-3\",\"organ\":\"ASAMBLEA\",\"date\":\"2014-06-10\",\"members\":[\"SO-1\",\"SO-2\",\"SO-3\"]}");
    op_do(&executive, "meeting.hold", "{\"code\":\"R-3\",\"version\":1}");
    op_do(&executive, "meeting.sheet", "{\"code\":\"R-3\"}");
    const struct meeting_sheet *sheet = op_out;
    assert_int_equal(sheet->carried.len, 1);
    assert_str(((const struct resolution *)sheet->carried.items)->record.code, "AC-1");
    op_do(&executive, "resolution_action.add", "{\"code\":\"AA-1\",\"resolution\":\"AC-1\",\"text\":\"Imprimir la memoria\",\"owner\":\"Luis Inventado\"}");
    op_refused(&executive, "resolution.complete",
               "{\"code\":\"AC-1\",\"version\":1,\"done_on\":\"2014-06-20\",\"evidence\":\"Memoria impresa\"}", "state", "1 acciones pendientes");
    op_fails(&executive, "resolution_action.complete", "{\"code\":\"AA-1\",\"version\":1,\"done_on\":\"2014-06-19\"}", ERR_INVALID);
    op_do(&executive, "resolution_action.complete",
          "{\"code\":\"AA-1\",\"version\":1,\"done_on\":\"2014-06-19\",\"evidence\":\"Factura 17\"}");
    op_do(&executive, "resolution.overdue", "{\"on\":\"2014-06-15\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 1);
    op_do(&executive, "resolution.overdue", "{\"on\":\"2014-04-30\"}"); /* due that day: not late yet */
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
    op_do(&executive, "resolution.summary", "{\"on\":\"2014-06-15\"}");
    const struct resolution_summary *summary = op_out;
    assert_int_equal(summary->taken, 1);
    assert_int_equal(summary->overdue, 1);
    assert_str(((const struct resolution_line *)summary->lines.items)->territory_name, "Departamento de La Unión");
    op_do(&executive, "resolution.complete",
          "{\"code\":\"AC-1\",\"version\":1,\"done_on\":\"2014-06-20\",\"evidence\":\"Memoria impresa, archivo 3\"}");
    op_do(&executive, "resolution.summary", "{\"on\":\"2014-06-25\"}");
    assert_int_equal(((const struct resolution_summary *)op_out)->done, 1);
    assert_int_equal(((const struct resolution_summary *)op_out)->overdue, 0);
    op_do(&executive, "resolution.reopen", "{\"code\":\"AC-1\",\"version\":2,\"reason\":\"Faltó enviarla.\"}");
    assert_true(date_is_none(((const struct resolution *)op_out)->done_on));
    op_do(&stranger, "resolution.summary", "{\"on\":\"2014-06-25\"}");
    assert_int_equal(((const struct resolution_summary *)op_out)->taken, 0);
}

static void duties_of_the_year(void **state)
{
    (void)state;
    op_do(&executive, "duty.plan", "{\"year\":2014}");
    assert_int_equal(((const struct list *)op_out)->rows.len, duty_plan_count);
    op_do(&executive, "duty.plan", "{\"year\":2014}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
    op_do(&executive, "duty.get", "{\"code\":\"ESTADOS-2014\"}");
    assert_int_equal(date_cmp(((const struct duty *)op_out)->due_on, DATE(2015, 2, 28)), 0);
    assert_int_equal(date_cmp(duty_due(2015, 2), DATE(2016, 2, 29)), 0); /* a leap year */
    assert_int_equal(date_cmp(duty_due(2014, 0), DATE(2014, 12, 31)), 0);
    op_do(&executive, "duty.of_year", "{\"year\":2015}");
    assert_int_equal(((const struct list *)op_out)->rows.len, duty_plan_count - 1);
    op_do(&executive, "duty.complete", "{\"code\":\"LIBROS-2014\",\"version\":1,\"done_on\":\"2014-11-20\",\"evidence\":\"Acta 8\"}");
    op_do(&executive, "duty.waive", "{\"code\":\"SOCIOS-2014\",\"version\":1,\"reason\":\"Sin cambios.\"}");
    op_refused(&executive, "duty.waive", "{\"code\":\"LIBROS-2014\",\"version\":2,\"reason\":\"No.\"}", "state", "Ahora es: Cumplida");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quorums),
        cmocka_unit_test(membership_by_class_d24),
        cmocka_unit_test(terms_of_office),
        cmocka_unit_test(quorum_on_first_and_second_call),
        cmocka_unit_test(frozen_minutes_do_not_change),
        cmocka_unit_test(resolutions_come_back_d25),
        cmocka_unit_test(duties_of_the_year),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
