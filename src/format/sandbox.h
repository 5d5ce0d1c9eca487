/* format/sandbox.h: reading untrusted files in a short-lived child process, which can do nothing but read one open file and write
 * rows, or the cleaned file, to a pipe.
 *
 * The child is this program again (posix_spawn of /proc/self/exe, safe with many threads) with the hidden argument --read-sheet:
 * main() must hand over to sandbox_main before it does anything else. In the child: file on descriptor 0, pipe on 1; 20 seconds
 * of CPU (XLSX and evidence), 512 MiB of address space, no further descriptor (so no file and no socket), no core, no inherited environment,
 * no new privileges, and on x86-64 and ARM64 a system call filter (seccomp) that leaves reading, writing and memory. A child that dies,
 * stalls for 30 seconds or breaks a limit is ERR_MALFORMED for the caller.
 */
#ifndef ADELANTE_SANDBOX_H
#define ADELANTE_SANDBOX_H

#include "format/csv.h"
#include "format/media.h"
#include "format/xlsx.h"

#define SANDBOX_ARGUMENT "--read-sheet"

struct sandbox; /* in the arena */
struct sandbox_request {
    int fd;                 /* the file, read from its beginning; stays the caller's */
    struct str name;        /* for places */
    bool is_xlsx;
    bool is_media;          /* for sandbox_media alone */
    struct str sheet;       /* XLSX: "" takes the only one that is not hidden */
    struct csv_options csv; /* CSV */
};
/* Starts the child. *sheet_name (XLSX) lies in the arena. sandbox_close is due after success only. */
FALLIBLE sandbox_open(struct arena *arena, struct sandbox_request request, struct sandbox **out, struct str *sheet_name,
                      struct problem *problem);
/* As xlsx_next, or as csv_header (the first row) and csv_next, with cells of kind XLSX_TEXT or XLSX_BLANK. */
FALLIBLE sandbox_next(struct sandbox *sandbox, struct xlsx_row *out, bool *found, struct problem *problem);
void sandbox_close(struct sandbox *sandbox);

/* media_read in a child: what the file of evidence on fd (read from its beginning; stays the caller's) is, and what is to be kept of
 * it, in the arena. ERR_INVALID, ERR_MALFORMED and ERR_TOO_LARGE come with *problem. */
#define SANDBOX_MEDIA_LIMIT ((int64_t)128 << 20)
FALLIBLE sandbox_media(struct arena *arena, int fd, struct media *out, struct problem *problem);

/* The child's main; its exit status is for nobody but the parent. */
int sandbox_main(int argc, char **argv);
/* Gives up, for good, what the child does not need; the time limit is for XLSX and evidence, a CSV may be of any length. Exits the process if
 * that fails. */
void sandbox_confine(bool limit_time);
/* Tests: another program than /proc/self/exe; NULL returns to it. */
void sandbox_set_program(const char *path);

/* Picks a sheet by name, or the only one that is not hidden. ERR_INVALID names the sheets there are. */
FALLIBLE sandbox_pick_sheet(struct arena *arena, const struct xlsx *xlsx, struct str name, size_t *out, struct problem *problem);

#endif
