/* results/figure_pass.h: the state of one pass over the facts, shared by the files figure*.c and nobody else.
 *
 * figure.c picks the facts of the years that matter, block by block of whole identities, and hands them on: figure_services.c
 * and figure_change.c say what they count for.
 */
#ifndef ADELANTE_FIGURE_PASS_H
#define ADELANTE_FIGURE_PASS_H

#include "results/figure.h"

#define LONG_TERM_MINUTES 300

/* One bit a figure in the marks of a record, and two that are no figure. */
#define FIGURE_BIT(code) (UINT64_C(1) << (code))
#define FIGURE_ONCE_HOURS (UINT64_C(1) << 62)
#define FIGURE_ONCE_CONTRIBUTION (UINT64_C(1) << 63)
#define FIGURE_BITS (FIGURE_ONCE_HOURS - 1)

/* The facts of one identity that may matter, by kind, day and record; never empty. */
struct figure_group {
    const struct facts_part *part;
    const uint32_t *picks; /* their places in the part */
    size_t len;
    size_t identity; /* its place in the part */
};
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
/* How many are alike: records that stand behind the same figures, by verification, or identities that the same figures count.
 * There are few such sets, so these numbers are added to each figure in the end. */
struct figure_tally {
    uint64_t figures;
    int64_t states[4];
    int64_t with_data;
};
#define FIGURE_TALLIES 64
#define FIGURE_STANDS 128
struct figure_pass {
    struct arena *arena;
    const struct figure_question *question;
    struct figure_answer *answer;
    enum indicator_code explained; /* INDICATOR_COUNT: none */
    uint64_t asked;    /* its bit */
    int32_t change;    /* first day of the new map */
    bool is_enterprise;
    uint64_t counted;  /* the figures that have counted the identity at hand */
    uint64_t *marks;   /* of each record: the figures it stands behind */
    struct figure_tally records[FIGURE_TALLIES];
    struct figure_tally counts[FIGURE_TALLIES];
    uint32_t *picks;   /* room for those of a block */
    uint64_t *block;   /* and a bit for each of its facts */
    size_t block_cap;
    struct figure_evidence *evidence;
    size_t evidence_count;
    size_t evidence_cap;
    const struct facts_table *tables[32]; /* of each kind's details */
    uint64_t stands[2][FIGURE_STANDS]; /* of each set: the figures that a service stands behind, by kind, timed, counts */
    int64_t delivered[32]; /* services, by kind */
    int64_t with_firm;
    int64_t spent;      /* sessions whose hours are counted, and of these those that say which */
    int64_t timed[3];
    int64_t minutes[3];
    int64_t in_kind;
    int64_t evaluations;
    int64_t led;
    int64_t led_by_women;
    int64_t numbered;
    int64_t measured;
    int64_t located;
    /* Where a service counts for its municipality: [since the change of the map][place], an index of covered; 0: nowhere. */
    uint16_t covers[2][FACT_PLACES_MOST];
    uint8_t covered[3 * FACT_PLACES_MOST]; /* then, today's before the change, today's since */
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

bool figure_is_funded(const struct figure_question *question, const struct facts_part *part, size_t at);
/* Unit, territory and agreement. */
static inline bool figure_passes(const struct figure_question *question, const struct facts_part *part, size_t at)
{
    uint64_t key = part->keys[at];
    return question->units[FACT_UNIT(key)] && (question->places == NULL || question->places[FACT_PLACE(key)]) &&
           (!question->by_agreement || figure_is_funded(question, part, at));
}
static inline bool figure_is_inside(const struct figure_question *question, uint64_t key)
{
    int32_t day = (int32_t)FACT_DAY(key);
    return day >= question->from && day <= question->to;
}
/* The period too. */
static inline bool figure_asks(const struct figure_question *question, const struct facts_part *part, size_t at)
{
    return figure_is_inside(question, part->keys[at]) && figure_passes(question, part, at);
}

void figure_collect(struct figure_pass *pass, const struct facts_part *part, size_t at, struct value contribution,
                    const struct facts_snapshot *opening);
/* Adds a tally to its figures and empties it. */
void figure_settle(struct figure_pass *pass, struct figure_tally *tally);
static inline struct figure_tally *figure_tally(struct figure_pass *pass, struct figure_tally *tallies, uint64_t figures)
{
    static_assert(FIGURE_TALLIES == 64, "six bits of the product");
    struct figure_tally *tally = &tallies[(figures * UINT64_C(0x9e3779b97f4a7c15)) >> 58];
    if (tally->figures != figures) {
        figure_settle(pass, tally);
        tally->figures = figures;
    }
    return tally;
}
/* The fact's record stands behind the figures of these bits, of which evidence has been collected. */
static inline void figure_stand(struct figure_pass *pass, const struct facts_part *part, size_t at, uint64_t figures)
{
    uint64_t *marks = &pass->marks[part->sources[at].record];
    uint64_t known = *marks;
    uint64_t added = figures & ~known & FIGURE_BITS;
    *marks = known | figures;
    unsigned state = FACT_STATE(part->keys[at]);
    bool is_new = ((known & FIGURE_BITS) == 0) & (added != 0);
    pass->answer->records += is_new;
    pass->answer->verified += is_new & (state >= FACT_VERIFIED);
    figure_tally(pass, pass->records, added)->states[state]++;
}
/* The fact stands behind one figure. */
void figure_mark(struct figure_pass *pass, enum indicator_code code, const struct facts_part *part, size_t at,
                 struct value contribution, const struct facts_snapshot *opening);
/* The first record of an identity is the one that counts it: before figure_services has added the identity to its figures. */
void figure_mark_identity(struct figure_pass *pass, enum indicator_code code, const struct facts_part *part, size_t at);
void figure_part(struct figure *figure, const char *code, struct value value);
/* What a service stands behind; to be called once. */
void figure_services_start(struct figure_pass *pass);
/* All of the picked facts of whole identities of one set; len > 0. Behind the picks stand FIGURE_AHEAD more that may be read. */
void figure_of_enterprises(struct figure_pass *pass, const struct facts_part *part, const uint32_t *picks, size_t len);
void figure_of_persons(struct figure_pass *pass, const struct facts_part *part, const uint32_t *picks, size_t len);
/* What the facts behind this one will need is asked of memory ahead: the records of one identity's facts lie anywhere. Inline,
 * since the compiler takes a function that only fetches for one that does nothing. */
#define FIGURE_AHEAD 48
static inline __attribute__((always_inline)) void figure_fetch(const struct figure_pass *pass, const struct facts_part *part,
                                                               const uint32_t *picks)
{
    size_t next = picks[FIGURE_AHEAD / 2];
    size_t later = picks[FIGURE_AHEAD];
    const struct facts_source *source = &part->sources[next];
    const struct facts_table *table = pass->tables[FACT_KIND(part->keys[next])];
    __builtin_prefetch(&part->keys[later]);
    __builtin_prefetch(&part->sources[later]);
    __builtin_prefetch(&pass->marks[source->record], 1);
    __builtin_prefetch(facts_item(table, source->detail));
}
/* Before and after of one identity, and what came of all. */
void figure_change(struct figure_pass *pass, const struct facts_run *run);
void figure_change_end(struct figure_pass *pass);

#endif
