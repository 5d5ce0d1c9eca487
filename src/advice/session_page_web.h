/* advice/session_page_web.h: the page of one session: what was recorded, who gave it with whose time, the next appointment. */
#ifndef ADELANTE_SESSION_PAGE_WEB_H
#define ADELANTE_SESSION_PAGE_WEB_H

#include "client/desk_web.h"

/* A .show of the noun; fault: what was refused, NULL if nothing was. */
enum err session_page_show(struct visit *visit, const struct desk_noun *noun, struct str code, const struct fault *fault);

extern const struct route session_page_routes[];
extern const size_t session_page_route_count;

#endif
