#include "op.h"

#include "advice/session.h"
#include "agreement/agreement.h"
#include "assistance/assistance.h"
#include "base/secret.h"
#include "client/client.h"
#include "exchange/import_ops.h"
#include "finance/disbursement.h"
#include "finance/link.h"
#include "party/party.h"
#include "results/milestone.h"
#include "results/remark.h"
#include "results/snapshot.h"
#include "training/attendance.h"
#include "training/enrolment.h"
#include "training/event.h"

/* Sessions, events, attendances, assistances, links, disbursements and measurements through op_run. Each scenario builds on
 * the same two agencies and uses codes of its own. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor director = {.role = ROLE_DIRECTOR, .name = {"directora", 9}, .origin = {"web", 3}};
static struct actor executive = {.role = ROLE_EXECUTIVE, .name = {"ejecutivo", 9}, .origin = {"web", 3}};
static struct actor adviser = {.role = ROLE_ADVISER, .name = {"asesora", 7}, .origin = {"web", 3}};
static struct actor colleague = {.role = ROLE_ADVISER, .name = {"asesor", 6}, .origin = {"web", 3}};
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
    /* Each table with its count; both must outlive the program's use of them. */
    static const struct op *const tables[] = {
        unit_ops,    staff_ops, organisation_ops, agreement_ops,  person_ops, enterprise_ops,   affiliation_ops, session_ops,
        event_ops,   event_flow_ops, attendance_ops, assistance_ops, link_ops, disbursement_ops, snapshot_ops, milestone_ops,   remark_ops,
        import_ops,
    };
    static size_t counts[COUNT_OF(tables)];
    const size_t now[COUNT_OF(tables)] = {
        unit_op_count,  staff_op_count,      organisation_op_count, agreement_op_count, person_op_count,       enterprise_op_count,
        affiliation_op_count, session_op_count, event_op_count, event_flow_op_count, attendance_op_count, assistance_op_count, link_op_count,
        disbursement_op_count, snapshot_op_count, milestone_op_count, remark_op_count, import_op_count,
    };
    memcpy(counts, now, sizeof counts);
    static const struct entity *const entities[] = {&attendance_entity, &milestone_entity};
    entity_register(entities, COUNT_OF(entities));
    op_register(tables, counts, COUNT_OF(tables));
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\"}");
    place(&executive, op_out);
    op_do(&local, "unit.add", "{\"code\":\"CENTRO\",\"kind\":\"centre\",\"name\":\"Centro de prueba\",\"parent\":\"ADEL\"}");
    place(&director, op_out);
    place(&adviser, op_out);
    place(&colleague, op_out);
    place(&clerk, op_out);
    op_do(&local, "unit.add", "{\"code\":\"OTRA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    place(&stranger, op_out);
    op_do(&local, "staff.add", "{\"code\":\"ST-1\",\"unit\":\"CENTRO\",\"name\":\"Ana Prueba\"}");
    adviser.staff = ((const struct record *)op_out)->id;
    op_do(&local, "staff.add", "{\"code\":\"ST-2\",\"unit\":\"CENTRO\",\"name\":\"Luis Prueba\"}");
    colleague.staff = ((const struct record *)op_out)->id;
    op_do(&local, "organisation.add", "{\"code\":\"BANCO\",\"unit\":\"ADEL\",\"name\":\"Banco de prueba\",\"kind\":\"bank\"}");
    for (int i = 1; i <= 4; i++) {
        char json[400];
        snprintf(json, sizeof json,
                 "{\"code\":\"P-%d\",\"unit\":\"CENTRO\",\"given_names\":\"Persona %d\",\"surnames\":\"Inventada\","
                 "\"district\":\"1408\",\"phone\":\"5555-000%d\"}", i, i, i);
        op_do(&local, "person.add", json);
        snprintf(json, sizeof json, "{\"code\":\"E-%d\",\"unit\":\"CENTRO\",\"name\":\"Taller %d\",\"district\":\"1408\"}", i, i);
        op_do(&local, "enterprise.add", json);
    }
    op_do(&local, "affiliation.add", "{\"person\":\"P-1\",\"enterprise\":\"E-1\",\"relation\":\"owner\",\"to_on\":\"2014-05-05\"}");
    op_do(&local, "affiliation.add", "{\"person\":\"P-1\",\"enterprise\":\"E-2\",\"relation\":\"owner\",\"from_on\":\"2014-05-06\"}");
    op_do(&local, "affiliation.add", "{\"person\":\"P-2\",\"enterprise\":\"E-2\",\"relation\":\"employee\"}");
    return 0;
}

static int close_all(void **state)
{
    op_close();
    clock_set(0);
    return store_teardown(state);
}

