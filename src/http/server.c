#include "http/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/log.h"
#include "http/listen.h"
#include "http/spool.h"
#include "http/worker.h"

#define SECOND INT64_C(1000000)
/* The library keeps the request's head and the answer's in it. */
#define CONNECTION_MEMORY (GUARD_HEADERS_LIMIT + 4096)
#define SPARE_LIMIT 64
#define STOP_LIMIT (10 * SECOND)
/* The slowest that a body may come in and go out, in bytes a second. */
#define SLOWEST_IN 65536
#define SLOWEST_OUT 16384
/* What is read and thrown away of a body beyond its limit, so that its sender still gets an answer: of unknown length, announced. */
#define DISCARD_LIMIT ((int64_t)1 << 20)
#define DISCARD_LIMIT_ANNOUNCED ((int64_t)8 << 20)

/* One connection, from accept to close. */
struct link {
    struct link *next;
    struct link *previous;
    int fd;
    bool is_local;
    int64_t uid;
    char peer[INET6_ADDRSTRLEN];
    _Atomic int64_t deadline; /* clock_monotonic; then the connection is cut */
};

/* One listening socket. */
struct door {
    struct server *server;
    struct MHD_Daemon *daemon;
    bool is_local;
};

enum stage { STAGE_HEAD, STAGE_BODY, STAGE_WAITING, STAGE_ANSWERED };

/* The wire's side of an exchange. */
struct wire {
    struct exchange exchange;
    struct server *server;
    struct MHD_Connection *connection;
    struct MHD_Response *response;
    struct link *link;
    struct str target;
    enum stage stage;
    bool is_counted; /* in server.in_flight */
    bool must_close;
    int status;
    int64_t answer_size;
    struct buf body;
    int body_fd;
    bool is_mapped;
    int64_t body_size;
    int64_t body_limit;
    int64_t discard_limit; /* beyond body_limit */
};

struct server {
    struct server_options options;
    struct workers *workers;
    struct door tcp;
    struct door local;
    int port;
    pthread_t watch;
    pthread_mutex_t lock; /* over everything below */
    pthread_cond_t is_changed;
    struct arena arena;
    struct link *links;
    struct link *spare_links;
    struct exchange *spare;
    size_t spare_count;
    size_t link_count;
    int64_t in_flight;
    bool is_stopping;
    _Atomic bool is_closing; /* answers close their connection */
    _Atomic int64_t answered;
};

/* ---- connections --------------------------------------------------------------------------- */

static void link_describe(struct link *link, struct MHD_Connection *connection, bool is_local)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    link->fd = info->connect_fd;
    link->is_local = is_local;
    link->uid = -1;
    snprintf(link->peer, sizeof(link->peer), "%s", is_local ? "unix" : "-");
    if (is_local) {
        struct ucred credentials;
        socklen_t size = sizeof(credentials);
        if (getsockopt(link->fd, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0) {
            link->uid = credentials.uid;
        }
        return;
    }
    info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *address = info->client_addr;
    if (address->sa_family == AF_INET) {
        (void)inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)address)->sin_addr, link->peer,
                        sizeof(link->peer));
    } else if (address->sa_family == AF_INET6) {
        (void)inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, link->peer,
                        sizeof(link->peer));
    }
}

static int64_t server_deadline(const struct server *server, int64_t bytes, int64_t slowest)
{
    return clock_monotonic() + ((int64_t)server->options.request_timeout + bytes / slowest) * SECOND;
}

static void server_on_connection(void *cls, struct MHD_Connection *connection, void **context,
                                 enum MHD_ConnectionNotificationCode code)
{
    struct door *door = cls;
    struct server *server = door->server;
    pthread_mutex_lock(&server->lock);
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        struct link *link = server->spare_links;
        if (link != NULL) {
            server->spare_links = link->next;
        } else {
            link = ARENA_NEW(&server->arena, struct link);
        }
        link_describe(link, connection, door->is_local);
        atomic_store(&link->deadline, server_deadline(server, 0, 1));
        link->previous = NULL;
        link->next = server->links;
        if (server->links != NULL) {
            server->links->previous = link;
        }
        server->links = link;
        server->link_count++;
        *context = link;
    } else {
        struct link *link = *context;
        if (link->previous != NULL) {
            link->previous->next = link->next;
        } else {
            server->links = link->next;
        }
        if (link->next != NULL) {
            link->next->previous = link->previous;
        }
        link->next = server->spare_links;
        server->spare_links = link;
        server->link_count--;
    }
    pthread_mutex_unlock(&server->lock);
}

