#include "format/sandbox.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

#define CPU_SECONDS 20
#define MEMORY ((rlim_t)512 * 1024 * 1024)
#define STALL_MS 30000
#define PIPE_BUFFER ((size_t)64 * 1024)
#define FRAME_LIMIT ((uint32_t)4 * 1024 * 1024)
#define FRAME_HEAD 5
#define DATA_PIECE ((size_t)512 * 1024)

/* A frame is a kind, a length in four bytes (least first) and that many bytes. Numbers in it are written alike, texts with their
 * length in front. */
enum frame {
    FRAME_SHEET = 'S',   /* name: reading begins */
    FRAME_ROW = 'R',     /* number, count, then kind and text of each cell */
    FRAME_PROBLEM = 'P', /* error, place, column, value, rule and remedy; another row follows only after ERR_INVALID */
    FRAME_END = 'E',
    FRAME_MEDIA = 'M',   /* kind, width, height, pages, position, length: a file of evidence, whose bytes follow */
    FRAME_DATA = 'D',    /* a part of them */
};

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

static const char *program = "/proc/self/exe";

void sandbox_set_program(const char *path)
{
    program = path == NULL ? "/proc/self/exe" : path;
}

FALLIBLE sandbox_pick_sheet(struct arena *arena, const struct xlsx *xlsx, struct str name, size_t *out, struct problem *problem)
{
    struct buf names = BUF(arena);
    size_t shown = 0;
    for (size_t i = 0; i < xlsx_sheet_count(xlsx); i++) {
        if (name.len > 0 ? str_eq(xlsx_sheet_name(xlsx, i), name) : !xlsx_sheet_is_hidden(xlsx, i)) {
            *out = i;
            shown++;
        }
        if (names.len < 1000) {
            buf_format(&names, "%s" STR_FMT, i > 0 ? ", " : "", STR_ARG(xlsx_sheet_name(xlsx, i)));
        }
    }
    if (shown == 1) {
        return ERR_OK;
    }
    const char *list = str_c(arena, buf_str(&names));
    *problem = (struct problem){
        .value = str_copy(arena, str_slice(name, 0, 200)),
        .rule = name.len > 0 ? text_format(arena, TEXT("El libro no tiene esa hoja; tiene: %s.", "The workbook has no such sheet; it has: %s."), list)
                             : text_format(arena, TEXT("El libro tiene varias hojas: %s.", "The workbook has several sheets: %s."), list),
        .remedy = TEXT("Indique el nombre de la hoja (--sheet).", "Name the sheet (--sheet)."),
    };
    return ERR_INVALID;
}

/* ---- the child: writing ------------------------------------------------------------------------ */

struct child {
    struct arena arena;
    struct arena row_arena;
    struct buf frame;
    char kind;
    size_t waiting; /* bytes in `pending` */
    char pending[PIPE_BUFFER];
};

static void child_write(const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t done = write(STDOUT_FILENO, bytes, len);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            _exit(1); /* the parent has gone */
        }
        bytes += done;
        len -= (size_t)done;
    }
}

static void child_flush(struct child *child)
{
    child_write(child->pending, child->waiting);
    child->waiting = 0;
}

static void put_number(struct buf *frame, uint64_t value, unsigned bytes)
{
    char least_first[8];
    for (unsigned i = 0; i < bytes; i++) {
        least_first[i] = (char)(unsigned char)(value >> (8 * i));
    }
    buf_put(frame, (struct str){least_first, bytes});
}

static void put_text(struct buf *frame, struct str text)
{
    put_number(frame, text.len, 4);
    buf_put(frame, text);
}

static void frame_begin(struct child *child, enum frame kind)
{
    arena_reset(&child->row_arena);
    child->frame = BUF(&child->row_arena);
    child->kind = (char)kind;
}

static void frame_end(struct child *child)
{
    char head[FRAME_HEAD] = {child->kind};
    struct str body = child->frame.len == 0 ? S("") : buf_str(&child->frame);
    assert(body.len <= FRAME_LIMIT);
    for (unsigned i = 0; i < 4; i++) {
        head[1 + i] = (char)(unsigned char)(body.len >> (8 * i));
    }
    if (child->waiting + FRAME_HEAD + body.len > PIPE_BUFFER) {
        child_flush(child);
    }
    if (FRAME_HEAD + body.len > PIPE_BUFFER) {
        child_write(head, FRAME_HEAD);
        child_write(body.ptr, body.len);
        return;
    }
    memcpy(child->pending + child->waiting, head, FRAME_HEAD);
    memcpy(child->pending + child->waiting + FRAME_HEAD, body.ptr, body.len);
    child->waiting += FRAME_HEAD + body.len;
}

