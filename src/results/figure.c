#include "results/figure.h"

#include "results/figure_pass.h"

#include <stdlib.h>
#include <string.h>

/* ---- what every figure needs ---------------------------------------------------------------------------------- */

static bool funding_passes(const struct figure_question *question, const struct facts_part *part, size_t at)
{
    const struct facts_stock *stock = question->view->stock;
    const struct facts_record *record = FACTS_AT(const struct facts_record, &stock->records, part->records[at]);
    const struct facts_funding *funding = FACTS_AT(const struct facts_funding, &stock->fundings, record->funding);
    for (size_t i = 0; i < funding->len; i++) {
        if (funding->agreements[i] == question->agreement) {
            return true;
        }
    }
    return false;
}

bool figure_passes(const struct figure_question *question, const struct facts_part *part, size_t at)
{
    uint64_t key = part->keys[at];
    return question->units[FACT_UNIT(key)] && (question->places == NULL || question->places[FACT_PLACE(key)]) &&
           (!question->by_agreement || funding_passes(question, part, at));
}

bool figure_asks(const struct figure_question *question, const struct facts_part *part, size_t at)
{
    int32_t day = (int32_t)FACT_DAY(part->keys[at]);
    return day >= question->from && day <= question->to && figure_passes(question, part, at);
}

static void collect(struct figure_pass *pass, const struct facts_part *part, size_t at, struct value contribution,
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

void figure_mark(struct figure_pass *pass, enum indicator_code code, const struct facts_part *part, size_t at,
                 struct value contribution, const struct facts_snapshot *opening)
{
    uint64_t *marks = &pass->marks[part->records[at]];
    unsigned state = FACT_STATE(part->keys[at]);
    if (*marks == 0) {
        pass->answer->records++;
        pass->answer->verified += state >= FACT_VERIFIED;
    }
    if ((*marks & UINT64_C(1) << code) == 0) {
        *marks |= UINT64_C(1) << code;
        pass->answer->figures[code].states[state]++;
    }
    if (code == pass->explained) {
        collect(pass, part, at, contribution, opening);
    }
}

/* The first record of an identity is the one that counts it. */
void figure_mark_identity(struct figure_pass *pass, enum indicator_code code, const struct facts_run *run, size_t at)
{
    bool first = pass->counted[code] != pass->run;
    pass->counted[code] = pass->run;
    pass->answer->figures[code].with_data += first;
    figure_mark(pass, code, run->part, at, figure_count(first), NULL);
}

void figure_part(struct figure *figure, const char *code, struct value value)
{
    assert(figure->part_count < FIGURE_PARTS);
    figure->parts[figure->part_count++] = (struct figure_part){code, value};
}

static bool once(struct figure_pass *pass, uint32_t record, enum figure_once what)
{
    uint64_t bit = UINT64_C(1) << what;
    bool first = (pass->once[record] & bit) == 0;
    pass->once[record] |= (uint8_t)bit;
    return first;
}

/* ---- services to enterprises ------------------------------------------------------------------------------------ */

/* What one identity received, and where it was on the days. */
struct served {
    bool any;
    bool located;
    uint8_t led_by;
    struct str led_by_code; /* of the record that says who leads */
};

/* The first record in a municipality is the one that counts it. */
static struct value cover(struct figure_pass *pass, const struct facts_run *run, size_t at, struct served *served)
{
    const struct figure_question *question = pass->question;
    const struct facts_stock *stock = question->view->stock;
    uint64_t key = run->part->keys[at];
    unsigned place = FACT_PLACE(key);
    if (place == 0 || (question->cover != NULL && !question->cover[place])) {
        return figure_none();
    }
    bool since = (int32_t)FACT_DAY(key) >= pass->change;
    uint8_t *covered = since || question->today ? &pass->covered_today[since][stock->place_today[place]] : &pass->covered_then[place];
    bool first = *covered == 0;
    *covered = 1;
    served->located = true;
    return figure_count(first);
}

static void serve(struct figure_pass *pass, enum indicator_code code, const struct facts_run *run, size_t at,
                  struct served *served)
{
    const struct facts_stock *stock = pass->question->view->stock;
    figure_mark_identity(pass, code, run, at);
    figure_mark_identity(pass, INDICATOR_CLIENTS_SERVED, run, at);
    figure_mark(pass, INDICATOR_WOMEN_LED_SHARE, run->part, at, figure_none(), NULL);
    const struct facts_client *client = FACTS_AT(const struct facts_client, &stock->clients, run->part->clients[at]);
    if (client->led_by != FACTS_LED_UNKNOWN &&
        (served->led_by_code.ptr == NULL || str_cmp(client->code, served->led_by_code) < 0)) {
        served->led_by = client->led_by;
        served->led_by_code = client->code;
    }
    served->any = true;
    pass->numbered += client->numbered && pass->numbered_run != pass->run;
    pass->numbered_run = client->numbered ? pass->run : pass->numbered_run;
    bool was = served->located;
    struct value covers = cover(pass, run, at, served);
    figure_mark(pass, INDICATOR_MUNICIPALITIES_COVERED, run->part, at, covers, NULL);
    pass->located += served->located && !was;
}

/* Two records of one identity in one session or contract are neighbours: the service is delivered once. */
static bool is_again(const struct facts_run *run, size_t at, size_t last)
{
    return last != SIZE_MAX && run->part->records[at] == run->part->records[last];
}

static void deliver(struct figure_pass *pass, const struct facts_part *part, size_t at, int64_t *kind, bool again)
{
    *kind += !again;
    figure_mark(pass, INDICATOR_SERVICES_DELIVERED, part, at, figure_count(!again), NULL);
}

static void spend(struct figure_pass *pass, const struct facts_part *part, size_t at)
{
    static const enum indicator_code codes[] = {INDICATOR_ADVICE_HOURS, INDICATOR_PREPARATION_HOURS, INDICATOR_TRAVEL_HOURS};
    if (!once(pass, part->records[at], ONCE_HOURS)) {
        return;
    }
    const struct facts_session *session =
        FACTS_AT(const struct facts_session, &pass->question->view->stock->sessions, part->details[at]);
    const int32_t minutes[] = {session->contact, session->preparation, session->travel};
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        struct figure *figure = &pass->answer->figures[codes[i]];
        figure->of++;
        if (minutes[i] != FACTS_NO_MINUTES) {
            figure->with_data++;
            pass->minutes[i] += minutes[i];
            figure_mark(pass, codes[i], part, at, figure_hundredths(figure_half_up((int64_t)minutes[i] * 100, 60)), NULL);
        }
    }
}

