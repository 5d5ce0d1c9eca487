/* exchange/export_web.h: every dataset out again. */
#ifndef ADELANTE_EXPORT_WEB_H
#define ADELANTE_EXPORT_WEB_H

#include "http/route.h"

extern const struct route export_routes[];
extern const size_t export_route_count;

#endif
