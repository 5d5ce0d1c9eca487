/* account/account_web.h: signing in and out, the language, one's own account, and the users. */
#ifndef ADELANTE_ACCOUNT_WEB_H
#define ADELANTE_ACCOUNT_WEB_H

#include "http/route.h"

extern const struct route account_routes[];
extern const size_t account_route_count;

#endif
