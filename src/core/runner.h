/* core/runner.h: connections, transactions and the group commit behind op_run.
 *
 * SQLite while serving: one writer thread runs the waiting writes one after another, each under a savepoint, into one
 * transaction of at most 64 of them or 2 ms, commits, and only then answers anybody. PostgreSQL, and the command line: an
 * attempt is a transaction on the calling thread's own connection, tried again on ERR_RETRY.
 *
 * Invariant: nobody is told of a write before COMMIT returned; an outcome that is not known is looked up by its request key on
 * a new connection, and said to be unknown if that fails.
 */
#ifndef ADELANTE_RUNNER_H
#define ADELANTE_RUNNER_H

#include "core/ctx.h"
#include "db/db.h"

struct call;
struct op;
struct runner;

enum runner_mode {
    RUNNER_INLINE,  /* command line: the caller's thread works on one connection */
    RUNNER_SERVING, /* SQLite: a writer thread with group commit, readers of their own; PostgreSQL: a connection a worker */
    RUNNER_READING, /* command line beside a running server: reads only */
};
/* ERR_OLDER, ERR_NEWER: the database is of another version of the program; *problem says what to do. */
FALLIBLE runner_open(const char *url, enum runner_mode mode, struct arena *arena, struct runner **out, struct text *problem);
void runner_close(struct runner *runner);
/* A connection for reading on this thread, opened on first use and kept. For results/facts and app's db commands. */
FALLIBLE runner_reader(struct runner *runner, struct db **out);
void runner_thread_done(struct runner *runner); /* closes this thread's connection */
/* True after corruption or a failed write to the disk: the serving process must stop and say so. */
bool runner_is_broken(struct runner *runner);
/* Grows with every commit; the same number twice means that nothing was written in between. -1 where other processes may write. */
int64_t runner_generation(const struct runner *runner);
const char *runner_url(const struct runner *runner);
/* Any object a room keeps for the life of the runner (the facts). */
void runner_set_facts(struct runner *runner, void *facts);
void *runner_facts(struct runner *runner);


/* For op.c: does the work of a write; see runner.c. Never called by rooms. */
struct runner_attempt {
    /* One attempt inside a transaction or savepoint. */
    enum err (*run)(void *self, struct db *db);
    /* After an unknown outcome, on a new connection: ERR_OK the write is there, ERR_NOT_FOUND it is not. */
    enum err (*look_up)(void *self, struct db *db);
    /* The arena, rewound before another attempt. */
    struct arena *arena;
    void *self;
    bool alone;    /* long: a transaction of its own, without interactive deadline */
    bool dry_run;  /* always rolled back */
};
FALLIBLE runner_write(struct runner *runner, struct runner_attempt *attempt);
FALLIBLE runner_read(struct runner *runner, struct runner_attempt *attempt);

#endif
