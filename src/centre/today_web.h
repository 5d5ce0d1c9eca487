/* centre/today_web.h: what waits for whoever signs in, as the first part of the home page; and the page of records that lack a piece. */
#ifndef ADELANTE_TODAY_WEB_H
#define ADELANTE_TODAY_WEB_H

#include "account/visit.h"
#include "http/route.h"

/* Asks and draws: a card for each section with something in it, then what is empty in one sentence. */
FALLIBLE today_show(struct visit *visit);

extern const struct route quality_routes[];
extern const size_t quality_route_count;

#endif
