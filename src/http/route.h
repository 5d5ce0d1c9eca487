/* http/route.h: from method and path to a handler.
 *
 * Each room declares its routes in one static table; the application adds the tables to a router
 * once, before serving. Finding is by segments: a literal one wins over a {param}, so the longest
 * literal match is taken whatever the order of the tables. Not thread-safe while adding; read-only after.
 */
#ifndef ADELANTE_HTTP_ROUTE_H
#define ADELANTE_HTTP_ROUTE_H

#include "http/message.h"

/* Any error that is returned becomes the error page (server_options.error_page) with the error's status,
 * replacing what the response held. */
typedef enum err (*route_handler)(struct request *req, struct response *resp);

struct route {
    enum method method;  /* one; GET answers HEAD too */
    const char *pattern; /* /clients/{id}/sessions; a last {name*} takes the rest of the path */
    route_handler handler;
    int64_t body_limit;  /* bytes; 0 means 1 MiB; over 1 MiB the body goes to a temporary file */
    const void *data;    /* the application's: e.g. the operation behind it */
};
#define ROUTE_BODY_LIMIT (INT64_C(1) << 20)

struct router;
struct router *router_new(struct arena *arena);
/* Asserts that patterns are well formed and that no method and pattern comes twice. */
void router_add(struct router *router, const struct route *routes, size_t count);
/* ERR_OK: *route and params are set. ERR_NOT_FOUND: nothing there. ERR_METHOD: *allowed holds the methods that are.
 * Params are slices of path, which is decoded. */
enum err router_find(const struct router *router, enum method method, struct str path, const struct route **route,
                     struct header *params, size_t *param_count, unsigned *allowed);
/* "GET, HEAD, POST" */
struct str router_allow(struct arena *arena, unsigned allowed);
/* Every route in the order added: for tests and documents. */
size_t router_count(const struct router *router);
const struct route *router_at(const struct router *router, size_t index);

#endif
