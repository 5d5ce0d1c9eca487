#include "op.h"

#include "advice/plan.h"
#include "advice/plan_action.h"
#include "advice/session.h"
#include "base/secret.h"
#include "client/about.h"
#include "client/affiliation.h"
#include "client/client.h"
#include "client/status.h"
#include "intake/consent_text.h"
#include "intake/convert_ops.h"
#include "intake/intake.h"
#include "party/party.h"
#include "results/milestone.h"
#include "results/snapshot.h"

/* Applications (F1) from the first word to the client they make, the conversion of an entrepreneur, and the status of clients,
 * through op_run. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor director = {.role = ROLE_DIRECTOR, .name = {"directora", 9}, .origin = {"web", 3}};
static struct actor other_director = {.role = ROLE_DIRECTOR, .name = {"subdirector", 11}, .origin = {"web", 3}};
static struct actor adviser = {.role = ROLE_ADVISER, .name = {"asesora", 7}, .origin = {"web", 3}};
static struct actor colleague = {.role = ROLE_ADVISER, .name = {"asesor", 6}, .origin = {"web", 3}};
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
    clock_set(INT64_C(1419811200000000)); /* 2014-12-29T00:00:00Z: the 28th in El Salvador */
    static const struct op *const tables[] = {unit_ops, staff_ops, person_ops, enterprise_ops, affiliation_ops, plan_ops,
                                              plan_action_ops, session_ops, snapshot_ops, status_ops,
                                              consent_text_ops, intake_ops, convert_ops, milestone_ops};
    static size_t counts[COUNT_OF(tables)];
    const size_t now[COUNT_OF(tables)] = {unit_op_count, staff_op_count, person_op_count, enterprise_op_count, affiliation_op_count,
                                          plan_op_count, plan_action_op_count, session_op_count, snapshot_op_count, status_op_count,
                                          consent_text_op_count, intake_op_count, convert_op_count, milestone_op_count};
    memcpy(counts, now, sizeof counts);
    op_register(tables, counts, COUNT_OF(tables));
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\"}");
    op_do(&local, "unit.add", "{\"code\":\"CENTRO\",\"kind\":\"centre\",\"name\":\"Centro de prueba\",\"parent\":\"ADEL\"}");
    place(&director, op_out);
    place(&adviser, op_out);
    place(&colleague, op_out);
    place(&other_director, op_out);
    op_do(&local, "unit.add", "{\"code\":\"OTRA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    place(&stranger, op_out);
    op_do(&local, "staff.add", "{\"code\":\"ST-1\",\"unit\":\"CENTRO\",\"name\":\"Ana Prueba\"}");
    adviser.staff = ((const struct record *)op_out)->id;
    op_do(&local, "staff.add", "{\"code\":\"ST-2\",\"unit\":\"CENTRO\",\"name\":\"Luis Prueba\"}");
    colleague.staff = ((const struct record *)op_out)->id;
    for (int i = 1; i <= 2; i++) {
        char json[300];
        snprintf(json, sizeof json, "{\"code\":\"E-%d\",\"unit\":\"CENTRO\",\"name\":\"Taller %d\",\"district\":\"1408\"}", i, i);
        op_do(&local, "enterprise.add", json);
    }
    op_do(&local, "person.add",
          "{\"code\":\"P-1\",\"unit\":\"CENTRO\",\"given_names\":\"Marta\",\"surnames\":\"Inventada\",\"dui\":\"90000001-7\"}");
    op_do(&local, "affiliation.add", "{\"person\":\"P-1\",\"enterprise\":\"E-1\",\"relation\":\"owner\"}");
    return 0;
}

static int close_all(void **state)
{
    op_close();
    clock_set(0);
    return store_teardown(state);
}

