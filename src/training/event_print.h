/* training/event_print.h: an event on paper: the call, and the list that those present sign on each day (domain 3.5). */
#ifndef ADELANTE_EVENT_PRINT_H
#define ADELANTE_EVENT_PRINT_H

#include "http/route.h"

extern const struct route event_print_routes[];
extern const size_t event_print_route_count;

#endif
