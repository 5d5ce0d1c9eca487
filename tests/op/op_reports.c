#include "op.h"

#include "account/account.h"
#include "app/registry.h"
#include "base/secret.h"
#include "core/report.h"
#include "results/facts.h"
#include "results/statement.h"

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
    op_do(&local, "organisation.add", "{\"code\":\"MINEC\",\"unit\":\"ADEL\",\"name\":\"Ministerio\",\"kind\":\"ministry\",\"level\":\"national\"}");
    op_do(&local, "organisation.add", "{\"code\":\"BANCO\",\"unit\":\"ADEL\",\"name\":\"Banco ajeno\",\"kind\":\"bank\",\"level\":\"national\",\"side\":\"private\"}");
    op_do(&local, "organisation.add",
          "{\"code\":\"CONAMYPE\",\"parent\":\"MINEC\",\"unit\":\"ADEL\",\"name\":\"CONAMYPE\",\"kind\":\"national_office\",\"level\":\"national\",\"side\":\"public\"}");
    op_do(&local, "enterprise.add", "{\"code\":\"E-1\",\"unit\":\"ADEL\",\"name\":\"Empresa 1\",\"category\":\"enterprise\",\"district\":\"1408\","
                                    "\"registered_on\":\"2013-05-01\"}");
    op_do(&executive, "agreement.add",
          "{\"code\":\"CV\",\"unit\":\"ADEL\",\"title\":\"Convenio CDMYPE\",\"kind\":\"specific\",\"state\":\"in_force\",\"signed_on\":\"2014-01-01\","
          "\"valid_from\":\"2014-01-01\",\"valid_to\":\"2014-12-31\",\"funders\":[\"CONAMYPE\"]}");
    op_do(&executive, "agreement.add",
          "{\"code\":\"CV-2\",\"unit\":\"ADEL\",\"title\":\"Otro convenio\",\"kind\":\"specific\",\"state\":\"in_force\",\"signed_on\":\"2014-01-01\","
          "\"valid_from\":\"2014-01-01\",\"valid_to\":\"2014-12-31\",\"funders\":[\"MINEC\",\"BANCO\"],\"operators\":[\"CONAMYPE\"]}");
    op_do(&local, "session.add",
          "{\"code\":\"S-1\",\"unit\":\"ADEL\",\"date\":\"2014-05-05\",\"kind\":\"advice_business\",\"adviser\":\"ST-1\",\"enterprises\":[\"E-1\"],"
          "\"modality\":\"office\",\"contact_minutes\":60,\"state\":\"held\",\"funding\":[{\"to\":\"CV\",\"percent\":\"100.00\"}]}");
    op_do(&executive, "agreement_target.add",
          "{\"agreement\":\"CV\",\"indicator\":\"enterprises_advised\",\"from_on\":\"2014-01-01\",\"to_on\":\"2014-12-31\",\"count\":2,"
          "\"decided_on\":\"2014-01-01\",\"basis\":\"Convenio\"}");
    op_do(&executive, "contribution.add", "{\"agreement\":\"CV\",\"organisation\":\"CONAMYPE\",\"kind\":\"cash\",\"amount\":\"90000.00\"}");
    return 0;
}

