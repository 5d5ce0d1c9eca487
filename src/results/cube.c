#include "results/cube.h"

#include <stdlib.h>
#include <string.h>

/* Facts of a block: what is worked out of them stays in the first-level cache. */
#define BLOCK 1024
/* More facts of one identity than these are sorted by the library. */
#define INSERTION_MOST 48
/* After a block out of order so many are not tried the quick way. */
#define PATIENCE 15
/* In a sum: the fact counts, but does not serve. Above every sum of CUBE_OUT. */
#define CUBE_MUTE 0x80000000U

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
    uint64_t *cells;
    int64_t *minutes;
    uint32_t kinds[128]; /* by kind and the two lowest bits of a key: whether it serves, whether it counts */
    bool quick;          /* no columns beside the keys are needed */
    bool with_units;
    bool with_change;
    int patience;
};

static unsigned kind_and_bits(uint64_t key)
{
    return (unsigned)(key >> (FACT_KIND_SHIFT - 2) & 0x7c) | (unsigned)(key & (FACT_SERVES | FACT_COUNTS));
}

static inline __attribute__((always_inline)) uint32_t sum_of(const struct pass *pass, uint64_t key, bool with_units, bool with_change)
{
    const struct cube_tables *tables = pass->tables;
    unsigned day = FACT_DAY(key);
    unsigned half = with_change && day >= tables->change ? FACT_PLACES_MOST : 0U;
    uint32_t sum = pass->kinds[kind_and_bits(key)] + tables->days[day] + tables->places[FACT_PLACE(key) + half];
    return with_units ? sum + tables->units[FACT_UNIT(key)] : sum;
}

/* The quick way: while each identity's cells come in order, a cell that differs from the one before is new. False if they
 * do not, or if a fact does not serve; then the same call with sign -1 takes everything back. */
static inline __attribute__((always_inline)) bool add_keys(const struct pass *pass, const uint64_t *restrict keys, size_t count,
                                                           uint64_t sign, bool with_units, bool with_change)
{
    uint64_t *restrict cells = pass->cells;
    uint32_t most = pass->tables->cells;
    uint32_t last = 0;
    uint32_t seen = 0;
    unsigned in_order = 1;
    for (size_t i = 0; i < count; i++) {
        uint64_t key = keys[i];
        uint32_t cell = sum_of(pass, key, with_units, with_change);
        unsigned first = (unsigned)key / FACT_FIRST & 1U;
        unsigned is_new = (cell != last) | first;
        in_order &= (cell >= last) | first;
        seen |= cell;
        last = cell;
        cell = cell < most ? cell : most;
        cells[cell] += ((uint64_t)is_new << 32 | 1U) * sign;
    }
    return in_order && (seen & CUBE_MUTE) == 0;
}

static bool add_quickly(const struct pass *pass, size_t from, size_t count, uint64_t sign)
{
    const uint64_t *keys = pass->part->keys + from;
    if (pass->with_units) {
        return pass->with_change ? add_keys(pass, keys, count, sign, true, true) : add_keys(pass, keys, count, sign, true, false);
    }
    return pass->with_change ? add_keys(pass, keys, count, sign, false, true) : add_keys(pass, keys, count, sign, false, false);
}

/* The thorough way: one number a fact, of identity, cell, and in the lowest bit whether it does not serve. Once they are in
 * order, equal neighbours are one client in one cell, and the first of them serves if any does. */
static void tag(const struct pass *pass, size_t from, size_t count, uint64_t *tags)
{
    const struct cube_tables *tables = pass->tables;
    uint64_t identity = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t key = pass->part->keys[from + i];
        uint32_t cell = sum_of(pass, key, pass->with_units, pass->with_change);
        uint32_t mute = cell & CUBE_MUTE;
        cell &= ~CUBE_MUTE;
        identity += (key & FACT_FIRST) != 0;
        if (tables->clients != NULL) {
            cell += tables->clients[pass->part->sources[from + i].client];
        }
        if (tables->fundings != NULL) {
            uint32_t record = pass->part->sources[from + i].record;
            cell += tables->fundings[FACTS_AT(const struct facts_record, &pass->stock->records, record)->funding];
        }
        tags[i] = identity << 32 | (uint64_t)cell << 1 | (mute != 0);
    }
}

static int tag_cmp(const void *a, const void *b)
{
    uint64_t left;
    uint64_t right;
    memcpy(&left, a, sizeof(left));
    memcpy(&right, b, sizeof(right));
    return (left > right) - (left < right);
}

