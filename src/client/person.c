#include "client/person.h"

#include "client/client.h"
#include "client/listing.h"
#include "client/status.h"
#include "client/pair.h"
#include "client/shown.h"
#include "party/contact.h"
#include "party/document.h"
#include "party/staff.h"
#include "party/unit.h"
#include "territory/territory.h"

const struct choice person_sexes[] = {
    {"female", T("Mujer", "Female"), "M|F|MUJER|FEMENINO"},
    {"male", T("Hombre", "Male"), "H|HOMBRE|MASCULINO"},
    {"not_stated", T("No dice", "Not stated"), "ND|NO DICE"},
    {NULL, T(NULL, NULL), NULL},
};
static const struct choice document_types[] = {
    {"residence_card", T("Carné de residente", "Residence card"), "02|CARNÉ DE RESIDENTE"},
    {"passport", T("Pasaporte", "Passport"), "03|PASAPORTE"},
    {"other", T("Otro", "Other"), "37|OTRO"},
    {NULL, T(NULL, NULL), NULL},
};
static const struct choice stated[] = {
    {"yes", T("Sí", "Yes"), "S|SÍ|SI"},
    {"no", T("No", "No"), "N"},
    {"not_stated", T("No dice", "Not stated"), "ND|NO DICE"},
    {NULL, T(NULL, NULL), NULL},
};
static const struct choice educations[] = {
    {"none", T("Ninguna", "None"), "NINGUNO|NINGUNA"},
    {"basic", T("Básica", "Basic"), "BÁSICA|PRIMARIA|TERCER CICLO"},
    {"secondary", T("Media", "Secondary"), "MEDIA|BACHILLERATO"},
    {"technical", T("Técnica", "Technical"), "TÉCNICO|TÉCNICA"},
    {"university", T("Universitaria", "University"), "UNIVERSITARIO|UNIVERSITARIA"},
    {"postgraduate", T("Postgrado", "Postgraduate"), "POSTGRADO|POSGRADO|MAESTRÍA"},
    {"not_stated", T("No dice", "Not stated"), "ND|NO DICE"},
    {NULL, T(NULL, NULL), NULL},
};
static const struct choice motives[] = {
    {"necessity", T("Por necesidad", "By necessity"), "NECESIDAD"},
    {"opportunity", T("Por oportunidad", "By opportunity"), "OPORTUNIDAD"},
    {"dynamic", T("Dinámico", "Dynamic"), "DINÁMICO"},
    {NULL, T(NULL, NULL), NULL},
};
const struct choice person_stages[] = {
    {"awareness", T("Sensibilización", "Awareness"), "SENSIBILIZACIÓN"},
    {"idea", T("Idea", "Idea"), "IDEACIÓN"},
    {"preincubation", T("Preincubación", "Pre-incubation"), "PRE INCUBACIÓN"},
    {"incubation", T("Incubación", "Incubation"), "INCUBACIÓN"},
    {"start_up", T("Puesta en marcha", "Start-up"), "PUESTA EN MARCHA|ARRANQUE"},
    {"acceleration", T("Aceleración", "Acceleration"), "ACELERACIÓN"},
    {"consolidated", T("Consolidado", "Consolidated"), "CONSOLIDADA|CONSOLIDACIÓN"},
    {NULL, T(NULL, NULL), NULL},
};

