#include "results/figure.h"

#include "results/figure_pass.h"

#include <string.h>

/* Facts of a block: what is picked of them stays in the first-level cache. */
#define BLOCK 16384

/* ---- what every figure needs ---------------------------------------------------------------------------------- */

bool figure_is_funded(const struct figure_question *question, const struct facts_part *part, size_t at)
{
    const struct facts_stock *stock = question->view->stock;
    const struct facts_record *record = FACTS_AT(const struct facts_record, &stock->records, part->sources[at].record);
    const struct facts_funding *funding = FACTS_AT(const struct facts_funding, &stock->fundings, record->funding);
    for (size_t i = 0; i < funding->len; i++) {
        if (funding->agreements[i] == question->agreement) {
            return true;
        }
    }
    return false;
}

void figure_collect(struct figure_pass *pass, const struct facts_part *part, size_t at, struct value contribution,
                    const struct facts_snapshot *opening)
{
    if (pass->evidence_count == pass->evidence_cap) {
        size_t cap = pass->evidence_cap * 2 + 256;
        struct figure_evidence *larger = ARENA_ARRAY(pass->arena, struct figure_evidence, cap);
        if (pass->evidence_count > 0) {
            memcpy(larger, pass->evidence, pass->evidence_count * sizeof(*larger));
        }
        pass->evidence = larger;
        pass->evidence_cap = cap;
    }
    pass->evidence[pass->evidence_count++] = (struct figure_evidence){part, at, contribution, opening};
}

void figure_settle(struct figure_pass *pass, struct figure_tally *tally)
{
    for (uint64_t rest = tally->figures; rest != 0; rest &= rest - 1) {
        struct figure *figure = &pass->answer->figures[__builtin_ctzll(rest)];
        for (int state = 0; state < 4; state++) {
            figure->states[state] += tally->states[state];
        }
        figure->with_data += tally->with_data;
    }
    *tally = (struct figure_tally){0};
}

void figure_mark(struct figure_pass *pass, enum indicator_code code, const struct facts_part *part, size_t at,
                 struct value contribution, const struct facts_snapshot *opening)
{
    figure_stand(pass, part, at, FIGURE_BIT(code));
    if (code == pass->explained) {
        figure_collect(pass, part, at, contribution, opening);
    }
}

void figure_mark_identity(struct figure_pass *pass, enum indicator_code code, const struct facts_part *part, size_t at)
{
    bool first = (pass->counted & FIGURE_BIT(code)) == 0;
    pass->counted |= FIGURE_BIT(code);
    figure_mark(pass, code, part, at, figure_count(first), NULL);
}

void figure_part(struct figure *figure, const char *code, struct value value)
{
    assert(figure->part_count < FIGURE_PARTS);
    figure->parts[figure->part_count++] = (struct figure_part){code, value};
}

/* ---- the pass ----------------------------------------------------------------------------------------------------------- */

/* The years' lists that a part is read by, each with what has been read. */
struct reading {
    const uint32_t *next[FACTS_YEARS];
    const uint32_t *end[FACTS_YEARS];
    size_t len;
};

static void read_years(const struct figure_question *question, const struct facts_part *part, struct reading *out)
{
    unsigned first = facts_year(question->fiscal_from < question->from ? question->fiscal_from : question->from);
    unsigned last = facts_year(question->to);
    out->len = 0;
    for (unsigned year = first; year < FACTS_YEARS; year++) {
        if ((year <= last || year == FACTS_ANY_YEAR) && part->year_starts[year] < part->year_starts[year + 1]) {
            out->next[out->len] = part->by_year + part->year_starts[year];
            out->end[out->len++] = part->by_year + part->year_starts[year + 1];
        }
    }
}

/* The places of the facts of these years that lie from the one place to before the other, ascending. */
static size_t pick(struct figure_pass *pass, struct reading *reading, uint32_t from, uint32_t to)
{
    uint64_t *block = pass->block;
    size_t len = 0;
    for (size_t i = 0; i < reading->len; i++) {
        const uint32_t *next = reading->next[i];
        const uint32_t *end = reading->end[i];
        for (; next < end && *next < to; next++) {
            if (*next >= from) {
                block[(*next - from) / 64] |= UINT64_C(1) << (*next - from) % 64;
            }
        }
        reading->next[i] = next;
    }
    for (uint32_t word = 0; word <= (to - from) / 64; word++) {
        for (uint64_t rest = block[word]; rest != 0; rest &= rest - 1) {
            pass->picks[len++] = from + word * 64 + (uint32_t)__builtin_ctzll(rest);
        }
        block[word] = 0;
    }
    for (size_t i = 0; len > 0 && i <= FIGURE_AHEAD; i++) {
        pass->picks[len + i] = pass->picks[len - 1];
    }
    return len;
}

