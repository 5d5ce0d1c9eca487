#include "diagnosis/instrument.h"

#include "advice/service.h"
#include "core/record.h"
#include "party/unit.h"

const struct choice instrument_question_kinds[] = {
    {"yes_no", T("Sí o no", "Yes or no"), "SI_NO|sí/no"},
    {"scale", T("Escala de 1 a 5", "Scale of 1 to 5"), "ESCALA|escala 1-5"},
    {"number", T("Número", "Number"), "NUMERO|número"},
    {"text", T("Texto", "Text"), "TEXTO"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct instrument),
    RECORD_UNIT(struct instrument),
    FIELD_TEXT(struct instrument, name, .required = true, .min = 3, .max = 200, .label = T("Nombre", "Name")),
    FIELD_TEXT(struct instrument, name_en, .max = 200, .label = T("Nombre en inglés", "Name in English")),
    FIELD_TEXT(struct instrument, edition, .required = true, .max = 60, .initial = "1", .label = T("Edición", "Edition")),
    FIELD_CHOICE(struct instrument, theme, .choices = service_themes, .label = T("Tema", "Theme")),
    FIELD_DATE(struct instrument, valid_from, .label = T("Se usa desde", "Used from")),
    FIELD_DATE(struct instrument, valid_to, .label = T("Se usa hasta", "Used until")),
    FIELD_TEXT(struct instrument, origin, .max = 300, .label = T("De quién es la redacción", "Whose wording it is")),
    RECORD_ANNULMENT(struct instrument),
};

static const struct field question_fields[] = {
    RECORD_CODE(struct instrument_question),
    RECORD_UNIT_COMPUTED(struct instrument_question),
    FIELD_REF(struct instrument_question, instrument, .required = true, .target = &instrument_entity, .label = T("Instrumento", "Instrument")),
    FIELD_INT(struct instrument_question, position, .min = 1, .max = 10000, .label = T("Orden", "Place"),
              .hint = T("Vacío: al final.", "Empty: at the end.")),
    FIELD_TEXT(struct instrument_question, category, .required = true, .max = 100, .label = T("Categoría", "Category")),
    FIELD_TEXT(struct instrument_question, category_en, .max = 100, .label = T("Categoría en inglés", "Category in English")),
    FIELD_TEXT(struct instrument_question, subcategory, .required = true, .max = 100, .label = T("Subcategoría", "Sub-category")),
    FIELD_TEXT(struct instrument_question, subcategory_en, .max = 100, .label = T("Subcategoría en inglés", "Sub-category in English")),
    FIELD_TEXT(struct instrument_question, text, .required = true, .min = 3, .max = 500, .label = T("Pregunta", "Question")),
    FIELD_TEXT(struct instrument_question, text_en, .max = 500, .label = T("Pregunta en inglés", "Question in English")),
    FIELD_CHOICE(struct instrument_question, kind, .required = true, .choices = instrument_question_kinds, .initial = "yes_no",
                 .label = T("Cómo se responde", "How it is answered")),
    FIELD_INT(struct instrument_question, weight, .min = 0, .max = 100, .initial = "1", .label = T("Peso", "Weight"),
              .hint = T("Cero: no cuenta en el puntaje.", "Zero: does not count in the score.")),
    FIELD_INT(struct instrument_question, full_number, .min = 1, .max = 1000000000, .label = T("Número que vale 100", "Number that scores 100"),
              .hint = T("Solo para respuestas en número; vacío: no cuenta.", "For numbers only; empty: does not count.")),
    RECORD_ANNULMENT(struct instrument_question),
};

static enum err check(struct ctx *ctx, void *row_, const void *before)
{
    (void)before;
    const struct instrument *row = row_;
    return service_check_order(ctx, TEXT("el primer día de uso", "the first day of use"), row->valid_from, "valid_to", row->valid_to);
}

static enum err check_answered(struct ctx *ctx, const struct instrument_question *row, const struct instrument_question *was)
{
    bool answered = false;
    if (str_eq(row->text, was->text) && str_eq(row->kind, was->kind) && row->weight == was->weight && row->full_number == was->full_number &&
        str_eq(row->category, was->category) && str_eq(row->subcategory, was->subcategory) && id_eq(row->instrument.id, was->instrument.id)) {
        return ERR_OK;
    }
    TRY(instrument_store_is_answered(ctx, was->record.agency, was->record.id, &answered));
    if (!answered) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "text", row->text,
                     TEXT("Un diagnóstico completo ya respondió esta pregunta: cambiarla cambiaría su puntaje.",
                          "A complete diagnosis has answered this question: changing it would change its score."),
                     TEXT("Haga una nueva edición del instrumento con la pregunta cambiada.",
                          "Make a new edition of the instrument with the changed question."));
}

static enum err check_question(struct ctx *ctx, void *row_, const void *before)
{
    struct instrument_question *row = row_;
    struct instrument instrument;
    shape_clear(&instrument_entity.shape, &instrument);
    TRY(record_find_id(ctx, &instrument_entity, row->instrument.id, &instrument));
    row->record.unit = (struct ref){.id = instrument.record.unit.id};
    if (row->position == INT_NONE) {
        int64_t last;
        TRY(instrument_store_last(ctx, instrument.record.agency, instrument.record.id, &last));
        row->position = last + 1;
    }
    enum err err = ERR_OK;
    if (row->full_number != INT_NONE && !str_eq(row->kind, S("number"))) {
        err = ctx_fault(ctx, "full_number", str_format(ctx->arena, "%lld", (long long)row->full_number),
                        TEXT("Solo una respuesta en número tiene un número que vale 100.", "Only a number has a number that scores 100."),
                        TEXT("Deje vacío el campo, o cambie cómo se responde.", "Leave the field empty, or change how it is answered."));
    }
    if (before != NULL && !ctx->importing && !service_is_annulled(&row->record)) {
        SERVICE_COLLECT(err, check_answered(ctx, row, before));
    }
    return err;
}

const struct entity instrument_entity = {
    .shape = SHAPE("instrument", struct instrument, fields),
    .dataset = "instruments",
    .code_prefix = "IT",
    .label = T("Instrumento de diagnóstico", "Diagnostic instrument"),
    .plural = T("Instrumentos de diagnóstico", "Diagnostic instruments"),
    .store = &instrument_store,
    .check = check,
};
const struct entity instrument_question_entity = {
    .shape = SHAPE("instrument_question", struct instrument_question, question_fields),
    .dataset = "instrument_questions",
    .code_prefix = "PR",
    .label = T("Pregunta de un instrumento", "Question of an instrument"),
    .plural = T("Preguntas de instrumentos", "Questions of instruments"),
    .store = &instrument_question_store,
    .check = check_question,
};
