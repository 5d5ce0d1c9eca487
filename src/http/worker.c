#include "http/worker.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#include "base/date.h"
#include "base/log.h"
#include "base/secret.h"
#include "http/compress.h"
#include "http/spool.h"

struct workers {
    const struct server_options *options;
    worker_answer answer;
    pthread_mutex_t lock;
    pthread_cond_t is_filled;
    struct exchange **ring; /* queue_limit places */
    size_t first;
    size_t waiting;
    size_t reserved; /* waiting ones and places promised */
    size_t idle;     /* threads that sleep */
    bool is_waking;  /* one of them has been called and has not come yet */
    bool is_stopping;
    pthread_t *threads;
    size_t thread_count;
    _Atomic int64_t running;
    _Atomic uint64_t serial; /* of request ids */
};
struct worker {
    struct workers *workers;
    struct arena arena;
    struct compressor *compressor;
    void *thread; /* the application's */
};

/* ---- queue ----------------------------------------------------------------------------- */

bool workers_reserve(struct workers *workers)
{
    pthread_mutex_lock(&workers->lock);
    bool has_place = !workers->is_stopping && workers->reserved < workers->options->queue_limit;
    workers->reserved += has_place;
    pthread_mutex_unlock(&workers->lock);
    return has_place;
}

/* Threads are called one after another, each by the one before it as long as requests wait: calling a thread for
 * every request of a burst costs more than answering it. */
static bool worker_must_wake(struct workers *workers)
{
    bool must_wake = workers->waiting > 0 && workers->idle > 0 && !workers->is_waking;
    workers->is_waking = workers->is_waking || must_wake;
    return must_wake;
}

void workers_put(struct workers *workers, struct exchange *exchange)
{
    atomic_fetch_add_explicit(&workers->running, 1, memory_order_relaxed);
    pthread_mutex_lock(&workers->lock);
    assert(workers->waiting < workers->reserved);
    workers->ring[(workers->first + workers->waiting) % workers->options->queue_limit] = exchange;
    workers->waiting++;
    bool must_wake = worker_must_wake(workers);
    pthread_mutex_unlock(&workers->lock);
    if (must_wake) {
        pthread_cond_signal(&workers->is_filled);
    }
}

static struct exchange *worker_take(struct workers *workers)
{
    struct exchange *exchange = NULL;
    pthread_mutex_lock(&workers->lock);
    /* A place that was promised will be filled: the last thread stays for it. */
    while (workers->waiting == 0 && !(workers->is_stopping && workers->reserved == 0)) {
        workers->idle++;
        pthread_cond_wait(&workers->is_filled, &workers->lock);
        workers->idle--;
        workers->is_waking = false;
    }
    if (workers->waiting > 0) {
        exchange = workers->ring[workers->first];
        workers->first = (workers->first + 1) % workers->options->queue_limit;
        workers->waiting--;
        workers->reserved--;
    }
    bool is_end = workers->is_stopping && workers->reserved == 0;
    bool must_wake = worker_must_wake(workers);
    pthread_mutex_unlock(&workers->lock);
    if (is_end) {
        pthread_cond_broadcast(&workers->is_filled);
    } else if (must_wake) {
        pthread_cond_signal(&workers->is_filled);
    }
    return exchange;
}

int64_t workers_running(const struct workers *workers)
{
    return atomic_load_explicit(&workers->running, memory_order_relaxed);
}

/* ---- one request ------------------------------------------------------------------------- */

void worker_plain_page(struct request *req, struct response *resp, enum err err)
{
    const struct err_info *info = err_info(err);
    response_body(resp, "text/plain; charset=utf-8", str_format(req->arena, "%s\n%s\n", info->es, info->en));
}

void worker_log(const char *id, const struct request *req, const struct response *resp, int64_t since)
{
    log_write(resp->status >= 500 ? LOG_WARN : LOG_INFO,
              "what=request id=%s method=%s route=%s status=%d us=%lld%s%s%s%s", id, method_name(req->method), req->route == NULL ? "-" : req->route->pattern, resp->status,
              (long long)(clock_monotonic() - since), resp->log_op == NULL ? "" : " op=",
              resp->log_op == NULL ? "" : resp->log_op, resp->log_error == NULL ? "" : " error=",
              resp->log_error == NULL ? "" : resp->log_error);
}

static struct response response_new(struct arena *arena)
{
    return (struct response){
        .arena = arena,
        .status = 200,
        .content_type = S("text/html; charset=utf-8"),
        .body = BUF(arena),
        .body_fd = -1,
        .no_store = true,
        .is_compressible = true,
    };
}

static void worker_error(struct worker *worker, struct exchange *exchange, struct response *resp, enum err err)
{
    const char *log_op = resp->log_op;
    const char *log_error = resp->log_error;
    spool_close(resp->body_fd);
    *resp = response_new(&worker->arena);
    resp->log_op = log_op;
    resp->log_error = log_error == NULL ? err_info(err)->code : log_error;
    resp->status = err_info(err)->http_status;
    if (err == ERR_METHOD) {
        response_header(resp, "Allow", router_allow(&worker->arena, exchange->allowed));
    }
    if (resp->status == 503 || resp->status == 429) {
        response_header(resp, "Retry-After", S("2"));
    }
    server_error_page page = worker->workers->options->error_page;
    (page == NULL ? worker_plain_page : page)(&exchange->req, resp, err);
}

