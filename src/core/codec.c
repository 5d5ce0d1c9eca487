#include "core/field.h"

#include "core/entity.h"
#include "format/json.h"

#include <stdio.h>

/* ---- reading ------------------------------------------------------------------------------ */

/* A scalar as the text that field_parse reads. */
static bool scalar_text(struct arena *arena, const struct json *value, struct str *out)
{
    switch (value->type) {
    case JSON_BOOL:
        *out = value->truth ? S("true") : S("false");
        return true;
    case JSON_INT:
        *out = str_format(arena, "%lld", (long long)value->integer);
        return true;
    case JSON_REAL:
    case JSON_TEXT:
        *out = value->text;
        return true;
    default:
        return false;
    }
}

/* The value as given, for a fault: a text as it is, anything else by its kind. */
static struct str value_given(struct arena *arena, const struct json *value)
{
    struct str text;
    return scalar_text(arena, value, &text) ? text : value->type == JSON_ARRAY ? S("[…]") : value->type == JSON_OBJECT ? S("{…}") : S("null");
}

static enum err wrong_type(struct fault *fault, const struct field *field, const struct json *value, struct text expected)
{
    struct text rule = {
        .es = str_format(fault->arena, "Se espera %s.", expected.es).ptr,
        .en = str_format(fault->arena, "Expected: %s.", expected.en).ptr,
    };
    return fault_add(fault, str_of(field->name), value_given(fault->arena, value), rule,
                     TEXT("Vea el esquema en /api/v1/openapi.json.", "See the schema in /api/v1/openapi.json."));
}

static enum err read_list(struct fault *fault, const struct field *field, const struct json *value, const char *currency,
                          void *row)
{
    struct buf joined = BUF(fault->arena);
    for (size_t i = 0; i < value->len; i++) {
        struct str text;
        if (!scalar_text(fault->arena, value->items[i], &text)) {
            return wrong_type(fault, field, value->items[i], TEXT("una lista de textos", "a list of texts"));
        }
        if (str_find(text, S(";")) != SIZE_MAX) {
            return fault_add(fault, str_of(field->name), text,
                             TEXT("Un código no lleva punto y coma.", "A code holds no semicolon."),
                             TEXT("Ponga cada código en su propio elemento.", "Put each code into an element of its own."));
        }
        buf_put_c(&joined, i == 0 ? "" : ";");
        buf_put(&joined, text);
    }
    return field_parse(fault, field, buf_str(&joined), currency, row);
}

static enum err read_shares(struct fault *fault, const struct field *field, const struct json *value, const char *currency,
                            void *row)
{
    struct buf joined = BUF(fault->arena);
    for (size_t i = 0; i < value->len; i++) {
        const struct json *item = value->items[i];
        const struct json *to = item->type == JSON_OBJECT ? json_find(item, S("to")) : NULL;
        const struct json *percent = item->type == JSON_OBJECT ? json_find(item, S("percent")) : NULL;
        struct str code;
        struct str share;
        if (to == NULL || percent == NULL || !scalar_text(fault->arena, to, &code) ||
            !scalar_text(fault->arena, percent, &share)) {
            return wrong_type(fault, field, item,
                              TEXT("una lista de {\"to\":código,\"percent\":\"60.00\"}", "a list of {\"to\":code,\"percent\":\"60.00\"}"));
        }
        buf_format(&joined, "%s" STR_FMT ":" STR_FMT, i == 0 ? "" : ";", STR_ARG(code), STR_ARG(share));
    }
    return field_parse(fault, field, buf_str(&joined), currency, row);
}

static enum err read_object(struct fault *fault, const struct shape *shape, const struct json *object, const char *currency,
                            void *row, bool *given);

static enum err read_rows(struct fault *fault, const struct field *field, const struct json *value, const char *currency,
                          void *row)
{
    const struct shape *shape = field->shape;
    char *items = arena_array(fault->arena, value->len, shape->size);
    size_t before = fault->total;
    for (size_t i = 0; i < value->len; i++) {
        void *item = items + i * shape->size;
        shape_clear(shape, item);
        if (value->items[i]->type != JSON_OBJECT) {
            return wrong_type(fault, field, value->items[i], TEXT("una lista de objetos", "a list of objects"));
        }
        enum err err = read_object(fault, shape, value->items[i], currency, item, NULL);
        (void)err; /* counted in fault->total */
    }
    *FIELD_AT(struct rows, field, row) = (struct rows){items, value->len};
    return fault->total == before ? ERR_OK : ERR_INVALID;
}

