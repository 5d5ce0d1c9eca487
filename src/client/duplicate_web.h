/* client/duplicate_web.h: the pages of possible duplicates: the worklist, two records beside one another, and what was merged. */
#ifndef ADELANTE_DUPLICATE_WEB_H
#define ADELANTE_DUPLICATE_WEB_H

#include "account/visit.h"
#include "http/route.h"

/* Who decides on possible duplicates, or looks after how it was done. */
bool duplicate_web_may(const struct visit *visit);
/* The lists by what was decided, with how many wait. */
enum duplicate_tab { DUPLICATE_OPEN, DUPLICATE_PROPOSED, DUPLICATE_LATER, DUPLICATE_DISTINCT, DUPLICATE_MERGED };
FALLIBLE duplicate_web_tabs(struct visit *visit, enum duplicate_tab current);
/* How many pairs are to be decided, for whoever may merge, where there are some: on the first page. What was proposed stands among
 * what waits there. */
FALLIBLE duplicate_web_notice(struct visit *visit);

extern const struct route duplicate_routes[];
extern const size_t duplicate_route_count;
extern const struct route pair_routes[];
extern const size_t pair_route_count;
extern const struct route identity_routes[];
extern const size_t identity_route_count;

#endif
