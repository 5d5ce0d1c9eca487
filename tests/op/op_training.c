#include "op.h"

#include "advice/session.h"
#include "base/secret.h"
#include "client/client.h"
#include "exchange/import_ops.h"
#include "party/party.h"
#include "training/attendance.h"
#include "training/certificate.h"
#include "training/enrolment.h"
#include "training/event.h"

/* A course from its terms to its list, places and the waiting list. Each scenario uses codes of its own. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor director = {.role = ROLE_DIRECTOR, .name = {"directora", 9}, .origin = {"web", 3}};
static struct actor adviser = {.role = ROLE_ADVISER, .name = {"asesora", 7}, .origin = {"web", 3}};
static struct actor clerk = {.role = ROLE_ADMINISTRATOR, .name = {"administradora", 14}, .origin = {"web", 3}};
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
    clock_set(INT64_C(1416744000000000)); /* 2014-11-23T12:00:00Z */
    static const struct op *const tables[] = {unit_ops,  staff_ops,      person_ops,    enterprise_ops, affiliation_ops,
                                              event_ops, event_flow_ops, enrolment_ops, attendance_ops, certificate_ops, import_ops};
    static size_t counts[COUNT_OF(tables)];
    const size_t now[COUNT_OF(tables)] = {unit_op_count,  staff_op_count,      person_op_count,    enterprise_op_count, affiliation_op_count,
                                          event_op_count, event_flow_op_count, enrolment_op_count, attendance_op_count, certificate_op_count, import_op_count};
    memcpy(counts, now, sizeof counts);
    static const struct entity *const entities[] = {&event_entity, &enrolment_entity, &attendance_entity, &certificate_entity};
    entity_register(entities, COUNT_OF(entities));
    op_register(tables, counts, COUNT_OF(tables));
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\"}");
    op_do(&local, "unit.add", "{\"code\":\"CENTRO\",\"kind\":\"centre\",\"name\":\"Centro de prueba\",\"parent\":\"ADEL\"}");
    place(&director, op_out);
    place(&adviser, op_out);
    place(&clerk, op_out);
    op_do(&local, "unit.add", "{\"code\":\"OTRA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    place(&stranger, op_out);
    for (int i = 1; i <= 5; i++) {
        char json[300];
        snprintf(json, sizeof json,
                 "{\"code\":\"P-%d\",\"unit\":\"CENTRO\",\"given_names\":\"Persona %d\",\"surnames\":\"Inventada\",\"district\":\"1408\"}", i, i);
        op_do(&local, "person.add", json);
    }
    op_do(&local, "enterprise.add", "{\"code\":\"E-1\",\"unit\":\"CENTRO\",\"name\":\"Taller\",\"district\":\"1408\"}");
    op_do(&local, "affiliation.add", "{\"person\":\"P-1\",\"enterprise\":\"E-1\",\"relation\":\"owner\"}");
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    op_close();
    return 0;
}

static void assert_state(const char *expected)
{
    const struct event *event = op_out;
    if (!str_eq_c(event->state, expected)) {
        print_error("state " STR_FMT ", expected %s\n", STR_ARG(event->state), expected);
    }
    assert_true(str_eq_c(event->state, expected));
}

