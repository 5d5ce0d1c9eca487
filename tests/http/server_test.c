/* A server in this process, driven by raw sockets: what goes over the wire and what is refused. */
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/log.h"
#include "base/secret.h"
#include "base/seam.h"
#include "http/guard.h"
#include "http/server.h"
#include "http/static.h"
#include "raw.h"

#define KEEP "Host: localhost\r\n"
#define GET(path) "GET " path " HTTP/1.1\r\n" KEEP "\r\n"

static const unsigned char app_css[] = "body{margin:0}";
const struct asset asset_list[] = {
    {.name = "css/app.css", .data = app_css, .length = sizeof(app_css) - 1, .etag = "0123456789abcdef"},
};
const size_t asset_count = 1;

/* ---- the application under test ------------------------------------------------------------- */

static pthread_mutex_t gate_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gate_is_moved = PTHREAD_COND_INITIALIZER;
static bool gate_is_open;
static int gate_inside; /* handlers that wait at the gate */
static atomic_int threads_alive;
static atomic_int threads_started;

static void gate_set(bool is_open)
{
    pthread_mutex_lock(&gate_lock);
    gate_is_open = is_open;
    pthread_cond_broadcast(&gate_is_moved);
    pthread_mutex_unlock(&gate_lock);
}

static void gate_wait_inside(int count)
{
    pthread_mutex_lock(&gate_lock);
    while (gate_inside < count) {
        pthread_cond_wait(&gate_is_moved, &gate_lock);
    }
    pthread_mutex_unlock(&gate_lock);
}

static enum err show_hello(struct request *req, struct response *resp)
{
    (void)req;
    response_body(resp, "text/plain; charset=utf-8", S("hello"));
    return ERR_OK;
}

static enum err show_wait(struct request *req, struct response *resp)
{
    (void)req;
    pthread_mutex_lock(&gate_lock);
    gate_inside++;
    pthread_cond_broadcast(&gate_is_moved);
    while (!gate_is_open) {
        pthread_cond_wait(&gate_is_moved, &gate_lock);
    }
    gate_inside--;
    pthread_mutex_unlock(&gate_lock);
    response_body(resp, "text/plain; charset=utf-8", S("waited"));
    return ERR_OK;
}

static enum err show_big(struct request *req, struct response *resp)
{
    (void)req;
    for (int i = 0; i < 1000; i++) {
        buf_format(&resp->body, "<p>row %d</p>", i);
    }
    return ERR_OK;
}

static enum err show_item(struct request *req, struct response *resp)
{
    buf_format(&resp->body, "item " STR_FMT " q=" STR_FMT " path=" STR_FMT " peer=" STR_FMT " thread=%s",
               STR_ARG(request_param(req, "id")), STR_ARG(request_query(req, "q")), STR_ARG(req->path),
               STR_ARG(req->peer), (const char *)req->thread);
    return ERR_OK;
}

static enum err show_error(struct request *req, struct response *resp)
{
    buf_put_c(&resp->body, "must not be seen");
    response_header(resp, "X-Lost", S("1"));
    return str_eq_c(request_query(req, "kind"), "busy") ? ERR_BUSY : ERR_DENIED;
}

static enum err take_echo(struct request *req, struct response *resp)
{
    response_body(resp, "application/octet-stream", req->body);
    return ERR_OK;
}

static enum err take_upload(struct request *req, struct response *resp)
{
    struct hash hash = hash_of(req->body);
    buf_format(&resp->body, "%zu %s " STR_FMT, req->body.len, req->body_fd >= 0 ? "file" : "memory",
               STR_ARG(hash_hex(req->arena, &hash)));
    return ERR_OK;
}

static enum err take_form(struct request *req, struct response *resp)
{
    struct form *form = NULL;
    TRY(request_form(req, &form));
    buf_put(&resp->body, form_get(form, "name"));
    response_cookie(resp, req, "session", S("abc"), 60);
    response_header(resp, "X-Seen", request_cookie(req, "session"));
    return ERR_OK;
}

static enum err show_export(struct request *req, struct response *resp)
{
    resp->content_type = S("text/csv; charset=utf-8");
    response_attachment(resp, S("señas \"1\".csv"));
    resp->is_sandboxed = true;
    for (int i = 0; i < 300000; i++) {
        TRY(response_write(resp, str_format(req->arena, "row;%07d\n", i)));
    }
    return ERR_OK;
}

static enum err show_tagged(struct request *req, struct response *resp)
{
    resp->no_store = false;
    if (response_etag(resp, req, S("v7"))) {
        return ERR_OK;
    }
    response_body(resp, "application/json", S("{}"));
    return ERR_OK;
}

static enum err show_local(struct request *req, struct response *resp)
{
    buf_format(&resp->body, "local=%d uid=%lld secure=%d", req->is_local_socket, (long long)req->peer_uid,
               req->is_secure);
    return ERR_OK;
}

static enum err refuse_some(struct request *req, struct response *resp, route_handler handler)
{
    req->state = (void *)(uintptr_t)"known";
    resp->log_op = "test.some";
    return str_eq_c(request_query(req, "refuse"), "yes") ? ERR_UNAUTHENTICATED : handler(req, resp);
}

static void show_problem(struct request *req, struct response *resp, enum err err)
{
    response_body(resp, "application/problem+json", str_format(req->arena, "{\"code\":\"%s\",\"state\":\"%s\"}",
                                                               err_info(err)->code,
                                                               req->state == NULL ? "" : (const char *)req->state));
}

