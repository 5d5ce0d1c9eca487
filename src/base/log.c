#include "base/log.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#include "base/date.h"

static _Atomic int log_level = LOG_INFO;

void log_set_level(enum log_level level)
{
    atomic_store(&log_level, (int)level);
}

/* One call, so that lines of several threads and processes are not mixed. */
static void line_write(struct str line)
{
    while (line.len > 0) {
        ssize_t written = write(STDERR_FILENO, line.ptr, line.len);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return;
        }
        line = str_slice(line, (size_t)written, line.len);
    }
}

/* Control characters would let a value forge a second line or steer the terminal. */
static void visible_put(struct buf *buf, struct str s, bool several_lines)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool control = (unsigned char)c < 0x20 || c == 0x7F;
        bool kept = several_lines && (c == '\n' || c == '\t');
        buf_put_char(buf, control && !kept ? ' ' : c);
    }
}

void log_write(enum log_level level, const char *format, ...)
{
    static const char *const names[] = {"error", "warn", "info", "debug"};
    if ((int)level > atomic_load_explicit(&log_level, memory_order_relaxed)) {
        return;
    }
    int saved_errno = errno;
    struct arena arena = {0};
    struct buf line = BUF(&arena);
    /* Milliseconds are enough here. */
    struct str now = instant_iso(&arena, clock_now());
    buf_put(&line, str_slice(now, 0, now.len - 4));
    buf_format(&line, "Z %s ", names[level]);
    va_list args;
    va_start(args, format);
    visible_put(&line, str_vformat(&arena, format, args), false);
    va_end(args);
    buf_put_char(&line, '\n');
    line_write(buf_str(&line));
    arena_release(&arena);
    errno = saved_errno;
}

void say(const char *format, ...)
{
    struct arena arena = {0};
    struct buf line = BUF(&arena);
    va_list args;
    va_start(args, format);
    visible_put(&line, str_vformat(&arena, format, args), true);
    va_end(args);
    buf_put_char(&line, '\n');
    line_write(buf_str(&line));
    arena_release(&arena);
}
