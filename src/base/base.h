/* base/base.h: what every file of the program may take for granted.
 *
 * Attributes with names, the size and alignment helpers, and the four smallest types
 * (str, buf, arena, text). Knows nothing of the agency, the database or the network.
 *
 * Invariants of the whole of base/:
 * - memory has a lifetime, not an owner: everything is allocated from an arena and is valid
 *   until that arena is reset or rewound past it; there is no free() outside base/;
 * - running out of memory aborts the process (the database is whole at every instant);
 * - writers return void, fallible functions return enum err and must be checked.
 */
#ifndef ADELANTE_BASE_H
#define ADELANTE_BASE_H

#include <assert.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define PRINTF_LIKE(format_at, first_at) __attribute__((format(printf, format_at, first_at)))
#define UNUSED __attribute__((unused))

/* ---- arena: memory with a lifetime ---------------------------------------------------- */

struct arena_block;
struct arena {
    struct arena_block *blocks; /* newest first */
    size_t used;                /* bytes handed out since the last reset */
};
struct arena_mark {
    struct arena_block *block;
    size_t at;
    size_t used;
};

/* A zeroed struct arena is an empty arena. Alignment is 16. Memory is zeroed. Aborts when out of memory. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((returns_nonnull, malloc));
/* count * size with an overflow check (aborts). */
void *arena_array(struct arena *arena, size_t count, size_t size) __attribute__((returns_nonnull));
/* Bytes that the caller writes himself, every one that he reads: not zeroed. */
char *arena_bytes(struct arena *arena, size_t size) __attribute__((returns_nonnull, malloc));
/* Makes the newest allocation larger in place, by bytes that are not zeroed; false, and nothing done, if it is not the newest or there
 * is no room. */
bool arena_extend(struct arena *arena, void *ptr, size_t old_size, size_t new_size);
struct arena_mark arena_mark(struct arena *arena);
/* Everything allocated since the mark becomes invalid. */
void arena_rewind(struct arena *arena, struct arena_mark mark);
/* Everything becomes invalid; one block of at most 256 KiB is kept for reuse. */
void arena_reset(struct arena *arena);
/* Gives all memory back; the arena is empty and usable again. */
void arena_release(struct arena *arena);
#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_array((arena), (count), sizeof(type)))

/* ---- str: a slice of bytes, not necessarily terminated --------------------------------- */

struct str {
    const char *ptr; /* NULL means "no value"; S("") means an empty one */
    size_t len;
};
#define S(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_NONE ((struct str){NULL, 0})
#define STR_FMT "%.*s"
#define STR_ARG(s) (int)(s).len, (s).ptr == NULL ? "" : (s).ptr

struct str str_of(const char *terminated); /* borrows; NULL gives STR_NONE */
struct str str_copy(struct arena *arena, struct str s); /* the copy is NUL-terminated behind its end */
const char *str_c(struct arena *arena, struct str s);   /* a NUL-terminated copy */
struct str str_format(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
struct str str_vformat(struct arena *arena, const char *format, va_list args) PRINTF_LIKE(2, 0);
bool str_eq(struct str a, struct str b); /* bytes; no value equals only no value or empty */
bool str_eq_c(struct str a, const char *b);
int str_cmp(struct str a, struct str b); /* byte order */
bool str_is_empty(struct str s);         /* no value, or length 0 */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Offset of the first needle, or SIZE_MAX. */
size_t str_find(struct str s, struct str needle);
struct str str_slice(struct str s, size_t from, size_t to); /* clamps */
struct str str_trim(struct str s);                          /* ASCII white space and U+00A0 */
/* Cuts *rest at the next separator and returns the part before; false when *rest is used up.
 * "a,b" gives "a", "b"; "" gives nothing; "a," gives "a", "". */
bool str_split(struct str *rest, char separator, struct str *out);
/* Decimal digits with an optional sign, nothing else, in range. */
bool str_to_int(struct str s, int64_t *out);

/* ---- buf: append-only bytes ------------------------------------------------------------ */

struct buf {
    struct arena *arena;
    char *ptr;
    size_t len;
    size_t cap;
};
#define BUF(arena_) ((struct buf){.arena = (arena_)})
void buf_room(struct buf *buf, size_t extra); /* makes room beforehand; cap > len from then on */
/* Appending is what pages consist of, so that the common case needs no call. */
static inline void buf_put(struct buf *buf, struct str s)
{
    if (s.len > 0) {
        if (s.len >= buf->cap - buf->len) {
            buf_room(buf, s.len);
        }
        __builtin_memcpy(buf->ptr + buf->len, s.ptr, s.len);
        buf->len += s.len;
    }
}
static inline void buf_put_char(struct buf *buf, char c)
{
    if (buf->cap - buf->len < 2) {
        buf_room(buf, 1);
    }
    buf->ptr[buf->len++] = c;
}
void buf_put_c(struct buf *buf, const char *terminated);
void buf_put_int(struct buf *buf, int64_t value);
void buf_format(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
struct str buf_str(const struct buf *buf); /* valid until the next append; a NUL stands behind what was appended */

/* ---- text: what a person reads, in both languages --------------------------------------- */

enum lang { LANG_ES, LANG_EN };
struct text {
    const char *es;
    const char *en;
};
#define T(es_, en_) {(es_), (en_)}                  /* in initialisers */
#define TEXT(es_, en_) ((struct text){(es_), (en_)}) /* in expressions */
#define TEXT_NONE ((struct text){NULL, NULL})
struct str text_in(struct text text, enum lang lang); /* the other language's if this one's is missing */
/* Formats each language's template with the same arguments; both templates must take the same ones. */
struct text text_format(struct arena *arena, struct text templates, ...);
/* Puts words of each language into the one %s of its template. */
struct text text_words(struct arena *arena, struct text templates, struct text words);

#endif