/* Identities are in order already; each one's own facts are few, and mostly in order. */
static void sort(uint64_t *tags, size_t count)
{
    for (size_t from = 0; from < count;) {
        size_t to = from + 1;
        bool in_order = true;
        while (to < count && tags[to] >> 32 == tags[from] >> 32) {
            in_order &= tags[to] >= tags[to - 1];
            to++;
        }
        if (!in_order && to - from > INSERTION_MOST) {
            qsort(tags + from, to - from, sizeof(*tags), tag_cmp);
        } else if (!in_order) {
            for (size_t i = from + 1; i < to; i++) {
                uint64_t moved = tags[i];
                size_t at = i;
                while (at > from && tags[at - 1] > moved) {
                    tags[at] = tags[at - 1];
                    at--;
                }
                tags[at] = moved;
            }
        }
        from = to;
    }
}

static void add(const struct pass *pass, const uint64_t *restrict tags, size_t count)
{
    uint64_t *restrict cells = pass->cells;
    uint32_t most = pass->tables->cells;
    uint64_t last = UINT64_MAX;
    for (size_t i = 0; i < count; i++) {
        uint64_t now = tags[i] >> 1;
        uint32_t cell = (uint32_t)now & 0x7fffffffU;
        cell = cell < most ? cell : most;
        uint64_t is_new = (now != last) & ~tags[i];
        cells[cell] += is_new << 32 | 1U;
        last = now;
    }
}

static void add_minutes(const struct pass *pass, size_t from, const uint64_t *tags, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t cell = (uint32_t)tags[i] >> 1;
        pass->minutes[cell < pass->tables->cells ? cell : pass->tables->cells] += pass->part->minutes[from + i];
    }
}

static void count_block(struct pass *pass, size_t from, size_t count, uint64_t *tags)
{
    if (pass->quick && pass->patience-- <= 0) {
        if (add_quickly(pass, from, count, 1)) {
            return;
        }
        add_quickly(pass, from, count, UINT64_MAX);
        pass->patience = PATIENCE;
    }
    tag(pass, from, count, tags);
    if (pass->minutes != NULL) {
        add_minutes(pass, from, tags, count);
    }
    sort(tags, count);
    add(pass, tags, count);
}

/* A block ends with an identity, so that what came before never matters; one identity may need a larger block. */
static void count_range(struct pass *pass, size_t from, size_t to)
{
    uint64_t tags[BLOCK];
    const uint64_t *keys = pass->part->keys;
    while (from < to) {
        size_t end = to - from <= BLOCK ? to : from + BLOCK;
        while (end < to && end > from && (keys[end] & FACT_FIRST) == 0) {
            end--;
        }
        if (end > from) {
            count_block(pass, from, end - from, tags);
            from = end;
            continue;
        }
        end = from + BLOCK;
        while (end < to && (keys[end] & FACT_FIRST) == 0) {
            end++;
        }
        struct arena arena = {0};
        count_block(pass, from, end - from, ARENA_ARRAY(&arena, uint64_t, end - from));
        arena_release(&arena);
        from = end;
    }
}

void cube_part(const struct facts_part *part, const uint8_t *replaced, const struct facts_stock *stock,
               const struct cube_tables *tables, uint64_t *cells, int64_t *minutes)
{
    struct pass pass = {.part = part, .stock = stock, .tables = tables, .cells = cells, .minutes = minutes};
    pass.quick = minutes == NULL && tables->clients == NULL && tables->fundings == NULL;
    pass.with_units = tables->units != NULL;
    pass.with_change = tables->change <= FACT_DAY_MASK;
    for (unsigned i = 0; i < COUNT_OF(pass.kinds); i++) {
        bool counts = (i & FACT_COUNTS) != 0;
        pass.kinds[i] = tables->kinds[i >> 2] + (!counts ? CUBE_OUT : (i & FACT_SERVES) == 0 ? CUBE_MUTE : 0U);
    }
    if (replaced == NULL) {
        count_range(&pass, 0, part->count);
        return;
    }
    for (size_t i = 0; i < part->identity_count;) {
        /* A stretch of identities that all stand. */
        const uint8_t *next = memchr(replaced + i, 1, part->identity_count - i);
        size_t end = next == NULL ? part->identity_count : (size_t)(next - replaced);
        count_range(&pass, part->starts[i], part->starts[end]);
        i = end + 1;
    }
}

void cube_view(const struct facts_view *view, enum facts_set set, const struct cube_tables *tables, uint64_t *cells,
               int64_t *minutes)
{
    cube_part(view->base[set], view->replaced[set], view->stock, tables, cells, minutes);
    if (view->delta[set] != NULL) {
        cube_part(view->delta[set], NULL, view->stock, tables, cells, minutes);
    }
}