static void *open_thread(void *app)
{
    assert_string_equal(app, "the app");
    atomic_fetch_add(&threads_alive, 1);
    atomic_fetch_add(&threads_started, 1);
    return (void *)(uintptr_t)"db";
}

static void close_thread(void *app, void *thread)
{
    (void)app;
    assert_string_equal(thread, "db");
    atomic_fetch_sub(&threads_alive, 1);
}

static const struct route routes[] = {
    {METHOD_GET, "/", show_hello},
    {METHOD_GET, "/hello", show_hello},
    {METHOD_GET, "/wait", show_wait},
    {METHOD_GET, "/big", show_big},
    {METHOD_GET, "/items/{id}", show_item},
    {METHOD_DELETE, "/items/{id}", show_hello},
    {METHOD_GET, "/error", show_error},
    {METHOD_POST, "/echo", take_echo},
    {METHOD_POST, "/small", take_echo, .body_limit = 10},
    {METHOD_POST, "/upload", take_upload, .body_limit = 64 << 20},
    {METHOD_POST, "/form", take_form},
    {METHOD_GET, "/export", show_export},
    {METHOD_GET, "/tagged", show_tagged},
    {METHOD_GET, "/local", show_local},
};

struct fixture {
    struct arena arena;
    struct server *server;
    int port;
};

static struct server_options options_new(struct arena *arena)
{
    struct router *router = router_new(arena);
    router_add(router, routes, COUNT_OF(routes));
    router_add(router, static_routes, static_route_count);
    return (struct server_options){
        .listen = "127.0.0.1:0",
        .workers = 4,
        .router = router,
        .app = (void *)(uintptr_t)"the app",
        .thread_start = open_thread,
        .thread_end = close_thread,
    };
}

static void fixture_start(struct fixture *fixture, const struct server_options *options)
{
    struct text problem = TEXT_NONE;
    enum err err = server_start(&fixture->arena, options, &problem, &fixture->server);
    if (err != ERR_OK) {
        fail_msg("%s", problem.en);
    }
    fixture->port = server_port(fixture->server);
}

static int set_up(void **state)
{
    static struct fixture fixture;
    memset(&fixture, 0, sizeof(fixture));
    struct server_options options = options_new(&fixture.arena);
    gate_set(false);
    fixture_start(&fixture, &options);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    gate_set(true);
    server_stop(fixture->server);
    assert_int_equal(atomic_load(&threads_alive), 0);
    arena_release(&fixture->arena);
    return 0;
}

#define ASK(text) raw_ask(&fixture->arena, fixture->port, S(text))
static void assert_str(struct str actual, const char *expected)
{
    if (!str_eq_c(actual, expected)) {
        fail_msg("got \"" STR_FMT "\", expected \"%s\"", STR_ARG(actual), expected);
    }
}

/* ---- good requests -------------------------------------------------------------------------- */

static void test_good_request(void **state)
{
    struct fixture *fixture = *state;
    struct reply reply = ASK(GET("/hello"));
    assert_int_equal(reply.status, 200);
    assert_str(reply.body, "hello");
    assert_str(raw_header(reply, "Content-Type"), "text/plain; charset=utf-8");
    assert_str(raw_header(reply, "Cache-Control"), "no-store");
    assert_int_equal(ASK(GET("/")).status, 200);
    reply = ASK(GET("/items/a%C3%B1o%20x?q=1+2%26"));
    assert_str(reply.body, "item año x q=1 2& path=/items/año x peer=127.0.0.1 thread=db");
    assert_int_equal(ASK("GET /hello HTTP/1.0\r\n\r\n").status, 200);
    assert_int_equal(ASK("GET /items/1?q=%ff HTTP/1.1\r\n" KEEP "\r\n").status, 400);
    reply = ASK("GET /hello HTTP/1.1\r\nHost:localhost  \r\nEmpty:\r\nX-Blank: \t \r\nAccept: a, b\r\n\r\n");
    assert_int_equal(reply.status, 400); /* blanks behind a host */
    reply = ASK("GET /hello HTTP/1.1\r\nHost:localhost\r\nEmpty:\r\nX-Blank: \t \r\nAccept: a, b\r\n\r\n");
    assert_int_equal(reply.status, 200);
}

