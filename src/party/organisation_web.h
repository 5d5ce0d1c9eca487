/* party/organisation_web.h: the organisations, by level and side. */
#ifndef ADELANTE_ORGANISATION_WEB_H
#define ADELANTE_ORGANISATION_WEB_H

#include "http/route.h"

extern const struct route organisation_routes[];
extern const size_t organisation_route_count;

#endif
