#include "op.h"

#include "app/registry.h"
#include "base/secret.h"
#include "centre/monthly_report.h"
#include "centre/target.h"
#include "centre/work.h"
#include "results/facts.h"
#include "results/service_row.h"

/* What a centre works with every day: what waits for whom, what records lack. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor director = {.role = ROLE_DIRECTOR, .name = {"directora", 9}, .origin = {"web", 3}};
static struct actor adviser = {.role = ROLE_ADVISER, .name = {"asesora", 7}, .origin = {"web", 3}};
static struct actor colleague = {.role = ROLE_ADVISER, .name = {"asesor", 6}, .origin = {"web", 3}};
static struct actor clerk = {.role = ROLE_ADMINISTRATOR, .name = {"administrativa", 14}, .origin = {"web", 3}};
static struct actor executive = {.role = ROLE_EXECUTIVE, .name = {"ejecutiva", 9}, .origin = {"web", 3}};
static struct actor partner = {.role = ROLE_PARTNER_READER, .name = {"socia", 5}, .origin = {"web", 3}};
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
    clock_set(INT64_C(1400155200000000)); /* 2014-05-15T12:00:00Z */
    registry_start();
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\",\"territory\":\"14\"}");
    place(&executive, op_out);
    op_do(&local, "unit.add", "{\"code\":\"CENTRO\",\"kind\":\"centre\",\"name\":\"Centro de prueba\",\"parent\":\"ADEL\",\"territory\":\"14\"}");
    place(&director, op_out);
    place(&adviser, op_out);
    place(&colleague, op_out);
    place(&clerk, op_out);
    place(&partner, op_out);
    op_do(&local, "unit.add", "{\"code\":\"OTRA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    place(&stranger, op_out);
    op_do(&local, "staff.add", "{\"code\":\"ST-1\",\"unit\":\"CENTRO\",\"name\":\"Ana Prueba\"}");
    adviser.staff = ((const struct record *)op_out)->id;
    op_do(&local, "staff.add", "{\"code\":\"ST-2\",\"unit\":\"CENTRO\",\"name\":\"Luis Prueba\"}");
    colleague.staff = ((const struct record *)op_out)->id;
    op_do(&local, "enterprise.add",
          "{\"code\":\"E-1\",\"unit\":\"CENTRO\",\"name\":\"Taller 1\",\"district\":\"1408\",\"adviser\":\"ST-1\",\"led_by\":\"women\","
          "\"registered_on\":\"2014-01-10\"}");
    op_do(&local, "enterprise.add",
          "{\"code\":\"E-2\",\"unit\":\"CENTRO\",\"name\":\"Taller 2\",\"district\":\"1404\",\"adviser\":\"ST-2\",\"annual_sales\":\"9000.00\","
          "\"workers\":2,\"registered_on\":\"2014-01-10\"}");
    return 0;
}

static int close_all(void **state)
{
    facts_stop(op_runner);
    op_close();
    clock_set(0);
    return store_teardown(state);
}

/* How many wait in a section of the last answer of today.read; -1 if the role has no such section. */
static int64_t waiting(const char *section)
{
    const struct work_today *today = op_out;
    const struct work_count *rows = today->sections.items;
    for (size_t i = 0; i < today->sections.len; i++) {
        if (str_eq_c(rows[i].code, section)) {
            return rows[i].count;
        }
    }
    return -1;
}

/* The same of quality.summary. */
static int64_t lacking(const char *rule)
{
    const struct list *list = op_out;
    const struct work_count *rows = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        if (str_eq_c(rows[i].code, rule)) {
            return rows[i].count;
        }
    }
    return -1;
}

#define SESSION(code, date, adviser, enterprise, more)                                                                       \
    "{\"code\":\"" code "\",\"unit\":\"CENTRO\",\"date\":\"" date "\",\"kind\":\"advice_ict\",\"modality\":\"office\",\"adviser\":\"" adviser \
    "\",\"enterprises\":[\"" enterprise "\"]" more "}"

