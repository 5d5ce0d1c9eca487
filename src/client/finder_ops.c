#include "base/utf8.h"
#include "client/enterprise.h"
#include "client/finder.h"
#include "client/person.h"
#include "client/search.h"
#include "core/record.h"

#include <stdlib.h>
#include <string.h>

/* Bounds of what one search reads. */
enum {
    LIKE_MOST = 24,       /* words of the vocabulary that one word of the query stands for */
    BEGIN_MOST = 40,      /* words that begin like it */
    KEY_MOST = 40,        /* words of one key */
    RARE_MOST = 400,      /* clients of a rare word: the list is whole */
    COMMON_MOST = 20000,  /* clients read of a common word when the query has no rare one */
    COMMON_TOTAL = 60000, /* … and of all of them */
    COMMON_LIKE = 820,    /* how alike a common word must be: not only by its beginning */
    NUMBER_MOST = 50,
    RANK_MOST = 250,      /* candidates whose names are compared */
    SCORES = SEARCH_WORDS_MOST * SEARCH_EXACT + 1,
};

struct candidate {
    struct id client;
    int score; /* sum over the words of the query of the best likeness found */
    int16_t counted[SEARCH_WORDS_MOST];
};
/* Candidates by id; open addressing in the arena, grown when half full. */
struct pool {
    struct arena *arena;
    struct candidate *slots;
    size_t size;
    size_t used;
};

static struct candidate *pool_slot(struct pool *pool, struct id client)
{
    /* The end of an id is random bits: they are hash enough. */
    uint32_t random;
    memcpy(&random, client.bytes + sizeof(client.bytes) - sizeof(random), sizeof(random));
    size_t at = random & (pool->size - 1);
    while (!id_is_none(pool->slots[at].client) && !id_eq(pool->slots[at].client, client)) {
        at = (at + 1) & (pool->size - 1);
    }
    return &pool->slots[at];
}

static void pool_count(struct pool *pool, struct id client, int word, int likeness)
{
    if (pool->used * 2 >= pool->size) {
        struct pool grown = {.arena = pool->arena, .size = pool->size == 0 ? 4096 : pool->size * 4, .used = pool->used};
        grown.slots = ARENA_ARRAY(pool->arena, struct candidate, grown.size);
        for (size_t i = 0; i < pool->size; i++) {
            if (!id_is_none(pool->slots[i].client)) {
                *pool_slot(&grown, pool->slots[i].client) = pool->slots[i];
            }
        }
        *pool = grown;
    }
    struct candidate *slot = pool_slot(pool, client);
    if (id_is_none(slot->client)) {
        slot->client = client;
        pool->used++;
    }
    if (likeness > slot->counted[word]) {
        slot->score += likeness - slot->counted[word];
        slot->counted[word] = (int16_t)likeness;
    }
}

/* The words of the vocabulary that one word of the query may mean. */
struct meaning {
    struct str words[LIKE_MOST];
    int likeness[LIKE_MOST];
    size_t count;
};

static void meaning_add(struct ctx *ctx, struct meaning *meaning, struct str asked, struct str asked_sound, struct str kept)
{
    for (size_t i = 0; i < meaning->count; i++) {
        if (str_eq(meaning->words[i], kept)) {
            return;
        }
    }
    int likeness = search_likeness(asked, asked_sound, kept, utf8_sound(ctx->arena, kept));
    if (likeness < SEARCH_ENOUGH) {
        return;
    }
    size_t at = meaning->count;
    if (at == LIKE_MOST) {
        /* Full: takes the place of the least alike. */
        at = 0;
        for (size_t i = 1; i < LIKE_MOST; i++) {
            at = meaning->likeness[i] < meaning->likeness[at] ? i : at;
        }
        if (meaning->likeness[at] >= likeness) {
            return;
        }
    } else {
        meaning->count++;
    }
    meaning->words[at] = kept;
    meaning->likeness[at] = likeness;
}

