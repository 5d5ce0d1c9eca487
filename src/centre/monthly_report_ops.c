#include "advice/session.h"
#include "assistance/assistance.h"
#include "alliance/agreement_target.h"
#include "centre/monthly_report.h"
#include "centre/target.h"
#include "core/flow.h"
#include "finance/link.h"
#include "party/letterhead.h"
#include "party/unit.h"
#include "results/service_row.h"
#include "training/event.h"

/* ---- targets of exactly the month ------------------------------------------------------------------------------------- */

/* The newest version for each row: the unit's own, else the agreement's that the report names. */
static enum err find_targets(struct ctx *ctx, const struct scope *scope, struct id unit, const struct monthly_report *texts, struct date from,
                             struct date to, int64_t out[SERVICE_ROW_COUNT])
{
    struct ctx narrowed = *ctx;
    struct list list;
    enum service_row row;
    narrowed.scope = *scope;
    for (size_t i = 0; i < SERVICE_ROW_COUNT; i++) {
        out[i] = INT_NONE;
    }
    if (texts != NULL && !id_is_none(texts->agreement.id)) {
        TRY(children_of(ctx, &agreement_target_entity, texts->record.agency, texts->agreement.id, 500, &list));
        const struct agreement_target *targets = list.rows.items; /* by indicator, first day and version */
        for (size_t i = 0; i < list.rows.len; i++) {
            if (service_row_find(targets[i].indicator, &row) && date_cmp(targets[i].from_on, from) == 0 && date_cmp(targets[i].to_on, to) == 0) {
                out[row] = targets[i].count;
            }
        }
    }
    TRY(target_store_holding(&narrowed, from, to, ID_NONE, &list));
    const struct target *targets = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        if (id_is_none(targets[i].adviser.id) && id_eq(targets[i].record.unit.id, unit) && service_row_find(targets[i].indicator, &row) &&
            date_cmp(targets[i].from_on, from) == 0 && date_cmp(targets[i].to_on, to) == 0) {
            out[row] = targets[i].count;
        }
    }
    return ERR_OK;
}

/* ---- the parts ---------------------------------------------------------------------------------------------------------- */

struct making {
    struct ctx *ctx;
    struct report *report;
    struct scope scope;
    struct date from;
    struct date to;
    const struct monthly_report *texts; /* NULL: none were written */
};

static void put_words(struct making *making, struct str words, struct text missing)
{
    if (str_is_empty(words)) {
        report_note(making->report, missing);
    } else {
        report_text(making->report, TEXT_NONE, words);
    }
}
#define WORDS(making, member) ((making)->texts == NULL ? STR_NONE : (making)->texts->member)

static const struct text chapters[] = {
    T("Introducción", "Introduction"), T("Objetivo", "Objective"), T("Resultados del período", "Results of the period"),
    T("Promoción propia y actividades", "Own promotion and activities"), T("Asesorías", "Advice"),
    T("Asistencias técnicas", "Technical assistance"), T("Coordinaciones", "Coordination"), T("Vinculaciones", "Links"),
    T("Noticias", "News"), T("Conclusión", "Conclusion"), T("Recomendación", "Recommendation"),
};
enum chapter { INTRODUCTION, OBJECTIVE, RESULTS, ACTIVITIES, ADVICE, ASSISTANCE, COORDINATION, LINKS, NEWS, CONCLUSION, RECOMMENDATION };

static void put_chapter(struct making *making, enum chapter chapter)
{
    struct arena *arena = making->ctx->arena;
    const char *es = str_c(arena, str_format(arena, "%d. %s", (int)chapter + 1, chapters[chapter].es));
    const char *en = str_c(arena, str_format(arena, "%d. %s", (int)chapter + 1, chapters[chapter].en));
    report_heading(making->report, (struct text){es, en});
}

static void put_cover(struct making *making, struct str unit_name)
{
    struct report *report = making->report;
    bool es = report->in == LANG_ES;
    report_centre(report, unit_name);
    report_centre(report, str_format(making->ctx->arena, es ? "%s de %d" : "%s %d", date_month_name(making->from.month, report->in), making->from.year));
    if (making->texts != NULL && making->texts->edition > 1) {
        report_text(report, TEXT("Edición:", "Edition:"), str_format(making->ctx->arena, "%lld. " STR_FMT, (long long)making->texts->edition,
                                                                    STR_ARG(making->texts->reopen_reason)));
    }
    struct buf contents = BUF(making->ctx->arena);
    for (size_t i = 0; i < COUNT_OF(chapters); i++) {
        buf_format(&contents, "%s%zu. %s", i == 0 ? "" : "\n", i + 1, es ? chapters[i].es : chapters[i].en);
    }
    report_heading(report, TEXT("Contenido", "Contents"));
    report_text(report, TEXT_NONE, buf_str(&contents));
    report_break(report);
}