#define FIGURES                                                                                                            \
    ",\"provenance\":\"client_initiative\",\"need\":\"Vender en línea\",\"national_sales\":\"12000.00\",\"export_sales\":\"0.00\"," \
    "\"jobs_male_fixed\":0,\"jobs_male_temporary\":1,\"jobs_female_fixed\":2,\"jobs_female_temporary\":0,"                 \
    "\"markets\":[\"local\",\"national\"],\"products\":\"Queso fresco\",\"sworn\":true,\"consent\":true,"                   \
    "\"consent_scopes\":[\"services\",\"surveys\"],\"survey\":true,\"pledge\":true"

static struct str status_of(const char *verb, const char *json)
{
    op_do(&director, verb, json);
    return strcmp(verb, "person.get") == 0 ? ((const struct person *)op_out)->status : ((const struct enterprise *)op_out)->status;
}

/* A new applicant with a new enterprise: on one screen, in one operation. */
static void receiving_the_new(void **state)
{
    (void)state;
    op_refused(&adviser, "intake.receive",
               "{\"code\":\"F1-1\",\"unit\":\"CENTRO\",\"date\":\"2014-12-10\",\"adviser\":\"ST-1\",\"surnames\":\"Inventada\",\"district\":\"1408\"}",
               "given_names", "");
    op_do(&director, "person.list", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 1); /* nothing half-done */
    op_do(&adviser, "intake.receive",
          "{\"code\":\"F1-1\",\"unit\":\"CENTRO\",\"date\":\"2014-12-10\",\"adviser\":\"ST-1\",\"given_names\":\"Rosa\","
          "\"surnames\":\"Inventada\",\"dui\":\"900000025\",\"sex\":\"female\",\"name\":\"Lácteos Rosa\",\"district\":\"1408\"}");
    const struct intake *intake = op_out;
    assert_str(intake->state, "draft");
    assert_str(intake->person.label, "Rosa Inventada");
    assert_str(intake->enterprise.label, "Lácteos Rosa");
    char json[200];
    snprintf(json, sizeof json, "{\"code\":\"" STR_FMT "\"}", STR_ARG(intake->enterprise.code));
    assert_str(status_of("enterprise.get", json), "prospect");
    op_refused(&adviser, "intake.add",
               "{\"unit\":\"CENTRO\",\"date\":\"2014-12-11\",\"adviser\":\"ST-1\",\"person\":\"P-000001\",\"enterprise\":\"E-000001\"}", "person",
               "sin autorizar");
}

/* Every thing that is missing is said, with who supplies it; nobody authorises what she wrote. */
static void signing_and_authorising(void **state)
{
    (void)state;
    op_do(&adviser, "intake.sheet", "{\"code\":\"F1-1\"}");
    assert_true(str_find(((const struct intake_sheet *)op_out)->consent_words, S("Autorizo al centro")) != SIZE_MAX);
    op_refused(&adviser, "intake.sign", "{\"code\":\"F1-1\",\"version\":1}", "client_signed_on", "Falta la firma del cliente");
    assert_int_equal(op_call.fault.count, 16);
    op_do(&adviser, "intake.set", "{\"code\":\"F1-1\",\"version\":1" FIGURES "}");
    assert_str(((const struct intake *)op_out)->markets, "local;national");
    op_fails(&adviser, "intake.authorise", "{\"code\":\"F1-1\",\"version\":2}", ERR_DENIED);
    op_refused(&director, "intake.authorise", "{\"code\":\"F1-1\",\"version\":2}", "state", "se hace en el estado: Firmada");
    op_do(&adviser, "intake.sign", "{\"code\":\"F1-1\",\"version\":2,\"client_signed_on\":\"2014-12-10\",\"adviser_signed_on\":\"2014-12-10\"}");
    assert_false(id_is_none(((const struct intake *)op_out)->consent_text.id));
    op_refused(&adviser, "intake.set", "{\"code\":\"F1-1\",\"version\":3,\"need\":\"Otra cosa\"}", "state", "Solo un borrador");
    /* Returned with the reason, back to draft without signatures, signed again. */
    op_refused(&director, "intake.return", "{\"code\":\"F1-1\",\"version\":3}", "observations", "");
    op_do(&director, "intake.return", "{\"code\":\"F1-1\",\"version\":3,\"observations\":\"Falta el costo de producción\"}");
    op_do(&adviser, "intake.resume", "{\"code\":\"F1-1\",\"version\":4}");
    assert_true(date_is_none(((const struct intake *)op_out)->client_signed_on));
    op_do(&adviser, "intake.set", "{\"code\":\"F1-1\",\"version\":5,\"production_cost\":\"7000.00\"}");
    op_do(&adviser, "intake.sign", "{\"code\":\"F1-1\",\"version\":6,\"client_signed_on\":\"2014-12-12\",\"adviser_signed_on\":\"2014-12-12\"}");
    op_do(&director, "intake.waiting", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 1);
    /* The author, a director who wrote the last word included, may not authorise. */
    struct actor self = director;
    self.user = adviser.user;
    op_refused(&self, "intake.authorise", "{\"code\":\"F1-1\",\"version\":7}", "authorised_by", "no la autoriza");
    self = other_director;
    self.staff = adviser.staff;
    op_refused(&self, "intake.authorise", "{\"code\":\"F1-1\",\"version\":7}", "authorised_by", "no la autoriza");
    op_fails(&stranger, "intake.authorise", "{\"code\":\"F1-1\",\"version\":7}", ERR_NOT_FOUND);
}

