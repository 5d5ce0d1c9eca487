#include "check.h"

#include "results/cube.h"
#include "results/figure.h"
#include "territory/territory.h"

#include <string.h>

/* Facts without a database: worked cases of the indicators, bounds, and distinct counts against sets. */

static struct arena arena;
static struct facts_stock *stock;
static struct facts_rows rows[2];
static struct facts_view *view;
static uint8_t units[FACT_UNITS_MOST];

static int open_stock(void **state)
{
    (void)state;
    stock = facts_stock();
    rows[0] = (struct facts_rows){.arena = &arena};
    rows[1] = (struct facts_rows){.arena = &arena};
    memset(units, 1, sizeof(units));
    return 0;
}

static int close_stock(void **state)
{
    (void)state;
    if (view != NULL) {
        facts_view_drop(view);
        view = NULL;
    }
    facts_stock_drop(stock);
    arena_reset(&arena);
    return 0;
}

static uint64_t seed = 7;
static unsigned any(unsigned most)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((seed >> 33) % most);
}

static struct id id_of(unsigned number)
{
    struct id id = {{1}};
    memcpy(id.bytes + 8, &number, sizeof(number));
    return id;
}

static uint32_t client(enum fact_dataset dataset, const char *code, const char *district)
{
    static unsigned made;
    struct facts_client row = {
        .name = {id_of(++made), facts_agency(stock, id_of(1)), dataset},
        .code = str_of(code),
        .home = (uint16_t)facts_place(stock, str_of(district)),
        .moves = FACT_NOBODY,
        .counts = 1,
    };
    return facts_client_add(stock, &row);
}

static void fact(enum fact_kind kind, struct date date, uint32_t who, unsigned record, enum fact_dataset dataset, uint32_t detail,
                 int32_t minutes, unsigned unit, unsigned flags)
{
    const struct facts_client *row = FACTS_AT(const struct facts_client, &stock->clients, who);
    unsigned place = facts_home(stock, row, facts_day(date));
    struct facts_row made = {facts_key(kind, (unsigned)facts_day(date), place, unit, FACT_DECLARED, flags | FACT_COUNTS), row->identity,
                             minutes, facts_record(stock, dataset, id_of(1), id_of(record), 0), who, detail};
    facts_add(&rows[row->name.dataset == FACT_PERSONS], made);
}

static void session(unsigned record, struct date date, uint32_t who, int32_t contact, unsigned unit)
{
    struct facts_session detail = {contact, 0, FACTS_NO_MINUTES};
    fact(FACT_ADVICE_BUSINESS, date, who, record, FACT_SESSIONS, facts_append(stock, &stock->sessions, &detail), contact, unit,
         contact > 0 ? FACT_TIMED : 0U);
}

static void attendance(unsigned record, unsigned event, struct date date, uint32_t person)
{
    struct facts_attendance detail = {facts_record(stock, FACT_EVENTS, id_of(1), id_of(event), 0), FACT_NOBODY, 0};
    fact(FACT_TRAINING, date, person, record, FACT_ATTENDANCES, facts_append(stock, &stock->attendances, &detail), 0, 0, 0);
}

static void amount(enum fact_kind kind, unsigned record, struct date date, uint32_t who, int64_t minor, unsigned flags)
{
    fact(kind, date, who, record, kind == FACT_DISBURSEMENT ? FACT_DISBURSEMENTS : FACT_LINKS,
         facts_append(stock, &stock->amounts, &minor), 0, 0, flags);
}

static void snapshot(unsigned record, const char *code, struct date date, uint32_t who, int64_t sales, bool initial)
{
    struct facts_snapshot detail = {.national = sales, .export = MONEY_MISSING, .at_risk = INT64_MIN, .window = 12, .stated = INT64_MIN,
                                    .jobs = {INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN}, .code = str_of(code)};
    fact(FACT_SNAPSHOT, date, who, record, FACT_SNAPSHOTS, facts_append(stock, &stock->snapshots, &detail), 0, 0,
         initial ? FACT_INITIAL : 0U);
}

