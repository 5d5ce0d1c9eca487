/* training/enrolment_web.h: who has a place in an event: the card on the event's page, and what its buttons do. */
#ifndef ADELANTE_ENROLMENT_WEB_H
#define ADELANTE_ENROLMENT_WEB_H

#include "account/visit.h"
#include "core/op.h"
#include "http/route.h"
#include "training/event.h"

/* Places, people with their state, and for those who may the search by which somebody is enrolled (?enrol=). fault: of a person who
 * could not be recorded; NULL otherwise. */
FALLIBLE enrolment_card(struct visit *visit, const struct event *event, const struct list *enrolments, const struct fault *fault);

extern const struct route enrolment_routes[];
extern const size_t enrolment_route_count;

#endif
