/* exchange/mapping_web.h: the page on which the columns and values of a centre's own file are given their meaning. */
#ifndef ADELANTE_MAPPING_WEB_H
#define ADELANTE_MAPPING_WEB_H

#include "http/route.h"

extern const struct route mapping_routes[];
extern const size_t mapping_route_count;

#endif