static void long_term(struct figure_pass *pass, const struct facts_run *run)
{
    const struct figure_question *question = pass->question;
    const struct facts_part *part = run->part;
    int64_t minutes = 0;
    bool any = false;
    for (int again = 0; again < 2; again++) {
        size_t last = SIZE_MAX;
        for (size_t at = run->from; at < run->to && FACT_IS_SESSION(FACT_KIND(part->keys[at])); at++) {
            int32_t day = (int32_t)FACT_DAY(part->keys[at]);
            if ((part->keys[at] & FACT_COUNTS) == 0 || day < question->fiscal_from || day > question->to ||
                !figure_passes(question, part, at)) {
                continue;
            }
            if (again) {
                figure_mark_identity(pass, INDICATOR_LONG_TERM_CLIENTS, run, at);
            } else if (!is_again(run, at, last)) {
                minutes += part->minutes[at];
            }
            any = true;
            last = at;
        }
        if (again == 0) {
            pass->answer->figures[INDICATOR_LONG_TERM_CLIENTS].of += any;
            if (minutes < LONG_TERM_MINUTES) {
                return;
            }
        }
    }
}

static void enterprise_session(struct figure_pass *pass, const struct facts_run *run, size_t at, struct served *served,
                               size_t *last)
{
    uint64_t key = run->part->keys[at];
    spend(pass, run->part, at);
    if ((key & FACT_COUNTS) == 0 || !FACT_IS_ADVICE(FACT_KIND(key))) {
        return;
    }
    deliver(pass, run->part, at, &pass->sessions, is_again(run, at, *last));
    *last = at;
    if ((key & FACT_TIMED) != 0) {
        serve(pass, INDICATOR_ENTERPRISES_ADVISED, run, at, served);
    }
}

