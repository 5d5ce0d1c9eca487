#include "assistance/deliverable.h"

#include "advice/service.h"
#include "assistance/part.h"
#include "party/unit.h"

static const struct field fields[] = {
    RECORD_CODE(struct deliverable),
    RECORD_UNIT_COMPUTED(struct deliverable),
    FIELD_REF(struct deliverable, assistance, .required = true, .target = &assistance_entity,
              .label = T("Asistencia técnica", "Technical assistance")),
    FIELD_TEXT(struct deliverable, product, .required = true, .max = 500, .label = T("Producto", "Product")),
    FIELD_DATE(struct deliverable, due_on, .label = T("Se entrega hasta el", "Due on")),
    FIELD_DATE(struct deliverable, delivered_on, .past = true, .label = T("Entregado el", "Delivered on")),
    FIELD_TEXT(struct deliverable, notes, .max = 1000, .label = T("Observaciones", "Remarks")),
    SERVICE_EVIDENCE(struct deliverable),
    RECORD_ANNULMENT(struct deliverable),
};

static enum err deliverable_check(struct ctx *ctx, void *row_, const void *before)
{
    struct deliverable *row = row_;
    struct assistance parent;
    TRY(part_parent(ctx, row, &parent));
    if (row->record.annulled == ANSWER_YES && before != NULL) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err,
                    part_in_state(ctx, &parent, "contracted",
                                  TEXT("Los productos se entregan mientras el contrato corre.",
                                       "Products are delivered while the contract runs.")));
    SERVICE_COLLECT(err,
                    service_check_order(ctx, TEXT("fecha de firma", "signed on"), parent.signed_on,
                                        "delivered_on", row->delivered_on));
    return err;
}

const struct entity deliverable_entity = {
    .shape = SHAPE("deliverable", struct deliverable, fields),
    .dataset = "deliverables",
    .code_prefix = "PR",
    .label = T("Producto", "Product"),
    .plural = T("Productos de contratos", "Products of contracts"),
    .store = &deliverable_store,
    .check = deliverable_check,
};
