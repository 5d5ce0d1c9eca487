/* assistance/assistance_web.h: specialised technical assistance on screen: who benefits, what it costs, who pays. */
#ifndef ADELANTE_ASSISTANCE_WEB_H
#define ADELANTE_ASSISTANCE_WEB_H

#include "client/desk_web.h"
#include "http/route.h"

extern const struct desk_noun assistance_noun;
extern const struct route assistance_routes[];
extern const size_t assistance_route_count;

#endif