/* Cuts connections that dribble: the library's own limit is for silence only. Under the lock a connection that is in
 * the list has not been closed yet, so that the descriptor is its own. */
static void *server_watch(void *argument)
{
    struct server *server = argument;
    pthread_mutex_lock(&server->lock);
    while (!server->is_stopping) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += 1;
        (void)pthread_cond_timedwait(&server->is_changed, &server->lock, &until);
        int64_t now = clock_monotonic();
        for (struct link *link = server->links; link != NULL; link = link->next) {
            if (atomic_load_explicit(&link->deadline, memory_order_relaxed) < now) {
                (void)shutdown(link->fd, SHUT_RDWR);
            }
        }
    }
    pthread_mutex_unlock(&server->lock);
    return NULL;
}

/* ---- exchanges --------------------------------------------------------------------------- */

static struct wire *wire_new(struct server *server, struct MHD_Connection *connection)
{
    pthread_mutex_lock(&server->lock);
    struct exchange *spare = server->spare;
    struct wire *wire = NULL;
    if (spare != NULL) {
        server->spare = spare->next;
        server->spare_count -= server->spare_count > 0;
        wire = spare->wire;
    } else {
        wire = ARENA_NEW(&server->arena, struct wire);
        wire->exchange.wire = wire;
    }
    pthread_mutex_unlock(&server->lock);
    wire->server = server;
    wire->connection = connection;
    wire->response = NULL;
    wire->stage = STAGE_HEAD;
    wire->is_counted = false;
    wire->must_close = false;
    wire->answer_size = 0;
    wire->body = BUF(&wire->exchange.arena);
    wire->body_fd = -1;
    wire->is_mapped = false;
    wire->body_size = 0;
    wire->exchange.refusal = ERR_OK;
    wire->exchange.allowed = 0;
    return wire;
}

static void server_on_completed(void *cls, struct MHD_Connection *connection, void **context,
                                enum MHD_RequestTerminationCode code)
{
    struct door *door = cls;
    struct server *server = door->server;
    struct wire *wire = *context;
    (void)connection;
    (void)code;
    if (wire == NULL) {
        return;
    }
    if (wire->response != NULL) {
        MHD_destroy_response(wire->response);
    }
    if (wire->body_fd >= 0) {
        if (wire->is_mapped) {
            spool_unmap(wire->exchange.req.body);
        }
        spool_close(wire->body_fd);
    }
    if (wire->link != NULL) {
        atomic_store_explicit(&wire->link->deadline, server_deadline(server, 0, 1), memory_order_relaxed);
    }
    bool was_counted = wire->is_counted;
    wire->link = NULL;
    arena_reset(&wire->exchange.arena);
    pthread_mutex_lock(&server->lock);
    if (server->spare_count >= SPARE_LIMIT) {
        arena_release(&wire->exchange.arena);
    }
    server->spare_count++;
    wire->exchange.next = server->spare;
    server->spare = &wire->exchange;
    if (was_counted) {
        server->in_flight--;
        if (server->is_stopping) {
            pthread_cond_broadcast(&server->is_changed);
        }
    }
    pthread_mutex_unlock(&server->lock);
    *context = NULL;
}

/* ---- answers ----------------------------------------------------------------------------- */

