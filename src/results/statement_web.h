/* results/statement_web.h: the statement on screen, on paper and as a file, and the records behind each of its figures. */
#ifndef ADELANTE_STATEMENT_WEB_H
#define ADELANTE_STATEMENT_WEB_H

#include "client/desk_web.h"
#include "http/route.h"
#include "results/statement.h"

extern const struct route statement_routes[];
extern const size_t statement_route_count;

#endif
