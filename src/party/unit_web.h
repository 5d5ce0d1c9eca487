/* party/unit_web.h: the tree of units and the form of one. */
#ifndef ADELANTE_UNIT_WEB_H
#define ADELANTE_UNIT_WEB_H

#include "http/route.h"

extern const struct route unit_routes[];
extern const size_t unit_route_count;

#endif
