#include "op.h"

#include "advice/session.h"
#include "agreement/agreement.h"
#include "assistance/assistance.h"
#include "base/secret.h"
#include "client/affiliation.h"
#include "client/client.h"
#include "client/enterprise.h"
#include "client/identity.h"
#include "client/move.h"
#include "client/person.h"
#include "finance/disbursement.h"
#include "finance/link.h"
#include "party/organisation.h"
#include "party/party.h"
#include "party/staff.h"
#include "party/unit.h"
#include "results/facts.h"
#include "results/milestone.h"
#include "results/remark.h"
#include "results/snapshot.h"
#include "results/statement.h"
#include "training/attendance.h"
#include "training/event.h"

/* The statement through op_run, and facts that follow a random history against facts loaded anew. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor partner = {.role = ROLE_PARTNER_READER, .name = {"socia", 5}, .origin = {"web", 3}};
static struct actor director = {.role = ROLE_DIRECTOR, .name = {"directora", 9}, .origin = {"web", 3}};

#define ENTERPRISES 8
#define PERSONS 8

static int open_all(void **state)
{
    (void)state;
    secret_init();
    clock_set(INT64_C(1798000000000000)); /* 2026-12-23 */
#define TABLES(X)                                                                                                        \
    X(unit) X(staff) X(organisation) X(agreement) X(person) X(enterprise) X(affiliation) X(move) X(identity) X(session)  \
    X(event) X(attendance) X(assistance) X(link) X(disbursement) X(snapshot) X(milestone) X(remark) X(statement)
    enum { TABLE_COUNT = 0
#define X(noun) +1
        TABLES(X)
#undef X
    };
    static const struct op *tables[TABLE_COUNT];
    static size_t counts[TABLE_COUNT];
    size_t at = 0;
#define X(noun)                \
    tables[at] = noun##_ops;   \
    counts[at++] = noun##_op_count;
    TABLES(X)
#undef X
    op_register(tables, counts, at);
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\",\"territory\":\"14\",\"fiscal_year_start\":1}");
    op_do(&local, "unit.add", "{\"code\":\"X\",\"kind\":\"centre\",\"name\":\"Centro X\",\"parent\":\"ADEL\"}");
    const struct record *centre = op_out;
    director.agency = partner.agency = centre->agency;
    director.unit = partner.unit = centre->id;
    director.user = partner.user = id_new();
    op_do(&local, "unit.add", "{\"code\":\"Y\",\"kind\":\"centre\",\"name\":\"Centro Y\",\"parent\":\"ADEL\"}");
    op_do(&local, "staff.add", "{\"code\":\"A\",\"unit\":\"X\",\"name\":\"Ana Prueba\"}");
    op_do(&local, "organisation.add", "{\"code\":\"B\",\"unit\":\"ADEL\",\"name\":\"Banco de prueba\",\"kind\":\"bank\"}");
    op_do(&local, "organisation.add", "{\"code\":\"M\",\"unit\":\"ADEL\",\"name\":\"Ministerio de prueba\",\"kind\":\"ministry\","
                                      "\"level\":\"national\",\"side\":\"public\"}");
    op_do(&local, "agreement.add", "{\"code\":\"C-1\",\"unit\":\"ADEL\",\"title\":\"Convenio\",\"kind\":\"framework\",\"state\":\"in_force\","
                                   "\"funders\":[\"M\"],\"signed_on\":\"2014-01-01\",\"valid_from\":\"2014-01-01\"}");
    for (int i = 0; i < ENTERPRISES; i++) {
        char json[400];
        snprintf(json, sizeof json, "{\"code\":\"P-%d\",\"unit\":\"X\",\"given_names\":\"Persona %d\",\"surnames\":\"Inventada\",\"district\":\"%d\"}",
                 i, i, 1401 + i);
        op_do(&local, "person.add", json);
        snprintf(json, sizeof json, "{\"code\":\"E-%d\",\"unit\":\"X\",\"name\":\"Taller %d\",\"district\":\"%d\",\"led_by\":\"%s\"}", i, i,
                 i == 7 ? 1301 : 1401 + i, i % 2 == 0 ? "female" : "male");
        op_do(&local, "enterprise.add", json);
    }
    return 0;
}