static void test_security_headers_are_on_every_answer(void **state)
{
    struct fixture *fixture = *state;
    const struct reply replies[] = {ASK(GET("/hello")), ASK(GET("/nowhere")), ASK(GET("/error")),
                                    ASK("POST /hello HTTP/1.1\r\n" KEEP "Content-Length: 0\r\n\r\n"),
                                    ASK("GET /../x HTTP/1.1\r\n" KEEP "\r\n")};
    const int statuses[] = {200, 404, 403, 405, 400};
    for (size_t i = 0; i < COUNT_OF(replies); i++) {
        assert_int_equal(replies[i].status, statuses[i]);
        for (size_t h = 0; h < guard_security_header_count; h++) {
            assert_str(raw_header(replies[i], guard_security_headers[h].name), guard_security_headers[h].value);
        }
    }
    assert_str(raw_header(replies[0], "Content-Security-Policy"),
               "default-src 'none'; style-src 'self'; manifest-src 'self'; img-src 'self' data:; font-src 'self'; "
               "script-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
    assert_str(raw_header(replies[3], "Allow"), "GET, HEAD");
    assert_null(raw_header(replies[2], "X-Lost").ptr);
    assert_int_equal(str_find(replies[2].body, S("must not be seen")), SIZE_MAX);
    struct reply busy = ASK(GET("/error?kind=busy"));
    assert_int_equal(busy.status, 503);
    assert_str(raw_header(busy, "Retry-After"), "2");
}

static void test_keep_alive_and_pipelining(void **state)
{
    struct fixture *fixture = *state;
    int fd = raw_connect(fixture->port);
    for (int i = 0; i < 50; i++) {
        raw_send(fd, S(GET("/hello")));
        assert_int_equal(raw_read(&fixture->arena, fd, false).status, 200);
    }
    raw_send(fd, S(GET("/items/1") "POST /echo HTTP/1.1\r\n" KEEP "Content-Length: 3\r\n\r\nabc" GET("/items/2")));
    assert_true(str_starts(raw_read(&fixture->arena, fd, false).body, S("item 1")));
    assert_str(raw_read(&fixture->arena, fd, false).body, "abc");
    assert_true(str_starts(raw_read(&fixture->arena, fd, false).body, S("item 2")));
    raw_send(fd, S("GET /hello HTTP/1.1\r\n" KEEP "Connection: close\r\n\r\n"));
    assert_int_equal(raw_read(&fixture->arena, fd, false).status, 200);
    assert_true(raw_is_closed(fd));
    raw_close(fd);
}

static void test_head(void **state)
{
    struct fixture *fixture = *state;
    int fd = raw_connect(fixture->port);
    raw_send(fd, S("HEAD /hello HTTP/1.1\r\n" KEEP "\r\n"));
    struct reply reply = raw_read(&fixture->arena, fd, true);
    assert_int_equal(reply.status, 200);
    assert_str(raw_header(reply, "Content-Length"), "5");
    raw_send(fd, S(GET("/hello")));
    assert_str(raw_read(&fixture->arena, fd, false).body, "hello");
    raw_close(fd);
}

static void test_bodies(void **state)
{
    struct fixture *fixture = *state;
    assert_str(ASK("POST /echo HTTP/1.1\r\n" KEEP "Transfer-Encoding: chunked\r\n\r\n"
                   "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n").body,
               "abcde");
    int fd = raw_connect(fixture->port);
    raw_send(fd, S("POST /echo HTTP/1.1\r\n" KEEP "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n"));
    assert_int_equal(raw_read(&fixture->arena, fd, false).status, 100);
    raw_send(fd, S("xyz"));
    assert_str(raw_read(&fixture->arena, fd, false).body, "xyz");
    raw_close(fd);
    struct reply reply = ASK("POST /form HTTP/1.1\r\n" KEEP "Cookie: a=1; session=old\r\n"
                             "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 15\r\n\r\nname=Jos%C3%A9+");
    assert_str(reply.body, "José ");
    assert_str(raw_header(reply, "Set-Cookie"), "session=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
    assert_str(raw_header(reply, "X-Seen"), "old");
    assert_int_equal(ASK("POST /form HTTP/1.1\r\n" KEEP "Content-Type: text/plain\r\nContent-Length: 1\r\n\r\na").status, 415);
    assert_int_equal(ASK("POST /form HTTP/1.1\r\n" KEEP "Content-Type: application/x-www-form-urlencoded\r\n"
                         "Content-Length: 2\r\n\r\n%z").status, 400);
}

static void test_large_bodies_go_to_a_file(void **state)
{
    struct fixture *fixture = *state;
    size_t size = 5 << 20;
    char *body = arena_alloc(&fixture->arena, size);
    for (size_t i = 0; i < size; i++) {
        body[i] = (char)(i * 31 + i / 977);
    }
    struct hash hash = hash_of((struct str){body, size});
    struct str hex = hash_hex(&fixture->arena, &hash);
    int fd = raw_connect(fixture->port);
    raw_send(fd, str_format(&fixture->arena, "POST /upload HTTP/1.1\r\n" KEEP "Content-Length: %zu\r\n\r\n", size));
    raw_send(fd, (struct str){body, size});
    assert_str(raw_read(&fixture->arena, fd, false).body,
               str_format(&fixture->arena, "%zu file " STR_FMT, size, STR_ARG(hex)).ptr);
    raw_send(fd, S("POST /upload HTTP/1.1\r\n" KEEP "Transfer-Encoding: chunked\r\n\r\n"));
    raw_send(fd, str_format(&fixture->arena, "%zx\r\n", size));
    raw_send(fd, (struct str){body, size});
    raw_send(fd, S("\r\n0\r\n\r\n"));
    assert_str(raw_read(&fixture->arena, fd, false).body,
               str_format(&fixture->arena, "%zu file " STR_FMT, size, STR_ARG(hex)).ptr);
    raw_send(fd, S("POST /upload HTTP/1.1\r\n" KEEP "Content-Length: 2\r\n\r\nab"));
    assert_true(str_starts(raw_read(&fixture->arena, fd, false).body, S("2 memory ")));
    raw_close(fd);
}

static void test_spool_failure_is_an_answer(void **state)
{
    struct fixture *fixture = *state;
    size_t size = 2 << 20;
    char *body = arena_alloc(&fixture->arena, size);
    for (int64_t nth = 1; nth <= 3; nth++) {
        int fd = raw_connect(fixture->port);
        seam_fail(SEAM_FILE, nth);
        raw_send(fd, str_format(&fixture->arena, "POST /upload HTTP/1.1\r\n" KEEP "Content-Length: %zu\r\n\r\n", size));
        raw_send(fd, (struct str){body, size});
        assert_int_equal(raw_read(&fixture->arena, fd, false).status, 500);
        seam_fail(SEAM_FILE, 0);
        raw_close(fd);
    }
}

static void test_body_limits(void **state)
{
    struct fixture *fixture = *state;
    int fd = raw_connect(fixture->port);
    /* Refused before a byte of the body is sent, if there is much to come or the client asks. */
    raw_send(fd, S("POST /small HTTP/1.1\r\n" KEEP "Content-Length: 9437184\r\n\r\n"));
    struct reply reply = raw_read(&fixture->arena, fd, false);
    assert_int_equal(reply.status, 413);
    assert_true(reply.is_closed);
    assert_true(raw_is_closed(fd));
    raw_close(fd);
    assert_int_equal(ASK("POST /small HTTP/1.1\r\n" KEEP "Expect: 100-continue\r\nContent-Length: 11\r\n\r\n").status, 413);
    assert_int_equal(ASK("POST /small HTTP/1.1\r\n" KEEP "Content-Length: 10\r\n\r\n0123456789").status, 200);
    assert_int_equal(ASK("POST /small HTTP/1.1\r\n" KEEP "Transfer-Encoding: chunked\r\n\r\n"
                         "b\r\n0123456789a\r\n0\r\n\r\n").status, 413);
    assert_int_equal(ASK("POST /echo HTTP/1.1\r\n" KEEP "Expect: 100-continue\r\nContent-Length: 1048577\r\n\r\n").status, 413);
    assert_int_equal(ASK("POST /nowhere HTTP/1.1\r\n" KEEP "Expect: 100-continue\r\nContent-Length: 1048577\r\n\r\n").status, 404);
    /* Little beyond the limit: a client that sends without waiting gets its answer when all is sent. */
    struct buf over = BUF(&fixture->arena);
    buf_put_c(&over, "POST /small HTTP/1.1\r\n" KEEP "Content-Length: 3145728\r\n\r\n");
    for (size_t i = 0; i < 3145728; i++) {
        buf_put_char(&over, 'x');
    }
    fd = raw_connect(fixture->port);
    raw_send(fd, buf_str(&over));
    reply = raw_read(&fixture->arena, fd, false);
    assert_int_equal(reply.status, 413);
    assert_true(reply.is_closed);
    raw_close(fd);
    /* Endless: read for a while, then cut. */
    fd = raw_connect(fixture->port);
    raw_send(fd, S("POST /small HTTP/1.1\r\n" KEEP "Transfer-Encoding: chunked\r\n\r\n400000\r\n"));
    char *body = arena_alloc(&fixture->arena, 4 << 20);
    raw_send(fd, (struct str){body, 4 << 20});
    assert_true(raw_is_closed(fd));
    raw_close(fd);
}

static void test_export_and_files(void **state)
{
    struct fixture *fixture = *state;
    struct reply reply = ASK("GET /export HTTP/1.1\r\n" KEEP "Accept-Encoding: br\r\n\r\n");
    assert_int_equal(reply.status, 200);
    assert_int_equal(reply.body.len, 300000 * 12);
    assert_true(str_ends(reply.body, S("row;0299998\nrow;0299999\n")));
    assert_str(raw_header(reply, "Content-Disposition"),
               "attachment; filename=\"se__as _1_.csv\"; filename*=UTF-8''se%C3%B1as%20%221%22.csv");
    assert_str(raw_header(reply, "Content-Security-Policy"), guard_sandbox_policy);
    reply = ASK(GET("/assets/0123456789abcdef/css/app.css"));
    assert_int_equal(reply.status, 200);
    assert_str(reply.body, "body{margin:0}");
    assert_str(raw_header(reply, "Content-Type"), "text/css; charset=utf-8");
    assert_str(raw_header(reply, "Cache-Control"), "public, max-age=31536000, immutable");
    assert_int_equal(ASK(GET("/assets/0123456789abcdee/css/app.css")).status, 404);
    assert_int_equal(ASK(GET("/assets/0123456789abcdef/css")).status, 404);
    assert_str(static_url(&fixture->arena, "css/app.css"), "/assets/0123456789abcdef/css/app.css");
}

static void test_etag(void **state)
{
    struct fixture *fixture = *state;
    struct reply reply = ASK(GET("/tagged"));
    assert_int_equal(reply.status, 200);
    assert_str(raw_header(reply, "ETag"), "\"v7\"");
    assert_str(raw_header(reply, "Cache-Control"), "private, no-cache");
    reply = ASK("GET /tagged HTTP/1.1\r\n" KEEP "If-None-Match: \"v6\", W/\"v7\"\r\n\r\n");
    assert_int_equal(reply.status, 304);
    assert_int_equal(ASK("GET /tagged HTTP/1.1\r\n" KEEP "If-None-Match: \"v6\"\r\n\r\n").status, 200);
}

static void test_compression_is_negotiated(void **state)
{
    struct fixture *fixture = *state;
    struct reply plain = ASK(GET("/big"));
    assert_null(raw_header(plain, "Content-Encoding").ptr);
    assert_str(raw_header(plain, "Vary"), "Accept-Encoding");
    assert_true(plain.body.len > 10000);
    struct reply brotli = ASK("GET /big HTTP/1.1\r\n" KEEP "Accept-Encoding: gzip, deflate, br\r\n\r\n");
    assert_str(raw_header(brotli, "Content-Encoding"), "br");
    assert_true(brotli.body.len < plain.body.len / 3);
    struct reply gzip = ASK("GET /big HTTP/1.1\r\n" KEEP "Accept-Encoding: gzip\r\n\r\n");
    assert_str(raw_header(gzip, "Content-Encoding"), "gzip");
    assert_memory_equal(gzip.body.ptr, "\x1f\x8b", 2);
    struct reply small = ASK("GET /hello HTTP/1.1\r\n" KEEP "Accept-Encoding: br\r\n\r\n");
    assert_null(raw_header(small, "Content-Encoding").ptr);
}

static void test_wrapper_and_error_page(void **state)
{
    struct fixture fixture = {0};
    (void)state;
    struct server_options options = options_new(&fixture.arena);
    options.wrapper = refuse_some;
    options.error_page = show_problem;
    fixture_start(&fixture, &options);
    assert_str(raw_ask(&fixture.arena, fixture.port, S(GET("/hello"))).body, "hello");
    struct reply reply = raw_ask(&fixture.arena, fixture.port, S(GET("/hello?refuse=yes")));
    assert_int_equal(reply.status, 401);
    assert_str(raw_header(reply, "Content-Type"), "application/problem+json");
    assert_str(reply.body, "{\"code\":\"unauthenticated\",\"state\":\"known\"}");
    reply = raw_ask(&fixture.arena, fixture.port, S(GET("/nowhere")));
    assert_int_equal(reply.status, 404);
    assert_str(reply.body, "{\"code\":\"not_found\",\"state\":\"\"}");
    reply = raw_ask(&fixture.arena, fixture.port, S("POST /small HTTP/1.1\r\n" KEEP "Content-Length: 11\r\n\r\n0123456789a"));
    assert_str(reply.body, "{\"code\":\"too_large\",\"state\":\"\"}");
    server_stop(fixture.server);
    arena_release(&fixture.arena);
}

/* ---- the gate --------------------------------------------------------------------------------- */

#define CASE(text, status) {text, sizeof(text) - 1, status}
static const struct {
    const char *text;
    size_t len;
    int status;
} refusals[] = {
    /* Framing. */
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Content-Length: 3\r\nContent-Length: 5\r\n\r\nabcde", 400),
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400),
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Content-Length: 3, 3\r\n\r\nabc", 400),
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 400),
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Transfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 400),
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Transfer-Encoding: identity\r\n\r\nabc", 400),
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
    CASE("POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Content-Length: +3\r\n\r\nabc", 400),
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Content-Length: 3 \r\n\r\nabc", 400),
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Content-Length: \r\n\r\n", 400),
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Content-Length: 0x3\r\n\r\nabc", 400),
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Content-Length: -1\r\n\r\n", 400),
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Content-Length: 18446744073709551615\r\n\r\n", 400),
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Content-Length: 99999999999999999999999\r\n\r\n", 413),
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Transfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n", 400),
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Transfer-Encoding: chunked\r\n\r\n 3\r\nabc\r\n0\r\n\r\n", 400),
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n", 400),
    CASE("POST /echo HTTP/1.1\r\n" KEEP "Expect: a-miracle\r\nContent-Length: 1\r\n\r\na", 400),
    /* Host. */
    CASE("GET /hello HTTP/1.1\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\r\nX: y\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\r\nHost:\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
    /* Lines. */
    CASE("GET /hello HTTP/1.1\r\n" KEEP "Foo: bar\r\n\tbaz\r\nX: y\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\r\n" KEEP "Foo: bar\r\n baz\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\r\n" KEEP "Foo:\r\n baz\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\r\n Host: localhost\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\r\n" KEEP "Foo: a\0b\r\nX: y\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\r\n" KEEP "Foo: a\0b\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\r\n" KEEP "Fo\0o: b\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\r\n" KEEP "Foo: a\rb: c\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\r\n" KEEP "Foo: a\x01" "b\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\r\n" KEEP "Foo: a\x7f\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\r\n" KEEP "Foo : a\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\r\n" KEEP "Fo o: a\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\r\n" KEEP "Foo\r\nX: y\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\r\n" KEEP ": y\r\nA: b\r\n\r\n", 400),
    CASE("GET /hello HTTP/1.1\nHost: localhost\nX: y\n\n", 400),
    CASE("GET /hello HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n", 400),
    CASE("G\0T /hello HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /he\0llo HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET  /hello HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /hello  HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /hel lo HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET\t/hello HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /hello\r\n" KEEP "\r\n", 400),
    CASE("GET /hello HTTP/1.2\r\n" KEEP "\r\n", 400),
    CASE("GET /hello HTTP/2.0\r\n" KEEP "\r\n", 505),
    CASE("GET /hello HTTP/1.1x\r\n" KEEP "\r\n", 400),
    CASE("GET /hello http/1.1\r\n" KEEP "\r\n", 400),
    /* Targets. */
    CASE("GET http://localhost/hello HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("CONNECT localhost:443 HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("OPTIONS * HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET hello HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET //hello HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /items//1 HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /../etc/passwd HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /items/%2e%2e/hello HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /items/. HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /items/a%2Fb HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /items/a%5Cb HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /items/a\\b HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /items/a%00b HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /items/a%0Ab HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /items/%C3 HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /items/%zz HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /items/% HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /items/\xC3\xB1 HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /items/a#b HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /hello\x01 HTTP/1.1\r\n" KEEP "\r\n", 400),
    CASE("GET /hello?q=%00 HTTP/1.1\r\n" KEEP "\r\n", 400),
    /* Not found, other methods. */
    CASE("GET /hello/ HTTP/1.1\r\n" KEEP "\r\n", 404),
    CASE("BREW /hello HTTP/1.1\r\n" KEEP "\r\n", 405),
    CASE("get /hello HTTP/1.1\r\n" KEEP "\r\n", 405),
};

static void test_the_gate(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT_OF(refusals); i++) {
        struct reply reply = raw_ask(&fixture->arena, fixture->port, (struct str){refusals[i].text, refusals[i].len});
        /* The library closes without a word on some of them; never is there a handler's answer. */
        if (reply.status != refusals[i].status && !(reply.status == 0 && refusals[i].status == 400)) {
            fail_msg("%d instead of %d for: %s", reply.status, refusals[i].status, refusals[i].text);
        }
    }
}

