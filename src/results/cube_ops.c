#include "results/cube_ops.h"

#include "results/cube.h"
#include "results/suppress.h"
#include "territory/territory.h"

#include <string.h>

/* The codes and labels of a dimension's values, in the order of its numbers. */
struct values {
    struct str *codes;
    struct text *labels;
    size_t len;
};
struct axis {
    size_t dimension; /* in the list of them */
    struct values values;
    uint32_t stride;
};
#define AXES_MOST 3
struct cube {
    struct ctx *ctx;
    const struct question *question;
    struct cube_tables tables;
    struct axis axes[AXES_MOST];
    size_t axis_count;
    bool all_hidden;
    uint32_t cells;
};

static struct values values_new(struct cube *cube, size_t most)
{
    return (struct values){ARENA_ARRAY(cube->ctx->arena, struct str, most + 1), ARENA_ARRAY(cube->ctx->arena, struct text, most + 1), 0};
}

static void value_add(struct values *values, struct str code, struct text label)
{
    values->codes[values->len] = code;
    values->labels[values->len++] = label;
}

static struct text plain(struct cube *cube, struct str words)
{
    const char *text = str_c(cube->ctx->arena, words);
    return (struct text){text, text};
}

static struct values choice_values(struct cube *cube, const struct choice *choices, bool unknown_first)
{
    size_t count = 0;
    while (choices[count].code != NULL) {
        count++;
    }
    struct values values = values_new(cube, count + 1);
    if (unknown_first) {
        value_add(&values, S(""), TEXT("Sin dato", "Not known"));
    }
    for (size_t i = 0; i < count; i++) {
        value_add(&values, str_of(choices[i].code), choices[i].label);
    }
    return values;
}

/* ---- dimensions ------------------------------------------------------------------------------------------------- */

static void by_kind(struct cube *cube, struct axis *axis)
{
    axis->values = choice_values(cube, statement_kinds, false);
}

static void by_month(struct cube *cube, struct axis *axis)
{
    struct date from = cube->question->from;
    struct date to = cube->question->to;
    size_t count = (size_t)((to.year - from.year) * 12 + to.month - from.month + 1);
    axis->values = values_new(cube, count);
    for (int year = from.year, month = from.month; year < to.year || (year == to.year && month <= to.month);) {
        struct arena *arena = cube->ctx->arena;
        const char *es = str_c(arena, str_format(arena, "%s de %d", date_month_name(month, LANG_ES), year));
        const char *en = str_c(arena, str_format(arena, "%s %d", date_month_name(month, LANG_EN), year));
        value_add(&axis->values, str_format(arena, "%04d-%02d", year, month), (struct text){es, en});
        year += month == 12;
        month = month == 12 ? 1 : month + 1;
    }
}

static void by_year(struct cube *cube, struct axis *axis)
{
    struct date from = cube->question->from;
    struct date to = cube->question->to;
    axis->values = values_new(cube, (size_t)(to.year - from.year + 1));
    for (int year = from.year; year <= to.year; year++) {
        struct str code = str_format(cube->ctx->arena, "%d", year);
        value_add(&axis->values, code, plain(cube, code));
    }
}

static void by_district(struct cube *cube, struct axis *axis)
{
    const struct facts_stock *stock = cube->question->view->stock;
    axis->values = values_new(cube, stock->place_count);
    value_add(&axis->values, S(""), TEXT("Sin distrito", "No district"));
    for (size_t i = 1; i < stock->place_count; i++) {
        const struct territory_district *district = territory_district(stock->places[i]);
        value_add(&axis->values, str_copy(cube->ctx->arena, stock->places[i]),
                  district == NULL ? TEXT_NONE : (struct text){district->name, district->name});
    }
}

/* Municipalities of then are the districts, those of today follow them. */
static void by_municipality(struct cube *cube, struct axis *axis)
{
    by_district(cube, axis);
    struct values all = values_new(cube, axis->values.len + territory_municipality_count);
    memcpy(all.codes, axis->values.codes, axis->values.len * sizeof(*all.codes));
    memcpy(all.labels, axis->values.labels, axis->values.len * sizeof(*all.labels));
    all.len = axis->values.len;
    for (size_t i = 0; i < territory_municipality_count; i++) {
        const struct territory_municipality *municipality = &territory_municipalities[i];
        value_add(&all, str_of(municipality->code), (struct text){municipality->name, municipality->name});
    }
    axis->values = all;
}

