#include "http/limit.h"

#include "base/date.h"
#include "base/secret.h"

#include <pthread.h>
#include <string.h>

enum { PLACES = 1024, PROBES = 8 };
#define SECOND INT64_C(1000000)

/* Tokens are counted in microseconds of waiting: full is `seconds`, a question costs seconds / most. */
struct place {
    struct hash subject;
    int64_t filled;
    int64_t at; /* monotonic; 0: free */
};
static struct place places[PLACES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static struct place *find(const struct hash *subject)
{
    uint32_t start;
    memcpy(&start, subject->bytes, sizeof start);
    struct place *oldest = &places[start % PLACES];
    for (uint32_t i = 0; i < PROBES; i++) {
        struct place *place = &places[(start + i) % PLACES];
        if (place->at != 0 && hash_eq(&place->subject, subject)) {
            return place;
        }
        oldest = place->at < oldest->at ? place : oldest;
    }
    *oldest = (struct place){.subject = *subject, .at = 0};
    return oldest;
}

bool limit_take(struct str subject, int most, int seconds, int *out_wait)
{
    struct hash hash = hash_of(subject);
    int64_t now = clock_monotonic();
    int64_t full = seconds * SECOND;
    int64_t cost = full / most;
    pthread_mutex_lock(&lock);
    struct place *place = find(&hash);
    int64_t filled = place->at == 0 ? full : place->filled + (now - place->at);
    filled = filled > full ? full : filled;
    bool goes_on = filled >= cost;
    place->filled = goes_on ? filled - cost : filled;
    place->at = now > 0 ? now : 1;
    pthread_mutex_unlock(&lock);
    *out_wait = goes_on ? 0 : (int)((cost - filled + SECOND - 1) / SECOND);
    return goes_on;
}

void limit_reset(void)
{
    pthread_mutex_lock(&lock);
    memset(places, 0, sizeof places);
    pthread_mutex_unlock(&lock);
}
