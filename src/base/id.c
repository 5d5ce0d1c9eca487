#include "base/id.h"

#include <pthread.h>
#include <string.h>

#include "base/date.h"
#include "base/secret.h"

static pthread_mutex_t id_lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t last_millisecond;
static uint16_t last_high; /* 12 bits behind the version */
static uint64_t last_low;  /* 62 bits behind the variant */

#define HIGH_MASK ((uint16_t)0xFFF)
#define LOW_MASK ((UINT64_C(1) << 62) - 1)
#define TIME_MASK ((UINT64_C(1) << 48) - 1)

/* Within one millisecond, or when the clock stands or steps back, the random part grows by a random step:
 * identifiers of one process never come out of order and still cannot be guessed. */
static void id_advance(void)
{
    int64_t now = clock_now();
    uint64_t millisecond = now < 0 ? 0 : (uint64_t)(now / 1000) & TIME_MASK;
    uint64_t random[2];
    random_bytes(random, sizeof(random));
    if (millisecond > last_millisecond) {
        last_millisecond = millisecond;
        last_high = (uint16_t)(random[0] & (HIGH_MASK >> 1));
        last_low = random[1] & LOW_MASK;
        return;
    }
    last_low += (random[0] & UINT32_MAX) + 1;
    if (last_low > LOW_MASK) {
        last_low &= LOW_MASK;
        last_high++;
    }
    if (last_high > HIGH_MASK) {
        last_high = 0;
        last_millisecond++;
    }
}

struct id id_new(void)
{
    pthread_mutex_lock(&id_lock);
    id_advance();
    uint64_t first = last_millisecond << 16 | UINT64_C(0x7000) | last_high;
    uint64_t second = UINT64_C(1) << 63 | last_low;
    pthread_mutex_unlock(&id_lock);
    struct id id;
    for (int i = 0; i < 8; i++) {
        id.bytes[i] = (uint8_t)(first >> (56 - 8 * i));
        id.bytes[8 + i] = (uint8_t)(second >> (56 - 8 * i));
    }
    return id;
}

bool id_is_none(struct id id)
{
    return id_eq(id, ID_NONE);
}

bool id_eq(struct id a, struct id b)
{
    return memcmp(a.bytes, b.bytes, sizeof(a.bytes)) == 0;
}

int id_cmp(struct id a, struct id b)
{
    int order = memcmp(a.bytes, b.bytes, sizeof(a.bytes));
    return (order > 0) - (order < 0);
}

static bool hyphen_after(size_t byte)
{
    return byte == 3 || byte == 5 || byte == 7 || byte == 9;
}

struct str id_format(struct arena *arena, struct id id)
{
    static const char digits[] = "0123456789abcdef";
    char *text = arena_alloc(arena, 37);
    size_t at = 0;
    for (size_t i = 0; i < sizeof(id.bytes); i++) {
        text[at++] = digits[id.bytes[i] >> 4];
        text[at++] = digits[id.bytes[i] & 15];
        if (hyphen_after(i)) {
            text[at++] = '-';
        }
    }
    return (struct str){text, at};
}

static int digit_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool id_parse(struct str s, struct id *out)
{
    if (s.len != 36) {
        return false;
    }
    struct id id = ID_NONE;
    size_t at = 0;
    for (size_t i = 0; i < sizeof(id.bytes); i++) {
        int high = digit_value(s.ptr[at]);
        int low = digit_value(s.ptr[at + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        id.bytes[i] = (uint8_t)(high << 4 | low);
        at += 2;
        if (hyphen_after(i) && s.ptr[at++] != '-') {
            return false;
        }
    }
    *out = id;
    return true;
}
