/* tests/http/raw.h: a client that sends exactly the bytes it is given. */
#ifndef ADELANTE_TEST_RAW_H
#define ADELANTE_TEST_RAW_H

#include "base/base.h"

struct reply {
    int status;       /* 0: the connection was closed without an answer; -1: nothing came in time */
    struct str head;  /* status line and headers */
    struct str body;  /* unchunked */
    bool is_closed;   /* the server closed the connection behind it */
};
int raw_connect(int port);
int raw_connect_local(const char *path);
void raw_send(int fd, struct str bytes);
/* The next answer; bytes that follow it are kept for the next call on that descriptor. no_body after HEAD. */
struct reply raw_read(struct arena *arena, int fd, bool no_body);
/* Connects, sends, reads one answer, closes. */
struct reply raw_ask(struct arena *arena, int port, struct str bytes);
/* Whether the server closes the connection (within 10 s). */
bool raw_is_closed(int fd);
struct str raw_header(struct reply reply, const char *name); /* STR_NONE if absent */
void raw_close(int fd);

#endif