static void appointments(void **state)
{
    (void)state;
    op_do(&adviser, "today.read", "{}");
    assert_int_equal(waiting("appointments"), 0);
    op_do(&adviser, "session.add", SESSION("S-1", "2014-05-15", "ST-1", "E-1", ",\"state\":\"scheduled\""));
    op_do(&adviser, "session.add", SESSION("S-2", "2014-05-22", "ST-1", "E-1", ",\"state\":\"scheduled\""));
    op_do(&adviser, "session.add", SESSION("S-3", "2014-05-23", "ST-1", "E-1", ",\"state\":\"scheduled\""));
    op_do(&colleague, "session.add", SESSION("S-4", "2014-05-16", "ST-2", "E-2", ",\"state\":\"scheduled\""));
    op_do(&colleague, "session.add",
          SESSION("S-5", "2014-05-02", "ST-2", "E-2", ",\"state\":\"held\",\"contact_minutes\":60,\"next_appointment\":\"2014-05-20\""));
    op_do(&adviser, "today.read", "{}");
    assert_int_equal(waiting("appointments"), 2); /* today and in seven days; the eighth is not shown yet */
    const struct work_today *today = op_out;
    const struct work_item *items = today->items.items;
    assert_str(items[0].code, "S-1");
    assert_str(items[0].who, "Taller 1");
    assert_str(items[0].title, "Asesoría en TIC");
    assert_int_equal(items[0].days, 0);
    assert_int_equal(items[1].days, 7);
    assert_str(today->adviser_name, "Ana Prueba");
    /* Hers alone; the director has the whole centre's, or somebody's. The day agreed in a session goes once the client came again. */
    op_do(&colleague, "today.read", "{}");
    assert_int_equal(waiting("appointments"), 1);
    op_do(&director, "today.read", "{}");
    assert_int_equal(waiting("appointments"), 3);
    op_do(&director, "today.read", "{\"adviser\":\"ST-2\"}");
    assert_int_equal(waiting("appointments"), 1);
    op_do(&director, "today.read", "{\"limit\":1}");
    assert_int_equal(waiting("appointments"), 3);
    assert_int_equal(((const struct work_today *)op_out)->items.len, 1);
    op_refused(&director, "today.read", "{\"adviser\":\"ST-9\"}", "adviser", "No hay una persona del equipo");
    op_fails(&partner, "today.read", "{}", ERR_DENIED);
    op_do(&stranger, "today.read", "{}");
    assert_int_equal(waiting("appointments"), 0);
    op_refused(&stranger, "today.read", "{\"adviser\":\"ST-1\"}", "adviser", "No hay una persona del equipo");
}

/* A session that nobody recorded stays among the appointments for a month; then it is late, and the director sees it at once. */
static void what_never_happened(void **state)
{
    (void)state;
    op_do(&adviser, "session.add", SESSION("S-6", "2014-04-15", "ST-1", "E-1", ",\"state\":\"scheduled\""));
    op_do(&adviser, "session.add", SESSION("S-7", "2014-04-14", "ST-1", "E-1", ",\"state\":\"scheduled\""));
    op_do(&adviser, "today.read", "{}");
    assert_int_equal(waiting("appointments"), 3);
    assert_int_equal(waiting("late_sessions"), 1);
    op_do(&director, "today.read", "{}");
    assert_int_equal(waiting("late_sessions"), 2);
}

static void each_role_has_its_own(void **state)
{
    (void)state;
    op_do(&clerk, "today.read", "{}");
    assert_int_equal(waiting("appointments"), -1);
    assert_int_equal(waiting("offers"), 0);
    assert_int_equal(waiting("payments_ready"), 0);
    op_do(&executive, "duty.add", "{\"unit\":\"ADEL\",\"title\":\"Presentar el balance\",\"kind\":\"accounts\",\"due_on\":\"2014-07-14\"}");
    op_do(&executive, "duty.add", "{\"unit\":\"ADEL\",\"title\":\"Inscribir socios\",\"kind\":\"registration\",\"due_on\":\"2014-07-15\"}");
    op_do(&executive, "today.read", "{}");
    assert_int_equal(waiting("duties"), 1); /* sixty days ahead, not sixty-one */
    assert_int_equal(waiting("intakes"), -1);
    op_do(&director, "today.read", "{}");
    assert_int_equal(waiting("duties"), -1);
    assert_int_equal(waiting("intakes"), 0);
    op_do(&local, "today.read", "{}");
    assert_int_equal(waiting("duties"), 1);
}

