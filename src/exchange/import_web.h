/* exchange/import_web.h: files in, by a dry run first. */
#ifndef ADELANTE_IMPORT_WEB_H
#define ADELANTE_IMPORT_WEB_H

#include "http/route.h"

extern const struct route import_routes[];
extern const size_t import_route_count;

#endif
