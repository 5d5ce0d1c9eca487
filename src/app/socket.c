#include "app/socket.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static enum err send_all(int fd, struct str bytes)
{
    while (bytes.len > 0) {
        ssize_t sent = send(fd, bytes.ptr, bytes.len, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent <= 0) {
            return ERR_IO;
        }
        bytes = str_slice(bytes, (size_t)sent, bytes.len);
    }
    return ERR_OK;
}

static enum err receive_all(int fd, struct buf *out)
{
    char chunk[16384];
    for (;;) {
        ssize_t got = recv(fd, chunk, sizeof(chunk), 0);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return ERR_IO;
        }
        if (got == 0) {
            return ERR_OK;
        }
        buf_put(out, (struct str){chunk, (size_t)got});
    }
}

static enum err exchange(int fd, struct arena *arena, const struct socket_request *request, int *status, struct str *reply)
{
    struct buf head = BUF(arena);
    buf_format(&head,
               "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
               "Accept-Language: %s\r\nContent-Length: %zu\r\n",
               request->target, request->lang == LANG_ES ? "es" : "en", request->body.len);
    if (!str_is_empty(request->request_id)) {
        buf_format(&head, "Idempotency-Key: " STR_FMT "\r\n", STR_ARG(request->request_id));
    }
    buf_put_c(&head, "\r\n");
    TRY(send_all(fd, buf_str(&head)));
    TRY(send_all(fd, request->body));
    struct buf answer = BUF(arena);
    TRY(receive_all(fd, &answer));
    struct str all = buf_str(&answer);
    size_t body = str_find(all, S("\r\n\r\n"));
    int64_t code = 0;
    if (!str_starts(all, S("HTTP/1.1 ")) || body == SIZE_MAX || !str_to_int(str_slice(all, 9, 12), &code)) {
        return ERR_IO;
    }
    *status = (int)code;
    *reply = str_slice(all, body + 4, all.len);
    return ERR_OK;
}

FALLIBLE socket_post(struct arena *arena, const struct socket_request *request, int *status, struct str *reply)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (request->path == NULL || strlen(request->path) >= sizeof(address.sun_path)) {
        return ERR_IO;
    }
    memcpy(address.sun_path, request->path, strlen(request->path) + 1);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return ERR_IO;
    }
    enum err err = connect(fd, (const struct sockaddr *)&address, sizeof(address)) == 0 ? ERR_OK : ERR_IO;
    if (err == ERR_OK) {
        err = exchange(fd, arena, request, status, reply);
    }
    close(fd);
    return err;
}
