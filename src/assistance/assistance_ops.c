#include "advice/service.h"
#include "assistance/assistance.h"
#include "core/flow.h"
#include "core/record.h"

static enum err run_by_client(struct ctx *ctx, const void *in, void *out)
{
    struct service_client client;
    TRY(service_find_client(ctx, in, &client));
    return assistance_store_by_client(ctx, client.is_person, client.agency, client.id, client.limit, out);
}

/* What is signed and what is accepted is recorded with the step that rests on it. */
struct contract_input {
    struct flow_input flow;
    struct date signed_on;
    struct date starts_on;
    struct date ends_on;
    struct str consultant;
    struct money total;
    int64_t client_percent;
};
static const struct field contract_fields[] = {
    FLOW_FIELDS(struct contract_input),
    FIELD_DATE(struct contract_input, signed_on, .past = true, .required = true, .label = T("Fecha de firma", "Signed on")),
    FIELD_DATE(struct contract_input, starts_on, .label = T("Inicio", "Starts on")),
    FIELD_DATE(struct contract_input, ends_on, .label = T("Fin", "Ends on")),
    FIELD_TEXT(struct contract_input, consultant, .max = 200, .label = T("Consultor(a)", "Consultant")),
    FIELD_MONEY(struct contract_input, total, .min = 0, .label = T("Monto total", "Total amount")),
    FIELD_PERCENT(struct contract_input, client_percent, .max = 10000, .label = T("Aporte del cliente (%)", "Client's share (%)")),
};
static const struct shape contract_shape = SHAPE("assistance_contract", struct contract_input, contract_fields);

struct act_input {
    struct flow_input flow;
    struct date act_on;
};
static const struct field act_fields[] = {
    FLOW_FIELDS(struct act_input),
    FIELD_DATE(struct act_input, act_on, .past = true, .required = true, .label = T("Fecha del acta", "Date of the act")),
};
static const struct shape act_shape = SHAPE("assistance_act", struct act_input, act_fields);

#define ASSISTANCE_MOVE(move, input, es, en)                                                                             \
    FLOW_OP("assistance", "assistances", assistance_entity, move, input, PERM_TRAINING_WRITE, es, en)

const struct op assistance_ops[] = {
    RECORD_OPS("assistance", "assistances", assistance_entity, PERM_RECORD_READ, PERM_TRAINING_WRITE, "una asistencia técnica",
               "a technical assistance", true),
    SERVICE_VERIFY_OP("assistance", "assistances", assistance_entity, "una asistencia técnica", "a technical assistance"),
    ASSISTANCE_MOVE("send", flow_input_shape, "Registrar que se enviaron los términos de una asistencia técnica",
                    "Record that the terms of a technical assistance were sent"),
    ASSISTANCE_MOVE("receive_offers", flow_input_shape, "Registrar que se recibieron ofertas para una asistencia técnica",
                    "Record that offers were received for a technical assistance"),
    ASSISTANCE_MOVE("select_consultant", flow_input_shape, "Registrar el consultor que el cliente eligió",
                    "Record the consultant that the client chose"),
    ASSISTANCE_MOVE("contract", contract_shape, "Registrar el contrato de una asistencia técnica",
                    "Record the contract of a technical assistance"),
    ASSISTANCE_MOVE("deliver", flow_input_shape, "Registrar que una asistencia técnica se entregó",
                    "Record that a technical assistance was delivered"),
    ASSISTANCE_MOVE("finish", act_shape, "Finalizar una asistencia técnica con acta de conformidad",
                    "Finish a technical assistance with an act of acceptance"),
    ASSISTANCE_MOVE("reject", act_shape, "Rechazar lo entregado de una asistencia técnica con acta",
                    "Reject what a technical assistance delivered with an act"),
    ASSISTANCE_MOVE("terminate", flow_reason_shape, "Terminar antes una asistencia técnica", "Terminate a technical assistance early"),
    ASSISTANCE_MOVE("desert", flow_input_shape, "Declarar desierta una asistencia técnica",
                    "Declare that a technical assistance had no offers"),
    SERVICE_BY_CLIENT_OP("assistance", "assistances", assistance_entity, "las asistencias técnicas", "technical assistances",
                         run_by_client),
};
const size_t assistance_op_count = COUNT_OF(assistance_ops);
