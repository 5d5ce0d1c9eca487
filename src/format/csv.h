/* format/csv.h: comma-separated text, in and out (RFC 4180 and what people's spreadsheets make of it).
 *
 * Reading is by row with constant memory, whatever the size of the file. Nothing is guessed silently: csv_sniff says what it
 * found and whether that is certain; the caller states it or asks. Headings, addresses and reading twice are in format/sheet.h.
 *
 * Guard: a text cell that begins with = + - @ TAB CR or LF, with or without apostrophes before it, is written with one more
 * apostrophe in front (a spreadsheet would otherwise run it as a formula), and a reader with .unguard takes exactly that one
 * away, so that what is exported and imported again is the same text.
 */
#ifndef ADELANTE_CSV_H
#define ADELANTE_CSV_H

#include "format/problem.h"

#define CSV_ROW_LIMIT (1024 * 1024) /* bytes of one row as UTF-8, with its quotes */
#define CSV_CELL_LIMIT 400          /* cells of one row */
#define CSV_SNIFF_LEN (64 * 1024)   /* enough of a file's beginning for csv_sniff */

/* ---- what the file is ------------------------------------------------------------------- */

enum csv_encoding { CSV_UTF8, CSV_WINDOWS_1252, CSV_UTF16 };

struct csv_finding {
    enum csv_encoding encoding; /* CSV_WINDOWS_1252 is never certain: other one-byte encodings look the same */
    bool encoding_certain;      /* of the bytes seen; the reader checks all the others */
    bool bom;                   /* begins with a byte order mark */
    char delimiter;             /* ',' ';' or TAB; ',' for a single column */
    bool delimiter_certain;
    char decimal;               /* '.' or ','; '.' where no number shows it */
    bool decimal_certain;
};
/* Looks at the beginning of a file (as much as there is, at most CSV_SNIFF_LEN). */
struct csv_finding csv_sniff(const char *bytes, size_t len);
/* "UTF-8, separado por punto y coma, con coma decimal" */
struct text csv_finding_text(struct arena *arena, struct csv_finding finding);
/* "utf-8", "windows-1252" or "latin-1"; "," or "comma" or "coma", ";", "tab": as people name them on the command line and in a
 * form. False: an unknown name. */
bool csv_parse_encoding(struct str name, enum csv_encoding *out);
bool csv_parse_delimiter(struct str name, char *out);
bool csv_parse_decimal(struct str name, char *out);
/* A number written with a decimal comma as one with a decimal point: "1.234,56" gives "1234.56", "$ 3,5" gives "$ 3.5".
 * With decimal '.', or if the cell is not such a number, the cell itself. */
struct str csv_number(struct arena *arena, struct str cell, char decimal);

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
/* Reads the first row as headings, trimmed, and holds the other rows to their number. Headings at the right end that are blank
 * are dropped; the cells under them must be blank. ERR_INVALID: a blank or repeated heading, or no row at all. */
FALLIBLE csv_header(struct csv_reader *reader, struct csv_row *out, struct problem *problem);
/* The next row; *found is false at the end. Lines without any byte are no rows. ERR_INVALID: this row is at fault (ragged, not
 * UTF-8, NUL) and reading may go on with the next. ERR_MALFORMED (unterminated quote, text behind a closing quote), ERR_TOO_LARGE
 * and ERR_IO: the end of reading. *problem is set unless ERR_OK. */
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
    size_t cells; /* of the row so far */
};
struct csv_writer csv_writer(struct buf *out, char delimiter);
void csv_bom(struct csv_writer *writer); /* first of all, for spreadsheets that take UTF-8 for something else without it */
void csv_text(struct csv_writer *writer, struct str text);   /* what people wrote: guarded */
void csv_value(struct csv_writer *writer, struct str value); /* numbers, dates, codes of the program: as they are */
void csv_end_row(struct csv_writer *writer);

#endif
