/* exchange/past_web.h: the list of imports that were made, and the button that takes one back. */
#ifndef ADELANTE_PAST_WEB_H
#define ADELANTE_PAST_WEB_H

#include "account/visit.h"
#include "http/route.h"

/* A card of the import page: the latest imports; nothing if there are none. */
FALLIBLE past_web_put(struct visit *visit);

extern const struct route past_routes[];
extern const size_t past_route_count;

#endif
