#include "advice/session.h"

#include "advice/plan_action.h"
#include "advice/service.h"
#include "advice/session_adviser.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "core/flow.h"
#include "party/staff.h"
#include "party/unit.h"
#include "territory/territory.h"

#define MINUTES_MOST 960
#define DAY_MINUTES (24 * 60)

const struct choice session_kinds[] = {
    {"advice_business", T("Asesoría empresarial", "Business advice"), "ASE-EMP|asesoría empresarial|empresarial"},
    {"advice_finance", T("Asesoría financiera", "Financial advice"), "ASE-FIN|asesoría financiera|financiera"},
    {"advice_ict", T("Asesoría en TIC", "ICT advice"), "ASE-TIC|asesoría en TIC|asesoría TIC|TIC"},
    {"advice_women", T("Asesoría en empresarialidad femenina", "Women's enterprise advice"),
     "ASE-EFE|asesoría en empresarialidad femenina|empresarialidad femenina|EFE"},
    {"attention", T("Atención", "Contact"), "ATE|atención|atenciones"},
    {"specialised_service", T("Servicio especializado", "Specialised service"), "ESP|servicios especializados"},
    {"business_plan", T("Plan de negocio", "Business plan"), "plan de negocio bancable|planes de negocio bancables"},
    {"investment_plan", T("Plan de inversión", "Investment plan"), "planes de inversión"},
    {0},
};
const struct choice session_modalities[] = {
    {"office", T("Oficina", "Office"), "OFICINA"},
    {"visit", T("Visita", "Visit"), "VISITA"},
    {"phone", T("Teléfono", "Telephone"), "TELEFONO|teléfono"},
    {"online", T("En línea", "Online"), "EN_LINEA|en línea"},
    {"event", T("Evento", "Event"), "EVENTO"},
    {0},
};
const struct choice session_states[] = {
    {"scheduled", T("Programada", "Scheduled"), "PROGRAMADA"},
    {"held", T("Realizada", "Held"), "REALIZADA"},
    {"closed", T("Cerrada", "Closed"), "CERRADA"},
    {"cancelled", T("Cancelada", "Cancelled"), "CANCELADA"},
    {"missed", T("El cliente no asistió", "The client did not come"), "NO_ASISTIO|no asistió|inasistencia"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct session),
    RECORD_UNIT(struct session),
    FIELD_DATE(struct session, date, .required = true, .label = T("Fecha", "Date"),
               .hint = T("El día de la sesión; solo una sesión programada puede tener fecha futura.",
                         "The day of the session; only a scheduled one may lie in the future.")),
    FIELD_TIME(struct session, start_time, .label = T("Hora de inicio", "Start time")),
    FIELD_TIME(struct session, end_time, .label = T("Hora de fin", "End time")),
    FIELD_CHOICE(struct session, kind, .required = true, .choices = session_kinds, .label = T("Servicio", "Service")),
    FIELD_CHOICE(struct session, modality, .required = true, .choices = session_modalities, .initial = "office",
                 .label = T("Modalidad", "Modality")),
    FIELD_REF(struct session, adviser, .required = true, .target = &staff_entity,
              .label = T("Asesor(a)", "Adviser")),
    FIELD_REFS(struct session, enterprises, .target = &enterprise_entity, .label = T("Empresas", "Enterprises"),
               .hint = T("Las empresas atendidas en la sesión; al menos una empresa o una persona.",
                         "The enterprises served in the session; at least one enterprise or one person.")),
    FIELD_REFS(struct session, persons, .target = &person_entity, .label = T("Personas presentes", "Persons present")),
    FIELD_REFS(struct session, actions, .target = &plan_action_entity,
               .label = T("Acciones del plan que se trabajaron", "Actions of the plan worked on")),
    FIELD_MINUTES(struct session, preparation_minutes, .max = MINUTES_MOST,
                  .label = T("Minutos de preparación", "Minutes of preparation")),
    FIELD_MINUTES(struct session, contact_minutes, .max = MINUTES_MOST,
                  .label = T("Minutos con el cliente", "Minutes with the client"),
                  .hint = T("Si se deja vacío y hay horas de inicio y fin, se toma lo que va de una a otra.",
                            "If empty and start and end are given, the time between them is taken.")),
    FIELD_MINUTES(struct session, travel_minutes, .max = MINUTES_MOST,
                  .label = T("Minutos de viaje", "Minutes of travel")),
    FIELD_CATALOGUE(struct session, district, .catalogue = &territory_districts,
                    .label = T("Distrito donde se dio", "District where it was held")),
    FIELD_INT(struct session, attendees, .max = 1000, .label = T("Número de asistentes", "Number of attendees")),
    FIELD_TEXT(struct session, background, .max = 4000, .privacy = PRIVACY_INTERNAL,
               .label = T("Antecedentes", "Background")),
    FIELD_TEXT(struct session, summary, .max = 4000, .privacy = PRIVACY_INTERNAL, .label = T("Resumen", "Summary")),
    FIELD_DATE(struct session, next_appointment, .label = T("Próxima cita", "Next appointment")),
    {.name = "signed", .type = FIELD_TYPE_BOOL, .offset = offsetof(struct session, signed_),
     .label = T("Firmada por el cliente", "Signed by the client")},
    SERVICE_REPORTABLE(struct session),
    SERVICE_FUNDING(struct session),
    FIELD_CHOICE(struct session, state, .required = true, .choices = session_states, .initial = "held",
                 .label = T("Estado", "State")),
    FIELD_TEXT(struct session, not_held_reason, .max = 500, .privacy = PRIVACY_INTERNAL,
               .label = T("Por qué no se dio", "Why it did not take place")),
    SERVICE_EVIDENCE(struct session),
    SERVICE_VERIFICATION(struct session),
    RECORD_ANNULMENT(struct session),
};

