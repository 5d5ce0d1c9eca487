#include "project/budget.h"

#include "agreement/agreement.h"
#include "alliance/alliance.h"
#include "party/organisation.h"
#include "party/unit.h"
#include "project/execution.h"
#include "project/project.h"

const struct choice budget_line_kinds[] = {
    {"personnel", T("Personal", "Personnel"), "PERSONAL"},
    {"services", T("Servicios y consultorías", "Services and consultancies"), "SERVICIOS|CONSULTORÍA"},
    {"goods", T("Bienes y equipo", "Goods and equipment"), "BIENES|EQUIPO"},
    {"training", T("Capacitación y eventos", "Training and events"), "CAPACITACIÓN"},
    {"travel", T("Viajes y transporte", "Travel and transport"), "TRANSPORTE|VIÁTICOS"},
    {"administration", T("Administración", "Administration"), "ADMINISTRACIÓN"},
    {"other", T("Otros", "Other"), "OTROS"},
    {0},
};

#define PROJECT(s) FIELD_REF(s, project, .required = true, .target = &project_entity, .label = T("Proyecto", "Project"))

static const struct field funder_fields[] = {
    RECORD_CODE(struct project_funder),
    RECORD_UNIT_COMPUTED(struct project_funder),
    PROJECT(struct project_funder),
    FIELD_REF(struct project_funder, organisation, .required = true, .target = &organisation_entity, .label = T("Quién financia", "Funder")),
    FIELD_REF(struct project_funder, agreement, .target = &agreement_entity, .label = T("Según el convenio", "Under the agreement"),
              .hint = T("Uno de los convenios del proyecto; vacío: fuera de convenio.", "One of the project's agreements; empty: outside any.")),
    FIELD_MONEY(struct project_funder, amount, .required = true, .min = 1, .label = T("Monto en efectivo", "Amount in cash"),
                .hint = T("Lo que se da en especie se registra aparte, con lo que es.", "What is given in kind is recorded apart, saying what it is.")),
    FIELD_BOOL(struct project_funder, own, .initial = "false", .label = T("Dinero propio de la agencia", "The agency's own money")),
    FIELD_TEXT(struct project_funder, note, .max = 500, .label = T("Condiciones", "Conditions")),
    RECORD_ANNULMENT(struct project_funder),
};
static const struct field line_fields[] = {
    RECORD_CODE(struct budget_line),
    RECORD_UNIT_COMPUTED(struct budget_line),
    PROJECT(struct budget_line),
    FIELD_TEXT(struct budget_line, number, .required = true, .max = 20, .label = T("Número", "Number")),
    FIELD_TEXT(struct budget_line, name, .required = true, .max = 200, .label = T("Línea", "Line")),
    FIELD_CHOICE(struct budget_line, kind, .required = true, .choices = budget_line_kinds, .label = T("Rubro", "Kind")),
    RECORD_ANNULMENT(struct budget_line),
};
static const struct field amount_fields[] = {
    RECORD_CODE(struct budget_amount),
    RECORD_UNIT_COMPUTED(struct budget_amount),
    PROJECT(struct budget_amount),
    FIELD_REF(struct budget_amount, line, .required = true, .target = &budget_line_entity, .label = T("Línea", "Line")),
    FIELD_REF(struct budget_amount, funder, .required = true, .target = &project_funder_entity, .label = T("Financiador", "Funder")),
    FIELD_MONEY(struct budget_amount, amount, .required = true, .min = 0, .label = T("Presupuestado", "Budgeted")),
    FIELD_INT(struct budget_amount, version_number, .computed = true, .label = T("Versión del monto", "Version of the amount")),
    FIELD_DATE(struct budget_amount, decided_on, .required = true, .past = true, .label = T("Decidido el", "Decided on")),
    FIELD_TEXT(struct budget_amount, basis, .max = 300, .label = T("Según", "According to"),
               .hint = T("El presupuesto aprobado, una adenda, una nota del financiador.",
                         "The approved budget, an addendum, a note of the funder.")),
    RECORD_ANNULMENT(struct budget_amount),
};

/* ---- what must hold of the whole ------------------------------------------------------------------------- */

static const char *shown(struct ctx *ctx, int64_t minor)
{
    return str_c(ctx->arena, money_symbol(ctx->arena, money_of(minor, ctx->currency)));
}

static enum err over_line(struct ctx *ctx, const struct execution_line *cell, const char *field, struct str given)
{
    int64_t spent = cell->spent.minor + cell->pending.minor;
    return ctx_fault(ctx, field, given,
                     text_format(ctx->arena,
                                 TEXT("La línea %s, de %s, tiene %s y los gastos sumarían %s: un gasto no pasa de su línea.",
                                      "Line %s, of %s, has %s and its expenses would add to %s: an expense does not exceed its line."),
                                 str_c(ctx->arena, cell->number), str_c(ctx->arena, cell->organisation), shown(ctx, cell->budget.minor),
                                 shown(ctx, spent)),
                     TEXT("Puede decidir otra cosa la dirección, con una versión nueva del presupuesto de esa línea; si pasa de lo que da el "
                          "financiador, hace falta primero su adenda.",
                          "The direction may decide otherwise, by a new version of that line's budget; beyond what the funder gives, its "
                          "addendum comes first."));
}

