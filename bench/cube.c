/* bench/cube.c: writes the made-up services for other engines, and measures our own over the same.
 *
 *   cube write N FOLDER             services.csv, measurements.csv
 *   cube measure N FOLDER TIMES     adelante-cube.csv, adelante-statement.csv; on standard output a line of figures
 */
#include "services.h"

#include "results/cube.h"
#include "results/figure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ASKED_YEAR 2014

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static FILE *open_out(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    return file;
}

static void write_csv(uint32_t services, const char *folder)
{
    FILE *file = open_out(folder, "services.csv");
    for (uint32_t i = 0; i < services; i++) {
        struct service row = services_row(services, i);
        fprintf(file, "%u,%u,%d,%d,%d,%u,%u,%d,%d,%d,%u,%lld,%d\n", row.enterprise, row.person, (int)row.kind, row.year, row.day,
                row.place, row.unit, row.contact, row.preparation, row.travel, row.event, (long long)row.amount, (int)row.state);
    }
    fclose(file);
    file = open_out(folder, "measurements.csv");
    for (uint32_t i = 0; i < services_measurements(services); i++) {
        struct measurement row = services_measurement(services, i);
        fprintf(file, "%u,%d,%u,%u,%lld,%d\n", row.enterprise, row.day, row.place, row.unit, (long long)row.sales, row.initial);
    }
    fclose(file);
}

/* ---- facts from arrays ------------------------------------------------------------------------------------ */

struct load {
    struct facts_stock *stock;
    struct facts_rows rows[2];
    uint32_t enterprises;
    uint32_t *clients[2]; /* by number of enterprise and of person */
};

static uint32_t add_record(struct load *load, enum fact_dataset dataset)
{
    struct facts_record record = {.name = {.dataset = dataset}};
    return facts_append(load->stock, &load->stock->records, &record);
}

static void add_clients(struct load *load)
{
    uint32_t counts[2] = {load->enterprises, load->enterprises * 2};
    for (int set = 0; set < 2; set++) {
        load->clients[set] = ARENA_ARRAY(&load->stock->arena, uint32_t, counts[set]);
        for (uint32_t i = 0; i < counts[set]; i++) {
            struct facts_client client = {.name = {.id = id_new(), .dataset = set == 0 ? FACT_ENTERPRISES : FACT_PERSONS},
                                          .code = S("C"), .unit = UINT16_MAX, .counts = 1, .moves = FACT_NOBODY};
            load->clients[set][i] = facts_client_add(load->stock, &client);
        }
    }
}

static void add_fact(struct load *load, int set, uint32_t number, uint64_t key, int minutes, uint32_t record, uint32_t detail)
{
    uint32_t client = load->clients[set][number];
    uint32_t identity = FACTS_AT(struct facts_client, &load->stock->clients, client)->identity;
    facts_add(&load->rows[set], (struct facts_row){key, identity, minutes, record, client, detail});
}

static void add_service(struct load *load, const struct service *row)
{
    struct facts_stock *stock = load->stock;
    bool is_session = FACT_IS_SESSION(row->kind);
    bool has_person = is_session || row->kind == FACT_TRAINING;
    uint32_t record = add_record(load, is_session                     ? FACT_SESSIONS
                                       : row->kind == FACT_TRAINING   ? FACT_ATTENDANCES
                                       : row->kind == FACT_ASSISTANCE ? FACT_ASSISTANCES
                                                                      : FACT_LINKS);
    unsigned flags = FACT_COUNTS | (row->contact > 0 ? FACT_TIMED : 0U);
    uint64_t key = facts_key(row->kind, (unsigned)row->day, row->place, row->unit, row->state, flags);
    uint32_t detail = 0;
    if (is_session) {
        struct facts_session session = {row->contact, row->preparation, row->travel};
        detail = facts_append(stock, &stock->sessions, &session);
    } else if (row->kind == FACT_TRAINING) {
        struct facts_attendance attendance = {.event = row->event, .other = FACT_NOBODY};
        detail = facts_append(stock, &stock->attendances, &attendance);
    }
    int minutes = row->contact + row->preparation;
    add_fact(load, FACTS_OF_ENTERPRISES, row->enterprise, key, minutes, record, detail);
    if (has_person) {
        add_fact(load, FACTS_OF_PERSONS, row->person, is_session ? key : key | FACT_FIRM, minutes, record, detail);
    }
    if (row->amount != 0) {
        detail = facts_append(stock, &stock->amounts, &row->amount);
        flags = row->kind == FACT_LINK_FINANCIAL ? FACT_COUNTS | FACT_CREDIT : FACT_COUNTS;
        key = facts_key(FACT_APPROVAL, (unsigned)row->day, row->place, row->unit, row->state, flags);
        add_fact(load, FACTS_OF_ENTERPRISES, row->enterprise, key, 0, record, detail);
    }
}