static enum err find_meaning(struct ctx *ctx, struct id agency, struct str asked, struct str sound, struct meaning *out)
{
    struct str found[BEGIN_MOST > KEY_MOST ? BEGIN_MOST : KEY_MOST];
    size_t count;
    out->count = 0;
    TRY(listing_words_like(ctx, agency, asked, BEGIN_MOST, found, &count));
    for (size_t i = 0; i < count; i++) {
        meaning_add(ctx, out, asked, sound, found[i]);
    }
    struct str keys[SEARCH_KEYS_MOST];
    size_t key_count = search_keys(ctx->arena, asked, keys);
    for (size_t k = 0; k < key_count; k++) {
        TRY(listing_words_of_key(ctx, agency, keys[k], KEY_MOST, found, &count));
        for (size_t i = 0; i < count; i++) {
            meaning_add(ctx, out, asked, sound, found[i]);
        }
    }
    return ERR_OK;
}

/* Counts the clients of the words of a meaning that are at least so alike, at most `most` of each; *whole says whether
 * that was all of them, *read grows by what was read. */
static enum err count_clients(struct ctx *ctx, struct id agency, const struct meaning *meaning, int word, int alike,
                              size_t most, struct pool *pool, bool *whole, size_t *read)
{
    struct id *clients = ARENA_ARRAY(ctx->arena, struct id, most);
    *whole = true;
    for (size_t i = 0; i < meaning->count; i++) {
        size_t count = 0;
        if (meaning->likeness[i] < alike) {
            continue;
        }
        TRY(listing_clients_of(ctx, agency, meaning->words[i], most, clients, &count));
        *whole = *whole && count < most;
        *read += count;
        for (size_t k = 0; k < count; k++) {
            pool_count(pool, clients[k], word, meaning->likeness[i]);
        }
    }
    return ERR_OK;
}

static enum err collect(struct ctx *ctx, struct id agency, const struct search_words *asked, struct pool *pool)
{
    struct meaning meanings[SEARCH_WORDS_MOST];
    bool common[SEARCH_WORDS_MOST];
    bool rare = false;
    bool whole;
    size_t read = 0;
    for (size_t i = 0; i < asked->count; i++) {
        TRY(find_meaning(ctx, agency, asked->words[i], asked->sounds[i], &meanings[i]));
        TRY(count_clients(ctx, agency, &meanings[i], (int)i, SEARCH_ENOUGH, RARE_MOST, pool, &whole, &read));
        common[i] = !whole;
        rare = rare || (whole && meanings[i].count > 0);
    }
    /* Of one common word any clients will do; of several, those that have most of them must be found. */
    read = 0;
    for (size_t i = 0; i < asked->count && !rare && asked->count > 1 && read < COMMON_TOTAL; i++) {
        if (common[i]) {
            TRY(count_clients(ctx, agency, &meanings[i], (int)i, COMMON_LIKE, COMMON_MOST, pool, &whole, &read));
        }
    }
    return ERR_OK;
}

static int by_score(const void *a, const void *b)
{
    const struct candidate *left = a;
    const struct candidate *right = b;
    if (left->score != right->score) {
        return left->score > right->score ? -1 : 1;
    }
    return id_cmp(left->client, right->client);
}

struct ranked {
    struct listing_line line;
    int score;
};

static int by_rank(const void *a, const void *b)
{
    const struct ranked *left = a;
    const struct ranked *right = b;
    if (left->score != right->score) {
        return left->score > right->score ? -1 : 1;
    }
    return id_cmp(left->line.id, right->line.id);
}

/* Moves the best candidates to the front, sorted, and returns their number: at least RANK_MOST * 2 of them if there are so
 * many, and no more than share the last one's score. */
static size_t best_candidates(struct ctx *ctx, struct pool *pool)
{
    uint32_t *having = ARENA_ARRAY(ctx->arena, uint32_t, SCORES);
    for (size_t i = 0; i < pool->size; i++) {
        if (!id_is_none(pool->slots[i].client)) {
            having[pool->slots[i].score]++;
        }
    }
    size_t kept = 0;
    int least = SCORES;
    while (least > 0 && kept < RANK_MOST * 2) {
        kept += having[--least];
    }
    size_t used = 0;
    for (size_t i = 0; i < pool->size; i++) {
        if (!id_is_none(pool->slots[i].client) && pool->slots[i].score >= least) {
            pool->slots[used++] = pool->slots[i];
        }
    }
    if (used > 0) {
        qsort(pool->slots, used, sizeof(pool->slots[0]), by_score);
    }
    return used;
}

