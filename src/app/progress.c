#include "app/progress.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static pthread_t thread;
static bool running;
static _Atomic bool stop;

static void *show(void *argument)
{
    struct import_progress *progress = argument;
    struct timespec half = {.tv_nsec = 500000000L};
    while (!atomic_load(&stop)) {
        nanosleep(&half, NULL);
        fprintf(stderr, "\r  %s %lld   ", atomic_load(&progress->pass) == 2 ? "→" : "✓?", (long long)atomic_load(&progress->rows));
    }
    fprintf(stderr, "\r                                \r");
    return NULL;
}

void progress_start(struct import_progress *progress)
{
    atomic_store(&stop, false);
    running = isatty(STDERR_FILENO) != 0 && pthread_create(&thread, NULL, show, progress) == 0;
}

void progress_stop(struct import_progress *progress)
{
    (void)progress;
    if (running) {
        atomic_store(&stop, true);
        pthread_join(thread, NULL);
        running = false;
    }
}