static struct figure_question question(struct date from, struct date to)
{
    if (view == NULL) {
        view = facts_view_make(stock, rows);
    }
    return (struct figure_question){.view = view, .from = facts_day(from), .to = facts_day(to), .units = units,
                                    .fiscal_from = facts_day(DATE(to.year, 1, 1))};
}

static struct figure_answer answer(struct figure_question asked)
{
    struct figure_answer out;
    figure_compute(&arena, &asked, INDICATOR_COUNT, &out);
    return out;
}

static struct figure_answer of_year(int year)
{
    return answer(question(DATE(year, 1, 1), DATE(year, 12, 31)));
}

static void check_value(const struct figure *figure, enum value_kind kind, int64_t amount_)
{
    assert_int_equal(figure->value.kind, kind);
    assert_int_equal(figure->value.amount, amount_);
}

static int64_t part_of(const struct figure *figure, const char *code)
{
    for (size_t i = 0; i < figure->part_count; i++) {
        if (strcmp(figure->parts[i].code, code) == 0) {
            return figure->parts[i].value.amount;
        }
    }
    return INT64_MIN;
}

/* ---- worked cases --------------------------------------------------------------------------------------------- */

static void case_1_sessions(void **state)
{
    (void)state;
    uint32_t a = client(FACT_ENTERPRISES, "A", "1408");
    uint32_t b = client(FACT_ENTERPRISES, "B", "1408");
    uint32_t c = client(FACT_ENTERPRISES, "C", "1408");
    session(1, DATE(2014, 2, 1), a, 60, 0);
    session(2, DATE(2014, 3, 1), a, 60, 0);
    session(3, DATE(2014, 3, 2), b, 60, 0);
    session(4, DATE(2014, 12, 31), a, 30, 0);
    session(4, DATE(2014, 12, 31), c, 30, 0);
    session(5, DATE(2015, 1, 1), b, 60, 0);
    struct figure_answer out = of_year(2014);
    check_value(&out.figures[INDICATOR_ENTERPRISES_ADVISED], VALUE_COUNT, 3);
    check_value(&out.figures[INDICATOR_CLIENTS_SERVED], VALUE_COUNT, 3);
    check_value(&out.figures[INDICATOR_SERVICES_DELIVERED], VALUE_COUNT, 5);
    /* The session of two is 30 minutes, once. */
    check_value(&out.figures[INDICATOR_ADVICE_HOURS], VALUE_HUNDREDTHS, 350);
    assert_int_equal(out.records, 4);
    assert_int_equal(out.figures[INDICATOR_ENTERPRISES_ADVISED].states[FACT_DECLARED], 4);
    assert_int_equal(out.figures[INDICATOR_ENTERPRISES_TRAINED].value.kind, VALUE_NONE);
}

static void case_2_courses(void **state)
{
    (void)state;
    uint32_t person = client(FACT_PERSONS, "P", "1408");
    attendance(1, 100, DATE(2014, 5, 1), person);
    attendance(2, 100, DATE(2014, 5, 2), person);
    attendance(3, 101, DATE(2014, 6, 1), person);
    struct figure_answer out = of_year(2014);
    check_value(&out.figures[INDICATOR_PERSONS_TRAINED], VALUE_COUNT, 1);
    assert_int_equal(part_of(&out.figures[INDICATOR_PERSONS_TRAINED], "without_enterprise"), 1);
    check_value(&out.figures[INDICATOR_SERVICES_DELIVERED], VALUE_COUNT, 2);
}

static void case_3_contracts(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 60; i++) {
        uint32_t who = client(FACT_ENTERPRISES, "E", "1408");
        fact(FACT_ASSISTANCE, DATE(2014, 7, 1), who, i < 55 ? i + 1 : 55, FACT_ASSISTANCES, 0, 0, 0, 0);
    }
    struct figure_answer out = of_year(2014);
    check_value(&out.figures[INDICATOR_ENTERPRISES_ASSISTED], VALUE_COUNT, 60);
    assert_int_equal(out.figures[INDICATOR_ENTERPRISES_ASSISTED].states[FACT_DECLARED], 55);
}

