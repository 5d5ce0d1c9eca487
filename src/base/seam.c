#include "base/seam.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The number of the call that fails; 0: not armed; NOT_READ: the environment was not looked at yet. */
#define NOT_READ INT64_C(-1)

static _Atomic int64_t armed[SEAM_COUNT] = {NOT_READ, NOT_READ, NOT_READ, NOT_READ};
static_assert(SEAM_COUNT == 4, "every seam starts as not read");
static _Atomic int64_t calls[SEAM_COUNT];
static pthread_once_t fail_once = PTHREAD_ONCE_INIT;

static const char *const seam_names[SEAM_COUNT] = {
    [SEAM_DB] = "db", [SEAM_COMMIT] = "commit", [SEAM_FILE] = "file", [SEAM_SOCKET] = "socket"};

/* A test that arms something that does not exist must not pass. */
static _Noreturn void variable_refused(const char *variable)
{
    fprintf(stderr, "adelante: %s is not understood\n", variable);
    abort();
}

static void fail_start(void)
{
    for (int seam = 0; seam < SEAM_COUNT; seam++) {
        int64_t unread = NOT_READ;
        atomic_compare_exchange_strong(&armed[seam], &unread, 0);
    }
    struct str variable = str_of(getenv("ADELANTE_FAIL"));
    if (str_is_empty(variable)) {
        return;
    }
    struct str name = STR_NONE;
    int64_t nth = 0;
    str_split(&variable, ':', &name);
    for (int seam = 0; seam < SEAM_COUNT; seam++) {
        if (str_eq_c(name, seam_names[seam]) && str_to_int(variable, &nth) && nth > 0) {
            atomic_store(&armed[seam], nth);
            return;
        }
    }
    variable_refused("ADELANTE_FAIL");
}

bool seam_fails(enum seam seam)
{
    int64_t nth = atomic_load_explicit(&armed[seam], memory_order_relaxed);
    if (__builtin_expect(nth == 0, 1)) {
        return false;
    }
    if (nth == NOT_READ) {
        pthread_once(&fail_once, fail_start);
        nth = atomic_load(&armed[seam]);
        if (nth == 0) {
            return false;
        }
    }
    return atomic_fetch_add(&calls[seam], 1) + 1 == nth;
}

void seam_fail(enum seam seam, int64_t nth)
{
    assert(nth >= 0);
    pthread_once(&fail_once, fail_start);
    atomic_store(&armed[seam], nth);
    atomic_store(&calls[seam], 0);
}

int64_t seam_calls(enum seam seam)
{
    return atomic_load(&calls[seam]);
}

static pthread_once_t kill_once = PTHREAD_ONCE_INIT;
static struct str kill_name;
static _Atomic int64_t kill_left;

static void kill_start(void)
{
    struct str variable = str_of(getenv("ADELANTE_KILL"));
    if (str_is_empty(variable)) {
        return;
    }
    int64_t nth = 1;
    str_split(&variable, ':', &kill_name);
    if (variable.ptr != NULL && (!str_to_int(variable, &nth) || nth < 1)) {
        variable_refused("ADELANTE_KILL");
    }
    atomic_store(&kill_left, nth);
}

void seam_point(const char *name)
{
    pthread_once(&kill_once, kill_start);
    if (atomic_load_explicit(&kill_left, memory_order_relaxed) == 0 || !str_eq_c(kill_name, name)) {
        return;
    }
    if (atomic_fetch_sub(&kill_left, 1) == 1) {
        kill(getpid(), SIGKILL);
        /* The signal may arrive a moment later; nothing may happen in between. */
        for (;;) {
            pause();
        }
    }
}
