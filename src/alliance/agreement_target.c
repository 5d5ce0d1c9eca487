#include "alliance/agreement_target.h"

#include "alliance/alliance.h"
#include "party/unit.h"
#include "results/target.h"

static const struct field fields[] = {
    RECORD_CODE(struct agreement_target),
    RECORD_UNIT_COMPUTED(struct agreement_target),
    FIELD_REF(struct agreement_target, agreement, .required = true, .target = &agreement_entity, .label = T("Convenio", "Agreement")),
    FIELD_TEXT(struct agreement_target, indicator, .required = true, .max = 60, .rule = target_rule_measure, .label = T("Indicador", "Indicator")),
    FIELD_DATE(struct agreement_target, from_on, .required = true, .label = T("Desde", "From")),
    FIELD_DATE(struct agreement_target, to_on, .required = true, .label = T("Hasta", "Until")),
    FIELD_INT(struct agreement_target, count, .min = 1, .max = 100000000, .label = T("Meta en número", "Target as a number")),
    FIELD_MONEY(struct agreement_target, amount, .min = 1, .label = T("Meta en dinero", "Target in money")),
    FIELD_INT(struct agreement_target, version_number, .computed = true, .label = T("Versión de la meta", "Version of the target")),
    FIELD_DATE(struct agreement_target, decided_on, .required = true, .past = true, .label = T("Acordada el", "Agreed on")),
    FIELD_TEXT(struct agreement_target, basis, .max = 300, .label = T("Según", "According to"),
               .hint = T("El convenio, una adenda o una carta.", "The agreement, an addendum or a letter.")),
    RECORD_ANNULMENT(struct agreement_target),
};

static enum err check_named(struct ctx *ctx, const struct agreement_target *target, const struct agreement *agreement)
{
    if (agreement_names(agreement, target->indicator)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "indicator", target->indicator,
                     TEXT("El convenio no nombra ese indicador.", "The agreement does not name that indicator."),
                     TEXT("Elija uno de los que nombra; si las partes acordaron otro, la dirección lo agrega primero al convenio, según su adenda.",
                          "Choose one that it names; if the parties agreed on another, the direction adds it to the agreement first, by its addendum."));
}

static enum err check_days(struct ctx *ctx, const struct agreement_target *target, const struct agreement *agreement)
{
    struct date last = agreement_last_day(agreement);
    if (date_cmp(target->from_on, target->to_on) > 0) {
        return ctx_fault(ctx, "to_on", date_iso(ctx->arena, target->to_on), TEXT("Un período no termina antes de comenzar.", "A period does not end before it begins."),
                         TEXT("Corrija una de las dos fechas; otro período lo acuerdan las partes.",
                              "Correct one of the two dates; the parties may agree on another period."));
    }
    if ((!date_is_none(agreement->valid_from) && date_cmp(target->from_on, agreement->valid_from) < 0) ||
        (!date_is_none(last) && date_cmp(target->to_on, last) > 0)) {
        return ctx_fault(ctx, "to_on", date_iso(ctx->arena, target->to_on),
                         TEXT("La meta está fuera de la vigencia del convenio.", "The target lies outside the validity of the agreement."),
                         TEXT("Corrija las fechas; si la vigencia se amplió, registre primero la adenda.",
                              "Correct the dates; if the validity was extended, record the addendum first."));
    }
    return ERR_OK;
}

/* A new row for the same indicator and period is the next version. */
static enum err number_version(struct ctx *ctx, struct agreement_target *target, const struct agreement *agreement)
{
    struct list list;
    TRY(children_of(ctx, &agreement_target_entity, agreement->record.agency, agreement->record.id, 500, &list));
    const struct agreement_target *rows = list.rows.items;
    target->version_number = 1;
    for (size_t i = 0; i < list.rows.len; i++) {
        if (!str_eq(rows[i].indicator, target->indicator) || date_cmp(rows[i].from_on, target->from_on) != 0 ||
            date_cmp(rows[i].to_on, target->to_on) != 0) {
            continue;
        }
        if (date_cmp(target->decided_on, rows[i].decided_on) < 0) {
            return ctx_fault(ctx, "decided_on", date_iso(ctx->arena, target->decided_on),
                             TEXT("Una versión nueva no se acordó antes que la anterior.", "A new version was not agreed before the former one."),
                             TEXT("Corrija la fecha.", "Correct the date."));
        }
        if (rows[i].version_number >= target->version_number) {
            target->version_number = rows[i].version_number + 1;
        }
    }
    return ERR_OK;
}

static enum err agreement_target_check(struct ctx *ctx, void *row, const void *before)
{
    struct agreement_target *target = row;
    const struct agreement_target *was = before;
    struct agreement agreement;
    TRY(alliance_agreement(ctx, &target->agreement, &target->record, &agreement));
    if (target->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    if (was != NULL && (target->count != was->count || target->amount.minor != was->amount.minor)) {
        return ctx_fault(ctx, target->count != was->count ? "count" : "amount", STR_NONE,
                         TEXT("Una meta acordada no se sobrescribe.", "A target that was agreed is not overwritten."),
                         TEXT("Registre una versión nueva con su fecha, o anule esta si fue un error.",
                              "Record a new version with its date, or annul this one if it was a mistake."));
    }
    enum err named = ctx->importing ? ERR_OK : check_named(ctx, target, &agreement);
    enum err days = check_days(ctx, target, &agreement);
    enum err value = target_check_value(ctx, target->indicator, target->count, target->amount);
    if (named != ERR_OK || days != ERR_OK || value != ERR_OK) {
        return ERR_INVALID;
    }
    return was != NULL ? ERR_OK : number_version(ctx, target, &agreement);
}

const struct entity agreement_target_entity = {
    .shape = SHAPE("agreement_target", struct agreement_target, fields),
    .dataset = "agreement_targets",
    .code_prefix = "ME",
    .label = T("Meta de un convenio", "Target of an agreement"),
    .plural = T("Metas de convenios", "Targets of agreements"),
    .store = &agreement_target_store,
    .parent = "agreement",
    .check = agreement_target_check,
};