static enum err read_strings(struct fault *fault, const struct field *field, const struct json *value, void *row)
{
    struct str *items = ARENA_ARRAY(fault->arena, struct str, value->len);
    for (size_t i = 0; i < value->len; i++) {
        if (!scalar_text(fault->arena, value->items[i], &items[i])) {
            return wrong_type(fault, field, value->items[i], TEXT("una lista de textos", "a list of texts"));
        }
    }
    *FIELD_AT(struct strings, field, row) = (struct strings){items, value->len};
    return ERR_OK;
}

/* A count, or hundredths, as write_field writes them. */
static enum err read_figure(struct fault *fault, const struct field *field, const struct json *value, void *row)
{
    struct value *out = FIELD_AT(struct value, field, row);
    if (value->type == JSON_INT) {
        *out = (struct value){VALUE_COUNT, value->integer};
        return ERR_OK;
    }
    *out = (struct value){VALUE_HUNDREDTHS, 0};
    return value->type == JSON_TEXT && hundredths_parse(value->text, &out->amount)
               ? ERR_OK
               : wrong_type(fault, field, value, TEXT("un número, o un monto como texto", "a number, or an amount as text"));
}

static enum err read_member(struct fault *fault, const struct field *field, const struct json *value, const char *currency,
                            void *row)
{
    if (value->type == JSON_NULL) {
        return field_parse(fault, field, S(""), currency, row);
    }
    if (field->type == FIELD_TYPE_VALUE) {
        return read_figure(fault, field, value, row);
    }
    if (value->type == JSON_ARRAY) {
        switch (field->type) {
        case FIELD_TYPE_REFS:
        case FIELD_TYPE_CHOICES:
            return read_list(fault, field, value, currency, row);
        case FIELD_TYPE_SHARES:
            return read_shares(fault, field, value, currency, row);
        case FIELD_TYPE_ROWS:
            return read_rows(fault, field, value, currency, row);
        case FIELD_TYPE_STRINGS:
            return read_strings(fault, field, value, row);
        default:
            return wrong_type(fault, field, value, TEXT("un solo valor, no una lista", "a single value, not a list"));
        }
    }
    if (value->type == JSON_OBJECT) {
        return field->type == FIELD_TYPE_RECORD
                   ? read_object(fault, field->shape, value, currency, (char *)row + field->offset, NULL)
                   : wrong_type(fault, field, value, TEXT("un solo valor, no un objeto", "a single value, not an object"));
    }
    struct str text = STR_NONE;
    if (!scalar_text(fault->arena, value, &text)) {
        return ERR_INTERNAL;
    }
    return field_parse(fault, field, text, currency, row);
}

static enum err read_object(struct fault *fault, const struct shape *shape, const struct json *object, const char *currency,
                            void *row, bool *given)
{
    size_t before = fault->total;
    for (size_t i = 0; i < object->len; i++) {
        const struct json_member *member = &object->members[i];
        const struct field *field = shape_find(shape, member->key);
        if (field == NULL) {
            fault_add(fault, member->key, value_given(fault->arena, member->value), TEXT("Ese dato no existe aquí.", "There is no such item here."),
                      TEXT("Quítelo, o vea los nombres con: adelante describe ops.",
                           "Take it out, or see the names with: adelante describe ops."));
            continue;
        }
        if (field->computed) {
            continue;
        }
        if (read_member(fault, field, member->value, currency, row) == ERR_OK && given != NULL) {
            given[field - shape->fields] = true;
        }
    }
    return fault->total == before ? ERR_OK : ERR_INVALID;
}

FALLIBLE shape_read_json(struct fault *fault, const struct shape *shape, struct str json, const char *currency, void *row,
                         bool *given)
{
    struct json *value = NULL;
    struct str problem = STR_NONE;
    if (json_parse(fault->arena, json, &value, &problem) != ERR_OK) {
        /* The parser's own words are English; its position is not. */
        unsigned long line = 0;
        unsigned long column = 0;
        bool placed = sscanf(str_c(fault->arena, problem), "line %lu, column %lu", &line, &column) == 2;
        struct text rule = {
            .es = placed ? str_format(fault->arena, "El JSON no se puede leer: la línea %lu está mal escrita en la columna %lu.", line, column).ptr
                         : "El JSON no se puede leer.",
            .en = str_format(fault->arena, "The JSON cannot be read: " STR_FMT ".", STR_ARG(problem)).ptr,
        };
        fault_add(fault, S(""), str_is_empty(json) ? STR_NONE : str_slice(json, 0, json.len < 60 ? json.len : 60), rule, TEXT("Corríjalo y envíelo de nuevo.", "Correct it and send it again."));
        return ERR_MALFORMED;
    }
    if (value->type != JSON_OBJECT) {
        fault_add(fault, S(""), STR_NONE, TEXT("Se espera un objeto JSON.", "A JSON object is expected."),
                  TEXT("Escriba { … }.", "Write { … }."));
        return ERR_MALFORMED;
    }
    return read_object(fault, shape, value, currency, row, given);
}