static void case_4_before_and_after(void **state)
{
    (void)state;
    static const int64_t before[] = {1000000, 800000, 500000};
    static const int64_t after[] = {1450000, 700000, 0};
    uint32_t first = 0;
    for (unsigned i = 0; i < 3; i++) {
        uint32_t who = client(FACT_ENTERPRISES, "E", "1408");
        first = i == 0 ? who : first;
        snapshot(10 + i, "M-1", DATE(2013, 12, 31), who, before[i], true);
        session(20 + i, DATE(2014, 5, 1), who, 60, 0);
        if (i < 2) {
            snapshot(30 + i, "M-2", DATE(2014, 12, 31), who, after[i], false);
        }
    }
    struct figure_answer out = of_year(2014);
    const struct figure *increase = &out.figures[INDICATOR_SALES_INCREASE];
    check_value(increase, VALUE_MONEY, 450000);
    check_value(&out.figures[INDICATOR_SALES_NET_CHANGE], VALUE_MONEY, 350000);
    assert_int_equal(increase->with_data, 2);
    assert_int_equal(increase->of, 3);
    assert_int_equal(part_of(increase, "falls"), 1);
    assert_int_equal(out.figures[INDICATOR_JOBS_CREATED].value.kind, VALUE_NONE);
    /* The window that closed 2014 opens 2015: it is used once on each side. */
    facts_view_drop(view);
    view = NULL;
    snapshot(40, "M-3", DATE(2015, 12, 31), first, 1500000, false);
    session(41, DATE(2015, 5, 1), first, 60, 0);
    struct figure_answer next = of_year(2015);
    check_value(&next.figures[INDICATOR_SALES_INCREASE], VALUE_MONEY, 50000);
    check_value(&of_year(2014).figures[INDICATOR_SALES_INCREASE], VALUE_MONEY, 450000);
}

static void closing_of_the_day_with_the_higher_code(void **state)
{
    (void)state;
    uint32_t who = client(FACT_ENTERPRISES, "E", "1408");
    snapshot(1, "M-1", DATE(2014, 1, 5), who, 100, true);
    snapshot(2, "M-9", DATE(2014, 12, 1), who, 900, false);
    snapshot(3, "M-10", DATE(2014, 12, 1), who, 500, false);
    session(4, DATE(2014, 12, 1), who, 60, 0);
    check_value(&of_year(2014).figures[INDICATOR_SALES_INCREASE], VALUE_MONEY, 800);
}

static void no_service_between_no_pair(void **state)
{
    (void)state;
    uint32_t who = client(FACT_ENTERPRISES, "E", "1408");
    snapshot(1, "M-1", DATE(2014, 1, 5), who, 100, true);
    snapshot(2, "M-2", DATE(2014, 12, 1), who, 900, false);
    session(3, DATE(2014, 12, 2), who, 60, 0);
    struct figure_answer out = of_year(2014);
    assert_int_equal(out.figures[INDICATOR_SALES_INCREASE].value.kind, VALUE_NONE);
    assert_int_equal(out.figures[INDICATOR_SALES_INCREASE].of, 1);
}

