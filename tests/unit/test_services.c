#include "check.h"

#include "advice/service.h"
#include "advice/session.h"
#include "assistance/assistance.h"
#include "core/ctx.h"
#include "core/flow.h"
#include "finance/link.h"
#include "results/remark.h"
#include "training/event.h"

/* The rules that need no database, on contexts made by hand. */

static struct fault fault;
static struct ctx ctx;

static int before_each(void **state)
{
    (void)state;
    fault = (struct fault){.arena = &check_arena};
    ctx = (struct ctx){.arena = &check_arena, .fault = &fault, .today = DATE(2014, 11, 23), .currency = "USD"};
    ctx.actor.role = ROLE_ADVISER;
    return 0;
}

static struct id id_of(uint8_t n)
{
    struct id id = ID_NONE;
    id.bytes[15] = n;
    return id;
}

static struct ref *refs_of(size_t count, const uint8_t *numbers)
{
    struct ref *items = ARENA_ARRAY(&check_arena, struct ref, count + 1);
    for (size_t i = 0; i < count; i++) {
        items[i] = (struct ref){.id = id_of(numbers[i]), .code = str_format(&check_arena, "E-%d", numbers[i])};
    }
    return items;
}
#define REFS(...) ((struct refs){refs_of(COUNT_OF(((uint8_t[]){__VA_ARGS__})), (uint8_t[]){__VA_ARGS__}), \
                                 COUNT_OF(((uint8_t[]){__VA_ARGS__}))})

/* The first fault is on that field, and its rule says that, in Spanish. */
static void check_fault_at(const char *field, const char *part, int line)
{
    for (size_t i = 0; i < fault.count; i++) {
        const struct fault_item *item = &fault.items[i];
        if (str_eq_c(item->field, field) && str_find(str_of(item->rule.es), str_of(part)) != SIZE_MAX) {
            assert_non_null(item->rule.en);
            assert_non_null(item->remedy.es);
            assert_non_null(item->remedy.en);
            fault_clear(&fault);
            return;
        }
        print_error("line %d: got %.*s: %s\n", line, STR_ARG(item->field), item->rule.es);
    }
    print_error("line %d: no fault on %s: %s\n", line, field, part);
    fail();
}
#define check_fault(field, part) check_fault_at((field), (part), __LINE__)

/* ---- sessions ---------------------------------------------------------------------------------- */

static struct session a_session(void)
{
    struct session session;
    shape_clear(&session_entity.shape, &session);
    session.date = DATE(2014, 11, 20);
    session.kind = S("advice_business");
    session.modality = S("office");
    session.contact_minutes = 60;
    session.enterprises = REFS(1);
    session.reportable = ANSWER_YES;
    session.state = S("held");
    session.verification = S("declared");
    session.record.annulled = ANSWER_NO;
    return session;
}

static void session_is_taken(void **state)
{
    (void)state;
    struct session session = a_session();
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_OK);
    assert_int_equal(fault.total, 0);
}

static void session_dates(void **state)
{
    (void)state;
    struct session session = a_session();
    session.date = DATE(2014, 11, 24);
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_INVALID);
    check_str(fault.items[0].value, "2014-11-24");
    check_fault("date", "posterior a hoy");
    session.state = S("scheduled");
    session.contact_minutes = INT_NONE;
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_OK);

    session = a_session();
    session.date = DATE(2013, 11, 23);
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_OK);
    session.date = DATE(2013, 11, 22);
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_INVALID);
    check_fault("date", "doce meses");
    ctx.actor.role = ROLE_ADMINISTRATOR;
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_INVALID);
    check_fault("date", "doce meses");
    ctx.actor.role = ROLE_DIRECTOR;
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_OK);
    ctx.actor.role = ROLE_ADVISER;
    ctx.importing = true;
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_OK);
}

