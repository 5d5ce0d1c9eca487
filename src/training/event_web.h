/* training/event_web.h: courses, fairs and meetings on screen, with the attendance of each day. */
#ifndef ADELANTE_EVENT_WEB_H
#define ADELANTE_EVENT_WEB_H

#include "client/desk_web.h"
#include "http/route.h"

extern const struct desk_noun event_noun;
/* The event's page after something about it was refused; of_person: the faults are of the form for a new person. */
enum err event_again(struct visit *visit, struct str code, const struct fault *fault, bool of_person);

extern const struct route event_routes[];
extern const size_t event_route_count;

#endif
