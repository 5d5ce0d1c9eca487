#include "client/about.h"
#include "client/affiliation.h"
#include "client/enterprise.h"
#include "client/identity.h"
#include "client/move.h"
#include "client/person.h"
#include "core/audit.h"
#include "core/record.h"

enum { LIST_MOST = 200 };

static const struct choice kinds[] = {
    {"enterprise", T("Empresa", "Enterprise"), "EMPRESA"},
    {"person", T("Persona", "Person"), "PERSONA"},
    {NULL, T(NULL, NULL), NULL},
};

static const struct field input_fields[] = {
    FIELD_CHOICE(struct about_input, kind, .required = true, .choices = kinds, .label = T("Tipo", "Kind")),
    FIELD_TEXT(struct about_input, code, .required = true, .max = 120, .label = T("Código", "Code")),
};
const struct shape about_input_shape = SHAPE("client_about_input", struct about_input, input_fields);

static const struct field change_fields[] = {
    FIELD_INSTANT(struct about_change, at, .label = T("Cuándo", "When")),
    FIELD_TEXT(struct about_change, actor, .label = T("Quién", "Who")),
    FIELD_TEXT(struct about_change, operation, .label = T("Operación", "Operation")),
    FIELD_INT(struct about_change, version, .label = T("Versión", "Version")),
    FIELD_TEXT(struct about_change, reason, .max = 500, .label = T("Motivo", "Reason")),
    FIELD_TEXT(struct about_change, values, .max = 1000000, .privacy = PRIVACY_SENSITIVE,
               .label = T("Valores antes y después", "Values before and after")),
};
static const struct shape change_shape = SHAPE("client_change", struct about_change, change_fields);

static const struct field about_fields[] = {
    FIELD_ROWS(struct about, affiliations, .shape = &affiliation_entity.shape, .privacy = PRIVACY_PERSONAL,
               .label = T("Relaciones con empresas", "Affiliations")),
    FIELD_ROWS(struct about, moves, .shape = &move_entity.shape, .privacy = PRIVACY_PERSONAL, .label = T("Traslados", "Moves")),
    FIELD_ROWS(struct about, identities, .shape = &identity_entity.shape, .privacy = PRIVACY_PERSONAL,
               .label = T("Uniones de duplicados", "Merges of duplicates")),
    FIELD_ROWS(struct about, changes, .shape = &change_shape, .privacy = PRIVACY_SENSITIVE, .label = T("Cambios", "Changes")),
};
const struct shape about_shape = SHAPE("client_about", struct about, about_fields);

static enum err read_rows(struct ctx *ctx, enum about_list list, const struct entity *entity, bool is_person,
                          const struct record *client, struct rows *out)
{
    struct id ids[LIST_MOST];
    size_t count;
    TRY(about_store_ids(ctx, list, is_person, client->agency, client->id, LIST_MOST, ids, &count));
    char *rows = arena_array(ctx->arena, count, entity->shape.size);
    *out = (struct rows){.items = rows};
    for (size_t i = 0; i < count; i++) {
        void *row = rows + out->len * entity->shape.size;
        enum err err = record_find_id(ctx, entity, ids[i], row);
        if (err == ERR_NOT_FOUND) {
            continue; /* another unit's */
        }
        TRY(err);
        out->len++;
    }
    return record_label(ctx, entity, rows, out->len);
}

static enum err read_changes(struct ctx *ctx, const struct record *client, struct rows *out)
{
    struct audit_change *found;
    size_t count;
    TRY(audit_changes(ctx, client->agency, client->id, 0, &found, &count));
    struct about_change *changes = ARENA_ARRAY(ctx->arena, struct about_change, count);
    for (size_t i = 0; i < count; i++) {
        changes[i] = (struct about_change){
            .at = found[i].at,
            .actor = found[i].actor,
            .operation = found[i].operation,
            .version = found[i].version,
            .reason = found[i].reason,
            .values = found[i].body,
        };
    }
    *out = (struct rows){changes, count};
    return ERR_OK;
}

static enum err run_about(struct ctx *ctx, const void *in_, void *out_)
{
    const struct about_input *in = in_;
    struct about *out = out_;
    bool is_person = str_eq(in->kind, S("person"));
    const struct entity *entity = is_person ? &person_entity : &enterprise_entity;
    struct record *client = shape_new(ctx->arena, &entity->shape);
    TRY(record_find_code(ctx, entity, in->code, client));
    ctx->subject = str_format(ctx->arena, "%s/" STR_FMT, entity->dataset, STR_ARG(client->code));
    ctx->subject_id = client->id;
    ctx->subject_unit = client->unit.id;
    TRY(read_rows(ctx, ABOUT_AFFILIATIONS, &affiliation_entity, is_person, client, &out->affiliations));
    TRY(read_rows(ctx, ABOUT_MOVES, &move_entity, is_person, client, &out->moves));
    TRY(read_rows(ctx, ABOUT_IDENTITIES, &identity_entity, is_person, client, &out->identities));
    return read_changes(ctx, client, &out->changes);
}

const struct op about_ops[] = {
    {.name = "client.about", .http = "GET /clients/{kind}/{code}/about",
     .label = T("Ver lo que acompaña a un cliente", "See what hangs on a client"), .permission = PERM_RECORD_READ,
     .kind = OP_READ, .input = &about_input_shape, .output = &about_shape, .answer = ANSWER_RECORD, .leaves_access = true,
     .run = run_about},
};
const size_t about_op_count = COUNT_OF(about_ops);