static enum err put_results(struct making *making, struct id unit)
{
    static const struct report_head heads[] = {
        {T("Servicio", "Service"), 30, false},           {T("Meta período", "Target of the period"), 10, true},
        {T("Resultados período", "Results of the period"), 12, true}, {T("Empresarios", "Business owners"), 12, true},
        {T("Emprendedores", "Entrepreneurs"), 14, true}, {T("En ejecución", "Running"), 12, true},
        {T("Finalizados", "Finished"), 11, true},
    };
    struct report *report = making->report;
    struct service_row_line lines[SERVICE_ROW_COUNT];
    int64_t targets[SERVICE_ROW_COUNT];
    const struct service_row_question question = {.scope = making->scope, .from = making->from, .to = making->to};
    TRY(service_row_count(making->ctx, &question, lines));
    TRY(find_targets(making->ctx, &making->scope, unit, making->texts, making->from, making->to, targets));
    report_table(report, TEXT("Resultados del período", "Results of the period"), heads, COUNT_OF(heads));
    for (size_t i = 0; i < SERVICE_ROW_COUNT; i++) {
        const struct service_row_line *line = &lines[i];
        /* What the form has no row for appears only where there is something. */
        if (i >= SERVICE_ROW_FORM && line->services + line->running + line->finished == 0 && targets[i] == INT_NONE) {
            continue;
        }
        report_cell_in(report, service_row_list[i].label);
        report_cell_count(report, targets[i]);
        report_cell_count(report, line->services);
        report_cell_count(report, line->owners);
        report_cell_count(report, line->entrepreneurs);
        report_cell_count(report, line->running);
        report_cell_count(report, line->finished);
    }
    report_note(report, TEXT("Empresarios y emprendedores: cada persona una vez en su renglón; una empresa de la que no se anotó quién vino cuenta como uno. "
                             "En ejecución y finalizados, al último día del mes.",
                             "Business owners and entrepreneurs: each person once in a row; an enterprise of which nobody was noted counts as one. "
                             "Running and finished, on the last day of the month."));
    return ERR_OK;
}

/* How a column of a list is written. */
enum form { CHOICE, WORD, DAY, NUMBER, HOURS, AMOUNT };
struct column {
    struct report_head head;
    enum form form;
    const struct choice *choices;
};

static void put_cell(struct making *making, const struct column *column, const struct monthly_row *row, size_t i)
{
    struct report *report = making->report;
    struct date date;
    switch (column->form) {
    case CHOICE: {
        const struct choice *choice = choice_find(column->choices, row->texts[i]);
        report_cell(report, choice == NULL ? row->texts[i] : text_in(choice->label, report->in));
        break;
    }
    case WORD:
        report_cell(report, row->texts[i]);
        break;
    case DAY:
        report_cell_date(report, date_parse_iso(row->texts[i], &date) ? date : DATE_NONE);
        break;
    case NUMBER:
        report_cell_count(report, row->numbers[i]);
        break;
    case HOURS: {
        struct value hours = {VALUE_HUNDREDTHS, (row->numbers[i] * 100 + 30) / 60};
        report_cell_as(report, hours, str_format(making->ctx->arena, STR_FMT " h", STR_ARG(hundredths_plain(making->ctx->arena, hours.amount))));
        break;
    }
    case AMOUNT:
        report_cell_money(report, row->numbers[i] == INT_NONE ? MONEY_NONE : money_of(row->numbers[i], making->ctx->currency));
        break;
    }
}

static enum err put_list(struct making *making, enum monthly_list list, struct text caption, const struct column *columns, size_t count, struct text empty)
{
    struct rows rows;
    struct report_head heads[MONTHLY_COLUMNS];
    for (size_t i = 0; i < count; i++) {
        heads[i] = columns[i].head;
    }
    TRY(monthly_report_store_list(making->ctx, list, &making->scope, making->from, making->to, &rows));
    report_table(making->report, caption, heads, count);
    const struct monthly_row *found = rows.items;
    for (size_t r = 0; r < rows.len; r++) {
        for (size_t i = 0; i < count; i++) {
            put_cell(making, &columns[i], &found[r], i);
        }
    }
    report_end_table(making->report, empty);
    return ERR_OK;
}

