#include "party/signatory.h"

#include "core/ctx.h"
#include "party/document.h"
#include "party/unit.h"

const struct choice signatory_offices[] = {
    {"director", T("Dirección del centro", "Director of the centre"), "DIRECTOR|DIRECTORA|DIRECCIÓN|COORDINADOR|COORDINADORA"},
    {"executive", T("Dirección ejecutiva", "Executive director"), "DIRECTOR EJECUTIVO|DIRECTORA EJECUTIVA|DIRECCIÓN EJECUTIVA"},
    {"legal_representative", T("Representación legal", "Legal representative"), "REPRESENTANTE LEGAL|APODERADO|APODERADA"},
    {"administration", T("Administración", "Administration"), "ADMINISTRATIVO|ADMINISTRADOR|ADMINISTRADORA"},
    {"president", T("Presidencia de la junta directiva", "President of the board"), "PRESIDENTE|PRESIDENTA"},
    {"secretary", T("Secretaría de la junta directiva", "Secretary of the board"), "SECRETARIO|SECRETARIA"},
    {"other", T("Otro cargo", "Another office"), "OTRO|OTRA"},
    {NULL, T(NULL, NULL), NULL},
};

static const struct field signatory_fields[] = {
    RECORD_CODE(struct signatory),
    RECORD_UNIT(struct signatory),
    FIELD_CHOICE(struct signatory, office, .required = true, .choices = signatory_offices, .label = T("Firma por", "Signs for")),
    FIELD_TEXT(struct signatory, name, .required = true, .max = 120, .label = T("Nombre", "Name"),
               .hint = T("Como se imprime bajo la línea, con su título: Licda. Beatriz Alvarado.",
                         "As printed under the line, with its title: Dr Beatriz Alvarado.")),
    FIELD_TEXT(struct signatory, position, .max = 120, .label = T("Cargo impreso", "Position as printed"),
               .hint = T("Vacío: el nombre de la oficina por la que firma.", "Empty: the name of the office signed for.")),
    FIELD_TEXT(struct signatory, document, .max = 10, .rule = document_dui, .privacy = PRIVACY_PERSONAL, .label = T("DUI", "DUI"),
               .hint = T("Para contratos; no se imprime en las demás hojas.", "For contracts; other sheets do not print it.")),
    FIELD_DATE(struct signatory, from_on, .required = true, .label = T("Firma desde", "Signs from")),
    FIELD_DATE(struct signatory, to_on, .label = T("Hasta", "Until"), .hint = T("Vacío si sigue.", "Empty if still in office.")),
    RECORD_ANNULMENT(struct signatory),
};

static enum err signatory_check(struct ctx *ctx, void *row_, const void *before)
{
    (void)before;
    const struct signatory *row = row_;
    if (row->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    if (!date_is_none(row->to_on) && date_cmp(row->to_on, row->from_on) < 0) {
        return ctx_fault(ctx, "to_on", date_iso(ctx->arena, row->to_on),
                         TEXT("El último día no puede ser anterior al primero.", "The last day cannot be before the first."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    if (str_eq_c(row->office, "other")) {
        return ERR_OK;
    }
    struct str other;
    TRY(signatory_store_overlap(ctx, row, &other));
    if (!str_is_empty(other)) {
        return ctx_fault(ctx, "from_on", date_iso(ctx->arena, row->from_on),
                         text_format(ctx->arena, TEXT("En esos días ya firma otra persona por esa oficina (%s).",
                                                      "On those days another person signs for that office already (%s)."),
                                     str_c(ctx->arena, other)),
                         TEXT("Escriba primero hasta cuándo firmó esa persona, o cambie las fechas de esta.",
                              "State first until when that person signed, or change the dates of this one."));
    }
    return ERR_OK;
}

const struct entity signatory_entity = {
    .shape = SHAPE("signatory", struct signatory, signatory_fields),
    .dataset = "signatories",
    .code_prefix = "FI",
    .label = T("Firmante", "Signatory"),
    .plural = T("Firmantes", "Signatories"),
    .store = &signatory_store,
    .check = signatory_check,
};
