/* assistance/consultant_web.h: consultants with their load and evaluations, and the table of the clients' shares. */
#ifndef ADELANTE_CONSULTANT_WEB_H
#define ADELANTE_CONSULTANT_WEB_H

#include "client/desk_web.h"
#include "http/route.h"

/* The consultants in reach as options, by name. */
FALLIBLE consultant_options(struct visit *visit, struct desk_options *out);

extern const struct route consultant_routes[];
extern const size_t consultant_route_count;

#endif