static enum err put_activities(struct making *making)
{
    const struct column kinds[] = {{{T("Clase", "Kind"), 30, false}, CHOICE, event_kinds}, {{T("Actividades", "Activities"), 14, true}, NUMBER, NULL},
                                   {{T("Participantes", "Participants"), 14, true}, NUMBER, NULL}};
    const struct column each[] = {{{T("Fecha", "Date"), 11, false}, DAY, NULL},          {{T("Clase", "Kind"), 12, false}, CHOICE, event_kinds},
                                  {{T("Actividad", "Activity"), 30, false}, WORD, NULL}, {{T("Lugar", "Place"), 18, false}, WORD, NULL},
                                  {{T("Participantes", "Participants"), 12, true}, NUMBER, NULL}, {{T("Fotos y respaldos", "Photos and documents"), 12, true}, NUMBER, NULL}};
    put_chapter(making, ACTIVITIES);
    report_text(making->report, TEXT_NONE, WORDS(making, activities));
    TRY(put_list(making, MONTHLY_ACTIVITY_KINDS, TEXT("Actividades por clase", "Activities by kind"), kinds, COUNT_OF(kinds),
                 TEXT("No se registraron ferias ni reuniones en el mes.", "No fairs or meetings were recorded in the month.")));
    return put_list(making, MONTHLY_ACTIVITIES, TEXT("Actividades", "Activities"), each, COUNT_OF(each), TEXT_NONE);
}

static enum err put_advice(struct making *making)
{
    const struct column kinds[] = {{{T("Asesoría", "Advice"), 34, false}, CHOICE, session_kinds}, {{T("Sesiones", "Sessions"), 12, true}, NUMBER, NULL},
                                   {{T("Horas de atención", "Contact hours"), 14, true}, HOURS, NULL}};
    const struct column ways[] = {{{T("Tipo de ayuda", "Kind of help"), 34, false}, CHOICE, session_modalities}, {{T("Sesiones", "Sessions"), 12, true}, NUMBER, NULL},
                                  {{T("Horas de atención", "Contact hours"), 14, true}, HOURS, NULL}};
    struct text none = TEXT("No hubo sesiones en el mes.", "There were no sessions in the month.");
    put_chapter(making, ADVICE);
    TRY(put_list(making, MONTHLY_ADVICE_KINDS, TEXT("Asesorías por clase", "Advice by kind"), kinds, COUNT_OF(kinds), none));
    return put_list(making, MONTHLY_ADVICE_WAYS, TEXT("Asesorías por tipo de ayuda", "Advice by kind of help"), ways, COUNT_OF(ways), TEXT_NONE);
}

static enum err put_rest(struct making *making)
{
    const struct column assistances[] = {{{T("Código", "Code"), 10, false}, WORD, NULL},         {{T("Tema", "Topic"), 22, false}, WORD, NULL},
                                         {{T("Consultor(a)", "Consultant"), 18, false}, WORD, NULL}, {{T("Empresa", "Enterprise"), 18, false}, WORD, NULL},
                                         {{T("Estado", "State"), 12, false}, CHOICE, assistance_states}, {{T("Firmada el", "Signed on"), 14, false}, DAY, NULL},
                                         {{T("Monto", "Amount"), 12, true}, AMOUNT, NULL}};
    const struct column meetings[] = {{{T("Fecha", "Date"), 11, false}, DAY, NULL},   {{T("Órgano", "Organ"), 20, false}, WORD, NULL},
                                      {{T("Lugar", "Place"), 18, false}, WORD, NULL}, {{T("Agenda", "Agenda"), 34, false}, WORD, NULL},
                                      {{T("Acuerdos", "Resolutions"), 10, true}, NUMBER, NULL}};
    const struct column links[] = {{{T("Fecha", "Date"), 11, false}, DAY, NULL},          {{T("Clase", "Kind"), 16, false}, CHOICE, link_kinds},
                                   {{T("Cliente", "Client"), 20, false}, WORD, NULL},     {{T("Institución", "Institution"), 20, false}, WORD, NULL},
                                   {{T("Solicitado", "Requested"), 12, true}, AMOUNT, NULL}, {{T("Aprobado", "Approved"), 12, true}, AMOUNT, NULL}};
    put_chapter(making, ASSISTANCE);
    TRY(put_list(making, MONTHLY_ASSISTANCES, TEXT("Asistencias técnicas en curso o terminadas en el mes", "Technical assistance running or ended in the month"),
                 assistances, COUNT_OF(assistances), TEXT("No hubo asistencias técnicas en el mes.", "There was no technical assistance in the month.")));
    put_chapter(making, COORDINATION);
    TRY(put_list(making, MONTHLY_MEETINGS, TEXT("Reuniones de coordinación", "Meetings of coordination"), meetings, COUNT_OF(meetings),
                 TEXT("No se registraron reuniones de coordinación en el mes.", "No meetings of coordination were recorded in the month.")));
    put_chapter(making, LINKS);
    return put_list(making, MONTHLY_LINKS, TEXT("Vinculaciones del mes", "Links of the month"), links, COUNT_OF(links),
                    TEXT("No hubo vinculaciones en el mes.", "There were no links in the month."));
}

