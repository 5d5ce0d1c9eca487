#include "alliance/agreement_target.h"
#include "alliance/alliance.h"
#include "core/record.h"
#include "results/indicator.h"
#include "results/statement.h"

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

static const struct statement_figure *figure_of(const struct statement *statement, struct str code)
{
    const struct statement_figure *figures = statement->figures.items;
    for (size_t i = 0; i < statement->figures.len; i++) {
        if (str_eq(figures[i].code, code)) {
            return &figures[i];
        }
    }
    return NULL;
}

/* The statements of the periods that the targets name, each asked once: the same computation that everybody else is shown. */
struct asked {
    struct ctx *ctx;
    struct str agreement;
    struct statement *statements;
    size_t count;
};

static enum err result_of(struct asked *asked, const struct agreement_target *target, struct value *out)
{
    struct statement *statement = NULL;
    for (size_t i = 0; i < asked->count && statement == NULL; i++) {
        const struct statement_period *period = &asked->statements[i].period;
        if (date_cmp(period->from, target->from_on) == 0 && date_cmp(period->to, target->to_on) == 0) {
            statement = &asked->statements[i];
        }
    }
    if (statement == NULL) {
        struct statement_input in = {
            .from = target->from_on, .to = target->to_on, .agreement = asked->agreement, .map = S("then"), .territory = S("SV")};
        statement = &asked->statements[asked->count];
        shape_clear(&statement_shape, statement);
        TRY(op_find(S("results.statement"))->run(asked->ctx, &in, statement));
        asked->count++;
    }
    const struct statement_figure *figure = figure_of(statement, target->indicator);
    *out = figure == NULL ? (struct value){VALUE_NONE, 0} : figure->value;
    return ERR_OK;
}

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
    struct asked asked = {ctx, agreement->record.code, ARENA_ARRAY(ctx->arena, struct statement, list.rows.len + 1), 0};
    size_t count = 0;
    for (size_t i = 0; i < list.rows.len; i++) {
        if (!holds(targets, i, list.rows.len, from, to)) {
            continue;
        }
        enum indicator_code code;
        struct alliance_target *line = &lines[count++];
        bool money = targets[i].count == INT_NONE;
        *line = (struct alliance_target){
            .indicator = targets[i].indicator,
            .label = indicator_find(targets[i].indicator, &code) ? indicator_at(code)->label : TEXT_NONE,
            .from = targets[i].from_on,
            .to = targets[i].to_on,
            .target = {money ? VALUE_MONEY : VALUE_COUNT, money ? targets[i].amount.minor : targets[i].count},
            .percent = INT_NONE,
            .version = targets[i].version_number,
        };
        TRY(result_of(&asked, &targets[i], &line->result));
        if (line->result.kind != VALUE_NONE && line->target.amount > 0) {
            int64_t result = line->result.kind == VALUE_HUNDREDTHS ? line->result.amount / 100 : line->result.amount;
            line->percent = result / line->target.amount * 10000 + result % line->target.amount * 10000 / line->target.amount;
            line->light = alliance_light(line->percent);
        }
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
