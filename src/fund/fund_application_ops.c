#include "advice/service.h"
#include "finance/disbursement.h"
#include "finance/link.h"
#include "fund/fund_flow.h"
#include "fund/fund_sheet.h"

/* ---- what the steps ask for -------------------------------------------------------------------------------------- */

static const struct field observe_fields[] = {
    FLOW_FIELDS(struct fund_observe_input),
    FIELD_TEXT(struct fund_observe_input, text, .required = true, .max = 1000, .label = T("Observación", "Observation")),
    FIELD_TEXT(struct fund_observe_input, made_by, .max = 150, .label = T("La hizo", "Made by")),
    FIELD_DATE(struct fund_observe_input, made_on, .past = true, .label = T("Fecha", "Date")),
};
static const struct shape observe_shape = SHAPE("fund_observe", struct fund_observe_input, observe_fields);

struct submit_input {
    struct flow_input flow;
    struct date submitted_on;
};
static const struct field submit_fields[] = {
    FLOW_FIELDS(struct submit_input),
    FIELD_DATE(struct submit_input, submitted_on, .past = true, .label = T("Presentada el", "Handed in on")),
};
static const struct shape submit_shape = SHAPE("fund_submit", struct submit_input, submit_fields);

static const struct field approve_fields[] = {
    FLOW_FIELDS(struct fund_approve_input),
    FIELD_MONEY(struct fund_approve_input, approved, .required = true, .min = 1,
                .label = T("Aprobado por el fondo", "Approved by the fund")),
    FIELD_DATE(struct fund_approve_input, decided_on, .required = true, .past = true, .label = T("Decidida el", "Decided on")),
    FIELD_TEXT(struct fund_approve_input, existing_link, .max = 100,
               .label = T("Vinculación ya registrada", "Link recorded before"),
               .hint = T("Su código, si este dinero ya se registró como vinculación.",
                         "Its code, if this money was recorded as a link already.")),
};
static const struct shape approve_shape = SHAPE("fund_approve", struct fund_approve_input, approve_fields);

struct deny_input {
    struct flow_input flow;
    struct date decided_on;
    struct str reason;
};
static const struct field deny_fields[] = {
    FLOW_FIELDS(struct deny_input),
    FIELD_DATE(struct deny_input, decided_on, .past = true, .label = T("Decidida el", "Decided on")),
    FIELD_TEXT(struct deny_input, reason, .required = true, .max = 500, .label = T("Motivo", "Reason")),
};
static const struct shape deny_shape = SHAPE("fund_deny", struct deny_input, deny_fields);

struct ratify_input {
    struct flow_input flow;
    struct date ratified_on;
    struct str ratification;
};
static const struct field ratify_fields[] = {
    FLOW_FIELDS(struct ratify_input),
    FIELD_DATE(struct ratify_input, ratified_on, .required = true, .past = true, .label = T("Ratificada el", "Ratified on")),
    FIELD_TEXT(struct ratify_input, ratification, .max = 120, .label = T("Acta o resolución", "Act or resolution")),
};
static const struct shape ratify_shape = SHAPE("fund_ratify", struct ratify_input, ratify_fields);

struct start_input {
    struct flow_input flow;
    struct date started_on;
};
static const struct field start_fields[] = {
    FLOW_FIELDS(struct start_input),
    FIELD_DATE(struct start_input, started_on, .past = true, .label = T("Ejecución desde", "Execution from")),
};
static const struct shape start_shape = SHAPE("fund_start", struct start_input, start_fields);

struct finish_input {
    struct flow_input flow;
    struct date finished_on;
};
static const struct field finish_fields[] = {
    FLOW_FIELDS(struct finish_input),
    FIELD_DATE(struct finish_input, finished_on, .past = true, .label = T("Ejecución hasta", "Execution until")),
};
static const struct shape finish_shape = SHAPE("fund_finish", struct finish_input, finish_fields);

