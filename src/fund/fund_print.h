/* fund/fund_print.h: the profile of an application as a sheet to hand in (domain.md 4, 11.3). */
#ifndef ADELANTE_FUND_PRINT_H
#define ADELANTE_FUND_PRINT_H

#include "http/route.h"

extern const struct route fund_print_routes[];
extern const size_t fund_print_route_count;

#endif
