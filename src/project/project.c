#include "project/project.h"

#include "agreement/agreement.h"
#include "core/flow.h"
#include "core/record.h"
#include "party/staff.h"
#include "party/unit.h"
#include "project/execution.h"
#include "territory/territory.h"

const struct choice project_states[] = {
    {"formulation", T("En formulación", "In formulation"), "FORMULACIÓN"},
    {"approved", T("Aprobado", "Approved"), "APROBADO"},
    {"running", T("En ejecución", "Running"), "EN_EJECUCIÓN"},
    {"closed", T("Cerrado", "Closed"), "CERRADO"},
    {"cancelled", T("Cancelado", "Cancelled"), "CANCELADO"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct project),
    RECORD_UNIT(struct project),
    FIELD_TEXT(struct project, title, .required = true, .max = 250, .label = T("Título", "Title")),
    FIELD_TEXT(struct project, object, .max = 2000, .label = T("Para qué es", "What it is for")),
    FIELD_TEXT(struct project, results, .max = 4000, .label = T("Resultados que busca", "Results it seeks"),
               .hint = T("Producto, efecto e impacto, y con qué indicador se verá.",
                         "Output, outcome and impact, and the indicator that will show each.")),
    FIELD_REFS(struct project, agreements, .target = &agreement_entity, .label = T("Convenios que ejecuta", "Agreements it carries out")),
    FIELD_REF(struct project, responsible, .target = &staff_entity, .label = T("Responsable", "Responsible")),
    FIELD_TEXT(struct project, territory, .max = 4, .rule = territory_parse_area, .label = T("Territorio", "Territory"),
               .hint = T("Código del departamento, municipio o distrito; vacío: todo.",
                         "Code of the department, municipality or district; empty: everywhere.")),
    FIELD_DATE(struct project, starts_on, .required = true, .label = T("Empieza el", "Starts on")),
    FIELD_DATE(struct project, ends_on, .required = true, .label = T("Termina el", "Ends on")),
    FIELD_CHOICE(struct project, state, .choices = project_states, .initial = "formulation", .label = T("Estado", "State")),
    FIELD_DATE(struct project, approved_on, .past = true, .label = T("Aprobado el", "Approved on")),
    FIELD_DATE(struct project, closed_on, .past = true, .label = T("Cerrado el", "Closed on")),
    RECORD_ANNULMENT(struct project),
};

enum err project_of(struct ctx *ctx, const struct ref *ref, struct record *part, struct project *out)
{
    TRY(record_find_id(ctx, &project_entity, ref->id, out));
    part->unit = (struct ref){.id = out->record.unit.id};
    return ERR_OK;
}

enum err project_check_agreement(struct ctx *ctx, const struct project *project, const struct ref *agreement)
{
    if (id_is_none(agreement->id)) {
        return ERR_OK;
    }
    for (size_t i = 0; i < project->agreements.len; i++) {
        if (id_eq(project->agreements.items[i].id, agreement->id)) {
            return ERR_OK;
        }
    }
    return ctx_fault(ctx, "agreement", agreement->code,
                     TEXT("El proyecto no nombra ese convenio.", "The project does not name that agreement."),
                     TEXT("Agréguelo primero a los convenios del proyecto; la dirección puede hacerlo.",
                          "Add it to the project's agreements first; the direction can."));
}

/* Money that was spent already keeps the project over its day. */
static enum err check_spent(struct ctx *ctx, const struct project *project)
{
    struct execution_days days;
    TRY(execution_store_days(ctx, project->record.agency, project->record.id, &days));
    if (!date_is_none(days.first) && date_cmp(days.first, project->starts_on) < 0) {
        return ctx_fault(ctx, "starts_on", date_iso(ctx->arena, project->starts_on),
                         TEXT("Hay gastos anteriores a esa fecha.", "There are expenses before that date."),
                         TEXT("Corrija la fecha, o anule primero esos gastos con su motivo.",
                              "Correct the date, or annul those expenses first, with the reason."));
    }
    if (!date_is_none(days.last) && date_cmp(days.last, project->ends_on) > 0) {
        return ctx_fault(ctx, "ends_on", date_iso(ctx->arena, project->ends_on),
                         TEXT("Hay gastos posteriores a esa fecha.", "There are expenses after that date."),
                         TEXT("Corrija la fecha, o anule primero esos gastos con su motivo.",
                              "Correct the date, or annul those expenses first, with the reason."));
    }
    return ERR_OK;
}

