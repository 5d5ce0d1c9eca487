#include "format/form.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

#define PART_HEAD_LIMIT 8192
#define BOUNDARY_LIMIT 70

static int form_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

bool form_decode(struct arena *arena, struct str s, bool plus_is_blank, struct str *out)
{
    if (s.len == 0) {
        *out = S("");
        return true;
    }
    char *bytes = arena_alloc(arena, s.len + 1);
    size_t len = 0;
    for (size_t at = 0; at < s.len; at++) {
        char c = s.ptr[at];
        if (c == '%') {
            int high = s.len - at > 2 ? form_digit(s.ptr[at + 1]) : -1;
            int low = s.len - at > 2 ? form_digit(s.ptr[at + 2]) : -1;
            if (high < 0 || low < 0) {
                return false;
            }
            c = (char)(high * 16 + low);
            at += 2;
        } else if (c == '+' && plus_is_blank) {
            c = ' ';
        }
        bytes[len++] = c;
    }
    bytes[len] = '\0';
    *out = (struct str){bytes, len};
    return true;
}

static bool form_is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

void form_encode(struct buf *buf, struct str s)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t at = 0; at < s.len; at++) {
        unsigned char c = (unsigned char)s.ptr[at];
        if (form_is_unreserved((char)c)) {
            buf_put_char(buf, (char)c);
        } else {
            buf_put_char(buf, '%');
            buf_put_char(buf, digits[c >> 4]);
            buf_put_char(buf, digits[c & 15]);
        }
    }
}

void form_put(struct buf *buf, const char *name, struct str value)
{
    if (buf->len > 0) {
        buf_put_char(buf, '&');
    }
    form_encode(buf, str_of(name));
    buf_put_char(buf, '=');
    form_encode(buf, value);
}

/* ---- urlencoded ------------------------------------------------------------------------ */

static FALLIBLE form_text(struct arena *arena, struct str raw, struct str *out)
{
    if (!form_decode(arena, raw, true, out) || !utf8_is_text(*out)) {
        return ERR_MALFORMED;
    }
    return ERR_OK;
}

FALLIBLE form_parse_urlencoded(struct arena *arena, struct str body, struct form **out)
{
    struct form *form = ARENA_NEW(arena, struct form);
    size_t count = body.len > 0 ? 1 : 0;
    for (size_t at = 0; at < body.len; at++) {
        count += body.ptr[at] == '&';
    }
    if (count > FORM_FIELD_LIMIT) {
        return ERR_TOO_LARGE;
    }
    form->fields = ARENA_ARRAY(arena, struct form_field, count + 1);
    struct str rest = body;
    struct str pair;
    while (str_split(&rest, '&', &pair)) {
        if (pair.len == 0) {
            continue;
        }
        const char *equals = memchr(pair.ptr, '=', pair.len);
        size_t name_len = equals == NULL ? pair.len : (size_t)(equals - pair.ptr);
        struct form_field *field = &form->fields[form->len++];
        TRY(form_text(arena, str_slice(pair, 0, name_len), &field->name));
        TRY(form_text(arena, equals == NULL ? S("") : str_slice(pair, name_len + 1, pair.len), &field->value));
        field->file_name = S("");
        field->content_type = S("");
    }
    *out = form;
    return ERR_OK;
}

/* ---- parameters of header values --------------------------------------------------------- */

static void form_skip_blanks(struct str *rest)
{
    while (rest->len > 0 && (rest->ptr[0] == ' ' || rest->ptr[0] == '\t')) {
        *rest = str_slice(*rest, 1, rest->len);
    }
}

/* A quoted string; only \" is an escape, because browsers send the backslashes of file names as they are. */
static bool form_quoted(struct arena *arena, struct str *rest, struct str *out)
{
    struct buf buf = BUF(arena);
    for (size_t at = 1; at < rest->len; at++) {
        char c = rest->ptr[at];
        if (c == '"') {
            *out = buf.len == 0 ? S("") : buf_str(&buf);
            *rest = str_slice(*rest, at + 1, rest->len);
            return true;
        }
        if (c == '\\' && at + 1 < rest->len && rest->ptr[at + 1] == '"') {
            c = '"';
            at++;
        }
        buf_put_char(&buf, c);
    }
    return false;
}

/* The next "; name=value" of *rest. False at the end; *is_broken when it is no parameter. */
static bool form_next_parameter(struct arena *arena, struct str *rest, struct str *name, struct str *value,
                                bool *is_broken)
{
    form_skip_blanks(rest);
    if (rest->len == 0) {
        return false;
    }
    *is_broken = true;
    if (rest->ptr[0] != ';') {
        return false;
    }
    *rest = str_slice(*rest, 1, rest->len);
    form_skip_blanks(rest);
    const char *equals = rest->len == 0 ? NULL : memchr(rest->ptr, '=', rest->len);
    if (equals == NULL) {
        return false;
    }
    *name = str_trim(str_slice(*rest, 0, (size_t)(equals - rest->ptr)));
    *rest = str_slice(*rest, (size_t)(equals - rest->ptr) + 1, rest->len);
    if (rest->len > 0 && rest->ptr[0] == '"') {
        if (!form_quoted(arena, rest, value)) {
            return false;
        }
    } else {
        const char *end = rest->len == 0 ? NULL : memchr(rest->ptr, ';', rest->len);
        size_t len = end == NULL ? rest->len : (size_t)(end - rest->ptr);
        *value = len == 0 ? S("") : str_trim(str_slice(*rest, 0, len));
        *rest = str_slice(*rest, len, rest->len);
    }
    *is_broken = false;
    return true;
}

