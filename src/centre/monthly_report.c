#include "centre/monthly_report.h"

#include "agreement/agreement.h"
#include "base/secret.h"
#include "core/flow.h"
#include "party/unit.h"

const struct choice monthly_report_states[] = {
    {"open", T("Abierto", "Open"), "ABIERTO"},
    {"in_review", T("En revisión", "In review"), "EN_REVISION|en revisión"},
    {"closed", T("Cerrado", "Closed"), "CERRADO"},
    {"sent", T("Enviado", "Sent"), "ENVIADO"},
    {"accepted", T("Aceptado", "Accepted"), "ACEPTADO"},
    {"observed", T("Observado", "Observed"), "OBSERVADO"},
    {0},
};
enum { TEXT_MOST = 8000, SHEET_MOST = 400000 };

#define FREE_TEXT(member, es, en) FIELD_TEXT(struct monthly_report, member, .max = TEXT_MOST, .label = T(es, en))
static const struct field fields[] = {
    RECORD_CODE(struct monthly_report),
    RECORD_UNIT(struct monthly_report),
    FIELD_DATE(struct monthly_report, month, .required = true, .label = T("Mes", "Month"), .hint = T("Cualquier día del mes.", "Any day of the month.")),
    FIELD_INT(struct monthly_report, edition, .computed = true, .label = T("Edición", "Edition")),
    FIELD_REF(struct monthly_report, agreement, .target = &agreement_entity, .label = T("Convenio", "Agreement"),
              .hint = T("El de las metas mensuales, donde la unidad no tiene las suyas.", "Of the monthly targets, where the unit has none of its own.")),
    FREE_TEXT(introduction, "Introducción", "Introduction"),
    FREE_TEXT(objective, "Objetivo", "Objective"),
    FREE_TEXT(activities, "Promoción propia y actividades", "Own promotion and activities"),
    FREE_TEXT(news, "Noticias", "News"),
    FREE_TEXT(conclusion, "Conclusión", "Conclusion"),
    FREE_TEXT(recommendation, "Recomendación", "Recommendation"),
    FIELD_CHOICE(struct monthly_report, state, .choices = monthly_report_states, .initial = "open", .label = T("Estado", "State")),
    FIELD_DATE(struct monthly_report, closed_on, .past = true, .label = T("Cerrado el", "Closed on")),
    FIELD_DATE(struct monthly_report, sent_on, .past = true, .label = T("Enviado el", "Sent on")),
    FIELD_DATE(struct monthly_report, answered_on, .past = true, .label = T("Respondido el", "Answered on")),
    FIELD_TEXT(struct monthly_report, observations, .max = 2000, .label = T("Observaciones de quien lo recibió", "Observations of whoever received it")),
    FIELD_TEXT(struct monthly_report, reopen_reason, .max = 500, .label = T("Motivo de esta edición", "Reason for this edition")),
    FIELD_TEXT(struct monthly_report, sheet_es, .max = SHEET_MOST, .label = T("Lo que se cerró, en español", "What was closed, in Spanish")),
    FIELD_TEXT(struct monthly_report, sheet_en, .max = SHEET_MOST, .label = T("Lo que se cerró, en inglés", "What was closed, in English")),
    FIELD_TEXT(struct monthly_report, sheet_hash, .max = 64, .label = T("Huella de lo que se cerró", "Fingerprint of what was closed")),
    RECORD_ANNULMENT(struct monthly_report),
};

bool monthly_report_is_kept(const struct monthly_report *report)
{
    return !str_eq(report->state, S("open")) && !str_eq(report->state, S("in_review"));
}

static struct str hash_both(struct arena *arena, struct str es, struct str en)
{
    struct hash hash = hash_of(str_format(arena, "es:%zu:" STR_FMT "en:%zu:" STR_FMT, es.len, STR_ARG(es), en.len, STR_ARG(en)));
    return hash_hex(arena, &hash);
}

/* ---- rules ------------------------------------------------------------------------------------------------------------- */

