/* results/cube_ops.h: cells of a question for charts and maps, with their labels. */
#ifndef ADELANTE_CUBE_OPS_H
#define ADELANTE_CUBE_OPS_H

#include "results/question.h"

/* The answer of results.cube: a list of struct statement_cell. */
FALLIBLE cube_answer(struct ctx *ctx, const struct statement_cube_input *input, const struct question *question,
                     struct list *out);
/* Whether a reader of aggregates may not see the district or municipality that she asks for, because beside its neighbours in the
 * department it would be hidden (results/suppress.h): asked one by one, they would give a small one away. */
FALLIBLE cube_hides_territory(struct ctx *ctx, const struct question *question, bool *out);
/* How many enterprises, or persons, were served that the question leaves out because their home is not in its territory, or is not
 * known. */
FALLIBLE cube_count_elsewhere(struct ctx *ctx, const struct question *question, bool persons, int64_t *out);

#endif