/* Identities from the one place to before the other, which all stand. A block ends with an identity; one may need a larger one. */
static void count_identities(struct figure_pass *pass, const struct facts_part *part, struct reading *reading, size_t from, size_t to)
{
    while (from < to) {
        size_t end = from + 1;
        while (end < to && part->starts[end + 1] - part->starts[from] <= BLOCK) {
            end++;
        }
        size_t count = part->starts[end] - part->starts[from];
        if (count > pass->block_cap) {
            pass->block_cap = count < BLOCK ? BLOCK : count * 2;
            pass->picks = ARENA_ARRAY(pass->arena, uint32_t, pass->block_cap + FIGURE_AHEAD + 1);
            pass->block = ARENA_ARRAY(pass->arena, uint64_t, pass->block_cap / 64 + 1);
        }
        size_t len = pick(pass, reading, part->starts[from], part->starts[end]);
        if (len > 0 && pass->is_enterprise) {
            figure_of_enterprises(pass, part, pass->picks, len);
        } else if (len > 0) {
            figure_of_persons(pass, part, pass->picks, len);
        }
        from = end;
    }
}

static void count_part(struct figure_pass *pass, const struct facts_part *part, const uint8_t *replaced)
{
    if (part == NULL || part->count == 0) {
        return;
    }
    struct reading reading;
    read_years(pass->question, part, &reading);
    for (size_t i = 0; i < part->identity_count;) {
        /* A stretch of identities that all stand. */
        const uint8_t *next = replaced == NULL ? NULL : memchr(replaced + i, 1, part->identity_count - i);
        size_t end = next == NULL ? part->identity_count : (size_t)(next - replaced);
        count_identities(pass, part, &reading, i, end);
        i = end + 1;
    }
}

static void start_tables(struct figure_pass *pass)
{
    const struct facts_stock *stock = pass->question->view->stock;
    for (unsigned kind = 0; kind < COUNT_OF(pass->tables); kind++) {
        pass->tables[kind] = FACT_IS_ATTENDANCE(kind)                                     ? &stock->attendances
                             : kind >= FACT_APPROVAL && kind <= FACT_CONTRIBUTION         ? &stock->amounts
                             : kind == FACT_SNAPSHOT                                      ? &stock->snapshots
                             : kind >= FACT_FORMALISATION                                 ? &stock->codes
                                                                                          : &stock->sessions;
    }
}

static void start_places(struct figure_pass *pass)
{
    const struct figure_question *question = pass->question;
    const uint16_t *today = question->view->stock->place_today;
    for (unsigned place = 1; place < FACT_PLACES_MOST; place++) {
        if (question->cover == NULL || question->cover[place]) {
            pass->covers[0][place] = (uint16_t)(question->today ? FACT_PLACES_MOST + today[place] : place);
            pass->covers[1][place] = (uint16_t)(2 * FACT_PLACES_MOST + today[place]);
        }
    }
}

/* ---- the answer ----------------------------------------------------------------------------------------------------------- */

static int64_t delivered(const struct figure_pass *pass, unsigned first, unsigned last)
{
    int64_t sum = 0;
    for (unsigned kind = first; kind <= last; kind++) {
        sum += pass->delivered[kind];
    }
    return sum;
}

