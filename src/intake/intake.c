#include "intake/intake.h"

#include "advice/service.h"
#include "client/affiliation.h"
#include "client/client.h"
#include "core/audit.h"
#include "core/flow.h"
#include "intake/consent_text.h"
#include "party/contact.h"
#include "party/document.h"
#include "party/staff.h"
#include "party/unit.h"
#include "results/snapshot.h"
#include "territory/territory.h"

#define JOBS_MOST 100000

const struct choice intake_states[] = {
    {"draft", T("Borrador", "Draft"), "BORRADOR"},
    {"signed", T("Firmada", "Signed"), "FIRMADA"},
    {"authorised", T("Autorizada", "Authorised"), "AUTORIZADA"},
    {"returned", T("Devuelta", "Returned"), "DEVUELTA"},
    {0},
};

/* The same rows describe struct intake_receive, which begins with it. */
#define INTAKE_WHO                                                                                                          \
    RECORD_CODE(struct intake), RECORD_UNIT(struct intake),                                                                 \
    FIELD_DATE(struct intake, date, .required = true, .past = true, .label = T("Fecha de la solicitud", "Date of the application")), \
    FIELD_REF(struct intake, adviser, .required = true, .target = &staff_entity, .label = T("Asesor(a)", "Adviser"))
#define INTAKE_QUESTIONS                                                                                                    \
    FIELD_CHOICE(struct intake, relation, .choices = affiliation_relations, .initial = "owner",                             \
                 .label = T("Relación con la empresa", "Relation to the enterprise")),                                      \
    FIELD_CHOICE(struct intake, provenance, .choices = client_provenances, .label = T("Procedencia", "Provenance")),        \
    FIELD_TEXT(struct intake, need, .max = 1000, .label = T("Asesoría que solicita", "Advice asked for")),                  \
    FIELD_MONEY(struct intake, national_sales, .min = 0, .label = T("Ventas nacionales", "National sales"), \
                .hint = T("De doce meses; cero si no vendió.", "Of twelve months; zero if there were none.")),                                               \
    FIELD_MONEY(struct intake, export_sales, .min = 0, .label = T("Ventas de exportación", "Export sales"), \
                .hint = T("De doce meses; cero si no exportó.", "Of twelve months; zero if there were none.")),                                              \
    FIELD_MONEY(struct intake, production_cost, .min = 0, .label = T("Costo de producción", "Production cost")),            \
    FIELD_MONEY(struct intake, current_financing, .min = 0, .label = T("Financiamiento actual", "Current financing")),      \
    FIELD_MONEY(struct intake, seed_capital, .min = 0, .label = T("Capital semilla", "Seed capital")),                      \
    FIELD_INT(struct intake, jobs_male_fixed, .min = 0, .max = JOBS_MOST, .label = T("Hombres, fijos", "Men, fixed")),      \
    FIELD_INT(struct intake, jobs_male_temporary, .min = 0, .max = JOBS_MOST, .label = T("Hombres, temporales", "Men, temporary")), \
    FIELD_INT(struct intake, jobs_female_fixed, .min = 0, .max = JOBS_MOST, .label = T("Mujeres, fijas", "Women, fixed")),  \
    FIELD_INT(struct intake, jobs_female_temporary, .min = 0, .max = JOBS_MOST, .label = T("Mujeres, temporales", "Women, temporary")), \
    FIELD_CHOICES(struct intake, markets, .choices = client_markets, .label = T("Mercados actuales", "Current markets"),    \
                  .hint = T("Todos los que correspondan.", "All that apply.")),                                             \
    FIELD_TEXT(struct intake, products, .max = 500, .label = T("Productos principales", "Main products")),                  \
    FIELD_CHOICE(struct intake, language, .required = true, .choices = consent_text_languages, .initial = "es",             \
                 .label = T("Idioma de los textos que se firman", "Language of the texts that are signed")),                \
    FIELD_BOOL(struct intake, sworn, .label = T("El cliente jura que lo dicho es verdad", "The client swears that it is true")), \
    FIELD_BOOL(struct intake, consent, .label = T("El cliente da su consentimiento", "The client consents")),               \
    FIELD_CHOICES(struct intake, consent_scopes, .choices = client_consent_scopes, .label = T("Consiente en", "Consents to")), \
    FIELD_BOOL(struct intake, survey, .label = T("Acepta responder encuestas", "Agrees to be surveyed")),                   \
    FIELD_BOOL(struct intake, pledge, .label = T("Quien asesora declara no tener conflicto de interés",                     \
                                                 "The adviser declares no conflict of interest"))

