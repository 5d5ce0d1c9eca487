#include "client/enterprise.h"

#include "client/activity.h"
#include "client/client.h"
#include "client/listing.h"
#include "client/pair.h"
#include "client/shown.h"
#include "client/size.h"
#include "client/status.h"
#include "party/contact.h"
#include "party/document.h"
#include "party/staff.h"
#include "party/unit.h"
#include "territory/territory.h"

const struct choice enterprise_categories[] = {
    {"enterprise", T("Empresa", "Enterprise"), "EMPRESA"},
    {"group", T("Grupo", "Group"), "GRUPO|GRUPO ASOCIATIVO|GRUPO ASOCIATIVO DE EMPRESAS"},
    {"individual", T("Individual", "Individual"), "INDIVIDUAL"},
    {"entrepreneur", T("Emprendedor", "Entrepreneur"), "EMPRENDEDOR|EMPRENDEDORA"},
    {"cooperative", T("Cooperativa", "Cooperative"), "COOPERATIVA"},
    {NULL, T(NULL, NULL), NULL},
};
const struct choice enterprise_constitutions[] = {
    {"natural_person", T("Persona natural", "Natural person"), "PERSONA NATURAL|FORMAL NATURAL"},
    {"legal_person", T("Persona jurídica", "Legal person"), "PERSONA JURÍDICA|FORMAL JURÍDICA"},
    {"enterprise_group", T("Grupo de empresas", "Group of enterprises"), "GRUPO DE EMPRESAS"},
    {"entrepreneur_group", T("Grupo de emprendedores", "Group of entrepreneurs"), "GRUPO DE EMPRENDEDORES"},
    {"unincorporated_partnership", T("Unión de personas (UDP)", "Unincorporated partnership"), "UDP|UNIÓN DE PERSONAS"},
    {"informal_natural", T("Informal natural", "Informal natural person"), "INFORMAL NATURAL|INFORMAL"},
    {NULL, T(NULL, NULL), NULL},
};
const struct choice enterprise_sectors[] = {
    {"crafts", T("Artesanías", "Crafts"), "ARTESANÍAS|ARTESANÍA"},
    {"food_agroindustry", T("Agroindustria alimentaria", "Food and agro-industry"), "AGROINDUSTRIA ALIMENTARIA|AGROINDUSTRIA"},
    {"footwear", T("Calzado", "Footwear"), "CALZADO"},
    {"commerce", T("Comercio", "Commerce"), "COMERCIO"},
    {"construction", T("Construcción", "Construction"), "CONSTRUCCIÓN"},
    {"pharmaceutical_chemistry", T("Química farmacéutica", "Pharmaceutical chemistry"), "QUÍMICA FARMACÉUTICA"},
    {"ict", T("Tecnologías (TIC)", "Technology (ICT)"), "TIC"},
    {"textiles_clothing", T("Textiles y confección", "Textiles and clothing"), "TEXTILES Y CONFECCIÓN|TEXTILES"},
    {"tourism", T("Turismo", "Tourism"), "TURISMO"},
    {"other", T("Otros", "Other"), "OTROS|OTRO"},
    {NULL, T(NULL, NULL), NULL},
};
const struct choice enterprise_leaders[] = {
    {"female", T("Mujeres", "Women"), "M|MUJER|MUJERES"},
    {"male", T("Hombres", "Men"), "H|HOMBRE|HOMBRES"},
    {"mixed", T("Mixta", "Mixed"), "MIXTA|MIXTO"},
    {NULL, T(NULL, NULL), NULL},
};