static void a_contracted_course(void **state)
{
    (void)state;
    op_refused(&clerk, "event.add", "{\"unit\":\"CENTRO\",\"topic\":\"Costos\",\"starts_on\":\"2014-11-10\",\"state\":\"finished\"}", "state",
               "empieza en: Creado");
    op_do(&clerk, "event.add",
          "{\"code\":\"C-1\",\"unit\":\"CENTRO\",\"topic\":\"Costos\",\"starts_on\":\"2014-11-10\",\"ends_on\":\"2014-11-11\","
          "\"delivery\":\"contracted\"}");
    /* The state is no longer corrected by hand, nor by the director. */
    op_refused(&director, "event.set", "{\"code\":\"C-1\",\"version\":1,\"state\":\"finished\"}", "state", "lo cambian los pasos");
    op_refused(&clerk, "event.execute", "{\"code\":\"C-1\",\"version\":1}", "state", "cuando ya tiene contrato");
    op_refused(&clerk, "event.send", "{\"code\":\"C-1\",\"version\":1}", "terms", "Faltan los términos");
    op_refused(&clerk, "event.send", "{\"code\":\"C-1\",\"version\":1}", "audience", "a quién va dirigido");
    op_refused(&clerk, "event.send", "{\"code\":\"C-1\",\"version\":1}", "offers_until", "hasta qué día");
    op_do(&clerk, "event.set", "{\"code\":\"C-1\",\"version\":1,\"audience\":\"Panaderías\",\"place\":\"Casa comunal\"}");
    op_do(&clerk, "event.send", "{\"code\":\"C-1\",\"version\":2,\"terms\":\"Que costeen un producto.\",\"offers_until\":\"2014-11-24\"}");
    assert_state("sent");
    op_refused(&clerk, "event.set", "{\"code\":\"C-1\",\"version\":3,\"delivery\":\"not_contracted\"}", "delivery", "antes del primer paso");
    op_refused(&clerk, "event.select_consultant", "{\"code\":\"C-1\",\"version\":3,\"trainer\":\"Ana\"}", "state", "Ofertas recibidas");
    op_refused(&clerk, "event.receive_offers", "{\"code\":\"C-1\",\"version\":3,\"offers\":0}", "offers", "al menos una");
    op_do(&clerk, "event.receive_offers", "{\"code\":\"C-1\",\"version\":3,\"offers\":2}");
    op_refused(&clerk, "event.select_consultant", "{\"code\":\"C-1\",\"version\":4}", "trainer", "Falta el nombre");
    op_do(&clerk, "event.select_consultant", "{\"code\":\"C-1\",\"version\":4,\"trainer\":\"Manuela Ficticia\"}");
    op_refused(&clerk, "event.contract", "{\"code\":\"C-1\",\"version\":5,\"contract\":\"K-1\",\"contract_amount\":\"400.00\"}", "state",
               "corresponde a la dirección");
    op_refused(&director, "event.contract", "{\"code\":\"C-1\",\"version\":5,\"contract\":\"K-1\"}", "contract_amount", "Falta el monto");
    op_do(&director, "event.contract", "{\"code\":\"C-1\",\"version\":5,\"contract\":\"K-1\",\"contract_amount\":\"400.00\"}");
    op_do(&clerk, "event.execute", "{\"code\":\"C-1\",\"version\":6}");
    op_refused(&clerk, "event.finish", "{\"code\":\"C-1\",\"version\":7}", "state", "ninguna asistencia");
    op_refused(&clerk, "event.finish", "{\"code\":\"C-1\",\"version\":7}", "evidence", "dónde se archivó");
    op_do(&clerk, "event.attend", "{\"code\":\"C-1\",\"lines\":[{\"person\":\"P-1\",\"days\":[\"2014-11-10\"]}]}");
    op_do(&clerk, "event.finish", "{\"code\":\"C-1\",\"version\":7,\"evidence\":\"Lista firmada, archivo 3\"}");
    assert_state("finished");
    /* Who is on the list is corrected; who is not is refused until the director opens it again. */
    op_do(&clerk, "attendance.add", "{\"event\":\"C-1\",\"person\":\"P-1\",\"date\":\"2014-11-11\"}");
    op_refused(&clerk, "attendance.add", "{\"event\":\"C-1\",\"person\":\"P-2\",\"date\":\"2014-11-11\"}", "person", "ni en su lista");
    op_refused(&clerk, "event.attend", "{\"code\":\"C-1\",\"lines\":[{\"person\":\"P-2\",\"days\":[\"2014-11-10\"]}]}", "person",
               "ni en su lista");
    op_refused(&clerk, "enrolment.add", "{\"event\":\"C-1\",\"person\":\"P-2\"}", "event", "ya terminó");
    op_refused(&clerk, "event.reopen", "{\"code\":\"C-1\",\"version\":8,\"reason\":\"Faltó una persona\"}", "state", "la dirección");
    op_do(&director, "event.reopen", "{\"code\":\"C-1\",\"version\":8,\"reason\":\"Faltó una persona\"}");
    op_do(&clerk, "attendance.add", "{\"event\":\"C-1\",\"person\":\"P-2\",\"date\":\"2014-11-11\"}");
    op_do(&clerk, "event.finish", "{\"code\":\"C-1\",\"version\":9}");
}