static const struct field fields[] = {
    INTAKE_WHO,
    FIELD_REF(struct intake, person, .required = true, .target = &person_entity, .label = T("Solicitante", "Applicant")),
    FIELD_REF(struct intake, enterprise, .target = &enterprise_entity, .label = T("Empresa", "Enterprise"),
              .hint = T("Vacía: la persona emprendedora todavía no tiene una.", "Empty: the entrepreneur has none yet.")),
    INTAKE_QUESTIONS,
    FIELD_REF(struct intake, sworn_text, .target = &consent_text_entity, .label = T("Texto de la declaración jurada", "Text of the sworn statement")),
    FIELD_REF(struct intake, consent_text, .target = &consent_text_entity, .label = T("Texto del consentimiento", "Text of the consent")),
    FIELD_REF(struct intake, survey_text, .target = &consent_text_entity, .label = T("Texto sobre encuestas", "Text on surveys")),
    FIELD_REF(struct intake, pledge_text, .target = &consent_text_entity, .label = T("Texto del compromiso", "Text of the pledge")),
    FIELD_DATE(struct intake, client_signed_on, .past = true, .label = T("Firma del cliente", "Signed by the client on")),
    FIELD_DATE(struct intake, adviser_signed_on, .past = true, .label = T("Firma de quien asesora", "Signed by the adviser on")),
    FIELD_DATE(struct intake, authorised_on, .past = true, .label = T("Autorizada el", "Authorised on")),
    FIELD_REF(struct intake, authorised_by, .target = &staff_entity, .label = T("Autorizada por", "Authorised by")),
    FIELD_TEXT(struct intake, observations, .max = 1000, .label = T("Observaciones", "Observations")),
    FIELD_REF(struct intake, snapshot, .target = &snapshot_entity, .label = T("Medición inicial", "Initial measurement")),
    FIELD_CHOICE(struct intake, state, .required = true, .choices = intake_states, .initial = "draft", .label = T("Estado", "State")),
    RECORD_ANNULMENT(struct intake),
};

static const struct field receive_fields[] = {
    INTAKE_WHO,
    FIELD_REF(struct intake, person, .target = &person_entity, .label = T("Solicitante ya registrado", "Applicant already recorded"),
              .hint = T("Su código. Vacío: es una persona nueva.", "The code. Empty: somebody new.")),
    FIELD_REF(struct intake, enterprise, .target = &enterprise_entity, .label = T("Empresa ya registrada", "Enterprise already recorded"),
              .hint = T("Su código. Vacío: es nueva, o todavía no hay.", "The code. Empty: it is new, or there is none yet.")),
    INTAKE_QUESTIONS,
    FIELD_TEXT(struct intake_receive, given_names, .max = 125, .privacy = PRIVACY_PERSONAL, .label = T("Nombres", "Given names")),
    FIELD_TEXT(struct intake_receive, surnames, .max = 125, .privacy = PRIVACY_PERSONAL, .label = T("Apellidos", "Surnames")),
    FIELD_TEXT(struct intake_receive, dui, .max = 12, .rule = document_dui, .privacy = PRIVACY_PERSONAL, .label = T("DUI", "DUI")),
    FIELD_CHOICE(struct intake_receive, sex, .choices = person_sexes, .label = T("Sexo", "Sex")),
    FIELD_DATE(struct intake_receive, birth_date, .past = true, .privacy = PRIVACY_PERSONAL, .label = T("Fecha de nacimiento", "Date of birth")),
    FIELD_TEXT(struct intake_receive, mobile, .max = 30, .rule = contact_phone, .privacy = PRIVACY_PERSONAL, .label = T("Celular", "Mobile")),
    FIELD_TEXT(struct intake_receive, email, .max = 100, .rule = contact_email, .privacy = PRIVACY_PERSONAL, .label = T("Correo", "E-mail")),
    FIELD_TEXT(struct intake_receive, name, .max = 250, .privacy = PRIVACY_PERSONAL, .label = T("Nombre de la empresa", "Name of the enterprise"),
               .hint = T("Vacío: la persona emprendedora todavía no tiene una.", "Empty: the entrepreneur has none yet.")),
    FIELD_TEXT(struct intake_receive, trade_name, .max = 250, .privacy = PRIVACY_PERSONAL, .label = T("Nombre comercial", "Trade name")),
    FIELD_CHOICE(struct intake_receive, sector, .choices = enterprise_sectors, .label = T("Sector", "Sector")),
    FIELD_CHOICE(struct intake_receive, constitution, .choices = enterprise_constitutions, .label = T("Constitución", "Constitution")),
    FIELD_DATE(struct intake_receive, started_on, .past = true, .label = T("Inicio de operaciones", "Began operating on")),
    FIELD_CATALOGUE(struct intake_receive, district, .catalogue = &territory_districts, .label = T("Distrito", "District")),
    FIELD_TEXT(struct intake_receive, address, .max = 200, .privacy = PRIVACY_PERSONAL, .label = T("Dirección", "Address")),
};
const struct shape intake_receive_shape = SHAPE("intake_receive", struct intake_receive, receive_fields);

