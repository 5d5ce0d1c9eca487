/* results/question.h: what people ask (codes, names, defaults) as a question to the facts. */
#ifndef ADELANTE_QUESTION_H
#define ADELANTE_QUESTION_H

#include "results/figure.h"
#include "results/statement.h"

struct question {
    struct facts_view *view;    /* to be given back by question_end */
    struct figure_question asked;
    const struct facts_unit *unit; /* the asked unit; NULL: everything in scope */
    struct str territory;       /* area asked for, else that of the unit; empty: the country. It bounds every figure */
    bool own_territory;         /* nobody asked: it is the unit's */
    struct str agreement;
    struct str agreement_title;
    struct id agreement_id;
    struct date from;
    struct date to;
    const char *currency;
};
/* Takes a view and resolves the input in the caller's scope; every fault names its field. On ERR_OK question_end must follow. */
FALLIBLE question_begin(struct ctx *ctx, const struct statement_input *input, struct question *out);
void question_end(struct ctx *ctx, struct question *question);
/* Which numbers of places lie in the area; NULL: all of them. */
const uint8_t *question_places(struct ctx *ctx, const struct question *question, struct str area);
/* Whether the unit lies in the asked part of the tree. */
bool question_asks_unit(const struct question *question, struct id unit);

#endif
