#include "client/client.h"

const struct choice client_zones[] = {
    {"urban", T("Urbana", "Urban"), "URBANA|URBANO"},
    {"rural", T("Rural", "Rural"), "RURAL"},
    {NULL, T(NULL, NULL), NULL},
};
const struct choice client_statuses[] = {
    {"prospect", T("Prospecto", "Prospect"), "PROSPECTO"},
    {"active", T("Activo", "Active"), "ACTIVO|ACTIVA"},
    {"follow_up", T("En seguimiento", "Follow-up"), "EN_SEGUIMIENTO|EN SEGUIMIENTO"},
    {"inactive", T("Inactivo", "Inactive"), "INACTIVO|INACTIVA"},
    {"closed", T("Cerrado", "Closed"), "CERRADO|CERRADA"},
    {NULL, T(NULL, NULL), NULL},
};
const struct choice client_provenances[] = {
    {"conamype_regional_centre", T("Centro regional de CONAMYPE", "Regional centre of CONAMYPE"),
     "CENTRO_REGIONAL_CONAMYPE|CENTRO REGIONAL CONAMYPE"},
    {"cdmype_promotion", T("Promoción del CDMYPE", "Promotion by the CDMYPE"), "PROMOCION_CDMYPE|PROMOCIÓN CDMYPE"},
    {"specific_project", T("Proyecto específico", "Specific project"), "PROYECTO_ESPECIFICO|PROYECTO ESPECÍFICO"},
    {"client_initiative", T("Iniciativa del cliente", "The client's own initiative"),
     "INICIATIVA_CLIENTE|INICIATIVA CLIENTE|INICIATIVA DEL CLIENTE"},
    {NULL, T(NULL, NULL), NULL},
};
const struct choice client_markets[] = {
    {"local", T("Local", "Local"), "LOCAL"},
    {"regional", T("Regional", "Regional"), "REGIONAL"},
    {"national", T("Nacional", "National"), "NACIONAL"},
    {"international", T("Internacional", "International"), "INTERNACIONAL"},
    {NULL, T(NULL, NULL), NULL},
};
const struct choice client_consent_scopes[] = {
    {"services", T("Recibir servicios", "Receiving services"), "SERVICIOS"},
    {"surveys", T("Responder encuestas", "Answering surveys"), "ENCUESTAS"},
    {"share_national", T("Compartir con la oficina nacional", "Sharing with the national office"), "COMPARTIR"},
    {"publish", T("Publicar en el catálogo", "Publishing in the catalogue"), "PUBLICAR"},
    {NULL, T(NULL, NULL), NULL},
};

enum err client_check_consent(struct ctx *ctx, const struct client_consent *consent)
{
    enum err err = ERR_OK;
    if (date_is_none(consent->on)) {
        if (!str_is_empty(consent->scopes) || !str_is_empty(consent->text) || !date_is_none(consent->revoked_on)) {
            err = ctx_fault(ctx, "consent_on", STR_NONE,
                            TEXT("Un consentimiento lleva la fecha en que se dio.", "A consent has the date on which it was given."),
                            TEXT("Escriba la fecha, o deje vacíos los demás datos del consentimiento.",
                                 "Write the date, or leave the other data of the consent empty."));
        }
        return err;
    }
    if (date_cmp(consent->on, ctx->today) > 0) {
        err = ctx_fault(ctx, "consent_on", date_iso(ctx->arena, consent->on),
                        TEXT("Un consentimiento no se da en el futuro.", "A consent is not given in the future."),
                        TEXT("Corrija la fecha.", "Correct the date."));
    }
    if (str_is_empty(consent->scopes)) {
        err = ctx_fault(ctx, "consent_scopes", STR_NONE,
                        TEXT("Un consentimiento dice para qué se da.", "A consent says what it is given for."),
                        TEXT("Elija al menos un fin.", "Choose at least one purpose."));
    }
    if (!date_is_none(consent->revoked_on) && date_cmp(consent->revoked_on, consent->on) < 0) {
        err = ctx_fault(ctx, "consent_revoked_on", date_iso(ctx->arena, consent->revoked_on),
                        TEXT("Un consentimiento no se retira antes de darse.", "A consent is not revoked before it is given."),
                        TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    return err;
}

static enum err report_document(struct ctx *ctx, const struct client_document_use *use, struct str holder)
{
    struct text rule = text_format(ctx->arena, TEXT("El registro %s de la agencia tiene ya ese documento.",
                                                    "The agency's record %s has that document already."),
                                   str_c(ctx->arena, holder));
    if (ctx->importing) {
        ctx_warn(ctx, use->field, use->value, rule,
                 TEXT("Si es el mismo cliente, una los dos registros.", "If it is the same client, merge the two records."));
        return ERR_OK;
    }
    return ctx_fault(ctx, use->field, use->value, rule,
                     TEXT("Use ese registro. Si de verdad debe haber dos, escriba por qué en «Motivo de un documento repetido».",
                          "Use that record. If there must really be two, write why in “Reason for a repeated document”."));
}

enum err client_check_documents(struct ctx *ctx, const struct record *record, const struct client_document_use *uses, size_t count,
                                struct str reason)
{
    enum err err = ERR_OK;
    for (size_t i = 0; i < count; i++) {
        struct str holder = STR_NONE;
        bool is_known = str_is_empty(uses[i].value) || str_eq(uses[i].value, uses[i].before);
        if (is_known || (!str_is_empty(reason) && !ctx->importing)) {
            continue;
        }
        TRY(client_document_holder(ctx, uses[i].document, record, uses[i].value, &holder));
        enum err one = str_is_empty(holder) ? ERR_OK : report_document(ctx, &uses[i], holder);
        err = one == ERR_OK ? err : one;
    }
    return err;
}