static const struct field sheet_fields[] = {
    FIELD_RECORD(struct intake_sheet, intake, .shape = &intake_entity.shape, .label = T("Solicitud", "Application")),
    FIELD_RECORD(struct intake_sheet, person, .shape = &person_entity.shape, .privacy = PRIVACY_PERSONAL, .label = T("Solicitante", "Applicant")),
    FIELD_ROWS(struct intake_sheet, enterprises, .shape = &enterprise_entity.shape, .label = T("Empresa", "Enterprise")),
    FIELD_TEXT(struct intake_sheet, unit_name, .max = 250, .label = T("Centro", "Centre")),
    FIELD_TEXT(struct intake_sheet, sworn_words, .max = 4000, .label = T("Declaración jurada", "Sworn statement")),
    FIELD_TEXT(struct intake_sheet, consent_words, .max = 4000, .label = T("Consentimiento", "Consent")),
    FIELD_TEXT(struct intake_sheet, survey_words, .max = 4000, .label = T("Encuestas", "Surveys")),
    FIELD_TEXT(struct intake_sheet, pledge_words, .max = 4000, .label = T("Compromiso de quien asesora", "The adviser's pledge")),
};
const struct shape intake_sheet_shape = SHAPE("intake_sheet", struct intake_sheet, sheet_fields);

/* ---- rules ---------------------------------------------------------------------------------------------- */

static bool differs(const struct intake *row, const struct intake *was)
{
    for (size_t i = 0; i < intake_entity.shape.count; i++) {
        if (!field_eq(&intake_entity.shape.fields[i], row, was)) {
            return true;
        }
    }
    return false;
}

enum err intake_check(struct ctx *ctx, void *row_, const void *before)
{
    struct intake *row = row_;
    const struct intake *was = before;
    if (service_is_annulled(&row->record) || ctx->importing || ctx->move != NULL) {
        return ERR_OK;
    }
    if (was != NULL && !str_eq(was->state, S("draft")) && differs(row, was)) {
        return ctx_fault(ctx, "state", was->state,
                         TEXT("Solo un borrador se corrige: lo firmado queda como se firmó.",
                              "Only a draft is corrected: what was signed stays as it was signed."),
                         str_eq(was->state, S("signed"))
                             ? TEXT("La dirección la devuelve con sus observaciones; después se corrige y se firma de nuevo.",
                                    "The director returns it with observations; then it is corrected and signed again.")
                             : TEXT("Si fue devuelta, use «Volver a borrador»; si fue autorizada, corrija los datos del cliente.",
                                    "If it was returned, use “Back to draft”; if it was authorised, correct the client's data."));
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, service_check_date(ctx, "date", row->date, was == NULL ? DATE_NONE : was->date));
    if (was == NULL) {
        struct str other;
        TRY(intake_store_other(ctx, row, &other));
        if (other.ptr != NULL) {
            err = ctx_fault(ctx, "person", row->person.code,
                            text_format(ctx->arena, TEXT("Ya hay una F1 sin autorizar de esta persona y empresa (%s).",
                                                         "There is an F1 of this person and enterprise not yet authorised (%s)."),
                                        str_c(ctx->arena, other)),
                            TEXT("Siga con esa, o anúlela si se registró por error.", "Go on with that one, or annul it if it was a mistake."));
        }
    }
    return err;
}

