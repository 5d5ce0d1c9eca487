/* fund/fund_page_web.h: the page of one application: where it stands, what is missing, documents, budget by source, points,
 * execution, money. */
#ifndef ADELANTE_FUND_PAGE_WEB_H
#define ADELANTE_FUND_PAGE_WEB_H

#include "client/desk_web.h"
#include "http/route.h"

/* The page, and the same after a refused step: fault is what was refused, NULL for none. */
enum err fund_page_show(struct visit *visit, const struct desk_noun *noun, struct str code, const struct fault *fault);
extern const struct route fund_page_routes[];
extern const size_t fund_page_route_count;

#endif
