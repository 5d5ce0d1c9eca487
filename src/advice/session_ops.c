#include "advice/service.h"
#include "advice/session.h"
#include "core/record.h"

/* What is known once a planned session was held; what is left empty stays as planned. */
struct hold_input {
    struct str code;
    int64_t version;
    struct date date;
    int64_t start_time;
    int64_t end_time;
    int64_t preparation_minutes;
    int64_t contact_minutes;
    int64_t travel_minutes;
    struct str summary;
};
static const struct field hold_fields[] = {
    FIELD_TEXT(struct hold_input, code, .required = true, .max = 100, .label = T("Código", "Code")),
    FIELD_INT(struct hold_input, version, .required = true, .min = 1, .label = T("Versión que se vio", "Version seen")),
    FIELD_DATE(struct hold_input, date, .past = true, .label = T("Fecha", "Date")),
    FIELD_TIME(struct hold_input, start_time, .label = T("Hora de inicio", "Start time")),
    FIELD_TIME(struct hold_input, end_time, .label = T("Hora de fin", "End time")),
    FIELD_MINUTES(struct hold_input, preparation_minutes, .max = 960,
                  .label = T("Minutos de preparación", "Minutes of preparation")),
    FIELD_MINUTES(struct hold_input, contact_minutes, .max = 960,
                  .label = T("Minutos con el cliente", "Minutes with the client")),
    FIELD_MINUTES(struct hold_input, travel_minutes, .max = 960, .label = T("Minutos de viaje", "Minutes of travel")),
    FIELD_TEXT(struct hold_input, summary, .max = 4000, .privacy = PRIVACY_INTERNAL, .label = T("Resumen", "Summary")),
};
static const struct shape hold_shape = SHAPE("session_hold", struct hold_input, hold_fields);

static enum err refuse_state(struct ctx *ctx, struct str state, struct text rule)
{
    return ctx_fault(ctx, "state", state, rule,
                     TEXT("Vea el estado de la sesión antes de cambiarlo.", "Look at the session's state before changing it."));
}

/* Every field that both structs name alike and the input gives. */
static void take_given(const struct hold_input *input, struct session *session)
{
    for (size_t i = 0; i < COUNT_OF(hold_fields); i++) {
        const struct field *from = &hold_fields[i];
        const struct field *to = shape_find(&session_entity.shape, str_of(from->name));
        if (to == NULL || field_is_none(from, input) || str_eq_c(S("code"), from->name)) {
            continue;
        }
        if (from->type == FIELD_TYPE_DATE) {
            *FIELD_AT(struct date, to, session) = FIELD_GET(struct date, from, input);
        } else if (from->type == FIELD_TYPE_TEXT) {
            *FIELD_AT(struct str, to, session) = FIELD_GET(struct str, from, input);
        } else {
            *FIELD_AT(int64_t, to, session) = FIELD_GET(int64_t, from, input);
        }
    }
}

static enum err run_hold(struct ctx *ctx, const void *in, void *out)
{
    const struct hold_input *input = in;
    struct session *session = out;
    struct session before;
    TRY(service_find(ctx, &session_entity, input->code, input->version, &before));
    if (!str_eq(before.state, S("scheduled"))) {
        return refuse_state(ctx, before.state,
                            TEXT("Solo una sesión programada se declara realizada.",
                                 "Only a scheduled session is declared held."));
    }
    *session = before;
    take_given(input, session);
    session->state = S("held");
    return service_write(ctx, &session_entity, session, &before);
}

static enum err run_close(struct ctx *ctx, const void *in, void *out)
{
    const struct service_code_input *input = in;
    struct session *session = out;
    struct session before;
    TRY(service_find(ctx, &session_entity, input->code, input->version, &before));
    if (!str_eq(before.state, S("held"))) {
        return refuse_state(ctx, before.state,
                            TEXT("Solo una sesión realizada se cierra.", "Only a session that was held is closed."));
    }
    *session = before;
    session->state = S("closed");
    return service_write(ctx, &session_entity, session, &before);
}

static enum err run_by_client(struct ctx *ctx, const void *in, void *out)
{
    struct service_client client;
    TRY(service_find_client(ctx, in, &client));
    return session_store_by_client(ctx, client.is_person, client.agency, client.id, client.limit, out);
}

static enum err run_newest(struct ctx *ctx, const void *in, void *out)
{
    const struct service_newest_input *input = in;
    return session_store_newest(ctx, input->limit == INT_NONE ? 10 : input->limit, out);
}

const struct op session_ops[] = {
    RECORD_OPS("session", "sessions", session_entity, PERM_RECORD_READ, PERM_SERVICE_WRITE, "una sesión", "a session", true),
    SERVICE_VERIFY_OP("session", "sessions", session_entity, "una sesión", "a session"),
    {.name = "session.hold", .http = "POST /sessions/{code}/hold",
     .label = T("Declarar realizada una sesión programada", "Declare a scheduled session held"),
     .permission = PERM_SERVICE_WRITE, .kind = OP_WRITE, .input = &hold_shape, .output = &session_entity.shape,
     .answer = ANSWER_RECORD, .entity = &session_entity, .run = run_hold},
    {.name = "session.close", .http = "POST /sessions/{code}/close", .label = T("Cerrar una sesión", "Close a session"),
     .permission = PERM_SERVICE_WRITE, .kind = OP_WRITE, .input = &service_code_shape, .output = &session_entity.shape,
     .answer = ANSWER_RECORD, .entity = &session_entity, .run = run_close},
    SERVICE_BY_CLIENT_OP("session", "sessions", session_entity, "las sesiones", "sessions", run_by_client),
    {.name = "session.newest", .http = "GET /newest/sessions",
     .label = T("Ver las sesiones más recientes", "See the newest sessions"), .permission = PERM_RECORD_READ, .kind = OP_READ,
     .input = &service_newest_shape, .output = &session_entity.shape, .answer = ANSWER_LIST, .entity = &session_entity,
     .run = run_newest},
};
const size_t session_op_count = COUNT_OF(session_ops);
