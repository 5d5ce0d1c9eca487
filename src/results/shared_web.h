/* results/shared_web.h: the pages on which a national office reads the clients who consented to it. */
#ifndef ADELANTE_SHARED_WEB_H
#define ADELANTE_SHARED_WEB_H

#include "http/route.h"

extern const struct route shared_routes[];
extern const size_t shared_route_count;

#endif