static void send_problem(struct child *child, enum err err, const struct problem *problem)
{
    frame_begin(child, FRAME_PROBLEM);
    put_number(&child->frame, (uint64_t)err, 4);
    put_text(&child->frame, problem->place);
    put_text(&child->frame, problem->column);
    put_number(&child->frame, problem->value.ptr != NULL, 1);
    put_text(&child->frame, problem->value);
    put_text(&child->frame, str_of(problem->rule.es));
    put_text(&child->frame, str_of(problem->rule.en));
    put_text(&child->frame, str_of(problem->remedy.es));
    put_text(&child->frame, str_of(problem->remedy.en));
    frame_end(child);
}

static void send_sheet(struct child *child, struct str name)
{
    frame_begin(child, FRAME_SHEET);
    put_text(&child->frame, name);
    frame_end(child);
    child_flush(child);
}

/* ---- the child: reading ------------------------------------------------------------------------ */

static enum err child_xlsx(struct child *child, struct str sheet_name, struct problem *problem)
{
    struct stat status;
    struct xlsx *xlsx;
    size_t sheet;
    if (fstat(STDIN_FILENO, &status) != 0 || status.st_size > XLSX_FILE_LIMIT || status.st_size <= 0) {
        problem->rule = TEXT("Un libro puede tener hasta 50 MiB, y no puede estar vacío.",
                             "A workbook may have up to 50 MiB, and cannot be empty.");
        problem->remedy = TEXT("Divida los datos en varios archivos, o guarde la hoja como CSV UTF-8.",
                               "Split the data into several files, or save the sheet as CSV UTF-8.");
        return ERR_TOO_LARGE;
    }
    size_t len = (size_t)status.st_size;
    char *bytes = mmap(NULL, len, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    if (bytes == MAP_FAILED) {
        return ERR_IO;
    }
    TRY(xlsx_open(&child->arena, (struct str){bytes, len}, &xlsx, problem));
    TRY(sandbox_pick_sheet(&child->arena, xlsx, sheet_name, &sheet, problem));
    TRY(xlsx_start(xlsx, sheet, problem));
    send_sheet(child, xlsx_sheet_name(xlsx, sheet));
    for (;;) {
        struct xlsx_row row;
        bool found;
        TRY(xlsx_next(xlsx, &row, &found, problem));
        if (!found) {
            return ERR_OK;
        }
        frame_begin(child, FRAME_ROW);
        put_number(&child->frame, (uint64_t)row.number, 8);
        put_number(&child->frame, row.len, 4);
        for (size_t i = 0; i < row.len; i++) {
            put_number(&child->frame, row.cells[i].kind, 1);
            put_text(&child->frame, row.cells[i].text);
        }
        frame_end(child);
    }
}

static void send_csv_row(struct child *child, const struct csv_row *row)
{
    frame_begin(child, FRAME_ROW);
    put_number(&child->frame, (uint64_t)row->line, 8);
    put_number(&child->frame, row->len, 4);
    for (size_t i = 0; i < row->len; i++) {
        put_number(&child->frame, row->cells[i].len == 0 ? XLSX_BLANK : XLSX_TEXT, 1);
        put_text(&child->frame, row->cells[i]);
    }
    frame_end(child);
}

static enum err child_csv(struct child *child, struct csv_options options, struct problem *problem)
{
    int fd = STDIN_FILENO;
    struct csv_reader *reader = csv_open(&child->arena, csv_source_fd, &fd, options);
    struct csv_row row;
    TRY(csv_header(reader, &row, problem));
    send_sheet(child, S(""));
    bool found = true;
    while (found) {
        send_csv_row(child, &row);
        enum err err;
        while ((err = csv_next(reader, &row, &found, problem)) == ERR_INVALID) {
            send_problem(child, err, problem);
        }
        TRY(err);
    }
    return ERR_OK;
}

static enum err child_media(struct child *child, struct problem *problem)
{
    struct stat status;
    struct media media;
    if (fstat(STDIN_FILENO, &status) != 0 || status.st_size > SANDBOX_MEDIA_LIMIT) {
        return ERR_TOO_LARGE;
    }
    size_t len = (size_t)status.st_size;
    char *bytes = len == 0 ? NULL : mmap(NULL, len, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    if (bytes == MAP_FAILED) {
        return ERR_IO;
    }
    TRY(media_read(&child->arena, bytes == NULL ? S("") : (struct str){bytes, len}, &media, problem));
    frame_begin(child, FRAME_MEDIA);
    put_number(&child->frame, media.kind, 1);
    put_number(&child->frame, (uint64_t)media.width, 8);
    put_number(&child->frame, (uint64_t)media.height, 8);
    put_number(&child->frame, (uint64_t)media.pages, 8);
    put_number(&child->frame, media.had_position, 1);
    put_number(&child->frame, media.bytes.len, 8);
    frame_end(child);
    for (size_t at = 0; at < media.bytes.len; at += DATA_PIECE) {
        frame_begin(child, FRAME_DATA);
        buf_put(&child->frame, str_slice(media.bytes, at, at + DATA_PIECE));
        frame_end(child);
    }
    return ERR_OK;
}

/* ---- the child: confinement -------------------------------------------------------------------- */

static void limit(int resource, rlim_t soft, rlim_t hard)
{
    struct rlimit value = {soft, hard};
    if (setrlimit((__rlimit_resource_t)resource, &value) != 0) {
        _exit(3);
    }
}

#if (defined(__x86_64__) || defined(__aarch64__)) && !SANITIZED
#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif
#define ALLOW(call) \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

/* What reading, writing and memory need. Anything else fails with EPERM, as libraries ask for this and that (urandom, locale) and
 * do without. */
static void filter_system_calls(void)
{
    struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        ALLOW(SYS_read),
        ALLOW(SYS_write),
        ALLOW(SYS_brk),
        ALLOW(SYS_mmap),
        ALLOW(SYS_munmap),
        ALLOW(SYS_mremap),
        ALLOW(SYS_madvise),
        ALLOW(SYS_mprotect),
        ALLOW(SYS_futex),
        ALLOW(SYS_lseek),
        ALLOW(SYS_fstat),
        ALLOW(SYS_newfstatat),
        ALLOW(SYS_getrandom),
        ALLOW(SYS_getpid),
        ALLOW(SYS_clock_gettime),
        ALLOW(SYS_rt_sigreturn),
        ALLOW(SYS_restart_syscall),
        ALLOW(SYS_exit),
        ALLOW(SYS_exit_group),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    };
    struct sock_fprog filter = {COUNT_OF(rules), rules};
    /* A kernel without seccomp still has the other limits. */
    (void)prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0);
}
#else
static void filter_system_calls(void)
{
}
#endif

