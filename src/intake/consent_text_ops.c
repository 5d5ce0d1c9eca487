#include "core/record.h"
#include "intake/consent_text.h"

/* The program's own wording, until an agency records its own. */
static const struct {
    const char *kind;
    const char *language;
    const char *text;
} own_words[] = {
    {"sworn_statement", "es",
     "Declaro bajo juramento que la información que doy en esta solicitud es verdadera y que la puedo comprobar si el centro me lo pide."},
    {"sworn_statement", "en",
     "I swear that the information that I give in this application is true and that I can prove it if the centre asks me to."},
    {"consent", "es",
     "Autorizo al centro a guardar mis datos y los de mi negocio para prestarme sus servicios, a que los conozca la persona que me "
     "asesora y a compartirlos con la oficina nacional para sus encuestas y estadísticas. El centro no los dará a nadie más sin mi "
     "permiso. Puedo ver mis datos, pedir que se corrijan y retirar este consentimiento cuando quiera."},
    {"consent", "en",
     "I authorise the centre to keep my data and those of my business in order to serve me, to let my adviser know them, and to share "
     "them with the national office for its surveys and statistics. The centre will give them to nobody else without my permission. I "
     "may see my data, ask for their correction and revoke this consent at any time."},
    {"survey", "es",
     "Acepto responder las encuestas con las que el centro y la oficina nacional miden los resultados de sus servicios."},
    {"survey", "en",
     "I agree to answer the surveys by which the centre and the national office measure the results of their services."},
    {"pledge", "es",
     "Declaro que no tengo ningún interés propio en este negocio. Guardaré reserva de lo que conozca de él y no lo usaré en mi "
     "beneficio ni en el de otras personas."},
    {"pledge", "en",
     "I declare that I have no interest of my own in this business. I will keep to myself what I learn of it and will not use it to my "
     "own or anybody else's advantage."},
};

struct str consent_text_own(struct str kind, struct str language)
{
    for (size_t i = 0; i < COUNT_OF(own_words); i++) {
        if (str_eq_c(kind, own_words[i].kind) && str_eq_c(language, own_words[i].language)) {
            return str_of(own_words[i].text);
        }
    }
    return STR_NONE;
}

static enum err add_own_words(struct ctx *ctx, struct id agency, struct str kind, struct str language)
{
    struct record_told told = record_told(ctx);
    struct consent_text row;
    shape_clear(&consent_text_entity.shape, &row);
    row.record.agency = agency;
    row.record.unit = (struct ref){.id = agency};
    row.record.source_line = INT_NONE;
    row.kind = kind;
    row.language = language;
    row.edition = S("1");
    row.text = consent_text_own(kind, language);
    row.valid_from = (struct date){2010, 1, 1};
    shape_fill(ctx->arena, &consent_text_entity.shape, &row);
    TRY(record_write(ctx, &consent_text_entity, &row, NULL));
    record_tell(ctx, &told);
    return ERR_OK;
}

enum err consent_text_on(struct ctx *ctx, struct id agency, struct str kind, struct str language, struct date day, struct ref *out)
{
    bool any = false;
    TRY(consent_text_store_any(ctx, agency, kind, language, &any));
    if (!any) {
        TRY(add_own_words(ctx, agency, kind, language));
    }
    *out = (struct ref){.id = ID_NONE};
    TRY(consent_text_store_on(ctx, agency, kind, language, day, &out->id));
    return id_is_none(out->id) ? ERR_NOT_FOUND : ERR_OK;
}

/* ---- consent_text.in_use: what is signed on a day, one text a kind ------------------------------------------- */

struct in_use_input {
    struct str language;
    struct date on;
};
static const struct field in_use_fields[] = {
    FIELD_CHOICE(struct in_use_input, language, .choices = consent_text_languages, .initial = "es", .label = T("Idioma", "Language")),
    FIELD_DATE(struct in_use_input, on, .label = T("El día", "On"), .hint = T("Vacía: hoy.", "Empty: today.")),
};
static const struct shape in_use_shape = SHAPE("consent_text_in_use", struct in_use_input, in_use_fields);

static const struct field words_fields[] = {
    FIELD_CHOICE(struct consent_text_words, kind, .choices = consent_text_kinds, .label = T("Clase de texto", "Kind of text")),
    FIELD_TEXT(struct consent_text_words, code, .label = T("Código", "Code")),
    FIELD_TEXT(struct consent_text_words, text, .max = 4000, .label = T("Texto que se firma", "Words that are signed")),
};
static const struct shape words_shape = SHAPE("consent_text_words", struct consent_text_words, words_fields);

static enum err run_in_use(struct ctx *ctx, const void *in_, void *out)
{
    const struct in_use_input *in = in_;
    struct list *list = out;
    struct str language = str_is_empty(in->language) ? S("es") : in->language;
    struct date on = date_is_none(in->on) ? ctx->today : in->on;
    struct consent_text_words *rows = ARENA_ARRAY(ctx->arena, struct consent_text_words, COUNT_OF(own_words));
    size_t count = 0;
    for (const struct choice *kind = consent_text_kinds; kind->code != NULL; kind++) {
        struct id id;
        struct consent_text text;
        struct consent_text_words *row = &rows[count++];
        *row = (struct consent_text_words){.kind = str_of(kind->code), .text = consent_text_own(str_of(kind->code), language)};
        TRY(consent_text_store_on(ctx, ctx->scope.agency, row->kind, language, on, &id));
        if (!id_is_none(id)) {
            shape_clear(&consent_text_entity.shape, &text);
            TRY(record_find_id(ctx, &consent_text_entity, id, &text));
            row->code = text.record.code;
            row->text = text.text;
        }
    }
    *list = (struct list){.shape = &words_shape, .rows = {rows, count}, .next = S(""), .total = INT_NONE};
    return ERR_OK;
}

const struct op consent_text_ops[] = {
    RECORD_OPS("consent_text", "consent_texts", consent_text_entity, PERM_RECORD_READ, PERM_AGREEMENT_WRITE, "un texto que se firma",
               "a text that is signed", false),
    {.name = "consent_text.in_use", .http = "GET /in_use/consent_texts",
     .label = T("Ver los textos que se firman un día; los del programa donde la agencia no tiene propios",
                "See the texts that are signed on a day; the program's own where the agency has none"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &in_use_shape, .output = &words_shape,
     .answer = ANSWER_LIST, .run = run_in_use},
};
const size_t consent_text_op_count = COUNT_OF(consent_text_ops);
