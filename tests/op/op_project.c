#include "op.h"

#include "../unit/media_maker.h"
#include "agreement/agreement.h"
#include "app/registry.h"
#include "base/secret.h"
#include "evidence/evidence_ops.h"
#include "format/sandbox.h"
#include "project/budget.h"
#include "project/execution.h"
#include "project/expense.h"
#include "project/money_flow.h"
#include "project/project.h"
#include "results/facts.h"
#include "results/statement.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A project of the agency from its formulation to its end, and the settlement of the agreement that pays it: budget by line and
 * funder, expenses with their document, what is in kind apart. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor executive = {.role = ROLE_EXECUTIVE, .name = {"ejecutiva", 9}, .origin = {"web", 3}};
static struct actor director = {.role = ROLE_DIRECTOR, .name = {"directora", 9}, .origin = {"web", 3}};
static struct actor clerk = {.role = ROLE_ADMINISTRATOR, .name = {"administradora", 14}, .origin = {"web", 3}};
static struct actor adviser = {.role = ROLE_ADVISER, .name = {"asesora", 7}, .origin = {"web", 3}};
static struct actor stranger = {.role = ROLE_EXECUTIVE, .name = {"ajena", 5}, .origin = {"web", 3}};
static char folder[] = "/tmp/adelante-project-XXXXXX";
static const char *sha256;

static void place(struct actor *actor, const struct record *unit)
{
    actor->agency = unit->agency;
    actor->unit = unit->id;
    actor->user = id_new();
}

