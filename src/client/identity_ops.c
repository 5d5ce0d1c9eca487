#include "client/client.h"
#include "client/duplicate.h"
#include "client/enterprise.h"
#include "client/identity.h"
#include "client/listing.h"
#include "client/person.h"
#include "core/record.h"

/* ---- identity.merge: the records alone; kind, unit and date follow from them ------------------------------- */

struct merge_input {
    struct refs enterprises;
    struct refs persons;
    struct str reason;
};
static const struct field merge_fields[] = {
    FIELD_REFS(struct merge_input, enterprises, .target = &enterprise_entity,
               .label = T("Empresas que son la misma", "Enterprises that are the same")),
    FIELD_REFS(struct merge_input, persons, .target = &person_entity,
               .label = T("Personas que son la misma", "Persons who are the same")),
    FIELD_TEXT(struct merge_input, reason, .required = true, .min = 3, .max = 500, .label = T("Motivo", "Reason")),
};
static const struct shape merge_shape = SHAPE("identity_merge", struct merge_input, merge_fields);

/* The unit of the first record, or the network if the records are of several agencies. A record that is not found, and agencies
 * that no network joins, are left to record_write, which says so. */
static enum err place_merge(struct ctx *ctx, struct identity *row, const struct refs *members)
{
    bool persons = members == &row->persons;
    if (members->len == 0) {
        return ERR_OK;
    }
    struct record *first = arena_alloc(ctx->arena, persons ? sizeof(struct person) : sizeof(struct enterprise));
    enum err err = record_find_code(ctx, persons ? &person_entity : &enterprise_entity, members->items[0].code, first);
    if (err != ERR_OK) {
        return err == ERR_NOT_FOUND ? ERR_OK : err;
    }
    TRY(listing_take_unit(ctx, persons ? 'p' : 'e', first->id, &row->record));
    TRY(record_resolve(ctx, &identity_entity, row));
    for (size_t i = 0; i < members->len; i++) {
        if (id_eq(identity_agency_of(row, &members->items[i]), row->record.agency)) {
            continue;
        }
        struct id network;
        TRY(identity_network_of(ctx, row->record.agency, &network));
        if (!id_is_none(network)) {
            row->record.agency = network;
            row->record.unit = (struct ref){.id = network};
        }
        return ERR_OK;
    }
    return ERR_OK;
}

static enum err run_merge(struct ctx *ctx, const void *in_, void *out)
{
    const struct merge_input *in = in_;
    struct identity *row = out;
    shape_clear(&identity_entity.shape, row);
    bool persons = in->persons.len > 0;
    row->kind = persons ? S("person") : S("enterprise");
    row->enterprises = in->enterprises;
    row->persons = in->persons;
    row->reason = in->reason;
    row->record.annulled = ANSWER_NO;
    row->record.source_line = INT_NONE;
    TRY(place_merge(ctx, row, persons ? &row->persons : &row->enterprises));
    ctx->reason = in->reason;
    TRY(record_write(ctx, &identity_entity, row, NULL));
    return record_label(ctx, &identity_entity, row, 1);
}

/* ---- identity.unmerge ----------------------------------------------------------------------------------------- */

struct unmerge_input {
    struct str code;
    struct date on;
    struct str reason;
};
static const struct field unmerge_fields[] = {
    FIELD_TEXT(struct unmerge_input, code, .required = true, .max = 120, .label = T("Código", "Code")),
    FIELD_DATE(struct unmerge_input, on, .past = true, .label = T("Separadas el", "Split on"),
               .hint = T("Vacía: hoy.", "Empty: today.")),
    FIELD_TEXT(struct unmerge_input, reason, .required = true, .min = 3, .max = 500, .label = T("Motivo", "Reason")),
};
static const struct shape unmerge_shape = SHAPE("identity_unmerge", struct unmerge_input, unmerge_fields);

static enum err run_unmerge(struct ctx *ctx, const void *in_, void *out)
{
    const struct unmerge_input *in = in_;
    struct identity *row = out;
    struct identity before;
    shape_clear(&identity_entity.shape, &before);
    TRY(record_find_code(ctx, &identity_entity, in->code, &before));
    if (!identity_is_open(&before)) {
        return ctx_fault(ctx, "code", in->code, TEXT("Esa unión ya está separada.", "That merge is already split."),
                         TEXT("No hay nada que hacer.", "There is nothing to do."));
    }
    *row = before;
    row->unmerged_on = date_is_none(in->on) ? ctx->today : in->on;
    ctx->reason = in->reason;
    TRY(record_write(ctx, &identity_entity, row, &before));
    /* The judgements that led to it are undone with it; the record of the operation stays that of the identity. */
    TRY(duplicate_undo_of(ctx, row));
    ctx->subject = str_format(ctx->arena, "identities/" STR_FMT, STR_ARG(row->record.code));
    ctx->subject_id = row->record.id;
    ctx->subject_unit = row->record.unit.id;
    ctx->subject_version = row->record.version;
    return record_label(ctx, &identity_entity, row, 1);
}

const struct op identity_ops[] = {
    RECORD_OPS("identity", "identities", identity_entity, PERM_RECORD_READ, PERM_MERGE, "una unión de duplicados",
               "a merge of duplicates", false),
    {.name = "identity.merge", .http = "POST /identities/merge", .label = T("Unir duplicados", "Merge duplicates"),
     .permission = PERM_MERGE, .kind = OP_WRITE, .input = &merge_shape, .output = &identity_entity.shape,
     .answer = ANSWER_RECORD, .entity = &identity_entity, .run = run_merge},
    {.name = "identity.unmerge", .http = "POST /identities/{code}/unmerge",
     .label = T("Separar una unión de duplicados", "Split a merge of duplicates"), .permission = PERM_MERGE,
     .kind = OP_WRITE, .input = &unmerge_shape, .output = &identity_entity.shape, .answer = ANSWER_RECORD,
     .entity = &identity_entity, .run = run_unmerge},
};
const size_t identity_op_count = COUNT_OF(identity_ops);