static void case_5_and_6_money(void **state)
{
    (void)state;
    uint32_t who = client(FACT_ENTERPRISES, "E", "1408");
    amount(FACT_APPROVAL, 1, DATE(2014, 12, 30), who, 500000, FACT_CREDIT);
    amount(FACT_DISBURSEMENT, 2, DATE(2015, 1, 10), who, 200000, 0);
    amount(FACT_APPROVAL, 3, DATE(2014, 6, 1), who, 120000, 0);
    amount(FACT_APPROVAL, 4, DATE(2014, 6, 2), who, 30000, FACT_IN_KIND);
    amount(FACT_APPROVAL, 5, DATE(2014, 6, 3), who, MONEY_MISSING, FACT_CREDIT);
    struct figure_answer now = of_year(2014);
    check_value(&now.figures[INDICATOR_FINANCING_NEGOTIATED], VALUE_MONEY, 500000);
    assert_int_equal(now.figures[INDICATOR_FINANCING_NEGOTIATED].with_data, 1);
    assert_int_equal(now.figures[INDICATOR_FINANCING_NEGOTIATED].of, 2);
    check_value(&now.figures[INDICATOR_RESOURCES_MOBILISED], VALUE_MONEY, 150000);
    assert_int_equal(part_of(&now.figures[INDICATOR_RESOURCES_MOBILISED], "cash"), 120000);
    assert_int_equal(part_of(&now.figures[INDICATOR_RESOURCES_MOBILISED], "in_kind"), 30000);
    assert_int_equal(now.figures[INDICATOR_FINANCING_DISBURSED].value.kind, VALUE_NONE);
    struct figure_answer next = of_year(2015);
    check_value(&next.figures[INDICATOR_FINANCING_DISBURSED], VALUE_MONEY, 200000);
    assert_int_equal(next.figures[INDICATOR_FINANCING_NEGOTIATED].value.kind, VALUE_NONE);
    struct figure_question mixed = question(DATE(2014, 1, 1), DATE(2014, 12, 31));
    mixed.mixed_currency = true;
    assert_int_equal(answer(mixed).figures[INDICATOR_RESOURCES_MOBILISED].value.kind, VALUE_NONE);
}

static void case_7_long_term(void **state)
{
    (void)state;
    uint32_t who = client(FACT_ENTERPRISES, "E", "1408");
    session(1, DATE(2014, 2, 1), who, 180, 1);
    session(2, DATE(2014, 3, 1), who, 240, 2);
    check_value(&of_year(2014).figures[INDICATOR_LONG_TERM_CLIENTS], VALUE_COUNT, 1);
    for (unsigned unit = 1; unit <= 2; unit++) {
        memset(units, 0, sizeof(units));
        units[unit] = 1;
        struct figure_answer out = of_year(2014);
        check_value(&out.figures[INDICATOR_LONG_TERM_CLIENTS], VALUE_COUNT, 0);
        assert_int_equal(out.figures[INDICATOR_LONG_TERM_CLIENTS].of, 1);
    }
}

static void case_8_merged(void **state)
{
    (void)state;
    uint32_t a = client(FACT_ENTERPRISES, "A", "1408");
    uint32_t b = client(FACT_ENTERPRISES, "B", "1409");
    facts_join(stock, a, b);
    /* One session of both records is one service to one enterprise in two places. */
    session(1, DATE(2014, 2, 1), a, 60, 0);
    session(1, DATE(2014, 2, 1), b, 60, 0);
    session(2, DATE(2014, 2, 2), b, 60, 0);
    struct figure_answer out = of_year(2014);
    check_value(&out.figures[INDICATOR_ENTERPRISES_ADVISED], VALUE_COUNT, 1);
    check_value(&out.figures[INDICATOR_SERVICES_DELIVERED], VALUE_COUNT, 2);
    check_value(&out.figures[INDICATOR_MUNICIPALITIES_COVERED], VALUE_COUNT, 2);
    check_value(&out.figures[INDICATOR_ADVICE_HOURS], VALUE_HUNDREDTHS, 200);
    struct str code = facts_identity_code(stock, b, true, &arena);
    assert_true(str_eq(code, S("A")));
}

