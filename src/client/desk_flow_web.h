/* client/desk_flow_web.h: the steps of a record's flow (core/flow.h) on its page.
 *
 * A step that asks for nothing is a button; one that asks is a form that opens, with what the record says already. What a step
 * lacks is said by its guard and shown on the record's page, with what was written.
 */
#ifndef ADELANTE_DESK_FLOW_WEB_H
#define ADELANTE_DESK_FLOW_WEB_H

#include "client/desk_web.h"

/* A card with the steps that start in the record's state and that the visitor may take; nothing if there is none. Part of
 * desk_foot. */
void desk_flow_steps(struct visit *visit, const struct desk_noun *noun, const void *row);
/* POST /x/{code}/move/{move}; the route's data is the noun. */
enum err desk_flow_post(struct request *req, struct response *resp);

#endif