static void enterprise_services(struct figure_pass *pass, const struct facts_run *run)
{
    const struct facts_part *part = run->part;
    struct served served = {0};
    size_t last = SIZE_MAX;
    bool linked = false;
    for (size_t at = run->from; at < run->to; at++) {
        uint64_t key = part->keys[at];
        unsigned kind = FACT_KIND(key);
        if (kind > FACT_LINK_ACADEMIC || !figure_asks(pass->question, part, at)) {
            continue;
        }
        bool counts = (key & FACT_COUNTS) != 0;
        if (FACT_IS_SESSION(kind)) {
            enterprise_session(pass, run, at, &served, &last);
        } else if (kind == FACT_TRAINING && counts) {
            serve(pass, INDICATOR_ENTERPRISES_TRAINED, run, at, &served);
        } else if (kind == FACT_ASSISTANCE && counts) {
            deliver(pass, part, at, &pass->assistances, is_again(run, at, last));
            last = at;
            serve(pass, INDICATOR_ENTERPRISES_ASSISTED, run, at, &served);
        } else if (FACT_IS_LINK(kind)) {
            deliver(pass, part, at, &pass->links, false);
            linked = linked || counts;
        }
    }
    pass->led += served.led_by != FACTS_LED_UNKNOWN;
    pass->led_by_women += served.led_by == FACTS_LED_FEMALE;
    pass->answer->figures[INDICATOR_LINKED_ONLY].of += linked;
    for (size_t at = run->from; linked && !served.any && at < run->to; at++) {
        if (FACT_IS_LINK(FACT_KIND(part->keys[at])) && (part->keys[at] & FACT_COUNTS) != 0 &&
            figure_asks(pass->question, part, at)) {
            figure_mark_identity(pass, INDICATOR_LINKED_ONLY, run, at);
        }
    }
    long_term(pass, run);
}

/* ---- services to persons ------------------------------------------------------------------------------------------- */

/* Whether the event is new in the run; a person goes to few events. */
static bool is_new_event(struct figure_pass *pass, struct figure_events *events, uint32_t event)
{
    for (size_t i = 0; i < events->len; i++) {
        if (events->list[i] == event) {
            return false;
        }
    }
    if (events->len == events->cap) {
        uint32_t *larger = ARENA_ARRAY(pass->arena, uint32_t, events->cap * 2 + 64);
        if (events->len > 0) {
            memcpy(larger, events->list, events->len * sizeof(*larger));
        }
        events->list = larger;
        events->cap = events->cap * 2 + 64;
    }
    events->list[events->len++] = event;
    return true;
}

static void attend(struct figure_pass *pass, const struct facts_run *run, size_t at, bool *with_firm)
{
    uint64_t key = run->part->keys[at];
    const struct facts_attendance *attendance =
        FACTS_AT(const struct facts_attendance, &pass->question->view->stock->attendances, run->part->details[at]);
    struct figure *satisfaction = &pass->answer->figures[INDICATOR_SATISFACTION];
    bool is_new = is_new_event(pass, &pass->events, attendance->event);
    satisfaction->of += is_new;
    if (attendance->evaluation != 0) {
        satisfaction->with_data++;
        pass->evaluations += attendance->evaluation;
        figure_mark(pass, INDICATOR_SATISFACTION, run->part, at, figure_count(attendance->evaluation), NULL);
    }
    if (FACT_KIND(key) == FACT_TRAINING) {
        deliver(pass, run->part, at, &pass->trainings, !is_new);
        figure_mark_identity(pass, INDICATOR_PERSONS_TRAINED, run, at);
        *with_firm = *with_firm || (key & FACT_FIRM) != 0;
    }
}