static void case_9_and_10_places(void **state)
{
    (void)state;
    uint32_t who = client(FACT_ENTERPRISES, "A", "1408");
    struct facts_client *row = FACTS_AT(struct facts_client, &stock->clients, who);
    struct facts_move move = {facts_day(DATE(2014, 7, 1)), facts_place(stock, S("1414")), FACT_NOBODY};
    row->moves = facts_append(stock, &stock->moves, &move);
    assert_int_equal(facts_home(stock, row, facts_day(DATE(2014, 6, 30))), facts_place(stock, S("1408")));
    assert_int_equal(facts_home(stock, row, facts_day(DATE(2014, 7, 1))), facts_place(stock, S("1414")));
    session(1, DATE(2014, 6, 30), who, 60, 0);
    session(2, DATE(2014, 7, 1), who, 60, 0);
    static const char *const others[] = {"1401", "1402", "1403", "1404", "1405", "1406", "1407", "1409", "1410", "1411"};
    for (unsigned i = 0; i < COUNT_OF(others); i++) {
        session(10 + i, DATE(2014, 3, 1), client(FACT_ENTERPRISES, "B", others[i]), 60, 0);
    }
    check_value(&of_year(2014).figures[INDICATOR_MUNICIPALITIES_COVERED], VALUE_COUNT, 12);
    struct figure_question today = question(DATE(2014, 1, 1), DATE(2014, 12, 31));
    today.today = true;
    check_value(&answer(today).figures[INDICATOR_MUNICIPALITIES_COVERED], VALUE_COUNT, 2);
    struct figure_question before = question(DATE(2014, 1, 1), DATE(2014, 6, 30));
    uint8_t places[FACT_PLACES_MOST] = {0};
    places[facts_place(stock, S("1414"))] = 1;
    before.places = places;
    assert_int_equal(answer(before).figures[INDICATOR_ENTERPRISES_ADVISED].value.kind, VALUE_NONE);
    before.to = facts_day(DATE(2014, 7, 1));
    check_value(&answer(before).figures[INDICATOR_ENTERPRISES_ADVISED], VALUE_COUNT, 1);
}

static void a_period_over_the_change_of_the_map(void **state)
{
    (void)state;
    uint32_t who = client(FACT_ENTERPRISES, "A", "1408");
    uint32_t other = client(FACT_ENTERPRISES, "B", "1410");
    session(1, DATE(2024, 4, 30), who, 60, 0);
    session(2, DATE(2024, 4, 30), other, 60, 0);
    session(3, DATE(2024, 5, 1), who, 60, 0);
    struct figure_answer out = of_year(2024);
    const struct figure *covered = &out.figures[INDICATOR_MUNICIPALITIES_COVERED];
    check_value(covered, VALUE_COUNT, 1);
    assert_int_equal(part_of(covered, "until_2024-04-30"), 2);
    assert_int_equal(part_of(covered, "from_2024-05-01"), 1);
}

static void a_business_is_started_once(void **state)
{
    (void)state;
    uint32_t who = client(FACT_ENTERPRISES, "A", "1408");
    struct str codes[] = {S("H-2"), S("H-1")};
    fact(FACT_BUSINESS_STARTED, DATE(2014, 5, 1), who, 1, FACT_MILESTONES, facts_append(stock, &stock->codes, &codes[0]), 0, 0, 0);
    fact(FACT_BUSINESS_STARTED, DATE(2013, 5, 1), who, 2, FACT_MILESTONES, facts_append(stock, &stock->codes, &codes[1]), 0, 0, 0);
    assert_int_equal(of_year(2014).figures[INDICATOR_BUSINESSES_STARTED].value.kind, VALUE_NONE);
    check_value(&of_year(2013).figures[INDICATOR_BUSINESSES_STARTED], VALUE_COUNT, 1);
}

static void evidence_adds_up(void **state)
{
    (void)state;
    uint32_t a = client(FACT_ENTERPRISES, "A", "1408");
    uint32_t b = client(FACT_ENTERPRISES, "B", "1408");
    session(1, DATE(2014, 2, 1), a, 60, 0);
    session(2, DATE(2014, 2, 2), a, 60, 0);
    session(2, DATE(2014, 2, 2), b, 60, 0);
    struct figure_question asked = question(DATE(2014, 1, 1), DATE(2014, 12, 31));
    struct figure_answer out;
    figure_compute(&arena, &asked, INDICATOR_ENTERPRISES_ADVISED, &out);
    assert_int_equal(out.evidence_count, 3);
    int64_t sum = 0;
    for (size_t i = 0; i < out.evidence_count; i++) {
        sum += out.evidence[i].contribution.amount;
    }
    assert_int_equal(sum, 2);
}

/* ---- bounds on random facts --------------------------------------------------------------------------------------- */

