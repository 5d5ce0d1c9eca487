#include "fund/fund_call.h"

#include "agreement/agreement.h"
#include "fund/fund_application.h"
#include "fund/score_sheet.h"
#include "party/organisation.h"
#include "party/unit.h"
#include "territory/territory.h"

const struct choice fund_classes[] = {
    {"entrepreneur", T("Emprendedor(a) sin empresa", "Entrepreneur without a firm"), "EMPRENDEDOR|emprendedora"},
    {"micro", T("Microempresa", "Micro enterprise"), "MICRO"},
    {"small", T("Pequeña empresa", "Small enterprise"), "PEQUEÑA"},
    {"medium", T("Mediana empresa", "Medium enterprise"), "MEDIANA"},
    {0},
};
static const struct choice splits[] = {
    {"fixed", T("Fijo: exactamente ese porcentaje", "Fixed: exactly that percentage"), "FIJO"},
    {"maximum", T("Hasta ese porcentaje", "Up to that percentage"), "MAXIMO|hasta"},
    {0},
};
static const struct choice payments[] = {
    {"disbursement", T("Desembolso, antes de gastar", "Disbursement, before it is spent"), "DESEMBOLSO"},
    {"reimbursement", T("Reembolso de lo gastado", "Reimbursement of what was spent"), "REEMBOLSO"},
    {0},
};
static const struct choice applicants[] = {
    {"all", T("A todos", "Everybody"), "TODOS"},
    {"legal_entity", T("A personas jurídicas", "Legal persons"), "PERSONA_JURIDICA|persona jurídica"},
    {"natural_person", T("A personas naturales", "Natural persons"), "PERSONA_NATURAL|persona natural"},
    {0},
};

#define CONFIRMED(s)                                                                                                 \
    FIELD_BOOL(s, confirmed, .initial = "false", .label = T("Confirmado", "Confirmed"),                              \
               .hint = T("Se leyó en el texto oficial; si no, está por confirmar.",                                  \
                         "It was read in the official text; otherwise it is yet to be confirmed."))
#define NAMES(s)                                                                                                     \
    FIELD_TEXT(s, name_es, .required = true, .max = 200, .label = T("Nombre en español", "Name in Spanish")),        \
        FIELD_TEXT(s, name_en, .max = 200, .label = T("Nombre en inglés", "Name in English"))
#define OF_CALL(s) FIELD_REF(s, call, .required = true, .target = &fund_call_entity, .label = T("Convocatoria", "Call"))
#define NUMBER(s) FIELD_INT(s, number, .required = true, .min = 1, .max = 200, .label = T("Número", "Number"))