#define SESSION(code, more)                                                                                            \
    "{\"code\":\"" code "\",\"unit\":\"CENTRO\",\"date\":\"2014-11-20\",\"kind\":\"advice_business\",\"adviser\":\"ST-1\"," \
    "\"contact_minutes\":60" more "}"

static void sessions(void **state)
{
    (void)state;
    op_do(&adviser, "session.add", SESSION("S-1", ",\"enterprises\":[\"E-1\",\"E-2\"],\"persons\":[\"P-1\"],\"district\":\"1408\""));
    op_do(&adviser, "session.get", "{\"code\":\"S-1\"}");
    op_says("\"enterprises\":[");
    op_says("E-2");
    const struct session *session = op_out;
    assert_int_equal(session->enterprises.len, 2);
    assert_str(session->enterprises.items[1].code, "E-2");
    assert_str(session->persons.items[0].code, "P-1");
    assert_int_equal(session->reportable, ANSWER_YES);
    assert_str(session->state, "held");
    assert_str(session->modality, "office");
    op_refused(&adviser, "session.add", SESSION("S-2", ""), "enterprises", "al menos una empresa");
    op_refused(&adviser, "session.add", SESSION("S-2", ",\"enterprises\":[\"E-9\"]"), "enterprises", "No hay un registro");
    op_refused(&adviser, "session.add", SESSION("S-2", ",\"enterprises\":[\"E-1\"],\"district\":\"9999\""), "district", "");
    op_fails(&adviser, "session.get", "{\"code\":\"S-2\"}", ERR_NOT_FOUND);
    op_fails(&stranger, "session.get", "{\"code\":\"S-1\"}", ERR_NOT_FOUND);
    op_refused(&stranger, "session.add", SESSION("S-2", ",\"enterprises\":[\"E-1\"]"), "unit", "No hay un registro");
    /* The other agency has its own codes. */
    op_fails(&adviser, "session.add", SESSION("S-1", ",\"enterprises\":[\"E-1\"]"), ERR_EXISTS);
}

static void holding_and_closing(void **state)
{
    (void)state;
    op_do(&adviser, "session.add",
          "{\"code\":\"S-10\",\"unit\":\"CENTRO\",\"date\":\"2014-11-25\",\"kind\":\"advice_ict\",\"adviser\":\"ST-1\","
          "\"enterprises\":[\"E-3\"],\"state\":\"scheduled\"}");
    op_refused(&adviser, "session.close", "{\"code\":\"S-10\",\"version\":1}", "state", "se hace en el estado: Realizada");
    op_refused(&adviser, "session.hold", "{\"code\":\"S-10\",\"version\":1,\"contact_minutes\":45}", "date", "posterior a hoy");
    op_fails(&colleague, "session.hold", "{\"code\":\"S-10\",\"version\":1,\"contact_minutes\":45,\"date\":\"2014-11-22\"}",
             ERR_DENIED);
    op_fails(&adviser, "session.hold", "{\"code\":\"S-10\",\"version\":3,\"contact_minutes\":45,\"date\":\"2014-11-22\"}",
             ERR_CONFLICT);
    op_do(&adviser, "session.hold", "{\"code\":\"S-10\",\"version\":1,\"contact_minutes\":45,\"date\":\"2014-11-22\"}");
    const struct session *session = op_out;
    assert_str(session->state, "held");
    assert_int_equal(session->record.version, 2);
    assert_str(session->enterprises.items[0].code, "E-3");
    op_do(&adviser, "session.close", "{\"code\":\"S-10\",\"version\":2}");
    op_refused(&adviser, "session.set", "{\"code\":\"S-10\",\"version\":3,\"state\":\"held\"}", "state", "no sigue");
    op_do(&director, "session.set", "{\"code\":\"S-10\",\"version\":3,\"state\":\"held\"}");
}