static void by_unit(struct cube *cube, struct axis *axis)
{
    const struct facts_stock *stock = cube->question->view->stock;
    axis->values = values_new(cube, stock->unit_count);
    for (size_t i = 0; i < stock->unit_count; i++) {
        struct str name = str_copy(cube->ctx->arena, stock->units[i].name);
        value_add(&axis->values, str_copy(cube->ctx->arena, stock->units[i].code), plain(cube, name));
    }
}

static void by_adviser_unit(struct cube *cube, struct axis *axis)
{
    by_unit(cube, axis);
    value_add(&axis->values, S(""), TEXT("Sin asesor(a)", "No adviser"));
}

static const struct choice sexes[] = {{"female", T("Mujeres", "Women"), NULL}, {"male", T("Hombres", "Men"), NULL}, {0}};
static const struct choice leaders[] = {
    {"female", T("Mujeres", "Women"), NULL}, {"male", T("Hombres", "Men"), NULL}, {"mixed", T("Ambos", "Both"), NULL}, {0}};
static const struct choice sizes[] = {{"micro", T("Micro", "Micro"), NULL}, {"small", T("Pequeña", "Small"), NULL},
                                      {"medium", T("Mediana", "Medium"), NULL}, {"outside", T("Fuera de la ley MYPE", "Outside the law"), NULL}, {0}};
static const struct choice sectors[] = {
    {"crafts", T("Artesanías", "Crafts"), NULL},
    {"food_agroindustry", T("Alimentos y agroindustria", "Food and agroindustry"), NULL},
    {"footwear", T("Calzado", "Footwear"), NULL},
    {"commerce", T("Comercio", "Commerce"), NULL},
    {"construction", T("Construcción", "Construction"), NULL},
    {"pharmaceutical_chemistry", T("Química farmacéutica", "Pharmaceutical chemistry"), NULL},
    {"ict", T("TIC", "ICT"), NULL},
    {"textiles_clothing", T("Textiles y confección", "Textiles and clothing"), NULL},
    {"tourism", T("Turismo", "Tourism"), NULL},
    {"other", T("Otro", "Other"), NULL},
    {0},
};
static void by_sex(struct cube *cube, struct axis *axis)
{
    axis->values = choice_values(cube, sexes, true);
}
static void by_led_by(struct cube *cube, struct axis *axis)
{
    axis->values = choice_values(cube, leaders, true);
}
static void by_size(struct cube *cube, struct axis *axis)
{
    axis->values = choice_values(cube, sizes, true);
}
static void by_sector(struct cube *cube, struct axis *axis)
{
    axis->values = choice_values(cube, sectors, true);
}

static unsigned sex_of(const struct facts_client *client)
{
    return client->sex;
}
static unsigned led_by_of(const struct facts_client *client)
{
    return client->led_by;
}
static unsigned size_of(const struct facts_client *client)
{
    return client->size;
}
static unsigned sector_of(const struct facts_client *client)
{
    return client->sector;
}
static unsigned adviser_unit_of(const struct facts_client *client)
{
    return client->unit;
}

/* In the order of statement_dimensions. */
static const struct {
    const char *name;
    void (*values)(struct cube *cube, struct axis *axis);
    unsigned (*of_client)(const struct facts_client *client);
} dimensions[] = {
    {"kind", by_kind, NULL},          {"district", by_district, NULL}, {"municipality", by_municipality, NULL},
    {"month", by_month, NULL},        {"year", by_year, NULL},         {"unit", by_unit, NULL},
    {"sex", by_sex, sex_of},          {"led_by", by_led_by, led_by_of}, {"size", by_size, size_of},
    {"sector", by_sector, sector_of}, {"adviser_unit", by_adviser_unit, adviser_unit_of},
};

/* ---- tables ---------------------------------------------------------------------------------------------------------- */

static void fill_kinds(struct cube *cube, struct str kinds)
{
    for (unsigned kind = 0; kind < 32; kind++) {
        cube->tables.kinds[kind] = CUBE_OUT;
    }
    for (unsigned kind = 0; kind <= FACT_LINK_ACADEMIC; kind++) {
        struct str rest = kinds;
        struct str wanted;
        bool asked = str_is_empty(kinds);
        while (!asked && str_split(&rest, ';', &wanted)) {
            asked = str_eq_c(wanted, facts_kind_code((enum fact_kind)kind));
        }
        cube->tables.kinds[kind] = asked ? 0 : CUBE_OUT;
    }
}