static void random_facts(unsigned count, unsigned clients)
{
    for (unsigned i = 0; i < clients; i++) {
        uint32_t at = client(FACT_ENTERPRISES, "E", stock->places[1 + any(262)].ptr);
        if (any(5) == 0 && i > 0) {
            facts_join(stock, at, any(at + 1));
        }
    }
    for (unsigned i = 0; i < count; i++) {
        uint32_t who = any(clients);
        struct date date = facts_date((unsigned)facts_day(DATE(2023, 1, 1)) + any(1000));
        unsigned record = 1 + any(count);
        switch (any(6)) {
        case 0:
            fact(FACT_ASSISTANCE, date, who, record, FACT_ASSISTANCES, 0, 0, any(4), 0);
            break;
        case 1: {
            struct facts_attendance detail = {0, FACT_NOBODY, 0};
            fact(FACT_TRAINING, date, who, record, FACT_ATTENDANCES, facts_append(stock, &stock->attendances, &detail), 0, any(4), 0);
            break;
        }
        case 2:
            snapshot(count + i, "M", date, who, any(1000), any(3) == 0);
            break;
        default:
            session(record, date, who, (int32_t)(record % 4) * 30, any(4)); /* as long for each of its clients */
        }
    }
}

static void bounds_hold(void **state)
{
    (void)state;
    random_facts(4000, 300);
    for (int i = 0; i < 40; i++) {
        unsigned from = (unsigned)facts_day(DATE(2023, 1, 1)) + any(900);
        struct figure_question asked = question(facts_date(from), facts_date(from + any(300)));
        asked.today = any(2);
        units[any(4)] = (uint8_t)any(2);
        struct figure_answer out = answer(asked);
        int64_t advised = out.figures[INDICATOR_ENTERPRISES_ADVISED].with_data;
        int64_t trained = out.figures[INDICATOR_ENTERPRISES_TRAINED].with_data;
        int64_t assisted = out.figures[INDICATOR_ENTERPRISES_ASSISTED].with_data;
        int64_t served = out.figures[INDICATOR_CLIENTS_SERVED].with_data;
        assert_true(served >= advised && served >= trained && served >= assisted);
        assert_true(served <= advised + trained + assisted);
        assert_true(out.figures[INDICATOR_SALES_NET_CHANGE].value.amount <= out.figures[INDICATOR_SALES_INCREASE].value.amount);
        assert_true(out.figures[INDICATOR_SALES_INCREASE].with_data <= out.figures[INDICATOR_SALES_INCREASE].of);
    }
}

/* ---- cells against sets ----------------------------------------------------------------------------------------------- */

#define KINDS 17U
#define YEARS 3U
#define NAIVE_CELLS (KINDS * FACT_PLACES_MOST * YEARS)

/* Every pair of cell and identity, in one long array of booleans. */
static void naive(const struct facts_rows *all, bool with_kind, bool with_place, unsigned change, uint32_t identities, uint64_t *cells)
{
    bool *seen = arena_array(&arena, (size_t)NAIVE_CELLS * identities, sizeof(bool));
    for (size_t i = 0; i < all->len; i++) {
        const struct facts_row *row = &all->chunks[i >> FACTS_CHUNK_BITS][i & ((1U << FACTS_CHUNK_BITS) - 1)];
        unsigned kind = FACT_KIND(row->key);
        if (kind >= KINDS || (row->key & FACT_COUNTS) == 0 || FACT_UNIT(row->key) == 3) {
            continue;
        }
        unsigned day = FACT_DAY(row->key);
        unsigned place = FACT_PLACE(row->key);
        place = day >= change ? stock->place_today[place] : place;
        unsigned year = (unsigned)(facts_date(day).year - 2023);
        size_t cell = (((with_kind ? kind : 0) * FACT_PLACES_MOST) + (with_place ? place : 0)) * YEARS + year;
        cells[cell]++;
        bool *mine = &seen[cell * identities + row->identity];
        bool serves = !FACT_IS_SESSION(kind) || (row->key & FACT_TIMED) != 0;
        cells[cell] += serves && !*mine ? UINT64_C(1) << 32 : 0;
        *mine = *mine || serves;
    }
}

