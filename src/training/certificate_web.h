/* training/certificate_web.h: the certificates of a course on its page, and the public page on which anybody checks one. */
#ifndef ADELANTE_CERTIFICATE_WEB_H
#define ADELANTE_CERTIFICATE_WEB_H

#include "account/visit.h"
#include "http/route.h"
#include "training/event.h"

/* Nothing for an event that gives none. */
FALLIBLE certificate_card(struct visit *visit, const struct event *event);

extern const struct route certificate_routes[];
extern const size_t certificate_route_count;

#endif