/* Whoever holds the office on the last day of the month. */
static enum err put_signatures(struct making *making, struct str unit)
{
    static const struct {
        const char *office;
        struct text label;
    } offices[] = {{"director", T("Dirección del centro", "Director of the centre")}, {"executive", T("Dirección ejecutiva", "Executive director")}};
    const struct letterhead_input in = {.unit = unit, .on = making->to};
    struct letterhead head;
    shape_clear(&letterhead_shape, &head);
    TRY(op_find(S("unit.letterhead"))->run(making->ctx, &in, &head));
    for (size_t i = 0; i < COUNT_OF(offices); i++) {
        report_signature(making->report, offices[i].label, letterhead_find(&head, offices[i].office).name);
    }
    return ERR_OK;
}

enum err monthly_report_build(struct ctx *ctx, struct id unit_id, struct date month, const struct monthly_report *texts, struct report *out)
{
    struct making making = {.ctx = ctx, .report = out, .from = month, .to = date_add_days(date_add_months(month, 1), -1), .texts = texts};
    struct unit unit;
    struct str code;
    shape_clear(&unit_entity.shape, &unit);
    TRY(record_find_id(ctx, &unit_entity, unit_id, &unit));
    TRY(target_scope(ctx, unit_id, &making.scope, &code));
    report_begin(out, ctx, TEXT("Informe mensual", "Monthly report"), unit.name);
    report_period(out, making.from, making.to);
    out->unit = code;
    out->number = texts == NULL ? STR_NONE : texts->record.code;
    put_cover(&making, unit.name);
    put_chapter(&making, INTRODUCTION);
    put_words(&making, WORDS(&making, introduction), TEXT("Falta escribir la introducción.", "The introduction is still to be written."));
    put_chapter(&making, OBJECTIVE);
    put_words(&making, WORDS(&making, objective), TEXT("Falta escribir el objetivo.", "The objective is still to be written."));
    put_chapter(&making, RESULTS);
    TRY(put_results(&making, unit_id));
    TRY(put_activities(&making));
    TRY(put_advice(&making));
    TRY(put_rest(&making));
    put_chapter(&making, NEWS);
    put_words(&making, WORDS(&making, news), TEXT("Sin noticias este mes.", "No news this month."));
    put_chapter(&making, CONCLUSION);
    put_words(&making, WORDS(&making, conclusion), TEXT("Falta escribir la conclusión.", "The conclusion is still to be written."));
    put_chapter(&making, RECOMMENDATION);
    put_words(&making, WORDS(&making, recommendation), TEXT("Sin recomendaciones este mes.", "No recommendations this month."));
    return put_signatures(&making, code);
}

/* ---- report.monthly ------------------------------------------------------------------------------------------------------ */

struct input {
    struct str unit;
    struct str month;
};
static const struct field input_fields[] = {
    FIELD_TEXT(struct input, unit, .max = 60, .label = T("Unidad", "Unit"), .hint = T("Vacía: la propia.", "Empty: your own.")),
    FIELD_TEXT(struct input, month, .max = 10, .label = T("Mes (AAAA-MM)", "Month (YYYY-MM)"), .hint = T("Vacío: el mes pasado.", "Empty: last month.")),
};
static const struct shape input_shape = SHAPE("report_monthly_input", struct input, input_fields);