static struct cube_tables cube_of(bool with_kind, bool with_place, unsigned change)
{
    struct cube_tables tables = cube_tables(&arena);
    for (unsigned i = 0; i < 32; i++) {
        tables.kinds[i] = i >= KINDS ? CUBE_OUT : with_kind ? i * FACT_PLACES_MOST * YEARS : 0;
    }
    for (unsigned i = 0; i <= FACT_DAY_MASK; i++) {
        int year = facts_date(i).year;
        tables.days[i] = year < 2023 || year >= 2023 + (int)YEARS ? CUBE_OUT : (uint32_t)(year - 2023);
    }
    for (unsigned i = 0; i < stock->place_count && with_place; i++) {
        tables.places[i] = i * YEARS;
        tables.places[FACT_PLACES_MOST + i] = stock->place_today[i] * YEARS;
    }
    tables.units = ARENA_ARRAY(&arena, uint32_t, FACT_UNITS_MOST);
    tables.units[3] = CUBE_OUT;
    tables.change = change;
    tables.cells = NAIVE_CELLS;
    return tables;
}

static void cells_equal_sets(void **state)
{
    (void)state;
    random_facts(9000, 120);
    view = facts_view_make(stock, rows);
    for (int i = 0; i < 8; i++) {
        struct arena_mark mark = arena_mark(&arena);
        unsigned change = i & 4 ? FACT_DAY_MASK + 1 : (unsigned)facts_day(TERRITORY_REFORM);
        uint64_t *expected = ARENA_ARRAY(&arena, uint64_t, NAIVE_CELLS + 1);
        uint64_t *cells = ARENA_ARRAY(&arena, uint64_t, NAIVE_CELLS + 1);
        uint64_t *again = ARENA_ARRAY(&arena, uint64_t, NAIVE_CELLS + 1);
        int64_t *minutes = ARENA_ARRAY(&arena, int64_t, NAIVE_CELLS + 1);
        naive(&rows[0], i & 1, i & 2, change, stock->identities[0], expected);
        struct cube_tables tables = cube_of(i & 1, i & 2, change);
        cube_view(view, FACTS_OF_ENTERPRISES, &tables, cells, NULL);
        cube_view(view, FACTS_OF_ENTERPRISES, &tables, again, minutes);
        assert_memory_equal(cells, expected, NAIVE_CELLS * sizeof(*cells));
        assert_memory_equal(again, expected, NAIVE_CELLS * sizeof(*cells));
        arena_rewind(&arena, mark);
    }
}

/* One identity larger than any block, and cells in the worst order. */
static void a_very_large_client(void **state)
{
    (void)state;
    uint32_t who = client(FACT_ENTERPRISES, "E", "1408");
    for (unsigned i = 0; i < 5000; i++) {
        session(i + 1, facts_date((unsigned)facts_day(DATE(2023, 1, 1)) + any(1000)), who, 30, any(3));
    }
    view = facts_view_make(stock, rows);
    struct cube_tables tables = cube_of(true, true, FACT_DAY_MASK + 1);
    uint64_t *cells = ARENA_ARRAY(&arena, uint64_t, NAIVE_CELLS + 1);
    cube_view(view, FACTS_OF_ENTERPRISES, &tables, cells, NULL);
    uint32_t services = 0;
    uint32_t clients = 0;
    for (size_t i = 0; i < NAIVE_CELLS; i++) {
        services += CUBE_SERVICES(cells[i]);
        clients += CUBE_CLIENTS(cells[i]);
    }
    assert_int_equal(services, 5000);
    assert_int_equal(clients, 3);
}

/* ---- delta ---------------------------------------------------------------------------------------------------------------- */

static void check_same(const struct facts_view *a, const struct facts_view *b)
{
    struct figure_question asked = {.from = facts_day(DATE(2023, 1, 1)), .to = facts_day(DATE(2024, 12, 31)), .units = units,
                                    .fiscal_from = facts_day(DATE(2024, 1, 1))};
    struct figure_answer first;
    struct figure_answer second;
    asked.view = a;
    figure_compute(&arena, &asked, INDICATOR_COUNT, &first);
    asked.view = b;
    figure_compute(&arena, &asked, INDICATOR_COUNT, &second);
    assert_memory_equal(&first, &second, sizeof(first));
    struct cube_tables tables = cube_of(true, true, (unsigned)facts_day(TERRITORY_REFORM));
    uint64_t *cells = ARENA_ARRAY(&arena, uint64_t, NAIVE_CELLS + 1);
    uint64_t *others = ARENA_ARRAY(&arena, uint64_t, NAIVE_CELLS + 1);
    cube_view(a, FACTS_OF_ENTERPRISES, &tables, cells, NULL);
    cube_view(b, FACTS_OF_ENTERPRISES, &tables, others, NULL);
    assert_memory_equal(cells, others, (NAIVE_CELLS + 1) * sizeof(*cells));
}

