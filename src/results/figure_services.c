#include "results/figure_pass.h"

#include <string.h>

#define SERVED (FIGURE_BIT(INDICATOR_CLIENTS_SERVED) | FIGURE_BIT(INDICATOR_WOMEN_LED_SHARE) | FIGURE_BIT(INDICATOR_MUNICIPALITIES_COVERED))
/* The figures that count an identity once; the others of a fact count records. */
#define OF_IDENTITIES                                                                                                     \
    (FIGURE_BIT(INDICATOR_ENTERPRISES_ADVISED) | FIGURE_BIT(INDICATOR_ENTERPRISES_TRAINED) |                              \
     FIGURE_BIT(INDICATOR_ENTERPRISES_ASSISTED) | FIGURE_BIT(INDICATOR_CLIENTS_SERVED) |                                  \
     FIGURE_BIT(INDICATOR_PERSONS_ADVISED) | FIGURE_BIT(INDICATOR_PERSONS_TRAINED))

/* ---- what a service stands behind --------------------------------------------------------------------------------- */

static uint64_t of_enterprise(unsigned kind, bool counts, bool timed)
{
    if (FACT_IS_LINK(kind)) {
        return FIGURE_BIT(INDICATOR_SERVICES_DELIVERED);
    }
    if (!counts) {
        return 0;
    }
    if (FACT_IS_ADVICE(kind)) {
        return FIGURE_BIT(INDICATOR_SERVICES_DELIVERED) | (timed ? SERVED | FIGURE_BIT(INDICATOR_ENTERPRISES_ADVISED) : 0);
    }
    return kind == FACT_TRAINING     ? SERVED | FIGURE_BIT(INDICATOR_ENTERPRISES_TRAINED)
           : kind == FACT_ASSISTANCE ? SERVED | FIGURE_BIT(INDICATOR_ENTERPRISES_ASSISTED) | FIGURE_BIT(INDICATOR_SERVICES_DELIVERED)
                                     : 0;
}

static uint64_t of_person(unsigned kind, bool counts, bool timed)
{
    if (FACT_IS_ADVICE(kind)) {
        return counts && timed ? FIGURE_BIT(INDICATOR_PERSONS_ADVISED) : 0;
    }
    return FACT_IS_LINK(kind)      ? FIGURE_BIT(INDICATOR_SERVICES_DELIVERED)
           : kind == FACT_TRAINING ? FIGURE_BIT(INDICATOR_SERVICES_DELIVERED) | FIGURE_BIT(INDICATOR_PERSONS_TRAINED)
                                   : 0;
}

void figure_services_start(struct figure_pass *pass)
{
    for (unsigned i = 0; i < FIGURE_STANDS; i++) {
        unsigned kind = i >> 2;
        bool counts = (i & 1) != 0;
        bool timed = (i & 2) != 0;
        pass->stands[FACTS_OF_ENTERPRISES][i] = kind <= FACT_LINK_ACADEMIC ? of_enterprise(kind, counts, timed) : 0;
        pass->stands[FACTS_OF_PERSONS][i] = kind <= FACT_LINK_ACADEMIC ? of_person(kind, counts, timed) : 0;
    }
}

static uint64_t stands(const struct figure_pass *pass, enum facts_set set, uint64_t key)
{
    static_assert(FACT_COUNTS == 1 && FACT_TIMED == 1U << 14, "bits 0 and 1 of a place in the table");
    return pass->stands[set][FACT_KIND(key) << 2 | (unsigned)(key >> 13 & 2) | (unsigned)(key & 1)];
}

/* ---- one service ---------------------------------------------------------------------------------------------------- */

/* What is known of one service besides its key, for those who ask what a figure rests on. */
struct service {
    uint64_t figures;
    bool again;        /* delivered already */
    bool somewhere;    /* in a municipality, */
    bool covers;       /* and the first there */
    int32_t evaluation;
};

