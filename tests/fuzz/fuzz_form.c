/* Forms, cookies and header parameters. The first line says which: u urlencoded, m multipart, c cookie, p parameter. */
#include <string.h>

#include "base/utf8.h"
#include "format/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_form(const struct form *form, struct str body, bool is_multipart)
{
    assert(form->len <= FORM_FIELD_LIMIT);
    for (size_t i = 0; i < form->len; i++) {
        const struct form_field *field = &form->fields[i];
        assert(utf8_is_text(field->name) && utf8_is_text(field->file_name));
        assert(field->is_file || utf8_is_text(field->value));
        assert(!is_multipart || (field->offset <= body.len && field->value.len <= body.len - field->offset));
        assert(!is_multipart || field->value.len == 0 || field->value.ptr == body.ptr + field->offset);
    }
}

/* What was read and is written again reads the same. */
static void check_round_trip(struct arena *arena, const struct form *form)
{
    struct buf buf = BUF(arena);
    struct form *again = NULL;
    for (size_t i = 0; i < form->len; i++) {
        if (buf.len > 0) {
            buf_put_char(&buf, '&');
        }
        form_encode(&buf, form->fields[i].name);
        buf_put_char(&buf, '=');
        form_encode(&buf, form->fields[i].value);
    }
    enum err err = form_parse_urlencoded(arena, buf_str(&buf), &again);
    assert(err == ERR_OK && again->len == form->len);
    for (size_t i = 0; i < form->len; i++) {
        assert(str_eq(again->fields[i].name, form->fields[i].name));
        assert(str_eq(again->fields[i].value, form->fields[i].value));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct str rest = {(const char *)data, size};
    struct str kind = S("");
    struct form *form = NULL;
    const char *end = size == 0 ? NULL : memchr(data, '\n', size);
    if (end != NULL) {
        size_t len = (size_t)(end - rest.ptr);
        kind = str_slice(rest, 0, len);
        rest = str_slice(rest, len + 1, rest.len);
    }
    if (str_eq_c(kind, "u")) {
        if (form_parse_urlencoded(&arena, rest, &form) == ERR_OK) {
            check_form(form, rest, false);
            check_round_trip(&arena, form);
        }
    } else if (str_eq_c(kind, "m")) {
        if (form_parse(&arena, S("multipart/form-data; boundary=X"), rest, &form) == ERR_OK) {
            check_form(form, rest, true);
        }
    } else if (str_eq_c(kind, "c")) {
        struct str value = form_cookie(rest, S("session"));
        assert(value.ptr == NULL || value.len <= rest.len);
    } else if (str_eq_c(kind, "p")) {
        struct str value = form_parameter(&arena, rest, "boundary");
        assert(value.ptr == NULL || value.len <= rest.len);
    }
    arena_release(&arena);
    return 0;
}