/* Some identities lose their facts, others get new ones, over and over; the facts as a whole are kept beside. */
static void delta_equals_all_anew(void **state)
{
    (void)state;
    random_facts(3000, 100);
    struct facts_rows whole = rows[0];
    view = facts_view_make(stock, rows);
    for (int round = 0; round < 30; round++) {
        uint32_t gone_list[8];
        uint32_t *gone[2] = {gone_list, gone_list};
        size_t gone_count[2] = {1 + any(7), 0};
        for (size_t i = 0; i < gone_count[0]; i++) {
            gone_list[i] = any(100);
        }
        struct facts_rows kept = {.arena = &arena};
        struct facts_rows fresh[2] = {{.arena = &arena}, {.arena = &arena}};
        for (size_t i = 0; i < whole.len; i++) {
            struct facts_row row = whole.chunks[i >> FACTS_CHUNK_BITS][i & ((1U << FACTS_CHUNK_BITS) - 1)];
            bool is_gone = false;
            for (size_t j = 0; j < gone_count[0]; j++) {
                is_gone = is_gone || row.identity == gone_list[j];
            }
            /* Half of what was gone comes back under the same number, some of it on another day. */
            if (is_gone && any(2) == 0) {
                continue;
            }
            row.key += is_gone && any(2) == 0 ? UINT64_C(1) << FACT_DAY_SHIFT : 0;
            facts_add(&kept, row);
            if (is_gone) {
                facts_add(&fresh[0], row);
            }
        }
        whole = kept;
        struct facts_view *after = facts_view_after(view, gone, gone_count, fresh);
        facts_view_drop(view);
        view = after;
        struct facts_rows both[2] = {whole, {.arena = &arena}};
        struct facts_view *anew = facts_view_make(stock, both);
        check_same(view, anew);
        facts_view_drop(anew);
    }
}

static void a_fact_is_small(void **state)
{
    (void)state;
    static_assert(sizeof(*((struct facts_part *)0)->keys) + sizeof(*((struct facts_part *)0)->minutes) == 12, "bytes of a fact");
    uint64_t key = facts_key(FACT_NEW_MARKET, FACT_DAY_MASK, FACT_PLACE_MASK, FACT_UNIT_MASK, 3, FACT_COUNTS);
    assert_int_equal(FACT_KIND(key), FACT_NEW_MARKET);
    assert_int_equal(FACT_DAY(key), FACT_DAY_MASK);
    assert_int_equal(FACT_PLACE(key), FACT_PLACE_MASK);
    assert_int_equal(FACT_UNIT(key), FACT_UNIT_MASK);
    assert_int_equal(FACT_STATE(key), 3);
    assert_true(date_cmp(facts_date((unsigned)facts_day(DATE(2199, 12, 31))), DATE(2199, 12, 31)) == 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_stock, close_stock)
    const struct CMUnitTest tests[] = {
        TEST(case_1_sessions),
        TEST(case_2_courses),
        TEST(case_3_contracts),
        TEST(case_4_before_and_after),
        TEST(closing_of_the_day_with_the_higher_code),
        TEST(no_service_between_no_pair),
        TEST(case_5_and_6_money),
        TEST(case_7_long_term),
        TEST(case_8_merged),
        TEST(case_9_and_10_places),
        TEST(a_period_over_the_change_of_the_map),
        TEST(a_business_is_started_once),
        TEST(evidence_adds_up),
        TEST(bounds_hold),
        TEST(cells_equal_sets),
        TEST(a_very_large_client),
        TEST(delta_equals_all_anew),
        TEST(a_fact_is_small),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