static void verifying(void **state)
{
    (void)state;
    op_do(&adviser, "session.add", SESSION("S-20", ",\"enterprises\":[\"E-4\"]"));
    op_fails(&adviser, "session.verify", "{\"code\":\"S-20\",\"version\":1,\"verification\":\"verified\"}", ERR_DENIED);
    op_refused(&adviser, "session.set", "{\"code\":\"S-20\",\"version\":1,\"verification\":\"with_evidence\"}", "evidence",
               "dice cuál");
    op_do(&adviser, "session.set",
          "{\"code\":\"S-20\",\"version\":1,\"verification\":\"with_evidence\",\"evidence\":\"Bitácora firmada\"}");
    op_fails(&director, "session.verify", "{\"code\":\"S-20\",\"version\":1,\"verification\":\"verified\"}", ERR_CONFLICT);
    op_do(&director, "session.verify", "{\"code\":\"S-20\",\"version\":2,\"verification\":\"verified\"}");
    assert_str(((const struct session *)op_out)->verification, "verified");
    assert_str(((const struct session *)op_out)->evidence, "Bitácora firmada");
    op_do(&executive, "session.verify", "{\"code\":\"S-20\",\"version\":3,\"verification\":\"validated\"}");
    /* A change takes the judgement back, and whoever made the change may not judge it. */
    op_do(&director, "session.set", "{\"code\":\"S-20\",\"version\":4,\"contact_minutes\":90}");
    assert_str(((const struct session *)op_out)->verification, "with_evidence");
    op_refused(&director, "session.verify", "{\"code\":\"S-20\",\"version\":5,\"verification\":\"verified\"}", "verification",
               "no puede verificarlo");
    op_do(&executive, "session.verify", "{\"code\":\"S-20\",\"version\":5,\"verification\":\"objected\"}");
    /* The author may not verify what she recorded. */
    op_do(&director, "session.add", SESSION("S-21", ",\"enterprises\":[\"E-4\"]"));
    op_refused(&director, "session.verify", "{\"code\":\"S-21\",\"version\":1,\"verification\":\"verified\"}", "verification",
               "no puede verificarlo");
    op_do(&executive, "session.verify", "{\"code\":\"S-21\",\"version\":1,\"verification\":\"verified\"}");
}

static size_t listed(void)
{
    return ((const struct list *)op_out)->rows.len;
}

static void lists_of_sessions(void **state)
{
    (void)state;
    op_do(&director, "session.by_client", "{\"kind\":\"enterprise\",\"code\":\"E-4\"}");
    assert_int_equal(listed(), 2);
    op_do(&director, "session.by_client", "{\"kind\":\"person\",\"code\":\"P-1\",\"limit\":1}");
    assert_int_equal(listed(), 1);
    const struct session *rows = ((const struct list *)op_out)->rows.items;
    assert_str(rows[0].record.code, "S-1");
    assert_int_equal(rows[0].enterprises.len, 2);
    assert_str(rows[0].enterprises.items[0].label, "Taller 1");
    op_fails(&stranger, "session.by_client", "{\"kind\":\"person\",\"code\":\"P-1\"}", ERR_NOT_FOUND);
    op_do(&director, "session.newest", "{\"limit\":2}");
    rows = ((const struct list *)op_out)->rows.items;
    assert_int_equal(listed(), 2);
    assert_str(rows[0].record.code, "S-10");
    op_do(&stranger, "session.newest", "{}");
    assert_int_equal(listed(), 0);
    op_do(&local, "session.newest", "{\"limit\":3}");
    assert_int_equal(listed(), 3);
    op_do(&director, "session.annul", "{\"code\":\"S-21\",\"reason\":\"Se registró dos veces\",\"version\":2}");
    op_do(&director, "session.by_client", "{\"kind\":\"enterprise\",\"code\":\"E-4\"}");
    assert_int_equal(listed(), 1);
}

/* Page after page gives the same as one long list; an adviser and a period leave out what is not theirs. */
static void newest_page_by_page(void **state)
{
    (void)state;
    enum { MOST = 100 };
    static char codes[MOST][40];
    static char days[MOST][12];
    op_do(&local, "session.newest", "{\"limit\":100}");
    const struct list *list = op_out;
    const struct session *rows = list->rows.items;
    size_t count = list->rows.len;
    assert_true(count > 2 && count < MOST);
    assert_true(str_is_empty(list->next));
    size_t of_one = 0;
    char one[40];
    snprintf(one, sizeof one, STR_FMT, STR_ARG(rows[0].adviser.code));
    for (size_t i = 0; i < count; i++) {
        snprintf(codes[i], sizeof codes[i], STR_FMT, STR_ARG(rows[i].record.code));
        snprintf(days[i], sizeof days[i], STR_FMT, STR_ARG(date_iso(&op_arena, rows[i].date)));
        of_one += str_eq_c(rows[i].adviser.code, one) ? 1 : 0;
        assert_true(i == 0 || strcmp(days[i - 1], days[i]) >= 0);
    }
    char after[120] = "";
    for (size_t i = 0; i < count; i += 2) {
        char asked[200];
        snprintf(asked, sizeof asked, "{\"limit\":2,\"after\":\"%s\"}", after);
        op_do(&local, "session.newest", asked);
        list = op_out;
        rows = list->rows.items;
        assert_int_equal(list->rows.len, i + 1 < count ? 2 : 1);
        assert_true(str_eq_c(rows[0].record.code, codes[i]));
        assert_int_equal(str_is_empty(list->next), i + 2 >= count);
        snprintf(after, sizeof after, STR_FMT, STR_ARG(list->next));
    }
    char asked[200];
    snprintf(asked, sizeof asked, "{\"limit\":100,\"from\":\"%s\",\"to\":\"%s\"}", days[1], days[1]);
    op_do(&local, "session.newest", asked);
    list = op_out;
    rows = list->rows.items;
    size_t of_day = 0;
    for (size_t i = 0; i < count; i++) {
        of_day += strcmp(days[i], days[1]) == 0 ? 1 : 0;
    }
    assert_int_equal(list->rows.len, of_day);
    snprintf(asked, sizeof asked, "{\"limit\":100,\"adviser\":\"%s\"}", one);
    op_do(&director, "session.newest", asked);
    assert_true(listed() > 0 && listed() <= of_one);
    op_fails(&director, "session.newest", "{\"adviser\":\"NADIE\"}", ERR_NOT_FOUND);
    op_fails(&director, "session.newest", "{\"after\":\"NINGUNA\"}", ERR_NOT_FOUND);
}