/* What is smuggled behind a refused request is never run. */
static void test_nothing_runs_behind_a_refusal(void **state)
{
    struct fixture *fixture = *state;
    int fd = raw_connect(fixture->port);
    int64_t before = server_answered(fixture->server);
    raw_send(fd, S("POST /echo HTTP/1.1\r\n" KEEP "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n"
                   GET("/hello") GET("/hello")));
    assert_int_equal(raw_read(&fixture->arena, fd, false).status, 400);
    assert_true(raw_is_closed(fd));
    raw_close(fd);
    assert_int_equal(server_answered(fixture->server), before + 1);
}

static struct str repeated(struct arena *arena, const char *before, char c, size_t count, const char *after)
{
    struct buf buf = BUF(arena);
    buf_put_c(&buf, before);
    for (size_t i = 0; i < count; i++) {
        buf_put_char(&buf, c);
    }
    buf_put_c(&buf, after);
    return buf_str(&buf);
}

static void test_size_limits(void **state)
{
    struct fixture *fixture = *state;
    struct arena *arena = &fixture->arena;
    struct str fits = repeated(arena, "GET /hello?", 'a', 8000, " HTTP/1.1\r\n" KEEP "\r\n");
    assert_int_equal(raw_ask(arena, fixture->port, fits).status, 200);
    struct str line = repeated(arena, "GET /hello?", 'a', 8300, " HTTP/1.1\r\n" KEEP "\r\n");
    assert_int_equal(raw_ask(arena, fixture->port, line).status, 414);
    fits = repeated(arena, "GET /hello HTTP/1.1\r\n" KEEP "A: ", 'a', 8000, "\r\n\r\n");
    assert_int_equal(raw_ask(arena, fixture->port, fits).status, 200);
    line = repeated(arena, "GET /hello HTTP/1.1\r\n" KEEP "A: ", 'a', 8300, "\r\n\r\n");
    assert_int_equal(raw_ask(arena, fixture->port, line).status, 431);
    struct buf many = BUF(arena);
    buf_put_c(&many, "GET /hello HTTP/1.1\r\n" KEEP);
    for (int i = 0; i < 101; i++) {
        buf_format(&many, "A%d: x\r\n", i);
    }
    buf_put_c(&many, "\r\n");
    assert_int_equal(raw_ask(arena, fixture->port, buf_str(&many)).status, 431);
    struct buf large = BUF(arena);
    buf_put_c(&large, "GET /hello HTTP/1.1\r\n" KEEP);
    for (int i = 0; i < 10; i++) {
        buf_put(&large, repeated(arena, "A: ", 'a', 5000, "\r\n"));
    }
    buf_put_c(&large, "\r\n");
    int status = raw_ask(arena, fixture->port, buf_str(&large)).status;
    assert_true(status == 431 || status == 413);
}

