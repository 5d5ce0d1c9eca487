/* app/api.h: the JSON API at /api/v1, printed from the operations' tables; and the local socket's /local/ops/{name}.
 *
 * Bearer tokens only, never cookies. Errors are RFC 9457 problem documents with one item a fault. Records carry their version
 * as ETag; changes name it by If-Match or as the member `version`. Idempotency-Key is the request id.
 */
#ifndef ADELANTE_API_H
#define ADELANTE_API_H

#include "core/op.h"
#include "http/route.h"

/* Adds a route for every operation that has one, the OpenAPI document, imports and exports of files. */
void api_add_routes(struct arena *arena, struct router *router);
/* A problem document for an error: also for paths under /api that lead nowhere. */
void api_problem(struct request *req, struct response *resp, enum err err, const struct fault *fault);

#endif