static struct MHD_Response *server_build(const struct response *resp, bool must_close)
{
    struct MHD_Response *response = NULL;
    if (resp->body_fd >= 0) {
        response = MHD_create_response_from_fd64((uint64_t)resp->body_size, resp->body_fd);
        if (response == NULL) {
            spool_close(resp->body_fd);
        }
    } else {
        /* The body lives in the exchange's arena or is static: it outlives the response. */
        response = MHD_create_response_from_buffer(resp->body.len, resp->body.ptr, MHD_RESPMEM_PERSISTENT);
    }
    if (response == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < guard_security_header_count; i++) {
        const char *value = guard_security_headers[i].value;
        bool is_policy = i == 0 && resp->is_sandboxed;
        (void)MHD_add_response_header(response, guard_security_headers[i].name,
                                      is_policy ? guard_sandbox_policy : value);
    }
    if (resp->body_fd >= 0 || resp->body.len > 0) {
        (void)MHD_add_response_header(response, "Content-Type", str_c(resp->arena, resp->content_type));
    }
    for (size_t i = 0; i < resp->header_count; i++) {
        (void)MHD_add_response_header(response, resp->headers[i].name.ptr, resp->headers[i].value.ptr);
    }
    if (must_close) {
        (void)MHD_add_response_header(response, "Connection", "close");
    }
    return response;
}

/* On the worker's thread, while the connection is suspended. */
static void server_answer(struct exchange *exchange, const struct response *resp)
{
    struct wire *wire = exchange->wire;
    struct server *server = wire->server;
    int64_t size = resp->body_fd >= 0 ? resp->body_size : (int64_t)resp->body.len;
    bool must_close = wire->must_close || atomic_load_explicit(&server->is_closing, memory_order_relaxed);
    wire->response = server_build(resp, must_close);
    wire->status = resp->status;
    wire->stage = STAGE_ANSWERED;
    atomic_store_explicit(&wire->link->deadline, server_deadline(server, size, SLOWEST_OUT), memory_order_relaxed);
    atomic_fetch_add_explicit(&server->answered, 1, memory_order_relaxed);
    MHD_resume_connection(wire->connection);
}

/* At once, on the I/O thread: what needs no page of the application's. */
static enum MHD_Result server_refuse(struct wire *wire, int status, enum err err)
{
    struct request *req = &wire->exchange.req;
    struct response resp = {.arena = &wire->exchange.arena, .status = status, .body_fd = -1};
    req->arena = &wire->exchange.arena;
    worker_plain_page(req, &resp, err);
    response_header(&resp, "Cache-Control", S("no-store"));
    if (status == 503) {
        response_header(&resp, "Retry-After", S("2"));
    }
    resp.log_error = err_info(err)->code;
    worker_log("-", req, &resp, clock_monotonic());
    struct MHD_Response *response = server_build(&resp, true);
    if (response == NULL) {
        return MHD_NO;
    }
    wire->stage = STAGE_ANSWERED;
    atomic_fetch_add_explicit(&wire->server->answered, 1, memory_order_relaxed);
    enum MHD_Result result = MHD_queue_response(wire->connection, (unsigned)status, response);
    MHD_destroy_response(response);
    return result;
}

/* ---- requests ---------------------------------------------------------------------------- */

static void *server_on_target(void *cls, const char *target, struct MHD_Connection *connection)
{
    struct door *door = cls;
    struct wire *wire = wire_new(door->server, connection);
    wire->target = str_copy(&wire->exchange.arena, str_of(target));
    return wire;
}

