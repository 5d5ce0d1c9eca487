#include "app/serve.h"

#include "account/account_ops.h"
#include "app/api.h"
#include "app/call.h"
#include "app/web.h"
#include "base/conf.h"
#include "base/log.h"
#include "exchange/import_job.h"
#include "http/static.h"
#include "results/facts.h"

#include <signal.h>
#include <string.h>
#include <time.h>

static void thread_end(void *app, void *thread)
{
    (void)thread;
    struct serve *serve = app;
    runner_thread_done(serve->site.runner);
}

static void error_page(struct request *req, struct response *resp, enum err err)
{
    if (str_starts(req->path, S("/api/")) || str_starts(req->path, S("/local/"))) {
        api_problem(req, resp, err, NULL);
    } else {
        web_error_page(req, resp, err);
    }
}

static unsigned number_setting(const char *name)
{
    int64_t value = 0;
    return str_to_int(str_of(conf_get(name)), &value) && value >= 0 && value < 10000 ? (unsigned)value : 0;
}

static const char *scheme_of(const struct serve_options *options)
{
    return options->tls_certificate == NULL ? "http" : "https";
}

static void print_links(const struct serve_options *options, struct serve *serve, int port)
{
    struct str path = STR_NONE;
    struct actor actor = call_actor(serve->arena);
    enum err err = account_link_for(serve->site.runner, serve->arena, actor, str_of(options->link_for), &path);
    if (err != ERR_OK) {
        log_write(LOG_WARN, "no sign-in link for %s: %s", options->link_for, err_info(err)->code);
        return;
    }
    say(options->lang == LANG_ES ? "Entre una vez con este enlace: %s://127.0.0.1:%d" STR_FMT
                                 : "Sign in once with this link: %s://127.0.0.1:%d" STR_FMT,
        scheme_of(options), port, STR_ARG(path));
}

/* Until a signal comes, or the database may no longer be written. */
static void wait_for_end(struct serve *serve)
{
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    struct timespec second = {.tv_sec = 1};
    while (sigtimedwait(&ends, NULL, &second) < 0 && !runner_is_broken(serve->site.runner)) {
    }
}

/* Signals wait for wait_for_end, whatever thread they reach. */
static void hold_signals(void)
{
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGINT);
    pthread_sigmask(SIG_BLOCK, &held, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static enum err serve_requests(struct arena *arena, const struct serve_options *options, struct serve *serve, struct text *problem)
{
    struct server_options server_options = {
        .listen = options->listen,
        .socket_path = call_socket_path(arena, options->url),
        .tls_certificate = options->tls_certificate,
        .tls_key = options->tls_key,
        .behind_proxy = options->behind_proxy,
        .workers = number_setting("workers"),
        .request_timeout = number_setting("request_seconds"),
        .router = serve->router,
        .app = serve,
        .thread_end = thread_end,
        .error_page = error_page,
    };
    struct server *server = NULL;
    TRY(server_start(arena, &server_options, problem, &server));
    say(options->lang == LANG_ES ? "Adelante atiende en %s://127.0.0.1:%d (Ctrl-C para terminar)"
                                 : "Adelante is serving at %s://127.0.0.1:%d (Ctrl-C to end)",
        scheme_of(options), server_port(server));
    if (options->link_for != NULL) {
        print_links(options, serve, server_port(server));
    }
    wait_for_end(serve);
    server_stop(server);
    return runner_is_broken(serve->site.runner) ? ERR_CORRUPT : ERR_OK;
}

FALLIBLE serve_run(struct arena *arena, const struct serve_options *options, struct text *problem)
{
    struct serve serve = {.arena = arena, .site = {.lang = options->lang, .version = S(PROGRAM_VERSION)}};
    hold_signals();
    TRY(runner_open(options->url, RUNNER_SERVING, arena, &serve.site.runner, problem));
    enum err err = facts_start(serve.site.runner);
    if (err == ERR_OK) {
        serve.site.assets = (struct page_assets){
            .style = url_local(arena, static_url(arena, "screen.css")),
            .script = url_local(arena, static_url(arena, "adelante.js")),
            .icon = url_local(arena, static_url(arena, "icon.svg")),
            .manifest = url_local(arena, static_url(arena, "adelante.webmanifest")),
        };
        serve.router = router_new(arena);
        router_add(serve.router, static_routes, static_route_count);
        api_add_routes(arena, serve.router);
        web_add_routes(serve.router);
        err = serve_requests(arena, options, &serve, problem);
    }
    import_job_end_all();
    runner_close(serve.site.runner);
    return err;
}
