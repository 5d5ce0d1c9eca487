/* results/coverage_web.h: the territory of a statement, shaded by the enterprises served. */
#ifndef ADELANTE_COVERAGE_WEB_H
#define ADELANTE_COVERAGE_WEB_H

#include "account/visit.h"
#include "results/statement.h"

/* By district inside the territory (a department, municipality or district); by today's municipalities for the country and
 * where the question asks for today's map. With imported boundaries outlines are drawn, otherwise tiles. period: for the title. */
FALLIBLE coverage_show(struct visit *visit, const struct statement_input *question, struct str territory, struct str period);

#endif
