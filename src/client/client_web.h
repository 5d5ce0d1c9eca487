/* client/client_web.h: the list of clients, and what is entered about them. The page of one client is overview's. */
#ifndef ADELANTE_CLIENT_WEB_H
#define ADELANTE_CLIENT_WEB_H

#include "client/desk_web.h"
#include "http/route.h"

extern const struct desk_noun person_noun;
extern const struct desk_noun enterprise_noun;

extern const struct route client_routes[];
extern const size_t client_route_count;

#endif