static void what_records_lack(void **state)
{
    (void)state;
    op_do(&colleague, "session.add", SESSION("S-8", "2014-05-05", "ST-2", "E-2", ",\"state\":\"held\",\"preparation_minutes\":30,\"summary\":\"Costos\""));
    op_do(&colleague, "event.add",
          "{\"code\":\"EV-1\",\"unit\":\"CENTRO\",\"kind\":\"training\",\"topic\":\"Ventas\",\"starts_on\":\"2014-05-14\",\"ends_on\":\"2014-05-14\","
          "\"adviser\":\"ST-2\"}");
    op_do(&colleague, "event.add",
          "{\"code\":\"EV-2\",\"unit\":\"CENTRO\",\"kind\":\"training\",\"topic\":\"Costos\",\"starts_on\":\"2014-05-15\",\"ends_on\":\"2014-05-15\","
          "\"adviser\":\"ST-2\"}");
    op_do(&director, "quality.summary", "{}");
    assert_int_equal(lacking("session_contact"), 1);
    assert_int_equal(lacking("session_summary"), 1); /* S-5 */
    assert_int_equal(lacking("event_attendance"), 1); /* the one that is over */
    assert_int_equal(lacking("enterprise_nit"), 0);   /* prospects lack nothing yet */
    op_do(&director, "quality.list", "{\"rule\":\"session_contact\"}");
    const struct list *list = op_out;
    assert_int_equal(list->rows.len, 1);
    assert_str(((const struct work_item *)list->rows.items)->code, "S-8");
    op_do(&adviser, "quality.summary", "{}");
    assert_int_equal(lacking("session_contact"), 0);
    op_do(&colleague, "quality.list", "{\"rule\":\"event_attendance\"}");
    assert_int_equal(((const struct list *)op_out)->total, 1);
    op_refused(&director, "quality.list", "{\"rule\":\"nothing\"}", "rule", "");
    op_do(&stranger, "quality.list", "{\"rule\":\"session_contact\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
}

#define TARGET(code, adviser, indicator, more)                                                                              \
    "{\"code\":\"" code "\",\"unit\":\"CENTRO\"," adviser "\"indicator\":\"" indicator "\",\"from_on\":\"2014-05-01\",\"to_on\":\"2014-05-31\"," \
    "\"decided_on\":\"2014-01-20\"" more "}"

static void targets(void **state)
{
    (void)state;
    op_fails(&adviser, "target.add", TARGET("MT-1", "", "service_ict_advice", ",\"count\":2"), ERR_DENIED);
    op_refused(&director, "target.add", TARGET("MT-1", "", "nada", ",\"count\":2"), "indicator", "No hay un indicador");
    op_refused(&director, "target.add", TARGET("MT-1", "", "service_ict_advice", ""), "count", "es un número");
    op_refused(&director, "target.add", TARGET("MT-1", "", "sales_increase", ",\"count\":2"), "amount", "es un monto");
    op_refused(&director, "target.add", TARGET("MT-1", "\"adviser\":\"ST-1\",", "enterprises_advised", ",\"count\":2"), "indicator", "unidad entera");
    op_refused(&director, "target.add",
               "{\"unit\":\"CENTRO\",\"indicator\":\"service_link\",\"from_on\":\"2014-05-31\",\"to_on\":\"2014-05-01\",\"count\":2,"
               "\"decided_on\":\"2014-01-20\"}",
               "to_on", "antes de comenzar");
    op_do(&director, "target.add", TARGET("MT-1", "", "service_ict_advice", ",\"count\":4"));
    op_do(&director, "target.add", TARGET("MT-2", "\"adviser\":\"ST-2\",", "service_ict_advice", ",\"count\":1"));
    /* Not overwritten: a new version, and the newest one holds. */
    op_refused(&director, "target.set", "{\"code\":\"MT-1\",\"version\":1,\"count\":5}", "count", "no se sobrescribe");
    op_refused(&director, "target.add",
               "{\"unit\":\"CENTRO\",\"indicator\":\"service_ict_advice\",\"from_on\":\"2014-05-01\",\"to_on\":\"2014-05-31\",\"count\":5,"
               "\"decided_on\":\"2014-01-19\"}",
               "decided_on", "antes que la anterior");
    op_do(&director, "target.add", TARGET("MT-3", "", "service_ict_advice", ",\"count\":5"));
    assert_int_equal(((const struct target *)op_out)->version_number, 2);
    op_do(&director, "target.progress", "{}");
    const struct list *list = op_out;
    const struct target_line *lines = list->rows.items;
    assert_int_equal(list->rows.len, 2);
    for (size_t i = 0; i < list->rows.len; i++) {
        bool whole = str_is_empty(lines[i].adviser);
        assert_true(str_eq_c(lines[i].code, whole ? "MT-3" : "MT-2"));
        /* S-5 and S-8 were held until today; S-8 has no contact time, but was a service. */
        assert_int_equal(lines[i].result.amount, 2);
        assert_int_equal(lines[i].percent, whole ? 4000 : 20000);
        assert_true(str_is_empty(lines[i].light)); /* the month is not over */
    }
    op_do(&adviser, "target.progress", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 1); /* the unit's; the other adviser's is not hers */
    op_do(&director, "target.progress", "{\"from\":\"2014-06-01\",\"to\":\"2014-06-30\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
    op_refused(&director, "target.progress", "{\"adviser\":\"ST-9\"}", "adviser", "No hay una persona");
    op_do(&stranger, "target.progress", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
    op_fails(&stranger, "target.get", "{\"code\":\"MT-1\"}", ERR_NOT_FOUND);
}

/* The cell of a row of the first table in the last answer, as people read it. */
static struct str cell_of(const char *label, size_t column)
{
    const struct report *report = op_out;
    const struct report_part *parts = report->parts.items;
    for (size_t i = 0; i < report->parts.len; i++) {
        const struct report_row *rows = parts[i].rows.items;
        for (size_t r = 0; r < parts[i].rows.len; r++) {
            const struct report_cell *cells = rows[r].cells.items;
            if (str_eq_c(cells[0].text, label)) {
                return cells[column].text;
            }
        }
    }
    return S("no such row");
}

static void the_months_table(void **state)
{
    (void)state;
    op_do(&director, "person.add", "{\"code\":\"P-1\",\"unit\":\"CENTRO\",\"given_names\":\"Rosa\",\"surnames\":\"Inventada\"}");
    op_do(&director, "person.add", "{\"code\":\"P-2\",\"unit\":\"CENTRO\",\"given_names\":\"Rosa M.\",\"surnames\":\"Inventada\"}");
    op_do(&director, "person.add", "{\"code\":\"P-3\",\"unit\":\"CENTRO\",\"given_names\":\"Otra\",\"surnames\":\"Persona\"}");
    op_do(&director, "session.add",
          "{\"code\":\"SM-1\",\"unit\":\"CENTRO\",\"date\":\"2014-04-01\",\"kind\":\"advice_business\",\"modality\":\"office\",\"adviser\":\"ST-1\","
          "\"persons\":[\"P-1\"],\"state\":\"held\",\"contact_minutes\":60}");
    op_do(&director, "session.add",
          "{\"code\":\"SM-2\",\"unit\":\"CENTRO\",\"date\":\"2014-04-30\",\"kind\":\"advice_business\",\"modality\":\"visit\",\"adviser\":\"ST-1\","
          "\"persons\":[\"P-2\",\"P-3\"],\"state\":\"held\",\"contact_minutes\":30}");
    op_do(&director, "session.add",
          "{\"code\":\"SM-3\",\"unit\":\"CENTRO\",\"date\":\"2014-04-30\",\"kind\":\"advice_business\",\"modality\":\"visit\",\"adviser\":\"ST-2\","
          "\"enterprises\":[\"E-1\"],\"state\":\"held\",\"contact_minutes\":30}");
    op_do(&director, "session.add",
          "{\"code\":\"SM-4\",\"unit\":\"CENTRO\",\"date\":\"2014-03-31\",\"kind\":\"advice_business\",\"modality\":\"visit\",\"adviser\":\"ST-2\","
          "\"enterprises\":[\"E-2\"],\"state\":\"held\",\"contact_minutes\":30}");
    op_do(&director, "target.add",
          "{\"code\":\"MT-4\",\"unit\":\"CENTRO\",\"indicator\":\"service_business_advice\",\"from_on\":\"2014-04-01\",\"to_on\":\"2014-04-30\","
          "\"count\":8,\"decided_on\":\"2014-01-20\"}");
    op_do(&director, "report.monthly", "{\"month\":\"2014-04\"}");
    assert_str(cell_of("Asesorías empresariales", 1), "8");
    assert_str(cell_of("Asesorías empresariales", 2), "3"); /* the last day of March is not April */
    assert_str(cell_of("Asesorías empresariales", 3), "1"); /* the enterprise of which nobody was noted */
    assert_str(cell_of("Asesorías empresariales", 4), "3");
    /* Two records of one person are one person, as everywhere. */
    op_do(&director, "identity.add",
          "{\"code\":\"ID-1\",\"unit\":\"CENTRO\",\"kind\":\"person\",\"persons\":[\"P-1\",\"P-2\"],\"merged_on\":\"2014-05-01\",\"reason\":\"La misma.\"}");
    op_do(&director, "report.monthly", "{\"unit\":\"CENTRO\",\"month\":\"2014-04\"}");
    assert_str(cell_of("Asesorías empresariales", 2), "3");
    assert_str(cell_of("Asesorías empresariales", 4), "2");
    op_refused(&director, "report.monthly", "{\"month\":\"2014-13\"}", "month", "AAAA-MM");
    op_refused(&director, "report.monthly", "{\"unit\":\"NADA\",\"month\":\"2014-04\"}", "unit", "No hay una unidad");
    op_refused(&stranger, "report.monthly", "{\"unit\":\"CENTRO\",\"month\":\"2014-04\"}", "unit", "No hay una unidad");
    op_fails(&partner, "report.monthly", "{}", ERR_DENIED);
}

/* What was closed is kept: later corrections do not move it, and opening again makes another edition. */
static void what_was_sent_stands(void **state)
{
    (void)state;
    op_do(&adviser, "monthly_report.add", "{\"code\":\"IM-1\",\"unit\":\"CENTRO\",\"month\":\"2014-04-17\",\"introduction\":\"Abril.\"}");
    assert_int_equal(((const struct monthly_report *)op_out)->month.day, 1);
    op_refused(&adviser, "monthly_report.add", "{\"unit\":\"CENTRO\",\"month\":\"2014-04-01\"}", "month", "IM-1");
    op_refused(&adviser, "monthly_report.add", "{\"unit\":\"CENTRO\",\"month\":\"2014-06-01\"}", "month", "todavía no comienza");
    op_refused(&adviser, "monthly_report.submit", "{\"code\":\"IM-1\",\"version\":1}", "conclusion", "Falta la conclusión");
    assert_int_equal(op_call.fault.count, 2);
    op_do(&adviser, "monthly_report.set", "{\"code\":\"IM-1\",\"version\":1,\"objective\":\"Informar.\",\"conclusion\":\"Se cumplió.\"}");
    op_do(&adviser, "monthly_report.submit", "{\"code\":\"IM-1\",\"version\":2}");
    op_fails(&adviser, "monthly_report.close", "{\"code\":\"IM-1\",\"version\":3}", ERR_DENIED);
    op_do(&director, "monthly_report.return", "{\"code\":\"IM-1\",\"version\":3}");
    op_do(&adviser, "monthly_report.submit", "{\"code\":\"IM-1\",\"version\":4}");
    op_refused(&director, "monthly_report.reopen", "{\"code\":\"IM-1\",\"version\":5,\"reason\":\"Por gusto\"}", "state", "cuando está cerrada");
    op_do(&director, "monthly_report.close", "{\"code\":\"IM-1\",\"version\":5}");
    assert_int_equal(((const struct monthly_report *)op_out)->sheet_hash.len, 64);
    op_refused(&adviser, "monthly_report.set", "{\"code\":\"IM-1\",\"version\":6,\"conclusion\":\"Otra.\"}", "conclusion", "ya no cambia");
    op_refused(&director, "monthly_report.set", "{\"code\":\"IM-1\",\"version\":6,\"sheet_es\":\"{}\"}", "sheet_es", "ya no cambia");
    op_do(&director, "monthly_report.send", "{\"code\":\"IM-1\",\"version\":6}");
    /* A session that was forgotten. */
    op_do(&director, "session.add",
          "{\"code\":\"SM-5\",\"unit\":\"CENTRO\",\"date\":\"2014-04-22\",\"kind\":\"advice_business\",\"modality\":\"visit\",\"adviser\":\"ST-2\","
          "\"enterprises\":[\"E-2\"],\"state\":\"held\",\"contact_minutes\":30}");
    op_do(&director, "report.monthly", "{\"month\":\"2014-04\"}");
    assert_str(cell_of("Asesorías empresariales", 2), "3");
    op_says("Cerrado el");
    op_refused(&director, "monthly_report.observe", "{\"code\":\"IM-1\",\"version\":7}", "observations", "");
    op_do(&director, "monthly_report.observe", "{\"code\":\"IM-1\",\"version\":7,\"observations\":\"Falta una sesión.\"}");
    op_do(&director, "monthly_report.reopen", "{\"code\":\"IM-1\",\"version\":8,\"reason\":\"Se observó una sesión que faltaba.\"}");
    const struct monthly_report *next = op_out;
    assert_int_equal(next->edition, 2);
    assert_str(next->state, "open");
    assert_str(next->conclusion, "Se cumplió.");
    assert_true(str_is_empty(next->sheet_hash));
    op_do(&director, "report.monthly", "{\"month\":\"2014-04\"}");
    assert_str(cell_of("Asesorías empresariales", 2), "4");
    op_do(&director, "monthly_report.get", "{\"code\":\"IM-1\"}");
    assert_str(((const struct monthly_report *)op_out)->state, "observed");
    assert_int_equal(((const struct monthly_report *)op_out)->sheet_hash.len, 64);
    op_refused(&director, "monthly_report.reopen", "{\"code\":\"IM-1\",\"version\":8,\"reason\":\"Otra vez\"}", "state", "última edición");
    op_fails(&stranger, "monthly_report.get", "{\"code\":\"IM-1\"}", ERR_NOT_FOUND);
    /* The month that runs is not closed yet. */
    op_do(&director, "monthly_report.add",
          "{\"code\":\"IM-2\",\"unit\":\"CENTRO\",\"month\":\"2014-05-01\",\"introduction\":\"M\",\"objective\":\"O\",\"conclusion\":\"C\"}");
    op_do(&director, "monthly_report.submit", "{\"code\":\"IM-2\",\"version\":1}");
    op_refused(&director, "monthly_report.close", "{\"code\":\"IM-2\",\"version\":2}", "month", "no ha terminado");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appointments),
        cmocka_unit_test(what_never_happened),
        cmocka_unit_test(each_role_has_its_own),
        cmocka_unit_test(what_records_lack),
        cmocka_unit_test(targets),
        cmocka_unit_test(the_months_table),
        cmocka_unit_test(what_was_sent_stands),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