static const struct facts_session *session_at(const struct figure_pass *pass, const struct facts_part *part, size_t at)
{
    return FACTS_AT(const struct facts_session, &pass->question->view->stock->sessions, part->sources[at].detail);
}

static struct value contribution(const struct figure_pass *pass, const struct facts_part *part, size_t at, const struct service *service,
                                 uint64_t counted)
{
    enum indicator_code code = pass->explained;
    if ((FIGURE_BIT(code) & OF_IDENTITIES) != 0) {
        return figure_count((counted & FIGURE_BIT(code)) == 0);
    }
    if (code == INDICATOR_ADVICE_HOURS || code == INDICATOR_PREPARATION_HOURS || code == INDICATOR_TRAVEL_HOURS) {
        const struct facts_session *session = session_at(pass, part, at);
        int64_t minutes = code == INDICATOR_ADVICE_HOURS        ? session->contact
                          : code == INDICATOR_PREPARATION_HOURS ? session->preparation
                                                                : session->travel;
        return figure_hundredths(figure_half_up(minutes * 100, 60));
    }
    if (code == INDICATOR_MUNICIPALITIES_COVERED) {
        return service->somewhere ? figure_count(service->covers) : figure_none();
    }
    return code == INDICATOR_SERVICES_DELIVERED ? figure_count(!service->again)
           : code == INDICATOR_SATISFACTION     ? figure_count(service->evaluation)
                                                : figure_none();
}

/* Counts the identity where it was not, and lets the record stand. */
static inline __attribute__((always_inline)) void take(struct figure_pass *pass, const struct facts_part *part, size_t at, const struct service *service)
{
    uint64_t counted = pass->counted;
    pass->counted = counted | (service->figures & OF_IDENTITIES);
    figure_stand(pass, part, at, service->figures);
    if (__builtin_expect((service->figures & pass->asked) != 0, 0)) {
        figure_collect(pass, part, at, contribution(pass, part, at, service, counted), NULL);
    }
}

/* ---- money ----------------------------------------------------------------------------------------------------------- */

static void add_amount(struct figure_pass *pass, enum indicator_code code, const struct facts_part *part, size_t at)
{
    int64_t amount = *FACTS_AT(const int64_t, &pass->question->view->stock->amounts, part->sources[at].detail);
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

static void money(struct figure_pass *pass, const struct figure_group *group)
{
    const struct facts_part *part = group->part;
    for (size_t i = group->len; i > 0; i--) {
        size_t at = group->picks[i - 1];
        uint64_t key = part->keys[at];
        unsigned kind = FACT_KIND(key);
        if (kind < FACT_APPROVAL) {
            return;
        }
        if (kind > FACT_CONTRIBUTION || !figure_asks(pass->question, part, at)) {
            continue;
        }
        if (kind == FACT_APPROVAL) {
            add_amount(pass, (key & FACT_CREDIT) != 0 ? INDICATOR_FINANCING_NEGOTIATED : INDICATOR_RESOURCES_MOBILISED, part, at);
        } else if (kind == FACT_DISBURSEMENT) {
            add_amount(pass, INDICATOR_FINANCING_DISBURSED, part, at);
        } else if ((pass->marks[part->sources[at].record] & FIGURE_ONCE_CONTRIBUTION) == 0) {
            pass->marks[part->sources[at].record] |= FIGURE_ONCE_CONTRIBUTION;
            add_amount(pass, INDICATOR_CLIENT_CONTRIBUTIONS, part, at);
        }
    }
}

/* ---- milestones -------------------------------------------------------------------------------------------------------- */

static struct str code_of(const struct figure_pass *pass, const struct facts_part *part, size_t at)
{
    return *FACTS_AT(const struct str, &pass->question->view->stock->codes, part->sources[at].detail);
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
            figure_mark_identity(pass, INDICATOR_FORMALISED, part, at);
        }
    }
}

/* ---- all of one identity ------------------------------------------------------------------------------------------------- */