static void old_session_may_be_corrected(void **state)
{
    (void)state;
    struct session before = a_session();
    before.date = DATE(2012, 1, 10);
    struct session after = before;
    after.summary = S("Se revisaron los costos.");
    assert_int_equal(session_check(&ctx, &after, &before), ERR_OK);
    after.date = DATE(2012, 1, 11);
    assert_int_equal(session_check(&ctx, &after, &before), ERR_INVALID);
    check_fault("date", "doce meses");
}

static void session_minutes(void **state)
{
    (void)state;
    ctx.actor.role = ROLE_DIRECTOR; /* nobody asks the database for other sessions at that time */
    struct session session = a_session();
    session.contact_minutes = 0;
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_INVALID);
    check_fault("contact_minutes", "minutos con el cliente o de preparación");
    session.preparation_minutes = 20;
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_OK);

    session = a_session();
    session.start_time = 9 * 60;
    session.end_time = 9 * 60 + 59;
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_INVALID);
    check_str(fault.items[0].value, "60");
    check_fault("contact_minutes", "59 minutos");
    session.end_time = 10 * 60;
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_OK);
    session.end_time = 9 * 60;
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_INVALID);
    check_str(fault.items[0].value, "09:00");
    check_fault("end_time", "posterior a la de inicio");

    session = a_session();
    session.contact_minutes = INT_NONE;
    session.start_time = 8 * 60;
    session.end_time = 9 * 60 + 45;
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_OK);
    assert_int_equal(session.contact_minutes, 105);
}

static void session_minutes_limit(void **state)
{
    (void)state;
    struct session session = a_session();
    const struct field *field = shape_find(&session_entity.shape, S("contact_minutes"));
    assert_int_equal(field_parse(&fault, field, S("961"), "USD", &session), ERR_INVALID);
    fault_clear(&fault);
    assert_int_equal(field_parse(&fault, field, S("960"), "USD", &session), ERR_OK);
}

static void session_clients(void **state)
{
    (void)state;
    struct session session = a_session();
    session.enterprises = (struct refs){0};
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_INVALID);
    check_fault("enterprises", "al menos una empresa");
    session.persons = REFS(7);
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_OK);
    session.persons = REFS(7, 8, 7);
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_INVALID);
    check_str(fault.items[0].value, "E-7");
    check_fault("persons", "una sola vez");
    session = a_session();
    session.enterprises = REFS(1, 1);
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_INVALID);
    check_fault("enterprises", "una sola vez");
}

static void session_states_follow(void **state)
{
    (void)state;
    struct session before = a_session();
    before.state = S("closed");
    struct session after = before;
    after.state = S("held");
    assert_int_equal(flow_check(&ctx, &session_entity, &after, &before), ERR_INVALID);
    check_fault("state", "no sigue");
    ctx.actor.role = ROLE_EXECUTIVE;
    assert_int_equal(flow_check(&ctx, &session_entity, &after, &before), ERR_OK);
    ctx.actor.role = ROLE_ADVISER;
    before.state = S("scheduled");
    before.date = DATE(2014, 12, 1);
    after = before;
    after.state = S("held");
    assert_int_equal(session_check(&ctx, &after, &before), ERR_INVALID);
    check_fault("date", "posterior a hoy");
}

static void every_fault_is_named(void **state)
{
    (void)state;
    struct session session = a_session();
    session.date = DATE(2015, 1, 1);
    session.enterprises = (struct refs){0};
    session.contact_minutes = INT_NONE;
    session.verification = S("with_evidence");
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_INVALID);
    assert_int_equal(fault.total, 4);
}

static void annulling_asks_nothing(void **state)
{
    (void)state;
    struct session before = a_session();
    before.enterprises = (struct refs){0};
    struct session after = before;
    after.record.annulled = ANSWER_YES;
    assert_int_equal(session_check(&ctx, &after, &before), ERR_OK);
}

