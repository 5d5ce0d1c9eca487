#include "advice/service.h"
#include "assistance/payment.h"
#include "core/flow.h"
#include "core/record.h"

struct authorise_input {
    struct flow_input flow;
    struct date authorised_on;
};
static const struct field authorise_fields[] = {
    FLOW_FIELDS(struct authorise_input),
    FIELD_DATE(struct authorise_input, authorised_on, .past = true, .label = T("Autorizado el", "Authorised on"),
               .hint = T("Vacía: hoy.", "Empty: today.")),
};
static const struct shape authorise_shape = SHAPE("payment_authorise", struct authorise_input, authorise_fields);

struct pay_input {
    struct flow_input flow;
    struct date paid_on;
    struct str method;
    struct str reference;
    struct str evidence;
};
static const struct field pay_fields[] = {
    FLOW_FIELDS(struct pay_input),
    FIELD_DATE(struct pay_input, paid_on, .required = true, .past = true, .label = T("Pagado el", "Paid on")),
    FIELD_CHOICE(struct pay_input, method, .required = true, .choices = payment_methods,
                 .label = T("Forma de pago", "Method")),
    FIELD_TEXT(struct pay_input, reference, .required = true, .max = 60,
               .label = T("Cheque o transferencia, n.º", "Cheque or transfer, no.")),
    SERVICE_EVIDENCE(struct pay_input),
};
static const struct shape pay_shape = SHAPE("payment_pay", struct pay_input, pay_fields);

struct settle_input {
    struct flow_input flow;
    struct date settled_on;
};
static const struct field settle_fields[] = {
    FLOW_FIELDS(struct settle_input),
    FIELD_DATE(struct settle_input, settled_on, .past = true, .label = T("Liquidado el", "Settled on"),
               .hint = T("Vacía: hoy.", "Empty: today.")),
};
static const struct shape settle_shape = SHAPE("payment_settle", struct settle_input, settle_fields);

const struct op payment_ops[] = {
    RECORD_OPS("payment", "payments", payment_entity, PERM_PAYMENT_READ, PERM_PAYMENT_WRITE, "un pago",
               "a payment", true),
    FLOW_OP("payment", "payments", payment_entity, "authorise", authorise_shape, PERM_PROCUREMENT_APPROVE,
            "Autorizar el pago de una asistencia técnica", "Authorise the payment of a technical assistance"),
    FLOW_OP("payment", "payments", payment_entity, "pay", pay_shape, PERM_PAYMENT_WRITE,
            "Registrar un pago hecho", "Record a payment made"),
    FLOW_OP("payment", "payments", payment_entity, "settle", settle_shape, PERM_PAYMENT_WRITE, "Liquidar un pago",
            "Settle a payment"),
};
const size_t payment_op_count = COUNT_OF(payment_ops);
