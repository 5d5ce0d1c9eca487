#include "op.h"

#include "app/registry.h"
#include "base/secret.h"
#include "centre/work.h"
#include "fund/fund_part.h"
#include "fund/fund_sheet.h"
#include "party/holiday.h"
#include "policy/policy_tag.h"
#include "results/facts.h"
#include "results/statement.h"

/* Calls of a fund, applications from the idea to the settlement, the points they are judged by, the invoice five working days
 * after ratification, and the money that counts once. The rows D21, D22 and D23 of the good-practice sheet are tested here. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor executive = {.role = ROLE_EXECUTIVE, .name = {"ejecutiva", 9}, .origin = {"web", 3}};
static struct actor director = {.role = ROLE_DIRECTOR, .name = {"directora", 9}, .origin = {"web", 3}};
static struct actor adviser = {.role = ROLE_ADVISER, .name = {"asesora", 7}, .origin = {"web", 3}};
static struct actor stranger = {.role = ROLE_DIRECTOR, .name = {"ajena", 5}, .origin = {"web", 3}};

static void place(struct actor *actor, const struct record *unit)
{
    actor->agency = unit->agency;
    actor->unit = unit->id;
    actor->user = id_new();
}

#define JULY_31 INT64_C(1785499200000000) /* 2026-07-31T12:00:00Z, a Friday */
static void day(int days)
{
    clock_set(JULY_31 + (int64_t)days * 86400 * 1000000);
}

static int open_all(void **state)
{
    (void)state;
    secret_init();
    day(-30);
    registry_start();
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\",\"territory\":\"14\"}");
    place(&executive, op_out);
    op_do(&local, "unit.add", "{\"code\":\"C-1\",\"kind\":\"centre\",\"name\":\"Centro\",\"parent\":\"ADEL\",\"territory\":\"14\"}");
    place(&adviser, op_out);
    place(&director, op_out);
    op_do(&local, "unit.add", "{\"code\":\"OTRA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    place(&stranger, op_out);
    op_do(&local, "staff.add", "{\"code\":\"ST-1\",\"unit\":\"C-1\",\"name\":\"Ana Inventada\"}");
    adviser.staff = ((const struct record *)op_out)->id;
    op_do(&local, "organisation.add",
          "{\"code\":\"MINEC\",\"unit\":\"ADEL\",\"name\":\"Ministerio de Economía\",\"kind\":\"ministry\",\"level\":\"national\",\"side\":\"public\"}");
    static const char *const firms[] = {"E-1", "E-2", "E-3", "E-4"};
    char json[500];
    for (size_t i = 0; i < COUNT_OF(firms); i++) {
        snprintf(json, sizeof json,
                 "{\"code\":\"%s\",\"unit\":\"C-1\",\"name\":\"Empresa %zu\",\"category\":\"entrepreneur_enterprise\",\"district\":\"1408\","
                 "\"constitution\":\"natural_person\",\"annual_sales\":\"%s\",\"workers\":%d%s}",
                 firms[i], i, i == 3 ? "900000.00" : "24000.00", i == 3 ? 80 : 4,
                 i == 3 ? ",\"size_override\":\"medium\",\"size_override_reason\":\"Ventas y planilla del año\"" : "");
        if (op_ask(&local, "enterprise.add", json) != ERR_OK) {
            snprintf(json, sizeof json,
                     "{\"code\":\"%s\",\"unit\":\"C-1\",\"name\":\"Empresa %zu\",\"district\":\"1408\",\"constitution\":\"natural_person\","
                     "\"annual_sales\":\"%s\",\"workers\":%d%s}",
                     firms[i], i, i == 3 ? "900000.00" : "24000.00", i == 3 ? 80 : 4,
                     i == 3 ? ",\"size_override\":\"medium\",\"size_override_reason\":\"Ventas y planilla del año\"" : "");
            op_do(&local, "enterprise.add", json);
        }
    }
    op_do(&executive, "score_sheet.plan", "{}");
    op_do(&executive, "fund_call.add",
          "{\"code\":\"FC-1\",\"unit\":\"ADEL\",\"name\":\"Convocatoria 2026\",\"organisation\":\"MINEC\",\"programme\":\"FONDEPRO\","
          "\"opens_on\":\"2026-06-01\",\"closes_on\":\"2026-07-31\",\"fund_percent\":\"90.00\",\"max_amount\":\"15000.00\","
          "\"sheets\":[\"HOJA-A\",\"HOJA-B\",\"HOJA-C\"]}");
    op_do(&executive, "fund_line.add", "{\"code\":\"FL-1\",\"call\":\"FC-1\",\"number\":1,\"name_es\":\"Calidad y productividad\",\"max_amount\":\"10000.00\"}");
    op_do(&executive, "fund_requirement.add", "{\"code\":\"FR-1\",\"call\":\"FC-1\",\"number\":1,\"name_es\":\"DUI\"}");
    op_do(&executive, "fund_requirement.add",
          "{\"code\":\"FR-2\",\"call\":\"FC-1\",\"number\":2,\"name_es\":\"Escritura\",\"applies_to\":\"legal_entity\"}");
    op_do(&executive, "fund_requirement.add", "{\"code\":\"FR-3\",\"call\":\"FC-1\",\"number\":3,\"name_es\":\"Solvencia tributaria\"}");
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    facts_stop(op_runner);
    op_close();
    return 0;
}

