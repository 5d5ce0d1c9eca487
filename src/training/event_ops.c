#include "advice/service.h"
#include "core/record.h"
#include "training/event.h"

static enum err run_newest(struct ctx *ctx, const void *in, void *out)
{
    return event_store_newest(ctx, in, out);
}

static enum err run_places(struct ctx *ctx, const void *in, void *out)
{
    const struct record_code_input *input = in;
    struct event event;
    TRY(record_find_code(ctx, &event_entity, input->code, &event));
    return event_places_of(ctx, &event, out);
}

static const struct field places_fields[] = {
    FIELD_TEXT(struct event_places, code, .label = T("Código", "Code")),
    FIELD_INT(struct event_places, capacity, .label = T("Cupo", "Capacity")),
    FIELD_INT(struct event_places, enrolled, .label = T("Con cupo", "With a place")),
    FIELD_INT(struct event_places, waiting, .label = T("En lista de espera", "Waiting")),
    FIELD_INT(struct event_places, free, .label = T("Lugares libres", "Places left")),
    FIELD_INT(struct event_places, attended, .label = T("Asistieron", "Attended")),
    FIELD_INT(struct event_places, walk_ins, .label = T("De ellas, sin inscripción", "Of them, not enrolled")),
    FIELD_INT(struct event_places, days, .label = T("Días con asistencia", "Days with attendance")),
};
static const struct shape places_shape = SHAPE("event_places", struct event_places, places_fields);

const struct op event_ops[] = {
    RECORD_OPS("event", "events", event_entity, PERM_RECORD_READ, PERM_TRAINING_WRITE, "un evento", "an event", false),
    SERVICE_VERIFY_OP("event", "events", event_entity, "un evento", "an event"),
    {.name = "event.places", .http = "GET /events/{code}/places", .label = T("Ver el cupo de un evento", "See the places of an event"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &record_code_shape, .output = &places_shape, .answer = ANSWER_RECORD,
     .entity = &event_entity, .run = run_places},
    {.name = "event.newest", .http = "GET /newest/events", .label = T("Ver los eventos más recientes", "See the newest events"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &service_newest_shape, .output = &event_entity.shape,
     .answer = ANSWER_LIST, .entity = &event_entity, .run = run_newest},
};
const size_t event_op_count = COUNT_OF(event_ops);
