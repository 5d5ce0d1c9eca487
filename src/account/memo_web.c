#include "account/memo_web.h"

#include <pthread.h>
#include <string.h>

/* Four lists each for as many as people work at once; the one that was not asked for longest makes room. */
#define MEMO_MOST 128
struct memo {
    const char *name; /* NULL: free */
    struct id user;
    enum role role;
    struct id unit;
    struct date day;
    int64_t state;
    int64_t asked;
    struct arena arena;
    struct memo_list list;
};
static struct memo memos[MEMO_MOST];
static int64_t asked;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int64_t memo_state(const struct visit *visit)
{
    return runner_generation(visit->site->runner);
}

static struct memo_list copy_of(struct arena *arena, const struct memo_list *list)
{
    struct memo_list copy = {ARENA_ARRAY(arena, struct memo_item, list->count), list->count};
    for (size_t i = 0; i < list->count; i++) {
        const struct memo_item *item = &list->items[i];
        copy.items[i] = (struct memo_item){item->id, str_copy(arena, item->code), str_copy(arena, item->label),
                                           str_copy(arena, item->note)};
    }
    return copy;
}

/* The visitor's memo of that name, or NULL. */
static struct memo *find(const struct visit *visit, const char *name)
{
    for (size_t i = 0; i < MEMO_MOST; i++) {
        struct memo *memo = &memos[i];
        if (memo->name != NULL && strcmp(memo->name, name) == 0 && id_eq(memo->user, visit->actor.user) &&
            memo->role == visit->actor.role && id_eq(memo->unit, visit->actor.unit)) {
            return memo;
        }
    }
    return NULL;
}

bool memo_get(struct visit *visit, const char *name, struct memo_list *out)
{
    int64_t state = memo_state(visit);
    if (state < 0) {
        return false;
    }
    pthread_mutex_lock(&lock);
    struct memo *memo = find(visit, name);
    bool found = memo != NULL && memo->state == state && date_cmp(memo->day, clock_today()) == 0;
    if (found) {
        memo->asked = ++asked;
        *out = copy_of(visit->arena, &memo->list);
    }
    pthread_mutex_unlock(&lock);
    return found;
}

static struct memo *longest_unasked(void)
{
    struct memo *memo = &memos[0];
    for (size_t i = 1; i < MEMO_MOST; i++) {
        memo = memos[i].asked < memo->asked ? &memos[i] : memo;
    }
    return memo;
}

void memo_put(struct visit *visit, const char *name, int64_t state, const struct memo_list *list)
{
    if (state < 0) {
        return;
    }
    pthread_mutex_lock(&lock);
    struct memo *memo = find(visit, name);
    memo = memo != NULL ? memo : longest_unasked();
    arena_reset(&memo->arena);
    struct arena arena = memo->arena;
    *memo = (struct memo){.name = name, .user = visit->actor.user, .role = visit->actor.role, .unit = visit->actor.unit,
                          .day = clock_today(), .state = state, .asked = ++asked};
    memo->list = copy_of(&arena, list);
    memo->arena = arena;
    pthread_mutex_unlock(&lock);
}
