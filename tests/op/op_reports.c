#include "op.h"

#include "app/registry.h"
#include "base/secret.h"
#include "core/report.h"
#include "results/facts.h"

#include <string.h>

/* The agency's reports as operations: what they say, in whose language, and to whom. */

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
    op_do(&local, "organisation.add",
          "{\"code\":\"CONAMYPE\",\"unit\":\"ADEL\",\"name\":\"CONAMYPE\",\"kind\":\"national_office\",\"level\":\"national\",\"side\":\"public\"}");
    op_do(&local, "enterprise.add", "{\"code\":\"E-1\",\"unit\":\"ADEL\",\"name\":\"Empresa 1\",\"category\":\"enterprise\",\"district\":\"1408\","
                                    "\"registered_on\":\"2013-05-01\"}");
    op_do(&executive, "agreement.add",
          "{\"code\":\"CV\",\"unit\":\"ADEL\",\"title\":\"Convenio CDMYPE\",\"kind\":\"specific\",\"state\":\"in_force\",\"signed_on\":\"2014-01-01\","
          "\"valid_from\":\"2014-01-01\",\"valid_to\":\"2014-12-31\",\"funders\":[\"CONAMYPE\"]}");
    op_do(&local, "session.add",
          "{\"code\":\"S-1\",\"unit\":\"ADEL\",\"date\":\"2014-05-05\",\"kind\":\"advice_business\",\"adviser\":\"ST-1\",\"enterprises\":[\"E-1\"],"
          "\"modality\":\"office\",\"contact_minutes\":60,\"state\":\"held\",\"funding\":[{\"to\":\"CV\",\"percent\":\"100.00\"}]}");
    op_do(&executive, "agreement_target.add",
          "{\"agreement\":\"CV\",\"indicator\":\"enterprises_advised\",\"from_on\":\"2014-01-01\",\"to_on\":\"2014-12-31\",\"count\":2,"
          "\"decided_on\":\"2014-01-01\",\"basis\":\"Convenio\"}");
    op_do(&executive, "contribution.add", "{\"agreement\":\"CV\",\"organisation\":\"CONAMYPE\",\"kind\":\"cash\",\"amount\":\"90000.00\"}");
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    facts_stop(op_runner);
    op_close();
    return 0;
}

/* The row of the report whose first cell reads so; NULL if there is none. */
static const struct report_cell *row_of(const char *first)
{
    const struct report *report = op_out;
    const struct report_part *parts = report->parts.items;
    for (size_t p = 0; p < report->parts.len; p++) {
        const struct report_row *rows = parts[p].rows.items;
        for (size_t r = 0; r < parts[p].rows.len; r++) {
            const struct report_cell *cells = rows[r].cells.items;
            if (str_eq_c(cells[0].text, first)) {
                return cells;
            }
        }
    }
    return NULL;
}

static void agreement_in_one_document(void **state)
{
    (void)state;
    op_do(&executive, "report.agreement", "{\"agreement\":\"CV\"}");
    const struct report *report = op_out;
    assert_str(report->number, "CV");
    assert_int_equal(date_cmp(report->to, DATE(2014, 11, 23)), 0);
    const struct report_cell *target = row_of("Empresas asesoradas"); /* the targets come first */
    assert_non_null(target);
    assert_str(target[3].text, "2");
    assert_int_equal(target[4].value.amount, 1);
    assert_str(target[5].text, "50.00 %");
    assert_str(target[6].text, "Rojo");
    const struct report_cell *party = row_of("CONAMYPE");
    assert_non_null(party);
    assert_int_equal(party[1].value.amount, 9000000);
    assert_str(party[1].text, "$ 90,000.00");
    const struct report_cell *sessions = row_of("Sesiones");
    assert_non_null(sessions);
    assert_int_equal(sessions[1].value.amount, 1);
    assert_int_equal(sessions[2].value.amount, 0);
    op_fails(&stranger, "report.agreement", "{\"agreement\":\"CV\"}", ERR_NOT_FOUND);
    op_refused(&executive, "report.agreement", "{\"agreement\":\"CV\",\"from\":\"2015-01-01\",\"to\":\"2014-01-01\"}", "to", "termina antes");
}

/* The same report as CSV, text and JSON says the same. */
static void one_description_several_writers(void **state)
{
    (void)state;
    op_do(&executive, "report.agreement", "{\"agreement\":\"CV\"}");
    struct buf out = BUF(((struct report *)op_out)->arena);
    report_csv(op_out, &out);
    assert_true(str_find(buf_str(&out), S("Empresas asesoradas,2014-01-01,2014-12-31,2,1,50.00,Rojo")) != SIZE_MAX);
    assert_true(str_find(buf_str(&out), S("CONAMYPE,90000.00,,,")) != SIZE_MAX);
    out = BUF(((struct report *)op_out)->arena);
    report_plain(op_out, &out);
    assert_true(str_find(buf_str(&out), S("$ 90,000.00")) != SIZE_MAX);
    assert_true(str_find(buf_str(&out), S("Metas y resultados")) != SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agreement_in_one_document),
        cmocka_unit_test(one_description_several_writers),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
