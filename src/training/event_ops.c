#include "advice/service.h"
#include "core/record.h"
#include "training/event.h"

static enum err run_newest(struct ctx *ctx, const void *in, void *out)
{
    const struct service_newest_input *input = in;
    return event_store_newest(ctx, input->limit == INT_NONE ? 10 : input->limit, out);
}

const struct op event_ops[] = {
    RECORD_OPS("event", "events", event_entity, PERM_RECORD_READ, PERM_TRAINING_WRITE, "un evento", "an event", false),
    SERVICE_VERIFY_OP("event", "events", event_entity, "un evento", "an event"),
    {.name = "event.newest", .http = "GET /newest/events", .label = T("Ver los eventos más recientes", "See the newest events"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &service_newest_shape, .output = &event_entity.shape,
     .answer = ANSWER_LIST, .entity = &event_entity, .run = run_newest},
};
const size_t event_op_count = COUNT_OF(event_ops);
