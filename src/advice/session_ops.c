#include "advice/service.h"
#include "advice/session.h"
#include "core/flow.h"
#include "core/record.h"

/* What is known once a planned session was held; what is left empty stays as planned. */
struct hold_input {
    struct flow_input flow;
    struct date date;
    int64_t start_time;
    int64_t end_time;
    int64_t preparation_minutes;
    int64_t contact_minutes;
    int64_t travel_minutes;
    struct str summary;
};
static const struct field hold_fields[] = {
    FLOW_FIELDS(struct hold_input),
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
    FLOW_OP("session", "sessions", session_entity, "hold", hold_shape, PERM_SERVICE_WRITE, "Declarar realizada una sesión programada",
            "Declare a scheduled session held"),
    FLOW_OP("session", "sessions", session_entity, "close", flow_input_shape, PERM_SERVICE_WRITE, "Cerrar una sesión",
            "Close a session"),
    SERVICE_BY_CLIENT_OP("session", "sessions", session_entity, "las sesiones", "sessions", run_by_client),
    {.name = "session.newest", .http = "GET /newest/sessions",
     .label = T("Ver las sesiones más recientes", "See the newest sessions"), .permission = PERM_RECORD_READ, .kind = OP_READ,
     .input = &service_newest_shape, .output = &session_entity.shape, .answer = ANSWER_LIST, .entity = &session_entity,
     .run = run_newest},
};
const size_t session_op_count = COUNT_OF(session_ops);
