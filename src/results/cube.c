#include "results/cube.h"

#include <string.h>

/* Facts of a block: their tags stay in the first-level cache between the two steps. */
#define BLOCK 1024

struct cube_tables cube_tables(struct arena *arena)
{
    struct cube_tables tables = {0};
    tables.kinds = ARENA_ARRAY(arena, uint32_t, 32);
    tables.days = ARENA_ARRAY(arena, uint32_t, FACT_DAY_MASK + 1);
    tables.places = ARENA_ARRAY(arena, uint32_t, 2 * FACT_PLACES_MOST);
    tables.change = FACT_DAY_MASK + 1;
    tables.cells = 1;
    return tables;
}

struct pass {
    const struct facts_part *part;
    const struct facts_stock *stock;
    const struct cube_tables *tables;
    struct cube_cell *cells;
    int64_t *minutes;
    uint32_t identity;
};

/* The cell of each fact of a block, in the upper half the identity's number: equal neighbours are one client in one cell.
 * A fact of a client that does not count is out; one that does not serve is told by CUBE_MUTE. */
#define CUBE_MUTE 0x04000000U
static inline __attribute__((always_inline)) void tag(struct pass *pass, size_t from, size_t count, uint64_t *tags, bool units,
                                                      bool more)
{
    const struct cube_tables *tables = pass->tables;
    const uint64_t *keys = pass->part->keys + from;
    uint64_t identity = pass->identity;
    for (size_t i = 0; i < count; i++) {
        uint64_t key = keys[i];
        unsigned day = FACT_DAY(key);
        identity += key & FACT_FIRST;
        uint32_t cell = tables->kinds[FACT_KIND(key)] + tables->days[day] +
                        tables->places[FACT_PLACE(key) + (day >= tables->change ? FACT_PLACES_MOST : 0U)];
        cell += (key & FACT_COUNTS) == 0 ? CUBE_OUT : 0U;
        if (units) {
            cell += tables->units[FACT_UNIT(key)];
        }
        if (more && tables->clients != NULL) {
            cell += tables->clients[pass->part->clients[from + i]];
        }
        if (more && tables->fundings != NULL) {
            cell += tables->fundings[FACTS_AT(const struct facts_record, &pass->stock->records, pass->part->records[from + i])->funding];
        }
        cell |= (key & FACT_SERVES) == 0 ? CUBE_MUTE : 0U;
        tags[i] = identity << 32 | cell;
    }
    pass->identity = (uint32_t)identity;
}

/* Where each run of equal tags begins; the end of the block is the end of the last. */
static size_t find_runs(const uint64_t *tags, size_t count, uint16_t *starts)
{
    size_t runs = 0;
    uint64_t last = ~tags[0];
    for (size_t i = 0; i < count; i++) {
        starts[runs] = (uint16_t)i;
        runs += tags[i] != last;
        last = tags[i];
    }
    starts[runs] = (uint16_t)count;
    return runs;
}

static void add_runs(struct pass *pass, const uint64_t *tags, const uint16_t *starts, size_t runs)
{
    uint32_t cells = pass->tables->cells;
    for (size_t i = 0; i < runs; i++) {
        uint64_t of = tags[starts[i]];
        uint32_t at = (uint32_t)of & ~CUBE_MUTE;
        if (at >= cells) {
            continue;
        }
        struct cube_cell *cell = &pass->cells[at];
        uint32_t identity = (uint32_t)(of >> 32);
        cell->services += (uint32_t)(starts[i + 1] - starts[i]);
        bool is_new = ((uint32_t)of & CUBE_MUTE) == 0 && cell->stamp != identity;
        cell->clients += is_new;
        cell->stamp = is_new ? identity : cell->stamp;
    }
}

static void add_minutes(struct pass *pass, size_t from, const uint64_t *tags, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t at = (uint32_t)tags[i] & ~CUBE_MUTE;
        if (at < pass->tables->cells) {
            pass->minutes[at] += pass->part->minutes[from + i];
        }
    }
}

static void count_range(struct pass *pass, size_t from, size_t to)
{
    uint64_t tags[BLOCK];
    uint16_t starts[BLOCK + 1];
    bool units = pass->tables->units != NULL;
    bool more = pass->tables->clients != NULL || pass->tables->fundings != NULL;
    while (from < to) {
        size_t count = to - from < BLOCK ? to - from : BLOCK;
        if (more) {
            tag(pass, from, count, tags, units, true);
        } else if (units) {
            tag(pass, from, count, tags, true, false);
        } else {
            tag(pass, from, count, tags, false, false);
        }
        add_runs(pass, tags, starts, find_runs(tags, count, starts));
        if (pass->minutes != NULL) {
            add_minutes(pass, from, tags, count);
        }
        from += count;
    }
}

void cube_part(const struct facts_part *part, const uint8_t *replaced, const struct facts_stock *stock,
               const struct cube_tables *tables, struct cube_cell *cells, int64_t *minutes, uint32_t *identity)
{
    struct pass pass = {part, stock, tables, cells, minutes, *identity};
    if (replaced == NULL) {
        count_range(&pass, 0, part->count);
    }
    for (size_t i = 0; replaced != NULL && i < part->identity_count;) {
        /* A stretch of identities that all stand. */
        const uint8_t *next = memchr(replaced + i, 1, part->identity_count - i);
        size_t end = next == NULL ? part->identity_count : (size_t)(next - replaced);
        count_range(&pass, part->starts[i], part->starts[end]);
        i = end + 1;
    }
    *identity = pass.identity;
}

void cube_view(const struct facts_view *view, enum facts_set set, const struct cube_tables *tables, struct cube_cell *cells,
               int64_t *minutes)
{
    uint32_t identity = 0;
    cube_part(view->base[set], view->replaced[set], view->stock, tables, cells, minutes, &identity);
    if (view->delta[set] != NULL) {
        cube_part(view->delta[set], NULL, view->stock, tables, cells, minutes, &identity);
    }
}
