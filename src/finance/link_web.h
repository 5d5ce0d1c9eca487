/* finance/link_web.h: links with lenders, buyers and programmes on screen: request, answer, money paid out. */
#ifndef ADELANTE_LINK_WEB_H
#define ADELANTE_LINK_WEB_H

#include "client/desk_web.h"
#include "http/route.h"

extern const struct desk_noun link_noun;
extern const struct route link_routes[];
extern const size_t link_route_count;

#endif
