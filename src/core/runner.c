#include "core/runner.h"

#include "base/conf.h"
#include "base/log.h"
#include "base/seam.h"
#include "db/migrate.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#define QUEUE_MOST 4096
#define ATTEMPTS_MOST 6
#define WAIT_MOST_MS 15000
#define DEADLINE_MS 4000

enum job_state { JOB_QUEUED, JOB_RUNNING, JOB_DONE };
struct job {
    struct runner_attempt *attempt;
    enum job_state state;
    enum err err;
    pthread_cond_t done;
    struct job *next;
};
struct runner {
    char *url;
    enum runner_mode mode;
    enum db_engine engine;
    struct db *writer; /* SQLite: the one writer; PostgreSQL: unused */
    void *facts;
    _Atomic bool broken;
    _Atomic int64_t generation;
    /* the group commit */
    pthread_t thread;
    bool thread_runs;
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct job *first;
    struct job **last;
    size_t queued;
    bool closing;
    size_t batch_most;
    int64_t batch_longest; /* microseconds */
};

/* Each thread's own connection. One runner a process serves; tests may open several one after another. */
static _Thread_local struct {
    struct runner *runner;
    struct db *db;
    struct arena arena; /* the connection lives in it */
} own;

/* ---- connections ------------------------------------------------------------------------------ */

static enum err own_connection(struct runner *runner, struct db **out)
{
    if (own.db != NULL && own.runner == runner) {
        *out = own.db;
        return ERR_OK;
    }
    db_close(own.db);
    own.db = NULL;
    arena_reset(&own.arena);
    struct text problem = TEXT_NONE;
    enum err err = db_open(runner->url, runner->engine == DB_POSTGRES && runner->mode != RUNNER_READING ? DB_WRITE : DB_READ,
                           &own.arena, &own.db, &problem);
    if (err != ERR_OK) {
        log_write(LOG_ERROR, "connection refused: %s", problem.en == NULL ? err_info(err)->code : problem.en);
    } else {
        own.runner = runner;
        *out = own.db;
    }
    return err;
}

FALLIBLE runner_reader(struct runner *runner, struct db **out)
{
    if (runner->mode == RUNNER_INLINE && runner->engine == DB_SQLITE) {
        *out = runner->writer;
        return ERR_OK;
    }
    return own_connection(runner, out);
}

void runner_thread_done(struct runner *runner)
{
    if (own.runner == runner) {
        db_close(own.db);
        own.db = NULL;
        own.runner = NULL;
        arena_release(&own.arena);
    }
}

static void note_broken(struct runner *runner, const struct db *db)
{
    if (db != NULL && db_is_broken(db) && !atomic_exchange(&runner->broken, true)) {
        log_write(LOG_ERROR, "writing stopped: %s", db_problem(db));
    }
}

bool runner_is_broken(struct runner *runner)
{
    return atomic_load(&runner->broken);
}

int64_t runner_generation(const struct runner *runner)
{
    /* A serving process holds the writer's lock of its file. */
    return runner->engine == DB_SQLITE && runner->mode == RUNNER_SERVING ? atomic_load(&runner->generation) : -1;
}

const char *runner_url(const struct runner *runner)
{
    return runner->url;
}

/* ---- one attempt, one transaction ---------------------------------------------------------------- */

static enum err look_up(struct runner *runner, struct runner_attempt *attempt)
{
    if (attempt->look_up == NULL) {
        return ERR_UNKNOWN;
    }
    struct arena arena = {0};
    struct db *db = NULL;
    enum err err = db_open(runner->url, DB_READ, &arena, &db, NULL);
    if (err == ERR_OK) {
        err = attempt->look_up(attempt->self, db);
    }
    db_close(db);
    arena_release(&arena);
    return err == ERR_OK ? ERR_OK : err == ERR_NOT_FOUND ? ERR_RETRY : ERR_UNKNOWN;
}

