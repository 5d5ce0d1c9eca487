#include "advice/service.h"
#include "assistance/assistance.h"
#include "core/record.h"

static enum err run_by_client(struct ctx *ctx, const void *in, void *out)
{
    struct service_client client;
    TRY(service_find_client(ctx, in, &client));
    return assistance_store_by_client(ctx, client.is_person, client.agency, client.id, client.limit, out);
}

const struct op assistance_ops[] = {
    RECORD_OPS("assistance", "assistances", assistance_entity, PERM_RECORD_READ, PERM_TRAINING_WRITE, "una asistencia técnica",
               "a technical assistance", true),
    SERVICE_VERIFY_OP("assistance", "assistances", assistance_entity, "una asistencia técnica", "a technical assistance"),
    SERVICE_BY_CLIENT_OP("assistance", "assistances", assistance_entity, "las asistencias técnicas", "technical assistances",
                         run_by_client),
};
const size_t assistance_op_count = COUNT_OF(assistance_ops);