static const struct field call_fields[] = {
    RECORD_CODE(struct fund_call),
    RECORD_UNIT(struct fund_call),
    FIELD_TEXT(struct fund_call, name, .required = true, .max = 200, .label = T("Nombre", "Name")),
    FIELD_REF(struct fund_call, organisation, .required = true, .target = &organisation_entity,
              .label = T("Quién convoca", "Who calls"),
              .hint = T("La institución que pone el dinero.", "The institution that gives the money.")),
    FIELD_TEXT(struct fund_call, programme, .max = 150, .label = T("Fondo o programa", "Fund or programme")),
    FIELD_REF(struct fund_call, agreement, .target = &agreement_entity, .label = T("Convenio", "Agreement"),
              .hint = T("El convenio por el que la agencia participa, si lo hay.",
                        "The agreement under which the agency takes part, if any.")),
    FIELD_DATE(struct fund_call, opens_on, .required = true, .label = T("Abre el", "Opens on")),
    FIELD_DATE(struct fund_call, closes_on, .label = T("Cierra el", "Closes on"),
               .hint = T("Vacía: sin fecha de cierre.", "Empty: no closing date.")),
    FIELD_CHOICES(struct fund_call, classes, .required = true, .choices = fund_classes, .initial = "micro;small;medium",
                  .label = T("A quiénes admite", "Whom it admits")),
    FIELD_CHOICE(struct fund_call, split, .required = true, .choices = splits, .initial = "fixed",
                 .label = T("Reparto", "Split")),
    FIELD_PERCENT(struct fund_call, fund_percent, .required = true, .min = 1, .max = 10000,
                  .label = T("Porcentaje del fondo", "The fund's percentage"),
                  .hint = T("90.00: de 10,000 el fondo paga 9,000 y el beneficiario 1,000.",
                            "90.00: of 10,000 the fund pays 9,000 and the beneficiary 1,000.")),
    FIELD_MONEY(struct fund_call, max_amount, .min = 0, .label = T("Monto máximo", "Largest amount"),
                .hint = T("Lo más que paga el fondo por solicitud; vacío si no se conoce.",
                          "The most that the fund pays for one application; empty if unknown.")),
    FIELD_CHOICE(struct fund_call, payment, .required = true, .choices = payments, .initial = "disbursement",
                 .label = T("Cómo paga", "How it pays")),
    FIELD_INT(struct fund_call, invoice_days, .min = 1, .max = 90, .initial = "5",
              .label = T("Días hábiles para facturar", "Working days to invoice")),
    FIELD_CATALOGUE(struct fund_call, office_district, .catalogue = &territory_districts, .initial = "0614",
                    .label = T("Distrito de la oficina", "District of the office"),
                    .hint = T("Sus asuetos locales no cuentan como hábiles.", "Its local holidays are no working days.")),
    FIELD_BOOL(struct fund_call, public_offices, .initial = "false",
               .label = T("Con vacaciones de oficinas públicas", "With the closures of public offices"),
               .hint = T("Los días en que cierran tampoco cuentan.", "The days on which they are closed do not count either.")),
    FIELD_REFS(struct fund_call, sheets, .target = &score_sheet_entity, .label = T("Hojas de puntaje", "Score sheets")),
    CONFIRMED(struct fund_call),
    FIELD_TEXT(struct fund_call, source, .max = 300, .label = T("Fuente", "Source")),
    FIELD_TEXT(struct fund_call, notes, .max = 2000, .label = T("Notas", "Notes")),
    RECORD_ANNULMENT(struct fund_call),
};
static const struct field line_fields[] = {
    RECORD_CODE(struct fund_line),
    RECORD_UNIT_COMPUTED(struct fund_line),
    OF_CALL(struct fund_line),
    NUMBER(struct fund_line),
    NAMES(struct fund_line),
    FIELD_PERCENT(struct fund_line, max_percent, .max = 10000, .label = T("Porcentaje máximo", "Largest percentage")),
    FIELD_MONEY(struct fund_line, max_amount, .min = 0, .label = T("Monto máximo", "Largest amount")),
    CONFIRMED(struct fund_line),
    RECORD_ANNULMENT(struct fund_line),
};
static const struct field requirement_fields[] = {
    RECORD_CODE(struct fund_requirement),
    RECORD_UNIT_COMPUTED(struct fund_requirement),
    OF_CALL(struct fund_requirement),
    NUMBER(struct fund_requirement),
    NAMES(struct fund_requirement),
    FIELD_CHOICE(struct fund_requirement, applies_to, .required = true, .choices = applicants, .initial = "all",
                 .label = T("A quién se le pide", "Who is asked")),
    FIELD_BOOL(struct fund_requirement, required, .initial = "true", .label = T("Obligatorio", "Required")),
    CONFIRMED(struct fund_requirement),
    RECORD_ANNULMENT(struct fund_requirement),
};
static const struct field portfolio_fields[] = {
    FIELD_TEXT(struct fund_portfolio_line, call, .label = T("Convocatoria", "Call")),
    FIELD_TEXT(struct fund_portfolio_line, name, .label = T("Nombre", "Name")),
    FIELD_CHOICE(struct fund_portfolio_line, state, .choices = fund_application_states, .label = T("Estado", "State")),
    FIELD_INT(struct fund_portfolio_line, applications, .label = T("Solicitudes", "Applications")),
    FIELD_MONEY(struct fund_portfolio_line, requested, .label = T("Solicitado", "Asked for")),
    FIELD_MONEY(struct fund_portfolio_line, approved, .label = T("Aprobado", "Approved")),
    FIELD_MONEY(struct fund_portfolio_line, disbursed, .label = T("Desembolsado", "Disbursed")),
    FIELD_MONEY(struct fund_portfolio_line, executed, .label = T("Ejecutado", "Executed")),
};
const struct shape fund_portfolio_shape = SHAPE("fund_portfolio_line", struct fund_portfolio_line, portfolio_fields);