static int close_all(void **state)
{
    facts_stop(op_runner);
    op_close();
    clock_set(0);
    return store_teardown(state);
}

/* ---- a random history ------------------------------------------------------------------------------------------ */

static uint64_t seed = 20141231;
static int any(int most)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((seed >> 33) % (uint64_t)most);
}

static const char *any_date(char *out, size_t size)
{
    snprintf(out, size, "20%d-%02d-%02d", 14 + any(2) * 10, 1 + any(12), 1 + any(28));
    return out;
}

static int made; /* codes so far */

/* Steps may be refused (a rule of the rooms); what counts is that facts follow what was not. */
static void session_step(char *json, size_t size, const char **verb)
{
    static const char *const kinds[] = {"advice_business", "advice_ict", "advice_women", "attention", "business_plan"};
    static const char *const verifications[] = {"declared", "with_evidence", "declared"};
    char date[16];
    int code = made == 0 ? 0 : any(made);
    switch (any(5)) {
    case 0:
        *verb = "session.annul";
        snprintf(json, size, "{\"code\":\"S-%d\",\"reason\":\"Repetida\",\"version\":1}", code);
        return;
    case 1:
        *verb = "session.set";
        snprintf(json, size, "{\"code\":\"S-%d\",\"version\":1,\"contact_minutes\":%d,\"enterprises\":[\"E-%d\"],\"funding\":[]}", code,
                 60 + any(2) * 400, any(ENTERPRISES));
        return;
    default:
        *verb = "session.add";
        if (any(4) == 0) {
            snprintf(json, size, "{\"code\":\"S-%d\",\"unit\":\"Y\",\"date\":\"%s\",\"kind\":\"%s\",\"adviser\":\"A\",\"contact_minutes\":%d,"
                     "\"persons\":[\"P-%d\"]}", made, any_date(date, sizeof date), kinds[any(5)], 1 + any(400), any(PERSONS));
        } else {
            int first = any(ENTERPRISES);
            snprintf(json, size, "{\"code\":\"S-%d\",\"unit\":\"%s\",\"date\":\"%s\",\"kind\":\"%s\",\"adviser\":\"A\",\"contact_minutes\":%d,"
                     "\"preparation_minutes\":%d,\"enterprises\":[\"E-%d\",\"E-%d\"],\"persons\":[\"P-%d\"],\"evidence\":\"Hoja\",\"verification\":\"%s\"%s}",
                     made, any(2) ? "X" : "Y", any_date(date, sizeof date), kinds[any(5)], any(3) * 100, 1 + any(300), first,
                     (first + 1 + any(ENTERPRISES - 1)) % ENTERPRISES, any(PERSONS), verifications[any(3)],
                     any(2) ? ",\"funding\":[{\"to\":\"C-1\",\"percent\":\"100.00\"}]" : "");
        }
        made++;
    }
}

static void course_step(char *json, size_t size, const char **verb)
{
    static int events;
    char date[16];
    switch (events == 0 ? 0 : any(6)) {
    case 0:
        *verb = "event.add";
        snprintf(json, size, "{\"code\":\"EV-%d\",\"unit\":\"%s\",\"kind\":\"%s\",\"topic\":\"Costos\",\"starts_on\":\"20%d-01-01\","
                 "\"ends_on\":\"20%d-12-31\"}", events, any(2) ? "X" : "Y", any(4) == 0 ? "fair" : "training",
                 events % 2 ? 24 : 14, events % 2 ? 24 : 14);
        events++;
        return;
    case 1:
        *verb = "event.set";
        snprintf(json, size, "{\"code\":\"EV-%d\",\"version\":%d,\"reportable\":%s}", any(events), 1 + any(2), any(2) ? "true" : "false");
        return;
    default:
        *verb = "attendance.add";
        if (any(3) == 0) {
            snprintf(json, size, "{\"event\":\"EV-%d\",\"person\":\"P-%d\",\"date\":\"%s\"}", any(events), any(PERSONS),
                     any_date(date, sizeof date));
        } else {
            snprintf(json, size, "{\"event\":\"EV-%d\",\"person\":\"P-%d\",\"enterprise\":\"E-%d\",\"date\":\"%s\",\"evaluation\":%d}",
                     any(events), any(PERSONS), any(ENTERPRISES), any_date(date, sizeof date), 1 + any(5));
        }
    }
}