static void person_services(struct figure_pass *pass, const struct facts_run *run)
{
    bool with_firm = false;
    pass->events.len = 0;
    for (size_t at = run->from; at < run->to; at++) {
        uint64_t key = run->part->keys[at];
        unsigned kind = FACT_KIND(key);
        if (kind > FACT_LINK_ACADEMIC || !figure_asks(pass->question, run->part, at)) {
            continue;
        }
        if (FACT_IS_SESSION(kind)) {
            if ((key & FACT_ALONE) != 0) {
                spend(pass, run->part, at);
            }
            if ((key & FACT_COUNTS) != 0 && FACT_IS_ADVICE(kind) && (key & FACT_TIMED) != 0) {
                figure_mark_identity(pass, INDICATOR_PERSONS_ADVISED, run, at);
            }
        } else if (FACT_IS_ATTENDANCE(kind)) {
            attend(pass, run, at, &with_firm);
        } else if (FACT_IS_LINK(kind)) {
            deliver(pass, run->part, at, &pass->links, false);
        }
    }
    pass->with_firm += with_firm;
}

/* ---- money ----------------------------------------------------------------------------------------------------------- */

static void add_amount(struct figure_pass *pass, enum indicator_code code, const struct facts_part *part, size_t at)
{
    int64_t amount = *FACTS_AT(const int64_t, &pass->question->view->stock->amounts, part->details[at]);
    struct figure *figure = &pass->answer->figures[code];
    figure->of++;
    if (amount != MONEY_MISSING) {
        figure->with_data++;
        figure->value.amount += amount;
        figure_mark(pass, code, part, at, figure_money(amount), NULL);
    }
    if (code == INDICATOR_RESOURCES_MOBILISED && amount != MONEY_MISSING && (part->keys[at] & FACT_IN_KIND) != 0) {
        pass->in_kind += amount;
    }
}

static void money(struct figure_pass *pass, const struct facts_run *run)
{
    for (size_t at = run->to; at > run->from; at--) {
        uint64_t key = run->part->keys[at - 1];
        unsigned kind = FACT_KIND(key);
        if (kind < FACT_APPROVAL) {
            return;
        }
        if (kind > FACT_CONTRIBUTION || !figure_asks(pass->question, run->part, at - 1)) {
            continue;
        }
        if (kind == FACT_APPROVAL) {
            add_amount(pass, (key & FACT_CREDIT) != 0 ? INDICATOR_FINANCING_NEGOTIATED : INDICATOR_RESOURCES_MOBILISED,
                       run->part, at - 1);
        } else if (kind == FACT_DISBURSEMENT) {
            add_amount(pass, INDICATOR_FINANCING_DISBURSED, run->part, at - 1);
        } else if (once(pass, run->part->records[at - 1], ONCE_CONTRIBUTION)) {
            add_amount(pass, INDICATOR_CLIENT_CONTRIBUTIONS, run->part, at - 1);
        }
    }
}

/* ---- milestones -------------------------------------------------------------------------------------------------------- */

static struct str code_of(const struct figure_pass *pass, const struct facts_part *part, size_t at)
{
    return *FACTS_AT(const struct str, &pass->question->view->stock->codes, part->details[at]);
}

/* A business is started once for life: the earliest milestone of all, by date and code, counts if it is asked for. */
static void start_business(struct figure_pass *pass, const struct facts_run *run)
{
    const struct facts_part *part = run->part;
    size_t first = SIZE_MAX;
    for (size_t at = run->from; at < run->to; at++) {
        if (FACT_KIND(part->keys[at]) != FACT_BUSINESS_STARTED) {
            continue;
        }
        unsigned day = FACT_DAY(part->keys[at]);
        if (first == SIZE_MAX || day < FACT_DAY(part->keys[first]) ||
            (day == FACT_DAY(part->keys[first]) && str_cmp(code_of(pass, part, at), code_of(pass, part, first)) < 0)) {
            first = at;
        }
    }
    if (first != SIZE_MAX && figure_asks(pass->question, part, first)) {
        pass->answer->figures[INDICATOR_BUSINESSES_STARTED].with_data++;
        figure_mark(pass, INDICATOR_BUSINESSES_STARTED, part, first, figure_count(1), NULL);
    }
}

