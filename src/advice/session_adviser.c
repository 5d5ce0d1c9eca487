#include "advice/session_adviser.h"

#include "advice/service.h"
#include "core/record.h"
#include "party/staff.h"
#include "party/unit.h"

#define MINUTES_MOST 960

static const struct field fields[] = {
    RECORD_CODE(struct session_adviser),
    RECORD_UNIT_COMPUTED(struct session_adviser),
    FIELD_REF(struct session_adviser, session, .required = true, .target = &session_entity, .label = T("Sesión", "Session")),
    FIELD_REF(struct session_adviser, adviser, .required = true, .target = &staff_entity, .label = T("Asesor(a)", "Adviser")),
    FIELD_MINUTES(struct session_adviser, preparation_minutes, .max = MINUTES_MOST,
                  .label = T("Sus minutos de preparación", "Own minutes of preparation")),
    FIELD_MINUTES(struct session_adviser, contact_minutes, .max = MINUTES_MOST,
                  .label = T("Sus minutos con el cliente", "Own minutes with the client"),
                  .hint = T("Vacío: todo lo que duró la sesión.", "Empty: as long as the session took.")),
    FIELD_MINUTES(struct session_adviser, travel_minutes, .max = MINUTES_MOST,
                  .label = T("Sus minutos de viaje", "Own minutes of travel")),
    RECORD_ANNULMENT(struct session_adviser),
};

static const struct field time_fields[] = {
    FIELD_TEXT(struct adviser_time, adviser, .label = T("Código", "Code")),
    FIELD_TEXT(struct adviser_time, name, .label = T("Asesor(a)", "Adviser")),
    FIELD_INT(struct adviser_time, sessions, .label = T("Sesiones", "Sessions")),
    FIELD_MINUTES(struct adviser_time, preparation_minutes, .label = T("Preparación", "Preparation")),
    FIELD_MINUTES(struct adviser_time, contact_minutes, .label = T("Contacto", "Contact")),
    FIELD_MINUTES(struct adviser_time, minutes, .label = T("Preparación y contacto", "Preparation and contact")),
    FIELD_MINUTES(struct adviser_time, travel_minutes, .label = T("Viaje", "Travel")),
};
static const struct shape time_shape = SHAPE("adviser_time", struct adviser_time, time_fields);

static const struct field session_time_fields[] = {
    FIELD_TEXT(struct session_time, session, .label = T("Sesión", "Session")),
    FIELD_INT(struct session_time, clients, .label = T("Clientes", "Clients")),
    FIELD_MINUTES(struct session_time, client_minutes, .label = T("Tiempo de cada cliente", "Time of each client")),
    FIELD_MINUTES(struct session_time, adviser_minutes, .label = T("Tiempo de asesores", "Advisers' time")),
    FIELD_MINUTES(struct session_time, travel_minutes, .label = T("Viaje", "Travel")),
    FIELD_ROWS(struct session_time, lines, .shape = &time_shape, .label = T("Por asesor(a)", "By adviser")),
};
const struct shape session_time_shape = SHAPE("session_time", struct session_time, session_time_fields);

static const struct field advice_time_fields[] = {
    FIELD_DATE(struct advice_time, from, .label = T("Desde", "From")),
    FIELD_DATE(struct advice_time, to, .label = T("Hasta", "To")),
    FIELD_INT(struct advice_time, sessions, .label = T("Sesiones", "Sessions")),
    FIELD_MINUTES(struct advice_time, contact_minutes, .label = T("Contacto", "Contact")),
    FIELD_MINUTES(struct advice_time, client_minutes, .label = T("Contacto y preparación", "Contact and preparation")),
    FIELD_MINUTES(struct advice_time, adviser_minutes, .label = T("Tiempo de asesores", "Advisers' time")),
    FIELD_MINUTES(struct advice_time, travel_minutes, .label = T("Viaje", "Travel")),
    FIELD_ROWS(struct advice_time, lines, .shape = &time_shape, .label = T("Por asesor(a)", "By adviser")),
};
const struct shape advice_time_shape = SHAPE("advice_time", struct advice_time, advice_time_fields);

static int64_t minutes_of(int64_t minutes)
{
    return minutes == INT_NONE ? 0 : minutes;
}

/* Whoever gave the session, or shared it, says so; another adviser's session is not hers to change. */
static enum err check_hand(struct ctx *ctx, const struct session_adviser *row, const struct session *session)
{
    struct id self = ctx->actor.staff;
    if (ctx->actor.role != ROLE_ADVISER || id_eq(self, session->adviser.id) || id_eq(self, row->adviser.id)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "session", row->session.code,
                     TEXT("Esa sesión es de otra persona asesora.", "That session belongs to another adviser."),
                     TEXT("Pídale a ella, o a la dirección del centro, que lo registre.",
                          "Ask her, or the centre's director, to record it."));
}

