/* overview/search_web.h: one box that finds any client. */
#ifndef ADELANTE_SEARCH_WEB_H
#define ADELANTE_SEARCH_WEB_H

#include "http/route.h"

extern const struct route search_routes[];
extern const size_t search_route_count;

#endif
