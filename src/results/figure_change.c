#include "results/figure_pass.h"

#include <string.h>

/* One identity's opening and closing (domain section 10, I08): closing is the last follow-up or final snapshot in the period,
 * opening the last before the period, else the first in it, chosen before any value is looked at. */
struct pair {
    size_t opening;
    size_t closing;
};

static const struct facts_snapshot *snapshot_at(const struct figure_pass *pass, const struct facts_part *part, size_t at)
{
    return FACTS_AT(const struct facts_snapshot, &pass->question->view->stock->snapshots, part->sources[at].detail);
}

static bool is_later(const struct figure_pass *pass, const struct facts_part *part, size_t a, size_t b)
{
    unsigned first = FACT_DAY(part->keys[a]);
    unsigned second = FACT_DAY(part->keys[b]);
    return first != second ? first > second : str_cmp(snapshot_at(pass, part, a)->code, snapshot_at(pass, part, b)->code) > 0;
}

/* The snapshots of the asked unit up to the end of the period, by date, then code. */
static void gather(struct figure_pass *pass, const struct facts_run *run)
{
    struct figure_snapshots *found = &pass->snapshots;
    found->len = 0;
    size_t first = run->to;
    while (first > run->from && FACT_KIND(run->part->keys[first - 1]) >= FACT_SNAPSHOT) {
        first--;
    }
    for (size_t at = first; at < run->to; at++) {
        uint64_t key = run->part->keys[at];
        if (FACT_KIND(key) != FACT_SNAPSHOT || (key & FACT_COUNTS) == 0 || !pass->question->units[FACT_UNIT(key)] ||
            (int32_t)FACT_DAY(key) > pass->question->to) {
            continue;
        }
        if (found->len == found->cap) {
            size_t *larger = ARENA_ARRAY(pass->arena, size_t, found->cap * 2 + 64);
            if (found->len > 0) {
                memcpy(larger, found->list, found->len * sizeof(*larger));
            }
            found->list = larger;
            found->cap = found->cap * 2 + 64;
        }
        size_t place = found->len++;
        while (place > 0 && is_later(pass, run->part, found->list[place - 1], at)) {
            found->list[place] = found->list[place - 1];
            place--;
        }
        found->list[place] = at;
    }
}

/* A service of the asked unit on a day from the opening's to the closing's, whatever else was asked. */
static bool is_served_between(const struct figure_pass *pass, const struct facts_run *run, unsigned from, unsigned to)
{
    for (size_t at = run->from; at < run->to; at++) {
        uint64_t key = run->part->keys[at];
        unsigned kind = FACT_KIND(key);
        if (kind > FACT_LINK_ACADEMIC) {
            return false;
        }
        bool counts = (key & FACT_COUNTS) != 0;
        bool is_service = FACT_IS_ADVICE(kind) || kind == FACT_ASSISTANCE ? counts : kind == FACT_TRAINING || FACT_IS_LINK(kind);
        if (is_service && pass->question->units[FACT_UNIT(key)] && FACT_DAY(key) >= from && FACT_DAY(key) <= to) {
            return true;
        }
    }
    return false;
}

/* False if the identity cannot answer; *complete if it has both ends. */
static bool find_pair(struct figure_pass *pass, const struct facts_run *run, struct pair *pair, bool *complete)
{
    const struct figure_question *question = pass->question;
    const struct figure_snapshots *found = &pass->snapshots;
    size_t opening = SIZE_MAX;
    size_t closing = SIZE_MAX;
    for (size_t i = 0; i < found->len; i++) {
        uint64_t key = run->part->keys[found->list[i]];
        bool before = (int32_t)FACT_DAY(key) < question->from;
        if (before || opening == SIZE_MAX) {
            opening = found->list[i];
        }
        if (!before && (key & FACT_INITIAL) == 0) {
            closing = found->list[i];
        }
    }
    size_t last = closing != SIZE_MAX ? closing : found->list[found->len - 1];
    if (question->places != NULL && !question->places[FACT_PLACE(run->part->keys[last])]) {
        return false;
    }
    *pair = (struct pair){opening, closing};
    *complete = closing != SIZE_MAX && closing != opening &&
                is_served_between(pass, run, FACT_DAY(run->part->keys[opening]), FACT_DAY(run->part->keys[closing]));
    return true;
}

/* ---- values of a snapshot, INT64_MIN where it has none ------------------------------------------------------------ */

static int64_t export_of(const struct facts_snapshot *snapshot)
{
    return snapshot->window == 12 ? snapshot->export : MONEY_MISSING;
}

static int64_t or_zero(int64_t value)
{
    return value == INT64_MIN ? 0 : value;
}

static int64_t sales_of(const struct facts_snapshot *snapshot)
{
    if (snapshot->window != 12 || (snapshot->national == MONEY_MISSING && snapshot->export == MONEY_MISSING)) {
        return MONEY_MISSING;
    }
    return or_zero(snapshot->national) + or_zero(snapshot->export);
}

