#include "intake/consent_text.h"

#include "advice/service.h"
#include "party/unit.h"

const struct choice consent_text_kinds[] = {
    {"sworn_statement", T("Declaración jurada", "Sworn statement"), "DECLARACION_JURADA|declaración jurada"},
    {"consent", T("Consentimiento", "Consent"), "CONSENTIMIENTO"},
    {"survey", T("Acuerdo de responder encuestas", "Agreement to be surveyed"), "ENCUESTA|ENCUESTAS"},
    {"pledge", T("Compromiso de quien asesora", "The adviser's pledge"), "COMPROMISO"},
    {0},
};
const struct choice consent_text_languages[] = {
    {"es", T("Español", "Spanish"), "ESPAÑOL"},
    {"en", T("Inglés", "English"), "INGLÉS"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct consent_text),
    RECORD_UNIT(struct consent_text),
    FIELD_CHOICE(struct consent_text, kind, .required = true, .choices = consent_text_kinds, .label = T("Clase de texto", "Kind of text")),
    FIELD_TEXT(struct consent_text, edition, .required = true, .max = 60, .label = T("Edición", "Edition"),
               .hint = T("Cómo llama la agencia a esta redacción: 2026-1.", "What the agency calls this wording: 2026-1.")),
    FIELD_CHOICE(struct consent_text, language, .required = true, .choices = consent_text_languages, .initial = "es",
                 .label = T("Idioma", "Language")),
    FIELD_TEXT(struct consent_text, text, .required = true, .min = 20, .max = 4000, .label = T("Texto que se firma", "Words that are signed")),
    FIELD_DATE(struct consent_text, valid_from, .required = true, .label = T("Se usa desde", "Used from")),
    FIELD_DATE(struct consent_text, valid_to, .label = T("Se usa hasta", "Used until"), .hint = T("Vacía: sigue en uso.", "Empty: still in use.")),
    RECORD_ANNULMENT(struct consent_text),
};

static enum err check_words(struct ctx *ctx, const struct consent_text *row, const struct consent_text *was)
{
    if (str_eq(row->text, was->text) && str_eq(row->kind, was->kind) && str_eq(row->language, was->language)) {
        return ERR_OK;
    }
    bool is_signed = false;
    TRY(consent_text_store_is_signed(ctx, was->record.agency, was->record.id, &is_signed));
    if (!is_signed) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "text", STR_NONE,
                     TEXT("Alguien ya firmó este texto: sus palabras quedan como están.",
                          "Somebody has signed this text: its words stay as they are."),
                     TEXT("Ponga aquí el último día de uso y registre un texto nuevo desde el día siguiente.",
                          "Enter the last day of use here and record a new text from the day after."));
}

static enum err check(struct ctx *ctx, void *row_, const void *before)
{
    const struct consent_text *row = row_;
    enum err err = ERR_OK;
    if (service_is_annulled(&row->record)) {
        return ERR_OK;
    }
    SERVICE_COLLECT(err, service_check_order(ctx, TEXT("el primer día de uso", "the first day of use"), row->valid_from, "valid_to",
                                             row->valid_to));
    if (before != NULL && !ctx->importing) {
        SERVICE_COLLECT(err, check_words(ctx, row, before));
    }
    return err;
}

const struct entity consent_text_entity = {
    .shape = SHAPE("consent_text", struct consent_text, fields),
    .dataset = "consent_texts",
    .code_prefix = "TX",
    .label = T("Texto que se firma", "Text that is signed"),
    .plural = T("Textos que se firman", "Texts that are signed"),
    .store = &consent_text_store,
    .check = check,
};
