#include "alliance/agreement_target.h"
#include "alliance/alliance.h"
#include "core/record.h"
#include "results/target.h"

struct report_input {
    struct str code;
    struct date from;
    struct date to;
};
static const struct field report_fields[] = {
    FIELD_TEXT(struct report_input, code, .required = true, .max = 100, .label = T("Código", "Code")),
    FIELD_DATE(struct report_input, from, .label = T("Desde", "From"), .hint = T("Vacía: desde que vale.", "Empty: since it is valid.")),
    FIELD_DATE(struct report_input, to, .label = T("Hasta", "Until"), .hint = T("Vacía: hasta hoy o hasta que venció.", "Empty: until today or its end.")),
};
static const struct shape report_shape = SHAPE("agreement_report_input", struct report_input, report_fields);

struct alerts_input {
    int64_t days;
};
static const struct field alerts_fields[] = {
    FIELD_INT(struct alerts_input, days, .min = 0, .max = 366, .initial = "60", .label = T("Días hacia adelante", "Days ahead")),
};
static const struct shape alerts_shape = SHAPE("alerts_input", struct alerts_input, alerts_fields);
static const struct field alert_fields[] = {
    FIELD_TEXT(struct alliance_alert, agreement, .label = T("Convenio", "Agreement")),
    FIELD_TEXT(struct alliance_alert, title, .label = T("Título", "Title")),
    FIELD_CHOICE(struct alliance_alert, kind, .choices = alliance_alert_kinds, .label = T("Qué", "What")),
    FIELD_TEXT(struct alliance_alert, dataset, .label = T("Conjunto", "Dataset")),
    FIELD_TEXT(struct alliance_alert, code, .label = T("Código", "Code")),
    FIELD_DATE(struct alliance_alert, due, .label = T("Fecha", "Date")),
    FIELD_INT(struct alliance_alert, days, .label = T("Días que faltan", "Days left")),
};
static const struct shape alert_shape = SHAPE("alliance_alert", struct alliance_alert, alert_fields);

/* Within the days, and no newer version follows: targets come by indicator, first day and version. */
static bool holds(const struct agreement_target *targets, size_t i, size_t count, struct date from, struct date to)
{
    const struct agreement_target *target = &targets[i];
    for (size_t k = i + 1; k < count && str_eq(targets[k].indicator, target->indicator); k++) {
        if (date_cmp(targets[k].from_on, target->from_on) == 0 && date_cmp(targets[k].to_on, target->to_on) == 0) {
            return false;
        }
    }
    return date_cmp(target->from_on, to) <= 0 && date_cmp(from, target->to_on) <= 0;
}

static enum err weigh_targets(struct ctx *ctx, const struct agreement *agreement, struct date from, struct date to, struct rows *out)
{
    struct list list;
    TRY(children_of(ctx, &agreement_target_entity, agreement->record.agency, agreement->record.id, 500, &list));
    const struct agreement_target *targets = list.rows.items;
    struct alliance_target *lines = ARENA_ARRAY(ctx->arena, struct alliance_target, list.rows.len + 1);
    struct target_results results = {.ctx = ctx, .agreement = agreement->record.code, .agreement_id = agreement->record.id, .scope = ctx->scope,
                                     .room = list.rows.len};
    size_t count = 0;
    for (size_t i = 0; i < list.rows.len; i++) {
        if (!holds(targets, i, list.rows.len, from, to)) {
            continue;
        }
        struct alliance_target *line = &lines[count++];
        *line = (struct alliance_target){
            .indicator = targets[i].indicator,
            .label = target_label(targets[i].indicator),
            .from = targets[i].from_on,
            .to = targets[i].to_on,
            .target = target_value(targets[i].count, targets[i].amount),
            .percent = INT_NONE,
            .version = targets[i].version_number,
        };
        TRY(target_result(&results, targets[i].indicator, targets[i].from_on, targets[i].to_on, &line->result));
        line->percent = target_percent(line->result, line->target);
        line->light = line->percent == INT_NONE ? STR_NONE : target_light(line->percent);
    }
    *out = (struct rows){lines, count};
    return ERR_OK;
}

static enum err run_report(struct ctx *ctx, const void *in, void *out)
{
    const struct report_input *input = in;
    struct alliance_report *report = out;
    TRY(record_find_code(ctx, &agreement_entity, input->code, &report->agreement));
    TRY(record_label(ctx, &agreement_entity, &report->agreement, 1));
    const struct agreement *agreement = &report->agreement;
    report->valid_to = agreement_last_day(agreement);
    report->from = !date_is_none(input->from) ? input->from : !date_is_none(agreement->valid_from) ? agreement->valid_from : DATE(ctx->today.year, 1, 1);
    report->to = !date_is_none(input->to)                                                                ? input->to
                 : !date_is_none(report->valid_to) && date_cmp(report->valid_to, ctx->today) < 0 ? report->valid_to
                                                                                                         : ctx->today;
    if (date_cmp(report->from, report->to) > 0) {
        return ctx_fault(ctx, "to", date_iso(ctx->arena, report->to), TEXT("El período termina antes de comenzar.", "The period ends before it begins."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    struct id agency = agreement->record.agency;
    TRY(alliance_store_parties(ctx, agency, agreement->record.id, &report->parties));
    TRY(weigh_targets(ctx, agreement, report->from, report->to, &report->targets));
    return alliance_store_shared(ctx, agency, agreement->record.id, report->from, report->to, &report->shared);
}

static enum err run_alerts(struct ctx *ctx, const void *in, void *out)
{
    const struct alerts_input *input = in;
    struct list *list = out;
    int64_t days = input->days == INT_NONE ? 60 : input->days;
    *list = (struct list){.shape = &alert_shape, .total = INT_NONE};
    return alliance_store_alerts(ctx, ctx->today, date_add_days(ctx->today, (int32_t)days), &list->rows);
}

const struct op alliance_ops[] = {
    {.name = "agreement.report", .http = "GET /agreements/{code}/report",
     .label = T("Ver el informe de un convenio: dinero, metas y resultados", "See an agreement's report: money, targets and results"),
     .permission = PERM_AGREEMENT_READ, .kind = OP_READ, .input = &report_shape, .output = &alliance_report_shape, .answer = ANSWER_RECORD,
     .long_running = true, .run = run_report}, /* a statement for each period of a target */
    {.name = "agreement.alerts", .http = "GET /alerts/agreements",
     .label = T("Ver lo que vence en los convenios", "See what falls due in agreements"), .permission = PERM_AGREEMENT_READ, .kind = OP_READ,
     .input = &alerts_shape, .output = &alert_shape, .answer = ANSWER_LIST, .run = run_alerts},
};
const size_t alliance_op_count = COUNT_OF(alliance_ops);
