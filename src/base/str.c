#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct str str_of(const char *terminated)
{
    return terminated == NULL ? STR_NONE : (struct str){terminated, strlen(terminated)};
}

struct str str_copy(struct arena *arena, struct str s)
{
    return s.ptr == NULL ? STR_NONE : (struct str){str_c(arena, s), s.len};
}

const char *str_c(struct arena *arena, struct str s)
{
    char *copy = arena_bytes(arena, s.len + 1);
    if (s.len > 0) {
        memcpy(copy, s.ptr, s.len);
    }
    copy[s.len] = '\0';
    return copy;
}

struct str str_format(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct str result = str_vformat(arena, format, args);
    va_end(args);
    return result;
}

struct str str_vformat(struct arena *arena, const char *format, va_list args)
{
    char small[256];
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(small, sizeof(small), format, args);
    if (len < 0) {
        /* Only a result beyond INT_MAX gets here. */
        abort();
    }
    size_t size = (size_t)len;
    char *ptr = arena_bytes(arena, size + 1);
    if (size < sizeof(small)) {
        memcpy(ptr, small, size + 1);
    } else {
        vsnprintf(ptr, size + 1, format, again);
    }
    va_end(again);
    return (struct str){ptr, size};
}

bool str_eq(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool str_eq_c(struct str a, const char *b)
{
    return str_eq(a, str_of(b));
}

int str_cmp(struct str a, struct str b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common == 0 ? 0 : memcmp(a.ptr, b.ptr, common);
    if (order != 0) {
        return order < 0 ? -1 : 1;
    }
    return (a.len > b.len) - (a.len < b.len);
}

bool str_is_empty(struct str s)
{
    return s.len == 0;
}

bool str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len &&
           (suffix.len == 0 || memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

size_t str_find(struct str s, struct str needle)
{
    if (needle.len == 0) {
        return 0;
    }
    if (s.len < needle.len) {
        return SIZE_MAX;
    }
    const char *found = memmem(s.ptr, s.len, needle.ptr, needle.len);
    return found == NULL ? SIZE_MAX : (size_t)(found - s.ptr);
}

struct str str_slice(struct str s, size_t from, size_t to)
{
    if (s.ptr == NULL) {
        return STR_NONE;
    }
    if (to > s.len) {
        to = s.len;
    }
    if (from > to) {
        from = to;
    }
    return (struct str){s.ptr + from, to - from};
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    struct str hard_blank = S("\xC2\xA0");
    for (;;) {
        if (s.len > 0 && is_blank(s.ptr[0])) {
            s = str_slice(s, 1, s.len);
        } else if (s.len > 0 && is_blank(s.ptr[s.len - 1])) {
            s.len--;
        } else if (str_starts(s, hard_blank)) {
            s = str_slice(s, hard_blank.len, s.len);
        } else if (str_ends(s, hard_blank)) {
            s.len -= hard_blank.len;
        } else {
            return s;
        }
    }
}

/* Its address, not its content, says that one last empty part is still to come. */
static const char last_part_is_empty[1];

bool str_split(struct str *rest, char separator, struct str *out)
{
    if (rest->ptr == last_part_is_empty) {
        *out = S("");
        *rest = STR_NONE;
        return true;
    }
    if (rest->len == 0) {
        return false;
    }
    const char *found = memchr(rest->ptr, separator, rest->len);
    if (found == NULL) {
        *out = *rest;
        *rest = STR_NONE;
        return true;
    }
    size_t len = (size_t)(found - rest->ptr);
    *out = (struct str){rest->ptr, len};
    if (len + 1 == rest->len) {
        *rest = (struct str){last_part_is_empty, 0};
    } else {
        *rest = (struct str){found + 1, rest->len - len - 1};
    }
    return true;
}

bool str_to_int(struct str s, int64_t *out)
{
    size_t at = 0;
    bool negative = false;
    if (s.len > 0 && (s.ptr[0] == '-' || s.ptr[0] == '+')) {
        negative = s.ptr[0] == '-';
        at = 1;
    }
    if (at == s.len) {
        return false;
    }
    int64_t value = 0;
    for (; at < s.len; at++) {
        char c = s.ptr[at];
        if (c < '0' || c > '9') {
            return false;
        }
        /* Counted downwards, because INT64_MIN has no positive twin. */
        if (__builtin_mul_overflow(value, 10, &value) || __builtin_sub_overflow(value, c - '0', &value)) {
            return false;
        }
    }
    if (!negative) {
        if (value == INT64_MIN) {
            return false;
        }
        value = -value;
    }
    *out = value;
    return true;
}