static void end_rare(struct figure_pass *pass, const struct figure_group *group, unsigned most)
{
    const struct facts_part *part = group->part;
    size_t identity = group->identity;
    struct facts_run run = {part, part->starts[identity], part->starts[identity + 1], part->identities[identity]};
    if (most >= FACT_SNAPSHOT && pass->is_enterprise) {
        figure_change(pass, &run);
    }
    money(pass, group);
    if (most >= FACT_FORMALISATION) {
        milestones(pass, &run);
    }
}

/* After its services. */
static void end_identity(struct figure_pass *pass, const struct figure_group *group)
{
    unsigned most = FACT_KIND(group->part->keys[group->picks[group->len - 1]]);
    if (most >= FACT_APPROVAL) {
        end_rare(pass, group, most);
    }
    figure_tally(pass, pass->counts, pass->counted)->with_data++;
    pass->counted = 0;
}

/* The hours of a session are spent once, whoever was there. Sums and not branches: what comes next is no pattern. */
static inline uint64_t spend(struct figure_pass *pass, const struct facts_part *part, size_t at, bool is_spent)
{
    static const struct facts_session nothing;
    const struct facts_source *source = &part->sources[at];
    const struct facts_session *session =
        FACTS_AT(const struct facts_session, &pass->question->view->stock->sessions, is_spent ? source->detail : 0);
    session = is_spent ? session : &nothing;
    const int32_t minutes[] = {session->contact, session->preparation, session->travel};
    bool first = is_spent & ((pass->marks[source->record] & FIGURE_ONCE_HOURS) == 0);
    uint64_t figures = FIGURE_ONCE_HOURS;
    static_assert(INDICATOR_PREPARATION_HOURS == INDICATOR_ADVICE_HOURS + 1 && INDICATOR_TRAVEL_HOURS == INDICATOR_ADVICE_HOURS + 2,
                  "in the order of the minutes");
    pass->spent += first;
    for (int i = 0; i < 3; i++) {
        unsigned known = first & (minutes[i] != FACTS_NO_MINUTES);
        pass->timed[i] += known;
        pass->minutes[i] += minutes[i] & -(int32_t)known;
        figures |= (uint64_t)known << (INDICATOR_ADVICE_HOURS + i);
    }
    return figures & -(uint64_t)first;
}

/* ---- services to enterprises ------------------------------------------------------------------------------------ */

/* What one identity received, and where it was on the days. */
struct served {
    bool located;
    bool linked;
    bool numbered;
    uint32_t client; /* looked at last, FACT_NOBODY before the first */
    uint8_t led_by;
    struct str led_by_code; /* of the record that says who leads */
    /* Two records of one identity in one session or contract are neighbours: the service is delivered once. */
    uint32_t delivered; /* the record delivered last, FACT_NOBODY before the first */
    /* Sessions of the fiscal year. */
    uint32_t lasting; /* the last record, FACT_NOBODY before the first */
    int64_t lasting_minutes;
};
#define SERVED_NOTHING ((struct served){.client = FACT_NOBODY, .delivered = FACT_NOBODY, .lasting = FACT_NOBODY})

static void look_at_client(struct figure_pass *pass, struct served *served)
{
    const struct facts_client *client = FACTS_AT(const struct facts_client, &pass->question->view->stock->clients, served->client);
    if (client->led_by != FACTS_LED_UNKNOWN &&
        (served->led_by_code.ptr == NULL || str_cmp(client->code, served->led_by_code) < 0)) {
        served->led_by = client->led_by;
        served->led_by_code = client->code;
    }
    pass->numbered += client->numbered && !served->numbered;
    served->numbered |= client->numbered != 0;
}

/* The first record in a municipality is the one that counts it. */
static inline void cover(struct figure_pass *pass, uint64_t key, bool serves, struct served *served, struct service *service)
{
    bool since = (int32_t)FACT_DAY(key) >= pass->change;
    unsigned at = pass->covers[since][FACT_PLACE(key)] & -(unsigned)serves;
    service->somewhere = at != 0;
    service->covers = pass->covered[at] == 0;
    pass->covered[at] = 1; /* [0] too, which is nowhere and not read */
    pass->located += (at != 0) & !served->located;
    served->located |= at != 0;
}