static void spanish_aliases(void **state)
{
    (void)state;
    static const struct {
        const char *field;
        const char *given;
        const char *code;
    } cases[] = {
        {"kind", "ASE-EMP", "advice_business"},   {"kind", "Asesoría Empresarial", "advice_business"},
        {"kind", "ase-efe", "advice_women"},      {"kind", "asesoria en tic", "advice_ict"},
        {"kind", "ESP", "specialised_service"},   {"modality", "EN_LINEA", "online"},
        {"state", "REALIZADA", "held"},           {"state", "programada", "scheduled"},
        {"verification", "DECLARADO", "declared"}, {"verification", "CON_EVIDENCIA", "with_evidence"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct session session = a_session();
        const struct field *field = shape_find(&session_entity.shape, str_of(cases[i].field));
        assert_int_equal(field_parse(&fault, field, str_of(cases[i].given), "USD", &session), ERR_OK);
        check_str(field_plain(&check_arena, field, &session), cases[i].code);
    }
    const struct field *instrument = shape_find(&link_entity.shape, S("instrument"));
    struct link link;
    shape_clear(&link_entity.shape, &link);
    assert_int_equal(field_parse(&fault, instrument, S("CREDITO"), "USD", &link), ERR_OK);
    check_str(link.instrument, "credit");
}

/* ---- verification -------------------------------------------------------------------------------- */

static void verification_of_a_new_record(void **state)
{
    (void)state;
    struct session session = a_session();
    session.verification = S("verified");
    ctx.actor.role = ROLE_DIRECTOR;
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_INVALID);
    check_fault("verification", "corresponde a otra persona");
    ctx.importing = true;
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_OK);
    ctx.importing = false;
    session.verification = S("with_evidence");
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_INVALID);
    check_fault("evidence", "dice cuál");
    session.evidence = S("Bitácora firmada, archivador 3");
    assert_int_equal(session_check(&ctx, &session, NULL), ERR_OK);
}

static void verification_needs_the_permission(void **state)
{
    (void)state;
    struct session before = a_session();
    struct session after = before;
    after.verification = S("verified");
    assert_int_equal(session_check(&ctx, &after, &before), ERR_INVALID);
    check_fault("verification", "Su rol no permite verificar");
    ctx.actor.role = ROLE_DIRECTOR;
    after.contact_minutes = 61;
    assert_int_equal(session_check(&ctx, &after, &before), ERR_INVALID);
    check_fault("verification", "no se cambia y se verifica");
}

static void changing_a_verified_value_takes_the_verification_back(void **state)
{
    (void)state;
    struct session before = a_session();
    before.verification = S("verified");
    struct session after = before;
    assert_int_equal(session_check(&ctx, &after, &before), ERR_OK);
    check_str(after.verification, "verified");
    /* Without words it depends on what is attached: op_evidence. */
    before.evidence = S("Lista firmada");
    before.verification = S("objected");
    after = before;
    after.contact_minutes = 30;
    assert_int_equal(session_check(&ctx, &after, &before), ERR_OK);
    check_str(after.verification, "with_evidence");
}

/* ---- events ---------------------------------------------------------------------------------------- */

static struct event an_event(void)
{
    struct event event;
    shape_clear(&event_entity.shape, &event);
    event.kind = S("training");
    event.topic = S("Costos");
    event.starts_on = DATE(2014, 5, 5);
    event.ends_on = DATE(2014, 5, 7);
    event.state = S("finished");
    event.verification = S("declared");
    event.record.annulled = ANSWER_NO;
    return event;
}

static void event_dates(void **state)
{
    (void)state;
    struct event event = an_event();
    assert_int_equal(event_check(&ctx, &event, NULL), ERR_OK);
    event.ends_on = DATE_NONE;
    assert_int_equal(event_check(&ctx, &event, NULL), ERR_OK);
    assert_int_equal(date_cmp(event.ends_on, event.starts_on), 0);
    event.ends_on = DATE(2014, 5, 4);
    assert_int_equal(event_check(&ctx, &event, NULL), ERR_INVALID);
    check_fault("ends_on", "no puede ser anterior a: primer día (05/05/2014)");
    event.starts_on = DATE(2013, 1, 1);
    event.ends_on = DATE(2014, 2, 5);
    assert_int_equal(event_check(&ctx, &event, NULL), ERR_OK);
    event.ends_on = DATE(2014, 2, 6);
    assert_int_equal(event_check(&ctx, &event, NULL), ERR_INVALID);
    check_fault("ends_on", "400 días");
}