/* The target is decoded by guard_target. */
static size_t server_keep_escapes(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

static enum MHD_Result server_collect_header(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_len,
                                             const char *value, size_t value_len)
{
    struct exchange *exchange = cls;
    (void)kind;
    size_t at = exchange->req.header_count++;
    if (at > GUARD_HEADER_COUNT) {
        return MHD_NO;
    }
    struct str text = value == NULL ? S("") : (struct str){value, value_len};
    exchange->headers[at] = (struct header){{name, name_len}, text};
    return MHD_YES;
}

/* The library splits the request where it stands in its buffer, by writing NULs over the separators, and forgives
 * much: folded lines, bare LF, NUL, a line without a name. Whatever it forgave shows as a gap between the pieces.
 * So the pieces must follow one another as in "METHOD TARGET VERSION CRLF NAME: VALUE CRLF … CRLF". A library that
 * worked otherwise would have every request refused. */
static bool server_is_verbatim(const struct wire *wire, const char *method, const char *url, const char *version)
{
    const struct exchange *exchange = &wire->exchange;
    if (url != method + strlen(method) + 1 || version != url + wire->target.len + 1) {
        return false;
    }
    const char *at = version + strlen(version);
    for (size_t i = 0; i < exchange->req.header_count; i++) {
        struct str name = exchange->headers[i].name;
        struct str value = exchange->headers[i].value;
        if (at[0] != '\0' || at[1] != '\0' || name.ptr != at + 2 || name.ptr[name.len] != '\0') {
            return false;
        }
        at = name.ptr + name.len + 1;
        while (*at == ' ' || *at == '\t') {
            at++;
        }
        if (value.ptr != at) {
            return false;
        }
        at += value.len;
    }
    return at[0] == '\0' && at[1] == '\0' && at[2] == '\0' && at[3] == '\0';
}

/* The address that the proxy in front saw: the last one in X-Forwarded-For. */
static struct str server_forwarded_peer(struct request *req, struct str peer)
{
    struct str list = request_header(req, "X-Forwarded-For");
    struct str item = STR_NONE;
    while (list.ptr != NULL && str_split(&list, ',', &item)) {
        item = str_trim(item);
    }
    unsigned char address[sizeof(struct in6_addr)];
    char text[INET6_ADDRSTRLEN];
    if (item.len == 0 || item.len >= sizeof(text)) {
        return peer;
    }
    memcpy(text, item.ptr, item.len);
    text[item.len] = '\0';
    bool is_address = inet_pton(AF_INET, text, address) == 1 || inet_pton(AF_INET6, text, address) == 1;
    return is_address ? item : peer;
}

static void server_describe(struct wire *wire, const char *method)
{
    struct request *req = &wire->exchange.req;
    const struct server_options *options = &wire->server->options;
    req->method = method_parse(str_of(method));
    req->headers = wire->exchange.headers;
    req->target = wire->target;
    req->body = S("");
    req->body_fd = -1;
    req->is_local_socket = wire->link->is_local;
    req->peer_uid = wire->link->uid;
    req->is_secure = !wire->link->is_local && (options->behind_proxy || options->tls_certificate != NULL);
    req->peer = str_of(wire->link->peer);
    if (options->behind_proxy && !wire->link->is_local) {
        req->peer = server_forwarded_peer(req, req->peer);
    }
}

/* Hands the complete request to the workers. */
static enum MHD_Result server_enqueue(struct wire *wire)
{
    struct server *server = wire->server;
    if (!workers_reserve(server->workers)) {
        return server_refuse(wire, 503, ERR_BUSY);
    }
    pthread_mutex_lock(&server->lock);
    server->in_flight++;
    wire->must_close = wire->must_close || server->link_count * 4 > (size_t)server->options.connection_limit * 3;
    pthread_mutex_unlock(&server->lock);
    wire->is_counted = true;
    wire->stage = STAGE_WAITING;
    wire->exchange.arrived = clock_monotonic();
    atomic_store_explicit(&wire->link->deadline, INT64_MAX, memory_order_relaxed);
    /* Before it is put in: a worker may resume it at once. */
    MHD_suspend_connection(wire->connection);
    workers_put(server->workers, &wire->exchange);
    return MHD_YES;
}

static enum MHD_Result server_head(struct wire *wire, const char *method, const char *url, const char *version)
{
    struct exchange *exchange = &wire->exchange;
    struct request *req = &exchange->req;
    *req = (struct request){.peer_uid = -1, .body_fd = -1};
    bool is_1_1 = strcmp(version, MHD_HTTP_VERSION_1_1) == 0;
    bool is_chunked = false;
    int64_t length = -1;
    wire->link = MHD_get_connection_info(wire->connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    (void)MHD_get_connection_values_n(wire->connection, MHD_HEADER_KIND, server_collect_header, exchange);
    if (req->header_count > GUARD_HEADER_COUNT) {
        return server_refuse(wire, 431, ERR_TOO_LARGE);
    }
    if (!server_is_verbatim(wire, method, url, version) || (!is_1_1 && strcmp(version, MHD_HTTP_VERSION_1_0) != 0)) {
        return server_refuse(wire, 400, ERR_MALFORMED);
    }
    server_describe(wire, method);
    enum err err = guard_headers(exchange->headers, req->header_count, is_1_1, &is_chunked, &length);
    if (err != ERR_OK) {
        return server_refuse(wire, err == ERR_TOO_LARGE ? 431 : 400, err);
    }
    err = guard_target(&exchange->arena, wire->target, &req->path, &req->query);
    if (err != ERR_OK) {
        return server_refuse(wire, err == ERR_TOO_LARGE ? 414 : 400, err);
    }
    exchange->refusal = router_find(wire->server->options.router, req->method, req->path, &req->route, req->params,
                                    &req->param_count, &exchange->allowed);
    wire->body_limit = req->route == NULL || req->route->body_limit == 0 ? ROUTE_BODY_LIMIT : req->route->body_limit;
    if (exchange->refusal == ERR_OK && length > wire->body_limit) {
        exchange->refusal = ERR_TOO_LARGE;
    }
    wire->discard_limit = is_chunked ? DISCARD_LIMIT : DISCARD_LIMIT_ANNOUNCED;
    bool has_body = is_chunked || length > 0;
    if (has_body && exchange->refusal != ERR_OK) {
        /* What follows on this connection is never looked at. A small body is thrown away first, since closing on a client that
         * still sends would cost it the answer; one that asks before it sends (Expect) is told at once. */
        wire->must_close = true;
        if (is_chunked || length > wire->body_limit + DISCARD_LIMIT_ANNOUNCED || !str_is_empty(request_header(req, "Expect"))) {
            return server_enqueue(wire);
        }
    }
    wire->stage = STAGE_BODY;
    int64_t expected = is_chunked ? wire->body_limit : length;
    atomic_store_explicit(&wire->link->deadline, server_deadline(wire->server, expected, SLOWEST_IN),
                          memory_order_relaxed);
    return MHD_YES;
}

static FALLIBLE server_keep(struct wire *wire, struct str piece)
{
    if (wire->body_fd < 0 && wire->body.len + piece.len <= SPOOL_THRESHOLD) {
        buf_put(&wire->body, piece);
        return ERR_OK;
    }
    if (wire->body_fd < 0) {
        TRY(spool_open(&wire->body_fd));
        TRY(spool_write(wire->body_fd, buf_str(&wire->body)));
    }
    return spool_write(wire->body_fd, piece);
}

static enum MHD_Result server_body(struct wire *wire, const char *data, size_t *size)
{
    struct exchange *exchange = &wire->exchange;
    wire->body_size += (int64_t)*size;
    if (exchange->refusal == ERR_OK && wire->body_size > wire->body_limit) {
        exchange->refusal = ERR_TOO_LARGE;
        wire->must_close = true;
    }
    if (exchange->refusal == ERR_OK) {
        exchange->refusal = server_keep(wire, (struct str){data, *size});
        wire->must_close = wire->must_close || exchange->refusal != ERR_OK;
    } else if (wire->body_size > wire->body_limit + wire->discard_limit) {
        return MHD_NO;
    }
    *size = 0;
    return MHD_YES;
}

static enum MHD_Result server_complete(struct wire *wire)
{
    struct request *req = &wire->exchange.req;
    if (wire->exchange.refusal == ERR_OK && wire->body_fd >= 0) {
        wire->exchange.refusal = spool_map(wire->body_fd, wire->body_size, &req->body);
        req->body_fd = wire->body_fd;
        wire->is_mapped = wire->exchange.refusal == ERR_OK;
    } else if (wire->exchange.refusal == ERR_OK && wire->body.len > 0) {
        req->body = buf_str(&wire->body);
    }
    return server_enqueue(wire);
}

static enum MHD_Result server_on_request(void *cls, struct MHD_Connection *connection, const char *url,
                                         const char *method, const char *version, const char *data, size_t *size,
                                         void **context)
{
    struct wire *wire = *context;
    (void)cls;
    switch (wire->stage) {
    case STAGE_HEAD:
        return server_head(wire, method, url, version);
    case STAGE_BODY:
        return *size > 0 ? server_body(wire, data, size) : server_complete(wire);
    case STAGE_ANSWERED:
        return wire->response == NULL ? MHD_NO
                                      : MHD_queue_response(connection, (unsigned)wire->status, wire->response);
    case STAGE_WAITING:
        break;
    }
    /* Suspended: the library does not call before it is resumed. */
    return MHD_NO;
}

static void server_on_message(void *cls, const char *format, va_list args)
{
    char text[256];
    (void)cls;
    int len = vsnprintf(text, sizeof(text), format, args);
    while (len > 0 && len < (int)sizeof(text) && text[len - 1] == '\n') {
        text[--len] = '\0';
    }
    log_write(LOG_DEBUG, "what=http text=\"%s\"", text);
}

/* ---- start and stop -------------------------------------------------------------------------- */

static FALLIBLE server_open_door(struct arena *arena, struct server *server, struct door *door, int fd,
                                 bool is_loopback, struct text *problem)
{
    const struct server_options *options = &server->options;
    const char *certificate = NULL;
    const char *key = NULL;
    bool has_tls = options->tls_certificate != NULL && !door->is_local;
    if (has_tls) {
        TRY(listen_read_pem(arena, options->tls_certificate, problem, &certificate));
        TRY(listen_read_pem(arena, options->tls_key, problem, &key));
    }
    bool is_limited = !is_loopback && !options->behind_proxy;
    unsigned per_address = options->per_address_limit != 0 ? options->per_address_limit : is_limited ? 64 : 0;
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)certificate},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)key},
        {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t)"NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"},
        {MHD_OPTION_END, 0, NULL},
    };
    struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TURBO | MHD_USE_ERROR_LOG |
                     (has_tls ? (unsigned)MHD_USE_TLS : 0U);
    door->server = server;
    door->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, server_on_request, door, MHD_OPTION_EXTERNAL_LOGGER, server_on_message, NULL,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_URI_LOG_CALLBACK, server_on_target, door,
        MHD_OPTION_UNESCAPE_CALLBACK, server_keep_escapes, NULL, MHD_OPTION_NOTIFY_COMPLETED, server_on_completed,
        door, MHD_OPTION_NOTIFY_CONNECTION, server_on_connection, door, MHD_OPTION_STRICT_FOR_CLIENT, 0,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY, MHD_OPTION_CONNECTION_LIMIT,
        options->connection_limit, MHD_OPTION_CONNECTION_TIMEOUT, options->timeout,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, per_address, MHD_OPTION_ARRAY, has_tls ? tls : none, MHD_OPTION_END);
    if (door->daemon == NULL) {
        *problem = has_tls ? TEXT("No se pudo iniciar el servidor; revise el certificado y su clave.",
                                  "The server could not be started; check the certificate and its key.")
                           : TEXT("No se pudo iniciar el servidor.", "The server could not be started.");
        return ERR_IO;
    }
    return ERR_OK;
}