static void client_step(char *json, size_t size, const char **verb)
{
    static int merges;
    char date[16];
    int who = any(ENTERPRISES);
    switch (any(7)) {
    case 0:
        *verb = "move.add";
        snprintf(json, size, "{\"%s\":\"%s-%d\",\"district\":\"%d\",\"moved_on\":\"%s\"}", any(2) ? "enterprise" : "person", "E", who,
                 1401 + any(18), any_date(date, sizeof date));
        if (strstr(json, "person") != NULL) {
            snprintf(json, size, "{\"person\":\"P-%d\",\"district\":\"%d\",\"moved_on\":\"%s\"}", who, 1401 + any(18), date);
        }
        return;
    case 1:
        *verb = "identity.merge";
        snprintf(json, size, any(2) ? "{\"enterprises\":[\"E-%d\",\"E-%d\"],\"reason\":\"Duplicadas\"}" : "{\"persons\":[\"P-%d\",\"P-%d\"],\"reason\":\"Duplicadas\"}",
                 who, (who + 1 + any(ENTERPRISES - 1)) % ENTERPRISES);
        merges++;
        return;
    case 2:
        *verb = "identity.unmerge";
        snprintf(json, size, "{\"code\":\"I-%06d\",\"reason\":\"No eran la misma\"}", 1 + any(merges + 1));
        return;
    case 3:
        *verb = "enterprise.set";
        snprintf(json, size, "{\"code\":\"E-%d\",\"version\":1,\"led_by\":\"mixed\",\"category\":\"%s\"}", who, any(2) ? "group" : "enterprise");
        return;
    case 4:
        *verb = "organisation.set";
        snprintf(json, size, "{\"code\":\"B\",\"version\":%d,\"kind\":\"%s\"}", 1 + any(3), any(2) ? "ngo" : "bank");
        return;
    case 5:
        *verb = "milestone.add";
        snprintf(json, size, "{\"unit\":\"X\",\"%s-%d\",\"kind\":\"%s\",\"date\":\"%s\"}", any(2) ? "enterprise\":\"E" : "person\":\"P", who,
                 any(2) ? "business_started" : any(2) ? "formalisation" : "new_product", any_date(date, sizeof date));
        return;
    default:
        *verb = "snapshot.add";
        snprintf(json, size, "{\"unit\":\"X\",\"enterprise\":\"E-%d\",\"kind\":\"%s\",\"reference_date\":\"%s\",\"national_sales\":\"%d.00\","
                 "\"jobs_male_fixed\":%d}", who, any(2) ? "follow_up" : "initial", any_date(date, sizeof date), any(9000), any(9));
    }
}

static void money_step(char *json, size_t size, const char **verb)
{
    static int links;
    char date[16];
    char approved[16];
    bool is_credit = any(2);
    switch (links == 0 ? 0 : any(4)) {
    case 1:
        *verb = "disbursement.add";
        snprintf(json, size, "{\"link\":\"L-%d\",\"date\":\"%s\",\"amount\":\"%d.50\"}", any(links), any_date(date, sizeof date), any(500));
        return;
    case 2:
        *verb = "link.annul";
        snprintf(json, size, "{\"code\":\"L-%d\",\"version\":1,\"reason\":\"Repetida\"}", any(links));
        return;
    case 3:
        *verb = "assistance.record";
        snprintf(json, size, "{\"unit\":\"X\",\"title\":\"Etiquetas\",\"enterprises\":[\"E-%d\"],\"signed_on\":\"%s\",\"state\":\"contracted\","
                 "\"total\":\"900.00\",\"client_percent\":\"10.00\",\"operator_percent\":\"90.00\",\"consultant\":\"Consultora de prueba\"}",
                 any(ENTERPRISES), any_date(date, sizeof date));
        return;
    default:
        *verb = "link.add";
        any_date(date, sizeof date);
        snprintf(approved, sizeof approved, "%s", date);
        snprintf(json, size, "{\"code\":\"L-%d\",\"unit\":\"X\",\"kind\":\"%s\",\"%s-%d\",\"institution\":\"B\",\"instrument\":\"%s\","
                 "\"date\":\"%s\",\"requested\":\"5000.00\",\"approved\":\"%d.00\",\"approved_on\":\"%s\",\"state\":\"approved\"}", links,
                 is_credit ? "financial" : "non_reimbursable", any(3) ? "enterprise\":\"E" : "person\":\"P", any(ENTERPRISES),
                 is_credit ? "credit" : any(2) ? "grant" : "seed_capital", date,
                 1 + any(5000), approved);
        links++;
    }
}

