#include "assistance/extension.h"
#include "core/flow.h"
#include "core/record.h"

struct decide_input {
    struct flow_input flow;
    struct date decided_on;
    struct str decision_reason;
};
static const struct field decide_fields[] = {
    FLOW_FIELDS(struct decide_input),
    FIELD_DATE(struct decide_input, decided_on, .past = true, .label = T("Decidida el", "Decided on"),
               .hint = T("Vacía: hoy.", "Empty: today.")),
    FIELD_TEXT(struct decide_input, decision_reason, .max = 500,
               .label = T("Motivo de la decisión", "Reason for the decision")),
};
static const struct shape decide_shape = SHAPE("extension_decide", struct decide_input, decide_fields);

const struct op extension_ops[] = {
    RECORD_OPS("extension", "extensions", extension_entity, PERM_RECORD_READ, PERM_PROCUREMENT_WRITE,
               "una solicitud de ampliación", "a request for an extension", false),
    FLOW_OP("extension", "extensions", extension_entity, "grant", decide_shape, PERM_PROCUREMENT_APPROVE,
            "Conceder una ampliación", "Grant an extension"),
    FLOW_OP("extension", "extensions", extension_entity, "deny", decide_shape, PERM_PROCUREMENT_APPROVE,
            "Denegar una ampliación", "Deny an extension"),
};
const size_t extension_op_count = COUNT_OF(extension_ops);
