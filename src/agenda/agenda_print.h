/* agenda/agenda_print.h: the agenda on paper, and the request for the trips of a month (domain.md 3.9, "Salida"). */
#ifndef ADELANTE_AGENDA_PRINT_H
#define ADELANTE_AGENDA_PRINT_H

#include "http/route.h"

extern const struct route agenda_print_routes[];
extern const size_t agenda_print_route_count;

#endif
