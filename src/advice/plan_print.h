/* advice/plan_print.h: the action plan F2 on paper (domain 3.3, 8.7). */
#ifndef ADELANTE_PLAN_PRINT_H
#define ADELANTE_PLAN_PRINT_H

#include "http/route.h"

extern const struct route plan_print_routes[];
extern const size_t plan_print_route_count;

#endif
