#include "op.h"

#include "advice/session_adviser.h"
#include "account/account.h"
#include "agenda/calendar.h"
#include "app/registry.h"
#include "base/secret.h"
#include "client/group_member.h"
#include "results/facts.h"
#include "results/statement.h"

/* Sessions of several advisers and clients with their time, appointments and what becomes of them. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor director = {.role = ROLE_DIRECTOR, .name = {"directora", 9}, .origin = {"web", 3}};
static struct actor adviser = {.role = ROLE_ADVISER, .name = {"asesora", 7}, .origin = {"web", 3}};
static struct actor colleague = {.role = ROLE_ADVISER, .name = {"asesor", 6}, .origin = {"web", 3}};
static struct actor third = {.role = ROLE_ADVISER, .name = {"tercera", 7}, .origin = {"web", 3}};
static struct actor reader = {.role = ROLE_NATIONAL_READER, .name = {"lectora", 7}, .origin = {"web", 3}};
static struct actor stranger = {.role = ROLE_DIRECTOR, .name = {"ajena", 5}, .origin = {"web", 3}};

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
    place(&reader, op_out);
    op_do(&local, "unit.add", "{\"code\":\"CENTRO\",\"kind\":\"centre\",\"name\":\"Centro de prueba\",\"parent\":\"ADEL\"}");
    place(&director, op_out);
    place(&adviser, op_out);
    place(&colleague, op_out);
    place(&third, op_out);
    op_do(&local, "unit.add", "{\"code\":\"OTRA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    place(&stranger, op_out);
    op_do(&local, "staff.add", "{\"code\":\"H\",\"unit\":\"CENTRO\",\"name\":\"Hilda Prueba\"}");
    adviser.staff = ((const struct record *)op_out)->id;
    op_do(&local, "staff.add", "{\"code\":\"K\",\"unit\":\"CENTRO\",\"name\":\"Karla Prueba\"}");
    colleague.staff = ((const struct record *)op_out)->id;
    op_do(&local, "staff.add", "{\"code\":\"L\",\"unit\":\"CENTRO\",\"name\":\"Luis Prueba\"}");
    third.staff = ((const struct record *)op_out)->id;
    for (int i = 1; i <= 3; i++) {
        char json[400];
        snprintf(json, sizeof json,
                 "{\"code\":\"P-%d\",\"unit\":\"CENTRO\",\"given_names\":\"Persona %d\",\"surnames\":\"Inventada\","
                 "\"district\":\"1408\",\"phone\":\"5555-000%d\"}", i, i, i);
        op_do(&local, "person.add", json);
        snprintf(json, sizeof json, "{\"code\":\"E-%d\",\"unit\":\"CENTRO\",\"name\":\"Taller %d\",\"district\":\"1408\"}", i, i);
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

#define SESSION(code, adviser_, more)                                                                                     \
    "{\"code\":\"" code "\",\"unit\":\"CENTRO\",\"date\":\"2014-11-20\",\"kind\":\"advice_business\",\"adviser\":\"" adviser_ "\"" more "}"

/* reference/sbdc.md 2.4: one client, contact 1 h, H with 1 h of preparation, K with none: client 2 h; H 2 h, K 1 h; programme 3 h. */
static void one_client_two_advisers(void **state)
{
    (void)state;
    op_do(&adviser, "session.add",
          SESSION("S-1", "H", ",\"start_time\":\"09:00\",\"end_time\":\"10:00\",\"preparation_minutes\":60,\"travel_minutes\":30,\"enterprises\":[\"E-1\"]"));
    op_do(&adviser, "session_adviser.time", "{\"code\":\"S-1\"}");
    assert_int_equal(((const struct session_time *)op_out)->adviser_minutes, 120);
    op_do(&adviser, "session_adviser.add", "{\"code\":\"OA-1\",\"session\":\"S-1\",\"adviser\":\"K\",\"travel_minutes\":45}");
    assert_int_equal(((const struct session_adviser *)op_out)->contact_minutes, INT_NONE);
    op_do(&adviser, "session_adviser.time", "{\"code\":\"S-1\"}");
    const struct session_time *time = op_out;
    assert_int_equal(time->clients, 1);
    assert_int_equal(time->client_minutes, 120);
    assert_int_equal(time->adviser_minutes, 180);
    assert_int_equal(time->travel_minutes, 75);
    const struct adviser_time *lines = time->lines.items;
    assert_int_equal(time->lines.len, 2);
    assert_str(lines[0].adviser, "H");
    assert_int_equal(lines[0].minutes, 120);
    assert_str(lines[1].adviser, "K");
    assert_int_equal(lines[1].minutes, 60);
    op_says("\"client_minutes\":120");
    op_do(&director, "session_adviser.of_session", "{\"code\":\"S-1\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 1);
    op_fails(&stranger, "session_adviser.time", "{\"code\":\"S-1\"}", ERR_NOT_FOUND);
    op_fails(&reader, "session_adviser.time", "{\"code\":\"S-1\"}", ERR_DENIED);
}

/* Each of several clients is credited with the whole time; the agency spent it once. */
static void several_clients(void **state)
{
    (void)state;
    op_do(&colleague, "session.add",
          SESSION("S-2", "K", ",\"contact_minutes\":180,\"preparation_minutes\":120,\"enterprises\":[\"E-2\",\"E-3\"],\"persons\":[\"P-1\"]"));
    op_do(&colleague, "session_adviser.time", "{\"code\":\"S-2\"}");
    const struct session_time *time = op_out;
    assert_int_equal(time->clients, 2);
    assert_int_equal(time->client_minutes, 300);
    assert_int_equal(time->adviser_minutes, 300);
    op_do(&director, "session_adviser.hours", "{\"from\":\"2014-11-01\",\"to\":\"2014-11-30\",\"unit\":\"CENTRO\"}");
    const struct advice_time *hours = op_out;
    assert_int_equal(hours->sessions, 2);
    assert_int_equal(hours->contact_minutes, 240);
    assert_int_equal(hours->client_minutes, 120 + 300);
    assert_int_equal(hours->adviser_minutes, 180 + 300);
    assert_int_equal(hours->travel_minutes, 75);
    const struct adviser_time *lines = hours->lines.items;
    assert_int_equal(hours->lines.len, 2);
    assert_str(lines[0].name, "Hilda Prueba");
    assert_int_equal(lines[0].minutes, 120);
    assert_int_equal(lines[1].sessions, 2);
    assert_int_equal(lines[1].minutes, 360);
    op_do(&director, "session_adviser.hours", "{\"from\":\"2014-11-01\",\"to\":\"2014-11-30\",\"adviser\":\"K\"}");
    assert_int_equal(((const struct advice_time *)op_out)->lines.len, 1);
    assert_int_equal(((const struct advice_time *)op_out)->sessions, 2);
    op_do(&director, "session_adviser.hours", "{\"from\":\"2013-01-01\",\"to\":\"2013-12-31\"}");
    assert_int_equal(((const struct advice_time *)op_out)->sessions, 0);
    op_do(&stranger, "session_adviser.hours", "{}");
    assert_int_equal(((const struct advice_time *)op_out)->sessions, 0);
    op_refused(&director, "session_adviser.hours", "{\"from\":\"2014-12-01\",\"to\":\"2014-11-30\"}", "to", "termina antes");
    /* The published figure is the clock's: contact once a session; both clients of five hours are long-term ones. */
    op_do(&director, "results.statement", "{\"from\":\"2014-01-01\",\"to\":\"2014-12-31\"}");
    const struct statement *statement = op_out;
    const struct statement_figure *figures = statement->figures.items;
    size_t seen = 0;
    for (size_t i = 0; i < statement->figures.len; i++) {
        if (str_eq(figures[i].code, S("advice_hours"))) {
            assert_int_equal(figures[i].value.amount, 400); /* hundredths of an hour: 240 minutes */
            seen++;
        } else if (str_eq(figures[i].code, S("long_term_clients"))) {
            assert_int_equal(figures[i].value.amount, 2);
            seen++;
        }
    }
    assert_int_equal(seen, 2);
}

static void nobody_is_in_two_places(void **state)
{
    (void)state;
    op_refused(&colleague, "session.add",
               SESSION("S-3", "K", ",\"start_time\":\"09:30\",\"end_time\":\"10:30\",\"enterprises\":[\"E-2\"]"), "start_time",
               "tiene otra sesión: S-1");
    op_do(&colleague, "session.add", SESSION("S-3", "K", ",\"start_time\":\"10:00\",\"end_time\":\"11:00\",\"enterprises\":[\"E-2\"]"));
    op_do(&third, "session.add", SESSION("S-4", "L", ",\"start_time\":\"10:30\",\"end_time\":\"11:30\",\"enterprises\":[\"E-3\"]"));
    op_refused(&third, "session_adviser.add", "{\"session\":\"S-4\",\"adviser\":\"K\"}", "adviser", "tiene otra sesión: S-3");
    op_do(&third, "session_adviser.add", "{\"code\":\"OA-4\",\"session\":\"S-4\",\"adviser\":\"H\",\"contact_minutes\":30}");
    /* Moving the session asks for everybody in it: Hilda is in S-1 from nine to ten. */
    op_refused(&third, "session.set", "{\"code\":\"S-4\",\"version\":1,\"start_time\":\"09:15\",\"end_time\":\"10:15\"}", "start_time",
               "tiene otra sesión: S-1");
    op_refused(&third, "session_adviser.add", "{\"session\":\"S-4\",\"adviser\":\"H\"}", "adviser", "ya nombra a esa persona");
    op_refused(&third, "session_adviser.add", "{\"session\":\"S-4\",\"adviser\":\"L\"}", "adviser", "ya nombra a esa persona");
    op_refused(&director, "session.set", "{\"code\":\"S-4\",\"version\":1,\"adviser\":\"H\"}", "adviser", "ya está en la sesión");
    op_fails(&third, "session_adviser.set", "{\"code\":\"OA-4\",\"version\":1,\"contact_minutes\":20}", ERR_DENIED);
}

static void whose_line_it_is(void **state)
{
    (void)state;
    op_refused(&colleague, "session_adviser.add", "{\"session\":\"S-4\",\"adviser\":\"H\"}", "session", "otra persona asesora");
    op_refused(&adviser, "session_adviser.set", "{\"code\":\"OA-4\",\"version\":1,\"contact_minutes\":61}", "contact_minutes", "duró 60 minutos");
    op_do(&adviser, "session_adviser.set", "{\"code\":\"OA-4\",\"version\":1,\"preparation_minutes\":15}");
    op_refused(&director, "session_adviser.set", "{\"code\":\"OA-4\",\"version\":2,\"preparation_minutes\":900,\"travel_minutes\":600}",
               "preparation_minutes", "un día tiene 24");
    op_fails(&reader, "session_adviser.list", "{}", ERR_DENIED);
    op_do(&third, "session.close", "{\"code\":\"S-4\",\"version\":1}");
    op_refused(&adviser, "session_adviser.set", "{\"code\":\"OA-4\",\"version\":2,\"preparation_minutes\":20}", "session", "cerrada");
    op_do(&director, "session_adviser.annul", "{\"code\":\"OA-4\",\"version\":2,\"reason\":\"No estuvo\"}");
    op_do(&director, "session_adviser.time", "{\"code\":\"S-4\"}");
    assert_int_equal(((const struct session_time *)op_out)->lines.len, 1);
}

static void the_next_appointment(void **state)
{
    (void)state;
    op_refused(&adviser, "session.schedule", "{\"code\":\"S-1\"}", "date", "no nombra la próxima cita");
    op_do(&adviser, "session.set", "{\"code\":\"S-1\",\"version\":1,\"next_appointment\":\"2014-12-03\"}");
    op_do(&adviser, "session.schedule", "{\"code\":\"S-1\",\"start_time\":\"14:00\",\"end_time\":\"15:00\",\"modality\":\"visit\"}");
    const struct session *made = op_out;
    assert_str(made->state, "scheduled");
    assert_str(made->kind, "advice_business");
    assert_str(made->modality, "visit");
    assert_str(made->adviser.code, "H");
    assert_str(made->enterprises.items[0].code, "E-1");
    assert_str(made->record.unit.code, "CENTRO");
    assert_int_equal(made->date.day, 3);
    op_refused(&adviser, "session.schedule", "{\"code\":\"S-1\"}", "date", "ya tiene una cita ese día");
    op_refused(&adviser, "session.schedule", "{\"code\":\"S-1\",\"date\":\"2014-11-22\"}", "date", "ya pasó");
    op_refused(&adviser, "session.schedule",
               "{\"code\":\"S-2\",\"date\":\"2014-12-03\",\"start_time\":\"14:30\",\"end_time\":\"15:30\",\"adviser\":\"H\"}", "start_time",
               "tiene otra sesión");
    op_fails(&stranger, "session.schedule", "{\"code\":\"S-1\",\"date\":\"2014-12-04\"}", ERR_NOT_FOUND);
    op_fails(&reader, "session.schedule", "{\"code\":\"S-1\",\"date\":\"2014-12-04\"}", ERR_DENIED);
}

#define APPOINTMENT(code, day)                                                                                     \
    "{\"code\":\"" code "\",\"unit\":\"CENTRO\",\"date\":\"" day "\",\"kind\":\"advice_ict\",\"adviser\":\"H\","       \
    "\"start_time\":\"16:00\",\"end_time\":\"17:00\",\"contact_minutes\":60,\"enterprises\":[\"E-3\"],\"state\":\"scheduled\"}"

/* scheduled → held → closed, or cancelled, or nobody came. */
static void what_becomes_of_it(void **state)
{
    (void)state;
    op_do(&adviser, "session.add", APPOINTMENT("S-20", "2014-12-10"));
    op_refused(&adviser, "session.hold", "{\"code\":\"S-20\",\"version\":1,\"contact_minutes\":60}", "date", "posterior a hoy");
    op_refused(&adviser, "session.cancel", "{\"code\":\"S-20\",\"version\":1}", "not_held_reason", "");
    op_refused(&adviser, "session.miss", "{\"code\":\"S-20\",\"version\":1,\"not_held_reason\":\"No llegó\"}", "date", "aún no llega");
    op_refused(&adviser, "session.set", "{\"code\":\"S-20\",\"version\":1,\"not_held_reason\":\"Ya no\"}", "not_held_reason", "y solo ella");
    op_do(&adviser, "session.cancel", "{\"code\":\"S-20\",\"version\":1,\"not_held_reason\":\"La clienta viaja\"}");
    assert_str(((const struct session *)op_out)->state, "cancelled");
    assert_str(((const struct session *)op_out)->not_held_reason, "La clienta viaja");
    op_refused(&adviser, "session.hold", "{\"code\":\"S-20\",\"version\":2,\"contact_minutes\":60}", "state", "se hace en el estado: Programada");
    /* The hour is free again, and a session that was not given takes nobody. */
    op_do(&adviser, "session.add", APPOINTMENT("S-21", "2014-12-10"));
    op_refused(&adviser, "session_adviser.add", "{\"session\":\"S-20\",\"adviser\":\"K\"}", "session", "no se dio");
    op_do(&adviser, "session.add", APPOINTMENT("S-22", "2014-11-21"));
    op_do(&adviser, "session.miss", "{\"code\":\"S-22\",\"version\":1,\"not_held_reason\":\"No llegó ni avisó\"}");
    op_do(&director, "session_adviser.hours", "{\"from\":\"2014-11-21\",\"to\":\"2014-11-21\"}");
    assert_int_equal(((const struct advice_time *)op_out)->sessions, 0);
    op_do(&adviser, "session.add", APPOINTMENT("S-23", "2014-11-22"));
    op_refused(&adviser, "session.hold", "{\"code\":\"S-23\",\"version\":1,\"contact_minutes\":0,\"preparation_minutes\":0}", "contact_minutes",
               "tiene minutos");
    op_do(&adviser, "session.hold", "{\"code\":\"S-23\",\"version\":1,\"contact_minutes\":50}");
    op_do(&adviser, "session.close", "{\"code\":\"S-23\",\"version\":2}");
    op_refused(&adviser, "session.cancel", "{\"code\":\"S-23\",\"version\":3,\"not_held_reason\":\"Tarde\"}", "state", "se hace en el estado");
}

#define ITEMS ((const struct agenda_item *)((const struct list *)op_out)->rows.items)
#define COUNT (((const struct list *)op_out)->rows.len)

/* Whose agenda holds what. */
static void the_agenda(void **state)
{
    (void)state;
    op_do(&director, "event.add",
          "{\"code\":\"EV-1\",\"unit\":\"CENTRO\",\"kind\":\"training\",\"topic\":\"Costos\",\"starts_on\":\"2014-12-09\",\"ends_on\":\"2014-12-11\","
          "\"start_time\":\"08:00\",\"end_time\":\"12:00\",\"adviser\":\"K\",\"place\":\"Casa comunal\",\"district\":\"1408\"}");
    op_do(&director, "event.add",
          "{\"code\":\"EV-2\",\"unit\":\"CENTRO\",\"kind\":\"training\",\"topic\":\"Ventas\",\"starts_on\":\"2014-12-01\",\"ends_on\":\"2014-12-31\",\"adviser\":\"K\"}");
    op_do(&adviser, "plan.add", "{\"code\":\"F2-1\",\"unit\":\"CENTRO\",\"name\":\"Plan\",\"enterprise\":\"E-3\",\"adviser\":\"H\",\"starts_on\":\"2014-11-20\",\"ends_on\":\"2015-05-20\"}");
    op_do(&adviser, "plan_action.add",
          "{\"code\":\"AC-1\",\"plan\":\"F2-1\",\"text\":\"Cotizar la etiqueta\",\"responsible_kind\":\"enterprise\",\"responsible\":\"La dueña\","
          "\"starts_on\":\"2014-12-01\",\"ends_on\":\"2014-12-10\"}");
    op_do(&adviser, "agenda.read", "{\"from\":\"2014-12-08\",\"adviser\":\"H\"}");
    assert_int_equal(COUNT, 3);
    assert_str(ITEMS[0].kind, "action"); /* what has no hour stands first */
    assert_str(ITEMS[0].title, "Cotizar la etiqueta");
    assert_str(ITEMS[1].code, "S-20");
    assert_int_equal(ITEMS[1].off, ANSWER_YES);
    assert_str(ITEMS[2].code, "S-21");
    assert_int_equal(ITEMS[2].scheduled, ANSWER_YES);
    assert_str(ITEMS[2].client, "Taller 3");
    op_do(&colleague, "agenda.read", "{\"from\":\"2014-12-08\",\"adviser\":\"K\"}");
    assert_int_equal(COUNT, 3); /* the three days of the short course */
    assert_str(ITEMS[2].code, "EV-1");
    assert_int_equal(ITEMS[2].date.day, 11);
    assert_int_equal(ITEMS[2].start_time, 480);
    assert_true(str_find(ITEMS[2].place, S("Casa comunal, ")) == 0);
    op_do(&colleague, "agenda.read", "{\"from\":\"2014-11-20\",\"to\":\"2014-11-20\",\"adviser\":\"K\"}");
    assert_int_equal(COUNT, 3); /* S-2, S-3, and S-1, which she shared */
    op_do(&colleague, "agenda.read", "{\"from\":\"2014-12-01\",\"to\":\"2014-12-31\",\"adviser\":\"K\"}");
    assert_int_equal(COUNT, 5); /* of a long course its first and last day, as long as nobody was there */
    op_do(&director, "agenda.read", "{\"from\":\"2014-12-08\",\"to\":\"2014-12-14\"}");
    assert_int_equal(COUNT, 6);
    op_do(&local, "organ.add", "{\"code\":\"JUNTA\",\"unit\":\"ADEL\",\"name\":\"Junta directiva\",\"kind\":\"board\",\"seats\":3}");
    op_do(&local, "meeting.add", "{\"code\":\"R-1\",\"organ\":\"JUNTA\",\"date\":\"2014-12-12\",\"start_time\":\"15:00\"}");
    op_do(&director, "agenda.read", "{\"from\":\"2014-12-12\",\"to\":\"2014-12-12\"}");
    assert_int_equal(COUNT, 0); /* the agency's, not the centre's */
    static struct actor executive = {.role = ROLE_EXECUTIVE, .name = {"ejecutiva", 9}, .origin = {"web", 3}};
    executive.agency = reader.agency;
    executive.unit = reader.unit;
    executive.user = id_new();
    op_do(&executive, "agenda.read", "{\"from\":\"2014-12-12\",\"to\":\"2014-12-12\"}");
    assert_int_equal(COUNT, 1);
    assert_str(ITEMS[0].title, "Junta directiva");
    op_do(&stranger, "agenda.read", "{\"from\":\"2014-11-01\",\"to\":\"2014-12-31\"}");
    assert_int_equal(COUNT, 0);
    op_fails(&stranger, "agenda.read", "{\"from\":\"2014-12-01\",\"adviser\":\"H\"}", ERR_NOT_FOUND);
    op_fails(&reader, "agenda.read", "{}", ERR_DENIED);
    op_refused(&director, "agenda.read", "{\"from\":\"2014-12-01\",\"to\":\"2014-11-01\"}", "to", "termina antes");
    op_refused(&director, "agenda.read", "{\"from\":\"2014-01-01\",\"to\":\"2015-12-31\"}", "to", "hasta 400 días");
}

#define DIGEST "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

/* The address of a calendar belongs to a user, reads what she may, and dies with her. */
static void calendars(void **state)
{
    (void)state;
    static struct actor user;
    struct calendar_about about = {.now = clock_now()};
    struct list list = {0};
    op_do(&local, "user.add", "{\"name\":\"hilda\",\"full_name\":\"Hilda Prueba\",\"role\":\"adviser\",\"unit\":\"CENTRO\",\"staff\":\"H\",\"lang\":\"es\",\"active\":true}");
    user = adviser;
    user.user = ((const struct user *)op_out)->id;
    op_do(&user, "calendar.get", "{}");
    assert_int_equal(((const struct calendar_address *)op_out)->active, ANSWER_NO);
    op_refused(&user, "calendar.renew", "{\"digest\":\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeefg\"}", "digest", "64 cifras");
    op_fails(&reader, "calendar.renew", "{\"digest\":\"" DIGEST "\"}", ERR_DENIED);
    op_refused(&local, "calendar.renew", "{\"digest\":\"" DIGEST "\"}", "digest", "de un usuario");
    struct hash hash = hash_of(S("secreto-de-prueba"));
    char json[200];
    snprintf(json, sizeof json, "{\"digest\":\"" STR_FMT "\"}", STR_ARG(hash_hex(&op_arena, &hash)));
    op_do(&user, "calendar.renew", json);
    assert_int_equal(((const struct calendar_address *)op_out)->active, ANSWER_YES);
    assert_int_equal(calendar_read(op_runner, &op_arena, S("otro"), &about, &list), ERR_NOT_FOUND);
    assert_int_equal(calendar_read(op_runner, &op_arena, S("secreto-de-prueba"), &about, &list), ERR_OK);
    assert_false(about.with_client);
    bool mine = false;
    for (size_t i = 0; i < list.rows.len; i++) {
        const struct agenda_item *item = &((const struct agenda_item *)list.rows.items)[i];
        mine = mine || str_eq_c(item->code, "S-21");
        assert_false(str_eq_c(item->code, "S-3")); /* her colleague's */
    }
    assert_true(mine);
    op_do(&local, "user.set", "{\"name\":\"hilda\",\"full_name\":\"Hilda Prueba\",\"role\":\"adviser\",\"unit\":\"CENTRO\",\"staff\":\"H\",\"version\":1,\"active\":false}");
    assert_int_equal(calendar_read(op_runner, &op_arena, S("secreto-de-prueba"), &about, &list), ERR_NOT_FOUND);
    op_do(&local, "user.set", "{\"name\":\"hilda\",\"full_name\":\"Hilda Prueba\",\"role\":\"adviser\",\"unit\":\"CENTRO\",\"staff\":\"H\",\"version\":2,\"active\":true}");
    assert_int_equal(calendar_read(op_runner, &op_arena, S("secreto-de-prueba"), &about, &list), ERR_OK);
    op_do(&user, "calendar.revoke", "{}");
    assert_int_equal(calendar_read(op_runner, &op_arena, S("secreto-de-prueba"), &about, &list), ERR_NOT_FOUND);
}

/* An enterprise belongs to a group from one day to another, and once at a time. */
static void members_of_a_group(void **state)
{
    (void)state;
    op_do(&director, "enterprise.add", "{\"code\":\"G-1\",\"unit\":\"CENTRO\",\"name\":\"Grupo de artesanas\",\"category\":\"group\",\"district\":\"1408\"}");
    op_do(&director, "group_member.add", "{\"code\":\"IG-1\",\"enterprise\":\"G-1\",\"member\":\"E-1\",\"from_on\":\"2014-01-01\",\"to_on\":\"2014-06-30\"}");
    assert_str(((const struct group_member *)op_out)->record.unit.code, "CENTRO");
    op_do(&director, "group_member.add", "{\"code\":\"IG-2\",\"enterprise\":\"G-1\",\"member\":\"E-2\"}");
    op_refused(&director, "group_member.add", "{\"enterprise\":\"G-1\",\"member\":\"E-1\",\"from_on\":\"2014-06-30\"}", "member", "en esas fechas: IG-1");
    op_do(&director, "group_member.add", "{\"code\":\"IG-3\",\"enterprise\":\"G-1\",\"member\":\"E-1\",\"from_on\":\"2014-07-01\"}");
    op_refused(&director, "group_member.add", "{\"enterprise\":\"G-1\",\"member\":\"G-1\"}", "member", "de sí mismo");
    op_refused(&director, "group_member.add", "{\"enterprise\":\"E-1\",\"member\":\"E-2\"}", "enterprise", "Solo un grupo");
    op_refused(&director, "group_member.set", "{\"code\":\"IG-1\",\"version\":1,\"to_on\":\"2013-12-31\"}", "to_on", "antes de comenzar");
    op_do(&director, "group_member.of_enterprise", "{\"code\":\"G-1\"}");
    assert_int_equal(COUNT, 3);
    op_do(&director, "group_member.on", "{\"code\":\"G-1\",\"on\":\"2014-06-30\"}");
    assert_int_equal(COUNT, 2);
    op_do(&director, "group_member.on", "{\"code\":\"G-1\",\"on\":\"2013-12-31\"}");
    assert_int_equal(COUNT, 1);
    op_do(&director, "group_member.on", "{\"code\":\"G-1\"}");
    assert_int_equal(COUNT, 2);
    op_fails(&stranger, "group_member.on", "{\"code\":\"G-1\"}", ERR_NOT_FOUND);
    op_fails(&reader, "group_member.list", "{}", ERR_DENIED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_client_two_advisers),
        cmocka_unit_test(several_clients),
        cmocka_unit_test(nobody_is_in_two_places),
        cmocka_unit_test(whose_line_it_is),
        cmocka_unit_test(the_next_appointment),
        cmocka_unit_test(what_becomes_of_it),
        cmocka_unit_test(the_agenda),
        cmocka_unit_test(calendars),
        cmocka_unit_test(members_of_a_group),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