static void event_states_follow_the_calendar(void **state)
{
    (void)state;
    struct event event = an_event();
    event.starts_on = DATE(2014, 11, 20);
    event.ends_on = DATE(2014, 11, 28);
    assert_int_equal(event_check(&ctx, &event, NULL), ERR_INVALID);
    check_fault("state", "se finaliza cuando ha terminado");
    event.state = S("executed");
    assert_int_equal(event_check(&ctx, &event, NULL), ERR_OK);
}

/* ---- assistances ------------------------------------------------------------------------------------- */

static struct money usd(int64_t minor)
{
    return money_of(minor, "USD");
}

static struct assistance an_assistance(void)
{
    struct assistance row;
    shape_clear(&assistance_entity.shape, &row);
    row.title = S("Diseño de etiquetas");
    row.enterprises = REFS(1);
    row.signed_on = DATE(2014, 6, 2);
    row.starts_on = DATE(2014, 6, 9);
    row.ends_on = DATE(2014, 7, 18);
    row.total = usd(33333);
    row.client_percent = 1800;
    row.state = S("contracted");
    row.verification = S("declared");
    row.record.annulled = ANSWER_NO;
    return row;
}

static void assistance_shares_are_computed(void **state)
{
    (void)state;
    struct assistance row = an_assistance();
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_OK);
    /* domain.md 7.4: 333.33 at 18 % is 60.00 and 273.33. */
    assert_int_equal(row.operator_percent, 8200);
    assert_int_equal(row.client_share.minor, 6000);
    assert_int_equal(row.operator_share.minor, 27333);

    struct assistance before = row;
    row.total = usd(100000);
    assert_int_equal(assistance_check(&ctx, &row, &before), ERR_OK);
    assert_int_equal(row.client_share.minor, 18000);
    assert_int_equal(row.operator_share.minor, 82000);
    before = row;
    row.client_percent = 1000;
    assert_int_equal(assistance_check(&ctx, &row, &before), ERR_OK);
    assert_int_equal(row.operator_percent, 9000);
    assert_int_equal(row.client_share.minor, 10000);
}

static void assistance_shares_must_agree(void **state)
{
    (void)state;
    struct assistance row = an_assistance();
    row.operator_percent = 8199;
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_INVALID);
    check_fault("operator_percent", "estos suman 99.99");
    row = an_assistance();
    row.client_share = usd(6001);
    row.operator_share = usd(27332);
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_INVALID);
    check_str(fault.items[0].value, "60.01");
    check_fault("client_share", "aporta 60.00");
    row.client_share = usd(6000);
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_INVALID);
    check_fault("operator_share", "total exacto (333.33)");
    row = an_assistance();
    row.client_percent = INT_NONE;
    row.client_share = usd(1);
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_OK);
    assert_int_equal(row.operator_share.minor, 33332);
    row = an_assistance();
    row.state = S("created");
    row.total = MONEY_NONE;
    row.client_share = usd(6000);
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_INVALID);
    check_fault("total", "piden su total");
}

static void assistance_dates(void **state)
{
    (void)state;
    struct assistance row = an_assistance();
    row.starts_on = DATE(2014, 6, 1);
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_INVALID);
    check_fault("starts_on", "fecha de firma (02/06/2014)");
    row = an_assistance();
    row.ends_on = DATE(2014, 6, 8);
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_INVALID);
    check_fault("ends_on", "inicio (09/06/2014)");
    row = an_assistance();
    row.signed_on = DATE(2014, 11, 24);
    row.starts_on = DATE_NONE;
    row.ends_on = DATE_NONE;
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_INVALID);
    check_fault("signed_on", "posterior a hoy");
}

