#include "exchange/hint_ops.h"

#include "client/enterprise.h"
#include "client/person.h"
#include "exchange/mapping.h"

enum kind { KIND_NONE, KIND_DUI, KIND_NIT, KIND_PHONE, KIND_EMAIL };

static enum kind kind_of(const struct field *field)
{
    static const struct {
        const char *name;
        enum kind kind;
    } names[] = {{"dui", KIND_DUI}, {"nit", KIND_NIT}, {"phone", KIND_PHONE}, {"mobile", KIND_PHONE}, {"email", KIND_EMAIL}};
    for (size_t i = 0; field != NULL && i < COUNT_OF(names); i++) {
        if (str_eq_c(str_of(field->name), names[i].name)) {
            return names[i].kind;
        }
    }
    return KIND_NONE;
}

static bool names_a(const struct field *field, const struct entity *entity)
{
    return field != NULL && field->target == entity;
}

struct hint_columns hint_columns_of(struct arena *arena, const struct entity *entity, const struct str *headings,
                                    const struct field *const *fields, size_t count)
{
    struct hint_columns out = {.kinds = ARENA_ARRAY(arena, unsigned char, count + 1), .count = count};
    bool is_client = entity == &person_entity || entity == &enterprise_entity;
    bool has_enterprise = entity == &enterprise_entity;
    out.of_person = entity == &person_entity;
    for (size_t i = 0; i < count; i++) {
        out.of_person = out.of_person || names_a(fields[i], &person_entity);
        has_enterprise = has_enterprise || names_a(fields[i], &enterprise_entity);
    }
    if (!out.of_person && !has_enterprise) {
        return out;
    }
    const struct shape *shape = out.of_person ? &person_entity.shape : &enterprise_entity.shape;
    for (size_t i = 0; i < count; i++) {
        const struct field *field = fields[i] == NULL && !is_client ? mapping_suggest(arena, shape, headings[i])
                                    : is_client                     ? fields[i]
                                                                    : NULL;
        out.kinds[i] = (unsigned char)kind_of(field);
    }
    return out;
}

/* As it stands in the file, without the signs that the lines of a mapping are made of. */
static struct str plain(struct arena *arena, struct str text)
{
    struct buf out = BUF(arena);
    for (size_t i = 0; i < text.len && i < 60; i++) {
        char c = text.ptr[i];
        buf_put_char(&out, c == '=' || c == '[' || c == ']' || (unsigned char)c < ' ' ? ' ' : c);
    }
    return out.len == 0 ? S("") : str_trim(buf_str(&out));
}

static struct str digits_of(struct arena *arena, struct str text)
{
    struct buf out = BUF(arena);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9') {
            buf_put_char(&out, text.ptr[i]);
        }
    }
    return out.len == 0 ? S("") : buf_str(&out);
}

struct hint hint_of(struct arena *arena, const struct hint_columns *columns, const struct sheet_row *cells)
{
    struct hint hint = {.mark = S("")};
    struct buf words = BUF(arena);
    for (size_t i = 0; i < columns->count && i < cells->len; i++) {
        struct str text = columns->kinds[i] == KIND_NONE ? S("") : plain(arena, cells->cells[i].text);
        if (str_is_empty(text)) {
            continue;
        }
        struct str digits = digits_of(arena, text);
        switch (columns->kinds[i]) {
        case KIND_DUI:
            hint.dui = digits.len == 9 ? digits : hint.dui;
            break;
        case KIND_NIT:
            hint.nit = digits.len == 14 || digits.len == 9 ? digits : hint.nit;
            break;
        case KIND_PHONE:
            hint.phone = digits.len >= 8 ? text : hint.phone;
            break;
        default:
            hint.email = text;
            break;
        }
        buf_format(&words, "%s" STR_FMT, words.len == 0 ? " [" : " ", STR_ARG(text));
    }
    if (words.len > 0) {
        buf_put_char(&words, ']');
        hint.mark = buf_str(&words);
    }
    return hint;
}

struct str hint_row_mark(struct arena *arena, struct str sha256, int64_t number)
{
    return str_format(arena, " [#%lld " STR_FMT "]", (long long)number, STR_ARG(str_slice(sha256, 0, 8)));
}
