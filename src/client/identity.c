#include "client/identity.h"

#include "client/client.h"
#include "client/enterprise.h"
#include "client/listing.h"
#include "client/pair.h"
#include "client/person.h"
#include "client/shown.h"
#include "party/unit.h"

const struct choice identity_kinds[] = {
    {"enterprise", T("Empresa", "Enterprise"), "EMPRESA"},
    {"person", T("Persona", "Person"), "PERSONA"},
    {NULL, T(NULL, NULL), NULL},
};

static const struct field identity_fields[] = {
    RECORD_CODE(struct identity),
    RECORD_UNIT(struct identity),
    FIELD_CHOICE(struct identity, kind, .choices = identity_kinds, .required = true, .privacy = PRIVACY_INTERNAL,
                 .label = T("Tipo", "Kind")),
    FIELD_REFS(struct identity, enterprises, .target = &enterprise_entity, .privacy = PRIVACY_INTERNAL,
               .label = T("Empresas que son la misma", "Enterprises that are the same")),
    FIELD_REFS(struct identity, persons, .target = &person_entity, .privacy = PRIVACY_INTERNAL,
               .label = T("Personas que son la misma", "Persons who are the same")),
    FIELD_DATE(struct identity, merged_on, .past = true, .privacy = PRIVACY_INTERNAL, .label = T("Unidas el", "Merged on"),
               .hint = T("Vacía: hoy.", "Empty: today.")),
    FIELD_DATE(struct identity, unmerged_on, .past = true, .privacy = PRIVACY_INTERNAL,
               .label = T("Separadas el", "Split on")),
    FIELD_TEXT(struct identity, reason, .max = 500, .privacy = PRIVACY_INTERNAL, .label = T("Motivo", "Reason")),
    FIELD_TEXT(struct identity, shown, .max = 2000, .privacy = PRIVACY_INTERNAL, .label = T("Datos que se muestran", "Values shown"),
               .hint = T("Por dato, el registro cuyo valor se muestra: phone:P-2;email:P-1. Con code:P-2 ese registro va primero.",
                         "By field, the record whose value is shown: phone:P-2;email:P-1. code:P-2 puts that record first.")),
    RECORD_ANNULMENT(struct identity),
};

bool identity_is_open(const struct identity *identity)
{
    return identity->record.annulled != ANSWER_YES && date_is_none(identity->unmerged_on);
}

struct id identity_agency_of(const struct identity *identity, const struct ref *member)
{
    return id_is_none(member->agency) ? identity->record.agency : member->agency;
}

static const struct refs *members_of(const struct identity *identity)
{
    return str_eq_c(identity->kind, "person") ? &identity->persons : &identity->enterprises;
}

/* Records of other agencies are joined by the network that those agencies belong to. */
static enum err check_agency(struct ctx *ctx, const struct identity *row, const char *field, const struct ref *member)
{
    struct id agency = identity_agency_of(row, member);
    if (id_eq(agency, row->record.agency)) {
        return ERR_OK;
    }
    struct id network;
    TRY(identity_network_of(ctx, agency, &network));
    if (!id_is_none(network) && id_eq(network, row->record.unit.id)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, field, member->code,
                     TEXT("Ese registro es de otra agencia: solo la red a la que pertenecen las une.",
                          "That record is of another agency: only the network that they belong to joins them."),
                     TEXT("Registre la unión con la red como unidad, o nombre registros de una sola agencia.",
                          "Record the merge with the network as its unit, or name records of one agency."));
}

static enum err check_member(struct ctx *ctx, const struct identity *row, size_t at)
{
    const struct refs *members = members_of(row);
    const char *field = members == &row->persons ? "persons" : "enterprises";
    for (size_t i = 0; i < at; i++) {
        if (id_eq(members->items[i].id, members->items[at].id)) {
            return ctx_fault(ctx, field, members->items[at].code,
                             TEXT("Cada registro se nombra una vez.", "Each record is named once."),
                             TEXT("Quite el repetido.", "Remove the repeated one."));
        }
    }
    TRY(check_agency(ctx, row, field, &members->items[at]));
    if (!identity_is_open(row)) {
        return ERR_OK;
    }
    struct str other;
    enum err err = identity_open_of(ctx, row, &members->items[at], &other);
    if (err == ERR_OK && !str_is_empty(other)) {
        struct text rule = text_format(ctx->arena,
                                       TEXT("Ese registro ya está unido con otros en %s, que sigue abierta.",
                                            "That record is already merged with others in %s, which is open."),
                                       str_c(ctx->arena, other));
        return ctx_fault(ctx, field, members->items[at].code, rule,
                         TEXT("Agréguelo a esa unión, o sepárela primero.", "Add it to that merge, or split that first."));
    }
    return err;
}

