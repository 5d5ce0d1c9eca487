/* results/figure_pass.h: the state of one pass over the facts, shared by figure.c and figure_change.c and nobody else. */
#ifndef ADELANTE_FIGURE_PASS_H
#define ADELANTE_FIGURE_PASS_H

#include "results/figure.h"

#define LONG_TERM_MINUTES 300

enum figure_once { ONCE_HOURS, ONCE_CONTRIBUTION };
struct figure_events {
    uint32_t *list;
    size_t len;
    size_t cap;
};
/* Snapshots of one identity, by date and code. */
struct figure_snapshots {
    size_t *list;
    size_t len;
    size_t cap;
};
struct figure_pass {
    struct arena *arena;
    const struct figure_question *question;
    struct figure_answer *answer;
    enum indicator_code explained;
    int32_t change;    /* first day of the new map */
    bool is_enterprise;
    uint64_t run;      /* 1, 2, …: the identity at hand */
    uint64_t counted[INDICATOR_COUNT]; /* the last run that a figure counted */
    uint64_t *marks;   /* of each record: the figures it stands behind */
    uint8_t *once;
    struct figure_evidence *evidence;
    size_t evidence_count;
    size_t evidence_cap;
    int64_t sessions;
    int64_t trainings;
    int64_t assistances;
    int64_t links;
    int64_t with_firm;
    int64_t minutes[3];
    int64_t in_kind;
    int64_t evaluations;
    int64_t led;
    int64_t led_by_women;
    int64_t numbered;
    uint64_t numbered_run;
    int64_t measured;
    int64_t located;
    uint8_t covered_then[FACT_PLACES_MOST];
    uint8_t covered_today[2][FACT_PLACES_MOST];
    struct figure_events events;
    struct figure_snapshots snapshots;
    int64_t falls;
    int64_t national;
    int64_t exported;
    int64_t cells[FACTS_CELLS];
};

static inline struct value figure_none(void)
{
    return (struct value){VALUE_NONE, 0};
}
static inline struct value figure_count(int64_t count)
{
    return (struct value){VALUE_COUNT, count};
}
static inline struct value figure_money(int64_t minor)
{
    return (struct value){VALUE_MONEY, minor};
}
static inline struct value figure_hundredths(int64_t hundredths)
{
    return (struct value){VALUE_HUNDREDTHS, hundredths};
}
/* The quotient rounded half away from zero; denominator > 0. */
static inline int64_t figure_half_up(int64_t numerator, int64_t denominator)
{
    return numerator < 0 ? -((2 * -numerator + denominator) / (2 * denominator))
                         : (2 * numerator + denominator) / (2 * denominator);
}

/* Unit, territory and agreement; figure_asks also the period. */
bool figure_passes(const struct figure_question *question, const struct facts_part *part, size_t at);
bool figure_asks(const struct figure_question *question, const struct facts_part *part, size_t at);
/* The fact stands behind the figure. */
void figure_mark(struct figure_pass *pass, enum indicator_code code, const struct facts_part *part, size_t at,
                 struct value contribution, const struct facts_snapshot *opening);
void figure_mark_identity(struct figure_pass *pass, enum indicator_code code, const struct facts_run *run, size_t at);
void figure_part(struct figure *figure, const char *code, struct value value);
/* Before and after of one identity, and what came of all. */
void figure_change(struct figure_pass *pass, const struct facts_run *run);
void figure_change_end(struct figure_pass *pass);

#endif