static enum err find_unit(struct ctx *ctx, struct str code, struct id *out)
{
    struct unit unit;
    *out = ctx->scope.unit;
    if (str_is_empty(code) && !id_is_none(*out)) {
        return ERR_OK;
    }
    shape_clear(&unit_entity.shape, &unit);
    enum err err = str_is_empty(code) ? ERR_NOT_FOUND : record_find_code(ctx, &unit_entity, code, &unit);
    *out = unit.record.id;
    return err != ERR_NOT_FOUND ? err
                                : ctx_fault(ctx, "unit", code, TEXT("No hay una unidad con ese código.", "There is no unit of that code."),
                                            TEXT("Escriba el código del centro, por ejemplo --unit CDMYPE-LU.",
                                                 "Write the code of the centre, for example --unit CDMYPE-LU."));
}

static enum err find_month(struct ctx *ctx, struct str given, struct date *out)
{
    struct date last = date_add_months(DATE(ctx->today.year, ctx->today.month, 1), -1);
    struct str day = given.len == 7 ? str_format(ctx->arena, STR_FMT "-01", STR_ARG(given)) : given;
    *out = last;
    if (str_is_empty(given)) {
        return ERR_OK;
    }
    bool good = date_parse_iso(day, out);
    *out = good ? DATE(out->year, out->month, 1) : last;
    return good ? ERR_OK
                : ctx_fault(ctx, "month", given, TEXT("Un mes se escribe AAAA-MM.", "A month is written YYYY-MM."), TEXT("Por ejemplo: 2014-05.", "For example: 2014-05."));
}

/* What was closed, as it was closed. */
static enum err read_kept(struct ctx *ctx, const struct monthly_report *kept, struct report *out)
{
    struct str sheet = ctx->lang == LANG_ES ? kept->sheet_es : kept->sheet_en;
    struct fault fault = {.arena = ctx->arena};
    shape_clear(&report_shape, out);
    if (shape_read_json(&fault, &report_shape, sheet, ctx->currency, out, NULL) != ERR_OK) {
        return ERR_CORRUPT;
    }
    out->arena = ctx->arena;
    out->in = ctx->lang;
    out->currency = ctx->currency;
    out->part_room = out->parts.len;
    report_text(out, TEXT("Cerrado el", "Closed on"),
                str_format(ctx->arena, STR_FMT ". SHA-256 " STR_FMT, STR_ARG(date_display(ctx->arena, kept->closed_on)), STR_ARG(kept->sheet_hash)));
    return ERR_OK;
}

static enum err run_report(struct ctx *ctx, const void *in, void *out)
{
    const struct input *input = in;
    struct id unit = ID_NONE;
    struct date month = DATE_NONE;
    enum err named = find_unit(ctx, input->unit, &unit);
    enum err dated = find_month(ctx, input->month, &month);
    TRY(named);
    TRY(dated);
    struct monthly_report newest;
    struct scope scope;
    struct str code;
    TRY(target_scope(ctx, unit, &scope, &code));
    TRY(monthly_report_store_newest(ctx, scope.agency_low, unit, month, &newest));
    bool written = !id_is_none(newest.record.id);
    return written && monthly_report_is_kept(&newest) ? read_kept(ctx, &newest, out)
                                                      : monthly_report_build(ctx, unit, month, written ? &newest : NULL, out);
}

/* ---- steps ----------------------------------------------------------------------------------------------------------------- */

struct send_input {
    struct flow_input flow;
    struct date sent_on;
};
static const struct field send_fields[] = {
    FLOW_FIELDS(struct send_input),
    FIELD_DATE(struct send_input, sent_on, .past = true, .label = T("Enviado el", "Sent on"), .hint = T("Vacía: hoy.", "Empty: today.")),
};
static const struct shape send_shape = SHAPE("monthly_report_send", struct send_input, send_fields);
struct answer_input {
    struct flow_input flow;
    struct date answered_on;
    struct str observations;
};
static const struct field accept_fields[] = {
    FLOW_FIELDS(struct answer_input),
    FIELD_DATE(struct answer_input, answered_on, .past = true, .label = T("Respondido el", "Answered on"), .hint = T("Vacía: hoy.", "Empty: today.")),
};
static const struct shape accept_shape = SHAPE("monthly_report_accept", struct answer_input, accept_fields);
static const struct field observe_fields[] = {
    FLOW_FIELDS(struct answer_input),
    FIELD_DATE(struct answer_input, answered_on, .past = true, .label = T("Respondido el", "Answered on"), .hint = T("Vacía: hoy.", "Empty: today.")),
    FIELD_TEXT(struct answer_input, observations, .required = true, .min = 3, .max = 2000, .label = T("Qué se observó", "What was observed")),
};
static const struct shape observe_shape = SHAPE("monthly_report_observe", struct answer_input, observe_fields);

