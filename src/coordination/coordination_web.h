/* coordination/coordination_web.h: meetings, resolutions, members, organs and the duties of the year on screen. */
#ifndef ADELANTE_COORDINATION_WEB_H
#define ADELANTE_COORDINATION_WEB_H

#include "http/route.h"

extern const struct route coordination_routes[];
extern const size_t coordination_route_count;

#endif
