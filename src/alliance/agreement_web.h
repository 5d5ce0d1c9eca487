/* alliance/agreement_web.h: the agreements: who funds, operates, cooperates and benefits. */
#ifndef ADELANTE_AGREEMENT_WEB_H
#define ADELANTE_AGREEMENT_WEB_H

#include "http/route.h"

extern const struct route agreement_routes[];
extern const size_t agreement_route_count;

#endif
