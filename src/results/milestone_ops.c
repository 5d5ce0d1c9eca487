#include "advice/service.h"
#include "core/record.h"
#include "results/milestone.h"

static enum err run_by_client(struct ctx *ctx, const void *in, void *out)
{
    struct service_client client;
    TRY(service_find_client(ctx, in, &client));
    return milestone_store_by_client(ctx, client.is_person, client.agency, client.id, client.limit, out);
}

const struct op milestone_ops[] = {
    RECORD_OPS("milestone", "milestones", milestone_entity, PERM_RECORD_READ, PERM_SERVICE_WRITE, "un hito", "a milestone", true),
    SERVICE_VERIFY_OP("milestone", "milestones", milestone_entity, "un hito", "a milestone"),
    SERVICE_BY_CLIENT_OP("milestone", "milestones", milestone_entity, "los hitos", "milestones", run_by_client),
};
const size_t milestone_op_count = COUNT_OF(milestone_ops);