static void authorising_makes_the_client(void **state)
{
    (void)state;
    op_do(&director, "intake.authorise", "{\"code\":\"F1-1\",\"version\":7}");
    const struct intake intake = *(const struct intake *)op_out;
    assert_str(intake.state, "authorised");
    op_refused(&director, "intake.authorise", "{\"code\":\"F1-1\",\"version\":8}", "state", "se hace en el estado");
    char json[300];
    snprintf(json, sizeof json, "{\"code\":\"" STR_FMT "\"}", STR_ARG(intake.enterprise.code));
    op_do(&director, "enterprise.get", json);
    const struct enterprise *enterprise = op_out;
    assert_str(enterprise->status, "active");
    assert_str(enterprise->markets, "local;national");
    assert_int_equal(enterprise->annual_sales.minor, 1200000);
    assert_int_equal(enterprise->workers, 3);
    assert_str(enterprise->consent_text, "TX-000002");
    snprintf(json, sizeof json, "{\"code\":\"" STR_FMT "\"}", STR_ARG(intake.person.code));
    assert_str(status_of("person.get", json), "active");
    op_do(&director, "snapshot.list", "{}");
    const struct list *list = op_out;
    assert_int_equal(list->rows.len, 1);
    const struct snapshot *snapshot = list->rows.items;
    assert_str(snapshot->kind, "initial");
    assert_int_equal(snapshot->national_sales.minor, 1200000);
    assert_int_equal(snapshot->jobs_female_fixed, 2);
    assert_true(id_eq(intake.snapshot.id, snapshot->record.id));
    op_do(&director, "affiliation.list", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 2);
    /* A second F1 of the same client makes nothing twice. */
    snprintf(json, sizeof json,
             "{\"code\":\"F1-2\",\"unit\":\"CENTRO\",\"date\":\"2014-12-20\",\"adviser\":\"ST-1\",\"person\":\"" STR_FMT "\","
             "\"enterprise\":\"" STR_FMT "\"", STR_ARG(intake.person.code), STR_ARG(intake.enterprise.code));
    char more[1500];
    snprintf(more, sizeof more, "%s" FIGURES "}", json);
    op_do(&adviser, "intake.add", more);
    op_do(&adviser, "intake.sign", "{\"code\":\"F1-2\",\"version\":1,\"client_signed_on\":\"2014-12-20\",\"adviser_signed_on\":\"2014-12-20\"}");
    op_do(&director, "intake.authorise", "{\"code\":\"F1-2\",\"version\":2}");
    op_do(&director, "snapshot.list", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 1);
    op_do(&director, "affiliation.list", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 2);
    op_do(&director, "intake.newest", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 2);
}

