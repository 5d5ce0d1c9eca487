#include "client/client.h"
#include "client/enterprise.h"
#include "client/identity.h"
#include "client/person.h"
#include "client/shown_ops.h"
#include "core/record.h"

enum { MEMBERS_MOST = 60 };

static const struct field input_fields[] = {
    FIELD_CHOICE(struct shown_input, kind, .required = true, .choices = identity_kinds, .label = T("Tipo", "Kind")),
    FIELD_TEXT(struct shown_input, code, .required = true, .max = 120, .label = T("Código", "Code")),
};
static const struct shape input_shape = SHAPE("client_shown_input", struct shown_input, input_fields);

static const struct field value_fields[] = {
    FIELD_TEXT(struct shown_value, field, .label = T("Dato", "Field")),
    FIELD_TEXT(struct shown_value, record, .label = T("Registro", "Record")),
    FIELD_TEXT(struct shown_value, value, .max = 2000, .privacy = PRIVACY_SENSITIVE, .label = T("Valor", "Value")),
    FIELD_BOOL(struct shown_value, shown, .label = T("Es el que se muestra", "Is the one shown")),
};
static const struct shape value_shape = SHAPE("client_shown_value", struct shown_value, value_fields);

static const struct field output_fields[] = {
    FIELD_REF(struct shown_client, identity, .target = &identity_entity, .label = T("Unión de duplicados", "Merge of duplicates")),
    FIELD_INT(struct shown_client, version, .label = T("Versión de la unión", "Version of the merge")),
    FIELD_TEXT(struct shown_client, first, .label = T("Registro que va primero", "Record that stands first")),
    FIELD_ROWS(struct shown_client, persons, .shape = &person_entity.shape, .privacy = PRIVACY_PERSONAL,
               .label = T("La persona como se muestra", "The person as shown")),
    FIELD_ROWS(struct shown_client, enterprises, .shape = &enterprise_entity.shape, .privacy = PRIVACY_PERSONAL,
               .label = T("La empresa como se muestra", "The enterprise as shown")),
    FIELD_ROWS(struct shown_client, values, .shape = &value_shape, .privacy = PRIVACY_SENSITIVE,
               .label = T("Datos que difieren", "Values that differ")),
};
const struct shape shown_client_shape = SHAPE("client_shown", struct shown_client, output_fields);

/* The records of the identity that the reader may reach, in its order. */
static enum err read_members(struct ctx *ctx, const struct entity *entity, const struct refs *members, const void **rows, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < members->len && *count < MEMBERS_MOST; i++) {
        struct record *row = shape_new(ctx->arena, &entity->shape);
        enum err err = record_find_id(ctx, entity, members->items[i].id, row);
        if (err == ERR_NOT_FOUND) {
            continue;
        }
        TRY(err);
        if (row->annulled != ANSWER_YES || i == 0) {
            TRY(record_label(ctx, entity, row, 1));
            rows[(*count)++] = row;
        }
    }
    return ERR_OK;
}

static bool is_worth_saying(const struct field *field, const void *const *rows, size_t count, size_t from)
{
    if (from > 0) {
        return true;
    }
    for (size_t i = 1; i < count; i++) {
        if (!field_is_none(field, rows[i]) && !field_eq(field, rows[0], rows[i])) {
            return true;
        }
    }
    return false;
}

static struct rows values_of(struct ctx *ctx, const struct shape *shape, struct str shown, const void *const *rows, size_t count)
{
    struct shown_value *values = ARENA_ARRAY(ctx->arena, struct shown_value, shape->count * count);
    size_t len = 0;
    for (size_t f = 0; f < shape->count; f++) {
        const struct field *field = &shape->fields[f];
        size_t from = shown_is_chosen(field) ? shown_from(shape, shown, rows, count, field) : 0;
        if (!shown_is_chosen(field) || !is_worth_saying(field, rows, count, from)) {
            continue;
        }
        for (size_t i = 0; i < count; i++) {
            const struct record *record = rows[i];
            if (!field_is_none(field, rows[i])) {
                values[len++] = (struct shown_value){str_of(field->name), record->code, field_plain(ctx->arena, field, rows[i]),
                                                     i == from ? ANSWER_YES : ANSWER_NO};
            }
        }
    }
    return (struct rows){values, len};
}

