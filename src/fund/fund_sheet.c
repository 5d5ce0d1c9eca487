#include "fund/fund_sheet.h"

#include "client/enterprise.h"
#include "fund/score_sheet.h"

static const struct field check_fields[] = {
    FIELD_TEXT(struct fund_check, requirement, .label = T("Código", "Code")),
    FIELD_TEXT(struct fund_check, name, .label = T("Documento", "Document")),
    FIELD_BOOL(struct fund_check, required, .label = T("Obligatorio", "Required")),
    FIELD_BOOL(struct fund_check, confirmed, .label = T("Confirmado", "Confirmed")),
    FIELD_TEXT(struct fund_check, document, .label = T("Entregado", "Handed in")),
    FIELD_TEXT(struct fund_check, status, .label = T("Estado", "Status")),
};
static const struct shape check_shape = SHAPE("fund_check", struct fund_check, check_fields);
static const struct field point_fields[] = {
    FIELD_TEXT(struct fund_point, sheet, .label = T("Hoja", "Sheet")),
    FIELD_TEXT(struct fund_point, letter, .label = T("Letra", "Letter")),
    FIELD_TEXT(struct fund_point, item, .label = T("Código", "Code")),
    FIELD_TEXT(struct fund_point, criterion, .label = T("Criterio", "Criterion")),
    FIELD_TEXT(struct fund_point, name, .label = T("Qué se juzga", "What is judged")),
    FIELD_PERCENT(struct fund_point, max, .label = T("Máximo", "Maximum")),
    FIELD_PERCENT(struct fund_point, points, .label = T("Puntos", "Points")),
};
static const struct shape point_shape = SHAPE("fund_point", struct fund_point, point_fields);
static const struct field result_fields[] = {
    FIELD_TEXT(struct fund_result, sheet, .label = T("Hoja", "Sheet")),
    FIELD_TEXT(struct fund_result, letter, .label = T("Letra", "Letter")),
    FIELD_TEXT(struct fund_result, stage, .label = T("Quién la llena", "Who fills it in")),
    FIELD_TEXT(struct fund_result, name, .label = T("Nombre", "Name")),
    FIELD_PERCENT(struct fund_result, max, .label = T("Puntos en total", "Points in all")),
    FIELD_PERCENT(struct fund_result, pass_mark, .label = T("Puntos para aprobar", "Points to pass")),
    FIELD_PERCENT(struct fund_result, points, .label = T("Puntos", "Points")),
    FIELD_INT(struct fund_result, missing, .label = T("Sin puntaje", "Without points")),
    FIELD_BOOL(struct fund_result, passed, .label = T("Aprueba", "Passes")),
    FIELD_BOOL(struct fund_result, confirmed, .label = T("Confirmada", "Confirmed")),
};
static const struct shape result_shape = SHAPE("fund_result", struct fund_result, result_fields);
static const struct field source_fields[] = {
    FIELD_CHOICE(struct fund_source, source, .choices = fund_sources, .label = T("Fuente", "Source")),
    FIELD_MONEY(struct fund_source, cash, .label = T("Efectivo", "Cash")),
    FIELD_MONEY(struct fund_source, in_kind, .label = T("Especie", "In kind")),
    FIELD_MONEY(struct fund_source, spent_cash, .label = T("Gastado en efectivo", "Spent in cash")),
    FIELD_MONEY(struct fund_source, spent_in_kind, .label = T("Usado en especie", "Used in kind")),
};
static const struct shape source_shape = SHAPE("fund_source", struct fund_source, source_fields);
static const struct field progress_fields[] = {
    FIELD_TEXT(struct fund_progress, activity, .label = T("Código", "Code")),
    FIELD_TEXT(struct fund_progress, name, .label = T("Actividad", "Activity")),
    FIELD_DATE(struct fund_progress, starts_on, .label = T("Inicio", "Begin")),
    FIELD_DATE(struct fund_progress, ends_on, .label = T("Fin", "End")),
    FIELD_MONEY(struct fund_progress, planned, .label = T("Monto previsto", "Amount planned")),
    FIELD_MONEY(struct fund_progress, executed, .label = T("Monto ejecutado", "Amount executed")),
    FIELD_PERCENT(struct fund_progress, progress, .label = T("Avance", "Progress")),
    FIELD_DATE(struct fund_progress, registered_on, .label = T("Registrado el", "Registered on")),
    FIELD_TEXT(struct fund_progress, state, .label = T("Estado", "State")),
};
static const struct shape progress_shape = SHAPE("fund_progress", struct fund_progress, progress_fields);