struct settle_input {
    struct flow_input flow;
    struct date settled_on;
    struct money returned;
    struct date returned_on;
};
static const struct field settle_fields[] = {
    FLOW_FIELDS(struct settle_input),
    FIELD_DATE(struct settle_input, settled_on, .past = true, .label = T("Liquidada el", "Settled on")),
    FIELD_MONEY(struct settle_input, returned, .min = 0, .label = T("Devuelto al fondo", "Given back to the fund")),
    FIELD_DATE(struct settle_input, returned_on, .past = true, .label = T("Devuelto el", "Given back on")),
};
static const struct shape settle_shape = SHAPE("fund_settle", struct settle_input, settle_fields);

struct close_input {
    struct flow_input flow;
    struct date closed_on;
    struct str impact_note;
};
static const struct field close_fields[] = {
    FLOW_FIELDS(struct close_input),
    FIELD_DATE(struct close_input, closed_on, .past = true, .label = T("Cerrada el", "Closed on")),
    FIELD_TEXT(struct close_input, impact_note, .max = 500,
               .label = T("Por qué no hay medición posterior", "Why there is no measurement after it"),
               .hint = T("Solo si la empresa no se pudo medir después.",
                         "Only if the enterprise could not be measured afterwards.")),
};
static const struct shape close_shape = SHAPE("fund_close", struct close_input, close_fields);

/* ---- points, a whole sheet at once ---------------------------------------------------------------------------------- */

struct one_score {
    struct str item;
    int64_t points;
};
static const struct field one_fields[] = {
    FIELD_TEXT(struct one_score, item, .required = true, .max = 60, .label = T("Criterio", "Item")),
    FIELD_PERCENT(struct one_score, points, .required = true, .max = 100000, .label = T("Puntos", "Points")),
};
static const struct shape one_shape = SHAPE("fund_one_score", struct one_score, one_fields);
struct score_input {
    struct str code;
    struct date scored_on;
    struct str evaluator;
    struct rows scores;
};
static const struct field score_fields[] = {
    FIELD_TEXT(struct score_input, code, .required = true, .max = 100, .label = T("Código", "Code")),
    FIELD_DATE(struct score_input, scored_on, .past = true, .label = T("Fecha", "Date")),
    FIELD_TEXT(struct score_input, evaluator, .max = 150, .label = T("Evaluó", "Evaluated by")),
    FIELD_ROWS(struct score_input, scores, .shape = &one_shape, .required = true, .label = T("Puntajes", "Points")),
};
static const struct shape score_shape = SHAPE("fund_score", struct score_input, score_fields);

/* What is wrong with one of them is said beside it. */
static enum err write_score(struct ctx *ctx, const struct score_input *in, const struct one_score *one,
                            const struct fund_application *application,
                            const struct list *present)
{
    struct score_item item;
    struct application_score row;
    shape_clear(&score_item_entity.shape, &item);
    size_t faults = ctx->fault->count;
    enum err found = record_find_code(ctx, &score_item_entity, one->item, &item);
    if (found == ERR_NOT_FOUND) {
        return ctx_fault(ctx, "item", one->item, TEXT("No hay un criterio con ese código.", "There is no item of that code."),
                         TEXT("Vea los códigos en las hojas de la convocatoria.", "See the codes on the call's sheets."));
    }
    TRY(found);
    const struct application_score *before = NULL;
    const struct application_score *rows = present->rows.items;
    for (size_t i = 0; i < present->rows.len; i++) {
        before = id_eq(rows[i].item.id, item.record.id) ? &rows[i] : before;
    }
    if (before != NULL && before->points == one->points) {
        return ERR_OK;
    }
    shape_clear(&application_score_entity.shape, &row);
    if (before != NULL) {
        row = *before;
    }
    row.record.agency = application->record.agency;
    row.application = (struct ref){.id = application->record.id, .code = application->record.code};
    row.item = (struct ref){.id = item.record.id, .code = item.record.code};
    row.points = one->points;
    row.scored_on = date_is_none(in->scored_on) ? ctx->today : in->scored_on;
    row.evaluator = in->evaluator;
    row.record.source_line = INT_NONE;
    shape_fill(ctx->arena, &application_score_entity.shape, &row);
    enum err err = record_write(ctx, &application_score_entity, &row, before);
    for (size_t i = faults; i < ctx->fault->count; i++) {
        if (str_eq_c(ctx->fault->items[i].field, "points")) {
            ctx->fault->items[i].field = str_format(ctx->arena, "s-" STR_FMT, STR_ARG(one->item));
        }
    }
    return err;
}

