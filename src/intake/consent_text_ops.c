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

const struct op consent_text_ops[] = {
    RECORD_OPS("consent_text", "consent_texts", consent_text_entity, PERM_RECORD_READ, PERM_AGREEMENT_WRITE, "un texto que se firma",
               "a text that is signed", false),
};
const size_t consent_text_op_count = COUNT_OF(consent_text_ops);