static int64_t none_as_zero(int64_t minutes)
{
    return minutes == INT_NONE ? 0 : minutes;
}

static enum err check_times(struct ctx *ctx, struct session *session, const struct session *before)
{
    if (session->start_time == INT_NONE || session->end_time == INT_NONE) {
        return ERR_OK;
    }
    int64_t span = session->end_time - session->start_time;
    if (span <= 0) {
        struct str given = str_format(ctx->arena, "%02d:%02d", (int)(session->end_time / 60), (int)(session->end_time % 60));
        return ctx_fault(ctx, "end_time", given,
                         TEXT("La hora de fin debe ser posterior a la de inicio.", "The end must lie after the start."),
                         TEXT("Corrija una de las dos horas.", "Correct one of the two times."));
    }
    if (session->contact_minutes == INT_NONE && before == NULL) {
        session->contact_minutes = span;
    }
    if (none_as_zero(session->contact_minutes) > span) {
        return ctx_fault(ctx, "contact_minutes",
                         str_format(ctx->arena, "%lld", (long long)session->contact_minutes),
                         text_format(ctx->arena,
                                     TEXT("Entre la hora de inicio y la de fin hay solo %d minutos.",
                                          "There are only %d minutes between start and end."),
                                     (int)span),
                         TEXT("Corrija los minutos o las horas.", "Correct the minutes or the times."));
    }
    return ERR_OK;
}

static enum err check_held(struct ctx *ctx, const struct session *session, const struct session *before)
{
    enum err err = ERR_OK;
    /* A date that was planned must stand the test on the day on which the session is declared held. */
    bool was_scheduled = before != NULL && str_eq(before->state, S("scheduled"));
    struct date date_before = before == NULL || was_scheduled ? DATE_NONE : before->date;
    SERVICE_COLLECT(err, service_check_date(ctx, "date", session->date, date_before));
    if (none_as_zero(session->contact_minutes) + none_as_zero(session->preparation_minutes) == 0) {
        err = ctx_fault(ctx, "contact_minutes", STR_NONE,
                        TEXT("Una sesión realizada tiene minutos con el cliente o de preparación.",
                             "A session that was held has minutes with the client or of preparation."),
                        TEXT("Escriba los minutos, o deje la sesión como programada.",
                             "Enter the minutes, or leave the session as scheduled."));
    }
    return err;
}

/* An action of another client's plan was not worked on here. */
static enum err check_actions(struct ctx *ctx, const struct session *session)
{
    enum err err = ERR_OK;
    for (size_t i = 0; i < session->actions.len; i++) {
        struct id enterprise;
        TRY(plan_action_store_enterprise(ctx, session->record.agency, session->actions.items[i].id, &enterprise));
        bool here = false;
        for (size_t k = 0; k < session->enterprises.len; k++) {
            here = here || id_eq(session->enterprises.items[k].id, enterprise);
        }
        if (!here) {
            err = ctx_fault(ctx, "actions", session->actions.items[i].code,
                            TEXT("Esa acción es del plan de otra empresa.", "That action belongs to another enterprise's plan."),
                            TEXT("Nombre también a esa empresa en la sesión, o quite la acción.",
                                 "Name that enterprise in the session too, or remove the action."));
        }
    }
    return err;
}