static void sessions_of_a_day(void **state)
{
    (void)state;
#define DAY(code, who, rest)                                                                                                  \
    "{\"code\":\"" code "\",\"unit\":\"CENTRO\",\"date\":\"2014-10-13\",\"kind\":\"advice_business\",\"modality\":\"office\","        \
    "\"adviser\":\"" who "\",\"enterprises\":[\"E-3\"]," rest "}"
    /* 26 hours, from parts that each fit. */
    op_refused(&adviser, "session.add", DAY("S-90", "ST-1", "\"preparation_minutes\":600,\"contact_minutes\":960"), "contact_minutes",
               "suman 26 horas y 0 minutos");
    op_do(&adviser, "session.add", DAY("S-91", "ST-1", "\"start_time\":\"09:00\",\"end_time\":\"10:00\""));
    op_refused(&adviser, "session.add", DAY("S-92", "ST-1", "\"start_time\":\"09:30\",\"end_time\":\"10:30\""), "start_time",
               "otra sesión: S-91, de 09:00 a 10:00");
    /* One after the other, and another adviser at the same time. */
    op_do(&adviser, "session.add", DAY("S-93", "ST-1", "\"start_time\":\"10:00\",\"end_time\":\"11:00\""));
    op_do(&colleague, "session.add", DAY("S-94", "ST-2", "\"start_time\":\"09:30\",\"end_time\":\"10:30\""));
    op_refused(&adviser, "session.set", "{\"code\":\"S-93\",\"version\":1,\"start_time\":\"09:59\"}", "start_time", "S-91");
    op_do(&adviser, "session.set", "{\"code\":\"S-93\",\"version\":1,\"summary\":\"Se revisó el plan\"}");
    /* The direction may say that there were two; what is annulled is in nobody's way. */
    op_do(&director, "session.add", DAY("S-95", "ST-1", "\"start_time\":\"09:30\",\"end_time\":\"09:45\""));
    op_do(&director, "session.annul", "{\"code\":\"S-91\",\"reason\":\"Se registró dos veces\",\"version\":1}");
    op_do(&director, "session.annul", "{\"code\":\"S-95\",\"reason\":\"Se registró dos veces\",\"version\":1}");
    op_do(&adviser, "session.add", DAY("S-96", "ST-1", "\"start_time\":\"09:00\",\"end_time\":\"10:00\""));
#undef DAY
}

static void attendance_rules(void **state)
{
    (void)state;
    op_do(&director, "event.add",
          "{\"code\":\"C-1\",\"unit\":\"CENTRO\",\"topic\":\"Costos\",\"starts_on\":\"2014-05-05\",\"ends_on\":\"2014-05-07\"}");
    op_refused(&director, "attendance.add", "{\"event\":\"C-1\",\"person\":\"P-1\",\"date\":\"2014-05-08\"}", "date",
               "del 05/05/2014 al 07/05/2014");
    op_do(&director, "attendance.add", "{\"code\":\"L-1\",\"event\":\"C-1\",\"person\":\"P-1\",\"date\":\"2014-05-05\"}");
    const struct attendance *row = op_out;
    assert_str(row->enterprise.code, "E-1");
    assert_str(row->role, "business_owner");
    assert_int_equal(row->present, ANSWER_YES);
    assert_str(row->record.unit.code, "CENTRO");
    op_refused(&director, "attendance.add", "{\"event\":\"C-1\",\"person\":\"P-1\",\"date\":\"2014-05-05\"}", "date",
               "ya tiene asistencia a ese evento en ese día (L-1)");
    op_do(&director, "attendance.add", "{\"event\":\"C-1\",\"person\":\"P-1\",\"date\":\"2014-05-06\"}");
    assert_str(((const struct attendance *)op_out)->enterprise.code, "E-2");
    /* Given as none: not looked up. */
    op_do(&director, "attendance.add",
          "{\"event\":\"C-1\",\"person\":\"P-1\",\"date\":\"2014-05-07\",\"enterprise\":null}");
    assert_true(id_is_none(((const struct attendance *)op_out)->enterprise.id));
    assert_str(((const struct attendance *)op_out)->role, "entrepreneur");
    op_do(&director, "attendance.add", "{\"event\":\"C-1\",\"person\":\"P-3\",\"date\":\"2014-05-05\"}");
    assert_str(((const struct attendance *)op_out)->role, "entrepreneur");
    op_do(&director, "event.add",
          "{\"code\":\"C-2\",\"unit\":\"CENTRO\",\"topic\":\"Ventas\",\"starts_on\":\"2014-06-02\"}");
    op_do(&director, "event.cancel", "{\"code\":\"C-2\",\"version\":1,\"reason\":\"Nadie se inscribió\"}");
    op_refused(&director, "attendance.add", "{\"event\":\"C-2\",\"person\":\"P-1\",\"date\":\"2014-06-02\"}", "event",
               "se canceló");
}