static const struct field enterprise_fields[] = {
    RECORD_CODE(struct enterprise),
    RECORD_UNIT(struct enterprise),
    FIELD_REF(struct enterprise, adviser, .target = &staff_entity, .label = T("Asesor(a)", "Adviser")),
    FIELD_TEXT(struct enterprise, name, .required = true, .max = 250, .privacy = PRIVACY_PERSONAL,
               .label = T("Nombre", "Name"), .hint = T("Nombre legal, o el de la iniciativa.", "Legal name, or the initiative's.")),
    FIELD_TEXT(struct enterprise, trade_name, .max = 250, .privacy = PRIVACY_PERSONAL,
               .label = T("Nombre comercial", "Trade name")),
    FIELD_CHOICE(struct enterprise, category, .choices = enterprise_categories, .initial = "enterprise",
                 .privacy = PRIVACY_INTERNAL, .label = T("Categoría", "Category")),
    FIELD_CHOICE(struct enterprise, constitution, .choices = enterprise_constitutions, .privacy = PRIVACY_INTERNAL,
                 .label = T("Constitución", "Constitution")),
    FIELD_TEXT(struct enterprise, nit, .max = 20, .rule = document_nit, .privacy = PRIVACY_PERSONAL,
               .label = T("NIT", "NIT (tax number)")),
    FIELD_TEXT(struct enterprise, nrc, .max = 10, .rule = document_nrc, .privacy = PRIVACY_PERSONAL,
               .label = T("NRC", "NRC (VAT register)")),
    FIELD_DATE(struct enterprise, started_on, .past = true, .privacy = PRIVACY_INTERNAL,
               .label = T("Inicio de operaciones", "Began operating on")),
    FIELD_BOOL(struct enterprise, formal_accounting, .privacy = PRIVACY_INTERNAL,
               .label = T("Lleva contabilidad formal", "Keeps formal accounts")),
    FIELD_CHOICE(struct enterprise, sector, .choices = enterprise_sectors, .privacy = PRIVACY_INTERNAL,
                 .label = T("Sector", "Sector")),
    FIELD_CATALOGUE(struct enterprise, activity, .catalogue = &activities, .privacy = PRIVACY_INTERNAL,
                    .label = T("Actividad económica (CLAEES)", "Economic activity (CLAEES)"),
                    .hint = T("Escriba una palabra de su nombre, o el código.", "Type a word of its name, or the code.")),
    FIELD_TEXT(struct enterprise, activity_text, .max = 250, .privacy = PRIVACY_INTERNAL,
               .label = T("Actividad en palabras", "Activity in words")),
    FIELD_TEXT(struct enterprise, products, .max = 500, .privacy = PRIVACY_INTERNAL,
               .label = T("Productos y servicios", "Products and services")),
    FIELD_CHOICES(struct enterprise, markets, .choices = client_markets, .privacy = PRIVACY_INTERNAL,
                  .label = T("Mercados", "Markets")),
    FIELD_CHOICE(struct enterprise, led_by, .choices = enterprise_leaders, .privacy = PRIVACY_INTERNAL,
                 .label = T("Dirigida por", "Led by")),
    FIELD_TEXT(struct enterprise, phone, .max = 30, .rule = contact_phone, .privacy = PRIVACY_PERSONAL,
               .label = T("Teléfono", "Telephone")),
    FIELD_TEXT(struct enterprise, email, .max = 100, .rule = contact_email, .privacy = PRIVACY_PERSONAL,
               .label = T("Correo", "E-mail")),
    FIELD_TEXT(struct enterprise, website, .max = 200, .rule = contact_website, .privacy = PRIVACY_INTERNAL,
               .label = T("Sitio web", "Website")),
    FIELD_CATALOGUE(struct enterprise, district, .catalogue = &territory_districts, .required = true,
                    .privacy = PRIVACY_INTERNAL, .label = T("Distrito", "District"),
                    .hint = T("Sede al registrarse; los traslados se anotan aparte.",
                              "Home when recorded; moves are noted apart.")),
    FIELD_CHOICE(struct enterprise, zone, .choices = client_zones, .privacy = PRIVACY_INTERNAL, .label = T("Zona", "Zone")),
    FIELD_TEXT(struct enterprise, address, .max = 200, .privacy = PRIVACY_PERSONAL, .label = T("Dirección", "Address")),
    FIELD_MONEY(struct enterprise, annual_sales, .privacy = PRIVACY_PERSONAL,
                .label = T("Ventas brutas anuales", "Annual gross sales")),
    FIELD_INT(struct enterprise, workers, .min = 0, .max = 100000, .privacy = PRIVACY_INTERNAL,
              .label = T("Personas que trabajan", "Workers")),
    FIELD_CHOICE(struct enterprise, size_class, .choices = size_classes, .computed = true, .privacy = PRIVACY_INTERNAL,
                 .label = T("Tamaño", "Size")),
    FIELD_CHOICE(struct enterprise, size_regime, .choices = size_regimes, .computed = true, .privacy = PRIVACY_INTERNAL,
                 .label = T("Regla del tamaño", "Rule of the size")),
    FIELD_CHOICE(struct enterprise, size_override, .choices = size_overrides, .privacy = PRIVACY_INTERNAL,
                 .label = T("Tamaño fijado a mano", "Size set by hand")),
    FIELD_TEXT(struct enterprise, size_override_reason, .max = 300, .privacy = PRIVACY_INTERNAL,
               .label = T("Motivo del tamaño fijado a mano", "Reason for the size set by hand")),
    FIELD_CHOICE(struct enterprise, provenance, .choices = client_provenances, .privacy = PRIVACY_INTERNAL,
                 .label = T("Procedencia", "Provenance")),
    FIELD_DATE(struct enterprise, registered_on, .past = true, .privacy = PRIVACY_INTERNAL,
               .label = T("Fecha de registro", "Registered on"), .hint = T("Vacía: hoy.", "Empty: today.")),
    FIELD_CHOICE(struct enterprise, status, .choices = client_statuses, .initial = "prospect", .privacy = PRIVACY_INTERNAL,
                 .label = T("Estado", "Status")),
    FIELD_BOOL(struct enterprise, show_in_catalogue, .initial = "false", .privacy = PRIVACY_INTERNAL,
               .label = T("Mostrar en el catálogo", "Show in the catalogue")),
    FIELD_REFS(struct enterprise, members, .target = &enterprise_entity, .privacy = PRIVACY_INTERNAL,
               .label = T("Integrantes del grupo", "Members of the group")),
    FIELD_DATE(struct enterprise, consent_on, .past = true, .privacy = PRIVACY_INTERNAL,
               .label = T("Consentimiento dado el", "Consent given on")),
    FIELD_TEXT(struct enterprise, consent_text, .max = 60, .privacy = PRIVACY_INTERNAL,
               .label = T("Versión del texto del consentimiento", "Version of the text of the consent")),
    FIELD_CHOICES(struct enterprise, consent_scopes, .choices = client_consent_scopes, .privacy = PRIVACY_INTERNAL,
                  .label = T("Consiente en", "Consents to")),
    FIELD_DATE(struct enterprise, consent_revoked_on, .past = true, .privacy = PRIVACY_INTERNAL,
               .label = T("Consentimiento retirado el", "Consent revoked on")),
    CLIENT_DOCUMENT_REASON(struct enterprise),
    RECORD_ANNULMENT(struct enterprise),
};