const struct fund_plan_line fund_plan_lines[] = {
    {T("Calidad y productividad", "Quality and productivity")},
    {T("Innovación y desarrollo tecnológico", "Innovation and technological development")},
    {T("Desarrollo de franquicias", "Development of franchises")},
    {T("Exportaciones", "Exports")},
};
const size_t fund_plan_line_count = COUNT_OF(fund_plan_lines);
const struct fund_plan_document fund_plan_documents[] = {
    {T("DUI y NIT de quien solicita o representa", "DUI and NIT of the applicant or representative"), "all", true},
    {T("NRC (registro de contribuyente)", "NRC (taxpayer registration)"), "legal_entity", true},
    {T("Escritura de constitución y credencial", "Deed of incorporation and credential"), "legal_entity", true},
    {T("Declaraciones de IVA o estados financieros", "VAT returns or financial statements"), "all", true},
    {T("Cotizaciones", "Quotations"), "all", true},
    {T("Perfil del proyecto", "Project profile"), "all", true},
    {T("Solvencia tributaria", "Tax solvency"), "all", true},
    {T("Declaración jurada", "Sworn statement"), "all", true},
};
const size_t fund_plan_document_count = COUNT_OF(fund_plan_documents);

struct str fund_name(struct str name_es, struct str name_en, enum lang lang)
{
    return lang == LANG_EN && !str_is_empty(name_en) ? name_en : name_es;
}

bool fund_call_is_open(const struct fund_call *call, struct date on)
{
    return call->record.annulled != ANSWER_YES && date_cmp(call->opens_on, on) <= 0 &&
           (date_is_none(call->closes_on) || date_cmp(on, call->closes_on) <= 0);
}

static enum err call_check(struct ctx *ctx, void *row, const void *before)
{
    const struct fund_call *call = row;
    (void)before;
    if (call->record.annulled == ANSWER_YES || date_is_none(call->closes_on) ||
        date_cmp(call->opens_on, call->closes_on) <= 0) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "closes_on", date_iso(ctx->arena, call->closes_on),
                     TEXT("La convocatoria cierra antes de abrir.", "The call closes before it opens."),
                     TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
}

/* Lines and documents lie in their call's unit. */
static enum err part_check(struct ctx *ctx, void *row, const void *before)
{
    struct fund_line *part = row; /* requirements begin alike */
    struct fund_call call;
    (void)before;
    shape_clear(&fund_call_entity.shape, &call);
    TRY(record_find_id(ctx, &fund_call_entity, part->call.id, &call));
    part->record.unit = (struct ref){.id = call.record.unit.id};
    return ERR_OK;
}
_Static_assert(offsetof(struct fund_line, call) == offsetof(struct fund_requirement, call), "one check reads both");

const struct entity fund_call_entity = {
    .shape = SHAPE("fund_call", struct fund_call, call_fields),
    .dataset = "fund_calls",
    .code_prefix = "FC",
    .label = T("Convocatoria de un fondo", "Call of a fund"),
    .plural = T("Convocatorias", "Calls"),
    .store = &fund_call_store,
    .check = call_check,
};
const struct entity fund_line_entity = {
    .shape = SHAPE("fund_line", struct fund_line, line_fields),
    .dataset = "fund_lines",
    .code_prefix = "FL",
    .label = T("Línea de una convocatoria", "Line of a call"),
    .plural = T("Líneas de convocatorias", "Lines of calls"),
    .store = &fund_line_store,
    .parent = "call",
    .check = part_check,
};
const struct entity fund_requirement_entity = {
    .shape = SHAPE("fund_requirement", struct fund_requirement, requirement_fields),
    .dataset = "fund_requirements",
    .code_prefix = "FR",
    .label = T("Documento que se pide", "Document asked for"),
    .plural = T("Documentos que se piden", "Documents asked for"),
    .store = &fund_requirement_store,
    .parent = "call",
    .check = part_check,
};
