/* project/project_web.h: projects, their budget and expenses on screen, and the execution of an agreement. */
#ifndef ADELANTE_PROJECT_WEB_H
#define ADELANTE_PROJECT_WEB_H

#include "http/route.h"

extern const struct route project_routes[];
extern const size_t project_route_count;

#endif