static int64_t jobs_of(const struct facts_snapshot *snapshot)
{
    int64_t sum = INT64_MIN;
    for (int i = 0; i < FACTS_CELLS; i++) {
        if (snapshot->jobs[i] != INT64_MIN) {
            sum = or_zero(sum) + snapshot->jobs[i];
        }
    }
    return sum;
}

/* ---- figures -------------------------------------------------------------------------------------------------------- */

struct change {
    struct figure_pass *pass;
    const struct facts_part *part;
    size_t closing;
    const struct facts_snapshot *before;
    const struct facts_snapshot *after;
};

static void add(const struct change *change, enum indicator_code code, struct value contribution)
{
    struct figure *figure = &change->pass->answer->figures[code];
    figure->with_data++;
    figure->value.amount += contribution.amount;
    figure_mark(change->pass, code, change->part, change->closing, contribution, change->before);
}

static void sales(const struct change *change)
{
    int64_t before = sales_of(change->before);
    int64_t after = sales_of(change->after);
    if (before != MONEY_MISSING && after != MONEY_MISSING) {
        add(change, INDICATOR_SALES_INCREASE, figure_money(after > before ? after - before : 0));
        add(change, INDICATOR_SALES_NET_CHANGE, figure_money(after - before));
        change->pass->falls += after < before;
        change->pass->national += or_zero(change->after->national) - or_zero(change->before->national);
        change->pass->exported += or_zero(change->after->export) - or_zero(change->before->export);
        change->pass->measured += (change->pass->counted & FIGURE_BIT(INDICATOR_CLIENTS_SERVED)) != 0;
    }
    before = export_of(change->before);
    after = export_of(change->after);
    if (before != MONEY_MISSING && after != MONEY_MISSING) {
        add(change, INDICATOR_EXPORT_INCREASE, figure_money(after > before ? after - before : 0));
    }
}

static void jobs(const struct change *change)
{
    int64_t before = jobs_of(change->before);
    int64_t after = jobs_of(change->after);
    if (before == INT64_MIN || after == INT64_MIN) {
        return;
    }
    add(change, INDICATOR_JOBS_CREATED, figure_count(after > before ? after - before : 0));
    for (int i = 0; i < FACTS_CELLS; i++) {
        change->pass->cells[i] += or_zero(change->after->jobs[i]) - or_zero(change->before->jobs[i]);
    }
    int64_t at_risk = change->before->at_risk;
    if (at_risk == INT64_MIN || change->after->stated == INT64_MIN) {
        return;
    }
    int64_t kept = at_risk - (before > after ? before - after : 0);
    add(change, INDICATOR_JOBS_RETAINED, figure_count(change->after->stated == 1 && kept > 0 ? kept : 0));
}

void figure_change(struct figure_pass *pass, const struct facts_run *run)
{
    static const enum indicator_code codes[] = {INDICATOR_SALES_INCREASE, INDICATOR_SALES_NET_CHANGE, INDICATOR_EXPORT_INCREASE,
                                                INDICATOR_JOBS_CREATED, INDICATOR_JOBS_RETAINED};
    /* Snapshots have no funding, so no agreement has a change of its own. */
    if (pass->question->by_agreement || FACT_KIND(run->part->keys[run->to - 1]) < FACT_SNAPSHOT) {
        return;
    }
    struct pair pair;
    bool complete = false;
    gather(pass, run);
    if (pass->snapshots.len == 0 || !find_pair(pass, run, &pair, &complete)) {
        return;
    }
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        pass->answer->figures[codes[i]].of++;
    }
    if (complete) {
        struct change change = {pass, run->part, pair.closing, snapshot_at(pass, run->part, pair.opening),
                                snapshot_at(pass, run->part, pair.closing)};
        sales(&change);
        jobs(&change);
    }
}

void figure_change_end(struct figure_pass *pass)
{
    static const char *const cells[FACTS_CELLS] = {"male_fixed", "male_temporary", "female_fixed", "female_temporary"};
    struct figure *figures = pass->answer->figures;
    figures[INDICATOR_SALES_INCREASE].value.kind = VALUE_MONEY;
    figures[INDICATOR_SALES_NET_CHANGE].value.kind = VALUE_MONEY;
    figures[INDICATOR_EXPORT_INCREASE].value.kind = VALUE_MONEY;
    figures[INDICATOR_JOBS_CREATED].value.kind = VALUE_COUNT;
    figures[INDICATOR_JOBS_RETAINED].value.kind = VALUE_COUNT;
    figure_part(&figures[INDICATOR_SALES_INCREASE], "falls", figure_count(pass->falls));
    figure_part(&figures[INDICATOR_SALES_NET_CHANGE], "falls", figure_count(pass->falls));
    figure_part(&figures[INDICATOR_SALES_NET_CHANGE], "national", figure_money(pass->national));
    figure_part(&figures[INDICATOR_SALES_NET_CHANGE], "export", figure_money(pass->exported));
    for (int i = 0; i < FACTS_CELLS; i++) {
        figure_part(&figures[INDICATOR_JOBS_CREATED], cells[i], figure_count(pass->cells[i]));
    }
}