/* Words that somebody has signed stay; a new wording is a new row with its day. */
static void signed_words_stay(void **state)
{
    (void)state;
    op_refused(&director, "consent_text.set", "{\"code\":\"TX-000002\",\"version\":1,\"text\":\"Autorizo todo lo que el centro quiera.\"}",
               "text", "ya firmó");
    op_do(&director, "consent_text.set", "{\"code\":\"TX-000002\",\"version\":1,\"valid_to\":\"2014-12-24\"}");
    op_do(&director, "consent_text.add",
          "{\"code\":\"TX-C\",\"unit\":\"CENTRO\",\"kind\":\"consent\",\"edition\":\"2\",\"language\":\"es\","
          "\"text\":\"Autorizo al centro a guardar mis datos, segunda redacción.\",\"valid_from\":\"2014-12-25\"}");
    op_do(&adviser, "intake.add", "{\"code\":\"F1-3\",\"unit\":\"CENTRO\",\"date\":\"2014-12-26\",\"adviser\":\"ST-1\",\"person\":\"P-1\"" FIGURES "}");
    op_do(&adviser, "intake.sign", "{\"code\":\"F1-3\",\"version\":1,\"client_signed_on\":\"2014-12-26\",\"adviser_signed_on\":\"2014-12-26\"}");
    assert_str(((const struct intake *)op_out)->consent_text.code, "TX-C");
    op_do(&adviser, "intake.sheet", "{\"code\":\"F1-1\"}");
    assert_true(str_find(((const struct intake_sheet *)op_out)->consent_words, S("segunda redacción")) == SIZE_MAX);
    op_do(&adviser, "intake.sheet", "{\"code\":\"F1-3\"}");
    assert_true(str_find(((const struct intake_sheet *)op_out)->consent_words, S("segunda redacción")) != SIZE_MAX);
    assert_int_equal(((const struct intake_sheet *)op_out)->enterprises.len, 0);
}

/* An entrepreneur becomes an enterprise once. */
static void converting_once(void **state)
{
    (void)state;
    op_do(&director, "intake.authorise", "{\"code\":\"F1-3\",\"version\":2}");
    op_do(&adviser, "client.convert",
          "{\"code\":\"P-1\",\"name\":\"Conservas Marta\",\"district\":\"1408\",\"started_on\":\"2014-12-15\",\"evidence\":\"Matrícula\"}");
    const struct enterprise *enterprise = op_out;
    assert_str(enterprise->status, "active");
    assert_str(enterprise->name, "Conservas Marta");
    op_do(&director, "milestone.list", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 1);
    op_refused(&adviser, "client.convert", "{\"code\":\"P-1\",\"name\":\"Otra vez\",\"started_on\":\"2014-12-16\"}", "code", "ya comenzó");
    op_do(&director, "enterprise.list", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 4);
}

