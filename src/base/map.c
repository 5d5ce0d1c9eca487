#include "base/map.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#define MAP_FIRST ((size_t)8)

static uint64_t hash_key[2];
static pthread_once_t hash_once = PTHREAD_ONCE_INIT;

/* Not from random_bytes: a seeded test run must draw the same bytes whether or not a map was used before. */
static void hash_start_key(void)
{
    if (getrandom(hash_key, sizeof(hash_key), 0) != (ssize_t)sizeof(hash_key)) {
        abort();
    }
}

static uint64_t rotate(uint64_t value, int bits)
{
    return value << bits | value >> (64 - bits);
}

static void sip_round(uint64_t v[4])
{
    v[0] += v[1];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[0] = rotate(v[0], 32);
    v[2] += v[3];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[2] = rotate(v[2], 32);
}

static void sip_word(uint64_t v[4], uint64_t word)
{
    v[3] ^= word;
    sip_round(v);
    v[0] ^= word;
}

/* SipHash-1-3: keys that an attacker chooses do not collide, at about a byte a cycle. */
uint64_t hash_bytes(struct str bytes)
{
    pthread_once(&hash_once, hash_start_key);
    uint64_t v[4] = {hash_key[0] ^ UINT64_C(0x736f6d6570736575), hash_key[1] ^ UINT64_C(0x646f72616e646f6d),
                     hash_key[0] ^ UINT64_C(0x6c7967656e657261), hash_key[1] ^ UINT64_C(0x7465646279746573)};
    size_t at = 0;
    uint64_t word = 0;
    for (; at + sizeof(word) <= bytes.len; at += sizeof(word)) {
        memcpy(&word, bytes.ptr + at, sizeof(word));
        sip_word(v, word);
    }
    word = 0;
    if (at < bytes.len) {
        memcpy(&word, bytes.ptr + at, bytes.len - at);
    }
    sip_word(v, word | (uint64_t)bytes.len << 56);
    v[2] ^= 0xFF;
    for (int i = 0; i < 3; i++) {
        sip_round(v);
    }
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* The slot that holds the key, or the free one where it belongs. */
static size_t slot_of(const struct map *map, struct str key, uint64_t hash)
{
    size_t mask = map->slot_count - 1;
    size_t slot = (size_t)hash & mask;
    while (map->slots[slot] != 0) {
        const struct map_entry *entry = &map->entries[map->slots[slot] - 1];
        if (entry->hash == hash && str_eq(entry->key, key)) {
            break;
        }
        slot = (slot + 1) & mask;
    }
    return slot;
}

static void map_grow(struct map *map)
{
    size_t cap = map->cap == 0 ? MAP_FIRST : 2 * map->cap;
    assert(cap <= UINT32_MAX / 4);
    struct map_entry *entries = ARENA_ARRAY(map->arena, struct map_entry, cap);
    if (map->len > 0) {
        memcpy(entries, map->entries, map->len * sizeof(*entries));
    }
    map->entries = entries;
    map->cap = cap;
    map->slot_count = 2 * cap;
    map->slots = ARENA_ARRAY(map->arena, uint32_t, map->slot_count);
    size_t mask = map->slot_count - 1;
    for (size_t i = 0; i < map->len; i++) {
        size_t slot = (size_t)entries[i].hash & mask;
        while (map->slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        map->slots[slot] = (uint32_t)(i + 1);
    }
}

void *map_find(const struct map *map, struct str key)
{
    if (map->len == 0) {
        return NULL;
    }
    uint32_t index = map->slots[slot_of(map, key, hash_bytes(key))];
    return index == 0 ? NULL : map->entries[index - 1].value;
}

void map_set(struct map *map, struct str key, void *value)
{
    assert(value != NULL);
    if (map->len == map->cap) {
        map_grow(map);
    }
    uint64_t hash = hash_bytes(key);
    size_t slot = slot_of(map, key, hash);
    if (map->slots[slot] != 0) {
        map->entries[map->slots[slot] - 1].value = value;
        return;
    }
    map->entries[map->len] = (struct map_entry){.key = str_copy(map->arena, key), .value = value, .hash = hash};
    map->slots[slot] = (uint32_t)++map->len;
}
