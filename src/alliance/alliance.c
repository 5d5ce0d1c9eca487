#include "alliance/alliance.h"

#include "core/record.h"
#include "party/organisation.h"

const struct choice alliance_alert_kinds[] = {
    {"end", T("Fin de la vigencia", "End of validity"), NULL},
    {"instalment", T("Cuota", "Instalment"), NULL},
    {"report", T("Informe", "Report"), NULL},
    {0},
};

static const struct field party_fields[] = {
    FIELD_TEXT(struct alliance_party, organisation, .label = T("Código", "Code")),
    FIELD_TEXT(struct alliance_party, name, .label = T("Parte", "Party")),
    FIELD_MONEY(struct alliance_party, cash, .label = T("Comprometido en efectivo", "Committed in cash")),
    FIELD_MONEY(struct alliance_party, planned, .label = T("Cuotas previstas", "Instalments planned")),
    FIELD_MONEY(struct alliance_party, received, .label = T("Recibido", "Received")),
    FIELD_MONEY(struct alliance_party, in_kind, .label = T("En especie", "In kind")),
};
static const struct shape party_shape = SHAPE("alliance_party", struct alliance_party, party_fields);
static const struct field target_fields[] = {
    FIELD_TEXT(struct alliance_target, indicator, .label = T("Código", "Code")),
    FIELD_LABEL(struct alliance_target, label, .label = T("Indicador", "Indicator")),
    FIELD_DATE(struct alliance_target, from, .label = T("Desde", "From")),
    FIELD_DATE(struct alliance_target, to, .label = T("Hasta", "Until")),
    FIELD_VALUE(struct alliance_target, target, .label = T("Meta", "Target")),
    FIELD_VALUE(struct alliance_target, result, .label = T("Resultado", "Result")),
    FIELD_PERCENT(struct alliance_target, percent, .label = T("Cumplimiento", "Achievement")),
    FIELD_CHOICE(struct alliance_target, light, .choices = target_lights, .label = T("Semáforo", "Traffic light")),
    FIELD_INT(struct alliance_target, version, .label = T("Versión de la meta", "Version of the target")),
};
static const struct shape target_shape = SHAPE("alliance_target", struct alliance_target, target_fields);
static const struct field shared_fields[] = {
    FIELD_TEXT(struct alliance_shared, agreement, .label = T("Código", "Code")),
    FIELD_TEXT(struct alliance_shared, title, .label = T("Convenio", "Agreement")),
    FIELD_INT(struct alliance_shared, services, .label = T("Servicios que ambos pagan", "Services that both pay")),
};
static const struct shape shared_shape = SHAPE("alliance_shared", struct alliance_shared, shared_fields);
static const struct field report_fields[] = {
    FIELD_RECORD(struct alliance_report, agreement, .shape = &agreement_entity.shape, .label = T("Convenio", "Agreement")),
    FIELD_DATE(struct alliance_report, from, .label = T("Desde", "From")),
    FIELD_DATE(struct alliance_report, to, .label = T("Hasta", "Until")),
    FIELD_DATE(struct alliance_report, valid_to, .label = T("Vigente hasta, con sus adendas", "Valid until, with its addenda")),
    FIELD_ROWS(struct alliance_report, parties, .shape = &party_shape, .label = T("Dinero por parte", "Money by party")),
    FIELD_ROWS(struct alliance_report, targets, .shape = &target_shape, .label = T("Metas y resultados", "Targets and results")),
    FIELD_ROWS(struct alliance_report, shared, .shape = &shared_shape, .label = T("Compartido con otros convenios", "Shared with other agreements")),
};
const struct shape alliance_report_shape = SHAPE("alliance_report", struct alliance_report, report_fields);

enum err alliance_agreement(struct ctx *ctx, const struct ref *ref, struct record *part, struct agreement *out)
{
    TRY(record_find_id(ctx, &agreement_entity, ref->id, out));
    part->unit = (struct ref){.id = out->record.unit.id};
    return ERR_OK;
}

enum err alliance_check_party(struct ctx *ctx, const struct agreement *agreement, const char *field, const struct ref *organisation)
{
    const struct refs *roles[] = {&agreement->funders, &agreement->operators, &agreement->cooperators, &agreement->beneficiaries};
    for (size_t i = 0; i < COUNT_OF(roles); i++) {
        for (size_t k = 0; k < roles[i]->len; k++) {
            if (id_eq(roles[i]->items[k].id, organisation->id)) {
                return ERR_OK;
            }
        }
    }
    return ctx_fault(ctx, field, organisation->code, TEXT("Esa organización no es parte del convenio.", "That organisation is no party of the agreement."),
                     TEXT("Elija una de sus partes, o agréguela primero al convenio.", "Choose one of its parties, or add it to the agreement first."));
}