static void statuses(void **state)
{
    (void)state;
    op_refused(&adviser, "enterprise.add", "{\"unit\":\"CENTRO\",\"name\":\"Directa\",\"district\":\"1408\",\"status\":\"active\"}", "status",
               "empieza en: Prospecto");
    op_refused(&adviser, "enterprise.activate", "{\"code\":\"E-2\",\"version\":1}", "status", "F1 autorizada");
    op_refused(&adviser, "enterprise.set", "{\"code\":\"E-2\",\"version\":1,\"status\":\"active\"}", "status", "no se corrige a mano");
    op_do(&adviser, "enterprise.close", "{\"code\":\"E-2\",\"version\":1,\"reason\":\"El negocio cerró\"}");
    op_fails(&adviser, "enterprise.reopen", "{\"code\":\"E-2\",\"version\":2,\"reason\":\"Fue un error\"}", ERR_DENIED);
    op_do(&director, "enterprise.reopen", "{\"code\":\"E-2\",\"version\":2,\"reason\":\"Fue un error\"}");
    assert_str(((const struct enterprise *)op_out)->status, "inactive");
    op_do(&adviser, "enterprise.reactivate", "{\"code\":\"E-2\",\"version\":3}");
    /* Closing its only plan takes an active enterprise to follow-up. */
    op_refused(&adviser, "enterprise.follow", "{\"code\":\"E-2\",\"version\":4}", "status", "todavía no cerró");
    op_do(&adviser, "plan.add",
          "{\"code\":\"F2-1\",\"unit\":\"CENTRO\",\"name\":\"Ordenar las cuentas\",\"enterprise\":\"E-2\",\"adviser\":\"ST-1\","
          "\"starts_on\":\"2014-12-01\",\"ends_on\":\"2014-12-20\"}");
    op_do(&adviser, "plan_action.add",
          "{\"code\":\"AC-1\",\"plan\":\"F2-1\",\"text\":\"Llevar un libro\",\"responsible_kind\":\"enterprise\","
          "\"starts_on\":\"2014-12-01\",\"ends_on\":\"2014-12-20\"}");
    op_do(&director, "plan.agree",
          "{\"code\":\"F2-1\",\"version\":1,\"client_signed_on\":\"2014-12-02\",\"adviser_signed_on\":\"2014-12-02\","
          "\"director_signed_on\":\"2014-12-02\"}");
    op_do(&adviser, "plan.start", "{\"code\":\"F2-1\",\"version\":2}");
    op_do(&adviser, "plan_action.start", "{\"code\":\"AC-1\",\"version\":1}");
    op_do(&adviser, "plan_action.finish", "{\"code\":\"AC-1\",\"version\":2}");
    op_do(&adviser, "plan.close", "{\"code\":\"F2-1\",\"version\":3,\"close_reason\":\"Sin medición\"}");
    assert_str(status_of("enterprise.get", "{\"code\":\"E-2\"}"), "follow_up");
}

/* The change of a record beside the one that an operation is about is told by no audit record: a form that saw the version before
 * it asks about what it would overwrite, and loses nothing. */
static void hidden_changes_are_asked_about(void **state)
{
    (void)state;
    op_fails(&adviser, "enterprise.set", "{\"code\":\"E-2\",\"version\":4,\"products\":\"Pan\"}", ERR_CONFLICT);
    op_do(&adviser, "enterprise.set", "{\"code\":\"E-2\",\"version\":5,\"products\":\"Pan\"}");
}

/* Twelve months without a service: proposed; a person confirms; a served client is refused. */
static void dormant(void **state)
{
    (void)state;
    op_do(&director, "client.dormant", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
    clock_set(INT64_C(1454328000000000)); /* 2016-02-01 */
    op_do(&adviser, "session.add",
          "{\"unit\":\"CENTRO\",\"date\":\"2016-01-20\",\"kind\":\"advice_business\",\"adviser\":\"ST-1\",\"contact_minutes\":60,"
          "\"enterprises\":[\"E-2\"]}");
    op_do(&director, "client.dormant", "{}");
    const struct list *list = op_out;
    assert_int_equal(list->rows.len, 4); /* two persons and their two enterprises; E-1 is a prospect, E-2 was served */
    const struct status_dormant *rows = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        assert_false(str_eq_c(rows[i].code, "E-2"));
        assert_true(date_is_none(rows[i].last_service));
    }
    op_refused(&adviser, "enterprise.deactivate", "{\"code\":\"E-2\",\"version\":6}", "status", "recibió un servicio el 20/01/2016");
    char json[200];
    snprintf(json, sizeof json, "{\"code\":\"" STR_FMT "\",\"version\":%lld}", STR_ARG(rows[0].code), (long long)rows[0].version);
    op_do(&adviser, str_eq(rows[0].kind, S("person")) ? "person.deactivate" : "enterprise.deactivate", json);
    op_do(&director, "client.dormant", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(receiving_the_new),
        cmocka_unit_test(signing_and_authorising),
        cmocka_unit_test(authorising_makes_the_client),
        cmocka_unit_test(signed_words_stay),
        cmocka_unit_test(converting_once),
        cmocka_unit_test(statuses),
        cmocka_unit_test(hidden_changes_are_asked_about),
        cmocka_unit_test(dormant),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
