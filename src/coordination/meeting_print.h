/* coordination/meeting_print.h: the minutes of a meeting as a sheet to sign (domain 8.2, 11.3). */
#ifndef ADELANTE_MEETING_PRINT_H
#define ADELANTE_MEETING_PRINT_H

#include "http/route.h"

extern const struct route meeting_print_routes[];
extern const size_t meeting_print_route_count;

#endif
