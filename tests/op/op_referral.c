#include "op.h"

#include "app/registry.h"
#include "base/secret.h"
#include "finance/referral.h"
#include "results/facts.h"

/* Clients passed to another institution: consent first, no more data than chosen, an answer, an outcome. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor adviser = {.role = ROLE_ADVISER, .name = {"asesora", 7}, .origin = {"web", 3}};
static struct actor clerk = {.role = ROLE_ADMINISTRATOR, .name = {"administradora", 14}, .origin = {"web", 3}};
static struct actor stranger = {.role = ROLE_DIRECTOR, .name = {"ajena", 5}, .origin = {"web", 3}};

static void place(struct actor *actor, const struct record *unit)
{
    actor->agency = unit->agency;
    actor->unit = unit->id;
    actor->user = id_new();
}

#define REFERRAL(code, enterprise, more)                                                                                          \
    "{\"code\":\"" code "\",\"unit\":\"ADEL\",\"enterprise\":\"" enterprise "\",\"institution\":\"INSTITUTO\",\"date\":\"2014-06-10\","      \
    "\"need\":\"Registro de marca\",\"agreed_on\":\"2014-06-10\"" more "}"

static int open_all(void **state)
{
    (void)state;
    secret_init();
    clock_set(INT64_C(1416744000000000)); /* 2014-11-23T12:00:00Z */
    registry_start();
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\",\"territory\":\"14\"}");
    place(&adviser, op_out);
    place(&clerk, op_out);
    op_do(&local, "unit.add", "{\"code\":\"OTRA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    place(&stranger, op_out);
    op_do(&local, "organisation.add", "{\"code\":\"INSTITUTO\",\"unit\":\"ADEL\",\"name\":\"Instituto de prueba\",\"kind\":\"other\",\"level\":\"national\"}");
    op_do(&local, "enterprise.add",
          "{\"code\":\"E-1\",\"unit\":\"ADEL\",\"name\":\"Panadería\",\"category\":\"enterprise\",\"district\":\"1408\",\"registered_on\":\"2013-05-01\","
          "\"phone\":\"2604-0000\",\"email\":\"pan@ejemplo.sv\",\"activity\":\"10711\",\"consent_on\":\"2014-01-10\",\"consent_text\":\"F1\","
          "\"consent_scopes\":\"services\"}");
    op_do(&local, "enterprise.add",
          "{\"code\":\"E-2\",\"unit\":\"ADEL\",\"name\":\"Sin consentimiento\",\"category\":\"enterprise\",\"district\":\"1408\",\"registered_on\":\"2013-05-01\"}");
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    facts_stop(op_runner);
    op_close();
    return 0;
}

static void consent_comes_first(void **state)
{
    (void)state;
    op_refused(&adviser, "referral.add", REFERRAL("RE-1", "E-2", ""), "enterprise", "Sin consentimiento del cliente");
    assert_non_null(strstr(op_call.fault.items[0].remedy.es, "nadie más puede decidirlo"));
    op_refused(&adviser, "referral.add",
               "{\"unit\":\"ADEL\",\"institution\":\"INSTITUTO\",\"date\":\"2014-06-10\",\"need\":\"Marca\",\"agreed_on\":\"2014-06-10\"}", "enterprise",
               "nombra una empresa o una persona");
    op_refused(&adviser, "referral.add", REFERRAL("RE-1", "E-1", ",\"state\":\"closed\""), "state", "empieza en");
    op_refused(&adviser, "referral.add",
               "{\"unit\":\"ADEL\",\"enterprise\":\"E-1\",\"institution\":\"INSTITUTO\",\"date\":\"2014-06-10\",\"need\":\"Marca\",\"agreed_on\":\"2014-06-11\"}",
               "agreed_on", "Primero acepta el cliente");
    op_fails(&clerk, "referral.add", REFERRAL("RE-1", "E-1", ""), ERR_DENIED);
    op_do(&adviser, "referral.add", REFERRAL("RE-1", "E-1", ",\"shared\":\"phone;district\""));
    op_do(&adviser, "referral.add", REFERRAL("RE-2", "E-1", ""));
}

static void only_what_was_chosen(void **state)
{
    (void)state;
    op_do(&adviser, "referral.data", "{\"code\":\"RE-1\"}");
    op_says("\"phone\":\"+503 2604-0000\"");
    op_says("\"email\":null");
    op_says("\"activity\":null");
    op_do(&adviser, "referral.data", "{\"code\":\"RE-2\"}");
    op_says("\"phone\":null");
    op_says("\"district\":null");
    op_fails(&stranger, "referral.data", "{\"code\":\"RE-1\"}", ERR_NOT_FOUND);
}

static void answer_and_outcome(void **state)
{
    (void)state;
    op_do(&adviser, "referral.waiting", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 2);
    op_do(&stranger, "referral.waiting", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
    op_refused(&adviser, "referral.close", "{\"code\":\"RE-1\",\"version\":1,\"outcome\":\"served\",\"closed_on\":\"2014-08-01\"}", "state", "Ahora es: Enviada");
    op_refused(&adviser, "referral.accept", "{\"code\":\"RE-1\",\"version\":1,\"answered_on\":\"2014-06-09\"}", "answered_on", "no es anterior");
    op_do(&adviser, "referral.accept", "{\"code\":\"RE-1\",\"version\":1,\"answered_on\":\"2014-06-20\"}");
    op_refused(&adviser, "referral.close", "{\"code\":\"RE-1\",\"version\":2,\"outcome\":\"served\",\"closed_on\":\"2014-06-19\"}", "closed_on", "no es anterior");
    op_do(&adviser, "referral.close", "{\"code\":\"RE-1\",\"version\":2,\"outcome\":\"served\",\"closed_on\":\"2014-08-01\",\"outcome_note\":\"Marca inscrita\"}");
    op_refused(&adviser, "referral.decline", "{\"code\":\"RE-2\",\"version\":1,\"answered_on\":\"2014-06-20\"}", "decline_reason", "");
    op_do(&adviser, "referral.decline", "{\"code\":\"RE-2\",\"version\":1,\"answered_on\":\"2014-06-20\",\"decline_reason\":\"Sin cupo\"}");
    op_do(&adviser, "referral.waiting", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
    /* Joint work is seen on the map of who works where. */
    op_do(&adviser, "ecosystem.places", "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}");
    op_says("\"place\":\"1408\",\"place_name\":\"La Unión\",\"organisation\":\"INSTITUTO\"");
    op_says("\"links\":2");
    op_do(&adviser, "ecosystem.places", "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\",\"map\":\"today\"}");
    op_says("\"place\":\"1420\",\"place_name\":\"La Unión Sur\"");
}

static void revoked(void **state)
{
    (void)state;
    op_do(&local, "enterprise.set", "{\"code\":\"E-1\",\"version\":1,\"consent_revoked_on\":\"2014-09-01\"}");
    op_refused(&adviser, "referral.add",
               "{\"unit\":\"ADEL\",\"enterprise\":\"E-1\",\"institution\":\"INSTITUTO\",\"date\":\"2014-10-10\",\"need\":\"Marca\",\"agreed_on\":\"2014-10-10\"}",
               "enterprise", "revocó su consentimiento");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(consent_comes_first),
        cmocka_unit_test(only_what_was_chosen),
        cmocka_unit_test(answer_and_outcome),
        cmocka_unit_test(revoked),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
