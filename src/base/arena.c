#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__has_feature)
#define ARENA_HAS_FEATURE(feature) __has_feature(feature)
#else
#define ARENA_HAS_FEATURE(feature) 0
#endif

#if defined(__SANITIZE_ADDRESS__) || ARENA_HAS_FEATURE(address_sanitizer)
#include <sanitizer/asan_interface.h>
/* A gap behind every allocation, so that the sanitizer sees one that is overrun. */
#define ARENA_GAP 16
/* No mappings: the leak checker does not look into them for what they point to. */
#define ARENA_MAP SIZE_MAX
#else
#define ASAN_POISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ARENA_GAP 0
/* A block of this size is a mapping of its own: the system hands it out as zeros, page by page as they are touched. */
#define ARENA_MAP ((size_t)1024 * 1024)
#endif

#define ARENA_ALIGN ((size_t)16)
#define ARENA_FIRST ((size_t)8 * 1024)
#define ARENA_KEEP ((size_t)256 * 1024)

struct arena_block {
    struct arena_block *next; /* the one before it in time */
    size_t cap;
    size_t at;
    size_t untouched; /* what lies from here on is zero */
    char data[];
};
static_assert(sizeof(struct arena_block) % 16 == 0, "data of a block must be aligned");

static _Noreturn void out_of_memory(size_t size)
{
    fprintf(stderr, "adelante: out of memory (%zu bytes)\n", size);
    abort();
}

static size_t room_for(size_t size)
{
    if (size > PTRDIFF_MAX - 2 * ARENA_ALIGN - ARENA_GAP) {
        out_of_memory(size);
    }
    size_t rounded = (size + ARENA_ALIGN - 1) & ~(ARENA_ALIGN - 1);
    return (rounded == 0 ? ARENA_ALIGN : rounded) + ARENA_GAP;
}

static void block_add(struct arena *arena, size_t room)
{
    size_t cap = ARENA_FIRST - sizeof(struct arena_block);
    if (arena->blocks != NULL) {
        size_t twice = 2 * (arena->blocks->cap + sizeof(struct arena_block));
        cap = (twice > ARENA_KEEP ? ARENA_KEEP : twice) - sizeof(struct arena_block);
    }
    if (cap < room) {
        cap = room;
    }
    size_t size = sizeof(struct arena_block) + cap;
    bool mapped = size >= ARENA_MAP;
    struct arena_block *block =
        mapped ? mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) : malloc(size);
    if (block == NULL || (mapped && block == MAP_FAILED)) {
        out_of_memory(cap);
    }
    *block = (struct arena_block){.next = arena->blocks, .cap = cap, .untouched = mapped ? 0 : cap};
    ASAN_POISON_MEMORY_REGION(block->data, cap);
    arena->blocks = block;
}

static void block_free(struct arena_block *block)
{
    ASAN_UNPOISON_MEMORY_REGION(block->data, block->cap);
    size_t size = sizeof(*block) + block->cap;
    if (size >= ARENA_MAP) {
        munmap(block, size);
    } else {
        free(block);
    }
}

/* Zero is only what lies behind everything that was handed out before. */
static void touch(struct arena_block *block, const char *ptr, size_t size)
{
    size_t end = (size_t)(ptr - block->data) + size;
    block->untouched = end > block->untouched ? end : block->untouched;
}

/* Only what may have been in use before needs clearing. */
static void clear(struct arena_block *block, char *ptr, size_t size)
{
    size_t at = (size_t)(ptr - block->data);
    size_t used = at >= block->untouched ? 0 : block->untouched - at;
    memset(ptr, 0, used < size ? used : size);
    touch(block, ptr, size);
}

static char *take(struct arena *arena, size_t size)
{
    size_t room = room_for(size);
    if (arena->blocks == NULL || arena->blocks->cap - arena->blocks->at < room) {
        block_add(arena, room);
    }
    struct arena_block *block = arena->blocks;
    char *ptr = block->data + block->at;
    block->at += room;
    arena->used += size;
    ASAN_UNPOISON_MEMORY_REGION(ptr, size);
    return ptr;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    char *ptr = take(arena, size);
    clear(arena->blocks, ptr, size);
    return ptr;
}

char *arena_bytes(struct arena *arena, size_t size)
{
    char *ptr = take(arena, size);
    touch(arena->blocks, ptr, size);
    return ptr;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    size_t total = 0;
    if (__builtin_mul_overflow(count, size, &total)) {
        out_of_memory(SIZE_MAX);
    }
    return arena_alloc(arena, total);
}

bool arena_extend(struct arena *arena, void *ptr, size_t old_size, size_t new_size)
{
    assert(new_size >= old_size);
    struct arena_block *block = arena->blocks;
    char *start = ptr;
    if (block == NULL || start == NULL || start + room_for(old_size) != block->data + block->at) {
        return false;
    }
    size_t offset = (size_t)(start - block->data);
    size_t room = room_for(new_size);
    if (block->cap - offset < room) {
        return false;
    }
    block->at = offset + room;
    arena->used += new_size - old_size;
    ASAN_UNPOISON_MEMORY_REGION(start, new_size);
    touch(block, start, new_size);
    return true;
}

struct arena_mark arena_mark(struct arena *arena)
{
    size_t at = arena->blocks == NULL ? 0 : arena->blocks->at;
    return (struct arena_mark){.block = arena->blocks, .at = at, .used = arena->used};
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
    if (mark.block == NULL) {
        arena_reset(arena);
        return;
    }
    while (arena->blocks != mark.block) {
        struct arena_block *block = arena->blocks;
        assert(block != NULL && "a mark of this arena, not older than its last reset");
        arena->blocks = block->next;
        block_free(block);
    }
    assert(mark.at <= mark.block->at);
    ASAN_POISON_MEMORY_REGION(mark.block->data + mark.at, mark.block->cap - mark.at);
    mark.block->at = mark.at;
    arena->used = mark.used;
}

void arena_reset(struct arena *arena)
{
    struct arena_block *kept = NULL;
    struct arena_block *block = arena->blocks;
    while (block != NULL) {
        struct arena_block *next = block->next;
        if (block->cap + sizeof(*block) > ARENA_KEEP) {
            block_free(block);
        } else if (kept == NULL) {
            kept = block;
        } else if (block->cap > kept->cap) {
            block_free(kept);
            kept = block;
        } else {
            block_free(block);
        }
        block = next;
    }
    if (kept != NULL) {
        kept->next = NULL;
        kept->at = 0;
        ASAN_POISON_MEMORY_REGION(kept->data, kept->cap);
    }
    arena->blocks = kept;
    arena->used = 0;
}

void arena_release(struct arena *arena)
{
    while (arena->blocks != NULL) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->next;
        block_free(block);
    }
    arena->used = 0;
}