/* ---- calls and sheets ---------------------------------------------------------------------------------------------- */

static void sheets_are_data(void **state)
{
    (void)state;
    op_do(&executive, "score_item.of_sheet", "{\"code\":\"HOJA-A\"}");
    const struct list *items = op_out;
    assert_int_equal(items->rows.len, 8);
    int64_t sum = 0;
    for (size_t i = 0; i < items->rows.len; i++) {
        sum += ((const struct score_item *)items->rows.items)[i].max;
    }
    assert_int_equal(sum, 1000);
    op_refused(&executive, "score_item.add", "{\"sheet\":\"HOJA-A\",\"number\":9,\"name_es\":\"Otro\",\"max\":\"1.00\"}", "max", "quedan 0.00");
    op_refused(&executive, "score_sheet.add",
               "{\"unit\":\"ADEL\",\"letter\":\"X\",\"stage\":\"technical\",\"name_es\":\"X\",\"edition\":\"2\",\"max\":\"5.00\",\"pass_mark\":\"7.00\"}",
               "pass_mark", "no se piden más puntos");
    op_do(&executive, "score_sheet.plan", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
    op_fails(&adviser, "score_sheet.plan", "{}", ERR_DENIED);
    op_refused(&executive, "fund_call.add",
               "{\"unit\":\"ADEL\",\"name\":\"X\",\"organisation\":\"MINEC\",\"opens_on\":\"2026-06-02\",\"closes_on\":\"2026-06-01\",\"fund_percent\":\"90.00\"}",
               "closes_on", "cierra antes de abrir");
    op_do(&executive, "fund_call.add",
          "{\"code\":\"FC-2\",\"unit\":\"ADEL\",\"name\":\"Otra\",\"organisation\":\"MINEC\",\"opens_on\":\"2026-01-01\",\"closes_on\":\"2026-02-01\","
          "\"fund_percent\":\"80.00\",\"split\":\"maximum\",\"payment\":\"reimbursement\",\"classes\":\"micro\"}");
    op_do(&executive, "fund_call.plan", "{\"code\":\"FC-2\"}");
    op_refused(&executive, "fund_call.plan", "{\"code\":\"FC-2\"}", "code", "ya tiene líneas");
    op_do(&adviser, "fund_line.of_call", "{\"code\":\"FC-2\"}");
    const struct list *lines = op_out;
    assert_int_equal(lines->rows.len, 4);
    assert_int_equal(((const struct fund_line *)lines->rows.items)[0].confirmed, ANSWER_NO);
    op_fails(&stranger, "fund_call.get", "{\"code\":\"FC-1\"}", ERR_NOT_FOUND);
}

/* ---- applications ---------------------------------------------------------------------------------------------------- */

#define APPLICATION(code, firm, more)                                                                                       \
    "{\"code\":\"" code "\",\"unit\":\"C-1\",\"call\":\"FC-1\",\"enterprise\":\"" firm "\",\"title\":\"Horno " code "\","     \
    "\"kind\":\"technology_adoption\",\"identified_on\":\"2026-06-10\"" more "}"

static void medium_firm_is_admitted_d22(void **state)
{
    (void)state;
    op_do(&adviser, "fund_application.add", APPLICATION("FA-M", "E-4", ""));
    op_refused(&adviser, "fund_application.add", "{\"unit\":\"C-1\",\"call\":\"FC-2\",\"enterprise\":\"E-4\",\"title\":\"X\","
                                                 "\"kind\":\"technology_adoption\",\"identified_on\":\"2026-01-10\"}",
               "enterprise", "no admite solicitantes");
    op_refused(&director, "assistance.add",
               "{\"code\":\"AT-M\",\"unit\":\"C-1\",\"title\":\"AT\",\"enterprises\":[\"E-4\"],\"adviser\":\"ST-1\"}", "enterprises", "micro y pequeñas");
}

static void what_is_refused_at_once(void **state)
{
    (void)state;
    op_refused(&adviser, "fund_application.add",
               "{\"unit\":\"C-1\",\"call\":\"FC-2\",\"enterprise\":\"E-1\",\"title\":\"Tarde\",\"kind\":\"technology_adoption\",\"identified_on\":\"2026-02-02\"}",
               "call", "cerró el 01/02/2026");
    op_refused(&adviser, "fund_application.add", "{\"unit\":\"C-1\",\"call\":\"FC-1\",\"title\":\"X\",\"kind\":\"technology_adoption\",\"identified_on\":\"2026-06-10\"}",
               "enterprise", "nombra una empresa o una persona");
    op_refused(&adviser, "fund_application.add", "{\"unit\":\"C-1\",\"call\":\"FC-1\",\"enterprise\":\"E-1\",\"title\":\"X\",\"kind\":\"other\",\"identified_on\":\"2026-06-10\"}",
               "kind_note", "con sus palabras");
    op_refused(&adviser, "fund_application.add", APPLICATION("FA-X", "E-1", ",\"requested\":\"15000.01\""), "requested", "15,000.00 como máximo");
    op_refused(&adviser, "fund_application.add", APPLICATION("FA-X", "E-1", ",\"line\":\"FL-1\",\"requested\":\"10000.01\""), "requested", "10,000.00 como máximo");
    op_refused(&adviser, "fund_application.add", APPLICATION("FA-X", "E-1", ",\"approved\":\"10.00\""), "approved", "lo escribe un paso");
    op_refused(&adviser, "fund_application.add", APPLICATION("FA-X", "E-1", ",\"state\":\"approved\""), "state", "empieza en");
    op_fails(&stranger, "fund_application.get", "{\"code\":\"FA-M\"}", ERR_NOT_FOUND);
}

static int64_t version_of(const char *code)
{
    char json[200];
    snprintf(json, sizeof json, "{\"code\":\"%s\"}", code);
    op_do(&local, "fund_application.get", json);
    return ((const struct record *)op_out)->version;
}

static const char *step(const char *code, const char *more)
{
    static char json[800];
    snprintf(json, sizeof json, "{\"code\":\"%s\",\"version\":%lld%s}", code, (long long)version_of(code), more);
    return json;
}

static const char *of(const char *code, const char *more)
{
    static char json[800];
    snprintf(json, sizeof json, "{\"application\":\"%s\"%s}", code, more);
    return json;
}

/* Formulated, with its documents and a budget of 9,000 and 1,000, ready to be handed in. */
static void formulate(const char *code)
{
    op_do(&adviser, "fund_application.set",
          step(code, ",\"formulator\":\"ST-1\",\"problem\":\"El horno gasta demasiada leña\",\"objective\":\"Hornear con gas\","
                     "\"expected_results\":\"Ventas de 2,000 a 3,000 al mes\",\"requested\":\"9000.00\""));
    op_do(&adviser, "fund_application.formulate", step(code, ""));
    op_do(&adviser, "application_document.add", of(code, ",\"requirement\":\"FR-1\""));
    op_do(&adviser, "application_document.add", of(code, ",\"requirement\":\"FR-3\",\"status\":\"waived\",\"note\":\"Recién inscrita\""));
    op_do(&adviser, "application_budget.add", of(code, ",\"name\":\"Horno\",\"source\":\"fund\",\"amount\":\"9000.00\""));
    op_do(&adviser, "application_budget.add", of(code, ",\"name\":\"Instalación\",\"source\":\"beneficiary\",\"amount\":\"1000.00\""));
}

static void formulation(void **state)
{
    (void)state;
    op_do(&adviser, "fund_application.add", APPLICATION("FA-1", "E-1", ",\"line\":\"FL-1\""));
    op_refused(&adviser, "fund_application.add", "{\"unit\":\"C-1\",\"call\":\"FC-1\",\"enterprise\":\"E-1\",\"title\":\"Horno FA-1\",\"kind\":\"technology_adoption\","
                                                 "\"identified_on\":\"2026-06-11\"}", "title", "ya tiene esta iniciativa");
    op_refused(&adviser, "fund_application.formulate", step("FA-1", ""), "formulator", "Falta quién formula");
    op_refused(&adviser, "fund_application.submit", step("FA-1", ""), "state", "Presentar al fondo");
    formulate("FA-1");
    op_do(&adviser, "fund_application.get", "{\"code\":\"FA-1\"}");
    const struct fund_application *row = op_out;
    assert_int_equal(row->counterpart.minor, 100000);
    assert_int_equal(row->total.minor, 1000000);
    op_do(&director, "fund_application.observe", step("FA-1", ",\"text\":\"Falta la cotización\",\"made_by\":\"Coordinación\""));
    op_do(&adviser, "application_observation.of_application", "{\"code\":\"FA-1\"}");
    const struct application_observation *observation = ((const struct list *)op_out)->rows.items;
    char json[300];
    snprintf(json, sizeof json, "{\"code\":\"%.*s\",\"version\":1,\"answer\":\"Se adjuntó\"}", STR_ARG(observation->record.code));
    op_refused(&adviser, "fund_application.resume", step("FA-1", ""), "observation", "Falta la cotización");
    op_refused(&adviser, "fund_application.submit", step("FA-1", ",\"submitted_on\":\"2026-06-20\""), "observation", "Falta responder");
    op_do(&adviser, "application_observation.answer", json);
    op_do(&adviser, "fund_application.resume", step("FA-1", ""));
}

static void handing_in(void **state)
{
    (void)state;
    op_do(&adviser, "fund_application.add", APPLICATION("FA-2", "E-2", ",\"requested\":\"5000.00\",\"formulator\":\"ST-1\",\"problem\":\"X\""));
    op_do(&adviser, "fund_application.formulate", step("FA-2", ""));
    op_refused(&adviser, "fund_application.submit", step("FA-2", ",\"submitted_on\":\"2026-06-20\""), "objective", "Falta el objetivo");
    op_refused(&adviser, "fund_application.submit", step("FA-2", ",\"submitted_on\":\"2026-06-20\""), "document", "DUI");
    op_refused(&adviser, "fund_application.submit", step("FA-2", ",\"submitted_on\":\"2026-06-20\""), "budget", "el fondo paga 0.00");
    op_refused(&adviser, "fund_application.submit", step("FA-2", ",\"submitted_on\":\"2026-06-20\""), "budget", "aporte del beneficiario en efectivo es 555.56");
    op_refused(&adviser, "fund_application.submit", step("FA-2", ",\"submitted_on\":\"2026-05-31\""), "submitted_on", "no estaba abierta");
    op_refused(&adviser, "application_document.add", of("FA-2", ",\"requirement\":\"FR-1\",\"status\":\"waived\""), "note", "dice por qué");
    op_do(&adviser, "application_document.add", of("FA-2", ",\"requirement\":\"FR-1\""));
    op_refused(&adviser, "application_document.add", of("FA-2", ",\"requirement\":\"FR-1\""), "requirement", "ya está anotado");
    op_refused(&adviser, "application_budget.add", of("FA-2", ",\"name\":\"X\",\"source\":\"other\",\"amount\":\"10.00\""), "provider", "se dice quién da");
    op_fails(&adviser, "application_score.add", of("FA-2", ",\"item\":\"HOJA-A-1\",\"points\":\"1.00\",\"scored_on\":\"2026-06-20\""), ERR_DENIED);
    op_refused(&director, "application_score.add", of("FA-2", ",\"item\":\"HOJA-A-1\",\"points\":\"1.00\",\"scored_on\":\"2026-06-20\""), "application", "");
    op_do(&adviser, "fund_application.withdraw", step("FA-2", ",\"reason\":\"Vendió el local\""));
    op_do(&adviser, "fund_application.submit", step("FA-1", ",\"submitted_on\":\"2026-06-20\""));
    op_refused(&adviser, "fund_application.set", step("FA-1", ",\"requested\":\"8000.00\""), "requested", "ya se presentó");
    op_refused(&adviser, "application_budget.add", of("FA-1", ",\"name\":\"X\",\"source\":\"fund\",\"amount\":\"10.00\""), "application", "antes de presentar");
}

static void score_whole(const char *code, const char *sheet, size_t items, const char *const *points)
{
    char json[1500];
    int len = snprintf(json, sizeof json, "{\"code\":\"%s\",\"scored_on\":\"2026-06-25\",\"evaluator\":\"Comité\",\"scores\":[", code);
    for (size_t i = 0; i < items; i++) {
        len += snprintf(json + len, sizeof json - (size_t)len, "%s{\"item\":\"HOJA-%s-%zu\",\"points\":\"%s\"}", i == 0 ? "" : ",", sheet, i + 1, points[i]);
    }
    snprintf(json + len, sizeof json - (size_t)len, "]}");
    op_do(&director, "fund_application.score", json);
}

static void points_and_decision(void **state)
{
    (void)state;
    static const char *const a_low[] = {"2.00", "1.00", "1.00", "1.00", "1.00", "0.50", "0.25", "0.24"};
    static const char *const a[] = {"2.00", "1.00", "1.00", "1.00", "1.00", "0.50", "0.25", "0.25"};
    static const char *const b[] = {"1.00", "2.00", "1.50", "2.50", "1.00"};
    static const char *const c[] = {"1.00", "1.00", "1.00", "1.00", "0.50", "0.50", "1.50", "1.50"};
    op_refused(&director, "fund_application.score", "{\"code\":\"FA-1\",\"scores\":[{\"item\":\"HOJA-A-2\",\"points\":\"1.01\"}]}", "s-HOJA-A-2",
               "de 0 a 1.00 puntos");
    op_refused(&director, "fund_application.score", "{\"code\":\"FA-1\",\"scores\":[{\"item\":\"NADA\",\"points\":\"1.00\"}]}", "item", "No hay un criterio");
    op_fails(&adviser, "fund_application.score", "{\"code\":\"FA-1\",\"scores\":[{\"item\":\"HOJA-A-2\",\"points\":\"1.00\"}]}", ERR_DENIED);
    op_refused(&director, "fund_application.score", "{\"code\":\"FA-1\",\"scores\":[{\"item\":\"HOJA-C-1\",\"points\":\"1.00\"}]}", "application", "en el comité");
    op_refused(&director, "fund_application.pass_filter", step("FA-1", ""), "score", "le faltan 8 puntajes");
    score_whole("FA-1", "A", 8, a_low);
    score_whole("FA-1", "B", 5, b);
    op_refused(&director, "fund_application.pass_filter", step("FA-1", ""), "score", "tiene 6.99 puntos y se aprueba con 7.00");
    score_whole("FA-1", "A", 8, a);
    op_do(&director, "fund_application.sheet", "{\"code\":\"FA-1\"}");
    const struct fund_sheet *sheet = op_out;
    assert_int_equal(((const struct fund_result *)sheet->results.items)[0].points, 700);
    assert_int_equal(((const struct fund_result *)sheet->results.items)[1].points, 800);
    op_do(&director, "fund_application.pass_filter", step("FA-1", ""));
    op_refused(&director, "fund_application.score", "{\"code\":\"FA-1\",\"scores\":[{\"item\":\"HOJA-A-1\",\"points\":\"1.00\"}]}", "application", "en el filtro técnico");
    op_refused(&director, "fund_application.approve", step("FA-1", ",\"approved\":\"9000.00\",\"decided_on\":\"2026-06-28\""), "score", "A la hoja C le faltan 8");
    score_whole("FA-1", "C", 8, c);
    op_refused(&director, "fund_application.deny", step("FA-1", ",\"reason\":\"Sin fondos\""), "score", "alcanzan su mínimo");
    op_refused(&director, "fund_application.approve", step("FA-1", ",\"approved\":\"9000.01\",\"decided_on\":\"2026-06-28\""), "approved", "más de lo solicitado");
    op_refused(&director, "fund_application.approve", step("FA-1", ",\"approved\":\"9000.00\",\"decided_on\":\"2026-06-19\""), "decided_on", "");
}

/* ---- one dollar once ------------------------------------------------------------------------------------------------------ */

static int64_t mobilised(void)
{
    op_do(&executive, "results.statement", "{\"from\":\"2026-01-01\",\"to\":\"2026-12-31\"}");
    const struct statement *statement = op_out;
    const struct statement_figure *figures = statement->figures.items;
    for (size_t i = 0; i < statement->figures.len; i++) {
        if (str_eq_c(figures[i].code, "resources_mobilised")) {
            return figures[i].value.kind == VALUE_NONE ? 0 : figures[i].value.amount;
        }
    }
    return -1;
}

static void counted_once(void **state)
{
    (void)state;
    day(-1);
    assert_int_equal(mobilised(), 0);
    op_do(&director, "link.add",
          "{\"code\":\"V-1\",\"unit\":\"C-1\",\"kind\":\"non_reimbursable\",\"instrument\":\"grant\",\"enterprise\":\"E-1\",\"institution\":\"MINEC\","
          "\"date\":\"2026-06-20\",\"requested\":\"9000.00\",\"state\":\"submitted\"}");
    op_refused(&director, "fund_application.approve", step("FA-1", ",\"approved\":\"9000.00\",\"decided_on\":\"2026-07-28\""), "existing_link", "contaría dos veces");
    op_do(&director, "fund_application.approve", step("FA-1", ",\"approved\":\"9000.00\",\"decided_on\":\"2026-07-28\",\"existing_link\":\"V-1\""));
    const struct fund_application *row = op_out;
    assert_true(str_eq_c(row->link.code, "V-1"));
    assert_int_equal(row->total.minor, 1000000);
    assert_int_equal(mobilised(), 900000);
    op_do(&director, "link.get", "{\"code\":\"V-1\"}");
    char json[200];
    long long version = (long long)((const struct record *)op_out)->version;
    snprintf(json, sizeof json, "{\"code\":\"V-1\",\"version\":%lld,\"approved\":\"9500.00\"}", version);
    op_refused(&director, "link.set", json, "approved", "de la solicitud FA-1");
    snprintf(json, sizeof json, "{\"code\":\"V-1\",\"version\":%lld}", version);
    op_refused(&director, "link.withdraw", json, "approved", "de la solicitud FA-1");
    /* Another one, whose link the program makes. */
    op_do(&adviser, "fund_application.add", APPLICATION("FA-3", "E-3", ""));
    formulate("FA-3");
    op_do(&adviser, "fund_application.submit", step("FA-3", ",\"submitted_on\":\"2026-06-20\""));
    static const char *const a[] = {"2.00", "1.00", "1.00", "2.00", "1.00", "1.00", "1.00", "1.00"};
    static const char *const b[] = {"1.00", "2.00", "2.00", "3.00", "2.00"};
    static const char *const c[] = {"1.00", "1.00", "1.00", "1.00", "1.00", "1.00", "2.00", "2.00"};
    score_whole("FA-3", "A", 8, a);
    score_whole("FA-3", "B", 5, b);
    op_do(&director, "fund_application.pass_filter", step("FA-3", ""));
    score_whole("FA-3", "C", 8, c);
    op_refused(&director, "fund_application.approve", step("FA-3", ",\"approved\":\"500.00\",\"decided_on\":\"2026-07-28\",\"existing_link\":\"V-1\""), "existing_link",
               "no es una subvención pendiente");
    op_do(&director, "fund_application.approve", step("FA-3", ",\"approved\":\"500.00\",\"decided_on\":\"2026-07-28\""));
    assert_int_equal(((const struct fund_application *)op_out)->counterpart.minor, 5556);
    assert_int_equal(mobilised(), 950000);
    op_do(&adviser, "fund_application.withdraw", step("FA-3", ",\"reason\":\"No tiene el aporte\""));
    assert_int_equal(mobilised(), 900000);
}

/* ---- the invoice ------------------------------------------------------------------------------------------------------------ */

static void term(const char *json, const char *date)
{
    op_do(&executive, "holiday.term", json);
    assert_string_equal(str_c(&op_arena, date_iso(&op_arena, *(const struct date *)op_out)), date);
}

static void working_days_of_august(void **state)
{
    (void)state;
    term("{\"from\":\"2026-07-31\",\"days\":5}", "2026-08-10");
    term("{\"from\":\"2026-07-31\",\"days\":5,\"district\":\"0614\"}", "2026-08-12");
    term("{\"from\":\"2026-07-31\",\"days\":5,\"district\":\"0614\",\"public_offices\":true}", "2026-08-13");
    term("{\"from\":\"2026-06-12\",\"days\":5}", "2026-06-22");
    op_do(&executive, "holiday.of_year", "{\"year\":2026}");
    size_t count = ((const struct list *)op_out)->rows.len;
    op_do(&executive, "holiday.plan", "{\"year\":2026}");
    assert_int_equal(((const struct list *)op_out)->rows.len, count);
    op_do(&executive, "holiday.plan", "{\"year\":2026}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
    op_do(&executive, "holiday.of_year", "{\"year\":2026}");
    assert_int_equal(((const struct list *)op_out)->rows.len, count);
    term("{\"from\":\"2026-07-31\",\"days\":5,\"district\":\"0614\"}", "2026-08-12");
    /* A day by decree, and one that is worked after all. */
    op_do(&executive, "holiday.add", "{\"code\":\"DEC-1\",\"unit\":\"ADEL\",\"date\":\"2026-08-11\",\"name_es\":\"Duelo nacional\",\"basis\":\"Decreto de prueba\"}");
    term("{\"from\":\"2026-07-31\",\"days\":5,\"district\":\"0614\"}", "2026-08-13");
    op_do(&executive, "holiday.annul", "{\"code\":\"DEC-1\",\"reason\":\"No se dio\",\"version\":1}");
    op_do(&executive, "holiday.set", "{\"code\":\"SV-SALVADOR-2026-08-06\",\"working\":true,\"version\":1}");
    term("{\"from\":\"2026-07-31\",\"days\":5,\"district\":\"0614\"}", "2026-08-11");
    op_do(&executive, "holiday.set", "{\"code\":\"SV-SALVADOR-2026-08-06\",\"working\":false,\"version\":2}");
    op_refused(&executive, "holiday.add", "{\"unit\":\"ADEL\",\"date\":\"2026-12-04\",\"name_es\":\"Fiesta\",\"reach\":\"local\"}", "district", "dice su distrito");
    op_fails(&adviser, "holiday.plan", "{\"year\":2027}", ERR_DENIED);
}

static void invoice_over_a_holiday_d21(void **state)
{
    (void)state;
    day(0);
    op_refused(&director, "fund_application.ratify", step("FA-1", ",\"ratified_on\":\"2026-07-31\""), "ratified_by", "no registra la ratificación");
    op_do(&executive, "fund_application.ratify", step("FA-1", ",\"ratified_on\":\"2026-07-31\",\"ratification\":\"Acta 12\""));
    const struct fund_application *row = op_out;
    assert_int_equal(date_cmp(row->invoice_due_on, DATE(2026, 8, 12)), 0);
    op_do(&adviser, "fund_application.alerts", "{}");
    const struct list *alerts = op_out;
    assert_int_equal(alerts->rows.len, 1);
    assert_int_equal(((const struct fund_alert *)alerts->rows.items)[0].days, 5);
    day(10); /* Monday 10 August */
    op_do(&adviser, "fund_application.alerts", "{}");
    assert_int_equal(((const struct fund_alert *)((const struct list *)op_out)->rows.items)[0].days, 2);
    day(13); /* Thursday 13: one working day late */
    op_do(&adviser, "fund_application.alerts", "{}");
    const struct fund_alert *alert = ((const struct list *)op_out)->rows.items;
    assert_int_equal(alert->days, -1);
    assert_int_equal(alert->late, ANSWER_YES);
    op_do(&adviser, "today.read", "{}");
    const struct work_today *work = op_out;
    int64_t waiting = 0;
    for (size_t i = 0; i < work->sections.len; i++) {
        const struct work_count *section = &((const struct work_count *)work->sections.items)[i];
        waiting += str_eq_c(section->code, "fund_invoices") ? section->count : 0;
    }
    assert_int_equal(waiting, 1);
    op_refused(&adviser, "fund_application.invoice", step("FA-1", ""), "invoice", "Se facturan 10,000.00");
    op_refused(&adviser, "application_invoice.add", of("FA-1", ",\"number\":\"F-1\",\"issued_on\":\"2026-08-10\",\"amount\":\"9000.00\",\"delivered_on\":\"2026-08-11\""),
               "delivered_to", "quién recibió");
    op_do(&adviser, "application_invoice.add", of("FA-1", ",\"code\":\"FV-1\",\"number\":\"F-1\",\"issued_on\":\"2026-08-10\",\"amount\":\"9000.00\""));
    op_refused(&adviser, "fund_application.invoice", step("FA-1", ""), "invoice", "no se ha entregado en papel");
    op_refused(&adviser, "fund_application.invoice", step("FA-1", ""), "invoice", "Falta la copia");
    op_do(&adviser, "application_invoice.set", "{\"code\":\"FV-1\",\"version\":1,\"amount\":\"10000.00\",\"delivered_on\":\"2026-08-11\",\"delivered_to\":\"Ventanilla\","
                                               "\"evidence\":\"Copia sellada\"}");
    op_refused(&adviser, "fund_application.disburse", "{\"code\":\"FA-1\",\"date\":\"2026-08-12\",\"amount\":\"10.00\",\"evidence\":\"X\"}", "code", "después de la factura");
    op_do(&adviser, "fund_application.invoice", step("FA-1", ""));
    assert_int_equal(date_cmp(((const struct fund_application *)op_out)->invoiced_on, DATE(2026, 8, 11)), 0);
    op_do(&adviser, "fund_application.alerts", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
}

/* ---- execution and settlement ------------------------------------------------------------------------------------------------- */

static void execution(void **state)
{
    (void)state;
    op_refused(&adviser, "fund_application.start", step("FA-1", ""), "activity", "ninguna actividad");
    op_refused(&adviser, "application_activity.add", of("FA-1", ",\"name\":\"X\",\"starts_on\":\"2026-08-20\",\"ends_on\":\"2026-08-10\""), "ends_on", "antes de empezar");
    op_do(&adviser, "application_activity.add",
          of("FA-1", ",\"code\":\"FT-1\",\"name\":\"Comprar el horno\",\"starts_on\":\"2026-08-13\",\"ends_on\":\"2026-08-20\",\"planned\":\"9000.00\""));
    op_do(&adviser, "application_activity.add", of("FA-1", ",\"code\":\"FT-2\",\"name\":\"Instalar\",\"starts_on\":\"2026-08-20\",\"ends_on\":\"2026-08-25\""));
    op_refused(&adviser, "application_activity.report", "{\"code\":\"FT-1\",\"version\":1,\"progress\":\"10.00\"}", "application", "en la ejecución");
    op_do(&adviser, "fund_application.start", step("FA-1", ",\"started_on\":\"2026-08-13\""));
    op_do(&adviser, "application_budget.of_application", "{\"code\":\"FA-1\"}");
    const struct application_budget *budget = ((const struct list *)op_out)->rows.items;
    bool first = str_eq_c(budget[0].source, "fund");
    const char *fund = str_c(&op_arena, budget[first ? 0 : 1].record.code);
    const char *own = str_c(&op_arena, budget[first ? 1 : 0].record.code);
    char json[500];
#define PAYMENT "{\"application\":\"FA-1\",\"activity\":\"%s\",\"budget\":\"%s\",\"date\":\"2026-08-13\",\"payee\":\"Hornos S.A.\",\"document\":\"F-7\",\"amount\":\"%s\"}"
    snprintf(json, sizeof json, PAYMENT, "FT-1", fund, "9000.01");
    op_refused(&adviser, "application_expense.add", json, "amount", "quedan 9,000.00");
    snprintf(json, sizeof json, PAYMENT, "FT-1", fund, "8100.00");
    op_do(&adviser, "application_expense.add", json);
    snprintf(json, sizeof json, PAYMENT, "FT-1", own, "900.01");
    op_refused(&adviser, "application_expense.add", json, "amount", "Para esa actividad quedan 900.00");
    snprintf(json, sizeof json, PAYMENT, "FT-1", own, "800.00");
    op_do(&adviser, "application_expense.add", json);
    op_refused(&adviser, "fund_application.disburse", "{\"code\":\"FA-1\",\"date\":\"2026-08-13\",\"amount\":\"9000.01\",\"evidence\":\"Cheque 1\"}", "amount",
               "no pasa de lo aprobado");
    op_do(&adviser, "fund_application.disburse", "{\"code\":\"FA-1\",\"date\":\"2026-08-13\",\"amount\":\"9000.00\",\"evidence\":\"Cheque 1\"}");
    op_refused(&adviser, "fund_application.withdraw", step("FA-1", ",\"reason\":\"X\""), "disbursement", "no se desiste");
    assert_int_equal(mobilised(), 900000);
    op_do(&adviser, "application_activity.report", "{\"code\":\"FT-1\",\"version\":1,\"progress\":\"60.00\"}");
    op_refused(&adviser, "fund_application.finish", step("FA-1", ""), "activity", "Comprar el horno");
    op_refused(&adviser, "application_activity.finish", "{\"code\":\"FT-1\",\"version\":2}", "evidence", "Falta la evidencia");
    op_do(&adviser, "application_activity.finish", "{\"code\":\"FT-1\",\"version\":2,\"evidence\":\"Foto del horno\"}");
    op_refused(&adviser, "application_activity.set", "{\"code\":\"FT-1\",\"version\":3,\"name\":\"Otra\"}", "state", "ya no cambia");
    op_do(&adviser, "application_activity.finish", "{\"code\":\"FT-2\",\"version\":1,\"evidence\":\"Acta\"}");
    op_do(&adviser, "fund_application.finish", step("FA-1", ",\"finished_on\":\"2026-08-13\""));
}

static void settlement(void **state)
{
    (void)state;
    op_fails(&adviser, "fund_application.settle", step("FA-1", ""), ERR_DENIED);
    op_refused(&director, "fund_application.settle", step("FA-1", ""), "returned", "se devuelven 900.00");
    op_refused(&director, "fund_application.settle", step("FA-1", ",\"returned\":\"900.00\",\"returned_on\":\"2026-08-13\""), "budget", "debe haber pagado 900.00");
}

static void settled_and_closed(void **state)
{
    (void)state;
    /* What the beneficiary paid came to light: the expense is corrected. */
    op_do(&adviser, "application_expense.of_application", "{\"code\":\"FA-1\"}");
    const struct list *list = op_out;
    const struct application_expense *rows = list->rows.items;
    const struct application_expense *own = rows[0].amount.minor == 80000 ? &rows[0] : &rows[1];
    char json[300];
    snprintf(json, sizeof json, "{\"code\":\"%.*s\",\"version\":1,\"amount\":\"900.00\"}", STR_ARG(own->record.code));
    op_do(&adviser, "application_expense.set", json);
    op_refused(&director, "fund_application.settle", step("FA-1", ",\"returned\":\"900.00\""), "returned_on", "dice su fecha");
    op_do(&director, "fund_application.settle", step("FA-1", ",\"returned\":\"900.00\",\"returned_on\":\"2026-08-13\""));
    op_refused(&director, "fund_application.close", step("FA-1", ""), "impact_note", "Falta medir");
    op_do(&adviser, "snapshot.add",
          "{\"code\":\"IN-1\",\"unit\":\"C-1\",\"enterprise\":\"E-1\",\"kind\":\"follow_up\",\"reference_date\":\"2026-08-13\",\"national_sales\":\"30000.00\"}");
    op_do(&director, "fund_application.close", step("FA-1", ""));
    op_do(&director, "fund_application.sheet", "{\"code\":\"FA-1\"}");
    const struct fund_sheet *sheet = op_out;
    assert_true(str_eq_c(sheet->snapshot_after, "IN-1"));
    assert_int_equal(sheet->disbursed.minor, 900000);
    assert_int_equal(fund_sheet_source(sheet, "fund")->spent_cash.minor, 810000);
    assert_int_equal(fund_sheet_source(sheet, "beneficiary")->spent_cash.minor, 90000);
    op_do(&director, "link.get", "{\"code\":\"V-1\"}");
    assert_int_equal(mobilised(), 900000);
    op_do(&executive, "fund_call.portfolio", "{\"call\":\"FC-1\"}");
    list = op_out;
    const struct fund_portfolio_line *lines = list->rows.items;
    bool closed = false;
    for (size_t i = 0; i < list->rows.len; i++) {
        if (str_eq_c(lines[i].state, "closed")) {
            closed = true;
            assert_int_equal(lines[i].applications, 1);
            assert_int_equal(lines[i].requested.minor, 900000);
            assert_int_equal(lines[i].approved.minor, 900000);
            assert_int_equal(lines[i].disbursed.minor, 900000);
            assert_int_equal(lines[i].executed.minor, 900000);
        }
    }
    assert_true(closed);
}

/* An application serves an action of a policy; the link that counts its money is no second thing beside it. */
static void serves_a_policy_once(void **state)
{
    (void)state;
    op_do(&executive, "policy.add", "{\"code\":\"PO-1\",\"unit\":\"ADEL\",\"name_es\":\"Política\",\"kind\":\"national_policy\"}");
    op_do(&executive, "policy_axis.add", "{\"code\":\"EJ-1\",\"policy\":\"PO-1\",\"name_es\":\"Eje\"}");
    op_do(&executive, "policy_line.add", "{\"code\":\"LI-1\",\"axis\":\"EJ-1\",\"name_es\":\"Línea\"}");
    op_do(&executive, "policy_action.add", "{\"code\":\"AE-1\",\"line\":\"LI-1\",\"name_es\":\"Acción\"}");
    op_do(&executive, "policy_tag.add", "{\"action\":\"AE-1\",\"dataset\":\"fund_applications\",\"record_code\":\"FA-1\"}");
    op_do(&executive, "policy_tag.add", "{\"action\":\"AE-1\",\"dataset\":\"links\",\"record_code\":\"V-1\"}");
    op_do(&executive, "policy.report", "{\"code\":\"PO-1\",\"from\":\"2026-01-01\",\"to\":\"2026-12-31\"}");
    const struct policy_report *report = op_out;
    const struct policy_report_line *axis = report->lines.items;
    assert_int_equal(axis->applications, 1);
    assert_int_equal(axis->links, 0);
    assert_int_equal(axis->total, 1);
}

static void denied(void **state)
{
    (void)state;
    day(-10);
    op_do(&adviser, "fund_application.add", APPLICATION("FA-5", "E-2", ""));
    formulate("FA-5");
    op_do(&adviser, "fund_application.submit", step("FA-5", ",\"submitted_on\":\"2026-06-20\""));
    op_refused(&director, "fund_application.deny", step("FA-5", ""), "reason", "");
    op_do(&director, "fund_application.deny", step("FA-5", ",\"reason\":\"No pasa el filtro\""));
    op_refused(&director, "fund_application.approve", step("FA-5", ",\"approved\":\"9000.00\",\"decided_on\":\"2026-06-28\""), "state", "");
    op_do(&adviser, "fund_application.by_client", "{\"kind\":\"enterprise\",\"code\":\"E-2\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_are_data),
        cmocka_unit_test(medium_firm_is_admitted_d22),
        cmocka_unit_test(what_is_refused_at_once),
        cmocka_unit_test(formulation),
        cmocka_unit_test(handing_in),
        cmocka_unit_test(points_and_decision),
        cmocka_unit_test(counted_once),
        cmocka_unit_test(working_days_of_august),
        cmocka_unit_test(invoice_over_a_holiday_d21),
        cmocka_unit_test(execution),
        cmocka_unit_test(settlement),
        cmocka_unit_test(settled_and_closed),
        cmocka_unit_test(serves_a_policy_once),
        cmocka_unit_test(denied),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