enum err budget_holds(struct ctx *ctx, struct id agency, struct id project, const char *field, struct str given)
{
    struct execution_project money;
    TRY(execution_store_project(ctx, agency, project, &money));
    const struct execution_line *cells = money.lines.items;
    for (size_t i = 0; i < money.lines.len; i++) {
        if (cells[i].spent.minor + cells[i].pending.minor > cells[i].budget.minor) {
            return over_line(ctx, &cells[i], field, given);
        }
    }
    const struct execution_funder *funders = money.funders.items;
    for (size_t i = 0; i < money.funders.len; i++) {
        if (funders[i].budgeted.minor > funders[i].committed.minor) {
            return ctx_fault(ctx, field, given,
                             text_format(ctx->arena,
                                         TEXT("%s da %s en efectivo y las líneas sumarían %s.", "%s gives %s in cash and the lines would add to %s."),
                                         str_c(ctx->arena, funders[i].name), shown(ctx, funders[i].committed.minor),
                                         shown(ctx, funders[i].budgeted.minor)),
                             TEXT("Corrija el monto, o registre primero lo que el financiador agrega; lo decide el financiador con su adenda.",
                                  "Correct the amount, or record first what the funder adds; the funder decides, by its addendum."));
        }
    }
    return ERR_OK;
}

enum err budget_check_cell(struct ctx *ctx, struct id project, const struct ref *line, const struct ref *funder, struct project_funder *out)
{
    struct budget_line found;
    enum err err = ERR_OK;
    TRY(record_find_id(ctx, &budget_line_entity, line->id, &found));
    TRY(record_find_id(ctx, &project_funder_entity, funder->id, out));
    if (!id_eq(found.project.id, project)) {
        err = ctx_fault(ctx, "line", line->code, TEXT("Esa línea es de otro proyecto.", "That line belongs to another project."),
                        TEXT("Elija una línea de este proyecto.", "Choose a line of this project."));
    }
    if (!id_eq(out->project.id, project)) {
        err = ctx_fault(ctx, "funder", funder->code, TEXT("Ese financiador es de otro proyecto.", "That funder belongs to another project."),
                        TEXT("Elija un financiador de este proyecto.", "Choose a funder of this project."));
    }
    return err;
}

/* The money of a project that is over is not moved about. */
static enum err check_open(struct ctx *ctx, const struct project *project)
{
    if (ctx->importing || !(str_eq_c(project->state, "closed") || str_eq_c(project->state, "cancelled"))) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "project", project->record.code, TEXT("El proyecto está cerrado o cancelado.", "The project is closed or cancelled."),
                     TEXT("La dirección puede abrirlo de nuevo, con su motivo.", "The direction may open it again, with the reason."));
}

/* ---- funders ------------------------------------------------------------------------------------------------ */

