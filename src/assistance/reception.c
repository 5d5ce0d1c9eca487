#include "assistance/reception.h"

#include "advice/service.h"
#include "assistance/part.h"
#include "party/staff.h"
#include "party/unit.h"

static const struct field fields[] = {
    RECORD_CODE(struct reception),
    RECORD_UNIT_COMPUTED(struct reception),
    FIELD_REF(struct reception, assistance, .required = true, .target = &assistance_entity,
              .label = T("Asistencia técnica", "Technical assistance")),
    FIELD_DATE(struct reception, received_on, .required = true, .past = true,
               .label = T("Fecha del acta", "Date of the act")),
    FIELD_REF(struct reception, received_by, .target = &staff_entity,
              .label = T("Recibe y firma", "Receives and signs"), .hint = T("Vacía: usted.", "Empty: you.")),
    FIELD_INT(struct reception, quantity, .required = true, .min = 1, .max = 100000, .initial = "1",
              .label = T("Cantidad", "Quantity")),
    FIELD_TEXT(struct reception, description, .required = true, .max = 500, .label = T("Descripción", "Description")),
    FIELD_MONEY(struct reception, unit_price, .required = true, .min = 0, .label = T("Precio unitario", "Unit price")),
    FIELD_MONEY(struct reception, amount, .computed = true, .label = T("Total", "Total")),
    FIELD_TEXT(struct reception, recorded_by, .max = 120, .label = T("Firmó como usuario", "Signed as user")),
    RECORD_ANNULMENT(struct reception),
};

static enum err check_signer(struct ctx *ctx, struct reception *row, const struct assistance *parent,
                             const struct reception *was)
{
    static const char *const who[] = {"recorded_by", NULL};
    TRY(part_locked(ctx, &reception_entity, who, row, was, TEXT("Firma quien registra.", "Whoever records it signs."),
                    TEXT("Deje el dato vacío.", "Leave it empty.")));
    if (ctx->importing || was != NULL) {
        return ERR_OK;
    }
    row->recorded_by = ctx->actor.name;
    if (id_is_none(row->received_by.id) && !id_is_none(ctx->actor.staff)) {
        row->received_by = (struct ref){.id = ctx->actor.staff};
    }
    bool mine = id_is_none(ctx->actor.staff) || id_eq(ctx->actor.staff, row->received_by.id);
    if (id_is_none(row->received_by.id) || !mine) {
        return ctx_fault(ctx, "received_by", row->received_by.code,
                         TEXT("El acta de recepción la firma una persona del equipo, en su propia sesión.",
                              "The reception act is signed by a member of staff, signed in as herself."),
                         TEXT("Pida a quien recibe que la registre.", "Ask whoever receives to record it."));
    }
    bool own;
    TRY(part_is_own_step(ctx, &parent->record, "assistance.select_consultant", parent->selected_by, &own));
    if (own) {
        return ctx_fault(ctx, "received_by", row->received_by.code,
                         TEXT("Quien registró la elección del consultor no firma la recepción.",
                              "Whoever recorded the choice of the consultant does not sign the reception."),
                         TEXT("La firma otra persona del equipo: quien asesora al cliente, o la dirección.",
                              "Another member of staff signs it: the client's adviser, or the direction."));
    }
    return ERR_OK;
}

static enum err reception_check(struct ctx *ctx, void *row_, const void *before)
{
    struct reception *row = row_;
    struct assistance parent;
    TRY(part_parent(ctx, row, &parent));
    if (row->record.annulled == ANSWER_YES && before != NULL) {
        return ERR_OK;
    }
    row->amount = money_of(row->quantity * row->unit_price.minor, row->unit_price.currency);
    enum err err = ERR_OK;
    SERVICE_COLLECT(err,
                    part_in_state(ctx, &parent, "delivered finished terminated",
                                  TEXT("La recepción se firma cuando ya se entregó.",
                                       "The reception is signed once it was delivered.")));
    SERVICE_COLLECT(err,
                    service_check_order(ctx, TEXT("fecha de firma", "signed on"), parent.signed_on, "received_on",
                                        row->received_on));
    SERVICE_COLLECT(err, check_signer(ctx, row, &parent, before));
    return err;
}

const struct entity reception_entity = {
    .shape = SHAPE("reception", struct reception, fields),
    .dataset = "receptions",
    .code_prefix = "RE",
    .label = T("Recepción", "Reception"),
    .plural = T("Recepciones de bienes y servicios", "Receptions of goods and services"),
    .store = &reception_store,
    .check = reception_check,
};