/* The head may come in any pieces: the check of its layout does not depend on them. */
static void test_a_head_in_pieces(void **state)
{
    struct fixture *fixture = *state;
    struct str head = repeated(&fixture->arena, "GET /items/7?q=1 HTTP/1.1\r\n" KEEP "A: ", 'a', 6000,
                               "\r\nB:   b\r\nC:\r\nD: d\r\n\r\n");
    int fd = raw_connect(fixture->port);
    for (int round = 0; round < 3; round++) {
        for (size_t at = 0; at < head.len; at += (size_t)(round == 2 ? 1 : 97 + round)) {
            raw_send(fd, str_slice(head, at, at + (size_t)(round == 2 ? 1 : 97 + round)));
        }
        struct reply reply = raw_read(&fixture->arena, fd, false);
        assert_int_equal(reply.status, 200);
        assert_true(str_starts(reply.body, S("item 7 q=1")));
    }
    raw_close(fd);
}

/* ---- many at once ----------------------------------------------------------------------------- */

static void test_full_queue_is_503_at_once(void **state)
{
    struct fixture fixture = {0};
    (void)state;
    struct server_options options = options_new(&fixture.arena);
    options.workers = 2;
    options.queue_limit = 2;
    gate_set(false);
    fixture_start(&fixture, &options);
    int waiting[4];
    for (int i = 0; i < 4; i++) {
        waiting[i] = raw_connect(fixture.port);
        raw_send(waiting[i], S(GET("/wait")));
        if (i == 1) {
            gate_wait_inside(2);
        }
    }
    while (server_running(fixture.server) < 4) {
        sched_yield();
    }
    struct reply reply = raw_ask(&fixture.arena, fixture.port, S(GET("/hello")));
    assert_int_equal(reply.status, 503);
    assert_str(raw_header(reply, "Retry-After"), "2");
    gate_set(true);
    for (int i = 0; i < 4; i++) {
        assert_str(raw_read(&fixture.arena, waiting[i], false).body, "waited");
        raw_close(waiting[i]);
    }
    assert_int_equal(raw_ask(&fixture.arena, fixture.port, S(GET("/hello"))).status, 200);
    server_stop(fixture.server);
    arena_release(&fixture.arena);
}