enum { SCORES_MOST = 200 };

static enum err run_score(struct ctx *ctx, const void *in_, void *out)
{
    const struct score_input *in = in_;
    struct fund_application *row = out;
    struct list present;
    TRY(record_find_code(ctx, &fund_application_entity, in->code, row));
    TRY(children_of(ctx, &application_score_entity, row->record.agency, row->record.id, FUND_PARTS_MOST, &present));
    const struct one_score *scores = in->scores.items;
    enum err err = ERR_OK;
    for (size_t i = 0; i < in->scores.len && i < SCORES_MOST; i++) {
        SERVICE_COLLECT(err, write_score(ctx, in, &scores[i], row, &present));
    }
    TRY(err);
    ctx->subject = str_format(ctx->arena, "fund_applications/" STR_FMT, STR_ARG(row->record.code));
    ctx->subject_id = row->record.id;
    ctx->subject_unit = row->record.unit.id;
    ctx->subject_version = row->record.version;
    return record_label(ctx, &fund_application_entity, row, 1);
}

/* ---- money of the fund -------------------------------------------------------------------------------------------------- */

struct disburse_input {
    struct str code;
    struct date date;
    struct money amount;
    struct str evidence;
};
static const struct field disburse_fields[] = {
    FIELD_TEXT(struct disburse_input, code, .required = true, .max = 100, .label = T("Código", "Code")),
    FIELD_DATE(struct disburse_input, date, .required = true, .past = true, .label = T("Fecha", "Date")),
    FIELD_MONEY(struct disburse_input, amount, .required = true, .min = 1, .label = T("Monto", "Amount")),
    FIELD_TEXT(struct disburse_input, evidence, .required = true, .max = 500, .label = T("Evidencia", "Evidence"),
               .hint = T("El cheque o la transferencia y dónde está su copia.",
                         "The cheque or transfer and where its copy is.")),
};
static const struct shape disburse_shape = SHAPE("fund_disburse", struct disburse_input, disburse_fields);

static enum err run_disburse(struct ctx *ctx, const void *in, void *out)
{
    const struct disburse_input *input = in;
    struct disbursement *row = out;
    struct fund_application application;
    struct fund_sheet sheet;
    shape_clear(&fund_application_entity.shape, &application);
    TRY(record_find_code(ctx, &fund_application_entity, input->code, &application));
    TRY(fund_sheet_gather(ctx, &application, &sheet));
    if (!flow_names("invoiced executing executed", application.state) || id_is_none(application.link.id)) {
        const struct choice *now = choice_find(fund_application_states, application.state);
        return ctx_fault(ctx, "code", application.record.code,
                         text_words(ctx->arena, TEXT("El fondo paga después de la factura; la solicitud está: %s.",
                                                     "The fund pays after the invoice; the application is: %s."),
                                    now == NULL ? (struct text)T("?", "?") : now->label),
                         TEXT("Registre antes la entrega de la factura.", "Record first that the invoice was handed in."));
    }
    int64_t spent = fund_sheet_source(&sheet, "fund")->spent_cash.minor;
    if (str_eq(sheet.call.payment, S("reimbursement")) && sheet.disbursed.minor + input->amount.minor > spent) {
        return ctx_fault(ctx, "amount", money_plain(ctx->arena, input->amount),
                         text_format(ctx->arena, TEXT("El fondo reembolsa lo gastado: de su parte se gastaron %s y ya pagó %s.",
                                                      "The fund reimburses what was spent: %s of its part were spent and it has paid %s."),
                                     str_c(ctx->arena, money_display(ctx->arena, money_of(spent, ctx->currency))),
                                     str_c(ctx->arena, money_display(ctx->arena, sheet.disbursed))),
                         TEXT("Registre antes los pagos con su documento.", "Record the payments with their document first."));
    }
    shape_clear(&disbursement_entity.shape, row);
    row->record.agency = application.record.agency;
    row->record.source_line = INT_NONE;
    row->link = (struct ref){.id = application.link.id, .code = application.link.code};
    row->date = input->date;
    row->amount = input->amount;
    row->evidence = input->evidence;
    shape_fill(ctx->arena, &disbursement_entity.shape, row);
    return service_write(ctx, &disbursement_entity, row, NULL);
}