static enum err check_session(struct ctx *ctx, const struct session_adviser *row, const struct session *session)
{
    bool off = session->record.annulled == ANSWER_YES || session_is_off(session);
    if (off) {
        return ctx_fault(ctx, "session", row->session.code,
                         TEXT("Esa sesión no se dio: está anulada, cancelada o el cliente no asistió.",
                              "That session did not take place: it is annulled, cancelled, or the client did not come."),
                         TEXT("Elija la sesión que se dio.", "Choose the session that took place."));
    }
    if (str_eq(session->state, S("closed")) && !role_is_direction(ctx->actor.role)) {
        return ctx_fault(ctx, "session", row->session.code, TEXT("La sesión está cerrada.", "The session is closed."),
                         TEXT("Pida a la dirección del centro que lo registre.", "Ask the director of the centre to record it."));
    }
    return ERR_OK;
}

static enum err check_once(struct ctx *ctx, const struct session_adviser *row, const struct session *session)
{
    enum { MOST = 50 };
    struct id named[MOST];
    size_t count = 0;
    bool twice = id_eq(row->adviser.id, session->adviser.id);
    if (!twice) {
        TRY(session_adviser_store_others(ctx, row, named, MOST, &count));
    }
    for (size_t i = 0; i < count; i++) {
        twice = twice || id_eq(named[i], row->adviser.id);
    }
    if (!twice) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "adviser", row->adviser.code,
                     TEXT("La sesión ya nombra a esa persona asesora.", "The session names that adviser already."),
                     TEXT("Elija a otra persona, o corrija los minutos donde ya está.",
                          "Choose another person, or correct the minutes where she stands already."));
}

static enum err check_minutes(struct ctx *ctx, const struct session_adviser *row, const struct session *session)
{
    int64_t whole = minutes_of(session->contact_minutes);
    bool longer = row->contact_minutes != INT_NONE && session->contact_minutes != INT_NONE && row->contact_minutes > whole;
    if (longer) {
        return ctx_fault(ctx, "contact_minutes", str_format(ctx->arena, "%lld", (long long)row->contact_minutes),
                         text_format(ctx->arena, TEXT("La sesión duró %lld minutos con el cliente.", "The session took %lld minutes with the client."),
                                     (long long)whole),
                         TEXT("Escriba cuánto estuvo ella, o corrija primero la sesión.",
                              "Enter how long she was there, or correct the session first."));
    }
    int64_t contact = row->contact_minutes == INT_NONE ? whole : row->contact_minutes;
    int64_t minutes = minutes_of(row->preparation_minutes) + contact + minutes_of(row->travel_minutes);
    if (minutes <= 24 * 60) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "preparation_minutes", str_format(ctx->arena, "%lld", (long long)minutes_of(row->preparation_minutes)),
                     text_format(ctx->arena,
                                 TEXT("La preparación, el contacto y el viaje suman %d horas y %d minutos; un día tiene 24.",
                                      "Preparation, contact and travel add to %d hours and %d minutes; a day has 24."),
                                 (int)(minutes / 60), (int)(minutes % 60)),
                     TEXT("Corrija los minutos.", "Correct the minutes."));
}

static enum err session_adviser_check(struct ctx *ctx, void *row_, const void *before)
{
    struct session_adviser *row = row_;
    const struct session_adviser *was = before;
    struct session session;
    shape_clear(&session_entity.shape, &session);
    TRY(record_find_id(ctx, &session_entity, row->session.id, &session));
    row->record.unit = (struct ref){.id = session.record.unit.id};
    if (row->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, check_hand(ctx, row, &session));
    SERVICE_COLLECT(err, check_session(ctx, row, &session));
    SERVICE_COLLECT(err, check_once(ctx, row, &session));
    SERVICE_COLLECT(err, check_minutes(ctx, row, &session));
    if (was == NULL || !id_eq(was->adviser.id, row->adviser.id) || !id_eq(was->session.id, row->session.id)) {
        SERVICE_COLLECT(err, session_check_free(ctx, &session, row->adviser.id, "adviser", row->adviser.code));
    }
    return err;
}

const struct entity session_adviser_entity = {
    .shape = SHAPE("session_adviser", struct session_adviser, fields),
    .dataset = "session_advisers",
    .code_prefix = "OA",
    .label = T("Otro(a) asesor(a) de una sesión", "Another adviser of a session"),
    .plural = T("Otros asesores de las sesiones", "Other advisers of sessions"),
    .store = &session_adviser_store,
    .parent = "session",
    .check = session_adviser_check,
};