/* Imports a file of these lines. */
static void import(const char *dataset, const char *lines)
{
    char path[] = "/tmp/adelante-op-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, lines, strlen(lines)), (ssize_t)strlen(lines));
    close(fd);
    struct str json = str_format(&op_arena, "{\"dataset\":\"%s\",\"path\":\"%s\",\"name\":\"%s.csv\"}", dataset, path, dataset);
    enum err err = op_ask(&local, "import.run", str_c(&op_arena, json));
    unlink(path);
    op_print_faults();
    assert_int_equal(err, ERR_OK);
}

static void imported_files(void **state)
{
    (void)state;
    op_do(&director, "event.add",
          "{\"code\":\"C-5\",\"unit\":\"CENTRO\",\"topic\":\"Calidad\",\"starts_on\":\"2014-07-01\",\"ends_on\":\"2014-07-02\"}");
    /* An absent column is looked up, an empty one is none. */
    import("attendances", "code,event,person,date\nL-50,C-5,P-2,2014-07-01\n");
    import("attendances", "code,event,person,date,enterprise\nL-51,C-5,P-2,2014-07-02,\n");
    op_do(&director, "attendance.get", "{\"code\":\"L-50\"}");
    assert_str(((const struct attendance *)op_out)->enterprise.code, "E-2");
    assert_int_equal(((const struct attendance *)op_out)->record.source_line, 2);
    op_do(&director, "attendance.get", "{\"code\":\"L-51\"}");
    assert_true(id_is_none(((const struct attendance *)op_out)->enterprise.id));
    /* Years ago, already verified, and a start that is reported again: files bring what was. */
    import("milestones", "code,unit,enterprise,kind,date,verification\n"
                         "H-50,CENTRO,E-4,business_started,2012-03-01,verified\n"
                         "H-51,CENTRO,E-4,NUEVA_EMPRESA,2013-03-01,declared\n");
    op_do(&director, "milestone.get", "{\"code\":\"H-51\"}");
    assert_str(((const struct milestone *)op_out)->kind, "business_started");
}

