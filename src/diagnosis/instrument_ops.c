#include "core/record.h"
#include "diagnosis/instrument.h"
#include "party/unit.h"

struct load_input {
    struct ref unit;
};
static const struct field load_fields[] = {
    FIELD_REF(struct load_input, unit, .target = &unit_entity, .label = T("Unidad", "Unit"),
              .hint = T("Vacía: toda la agencia.", "Empty: the whole agency.")),
};
static const struct shape load_shape = SHAPE("instrument_load", struct load_input, load_fields);

static enum err add_questions(struct ctx *ctx, const struct instrument *instrument)
{
    for (size_t i = 0; i < instrument_ict_count; i++) {
        const struct instrument_own_question *own = &instrument_ict[i];
        struct instrument_question row;
        shape_clear(&instrument_question_entity.shape, &row);
        row.record.agency = instrument->record.agency;
        row.record.source_line = INT_NONE;
        row.record.code = str_format(ctx->arena, INSTRUMENT_ICT_CODE "-%02zu", i + 1);
        row.instrument = (struct ref){.id = instrument->record.id};
        row.position = (int64_t)i + 1;
        row.category = str_of(own->category);
        row.category_en = str_of(own->category_en);
        row.subcategory = str_of(own->subcategory);
        row.subcategory_en = str_of(own->subcategory_en);
        row.text = str_of(own->text.es);
        row.text_en = str_of(own->text.en);
        row.kind = str_of(own->kind);
        row.weight = own->weight;
        shape_fill(ctx->arena, &instrument_question_entity.shape, &row);
        TRY(record_write(ctx, &instrument_question_entity, &row, NULL));
    }
    return ERR_OK;
}

/* Loading it again finds it there and changes nothing. */
static enum err run_load(struct ctx *ctx, const void *in_, void *out)
{
    const struct load_input *in = in_;
    struct instrument *row = out;
    enum err err = record_find_code(ctx, &instrument_entity, S(INSTRUMENT_ICT_CODE), row);
    if (err == ERR_OK) {
        return record_label(ctx, &instrument_entity, row, 1);
    }
    if (err != ERR_NOT_FOUND) {
        return err;
    }
    shape_clear(&instrument_entity.shape, row);
    row->record.code = S(INSTRUMENT_ICT_CODE);
    row->record.unit = in->unit;
    if (str_is_empty(in->unit.code)) {
        row->record.agency = ctx->scope.agency;
        row->record.unit = (struct ref){.id = ctx->scope.agency};
    }
    row->record.source_line = INT_NONE;
    row->name = S("Diagnóstico TIC");
    row->name_en = S("ICT diagnosis");
    row->theme = S("ict");
    row->origin = S("Categorías del Diagnóstico TIC de los CDMYPE; la redacción de las preguntas es propia del proyecto Adelante.");
    shape_fill(ctx->arena, &instrument_entity.shape, row);
    TRY(record_write(ctx, &instrument_entity, row, NULL));
    struct record_told told = record_told(ctx);
    TRY(add_questions(ctx, row));
    record_tell(ctx, &told);
    return record_label(ctx, &instrument_entity, row, 1);
}

static enum err run_questions(struct ctx *ctx, const void *in, void *out)
{
    const struct record_code_input *input = in;
    struct instrument instrument;
    shape_clear(&instrument_entity.shape, &instrument);
    TRY(record_find_code(ctx, &instrument_entity, input->code, &instrument));
    return instrument_store_questions(ctx, instrument.record.agency, instrument.record.id, out);
}

const struct op instrument_ops[] = {
    RECORD_OPS("instrument", "instruments", instrument_entity, PERM_RECORD_READ, PERM_AGREEMENT_WRITE, "un instrumento de diagnóstico",
               "a diagnostic instrument", false),
    {.name = "instrument.load", .http = "POST /standard/instruments",
     .label = T("Cargar el Diagnóstico TIC del programa", "Load the program's ICT diagnosis"), .permission = PERM_AGREEMENT_WRITE,
     .kind = OP_WRITE, .input = &load_shape, .output = &instrument_entity.shape, .answer = ANSWER_RECORD,
     .entity = &instrument_entity, .run = run_load},
    RECORD_OPS("instrument_question", "instrument_questions", instrument_question_entity, PERM_RECORD_READ, PERM_AGREEMENT_WRITE,
               "una pregunta de un instrumento", "a question of an instrument", false),
    {.name = "instrument_question.by_instrument", .http = "GET /instruments/{code}/instrument_questions",
     .label = T("Ver las preguntas de un instrumento", "See the questions of an instrument"), .permission = PERM_RECORD_READ,
     .kind = OP_READ, .input = &record_code_shape, .output = &instrument_question_entity.shape, .answer = ANSWER_LIST,
     .entity = &instrument_question_entity, .run = run_questions},
};
const size_t instrument_op_count = COUNT_OF(instrument_ops);
