/* format/csv.h: comma-separated text, in and out (RFC 4180 and what people's spreadsheets make of it).
 *
 * Reading is by row with constant memory, whatever the size of the file. Nothing is guessed silently: csv_dialect_sniff says
 * what it found and whether that is certain; the caller states it or asks. Addresses and reading twice are in format/sheet.h.
 *
 * Guard: a text cell that begins with = + - @ TAB CR or LF, with or without apostrophes before it, is written with one more
 * apostrophe in front (a spreadsheet would otherwise run it as a formula), and a reader with .unguard takes exactly that one
 * away, so that what is exported and imported again is the same text.
 */
#ifndef ADELANTE_CSV_H
#define ADELANTE_CSV_H

#include "format/csv_dialect.h"
#include "format/problem.h"

#define CSV_ROW_LIMIT (1024 * 1024) /* bytes of one row as UTF-8, with its quotes */
#define CSV_CELL_LIMIT 400          /* cells of one row */
#define CSV_FAULT_LIMIT 1000        /* rows at fault, after which reading ends: their texts are kept */

/* ---- reading ------------------------------------------------------------------------------ */

/* Puts up to room bytes at into; 0 bytes mean the end. */
typedef enum err (*csv_source)(void *source, char *into, size_t room, size_t *out_len);
enum err csv_source_fd(void *fd, char *into, size_t room, size_t *out_len); /* fd: an int; continues after signals */

struct csv_options {
    struct str name;            /* for places; "" gives ":17" */
    enum csv_encoding encoding; /* CSV_UTF8 or CSV_WINDOWS_1252 */
    char delimiter;             /* 0 means ',' */
    bool unguard;
};
struct csv_reader; /* in the arena, with about 1.3 MiB of buffers */
struct csv_row {
    struct str *cells; /* valid until the next row; never STR_NONE */
    size_t len;        /* at least 1 */
    int64_t line;      /* on which the row begins, from 1 */
};
struct csv_reader *csv_open(struct arena *arena, csv_source read, void *source, struct csv_options options);
/* Reads the first row that is not blank as headings, trimmed, and holds the other rows to their number; from then on blank rows
 * are no rows. Headings at the right end that are blank are dropped; the cells under them must be blank. ERR_INVALID: a blank or
 * repeated heading, or no row at all. */
FALLIBLE csv_header(struct csv_reader *reader, struct csv_row *out, struct problem *problem);
/* The next row; *found is false at the end. Lines without any byte are no rows. ERR_INVALID: this row is at fault (ragged, not
 * UTF-8, NUL) and reading may go on with the next. ERR_MALFORMED (unterminated quote, text behind a closing quote), ERR_TOO_LARGE
 * (also: too many rows at fault) and ERR_IO: the end of reading. *problem is set unless ERR_OK. */
FALLIBLE csv_next(struct csv_reader *reader, struct csv_row *out, bool *found, struct problem *problem);
/* Starts anew; the source must have been set back to its beginning by the caller. */
void csv_rewind(struct csv_reader *reader);

/* The rule of headings, also for spreadsheets: trims them in place and sets *len without the blank ones at the right end. On
 * ERR_INVALID *column is the offender from 0 and *problem lacks its place. */
FALLIBLE csv_check_header(struct arena *arena, struct str *cells, size_t *len, size_t *column, struct problem *problem);

/* ---- writing ------------------------------------------------------------------------------ */

/* Appends to a buf; the caller may empty the buf (len = 0) after any row. Lines end with CR LF. */
struct csv_writer {
    struct buf *out;
    char delimiter;
    size_t cells;   /* of the row so far */
    bool has_bytes; /* any of them is not empty */
};
struct csv_writer csv_writer(struct buf *out, char delimiter);
void csv_bom(struct csv_writer *writer); /* first of all, for spreadsheets that take UTF-8 for something else without it */
void csv_text(struct csv_writer *writer, struct str text);   /* what people wrote: guarded */
void csv_value(struct csv_writer *writer, struct str value); /* numbers, dates, codes of the program: as they are */
void csv_end_row(struct csv_writer *writer);

#endif
