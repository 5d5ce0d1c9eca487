#include "advice/service.h"
#include "core/flow.h"
#include "core/record.h"
#include "diagnosis/diagnosis.h"

#include <string.h>

enum { ANSWERS_MOST = 500 };

/* ---- reading the whole ------------------------------------------------------------------------------------- */

struct whole {
    struct diagnosis diagnosis;
    const struct instrument_question *questions;
    size_t question_count;
    const struct diagnosis_answer *answers;
    size_t answer_count;
};

static const struct diagnosis_answer *answer_to(const struct whole *whole, struct id question)
{
    for (size_t i = 0; i < whole->answer_count; i++) {
        if (id_eq(whole->answers[i].question.id, question)) {
            return &whole->answers[i];
        }
    }
    return NULL;
}

static enum err read_rest(struct ctx *ctx, struct whole *whole)
{
    struct list questions;
    struct list answers;
    TRY(instrument_store_questions(ctx, whole->diagnosis.record.agency, whole->diagnosis.instrument.id, &questions));
    TRY(diagnosis_store_answers(ctx, &whole->diagnosis, &answers));
    whole->questions = questions.rows.items;
    whole->question_count = questions.rows.len;
    whole->answers = answers.rows.items;
    whole->answer_count = answers.rows.len;
    return ERR_OK;
}

/* ---- scores ---------------------------------------------------------------------------------------------------- */

static struct text both(struct arena *arena, struct str es, struct str en)
{
    return (struct text){str_c(arena, es), str_c(arena, str_is_empty(en) ? es : en)};
}

static bool same(struct text a, struct text b)
{
    return strcmp(a.es, b.es) == 0;
}

static struct diagnosis_heading *heading_of(struct diagnosis_heading *headings, struct diagnosis_mean *means, size_t *count, struct text category,
                                            struct text subcategory, struct diagnosis_mean **mean)
{
    for (size_t i = 0; i < *count; i++) {
        if (same(headings[i].category, category) && same(headings[i].subcategory, subcategory)) {
            *mean = &means[i];
            return &headings[i];
        }
    }
    headings[*count] = (struct diagnosis_heading){.category = category, .subcategory = subcategory};
    means[*count] = (struct diagnosis_mean){0, 0};
    *mean = &means[*count];
    return &headings[(*count)++];
}

static void count_in(struct diagnosis_heading *heading, struct diagnosis_mean *mean, const struct diagnosis_line *line)
{
    heading->questions++;
    heading->answered += !str_is_empty(line->value);
    diagnosis_mean_add(mean, line->weight, line->score);
}

static void score_sheet(struct ctx *ctx, const struct whole *whole, struct diagnosis_sheet *sheet)
{
    size_t most = whole->question_count;
    struct diagnosis_line *lines = ARENA_ARRAY(ctx->arena, struct diagnosis_line, most);
    struct diagnosis_heading *headings = ARENA_ARRAY(ctx->arena, struct diagnosis_heading, 2 * most);
    struct diagnosis_mean *means = ARENA_ARRAY(ctx->arena, struct diagnosis_mean, 2 * most);
    struct diagnosis_mean all = {0, 0};
    size_t count = 0;
    sheet->missing = 0;
    for (size_t i = 0; i < most; i++) {
        const struct instrument_question *question = &whole->questions[i];
        const struct diagnosis_answer *answer = answer_to(whole, question->record.id);
        struct str value = answer == NULL ? STR_NONE : answer->value;
        lines[i] = (struct diagnosis_line){
            .question = question->record.code,
            .category = both(ctx->arena, question->category, question->category_en),
            .subcategory = both(ctx->arena, question->subcategory, question->subcategory_en),
            .text = both(ctx->arena, question->text, question->text_en),
            .kind = question->kind,
            .weight = question->weight,
            .value = value,
            .score = diagnosis_score_of(question, value),
        };
        struct diagnosis_mean *mean;
        struct diagnosis_heading *heading = heading_of(headings, means, &count, lines[i].category, (struct text){"", ""}, &mean);
        count_in(heading, mean, &lines[i]);
        heading = heading_of(headings, means, &count, lines[i].category, lines[i].subcategory, &mean);
        count_in(heading, mean, &lines[i]);
        diagnosis_mean_add(&all, lines[i].weight, lines[i].score);
        sheet->missing += diagnosis_counts(question) && str_is_empty(value);
    }
    for (size_t i = 0; i < count; i++) {
        headings[i].score = diagnosis_mean_of(&means[i]);
    }
    sheet->lines = (struct rows){lines, most};
    sheet->headings = (struct rows){headings, count};
    sheet->score = diagnosis_mean_of(&all);
}