static void test_slow_handlers_do_not_delay_fast_ones(void **state)
{
    struct fixture *fixture = *state;
    int slow[3];
    for (int i = 0; i < 3; i++) {
        slow[i] = raw_connect(fixture->port);
        raw_send(slow[i], S(GET("/wait")));
    }
    gate_wait_inside(3);
    int fd = raw_connect(fixture->port);
    for (int i = 0; i < 200; i++) {
        raw_send(fd, S(GET("/hello")));
        assert_int_equal(raw_read(&fixture->arena, fd, false).status, 200);
    }
    raw_close(fd);
    /* One goes away while its handler runs. */
    raw_close(slow[0]);
    gate_set(true);
    for (int i = 1; i < 3; i++) {
        assert_str(raw_read(&fixture->arena, slow[i], false).body, "waited");
        raw_close(slow[i]);
    }
}

static void test_slow_clients_do_not_delay_others(void **state)
{
    struct fixture *fixture = *state;
    int slow[200];
    for (size_t i = 0; i < COUNT_OF(slow); i++) {
        slow[i] = raw_connect(fixture->port);
        raw_send(slow[i], i % 2 == 0 ? S("GET /hello HTTP/1.1\r\nHost: loc")
                                     : S("POST /echo HTTP/1.1\r\n" KEEP "Content-Length: 1000\r\n\r\nab"));
    }
    for (int i = 0; i < 50; i++) {
        assert_int_equal(ASK(GET("/hello")).status, 200);
    }
    /* A reader that does not read holds no worker. */
    int deaf[8];
    for (size_t i = 0; i < COUNT_OF(deaf); i++) {
        deaf[i] = raw_connect(fixture->port);
        raw_send(deaf[i], S(GET("/export")));
    }
    while (server_running(fixture->server) > 0) {
        sched_yield();
    }
    assert_int_equal(ASK(GET("/hello")).status, 200);
    for (size_t i = 0; i < COUNT_OF(slow); i++) {
        raw_close(slow[i]);
    }
    for (size_t i = 0; i < COUNT_OF(deaf); i++) {
        raw_close(deaf[i]);
    }
}