static enum err funder_check(struct ctx *ctx, void *row, const void *before)
{
    struct project_funder *funder = row;
    struct project project;
    (void)before;
    TRY(project_of(ctx, &funder->project, &funder->record, &project));
    if (funder->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    TRY(check_open(ctx, &project));
    TRY(project_check_agreement(ctx, &project, &funder->agreement));
    if (id_is_none(funder->agreement.id)) {
        return ERR_OK;
    }
    struct agreement agreement;
    TRY(record_find_id(ctx, &agreement_entity, funder->agreement.id, &agreement));
    return alliance_check_party(ctx, &agreement, "organisation", &funder->organisation);
}

static enum err funder_written(struct ctx *ctx, const void *row, const void *before)
{
    const struct project_funder *funder = row;
    (void)before;
    bool annulled = funder->record.annulled == ANSWER_YES;
    return budget_holds(ctx, funder->record.agency, funder->project.id, annulled ? "code" : "amount",
                        annulled ? funder->record.code : money_plain(ctx->arena, funder->amount));
}

/* ---- lines ---------------------------------------------------------------------------------------------------- */

static enum err line_check(struct ctx *ctx, void *row, const void *before)
{
    struct budget_line *line = row;
    struct project project;
    struct list list;
    (void)before;
    TRY(project_of(ctx, &line->project, &line->record, &project));
    if (line->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    TRY(check_open(ctx, &project));
    TRY(children_of(ctx, &budget_line_entity, project.record.agency, project.record.id, 500, &list));
    const struct budget_line *rows = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        if (str_eq(rows[i].number, line->number) && !id_eq(rows[i].record.id, line->record.id)) {
            return ctx_fault(ctx, "number", line->number, TEXT("El proyecto ya tiene una línea con ese número.", "The project has a line of that number already."),
                             TEXT("Use otro número.", "Use another number."));
        }
    }
    return ERR_OK;
}

static enum err line_written(struct ctx *ctx, const void *row, const void *before)
{
    const struct budget_line *line = row;
    struct execution_project money;
    (void)before;
    if (line->record.annulled != ANSWER_YES) {
        return ERR_OK;
    }
    TRY(execution_store_project(ctx, line->record.agency, line->project.id, &money));
    const struct execution_line *cells = money.lines.items;
    for (size_t i = 0; i < money.lines.len; i++) {
        if (str_eq(cells[i].line, line->record.code) && cells[i].budget.minor + cells[i].spent.minor + cells[i].pending.minor > 0) {
            return ctx_fault(ctx, "code", line->record.code,
                             TEXT("Lo presupuestado y lo gastado conserva su línea.", "What is budgeted and spent keeps its line."),
                             TEXT("Anule primero sus gastos, o registre su presupuesto en cero, con su motivo.",
                                  "Annul its expenses first, or record its budget as zero, with the reason."));
        }
    }
    return ERR_OK;
}

/* ---- amounts -------------------------------------------------------------------------------------------------- */

/* A new row for the same line and funder is the next version. */
static enum err number_version(struct ctx *ctx, struct budget_amount *amount)
{
    struct execution_version newest;
    TRY(execution_store_version(ctx, amount->record.agency, amount->line.id, amount->funder.id, &newest));
    amount->version_number = newest.number + 1;
    if (newest.number == 0 || date_cmp(amount->decided_on, newest.decided_on) >= 0) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "decided_on", date_iso(ctx->arena, amount->decided_on),
                     TEXT("Una versión nueva no se decidió antes que la anterior.", "A new version was not decided before the former one."),
                     TEXT("Corrija la fecha.", "Correct the date."));
}

static enum err amount_check(struct ctx *ctx, void *row, const void *before)
{
    struct budget_amount *amount = row;
    const struct budget_amount *was = before;
    struct project project;
    struct project_funder funder;
    TRY(project_of(ctx, &amount->project, &amount->record, &project));
    if (amount->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    TRY(check_open(ctx, &project));
    TRY(budget_check_cell(ctx, project.record.id, &amount->line, &amount->funder, &funder));
    if (was == NULL) {
        amount->record.agency = project.record.agency;
        return number_version(ctx, amount);
    }
    if (amount->amount.minor != was->amount.minor || !id_eq(amount->line.id, was->line.id) || !id_eq(amount->funder.id, was->funder.id)) {
        return ctx_fault(ctx, "amount", money_plain(ctx->arena, amount->amount),
                         TEXT("Un presupuesto decidido no se sobrescribe.", "A budget that was decided is not overwritten."),
                         TEXT("Registre una versión nueva con su fecha y quién la decidió, o anule esta si fue un error.",
                              "Record a new version with its date and who decided it, or annul this one if it was a mistake."));
    }
    return ERR_OK;
}

static enum err amount_written(struct ctx *ctx, const void *row, const void *before)
{
    const struct budget_amount *amount = row;
    (void)before;
    bool annulled = amount->record.annulled == ANSWER_YES;
    return budget_holds(ctx, amount->record.agency, amount->project.id, annulled ? "code" : "amount",
                        annulled ? amount->record.code : money_plain(ctx->arena, amount->amount));
}

const struct entity project_funder_entity = {
    .shape = SHAPE("project_funder", struct project_funder, funder_fields),
    .dataset = "project_funders",
    .code_prefix = "PF",
    .label = T("Financiador de un proyecto", "Funder of a project"),
    .plural = T("Financiadores de proyectos", "Funders of projects"),
    .store = &project_funder_store,
    .parent = "project",
    .check = funder_check,
    .written = funder_written,
};
const struct entity budget_line_entity = {
    .shape = SHAPE("budget_line", struct budget_line, line_fields),
    .dataset = "budget_lines",
    .code_prefix = "PL",
    .label = T("Línea de presupuesto", "Budget line"),
    .plural = T("Líneas de presupuesto", "Budget lines"),
    .store = &budget_line_store,
    .parent = "project",
    .check = line_check,
    .written = line_written,
};
const struct entity budget_amount_entity = {
    .shape = SHAPE("budget_amount", struct budget_amount, amount_fields),
    .dataset = "budget_amounts",
    .code_prefix = "PM",
    .label = T("Monto de una línea por financiador", "Amount of a line by funder"),
    .plural = T("Montos por línea y financiador", "Amounts by line and funder"),
    .store = &budget_amount_store,
    .parent = "project",
    .check = amount_check,
    .written = amount_written,
};