static const char *const questions[] = {
    "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}",
    "{\"from\":\"2014-01-01\",\"to\":\"2024-12-31\",\"unit\":\"X\"}",
    "{\"from\":\"2024-04-01\",\"to\":\"2024-06-30\",\"map\":\"today\",\"territory\":\"1419\"}",
    "{\"from\":\"2014-01-01\",\"to\":\"2024-12-31\",\"agreement\":\"C-1\"}",
};
static const char *const cubes[] = {
    "{\"from\":\"2014-01-01\",\"to\":\"2024-12-31\",\"by\":[\"kind\",\"municipality\",\"year\"]}",
    "{\"from\":\"2014-01-01\",\"to\":\"2024-12-31\",\"by\":[\"month\",\"unit\",\"led_by\"]}",
    "{\"from\":\"2014-01-01\",\"to\":\"2024-12-31\",\"by\":[\"district\"],\"of\":\"persons\",\"map\":\"today\"}",
};

/* The answer without the instant at its end. */
static struct str answer(const char *verb, const char *question)
{
    op_do(&local, verb, question);
    struct str json = op_call.answer_json;
    size_t at = str_find(json, S("\"as_of\""));
    return at == SIZE_MAX ? json : str_slice(json, 0, at);
}

static void compare(struct runner *reader, const char *verb, const char *question, const char *what)
{
    struct str followed = answer(verb, question);
    struct runner *own = op_runner;
    op_runner = reader;
    struct str anew = answer(verb, question);
    op_runner = own;
    if (!str_eq(followed, anew)) {
        print_error("after %s: %s %s\nfollowed " STR_FMT "\nanew     " STR_FMT "\n", what, verb, question, STR_ARG(followed), STR_ARG(anew));
    }
    assert_true(str_eq(followed, anew));
}

static void facts_follow(void **state)
{
    (void)state;
    struct text problem = TEXT_NONE;
    struct arena arena = {0};
    struct runner *reader = NULL;
    int64_t done = 0;
    assert_int_equal(runner_open(store_url(), RUNNER_READING, &arena, &reader, &problem), ERR_OK);
    struct arena_mark mark = arena_mark(&op_arena);
    for (int i = 0; i < 600; i++) {
        static void (*const steps[])(char *json, size_t size, const char **verb) = {session_step, course_step, client_step, money_step};
        char json[700];
        const char *verb = NULL;
        steps[any(COUNT_OF(steps))](json, sizeof json, &verb);
        enum err err = op_ask(&local, verb, json);
        if (err == ERR_MALFORMED || err == ERR_INTERNAL) {
            print_error("%s %s: %s\n", verb, json, err_info(err)->name);
            op_print_faults();
        }
        assert_true(err != ERR_MALFORMED && err != ERR_INTERNAL);
        done += err == ERR_OK;
        if (err != ERR_OK || i % 3 != 0) {
            continue;
        }
        for (size_t j = 0; j < COUNT_OF(questions); j++) {
            compare(reader, "results.statement", questions[j], json);
        }
        compare(reader, "results.cube", cubes[i % (int)COUNT_OF(cubes)], json);
        facts_stop(reader);
        arena_rewind(&op_arena, mark);
    }
    /* Most steps are allowed; otherwise nothing was shown. */
    assert_true(done > 250);
    runner_close(reader);
    arena_release(&arena);
}

