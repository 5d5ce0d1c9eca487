#include "client/shown.h"

#include "client/identity.h"
#include "client/person.h"
#include "client/enterprise.h"
#include "core/record.h"

#include <string.h>

/* What follows another field: its value comes from the same record. */
static const struct {
    const char *field;
    const char *head;
} followers[] = {
    {"other_document", "other_document_type"}, {"consent_text", "consent_on"},
    {"consent_scopes", "consent_on"},          {"consent_revoked_on", "consent_on"},
    {"size_override_reason", "size_override"}, {"size_class", "annual_sales"},
};

bool shown_is_chosen(const struct field *field)
{
    static const char *const never[] = {"code", "unit", "annulled", "annul_reason", "same_document_reason"};
    for (size_t i = 0; i < COUNT_OF(never); i++) {
        if (strcmp(field->name, never[i]) == 0) {
            return false;
        }
    }
    for (size_t i = 0; i < COUNT_OF(followers); i++) {
        if (strcmp(field->name, followers[i].field) == 0) {
            return false;
        }
    }
    return !field->computed;
}

/* One "field:code" of the list; false at its end. */
static bool next_choice(struct str *rest, struct str *field, struct str *code)
{
    struct str item;
    while (str_split(rest, ';', &item)) {
        item = str_trim(item);
        if (str_is_empty(item)) {
            continue;
        }
        *field = STR_NONE;
        if (!str_split(&item, ':', field)) {
            *field = item;
            item = STR_NONE;
        }
        *field = str_trim(*field);
        *code = str_trim(item);
        return true;
    }
    return false;
}

struct str shown_choice(struct str shown, const char *name)
{
    struct str field;
    struct str code;
    while (next_choice(&shown, &field, &code)) {
        if (str_eq_c(field, name)) {
            return code;
        }
    }
    return STR_NONE;
}

static void put_choice(struct buf *out, struct str field, struct str code)
{
    buf_format(out, "%s" STR_FMT ":" STR_FMT, out->len == 0 ? "" : ";", STR_ARG(field), STR_ARG(code));
}

static struct str put_end(struct buf *out)
{
    return out->len == 0 ? STR_NONE : buf_str(out);
}

struct str shown_with(struct arena *arena, struct str shown, struct str name, struct str chosen)
{
    struct buf out = BUF(arena);
    struct str field;
    struct str code;
    while (next_choice(&shown, &field, &code)) {
        if (!str_eq(field, name)) {
            put_choice(&out, field, code);
        }
    }
    put_choice(&out, name, chosen);
    return put_end(&out);
}

struct str shown_over(struct arena *arena, struct str earlier, struct str later)
{
    struct str field;
    struct str code;
    while (next_choice(&later, &field, &code)) {
        earlier = shown_with(arena, earlier, field, code);
    }
    return earlier;
}

static const struct field *head_of(const struct shape *shape, const struct field *field)
{
    for (size_t i = 0; i < COUNT_OF(followers); i++) {
        const struct field *head = strcmp(field->name, followers[i].field) == 0 ? shape_find(shape, str_of(followers[i].head)) : NULL;
        if (head != NULL) {
            return head;
        }
    }
    return field;
}

static bool says_nothing(const struct field *field, const void *row)
{
    return field_is_none(field, row) ||
           (field->type == FIELD_TYPE_CHOICE && str_eq_c(FIELD_GET(struct str, field, row), "not_stated"));
}

size_t shown_from(const struct shape *shape, struct str shown, const void *const *rows, size_t count, const struct field *field)
{
    const struct field *head = head_of(shape, field);
    struct str chosen = shown_choice(shown, head->name);
    for (size_t i = 0; i < count && !str_is_empty(chosen); i++) {
        const struct record *record = rows[i];
        if (str_eq(record->code, chosen)) {
            return i;
        }
    }
    if (!shown_is_chosen(head)) {
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (!says_nothing(head, rows[i])) {
            return i;
        }
    }
    return 0;
}