static void test_a_dribbling_client_is_cut(void **state)
{
    struct fixture fixture = {0};
    (void)state;
    struct server_options options = options_new(&fixture.arena);
    options.request_timeout = 1;
    fixture_start(&fixture, &options);
    int fd = raw_connect(fixture.port);
    raw_send(fd, S("GET /hello HTTP/1.1\r\nHost: loc"));
    assert_true(raw_is_closed(fd));
    raw_close(fd);
    server_stop(fixture.server);
    arena_release(&fixture.arena);
}

struct client {
    int port;
    int good;
};

static void *client_main(void *argument)
{
    struct client *client = argument;
    struct arena arena = {0};
    for (int i = 0; i < 20; i++) {
        int fd = raw_connect(client->port);
        for (int n = 0; n < 25; n++) {
            raw_send(fd, n % 5 == 0 ? S("POST /echo HTTP/1.1\r\n" KEEP "Content-Length: 4\r\n\r\nbody") : S(GET("/big")));
            client->good += raw_read(&arena, fd, false).status == 200;
        }
        raw_close(fd);
        arena_reset(&arena);
    }
    arena_release(&arena);
    return NULL;
}

static void test_many_clients(void **state)
{
    struct fixture *fixture = *state;
    pthread_t threads[8];
    struct client clients[8];
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        clients[i] = (struct client){.port = fixture->port};
        assert_int_equal(pthread_create(&threads[i], NULL, client_main, &clients[i]), 0);
    }
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        pthread_join(threads[i], NULL);
    }
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        assert_int_equal(clients[i].good, 500);
    }
}

/* ---- start and stop ----------------------------------------------------------------------------- */

static void *stop_main(void *argument)
{
    server_stop(argument);
    return NULL;
}

static void test_graceful_stop(void **state)
{
    struct fixture fixture = {0};
    (void)state;
    struct server_options options = options_new(&fixture.arena);
    gate_set(false);
    fixture_start(&fixture, &options);
    int running = raw_connect(fixture.port);
    int idle = raw_connect(fixture.port);
    raw_send(idle, S(GET("/hello")));
    assert_int_equal(raw_read(&fixture.arena, idle, false).status, 200);
    raw_send(running, S(GET("/wait")));
    gate_wait_inside(1);
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, stop_main, fixture.server), 0);
    /* No new connections, while the request that was running ends well. */
    int fd = raw_connect(fixture.port);
    while (fd >= 0) {
        raw_close(fd);
        fd = raw_connect(fixture.port);
    }
    gate_set(true);
    struct reply reply = raw_read(&fixture.arena, running, false);
    assert_str(reply.body, "waited");
    assert_true(reply.is_closed);
    pthread_join(thread, NULL);
    assert_true(raw_is_closed(idle));
    raw_close(running);
    raw_close(idle);
    assert_int_equal(atomic_load(&threads_alive), 0);
    arena_release(&fixture.arena);
}