/* ---- reading ---------------------------------------------------------------------------------------------------------------- */

static enum err run_sheet(struct ctx *ctx, const void *in, void *out)
{
    const struct record_code_input *input = in;
    struct fund_application application;
    struct fund_sheet *sheet = out;
    shape_clear(&fund_application_entity.shape, &application);
    TRY(record_find_code(ctx, &fund_application_entity, input->code, &application));
    ctx->subject = str_format(ctx->arena, "fund_applications/" STR_FMT, STR_ARG(application.record.code));
    ctx->subject_id = application.record.id;
    ctx->subject_unit = application.record.unit.id;
    TRY(fund_sheet_gather(ctx, &application, sheet));
    TRY(record_label(ctx, &fund_application_entity, &sheet->application, 1));
    TRY(record_label(ctx, &fund_call_entity, &sheet->call, 1));
    return id_is_none(application.line.id) ? ERR_OK : record_label(ctx, &fund_line_entity, &sheet->line, 1);
}

static enum err run_alerts(struct ctx *ctx, const void *in, void *out)
{
    (void)in;
    struct list *list = out;
    struct list due;
    TRY(fund_application_store_due(ctx, &due));
    struct fund_alert *alerts = ARENA_ARRAY(ctx->arena, struct fund_alert, due.rows.len + 1);
    const struct fund_application *rows = due.rows.items;
    for (size_t i = 0; i < due.rows.len; i++) {
        const struct fund_application *row = &rows[i];
        struct fund_call call;
        struct fund_line line;
        struct working_days calendar;
        TRY(fund_application_terms(ctx, row, &call, &line));
        bool late = date_cmp(ctx->today, row->invoice_due_on) > 0;
        TRY(fund_application_calendar(ctx, row, &call, late ? row->invoice_due_on : ctx->today, &calendar));
        alerts[i] = (struct fund_alert){
            .application = row->record.code,
            .title = row->title,
            .call = row->call.code,
            .client = id_is_none(row->enterprise.id) ? row->person.label : row->enterprise.label,
            .ratified_on = row->ratified_on,
            .due = row->invoice_due_on,
            .days = working_day_between(&calendar, ctx->today, row->invoice_due_on),
            .late = late ? ANSWER_YES : ANSWER_NO,
        };
    }
    *list = (struct list){.shape = &fund_alert_shape, .rows = {alerts, due.rows.len}, .total = (int64_t)due.rows.len};
    return ERR_OK;
}

static enum err run_by_client(struct ctx *ctx, const void *in, void *out)
{
    struct service_client client;
    TRY(service_find_client(ctx, in, &client));
    return fund_application_store_by_client(ctx, client.is_person, client.agency, client.id, client.limit, out);
}

static enum err run_newest(struct ctx *ctx, const void *in, void *out)
{
    return fund_application_store_newest(ctx, in, out);
}

#define MOVE(move, input, permission_, es, en) \
    FLOW_OP("fund_application", "fund_applications", fund_application_entity, move, input, permission_, es, en)