static void end_counts(struct figure_pass *pass)
{
    struct figure *figures = pass->answer->figures;
    static const enum indicator_code codes[] = {
        INDICATOR_ENTERPRISES_ADVISED, INDICATOR_ENTERPRISES_TRAINED, INDICATOR_ENTERPRISES_ASSISTED, INDICATOR_CLIENTS_SERVED,
        INDICATOR_PERSONS_ADVISED, INDICATOR_PERSONS_TRAINED, INDICATOR_FORMALISED, INDICATOR_BUSINESSES_STARTED,
        INDICATOR_NEW_PRODUCTS, INDICATOR_NEW_MARKETS};
    int64_t sessions = delivered(pass, FACT_ADVICE_BUSINESS, FACT_INVESTMENT_PLAN);
    int64_t trainings = delivered(pass, FACT_TRAINING, FACT_TRAINING);
    int64_t assistances = delivered(pass, FACT_ASSISTANCE, FACT_ASSISTANCE);
    int64_t links = delivered(pass, FACT_LINK_FINANCIAL, FACT_LINK_ACADEMIC);
    figures[INDICATOR_SERVICES_DELIVERED].with_data = sessions + trainings + assistances + links;
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        figures[codes[i]].of = figures[codes[i]].with_data;
        figures[codes[i]].value = figure_count(figures[codes[i]].with_data);
    }
    struct figure *services = &figures[INDICATOR_SERVICES_DELIVERED];
    services->of = services->with_data;
    services->value = figure_count(services->with_data);
    figure_part(services, "sessions", figure_count(sessions));
    figure_part(services, "training", figure_count(trainings));
    figure_part(services, "assistances", figure_count(assistances));
    figure_part(services, "links", figure_count(links));
    struct figure *trained = &figures[INDICATOR_PERSONS_TRAINED];
    figure_part(trained, "with_enterprise", figure_count(pass->with_firm));
    figure_part(trained, "without_enterprise", figure_count(trained->with_data - pass->with_firm));
    /* Value is the number that qualifies; those that could are all that were looked at. */
    struct figure *linked = &figures[INDICATOR_LINKED_ONLY];
    struct figure *lasting = &figures[INDICATOR_LONG_TERM_CLIENTS];
    linked->value = figure_count(linked->with_data);
    linked->with_data = linked->of;
    lasting->value = figure_count(lasting->with_data);
    lasting->with_data = lasting->of;
}

static int64_t count_marks(const uint8_t *marks, size_t count)
{
    int64_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found += marks[i];
    }
    return found;
}

static void end_places(struct figure_pass *pass)
{
    const struct figure_question *question = pass->question;
    struct figure *figure = &pass->answer->figures[INDICATOR_MUNICIPALITIES_COVERED];
    uint8_t *then = pass->covered;
    uint8_t *today = then + FACT_PLACES_MOST;
    const uint8_t *later = today + FACT_PLACES_MOST;
    int64_t since = count_marks(later, FACT_PLACES_MOST);
    then[0] = 0;
    figure->with_data = pass->located;
    figure->of = question->cover_of;
    if (question->today) {
        for (size_t i = 0; i < FACT_PLACES_MOST; i++) {
            today[i] |= later[i];
        }
        figure->value = figure_count(count_marks(today, FACT_PLACES_MOST));
        return;
    }
    int64_t until = count_marks(then, FACT_PLACES_MOST);
    bool crosses = question->from < pass->change && pass->change <= question->to;
    figure->value = figure_count(crosses ? since : until + since);
    if (crosses) {
        figure_part(figure, "until_2024-04-30", figure_count(until));
        figure_part(figure, "from_2024-05-01", figure_count(since));
    }
}

static void end_money(struct figure_pass *pass)
{
    static const enum indicator_code codes[] = {INDICATOR_FINANCING_NEGOTIATED, INDICATOR_RESOURCES_MOBILISED,
                                                INDICATOR_FINANCING_DISBURSED, INDICATOR_CLIENT_CONTRIBUTIONS};
    struct figure *figures = pass->answer->figures;
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        figures[codes[i]].value.kind = VALUE_MONEY;
    }
    struct figure *mobilised = &figures[INDICATOR_RESOURCES_MOBILISED];
    figure_part(mobilised, "cash", figure_money(mobilised->value.amount - pass->in_kind));
    figure_part(mobilised, "in_kind", figure_money(pass->in_kind));
}