static FALLIBLE server_open_tcp(struct arena *arena, struct server *server, struct text *problem)
{
    const struct server_options *options = &server->options;
    struct listening listening = {.fd = -1};
    if ((options->tls_certificate == NULL) != (options->tls_key == NULL)) {
        *problem = TEXT("El certificado y su clave van juntos.", "The certificate and its key go together.");
        return ERR_USAGE;
    }
    TRY(listen_open(arena, options->listen, problem, &listening));
    enum err err = ERR_OK;
    if (!listening.is_loopback && !options->behind_proxy && options->tls_certificate == NULL) {
        *problem = text_format(
            arena,
            TEXT("%s se alcanza desde otras máquinas: dé un certificado (TLS) o declare el proxy que está delante.",
                 "%s is reached from other machines: give a certificate (TLS) or declare the proxy in front."),
            options->listen);
        err = ERR_USAGE;
    }
    if (err == ERR_OK) {
        err = server_open_door(arena, server, &server->tcp, listening.fd, listening.is_loopback, problem);
    }
    if (err != ERR_OK) {
        (void)close(listening.fd);
        return err;
    }
    server->port = listening.port;
    return ERR_OK;
}

static FALLIBLE server_open_local(struct arena *arena, struct server *server, struct text *problem)
{
    int fd = -1;
    TRY(listen_open_local(arena, server->options.socket_path, problem, &fd));
    server->local.is_local = true;
    enum err err = server_open_door(arena, server, &server->local, fd, true, problem);
    if (err != ERR_OK) {
        (void)close(fd);
        (void)unlink(server->options.socket_path);
    }
    return err;
}