static enum err run_sheet(struct ctx *ctx, const void *in, void *out)
{
    const struct record_code_input *input = in;
    struct diagnosis_sheet *sheet = out;
    struct whole whole;
    struct instrument instrument;
    shape_clear(&diagnosis_entity.shape, &whole.diagnosis);
    shape_clear(&instrument_entity.shape, &instrument);
    TRY(record_find_code(ctx, &diagnosis_entity, input->code, &whole.diagnosis));
    ctx->subject = str_format(ctx->arena, "diagnoses/" STR_FMT, STR_ARG(whole.diagnosis.record.code));
    ctx->subject_id = whole.diagnosis.record.id;
    ctx->subject_unit = whole.diagnosis.record.unit.id;
    TRY(record_label(ctx, &diagnosis_entity, &whole.diagnosis, 1));
    TRY(record_find_id(ctx, &instrument_entity, whole.diagnosis.instrument.id, &instrument));
    TRY(read_rest(ctx, &whole));
    sheet->diagnosis = whole.diagnosis;
    sheet->instrument_name = both(ctx->arena, instrument.name, instrument.name_en);
    sheet->edition = instrument.edition;
    score_sheet(ctx, &whole, sheet);
    return diagnosis_store_previous(ctx, &whole.diagnosis, &sheet->previous);
}

/* ---- answering, the whole page at once ------------------------------------------------------------------------------ */

struct one_answer {
    struct str question;
    struct str value; /* empty: the answer is taken back */
    struct str seen;  /* the answer that the person saw, "-" for none; empty: not said, and nothing is asked */
};
static const struct field one_fields[] = {
    FIELD_TEXT(struct one_answer, question, .required = true, .max = 60, .label = T("Pregunta", "Question")),
    FIELD_TEXT(struct one_answer, value, .max = 1000, .label = T("Respuesta", "Answer")),
    FIELD_TEXT(struct one_answer, seen, .max = 1000, .label = T("Respuesta que se vio", "Answer seen"),
               .hint = T("Un guion si no había.", "A hyphen if there was none.")),
};
static const struct shape one_shape = SHAPE("diagnosis_one_answer", struct one_answer, one_fields);

struct answer_input {
    struct str code;
    struct rows answers; /* of struct one_answer; questions that are not named keep theirs */
};
static const struct field input_fields[] = {
    FIELD_TEXT(struct answer_input, code, .required = true, .max = 100, .label = T("Código", "Code")),
    FIELD_ROWS(struct answer_input, answers, .shape = &one_shape, .required = true, .label = T("Respuestas", "Answers")),
};
static const struct shape input_shape = SHAPE("diagnosis_answers", struct answer_input, input_fields);

static const struct instrument_question *question_of(const struct whole *whole, struct str code)
{
    for (size_t i = 0; i < whole->question_count; i++) {
        if (str_eq(whole->questions[i].record.code, code)) {
            return &whole->questions[i];
        }
    }
    return NULL;
}

static enum err take_back(struct ctx *ctx, const struct diagnosis_answer *answer)
{
    struct diagnosis_answer row = *answer;
    row.record.annulled = ANSWER_YES;
    row.record.annul_reason = text_in(TEXT("Se quitó la respuesta", "The answer was taken back"), ctx->lang);
    return record_write(ctx, &diagnosis_answer_entity, &row, answer);
}