static void end_rest(struct figure_pass *pass)
{
    static const enum indicator_code hours[] = {INDICATOR_ADVICE_HOURS, INDICATOR_PREPARATION_HOURS, INDICATOR_TRAVEL_HOURS};
    struct figure *figures = pass->answer->figures;
    for (size_t i = 0; i < COUNT_OF(hours); i++) {
        figures[hours[i]].of = pass->spent;
        figures[hours[i]].with_data = pass->timed[i];
        figures[hours[i]].value = figure_hundredths(figure_half_up(pass->minutes[i] * 100, 60));
    }
    struct figure *satisfaction = &figures[INDICATOR_SATISFACTION];
    if (satisfaction->with_data > 0) {
        satisfaction->value = figure_hundredths(figure_half_up(pass->evaluations * 100, satisfaction->with_data));
    }
    struct figure *women = &figures[INDICATOR_WOMEN_LED_SHARE];
    women->of = figures[INDICATOR_CLIENTS_SERVED].with_data;
    women->with_data = pass->led;
    if (pass->led > 0) {
        women->value = figure_hundredths(percent_hundredths(pass->led_by_women, pass->led));
        figure_part(women, "women_led", figure_count(pass->led_by_women));
    }
    int64_t served = figures[INDICATOR_CLIENTS_SERVED].with_data;
    struct figure *quality = &figures[INDICATOR_DATA_QUALITY];
    if (pass->answer->records > 0) {
        figure_part(quality, "verified_records",
                    figure_hundredths(percent_hundredths(pass->answer->verified, pass->answer->records)));
    }
    if (served > 0) {
        figure_part(quality, "numbered_clients", figure_hundredths(percent_hundredths(pass->numbered, served)));
        figure_part(quality, "measured_clients", figure_hundredths(percent_hundredths(pass->measured, served)));
    }
}

static void end(struct figure_pass *pass)
{
    end_counts(pass);
    end_places(pass);
    end_money(pass);
    figure_change_end(pass);
    end_rest(pass);
    for (size_t i = 0; i < INDICATOR_COUNT; i++) {
        struct figure *figure = &pass->answer->figures[i];
        if (figure->with_data == 0 || (figure->value.kind == VALUE_MONEY && pass->question->mixed_currency)) {
            figure->value = figure_none();
        }
    }
}

void figure_compute(struct arena *arena, const struct figure_question *question, enum indicator_code explained,
                    struct figure_answer *out)
{
    static_assert(INDICATOR_COUNT <= 62, "the marks of a record are one bit a figure, and two more");
    *out = (struct figure_answer){0};
    struct figure_pass *pass = ARENA_NEW(arena, struct figure_pass);
    *pass = (struct figure_pass){.arena = arena, .question = question, .answer = out, .explained = explained,
                                 .asked = explained < INDICATOR_COUNT ? FIGURE_BIT(explained) : 0,
                                 .change = facts_day(DATE(2024, 5, 1))};
    pass->marks = ARENA_ARRAY(arena, uint64_t, question->view->record_count + 1);
    start_places(pass);
    start_tables(pass);
    figure_services_start(pass);
    for (int set = 0; set < 2; set++) {
        pass->is_enterprise = set == FACTS_OF_ENTERPRISES;
        count_part(pass, question->view->base[set], question->view->replaced[set]);
        count_part(pass, question->view->delta[set], NULL);
    }
    for (size_t i = 0; i < FIGURE_TALLIES; i++) {
        figure_settle(pass, &pass->records[i]);
        figure_settle(pass, &pass->counts[i]);
    }
    end(pass);
    out->evidence = pass->evidence;
    out->evidence_count = pass->evidence_count;
}

static void put_marks(struct buf *out, const uint8_t *marks, size_t count)
{
    buf_put_char(out, marks == NULL ? '-' : '+');
    for (size_t i = 0; marks != NULL && i < count; i += 8) {
        unsigned eight = 0;
        for (size_t j = i; j < count && j < i + 8; j++) {
            eight = eight << 1 | (marks[j] != 0);
        }
        buf_put_char(out, (char)eight);
    }
}

void figure_question_key(const struct figure_question *question, struct buf *out)
{
    const struct facts_stock *stock = question->view->stock;
    const int64_t numbers[] = {question->from, question->to, question->by_agreement, question->agreement, question->today,
                               question->fiscal_from, question->cover_of, question->mixed_currency};
    buf_put(out, (struct str){(const char *)numbers, sizeof(numbers)});
    put_marks(out, question->units, stock->unit_count);
    put_marks(out, question->places, stock->place_count);
    put_marks(out, question->cover, stock->place_count);
}

void figure_answer(struct arena *arena, const struct figure_question *question, struct figure_answer *out)
{
    struct buf key = BUF(arena);
    buf_put_c(&key, "figures");
    figure_question_key(question, &key);
    if (!facts_kept(question->view, buf_str(&key), out, sizeof(*out))) {
        figure_compute(arena, question, INDICATOR_COUNT, out);
        facts_keep(question->view, buf_str(&key), out, sizeof(*out));
    }
}
