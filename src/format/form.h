/* format/form.h: what browsers send: forms (urlencoded and multipart), query strings, cookies.
 *
 * Pure: bytes to values, bounded, refusing what is malformed instead of guessing. Field names and values are
 * well-formed UTF-8 without NUL or control characters other than TAB, LF and CR; a file part's bytes are anything.
 */
#ifndef ADELANTE_FORM_H
#define ADELANTE_FORM_H

#include "base/base.h"

#define FORM_FIELD_LIMIT 2000

struct form_field {
    struct str name;
    struct str value;        /* of a file part: its bytes, a slice of the body */
    bool is_file;
    struct str file_name;    /* without any folder; "" when none was chosen */
    struct str content_type; /* as the client says; not to be trusted */
    size_t offset;           /* of a multipart value in the body, for reading it from the body's file */
};
struct form {
    struct form_field *fields; /* in the order sent */
    size_t len;
};

/* a=1&b=2 with + and %XX. ERR_MALFORMED: a broken escape, not UTF-8, a control character. ERR_TOO_LARGE: more than
 * FORM_FIELD_LIMIT fields. An empty string is an empty form. */
FALLIBLE form_parse_urlencoded(struct arena *arena, struct str body, struct form **out);
/* multipart/form-data (RFC 7578). File values are slices of body: they live as long as it does. */
FALLIBLE form_parse_multipart(struct arena *arena, struct str boundary, struct str body, struct form **out);
/* By the content type. ERR_MEDIA_TYPE: neither of the two. */
FALLIBLE form_parse(struct arena *arena, struct str content_type, struct str body, struct form **out);

/* The first value of that name that is no file; STR_NONE if there is none. */
struct str form_get(const struct form *form, const char *name);
bool form_has(const struct form *form, const char *name);
/* All values of that name that are no files, in order; returns how many (at most cap are stored). */
size_t form_all(const struct form *form, const char *name, struct str *out, size_t cap);
/* The first file part of that name for which a file was chosen; NULL if there is none. */
const struct form_field *form_file(const struct form *form, const char *name);

/* %XX decoded, and + as a blank if plus_is_blank. False for a broken escape. The result may hold any byte. */
bool form_decode(struct arena *arena, struct str s, bool plus_is_blank, struct str *out);
/* Everything but letters, digits and - . _ ~ as %XX. */
void form_encode(struct buf *buf, struct str s);
/* Appends name=value to a query, with & between. */
void form_put(struct buf *buf, const char *name, struct str value);
/* The value of a Cookie header's cookie; STR_NONE if absent. The first one counts. */
struct str form_cookie(struct str header, struct str name);
/* A parameter of a header value: form_parameter("multipart/form-data; boundary=x", "boundary") gives x, unquoted.
 * STR_NONE if absent. */
struct str form_parameter(struct arena *arena, struct str header, const char *name);
/* The weight of an item of an Accept header in thousandths, from its parameters: "q=0.8" gives 800, none gives 1000. */
int form_quality(struct str parameters);

#endif