static void the_attendance_grid(void **state)
{
    (void)state;
    op_do(&director, "event.add",
          "{\"code\":\"C-3\",\"unit\":\"CENTRO\",\"topic\":\"Mercadeo\",\"starts_on\":\"2014-09-01\",\"ends_on\":\"2014-09-03\"}");
    op_do(&director, "event.attend",
          "{\"code\":\"C-3\",\"lines\":[{\"person\":\"P-1\",\"days\":[\"2014-09-01\",\"02/09/2014\"]},"
          "{\"person\":\"P-2\",\"enterprise\":\"E-4\",\"days\":[\"2014-09-01\",\"2014-09-01\"]}]}");
    op_says("\"added\":3");
    op_do(&director, "attendance.by_event", "{\"code\":\"C-3\"}");
    assert_int_equal(listed(), 3);
    op_says("E-4");
    /* Again with one day less, one more, and one person untouched. */
    op_do(&director, "event.attend",
          "{\"code\":\"C-3\",\"lines\":[{\"person\":\"P-1\",\"days\":[\"2014-09-02\",\"2014-09-03\"]}]}");
    op_says("\"added\":1,\"removed\":1,\"kept\":1");
    op_do(&director, "attendance.by_event", "{\"code\":\"C-3\"}");
    assert_int_equal(listed(), 3);
    /* Taken back and there again. */
    op_do(&director, "event.attend", "{\"code\":\"C-3\",\"lines\":[{\"person\":\"P-1\",\"days\":[\"2014-09-01\"]}]}");
    op_says("\"added\":1,\"removed\":2,\"kept\":0");
    op_do(&director, "event.attend", "{\"code\":\"C-3\",\"lines\":[{\"person\":\"P-2\",\"days\":[]}]}");
    op_says("\"removed\":1");
    op_do(&director, "attendance.by_event", "{\"code\":\"C-3\"}");
    assert_int_equal(listed(), 1);
    /* All or nothing. */
    op_refused(&director, "event.attend",
               "{\"code\":\"C-3\",\"lines\":[{\"person\":\"P-3\",\"days\":[\"2014-09-01\"]},"
               "{\"person\":\"P-4\",\"days\":[\"2014-09-04\"]}]}",
               "date", "del 01/09/2014 al 03/09/2014");
    op_refused(&director, "event.attend", "{\"code\":\"C-3\",\"lines\":[{\"person\":\"P-77\",\"days\":[]}]}", "lines[0].person",
               "No hay una persona");
    op_refused(&director, "event.attend", "{\"code\":\"C-3\",\"lines\":[{\"person\":\"P-1\",\"days\":[\"2014-09-31\"]}]}",
               "lines[0].days", "no existe");
    op_do(&director, "attendance.by_event", "{\"code\":\"C-3\"}");
    assert_int_equal(listed(), 1);
    op_fails(&stranger, "event.attend", "{\"code\":\"C-3\",\"lines\":[{\"person\":\"P-1\",\"days\":[]}]}", ERR_NOT_FOUND);
    op_do(&director, "attendance.by_client", "{\"kind\":\"person\",\"code\":\"P-1\"}");
    assert_int_equal(listed(), 4);
    op_do(&director, "event.newest", "{\"limit\":1}");
    op_says("C-3");
    op_do(&director, "event.set", "{\"code\":\"C-3\",\"version\":1,\"hours\":12}");
    /* The event stays around those who came. */
    op_refused(&director, "event.set", "{\"code\":\"C-3\",\"version\":2,\"starts_on\":\"2014-09-02\"}", "starts_on",
               "asistencias del 01/09/2014 al 01/09/2014");
    op_refused(&director, "event.cancel", "{\"code\":\"C-3\",\"version\":2,\"reason\":\"Error\"}", "state",
               "no se cancela");
    op_refused(&local, "event.set", "{\"code\":\"C-3\",\"version\":2,\"unit\":\"ADEL\"}", "unit", "otra unidad");
    op_do(&director, "event.set", "{\"code\":\"C-3\",\"version\":2,\"ends_on\":\"2014-09-01\"}");
    op_do(&director, "event.annul", "{\"code\":\"C-3\",\"reason\":\"Se registró dos veces\",\"version\":3}");
    op_refused(&director, "attendance.add", "{\"event\":\"C-3\",\"person\":\"P-4\",\"date\":\"2014-09-01\"}", "event",
               "se anuló");
}

static void assistances(void **state)
{
    (void)state;
    op_do(&director, "assistance.record",
          "{\"code\":\"AT-1\",\"unit\":\"CENTRO\",\"title\":\"Etiquetas\",\"enterprises\":[\"E-1\",\"E-2\"],"
          "\"signed_on\":\"2014-06-02\",\"total\":\"333.33\",\"client_percent\":\"18\",\"state\":\"contracted\"}");
    const struct assistance *row = op_out;
    assert_int_equal(row->client_share.minor, 6000);
    assert_int_equal(row->operator_share.minor, 27333);
    op_do(&director, "assistance.set", "{\"code\":\"AT-1\",\"version\":1,\"total\":\"1000.00\"}");
    op_do(&director, "assistance.get", "{\"code\":\"AT-1\"}");
    row = op_out;
    assert_int_equal(row->client_share.minor, 18000);
    assert_int_equal(row->operator_share.minor, 82000);
    op_refused(&director, "assistance.set", "{\"code\":\"AT-1\",\"version\":2,\"client_share\":\"180.01\"}", "operator_share",
               "total exacto");
    op_do(&director, "assistance.by_client", "{\"kind\":\"enterprise\",\"code\":\"E-2\"}");
    assert_int_equal(listed(), 1);
    op_do(&director, "assistance.by_client", "{\"kind\":\"person\",\"code\":\"P-1\"}");
    assert_int_equal(listed(), 0);
}