static FALLIBLE worker_handle(struct worker *worker, struct exchange *exchange, struct response *resp)
{
    struct request *req = &exchange->req;
    static const struct form no_fields;
    struct form *form = NULL;
    enum err err = form_parse_urlencoded(&worker->arena, req->query, &form);
    req->query_form = err == ERR_OK ? form : &no_fields;
    TRY(exchange->refusal);
    TRY(err);
    server_wrapper wrapper = worker->workers->options->wrapper;
    TRY(wrapper == NULL ? req->route->handler(req, resp) : wrapper(req, resp, req->route->handler));
    return response_flush(resp);
}

static void worker_cache_headers(struct response *resp)
{
    if (resp->is_immutable) {
        response_header(resp, "Cache-Control", S("public, max-age=31536000, immutable"));
    } else if (resp->no_store) {
        response_header(resp, "Cache-Control", S("no-store"));
    } else {
        response_header(resp, "Cache-Control", S("private, no-cache"));
    }
}

/* Moves the body to where it lives until it is sent, compressed if that is wanted. */
static void worker_finish_body(struct worker *worker, struct exchange *exchange, struct response *resp)
{
    struct str body = buf_str(&resp->body);
    struct str packed;
    if (resp->body_fd >= 0 || body.len == 0) {
        return;
    }
    if (resp->is_compressible && body.len > COMPRESS_MINIMUM && compress_is_text(resp->content_type)) {
        response_header(resp, "Vary", S("Accept-Encoding"));
        enum encoding encoding = compress_choose(request_header(&exchange->req, "Accept-Encoding"));
        if (compress_run(worker->compressor, encoding, &exchange->arena, body, &packed)) {
            response_header(resp, "Content-Encoding", str_of(compress_name(encoding)));
            resp->body.ptr = (char *)(uintptr_t)packed.ptr;
            resp->body.len = packed.len;
            return;
        }
    }
    if (!resp->is_static) {
        resp->body.ptr = (char *)(uintptr_t)str_copy(&exchange->arena, body).ptr;
    }
}

static void worker_serve(struct worker *worker, struct exchange *exchange)
{
    struct workers *workers = worker->workers;
    struct request *req = &exchange->req;
    uint64_t serial = atomic_fetch_add_explicit(&workers->serial, 1, memory_order_relaxed);
    char id[17];
    snprintf(id, sizeof(id), "%016llx", (unsigned long long)serial);
    req->id = str_of(id);
    req->arena = &worker->arena;
    req->app = workers->options->app;
    req->thread = worker->thread;
    struct response resp = response_new(&worker->arena);
    enum err err = worker_handle(worker, exchange, &resp);
    if (err != ERR_OK) {
        worker_error(worker, exchange, &resp, err);
    }
    worker_cache_headers(&resp);
    worker_finish_body(worker, exchange, &resp);
    /* The log needs two fields only; the exchange is another's once it is answered. */
    struct request logged = {.method = req->method, .route = req->route};
    int64_t arrived = exchange->arrived;
    workers->answer(exchange, &resp);
    atomic_fetch_sub_explicit(&workers->running, 1, memory_order_relaxed);
    worker_log(id, &logged, &resp, arrived);
    arena_reset(&worker->arena);
}

static void *worker_main(void *argument)
{
    struct worker *worker = argument;
    const struct server_options *options = worker->workers->options;
    if (options->thread_start != NULL) {
        worker->thread = options->thread_start(options->app);
    }
    for (;;) {
        struct exchange *exchange = worker_take(worker->workers);
        if (exchange == NULL) {
            break;
        }
        worker_serve(worker, exchange);
    }
    if (options->thread_end != NULL) {
        options->thread_end(options->app, worker->thread);
    }
    compressor_close(worker->compressor);
    arena_release(&worker->arena);
    return NULL;
}

FALLIBLE workers_start(struct arena *arena, const struct server_options *options, worker_answer answer,
                       struct workers **out)
{
    struct workers *workers = ARENA_NEW(arena, struct workers);
    uint64_t start = 0;
    random_bytes(&start, sizeof(start));
    workers->options = options;
    workers->answer = answer;
    workers->ring = ARENA_ARRAY(arena, struct exchange *, options->queue_limit);
    workers->threads = ARENA_ARRAY(arena, pthread_t, options->workers);
    atomic_init(&workers->serial, start);
    pthread_mutex_init(&workers->lock, NULL);
    pthread_cond_init(&workers->is_filled, NULL);
    for (unsigned i = 0; i < options->workers; i++) {
        struct worker *worker = ARENA_NEW(arena, struct worker);
        worker->workers = workers;
        worker->compressor = compressor_new(arena);
        if (pthread_create(&workers->threads[i], NULL, worker_main, worker) != 0) {
            workers_stop(workers);
            return ERR_IO;
        }
        workers->thread_count++;
    }
    *out = workers;
    return ERR_OK;
}

void workers_stop(struct workers *workers)
{
    pthread_mutex_lock(&workers->lock);
    workers->is_stopping = true;
    pthread_mutex_unlock(&workers->lock);
    pthread_cond_broadcast(&workers->is_filled);
    for (size_t i = 0; i < workers->thread_count; i++) {
        pthread_join(workers->threads[i], NULL);
    }
    pthread_cond_destroy(&workers->is_filled);
    pthread_mutex_destroy(&workers->lock);
}