void sandbox_confine(bool limit_time)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        _exit(3);
    }
    limit(RLIMIT_CORE, 0, 0);
    limit(RLIMIT_FSIZE, 0, 0);
    limit(RLIMIT_NOFILE, 3, 3);
    /* A CSV may be of any length and is read in constant memory: its time is bounded by who reads the rows. */
    if (limit_time) {
        limit(RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS + 1);
    }
    if (!SANITIZED) {
        limit(RLIMIT_AS, MEMORY, MEMORY);
    }
    filter_system_calls();
}

/* argv: program, --read-sheet, xlsx, sheet name | csv, name, encoding, delimiter, guard | media. */
int sandbox_main(int argc, char **argv)
{
    static struct child child;
    struct problem problem = {0};
    enum err err;
    bool is_xlsx = argc == 4 && strcmp(argv[2], "xlsx") == 0;
    bool is_csv = argc == 7 && strcmp(argv[2], "csv") == 0;
    bool is_media = argc == 3 && strcmp(argv[2], "media") == 0;
    if (!is_xlsx && !is_csv && !is_media) {
        return 2;
    }
    sandbox_confine(!is_csv);
    if (is_media) {
        err = child_media(&child, &problem);
    } else if (is_xlsx) {
        err = child_xlsx(&child, str_of(argv[3]), &problem);
    } else {
        err = child_csv(&child,
                        (struct csv_options){.name = str_of(argv[3]),
                                             .encoding = argv[4][0] == 'w' ? CSV_WINDOWS_1252 : CSV_UTF8,
                                             .delimiter = argv[5][0],
                                             .unguard = argv[6][0] == 'u'},
                        &problem);
    }
    if (err != ERR_OK) {
        send_problem(&child, err, &problem);
    } else {
        frame_begin(&child, FRAME_END);
        frame_end(&child);
    }
    child_flush(&child);
    _exit(0);
}

