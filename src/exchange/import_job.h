/* exchange/import_job.h: imports that run in the background of the serving process, for whoever watches them.
 *
 * A job keeps its file (an open, unlinked one), so that a dry run can be followed by the real one without sending it again.
 * Jobs live in memory: a job that ended goes an hour after it was last looked at; a restart forgets all of them. What became of one
 * is known all the same: an import that was committed stands under the job's request key (import.outcome), and one that was not
 * has changed nothing.
 *
 * Invariants: a job is seen by the user who started it alone; one of a user's jobs runs at a time; a job that has imported
 * its file for real never does so again.
 */
#ifndef ADELANTE_IMPORT_JOB_H
#define ADELANTE_IMPORT_JOB_H

#include "exchange/import.h"

struct import_job_options {
    struct str encoding;  /* empty: to be recognised */
    struct str delimiter;
    struct str decimal;
    struct str sheet;
    struct str mapping;   /* code of an import_mapping; empty: none */
    struct str constants; /* as import_input takes them */
    struct str existing;  /* what becomes of records that exist: refuse (or empty), update, keep */
    bool for_real;        /* otherwise a dry run: everything is done, and taken back */
};
/* What it looks like now; all texts in the caller's arena. */
struct import_job_view {
    struct str id;
    struct str dataset;
    struct str file_name;
    struct import_job_options options;
    int64_t started_at;
    bool running;
    int percent;      /* while it runs: 0 to 99 */
    int pass;         /* 1 checking, 2 applying */
    int64_t rows;     /* read so far in this pass */
    enum err err;     /* when it has ended */
    struct import_output output;
    struct fault fault;
    bool opened;      /* the file could be read as a table; if not, an encoding, a delimiter … may have to be named */
    bool imported;    /* for real, and well */
};

/* Takes over fd (closed when the job goes, or here on failure). ERR_BUSY: the user's other job is still running, or there are too
 * many of them. id: in the caller's arena. */
FALLIBLE import_job_start(struct runner *runner, struct arena *arena, struct actor actor, enum lang lang, struct str dataset,
                          struct str file_name, int fd, struct import_job_options options, struct str *id);
/* Runs the same file again: with other options, or for real. Nothing is done if it runs already or has been imported.
 * ERR_NOT_FOUND: no such job of this user. */
FALLIBLE import_job_again(struct runner *runner, struct actor actor, struct str id, struct import_job_options options);
/* ERR_NOT_FOUND. */
FALLIBLE import_job_look(struct arena *arena, struct actor actor, struct str id, struct import_job_view *out);
/* Its file once more, for looking at its columns: a descriptor of the caller's own. ERR_NOT_FOUND. */
FALLIBLE import_job_file(struct actor actor, struct str id, int *fd);
/* The user's jobs, newest first, without their faults. */
size_t import_job_list(struct arena *arena, struct actor actor, struct import_job_view **out);
/* The request key of a job's real import. */
struct str import_job_key(struct arena *arena, struct str id);
/* Waits for those that run and lets all of them go: before the runner is closed. */
void import_job_end_all(void);

#endif
