/* project/picture_web.h: two pictures: the money from its source to the municipality, and who works where. */
#ifndef ADELANTE_PICTURE_WEB_H
#define ADELANTE_PICTURE_WEB_H

#include "http/route.h"

extern const struct route picture_routes[];
extern const size_t picture_route_count;

#endif