FALLIBLE shape_read_value(struct fault *fault, const struct shape *shape, const struct json *object, const char *currency,
                          void *row, bool *given)
{
    assert(object->type == JSON_OBJECT);
    return read_object(fault, shape, object, currency, row, given);
}

FALLIBLE shape_read_member(struct fault *fault, const struct field *field, const struct json *value, const char *currency, void *row)
{
    return read_member(fault, field, value, currency, row);
}

/* ---- writing ------------------------------------------------------------------------------ */

static void write_shape(struct json_writer *writer, const struct shape *shape, const void *row, enum privacy most);

static void write_parts(struct json_writer *writer, struct str joined)
{
    json_open_array(writer);
    struct str part;
    while (str_split(&joined, ';', &part)) {
        json_text(writer, part);
    }
    json_close_array(writer);
}

static void write_refs(struct json_writer *writer, const struct refs *refs)
{
    json_open_array(writer);
    for (size_t i = 0; i < refs->len; i++) {
        json_text(writer, refs->items[i].code);
    }
    json_close_array(writer);
}

static void write_shares(struct json_writer *writer, const struct shares *shares)
{
    json_open_array(writer);
    for (size_t i = 0; i < shares->len; i++) {
        json_open_object(writer);
        json_key(writer, S("to"));
        json_text(writer, shares->items[i].to.code);
        json_key(writer, S("percent"));
        json_text(writer, hundredths_plain(writer->out->arena, shares->items[i].percent));
        json_close_object(writer);
    }
    json_close_array(writer);
}

static void write_label(struct json_writer *writer, const struct text *label)
{
    json_open_object(writer);
    json_key(writer, S("es"));
    json_text(writer, str_of(label->es));
    json_key(writer, S("en"));
    json_text(writer, str_of(label->en));
    json_close_object(writer);
}

static void write_field(struct json_writer *writer, const struct field *field, const void *row, enum privacy most)
{
    bool none = field_is_none(field, row);
    switch (field->type) {
    case FIELD_TYPE_CHOICES:
        write_parts(writer, none ? S("") : FIELD_GET(struct str, field, row));
        return;
    case FIELD_TYPE_REFS:
        write_refs(writer, FIELD_AT(const struct refs, field, row));
        return;
    case FIELD_TYPE_SHARES:
        write_shares(writer, FIELD_AT(const struct shares, field, row));
        return;
    case FIELD_TYPE_ROWS: {
        const struct rows *rows = FIELD_AT(const struct rows, field, row);
        json_open_array(writer);
        for (size_t i = 0; i < rows->len; i++) {
            write_shape(writer, field->shape, (const char *)rows->items + i * field->shape->size, most);
        }
        json_close_array(writer);
        return;
    }
    case FIELD_TYPE_STRINGS: {
        const struct strings *strings = FIELD_AT(const struct strings, field, row);
        json_open_array(writer);
        for (size_t i = 0; i < strings->len; i++) {
            json_text(writer, strings->items[i]);
        }
        json_close_array(writer);
        return;
    }
    case FIELD_TYPE_RECORD:
        write_shape(writer, field->shape, (const char *)row + field->offset, most);
        return;
    default:
        break;
    }
    if (none) {
        json_null(writer);
        return;
    }
    switch (field->type) {
    case FIELD_TYPE_INT:
    case FIELD_TYPE_MINUTES:
        json_int(writer, FIELD_GET(int64_t, field, row));
        return;
    case FIELD_TYPE_BOOL:
        json_bool(writer, FIELD_GET(enum answer, field, row) == ANSWER_YES);
        return;
    case FIELD_TYPE_LABEL:
        write_label(writer, FIELD_AT(const struct text, field, row));
        return;
    case FIELD_TYPE_VALUE: {
        const struct value *value = FIELD_AT(const struct value, field, row);
        if (value->kind == VALUE_COUNT) {
            json_int(writer, value->amount);
            return;
        }
        break;
    }
    default:
        break;
    }
    json_text(writer, field_plain(writer->out->arena, field, row));
}

static void write_shape(struct json_writer *writer, const struct shape *shape, const void *row, enum privacy most)
{
    json_open_object(writer);
    for (size_t i = 0; i < shape->count; i++) {
        const struct field *field = &shape->fields[i];
        if (field->privacy <= most) {
            json_key(writer, str_of(field->name));
            write_field(writer, field, row, most);
        }
    }
    json_close_object(writer);
}

void shape_write_json(struct buf *out, const struct shape *shape, const void *row, enum privacy most)
{
    struct json_writer writer = json_writer(out);
    write_shape(&writer, shape, row, most);
}