/* ---- the parent -------------------------------------------------------------------------------- */

struct sandbox {
    struct arena *arena;
    pid_t child;
    int pipe;
    char *buffer; /* PIPE_BUFFER + FRAME_LIMIT bytes at most, grown as frames need */
    size_t cap;
    size_t start;
    size_t end;
    struct xlsx_cell cells[XLSX_CELL_LIMIT];
    enum err ended;
    bool is_done;
    struct problem last;
};

static enum err broken(struct sandbox *sandbox, struct problem *problem)
{
    sandbox->ended = ERR_MALFORMED;
    sandbox->last = (struct problem){
        .rule = TEXT("El archivo no se pudo leer: está dañado, o leerlo pide demasiado tiempo o memoria.",
                     "The file could not be read: it is damaged, or reading it takes too much time or memory."),
        .remedy = TEXT("Copie los datos a un libro nuevo y guárdelo, o guarde la hoja como CSV UTF-8.",
                       "Copy the data to a new workbook and save it, or save the sheet as CSV UTF-8."),
    };
    *problem = sandbox->last;
    return ERR_MALFORMED;
}

static FALLIBLE spawn(struct sandbox *sandbox, const struct sandbox_request *request, int output)
{
    struct arena *arena = sandbox->arena;
    char delimiter[2] = {request->csv.delimiter == 0 ? ',' : request->csv.delimiter, '\0'};
    const char *xlsx_arguments[] = {"adelante", SANDBOX_ARGUMENT, "xlsx", str_c(arena, request->sheet), NULL};
    const char *csv_arguments[] = {"adelante", SANDBOX_ARGUMENT, "csv", str_c(arena, request->name),
                                   request->csv.encoding == CSV_WINDOWS_1252 ? "w" : "u", delimiter,
                                   request->csv.unguard ? "u" : "-", NULL};
    const char *media_arguments[] = {"adelante", SANDBOX_ARGUMENT, "media", NULL};
    const char **arguments = request->is_media ? media_arguments : request->is_xlsx ? xlsx_arguments : csv_arguments;
    /* The zone spares libzip a look at /etc/localtime for each entry. */
    const char *const environment[] = {"TZ=UTC0", NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    int bad = posix_spawn_file_actions_adddup2(&actions, request->fd, STDIN_FILENO) |
              posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO) |
              posix_spawn_file_actions_addclosefrom_np(&actions, 3) |
              posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) |
              posix_spawnattr_setsigmask(&attributes, &none) | posix_spawnattr_setsigdefault(&attributes, &all);
    if (bad == 0) {
        bad = posix_spawn(&sandbox->child, program, &actions, &attributes, (char *const *)(uintptr_t)arguments,
                          (char *const *)(uintptr_t)environment);
    }
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return bad == 0 ? ERR_OK : ERR_IO;
}

/* Makes sure that `len` bytes of the stream lie at buffer + start. False: the child has gone or stalled. */
static bool receive(struct sandbox *sandbox, size_t len)
{
    if (sandbox->end - sandbox->start >= len) {
        return true;
    }
    if (sandbox->start > 0) {
        memmove(sandbox->buffer, sandbox->buffer + sandbox->start, sandbox->end - sandbox->start);
        sandbox->end -= sandbox->start;
        sandbox->start = 0;
    }
    if (len > sandbox->cap) {
        char *more = arena_alloc(sandbox->arena, len + PIPE_BUFFER);
        memcpy(more, sandbox->buffer, sandbox->end);
        sandbox->buffer = more;
        sandbox->cap = len + PIPE_BUFFER;
    }
    while (sandbox->end < len) {
        struct pollfd wait = {.fd = sandbox->pipe, .events = POLLIN};
        int ready = poll(&wait, 1, STALL_MS);
        if (ready < 0 && errno == EINTR) {
            continue;
        }
        ssize_t got = ready <= 0 ? 0 : read(sandbox->pipe, sandbox->buffer + sandbox->end, sandbox->cap - sandbox->end);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        sandbox->end += (size_t)got;
    }
    return true;
}

/* What is left of a frame; reading beyond its end gives zeros and sets is_short. */
struct body {
    const char *at;
    size_t left;
    bool is_short;
};