/* After closing nothing that was in the report changes any more. */
static enum err check_kept(struct ctx *ctx, const struct monthly_report *row, const struct monthly_report *was)
{
    static const char *const lasting[] = {"month", "agreement", "introduction", "objective", "activities", "news", "conclusion", "recommendation",
                                          "reopen_reason", "closed_on", "sheet_es", "sheet_en", "sheet_hash"};
    enum err err = ERR_OK;
    for (size_t i = 0; i < COUNT_OF(lasting); i++) {
        const struct field *field = shape_find(&monthly_report_entity.shape, str_of(lasting[i]));
        if (!field_eq(field, row, was)) {
            err = ctx_fault(ctx, lasting[i], STR_NONE, TEXT("El informe está cerrado: lo que dice ya no cambia.", "The report is closed: what it says no longer changes."),
                            TEXT("La dirección lo abre otra vez, con su motivo, como una edición nueva.",
                                 "The direction opens it again, with the reason, as a new edition."));
        }
    }
    return err;
}

static enum err check_sheets(struct ctx *ctx, const struct monthly_report *row)
{
    bool kept = monthly_report_is_kept(row);
    bool whole = str_eq(row->sheet_hash, hash_both(ctx->arena, row->sheet_es, row->sheet_en));
    if (kept ? whole && !str_is_empty(row->sheet_es) : str_is_empty(row->sheet_es) && str_is_empty(row->sheet_en) && str_is_empty(row->sheet_hash)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "sheet_hash", row->sheet_hash,
                     kept ? TEXT("La huella no es la de lo que se cerró.", "The fingerprint is not that of what was closed.")
                          : TEXT("Solo un informe cerrado guarda lo que se cerró.", "Only a closed report keeps what was closed."),
                     TEXT("No escriba estos datos: los pone el programa al cerrar.", "Do not write these: the program does on closing."));
}

/* The first edition is recorded; every other one comes of opening again. */
static enum err check_first(struct ctx *ctx, struct monthly_report *row)
{
    struct monthly_report newest;
    TRY(monthly_report_store_newest(ctx, row->record.agency, row->record.unit.id, row->month, &newest));
    bool exists = !id_is_none(newest.record.id);
    if (!exists || !str_is_empty(row->reopen_reason)) {
        row->edition = exists ? newest.edition + 1 : 1;
        return ERR_OK;
    }
    return ctx_fault(ctx, "month", date_iso(ctx->arena, row->month),
                     text_format(ctx->arena, TEXT("Ese mes ya tiene su informe: %s.", "That month has its report already: %s."), str_c(ctx->arena, newest.record.code)),
                     TEXT("Continúe ese; si ya se cerró, la dirección lo abre otra vez.", "Go on with that one; if it is closed, the direction opens it again."));
}

static enum err monthly_report_check(struct ctx *ctx, void *row_, const void *before)
{
    struct monthly_report *row = row_;
    const struct monthly_report *was = before;
    row->month = date_is_none(row->month) ? row->month : DATE(row->month.year, row->month.month, 1);
    if (row->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    if (!date_is_none(row->month) && date_cmp(row->month, ctx->today) > 0) {
        return ctx_fault(ctx, "month", date_iso(ctx->arena, row->month), TEXT("Ese mes todavía no comienza.", "That month has not begun yet."),
                         TEXT("Prepare el informe desde que el mes comienza.", "Prepare the report once the month has begun."));
    }
    if (was != NULL) {
        row->edition = was->edition;
        if (monthly_report_is_kept(was)) {
            TRY(check_kept(ctx, row, was));
        } else if (date_cmp(row->month, was->month) != 0) {
            return ctx_fault(ctx, "month", date_iso(ctx->arena, row->month), TEXT("Un informe no cambia de mes.", "A report does not change its month."),
                             TEXT("Anúlelo y registre el del otro mes.", "Annul it and record that of the other month."));
        }
    } else {
        TRY(check_first(ctx, row));
    }
    return check_sheets(ctx, row);
}

/* ---- steps ------------------------------------------------------------------------------------------------------------- */

static enum err guard_submit(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    struct monthly_report *row = row_;
    (void)before;
    (void)in;
    const struct {
        const char *field;
        struct str value;
        struct text what;
    } wanted[] = {
        {"introduction", row->introduction, T("Falta la introducción.", "The introduction is missing.")},
        {"objective", row->objective, T("Falta el objetivo.", "The objective is missing.")},
        {"conclusion", row->conclusion, T("Falta la conclusión.", "The conclusion is missing.")},
    };
    enum err err = ERR_OK;
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        if (str_is_empty(wanted[i].value)) {
            err = ctx_fault(ctx, wanted[i].field, STR_NONE, wanted[i].what,
                            TEXT("La escribe quien prepara el informe, antes de enviarlo a revisión.",
                                 "Whoever prepares the report writes it, before it is sent to review."));
        }
    }
    return err;
}

