#include "diagnosis/diagnosis.h"

#include "advice/service.h"
#include "client/enterprise.h"
#include "core/flow.h"
#include "core/record.h"
#include "party/staff.h"
#include "party/unit.h"

const struct choice diagnosis_states[] = {
    {"open", T("Abierto", "Open"), "ABIERTO"},
    {"complete", T("Completo", "Complete"), "COMPLETO"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct diagnosis),
    RECORD_UNIT(struct diagnosis),
    FIELD_REF(struct diagnosis, enterprise, .required = true, .target = &enterprise_entity, .label = T("Empresa", "Enterprise")),
    FIELD_REF(struct diagnosis, adviser, .required = true, .target = &staff_entity, .label = T("Asesor(a)", "Adviser")),
    FIELD_REF(struct diagnosis, instrument, .required = true, .target = &instrument_entity, .label = T("Instrumento", "Instrument")),
    FIELD_DATE(struct diagnosis, date, .required = true, .past = true, .label = T("Fecha", "Date")),
    FIELD_TEXT(struct diagnosis, remarks, .max = 2000, .label = T("Notas", "Notes")),
    FIELD_PERCENT(struct diagnosis, score, .min = 0, .max = 10000, .label = T("Puntaje", "Score"),
                  .hint = T("De 0 a 100; lo calcula el programa.", "0 to 100; computed by the program.")),
    FIELD_CHOICE(struct diagnosis, state, .required = true, .choices = diagnosis_states, .initial = "open", .label = T("Estado", "State")),
    RECORD_ANNULMENT(struct diagnosis),
};
static const struct field answer_fields[] = {
    RECORD_CODE(struct diagnosis_answer),
    RECORD_UNIT_COMPUTED(struct diagnosis_answer),
    FIELD_REF(struct diagnosis_answer, diagnosis, .required = true, .target = &diagnosis_entity, .label = T("Diagnóstico", "Diagnosis")),
    FIELD_REF(struct diagnosis_answer, question, .required = true, .target = &instrument_question_entity, .label = T("Pregunta", "Question")),
    FIELD_TEXT(struct diagnosis_answer, value, .required = true, .max = 1000, .label = T("Respuesta", "Answer")),
    RECORD_ANNULMENT(struct diagnosis_answer),
};

static const struct field line_fields[] = {
    FIELD_TEXT(struct diagnosis_line, question, .label = T("Pregunta", "Question")),
    FIELD_LABEL(struct diagnosis_line, category, .label = T("Categoría", "Category")),
    FIELD_LABEL(struct diagnosis_line, subcategory, .label = T("Subcategoría", "Sub-category")),
    FIELD_LABEL(struct diagnosis_line, text, .label = T("Texto", "Text")),
    FIELD_CHOICE(struct diagnosis_line, kind, .choices = instrument_question_kinds, .label = T("Cómo se responde", "How it is answered")),
    FIELD_INT(struct diagnosis_line, weight, .label = T("Peso", "Weight")),
    FIELD_TEXT(struct diagnosis_line, value, .max = 1000, .label = T("Respuesta", "Answer")),
    FIELD_PERCENT(struct diagnosis_line, score, .label = T("Puntaje", "Score")),
};
static const struct shape line_shape = SHAPE("diagnosis_line", struct diagnosis_line, line_fields);
static const struct field heading_fields[] = {
    FIELD_LABEL(struct diagnosis_heading, category, .label = T("Categoría", "Category")),
    FIELD_LABEL(struct diagnosis_heading, subcategory, .label = T("Subcategoría", "Sub-category")),
    FIELD_PERCENT(struct diagnosis_heading, score, .label = T("Puntaje", "Score")),
    FIELD_INT(struct diagnosis_heading, questions, .label = T("Preguntas", "Questions")),
    FIELD_INT(struct diagnosis_heading, answered, .label = T("Respondidas", "Answered")),
};
static const struct shape heading_shape = SHAPE("diagnosis_heading", struct diagnosis_heading, heading_fields);
static const struct field sheet_fields[] = {
    FIELD_RECORD(struct diagnosis_sheet, diagnosis, .shape = &diagnosis_entity.shape, .label = T("Diagnóstico", "Diagnosis")),
    FIELD_LABEL(struct diagnosis_sheet, instrument_name, .label = T("Instrumento", "Instrument")),
    FIELD_TEXT(struct diagnosis_sheet, edition, .label = T("Edición", "Edition")),
    FIELD_ROWS(struct diagnosis_sheet, lines, .shape = &line_shape, .label = T("Preguntas y respuestas", "Questions and answers")),
    FIELD_ROWS(struct diagnosis_sheet, headings, .shape = &heading_shape, .label = T("Puntajes", "Scores")),
    FIELD_PERCENT(struct diagnosis_sheet, score, .label = T("Puntaje", "Score")),
    FIELD_INT(struct diagnosis_sheet, missing, .label = T("Sin responder", "Not answered")),
    FIELD_TEXT(struct diagnosis_sheet, previous, .label = T("El anterior", "The one before")),
};
const struct shape diagnosis_sheet_shape = SHAPE("diagnosis_sheet", struct diagnosis_sheet, sheet_fields);