static const struct field sheet_fields[] = {
    FIELD_RECORD(struct fund_sheet, application, .shape = &fund_application_entity.shape,
                 .label = T("Solicitud", "Application")),
    FIELD_RECORD(struct fund_sheet, call, .shape = &fund_call_entity.shape, .label = T("Convocatoria", "Call")),
    FIELD_RECORD(struct fund_sheet, line, .shape = &fund_line_entity.shape, .label = T("Línea", "Line")),
    FIELD_TEXT(struct fund_sheet, class, .label = T("Tamaño de quien solicita", "Size of the applicant")),
    FIELD_PERCENT(struct fund_sheet, percent, .label = T("Porcentaje del fondo", "The fund's percentage")),
    FIELD_ROWS(struct fund_sheet, checks, .shape = &check_shape, .label = T("Documentos", "Documents")),
    FIELD_ROWS(struct fund_sheet, points, .shape = &point_shape, .label = T("Puntajes", "Points")),
    FIELD_ROWS(struct fund_sheet, results, .shape = &result_shape, .label = T("Hojas", "Sheets")),
    FIELD_ROWS(struct fund_sheet, sources, .shape = &source_shape, .label = T("Presupuesto por fuente", "Budget by source")),
    FIELD_ROWS(struct fund_sheet, budget, .shape = &application_budget_entity.shape, .label = T("Presupuesto", "Budget")),
    FIELD_ROWS(struct fund_sheet, activities, .shape = &progress_shape, .label = T("Actividades", "Activities")),
    FIELD_ROWS(struct fund_sheet, expenses, .shape = &application_expense_entity.shape, .label = T("Pagos", "Payments")),
    FIELD_ROWS(struct fund_sheet, invoices, .shape = &application_invoice_entity.shape, .label = T("Facturas", "Invoices")),
    FIELD_ROWS(struct fund_sheet, observations, .shape = &application_observation_entity.shape,
               .label = T("Observaciones", "Observations")),
    FIELD_ROWS(struct fund_sheet, disbursements, .shape = &disbursement_entity.shape,
               .label = T("Desembolsos", "Disbursements")),
    FIELD_MONEY(struct fund_sheet, disbursed, .label = T("Desembolsado", "Disbursed")),
    FIELD_MONEY(struct fund_sheet, spent, .label = T("Gastado en efectivo", "Spent in cash")),
    FIELD_INT(struct fund_sheet, days_to_invoice, .label = T("Días hábiles para facturar", "Working days to invoice")),
    FIELD_TEXT(struct fund_sheet, snapshot_before, .label = T("Medición anterior", "Measurement before")),
    FIELD_TEXT(struct fund_sheet, snapshot_after, .label = T("Medición posterior", "Measurement after")),
};
const struct shape fund_sheet_shape = SHAPE("fund_sheet", struct fund_sheet, sheet_fields);

static const struct field alert_fields[] = {
    FIELD_TEXT(struct fund_alert, application, .label = T("Solicitud", "Application")),
    FIELD_TEXT(struct fund_alert, title, .label = T("Iniciativa", "Initiative")),
    FIELD_TEXT(struct fund_alert, call, .label = T("Convocatoria", "Call")),
    FIELD_TEXT(struct fund_alert, client, .label = T("Solicitante", "Applicant")),
    FIELD_DATE(struct fund_alert, ratified_on, .label = T("Ratificada el", "Ratified on")),
    FIELD_DATE(struct fund_alert, due, .label = T("La factura vence el", "Invoice due on")),
    FIELD_INT(struct fund_alert, days, .label = T("Días hábiles que faltan", "Working days left")),
    FIELD_BOOL(struct fund_alert, late, .label = T("Vencida", "Late")),
};
const struct shape fund_alert_shape = SHAPE("fund_alert", struct fund_alert, alert_fields);

const struct fund_source *fund_sheet_source(const struct fund_sheet *sheet, const char *source)
{
    const struct fund_source *sources = sheet->sources.items;
    for (size_t i = 0; i < sheet->sources.len; i++) {
        if (str_eq_c(sources[i].source, source)) {
            return &sources[i];
        }
    }
    assert(false); /* it is one of the three */
    return NULL;
}

static enum err rows_of(struct ctx *ctx, const struct entity *entity, const struct fund_application *row, struct rows *out)
{
    struct list list;
    TRY(children_of(ctx, entity, row->record.agency, row->record.id, FUND_PARTS_MOST, &list));
    *out = list.rows;
    return ERR_OK;
}

/* ---- documents ----------------------------------------------------------------------------------------------------- */

static enum err is_legal_entity(struct ctx *ctx, const struct fund_application *row, bool *out)
{
    struct enterprise enterprise;
    *out = false;
    if (id_is_none(row->enterprise.id)) {
        return ERR_OK;
    }
    shape_clear(&enterprise_entity.shape, &enterprise);
    TRY(record_find_id(ctx, &enterprise_entity, row->enterprise.id, &enterprise));
    *out = str_eq(enterprise.constitution, S("legal_person")) || str_eq(enterprise.constitution, S("enterprise_group"));
    return ERR_OK;
}