/* ---- what a reader of aggregates sees ------------------------------------------------------------------------------ */

static void small_numbers_are_hidden(void **state)
{
    (void)state;
    op_do(&local, "unit.add", "{\"code\":\"Z\",\"kind\":\"centre\",\"name\":\"Centro Z\",\"parent\":\"ADEL\"}");
    partner.unit = ((const struct record *)op_out)->id;
    director.unit = partner.unit;
    op_do(&local, "enterprise.add", "{\"code\":\"E-Z\",\"unit\":\"Z\",\"name\":\"Taller Z\",\"district\":\"1408\"}");
    op_do(&local, "session.add", "{\"unit\":\"Z\",\"date\":\"2020-05-05\",\"kind\":\"advice_ict\",\"adviser\":\"A\",\"contact_minutes\":30,"
                                 "\"enterprises\":[\"E-Z\"]}");
    const char *question = "{\"from\":\"2020-01-01\",\"to\":\"2020-12-31\"}";
    op_do(&partner, "results.statement", question);
    op_says("{\"code\":\"enterprises_advised\",\"value\":null,\"measure\":\"enterprises\",\"with_data\":null,\"of\":null");
    op_says("Oculto: menos de cinco.");
    op_fails(&partner, "results.explain", "{\"from\":\"2020-01-01\",\"to\":\"2020-12-31\",\"indicator\":\"enterprises_advised\"}", ERR_DENIED);
    op_do(&partner, "results.cube", "{\"from\":\"2020-01-01\",\"to\":\"2020-12-31\",\"by\":[\"district\"]}");
    op_says("\"services\":null,\"clients\":null");
    /* The centre's own people see it, and who it was. */
    op_do(&director, "results.statement", question);
    op_says("{\"code\":\"enterprises_advised\",\"value\":1,");
    op_says("\"unit\":\"Z\"");
    op_says("\"territory\":\"14\"");
    op_do(&director, "results.explain", "{\"from\":\"2020-01-01\",\"to\":\"2020-12-31\",\"indicator\":\"enterprises_advised\"}");
    op_says("\"enterprise\":\"E-Z\"");
    op_says("\"total\":1");
}

static void another_unit_is_out_of_reach(void **state)
{
    (void)state;
    op_refused(&director, "results.statement", "{\"from\":\"2020-01-01\",\"to\":\"2020-12-31\",\"unit\":\"X\"}", "unit", "a su alcance");
    op_refused(&director, "results.statement", "{\"from\":\"2020-01-01\",\"to\":\"2020-12-31\",\"unit\":\"ADEL\"}", "unit", "a su alcance");
    op_refused(&local, "results.statement", "{\"from\":\"2020-01-02\",\"to\":\"2020-01-01\"}", "to", "antes del primero");
    op_refused(&local, "results.statement", "{\"from\":\"2020-01-02\",\"to\":\"2020-01-03\",\"territory\":\"9999\"}", "territory", "");
    op_refused(&local, "results.statement", "{\"from\":\"2020-01-02\",\"to\":\"2020-01-03\",\"agreement\":\"C-9\"}", "agreement", "a su alcance");
    op_refused(&local, "results.explain", "{\"from\":\"2020-01-02\",\"to\":\"2020-01-03\",\"indicator\":\"nothing\"}", "indicator", "indicador");
}

/* ---- remarks, text --------------------------------------------------------------------------------------------------- */

