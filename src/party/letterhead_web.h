/* party/letterhead_web.h: the logo of a letterhead as a picture of pages. */
#ifndef ADELANTE_LETTERHEAD_WEB_H
#define ADELANTE_LETTERHEAD_WEB_H

#include "account/visit.h"
#include "http/route.h"
#include "party/letterhead.h"

/* Where its logo is seen; it has one. unit and on: as they were asked for, empty for one's own and none for today. */
struct url letterhead_web_logo(struct arena *arena, struct str unit, const struct letterhead *letterhead, struct date on);
/* On a unit's page: the logo that its sheets carry, and for whoever changes units the way to another one. */
void letterhead_web_card(struct visit *visit, struct str unit, bool may_change);

extern const struct route letterhead_routes[];
extern const size_t letterhead_route_count;

#endif
