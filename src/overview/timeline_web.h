/* overview/timeline_web.h: the page of one client: what is held about her, whom she belongs with, and everything that happened
 * to her and her enterprise, newest first. It stands over all rooms of services, so that none of them has to know another.
 */
#ifndef ADELANTE_TIMELINE_WEB_H
#define ADELANTE_TIMELINE_WEB_H

#include "http/route.h"

extern const struct route timeline_routes[];
extern const size_t timeline_route_count;

#endif
