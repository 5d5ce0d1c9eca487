#include "exchange/import_job.h"

#include "base/secret.h"

#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define JOBS 32
#define LIFE (INT64_C(3600) * 1000000)

struct import_job {
    bool used;
    bool running;
    bool has_thread; /* not joined yet */
    pthread_t thread;
    struct runner *runner;
    struct arena arena;     /* what stays the same over its runs */
    struct arena run_arena; /* of the last run: written by its thread alone while it runs */
    struct str id;
    struct actor actor;
    enum lang lang;
    struct str dataset;
    struct str file_name;
    int fd;
    _Atomic int64_t lines; /* known better after the first pass */
    int64_t started_at;
    int64_t looked_at;
    struct import_job_options options;
    struct import_progress progress;
    enum err err;
    struct import_output output;
    struct fault fault;
    bool imported;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct import_job jobs[JOBS];

/* ---- under the lock ----------------------------------------------------------------------------- */

static void let_go(struct import_job *job)
{
    if (job->has_thread) {
        pthread_join(job->thread, NULL);
    }
    close(job->fd);
    arena_release(&job->arena);
    arena_release(&job->run_arena);
    memset(job, 0, sizeof(*job));
}

static void let_old_ones_go(void)
{
    int64_t now = clock_monotonic();
    for (size_t i = 0; i < JOBS; i++) {
        if (jobs[i].used && !jobs[i].running && now - jobs[i].looked_at > LIFE) {
            let_go(&jobs[i]);
        }
    }
}

static bool is_running_for(struct id user)
{
    for (size_t i = 0; i < JOBS; i++) {
        if (jobs[i].used && jobs[i].running && id_eq(jobs[i].actor.user, user)) {
            return true;
        }
    }
    return false;
}

/* A free place; otherwise that of the job which nobody has looked at for longest. */
static struct import_job *take_place(void)
{
    struct import_job *oldest = NULL;
    for (size_t i = 0; i < JOBS; i++) {
        if (!jobs[i].used) {
            return &jobs[i];
        }
        if (!jobs[i].running && (oldest == NULL || jobs[i].looked_at < oldest->looked_at)) {
            oldest = &jobs[i];
        }
    }
    if (oldest != NULL) {
        let_go(oldest);
    }
    return oldest;
}

static struct import_job *find(struct actor actor, struct str id)
{
    for (size_t i = 0; i < JOBS; i++) {
        if (jobs[i].used && str_eq(jobs[i].id, id) && id_eq(jobs[i].actor.user, actor.user)) {
            jobs[i].looked_at = clock_monotonic();
            return &jobs[i];
        }
    }
    return NULL;
}

/* ---- the work ------------------------------------------------------------------------------------- */

/* How many lines the file has: for the bar alone. 0 for a workbook, whose rows nobody knows before it is read. */
static int64_t count_lines(int fd)
{
    struct stat stat;
    if (fstat(fd, &stat) != 0 || stat.st_size < 4) {
        return 0;
    }
    const char *bytes = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED) {
        return 0;
    }
    int64_t lines = 0;
    if (memcmp(bytes, "PK\003\004", 4) != 0) {
        const char *end = bytes + stat.st_size;
        for (const char *at = bytes; at < end; lines++) {
            const char *next = memchr(at, '\n', (size_t)(end - at));
            at = next == NULL ? end : next + 1;
        }
    }
    munmap((void *)(uintptr_t)bytes, (size_t)stat.st_size);
    return lines;
}

struct str import_job_key(struct arena *arena, struct str id)
{
    return str_format(arena, "import-" STR_FMT, STR_ARG(id));
}

static enum err run_op(struct import_job *job, const char *name, const struct import_input *in, bool dry_run,
                       struct import_output *out)
{
    struct call call = {
        .arena = &job->run_arena,
        .actor = job->actor,
        .lang = job->lang,
        .dry_run = dry_run,
        .fault = {.arena = &job->run_arena},
    };
    if (!dry_run && job->options.for_real && op_find(str_of(name))->kind == OP_WRITE) {
        call.request_id = import_job_key(&job->run_arena, job->id);
        call.body_hash = hash_of(job->id);
    }
    shape_clear(&import_output_shape, out);
    enum err err = op_run(job->runner, &call, op_find(str_of(name)), in, out);
    job->fault = call.fault;
    return err;
}