/* A worker waits while its write is made durable, so that as many writes share a sync as there are workers, whatever the cores. */
#define WORKERS 16

static void server_set_defaults(struct server_options *options)
{
    options->workers = options->workers != 0 ? options->workers : WORKERS;
    options->queue_limit = options->queue_limit != 0 ? options->queue_limit : 512;
    options->connection_limit = options->connection_limit != 0 ? options->connection_limit : 1024;
    options->timeout = options->timeout != 0 ? options->timeout : 15;
    options->request_timeout = options->request_timeout != 0 ? options->request_timeout : 60;
}

static void server_close(struct server *server)
{
    pthread_mutex_lock(&server->lock);
    server->is_stopping = true;
    pthread_mutex_unlock(&server->lock);
    pthread_cond_broadcast(&server->is_changed);
    pthread_join(server->watch, NULL);
    workers_stop(server->workers);
    if (server->tcp.daemon != NULL) {
        MHD_stop_daemon(server->tcp.daemon);
    }
    if (server->local.daemon != NULL) {
        MHD_stop_daemon(server->local.daemon);
        (void)unlink(server->options.socket_path);
    }
    for (struct exchange *exchange = server->spare; exchange != NULL; exchange = exchange->next) {
        arena_release(&exchange->arena);
    }
    pthread_cond_destroy(&server->is_changed);
    pthread_mutex_destroy(&server->lock);
    arena_release(&server->arena);
}

