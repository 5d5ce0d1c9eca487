#include "project/expense.h"

#include "agreement/agreement.h"
#include "core/audit.h"
#include "core/flow.h"
#include "evidence/evidence.h"
#include "party/unit.h"
#include "project/budget.h"
#include "project/execution.h"
#include "project/project.h"
#include "territory/territory.h"

const struct choice expense_states[] = {
    {"recorded", T("Por aprobar", "To be approved"), "REGISTRADO"},
    {"approved", T("Aprobado", "Approved"), "APROBADO"},
    {"returned", T("Devuelto", "Returned"), "DEVUELTO"},
    {0},
};
const struct choice expense_documents[] = {
    {"invoice", T("Factura", "Invoice"), "FACTURA"},
    {"tax_credit", T("Comprobante de crédito fiscal", "Tax credit receipt"), "CRÉDITO_FISCAL|CCF"},
    {"excluded_subject", T("Factura de sujeto excluido", "Invoice of an excluded subject"), "SUJETO_EXCLUIDO"},
    {"receipt", T("Recibo", "Receipt"), "RECIBO"},
    {"payroll", T("Planilla", "Payroll"), "PLANILLA"},
    {"other", T("Otro", "Other"), "OTRO"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct expense),
    RECORD_UNIT_COMPUTED(struct expense),
    FIELD_REF(struct expense, project, .required = true, .target = &project_entity, .label = T("Proyecto", "Project")),
    FIELD_REF(struct expense, line, .required = true, .target = &budget_line_entity, .label = T("Línea", "Line")),
    FIELD_REF(struct expense, funder, .required = true, .target = &project_funder_entity, .label = T("Con dinero de", "Money of")),
    FIELD_DATE(struct expense, date, .required = true, .past = true, .label = T("Fecha del documento", "Date of the document")),
    FIELD_TEXT(struct expense, supplier, .required = true, .max = 200, .label = T("A quién se pagó", "Who was paid")),
    FIELD_CHOICE(struct expense, document_kind, .required = true, .choices = expense_documents, .label = T("Documento", "Document")),
    FIELD_TEXT(struct expense, document_number, .required = true, .max = 60, .label = T("Número del documento", "Number of the document")),
    FIELD_TEXT(struct expense, description, .required = true, .max = 500, .label = T("Qué se pagó", "What was paid")),
    FIELD_MONEY(struct expense, amount, .required = true, .min = 1, .label = T("Monto", "Amount"),
                .hint = T("Si el documento lo pagan varias líneas o financiadores, la parte de esta.",
                          "If several lines or funders pay the document, the part of this one.")),
    FIELD_CATALOGUE(struct expense, district, .catalogue = &territory_districts, .label = T("Distrito al que sirvió", "District that it served"),
                    .hint = T("Vacío: todo el territorio.", "Empty: all the territory.")),
    FIELD_CHOICE(struct expense, state, .choices = expense_states, .initial = "recorded", .label = T("Estado", "State")),
    FIELD_TEXT(struct expense, recorded_by, .computed = true, .max = 120, .label = T("Registró", "Recorded by")),
    FIELD_DATE(struct expense, approved_on, .computed = true, .label = T("Aprobado el", "Approved on")),
    FIELD_TEXT(struct expense, approved_by, .computed = true, .max = 120, .label = T("Aprobó", "Approved by")),
    RECORD_ANNULMENT(struct expense),
};

/* ---- checks ------------------------------------------------------------------------------------------------ */

static enum err check_days(struct ctx *ctx, const struct expense *expense, const struct project *project, const struct project_funder *funder)
{
    struct str given = date_iso(ctx->arena, expense->date);
    enum err err = ERR_OK;
    if (date_cmp(expense->date, project->starts_on) < 0 || date_cmp(expense->date, project->ends_on) > 0) {
        err = ctx_fault(ctx, "date", given,
                        text_format(ctx->arena, TEXT("El proyecto va del %s al %s.", "The project runs from %s to %s."),
                                    str_c(ctx->arena, date_display(ctx->arena, project->starts_on)),
                                    str_c(ctx->arena, date_display(ctx->arena, project->ends_on))),
                        TEXT("Corrija la fecha; la dirección puede cambiar las fechas del proyecto, si los financiadores lo aceptan.",
                             "Correct the date; the direction may change the project's dates, if its funders accept it."));
    }
    if (id_is_none(funder->agreement.id)) {
        return err;
    }
    struct agreement agreement;
    TRY(record_find_id(ctx, &agreement_entity, funder->agreement.id, &agreement));
    if (!ctx->importing && str_eq_c(agreement.state, "settled")) {
        err = ctx_fault(ctx, "funder", agreement.record.code, TEXT("Ese convenio ya está liquidado.", "That agreement is settled already."),
                        TEXT("La dirección puede corregir su estado, con lo que lo justifica.", "The direction may correct its state, with what justifies it."));
    }
    if (!agreement_covers(&agreement, expense->date)) {
        err = ctx_fault(ctx, "date", given,
                        text_format(ctx->arena, TEXT("Ese día no vale el convenio %s.", "The agreement %s is not valid on that day."),
                                    str_c(ctx->arena, agreement.record.code)),
                        TEXT("Corrija la fecha; si la vigencia se amplió, la dirección registra primero la adenda que firmaron las partes.",
                             "Correct the date; if the validity was extended, the direction first records the addendum that the parties signed."));
    }
    return err;
}

