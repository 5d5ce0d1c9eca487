/* base/map.h: hash maps in an arena, keyed by bytes. Iteration order is insertion order. */
#ifndef ADELANTE_MAP_H
#define ADELANTE_MAP_H

#include "base/base.h"

struct map_entry {
    struct str key;
    void *value;
    uint64_t hash;
};
struct map {
    struct arena *arena;
    struct map_entry *entries; /* in insertion order */
    size_t len;
    size_t cap;
    uint32_t *slots; /* index + 1 into entries */
    size_t slot_count;
};
#define MAP(arena_) ((struct map){.arena = (arena_)})
/* The value, or NULL. */
void *map_find(const struct map *map, struct str key);
/* Adds or replaces; the key is copied into the arena. value is not NULL. */
void map_set(struct map *map, struct str key, void *value);
uint64_t hash_bytes(struct str bytes); /* fast, keyed per process, not for storage */

#endif
