/* account/user_web.h: the users of the agency and the tokens of its programs. */
#ifndef ADELANTE_USER_WEB_H
#define ADELANTE_USER_WEB_H

#include "http/route.h"

extern const struct route user_routes[];
extern const size_t user_route_count;

#endif