static enum err attempt_once(struct runner *runner, struct db *db, struct runner_attempt *attempt)
{
    db_set_deadline(db, attempt->alone ? 0 : DEADLINE_MS);
    TRY(db_begin(db));
    enum err err = attempt->run(attempt->self, db);
    if (err != ERR_OK || attempt->dry_run) {
        db_rollback(db);
        return err;
    }
    seam_point("write.before_commit");
    err = db_commit(db);
    if (err == ERR_OK) {
        seam_point("write.after_commit");
        return ERR_OK;
    }
    if (err == ERR_UNKNOWN) {
        return look_up(runner, attempt);
    }
    db_rollback(db);
    return err;
}

static void pause_before(int attempt)
{
    uint16_t jitter = 0;
    random_bytes(&jitter, sizeof(jitter));
    struct timespec pause = {.tv_nsec = (1 + jitter % 8) * (1L << attempt) * 250000L};
    nanosleep(&pause, NULL);
}

static enum err attempt_again(struct runner *runner, struct db *db, struct runner_attempt *attempt)
{
    struct arena_mark mark = arena_mark(attempt->arena);
    enum err err = ERR_RETRY;
    for (int i = 0; i < ATTEMPTS_MOST && err == ERR_RETRY; i++) {
        if (i > 0) {
            pause_before(i);
            arena_rewind(attempt->arena, mark);
        }
        err = attempt_once(runner, db, attempt);
    }
    note_broken(runner, db);
    atomic_fetch_add(&runner->generation, 1);
    return err == ERR_RETRY ? ERR_BUSY : err;
}

/* ---- the group commit ------------------------------------------------------------------------------ */

static struct job *take(struct runner *runner, bool first_of_batch)
{
    struct job *job = runner->first;
    if (job == NULL || (job->attempt->alone && !first_of_batch)) {
        return NULL;
    }
    runner->first = job->next;
    if (runner->first == NULL) {
        runner->last = &runner->first;
    }
    runner->queued--;
    job->next = NULL;
    job->state = JOB_RUNNING;
    return job;
}

static void finish(struct runner *runner, struct job *jobs)
{
    pthread_mutex_lock(&runner->lock);
    while (jobs != NULL) {
        struct job *next = jobs->next; /* the waiter's stack holds the job: read before it wakes */
        jobs->state = JOB_DONE;
        pthread_cond_signal(&jobs->done);
        jobs = next;
    }
    pthread_mutex_unlock(&runner->lock);
}

static void fail_all(struct job *jobs, enum err err)
{
    for (struct job *job = jobs; job != NULL; job = job->next) {
        if (job->err == ERR_OK) {
            job->err = err;
        }
    }
}

/* Runs one job under a savepoint of the open transaction; false if the whole transaction is gone. */
static bool run_in_batch(struct runner *runner, struct job *job)
{
    struct db *db = runner->writer;
    struct runner_attempt *attempt = job->attempt;
    job->err = db_savepoint(db);
    if (job->err != ERR_OK) {
        return db_in_transaction(db);
    }
    job->err = attempt->run(attempt->self, db);
    if (!db_in_transaction(db)) {
        return false;
    }
    if (job->err != ERR_OK || attempt->dry_run) {
        db_rollback_savepoint(db);
        return true;
    }
    job->err = db_release(db);
    return db_in_transaction(db);
}

static void commit_batch(struct runner *runner, struct job *jobs)
{
    seam_point("batch.before_commit");
    enum err err = db_commit(runner->writer);
    if (err == ERR_UNKNOWN) {
        for (struct job *job = jobs; job != NULL; job = job->next) {
            if (job->err == ERR_OK && !job->attempt->dry_run) {
                enum err found = look_up(runner, job->attempt);
                job->err = found == ERR_RETRY ? ERR_BUSY : found;
            }
        }
    } else if (err != ERR_OK) {
        db_rollback(runner->writer);
        fail_all(jobs, err == ERR_RETRY ? ERR_BUSY : err);
    }
    seam_point("batch.after_commit");
    atomic_fetch_add(&runner->generation, 1);
}

