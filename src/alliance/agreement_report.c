#include "alliance/agreement_report.h"

#include "alliance/alliance.h"
#include "core/flow.h"
#include "party/organisation.h"
#include "party/unit.h"

const struct choice agreement_report_kinds[] = {
    {"monthly", T("Mensual", "Monthly"), "MENSUAL"},
    {"quarterly", T("Trimestral", "Quarterly"), "TRIMESTRAL"},
    {"yearly", T("Anual", "Yearly"), "ANUAL"},
    {"final", T("Final", "Final"), "FINAL"},
    {"settlement", T("Liquidación", "Settlement"), "LIQUIDACION|liquidación"},
    {"other", T("Otro", "Other"), "OTRO"},
    {0},
};
const struct choice agreement_report_states[] = {
    {"pending", T("Pendiente", "Pending"), "PENDIENTE"},
    {"sent", T("Enviado", "Sent"), "ENVIADO"},
    {"accepted", T("Aceptado", "Accepted"), "ACEPTADO"},
    {"observed", T("Observado", "Observed"), "OBSERVADO"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct agreement_report),
    RECORD_UNIT_COMPUTED(struct agreement_report),
    FIELD_REF(struct agreement_report, agreement, .required = true, .target = &agreement_entity, .label = T("Convenio", "Agreement")),
    FIELD_CHOICE(struct agreement_report, kind, .required = true, .choices = agreement_report_kinds, .label = T("Tipo", "Kind")),
    FIELD_DATE(struct agreement_report, from_on, .required = true, .label = T("Informa desde", "Reports from")),
    FIELD_DATE(struct agreement_report, to_on, .required = true, .label = T("Informa hasta", "Reports to")),
    FIELD_DATE(struct agreement_report, due_on, .required = true, .label = T("Fecha límite", "Due on")),
    FIELD_REF(struct agreement_report, addressee, .target = &organisation_entity, .label = T("A quién", "Addressee")),
    FIELD_CHOICE(struct agreement_report, state, .choices = agreement_report_states, .initial = "pending", .label = T("Estado", "State")),
    FIELD_DATE(struct agreement_report, sent_on, .past = true, .label = T("Enviado el", "Sent on")),
    FIELD_DATE(struct agreement_report, answered_on, .past = true, .label = T("Respondido el", "Answered on")),
    FIELD_TEXT(struct agreement_report, observations, .max = 2000, .label = T("Observaciones", "Observations")),
    FIELD_TEXT(struct agreement_report, evidence, .max = 500, .label = T("Constancia de recibido", "Receipt")),
    RECORD_ANNULMENT(struct agreement_report),
};

bool agreement_report_period(struct str kind, struct date from, struct date to, int i, struct date *out_from, struct date *out_to)
{
    int months = str_eq(kind, S("monthly")) ? 1 : str_eq(kind, S("quarterly")) ? 3 : 12;
    int first_month = (from.month - 1) / months * months + 1;
    struct date first = date_add_months(DATE(from.year, first_month, 1), i * months);
    struct date last = date_add_days(date_add_months(first, months), -1);
    if (date_cmp(first, to) > 0) {
        return false;
    }
    *out_from = date_cmp(first, from) < 0 ? from : first;
    *out_to = date_cmp(last, to) > 0 ? to : last;
    return true;
}

static enum err agreement_report_check(struct ctx *ctx, void *row, const void *before)
{
    struct agreement_report *report = row;
    struct agreement agreement;
    (void)before;
    TRY(alliance_agreement(ctx, &report->agreement, &report->record, &agreement));
    if (report->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    if (date_cmp(report->from_on, report->to_on) > 0 || date_cmp(report->to_on, report->due_on) > 0) {
        err = ctx_fault(ctx, date_cmp(report->from_on, report->to_on) > 0 ? "to_on" : "due_on", date_iso(ctx->arena, report->to_on),
                        TEXT("Un informe cubre un período que termina antes de su fecha límite.",
                             "A report covers a period that ends before it is due."),
                        TEXT("Corrija las fechas.", "Correct the dates."));
    }
    if (str_eq(report->state, S("pending")) != date_is_none(report->sent_on)) {
        err = ctx_fault(ctx, "sent_on", date_iso(ctx->arena, report->sent_on),
                        TEXT("Lo enviado dice cuándo, y solo lo enviado.", "What was sent says when, and only that."),
                        TEXT("Use el paso «Se envió».", "Use the step “It was sent”."));
    }
    return err;
}

static enum err guard_observe(struct ctx *ctx, void *row, const void *before, const void *in)
{
    const struct agreement_report *report = row;
    (void)before;
    (void)in;
    if (!str_is_empty(report->observations)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "observations", STR_NONE, TEXT("Un informe observado dice qué se observó.", "An observed report says what was observed."),
                     TEXT("Escriba lo que respondió quien lo recibió.", "Write what its addressee answered."));
}

static const struct flow_move moves[] = {
    {.name = "send", .label = T("Se envió", "It was sent"), .from = "pending observed", .to = "sent"},
    {.name = "accept", .label = T("Se aceptó", "It was accepted"), .from = "sent", .to = "accepted"},
    {.name = "observe", .label = T("Fue observado", "It was observed"), .from = "sent", .to = "observed", .guard = guard_observe},
};
static const struct flow flow = {.field = "state", .entry = "pending", .moves = moves, .count = COUNT_OF(moves)};

const struct entity agreement_report_entity = {
    .shape = SHAPE("agreement_report", struct agreement_report, fields),
    .dataset = "agreement_reports",
    .code_prefix = "IF",
    .label = T("Informe de un convenio", "Report of an agreement"),
    .plural = T("Informes de convenios", "Reports of agreements"),
    .store = &agreement_report_store,
    .parent = "agreement",
    .flow = &flow,
    .check = agreement_report_check,
};