static void add_measurement(struct load *load, const struct measurement *row)
{
    struct facts_snapshot snapshot = {.national = row->sales, .export = MONEY_MISSING, .jobs = {INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN},
                                      .at_risk = INT64_MIN, .window = 12, .stated = INT64_MIN, .code = S("M")};
    uint32_t detail = facts_append(load->stock, &load->stock->snapshots, &snapshot);
    uint64_t key = facts_key(FACT_SNAPSHOT, (unsigned)row->day, row->place, row->unit, FACT_DECLARED,
                             FACT_COUNTS | (row->initial ? FACT_INITIAL : 0U));
    add_fact(load, FACTS_OF_ENTERPRISES, row->enterprise, key, 0, add_record(load, FACT_SNAPSHOTS), detail);
}

static struct facts_view *load_facts(uint32_t services, double *seconds)
{
    struct arena arena = {0};
    struct load load = {.stock = facts_stock(), .enterprises = services_enterprises(services),
                        .rows = {{.arena = &arena}, {.arena = &arena}}};
    add_clients(&load);
    double start = now();
    for (uint32_t i = 0; i < services; i++) {
        struct service row = services_row(services, i);
        add_service(&load, &row);
    }
    for (uint32_t i = 0; i < services_measurements(services); i++) {
        struct measurement row = services_measurement(services, i);
        add_measurement(&load, &row);
    }
    struct facts_view *view = facts_view_make(load.stock, load.rows);
    *seconds = now() - start;
    arena_release(&arena);
    return view;
}

/* ---- questions ------------------------------------------------------------------------------------------------ */