static void assistance_contracted_is_complete(void **state)
{
    (void)state;
    struct assistance row = an_assistance();
    row.enterprises = (struct refs){0};
    row.signed_on = DATE_NONE;
    row.total = MONEY_NONE;
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_INVALID);
    assert_int_equal(fault.total, 3);
    check_fault("enterprises", "dice su empresa beneficiaria");
    row.state = S("sent");
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_OK);
}

static void assistance_acts_agree(void **state)
{
    (void)state;
    struct assistance row = an_assistance();
    row.state = S("finished");
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_INVALID);
    check_fault("act", "acta de conformidad");
    row.act = S("conformity");
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_INVALID);
    check_fault("act_on", "van juntas");
    row.act_on = DATE(2014, 6, 1);
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_INVALID);
    check_fault("act_on", "fecha de firma");
    row.act_on = DATE(2014, 7, 21);
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_OK);
    row.state = S("rejected");
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_INVALID);
    check_fault("act", "acta de rechazo");
    row.state = S("contracted");
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_INVALID);
    check_fault("act", "se ha entregado");
    row = an_assistance();
    row.part_accepted = ANSWER_YES;
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_INVALID);
    check_fault("part_accepted", "se terminó antes");
    row.state = S("terminated");
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_OK);
    row = an_assistance();
    row.client_percent = 0;
    row.client_paid_on = DATE(2014, 6, 3);
    assert_int_equal(assistance_check(&ctx, &row, NULL), ERR_INVALID);
    check_fault("client_paid_on", "no hay fecha de pago");
}

/* ---- links -------------------------------------------------------------------------------------------- */

static struct link a_link(void)
{
    struct link link;
    shape_clear(&link_entity.shape, &link);
    link.kind = S("financial");
    link.instrument = S("credit");
    link.enterprise = (struct ref){.id = id_of(1)};
    link.institution = (struct ref){.id = id_of(9)};
    link.date = DATE(2014, 9, 1);
    link.requested = usd(500000);
    link.state = S("submitted");
    link.verification = S("declared");
    link.record.annulled = ANSWER_NO;
    return link;
}

static void link_parties(void **state)
{
    (void)state;
    struct link link = a_link();
    assert_int_equal(link_check(&ctx, &link, NULL), ERR_OK);
    link.enterprise = (struct ref){0};
    assert_int_equal(link_check(&ctx, &link, NULL), ERR_INVALID);
    check_fault("enterprise", "una empresa o una persona");
    link.person = (struct ref){.id = id_of(2)};
    assert_int_equal(link_check(&ctx, &link, NULL), ERR_OK);
    link.institution = (struct ref){0};
    assert_int_equal(link_check(&ctx, &link, NULL), ERR_INVALID);
    check_fault("institution", "nombra la institución");
}