static enum err check_day(struct ctx *ctx, const struct session *session)
{
    int64_t minutes = none_as_zero(session->preparation_minutes) + none_as_zero(session->contact_minutes) +
                      none_as_zero(session->travel_minutes);
    if (minutes <= DAY_MINUTES) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "contact_minutes", str_format(ctx->arena, "%lld", (long long)none_as_zero(session->contact_minutes)),
                     text_format(ctx->arena,
                                 TEXT("La preparación, el contacto y el viaje suman %d horas y %d minutos; un día tiene 24.",
                                      "Preparation, contact and travel add to %d hours and %d minutes; a day has 24."),
                                 (int)(minutes / 60), (int)(minutes % 60)),
                     TEXT("Corrija los minutos, o registre una sesión por cada día.",
                          "Correct the minutes, or record a session for each day."));
}

bool session_is_off(const struct session *session)
{
    return str_eq(session->state, S("cancelled")) || str_eq(session->state, S("missed"));
}

enum err session_check_free(struct ctx *ctx, const struct session *session, struct id adviser, const char *field, struct str given)
{
    bool is_timed = session->start_time != INT_NONE && session->end_time != INT_NONE;
    if (ctx->importing || !is_timed || session_is_off(session) || role_is_direction(ctx->actor.role)) {
        return ERR_OK;
    }
    struct session_span other;
    TRY(session_store_overlap(ctx, session, adviser, &other));
    if (other.code.ptr == NULL) {
        return ERR_OK;
    }
    return ctx_fault(ctx, field, given,
                     text_format(ctx->arena,
                                 TEXT("A esa hora la persona asesora tiene otra sesión: %s, de %02d:%02d a %02d:%02d.",
                                      "At that time the adviser has another session: %s, from %02d:%02d to %02d:%02d."),
                                 str_c(ctx->arena, other.code), (int)(other.start_time / 60), (int)(other.start_time % 60),
                                 (int)(other.end_time / 60), (int)(other.end_time % 60)),
                     TEXT("Corrija la hora. Si atendió a varios clientes a la vez, es una sola sesión que los nombra; si de verdad fueron dos, la "
                          "registra la dirección.",
                          "Correct the time. If several clients were served at once, it is one session that names them; if there really were two, "
                          "the director records it."));
}

/* Two clients at one time are one session that names both; whoever shares the session is in it too. */
static enum err check_overlap(struct ctx *ctx, const struct session *session, const struct session *was)
{
    enum { MOST = 50 };
    bool same_hours = was != NULL && date_cmp(was->date, session->date) == 0 && was->start_time == session->start_time &&
                      was->end_time == session->end_time && session_is_off(was) == session_is_off(session);
    if (session->start_time == INT_NONE || session->end_time == INT_NONE) {
        return ERR_OK;
    }
    struct str given = str_format(ctx->arena, "%02d:%02d", (int)(session->start_time / 60), (int)(session->start_time % 60));
    if (!same_hours || !id_eq(was->adviser.id, session->adviser.id)) {
        TRY(session_check_free(ctx, session, session->adviser.id, "start_time", given));
    }
    struct id others[MOST];
    size_t count = 0;
    if (was != NULL && !same_hours) {
        TRY(session_adviser_store_of(ctx, session->record.agency, session->record.id, others, MOST, &count));
    }
    for (size_t i = 0; i < count; i++) {
        TRY(session_check_free(ctx, session, others[i], "start_time", given));
    }
    return ERR_OK;
}

/* Whoever shares a session is not at the same time in charge of it. */
static enum err check_shared(struct ctx *ctx, const struct session *session, const struct session *was)
{
    enum { MOST = 50 };
    struct id others[MOST];
    size_t count = 0;
    if (was == NULL || id_eq(was->adviser.id, session->adviser.id)) {
        return ERR_OK;
    }
    TRY(session_adviser_store_of(ctx, session->record.agency, session->record.id, others, MOST, &count));
    for (size_t i = 0; i < count; i++) {
        if (id_eq(others[i], session->adviser.id)) {
            return ctx_fault(ctx, "adviser", session->adviser.code,
                             TEXT("Esa persona ya está en la sesión como otra asesora.", "That person is in the session already as another adviser."),
                             TEXT("Anule primero esa línea, o elija a otra persona.", "Annul that line first, or choose another person."));
        }
    }
    return ERR_OK;
}