static void links_and_disbursements(void **state)
{
    (void)state;
    op_do(&adviser, "link.add",
          "{\"code\":\"V-1\",\"unit\":\"CENTRO\",\"kind\":\"financial\",\"instrument\":\"credit\",\"enterprise\":\"E-1\","
          "\"institution\":\"BANCO\",\"date\":\"2014-09-01\",\"requested\":\"6000.00\",\"state\":\"submitted\"}");
    /* One dollar once: the same institution, client, day and amount. */
    op_refused(&adviser, "link.add",
               "{\"code\":\"V-1B\",\"unit\":\"CENTRO\",\"kind\":\"financial\",\"instrument\":\"credit\",\"enterprise\":\"E-1\","
               "\"institution\":\"BANCO\",\"date\":\"2014-09-01\",\"requested\":\"6000.00\",\"state\":\"submitted\"}",
               "shared_result", "V-1 nombra la misma institución");
    op_fails(&adviser, "link.get", "{\"code\":\"V-1B\"}", ERR_NOT_FOUND);
    op_do(&adviser, "link.set", "{\"code\":\"V-1\",\"version\":1,\"shared_result\":\"CREDITO-E1\"}");
    op_refused(&adviser, "link.add",
               "{\"code\":\"V-1B\",\"unit\":\"CENTRO\",\"kind\":\"financial\",\"instrument\":\"credit\",\"enterprise\":\"E-1\","
               "\"institution\":\"BANCO\",\"date\":\"2014-09-01\",\"requested\":\"6000.00\",\"state\":\"submitted\","
               "\"shared_result\":\"CREDITO-E1\"}",
               "reportable", "ya se informa en V-1");
    op_do(&adviser, "link.add",
          "{\"code\":\"V-1B\",\"unit\":\"CENTRO\",\"kind\":\"financial\",\"instrument\":\"credit\",\"enterprise\":\"E-1\","
          "\"institution\":\"BANCO\",\"date\":\"2014-09-01\",\"requested\":\"6000.00\",\"state\":\"submitted\","
          "\"shared_result\":\"CREDITO-E1\",\"reportable\":false}");
    op_refused(&adviser, "link.disburse", "{\"code\":\"V-1\",\"date\":\"2014-10-10\",\"amount\":\"100.00\"}", "link",
               "vínculo aprobado");
    op_do(&adviser, "link.approve", "{\"code\":\"V-1\",\"version\":2,\"approved\":\"5000.00\",\"approved_on\":\"2014-10-01\"}");
    assert_str(((const struct link *)op_out)->state, "approved");
    op_refused(&adviser, "link.deny", "{\"code\":\"V-1\",\"version\":3}", "state", "Ahora es: Aprobada");
    op_refused(&adviser, "link.disburse", "{\"code\":\"V-1\",\"date\":\"2014-09-30\",\"amount\":\"100.00\"}", "date",
               "fecha de aprobación (01/10/2014)");
    op_do(&adviser, "link.disburse", "{\"code\":\"V-1\",\"date\":\"2014-10-10\",\"amount\":\"3000.00\"}");
    assert_str(((const struct disbursement *)op_out)->record.unit.code, "CENTRO");
    assert_str(((const struct disbursement *)op_out)->link.code, "V-1");
    op_refused(&adviser, "link.disburse", "{\"code\":\"V-1\",\"date\":\"2014-11-10\",\"amount\":\"2000.01\"}", "amount",
               "quedan 2,000.00");
    op_do(&adviser, "disbursement.add", "{\"code\":\"D-2\",\"link\":\"V-1\",\"date\":\"2014-11-10\",\"amount\":\"2000.00\"}");
    op_refused(&adviser, "disbursement.set", "{\"code\":\"D-2\",\"version\":1,\"amount\":\"2000.01\"}", "amount", "quedan 2,000.00");
    op_do(&adviser, "disbursement.set", "{\"code\":\"D-2\",\"version\":1,\"amount\":\"1999.99\"}");
    op_refused(&director, "link.set", "{\"code\":\"V-1\",\"version\":3,\"approved\":\"4999.98\"}", "approved",
               "lo desembolsado (4,999.99)");
    op_refused(&director, "link.set", "{\"code\":\"V-1\",\"version\":3,\"approved_on\":\"2014-10-11\"}", "approved_on",
               "primer desembolso (10/10/2014)");
    op_refused(&director, "link.withdraw", "{\"code\":\"V-1\",\"version\":3}", "state", "ya se desembolsaron 4,999.99");
    op_do(&director, "disbursement.annul", "{\"code\":\"D-2\",\"reason\":\"Comprobante de otro cliente\",\"version\":2}");
    op_do(&director, "link.set", "{\"code\":\"V-1\",\"version\":3,\"approved\":\"3000.00\"}");
    op_do(&adviser, "link.add",
          "{\"code\":\"V-2\",\"unit\":\"CENTRO\",\"kind\":\"financial\",\"instrument\":\"credit\",\"person\":\"P-3\","
          "\"institution\":\"BANCO\",\"date\":\"2014-09-01\",\"requested\":\"9000.00\"}");
    op_do(&adviser, "link.deny", "{\"code\":\"V-2\",\"version\":1}");
    op_refused(&adviser, "link.disburse", "{\"code\":\"V-2\",\"date\":\"2014-10-10\",\"amount\":\"1.00\"}", "link",
               "vínculo aprobado");
    op_do(&director, "link.by_client", "{\"kind\":\"person\",\"code\":\"P-3\"}");
    assert_int_equal(listed(), 1);
    op_do(&director, "link.by_client", "{\"kind\":\"enterprise\",\"code\":\"E-1\"}");
    assert_int_equal(listed(), 2);
}