/* The name that a page gives to a question, so that what is wrong is said beside it. */
static const char *name_of(struct ctx *ctx, struct str code)
{
    return str_c(ctx->arena, str_format(ctx->arena, "q-" STR_FMT, STR_ARG(code)));
}

static enum err write_answer(struct ctx *ctx, const struct whole *whole, const struct one_answer *given)
{
    const struct instrument_question *question = question_of(whole, given->question);
    if (question == NULL) {
        return ctx_fault(ctx, name_of(ctx, given->question), given->question, TEXT("El instrumento no tiene esa pregunta.", "The instrument has no such question."),
                         TEXT("Vea las preguntas del instrumento y use sus códigos.", "See the instrument's questions and use their codes."));
    }
    struct str value;
    struct text rule = TEXT_NONE;
    struct text remedy = TEXT_NONE;
    if (!diagnosis_parse(question, given->value, &value, &rule, &remedy)) {
        return ctx_fault(ctx, name_of(ctx, given->question), given->value, rule, remedy);
    }
    const struct diagnosis_answer *before = answer_to(whole, question->record.id);
    if (before == NULL ? str_is_empty(value) : str_eq(before->value, value)) {
        return ERR_OK;
    }
    struct str now = before == NULL ? S("-") : before->value;
    if (!str_is_empty(given->seen) && !str_eq(given->seen, now)) {
        return ctx_fault(ctx, name_of(ctx, given->question), value,
                         text_format(ctx->arena, TEXT("Otra persona la respondió mientras tanto: «%s».", "Somebody else answered it in the meantime: “%s”."),
                                     str_c(ctx->arena, now)),
                         TEXT("Decida cuál vale y guarde de nuevo.", "Decide which holds and save again."));
    }
    if (str_is_empty(value)) {
        return take_back(ctx, before);
    }
    struct diagnosis_answer row;
    if (before != NULL) {
        row = *before;
    } else {
        shape_clear(&diagnosis_answer_entity.shape, &row);
        row.record.agency = whole->diagnosis.record.agency;
        row.record.source_line = INT_NONE;
        row.diagnosis = (struct ref){.id = whole->diagnosis.record.id};
        row.question = (struct ref){.id = question->record.id};
        shape_fill(ctx->arena, &diagnosis_answer_entity.shape, &row);
    }
    row.value = value;
    return record_write(ctx, &diagnosis_answer_entity, &row, before);
}

static enum err run_answer(struct ctx *ctx, const void *in_, void *out)
{
    const struct answer_input *in = in_;
    struct whole whole;
    shape_clear(&diagnosis_entity.shape, &whole.diagnosis);
    TRY(record_find_code(ctx, &diagnosis_entity, in->code, &whole.diagnosis));
    /* Whoever answers says what she saw of each question: the version of the diagnosis itself is not asked for. */
    TRY(record_find_seen(ctx, &diagnosis_entity, in->code, whole.diagnosis.record.version, &whole.diagnosis));
    if (!str_eq(whole.diagnosis.state, S("open"))) {
        return ctx_fault(ctx, "state", whole.diagnosis.state, TEXT("Un diagnóstico completo ya no se cambia.", "A complete diagnosis is not changed any more."),
                         TEXT("Registre otro con la fecha de hoy.", "Record another with today's date."));
    }
    TRY(read_rest(ctx, &whole));
    const struct one_answer *given = in->answers.items;
    enum err err = ERR_OK;
    for (size_t i = 0; i < in->answers.len && i < ANSWERS_MOST; i++) {
        SERVICE_COLLECT(err, write_answer(ctx, &whole, &given[i]));
    }
    TRY(err);
    struct diagnosis *row = out;
    *row = whole.diagnosis;
    TRY(record_write(ctx, &diagnosis_entity, row, &whole.diagnosis));
    return record_label(ctx, &diagnosis_entity, row, 1);
}

/* ---- completing -------------------------------------------------------------------------------------------------------- */

static struct text missing_rule(struct ctx *ctx, const struct instrument_question *question)
{
    struct text words = both(ctx->arena, question->text, question->text_en);
    return text_format(ctx->arena, TEXT("Falta la respuesta: %s", "The answer is missing: %s"), words.es, words.en);
}