/* Opens a closed report again: the next edition, a record of its own that begins with the same texts. */
static enum err run_reopen(struct ctx *ctx, const void *in, void *out)
{
    const struct flow_reason_input *input = in;
    struct monthly_report before;
    struct monthly_report newest;
    struct monthly_report *next = out;
    TRY(record_find_seen(ctx, &monthly_report_entity, input->flow.code, input->flow.version, &before));
    TRY(monthly_report_store_newest(ctx, before.record.agency, before.record.unit.id, before.month, &newest));
    if (!monthly_report_is_kept(&before) || !id_eq(newest.record.id, before.record.id)) {
        return ctx_fault(ctx, "state", before.state, TEXT("Se abre otra vez la última edición, cuando está cerrada.", "The last edition is opened again, once it is closed."),
                         TEXT("Vea la edición más nueva de ese mes.", "Look at the newest edition of that month."));
    }
    shape_clear(&monthly_report_entity.shape, next);
    next->record.agency = before.record.agency;
    next->record.unit = before.record.unit;
    next->record.source_line = INT_NONE;
    next->month = before.month;
    next->agreement = before.agreement;
    next->introduction = before.introduction;
    next->objective = before.objective;
    next->activities = before.activities;
    next->news = before.news;
    next->conclusion = before.conclusion;
    next->recommendation = before.recommendation;
    next->reopen_reason = input->reason;
    shape_fill(ctx->arena, &monthly_report_entity.shape, next);
    ctx->reason = input->reason;
    TRY(record_write(ctx, &monthly_report_entity, next, NULL));
    return record_label(ctx, &monthly_report_entity, next, 1);
}

#define MOVE(move, input, permission, es, en) FLOW_OP("monthly_report", "monthly_reports", monthly_report_entity, move, input, permission, es, en)

const struct op monthly_report_ops[] = {
    RECORD_OPS("monthly_report", "monthly_reports", monthly_report_entity, PERM_RECORD_READ, PERM_SERVICE_WRITE, "un informe mensual", "a monthly report", false),
    MOVE("submit", flow_input_shape, PERM_SERVICE_WRITE, "Enviar a revisión un informe mensual", "Send a monthly report to review"),
    MOVE("return", flow_input_shape, PERM_VERIFY, "Devolver un informe mensual a quien lo prepara", "Return a monthly report to whoever prepares it"),
    MOVE("close", flow_input_shape, PERM_VERIFY, "Cerrar un informe mensual y guardar sus cifras", "Close a monthly report and keep its figures"),
    MOVE("send", send_shape, PERM_VERIFY, "Registrar que un informe mensual se envió", "Record that a monthly report was sent"),
    MOVE("accept", accept_shape, PERM_VERIFY, "Registrar que un informe mensual fue aceptado", "Record that a monthly report was accepted"),
    MOVE("observe", observe_shape, PERM_VERIFY, "Registrar que un informe mensual fue observado", "Record that a monthly report was observed"),
    {.name = "monthly_report.reopen", .http = "POST /monthly_reports/{code}/reopen",
     .label = T("Abrir otra vez un informe mensual, como edición nueva", "Open a monthly report again, as a new edition"), .permission = PERM_VERIFY,
     .kind = OP_WRITE, .input = &flow_reason_shape, .output = &monthly_report_entity.shape, .answer = ANSWER_RECORD, .entity = &monthly_report_entity,
     .run = run_reopen},
    {.name = "report.monthly", .http = "GET /reports/monthly",
     .label = T("Informe mensual del centro: metas, resultados, actividades y vínculos", "Monthly report of the centre: targets, results, activities and links"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &input_shape, .output = &report_shape, .answer = ANSWER_RECORD, .leaves_access = true,
     .run = run_report},
};
const size_t monthly_report_op_count = COUNT_OF(monthly_report_ops);