/* The size is that of the day on which its data were told: registration at first, today when they change. */
static void compute_size(struct ctx *ctx, struct enterprise *row, const struct enterprise *was)
{
    if (was != NULL && was->annual_sales.minor == row->annual_sales.minor && was->workers == row->workers &&
        date_cmp(was->registered_on, row->registered_on) == 0) {
        row->size_class = was->size_class;
        row->size_regime = was->size_regime;
        return;
    }
    bool later = was != NULL && date_cmp(was->registered_on, row->registered_on) == 0;
    struct size_result size = size_of(later ? ctx->today : row->registered_on, row->annual_sales.minor, row->workers);
    row->size_class = str_of(size_code(size.class));
    row->size_regime = size.class == SIZE_NONE ? STR_NONE : str_of(size.regime);
}

static enum err check_members(struct ctx *ctx, const struct enterprise *row)
{
    if (row->members.len > 0 && !str_eq_c(row->category, "group")) {
        return ctx_fault(ctx, "members", row->members.items[0].code,
                         TEXT("Solo un grupo tiene integrantes.", "Only a group has members."),
                         TEXT("Cambie la categoría a grupo o quite los integrantes.",
                              "Change the category to group or remove the members."));
    }
    for (size_t i = 0; i < row->members.len; i++) {
        if (!id_is_none(row->record.id) && id_eq(row->members.items[i].id, row->record.id)) {
            return ctx_fault(ctx, "members", row->members.items[i].code,
                             TEXT("Un grupo no es integrante de sí mismo.", "A group is not a member of itself."),
                             TEXT("Quítelo de los integrantes.", "Remove it from the members."));
        }
        for (size_t j = 0; j < i; j++) {
            if (id_eq(row->members.items[i].id, row->members.items[j].id)) {
                return ctx_fault(ctx, "members", row->members.items[i].code,
                                 TEXT("Cada integrante se nombra una vez.", "Each member is named once."),
                                 TEXT("Quite el repetido.", "Remove the repeated one."));
            }
        }
    }
    return ERR_OK;
}

