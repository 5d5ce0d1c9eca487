/* agenda/calendar_web.h: the page on which a user makes, changes and revokes the address of her calendar, and the calendar itself. */
#ifndef ADELANTE_CALENDAR_WEB_H
#define ADELANTE_CALENDAR_WEB_H

#include "http/route.h"

extern const struct route calendar_routes[];
extern const size_t calendar_route_count;

#endif
