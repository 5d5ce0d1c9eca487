/* advice/session_print.h: the advisory log on paper, filled from a session or blank for the field (domain 3.3, 11.3). */
#ifndef ADELANTE_SESSION_PRINT_H
#define ADELANTE_SESSION_PRINT_H

#include "http/route.h"

extern const struct route session_print_routes[];
extern const size_t session_print_route_count;

#endif
