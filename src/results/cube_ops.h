/* results/cube_ops.h: cells of a question for charts and maps, with their labels. */
#ifndef ADELANTE_CUBE_OPS_H
#define ADELANTE_CUBE_OPS_H

#include "results/question.h"

/* The answer of results.cube: a list of struct statement_cell. */
FALLIBLE cube_answer(struct ctx *ctx, const struct statement_cube_input *input, const struct question *question,
                     struct list *out);

#endif
