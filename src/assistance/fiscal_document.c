#include "assistance/fiscal_document.h"

#include "advice/service.h"
#include "assistance/part.h"
#include "assistance/settlement.h"
#include "party/unit.h"

const struct choice fiscal_document_kinds[] = {
    {"invoice", T("Factura", "Consumer invoice"), "FACTURA"},
    {"tax_credit", T("Comprobante de crédito fiscal", "VAT invoice"), "CRÉDITO FISCAL|CCF"},
    {"receipt", T("Recibo de persona natural", "Receipt of a person"), "RECIBO"},
    {0},
};
const struct choice fiscal_document_parties[] = {
    {"client", T("Al cliente, por su aporte", "To the client, for its share"), "CLIENTE"},
    {"operator", T("Al operador, por su parte", "To the operator, for its part"), "OPERADOR"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct fiscal_document),
    RECORD_UNIT_COMPUTED(struct fiscal_document),
    FIELD_REF(struct fiscal_document, assistance, .required = true, .target = &assistance_entity,
              .label = T("Asistencia técnica", "Technical assistance")),
    FIELD_CHOICE(struct fiscal_document, kind, .required = true, .choices = fiscal_document_kinds, .initial = "invoice",
                 .label = T("Documento", "Document")),
    FIELD_CHOICE(struct fiscal_document, addressed_to, .required = true, .choices = fiscal_document_parties,
                 .label = T("Emitido", "Issued")),
    FIELD_TEXT(struct fiscal_document, number, .required = true, .max = 60, .label = T("Número", "Number")),
    FIELD_DATE(struct fiscal_document, issued_on, .required = true, .past = true, .label = T("Fecha", "Date")),
    FIELD_MONEY(struct fiscal_document, amount, .required = true, .min = 0, .label = T("Monto", "Amount")),
    SERVICE_EVIDENCE(struct fiscal_document),
    RECORD_ANNULMENT(struct fiscal_document),
};

static enum err document_check(struct ctx *ctx, void *row_, const void *before)
{
    struct fiscal_document *row = row_;
    struct assistance parent;
    TRY(part_parent(ctx, row, &parent));
    if (row->record.annulled == ANSWER_YES && before != NULL) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err,
                    part_in_state(ctx, &parent, "contracted delivered finished terminated",
                                  TEXT("Los documentos fiscales son de un contrato.",
                                       "Fiscal documents are of a contract.")));
    SERVICE_COLLECT(err,
                    service_check_order(ctx, TEXT("fecha de firma", "signed on"), parent.signed_on, "issued_on",
                                        row->issued_on));
    struct settlement_due due = settlement_due(&parent);
    int64_t wanted = str_eq(row->addressed_to, S("client")) ? due.client : due.operator;
    if (!ctx->importing && err == ERR_OK && row->amount.minor != wanted) {
        err = ctx_fault(ctx, "amount", money_plain(ctx->arena, row->amount),
                        text_format(ctx->arena,
                                    TEXT("Por contrato esta parte es de %s.", "By the contract this part is %s."),
                                    str_c(ctx->arena,
                                          money_display(ctx->arena, money_of(wanted, row->amount.currency)))),
                        TEXT("Pida al consultor un documento por ese monto.",
                             "Ask the consultant for a document of that amount."));
    }
    return err;
}

const struct entity fiscal_document_entity = {
    .shape = SHAPE("fiscal_document", struct fiscal_document, fields),
    .dataset = "fiscal_documents",
    .code_prefix = "DF",
    .label = T("Documento fiscal", "Fiscal document"),
    .plural = T("Documentos fiscales", "Fiscal documents"),
    .store = &fiscal_document_store,
    .check = document_check,
};