static FALLIBLE server_start_threads(struct arena *arena, struct server *server, struct text *problem)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&server->lock, NULL);
    pthread_cond_init(&server->is_changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    *problem = TEXT("No se pudo iniciar el servidor.", "The server could not be started.");
    TRY(workers_start(arena, &server->options, server_answer, &server->workers));
    if (pthread_create(&server->watch, NULL, server_watch, server) != 0) {
        workers_stop(server->workers);
        return ERR_IO;
    }
    enum err err = server->options.listen == NULL ? ERR_OK : server_open_tcp(arena, server, problem);
    if (err == ERR_OK && server->options.socket_path != NULL) {
        err = server_open_local(arena, server, problem);
    }
    if (err != ERR_OK) {
        server_close(server);
    }
    return err;
}

FALLIBLE server_start(struct arena *arena, const struct server_options *options, struct text *problem,
                      struct server **out)
{
    sigset_t all;
    sigset_t before;
    struct server *server = ARENA_NEW(arena, struct server);
    server->options = *options;
    server_set_defaults(&server->options);
    /* A client that goes away is an error of its write, and signals are the main thread's. */
    signal(SIGPIPE, SIG_IGN);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    enum err err = server_start_threads(arena, server, problem);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    *out = server;
    return err;
}

int server_port(const struct server *server)
{
    return server->port;
}

int64_t server_answered(const struct server *server)
{
    return atomic_load(&server->answered);
}

int64_t server_running(const struct server *server)
{
    return workers_running(server->workers);
}

static void server_quiesce(struct door *door)
{
    if (door->daemon != NULL) {
        MHD_socket fd = MHD_quiesce_daemon(door->daemon);
        if (fd != MHD_INVALID_SOCKET) {
            (void)close(fd);
        }
    }
}

void server_stop(struct server *server)
{
    atomic_store(&server->is_closing, true);
    server_quiesce(&server->tcp);
    server_quiesce(&server->local);
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += STOP_LIMIT / SECOND;
    pthread_mutex_lock(&server->lock);
    server->is_stopping = true;
    pthread_cond_broadcast(&server->is_changed);
    int waited = 0;
    while (server->in_flight > 0 && waited != ETIMEDOUT) {
        waited = pthread_cond_timedwait(&server->is_changed, &server->lock, &until);
    }
    pthread_mutex_unlock(&server->lock);
    server_close(server);
}