/* First what each row says by itself, which holds nobody up; then, if that is well, all of it in one transaction. */
static void *work(void *self)
{
    struct import_job *job = self;
    const struct import_job_options *options = &job->options;
    struct import_input in;
    shape_clear(&import_input_shape, &in);
    in.dataset = job->dataset;
    in.path = str_format(&job->run_arena, "/proc/self/fd/%d", job->fd);
    in.name = job->file_name;
    in.encoding = options->encoding;
    in.delimiter = options->delimiter;
    in.decimal = options->decimal;
    in.sheet = options->sheet;
    in.mapping = options->mapping;
    in.constants = options->constants;
    in.update = str_eq(options->existing, S("update")) ? ANSWER_YES : ANSWER_NO;
    in.keep = str_eq(options->existing, S("keep")) ? ANSWER_YES : ANSWER_NO;
    in.progress = &job->progress;
    struct import_output output;
    enum err err = run_op(job, "import.check", &in, false, &output);
    if (err == ERR_OK) {
        atomic_store(&job->lines, output.rows);
        err = run_op(job, "import.run", &in, !options->for_real, &output);
    }
    runner_thread_done(job->runner);
    pthread_mutex_lock(&lock);
    job->err = err;
    job->output = output;
    job->imported = err == ERR_OK && options->for_real;
    job->running = false;
    job->looked_at = clock_monotonic();
    pthread_mutex_unlock(&lock);
    return NULL;
}

static struct import_job_options copy_options(struct arena *arena, struct import_job_options options)
{
    options.encoding = str_copy(arena, options.encoding);
    options.delimiter = str_copy(arena, options.delimiter);
    options.decimal = str_copy(arena, options.decimal);
    options.sheet = str_copy(arena, options.sheet);
    options.mapping = str_copy(arena, options.mapping);
    options.constants = str_copy(arena, options.constants);
    options.existing = str_copy(arena, options.existing);
    return options;
}

static enum err begin(struct import_job *job, struct import_job_options options)
{
    if (job->has_thread) {
        pthread_join(job->thread, NULL);
        job->has_thread = false;
    }
    arena_reset(&job->run_arena);
    job->options = copy_options(&job->run_arena, options);
    job->fault = (struct fault){.arena = &job->run_arena};
    shape_clear(&import_output_shape, &job->output);
    job->err = ERR_OK;
    atomic_store(&job->progress.rows, 0);
    atomic_store(&job->progress.pass, 1);
    atomic_store(&job->progress.faults, 0);
    job->started_at = clock_now();
    job->looked_at = clock_monotonic();
    job->running = true;
    if (pthread_create(&job->thread, NULL, work, job) != 0) {
        job->running = false;
        job->err = ERR_BUSY;
        return ERR_BUSY;
    }
    job->has_thread = true;
    return ERR_OK;
}

/* ---- what pages call --------------------------------------------------------------------------------- */

FALLIBLE import_job_start(struct runner *runner, struct arena *arena, struct actor actor, enum lang lang, struct str dataset,
                          struct str file_name, int fd, struct import_job_options options, struct str *id)
{
    int64_t lines = count_lines(fd);
    pthread_mutex_lock(&lock);
    let_old_ones_go();
    struct import_job *job = is_running_for(actor.user) ? NULL : take_place();
    if (job == NULL) {
        pthread_mutex_unlock(&lock);
        close(fd);
        return ERR_BUSY;
    }
    job->used = true;
    job->runner = runner;
    job->lang = lang;
    job->fd = fd;
    atomic_store(&job->lines, lines);
    job->actor = actor;
    job->actor.name = str_copy(&job->arena, actor.name);
    job->actor.origin = S("import");
    job->dataset = str_copy(&job->arena, dataset);
    job->file_name = str_copy(&job->arena, file_name);
    job->id = token_new(&job->arena, S(""), 16);
    *id = str_copy(arena, job->id);
    enum err err = begin(job, options);
    if (err != ERR_OK) {
        let_go(job);
    }
    pthread_mutex_unlock(&lock);
    return err;
}

