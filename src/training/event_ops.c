#include "advice/service.h"
#include "core/flow.h"
#include "core/record.h"
#include "training/event.h"

static enum err run_newest(struct ctx *ctx, const void *in, void *out)
{
    const struct service_newest_input *input = in;
    return event_store_newest(ctx, input->limit == INT_NONE ? 10 : input->limit, out);
}

#define EVENT_MOVE(move, es, en) FLOW_OP("event", "events", event_entity, move, flow_input_shape, PERM_TRAINING_WRITE, es, en)

const struct op event_ops[] = {
    RECORD_OPS("event", "events", event_entity, PERM_RECORD_READ, PERM_TRAINING_WRITE, "un evento", "an event", false),
    SERVICE_VERIFY_OP("event", "events", event_entity, "un evento", "an event"),
    EVENT_MOVE("send", "Registrar que se enviaron los términos de un evento", "Record that an event's terms were sent"),
    EVENT_MOVE("receive_offers", "Registrar que se recibieron ofertas para un evento", "Record that offers were received for an event"),
    EVENT_MOVE("select_consultant", "Registrar el consultor seleccionado de un evento", "Record that an event's consultant was selected"),
    EVENT_MOVE("contract", "Registrar la contratación de un evento", "Record that an event was contracted"),
    EVENT_MOVE("execute", "Registrar que un evento se ejecutó", "Record that an event was executed"),
    EVENT_MOVE("finish", "Finalizar un evento", "Finish an event"),
    EVENT_MOVE("cancel", "Cancelar un evento", "Cancel an event"),
    {.name = "event.newest", .http = "GET /newest/events", .label = T("Ver los eventos más recientes", "See the newest events"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &service_newest_shape, .output = &event_entity.shape,
     .answer = ANSWER_LIST, .entity = &event_entity, .run = run_newest},
};
const size_t event_op_count = COUNT_OF(event_ops);
