#include "results/milestone.h"

#include "advice/service.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "party/unit.h"

const struct choice milestone_kinds[] = {
    {"formalisation", T("Formalización", "Formalisation"), "FORMALIZACION|formalización"},
    {"business_started", T("Nueva empresa", "Business started"), "NUEVA_EMPRESA|nueva empresa|nuevas iniciativas"},
    {"new_product", T("Nuevo producto", "New product"), "NUEVO_PRODUCTO|nuevo producto"},
    {"new_market", T("Nuevo mercado", "New market"), "NUEVO_MERCADO|nuevo mercado"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct milestone),
    RECORD_UNIT(struct milestone),
    FIELD_REF(struct milestone, enterprise, .target = &enterprise_entity, .label = T("Empresa", "Enterprise"),
              .hint = T("La empresa o la persona; al menos una de las dos.",
                        "The enterprise or the person; at least one of them.")),
    FIELD_REF(struct milestone, person, .target = &person_entity, .label = T("Persona", "Person")),
    FIELD_CHOICE(struct milestone, kind, .required = true, .choices = milestone_kinds, .label = T("Hito", "Milestone")),
    FIELD_DATE(struct milestone, date, .required = true, .past = true, .label = T("Fecha", "Date")),
    FIELD_TEXT(struct milestone, description, .max = 1000, .label = T("Descripción", "Description")),
    SERVICE_EVIDENCE(struct milestone),
    SERVICE_VERIFICATION(struct milestone),
    RECORD_ANNULMENT(struct milestone),
};

static enum err check_once(struct ctx *ctx, const struct milestone *milestone)
{
    /* Files report the same start again, year after year: the results count the first one. */
    if (ctx->importing || !str_eq(milestone->kind, S("business_started"))) {
        return ERR_OK;
    }
    struct str other;
    TRY(milestone_store_other(ctx, milestone, &other));
    if (other.ptr == NULL) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "kind", milestone->kind,
                     text_format(ctx->arena,
                                 TEXT("Una empresa o persona comienza su negocio una sola vez; ya consta en %s.",
                                      "An enterprise or person starts its business once; it is recorded in %s."),
                                 str_c(ctx->arena, other)),
                     TEXT("Corrija o anule ese hito si está mal.", "Correct or annul that milestone if it is wrong."));
}

enum err milestone_check(struct ctx *ctx, void *row, const void *before)
{
    struct milestone *milestone = row;
    const struct milestone *was = before;
    if (service_is_annulled(&milestone->record)) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    if (id_is_none(milestone->enterprise.id) && id_is_none(milestone->person.id)) {
        err = ctx_fault(ctx, "enterprise", STR_NONE,
                        TEXT("Un hito nombra una empresa o una persona.", "A milestone names an enterprise or a person."),
                        TEXT("Elija de quién es el hito.", "Choose whose milestone it is."));
    }
    SERVICE_COLLECT(err, service_check_date(ctx, "date", milestone->date, was == NULL ? DATE_NONE : was->date));
    SERVICE_COLLECT(err, check_once(ctx, milestone));
    SERVICE_COLLECT(err, service_check_verification(ctx, &milestone_entity, row, before));
    return err;
}

static void touches(struct ctx *ctx, const void *row)
{
    const struct milestone *milestone = row;
    if (!id_is_none(milestone->enterprise.id)) {
        ctx_touch(ctx, 'e', milestone->record.agency, milestone->enterprise.id);
    }
    if (!id_is_none(milestone->person.id)) {
        ctx_touch(ctx, 'p', milestone->record.agency, milestone->person.id);
    }
}

const struct entity milestone_entity = {
    .shape = SHAPE("milestone", struct milestone, fields),
    .dataset = "milestones",
    .code_prefix = "H",
    .label = T("Hito", "Milestone"),
    .plural = T("Hitos", "Milestones"),
    .store = &milestone_store,
    .dated_by = "date",
    .sensitive_read = "milestone",
    .check = milestone_check,
    .touches = touches,
};