const struct op fund_application_ops[] = {
    RECORD_OPS("fund_application", "fund_applications", fund_application_entity, PERM_RECORD_READ, PERM_FINANCE_WRITE,
               "una solicitud a un fondo",
               "an application to a fund", true),
    CHILDREN_OP("fund_application", "applications", fund_application_entity, "call", "fund_calls", PERM_RECORD_READ,
                "las solicitudes de una convocatoria",
                "the applications of a call"),
    SERVICE_BY_CLIENT_OP("fund_application", "fund_applications", fund_application_entity, "las solicitudes a fondos",
                         "applications to funds", run_by_client),
    {.name = "fund_application.newest", .http = "GET /newest/fund_applications",
     .label = T("Ver las solicitudes a fondos más recientes",
                "See the newest applications to funds"), .permission = PERM_RECORD_READ, .kind = OP_READ,
     .input = &service_newest_shape, .output = &fund_application_entity.shape, .answer = ANSWER_LIST, .entity = &fund_application_entity, .run = run_newest},
    MOVE("formulate", flow_input_shape, PERM_FINANCE_WRITE, "Empezar a formular una solicitud",
         "Begin to formulate an application"),
    MOVE("observe", observe_shape, PERM_FINANCE_WRITE, "Observar una solicitud", "Observe an application"),
    MOVE("resume", flow_input_shape, PERM_FINANCE_WRITE, "Registrar que las observaciones se atendieron",
         "Record that the observations were dealt with"),
    MOVE("submit", submit_shape, PERM_FINANCE_WRITE, "Presentar una solicitud al fondo", "Hand in an application to the fund"),
    MOVE("pass_filter", flow_input_shape, PERM_FUND_DECIDE, "Registrar que pasó el filtro técnico",
         "Record that it passed the technical filter"),
    MOVE("approve", approve_shape, PERM_FUND_DECIDE, "Registrar que el fondo aprobó una solicitud",
         "Record that the fund approved an application"),
    MOVE("deny", deny_shape, PERM_FUND_DECIDE, "Registrar que el fondo denegó una solicitud",
         "Record that the fund denied an application"),
    MOVE("ratify", ratify_shape, PERM_FUND_DECIDE, "Registrar la ratificación de una solicitud",
         "Record the ratification of an application"),
    MOVE("invoice", flow_input_shape, PERM_FINANCE_WRITE, "Registrar que la factura se entregó al fondo",
         "Record that the invoice was handed in to the fund"),
    MOVE("start", start_shape, PERM_FINANCE_WRITE, "Empezar la ejecución de un proyecto", "Begin the execution of a project"),
    MOVE("finish", finish_shape, PERM_FINANCE_WRITE, "Registrar que la ejecución terminó", "Record that the execution ended"),
    MOVE("settle", settle_shape, PERM_FUND_DECIDE, "Liquidar un proyecto", "Settle a project"),
    MOVE("close", close_shape, PERM_FUND_DECIDE, "Cerrar un proyecto", "Close a project"),
    MOVE("withdraw", deny_shape, PERM_FINANCE_WRITE, "Registrar que el solicitante desistió",
         "Record that the applicant withdrew"),
    {.name = "fund_application.score", .http = "POST /fund_applications/{code}/score",
     .label = T("Anotar los puntajes de una hoja",
                "Record the points of a sheet"), .permission = PERM_FUND_DECIDE, .kind = OP_WRITE, .input = &score_shape,
     .output = &fund_application_entity.shape, .answer = ANSWER_RECORD, .entity = &fund_application_entity, .run = run_score},
    {.name = "fund_application.disburse", .http = "POST /fund_applications/{code}/disburse",
     .label = T("Registrar un desembolso o reembolso del fondo",
                "Record a disbursement or reimbursement of the fund"), .permission = PERM_FINANCE_WRITE,
     .kind = OP_WRITE, .input = &disburse_shape, .output = &disbursement_entity.shape, .answer = ANSWER_RECORD, .entity = &disbursement_entity,
     .run = run_disburse},
    {.name = "fund_application.sheet", .http = "GET /fund_applications/{code}/sheet",
     .label = T("Ver una solicitud con todo lo suyo",
                "See an application with everything that belongs to it"), .permission = PERM_RECORD_READ, .kind = OP_READ,
     .input = &record_code_shape, .output = &fund_sheet_shape, .answer = ANSWER_RECORD, .leaves_access = true, .run = run_sheet},
    {.name = "fund_application.alerts", .http = "GET /fund_alerts",
     .label = T("Ver las facturas que vencen",
                "See the invoices that are due"), .permission = PERM_RECORD_READ, .kind = OP_READ, .output = &fund_alert_shape,
     .answer = ANSWER_LIST, .run = run_alerts},
};
const size_t fund_application_op_count = COUNT_OF(fund_application_ops);
