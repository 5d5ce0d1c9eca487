#include "client/match.h"

#include "base/utf8.h"

/* What two records of one client nearly always share, chosen so that few other clients share it: a number, the date of birth,
 * two surnames with an initial, a given name and a surname (within the district if the surname is common). */

struct keys {
    struct arena *arena;
    bool is_person; /* persons and enterprises have no key in common */
    int64_t *out;
    size_t count;
};

static void put_key(struct keys *keys, char kind, struct str first, struct str second, struct str third)
{
    if (str_is_empty(first) || keys->count == MATCH_KEYS_MOST) {
        return;
    }
    const struct str parts[] = {first, second, third};
    /* FNV-1a, the sign bit left out; that two keys fall together once in a while costs a comparison. */
    uint64_t hash = (UINT64_C(14695981039346656037) ^ (unsigned char)(keys->is_person ? kind : kind | 0x80)) * UINT64_C(1099511628211);
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        for (size_t k = 0; k < parts[i].len; k++) {
            hash = (hash ^ (unsigned char)parts[i].ptr[k]) * UINT64_C(1099511628211);
        }
        hash = (hash ^ 0x1f) * UINT64_C(1099511628211);
    }
    int64_t key = (int64_t)(hash >> 1);
    for (size_t i = 0; i < keys->count; i++) {
        if (keys->out[i] == key) {
            return;
        }
    }
    keys->out[keys->count++] = key;
}

static struct str earlier(struct str a, struct str b)
{
    return str_cmp(a, b) <= 0 ? a : b;
}

static struct str later(struct str a, struct str b)
{
    return str_cmp(a, b) <= 0 ? b : a;
}

static void person_names(struct keys *keys, const struct match_card *card)
{
    const struct match_words *given = &card->given;
    const struct match_words *surnames = &card->surnames;
    size_t givens = given->count < 2 ? given->count : 2;
    size_t families = surnames->count < 3 ? surnames->count : 3;
    for (size_t i = 0; i < givens; i++) {
        for (size_t k = 0; k < families; k++) {
            bool common = surnames->ranks[k] == MATCH_WORD_COMMON;
            struct str low = earlier(given->sounds[i], surnames->sounds[k]);
            struct str high = later(given->sounds[i], surnames->sounds[k]);
            put_key(keys, common ? 'g' : 'r', low, high, common ? card->district : STR_NONE);
        }
    }
    if (surnames->own >= 2) {
        struct str initial = givens > 0 ? str_slice(given->sounds[0], 0, 1) : STR_NONE;
        put_key(keys, 's', earlier(surnames->sounds[0], surnames->sounds[1]), later(surnames->sounds[0], surnames->sounds[1]), initial);
    }
    if (givens == 2 && families > 0) {
        put_key(keys, 'f', earlier(given->sounds[0], given->sounds[1]), later(given->sounds[0], given->sounds[1]), surnames->sounds[0]);
    }
}

static void enterprise_names(struct keys *keys, const struct match_card *card)
{
    for (size_t i = 0; i < COUNT_OF(card->names); i++) {
        const struct match_words *words = &card->names[i];
        put_key(keys, 'j', utf8_sound(keys->arena, card->joined[i]), STR_NONE, STR_NONE);
        for (size_t k = 0; k < words->count; k++) {
            struct str sound = words->sounds[k];
            if (words->ranks[k] == MATCH_WORD_GENERIC) {
                continue;
            }
            if (words->ranks[k] == MATCH_WORD_PLAIN) {
                put_key(keys, 'w', sound, STR_NONE, STR_NONE);
            }
            put_key(keys, 'x', str_slice(sound, 0, 4), card->district, STR_NONE);
            if (sound.len > 4) {
                put_key(keys, 'z', str_slice(sound, sound.len - 4, sound.len), card->district, STR_NONE);
            }
        }
    }
}

size_t match_keys(const struct match_card *card, int64_t *out)
{
    struct arena arena = {0};
    struct keys keys = {.arena = &arena, .is_person = card->is_person, .out = out};
    for (size_t i = 0; i < COUNT_OF(card->duis); i++) {
        put_key(&keys, 'd', card->duis[i], STR_NONE, STR_NONE);
    }
    for (size_t i = 0; i < COUNT_OF(card->phones); i++) {
        put_key(&keys, 'p', card->phones[i], STR_NONE, STR_NONE);
    }
    put_key(&keys, 't', card->nit, STR_NONE, STR_NONE);
    put_key(&keys, 'c', card->nrc, STR_NONE, STR_NONE);
    put_key(&keys, 'o', card->other_document, STR_NONE, STR_NONE);
    put_key(&keys, 'm', card->email, STR_NONE, STR_NONE);
    if (!date_is_none(card->birth_date)) {
        struct date day = card->birth_date;
        /* Day and month in either order. */
        int low = day.day < day.month ? day.day : day.month;
        int high = day.day < day.month ? day.month : day.day;
        put_key(&keys, 'b', str_format(&arena, "%d-%d-%d", day.year, low, high), STR_NONE, STR_NONE);
    }
    for (size_t i = 0; i < MATCH_OWNERS_MOST; i++) {
        put_key(&keys, 'u', card->owners[i], STR_NONE, STR_NONE);
    }
    if (card->is_person) {
        person_names(&keys, card);
    } else {
        enterprise_names(&keys, card);
    }
    arena_release(&arena);
    return keys.count;
}