void shown_take(const struct shape *shape, struct str shown, const void *const *rows, size_t count, void *out)
{
    memcpy(out, rows[0], shape->size);
    for (size_t i = 0; i < shape->count; i++) {
        const struct field *field = &shape->fields[i];
        size_t from = shown_from(shape, shown, rows, count, field);
        if (from > 0) {
            field_copy(field, rows[from], out);
        }
    }
}

static bool is_among(struct str code, const struct str *codes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq(codes[i], code)) {
            return true;
        }
    }
    return false;
}

static bool is_field(const struct shape *shape, struct str name)
{
    const struct field *field = shape_find(shape, name);
    return str_eq_c(name, "code") || (field != NULL && shown_is_chosen(field));
}

enum err shown_check(struct ctx *ctx, const char *field_name, const struct shape *shape, struct str shown, const struct str *codes, size_t count)
{
    enum err err = ERR_OK;
    struct str field;
    struct str code;
    while (next_choice(&shown, &field, &code)) {
        if (!is_field(shape, field)) {
            err = ctx_fault(ctx, field_name, field,
                            TEXT("No es un dato cuyo valor se elige.", "That is no field whose value is chosen."),
                            TEXT("Nombre un dato del registro, o «code» para el registro cuyo código queda.",
                                 "Name a field of the record, or “code” for the record whose code stays."));
        } else if (!is_among(code, codes, count)) {
            err = ctx_fault(ctx, field_name, code,
                            TEXT("Ese registro no es de los que se unen.", "That record is none of those that are merged."),
                            TEXT("Escriba el dato, dos puntos y el código de uno de los registros: phone:P-2.",
                                 "Write the field, a colon and the code of one of the records: phone:P-2."));
        }
    }
    return err;
}

struct str shown_known(struct arena *arena, const struct shape *shape, struct str shown, const struct str *codes, size_t count)
{
    struct buf out = BUF(arena);
    struct str field;
    struct str code;
    while (next_choice(&shown, &field, &code)) {
        if (is_field(shape, field) && is_among(code, codes, count)) {
            put_choice(&out, field, code);
        }
    }
    return put_end(&out);
}

/* In an array of its own: the row as it was before may share this one. */
static void put_first(struct arena *arena, struct refs *members, const struct str *codes, struct str chosen)
{
    for (size_t i = 1; i < members->len; i++) {
        if (str_eq(codes[i], chosen)) {
            struct ref *items = ARENA_ARRAY(arena, struct ref, members->len);
            items[0] = members->items[i];
            memcpy(&items[1], &members->items[0], i * sizeof(items[0]));
            memcpy(&items[i + 1], &members->items[i + 1], (members->len - i - 1) * sizeof(items[0]));
            members->items = items;
            return;
        }
    }
}

enum err shown_settle(struct ctx *ctx, struct identity *identity, const struct identity *was)
{
    bool persons = str_eq_c(identity->kind, "person");
    const struct shape *shape = persons ? &person_entity.shape : &enterprise_entity.shape;
    struct refs *members = persons ? &identity->persons : &identity->enterprises;
    if (str_is_empty(identity->shown)) {
        return ERR_OK;
    }
    TRY(record_label(ctx, &identity_entity, identity, 1));
    struct str *codes = ARENA_ARRAY(ctx->arena, struct str, members->len);
    for (size_t i = 0; i < members->len; i++) {
        codes[i] = members->items[i].code;
    }
    if (was == NULL || !str_eq(was->shown, identity->shown)) {
        TRY(shown_check(ctx, "shown", shape, identity->shown, codes, members->len));
    }
    struct str known = shown_known(ctx->arena, shape, identity->shown, codes, members->len);
    put_first(ctx->arena, members, codes, shown_choice(known, "code"));
    struct buf kept = BUF(ctx->arena);
    struct str field;
    struct str code;
    while (next_choice(&known, &field, &code)) {
        if (!str_eq_c(field, "code")) {
            put_choice(&kept, field, code);
        }
    }
    identity->shown = put_end(&kept);
    return ERR_OK;
}
