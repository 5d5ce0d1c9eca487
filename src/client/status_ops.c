#include "client/client.h"
#include "client/status.h"
#include "core/record.h"
#include "party/staff.h"

struct dormant_input {
    int64_t limit;
};
static const struct field input_fields[] = {
    FIELD_INT(struct dormant_input, limit, .min = 1, .max = 500, .initial = "100", .label = T("Cuántos como máximo", "How many at most")),
};
static const struct shape input_shape = SHAPE("client_dormant_input", struct dormant_input, input_fields);

static const struct field dormant_fields[] = {
    FIELD_TEXT(struct status_dormant, kind, .label = T("Clase", "Kind")),
    FIELD_TEXT(struct status_dormant, code, .label = T("Código", "Code")),
    FIELD_TEXT(struct status_dormant, name, .max = 251, .privacy = PRIVACY_PERSONAL, .label = T("Nombre", "Name")),
    FIELD_CHOICE(struct status_dormant, status, .choices = client_statuses, .label = T("Estado", "Status")),
    FIELD_REF(struct status_dormant, adviser, .target = &staff_entity, .label = T("Asesor(a)", "Adviser")),
    FIELD_INT(struct status_dormant, version, .label = T("Versión", "Version")),
    FIELD_DATE(struct status_dormant, last_service, .label = T("Último servicio", "Last service")),
};
static const struct shape dormant_shape = SHAPE("client_dormant", struct status_dormant, dormant_fields);

static enum err name_adviser(struct ctx *ctx, struct ref *adviser)
{
    struct staff staff;
    shape_clear(&staff_entity.shape, &staff);
    enum err err = id_is_none(adviser->id) ? ERR_NOT_FOUND : record_find_id(ctx, &staff_entity, adviser->id, &staff);
    if (err == ERR_OK) {
        adviser->code = staff.record.code;
        adviser->label = staff.name;
    }
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err run_dormant(struct ctx *ctx, const void *in, void *out)
{
    const struct dormant_input *input = in;
    struct list *list = out;
    struct status_dormant *rows;
    size_t count;
    TRY(status_store_dormant(ctx, status_cutoff(ctx->today), input->limit == INT_NONE ? 100 : input->limit, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        TRY(status_store_last_service(ctx, str_eq(rows[i].kind, S("person")), rows[i].agency, rows[i].id, &rows[i].last_service));
        TRY(name_adviser(ctx, &rows[i].adviser));
    }
    *list = (struct list){.shape = &dormant_shape, .rows = {rows, count}, .next = S(""), .total = INT_NONE};
    return ERR_OK;
}

#define ENTERPRISE_MOVE(move, input, permission, es, en) \
    FLOW_OP("enterprise", "enterprises", enterprise_entity, move, input, permission, es, en)
#define PERSON_MOVE(move, input, permission, es, en) FLOW_OP("person", "persons", person_entity, move, input, permission, es, en)

const struct op status_ops[] = {
    ENTERPRISE_MOVE("activate", flow_input_shape, PERM_CLIENT_WRITE, "Activar una empresa con su F1 autorizada",
                    "Activate an enterprise with its authorised F1"),
    ENTERPRISE_MOVE("follow", flow_input_shape, PERM_CLIENT_WRITE, "Pasar una empresa a seguimiento", "Take an enterprise to follow-up"),
    ENTERPRISE_MOVE("reactivate", flow_input_shape, PERM_CLIENT_WRITE, "Volver a activar una empresa", "Make an enterprise active again"),
    ENTERPRISE_MOVE("deactivate", flow_input_shape, PERM_CLIENT_WRITE, "Pasar a inactiva una empresa sin servicio en doce meses",
                    "Set an enterprise inactive after twelve months without a service"),
    ENTERPRISE_MOVE("close", flow_reason_shape, PERM_CLIENT_WRITE, "Cerrar una empresa con su motivo", "Close an enterprise with its reason"),
    ENTERPRISE_MOVE("reopen", flow_reason_shape, PERM_ANNUL, "Reabrir una empresa cerrada por error", "Reopen an enterprise closed by mistake"),
    PERSON_MOVE("activate", flow_input_shape, PERM_CLIENT_WRITE, "Activar a una persona con su F1 autorizada",
                "Activate a person with an authorised F1"),
    PERSON_MOVE("reactivate", flow_input_shape, PERM_CLIENT_WRITE, "Volver a activar a una persona", "Make a person active again"),
    PERSON_MOVE("deactivate", flow_input_shape, PERM_CLIENT_WRITE, "Pasar a inactiva a una persona sin servicio en doce meses",
                "Set a person inactive after twelve months without a service"),
    PERSON_MOVE("close", flow_reason_shape, PERM_CLIENT_WRITE, "Cerrar a una persona como cliente, con su motivo",
                "Close a person as a client, with the reason"),
    PERSON_MOVE("reopen", flow_reason_shape, PERM_ANNUL, "Reabrir a una persona cerrada por error", "Reopen a person closed by mistake"),
    {.name = "client.dormant", .http = "GET /dormant/clients",
     .label = T("Ver los clientes sin servicio en doce meses", "See the clients without a service for twelve months"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &input_shape, .output = &dormant_shape, .answer = ANSWER_LIST,
     .run = run_dormant},
};
const size_t status_op_count = COUNT_OF(status_ops);
