#include "centre/target.h"

#include "party/staff.h"
#include "party/unit.h"
#include "results/service_row.h"

static const struct field fields[] = {
    RECORD_CODE(struct target),
    RECORD_UNIT(struct target),
    FIELD_REF(struct target, adviser, .target = &staff_entity, .label = T("Asesor(a)", "Adviser"),
              .hint = T("Vacío: la meta es de toda la unidad.", "Empty: the target is the whole unit's.")),
    FIELD_TEXT(struct target, indicator, .required = true, .max = 60, .rule = target_rule_measure, .label = T("Qué se mide", "What is measured")),
    FIELD_DATE(struct target, from_on, .required = true, .label = T("Desde", "From")),
    FIELD_DATE(struct target, to_on, .required = true, .label = T("Hasta", "Until")),
    FIELD_INT(struct target, count, .min = 1, .max = 100000000, .label = T("Meta en número", "Target as a number")),
    FIELD_MONEY(struct target, amount, .min = 1, .label = T("Meta en dinero", "Target in money")),
    FIELD_INT(struct target, version_number, .computed = true, .label = T("Versión de la meta", "Version of the target")),
    FIELD_DATE(struct target, decided_on, .required = true, .past = true, .label = T("Decidida el", "Decided on")),
    FIELD_TEXT(struct target, basis, .max = 300, .label = T("Según", "According to"), .hint = T("Un plan anual, un acta o una carta.", "A plan of the year, minutes or a letter.")),
    RECORD_ANNULMENT(struct target),
};

static enum err check_new(struct ctx *ctx, struct target *target)
{
    int64_t version;
    struct date decided;
    TRY(target_store_last(ctx, target, &version, &decided));
    if (!date_is_none(decided) && date_cmp(target->decided_on, decided) < 0) {
        return ctx_fault(ctx, "decided_on", date_iso(ctx->arena, target->decided_on),
                         TEXT("Una versión nueva no se decidió antes que la anterior.", "A new version was not decided before the former one."),
                         TEXT("Corrija la fecha.", "Correct the date."));
    }
    target->version_number = version + 1;
    return ERR_OK;
}

static enum err target_check(struct ctx *ctx, void *row, const void *before)
{
    struct target *target = row;
    const struct target *was = before;
    enum err err = ERR_OK;
    enum service_row service;
    if (target->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    if (was != NULL && (target->count != was->count || target->amount.minor != was->amount.minor || !str_eq(target->indicator, was->indicator) ||
                        date_cmp(target->from_on, was->from_on) != 0 || date_cmp(target->to_on, was->to_on) != 0 ||
                        !id_eq(target->adviser.id, was->adviser.id))) {
        return ctx_fault(ctx, target->amount.minor != was->amount.minor ? "amount" : "count", STR_NONE,
                         TEXT("Una meta decidida no se sobrescribe.", "A target that was decided is not overwritten."),
                         TEXT("Registre una versión nueva con su fecha, o anule esta si fue un error.",
                              "Record a new version with its date, or annul this one if it was a mistake."));
    }
    if (date_cmp(target->from_on, target->to_on) > 0) {
        err = ctx_fault(ctx, "to_on", date_iso(ctx->arena, target->to_on), TEXT("Un período no termina antes de comenzar.", "A period does not end before it begins."),
                        TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    if (!id_is_none(target->adviser.id) && !service_row_find(target->indicator, &service)) {
        err = ctx_fault(ctx, "indicator", target->indicator,
                        TEXT("Esa cifra es de la unidad entera: no se reparte entre asesores.", "That figure is the whole unit's: it is not split between advisers."),
                        TEXT("Elija un renglón del informe mensual, por ejemplo service_business_advice.",
                             "Choose a row of the monthly report, for example service_business_advice."));
    }
    enum err value = target_check_value(ctx, target->indicator, target->count, target->amount);
    if (err != ERR_OK || value != ERR_OK) {
        return err != ERR_OK ? err : value;
    }
    return was != NULL ? ERR_OK : check_new(ctx, target);
}

const struct entity target_entity = {
    .shape = SHAPE("target", struct target, fields),
    .dataset = "targets",
    .code_prefix = "MT",
    .label = T("Meta", "Target"),
    .plural = T("Metas", "Targets"),
    .store = &target_store,
    .check = target_check,
};