static bool form_is_name(struct str s, const char *name)
{
    return s.len == strlen(name) && (s.len == 0 || strncasecmp(s.ptr, name, s.len) == 0);
}

struct str form_parameter(struct arena *arena, struct str header, const char *name)
{
    const char *semicolon = header.len == 0 ? NULL : memchr(header.ptr, ';', header.len);
    if (semicolon == NULL) {
        return STR_NONE;
    }
    struct str rest = str_slice(header, (size_t)(semicolon - header.ptr), header.len);
    struct str found;
    struct str value;
    bool is_broken = false;
    while (form_next_parameter(arena, &rest, &found, &value, &is_broken)) {
        if (form_is_name(found, name)) {
            return value;
        }
    }
    return STR_NONE;
}

int form_quality(struct str parameters)
{
    size_t at = str_find(parameters, S("q="));
    struct str digits = at == SIZE_MAX ? S("1") : str_slice(parameters, at + 2, parameters.len);
    if (digits.len == 0 || digits.ptr[0] != '0') {
        return 1000;
    }
    int value = 0;
    int unit = 100;
    for (size_t i = 2; i < digits.len && i < 5 && digits.ptr[i] >= '0' && digits.ptr[i] <= '9'; i++) {
        value += (digits.ptr[i] - '0') * unit;
        unit /= 10;
    }
    return value;
}

/* The value of a header without its parameters. */
static struct str form_main_value(struct str header)
{
    const char *semicolon = header.len == 0 ? NULL : memchr(header.ptr, ';', header.len);
    return str_trim(semicolon == NULL ? header : str_slice(header, 0, (size_t)(semicolon - header.ptr)));
}

/* ---- multipart ------------------------------------------------------------------------- */

static FALLIBLE form_disposition(struct arena *arena, struct str value, struct form_field *field)
{
    if (!form_is_name(form_main_value(value), "form-data")) {
        return ERR_MALFORMED;
    }
    const char *semicolon = memchr(value.ptr, ';', value.len);
    struct str rest = semicolon == NULL ? S("") : str_slice(value, (size_t)(semicolon - value.ptr), value.len);
    struct str name;
    struct str text;
    bool is_broken = false;
    while (form_next_parameter(arena, &rest, &name, &text, &is_broken)) {
        if (!utf8_is_text(text)) {
            return ERR_MALFORMED;
        }
        if (form_is_name(name, "name")) {
            if (field->name.ptr != NULL) {
                return ERR_MALFORMED;
            }
            field->name = text;
        } else if (form_is_name(name, "filename")) {
            field->is_file = true;
            size_t from = text.len;
            while (from > 0 && text.ptr[from - 1] != '/' && text.ptr[from - 1] != '\\') {
                from--;
            }
            field->file_name = str_slice(text, from, text.len);
        }
    }
    return is_broken || field->name.ptr == NULL ? ERR_MALFORMED : ERR_OK;
}

static FALLIBLE form_part_header(struct arena *arena, struct str line, struct form_field *field)
{
    const char *colon = line.len == 0 ? NULL : memchr(line.ptr, ':', line.len);
    if (colon == NULL || colon == line.ptr || !utf8_is_text(line)) {
        return ERR_MALFORMED;
    }
    struct str name = str_slice(line, 0, (size_t)(colon - line.ptr));
    struct str value = str_trim(str_slice(line, name.len + 1, line.len));
    if (form_is_name(name, "Content-Disposition")) {
        return field->name.ptr != NULL ? ERR_MALFORMED : form_disposition(arena, value, field);
    }
    if (form_is_name(name, "Content-Type")) {
        field->content_type = value;
    } else if (form_is_name(name, "Content-Transfer-Encoding") && !form_is_name(value, "binary") &&
               !form_is_name(value, "8bit") && !form_is_name(value, "7bit")) {
        return ERR_MALFORMED;
    }
    return ERR_OK;
}

/* The headers of a part, up to and with the empty line. */
static FALLIBLE form_part_head(struct arena *arena, struct str body, size_t *at, struct form_field *field)
{
    struct str rest = str_slice(body, *at, body.len < *at + PART_HEAD_LIMIT ? body.len : *at + PART_HEAD_LIMIT);
    field->file_name = S("");
    field->content_type = S("");
    for (;;) {
        size_t end = str_find(rest, S("\r\n"));
        if (end == SIZE_MAX) {
            return ERR_MALFORMED;
        }
        *at += end + 2;
        if (end == 0) {
            return field->name.ptr == NULL ? ERR_MALFORMED : ERR_OK;
        }
        TRY(form_part_header(arena, str_slice(rest, 0, end), field));
        rest = str_slice(rest, end + 2, rest.len);
    }
}

