/* app/web.h: the pages of all rooms, and the page that a failure becomes. */
#ifndef ADELANTE_WEB_H
#define ADELANTE_WEB_H

#include "http/message.h"
#include "http/route.h"

void web_add_routes(struct router *router);
/* Replaces what the response held by the page of the error, with the error's status. */
void web_error_page(struct request *req, struct response *resp, enum err err);

#endif