static enum err project_check(struct ctx *ctx, void *row, const void *before)
{
    const struct project *project = row;
    if (project->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    if (date_cmp(project->starts_on, project->ends_on) > 0) {
        return ctx_fault(ctx, "ends_on", date_iso(ctx->arena, project->ends_on),
                         TEXT("Un proyecto no termina antes de comenzar.", "A project does not end before it begins."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    return before == NULL ? ERR_OK : check_spent(ctx, project);
}

/* ---- steps ---------------------------------------------------------------------------------------------- */

/* What its funders give is budgeted to the cent: the sheet that is approved is complete. */
static enum err guard_approve(struct ctx *ctx, void *row, const void *before, const void *in)
{
    struct project *project = row;
    struct execution_project money;
    enum err err = ERR_OK;
    (void)before;
    (void)in;
    TRY(execution_read_project(ctx, project, &money));
    if (money.funders.len == 0) {
        err = ctx_fault(ctx, "state", project->state, TEXT("Falta quién lo financia.", "Nobody finances it yet."),
                        TEXT("Registre a los financiadores y sus montos; los tiene quien lo formuló.",
                             "Record the funders and their amounts; whoever formulated it has them."));
    }
    const struct execution_funder *funders = money.funders.items;
    for (size_t i = 0; i < money.funders.len; i++) {
        if (funders[i].committed.minor != funders[i].budgeted.minor) {
            err = ctx_fault(ctx, "state", funders[i].code,
                            text_format(ctx->arena,
                                        TEXT("De lo que da %s (%s) están presupuestados %s.", "Of what %s gives (%s), %s are budgeted."),
                                        str_c(ctx->arena, funders[i].name),
                                        str_c(ctx->arena, money_symbol(ctx->arena, funders[i].committed)),
                                        str_c(ctx->arena, money_symbol(ctx->arena, funders[i].budgeted))),
                            TEXT("Complete las líneas del presupuesto; las tiene quien lo formuló.",
                                 "Complete the lines of the budget; whoever formulated it has them."));
        }
    }
    return err;
}

static enum err guard_start(struct ctx *ctx, void *row, const void *before, const void *in)
{
    const struct project *project = row;
    enum err err = ERR_OK;
    (void)before;
    (void)in;
    for (size_t i = 0; i < project->agreements.len; i++) {
        struct agreement agreement;
        TRY(record_find_id(ctx, &agreement_entity, project->agreements.items[i].id, &agreement));
        if (str_eq_c(agreement.state, "negotiation")) {
            err = ctx_fault(ctx, "agreements", agreement.record.code,
                            TEXT("Ese convenio todavía no está firmado.", "That agreement is not signed yet."),
                            TEXT("Registre la firma; la hace la dirección.", "Record the signature; the direction does it."));
        }
    }
    return err;
}

static enum err guard_close(struct ctx *ctx, void *row, const void *before, const void *in)
{
    const struct project *project = row;
    int64_t waiting = 0;
    (void)before;
    (void)in;
    TRY(execution_store_waiting(ctx, project->record.agency, project->record.id, &waiting));
    if (waiting == 0) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "state", str_format(ctx->arena, "%lld", (long long)waiting),
                     text_format(ctx->arena, TEXT("Hay %lld gastos sin aprobar.", "%lld expenses are not approved."), (long long)waiting),
                     TEXT("La dirección los aprueba o los devuelve; quien los registró los completa o los anula.",
                          "The direction approves or returns them; whoever recorded them completes or annuls them."));
}

static enum err guard_cancel(struct ctx *ctx, void *row, const void *before, const void *in)
{
    const struct project *project = row;
    struct execution_days days;
    (void)before;
    (void)in;
    TRY(execution_store_days(ctx, project->record.agency, project->record.id, &days));
    if (date_is_none(days.first)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "state", project->state, TEXT("Ya se gastó dinero del proyecto: no se cancela, se cierra.",
                                                        "Money of the project was spent already: it is closed, not cancelled."),
                     TEXT("Use «Cerrar el proyecto», o anule primero los gastos con su motivo.",
                          "Use “Close the project”, or annul the expenses first, with the reason."));
}

static enum err guard_reopen(struct ctx *ctx, void *row, const void *before, const void *in)
{
    (void)ctx;
    (void)before;
    (void)in;
    ((struct project *)row)->closed_on = DATE_NONE;
    return ERR_OK;
}

static const struct flow_move moves[] = {
    {.name = "approve", .label = T("Aprobar el proyecto", "Approve the project"), .from = "formulation", .to = "approved", .guard = guard_approve},
    {.name = "start", .label = T("Empezó la ejecución", "It began to run"), .from = "approved", .to = "running", .guard = guard_start},
    {.name = "close", .label = T("Cerrar el proyecto", "Close the project"), .from = "running", .to = "closed", .weighty = true,
     .guard = guard_close},
    {.name = "cancel", .label = T("Cancelar el proyecto", "Cancel the project"), .from = "formulation approved running", .to = "cancelled",
     .weighty = true, .guard = guard_cancel},
    {.name = "reopen", .label = T("Abrir de nuevo", "Open again"), .from = "closed", .to = "running", .weighty = true, .guard = guard_reopen},
};
static const struct flow flow = {.field = "state", .entry = "formulation", .moves = moves, .count = COUNT_OF(moves)};

const struct entity project_entity = {
    .shape = SHAPE("project", struct project, fields),
    .dataset = "projects",
    .code_prefix = "PY",
    .label = T("Proyecto", "Project"),
    .plural = T("Proyectos", "Projects"),
    .store = &project_store,
    .flow = &flow,
    .check = project_check,
};