static uint64_t take_number(struct body *body, unsigned bytes)
{
    uint64_t value = 0;
    if (body->left < bytes) {
        body->is_short = true;
        return 0;
    }
    for (unsigned i = 0; i < bytes; i++) {
        value |= (uint64_t)(unsigned char)body->at[i] << (8 * i);
    }
    body->at += bytes;
    body->left -= bytes;
    return value;
}

static struct str take_text(struct body *body)
{
    size_t len = (size_t)take_number(body, 4);
    if (body->is_short || len > body->left) {
        body->is_short = true;
        return S("");
    }
    struct str text = {body->at, len};
    body->at += len;
    body->left -= len;
    return text;
}

static FALLIBLE next_frame(struct sandbox *sandbox, char *kind, struct body *body, struct problem *problem)
{
    if (!receive(sandbox, FRAME_HEAD)) {
        return broken(sandbox, problem);
    }
    struct body head = {sandbox->buffer + sandbox->start, FRAME_HEAD, false};
    *kind = (char)take_number(&head, 1);
    size_t len = (size_t)take_number(&head, 4);
    if (len > FRAME_LIMIT || !receive(sandbox, FRAME_HEAD + len)) {
        return broken(sandbox, problem);
    }
    *body = (struct body){sandbox->buffer + sandbox->start + FRAME_HEAD, len, false};
    sandbox->start += FRAME_HEAD + len;
    return ERR_OK;
}

static enum err take_problem(struct sandbox *sandbox, struct body *body, struct problem *problem)
{
    struct arena *arena = sandbox->arena;
    uint64_t err = take_number(body, 4);
    struct problem sent = {0};
    sent.place = str_copy(arena, take_text(body));
    sent.column = str_copy(arena, take_text(body));
    bool has_value = take_number(body, 1) != 0;
    sent.value = str_copy(arena, take_text(body));
    sent.value = has_value ? sent.value : STR_NONE;
    sent.rule.es = str_c(arena, take_text(body));
    sent.rule.en = str_c(arena, take_text(body));
    sent.remedy.es = str_c(arena, take_text(body));
    sent.remedy.en = str_c(arena, take_text(body));
    if (body->is_short || err == ERR_OK || err >= ERR_COUNT || sent.rule.es[0] == '\0') {
        return broken(sandbox, problem);
    }
    *problem = sent;
    if (err != ERR_INVALID) {
        sandbox->ended = (enum err)err;
        sandbox->last = sent;
    }
    return (enum err)err;
}

/* The child at work on the file. sandbox_close is due after success only. */
static FALLIBLE start(struct arena *arena, struct sandbox_request request, struct sandbox **out, struct problem *problem)
{
    int ends[2];
    struct sandbox *sandbox = ARENA_NEW(arena, struct sandbox);
    sandbox->arena = arena;
    sandbox->cap = PIPE_BUFFER;
    sandbox->buffer = arena_alloc(arena, sandbox->cap);
    /* Above the standard descriptors, so that none of them is overwritten before it is passed on. */
    int file = fcntl(request.fd, F_DUPFD_CLOEXEC, 3);
    if (file < 0 || lseek(file, 0, SEEK_SET) < 0 || pipe2(ends, O_CLOEXEC) != 0) {
        if (file >= 0) {
            close(file);
        }
        (void)broken(sandbox, problem);
        return ERR_IO;
    }
    request.fd = file;
    int output = fcntl(ends[1], F_DUPFD_CLOEXEC, 3);
    close(ends[1]);
    enum err err = output < 0 ? ERR_IO : spawn(sandbox, &request, output);
    close(file);
    if (output >= 0) {
        close(output);
    }
    sandbox->pipe = ends[0];
    if (err != ERR_OK) {
        close(ends[0]);
        (void)broken(sandbox, problem);
        return err;
    }
    *out = sandbox;
    return ERR_OK;
}

FALLIBLE sandbox_open(struct arena *arena, struct sandbox_request request, struct sandbox **out, struct str *sheet_name,
                      struct problem *problem)
{
    char kind;
    struct body body;
    struct sandbox *sandbox;
    TRY(start(arena, request, &sandbox, problem));
    enum err err = next_frame(sandbox, &kind, &body, problem);
    if (err == ERR_OK && kind == FRAME_PROBLEM) {
        err = take_problem(sandbox, &body, problem);
    } else if (err == ERR_OK && kind == FRAME_SHEET) {
        *sheet_name = str_copy(arena, take_text(&body));
    } else if (err == ERR_OK) {
        err = broken(sandbox, problem);
    }
    if (err != ERR_OK) {
        sandbox_close(sandbox);
        return err;
    }
    *out = sandbox;
    return ERR_OK;
}

