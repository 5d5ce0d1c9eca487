/* results/statement_print.h: the results statement as a sheet to sign: every figure with what it rests on, its notes, and why a
 * figure has no value.
 */
#ifndef ADELANTE_STATEMENT_PRINT_H
#define ADELANTE_STATEMENT_PRINT_H

#include "format/paper.h"
#include "http/route.h"
#include "party/letterhead.h"
#include "results/statement.h"

/* For the command line too. */
struct paper *statement_print_paper(struct arena *arena, const struct statement *statement, const struct letterhead *letterhead,
                                    enum lang lang);

/* /results/print and /results/print.pdf, with the question of /results: from, to, unit, territory, map, agreement. */
extern const struct route statement_print_routes[];
extern const size_t statement_print_route_count;

#endif