static void fill_filters(struct cube *cube, const struct statement_cube_input *input)
{
    const struct figure_question *asked = &cube->question->asked;
    struct arena *arena = cube->ctx->arena;
    fill_kinds(cube, input->kinds);
    for (int32_t day = 0; day <= (int32_t)FACT_DAY_MASK; day++) {
        cube->tables.days[day] = day < asked->from || day > asked->to ? CUBE_OUT : 0U;
    }
    for (size_t i = 0; i < FACT_PLACES_MOST; i++) {
        uint32_t value = asked->places == NULL || asked->places[i] ? 0U : CUBE_OUT;
        cube->tables.places[i] = value;
        cube->tables.places[FACT_PLACES_MOST + i] = value;
    }
    cube->tables.units = ARENA_ARRAY(arena, uint32_t, FACT_UNITS_MOST);
    for (size_t i = 0; i < FACT_UNITS_MOST; i++) {
        cube->tables.units[i] = asked->units[i] ? 0U : CUBE_OUT;
    }
    cube->tables.change = (unsigned)facts_day(TERRITORY_REFORM);
    if (!asked->by_agreement) {
        return;
    }
    const struct facts_table *fundings = &cube->question->view->stock->fundings;
    cube->tables.fundings = ARENA_ARRAY(arena, uint32_t, cube->question->view->funding_count + 1);
    for (size_t i = 0; i < cube->question->view->funding_count; i++) {
        const struct facts_funding *funding = FACTS_AT(const struct facts_funding, fundings, i);
        cube->tables.fundings[i] = CUBE_OUT;
        for (size_t j = 0; j < funding->len; j++) {
            if (funding->agreements[j] == asked->agreement) {
                cube->tables.fundings[i] = 0;
            }
        }
    }
}

static void add_days(struct cube *cube, const struct axis *axis, bool months)
{
    const struct figure_question *asked = &cube->question->asked;
    for (int32_t day = asked->from; day <= asked->to; day++) {
        struct date date = facts_date((unsigned)day);
        int number = date.year - cube->question->from.year;
        if (months) {
            number = number * 12 + date.month - cube->question->from.month;
        }
        cube->tables.days[day] += (uint32_t)number * axis->stride;
    }
}

static void add_places(struct cube *cube, const struct axis *axis, bool municipalities)
{
    const struct facts_stock *stock = cube->question->view->stock;
    for (size_t i = 0; i < stock->place_count; i++) {
        uint32_t today = i == 0 ? 0U : (uint32_t)stock->place_count + stock->place_today[i] - 1U;
        bool old = !municipalities || !cube->question->asked.today;
        cube->tables.places[i] += (old ? (uint32_t)i : today) * axis->stride;
        cube->tables.places[FACT_PLACES_MOST + i] += (municipalities ? today : (uint32_t)i) * axis->stride;
    }
}

static void add_clients(struct cube *cube, const struct axis *axis, unsigned (*of_client)(const struct facts_client *client))
{
    const struct facts_view *view = cube->question->view;
    if (cube->tables.clients == NULL) {
        cube->tables.clients = ARENA_ARRAY(cube->ctx->arena, uint32_t, view->client_count + 1);
    }
    for (size_t i = 0; i < view->client_count; i++) {
        unsigned value = of_client(FACTS_AT(const struct facts_client, &view->stock->clients, i));
        uint32_t number = value < axis->values.len ? value : (uint32_t)axis->values.len - 1U;
        cube->tables.clients[i] += number * axis->stride;
    }
}

static void add_axis(struct cube *cube, const struct axis *axis, size_t dimension)
{
    switch (dimension) {
    case 0:
        for (unsigned kind = 0; kind <= FACT_LINK_ACADEMIC; kind++) {
            cube->tables.kinds[kind] += kind * axis->stride;
        }
        break;
    case 1:
    case 2:
        add_places(cube, axis, dimension == 2);
        break;
    case 3:
    case 4:
        add_days(cube, axis, dimension == 3);
        break;
    case 5:
        for (uint32_t i = 0; i < cube->question->view->stock->unit_count; i++) {
            cube->tables.units[i] += i * axis->stride;
        }
        break;
    default:
        add_clients(cube, axis, dimensions[dimension].of_client);
    }
}

