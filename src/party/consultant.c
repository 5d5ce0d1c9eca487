#include "party/consultant.h"

#include "core/ctx.h"
#include "party/contact.h"
#include "party/document.h"
#include "party/unit.h"
#include "territory/territory.h"

const struct choice consultant_kinds[] = {
    {"person", T("Persona natural", "Person"), "PERSONA|PERSONA NATURAL"},
    {"company", T("Empresa", "Company"), "EMPRESA|PERSONA JURÍDICA"},
    {0},
};
const struct choice consultant_specialities[] = {
    {"business", T("Empresarial", "Business"), "EMPRESARIAL"},
    {"finance", T("Finanzas", "Finance"), "FINANCIERA|FINANZAS"},
    {"ict", T("TIC", "ICT"), "TIC"},
    {"women", T("Empresarialidad femenina", "Women's enterprise"), "EFE|EMPRESARIALIDAD FEMENINA"},
    {"quality", T("Calidad", "Quality"), "CALIDAD"},
    {"associativity", T("Asociatividad", "Associations"), "ASOCIATIVIDAD"},
    {"other", T("Otra", "Other"), "OTRO|OTRA"},
    {0},
};

static const struct field consultant_fields[] = {
    RECORD_CODE(struct consultant),
    RECORD_UNIT(struct consultant),
    FIELD_CHOICE(struct consultant, kind, .required = true, .choices = consultant_kinds, .initial = "person",
                 .label = T("Factura como", "Bills as"),
                 .hint = T("A una persona natural sin empresa se le retiene el impuesto sobre la renta.",
                           "Income tax is withheld from a person without a company.")),
    FIELD_TEXT(struct consultant, name, .required = true, .max = 250, .label = T("Nombre", "Name")),
    FIELD_TEXT(struct consultant, nit, .max = 20, .rule = document_nit, .privacy = PRIVACY_PERSONAL,
               .label = T("NIT", "NIT (tax number)")),
    FIELD_TEXT(struct consultant, nrc, .max = 10, .rule = document_nrc, .privacy = PRIVACY_PERSONAL,
               .label = T("NRC", "NRC (VAT register)")),
    FIELD_CHOICES(struct consultant, specialities, .choices = consultant_specialities,
                  .label = T("Especialidades", "Specialities")),
    FIELD_TEXT(struct consultant, speciality_text, .max = 500, .label = T("En qué, en palabras", "In what, in words"),
               .hint = T("Por ejemplo: costos, etiquetas, buenas prácticas de manufactura.",
                         "For example: costs, labels, good manufacturing practice.")),
    FIELD_TEXT(struct consultant, phone, .max = 30, .rule = contact_phone, .privacy = PRIVACY_PERSONAL,
               .label = T("Teléfono", "Telephone")),
    FIELD_TEXT(struct consultant, email, .max = 100, .rule = contact_email, .privacy = PRIVACY_PERSONAL,
               .label = T("Correo", "E-mail")),
    FIELD_CATALOGUE(struct consultant, district, .catalogue = &territory_districts, .label = T("Distrito", "District")),
    FIELD_TEXT(struct consultant, address, .max = 200, .privacy = PRIVACY_PERSONAL, .label = T("Dirección", "Address")),
    FIELD_TEXT(struct consultant, notes, .max = 1000, .label = T("Notas", "Notes")),
    RECORD_ANNULMENT(struct consultant),
};

bool consultant_is_person(const struct consultant *consultant)
{
    return str_eq_c(consultant->kind, "person");
}

const struct entity consultant_entity = {
    .shape = SHAPE("consultant", struct consultant, consultant_fields),
    .dataset = "consultants",
    .code_prefix = "CO",
    .label = T("Consultor(a)", "Consultant"),
    .plural = T("Consultores y consultoras", "Consultants"),
    .store = &consultant_store,
    .sensitive_read = "consultant",
};
