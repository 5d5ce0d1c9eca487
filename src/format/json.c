/* Names that the library and we both use. */
#define JSON_OBJECT JANSSON_OBJECT
#define JSON_ARRAY JANSSON_ARRAY
#define JSON_REAL JANSSON_REAL
#define JSON_NULL JANSSON_NULL
#define json_null jansson_null
#include <jansson.h>
#undef JSON_OBJECT
#undef JSON_ARRAY
#undef JSON_REAL
#undef JSON_NULL
#undef json_null

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "format/json.h"

#define JSON_DEPTH_LIMIT 64

static enum err malformed(struct str *problem, struct str sentence)
{
    *problem = sentence;
    return ERR_MALFORMED;
}

/* The parser's own limit is a build constant of the library, so depth is counted here, before it. */
static enum err depth_check(struct arena *arena, struct str text, struct str *problem)
{
    size_t depth = 0;
    size_t line = 1;
    size_t line_start = 0;
    bool in_string = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\n') {
            line++;
            line_start = i + 1;
        }
        if (in_string) {
            i += c == '\\' ? 1 : 0;
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            depth++;
        } else if ((c == ']' || c == '}') && depth > 0) {
            depth--;
        }
        if (depth > JSON_DEPTH_LIMIT) {
            const char *format = "line %zu, column %zu: nested deeper than %d levels";
            return malformed(problem, str_format(arena, format, line, i - line_start + 1, JSON_DEPTH_LIMIT));
        }
    }
    return ERR_OK;
}

/* The shortest decimal that reads back as the same number: what was written, but for trailing zeros. */
static struct str real_text(struct arena *arena, double value)
{
    char digits[40];
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(digits, sizeof(digits), "%.*g", precision, value);
        if (strtod(digits, NULL) == value) {
            break;
        }
    }
    return str_copy(arena, str_of(digits));
}

static struct json *converted(struct arena *arena, json_t *node);

static void array_convert(struct arena *arena, json_t *node, struct json *out)
{
    out->type = JSON_ARRAY;
    out->len = json_array_size(node);
    out->items = ARENA_ARRAY(arena, struct json *, out->len);
    for (size_t i = 0; i < out->len; i++) {
        out->items[i] = converted(arena, json_array_get(node, i));
    }
}

static void object_convert(struct arena *arena, json_t *node, struct json *out)
{
    out->type = JSON_OBJECT;
    out->members = ARENA_ARRAY(arena, struct json_member, json_object_size(node));
    for (void *at = json_object_iter(node); at != NULL; at = json_object_iter_next(node, at)) {
        struct json_member *member = &out->members[out->len++];
        member->key = str_copy(arena, str_of(json_object_iter_key(at)));
        member->value = converted(arena, json_object_iter_value(at));
    }
}

static struct json *converted(struct arena *arena, json_t *node)
{
    struct json *out = ARENA_NEW(arena, struct json);
    switch (json_typeof(node)) {
    case JANSSON_OBJECT:
        object_convert(arena, node, out);
        break;
    case JANSSON_ARRAY:
        array_convert(arena, node, out);
        break;
    case JSON_STRING:
        out->type = JSON_TEXT;
        out->text = str_copy(arena, (struct str){json_string_value(node), json_string_length(node)});
        break;
    case JSON_INTEGER:
        out->type = JSON_INT;
        out->integer = json_integer_value(node);
        break;
    case JANSSON_REAL:
        out->type = JSON_REAL;
        out->text = real_text(arena, json_real_value(node));
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        out->type = JSON_BOOL;
        out->truth = json_typeof(node) == JSON_TRUE;
        break;
    case JANSSON_NULL:
        out->type = JSON_NULL;
        break;
    }
    return out;
}