static void run_batch(struct runner *runner, struct job *first)
{
    struct db *db = runner->writer;
    int64_t started = clock_monotonic();
    struct job *jobs = NULL;
    struct job **end = &jobs;
    size_t count = 0;
    enum err err = db_space_below(db, 2) ? ERR_DISK_FULL : db_begin(db);
    bool whole = err == ERR_OK;
    db_set_deadline(db, DEADLINE_MS);
    for (struct job *job = first; job != NULL;) {
        *end = job;
        end = &job->next;
        job->err = err;
        if (whole) {
            whole = run_in_batch(runner, job);
        }
        if (!whole || ++count >= runner->batch_most || clock_monotonic() - started >= runner->batch_longest) {
            break;
        }
        pthread_mutex_lock(&runner->lock);
        job = take(runner, false);
        pthread_mutex_unlock(&runner->lock);
    }
    if (whole) {
        commit_batch(runner, jobs);
    } else if (err == ERR_OK) {
        /* The engine rolled the whole transaction back (a full disk, an I/O error): everybody hears why. */
        enum err cause = ERR_IO;
        for (struct job *job = jobs; job != NULL; job = job->next) {
            cause = job->next == NULL && job->err != ERR_OK ? job->err : cause;
        }
        db_rollback(db);
        fail_all(jobs, cause);
    }
    note_broken(runner, db);
    finish(runner, jobs);
}

static void run_alone(struct runner *runner, struct job *job)
{
    job->err = db_space_below(runner->writer, 5) ? ERR_DISK_FULL : attempt_again(runner, runner->writer, job->attempt);
    finish(runner, job);
}

static void *writer_main(void *argument)
{
    struct runner *runner = argument;
    pthread_mutex_lock(&runner->lock);
    for (;;) {
        struct job *job = take(runner, true);
        if (job == NULL) {
            if (runner->closing) {
                break;
            }
            pthread_cond_wait(&runner->work, &runner->lock);
            continue;
        }
        pthread_mutex_unlock(&runner->lock);
        if (job->attempt->alone) {
            run_alone(runner, job);
        } else {
            run_batch(runner, job);
        }
        pthread_mutex_lock(&runner->lock);
    }
    pthread_mutex_unlock(&runner->lock);
    return NULL;
}

static void forget(struct runner *runner, struct job *job)
{
    for (struct job **at = &runner->first; *at != NULL; at = &(*at)->next) {
        if (*at == job) {
            *at = job->next;
            runner->queued--;
            break;
        }
    }
    runner->last = &runner->first;
    while (*runner->last != NULL) {
        runner->last = &(*runner->last)->next;
    }
}

static enum err enqueue(struct runner *runner, struct runner_attempt *attempt)
{
    struct job job = {.attempt = attempt, .state = JOB_QUEUED};
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&job.done, &monotonic);
    pthread_condattr_destroy(&monotonic);
    struct timespec limit;
    clock_gettime(CLOCK_MONOTONIC, &limit);
    limit.tv_sec += WAIT_MOST_MS / 1000;
    pthread_mutex_lock(&runner->lock);
    if (runner->closing || runner->queued >= QUEUE_MOST) {
        job.err = ERR_BUSY;
    } else {
        *runner->last = &job;
        runner->last = &job.next;
        runner->queued++;
        pthread_cond_signal(&runner->work);
        while (job.state != JOB_DONE) {
            int late = pthread_cond_timedwait(&job.done, &runner->lock, &limit);
            if (late != 0 && job.state == JOB_QUEUED && !attempt->alone) {
                forget(runner, &job);
                job.err = ERR_BUSY;
                break;
            }
            if (late != 0) {
                limit.tv_sec += WAIT_MOST_MS / 1000;
            }
        }
    }
    pthread_mutex_unlock(&runner->lock);
    pthread_cond_destroy(&job.done);
    return job.err;
}

/* ---- what op.c calls ---------------------------------------------------------------------------------- */