static const struct field person_fields[] = {
    RECORD_CODE(struct person),
    RECORD_UNIT(struct person),
    FIELD_REF(struct person, adviser, .target = &staff_entity, .label = T("Asesor(a)", "Adviser")),
    FIELD_TEXT(struct person, given_names, .required = true, .max = 125, .privacy = PRIVACY_PERSONAL,
               .label = T("Nombres", "Given names")),
    FIELD_TEXT(struct person, surnames, .required = true, .max = 125, .privacy = PRIVACY_PERSONAL,
               .label = T("Apellidos", "Surnames")),
    FIELD_TEXT(struct person, dui, .max = 12, .rule = document_dui, .privacy = PRIVACY_PERSONAL, .label = T("DUI", "DUI"),
               .hint = T("Nueve dígitos; vacío si no tiene.", "Nine digits; empty if there is none.")),
    FIELD_TEXT(struct person, nit, .max = 20, .rule = document_nit, .privacy = PRIVACY_PERSONAL,
               .label = T("NIT", "NIT (tax number)")),
    FIELD_CHOICE(struct person, other_document_type, .choices = document_types, .privacy = PRIVACY_PERSONAL,
                 .label = T("Otro documento: tipo", "Other document: kind")),
    FIELD_TEXT(struct person, other_document, .min = 3, .max = 20, .privacy = PRIVACY_PERSONAL,
               .label = T("Otro documento: número", "Other document: number")),
    FIELD_CHOICE(struct person, sex, .choices = person_sexes, .initial = "not_stated", .privacy = PRIVACY_INTERNAL,
                 .label = T("Sexo", "Sex")),
    FIELD_DATE(struct person, birth_date, .past = true, .privacy = PRIVACY_PERSONAL,
               .label = T("Fecha de nacimiento", "Date of birth")),
    FIELD_TEXT(struct person, phone, .max = 30, .rule = contact_phone, .privacy = PRIVACY_PERSONAL,
               .label = T("Teléfono fijo", "Telephone")),
    FIELD_TEXT(struct person, mobile, .max = 30, .rule = contact_phone, .privacy = PRIVACY_PERSONAL,
               .label = T("Celular", "Mobile")),
    FIELD_TEXT(struct person, email, .max = 100, .rule = contact_email, .privacy = PRIVACY_PERSONAL,
               .label = T("Correo", "E-mail")),
    FIELD_CATALOGUE(struct person, district, .catalogue = &territory_districts, .privacy = PRIVACY_INTERNAL,
                    .label = T("Distrito", "District"),
                    .hint = T("Donde vive al registrarse.", "Where the person lives when recorded.")),
    FIELD_CHOICE(struct person, zone, .choices = client_zones, .privacy = PRIVACY_INTERNAL, .label = T("Zona", "Zone")),
    FIELD_TEXT(struct person, address, .max = 200, .privacy = PRIVACY_PERSONAL, .label = T("Dirección", "Address")),
    FIELD_CHOICE(struct person, disability, .choices = stated, .initial = "not_stated", .privacy = PRIVACY_SENSITIVE,
                 .label = T("Persona con discapacidad", "Person with a disability")),
    FIELD_CHOICE(struct person, indigenous, .choices = stated, .initial = "not_stated", .privacy = PRIVACY_SENSITIVE,
                 .label = T("Persona indígena", "Indigenous person")),
    FIELD_CHOICE(struct person, returned_migrant, .choices = stated, .initial = "not_stated",
                 .privacy = PRIVACY_SENSITIVE, .label = T("Persona migrante retornada", "Returned migrant")),
    FIELD_CHOICE(struct person, education, .choices = educations, .privacy = PRIVACY_INTERNAL,
                 .label = T("Nivel educativo", "Education")),
    FIELD_CHOICE(struct person, motive, .choices = motives, .privacy = PRIVACY_INTERNAL,
                 .label = T("Motivo para emprender", "Motive of the entrepreneur")),
    FIELD_CHOICE(struct person, stage, .choices = person_stages, .privacy = PRIVACY_INTERNAL,
                 .label = T("Etapa", "Stage")),
    FIELD_CHOICE(struct person, provenance, .choices = client_provenances, .privacy = PRIVACY_INTERNAL,
                 .label = T("Procedencia", "Provenance")),
    FIELD_DATE(struct person, registered_on, .past = true, .privacy = PRIVACY_INTERNAL,
               .label = T("Fecha de registro", "Registered on"), .hint = T("Vacía: hoy.", "Empty: today.")),
    FIELD_CHOICE(struct person, status, .choices = client_statuses, .initial = "prospect", .privacy = PRIVACY_INTERNAL,
                 .label = T("Estado", "Status")),
    FIELD_DATE(struct person, consent_on, .past = true, .privacy = PRIVACY_INTERNAL,
               .label = T("Consentimiento dado el", "Consent given on")),
    FIELD_TEXT(struct person, consent_text, .max = 60, .privacy = PRIVACY_INTERNAL,
               .label = T("Versión del texto del consentimiento", "Version of the text of the consent")),
    FIELD_CHOICES(struct person, consent_scopes, .choices = client_consent_scopes, .privacy = PRIVACY_INTERNAL,
                  .label = T("Consiente en", "Consents to")),
    FIELD_DATE(struct person, consent_revoked_on, .past = true, .privacy = PRIVACY_INTERNAL,
               .label = T("Consentimiento retirado el", "Consent revoked on")),
    CLIENT_DOCUMENT_REASON(struct person),
    RECORD_ANNULMENT(struct person),
};

