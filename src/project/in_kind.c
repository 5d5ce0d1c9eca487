#include "project/in_kind.h"

#include "agreement/agreement.h"
#include "alliance/alliance.h"
#include "party/organisation.h"
#include "party/unit.h"
#include "project/project.h"
#include "territory/territory.h"

static const struct field fields[] = {
    RECORD_CODE(struct in_kind),
    RECORD_UNIT_COMPUTED(struct in_kind),
    FIELD_REF(struct in_kind, project, .required = true, .target = &project_entity, .label = T("Proyecto", "Project")),
    FIELD_REF(struct in_kind, organisation, .required = true, .target = &organisation_entity, .label = T("Quién aporta", "Given by")),
    FIELD_REF(struct in_kind, agreement, .target = &agreement_entity, .label = T("Según el convenio", "Under the agreement"),
              .hint = T("Uno de los convenios del proyecto; vacío: fuera de convenio.", "One of the project's agreements; empty: outside any.")),
    FIELD_TEXT(struct in_kind, label, .required = true, .max = 300, .label = T("Qué se aportó", "What was given"),
               .hint = T("Local, personal, equipo, transporte…", "Premises, staff, equipment, transport…")),
    FIELD_DATE(struct in_kind, given_on, .required = true, .past = true, .label = T("Fecha", "Date")),
    FIELD_MONEY(struct in_kind, amount, .required = true, .min = 1, .label = T("Valor estimado, en especie", "Estimated worth, in kind")),
    FIELD_TEXT(struct in_kind, valuation, .required = true, .max = 500, .label = T("Cómo se valoró", "How it was valued"),
               .hint = T("Precio de mercado, horas por tarifa, avalúo…", "Market price, hours by rate, appraisal…")),
    FIELD_CATALOGUE(struct in_kind, district, .catalogue = &territory_districts, .label = T("Distrito al que sirvió", "District that it served"),
                    .hint = T("Vacío: todo el territorio.", "Empty: all the territory.")),
    FIELD_TEXT(struct in_kind, evidence, .max = 500, .label = T("Constancia", "Evidence")),
    RECORD_ANNULMENT(struct in_kind),
};

static enum err in_kind_check(struct ctx *ctx, void *row, const void *before)
{
    struct in_kind *in_kind = row;
    struct project project;
    (void)before;
    TRY(project_of(ctx, &in_kind->project, &in_kind->record, &project));
    if (in_kind->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    TRY(project_check_agreement(ctx, &project, &in_kind->agreement));
    if (date_cmp(in_kind->given_on, project.starts_on) < 0 || date_cmp(in_kind->given_on, project.ends_on) > 0) {
        return ctx_fault(ctx, "given_on", date_iso(ctx->arena, in_kind->given_on),
                         TEXT("Ese día no está entre las fechas del proyecto.", "That day does not lie between the project's dates."),
                         TEXT("Corrija la fecha; la dirección puede cambiar las fechas del proyecto.",
                              "Correct the date; the direction may change the project's dates."));
    }
    if (id_is_none(in_kind->agreement.id)) {
        return ERR_OK;
    }
    struct agreement agreement;
    TRY(record_find_id(ctx, &agreement_entity, in_kind->agreement.id, &agreement));
    return alliance_check_party(ctx, &agreement, "organisation", &in_kind->organisation);
}

const struct entity in_kind_entity = {
    .shape = SHAPE("in_kind", struct in_kind, fields),
    .dataset = "in_kind_contributions",
    .code_prefix = "ES",
    .label = T("Aporte en especie", "Contribution in kind"),
    .plural = T("Aportes en especie", "Contributions in kind"),
    .store = &in_kind_store,
    .parent = "project",
    .check = in_kind_check,
};