static void test_local_socket(void **state)
{
    struct fixture fixture = {0};
    (void)state;
    struct server_options options = options_new(&fixture.arena);
    char path[64];
    snprintf(path, sizeof(path), "/tmp/adelante-test-%d.sock", (int)getpid());
    options.listen = NULL;
    options.socket_path = path;
    fixture_start(&fixture, &options);
    assert_int_equal(fixture.port, 0);
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    int fd = raw_connect_local(path);
    raw_send(fd, S(GET("/local")));
    struct str expected = str_format(&fixture.arena, "local=1 uid=%u secure=0", (unsigned)getuid());
    assert_str(raw_read(&fixture.arena, fd, false).body, expected.ptr);
    raw_close(fd);
    /* A second server does not take it away. */
    struct text problem = TEXT_NONE;
    struct server *second = NULL;
    assert_int_equal(server_start(&fixture.arena, &options, &problem, &second), ERR_LOCKED);
    assert_non_null(strstr(problem.es, path));
    server_stop(fixture.server);
    assert_int_not_equal(stat(path, &status), 0);
    arena_release(&fixture.arena);
}

static enum err start_with(struct fixture *fixture, const char *listen, bool behind_proxy, struct text *problem)
{
    struct server_options options = options_new(&fixture->arena);
    struct server *server = NULL;
    options.listen = listen;
    options.behind_proxy = behind_proxy;
    enum err err = server_start(&fixture->arena, &options, problem, &server);
    if (err == ERR_OK) {
        server_stop(server);
    }
    return err;
}

static void test_plain_http_stays_on_this_machine(void **state)
{
    struct fixture *fixture = *state;
    struct text problem = TEXT_NONE;
    assert_int_equal(start_with(fixture, "0.0.0.0:0", false, &problem), ERR_USAGE);
    assert_non_null(strstr(problem.es, "TLS"));
    assert_int_equal(start_with(fixture, ":0", false, &problem), ERR_USAGE);
    assert_int_equal(start_with(fixture, "0.0.0.0:0", true, &problem), ERR_OK);
    assert_int_equal(start_with(fixture, "localhost:0", false, &problem), ERR_OK);
    const char *const broken[] = {"", "127.0.0.1", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:http", "::1:80"};
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        assert_int_equal(start_with(fixture, broken[i], false, &problem), ERR_USAGE);
    }
    struct str taken = str_format(&fixture->arena, "127.0.0.1:%d", fixture->port);
    assert_int_equal(start_with(fixture, taken.ptr, false, &problem), ERR_IO);
    assert_non_null(strstr(problem.en, taken.ptr));
}

static void test_behind_a_proxy(void **state)
{
    struct fixture fixture = {0};
    (void)state;
    struct server_options options = options_new(&fixture.arena);
    options.behind_proxy = true;
    fixture_start(&fixture, &options);
    struct reply reply = raw_ask(&fixture.arena, fixture.port,
                                 S("GET /items/1 HTTP/1.1\r\n" KEEP "X-Forwarded-For: 6.6.6.6, 192.0.2.7\r\n\r\n"));
    assert_str(reply.body, "item 1 q= path=/items/1 peer=192.0.2.7 thread=db");
    reply = raw_ask(&fixture.arena, fixture.port, S("GET /items/1 HTTP/1.1\r\n" KEEP "X-Forwarded-For: nonsense\r\n\r\n"));
    assert_str(reply.body, "item 1 q= path=/items/1 peer=127.0.0.1 thread=db");
    reply = raw_ask(&fixture.arena, fixture.port,
                    S("POST /form HTTP/1.1\r\n" KEEP "Cookie: session=plain; __Host-session=mine\r\nContent-Length: 0\r\n\r\n"));
    assert_str(raw_header(reply, "Set-Cookie"), "__Host-session=abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60");
    assert_str(raw_header(reply, "X-Seen"), "mine");
    server_stop(fixture.server);
    arena_release(&fixture.arena);
}

int main(void)
{
    secret_init();
    log_set_level(LOG_ERROR);
#define WITH_SERVER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WITH_SERVER(test_good_request),
        WITH_SERVER(test_security_headers_are_on_every_answer),
        WITH_SERVER(test_keep_alive_and_pipelining),
        WITH_SERVER(test_head),
        WITH_SERVER(test_bodies),
        WITH_SERVER(test_large_bodies_go_to_a_file),
        WITH_SERVER(test_spool_failure_is_an_answer),
        WITH_SERVER(test_body_limits),
        WITH_SERVER(test_export_and_files),
        WITH_SERVER(test_etag),
        WITH_SERVER(test_compression_is_negotiated),
        WITH_SERVER(test_the_gate),
        WITH_SERVER(test_nothing_runs_behind_a_refusal),
        WITH_SERVER(test_size_limits),
        WITH_SERVER(test_a_head_in_pieces),
        WITH_SERVER(test_slow_handlers_do_not_delay_fast_ones),
        WITH_SERVER(test_slow_clients_do_not_delay_others),
        WITH_SERVER(test_many_clients),
        WITH_SERVER(test_plain_http_stays_on_this_machine),
        cmocka_unit_test(test_full_queue_is_503_at_once),
        cmocka_unit_test(test_a_dribbling_client_is_cut),
        cmocka_unit_test(test_graceful_stop),
        cmocka_unit_test(test_wrapper_and_error_page),
        cmocka_unit_test(test_local_socket),
        cmocka_unit_test(test_behind_a_proxy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
