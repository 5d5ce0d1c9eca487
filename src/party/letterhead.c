#include "party/letterhead.h"

#include "party/signatory.h"

static const struct field input_fields[] = {
    FIELD_TEXT(struct letterhead_input, unit, .max = 121, .label = T("Unidad", "Unit"),
               .hint = T("Vacío: la suya.", "Empty: your own.")),
    FIELD_DATE(struct letterhead_input, on, .label = T("Fecha del documento", "Date of the document"),
               .hint = T("Vacío: hoy.", "Empty: today.")),
};
const struct shape letterhead_input_shape = SHAPE("letterhead_input", struct letterhead_input, input_fields);

static const struct field signatory_fields[] = {
    FIELD_CHOICE(struct letterhead_signatory, office, .choices = signatory_offices, .label = T("Firma por", "Signs for")),
    FIELD_TEXT(struct letterhead_signatory, name, .max = 120, .label = T("Nombre", "Name")),
    FIELD_TEXT(struct letterhead_signatory, position, .max = 120, .label = T("Cargo impreso", "Position as printed")),
    FIELD_TEXT(struct letterhead_signatory, document, .max = 10, .privacy = PRIVACY_PERSONAL, .label = T("DUI", "DUI")),
};
const struct shape letterhead_signatory_shape = SHAPE("letterhead_signatory", struct letterhead_signatory, signatory_fields);

static const struct field fields[] = {
    FIELD_TEXT(struct letterhead, unit, .max = 121, .label = T("Unidad", "Unit")),
    FIELD_TEXT(struct letterhead, name, .max = 250, .label = T("Nombre en el membrete", "Name on the letterhead")),
    FIELD_TEXT(struct letterhead, line, .max = 250, .label = T("Segunda línea", "Second line")),
    FIELD_TEXT(struct letterhead, address, .label = T("Dirección", "Address")),
    FIELD_TEXT(struct letterhead, phone, .label = T("Teléfono", "Telephone")),
    FIELD_TEXT(struct letterhead, email, .label = T("Correo", "E-mail")),
    FIELD_TEXT(struct letterhead, place, .label = T("Lugar de sus documentos", "Place of its documents")),
    FIELD_TEXT(struct letterhead, bank_account, .label = T("Cuenta para depósitos", "Account for deposits")),
    FIELD_TEXT(struct letterhead, logo, .max = 120, .label = T("Logotipo", "Logo")),
    FIELD_TEXT(struct letterhead, logo_type, .max = 40, .label = T("Tipo del logotipo", "Type of the logo")),
    FIELD_ROWS(struct letterhead, signatories, .shape = &letterhead_signatory_shape, .label = T("Firmantes", "Signatories")),
};
const struct shape letterhead_shape = SHAPE("letterhead", struct letterhead, fields);

struct letterhead_signatory letterhead_find(const struct letterhead *letterhead, const char *office)
{
    const struct letterhead_signatory *rows = letterhead->signatories.items;
    for (size_t i = 0; i < letterhead->signatories.len; i++) {
        if (str_eq_c(rows[i].office, office)) {
            return rows[i];
        }
    }
    return (struct letterhead_signatory){.office = str_of(office)};
}

struct str letterhead_position(const struct letterhead_signatory *signatory, enum lang lang)
{
    if (!str_is_empty(signatory->position)) {
        return signatory->position;
    }
    const struct choice *office = choice_find(signatory_offices, signatory->office);
    return office == NULL ? signatory->office : text_in(office->label, lang);
}
