#include "client/affiliation.h"

#include "client/client.h"
#include "client/enterprise.h"
#include "client/listing.h"
#include "client/pair.h"
#include "client/person.h"
#include "party/unit.h"

const struct choice affiliation_relations[] = {
    {"owner", T("Propietario(a)", "Owner"), "PROPIETARIO|PROPIETARIA|PROPIETARIO/A"},
    {"representative", T("Representante", "Representative"), "REPRESENTANTE|REPRESENTANTE LEGAL"},
    {"partner", T("Socio(a)", "Partner"), "SOCIO|SOCIA|SOCIO/A"},
    {"employee", T("Empleado(a)", "Employee"), "EMPLEADO|EMPLEADA|EMPLEADO/A"},
    {NULL, T(NULL, NULL), NULL},
};

static const struct field affiliation_fields[] = {
    RECORD_CODE(struct affiliation),
    RECORD_UNIT_COMPUTED(struct affiliation),
    FIELD_REF(struct affiliation, person, .target = &person_entity, .required = true, .privacy = PRIVACY_INTERNAL,
              .label = T("Persona", "Person")),
    FIELD_REF(struct affiliation, enterprise, .target = &enterprise_entity, .required = true,
              .privacy = PRIVACY_INTERNAL, .label = T("Empresa", "Enterprise")),
    FIELD_CHOICE(struct affiliation, relation, .choices = affiliation_relations, .initial = "owner",
                 .privacy = PRIVACY_INTERNAL, .label = T("Relación", "Relation")),
    FIELD_DATE(struct affiliation, from_on, .privacy = PRIVACY_INTERNAL, .label = T("Desde", "From")),
    FIELD_DATE(struct affiliation, to_on, .privacy = PRIVACY_INTERNAL, .label = T("Hasta", "Until"),
               .hint = T("Vacía si sigue.", "Empty if it lasts.")),
    RECORD_ANNULMENT(struct affiliation),
};

static enum err affiliation_check(struct ctx *ctx, void *row_, const void *before)
{
    (void)before;
    struct affiliation *row = row_;
    enum err err = listing_take_unit(ctx, 'e', row->enterprise.id, &row->record);
    if (err == ERR_OK && !date_is_none(row->from_on) && !date_is_none(row->to_on) &&
        date_cmp(row->to_on, row->from_on) < 0) {
        err = ctx_fault(ctx, "to_on", date_iso(ctx->arena, row->to_on),
                        TEXT("Una relación no termina antes de comenzar.", "A relation does not end before it begins."),
                        TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    return err;
}

/* Enterprises of one owner are worth comparing. */
static enum err compare_again(struct ctx *ctx, const struct affiliation *row)
{
    if (ctx->importing) {
        return pair_store_pend(ctx, true, 'e', row->record.agency, row->enterprise.id);
    }
    return pair_refresh(ctx, 'e', row->record.agency, row->enterprise.id);
}

static enum err affiliation_written(struct ctx *ctx, const void *row_, const void *before)
{
    const struct affiliation *row = row_;
    const struct affiliation *was = before;
    if (was != NULL && !id_eq(was->enterprise.id, row->enterprise.id)) {
        TRY(compare_again(ctx, was));
    }
    return compare_again(ctx, row);
}

static void affiliation_touches(struct ctx *ctx, const void *row_)
{
    const struct affiliation *row = row_;
    ctx_touch(ctx, 'e', row->record.agency, row->enterprise.id);
    ctx_touch(ctx, 'p', row->record.agency, row->person.id);
}

const struct entity affiliation_entity = {
    .shape = SHAPE("affiliation", struct affiliation, affiliation_fields),
    .dataset = "affiliations",
    .code_prefix = "R",
    .label = T("Relación con una empresa", "Affiliation"),
    .plural = T("Relaciones con empresas", "Affiliations"),
    .store = &affiliation_store,
    .check = affiliation_check,
    .written = affiliation_written,
    .touches = affiliation_touches,
};