static void remarks_and_text(void **state)
{
    (void)state;
    op_do(&local, "remark.add", "{\"unit\":\"ADEL\",\"indicator\":\"enterprises_advised\",\"from_on\":\"2020-01-01\",\"to_on\":\"2020-12-31\","
                                "\"text_es\":\"Supuesto de prueba.\",\"text_en\":\"Assumed for a test.\"}");
    op_do(&local, "results.statement", "{\"from\":\"2020-01-01\",\"to\":\"2020-12-31\",\"unit\":\"Z\"}");
    op_says("Supuesto de prueba.");
    const struct statement *statement = op_out;
    struct buf es = BUF(&op_arena);
    struct buf en = BUF(&op_arena);
    statement_text(&es, statement, LANG_ES);
    statement_text(&en, statement, LANG_EN);
    assert_true(str_find(buf_str(&es), S("Del 1 de enero de 2020 al 31 de diciembre de 2020")) != SIZE_MAX);
    assert_true(str_find(buf_str(&es), S("no se suman")) != SIZE_MAX);
    assert_true(str_find(buf_str(&es), S("* Empresas asesoradas: Supuesto de prueba.")) != SIZE_MAX);
    assert_true(str_find(buf_str(&en), S("* Enterprises advised: Assumed for a test.")) != SIZE_MAX);
    op_do(&local, "results.statement", "{\"from\":\"2021-01-01\",\"to\":\"2021-12-31\",\"unit\":\"Z\"}");
    assert_true(str_find(op_call.answer_json, S("Supuesto")) == SIZE_MAX);
}

static void add_clients(const char *district, int count)
{
    for (int i = 0; i < count; i++) {
        char json[300];
        snprintf(json, sizeof json, "{\"code\":\"E-%s-%d\",\"unit\":\"W\",\"name\":\"Taller\",\"district\":\"%s\"}", district, i, district);
        op_do(&local, "enterprise.add", json);
        snprintf(json, sizeof json, "{\"unit\":\"W\",\"date\":\"2021-05-05\",\"kind\":\"advice_ict\",\"adviser\":\"A\","
                                    "\"contact_minutes\":30,\"enterprises\":[\"E-%s-%d\"]}", district, i);
        op_do(&local, "session.add", json);
    }
}

/* What is hidden is not had by taking what is shown from the whole, in one table or asked one by one. */
static void small_numbers_cannot_be_worked_out(void **state)
{
    (void)state;
    op_do(&local, "unit.add", "{\"code\":\"W\",\"kind\":\"centre\",\"name\":\"Centro W\",\"parent\":\"ADEL\"}");
    partner.unit = ((const struct record *)op_out)->id;
    add_clients("1408", 3);
    add_clients("1401", 6);
    add_clients("1402", 9);
    op_do(&partner, "results.statement", "{\"from\":\"2021-01-01\",\"to\":\"2021-12-31\"}");
    op_says("{\"code\":\"enterprises_advised\",\"value\":18,");
    op_do(&partner, "results.cube", "{\"from\":\"2021-01-01\",\"to\":\"2021-12-31\",\"by\":[\"district\"]}");
    const struct statement_cell *cells = ((const struct list *)op_out)->rows.items;
    assert_int_equal(((const struct list *)op_out)->rows.len, 3);
    assert_int_equal(cells[0].clients, INT_NONE); /* 1401 goes with 1408 */
    assert_int_equal(cells[1].clients, 9);
    assert_int_equal(cells[2].clients, INT_NONE);
    assert_int_equal(cells[2].services, INT_NONE);
    op_do(&partner, "results.statement", "{\"from\":\"2021-01-01\",\"to\":\"2021-12-31\",\"territory\":\"1401\"}");
    op_says("{\"code\":\"enterprises_advised\",\"value\":null,");
    op_says("un territorio vecino");
    op_do(&partner, "results.cube", "{\"from\":\"2021-01-01\",\"to\":\"2021-12-31\",\"territory\":\"1401\",\"by\":[\"kind\"]}");
    op_says("\"services\":null,\"clients\":null");
    op_do(&partner, "results.statement", "{\"from\":\"2021-01-01\",\"to\":\"2021-12-31\",\"territory\":\"1402\"}");
    op_says("{\"code\":\"enterprises_advised\",\"value\":9,");
    director.unit = partner.unit;
    op_do(&director, "results.statement", "{\"from\":\"2021-01-01\",\"to\":\"2021-12-31\",\"territory\":\"1408\"}");
    op_says("{\"code\":\"enterprises_advised\",\"value\":3,");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_follow),
        cmocka_unit_test(small_numbers_are_hidden),
        cmocka_unit_test(small_numbers_cannot_be_worked_out),
        cmocka_unit_test(another_unit_is_out_of_reach),
        cmocka_unit_test(remarks_and_text),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