static enum err run_shown(struct ctx *ctx, const void *in_, void *out_)
{
    const struct shown_input *in = in_;
    struct shown_client *out = out_;
    bool person = str_eq_c(in->kind, "person");
    const struct entity *entity = person ? &person_entity : &enterprise_entity;
    struct record *own = shape_new(ctx->arena, &entity->shape);
    const void *rows[MEMBERS_MOST] = {own};
    size_t count = 1;
    struct identity identity;
    struct id id;
    TRY(record_find_code(ctx, entity, in->code, own));
    TRY(record_label(ctx, entity, own, 1));
    ctx->subject = str_format(ctx->arena, "%s/" STR_FMT, entity->dataset, STR_ARG(own->code));
    ctx->subject_id = own->id;
    ctx->subject_unit = own->unit.id;
    shape_clear(&identity_entity.shape, &identity);
    TRY(shown_identity_of(ctx, person ? 'p' : 'e', own->agency, own->id, &id));
    enum err err = id_is_none(id) ? ERR_NOT_FOUND : record_find_id(ctx, &identity_entity, id, &identity);
    if (err == ERR_OK) {
        TRY(read_members(ctx, entity, person ? &identity.persons : &identity.enterprises, rows, &count));
        out->identity = (struct ref){.id = identity.record.id, .code = identity.record.code};
        out->version = identity.record.version;
    } else if (err != ERR_NOT_FOUND) {
        return err;
    }
    void *shown = shape_new(ctx->arena, &entity->shape);
    shown_take(&entity->shape, identity.shown, rows, count, shown);
    *(person ? &out->persons : &out->enterprises) = (struct rows){shown, 1};
    out->first = ((const struct record *)rows[0])->code;
    out->values = values_of(ctx, &entity->shape, identity.shown, rows, count);
    return ERR_OK;
}

/* ---- identity.choose ------------------------------------------------------------------------------------------ */

struct choose_input {
    struct str code;
    int64_t version;
    struct str shown;
};
static const struct field choose_fields[] = {
    FIELD_TEXT(struct choose_input, code, .required = true, .max = 120, .label = T("Código", "Code")),
    FIELD_INT(struct choose_input, version, .required = true, .min = 1, .max = INT64_MAX, .label = T("Versión que se vio", "Version seen")),
    FIELD_TEXT(struct choose_input, shown, .max = 2000, .label = T("Datos que se muestran", "Values shown"),
               .hint = T("Por dato, el registro cuyo valor se muestra: phone:P-2; code:P-2 lo pone primero. Vacío: sin elección.",
                         "By field, the record whose value is shown: phone:P-2; code:P-2 puts it first. Empty: no choice.")),
};
static const struct shape choose_shape = SHAPE("identity_choose", struct choose_input, choose_fields);

static enum err run_choose(struct ctx *ctx, const void *in_, void *out)
{
    const struct choose_input *in = in_;
    struct identity *row = out;
    struct identity before;
    shape_clear(&identity_entity.shape, &before);
    TRY(record_find_seen(ctx, &identity_entity, in->code, in->version, &before));
    if (!identity_is_open(&before)) {
        return ctx_fault(ctx, "code", in->code, TEXT("Esa unión ya está separada.", "That merge is already split."),
                         TEXT("Cada registro muestra sus propios datos.", "Each record shows its own values."));
    }
    *row = before;
    row->shown = in->shown;
    TRY(record_write(ctx, &identity_entity, row, &before));
    return record_label(ctx, &identity_entity, row, 1);
}

const struct op shown_ops[] = {
    {.name = "client.shown", .http = "GET /clients/{kind}/{code}/shown",
     .label = T("Ver un cliente con los datos que se muestran de sus registros", "See a client with the values shown of its records"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &input_shape, .output = &shown_client_shape, .answer = ANSWER_RECORD,
     .leaves_access = true, .run = run_shown},
    {.name = "identity.choose", .http = "POST /identities/{code}/choose",
     .label = T("Elegir qué datos se muestran de registros unidos", "Choose which values are shown of merged records"),
     .permission = PERM_MERGE, .kind = OP_WRITE, .input = &choose_shape, .output = &identity_entity.shape,
     .answer = ANSWER_RECORD, .entity = &identity_entity, .run = run_choose},
};
const size_t shown_op_count = COUNT_OF(shown_ops);