static int by_value(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

static double median(double *times, int count)
{
    qsort(times, (size_t)count, sizeof(*times), by_value);
    return times[count / 2];
}

static struct figure_question question_of(const struct facts_view *view, int first_year, int last_year)
{
    static uint8_t units[FACT_UNITS_MOST];
    memset(units, 1, sizeof(units));
    return (struct figure_question){
        .view = view,
        .from = facts_day(DATE(first_year, 1, 1)),
        .to = facts_day(DATE(last_year, 12, 31)),
        .units = units,
        .fiscal_from = facts_day(DATE(last_year, 1, 1)),
        .cover_of = 262,
    };
}

static double measure_statement(const struct facts_view *view, const char *folder, int times)
{
    struct figure_question question = question_of(view, ASKED_YEAR, ASKED_YEAR);
    static const enum indicator_code codes[] = {
        INDICATOR_MUNICIPALITIES_COVERED, INDICATOR_ENTERPRISES_ADVISED,  INDICATOR_ENTERPRISES_TRAINED,
        INDICATOR_ENTERPRISES_ASSISTED,   INDICATOR_SALES_INCREASE,       INDICATOR_FINANCING_NEGOTIATED,
        INDICATOR_RESOURCES_MOBILISED,    INDICATOR_CLIENTS_SERVED,       INDICATOR_LINKED_ONLY,
        INDICATOR_PERSONS_ADVISED,        INDICATOR_PERSONS_TRAINED,      INDICATOR_SERVICES_DELIVERED,
        INDICATOR_ADVICE_HOURS,           INDICATOR_PREPARATION_HOURS,    INDICATOR_TRAVEL_HOURS,
        INDICATOR_LONG_TERM_CLIENTS,      INDICATOR_SALES_NET_CHANGE};
    double *seconds = calloc((size_t)times, sizeof(*seconds));
    FILE *file = open_out(folder, "adelante-statement.csv");
    for (int i = 0; i < times; i++) {
        struct arena arena = {0};
        struct figure_answer answer;
        double start = now();
        figure_compute(&arena, &question, INDICATOR_COUNT, &answer);
        seconds[i] = now() - start;
        for (size_t k = 0; i == 0 && k < COUNT_OF(codes); k++) {
            fprintf(file, "%s%lld", k == 0 ? "" : ",", (long long)answer.figures[codes[k]].value.amount);
        }
        arena_release(&arena);
    }
    fputc('\n', file);
    fclose(file);
    double result = median(seconds, times);
    free(seconds);
    return result;
}

/* ---- the cube ---------------------------------------------------------------------------------------------------- */

static double measure_cube(const struct facts_view *view, const char *folder, int times)
{
    const uint32_t places = (uint32_t)view->stock->place_count;
    struct arena tables_arena = {0};
    struct cube_tables tables = cube_tables(&tables_arena);
    for (uint32_t kind = 0; kind < 32; kind++) {
        tables.kinds[kind] = kind <= FACT_LINK_ACADEMIC ? kind * places * SERVICES_YEARS : CUBE_OUT;
    }
    for (uint32_t place = 0; place < places; place++) {
        tables.places[place] = view->stock->place_then[place] * (uint32_t)SERVICES_YEARS;
    }
    for (unsigned day = 0; day <= FACT_DAY_MASK; day++) {
        tables.days[day] = CUBE_OUT;
    }
    for (uint32_t year = 0; year < SERVICES_YEARS; year++) {
        int32_t end = facts_day(DATE(SERVICES_FIRST_YEAR + (int)year + 1, 1, 1));
        for (int32_t day = facts_day(DATE(SERVICES_FIRST_YEAR + (int)year, 1, 1)); day < end; day++) {
            tables.days[day] = year;
        }
    }
    tables.cells = (FACT_LINK_ACADEMIC + 1) * places * SERVICES_YEARS;
    double *seconds = calloc((size_t)times, sizeof(*seconds));
    FILE *file = open_out(folder, "adelante-cube.csv");
    for (int i = 0; i < times; i++) {
        struct arena arena = {0};
        double start = now();
        uint64_t *cells = ARENA_ARRAY(&arena, uint64_t, tables.cells + 1);
        cube_view(view, FACTS_OF_ENTERPRISES, &tables, cells, NULL);
        seconds[i] = now() - start;
        for (uint32_t at = 0; i == 0 && at < tables.cells; at++) {
            if (CUBE_SERVICES(cells[at]) > 0) {
                fprintf(file, "%u,%u,%d,%u,%u\n", at / SERVICES_YEARS / places, at / SERVICES_YEARS % places,
                        SERVICES_FIRST_YEAR + (int)(at % SERVICES_YEARS), CUBE_SERVICES(cells[at]), CUBE_CLIENTS(cells[at]));
            }
        }
        arena_release(&arena);
    }
    fclose(file);
    double result = median(seconds, times);
    free(seconds);
    arena_release(&tables_arena);
    return result;
}

/* What the cube reads of each fact: its key. */
static double bytes_a_fact(const struct facts_part *part)
{
    return (double)(part->count * sizeof(*part->keys)) / (double)part->count;
}

int main(int argc, char **argv)
{
    long services = argc >= 4 ? strtol(argv[2], NULL, 10) : 0;
    if (services < 1 || services > 100000000) {
        fprintf(stderr, "cube write|measure N FOLDER [TIMES]\n");
        return 2;
    }
    if (strcmp(argv[1], "write") == 0) {
        write_csv((uint32_t)services, argv[3]);
        return 0;
    }
    int times = argc > 4 ? atoi(argv[4]) : 5;
    double load = 0;
    struct facts_view *view = load_facts((uint32_t)services, &load);
    double cube = measure_cube(view, argv[3], times);
    double statement = measure_statement(view, argv[3], times);
    size_t facts = view->base[0]->count + view->base[1]->count;
    printf("{\"engine\": \"adelante\", \"load\": %.6f, \"cube\": %.6f, \"statement\": %.6f, \"facts\": %zu, "
           "\"bytes_a_fact\": %.2f}\n", load, cube, statement, facts, bytes_a_fact(view->base[0]));
    facts_view_drop(view);
    return 0;
}
