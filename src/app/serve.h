/* app/serve.h: the serving process: runner, facts, router, server, and their end. */
#ifndef ADELANTE_SERVE_H
#define ADELANTE_SERVE_H

#include "account/visit.h"
#include "core/runner.h"
#include "http/server.h"

/* What handlers find in req->app. */
struct serve {
    struct site site;    /* first: pages see only this */
    struct arena *arena; /* of the process */
    struct router *router;
};
struct serve_options {
    const char *url;
    const char *listen;
    const char *tls_certificate;
    const char *tls_key;
    bool behind_proxy;
    const char *link_for; /* user for whom a one-time sign-in link is printed; NULL: nobody */
    enum lang lang;
};
/* Serves until SIGTERM or SIGINT, or until the database may no longer be written (then ERR_CORRUPT or ERR_IO). */
FALLIBLE serve_run(struct arena *arena, const struct serve_options *options, struct text *problem);

#endif
