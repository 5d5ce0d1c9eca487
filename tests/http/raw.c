#include "raw.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define PATIENCE 10000
#define DESCRIPTORS 4096

/* What came behind an answer that was read. A descriptor is used by one thread. */
static _Thread_local struct {
    char *bytes;
    size_t len;
} kept[DESCRIPTORS];

static int connected(int family, const void *address, size_t size)
{
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || fd >= DESCRIPTORS) {
        abort();
    }
    if (connect(fd, address, (socklen_t)size) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

int raw_connect(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return connected(AF_INET, &address, sizeof(address));
}

int raw_connect_local(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
    return connected(AF_UNIX, &address, sizeof(address));
}

void raw_send(int fd, struct str bytes)
{
    size_t done = 0;
    while (done < bytes.len) {
        ssize_t n = send(fd, bytes.ptr + done, bytes.len - done, MSG_NOSIGNAL);
        if (n <= 0) {
            return; /* the server hung up: what it answered is still to be read */
        }
        done += (size_t)n;
    }
}

/* 1: more came; 0: closed; -1: nothing in time. */
static int receive(struct buf *buf, int fd)
{
    char piece[65536];
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    if (poll(&wait, 1, PATIENCE) <= 0) {
        return -1;
    }
    ssize_t n = recv(fd, piece, sizeof(piece), 0);
    if (n <= 0) {
        return 0;
    }
    buf_put(buf, (struct str){piece, (size_t)n});
    return 1;
}

struct str raw_header(struct reply reply, const char *name)
{
    struct str rest = reply.head;
    struct str line;
    while (str_split(&rest, '\n', &line)) {
        if (line.len > strlen(name) && strncasecmp(line.ptr, name, strlen(name)) == 0 &&
            line.ptr[strlen(name)] == ':') {
            return str_trim(str_slice(line, strlen(name) + 1, line.len));
        }
    }
    return STR_NONE;
}

/* Takes chunks from buf at *at on; false while more is needed. */
static bool unchunk(const struct buf *buf, size_t *at, struct buf *body)
{
    size_t here = *at;
    body->len = 0;
    for (;;) {
        struct str rest = str_slice(buf_str(buf), here, buf->len);
        size_t line = str_find(rest, S("\r\n"));
        if (line == SIZE_MAX) {
            return false;
        }
        size_t size = strtoul(rest.ptr, NULL, 16);
        if (rest.len < line + 2 + size + 2) {
            return false;
        }
        buf_put(body, str_slice(rest, line + 2, line + 2 + size));
        here += line + 2 + size + 2;
        if (size == 0) {
            *at = here;
            return true;
        }
    }
}

static bool body_is_whole(const struct reply *reply, const struct buf *buf, size_t *at, struct buf *body,
                          bool no_body)
{
    int64_t length = 0;
    if (no_body || reply->status == 304 || reply->status == 204 || reply->status < 200) {
        return true;
    }
    if (str_eq_c(raw_header(*reply, "Transfer-Encoding"), "chunked")) {
        return unchunk(buf, at, body);
    }
    if (!str_to_int(raw_header(*reply, "Content-Length"), &length)) {
        return false;
    }
    if (buf->len - *at < (size_t)length) {
        return false;
    }
    buf_put(body, str_slice(buf_str(buf), *at, *at + (size_t)length));
    *at += (size_t)length;
    return true;
}

static void keep(int fd, struct str bytes)
{
    free(kept[fd].bytes);
    kept[fd].bytes = NULL;
    kept[fd].len = bytes.len;
    if (bytes.len > 0) {
        kept[fd].bytes = malloc(bytes.len);
        memcpy(kept[fd].bytes, bytes.ptr, bytes.len);
    }
}

struct reply raw_read(struct arena *arena, int fd, bool no_body)
{
    struct buf buf = BUF(arena);
    struct buf body = BUF(arena);
    struct reply reply = {0};
    buf_put(&buf, (struct str){kept[fd].bytes, kept[fd].len});
    keep(fd, STR_NONE);
    for (;;) {
        size_t end = str_find(buf_str(&buf), S("\r\n\r\n"));
        if (end != SIZE_MAX) {
            size_t at = end + 4;
            reply.head = str_copy(arena, str_slice(buf_str(&buf), 0, end + 2));
            reply.status = atoi(reply.head.ptr + 9);
            if (body_is_whole(&reply, &buf, &at, &body, no_body)) {
                reply.body = str_copy(arena, buf_str(&body));
                reply.is_closed = str_eq_c(raw_header(reply, "Connection"), "close");
                keep(fd, str_slice(buf_str(&buf), at, buf.len));
                return reply;
            }
        }
        int result = receive(&buf, fd);
        if (result <= 0) {
            reply.status = result;
            reply.is_closed = result == 0;
            return reply;
        }
    }
}

struct reply raw_ask(struct arena *arena, int port, struct str bytes)
{
    int fd = raw_connect(port);
    raw_send(fd, bytes);
    struct reply reply = raw_read(arena, fd, str_starts(bytes, S("HEAD")));
    raw_close(fd);
    return reply;
}

bool raw_is_closed(int fd)
{
    struct arena arena = {0};
    struct buf buf = BUF(&arena);
    int result = 1;
    while (result == 1) {
        result = receive(&buf, fd);
    }
    arena_release(&arena);
    return result == 0;
}

void raw_close(int fd)
{
    keep(fd, STR_NONE);
    close(fd);
}
