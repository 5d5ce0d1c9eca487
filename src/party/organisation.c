#include "party/organisation.h"

#include "core/ctx.h"
#include "party/contact.h"
#include "party/document.h"
#include "party/unit.h"
#include "territory/territory.h"

const struct choice organisation_kinds[] = {
    {"leda", T("Agencia de desarrollo económico local", "Local economic development agency"), "LEDA|ADEL"},
    {"cdmype_unit", T("Unidad CDMYPE", "CDMYPE unit"), "CDMYPE_UNIT|CDMYPE"},
    {"national_office", T("Oficina nacional", "National office"), "NATIONAL_OFFICE|OFICINA NACIONAL"},
    {"regional_office", T("Oficina regional", "Regional office"), "REGIONAL_OFFICE|CENTRO REGIONAL"},
    {"municipality", T("Municipalidad", "Municipality"), "MUNICIPALITY|ALCALDÍA"},
    {"university", T("Universidad", "University"), "UNIVERSITY"},
    {"ngo", T("Organización no gubernamental", "Non-governmental organisation"), "NGO|ONG"},
    {"producer_organisation", T("Organización de productores", "Producer organisation"), "PRODUCER_ORG|GREMIO|ASOCIACIÓN"},
    {"chamber", T("Cámara", "Chamber"), "CHAMBER"},
    {"bank", T("Banco", "Bank"), "BANK"},
    {"cooperative", T("Cooperativa de ahorro y crédito", "Savings and credit cooperative"), "COOPERATIVE|COOPERATIVA"},
    {"supervised_lender", T("Otro prestamista supervisado", "Other supervised lender"), "SOCIEDAD DE AHORRO Y CRÉDITO"},
    {"international_agency", T("Agencia internacional", "International agency"), "INTL_AGENCY"},
    {"network", T("Red", "Network"), "NETWORK"},
    {"ministry", T("Ministerio", "Ministry"), "MINISTRY"},
    {"other", T("Otra", "Other"), "OTHER|OTRO"},
    {NULL, T(NULL, NULL), NULL},
};
const struct choice organisation_levels[] = {
    {"local", T("Local", "Local"), "LOCAL"},
    {"departmental", T("Departamental", "Departmental"), "DEPARTAMENTAL"},
    {"national", T("Nacional", "National"), "NACIONAL"},
    {"international", T("Internacional", "International"), "INTERNACIONAL"},
    {NULL, T(NULL, NULL), NULL},
};
const struct choice organisation_sides[] = {
    {"public", T("Público", "Public"), "PÚBLICO|PÚBLICA"},
    {"private", T("Privado", "Private"), "PRIVADO|PRIVADA"},
    {"civil_society", T("Sociedad civil", "Civil society"), "SOCIEDAD CIVIL"},
    {"academia", T("Academia", "Academia"), "ACADEMIA"},
    {"international", T("Internacional", "International"), "INTERNACIONAL"},
    {NULL, T(NULL, NULL), NULL},
};

bool organisation_kind_lends(struct str kind)
{
    return str_eq_c(kind, "bank") || str_eq_c(kind, "cooperative") || str_eq_c(kind, "supervised_lender");
}

static const struct field organisation_fields[] = {
    RECORD_CODE(struct organisation),
    RECORD_UNIT(struct organisation),
    FIELD_TEXT(struct organisation, name, .required = true, .max = 250, .label = T("Nombre", "Name")),
    FIELD_TEXT(struct organisation, short_name, .max = 60, .label = T("Nombre corto", "Short name")),
    FIELD_CHOICE(struct organisation, kind, .choices = organisation_kinds, .required = true, .label = T("Tipo", "Kind")),
    FIELD_CHOICE(struct organisation, level, .choices = organisation_levels, .label = T("Nivel", "Level")),
    FIELD_CHOICE(struct organisation, side, .choices = organisation_sides, .label = T("Sector al que pertenece", "Side")),
    FIELD_REF(struct organisation, parent, .target = &organisation_entity, .label = T("Depende de", "Belongs to")),
    FIELD_TEXT(struct organisation, nit, .max = 20, .rule = document_nit, .label = T("NIT", "NIT (tax number)")),
    FIELD_TEXT(struct organisation, nrc, .max = 10, .rule = document_nrc, .label = T("NRC", "NRC (VAT register)")),
    FIELD_CATALOGUE(struct organisation, district, .catalogue = &territory_districts, .label = T("Distrito", "District")),
    FIELD_TEXT(struct organisation, phone, .max = 30, .rule = contact_phone, .label = T("Teléfono", "Telephone")),
    FIELD_TEXT(struct organisation, email, .max = 100, .rule = contact_email, .label = T("Correo", "E-mail")),
    FIELD_TEXT(struct organisation, website, .max = 200, .rule = contact_website, .label = T("Sitio web", "Website")),
    FIELD_DATE(struct organisation, promoted_on, .past = true, .label = T("Promovida el", "Promoted on")),
    FIELD_DATE(struct organisation, constituted_on, .past = true, .label = T("Constituida el", "Constituted on")),
    RECORD_ANNULMENT(struct organisation),
};

static enum err organisation_check(struct ctx *ctx, void *row_, const void *before)
{
    (void)before;
    const struct organisation *row = row_;
    if (!id_is_none(row->parent.id) && id_eq(row->parent.id, row->record.id)) {
        return ctx_fault(ctx, "parent", row->parent.code,
                         TEXT("Una organización no depende de sí misma.", "An organisation does not belong to itself."),
                         TEXT("Indique otra organización o deje el campo vacío.",
                              "State another organisation or leave the field empty."));
    }
    return ERR_OK;
}

const struct entity organisation_entity = {
    .shape = SHAPE("organisation", struct organisation, organisation_fields),
    .dataset = "organisations",
    .code_prefix = "O",
    .label = T("Organización", "Organisation"),
    .plural = T("Organizaciones", "Organisations"),
    .store = &organisation_store,
    .check = organisation_check,
};
