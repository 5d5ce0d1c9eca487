#include "alliance/addendum.h"

#include "alliance/alliance.h"
#include "party/unit.h"

static const struct field fields[] = {
    RECORD_CODE(struct addendum),
    RECORD_UNIT_COMPUTED(struct addendum),
    FIELD_REF(struct addendum, agreement, .required = true, .target = &agreement_entity, .label = T("Convenio", "Agreement")),
    FIELD_INT(struct addendum, number, .min = 1, .max = 999, .label = T("Número", "Number")),
    FIELD_DATE(struct addendum, signed_on, .required = true, .past = true, .label = T("Firmada el", "Signed on")),
    FIELD_TEXT(struct addendum, subject, .required = true, .max = 1000, .label = T("Qué cambia", "What it changes")),
    FIELD_DATE(struct addendum, valid_to, .label = T("Nueva vigencia hasta", "Valid until from now on")),
    FIELD_MONEY(struct addendum, amount, .min = INT64_MIN + 1, .label = T("Monto en más o en menos", "Amount more or less")),
    FIELD_TEXT(struct addendum, document, .max = 300, .label = T("Documento", "Document")),
    RECORD_ANNULMENT(struct addendum),
};

static enum err addendum_check(struct ctx *ctx, void *row, const void *before)
{
    struct addendum *addendum = row;
    struct agreement agreement;
    (void)before;
    TRY(alliance_agreement(ctx, &addendum->agreement, &addendum->record, &agreement));
    if (addendum->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    if (!date_is_none(agreement.signed_on) && date_cmp(addendum->signed_on, agreement.signed_on) < 0) {
        return ctx_fault(ctx, "signed_on", date_iso(ctx->arena, addendum->signed_on),
                         TEXT("Una adenda no es anterior al convenio que cambia.", "An addendum is not before the agreement that it changes."),
                         TEXT("Corrija la fecha.", "Correct the date."));
    }
    if (!date_is_none(addendum->valid_to) && !date_is_none(agreement.valid_from) && date_cmp(addendum->valid_to, agreement.valid_from) < 0) {
        return ctx_fault(ctx, "valid_to", date_iso(ctx->arena, addendum->valid_to),
                         TEXT("Un convenio no vence antes de comenzar.", "An agreement does not end before it begins."),
                         TEXT("Corrija la fecha.", "Correct the date."));
    }
    return ERR_OK;
}

/* The agreement carries its last day with all addenda, so that whoever asks whether it covers a day need not know of them. */
static enum err addendum_written(struct ctx *ctx, const void *row, const void *before)
{
    const struct addendum *addendum = row;
    struct agreement was;
    struct date extended;
    (void)before;
    TRY(record_find_id(ctx, &agreement_entity, addendum->agreement.id, &was));
    TRY(alliance_store_extended(ctx, was.record.agency, was.record.id, &extended));
    if (date_cmp(extended, was.extended_to) == 0) {
        return ERR_OK;
    }
    struct agreement agreement = was;
    agreement.extended_to = extended;
    return record_write(ctx, &agreement_entity, &agreement, &was);
}

const struct entity addendum_entity = {
    .shape = SHAPE("addendum", struct addendum, fields),
    .dataset = "addenda",
    .code_prefix = "AD",
    .label = T("Adenda", "Addendum"),
    .plural = T("Adendas", "Addenda"),
    .store = &addendum_store,
    .parent = "agreement",
    .check = addendum_check,
    .written = addendum_written,
};