/* An invoice on paper, stored once and used by every document. */
static void store_invoice(void)
{
    assert_non_null(mkdtemp(folder));
    struct str path = str_format(&op_arena, "%s/factura.pdf", folder);
    struct str bytes = maker_pdf(&op_arena, S(""));
    FILE *file = fopen(str_c(&op_arena, path), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    fclose(file);
    op_do(&local, "file.add", str_c(&op_arena, str_format(&op_arena, "{\"path\":\"" STR_FMT "\",\"record\":\"agreements/CV\"}", STR_ARG(path))));
    sha256 = str_c(&op_arena, ((const struct evidence_file_output *)op_out)->sha256);
    unlink(str_c(&op_arena, path));
    rmdir(folder);
}

static void attach(const struct actor *actor, const char *record)
{
    op_do(actor, "document.add",
          str_c(&op_arena, str_format(&op_arena, "{\"kind\":\"invoice\",\"sha256\":\"%s\",\"records\":\"%s\"}", sha256, record)));
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
    place(&director, op_out);
    place(&clerk, op_out);
    place(&adviser, op_out);
    op_do(&local, "unit.add", "{\"code\":\"OTRA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    place(&stranger, op_out);
    op_do(&local, "organisation.add", "{\"code\":\"PNUD\",\"unit\":\"ADEL\",\"name\":\"PNUD\",\"kind\":\"international_agency\",\"level\":\"international\"}");
    op_do(&local, "organisation.add", "{\"code\":\"ADELO\",\"unit\":\"ADEL\",\"name\":\"ADEL\",\"kind\":\"leda\",\"level\":\"departmental\"}");
    op_do(&local, "organisation.add", "{\"code\":\"ALC\",\"unit\":\"ADEL\",\"name\":\"Alcaldía\",\"kind\":\"municipality\",\"level\":\"local\"}");
    op_do(&executive, "agreement.add",
          "{\"code\":\"CV\",\"unit\":\"ADEL\",\"title\":\"Turismo del golfo\",\"kind\":\"specific\",\"funders\":[\"PNUD\"],\"operators\":[\"ADELO\"],"
          "\"cooperators\":[\"ALC\"],\"indicators\":\"enterprises_advised; sales_increase\",\"valid_from\":\"2014-01-15\",\"valid_to\":\"2014-10-31\"}");
    store_invoice();
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    facts_stop(op_runner);
    op_close();
    return 0;
}

static void formulation(void **state)
{
    (void)state;
    op_refused(&executive, "project.add",
               "{\"code\":\"PY\",\"unit\":\"ADEL\",\"title\":\"Posadas\",\"agreements\":[\"CV\"],\"starts_on\":\"2014-12-01\",\"ends_on\":\"2014-02-01\"}",
               "ends_on", "no termina antes");
    op_refused(&executive, "project.add",
               "{\"code\":\"PY\",\"unit\":\"ADEL\",\"title\":\"Posadas\",\"starts_on\":\"2014-02-01\",\"ends_on\":\"2014-11-30\",\"state\":\"running\"}",
               "state", "empieza en");
    op_fails(&adviser, "project.add", "{\"unit\":\"ADEL\",\"title\":\"Posadas\",\"starts_on\":\"2014-02-01\",\"ends_on\":\"2014-11-30\"}", ERR_DENIED);
    op_do(&executive, "project.add",
          "{\"code\":\"PY\",\"unit\":\"ADEL\",\"title\":\"Posadas\",\"agreements\":[\"CV\"],\"starts_on\":\"2014-02-01\",\"ends_on\":\"2014-11-30\"}");
    op_refused(&executive, "project.approve", "{\"code\":\"PY\",\"version\":1,\"approved_on\":\"2014-02-01\"}", "state", "Falta quién lo financia");
    op_refused(&executive, "project_funder.add", "{\"project\":\"PY\",\"organisation\":\"PNUD\",\"amount\":\"0.00\"}", "amount", "");
    op_do(&executive, "project_funder.add", "{\"code\":\"F-1\",\"project\":\"PY\",\"organisation\":\"PNUD\",\"agreement\":\"CV\",\"amount\":\"1000.00\"}");
    op_do(&executive, "project_funder.add", "{\"code\":\"F-2\",\"project\":\"PY\",\"organisation\":\"ADELO\",\"amount\":\"300.00\",\"own\":true}");
    op_do(&executive, "budget_line.add", "{\"code\":\"L-1\",\"project\":\"PY\",\"number\":\"1\",\"name\":\"Consultoría\",\"kind\":\"services\"}");
    op_refused(&executive, "budget_line.add", "{\"project\":\"PY\",\"number\":\"1\",\"name\":\"Otra\",\"kind\":\"services\"}", "number", "ya tiene una línea");
    op_do(&executive, "budget_line.add", "{\"code\":\"L-2\",\"project\":\"PY\",\"number\":\"2\",\"name\":\"Equipo\",\"kind\":\"goods\"}");
    op_do(&executive, "budget_amount.add",
          "{\"code\":\"M-1\",\"project\":\"PY\",\"line\":\"L-1\",\"funder\":\"F-1\",\"amount\":\"600.00\",\"decided_on\":\"2014-01-20\"}");
    op_refused(&executive, "budget_amount.add",
               "{\"project\":\"PY\",\"line\":\"L-2\",\"funder\":\"F-1\",\"amount\":\"400.01\",\"decided_on\":\"2014-01-20\"}", "amount",
               "PNUD da $ 1,000.00 en efectivo y las líneas sumarían $ 1,000.01");
    op_refused(&executive, "project.approve", "{\"code\":\"PY\",\"version\":1,\"approved_on\":\"2014-02-01\"}", "state", "están presupuestados");
    op_do(&executive, "budget_amount.add",
          "{\"code\":\"M-2\",\"project\":\"PY\",\"line\":\"L-2\",\"funder\":\"F-1\",\"amount\":\"400.00\",\"decided_on\":\"2014-01-20\"}");
    op_do(&executive, "budget_amount.add",
          "{\"code\":\"M-3\",\"project\":\"PY\",\"line\":\"L-2\",\"funder\":\"F-2\",\"amount\":\"300.00\",\"decided_on\":\"2014-01-20\"}");
    op_do(&executive, "project.approve", "{\"code\":\"PY\",\"version\":1,\"approved_on\":\"2014-02-01\"}");
    op_refused(&executive, "project.start", "{\"code\":\"PY\",\"version\":2}", "agreements", "no está firmado");
    op_do(&executive, "agreement.sign", "{\"code\":\"CV\",\"version\":1,\"signed_on\":\"2014-01-15\"}");
    op_do(&executive, "agreement.start", "{\"code\":\"CV\",\"version\":2}");
    op_do(&executive, "project.start", "{\"code\":\"PY\",\"version\":2}");
    op_fails(&stranger, "project.execution", "{\"code\":\"PY\"}", ERR_NOT_FOUND);
}

#define EXPENSE(code, line, funder, date, number, amount)                                                                          \
    "{\"code\":\"" code "\",\"project\":\"PY\",\"line\":\"" line "\",\"funder\":\"" funder "\",\"date\":\"" date                    \
    "\",\"supplier\":\"Consultores de prueba\",\"document_kind\":\"invoice\",\"document_number\":\"" number                         \
    "\",\"description\":\"Diagnóstico\",\"amount\":\"" amount "\",\"district\":\"1408\"}"

/* What the issue names: over its line, outside the project's days, outside the agreement's validity. */
static void expenses_within_their_line(void **state)
{
    (void)state;
    op_fails(&adviser, "expense.add", EXPENSE("G-1", "L-1", "F-1", "2014-03-01", "17", "250.00"), ERR_DENIED);
    op_refused(&clerk, "expense.add", EXPENSE("G-1", "L-1", "F-1", "2014-01-31", "17", "250.00"), "date", "El proyecto va del 01/02/2014");
    op_refused(&clerk, "expense.add", EXPENSE("G-1", "L-1", "F-1", "2014-11-03", "17", "250.00"), "date", "no vale el convenio CV");
    assert_non_null(strstr(op_call.fault.items[0].remedy.es, "la dirección registra primero la adenda"));
    op_refused(&clerk, "expense.add", EXPENSE("G-1", "L-1", "F-2", "2014-03-01", "17", "0.01"), "amount", "y los gastos sumarían");
    op_do(&clerk, "expense.add", EXPENSE("G-1", "L-1", "F-1", "2014-03-01", "17", "600.00"));
    assert_str(((const struct expense *)op_out)->recorded_by, "administradora");
    op_refused(&clerk, "expense.add", EXPENSE("G-2", "L-1", "F-1", "2014-03-02", "18", "0.01"), "amount",
               "La línea 1, de PNUD, tiene $ 600.00 y los gastos sumarían $ 600.01");
    assert_non_null(strstr(op_call.fault.items[0].remedy.es, "Puede decidir otra cosa la dirección"));
    op_refused(&clerk, "expense.set", "{\"code\":\"G-1\",\"version\":1,\"amount\":\"600.01\"}", "amount", "no pasa de su línea");
    op_do(&clerk, "expense.set", "{\"code\":\"G-1\",\"version\":1,\"amount\":\"500.00\"}");
    op_refused(&clerk, "expense.add", EXPENSE("G-2", "L-1", "F-1", "2014-03-02", "17", "100.00"), "document_number", "G-1 ya registra ese documento");
    op_do(&clerk, "expense.add", EXPENSE("G-2", "L-2", "F-1", "2014-03-01", "17", "100.00")); /* the same paper, another line */
    op_do(&clerk, "expense.add", EXPENSE("G-3", "L-2", "F-2", "2014-11-20", "19", "120.50")); /* own money after the agreement's end */
    /* What is spent keeps its budget. */
    op_refused(&executive, "budget_amount.add",
               "{\"project\":\"PY\",\"line\":\"L-1\",\"funder\":\"F-1\",\"amount\":\"499.99\",\"decided_on\":\"2014-06-01\"}", "amount",
               "los gastos sumarían");
    op_refused(&executive, "budget_amount.annul", "{\"code\":\"M-1\",\"version\":1,\"reason\":\"Error.\"}", "code", "no pasa de su línea");
    op_refused(&executive, "budget_line.annul", "{\"code\":\"L-1\",\"version\":1,\"reason\":\"Error.\"}", "code", "conserva su línea");
    op_refused(&executive, "project_funder.annul", "{\"code\":\"F-2\",\"version\":1,\"reason\":\"Error.\"}", "code", "las líneas sumarían");
    op_refused(&executive, "project.set", "{\"code\":\"PY\",\"version\":3,\"ends_on\":\"2014-11-19\"}", "ends_on", "gastos posteriores");
}

/* The budget moves by versions: the old one stays and no longer counts. */
static void budget_in_versions(void **state)
{
    (void)state;
    op_refused(&executive, "budget_amount.set", "{\"code\":\"M-1\",\"version\":1,\"amount\":\"550.00\"}", "amount", "no se sobrescribe");
    op_do(&executive, "budget_amount.add",
          "{\"code\":\"M-4\",\"project\":\"PY\",\"line\":\"L-1\",\"funder\":\"F-1\",\"amount\":\"550.00\",\"decided_on\":\"2014-06-01\",\"basis\":\"Nota del PNUD\"}");
    assert_int_equal(((const struct budget_amount *)op_out)->version_number, 2);
    op_refused(&executive, "budget_amount.add",
               "{\"project\":\"PY\",\"line\":\"L-1\",\"funder\":\"F-1\",\"amount\":\"560.00\",\"decided_on\":\"2014-05-31\"}", "decided_on", "antes que la anterior");
    op_do(&executive, "budget_amount.add",
          "{\"code\":\"M-5\",\"project\":\"PY\",\"line\":\"L-2\",\"funder\":\"F-1\",\"amount\":\"450.00\",\"decided_on\":\"2014-06-01\"}");
    op_do(&executive, "project.execution", "{\"code\":\"PY\"}");
    const struct execution_project *money = op_out;
    assert_int_equal(money->lines.len, 3);
    assert_int_equal(money->cash_budgeted.minor, 130000);
    assert_int_equal(((const struct execution_line *)money->lines.items)[0].budget.minor, 55000);
}

static void approval_by_another(void **state)
{
    (void)state;
    op_fails(&clerk, "expense.approve", "{\"code\":\"G-1\",\"version\":2}", ERR_DENIED);
    op_refused(&director, "expense.approve", "{\"code\":\"G-1\",\"version\":2}", "document_number", "Falta el documento");
    attach(&clerk, "expenses/G-1;expenses/G-2;expenses/G-3");
    op_do(&director, "expense.approve", "{\"code\":\"G-1\",\"version\":2}");
    assert_str(((const struct expense *)op_out)->approved_by, "directora");
    op_refused(&clerk, "expense.set", "{\"code\":\"G-1\",\"version\":3,\"amount\":\"1.00\"}", "state", "ya no cambia");
    /* Whoever changed it is its author too. */
    op_do(&director, "expense.set", "{\"code\":\"G-2\",\"version\":1,\"description\":\"Equipo de cocina\"}");
    op_refused(&director, "expense.approve", "{\"code\":\"G-2\",\"version\":2}", "approved_by", "Quien registró o cambió");
    op_do(&executive, "expense.return", "{\"code\":\"G-2\",\"version\":2,\"reason\":\"Falta el sello.\"}");
    op_do(&executive, "project.execution", "{\"code\":\"PY\"}");
    assert_int_equal(((const struct execution_project *)op_out)->cash_pending.minor, 12050); /* what was returned holds no budget */
    op_do(&clerk, "expense.resubmit", "{\"code\":\"G-2\",\"version\":3}");
    op_do(&executive, "expense.approve", "{\"code\":\"G-2\",\"version\":4}");
    op_fails(&adviser, "expense.get", "{\"code\":\"G-2\"}", ERR_DENIED);
    op_fails(&stranger, "expense.get", "{\"code\":\"G-2\"}", ERR_NOT_FOUND);
}

/* Cash and what is in kind stand apart everywhere, and an agreement's money is no result. */
static void execution_of_the_agreement(void **state)
{
    (void)state;
    op_refused(&clerk, "in_kind.add", "{\"project\":\"PY\",\"organisation\":\"ALC\",\"given_on\":\"2014-04-01\",\"amount\":\"450.00\",\"valuation\":\"Alquiler\"}",
               "label", "");
    op_refused(&clerk, "in_kind.add",
               "{\"project\":\"PY\",\"organisation\":\"ALC\",\"label\":\"Local\",\"given_on\":\"2014-01-01\",\"amount\":\"450.00\",\"valuation\":\"Alquiler\"}",
               "given_on", "entre las fechas");
    op_do(&clerk, "in_kind.add",
          "{\"code\":\"ES-1\",\"project\":\"PY\",\"organisation\":\"ALC\",\"agreement\":\"CV\",\"label\":\"Local\",\"given_on\":\"2014-04-01\",\"amount\":\"450.00\","
          "\"valuation\":\"Alquiler de tres meses\",\"district\":\"1404\"}");
    op_do(&executive, "contribution.add", "{\"agreement\":\"CV\",\"organisation\":\"PNUD\",\"kind\":\"cash\",\"amount\":\"1000.00\"}");
    op_do(&executive, "contribution.add",
          "{\"agreement\":\"CV\",\"organisation\":\"ALC\",\"kind\":\"in_kind\",\"amount\":\"600.00\",\"description\":\"Local\"}");
    op_do(&executive, "instalment.add",
          "{\"code\":\"CU-1\",\"agreement\":\"CV\",\"number\":1,\"organisation\":\"PNUD\",\"planned_on\":\"2014-02-01\",\"amount\":\"700.00\"}");
    op_do(&executive, "instalment.add",
          "{\"code\":\"CU-2\",\"agreement\":\"CV\",\"number\":2,\"organisation\":\"PNUD\",\"planned_on\":\"2014-08-01\",\"amount\":\"300.00\"}");
    op_do(&executive, "instalment.receive",
          "{\"code\":\"CU-1\",\"version\":1,\"received_on\":\"2014-02-10\",\"received\":\"700.00\",\"evidence\":\"Nota de abono\"}");
    op_refused(&executive, "instalment.receive",
               "{\"code\":\"CU-1\",\"version\":2,\"received_on\":\"2014-02-11\",\"received\":\"700.00\",\"evidence\":\"Otra\"}", "state", "Ahora es: Recibida");
    assert_non_null(strstr(op_call.fault.items[0].remedy.es, "la dirección anula la cuota"));
    op_do(&executive, "agreement.execution", "{\"code\":\"CV\"}");
    const struct execution_agreement *money = op_out;
    assert_int_equal(money->cash_planned.minor, 100000);
    assert_int_equal(money->cash_received.minor, 70000);
    assert_int_equal(money->cash_spent.minor, 60000); /* own money of the same project is not the agreement's */
    assert_int_equal(money->in_kind_promised.minor, 60000);
    assert_int_equal(money->in_kind_given.minor, 45000);
    assert_int_equal(money->lines.len, 2);
    const struct execution_party *parties = money->parties.items;
    for (size_t i = 0; i < money->parties.len; i++) {
        assert_int_equal(parties[i].balance.minor, str_eq_c(parties[i].organisation, "PNUD") ? 10000 : 0);
    }
    op_do(&executive, "project.execution", "{\"code\":\"PY\"}");
    const struct execution_project *project = op_out;
    assert_int_equal(project->cash_committed.minor, 130000);
    assert_int_equal(project->cash_mobilised.minor, 100000);
    assert_int_equal(project->leverage, 333); /* 1,000 of others for 300 of its own */
    assert_int_equal(project->in_kind_given.minor, 45000);
    /* A grant to a client is mobilised; the instalments, expenses and gifts above are not. */
    op_do(&local, "enterprise.add",
          "{\"code\":\"E-1\",\"unit\":\"ADEL\",\"name\":\"Taller\",\"category\":\"enterprise\",\"district\":\"1408\",\"registered_on\":\"2013-05-01\"}");
    op_do(&local, "link.add",
          "{\"unit\":\"ADEL\",\"kind\":\"non_reimbursable\",\"instrument\":\"grant\",\"enterprise\":\"E-1\",\"institution\":\"PNUD\",\"date\":\"2014-05-01\","
          "\"approved\":\"50.00\",\"approved_on\":\"2014-05-02\",\"state\":\"approved\"}");
    op_do(&executive, "results.statement", "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}");
    op_says("\"code\":\"resources_mobilised\",\"value\":\"50.00\"");
}

static int64_t flows_of(const struct money_flow *flow, const char *form, int64_t step)
{
    const struct money_flow_line *lines = flow->lines.items;
    int64_t sum = 0;
    for (size_t i = 0; i < flow->lines.len; i++) {
        sum += str_eq_c(lines[i].form, form) && lines[i].step == step ? lines[i].amount.minor : 0;
    }
    return sum;
}

/* From the source through the agreement to the municipality: what comes in goes out, in cash and in kind apart. */
static void money_in_a_picture(void **state)
{
    (void)state;
    op_refused(&executive, "money.flow", "{\"from\":\"2014-12-31\",\"to\":\"2014-01-01\"}", "to", "termina antes de comenzar");
    op_do(&executive, "money.flow", "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}");
    const struct money_flow *flow = op_out;
    assert_int_equal(flows_of(flow, "cash", 1), 70000); /* received of PNUD; own money is not approved yet */
    assert_int_equal(flows_of(flow, "cash", 2), 70000); /* 600 spent in La Unión, 100 not spent */
    assert_int_equal(flows_of(flow, "in_kind", 1), 45000);
    assert_int_equal(flows_of(flow, "in_kind", 2), 45000);
    op_says("\"place\":\"1408\",\"unspent\":false");
    op_says("\"unspent\":true");
    op_do(&executive, "money.flow", "{\"from\":\"2014-03-01\",\"to\":\"2014-03-31\",\"map\":\"today\"}");
    flow = op_out;
    assert_int_equal(flows_of(flow, "cash", 1), 60000); /* spent in March of what came before */
    assert_int_equal(flows_of(flow, "in_kind", 1), 0);
    op_says("\"place\":\"1420\"");
    op_do(&stranger, "money.flow", "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}");
    assert_int_equal(((const struct money_flow *)op_out)->lines.len, 0);
    op_do(&executive, "ecosystem.places", "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}");
    op_says("\"place\":\"1404\",\"place_name\":\"Conchagua\",\"organisation\":\"ALC\"");
}

static void targets_of_named_indicators(void **state)
{
    (void)state;
    op_refused(&executive, "agreement_target.add",
               "{\"agreement\":\"CV\",\"indicator\":\"enterprises_trained\",\"from_on\":\"2014-02-01\",\"to_on\":\"2014-10-31\",\"count\":4,"
               "\"decided_on\":\"2014-01-15\"}",
               "indicator", "no nombra ese indicador");
    op_do(&executive, "agreement_target.add",
          "{\"agreement\":\"CV\",\"indicator\":\"enterprises_advised\",\"from_on\":\"2014-02-01\",\"to_on\":\"2014-10-31\",\"count\":4,"
          "\"decided_on\":\"2014-01-15\"}");
    op_refused(&executive, "agreement.set", "{\"code\":\"CV\",\"version\":3,\"valid_to\":\"2014-01-01\"}", "valid_to", "no vence antes de comenzar");
    op_refused(&executive, "agreement.set", "{\"code\":\"CV\",\"version\":3,\"indicators\":\"¿?\"}", "indicators", "por sus códigos");
}

/* Settled only when nothing is open: what is, by its code, and who can supply it. */
static void settlement(void **state)
{
    (void)state;
    op_refused(&executive, "project.cancel", "{\"code\":\"PY\",\"version\":3,\"reason\":\"Ya no.\"}", "state", "no se cancela, se cierra");
    op_refused(&executive, "project.close", "{\"code\":\"PY\",\"version\":3,\"closed_on\":\"2014-11-21\"}", "state", "1 gastos sin aprobar");
    op_do(&executive, "agreement_report.add",
          "{\"code\":\"IN-1\",\"agreement\":\"CV\",\"kind\":\"final\",\"from_on\":\"2014-01-15\",\"to_on\":\"2014-10-31\",\"due_on\":\"2014-11-15\"}");
    op_do(&executive, "agreement.expire", "{\"code\":\"CV\",\"version\":3}");
    op_refused(&executive, "agreement.settle", "{\"code\":\"CV\",\"version\":4}", "state", "cuotas por recibir");
    assert_int_equal(op_call.fault.count, 3); /* CU-2, IN-1, PY: the expense that waits is the agency's own money */
    assert_str(op_call.fault.items[0].value, "CU-2");
    op_refused(&executive, "agreement.settle", "{\"code\":\"CV\",\"version\":4}", "state", "informes por enviar");
    op_refused(&executive, "agreement.settle", "{\"code\":\"CV\",\"version\":4}", "state", "proyectos sin cerrar");
    op_refused(&executive, "agreement.set", "{\"code\":\"CV\",\"version\":4,\"state\":\"settled\"}", "state", "proyectos sin cerrar");
    op_do(&executive, "instalment.cancel", "{\"code\":\"CU-2\",\"version\":1,\"reason\":\"Se renegoció.\"}");
    op_do(&executive, "agreement_report.send", "{\"code\":\"IN-1\",\"version\":1,\"sent_on\":\"2014-11-20\"}");
    op_do(&director, "expense.approve", "{\"code\":\"G-3\",\"version\":1}");
    op_do(&executive, "project.close", "{\"code\":\"PY\",\"version\":3,\"closed_on\":\"2014-11-21\"}");
    op_refused(&clerk, "expense.add", EXPENSE("G-4", "L-2", "F-2", "2014-03-01", "20", "1.00"), "project", "en un proyecto en ejecución");
    op_refused(&executive, "agreement.settle", "{\"code\":\"CV\",\"version\":4}", "state", "Falta la constancia");
    assert_str(op_call.fault.items[0].value, "IN-1");
    attach(&executive, "agreement_reports/IN-1");
    op_do(&executive, "agreement.settle", "{\"code\":\"CV\",\"version\":4}");
    assert_str(((const struct agreement *)op_out)->state, "settled");
    op_refused(&executive, "instalment.add",
               "{\"agreement\":\"CV\",\"organisation\":\"PNUD\",\"planned_on\":\"2014-12-01\",\"amount\":\"1.00\"}", "agreement", "ya está liquidado");
    op_do(&director, "project.reopen", "{\"code\":\"PY\",\"version\":4,\"reason\":\"Falta una factura.\"}");
    op_refused(&clerk, "expense.add", EXPENSE("G-4", "L-2", "F-1", "2014-03-01", "20", "1.00"), "funder", "ya está liquidado");
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], SANDBOX_ARGUMENT) == 0) {
        return sandbox_main(argc, argv);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulation),          cmocka_unit_test(expenses_within_their_line), cmocka_unit_test(budget_in_versions),
        cmocka_unit_test(approval_by_another),  cmocka_unit_test(execution_of_the_agreement), cmocka_unit_test(money_in_a_picture), cmocka_unit_test(targets_of_named_indicators),
        cmocka_unit_test(settlement),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