static enum err make_axes(struct cube *cube, const struct statement_cube_input *input)
{
    struct str rest = input->by;
    struct str name;
    uint64_t cells = 1;
    while (str_split(&rest, ';', &name)) {
        if (cube->axis_count == AXES_MOST) {
            return ctx_fault(cube->ctx, "by", input->by, TEXT("Son tres dimensiones como mucho.", "There are three dimensions at most."),
                             TEXT("Quite alguna.", "Leave one out."));
        }
        for (size_t i = 0; i < COUNT_OF(dimensions); i++) {
            if (str_eq_c(name, dimensions[i].name)) {
                struct axis *axis = &cube->axes[cube->axis_count++];
                axis->dimension = i;
                dimensions[i].values(cube, axis);
                cells *= axis->values.len;
            }
        }
    }
    if (cells > CUBE_CELLS_MOST / 8) {
        return ctx_fault(cube->ctx, "by", input->by, TEXT("Son demasiadas casillas.", "These are too many cells."),
                         TEXT("Pida un período más corto o menos dimensiones.", "Ask for a shorter period or fewer dimensions."));
    }
    uint32_t stride = (uint32_t)cells;
    for (size_t i = 0; i < cube->axis_count; i++) {
        stride /= (uint32_t)cube->axes[i].values.len;
        cube->axes[i].stride = stride;
    }
    cube->cells = (uint32_t)cells;
    return ERR_OK;
}

static void count_cells(struct cube *cube, const struct statement_cube_input *input, uint64_t *cells, int64_t *minutes)
{
    cube->tables = cube_tables(cube->ctx->arena);
    cube->tables.cells = cube->cells;
    fill_filters(cube, input);
    for (size_t i = 0; i < cube->axis_count; i++) {
        add_axis(cube, &cube->axes[i], cube->axes[i].dimension);
    }
    enum facts_set set = str_eq(input->of, S("persons")) ? FACTS_OF_PERSONS : FACTS_OF_ENTERPRISES;
    cube_view(cube->question->view, set, &cube->tables, cells, minutes);
}

/* Axes, and the cells along them: counted, or as they were counted for the same question to the same facts. */
static enum err find_cells(struct cube *cube, const struct statement_cube_input *input, uint64_t **cells, int64_t **minutes)
{
    TRY(make_axes(cube, input));
    const struct facts_view *view = cube->question->view;
    size_t count = (size_t)cube->cells + 1;
    uint64_t *both = ARENA_ARRAY(cube->ctx->arena, uint64_t, 2 * count);
    *cells = both;
    *minutes = (int64_t *)(both + count);
    struct buf key = BUF(cube->ctx->arena);
    buf_format(&key, "cells " STR_FMT "|" STR_FMT "|" STR_FMT "|", STR_ARG(input->by), STR_ARG(input->of), STR_ARG(input->kinds));
    figure_question_key(&cube->question->asked, &key);
    if (!facts_kept(view, buf_str(&key), both, 2 * count * sizeof(*both))) {
        count_cells(cube, input, *cells, *minutes);
        facts_keep(view, buf_str(&key), both, 2 * count * sizeof(*both));
    }
    return ERR_OK;
}

/* ---- the answer --------------------------------------------------------------------------------------------------------- */

static void name_cell(const struct cube *cube, uint32_t at, struct statement_cell *out)
{
    struct str *codes[] = {&out->first, &out->second, &out->third};
    struct text *labels[] = {&out->first_label, &out->second_label, &out->third_label};
    for (size_t i = 0; i < cube->axis_count; i++) {
        const struct axis *axis = &cube->axes[i];
        size_t value = at / axis->stride % axis->values.len;
        *codes[i] = axis->values.codes[value];
        *labels[i] = axis->values.labels[value];
    }
}

/* Which cells a reader of aggregates does not see; NULL: she sees all. */
static const bool *hidden_cells(struct cube *cube, const uint64_t *cells)
{
    if (cube->ctx->scope.detail != DETAIL_AGGREGATE) {
        return NULL;
    }
    struct suppress_axis axes[AXES_MOST];
    for (size_t i = 0; i < cube->axis_count; i++) {
        axes[i] = (struct suppress_axis){.stride = cube->axes[i].stride, .len = (uint32_t)cube->axes[i].values.len};
    }
    bool *hidden = ARENA_ARRAY(cube->ctx->arena, bool, cube->cells);
    suppress_cells(cells, cube->cells, axes, cube->axis_count, hidden);
    return hidden;
}