enum err json_parse(struct arena *arena, struct str text, struct json **out, struct str *problem)
{
    TRY(depth_check(arena, text, problem));
    json_error_t error;
    const char *start = text.ptr == NULL ? "" : text.ptr;
    json_t *root = json_loadb(start, text.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (root == NULL) {
        return malformed(problem,
                         str_format(arena, "line %d, column %d: %s", error.line, error.column, error.text));
    }
    *out = converted(arena, root);
    json_decref(root);
    return ERR_OK;
}

const struct json *json_find(const struct json *object, struct str key)
{
    if (object == NULL || object->type != JSON_OBJECT) {
        return NULL;
    }
    for (size_t i = 0; i < object->len; i++) {
        if (str_eq(object->members[i].key, key)) {
            return object->members[i].value;
        }
    }
    return NULL;
}

struct json_writer json_writer(struct buf *out)
{
    return (struct json_writer){.out = out};
}

static uint64_t depth_bit(const struct json_writer *writer)
{
    return UINT64_C(1) << writer->depth;
}

/* What must stand before a value or a key. */
static void separate(struct json_writer *writer, bool is_key)
{
    uint64_t bit = depth_bit(writer);
    bool wants_key = (writer->in_object & bit) != 0 && !writer->after_key;
    assert(is_key == wants_key && "a key before each member, and only there");
    if (writer->after_key) {
        writer->after_key = false;
        return;
    }
    if ((writer->not_first & bit) != 0) {
        assert(writer->depth > 0 && "one value only");
        buf_put_char(writer->out, ',');
    }
    writer->not_first |= bit;
}

static void nest(struct json_writer *writer, bool object)
{
    separate(writer, false);
    assert(writer->depth + 1 < 64);
    writer->depth++;
    uint64_t bit = depth_bit(writer);
    writer->in_object = object ? writer->in_object | bit : writer->in_object & ~bit;
    writer->not_first &= ~bit;
    buf_put_char(writer->out, object ? '{' : '[');
}

static void unnest(struct json_writer *writer, bool object)
{
    assert(writer->depth > 0 && !writer->after_key);
    assert(((writer->in_object & depth_bit(writer)) != 0) == object);
    writer->depth--;
    buf_put_char(writer->out, object ? '}' : ']');
}

void json_open_object(struct json_writer *writer)
{
    nest(writer, true);
}

void json_close_object(struct json_writer *writer)
{
    unnest(writer, true);
}

void json_open_array(struct json_writer *writer)
{
    nest(writer, false);
}

void json_close_array(struct json_writer *writer)
{
    unnest(writer, false);
}

static void quoted_put(struct buf *out, struct str text)
{
    struct str rest = utf8_repair(out->arena, text);
    buf_put_char(out, '"');
    size_t start = 0;
    for (size_t i = 0; i < rest.len; i++) {
        unsigned char c = (unsigned char)rest.ptr[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) {
            continue;
        }
        buf_put(out, str_slice(rest, start, i));
        start = i + 1;
        if (c == '"' || c == '\\') {
            buf_put_char(out, '\\');
            buf_put_char(out, (char)c);
        } else if (c == '\n') {
            buf_put_c(out, "\\n");
        } else {
            buf_format(out, "\\u%04x", c);
        }
    }
    buf_put(out, str_slice(rest, start, rest.len));
    buf_put_char(out, '"');
}

void json_key(struct json_writer *writer, struct str key)
{
    separate(writer, true);
    quoted_put(writer->out, key);
    buf_put_char(writer->out, ':');
    writer->after_key = true;
}

void json_text(struct json_writer *writer, struct str text)
{
    if (text.ptr == NULL) {
        json_null(writer);
        return;
    }
    separate(writer, false);
    quoted_put(writer->out, text);
}

void json_int(struct json_writer *writer, int64_t value)
{
    separate(writer, false);
    buf_put_int(writer->out, value);
}

void json_bool(struct json_writer *writer, bool value)
{
    separate(writer, false);
    buf_put_c(writer->out, value ? "true" : "false");
}

void json_null(struct json_writer *writer)
{
    separate(writer, false);
    buf_put_c(writer->out, "null");
}

void json_raw(struct json_writer *writer, struct str json)
{
    separate(writer, false);
    buf_put(writer->out, json);
}
