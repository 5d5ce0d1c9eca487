/* http/server.h: takes complete requests under limits of size and time and answers them.
 *
 * One I/O thread collects requests (libmicrohttpd, epoll; a second one for the local socket); a complete
 * request waits in a bounded queue for one of the workers, which runs the handler with blocking calls. A full
 * queue is answered with 503 and Retry-After at once. Slow clients cost a connection, never a worker.
 *
 * Limits: request line and each header line 8 KiB, all headers 32 KiB, body per route (413 before it is read when
 * its length is declared), 15 s for a silent connection, 60 s for a request to arrive whole.
 *
 * What the gate refuses: guard.h; and, because the library hides it, everything that it forgave while splitting the
 * request: folded lines, bare LF or CR, NUL, lines without name or colon, more than one blank in the request line.
 * Refused requests close their connection, so that nothing behind them is run. The library itself answers (with a
 * page of its own, without our headers) a version other than 1.x with 505, broken chunks and lines without a colon
 * with 400, a length beyond 64 bits with 413, a head beyond its memory with 431 or 414, and closes without a word on
 * blanks within the request line. Not noticed: LF instead of CR LF in the last line of the head and in chunk framing.
 */
#ifndef ADELANTE_HTTP_SERVER_H
#define ADELANTE_HTTP_SERVER_H

#include "http/route.h"

/* A worker begins or ends: the place to open and close its database connection. */
typedef void *(*server_thread_start)(void *app);
typedef void (*server_thread_end)(void *app, void *thread);
/* Stands around every handler: finds out who asks (req->state), refuses what must be refused, calls the handler. */
typedef enum err (*server_wrapper)(struct request *req, struct response *resp, route_handler handler);
/* Fills in the page or problem document for an error; status is set already. req->route is NULL when there is none,
 * req->state when the wrapper has not run. */
typedef void (*server_error_page)(struct request *req, struct response *resp, enum err err);

struct server_options {
    const char *listen;          /* 127.0.0.1:8080, [::1]:0 (port 0: the system chooses), :8080 (everywhere), NULL */
    const char *socket_path;     /* local socket, made with mode 0600; NULL for none */
    const char *tls_certificate; /* PEM file, or NULL */
    const char *tls_key;         /* PEM file */
    bool behind_proxy;           /* a proxy in front does TLS; X-Forwarded-For's last address is the client's */
    unsigned workers;            /* 0: 16 */
    unsigned queue_limit;        /* requests that wait; 0: 512 */
    unsigned connection_limit;   /* 0: 1024 */
    unsigned per_address_limit;  /* connections of one address; 0: 64 beyond loopback, none on it */
    unsigned timeout;            /* seconds a connection may stay silent; 0: 15 */
    unsigned request_timeout;    /* seconds for a request to arrive; 0: 60; and one more for each 64 KiB of body */
    const struct router *router;
    void *app;
    server_thread_start thread_start; /* may be NULL */
    server_thread_end thread_end;     /* may be NULL */
    server_wrapper wrapper;           /* NULL: the handler is called as it is */
    server_error_page error_page;     /* NULL: a plain sentence in both languages */
};

struct server;
/* Listens and serves from its own threads. On failure *problem says why, for the person at the terminal (its words
 * live in arena). ERR_USAGE: the options contradict (beyond loopback neither TLS nor a proxy); ERR_IO: the address is
 * taken; ERR_LOCKED: somebody serves the local socket. arena, options' strings and router live until server_stop. */
FALLIBLE server_start(struct arena *arena, const struct server_options *options, struct text *problem,
                      struct server **out);
int server_port(const struct server *server); /* 0 without a listening address */
/* Takes no more connections, finishes the requests that have arrived (at most 10 s), ends all threads.
 * Not for signal handlers: the application waits for its signal and then calls this. */
void server_stop(struct server *server);
/* Requests answered since the start, and those in the queue or in a handler now. */
int64_t server_answered(const struct server *server);
int64_t server_running(const struct server *server);

#endif
