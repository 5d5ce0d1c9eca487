#include "agreement/agreement.h"
#include "core/flow.h"
#include "core/record.h"

struct sign_input {
    struct flow_input flow;
    struct date signed_on;
    struct date valid_from;
    struct date valid_to;
};
static const struct field sign_fields[] = {
    FLOW_FIELDS(struct sign_input),
    FIELD_DATE(struct sign_input, signed_on, .required = true, .past = true, .label = T("Firmado el", "Signed on")),
    FIELD_DATE(struct sign_input, valid_from, .label = T("Vigente desde", "Valid from")),
    FIELD_DATE(struct sign_input, valid_to, .label = T("Vigente hasta", "Valid until")),
};
static const struct shape sign_shape = SHAPE("agreement_sign", struct sign_input, sign_fields);

#define MOVE(move, input, es, en) FLOW_OP("agreement", "agreements", agreement_entity, move, input, PERM_AGREEMENT_WRITE, es, en)

const struct op agreement_ops[] = {
    RECORD_OPS("agreement", "agreements", agreement_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "un convenio",
               "an agreement", false),
    MOVE("sign", sign_shape, "Registrar la firma de un convenio", "Record that an agreement was signed"),
    MOVE("start", flow_input_shape, "Registrar que un convenio entró en vigencia", "Record that an agreement came into force"),
    MOVE("expire", flow_input_shape, "Registrar que un convenio venció", "Record that an agreement expired"),
    MOVE("settle", flow_input_shape, "Registrar que un convenio se liquidó", "Record that an agreement was settled"),
    MOVE("terminate", flow_reason_shape, "Terminar un convenio anticipadamente", "Terminate an agreement early"),
};
const size_t agreement_op_count = COUNT_OF(agreement_ops);