static enum err gather_checks(struct ctx *ctx, struct fund_sheet *sheet)
{
    const struct fund_application *row = &sheet->application;
    struct list asked;
    struct rows given;
    bool legal = false;
    TRY(is_legal_entity(ctx, row, &legal));
    TRY(children_of(ctx, &fund_requirement_entity, row->record.agency, row->call.id, 200, &asked));
    TRY(rows_of(ctx, &application_document_entity, row, &given));
    struct fund_check *checks = ARENA_ARRAY(ctx->arena, struct fund_check, asked.rows.len + 1);
    const struct fund_requirement *requirements = asked.rows.items;
    const struct application_document *documents = given.items;
    size_t count = 0;
    for (size_t i = 0; i < asked.rows.len; i++) {
        const struct fund_requirement *requirement = &requirements[i];
        if (str_eq(requirement->applies_to, legal ? S("natural_person") : S("legal_entity"))) {
            continue;
        }
        struct fund_check *check = &checks[count++];
        *check = (struct fund_check){.requirement = requirement->record.code, .name = fund_name(requirement->name_es, requirement->name_en, ctx->lang),
                                     .required = requirement->required, .confirmed = requirement->confirmed};
        for (size_t k = 0; k < given.len; k++) {
            if (id_eq(documents[k].requirement.id, requirement->record.id)) {
                check->document = documents[k].record.code;
                check->status = documents[k].status;
            }
        }
    }
    sheet->checks = (struct rows){checks, count};
    return ERR_OK;
}

/* ---- points ---------------------------------------------------------------------------------------------------------- */

enum { POINTS_MOST = 400 };

static enum err gather_sheet(struct ctx *ctx, struct id id, const struct rows *scores, struct fund_result *result,
                             struct fund_point *points, size_t *count)
{
    struct score_sheet sheet;
    struct list items;
    shape_clear(&score_sheet_entity.shape, &sheet);
    TRY(record_find_id(ctx, &score_sheet_entity, id, &sheet));
    TRY(children_of(ctx, &score_item_entity, sheet.record.agency, id, 200, &items));
    *result = (struct fund_result){.sheet = sheet.record.code, .letter = sheet.letter, .stage = sheet.stage,
                                   .name = fund_name(sheet.name_es, sheet.name_en,
                                                     ctx->lang), .max = sheet.max, .pass_mark = sheet.pass_mark,
                                   .points = INT_NONE, .confirmed = sheet.confirmed};
    const struct application_score *given = scores->items;
    for (size_t i = 0; i < items.rows.len && *count < POINTS_MOST; i++) {
        const struct score_item *item = &((const struct score_item *)items.rows.items)[i];
        struct fund_point *point = &points[(*count)++];
        *point = (struct fund_point){.sheet = sheet.record.code, .letter = sheet.letter, .item = item->record.code,
                                     .criterion = fund_name(item->criterion_es, item->criterion_en, ctx->lang),
                                     .name = fund_name(item->name_es, item->name_en,
                                                       ctx->lang), .max = item->max, .points = INT_NONE};
        for (size_t k = 0; k < scores->len; k++) {
            if (id_eq(given[k].item.id, item->record.id)) {
                point->points = given[k].points;
                result->points = (result->points == INT_NONE ? 0 : result->points) + given[k].points;
            }
        }
        result->missing += point->points == INT_NONE ? 1 : 0;
    }
    bool whole = items.rows.len > 0 && result->missing == 0;
    result->passed = !whole ? ANSWER_NONE : result->points >= result->pass_mark ? ANSWER_YES : ANSWER_NO;
    return ERR_OK;
}

static enum err gather_points(struct ctx *ctx, struct fund_sheet *sheet)
{
    struct rows scores;
    TRY(rows_of(ctx, &application_score_entity, &sheet->application, &scores));
    const struct refs *sheets = &sheet->call.sheets;
    struct fund_result *results = ARENA_ARRAY(ctx->arena, struct fund_result, sheets->len + 1);
    struct fund_point *points = ARENA_ARRAY(ctx->arena, struct fund_point, POINTS_MOST);
    size_t count = 0;
    for (size_t i = 0; i < sheets->len; i++) {
        TRY(gather_sheet(ctx, sheets->items[i].id, &scores, &results[i], points, &count));
    }
    sheet->results = (struct rows){results, sheets->len};
    sheet->points = (struct rows){points, count};
    return ERR_OK;
}

/* ---- money ------------------------------------------------------------------------------------------------------------- */

