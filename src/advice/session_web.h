/* advice/session_web.h: the advisory log on screen: recording a session from a phone, and the newest sessions. */
#ifndef ADELANTE_SESSION_WEB_H
#define ADELANTE_SESSION_WEB_H

#include "client/desk_web.h"
#include "http/route.h"

extern const struct desk_noun session_noun;
extern const struct route session_routes[];
extern const size_t session_route_count;

#endif