static void milestones(struct figure_pass *pass, const struct facts_run *run)
{
    const struct facts_part *part = run->part;
    if (FACT_KIND(part->keys[run->to - 1]) < FACT_FORMALISATION) {
        return;
    }
    start_business(pass, run);
    for (size_t at = run->from; at < run->to; at++) {
        uint64_t key = part->keys[at];
        unsigned kind = FACT_KIND(key);
        if (kind < FACT_FORMALISATION || kind == FACT_BUSINESS_STARTED || !figure_asks(pass->question, part, at)) {
            continue;
        }
        if (kind != FACT_FORMALISATION) {
            enum indicator_code code = kind == FACT_NEW_PRODUCT ? INDICATOR_NEW_PRODUCTS : INDICATOR_NEW_MARKETS;
            pass->answer->figures[code].with_data++;
            figure_mark(pass, code, part, at, figure_count(1), NULL);
        } else if ((key & FACT_COUNTS) != 0 && pass->is_enterprise) {
            figure_mark_identity(pass, INDICATOR_FORMALISED, run, at);
        }
    }
}

/* ---- the answer ----------------------------------------------------------------------------------------------------------- */

static void end_counts(struct figure_pass *pass)
{
    struct figure *figures = pass->answer->figures;
    static const enum indicator_code codes[] = {
        INDICATOR_ENTERPRISES_ADVISED, INDICATOR_ENTERPRISES_TRAINED, INDICATOR_ENTERPRISES_ASSISTED, INDICATOR_CLIENTS_SERVED,
        INDICATOR_PERSONS_ADVISED, INDICATOR_PERSONS_TRAINED, INDICATOR_FORMALISED, INDICATOR_BUSINESSES_STARTED,
        INDICATOR_NEW_PRODUCTS, INDICATOR_NEW_MARKETS};
    figures[INDICATOR_SERVICES_DELIVERED].with_data = pass->sessions + pass->trainings + pass->assistances + pass->links;
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        figures[codes[i]].of = figures[codes[i]].with_data;
        figures[codes[i]].value = figure_count(figures[codes[i]].with_data);
    }
    struct figure *services = &figures[INDICATOR_SERVICES_DELIVERED];
    services->of = services->with_data;
    services->value = figure_count(services->with_data);
    figure_part(services, "sessions", figure_count(pass->sessions));
    figure_part(services, "training", figure_count(pass->trainings));
    figure_part(services, "assistances", figure_count(pass->assistances));
    figure_part(services, "links", figure_count(pass->links));
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
    int64_t since = count_marks(pass->covered_today[1], FACT_PLACES_MOST);
    figure->with_data = pass->located;
    figure->of = question->cover_of;
    if (question->today) {
        for (size_t i = 0; i < FACT_PLACES_MOST; i++) {
            pass->covered_today[0][i] |= pass->covered_today[1][i];
        }
        figure->value = figure_count(count_marks(pass->covered_today[0], FACT_PLACES_MOST));
        return;
    }
    int64_t until = count_marks(pass->covered_then, FACT_PLACES_MOST);
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
    static_assert(INDICATOR_COUNT <= 64, "the marks of a record are one bit a figure");
    *out = (struct figure_answer){0};
    struct figure_pass *pass = ARENA_NEW(arena, struct figure_pass);
    *pass = (struct figure_pass){.arena = arena, .question = question, .answer = out, .explained = explained,
                                 .change = facts_day(DATE(2024, 5, 1))};
    pass->marks = ARENA_ARRAY(arena, uint64_t, question->view->record_count + 1);
    pass->once = ARENA_ARRAY(arena, uint8_t, question->view->record_count + 1);
    for (int set = 0; set < 2; set++) {
        struct facts_cursor cursor = {.view = question->view, .set = (enum facts_set)set};
        struct facts_run run;
        pass->is_enterprise = set == FACTS_OF_ENTERPRISES;
        while (facts_next(&cursor, &run)) {
            pass->run++;
            if (pass->is_enterprise) {
                enterprise_services(pass, &run);
                figure_change(pass, &run);
            } else {
                person_services(pass, &run);
            }
            money(pass, &run);
            milestones(pass, &run);
        }
    }
    end(pass);
    out->evidence = pass->evidence;
    out->evidence_count = pass->evidence_count;
}