static struct form_field *form_add(struct arena *arena, struct form *form, size_t *cap)
{
    if (form->len == *cap) {
        size_t larger = *cap == 0 ? 16 : *cap * 2;
        struct form_field *fields = ARENA_ARRAY(arena, struct form_field, larger);
        if (form->len > 0) {
            memcpy(fields, form->fields, form->len * sizeof(*fields));
        }
        form->fields = fields;
        *cap = larger;
    }
    return &form->fields[form->len++];
}

/* What follows a delimiter: CRLF and a part, or -- and the end. */
static FALLIBLE form_after_delimiter(struct str body, size_t *at, bool *is_end)
{
    struct str rest = str_slice(body, *at, body.len);
    if (str_starts(rest, S("\r\n"))) {
        *at += 2;
        *is_end = false;
        return ERR_OK;
    }
    *is_end = true;
    return str_eq(rest, S("--")) || str_eq(rest, S("--\r\n")) ? ERR_OK : ERR_MALFORMED;
}

FALLIBLE form_parse_multipart(struct arena *arena, struct str boundary, struct str body, struct form **out)
{
    if (boundary.len == 0 || boundary.len > BOUNDARY_LIMIT) {
        return ERR_MALFORMED;
    }
    struct form *form = ARENA_NEW(arena, struct form);
    size_t cap = 0;
    struct str delimiter = str_format(arena, "\r\n--" STR_FMT, STR_ARG(boundary));
    if (!str_starts(body, str_slice(delimiter, 2, delimiter.len))) {
        return ERR_MALFORMED;
    }
    size_t at = delimiter.len - 2;
    bool is_end = false;
    TRY(form_after_delimiter(body, &at, &is_end));
    while (!is_end) {
        if (form->len == FORM_FIELD_LIMIT) {
            return ERR_TOO_LARGE;
        }
        struct form_field *field = form_add(arena, form, &cap);
        TRY(form_part_head(arena, body, &at, field));
        size_t from = at;
        size_t len = str_find(str_slice(body, from, body.len), delimiter);
        if (len == SIZE_MAX) {
            return ERR_MALFORMED;
        }
        field->value = len == 0 ? S("") : str_slice(body, from, from + len);
        field->offset = from;
        if (!field->is_file && !utf8_is_text(field->value)) {
            return ERR_MALFORMED;
        }
        at = from + len + delimiter.len;
        TRY(form_after_delimiter(body, &at, &is_end));
    }
    *out = form;
    return ERR_OK;
}

FALLIBLE form_parse(struct arena *arena, struct str content_type, struct str body, struct form **out)
{
    struct str type = form_main_value(content_type);
    if (form_is_name(type, "application/x-www-form-urlencoded")) {
        return form_parse_urlencoded(arena, body, out);
    }
    if (form_is_name(type, "multipart/form-data")) {
        return form_parse_multipart(arena, form_parameter(arena, content_type, "boundary"), body, out);
    }
    return ERR_MEDIA_TYPE;
}

/* ---- reading --------------------------------------------------------------------------- */

static const struct form_field *form_find(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->len; i++) {
        if (!form->fields[i].is_file && str_eq_c(form->fields[i].name, name)) {
            return &form->fields[i];
        }
    }
    return NULL;
}

struct str form_get(const struct form *form, const char *name)
{
    const struct form_field *field = form_find(form, name);
    return field == NULL ? STR_NONE : field->value;
}

bool form_has(const struct form *form, const char *name)
{
    return form_find(form, name) != NULL;
}

size_t form_all(const struct form *form, const char *name, struct str *out, size_t cap)
{
    size_t found = 0;
    for (size_t i = 0; i < form->len; i++) {
        const struct form_field *field = &form->fields[i];
        if (!field->is_file && str_eq_c(field->name, name)) {
            if (found < cap) {
                out[found] = field->value;
            }
            found++;
        }
    }
    return found;
}

const struct form_field *form_file(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->len; i++) {
        const struct form_field *field = &form->fields[i];
        if (field->is_file && field->file_name.len > 0 && str_eq_c(field->name, name)) {
            return field;
        }
    }
    return NULL;
}

struct str form_cookie(struct str header, struct str name)
{
    struct str rest = header;
    struct str pair;
    while (rest.ptr != NULL && str_split(&rest, ';', &pair)) {
        pair = str_trim(pair);
        const char *equals = pair.len == 0 ? NULL : memchr(pair.ptr, '=', pair.len);
        if (equals == NULL || !str_eq(str_slice(pair, 0, (size_t)(equals - pair.ptr)), name)) {
            continue;
        }
        struct str value = str_slice(pair, name.len + 1, pair.len);
        if (value.len >= 2 && value.ptr[0] == '"' && value.ptr[value.len - 1] == '"') {
            value = str_slice(value, 1, value.len - 1);
        }
        return value;
    }
    return STR_NONE;
}