/* ---- steps: what is missing, and who supplies it ------------------------------------------------------------ */

static void lacks(struct ctx *ctx, enum err *err, bool missing, const char *field, struct text rule, struct text remedy)
{
    if (missing) {
        *err = ctx_fault(ctx, field, STR_NONE, rule, remedy);
    }
}

#define ASK_CLIENT TEXT("Pregúnteselo al cliente y anótelo en el borrador.", "Ask the client and note it in the draft.")

static void check_figures(struct ctx *ctx, const struct intake *row, enum err *err)
{
    const struct {
        const char *field;
        bool missing;
    } asked[] = {
        {"national_sales", money_is_none(row->national_sales)},  {"export_sales", money_is_none(row->export_sales)},
        {"jobs_male_fixed", row->jobs_male_fixed == INT_NONE},   {"jobs_male_temporary", row->jobs_male_temporary == INT_NONE},
        {"jobs_female_fixed", row->jobs_female_fixed == INT_NONE}, {"jobs_female_temporary", row->jobs_female_temporary == INT_NONE},
    };
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        lacks(ctx, err, asked[i].missing, asked[i].field, TEXT("Falta esta cifra; cero es un dato, vacío no.",
                                                               "This figure is missing; zero is data, empty is not."), ASK_CLIENT);
    }
    lacks(ctx, err, str_is_empty(row->markets), "markets", TEXT("Falta en qué mercados vende.", "The markets it sells in are missing."), ASK_CLIENT);
    lacks(ctx, err, str_is_empty(row->products), "products", TEXT("Faltan sus productos principales.", "Its main products are missing."), ASK_CLIENT);
}

static enum err take_text(struct ctx *ctx, const struct intake *row, const char *kind, const char *field, struct ref *out)
{
    enum err err = consent_text_on(ctx, row->record.agency, str_of(kind), row->language, row->date, out);
    return err != ERR_NOT_FOUND ? err
                                : ctx_fault(ctx, field, STR_NONE,
                                            TEXT("Ese día no había un texto en uso para esto.", "On that day no text for this was in use."),
                                            TEXT("La dirección registra el texto con sus fechas en «Textos que se firman».",
                                                 "The director records the text with its dates in “Texts that are signed”."));
}

static enum err guard_sign(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct intake *row = row_;
    enum err err = ERR_OK;
    lacks(ctx, &err, str_is_empty(row->provenance), "provenance", TEXT("Falta la procedencia.", "The provenance is missing."), ASK_CLIENT);
    lacks(ctx, &err, str_is_empty(row->need), "need", TEXT("Falta qué asesoría solicita.", "The advice asked for is missing."), ASK_CLIENT);
    if (!id_is_none(row->enterprise.id)) {
        check_figures(ctx, row, &err);
    }
    lacks(ctx, &err, row->sworn != ANSWER_YES, "sworn", TEXT("Falta la declaración jurada.", "The sworn statement is missing."),
          TEXT("El cliente la lee y la firma.", "The client reads and signs it."));
    lacks(ctx, &err, row->consent != ANSWER_YES, "consent", TEXT("Sin consentimiento no se presta el servicio.", "No service without consent."),
          TEXT("Explique al cliente el texto; si lo acepta, anótelo.", "Explain the text to the client; if it is accepted, note it."));
    lacks(ctx, &err, row->consent == ANSWER_YES && str_find(row->consent_scopes, S("services")) == SIZE_MAX, "consent_scopes",
          TEXT("El consentimiento nombra al menos recibir servicios.", "The consent names at least receiving services."), ASK_CLIENT);
    lacks(ctx, &err, row->survey == ANSWER_NONE, "survey", TEXT("Falta si acepta responder encuestas.", "Whether surveys are agreed to is missing."),
          ASK_CLIENT);
    lacks(ctx, &err, row->pledge != ANSWER_YES, "pledge", TEXT("Falta el compromiso de quien asesora.", "The adviser's pledge is missing."),
          TEXT("Si tiene un interés en el negocio, otra persona asesora lo atiende.",
               "If there is an interest in the business, another adviser serves it."));
    lacks(ctx, &err, date_is_none(row->client_signed_on), "client_signed_on", TEXT("Falta la firma del cliente.", "The client's signature is missing."),
          TEXT("El cliente firma la F1 impresa; anote la fecha.", "The client signs the printed F1; note the date."));
    lacks(ctx, &err, date_is_none(row->adviser_signed_on), "adviser_signed_on",
          TEXT("Falta la firma de quien asesora.", "The adviser's signature is missing."),
          TEXT("La asesora o el asesor firma la F1; anote la fecha.", "The adviser signs the F1; note the date."));
    SERVICE_COLLECT(err, take_text(ctx, row, "sworn_statement", "sworn_text", &row->sworn_text));
    SERVICE_COLLECT(err, take_text(ctx, row, "consent", "consent_text", &row->consent_text));
    SERVICE_COLLECT(err, take_text(ctx, row, "survey", "survey_text", &row->survey_text));
    SERVICE_COLLECT(err, take_text(ctx, row, "pledge", "pledge_text", &row->pledge_text));
    row->observations = STR_NONE;
    return err;
}