static void list_cells(struct cube *cube, const uint64_t *cells, const int64_t *minutes, struct list *out)
{
    size_t count = 0;
    for (uint32_t i = 0; i < cube->cells; i++) {
        count += CUBE_SERVICES(cells[i]) > 0;
    }
    struct statement_cell *rows = ARENA_ARRAY(cube->ctx->arena, struct statement_cell, count + 1);
    size_t at = 0;
    const bool *unseen = hidden_cells(cube, cells);
    for (uint32_t i = 0; i < cube->cells; i++) {
        if (CUBE_SERVICES(cells[i]) == 0) {
            continue;
        }
        struct statement_cell *row = &rows[at++];
        bool hidden = cube->all_hidden || (unseen != NULL && unseen[i]);
        name_cell(cube, i, row);
        row->services = hidden ? INT_NONE : CUBE_SERVICES(cells[i]);
        row->clients = hidden ? INT_NONE : CUBE_CLIENTS(cells[i]);
        row->minutes = hidden ? INT_NONE : minutes[i];
        row->hidden = hidden ? ANSWER_YES : ANSWER_NO;
    }
    *out = (struct list){.shape = &statement_cell_shape, .rows = {rows, count}, .next = STR_NONE, .total = (int64_t)count};
}

FALLIBLE cube_hides_territory(struct ctx *ctx, const struct question *question, bool *out)
{
    enum territory_level level = territory_level_of(question->territory);
    *out = false;
    if (ctx->scope.detail != DETAIL_AGGREGATE || (level != TERRITORY_DISTRICT && level != TERRITORY_MUNICIPALITY)) {
        return ERR_OK;
    }
    struct question around = *question;
    around.asked.places = question_places(ctx, question, str_slice(question->territory, 0, 2));
    around.asked.today = level == TERRITORY_MUNICIPALITY;
    const struct statement_cube_input input = {.by = level == TERRITORY_MUNICIPALITY ? S("municipality") : S("district")};
    struct cube *cube = ARENA_NEW(ctx->arena, struct cube);
    *cube = (struct cube){.ctx = ctx, .question = &around};
    uint64_t *cells;
    int64_t *minutes;
    TRY(find_cells(cube, &input, &cells, &minutes));
    const bool *hidden = hidden_cells(cube, cells);
    for (size_t i = 0; i < cube->axes[0].values.len; i++) {
        *out = *out || (hidden[i] && str_eq(cube->axes[0].values.codes[i], question->territory));
    }
    return ERR_OK;
}

FALLIBLE cube_count_elsewhere(struct ctx *ctx, const struct question *question, bool persons, int64_t *out)
{
    struct question elsewhere = *question;
    uint8_t *places = ARENA_ARRAY(ctx->arena, uint8_t, FACT_PLACES_MOST);
    for (size_t i = 0; i < FACT_PLACES_MOST; i++) {
        places[i] = question->asked.places != NULL && !question->asked.places[i];
    }
    elsewhere.asked.places = places;
    const struct statement_cube_input input = {.by = S(""), .of = persons ? S("persons") : S("")};
    struct cube *cube = ARENA_NEW(ctx->arena, struct cube);
    *cube = (struct cube){.ctx = ctx, .question = &elsewhere};
    uint64_t *cells;
    int64_t *minutes;
    TRY(find_cells(cube, &input, &cells, &minutes));
    *out = CUBE_CLIENTS(cells[0]);
    return ERR_OK;
}

FALLIBLE cube_answer(struct ctx *ctx, const struct statement_cube_input *input, const struct question *question,
                     struct list *out)
{
    struct cube *cube = ARENA_NEW(ctx->arena, struct cube);
    bool all_hidden;
    TRY(cube_hides_territory(ctx, question, &all_hidden));
    *cube = (struct cube){.ctx = ctx, .question = question, .all_hidden = all_hidden};
    uint64_t *cells;
    int64_t *minutes;
    TRY(find_cells(cube, input, &cells, &minutes));
    list_cells(cube, cells, minutes, out);
    return ERR_OK;
}