static inline void enterprise_service(struct figure_pass *pass, const struct facts_part *part, size_t at, struct served *served)
{
    uint64_t key = part->keys[at];
    unsigned kind = FACT_KIND(key);
    const struct facts_source *source = &part->sources[at];
    struct service service = {.figures = stands(pass, FACTS_OF_ENTERPRISES, key)};
    bool delivers = (service.figures & FIGURE_BIT(INDICATOR_SERVICES_DELIVERED)) != 0;
    bool serves = (service.figures & FIGURE_BIT(INDICATOR_CLIENTS_SERVED)) != 0;
    bool is_link = kind >= FACT_LINK_FINANCIAL;
    service.again = delivers & !is_link & (source->record == served->delivered);
    served->delivered = (delivers & !is_link) ? source->record : served->delivered;
    served->linked |= is_link & ((key & FACT_COUNTS) != 0);
    pass->delivered[kind] += delivers & !service.again;
    service.figures |= spend(pass, part, at, FACT_IS_SESSION(kind));
    cover(pass, key, serves, served, &service);
    if (serves & (source->client != served->client)) {
        /* Almost every identity has one client, which is looked at in the end. */
        if (served->client != FACT_NOBODY) {
            look_at_client(pass, served);
        }
        served->client = source->client;
    }
    take(pass, part, at, &service);
}

static inline bool is_lasting(const struct figure_question *question, uint64_t key)
{
    int32_t day = (int32_t)FACT_DAY(key);
    return FACT_IS_SESSION(FACT_KIND(key)) & ((key & FACT_COUNTS) != 0) & (day >= question->fiscal_from) & (day <= question->to);
}

static inline void last(const struct figure_pass *pass, const struct facts_part *part, size_t at, bool is_spent, struct served *served)
{
    static const struct facts_session nothing;
    const struct facts_source *source = &part->sources[at];
    bool is_new = is_spent & (source->record != served->lasting);
    const struct facts_session *session =
        FACTS_AT(const struct facts_session, &pass->question->view->stock->sessions, is_spent ? source->detail : 0);
    session = is_new ? session : &nothing;
    served->lasting_minutes += session->contact & -(session->contact != FACTS_NO_MINUTES);
    served->lasting_minutes += session->preparation & -(session->preparation != FACTS_NO_MINUTES);
    served->lasting = is_spent ? source->record : served->lasting;
}

static void mark_lasting(struct figure_pass *pass, const struct figure_group *group)
{
    const struct facts_part *part = group->part;
    for (size_t i = 0; i < group->len; i++) {
        size_t at = group->picks[i];
        if (is_lasting(pass->question, part->keys[at]) && figure_passes(pass->question, part, at)) {
            figure_mark_identity(pass, INDICATOR_LONG_TERM_CLIENTS, part, at);
        }
    }
}

static void mark_linked_only(struct figure_pass *pass, const struct figure_group *group)
{
    const struct facts_part *part = group->part;
    for (size_t i = 0; i < group->len; i++) {
        size_t at = group->picks[i];
        if (FACT_IS_LINK(FACT_KIND(part->keys[at])) && (part->keys[at] & FACT_COUNTS) != 0 &&
            figure_asks(pass->question, part, at)) {
            figure_mark_identity(pass, INDICATOR_LINKED_ONLY, part, at);
        }
    }
}

static void end_enterprise(struct figure_pass *pass, const struct figure_group *group, struct served *served)
{
    if (served->client != FACT_NOBODY) {
        look_at_client(pass, served);
    }
    pass->led += served->led_by != FACTS_LED_UNKNOWN;
    pass->led_by_women += served->led_by == FACTS_LED_FEMALE;
    pass->answer->figures[INDICATOR_LINKED_ONLY].of += served->linked;
    pass->answer->figures[INDICATOR_LONG_TERM_CLIENTS].of += served->lasting != FACT_NOBODY;
    if (served->linked && (pass->counted & FIGURE_BIT(INDICATOR_CLIENTS_SERVED)) == 0) {
        mark_linked_only(pass, group);
    }
    if (served->lasting_minutes >= LONG_TERM_MINUTES) {
        mark_lasting(pass, group);
    }
    end_identity(pass, group);
}