static void one_that_is_not_contracted(void **state)
{
    (void)state;
    op_do(&clerk, "event.add", "{\"code\":\"C-2\",\"unit\":\"CENTRO\",\"topic\":\"Ventas\",\"starts_on\":\"2014-11-12\"}");
    op_refused(&clerk, "event.send", "{\"code\":\"C-2\",\"version\":1,\"terms\":\"T\",\"offers_until\":\"2014-11-24\"}", "delivery",
               "no lleva términos");
    op_do(&clerk, "event.execute", "{\"code\":\"C-2\",\"version\":1}");
    op_refused(&clerk, "event.cancel", "{\"code\":\"C-2\",\"version\":2,\"reason\":\"x\"}", "state", "se hace en el estado");
    op_do(&clerk, "event.add", "{\"code\":\"C-3\",\"unit\":\"CENTRO\",\"topic\":\"Ventas\",\"starts_on\":\"2014-12-12\"}");
    op_refused(&clerk, "event.execute", "{\"code\":\"C-3\",\"version\":1}", "state", "cuando ha comenzado");
    op_do(&clerk, "event.cancel", "{\"code\":\"C-3\",\"version\":1,\"reason\":\"Nadie se inscribió\"}");
    assert_state("cancelled");
}

static void places_and_the_waiting_list(void **state)
{
    (void)state;
    op_do(&adviser, "event.add",
          "{\"code\":\"C-4\",\"unit\":\"CENTRO\",\"topic\":\"Empaque\",\"starts_on\":\"2014-12-01\",\"ends_on\":\"2014-12-02\"}");
    op_refused(&adviser, "event.call", "{\"code\":\"C-4\",\"version\":1,\"call_text\":\"Venga\"}", "enrol_until", "hasta qué día");
    op_refused(&adviser, "event.call", "{\"code\":\"C-4\",\"version\":1,\"call_text\":\"Venga\"}", "start_time", "a qué hora");
    op_do(&adviser, "event.set",
          "{\"code\":\"C-4\",\"version\":1,\"audience\":\"Panaderías\",\"place\":\"Casa comunal\",\"start_time\":\"09:00\"}");
    op_refused(&adviser, "event.call", "{\"code\":\"C-4\",\"version\":2,\"call_text\":\"Venga\",\"enrol_until\":\"2014-12-09\"}",
               "ends_on", "no puede ser anterior");
    op_do(&adviser, "event.call",
          "{\"code\":\"C-4\",\"version\":2,\"call_text\":\"Venga\",\"enrol_until\":\"2014-11-25\",\"capacity\":2}");
    assert_state("created");
    op_says("\"called_on\":\"2014-11-23\"");
    op_do(&adviser, "enrolment.add", "{\"code\":\"I-1\",\"event\":\"C-4\",\"person\":\"P-1\"}");
    op_says("\"state\":\"enrolled\"");
    op_says("\"enterprise\":\"E-1\"");
    op_refused(&adviser, "enrolment.add", "{\"event\":\"C-4\",\"person\":\"P-1\"}", "person", "ya está inscrita en ese evento (I-1)");
    op_do(&adviser, "enrolment.add", "{\"code\":\"I-2\",\"event\":\"C-4\",\"person\":\"P-2\"}");
    op_do(&adviser, "enrolment.add", "{\"code\":\"I-3\",\"event\":\"C-4\",\"person\":\"P-3\"}");
    op_says("\"state\":\"waiting\"");
    op_do(&adviser, "enrolment.add", "{\"code\":\"I-4\",\"event\":\"C-4\",\"person\":\"P-4\",\"state\":\"enrolled\"}");
    op_says("\"state\":\"waiting\"");
    op_refused(&adviser, "enrolment.promote", "{\"code\":\"I-3\",\"version\":1}", "state", "2 de 2 lugares");
    op_refused(&adviser, "enrolment.set", "{\"code\":\"I-3\",\"version\":1,\"state\":\"enrolled\"}", "state", "lo cambian los pasos");
    op_do(&adviser, "event.places", "{\"code\":\"C-4\"}");
    op_says("\"enrolled\":2,\"waiting\":2,\"free\":0");
    op_refused(&adviser, "event.set", "{\"code\":\"C-4\",\"version\":3,\"capacity\":1}", "capacity", "Ya hay 2 personas");
    /* Who asked first gets the place of who leaves, in the same operation. */
    op_do(&adviser, "enrolment.withdraw", "{\"code\":\"I-1\",\"version\":1,\"reason\":\"Está de viaje\"}");
    op_says("\"state\":\"withdrawn\"");
    op_do(&adviser, "enrolment.get", "{\"code\":\"I-3\"}");
    op_says("\"state\":\"enrolled\"");
    op_do(&adviser, "enrolment.get", "{\"code\":\"I-4\"}");
    op_says("\"state\":\"waiting\"");
    op_do(&director, "enrolment.annul", "{\"code\":\"I-2\",\"version\":1,\"reason\":\"Se registró dos veces\"}");
    op_do(&adviser, "event.places", "{\"code\":\"C-4\"}");
    op_says("\"enrolled\":2,\"waiting\":0,\"free\":0");
    /* A larger room: a place for who comes again. */
    op_do(&adviser, "event.set", "{\"code\":\"C-4\",\"version\":3,\"capacity\":3}");
    op_do(&adviser, "enrolment.add", "{\"code\":\"I-5\",\"event\":\"C-4\",\"person\":\"P-1\"}");
    op_says("\"state\":\"enrolled\"");
    op_do(&adviser, "enrolment.by_event", "{\"code\":\"C-4\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 4);
    op_do(&adviser, "event.sheet", "{\"code\":\"C-4\"}");
    op_says("\"person\":\"P-1\",\"name\":\"Persona 1 Inventada\",\"enterprise\":\"Taller\"");
    op_fails(&stranger, "event.sheet", "{\"code\":\"C-4\"}", ERR_NOT_FOUND);
    op_fails(&stranger, "enrolment.by_event", "{\"code\":\"C-4\"}", ERR_NOT_FOUND);
    /* After the day in the call only the direction enrols. */
    clock_set(INT64_C(1417089600000000)); /* 2014-11-27T12:00:00Z */
    op_refused(&adviser, "enrolment.add", "{\"event\":\"C-4\",\"person\":\"P-2\"}", "enrolled_on", "hasta el 25/11/2014");
    op_do(&director, "enrolment.add", "{\"code\":\"I-6\",\"event\":\"C-4\",\"person\":\"P-2\"}");
    op_says("\"state\":\"waiting\"");
    clock_set(INT64_C(1416744000000000));
}

static void walk_ins_are_counted(void **state)
{
    (void)state;
    op_do(&adviser, "event.add", "{\"code\":\"C-5\",\"unit\":\"CENTRO\",\"topic\":\"Redes\",\"starts_on\":\"2014-11-20\",\"capacity\":5}");
    op_do(&adviser, "enrolment.add", "{\"event\":\"C-5\",\"person\":\"P-1\"}");
    op_do(&adviser, "enrolment.add", "{\"event\":\"C-5\",\"person\":\"P-2\"}");
    op_do(&adviser, "event.attend",
          "{\"code\":\"C-5\",\"lines\":[{\"person\":\"P-1\",\"days\":[\"2014-11-20\"]},{\"person\":\"P-4\",\"days\":[\"2014-11-20\"]}]}");
    op_do(&adviser, "event.places", "{\"code\":\"C-5\"}");
    op_says("\"attended\":2,\"walk_ins\":1,\"days\":1");
}

static struct str number_of(size_t at)
{
    const struct list *list = op_out;
    return str_copy(&op_arena, ((const struct certificate *)list->rows.items)[at].number);
}

static void certificates(void **state)
{
    (void)state;
    op_do(&local, "staff.add", "{\"code\":\"ST-1\",\"unit\":\"CENTRO\",\"name\":\"Directora Ficticia\",\"position\":\"Directora\"}");
    op_do(&adviser, "event.add",
          "{\"code\":\"C-7\",\"unit\":\"CENTRO\",\"topic\":\"Costos\",\"starts_on\":\"2014-11-03\",\"ends_on\":\"2014-11-07\"}");
    op_do(&adviser, "event.attend",
          "{\"code\":\"C-7\",\"lines\":["
          "{\"person\":\"P-1\",\"days\":[\"2014-11-03\",\"2014-11-04\",\"2014-11-05\",\"2014-11-06\",\"2014-11-07\"]},"
          "{\"person\":\"P-2\",\"days\":[\"2014-11-03\",\"2014-11-04\",\"2014-11-05\",\"2014-11-06\"]},"
          "{\"person\":\"P-3\",\"days\":[\"2014-11-03\",\"2014-11-04\",\"2014-11-05\"]}]}");
    op_refused(&adviser, "certificate.issue", "{\"code\":\"C-7\",\"signatories\":[\"ST-1\"]}", "state", "cuando el evento está finalizado");
    op_refused(&adviser, "certificate.issue", "{\"code\":\"C-7\",\"signatories\":[\"ST-1\"]}", "hours", "cuántas horas");
    op_refused(&adviser, "certificate.issue", "{\"code\":\"C-7\"}", "signatories", "al menos una persona");
    op_do(&adviser, "event.set", "{\"code\":\"C-7\",\"version\":1,\"hours\":20}");
    op_do(&adviser, "event.execute", "{\"code\":\"C-7\",\"version\":2}");
    op_do(&adviser, "event.finish", "{\"code\":\"C-7\",\"version\":3,\"evidence\":\"Lista firmada\"}");
    op_refused(&adviser, "certificate.issue", "{\"code\":\"C-7\",\"signatories\":[\"ST-9\"]}", "signatories", "No hay un registro");
    op_do(&adviser, "certificate.issue", "{\"code\":\"C-7\",\"signatories\":[\"ST-1\"]}");
    op_says("\"issued\":2,\"short_of\":1");
    op_do(&adviser, "certificate.issue", "{\"code\":\"C-7\",\"signatories\":[\"ST-1\"]}");
    op_says("\"issued\":0,\"short_of\":1");
    op_do(&adviser, "certificate.by_event", "{\"code\":\"C-7\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 2);
    struct str first = number_of(0);
    struct str second = number_of(1);
    assert_true(str_starts(first, S("00001-")) && str_starts(second, S("00002-")));
    op_fails(&stranger, "certificate.by_event", "{\"code\":\"C-7\"}", ERR_NOT_FOUND);
    /* Anybody may ask for a number, and learns no more than the paper says. */
    struct certificate_public found;
    assert_int_equal(certificate_look_up(op_runner, &op_arena, first, &found), ERR_OK);
    assert_int_equal(found.valid, ANSWER_YES);
    assert_true(str_eq_c(found.name, "P. Inventada") && str_eq_c(found.topic, "Costos") && str_eq_c(found.agency, "ADEL de prueba"));
    assert_int_equal(found.hours, 20);
    assert_int_equal(certificate_look_up(op_runner, &op_arena, S("00001-0000000000"), &found), ERR_NOT_FOUND);
    assert_int_equal(certificate_look_up(op_runner, &op_arena, S("nada"), &found), ERR_NOT_FOUND);
    op_do(&adviser, "certificate.diploma", "{\"code\":\"CE-000001\"}");
    op_says("\"signers\":[{\"name\":\"Directora Ficticia\",\"position\":\"Directora\"}]");
    op_fails(&adviser, "certificate.annul", "{\"code\":\"CE-000001\",\"reason\":\"Nombre equivocado\",\"version\":1}", ERR_DENIED);
    op_refused(&director, "certificate.annul", "{\"code\":\"CE-000001\",\"version\":1}", "reason", "");
    op_do(&director, "certificate.annul", "{\"code\":\"CE-000001\",\"reason\":\"Nombre equivocado\",\"version\":1}");
    assert_int_equal(certificate_look_up(op_runner, &op_arena, first, &found), ERR_OK);
    assert_int_equal(found.valid, ANSWER_NO);
    /* Issued again: another number, no gap, the annulled one stays annulled. */
    op_do(&adviser, "certificate.issue", "{\"code\":\"C-7\",\"signatories\":[\"ST-1\"]}");
    op_says("\"issued\":1");
    op_do(&adviser, "certificate.by_event", "{\"code\":\"C-7\"}");
    assert_true(str_starts(number_of(2), S("00003-")));
    assert_int_equal(certificate_look_up(op_runner, &op_arena, second, &found), ERR_OK);
    assert_int_equal(found.valid, ANSWER_YES);
}

/* What happened is imported in the state that it reached. */
static void a_file_brings_finished_events(void **state)
{
    (void)state;
    char path[] = "/tmp/adelante-op-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    static const char lines[] = "code,unit,topic,starts_on,delivery,state\nC-6,CENTRO,Calidad,2013-07-01,contracted,finished\n";
    assert_int_equal(write(fd, lines, sizeof lines - 1), (ssize_t)sizeof lines - 1);
    close(fd);
    struct str json = str_format(&op_arena, "{\"dataset\":\"events\",\"path\":\"%s\",\"name\":\"events.csv\"}", path);
    op_do(&local, "import.run", str_c(&op_arena, json));
    unlink(path);
    op_do(&director, "event.get", "{\"code\":\"C-6\"}");
    assert_state("finished");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_contracted_course),          cmocka_unit_test(one_that_is_not_contracted),
        cmocka_unit_test(places_and_the_waiting_list),  cmocka_unit_test(walk_ins_are_counted),
        cmocka_unit_test(certificates),                 cmocka_unit_test(a_file_brings_finished_events),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