/* ---- rules ------------------------------------------------------------------------------------------------- */

static bool differs(const struct diagnosis *row, const struct diagnosis *was)
{
    for (size_t i = 0; i < diagnosis_entity.shape.count; i++) {
        if (!field_eq(&diagnosis_entity.shape.fields[i], row, was)) {
            return true;
        }
    }
    return false;
}

static enum err refuse_complete(struct ctx *ctx, const char *field, struct str value)
{
    return ctx_fault(ctx, field, value, TEXT("Un diagnóstico completo ya no se cambia.", "A complete diagnosis is not changed any more."),
                     TEXT("Registre otro con la fecha de hoy; si este está mal, la dirección lo anula con su motivo.",
                          "Record another with today's date; if this one is wrong, the director annuls it with a reason."));
}

static enum err check(struct ctx *ctx, void *row_, const void *before)
{
    const struct diagnosis *row = row_;
    const struct diagnosis *was = before;
    if (service_is_annulled(&row->record) || ctx->importing || ctx->move != NULL) {
        return ERR_OK;
    }
    if (was != NULL && str_eq(was->state, S("complete")) && differs(row, was)) {
        return refuse_complete(ctx, "state", was->state);
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, service_check_date(ctx, "date", row->date, was == NULL ? DATE_NONE : was->date));
    if (row->score != INT_NONE) {
        err = ctx_fault(ctx, "score", str_format(ctx->arena, "%lld", (long long)row->score),
                        TEXT("El puntaje sale de las respuestas.", "The score comes from the answers."), TEXT("Deje vacío el campo.", "Leave the field empty."));
    }
    if (was != NULL && !id_eq(row->instrument.id, was->instrument.id)) {
        struct list answers;
        TRY(diagnosis_store_answers(ctx, was, &answers));
        if (answers.rows.len > 0) {
            err = ctx_fault(ctx, "instrument", row->instrument.code,
                            TEXT("Ya hay respuestas a las preguntas del otro instrumento.", "There are answers to the other instrument's questions."),
                            TEXT("Registre otro diagnóstico con este instrumento.", "Record another diagnosis with this instrument."));
        }
    }
    return err;
}

static enum err check_answer(struct ctx *ctx, void *row_, const void *before)
{
    (void)before;
    struct diagnosis_answer *row = row_;
    struct diagnosis diagnosis;
    struct instrument_question question;
    shape_clear(&diagnosis_entity.shape, &diagnosis);
    shape_clear(&instrument_question_entity.shape, &question);
    TRY(record_find_id(ctx, &diagnosis_entity, row->diagnosis.id, &diagnosis));
    TRY(record_find_id(ctx, &instrument_question_entity, row->question.id, &question));
    row->record.unit = (struct ref){.id = diagnosis.record.unit.id};
    if (service_is_annulled(&row->record)) {
        return ERR_OK;
    }
    if (!ctx->importing && str_eq(diagnosis.state, S("complete"))) {
        return refuse_complete(ctx, "diagnosis", diagnosis.record.code);
    }
    if (!id_eq(question.instrument.id, diagnosis.instrument.id)) {
        return ctx_fault(ctx, "question", question.record.code, TEXT("Esa pregunta es de otro instrumento.", "That question is another instrument's."),
                         TEXT("Responda las preguntas del instrumento de este diagnóstico.", "Answer the questions of this diagnosis's instrument."));
    }
    struct text rule = TEXT_NONE;
    struct text remedy = TEXT_NONE;
    if (!diagnosis_parse(&question, row->value, &row->value, &rule, &remedy)) {
        return ctx_fault(ctx, "value", row->value, rule, remedy);
    }
    return ERR_OK;
}

static const struct flow_move moves[] = {
    {.name = "complete", .label = T("Completar el diagnóstico", "Complete the diagnosis"), .from = "open", .to = "complete"},
};
static const struct flow flow = {.field = "state", .entry = "open", .moves = moves, .count = COUNT_OF(moves)};

const struct entity diagnosis_entity = {
    .shape = SHAPE("diagnosis", struct diagnosis, fields),
    .dataset = "diagnoses",
    .code_prefix = "DG",
    .label = T("Diagnóstico", "Diagnosis"),
    .plural = T("Diagnósticos", "Diagnoses"),
    .store = &diagnosis_store,
    .dated_by = "date",
    .flow = &flow,
    .sensitive_read = "diagnosis",
    .check = check,
};
const struct entity diagnosis_answer_entity = {
    .shape = SHAPE("diagnosis_answer", struct diagnosis_answer, answer_fields),
    .dataset = "diagnosis_answers",
    .code_prefix = "RS",
    .label = T("Respuesta de un diagnóstico", "Answer of a diagnosis"),
    .plural = T("Respuestas de diagnósticos", "Answers of diagnoses"),
    .store = &diagnosis_answer_store,
    .sensitive_read = "diagnosis_answer",
    .check = check_answer,
};