/* What did not take place says why, and only that does; nobody failed to come to what is still to come. */
static enum err check_off(struct ctx *ctx, const struct session *session)
{
    bool off = session_is_off(session);
    enum err err = ERR_OK;
    if (off != !str_is_empty(session->not_held_reason)) {
        err = ctx_fault(ctx, "not_held_reason", session->not_held_reason,
                        TEXT("Una sesión que no se dio dice por qué, y solo ella.", "A session that did not take place says why, and only that one."),
                        off ? TEXT("Escriba el motivo.", "Enter the reason.") : TEXT("Quite el motivo.", "Remove the reason."));
    }
    if (str_eq(session->state, S("missed")) && date_cmp(session->date, ctx->today) > 0) {
        err = ctx_fault(ctx, "date", date_iso(ctx->arena, session->date),
                        TEXT("Ese día aún no llega.", "That day is still to come."),
                        TEXT("Si ya se sabe que no se dará, cancélela.", "If it is known that it will not take place, cancel it."));
    }
    return err;
}

enum err session_check(struct ctx *ctx, void *row, const void *before)
{
    struct session *session = row;
    const struct session *was = before;
    if (service_is_annulled(&session->record) && was != NULL) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, check_times(ctx, session, was));
    SERVICE_COLLECT(err, check_day(ctx, session));
    SERVICE_COLLECT(err, check_overlap(ctx, session, was));
    SERVICE_COLLECT(err, check_shared(ctx, session, was));
    SERVICE_COLLECT(err, check_off(ctx, session));
    if (str_eq(session->state, S("held")) || str_eq(session->state, S("closed"))) {
        SERVICE_COLLECT(err, check_held(ctx, session, was));
    }
    if (session->enterprises.len + session->persons.len == 0) {
        err = ctx_fault(ctx, "enterprises", STR_NONE,
                        TEXT("Una sesión nombra al menos una empresa o una persona.",
                             "A session names at least one enterprise or one person."),
                        TEXT("Elija a quién se atendió.", "Choose who was served."));
    }
    SERVICE_COLLECT(err, service_check_distinct(ctx, "enterprises", &session->enterprises));
    SERVICE_COLLECT(err, service_check_distinct(ctx, "persons", &session->persons));
    SERVICE_COLLECT(err, check_actions(ctx, session));
    SERVICE_COLLECT(err, service_check_verification(ctx, &session_entity, row, before));
    return err;
}

static void touches(struct ctx *ctx, const void *row)
{
    const struct session *session = row;
    for (size_t i = 0; i < session->enterprises.len; i++) {
        ctx_touch(ctx, 'e', session->record.agency, session->enterprises.items[i].id);
    }
    for (size_t i = 0; i < session->persons.len; i++) {
        ctx_touch(ctx, 'p', session->record.agency, session->persons.items[i].id);
    }
}

static const struct flow_move moves[] = {
    {.name = "hold", .label = T("Se realizó", "It was held"), .from = "scheduled", .to = "held"},
    {.name = "cancel", .label = T("Cancelar la cita", "Cancel the appointment"), .from = "scheduled", .to = "cancelled", .weighty = true},
    {.name = "miss", .label = T("El cliente no asistió", "The client did not come"), .from = "scheduled", .to = "missed", .weighty = true},
    {.name = "close", .label = T("Cerrar la sesión", "Close the session"), .from = "held", .to = "closed", .weighty = true},
};
static const struct flow flow = {.field = "state", .correctable = true, .moves = moves, .count = COUNT_OF(moves)};

const struct entity session_entity = {
    .shape = SHAPE("session", struct session, fields),
    .dataset = "sessions",
    .code_prefix = "S",
    .label = T("Sesión", "Session"),
    .plural = T("Sesiones", "Sessions"),
    .store = &session_store,
    .dated_by = "date",
    .flow = &flow,
    .sensitive_read = "session",
    .check = session_check,
    .touches = touches,
};