FALLIBLE import_job_again(struct runner *runner, struct actor actor, struct str id, struct import_job_options options)
{
    pthread_mutex_lock(&lock);
    struct import_job *job = find(actor, id);
    enum err err = job == NULL ? ERR_NOT_FOUND : ERR_OK;
    if (job != NULL && !job->running && !job->imported) {
        assert(job->runner == runner);
        err = is_running_for(actor.user) ? ERR_BUSY : begin(job, options);
    }
    pthread_mutex_unlock(&lock);
    return err;
}

static int percent_of(struct import_job *job, int pass, int64_t rows)
{
    int64_t lines = atomic_load(&job->lines);
    if (lines <= 0) {
        return pass > 1 ? 50 : 5;
    }
    int64_t done = rows > lines ? lines : rows;
    return pass > 1 ? 40 + (int)(done * 59 / lines) : (int)(done * 40 / lines);
}

/* The options are written before the job runs and the rest after: only the progress moves meanwhile. */
static void view_of(struct arena *arena, struct import_job *job, bool with_faults, struct import_job_view *out)
{
    *out = (struct import_job_view){
        .id = str_copy(arena, job->id),
        .dataset = str_copy(arena, job->dataset),
        .file_name = str_copy(arena, job->file_name),
        .options = copy_options(arena, job->options),
        .started_at = job->started_at,
        .running = job->running,
        .imported = job->imported,
        .fault = {.arena = arena},
    };
    shape_clear(&import_output_shape, &out->output);
    if (job->running) {
        out->pass = atomic_load(&job->progress.pass);
        out->rows = atomic_load(&job->progress.rows);
        out->percent = percent_of(job, out->pass, out->rows);
        return;
    }
    out->err = job->err;
    out->output = job->output;
    out->output.dataset = out->dataset;
    out->output.file = str_copy(arena, job->output.file);
    out->output.sha256 = str_copy(arena, job->output.sha256);
    out->opened = job->output.found.es != NULL;
    if (out->opened) {
        out->output.found = (struct text){str_c(arena, str_of(job->output.found.es)), str_c(arena, str_of(job->output.found.en))};
    }
    if (job->output.notices.es != NULL) {
        out->output.notices = (struct text){str_c(arena, str_of(job->output.notices.es)), str_c(arena, str_of(job->output.notices.en))};
    }
    if (with_faults) {
        fault_append(&out->fault, &job->fault);
        out->fault.total = job->fault.total;
    }
}

FALLIBLE import_job_look(struct arena *arena, struct actor actor, struct str id, struct import_job_view *out)
{
    pthread_mutex_lock(&lock);
    struct import_job *job = find(actor, id);
    if (job != NULL) {
        view_of(arena, job, true, out);
    }
    pthread_mutex_unlock(&lock);
    return job == NULL ? ERR_NOT_FOUND : ERR_OK;
}

FALLIBLE import_job_file(struct actor actor, struct str id, int *fd)
{
    pthread_mutex_lock(&lock);
    struct import_job *job = find(actor, id);
    *fd = job == NULL ? -1 : fcntl(job->fd, F_DUPFD_CLOEXEC, 3);
    pthread_mutex_unlock(&lock);
    return job == NULL ? ERR_NOT_FOUND : *fd < 0 ? ERR_IO : ERR_OK;
}

size_t import_job_list(struct arena *arena, struct actor actor, struct import_job_view **out)
{
    *out = ARENA_ARRAY(arena, struct import_job_view, JOBS);
    size_t count = 0;
    pthread_mutex_lock(&lock);
    let_old_ones_go();
    for (size_t i = 0; i < JOBS; i++) {
        if (!jobs[i].used || !id_eq(jobs[i].actor.user, actor.user)) {
            continue;
        }
        size_t at = count++;
        while (at > 0 && (*out)[at - 1].started_at < jobs[i].started_at) {
            (*out)[at] = (*out)[at - 1];
            at--;
        }
        view_of(arena, &jobs[i], false, &(*out)[at]);
    }
    pthread_mutex_unlock(&lock);
    return count;
}

void import_job_end_all(void)
{
    for (size_t i = 0; i < JOBS; i++) {
        /* Joined without the lock, which the job's last step takes. */
        if (jobs[i].used && jobs[i].has_thread) {
            pthread_join(jobs[i].thread, NULL);
            jobs[i].has_thread = false;
        }
        if (jobs[i].used) {
            let_go(&jobs[i]);
        }
    }
}
