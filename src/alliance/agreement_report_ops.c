#include "alliance/agreement_report.h"

#include "alliance/alliance.h"
#include "core/flow.h"

struct send_input {
    struct flow_input flow;
    struct date sent_on;
    struct str evidence;
};
static const struct field send_fields[] = {
    FLOW_FIELDS(struct send_input),
    FIELD_DATE(struct send_input, sent_on, .required = true, .past = true, .label = T("Enviado el", "Sent on")),
    FIELD_TEXT(struct send_input, evidence, .max = 500, .label = T("Constancia de recibido", "Receipt")),
};
static const struct shape send_shape = SHAPE("agreement_report_send", struct send_input, send_fields);
struct answer_input {
    struct flow_input flow;
    struct date answered_on;
    struct str observations;
};
static const struct field answer_fields[] = {
    FLOW_FIELDS(struct answer_input),
    FIELD_DATE(struct answer_input, answered_on, .required = true, .past = true, .label = T("Respondido el", "Answered on")),
    FIELD_TEXT(struct answer_input, observations, .max = 2000, .label = T("Observaciones", "Observations")),
};
static const struct shape answer_shape = SHAPE("agreement_report_answer", struct answer_input, answer_fields);

struct plan_input {
    struct str code;
    struct str kind;
    int64_t days;
};
static const struct choice calendar_kinds[] = {
    {"monthly", T("Mensual", "Monthly"), "MENSUAL"},
    {"quarterly", T("Trimestral", "Quarterly"), "TRIMESTRAL"},
    {"yearly", T("Anual", "Yearly"), "ANUAL"},
    {0},
};
static const struct field plan_fields[] = {
    FIELD_TEXT(struct plan_input, code, .required = true, .max = 100, .label = T("Código", "Code")),
    FIELD_CHOICE(struct plan_input, kind, .required = true, .choices = calendar_kinds, .label = T("Cada cuánto", "How often")),
    FIELD_INT(struct plan_input, days, .min = 0, .max = 120, .initial = "5",
              .label = T("Días para entregarlo después del período", "Days to deliver it after the period")),
};
static const struct shape plan_shape = SHAPE("agreement_report_plan", struct plan_input, plan_fields);

enum { PERIODS_MOST = 120 };

/* Whether the calendar has the period already. */
static bool has_period(const struct list *list, struct str kind, struct date from)
{
    const struct agreement_report *rows = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        if (str_eq(rows[i].kind, kind) && date_cmp(rows[i].from_on, from) == 0) {
            return true;
        }
    }
    return false;
}

static enum err run_plan(struct ctx *ctx, const void *in, void *out)
{
    const struct plan_input *input = in;
    struct agreement agreement;
    struct list there;
    TRY(record_find_code(ctx, &agreement_entity, input->code, &agreement));
    if (date_is_none(agreement.valid_from) || date_is_none(agreement.valid_to)) {
        return ctx_fault(ctx, "code", input->code,
                         TEXT("El convenio no dice desde y hasta cuándo vale.", "The agreement does not say from and until when it is valid."),
                         TEXT("Complete su vigencia primero.", "Complete its validity first."));
    }
    struct date last = agreement_last_day(&agreement);
    TRY(children_of(ctx, &agreement_report_entity, agreement.record.agency, agreement.record.id, 500, &there));
    struct agreement_report *added = ARENA_ARRAY(ctx->arena, struct agreement_report, PERIODS_MOST);
    size_t count = 0;
    struct date from;
    struct date to;
    for (int i = 0; i < PERIODS_MOST && agreement_report_period(input->kind, agreement.valid_from, last, i, &from, &to); i++) {
        if (has_period(&there, input->kind, from)) {
            continue;
        }
        struct agreement_report *report = &added[count++];
        shape_clear(&agreement_report_entity.shape, report);
        report->record.source_line = INT_NONE;
        report->record.agency = agreement.record.agency;
        report->agreement = (struct ref){.id = agreement.record.id, .code = agreement.record.code};
        report->kind = input->kind;
        report->from_on = from;
        report->to_on = to;
        report->due_on = date_add_days(to, (int32_t)(input->days == INT_NONE ? 5 : input->days));
        if (agreement.funders.len > 0) {
            report->addressee = agreement.funders.items[0];
        }
        shape_fill(ctx->arena, &agreement_report_entity.shape, report);
        TRY(record_write(ctx, &agreement_report_entity, report, NULL));
    }
    struct list *list = out;
    *list = (struct list){.shape = &agreement_report_entity.shape, .rows = {added, count}, .total = (int64_t)count};
    return record_label(ctx, &agreement_report_entity, added, count);
}

#define MOVE(move, input, es, en) \
    FLOW_OP("agreement_report", "agreement_reports", agreement_report_entity, move, input, PERM_AGREEMENT_WRITE, es, en)

const struct op agreement_report_ops[] = {
    RECORD_OPS("agreement_report", "agreement_reports", agreement_report_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE,
               "un informe de un convenio", "a report of an agreement", false),
    CHILDREN_OP("agreement_report", "reports", agreement_report_entity, "agreement", "agreements", PERM_AGREEMENT_READ,
                "los informes de un convenio", "the reports of an agreement"),
    {.name = "agreement_report.plan", .http = "POST /agreements/{code}/reports",
     .label = T("Planificar los informes de un convenio", "Plan the reports of an agreement"), .permission = PERM_AGREEMENT_WRITE,
     .kind = OP_WRITE, .input = &plan_shape, .output = &agreement_report_entity.shape, .answer = ANSWER_LIST,
     .entity = &agreement_report_entity, .run = run_plan},
    MOVE("send", send_shape, "Registrar que un informe se envió", "Record that a report was sent"),
    MOVE("accept", answer_shape, "Registrar que un informe se aceptó", "Record that a report was accepted"),
    MOVE("observe", answer_shape, "Registrar que un informe fue observado", "Record that a report was observed"),
};
const size_t agreement_report_op_count = COUNT_OF(agreement_report_ops);