static void link_instruments_suit(void **state)
{
    (void)state;
    static const struct {
        const char *kind;
        const char *instrument;
        bool good;
    } cases[] = {
        {"financial", "credit", true},         {"financial", "guarantee", true}, {"financial", "grant", false},
        {"financial", "", false},              {"non_reimbursable", "grant", true}, {"non_reimbursable", "in_kind", true},
        {"non_reimbursable", "credit", false}, {"commercial", "sale", true},     {"commercial", "credit", false},
        {"institutional", "service", true},    {"institutional", "", true},      {"academic", "sale", false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct link link = a_link();
        link.kind = str_of(cases[i].kind);
        link.instrument = str_of(cases[i].instrument);
        assert_int_equal(link_check(&ctx, &link, NULL), cases[i].good ? ERR_OK : ERR_INVALID);
        if (!cases[i].good) {
            check_fault("instrument", "corresponde al tipo");
        }
    }
}

static void link_approval(void **state)
{
    (void)state;
    struct link link = a_link();
    link.approved = usd(600000);
    assert_int_equal(link_check(&ctx, &link, NULL), ERR_INVALID);
    check_fault("approved", "Solo un vínculo aprobado");
    link.state = S("denied");
    assert_int_equal(link_check(&ctx, &link, NULL), ERR_INVALID);
    check_fault("approved", "uno denegado no lo tiene");
    link.state = S("approved");
    assert_int_equal(link_check(&ctx, &link, NULL), ERR_INVALID);
    check_fault("approved_on", "dice su fecha");
    link.approved_on = DATE(2014, 10, 1);
    assert_int_equal(link_check(&ctx, &link, NULL), ERR_OK);
    link.state = S("withdrawn");
    assert_int_equal(link_check(&ctx, &link, NULL), ERR_OK);
    link.state = S("approved");
    link.approved = MONEY_NONE;
    assert_int_equal(link_check(&ctx, &link, NULL), ERR_INVALID);
    check_fault("approved", "va con el monto");
    link.approved_on = DATE_NONE;
    assert_int_equal(link_check(&ctx, &link, NULL), ERR_INVALID);
    check_fault("approved", "dice su monto y su fecha");
    link.approved = usd(0);
    link.approved_on = DATE(2014, 10, 1);
    assert_int_equal(link_check(&ctx, &link, NULL), ERR_INVALID);
    check_fault("approved", "mayor que cero");
}

/* ---- remarks and tables ---------------------------------------------------------------------------------- */

static void remark_rules(void **state)
{
    (void)state;
    struct remark remark;
    shape_clear(&remark_entity.shape, &remark);
    remark.from_on = DATE(2014, 1, 2);
    remark.to_on = DATE(2014, 1, 1);
    assert_int_equal(remark_check(&ctx, &remark, NULL), ERR_INVALID);
    check_fault("to_on", "no puede ser anterior a: desde");
    const struct field *field = shape_find(&remark_entity.shape, S("indicator"));
    assert_int_equal(field_parse(&fault, field, S("Enterprises advised"), "USD", &remark), ERR_INVALID);
    fault_clear(&fault);
    assert_int_equal(field_parse(&fault, field, S("municipalities_covered"), "USD", &remark), ERR_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(session_is_taken, before_each),
        cmocka_unit_test_setup(session_dates, before_each),
        cmocka_unit_test_setup(old_session_may_be_corrected, before_each),
        cmocka_unit_test_setup(session_minutes, before_each),
        cmocka_unit_test_setup(session_minutes_limit, before_each),
        cmocka_unit_test_setup(session_clients, before_each),
        cmocka_unit_test_setup(session_states_follow, before_each),
        cmocka_unit_test_setup(every_fault_is_named, before_each),
        cmocka_unit_test_setup(annulling_asks_nothing, before_each),
        cmocka_unit_test_setup(spanish_aliases, before_each),
        cmocka_unit_test_setup(verification_of_a_new_record, before_each),
        cmocka_unit_test_setup(verification_needs_the_permission, before_each),
        cmocka_unit_test_setup(changing_a_verified_value_takes_the_verification_back, before_each),
        cmocka_unit_test_setup(event_dates, before_each),
        cmocka_unit_test_setup(event_states_follow_the_calendar, before_each),
        cmocka_unit_test_setup(assistance_shares_are_computed, before_each),
        cmocka_unit_test_setup(assistance_shares_must_agree, before_each),
        cmocka_unit_test_setup(assistance_dates, before_each),
        cmocka_unit_test_setup(assistance_contracted_is_complete, before_each),
        cmocka_unit_test_setup(assistance_acts_agree, before_each),
        cmocka_unit_test_setup(link_parties, before_each),
        cmocka_unit_test_setup(link_instruments_suit, before_each),
        cmocka_unit_test_setup(link_approval, before_each),
        cmocka_unit_test_setup(remark_rules, before_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
