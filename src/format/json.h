/* format/json.h: JSON text to values and back. Reading by jansson (json.c is the only file that knows it), writing by plain append.
 *
 * Reading refuses: malformed text, repeated members, invalid UTF-8, NUL, depth over 64, and numbers that do not fit.
 */
#ifndef ADELANTE_JSON_H
#define ADELANTE_JSON_H

#include "base/base.h"

enum json_type { JSON_NULL, JSON_BOOL, JSON_INT, JSON_REAL, JSON_TEXT, JSON_ARRAY, JSON_OBJECT };
struct json_member;
struct json {
    enum json_type type;
    bool truth;
    int64_t integer;
    struct str text;             /* JSON_TEXT: its value; JSON_REAL: the number as text, see below */
    struct json **items;         /* JSON_ARRAY */
    struct json_member *members; /* JSON_OBJECT, in the order of the text */
    size_t len;                  /* of items or members */
};
struct json_member {
    struct str key;
    struct json *value;
};
/* Everything in the arena. ERR_MALFORMED: *problem says what and where ("line 3, column 7: …").
 * A real number's text is the shortest decimal that reads back as the same number: 12.30 gives "12.3", 1.0 gives "1". */
FALLIBLE json_parse(struct arena *arena, struct str text, struct json **out, struct str *problem);
/* A member's value, or NULL. */
const struct json *json_find(const struct json *object, struct str key);

/* Writing: commas are put by the writer; braces must match (asserted by json_end of the right kind).
 *     struct json_writer w = json_writer(&buf);
 *     json_open_object(&w); json_key(&w, S("code")); json_text(&w, code); json_close_object(&w); */
struct buf;
struct json_writer {
    struct buf *out;
    uint64_t in_object; /* bit per depth */
    uint64_t not_first;
    unsigned depth;
    bool after_key;
};
struct json_writer json_writer(struct buf *out);
void json_open_object(struct json_writer *writer);
void json_close_object(struct json_writer *writer);
void json_open_array(struct json_writer *writer);
void json_close_array(struct json_writer *writer);
void json_key(struct json_writer *writer, struct str key);
void json_text(struct json_writer *writer, struct str text); /* escapes; STR_NONE writes null */
void json_int(struct json_writer *writer, int64_t value);
void json_bool(struct json_writer *writer, bool value);
/* A symbol of its own, because jansson exports a function of this name and would call ours. */
void json_null(struct json_writer *writer) __asm__("adelante_json_null");
void json_raw(struct json_writer *writer, struct str json); /* already JSON */

#endif
