/* http/listen.h: the sockets that the server listens on, and the files it needs for TLS. Internal to http/. */
#ifndef ADELANTE_HTTP_LISTEN_H
#define ADELANTE_HTTP_LISTEN_H

#include "base/base.h"

struct listening {
    int fd;
    int port;
    bool is_loopback; /* reached from this machine only */
};
/* HOST:PORT, [IPv6]:PORT or :PORT. ERR_USAGE: not an address; ERR_IO: it cannot be taken. *problem says why. */
FALLIBLE listen_open(struct arena *arena, const char *address, struct text *problem, struct listening *out);
/* A local socket of mode 0600. A socket that nobody serves any more is replaced; ERR_LOCKED if somebody does. */
FALLIBLE listen_open_local(struct arena *arena, const char *path, struct text *problem, int *fd);
/* The whole of a small file, NUL-terminated. ERR_IO. */
FALLIBLE listen_read_pem(struct arena *arena, const char *path, struct text *problem, const char **out);

#endif
