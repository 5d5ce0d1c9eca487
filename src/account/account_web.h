/* account/account_web.h: signing in and out, one-time links, the language, and one's own account. */
#ifndef ADELANTE_ACCOUNT_WEB_H
#define ADELANTE_ACCOUNT_WEB_H

#include "http/route.h"

extern const struct route account_routes[];
extern const size_t account_route_count;

#endif