FALLIBLE runner_write(struct runner *runner, struct runner_attempt *attempt)
{
    if (atomic_load(&runner->broken)) {
        return ERR_READ_ONLY;
    }
    if (runner->mode == RUNNER_READING) {
        return ERR_LOCKED;
    }
    if (runner->engine == DB_SQLITE && runner->mode == RUNNER_SERVING) {
        return enqueue(runner, attempt);
    }
    struct db *db = runner->writer;
    if (runner->engine == DB_POSTGRES) {
        TRY(own_connection(runner, &db));
    } else if (db_space_below(db, attempt->alone ? 5 : 2)) {
        return ERR_DISK_FULL;
    }
    return attempt_again(runner, db, attempt);
}

FALLIBLE runner_read(struct runner *runner, struct runner_attempt *attempt)
{
    struct db *db;
    TRY(runner_reader(runner, &db));
    struct arena_mark mark = arena_mark(attempt->arena);
    enum err err = ERR_RETRY;
    for (int i = 0; i < ATTEMPTS_MOST && err == ERR_RETRY; i++) {
        if (i > 0) {
            pause_before(i);
            arena_rewind(attempt->arena, mark);
        }
        db_set_deadline(db, attempt->alone ? 0 : DEADLINE_MS);
        err = db_begin_read(db);
        if (err == ERR_OK) {
            err = attempt->run(attempt->self, db);
        }
        db_rollback(db);
    }
    return err == ERR_RETRY ? ERR_BUSY : err;
}

/* ---- opening and closing --------------------------------------------------------------------------------- */

static int64_t number_setting(const char *name)
{
    int64_t value = 0;
    return str_to_int(str_of(conf_get(name)), &value) && value > 0 ? value : 1;
}

/* A database of another version of the program is neither read nor written. */
static enum err check_version(struct db *db, struct text *problem)
{
    int number = 0;
    TRY(migrate_version(db, &number));
    if (number == migrate_newest()) {
        return ERR_OK;
    }
    if (problem != NULL) {
        *problem = TEXT("La base de datos es de una versión anterior del programa. Haga un respaldo y actualícela: adelante db migrate",
                        "The database is of an earlier version of the program. Back it up and upgrade it: adelante db migrate");
    }
    return ERR_OLDER;
}

FALLIBLE runner_open(const char *url, enum runner_mode mode, struct arena *arena, struct runner **out, struct text *problem)
{
    struct db *db = NULL;
    TRY(db_open(url, mode == RUNNER_READING ? DB_READ : DB_WRITE, arena, &db, problem));
    enum err err = check_version(db, problem);
    if (err != ERR_OK) {
        db_close(db);
        return err;
    }
    struct runner *runner = ARENA_NEW(arena, struct runner);
    runner->url = (char *)(uintptr_t)str_c(arena, str_of(url));
    runner->mode = mode;
    runner->engine = db_engine(db);
    runner->last = &runner->first;
    runner->batch_most = (size_t)number_setting("batch_requests");
    runner->batch_longest = number_setting("batch_microseconds");
    pthread_mutex_init(&runner->lock, NULL);
    pthread_cond_init(&runner->work, NULL);
    if (runner->engine == DB_POSTGRES || mode == RUNNER_READING) {
        db_close(own.db); /* of another runner that this thread worked for */
        own.db = db;
        own.runner = runner;
    } else {
        runner->writer = db;
        if (mode == RUNNER_SERVING) {
            if (pthread_create(&runner->thread, NULL, writer_main, runner) != 0) {
                db_close(db);
                return ERR_INTERNAL;
            }
            runner->thread_runs = true;
        }
    }
    *out = runner;
    return ERR_OK;
}

void runner_close(struct runner *runner)
{
    if (runner == NULL) {
        return;
    }
    if (runner->thread_runs) {
        pthread_mutex_lock(&runner->lock);
        runner->closing = true;
        pthread_cond_signal(&runner->work);
        pthread_mutex_unlock(&runner->lock);
        pthread_join(runner->thread, NULL);
    }
    runner_thread_done(runner);
    db_close(runner->writer);
    pthread_mutex_destroy(&runner->lock);
    pthread_cond_destroy(&runner->work);
}

void runner_set_facts(struct runner *runner, void *facts)
{
    runner->facts = facts;
}

void *runner_facts(struct runner *runner)
{
    return runner->facts;
}