struct str person_name(struct arena *arena, const struct person *person)
{
    return str_format(arena, STR_FMT " " STR_FMT, STR_ARG(person->given_names), STR_ARG(person->surnames));
}

static bool is_told(struct str value)
{
    return !str_is_empty(value) && !str_eq_c(value, "not_stated");
}

static enum err check_sensitive(struct ctx *ctx, const struct person *row)
{
    const struct {
        const char *field;
        struct str value;
    } told[] = {
        {"disability", row->disability},
        {"indigenous", row->indigenous},
        {"returned_migrant", row->returned_migrant},
    };
    enum err err = ERR_OK;
    for (size_t i = 0; i < COUNT_OF(told); i++) {
        if (is_told(told[i].value) && date_is_none(row->consent_on)) {
            err = ctx_fault(ctx, told[i].field, told[i].value,
                            TEXT("Este dato es sensible: solo se guarda con el consentimiento de la persona.",
                                 "This is sensitive: it is kept only with the person's consent."),
                            TEXT("Registre la fecha y los fines del consentimiento, o deje «No dice».",
                                 "Record the date and the purposes of the consent, or leave \"Not stated\"."));
        }
    }
    return err;
}

static enum err person_check(struct ctx *ctx, void *row_, const void *before)
{
    const struct person *was = before;
    struct person *row = row_;
    if (date_is_none(row->registered_on)) {
        row->registered_on = ctx->today;
    }
    enum err err = client_check_consent(
        ctx, &(struct client_consent){row->consent_on, row->consent_text, row->consent_scopes, row->consent_revoked_on});
    enum err sensitive = check_sensitive(ctx, row);
    err = sensitive == ERR_OK ? err : sensitive;
    const struct client_document_use uses[] = {
        {CLIENT_PERSON_DUI, "dui", row->dui, was == NULL ? STR_NONE : was->dui},
        {CLIENT_PERSON_NIT, "nit", row->nit, was == NULL ? STR_NONE : was->nit},
    };
    enum err documents = client_check_documents(ctx, &row->record, uses, COUNT_OF(uses), row->same_document_reason);
    err = documents == ERR_OK ? err : documents;
    if (str_is_empty(row->other_document) != str_is_empty(row->other_document_type)) {
        err = ctx_fault(ctx, str_is_empty(row->other_document) ? "other_document" : "other_document_type", STR_NONE,
                        TEXT("Otro documento se anota con su tipo y su número.",
                             "Another document is noted with its kind and its number."),
                        TEXT("Complete el dato que falta o deje vacíos los dos.",
                             "Fill in what is missing or leave both empty."));
    }
    if (!date_is_none(row->birth_date) && date_cmp(row->birth_date, row->registered_on) > 0) {
        err = ctx_fault(ctx, "birth_date", date_iso(ctx->arena, row->birth_date),
                        TEXT("Nadie se registra antes de nacer.", "Nobody is recorded before being born."),
                        TEXT("Corrija la fecha de nacimiento o la de registro.",
                             "Correct the date of birth or of registration."));
    }
    return err;
}

static enum err person_written(struct ctx *ctx, const void *row_, const void *before)
{
    const struct person *row = row_;
    struct match_client now = pair_of_person(row);
    struct match_client was = before == NULL ? now : pair_of_person(before);
    TRY(listing_person_written(ctx, row, before));
    if (before != NULL) { /* a new record is merged with none */
        TRY(shown_follow(ctx, 'p', row->record.agency, row->record.id));
    }
    return pair_written(ctx, 'p', &row->record, &now, before == NULL ? NULL : &was);
}

static void person_touches(struct ctx *ctx, const void *row_)
{
    const struct person *row = row_;
    ctx_touch(ctx, 'p', row->record.agency, row->record.id);
}

const struct entity person_entity = {
    .shape = SHAPE("person", struct person, person_fields),
    .dataset = "persons",
    .code_prefix = "P",
    .label = T("Persona", "Person"),
    .plural = T("Personas", "Persons"),
    .store = &person_store,
    .flow = &status_person_flow,
    .sensitive_read = "person",
    .check = person_check,
    .written = person_written,
    .touches = person_touches,
};