static enum err enterprise_check(struct ctx *ctx, void *row_, const void *before)
{
    struct enterprise *row = row_;
    if (date_is_none(row->registered_on)) {
        row->registered_on = ctx->today;
    }
    enum err err = client_check_consent(
        ctx, &(struct client_consent){row->consent_on, row->consent_text, row->consent_scopes, row->consent_revoked_on});
    enum err members = check_members(ctx, row);
    err = members == ERR_OK ? err : members;
    const struct enterprise *was = before;
    const struct client_document_use uses[] = {
        {CLIENT_ENTERPRISE_NIT, "nit", row->nit, was == NULL ? STR_NONE : was->nit},
        {CLIENT_ENTERPRISE_NRC, "nrc", row->nrc, was == NULL ? STR_NONE : was->nrc},
    };
    enum err documents = client_check_documents(ctx, &row->record, uses, COUNT_OF(uses), row->same_document_reason);
    err = documents == ERR_OK ? err : documents;
    if (!str_is_empty(row->size_override) && str_is_empty(row->size_override_reason)) {
        err = ctx_fault(ctx, "size_override_reason", STR_NONE,
                        TEXT("Un tamaño fijado a mano necesita un motivo.", "A size set by hand needs a reason."),
                        TEXT("Escriba el motivo, o deje que el programa calcule el tamaño.",
                             "Write the reason, or let the program compute the size."));
    }
    if (row->annual_sales.minor != MONEY_MISSING && row->annual_sales.minor < 0) {
        err = ctx_fault(ctx, "annual_sales", money_plain(ctx->arena, row->annual_sales),
                        TEXT("Las ventas no son negativas.", "Sales are not negative."),
                        TEXT("Escriba el monto, o deje el campo vacío si no se conoce.",
                             "Write the amount, or leave the field empty if it is not known."));
    }
    if (err == ERR_OK) {
        compute_size(ctx, row, before);
    }
    return err;
}

static enum err enterprise_written(struct ctx *ctx, const void *row_, const void *before)
{
    const struct enterprise *row = row_;
    struct match_client now = pair_of_enterprise(row);
    struct match_client was = before == NULL ? now : pair_of_enterprise(before);
    TRY(listing_enterprise_written(ctx, row, before));
    if (before != NULL) { /* a new record is merged with none */
        TRY(shown_follow(ctx, 'e', row->record.agency, row->record.id));
    }
    return pair_written(ctx, 'e', &row->record, &now, before == NULL ? NULL : &was);
}

static void enterprise_touches(struct ctx *ctx, const void *row_)
{
    const struct enterprise *row = row_;
    ctx_touch(ctx, 'e', row->record.agency, row->record.id);
}

const struct entity enterprise_entity = {
    .shape = SHAPE("enterprise", struct enterprise, enterprise_fields),
    .dataset = "enterprises",
    .code_prefix = "E",
    .label = T("Empresa", "Enterprise"),
    .plural = T("Empresas", "Enterprises"),
    .store = &enterprise_store,
    .flow = &status_enterprise_flow,
    .sensitive_read = "enterprise",
    .check = enterprise_check,
    .written = enterprise_written,
    .touches = enterprise_touches,
};
