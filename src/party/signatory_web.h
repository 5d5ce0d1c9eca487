/* party/signatory_web.h: the pages of those who sign for units, and their table on a unit's own page. */
#ifndef ADELANTE_SIGNATORY_WEB_H
#define ADELANTE_SIGNATORY_WEB_H

#include "account/visit.h"
#include "http/route.h"
#include "party/unit.h"

extern const struct route signatory_routes[];
extern const size_t signatory_route_count;

/* The card "Letterhead and signatures" of a unit's page; nothing for those who may not read records. */
void signatory_web_card(struct visit *visit, const struct unit *unit);

#endif
