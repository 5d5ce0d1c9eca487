#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define REPLACEMENT 0xFFFD
/* The last private character: behind an n it sorts after every other letter that may follow an n. */
#define AFTER_EVERY_LETTER "\xF4\x8F\xBF\xBD"
#define COMBINING_TILDE 0x303

/* The code point at the start of s, or -1 where it is ill-formed; *len is what it takes, at least 1. */
static int32_t next_point(struct str s, size_t *len)
{
    unsigned char first = (unsigned char)s.ptr[0];
    *len = 1;
    if (first < 0x80) {
        return first;
    }
    utf8proc_int32_t point = -1;
    utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)s.ptr, (utf8proc_ssize_t)s.len, &point);
    if (size < 1) {
        return -1;
    }
    *len = (size_t)size;
    return point;
}

static void point_put(struct buf *buf, int32_t point)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t len = utf8proc_encode_char(point, bytes);
    buf_put(buf, (struct str){(const char *)bytes, (size_t)len});
}

static bool is_ascii(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.ptr[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static struct str behind(struct str s, size_t at)
{
    return (struct str){s.ptr + at, s.len - at};
}

bool utf8_is_text(struct str s)
{
    size_t len = 0;
    for (size_t at = 0; at < s.len; at += len) {
        int32_t point = next_point(behind(s, at), &len);
        bool control = point < 0x20 ? point != '\t' && point != '\n' && point != '\r'
                                    : point >= 0x7F && point <= 0x9F;
        if (control) {
            return false;
        }
    }
    return true;
}

bool utf8_is_valid(struct str s)
{
    size_t len = 0;
    for (size_t at = 0; at < s.len; at += len) {
        if (next_point(behind(s, at), &len) < 0) {
            return false;
        }
    }
    return true;
}

size_t utf8_length(struct str s)
{
    size_t count = 0;
    size_t len = 0;
    for (size_t at = 0; at < s.len; at += len) {
        next_point(behind(s, at), &len);
        count++;
    }
    return count;
}

struct str utf8_repair(struct arena *arena, struct str s)
{
    if (utf8_is_valid(s)) {
        return s;
    }
    struct buf buf = BUF(arena);
    size_t len = 0;
    for (size_t at = 0; at < s.len; at += len) {
        int32_t point = next_point(behind(s, at), &len);
        point_put(&buf, point < 0 ? REPLACEMENT : point);
    }
    return buf_str(&buf);
}

struct str utf8_from_latin1(struct arena *arena, struct str s)
{
    /* 0x80 to 0x9F; the five that Windows-1252 leaves open become the replacement character. */
    static const uint16_t middle[32] = {
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    struct buf buf = BUF(arena);
    for (size_t i = 0; i < s.len; i++) {
        unsigned char byte = (unsigned char)s.ptr[i];
        point_put(&buf, byte >= 0x80 && byte < 0xA0 ? middle[byte - 0x80] : byte);
    }
    return buf_str(&buf);
}

/* Valid UTF-8 in; code points out, decomposed as the options say, in canonical order. */
static utf8proc_int32_t *decompose(struct arena *arena, struct str s, utf8proc_option_t options, size_t *count)
{
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s.ptr;
    utf8proc_ssize_t len = (utf8proc_ssize_t)s.len;
    /* Nearly always there are no more code points than bytes, and one pass is enough. One is kept free, because
     * re-encoding in place puts a NUL behind the end. */
    utf8proc_ssize_t cap = len;
    utf8proc_int32_t *points = ARENA_ARRAY(arena, utf8proc_int32_t, (size_t)cap + 1);
    utf8proc_ssize_t needed = utf8proc_decompose(bytes, len, points, cap, options);
    if (needed > cap) {
        cap = needed;
        points = ARENA_ARRAY(arena, utf8proc_int32_t, (size_t)cap + 1);
        needed = utf8proc_decompose(bytes, len, points, cap, options);
    }
    if (needed < 0 || needed > cap) {
        abort();
    }
    *count = (size_t)needed;
    return points;
}

static struct str composed(struct arena *arena, struct str s, utf8proc_option_t extra)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | extra;
    size_t count = 0;
    utf8proc_int32_t *points = decompose(arena, s, options, &count);
    utf8proc_ssize_t len = utf8proc_reencode(points, (utf8proc_ssize_t)count, options);
    if (len < 0) {
        abort();
    }
    return (struct str){(const char *)points, (size_t)len};
}

static bool is_space(int32_t point)
{
    return point == ' ' || point == '\t' || point == 0x0B || point == 0x0C || point == 0x85 ||
           (point >= 0x80 && utf8proc_category(point) == UTF8PROC_CATEGORY_ZS);
}

static bool is_line_end(int32_t point)
{
    return point == '\n' || point == '\r' || point == 0x2028 || point == 0x2029;
}

static bool has_no_width(int32_t point)
{
    return point == 0x200B || point == 0xFEFF;
}

struct str utf8_clean(struct arena *arena, struct str s)
{
    if (s.ptr == NULL) {
        return STR_NONE;
    }
    struct buf buf = BUF(arena);
    size_t lines = 0; /* line ends and blanks that stand between what was put and what comes */
    bool blank = false;
    int32_t before = 0;
    size_t len = 0;
    for (size_t at = 0; at < s.len; at += len) {
        int32_t point = next_point(behind(s, at), &len);
        if (is_line_end(point)) {
            lines += before == '\r' && point == '\n' ? 0 : 1;
        } else if (is_space(point)) {
            blank = true;
        } else if (!has_no_width(point)) {
            for (size_t i = 0; i < lines && buf.len > 0; i++) {
                buf_put_char(&buf, '\n');
            }
            if (blank && lines == 0 && buf.len > 0) {
                buf_put_char(&buf, ' ');
            }
            lines = 0;
            blank = false;
            point_put(&buf, point < 0 ? REPLACEMENT : point);
        }
        before = point;
    }
    struct str clean = buf_str(&buf);
    return is_ascii(clean) ? clean : composed(arena, clean, 0);
}

static bool is_mark(utf8proc_category_t category)
{
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
           category == UTF8PROC_CATEGORY_ME;
}

static bool is_letter_or_number(utf8proc_category_t category)
{
    switch (category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return false;
    }
}

static bool tilde_follows(const utf8proc_int32_t *points, size_t count)
{
    for (size_t i = 0; i < count && is_mark(utf8proc_category(points[i])); i++) {
        if (points[i] == COMBINING_TILDE) {
            return true;
        }
    }
    return false;
}

/* The folded text; what stands for ñ is the caller's. */
static struct str folded(struct arena *arena, struct str s, struct str n_with_tilde)
{
    const utf8proc_option_t options =
        UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    size_t count = 0;
    utf8proc_int32_t *points = decompose(arena, utf8_repair(arena, s), options, &count);
    struct buf buf = BUF(arena);
    bool blank = false;
    for (size_t i = 0; i < count; i++) {
        utf8proc_category_t category = utf8proc_category(points[i]);
        if (is_mark(category)) {
            continue;
        }
        if (!is_letter_or_number(category)) {
            blank = true;
            continue;
        }
        if (blank && buf.len > 0) {
            buf_put_char(&buf, ' ');
        }
        blank = false;
        if (points[i] == 'n' && tilde_follows(points + i + 1, count - i - 1)) {
            buf_put(&buf, n_with_tilde);
        } else {
            point_put(&buf, points[i]);
        }
    }
    return buf_str(&buf);
}

struct str utf8_fold(struct arena *arena, struct str s)
{
    return s.ptr == NULL ? STR_NONE : folded(arena, s, S("n"));
}

struct str utf8_sort_key(struct arena *arena, struct str s)
{
    if (s.ptr == NULL) {
        return STR_NONE;
    }
    struct str key = folded(arena, s, S("n" AFTER_EVERY_LETTER));
    /* Accents and punctuation decide between texts that are equal without them. */
    struct str plain = folded(arena, s, S("ñ"));
    struct str full = composed(arena, utf8_clean(arena, s), UTF8PROC_CASEFOLD);
    if (str_eq(plain, full)) {
        return key;
    }
    return str_format(arena, STR_FMT "\t" STR_FMT, STR_ARG(key), STR_ARG(full));
}

static bool is_e_or_i(struct str word, size_t at)
{
    return at < word.len && (word.ptr[at] == 'e' || word.ptr[at] == 'i');
}

static bool is_at(struct str word, size_t at, char c)
{
    return at < word.len && word.ptr[at] == c;
}

static bool is_vowel_at(struct str word, size_t at)
{
    return at < word.len && memchr("aeiouy", word.ptr[at], 6) != NULL;
}

/* The sound that begins at *at, which is moved past it; 0 for none. */
static char sound_next(struct str word, size_t *at)
{
    char c = word.ptr[*at];
    size_t next = ++*at;
    switch (c) {
    case 'h':
        return 0;
    case 'v':
        return 'b';
    case 'z':
    case 'x':
        return 's';
    case 'c':
        if (is_at(word, next, 'h') && is_vowel_at(word, next + 1)) {
            ++*at;
            return 'c';
        }
        return is_e_or_i(word, next) ? 's' : 'k';
    case 'q':
        *at += is_at(word, next, 'u') ? 1 : 0;
        return 'k';
    case 'g':
        if (is_at(word, next, 'u') && is_e_or_i(word, next + 1)) {
            ++*at;
            return 'g';
        }
        return is_e_or_i(word, next) ? 'j' : 'g';
    case 'l':
        if (is_at(word, next, 'l')) {
            ++*at;
            return 'y';
        }
        return 'l';
    default:
        return c;
    }
}

struct str utf8_sound(struct arena *arena, struct str folded_word)
{
    if (folded_word.ptr == NULL) {
        return STR_NONE;
    }
    struct buf buf = BUF(arena);
    char before = 0;
    size_t at = 0;
    while (at < folded_word.len) {
        char sound = sound_next(folded_word, &at);
        if (sound == 0) {
            continue;
        }
        bool letter = sound >= 'a' && sound <= 'z';
        if (!letter || sound != before) {
            buf_put_char(&buf, sound);
        }
        before = sound;
    }
    return buf_str(&buf);
}
