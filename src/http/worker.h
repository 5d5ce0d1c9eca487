/* http/worker.h: the bounded queue of complete requests and the threads that answer them.
 *
 * Knows no wire: server.c hands in exchanges and is called back with the finished response. Internal to http/.
 */
#ifndef ADELANTE_HTTP_WORKER_H
#define ADELANTE_HTTP_WORKER_H

#include "http/guard.h"
#include "http/server.h"

/* One request on its way, from its first line to the last byte of its answer. */
struct exchange {
    struct exchange *next; /* in the list of spare ones */
    struct arena arena;    /* lives until the answer is sent: path, body, the answer's body */
    struct request req;
    struct header headers[GUARD_HEADER_COUNT + 1];
    enum err refusal;      /* ERR_OK, or what is wrong with it already: the error page answers */
    unsigned allowed;      /* methods, when the refusal is ERR_METHOD */
    int64_t arrived;       /* clock_monotonic of its complete arrival */
    void *wire;            /* server.c's */
};

/* Called on the worker's thread: the response is complete; its headers live during the call, its body until the
 * exchange ends. The exchange belongs to the receiver again. */
typedef void (*worker_answer)(struct exchange *exchange, const struct response *resp);

struct workers;
/* Starts the threads. queue_limit and workers of the options are set. */
FALLIBLE workers_start(struct arena *arena, const struct server_options *options, worker_answer answer,
                       struct workers **out);
/* Takes a place in the queue; false when it is full. Then workers_put, which cannot fail. */
bool workers_reserve(struct workers *workers);
void workers_put(struct workers *workers, struct exchange *exchange);
/* Runs what is queued, ends the threads. From now on there is no place to reserve. */
void workers_stop(struct workers *workers);
int64_t workers_running(const struct workers *workers); /* waiting or in a handler */

/* One line for one request. Route pattern, never the path. */
void worker_log(const char *id, const struct request *req, const struct response *resp, int64_t since);
/* A plain sentence in both languages as the answer. */
void worker_plain_page(struct request *req, struct response *resp, enum err err);

#endif
