/* party/staff_web.h: the people who work for the units. */
#ifndef ADELANTE_STAFF_WEB_H
#define ADELANTE_STAFF_WEB_H

#include "http/route.h"

extern const struct route staff_routes[];
extern const size_t staff_route_count;

#endif
