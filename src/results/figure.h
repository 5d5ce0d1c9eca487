/* results/figure.h: every indicator of one question, computed in one pass over the facts.
 *
 * The rules are those of domain section 10 and results/indicator.h. Knows no database, no texts and no people's names.
 */
#ifndef ADELANTE_FIGURE_H
#define ADELANTE_FIGURE_H

#include "core/field.h"
#include "results/facts.h"
#include "results/indicator.h"

/* What is asked, in the numbers of a view. */
struct figure_question {
    const struct facts_view *view;
    int32_t from; /* days as in facts.h, both inclusive */
    int32_t to;
    const uint8_t *units;  /* of each unit: 1 if asked */
    const uint8_t *places; /* of each place: 1 if inside the territory; NULL: everywhere */
    bool by_agreement;
    uint32_t agreement;    /* its number; FACT_NOBODY if no fact names it */
    bool today;            /* map */
    int32_t fiscal_from;   /* first day of the fiscal year that holds `to` */
    const uint8_t *cover;  /* where municipalities_covered looks; NULL: everywhere */
    int64_t cover_of;      /* municipalities there, on the map of the last day */
    bool mixed_currency;   /* the units keep different currencies: no sum is formed */
};
#define FIGURE_PARTS 6
struct figure_part {
    const char *code;
    struct value value;
};
struct figure {
    struct value value;
    int64_t with_data;
    int64_t of;
    struct figure_part parts[FIGURE_PARTS];
    size_t part_count;
    int64_t states[4]; /* distinct records, by verification */
};
/* One fact behind a figure. */
struct figure_evidence {
    const struct facts_part *part;
    size_t at;
    struct value contribution; /* they add up to a count or a sum (hours: each rounded by itself); a mean's answers; none for shares */
    const struct facts_snapshot *opening; /* of differences */
};
struct figure_answer {
    struct figure figures[INDICATOR_COUNT]; /* those that are not made from facts stay empty */
    int64_t records;  /* distinct records behind any of them */
    int64_t verified; /* of these, verified or validated */
    struct figure_evidence *evidence; /* of `explained` */
    size_t evidence_count;
};
/* All that a question says, to be added to a key of facts_keep. */
void figure_question_key(const struct figure_question *question, struct buf *out);
/* The figures without evidence, worked out once for a view. */
void figure_answer(struct arena *arena, const struct figure_question *question, struct figure_answer *out);
/* explained: the indicator to collect evidence of, INDICATOR_COUNT for none. Everything is made in the arena. */
void figure_compute(struct arena *arena, const struct figure_question *question, enum indicator_code explained,
                    struct figure_answer *out);

#endif
