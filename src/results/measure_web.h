/* results/measure_web.h: snapshots (before, during, after) and milestones of an enterprise on screen. */
#ifndef ADELANTE_MEASURE_WEB_H
#define ADELANTE_MEASURE_WEB_H

#include "client/desk_web.h"
#include "http/route.h"

extern const struct desk_noun snapshot_noun;
extern const struct desk_noun milestone_noun;
extern const struct route measure_routes[];
extern const size_t measure_route_count;

#endif
