#include "advice/service.h"
#include "core/record.h"
#include "results/snapshot.h"

static enum err run_by_client(struct ctx *ctx, const void *in, void *out)
{
    struct service_client client;
    TRY(service_find_client(ctx, in, &client));
    return snapshot_store_by_client(ctx, client.is_person, client.agency, client.id, client.limit, out);
}

const struct op snapshot_ops[] = {
    RECORD_OPS("snapshot", "snapshots", snapshot_entity, PERM_RECORD_READ, PERM_SERVICE_WRITE, "una medición", "a measurement", true),
    SERVICE_VERIFY_OP("snapshot", "snapshots", snapshot_entity, "una medición", "a measurement"),
    SERVICE_BY_CLIENT_OP("snapshot", "snapshots", snapshot_entity, "las mediciones", "measurements", run_by_client),
};
const size_t snapshot_op_count = COUNT_OF(snapshot_ops);
