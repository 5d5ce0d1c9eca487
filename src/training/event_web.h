/* training/event_web.h: courses, fairs and meetings on screen, with the attendance of each day. */
#ifndef ADELANTE_EVENT_WEB_H
#define ADELANTE_EVENT_WEB_H

#include "client/desk_web.h"
#include "http/route.h"

extern const struct desk_noun event_noun;
extern const struct route event_routes[];
extern const size_t event_route_count;

#endif
