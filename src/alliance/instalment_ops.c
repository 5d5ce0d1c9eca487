#include "alliance/instalment.h"

#include "core/flow.h"

struct claim_input {
    struct flow_input flow;
    struct date claimed_on;
};
static const struct field claim_fields[] = {
    FLOW_FIELDS(struct claim_input),
    FIELD_DATE(struct claim_input, claimed_on, .required = true, .past = true, .label = T("Solicitada el", "Claimed on")),
};
static const struct shape claim_shape = SHAPE("instalment_claim", struct claim_input, claim_fields);
struct receive_input {
    struct flow_input flow;
    struct date received_on;
    struct money received;
    struct str evidence;
};
static const struct field receive_fields[] = {
    FLOW_FIELDS(struct receive_input),
    FIELD_DATE(struct receive_input, received_on, .required = true, .past = true, .label = T("Recibida el", "Received on")),
    FIELD_MONEY(struct receive_input, received, .required = true, .min = 1, .label = T("Monto recibido", "Amount received")),
    FIELD_TEXT(struct receive_input, evidence, .required = true, .max = 500, .label = T("Constancia", "Evidence")),
};
static const struct shape receive_shape = SHAPE("instalment_receive", struct receive_input, receive_fields);

#define MOVE(move, input, es, en) FLOW_OP("instalment", "instalments", instalment_entity, move, input, PERM_AGREEMENT_WRITE, es, en)

const struct op instalment_ops[] = {
    RECORD_OPS("instalment", "instalments", instalment_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "una cuota", "an instalment", false),
    CHILDREN_OP("instalment", "instalments", instalment_entity, "agreement", "agreements", PERM_AGREEMENT_READ, "las cuotas de un convenio",
                "the instalments of an agreement"),
    MOVE("claim", claim_shape, "Registrar que una cuota se solicitó", "Record that an instalment was claimed"),
    MOVE("receive", receive_shape, "Registrar que una cuota se recibió", "Record that an instalment was received"),
    MOVE("cancel", flow_reason_shape, "Dejar una cuota sin efecto", "Cancel an instalment"),
};
const size_t instalment_op_count = COUNT_OF(instalment_ops);