static void add(struct money *to, struct money amount)
{
    to->minor += money_is_none(amount) ? 0 : amount.minor;
}

static enum err gather_money(struct ctx *ctx, struct fund_sheet *sheet)
{
    TRY(rows_of(ctx, &application_budget_entity, &sheet->application, &sheet->budget));
    TRY(rows_of(ctx, &application_expense_entity, &sheet->application, &sheet->expenses));
    TRY(rows_of(ctx, &application_invoice_entity, &sheet->application, &sheet->invoices));
    struct fund_source *sources = ARENA_ARRAY(ctx->arena, struct fund_source, 3);
    struct money none = money_of(0, ctx->currency);
    for (size_t i = 0; i < 3; i++) {
        sources[i] = (struct fund_source){str_of(fund_sources[i].code), none, none, none, none};
    }
    sheet->sources = (struct rows){sources, 3};
    sheet->spent = none;
    sheet->disbursed = none;
    const struct application_budget *budget = sheet->budget.items;
    const struct application_expense *expenses = sheet->expenses.items;
    for (size_t i = 0; i < sheet->budget.len; i++) {
        bool cash = str_eq(budget[i].nature, S("cash"));
        for (size_t s = 0; s < 3; s++) {
            if (!str_eq(sources[s].source, budget[i].source)) {
                continue;
            }
            add(cash ? &sources[s].cash : &sources[s].in_kind, budget[i].amount);
            for (size_t k = 0; k < sheet->expenses.len; k++) {
                if (id_eq(expenses[k].budget.id, budget[i].record.id)) {
                    add(cash ? &sources[s].spent_cash : &sources[s].spent_in_kind, expenses[k].amount);
                    add(&sheet->spent, cash ? expenses[k].amount : MONEY_NONE);
                }
            }
        }
    }
    if (!id_is_none(sheet->application.link.id)) {
        struct list paid;
        TRY(disbursement_store_by_link(ctx, sheet->application.record.agency, sheet->application.link.id, FUND_PARTS_MOST,
                                       &paid));
        sheet->disbursements = paid.rows;
        for (size_t i = 0; i < paid.rows.len; i++) {
            add(&sheet->disbursed, ((const struct disbursement *)paid.rows.items)[i].amount);
        }
    }
    return ERR_OK;
}

static enum err gather_progress(struct ctx *ctx, struct fund_sheet *sheet)
{
    struct rows list;
    TRY(rows_of(ctx, &application_activity_entity, &sheet->application, &list));
    struct fund_progress *lines = ARENA_ARRAY(ctx->arena, struct fund_progress, list.len + 1);
    const struct application_activity *activities = list.items;
    const struct application_expense *expenses = sheet->expenses.items;
    for (size_t i = 0; i < list.len; i++) {
        const struct application_activity *activity = &activities[i];
        lines[i] = (struct fund_progress){activity->record.code, activity->name, activity->starts_on, activity->ends_on,
                                          activity->planned,
                                          money_of(0, ctx->currency), activity->progress, activity->registered_on, activity->state};
        for (size_t k = 0; k < sheet->expenses.len; k++) {
            if (id_eq(expenses[k].activity.id, activity->record.id)) {
                add(&lines[i].executed, expenses[k].amount);
            }
        }
    }
    sheet->activities = (struct rows){lines, list.len};
    return ERR_OK;
}

enum err fund_sheet_gather(struct ctx *ctx, const struct fund_application *application, struct fund_sheet *out)
{
    shape_clear(&fund_sheet_shape, out);
    out->application = *application;
    TRY(fund_application_terms(ctx, application, &out->call, &out->line));
    TRY(record_read_links(ctx, &fund_call_entity, &out->call));
    out->percent = fund_application_percent(&out->call, &out->line);
    out->days_to_invoice = INT_NONE;
    TRY(fund_application_class(ctx, application, &out->class));
    TRY(gather_checks(ctx, out));
    TRY(gather_points(ctx, out));
    TRY(gather_money(ctx, out));
    TRY(gather_progress(ctx, out));
    TRY(rows_of(ctx, &application_observation_entity, application, &out->observations));
    struct fund_impact impact;
    TRY(fund_application_store_impact(ctx, application, &impact));
    out->snapshot_before = impact.before;
    out->snapshot_after = impact.after;
    if (str_eq(application->state, S("ratified")) && !date_is_none(application->invoice_due_on)) {
        struct working_days calendar;
        struct date from = date_cmp(ctx->today, application->invoice_due_on) < 0 ? ctx->today : application->invoice_due_on;
        TRY(fund_application_calendar(ctx, application, &out->call, from, &calendar));
        out->days_to_invoice = working_day_between(&calendar, ctx->today, application->invoice_due_on);
    }
    return ERR_OK;
}