/* A partner as the users page makes one: bound by user.add, and then by its link at the door. */
static struct actor partner(const char *name, const char *bound)
{
    char json[300];
    snprintf(json, sizeof json, "{\"name\":\"%s\",\"full_name\":\"Socia Inventada\",\"role\":\"partner_reader\",\"unit\":\"ADEL\",%s}", name, bound);
    op_do(&local, "user.add", json);
    const struct user *user = op_out;
    return (struct actor){.role = ROLE_PARTNER_READER, .agency = user->agency, .unit = user->unit_id, .user = user->id,
                          .name = user->name, .origin = {"web", 3}, .bound = user->bound};
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

/* ---- who sees what (domain.md 12) ------------------------------------------------------------------------- */

static void a_limit_is_of_a_partner_and_one(void **state)
{
    (void)state;
    op_refused(&local, "user.add", "{\"name\":\"x1\",\"full_name\":\"X\",\"role\":\"director\",\"unit\":\"ADEL\",\"territory\":\"1408\"}", "territory",
               "Solo una lectura de socio");
    op_refused(&local, "user.add", "{\"name\":\"x1\",\"full_name\":\"X\",\"role\":\"partner_reader\",\"unit\":\"ADEL\",\"territory\":\"1408\","
               "\"agreements\":\"CV\"}", "agreements", "a uno de los tres");
    op_refused(&local, "user.add", "{\"name\":\"x1\",\"full_name\":\"X\",\"role\":\"partner_reader\",\"unit\":\"ADEL\",\"agreements\":\"CV;NADA\"}",
               "agreements", "No hay uno con ese código");
    op_refused(&local, "user.add", "{\"name\":\"x1\",\"full_name\":\"X\",\"role\":\"partner_reader\",\"unit\":\"ADEL\",\"territory\":\"9999\"}", "territory",
               "código de un departamento");
    op_refused(&local, "token.add", "{\"name\":\"t\",\"role\":\"auditor\",\"unit\":\"ADEL\",\"agreements\":\"CV\"}", "agreements", "Solo una lectura de socio");
    op_do(&local, "user.add", "{\"name\":\"x1\",\"full_name\":\"X\",\"role\":\"partner_reader\",\"unit\":\"ADEL\",\"agreements\":\"CV; CV-2\"}");
    op_do(&local, "user.get", "{\"name\":\"x1\"}");
    assert_str(((const struct user *)op_out)->agreements, "CV;CV-2");
}

static void funder_sees_its_own_agreement_only(void **state)
{
    (void)state;
    struct actor funder = partner("financia", "\"agreements\":\"CV\"");
    op_do(&funder, "agreement.own", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 1);
    op_do(&funder, "report.agreement", "{\"agreement\":\"CV\"}");
    assert_non_null(row_of("CONAMYPE"));
    const struct report_cell *hidden = row_of("Sesiones"); /* one session: fewer than five */
    assert_non_null(hidden);
    assert_str(hidden[1].text, "< 5");
    assert_int_equal(hidden[1].value.kind, VALUE_NONE);
    op_fails(&funder, "report.agreement", "{\"agreement\":\"CV-2\"}", ERR_NOT_FOUND);
    op_fails(&funder, "report.agreement", "{\"agreement\":\"NADA\"}", ERR_NOT_FOUND);
    op_do(&funder, "results.statement", "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}"); /* of its agreement, without asking */
    assert_str(((const struct statement *)op_out)->agreement, "CV");
    op_refused(&funder, "results.statement", "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\",\"agreement\":\"CV-2\"}", "agreement", "a su alcance");
    op_refused(&funder, "results.cube", "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\",\"agreement\":\"CV-2\",\"by\":\"kind\"}", "agreement", "a su alcance");
    static const char *const denied[][2] = {
        {"agreement.list", "{}"}, {"agreement.get", "{\"code\":\"CV\"}"}, {"agreement.report", "{\"code\":\"CV-2\"}"},
        {"results.explain", "{\"indicator\":\"enterprises_advised\",\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}"},
        {"client.search", "{\"text\":\"Empresa\"}"}, {"enterprise.list", "{}"}, {"session.get", "{\"code\":\"S-1\"}"},
        {"export.run", "{\"dataset\":\"sessions\"}"}, {"remark.list", "{}"}, {"organisation.list", "{}"},
        {"policy.report", "{\"code\":\"X\",\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}"},
        {"report.policy", "{\"policy\":\"X\",\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}"},
        {"document.by_record", "{\"dataset\":\"agreements\",\"code\":\"CV\"}"}, {"agreement.sign", "{\"code\":\"CV\",\"version\":1}"},
    };
    for (size_t i = 0; i < COUNT_OF(denied); i++) {
        enum err err = op_ask(&funder, denied[i][0], denied[i][1]);
        if (err != ERR_DENIED) {
            print_error("%s: %s\n", denied[i][0], err_info(err)->name);
        }
        assert_int_equal(err, ERR_DENIED);
    }
    struct actor both = partner("financia2", "\"agreements\":\"CV;CV-2\"");
    op_refused(&both, "results.statement", "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}", "agreement", "cada uno por aparte");
    struct actor unbound = partner("socia", "\"email\":\"a@example.org\"");
    op_fails(&unbound, "report.agreement", "{\"agreement\":\"CV\"}", ERR_NOT_FOUND);
    op_do(&unbound, "agreement.own", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
}

static void municipality_sees_its_own_territory_only(void **state)
{
    (void)state;
    struct actor mayor = partner("alcaldia", "\"territory\":\"1408\"");
    op_do(&mayor, "report.territory", "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}");
    assert_str(((const struct report *)op_out)->number, "1408");
    op_do(&mayor, "results.statement", "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}");
    const struct statement *statement = op_out;
    assert_str(statement->territory, "1408");
    assert_int_equal(statement->enterprises_elsewhere, INT_NONE);
    const struct statement_figure *figures = statement->figures.items;
    for (size_t i = 0; i < statement->figures.len; i++) { /* one enterprise: every count of it is hidden */
        if (str_eq_c(figures[i].code, "enterprises_advised")) {
            assert_int_equal(figures[i].hidden, ANSWER_YES);
        }
        if (str_eq_c(figures[i].code, "agreements_in_force")) {
            assert_int_equal(figures[i].value.kind, VALUE_NONE);
        }
    }
    static const char *const others[] = {"1401", "14", "SV", "06"};
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        char json[200];
        snprintf(json, sizeof json, "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\",\"territory\":\"%s\"}", others[i]);
        op_refused(&mayor, "results.statement", json, "territory", "no es el suyo");
        op_refused(&mayor, "report.territory", json, "territory", "no es el suyo");
    }
    op_refused(&mayor, "results.cube", "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\",\"territory\":\"SV\",\"by\":\"district\"}", "territory", "no es el suyo");
    op_refused(&mayor, "results.statement", "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\",\"agreement\":\"CV\"}", "agreement", "a su alcance");
    op_do(&mayor, "results.cube", "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\",\"by\":\"district\"}");
    const struct list *cells = op_out;
    for (size_t i = 0; i < cells->rows.len; i++) {
        assert_str(((const struct statement_cell *)cells->rows.items)[i].first, "1408");
    }
    op_fails(&mayor, "report.agreement", "{\"agreement\":\"CV\"}", ERR_NOT_FOUND);
    op_fails(&mayor, "enterprise.list", "{}", ERR_DENIED);
    op_fails(&mayor, "report.body", "{\"organisation\":\"MINEC\",\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}", ERR_DENIED);
}

/* D10: what the bodies below a ministry do is visible to it added up, and no record of theirs. */
static void parent_sees_aggregates_d10(void **state)
{
    (void)state;
    const char *asked = "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}";
    struct actor ministry = partner("ministerio", "\"organisation\":\"MINEC\"");
    op_do(&ministry, "report.body", asked);
    const struct report_cell *child = row_of("CONAMYPE");
    assert_non_null(child);
    assert_int_equal(child[1].value.amount, 2); /* a party of both agreements */
    assert_int_equal(child[2].value.amount, 9000000);
    assert_non_null(row_of("Ministerio"));
    const struct report_cell *all = row_of("En total");
    assert_int_equal(all[1].value.amount, 2); /* an agreement of two bodies once */
    assert_int_equal(all[2].value.amount, 9000000);
    assert_null(row_of("Banco ajeno"));
    op_do(&ministry, "report.body", "{\"organisation\":\"CONAMYPE\",\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}");
    assert_null(row_of("Ministerio"));
    op_fails(&ministry, "report.body", "{\"organisation\":\"BANCO\",\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}", ERR_NOT_FOUND);
    op_fails(&ministry, "report.agreement", "{\"agreement\":\"CV\"}", ERR_NOT_FOUND);
    op_fails(&ministry, "organisation.get", "{\"code\":\"CONAMYPE\"}", ERR_DENIED);
    op_fails(&ministry, "results.statement", asked, ERR_DENIED);
    op_fails(&ministry, "results.cube", "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\",\"by\":\"kind\"}", ERR_DENIED);
    op_do(&executive, "report.body", "{\"organisation\":\"MINEC\",\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}");
    assert_non_null(row_of("CONAMYPE"));
    op_refused(&executive, "report.body", asked, "organisation", "Falta el organismo");
}

/* Who is deactivated or bound anew is signed out, and a bound survives being read back. */
static void a_limit_is_changed_by_the_users_page(void **state)
{
    (void)state;
    struct actor funder = partner("cambia", "\"agreements\":\"CV\"");
    op_do(&funder, "report.agreement", "{\"agreement\":\"CV\"}");
    op_do(&local, "user.set", "{\"name\":\"cambia\",\"full_name\":\"Socia Inventada\",\"role\":\"partner_reader\",\"unit\":\"ADEL\",\"territory\":\"1408\","
                              "\"active\":true,\"version\":1}");
    op_do(&local, "user.get", "{\"name\":\"cambia\"}");
    const struct user *user = op_out;
    assert_str(user->territory, "1408");
    assert_true(str_is_empty(user->agreements));
    assert_int_equal(user->bound.agreement_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agreement_in_one_document),
        cmocka_unit_test(one_description_several_writers),
        cmocka_unit_test(a_limit_is_of_a_partner_and_one),
        cmocka_unit_test(funder_sees_its_own_agreement_only),
        cmocka_unit_test(municipality_sees_its_own_territory_only),
        cmocka_unit_test(parent_sees_aggregates_d10),
        cmocka_unit_test(a_limit_is_changed_by_the_users_page),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