/* The one who wrote it, signed it as adviser or changed it last does not authorise it. */
static enum err guard_authorise(struct ctx *ctx, void *row_, const void *before_, const void *in)
{
    (void)in;
    struct intake *row = row_;
    const struct intake *before = before_;
    struct id created;
    struct id changed;
    TRY(audit_actor_of(ctx, before->record.agency, before->record.created_seq, &created));
    TRY(audit_actor_of(ctx, before->record.agency, before->record.changed_seq, &changed));
    bool is_adviser = !id_is_none(ctx->actor.staff) && id_eq(ctx->actor.staff, before->adviser.id);
    if (is_adviser || id_eq(created, ctx->actor.user) || id_eq(changed, ctx->actor.user)) {
        return ctx_fault(ctx, "authorised_by", ctx->actor.name,
                         TEXT("Quien escribió o firmó la F1 no la autoriza.", "Whoever wrote or signed the F1 does not authorise it."),
                         TEXT("La autoriza otra persona de la dirección.", "Another director authorises it."));
    }
    row->authorised_on = ctx->today;
    row->authorised_by = (struct ref){.id = ctx->actor.staff};
    return ERR_OK;
}

static enum err guard_return(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    const struct intake *row = row_;
    enum err err = ERR_OK;
    lacks(ctx, &err, str_is_empty(row->observations), "observations", TEXT("Se devuelve diciendo por qué.", "It is returned saying why."),
          TEXT("Escriba qué falta o qué se corrige.", "Write what is missing or to be corrected."));
    return err;
}

static enum err guard_resume(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)ctx;
    (void)before;
    (void)in;
    struct intake *row = row_;
    row->client_signed_on = DATE_NONE;
    row->adviser_signed_on = DATE_NONE;
    return ERR_OK;
}

static const struct flow_move moves[] = {
    {.name = "sign", .label = T("Anotar las firmas", "Note the signatures"), .from = "draft", .to = "signed", .guard = guard_sign},
    {.name = "authorise", .label = T("Autorizar", "Authorise"), .from = "signed", .to = "authorised", .guard = guard_authorise},
    {.name = "return", .label = T("Devolver con observaciones", "Return with observations"), .from = "signed", .to = "returned",
     .weighty = true, .guard = guard_return},
    {.name = "resume", .label = T("Volver a borrador para corregir", "Back to draft for correction"), .from = "returned", .to = "draft",
     .guard = guard_resume},
};
static const struct flow flow = {.field = "state", .entry = "draft", .moves = moves, .count = COUNT_OF(moves)};

const struct entity intake_entity = {
    .shape = SHAPE("intake", struct intake, fields),
    .dataset = "intakes",
    .code_prefix = "F1",
    .label = T("Solicitud de asesoramiento (F1)", "Application for advice (F1)"),
    .plural = T("Solicitudes de asesoramiento (F1)", "Applications for advice (F1)"),
    .store = &intake_store,
    .dated_by = "date",
    .flow = &flow,
    .sensitive_read = "intake",
    .check = intake_check,
};