static enum err run_complete(struct ctx *ctx, const void *in, void *out)
{
    const struct flow_input *input = in;
    struct whole whole;
    struct diagnosis_sheet sheet;
    shape_clear(&diagnosis_entity.shape, &whole.diagnosis);
    shape_clear(&diagnosis_sheet_shape, &sheet);
    TRY(record_find_seen(ctx, &diagnosis_entity, input->code, input->version, &whole.diagnosis));
    TRY(read_rest(ctx, &whole));
    score_sheet(ctx, &whole, &sheet);
    struct diagnosis *row = out;
    *row = whole.diagnosis;
    enum err err = ERR_OK;
    for (size_t i = 0; i < whole.question_count && str_eq(whole.diagnosis.state, S("open")); i++) {
        const struct instrument_question *question = &whole.questions[i];
        if (diagnosis_counts(question) && answer_to(&whole, question->record.id) == NULL) {
            err = ctx_fault(ctx, name_of(ctx, question->record.code), STR_NONE, missing_rule(ctx, question),
                            TEXT("Pregúntesela a la persona empresaria y guárdela.", "Ask the business person and save it."));
        }
    }
    TRY(err);
    row->score = sheet.score;
    return flow_apply(ctx, &diagnosis_entity, "complete", in, row, &whole.diagnosis);
}

static enum err run_by_client(struct ctx *ctx, const void *in, void *out)
{
    struct service_client client;
    TRY(service_find_client(ctx, in, &client));
    return diagnosis_store_by_client(ctx, client.is_person, client.agency, client.id, client.limit, out);
}

static enum err run_newest(struct ctx *ctx, const void *in, void *out)
{
    return diagnosis_store_newest(ctx, in, out);
}

const struct op diagnosis_ops[] = {
    RECORD_OPS("diagnosis", "diagnoses", diagnosis_entity, PERM_RECORD_READ, PERM_SERVICE_WRITE, "un diagnóstico", "a diagnosis", true),
    RECORD_OPS("diagnosis_answer", "diagnosis_answers", diagnosis_answer_entity, PERM_RECORD_READ, PERM_SERVICE_WRITE,
               "una respuesta de un diagnóstico", "an answer of a diagnosis", true),
    {.name = "diagnosis.answer", .http = "POST /diagnoses/{code}/answer",
     .label = T("Guardar las respuestas de un diagnóstico", "Save the answers of a diagnosis"), .permission = PERM_SERVICE_WRITE,
     .kind = OP_WRITE, .input = &input_shape, .output = &diagnosis_entity.shape, .answer = ANSWER_RECORD,
     .entity = &diagnosis_entity, .run = run_answer},
    {.name = "diagnosis.complete", .http = "POST /diagnoses/{code}/complete",
     .label = T("Completar un diagnóstico: se calcula su puntaje", "Complete a diagnosis: its score is computed"),
     .permission = PERM_SERVICE_WRITE, .kind = OP_WRITE, .input = &flow_input_shape, .output = &diagnosis_entity.shape,
     .answer = ANSWER_RECORD, .entity = &diagnosis_entity, .run = run_complete},
    SERVICE_BY_CLIENT_OP("diagnosis", "diagnoses", diagnosis_entity, "los diagnósticos", "diagnoses", run_by_client),
    {.name = "diagnosis.newest", .http = "GET /newest/diagnoses", .label = T("Ver los diagnósticos más recientes", "See the newest diagnoses"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &service_newest_shape, .output = &diagnosis_entity.shape,
     .answer = ANSWER_LIST, .entity = &diagnosis_entity, .run = run_newest},
    {.name = "diagnosis.sheet", .http = "GET /diagnoses/{code}/sheet",
     .label = T("Ver un diagnóstico con sus respuestas y puntajes", "See a diagnosis with its answers and scores"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &record_code_shape, .output = &diagnosis_sheet_shape,
     .answer = ANSWER_RECORD, .leaves_access = true, .run = run_sheet},
};
const size_t diagnosis_op_count = COUNT_OF(diagnosis_ops);