/* The cleaned file, of which the child has said how long it is. */
static FALLIBLE take_data(struct sandbox *sandbox, size_t len, struct str *out, struct problem *problem)
{
    struct buf bytes = BUF(sandbox->arena);
    buf_room(&bytes, len + 1);
    while (bytes.len < len) {
        char kind;
        struct body body;
        TRY(next_frame(sandbox, &kind, &body, problem));
        if (kind != FRAME_DATA || body.left == 0 || body.left > len - bytes.len) {
            return broken(sandbox, problem);
        }
        buf_put(&bytes, (struct str){body.at, body.left});
    }
    *out = buf_str(&bytes);
    return ERR_OK;
}

static FALLIBLE take_media(struct sandbox *sandbox, struct media *out, struct problem *problem)
{
    char kind;
    struct body body;
    TRY(next_frame(sandbox, &kind, &body, problem));
    if (kind == FRAME_PROBLEM) {
        return take_problem(sandbox, &body, problem);
    }
    *out = (struct media){.kind = MEDIA_NONE};
    uint64_t found = take_number(&body, 1);
    out->width = (int64_t)take_number(&body, 8);
    out->height = (int64_t)take_number(&body, 8);
    out->pages = (int64_t)take_number(&body, 8);
    out->had_position = take_number(&body, 1) != 0;
    uint64_t len = take_number(&body, 8);
    if (kind != FRAME_MEDIA || body.is_short || body.left > 0 || found == MEDIA_NONE || found >= MEDIA_KIND_COUNT ||
        len > (uint64_t)SANDBOX_MEDIA_LIMIT) {
        return broken(sandbox, problem);
    }
    out->kind = (enum media_kind)found;
    return take_data(sandbox, (size_t)len, &out->bytes, problem);
}

FALLIBLE sandbox_media(struct arena *arena, int fd, struct media *out, struct problem *problem)
{
    struct sandbox *sandbox;
    TRY(start(arena, (struct sandbox_request){.fd = fd, .is_media = true}, &sandbox, problem));
    enum err err = take_media(sandbox, out, problem);
    sandbox_close(sandbox);
    if (err != ERR_OK && err != ERR_INVALID) {
        *problem = (struct problem){
            .rule = TEXT("El archivo no se pudo revisar: está dañado, o revisarlo pide demasiado tiempo o memoria.",
                         "The file could not be looked into: it is damaged, or that takes too much time or memory."),
            .remedy = TEXT("Imprímalo como PDF, o tome una foto, y envíe eso.", "Print it to PDF, or take a photo, and send that."),
        };
    }
    return err;
}

FALLIBLE sandbox_next(struct sandbox *sandbox, struct xlsx_row *out, bool *found, struct problem *problem)
{
    char kind;
    struct body body;
    *found = false;
    if (sandbox->ended != ERR_OK) {
        *problem = sandbox->last;
        return sandbox->ended;
    }
    if (sandbox->is_done) {
        return ERR_OK;
    }
    TRY(next_frame(sandbox, &kind, &body, problem));
    if (kind == FRAME_PROBLEM) {
        return take_problem(sandbox, &body, problem);
    }
    if (kind == FRAME_END) {
        sandbox->is_done = true;
        return ERR_OK;
    }
    *out = (struct xlsx_row){.cells = sandbox->cells};
    out->number = (int64_t)take_number(&body, 8);
    out->len = (size_t)take_number(&body, 4);
    if (kind != FRAME_ROW || out->len > XLSX_CELL_LIMIT) {
        return broken(sandbox, problem);
    }
    for (size_t i = 0; i < out->len; i++) {
        uint64_t cell_kind = take_number(&body, 1);
        sandbox->cells[i] = (struct xlsx_cell){take_text(&body), (enum xlsx_kind)cell_kind};
        body.is_short |= cell_kind > XLSX_FAULT;
    }
    if (body.is_short || body.left > 0) {
        return broken(sandbox, problem);
    }
    *found = true;
    return ERR_OK;
}

void sandbox_close(struct sandbox *sandbox)
{
    close(sandbox->pipe);
    kill(sandbox->child, SIGKILL);
    while (waitpid(sandbox->child, NULL, 0) < 0 && errno == EINTR) {
    }
}