static enum err keep_sheet(struct ctx *ctx, struct monthly_report *row, enum lang lang, struct str *out)
{
    struct ctx spoken = *ctx;
    struct report report;
    spoken.lang = lang;
    shape_clear(&report_shape, &report);
    TRY(monthly_report_build(&spoken, row->record.unit.id, row->month, row, &report));
    struct buf *json = ARENA_NEW(ctx->arena, struct buf);
    *json = BUF(ctx->arena);
    shape_write_json(json, &report_shape, &report, PRIVACY_SENSITIVE);
    *out = buf_str(json);
    return ERR_OK;
}

static enum err guard_close(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    struct monthly_report *row = row_;
    (void)before;
    (void)in;
    struct date last = date_add_days(date_add_months(row->month, 1), -1);
    if (date_cmp(last, ctx->today) >= 0) {
        return ctx_fault(ctx, "month", date_iso(ctx->arena, row->month), TEXT("El mes no ha terminado.", "The month is not over."),
                         TEXT("Ciérrelo desde el primer día del mes siguiente.", "Close it from the first day of the next month on."));
    }
    row->closed_on = ctx->today;
    TRY(keep_sheet(ctx, row, LANG_ES, &row->sheet_es));
    TRY(keep_sheet(ctx, row, LANG_EN, &row->sheet_en));
    row->sheet_hash = hash_both(ctx->arena, row->sheet_es, row->sheet_en);
    return ERR_OK;
}

/* The day of a step is today unless it was told. */
static enum err guard_send(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    struct monthly_report *row = row_;
    (void)before;
    (void)in;
    row->sent_on = date_is_none(row->sent_on) ? ctx->today : row->sent_on;
    return date_cmp(row->sent_on, row->closed_on) >= 0
               ? ERR_OK
               : ctx_fault(ctx, "sent_on", date_iso(ctx->arena, row->sent_on), TEXT("No se envió antes de cerrarse.", "It was not sent before it was closed."),
                           TEXT("Corrija la fecha.", "Correct the date."));
}

static enum err guard_answer(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    struct monthly_report *row = row_;
    (void)before;
    (void)in;
    row->answered_on = date_is_none(row->answered_on) ? ctx->today : row->answered_on;
    return date_cmp(row->answered_on, row->sent_on) >= 0
               ? ERR_OK
               : ctx_fault(ctx, "answered_on", date_iso(ctx->arena, row->answered_on), TEXT("No se respondió antes de enviarse.", "It was not answered before it was sent."),
                           TEXT("Corrija la fecha.", "Correct the date."));
}

static const struct flow_move moves[] = {
    {.name = "submit", .label = T("Enviar a revisión", "Send to review"), .from = "open", .to = "in_review", .guard = guard_submit},
    {.name = "return", .label = T("Devolver a quien lo prepara", "Return to whoever prepares it"), .from = "in_review", .to = "open"},
    {.name = "close", .label = T("Cerrar y guardar las cifras", "Close and keep the figures"), .from = "in_review", .to = "closed", .guard = guard_close},
    {.name = "send", .label = T("Se envió", "It was sent"), .from = "closed", .to = "sent", .guard = guard_send},
    {.name = "accept", .label = T("Fue aceptado", "It was accepted"), .from = "sent", .to = "accepted", .guard = guard_answer},
    {.name = "observe", .label = T("Fue observado", "It was observed"), .from = "sent", .to = "observed", .guard = guard_answer},
};
static const struct flow flow = {.field = "state", .entry = "open", .moves = moves, .count = COUNT_OF(moves)};

const struct entity monthly_report_entity = {
    .shape = SHAPE("monthly_report", struct monthly_report, fields),
    .dataset = "monthly_reports",
    .code_prefix = "IM",
    .label = T("Informe mensual", "Monthly report"),
    .plural = T("Informes mensuales", "Monthly reports"),
    .store = &monthly_report_store,
    .dated_by = NULL,
    .flow = &flow,
    .check = monthly_report_check,
};
