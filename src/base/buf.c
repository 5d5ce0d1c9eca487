#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUF_FIRST ((size_t)256)

/* A NUL has room behind them. */
void buf_room(struct buf *buf, size_t extra)
{
    size_t needed = 0;
    if (__builtin_add_overflow(buf->len, extra, &needed) || needed > PTRDIFF_MAX / 2) {
        abort();
    }
    needed++;
    if (needed <= buf->cap) {
        return;
    }
    size_t cap = buf->cap == 0 ? BUF_FIRST : 2 * buf->cap;
    if (cap < needed) {
        cap = needed;
    }
    if (buf->ptr == NULL || !arena_extend(buf->arena, buf->ptr, buf->cap, cap)) {
        char *ptr = arena_bytes(buf->arena, cap);
        if (buf->len > 0) {
            memcpy(ptr, buf->ptr, buf->len);
        }
        buf->ptr = ptr;
    }
    buf->cap = cap;
}

void buf_put_c(struct buf *buf, const char *terminated)
{
    buf_put(buf, str_of(terminated));
}

void buf_put_int(struct buf *buf, int64_t value)
{
    char digits[24];
    size_t at = sizeof(digits);
    uint64_t rest = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0) {
        digits[--at] = '-';
    }
    buf_put(buf, (struct str){digits + at, sizeof(digits) - at});
}

void buf_format(struct buf *buf, const char *format, ...)
{
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    buf_room(buf, 128);
    size_t room = buf->cap - buf->len;
    int len = vsnprintf(buf->ptr + buf->len, room, format, args);
    if (len < 0) {
        abort();
    }
    if ((size_t)len >= room) {
        buf_room(buf, (size_t)len);
        vsnprintf(buf->ptr + buf->len, buf->cap - buf->len, format, again);
    }
    buf->len += (size_t)len;
    va_end(again);
    va_end(args);
}

struct str buf_str(const struct buf *buf)
{
    if (buf->ptr == NULL) {
        return S("");
    }
    if (buf->cap > buf->len) {
        buf->ptr[buf->len] = '\0'; /* own memory always has room for it; a borrowed text is full and is not touched */
    }
    return (struct str){buf->ptr, buf->len};
}
