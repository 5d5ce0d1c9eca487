/* overview/home_web.h: what people see first: the year's figures, the months, the territory, what came last. */
#ifndef ADELANTE_HOME_WEB_H
#define ADELANTE_HOME_WEB_H

#include "http/route.h"

extern const struct route home_routes[];
extern const size_t home_route_count;

#endif
