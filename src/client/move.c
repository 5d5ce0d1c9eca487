#include "client/move.h"

#include "client/client.h"
#include "client/enterprise.h"
#include "client/listing.h"
#include "client/person.h"
#include "client/shown.h"
#include "party/unit.h"
#include "territory/territory.h"

static const struct field move_fields[] = {
    RECORD_CODE(struct move),
    RECORD_UNIT_COMPUTED(struct move),
    FIELD_REF(struct move, enterprise, .target = &enterprise_entity, .privacy = PRIVACY_INTERNAL,
              .label = T("Empresa", "Enterprise"), .hint = T("La empresa o la persona, una de las dos.", "One of the two.")),
    FIELD_REF(struct move, person, .target = &person_entity, .privacy = PRIVACY_INTERNAL, .label = T("Persona", "Person")),
    FIELD_CATALOGUE(struct move, district, .catalogue = &territory_districts, .required = true,
                    .privacy = PRIVACY_INTERNAL, .label = T("Distrito nuevo", "New district")),
    FIELD_DATE(struct move, moved_on, .required = true, .past = true, .privacy = PRIVACY_INTERNAL,
               .label = T("Fecha del traslado", "Moved on")),
    FIELD_TEXT(struct move, address, .max = 200, .privacy = PRIVACY_PERSONAL, .label = T("Dirección", "Address")),
    RECORD_ANNULMENT(struct move),
};

static enum err move_check(struct ctx *ctx, void *row_, const void *before)
{
    (void)before;
    struct move *row = row_;
    bool enterprise = !id_is_none(row->enterprise.id);
    if (enterprise == !id_is_none(row->person.id)) {
        return ctx_fault(ctx, enterprise ? "person" : "enterprise", enterprise ? row->person.code : STR_NONE,
                         TEXT("Se traslada una empresa o una persona: exactamente una de las dos.",
                              "An enterprise moves or a person does: exactly one of the two."),
                         TEXT("Indique una sola; para dos, registre dos traslados.",
                              "State one only; for two, record two moves."));
    }
    return listing_take_unit(ctx, enterprise ? 'e' : 'p', enterprise ? row->enterprise.id : row->person.id, &row->record);
}

static enum err move_written(struct ctx *ctx, const void *row_, const void *before)
{
    (void)before;
    const struct move *row = row_;
    char kind = id_is_none(row->enterprise.id) ? 'p' : 'e';
    struct id client = kind == 'p' ? row->person.id : row->enterprise.id;
    TRY(listing_refresh_district(ctx, kind, row->record.agency, client));
    return shown_follow(ctx, kind, row->record.agency, client);
}

static void move_touches(struct ctx *ctx, const void *row_)
{
    const struct move *row = row_;
    if (!id_is_none(row->enterprise.id)) {
        ctx_touch(ctx, 'e', row->record.agency, row->enterprise.id);
    }
    if (!id_is_none(row->person.id)) {
        ctx_touch(ctx, 'p', row->record.agency, row->person.id);
    }
}

const struct entity move_entity = {
    .shape = SHAPE("move", struct move, move_fields),
    .dataset = "moves",
    .code_prefix = "T",
    .label = T("Traslado", "Move"),
    .plural = T("Traslados", "Moves"),
    .store = &move_store,
    .check = move_check,
    .written = move_written,
    .touches = move_touches,
};