void figure_of_enterprises(struct figure_pass *pass, const struct facts_part *part, const uint32_t *picks, size_t len)
{
    const struct figure_question *question = pass->question;
    struct figure_group group = {part, picks, 0, part->sources[picks[0]].identity};
    struct served served = SERVED_NOTHING;
    for (size_t i = 0; i < len; i++) {
        size_t at = picks[i];
        figure_fetch(pass, part, picks + i);
        if (part->sources[at].identity != group.identity) {
            end_enterprise(pass, &group, &served);
            group = (struct figure_group){part, picks + i, 0, part->sources[at].identity};
            served = SERVED_NOTHING;
        }
        group.len++;
        uint64_t key = part->keys[at];
        if (FACT_KIND(key) <= FACT_LINK_ACADEMIC && figure_passes(question, part, at)) {
            last(pass, part, at, is_lasting(question, key), &served);
            if (figure_is_inside(question, key)) {
                enterprise_service(pass, part, at, &served);
            }
        }
    }
    end_enterprise(pass, &group, &served);
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

static void attend(struct figure_pass *pass, const struct facts_part *part, size_t at, struct service *service)
{
    const struct facts_attendance *attendance =
        FACTS_AT(const struct facts_attendance, &pass->question->view->stock->attendances, part->sources[at].detail);
    struct figure *satisfaction = &pass->answer->figures[INDICATOR_SATISFACTION];
    service->again = !is_new_event(pass, &pass->events, attendance->event);
    satisfaction->of += !service->again;
    if (attendance->evaluation != 0) {
        satisfaction->with_data++;
        pass->evaluations += attendance->evaluation;
        service->evaluation = attendance->evaluation;
        service->figures |= FIGURE_BIT(INDICATOR_SATISFACTION);
    }
}

static inline void person_service(struct figure_pass *pass, const struct facts_part *part, size_t at, bool *with_firm)
{
    uint64_t key = part->keys[at];
    unsigned kind = FACT_KIND(key);
    struct service service = {.figures = stands(pass, FACTS_OF_PERSONS, key)};
    service.figures |= spend(pass, part, at, FACT_IS_SESSION(kind) & ((key & FACT_ALONE) != 0));
    if (FACT_IS_ATTENDANCE(kind)) {
        attend(pass, part, at, &service);
    }
    *with_firm |= (kind == FACT_TRAINING) & ((key & FACT_FIRM) != 0);
    pass->delivered[kind] += ((service.figures & FIGURE_BIT(INDICATOR_SERVICES_DELIVERED)) != 0) & !service.again;
    take(pass, part, at, &service);
}

static void end_person(struct figure_pass *pass, const struct figure_group *group, bool with_firm)
{
    pass->with_firm += with_firm;
    pass->events.len = 0;
    end_identity(pass, group);
}

void figure_of_persons(struct figure_pass *pass, const struct facts_part *part, const uint32_t *picks, size_t len)
{
    struct figure_group group = {part, picks, 0, part->sources[picks[0]].identity};
    bool with_firm = false;
    for (size_t i = 0; i < len; i++) {
        size_t at = picks[i];
        figure_fetch(pass, part, picks + i);
        if (part->sources[at].identity != group.identity) {
            end_person(pass, &group, with_firm);
            group = (struct figure_group){part, picks + i, 0, part->sources[at].identity};
            with_firm = false;
        }
        group.len++;
        if (FACT_KIND(part->keys[at]) <= FACT_LINK_ACADEMIC && figure_asks(pass->question, part, at)) {
            person_service(pass, part, at, &with_firm);
        }
    }
    end_person(pass, &group, with_firm);
}
