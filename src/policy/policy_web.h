/* policy/policy_web.h: policies and plans on screen: their axes, lines and actions, and what was done under each. */
#ifndef ADELANTE_POLICY_WEB_H
#define ADELANTE_POLICY_WEB_H

#include "http/route.h"

extern const struct route policy_routes[];
extern const size_t policy_route_count;

#endif
