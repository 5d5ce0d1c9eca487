#include "assistance/payment.h"

#include "advice/service.h"
#include "assistance/part.h"
#include "assistance/settlement.h"
#include "core/record.h"
#include "party/consultant.h"
#include "party/unit.h"

const struct choice payment_states[] = {
    {"blocked", T("Bloqueado", "Blocked"), "BLOQUEADO"},
    {"authorised", T("Autorizado", "Authorised"), "AUTORIZADO"},
    {"paid", T("Pagado", "Paid"), "PAGADO"},
    {"settled", T("Liquidado", "Settled"), "LIQUIDADO"},
    {0},
};
const struct choice payment_methods[] = {
    {"cheque", T("Cheque", "Cheque"), "CHEQUE"},
    {"transfer", T("Transferencia", "Transfer"), "TRANSFERENCIA"},
    {"cash", T("Efectivo", "Cash"), "EFECTIVO"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct payment),
    RECORD_UNIT_COMPUTED(struct payment),
    FIELD_REF(struct payment, assistance, .required = true, .target = &assistance_entity,
              .label = T("Asistencia técnica", "Technical assistance")),
    FIELD_CHOICE(struct payment, state, .required = true, .choices = payment_states, .initial = "blocked",
                 .label = T("Estado", "State")),
    FIELD_MONEY(struct payment, amount, .min = 0, .label = T("Monto", "Amount")),
    FIELD_MONEY(struct payment, client_part, .min = 0, .label = T("Del cliente", "From the client")),
    FIELD_MONEY(struct payment, operator_part, .min = 0, .label = T("Del operador", "From the operator")),
    FIELD_BOOL(struct payment, natural_person, .label = T("Persona natural", "Person without company")),
    FIELD_MONEY(struct payment, base, .min = 0, .label = T("Monto sin IVA", "Amount without VAT")),
    FIELD_MONEY(struct payment, withheld, .min = 0, .label = T("Renta retenida", "Income tax withheld")),
    FIELD_MONEY(struct payment, net, .min = 0, .label = T("Líquido a pagar", "Net to pay")),
    FIELD_DATE(struct payment, authorised_on, .past = true, .label = T("Autorizado el", "Authorised on")),
    FIELD_TEXT(struct payment, authorised_by, .max = 120, .label = T("Autorizó", "Authorised by")),
    FIELD_DATE(struct payment, paid_on, .past = true, .label = T("Pagado el", "Paid on")),
    FIELD_TEXT(struct payment, paid_by, .max = 120, .label = T("Pagó", "Paid by")),
    FIELD_CHOICE(struct payment, method, .choices = payment_methods, .label = T("Forma de pago", "Method")),
    FIELD_TEXT(struct payment, reference, .max = 60,
               .label = T("Cheque o transferencia, n.º", "Cheque or transfer, no.")),
    FIELD_DATE(struct payment, settled_on, .past = true, .label = T("Liquidado el", "Settled on")),
    SERVICE_EVIDENCE(struct payment),
    RECORD_ANNULMENT(struct payment),
};

/* What a blocked payment will be, by the contract as it stands. */
static enum err take_amounts(struct ctx *ctx, struct payment *row, const struct assistance *parent)
{
    struct settlement_due due = settlement_due(parent);
    bool person = false;
    if (!id_is_none(parent->contractor.id)) {
        struct consultant consultant;
        shape_clear(&consultant_entity.shape, &consultant);
        TRY(record_find_id(ctx, &consultant_entity, parent->contractor.id, &consultant));
        person = consultant_is_person(&consultant);
    }
    struct settlement_pay pay = settlement_pay(due.total, person);
    row->amount = money_of(due.total, ctx->currency);
    row->client_part = money_of(due.client, ctx->currency);
    row->operator_part = money_of(due.operator, ctx->currency);
    row->natural_person = person ? ANSWER_YES : ANSWER_NO;
    row->base = money_of(pay.base, ctx->currency);
    row->withheld = money_of(pay.withheld, ctx->currency);
    row->net = money_of(pay.net, ctx->currency);
    return ERR_OK;
}

static enum err payment_check(struct ctx *ctx, void *row_, const void *before)
{
    static const char *const steps[] =
        {"assistance", "authorised_on", "authorised_by", "paid_on", "paid_by", "method", "reference",
         "settled_on", NULL};
    struct payment *row = row_;
    struct assistance parent;
    TRY(part_parent(ctx, row, &parent));
    if (ctx->importing || row->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    if (before == NULL) {
        TRY(part_in_state(ctx, &parent, "contracted delivered finished terminated",
                          TEXT("Un pago es de un contrato firmado.", "A payment is of a signed contract.")));
    } else if (ctx->move == NULL) {
        TRY(part_locked(ctx, &payment_entity, steps, row, before,
                        TEXT("Este dato lo escribe un paso del pago.",
                             "This value is written by a step of the payment."),
                        TEXT("Use «Autorizar», «Pagar» o «Liquidar».", "Use “Authorise”, “Pay” or “Settle”.")));
    }
    const struct payment *was = before;
    if (was == NULL || str_eq(was->state, S("blocked"))) {
        return take_amounts(ctx, row, &parent);
    }
    static const char *const amounts[] =
        {"amount", "client_part", "operator_part", "natural_person", "base", "withheld", "net", NULL};
    return part_locked(ctx, &payment_entity, amounts, row, before,
                       TEXT("Un pago autorizado no cambia de monto.",
                            "A payment that was authorised does not change its amount."),
                       TEXT("Si el monto está mal, la dirección anula el pago y se registra otro.",
                            "If the amount is wrong, the direction annuls the payment and another is recorded."));
}

const struct entity payment_entity = {
    .shape = SHAPE("payment", struct payment, fields),
    .dataset = "payments",
    .code_prefix = "PG",
    .flow = &payment_flow,
    .label = T("Pago", "Payment"),
    .plural = T("Pagos a consultores", "Payments to consultants"),
    .store = &payment_store,
    .sensitive_read = "payment",
    .check = payment_check,
};