/* One document is paid once by the same line and funder. */
static enum err check_twice(struct ctx *ctx, const struct expense *expense)
{
    struct str twin;
    TRY(execution_store_twin(ctx, expense, &twin));
    if (str_is_empty(twin)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "document_number", expense->document_number,
                     text_format(ctx->arena, TEXT("%s ya registra ese documento en la misma línea y con el mismo dinero.",
                                                  "%s records that document already, in the same line and with the same money."),
                                 str_c(ctx->arena, twin)),
                     TEXT("No lo registre otra vez; si es otra parte, elija su línea o su financiador.",
                          "Do not record it again; if it is another part, choose its line or funder."));
}

static enum err check_locked(struct ctx *ctx, const struct expense *was)
{
    if (was == NULL || ctx->move != NULL || ctx->importing || !str_eq_c(was->state, "approved")) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "state", was->state, TEXT("Un gasto aprobado ya no cambia.", "An expense that was approved no longer changes."),
                     TEXT("Si está mal, la dirección lo anula con su motivo y se registra otro.",
                          "If it is wrong, the direction annuls it with the reason and another is recorded."));
}

static enum err expense_check(struct ctx *ctx, void *row, const void *before)
{
    struct expense *expense = row;
    struct project project;
    struct project_funder funder;
    TRY(project_of(ctx, &expense->project, &expense->record, &project));
    if (expense->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    expense->record.agency = project.record.agency;
    if (before == NULL && !ctx->importing) {
        expense->recorded_by = ctx->actor.name;
    }
    TRY(check_locked(ctx, before));
    TRY(budget_check_cell(ctx, project.record.id, &expense->line, &expense->funder, &funder));
    enum err err = ERR_OK;
    if (!ctx->importing && !str_eq_c(project.state, "running")) {
        err = ctx_fault(ctx, "project", expense->project.code, TEXT("Solo se gasta en un proyecto en ejecución.", "Money is spent in a running project only."),
                        TEXT("La dirección lo aprueba y registra que empezó, o lo abre de nuevo.",
                             "The direction approves it and records that it began, or opens it again."));
    }
    enum err days = check_days(ctx, expense, &project, &funder);
    enum err twice = check_twice(ctx, expense);
    return err != ERR_OK ? err : days != ERR_OK ? days : twice;
}

static enum err expense_written(struct ctx *ctx, const void *row, const void *before)
{
    const struct expense *expense = row;
    (void)before;
    return expense->record.annulled == ANSWER_YES
               ? ERR_OK
               : budget_holds(ctx, expense->record.agency, expense->project.id, "amount", money_plain(ctx->arena, expense->amount));
}

/* ---- steps -------------------------------------------------------------------------------------------------- */

static enum err guard_approve(struct ctx *ctx, void *row, const void *before, const void *in)
{
    struct expense *expense = row;
    const struct record *was = before;
    bool has_document = false;
    struct id first;
    struct id last;
    enum err err = ERR_OK;
    (void)in;
    TRY(evidence_store_has(ctx, was->agency, was->id, &has_document));
    TRY(audit_actor_of(ctx, was->agency, was->created_seq, &first));
    TRY(audit_actor_of(ctx, was->agency, was->changed_seq, &last));
    if (!has_document) {
        err = ctx_fault(ctx, "document_number", expense->document_number,
                        TEXT("Falta el documento: un gasto se aprueba con su factura o recibo adjunto.",
                             "The document is missing: an expense is approved with its invoice or receipt attached."),
                        TEXT("Lo adjunta quien registró el gasto, o la administración.",
                             "Whoever recorded the expense attaches it, or the administration."));
    }
    if (id_eq(first, ctx->actor.user) || id_eq(last, ctx->actor.user)) {
        err = ctx_fault(ctx, "approved_by", ctx->actor.name,
                        TEXT("Quien registró o cambió un gasto no lo aprueba.", "Whoever recorded or changed an expense does not approve it."),
                        TEXT("Lo aprueba otra persona de la dirección.", "Another person of the direction approves it."));
    }
    expense->approved_by = ctx->actor.name;
    expense->approved_on = ctx->today;
    return err;
}

static const struct flow_move moves[] = {
    {.name = "approve", .label = T("Aprobar el gasto", "Approve the expense"), .from = "recorded", .to = "approved", .guard = guard_approve},
    {.name = "return", .label = T("Devolver", "Return"), .from = "recorded", .to = "returned", .weighty = true},
    {.name = "resubmit", .label = T("Presentar de nuevo", "Present again"), .from = "returned", .to = "recorded"},
};
static const struct flow flow = {.field = "state", .entry = "recorded", .moves = moves, .count = COUNT_OF(moves)};

const struct entity expense_entity = {
    .shape = SHAPE("expense", struct expense, fields),
    .dataset = "expenses",
    .code_prefix = "GA",
    .label = T("Gasto", "Expense"),
    .plural = T("Gastos de proyectos", "Expenses of projects"),
    .store = &expense_store,
    .parent = "project",
    .flow = &flow,
    .check = expense_check,
    .written = expense_written,
};