static void measurements(void **state)
{
    (void)state;
    op_do(&adviser, "snapshot.add",
          "{\"code\":\"M-1\",\"unit\":\"CENTRO\",\"enterprise\":\"E-1\",\"kind\":\"initial\",\"reference_date\":\"2014-03-01\","
          "\"national_sales\":\"10000.00\",\"jobs_male_fixed\":0}");
    op_do(&adviser, "snapshot.get", "{\"code\":\"M-1\"}");
    const struct snapshot *row = op_out;
    assert_int_equal(row->national_sales.minor, 1000000);
    assert_true(money_is_none(row->export_sales));
    assert_int_equal(row->jobs_male_fixed, 0);
    assert_int_equal(row->jobs_female_fixed, INT_NONE);
    assert_int_equal(row->window_months, 12);
    op_refused(&adviser, "snapshot.add",
               "{\"unit\":\"CENTRO\",\"enterprise\":\"E-1\",\"kind\":\"initial\",\"reference_date\":\"2014-03-01\"}",
               "reference_date", "ya tiene una medición de ese tipo en esa fecha (M-1)");
    op_do(&adviser, "snapshot.add",
          "{\"unit\":\"CENTRO\",\"enterprise\":\"E-1\",\"kind\":\"final\",\"reference_date\":\"2014-03-01\"}");
    op_fails(&adviser, "snapshot.add",
             "{\"unit\":\"CENTRO\",\"enterprise\":\"E-2\",\"kind\":\"final\",\"reference_date\":\"2014-12-01\"}", ERR_INVALID);
    op_fails(&adviser, "snapshot.add",
             "{\"unit\":\"CENTRO\",\"enterprise\":\"E-2\",\"kind\":\"final\",\"reference_date\":\"2014-03-01\",\"jobs_male_fixed\":-1}",
             ERR_INVALID);
    op_fails(&adviser, "snapshot.add",
             "{\"unit\":\"CENTRO\",\"enterprise\":\"E-2\",\"kind\":\"final\",\"reference_date\":\"2014-03-01\",\"window_months\":25}",
             ERR_INVALID);
    op_do(&director, "snapshot.by_client", "{\"kind\":\"enterprise\",\"code\":\"E-1\"}");
    assert_int_equal(listed(), 2);
    op_do(&adviser, "milestone.add",
          "{\"code\":\"H-1\",\"unit\":\"CENTRO\",\"person\":\"P-3\",\"kind\":\"business_started\",\"date\":\"2014-08-01\"}");
    op_refused(&adviser, "milestone.add",
               "{\"unit\":\"CENTRO\",\"person\":\"P-3\",\"enterprise\":\"E-3\",\"kind\":\"business_started\",\"date\":\"2014-09-01\"}",
               "kind", "ya consta en H-1");
    op_refused(&adviser, "milestone.add", "{\"unit\":\"CENTRO\",\"kind\":\"new_product\",\"date\":\"2014-09-01\"}", "enterprise",
               "una empresa o una persona");
    op_do(&adviser, "milestone.add",
          "{\"unit\":\"CENTRO\",\"person\":\"P-3\",\"kind\":\"new_product\",\"date\":\"2014-09-01\"}");
    op_do(&director, "milestone.by_client", "{\"kind\":\"person\",\"code\":\"P-3\"}");
    assert_int_equal(listed(), 2);
    op_do(&executive, "remark.add",
          "{\"code\":\"N-1\",\"unit\":\"ADEL\",\"indicator\":\"municipalities_covered\",\"from_on\":\"2014-01-01\","
          "\"to_on\":\"2014-12-31\",\"text_es\":\"Supuesto.\",\"text_en\":\"Assumed.\"}");
    op_do(&executive, "remark.list", "{}");
    assert_int_equal(listed(), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sessions),          cmocka_unit_test(holding_and_closing), cmocka_unit_test(verifying),
        cmocka_unit_test(lists_of_sessions), cmocka_unit_test(attendance_rules), cmocka_unit_test(sessions_of_a_day),
        cmocka_unit_test(newest_page_by_page),
        cmocka_unit_test(the_attendance_grid),
             
        cmocka_unit_test(assistances),       cmocka_unit_test(links_and_disbursements), cmocka_unit_test(measurements),
        cmocka_unit_test(imported_files),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