static enum err identity_check(struct ctx *ctx, void *row_, const void *before)
{
    struct identity *row = row_;
    if (date_is_none(row->merged_on)) {
        row->merged_on = ctx->today;
    }
    const struct refs *members = members_of(row);
    const struct refs *others = members == &row->persons ? &row->enterprises : &row->persons;
    if (members->len < 2 || others->len > 0) {
        return ctx_fault(ctx, members == &row->persons ? "persons" : "enterprises", STR_NONE,
                         TEXT("Se unen al menos dos registros, todos del mismo tipo.",
                              "At least two records are merged, all of the same kind."),
                         TEXT("Nombre dos o más empresas, o dos o más personas.",
                              "Name two or more enterprises, or two or more persons."));
    }
    if (!date_is_none(row->unmerged_on) && date_cmp(row->unmerged_on, row->merged_on) < 0) {
        return ctx_fault(ctx, "unmerged_on", date_iso(ctx->arena, row->unmerged_on),
                         TEXT("Una unión no se separa antes de hacerse.", "A merge is not split before it is made."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    enum err err = ERR_OK;
    for (size_t i = 0; i < members->len; i++) {
        enum err one = check_member(ctx, row, i);
        if (one != ERR_OK && one != ERR_INVALID) {
            return one;
        }
        err = one == ERR_OK ? err : one;
    }
    return err == ERR_OK ? shown_settle(ctx, row, before) : err;
}

/* In its agency's lists the first record of an open identity stands for the others. The network's identities mark nothing in
 * other agencies: lists of several agencies look at them when they are made. */
static enum err mark(struct ctx *ctx, const struct identity *row, bool open)
{
    const struct refs *members = members_of(row);
    for (size_t i = 0; i < members->len; i++) {
        if (id_eq(identity_agency_of(row, &members->items[i]), row->record.agency)) {
            TRY(listing_set_merged(ctx, row->record.agency, members->items[i].id, open && i > 0));
        }
    }
    return ERR_OK;
}

/* The worklist of possible duplicates follows what was merged. */
static enum err tell_pairs(struct ctx *ctx, const struct identity *row)
{
    const struct refs *members = members_of(row);
    char kind = members == &row->persons ? 'p' : 'e';
    for (size_t i = 0; i < members->len; i++) {
        for (size_t k = i + 1; k < members->len; k++) {
            struct id agency = identity_agency_of(row, &members->items[i]);
            if (id_eq(agency, identity_agency_of(row, &members->items[k]))) {
                TRY(pair_decided(ctx, kind, agency, members->items[i].id, members->items[k].id));
            }
        }
    }
    return ERR_OK;
}

static enum err identity_written(struct ctx *ctx, const void *row_, const void *before_)
{
    const struct identity *row = row_;
    const struct identity *was = before_;
    if (was != NULL && identity_is_open(was)) {
        TRY(mark(ctx, was, false));
        TRY(shown_apply(ctx, was, false));
    }
    if (identity_is_open(row)) {
        TRY(mark(ctx, row, true));
        TRY(shown_apply(ctx, row, true));
    }
    if (was != NULL) {
        TRY(tell_pairs(ctx, was));
    }
    return tell_pairs(ctx, row);
}

static void identity_touches(struct ctx *ctx, const void *row_)
{
    const struct identity *row = row_;
    for (size_t i = 0; i < row->enterprises.len; i++) {
        ctx_touch(ctx, 'e', identity_agency_of(row, &row->enterprises.items[i]), row->enterprises.items[i].id);
    }
    for (size_t i = 0; i < row->persons.len; i++) {
        ctx_touch(ctx, 'p', identity_agency_of(row, &row->persons.items[i]), row->persons.items[i].id);
    }
}

const struct entity identity_entity = {
    .shape = SHAPE("identity", struct identity, identity_fields),
    .dataset = "identities",
    .code_prefix = "I",
    .label = T("Unión de duplicados", "Merge of duplicates"),
    .plural = T("Uniones de duplicados", "Merges of duplicates"),
    .store = &identity_store,
    .check = identity_check,
    .written = identity_written,
    .touches = identity_touches,
};
