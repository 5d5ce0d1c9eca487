#include "alliance/contribution.h"

#include "alliance/alliance.h"
#include "party/organisation.h"
#include "party/unit.h"

const struct choice contribution_kinds[] = {
    {"cash", T("En efectivo", "In cash"), "efectivo"},
    {"in_kind", T("En especie", "In kind"), "ESPECIE|especie"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct contribution),
    RECORD_UNIT_COMPUTED(struct contribution),
    FIELD_REF(struct contribution, agreement, .required = true, .target = &agreement_entity, .label = T("Convenio", "Agreement")),
    FIELD_REF(struct contribution, organisation, .required = true, .target = &organisation_entity, .label = T("Parte que aporta", "Party")),
    FIELD_CHOICE(struct contribution, kind, .required = true, .choices = contribution_kinds, .label = T("Forma", "Form")),
    FIELD_MONEY(struct contribution, amount, .required = true, .min = 1, .label = T("Monto", "Amount"),
                .hint = T("Lo aportado en especie se valora, y nunca se suma a lo que es en efectivo.",
                          "What is given in kind is valued, and never added to cash.")),
    FIELD_TEXT(struct contribution, description, .max = 300, .label = T("Qué se aporta", "What is given"),
               .hint = T("Obligatorio en especie: local, personal, equipo…", "Required in kind: premises, staff, equipment…")),
    RECORD_ANNULMENT(struct contribution),
};

static enum err contribution_check(struct ctx *ctx, void *row, const void *before)
{
    struct contribution *contribution = row;
    struct agreement agreement;
    (void)before;
    TRY(alliance_agreement(ctx, &contribution->agreement, &contribution->record, &agreement));
    if (contribution->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    enum err err = alliance_check_party(ctx, &agreement, "organisation", &contribution->organisation);
    if (str_eq(contribution->kind, S("in_kind")) && str_is_empty(contribution->description)) {
        err = ctx_fault(ctx, "description", STR_NONE, TEXT("Lo que se aporta en especie dice qué es.", "What is given in kind says what it is."),
                        TEXT("Escriba qué se aporta y por cuánto tiempo.", "Write what is given and for how long."));
    }
    return err;
}

const struct entity contribution_entity = {
    .shape = SHAPE("contribution", struct contribution, fields),
    .dataset = "contributions",
    .code_prefix = "AP",
    .label = T("Aporte de una parte", "Contribution of a party"),
    .plural = T("Aportes de las partes", "Contributions of the parties"),
    .store = &contribution_store,
    .parent = "agreement",
    .check = contribution_check,
};