static enum err rank(struct ctx *ctx, const struct search_words *asked, struct pool *pool, struct ranked *ranked,
                     size_t *count)
{
    size_t used = best_candidates(ctx, pool);
    *count = 0;
    for (size_t i = 0; i < used && i < RANK_MOST * 2 && *count < RANK_MOST; i++) {
        struct ranked *one = &ranked[*count];
        bool found;
        TRY(listing_find(ctx, pool->slots[i].client, &one->line, &found));
        if (!found) {
            continue;
        }
        struct search_words kept;
        search_words_of(ctx->arena, str_format(ctx->arena, STR_FMT " " STR_FMT, STR_ARG(one->line.own_name),
                                               STR_ARG(one->line.own_detail)),
                        &kept);
        one->score = search_score(asked, &kept);
        *count += one->score > 0 ? 1 : 0;
    }
    if (*count > 0) {
        qsort(ranked, *count, sizeof(ranked[0]), by_rank);
    }
    return ERR_OK;
}

static bool has_line(const struct listing_line *lines, size_t count, struct id client)
{
    for (size_t i = 0; i < count; i++) {
        if (id_eq(lines[i].id, client)) {
            return true;
        }
    }
    return false;
}

/* For a record that was merged, the one that stands for it, if that is in reach. */
static enum err add_line(struct ctx *ctx, struct id client, size_t limit, struct listing_line *lines, size_t *count)
{
    if (*count == limit || has_line(lines, *count, client)) {
        return ERR_OK;
    }
    struct listing_line *line = &lines[*count];
    bool found;
    TRY(listing_find(ctx, client, line, &found));
    if (found && line->merged) {
        struct listing_line first;
        struct id head;
        bool reached = false;
        TRY(listing_head(ctx, line, &head));
        if (!id_is_none(head)) {
            TRY(listing_find(ctx, head, &first, &reached));
        }
        *line = reached ? first : *line;
        found = !has_line(lines, *count, line->id);
    }
    *count += found ? 1 : 0;
    return ERR_OK;
}

static enum err find_code(struct ctx *ctx, struct str text, size_t limit, struct listing_line *lines, size_t *count)
{
    const struct entity *const entities[] = {&enterprise_entity, &person_entity};
    for (size_t i = 0; i < COUNT_OF(entities); i++) {
        struct record *row = arena_alloc(ctx->arena, entities[i]->shape.size);
        size_t faults = ctx->fault->count;
        size_t total = ctx->fault->total;
        enum err err = record_find_code(ctx, entities[i], text, row);
        if (err == ERR_OK) {
            TRY(add_line(ctx, row->id, limit, lines, count));
        } else if (err == ERR_INVALID) {
            /* Several agencies have the code: the name search answers. */
            ctx->fault->count = faults;
            ctx->fault->total = total;
        } else if (err != ERR_NOT_FOUND) {
            return err;
        }
    }
    return ERR_OK;
}

FALLIBLE finder_find(struct ctx *ctx, struct str text, size_t limit, struct listing_line **out, size_t *count)
{
    struct listing_line *lines = ARENA_ARRAY(ctx->arena, struct listing_line, limit);
    *out = lines;
    *count = 0;
    TRY(find_code(ctx, text, limit, lines, count));
    struct id *agencies;
    size_t agency_count;
    TRY(listing_agencies(ctx, &agencies, &agency_count));
    struct str digits;
    bool number = search_is_number(ctx->arena, text, &digits) && digits.len >= 4;
    struct search_words asked;
    search_words_of(ctx->arena, text, &asked);
    struct pool pool = {.arena = ctx->arena};
    for (size_t i = 0; i < agency_count; i++) {
        if (number) {
            struct id clients[NUMBER_MOST];
            size_t found;
            bool abroad = digits.len == 11 && str_starts(digits, S("503"));
            TRY(listing_numbers_like(ctx, agencies[i], abroad ? str_slice(digits, 3, 11) : digits, NUMBER_MOST, clients,
                                     &found));
            for (size_t k = 0; k < found; k++) {
                TRY(add_line(ctx, clients[k], limit, lines, count));
            }
        } else {
            TRY(collect(ctx, agencies[i], &asked, &pool));
        }
    }
    struct ranked *ranked = ARENA_ARRAY(ctx->arena, struct ranked, RANK_MOST);
    size_t ranked_count;
    TRY(rank(ctx, &asked, &pool, ranked, &ranked_count));
    for (size_t i = 0; i < ranked_count && *count < limit; i++) {
        TRY(add_line(ctx, ranked[i].line.id, limit, lines, count));
    }
    return listing_name_advisers(ctx, lines, *count);
}
