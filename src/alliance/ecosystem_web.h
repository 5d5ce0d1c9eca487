/* alliance/ecosystem_web.h: the actors around the agency on screen: matrix, network, who did what together. */
#ifndef ADELANTE_ECOSYSTEM_WEB_H
#define ADELANTE_ECOSYSTEM_WEB_H

#include "http/route.h"

extern const struct route ecosystem_routes[];
extern const size_t ecosystem_route_count;

#endif
