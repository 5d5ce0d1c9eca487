/* format/xlsx.h: Excel workbooks (Office Open XML, .xlsx), in and out. Not for .xls, .xlsm, .xlsb or .ods: refused in words.
 *
 * Reading holds to the limits of security 6 before anything is unpacked and while it is: entries, unpacked size, ratio, names,
 * no zip within the zip, no DTD, depth. Bytes from outside are read through format/sheet.h, which does it in a child process.
 * Writing is typed: text can never become a formula.
 */
#ifndef ADELANTE_XLSX_H
#define ADELANTE_XLSX_H

#include "base/date.h"
#include "format/problem.h"

#define XLSX_ENTRY_LIMIT 2000
#define XLSX_UNPACKED_LIMIT (50 * 1024 * 1024)
#define XLSX_RATIO_LIMIT 100 /* of the whole, and of each entry that unpacks to more than 1 MiB */
#define XLSX_DEPTH_LIMIT 64
#define XLSX_FILE_LIMIT (50 * 1024 * 1024)
#define XLSX_TEXT_LIMIT (256 * 1024 * 1024) /* bytes of all cells of a sheet: one shared text may stand in many cells */
#define XLSX_ROW_LIMIT (1024 * 1024)        /* bytes of the cells of one row */
#define XLSX_CELL_LIMIT 400                 /* the last column that may hold something: OJ */

/* ---- reading ------------------------------------------------------------------------------ */

enum xlsx_kind {
    XLSX_BLANK,    /* text is "" */
    XLSX_TEXT,     /* shared, inline, or a formula's text */
    XLSX_NUMBER,   /* plain decimal text without exponent: 41250.75, at most 15 digits as Excel shows them */
    XLSX_PERCENT,  /* a number as shown: 0.52 formatted as 52 % gives "52" */
    XLSX_BOOL,     /* "true" or "false" */
    XLSX_DATE,     /* YYYY-MM-DD, with THH:MM:SS if there is a time of day */
    XLSX_TIME,     /* HH:MM:SS */
    XLSX_DURATION, /* H:MM:SS, hours beyond 24 */
    XLSX_FAULT,    /* #N/A and the like as text; a date that is none; a formula that was never calculated (text "") */
};
struct xlsx_cell {
    struct str text; /* never STR_NONE */
    enum xlsx_kind kind;
};
struct xlsx_row {
    struct xlsx_cell *cells; /* from column A; valid until the next row */
    size_t len;              /* without blank cells at the right end; may be 0 */
    int64_t number;          /* as the sheet numbers it, from 1 */
};
struct xlsx; /* in the arena */

/* bytes: the whole file; it must outlive the reader. ERR_MALFORMED, ERR_TOO_LARGE or ERR_INVALID (another kind of file): *problem is
 * set. xlsx_close is due after success only. */
FALLIBLE xlsx_open(struct arena *arena, struct str bytes, struct xlsx **out, struct problem *problem);
void xlsx_close(struct xlsx *xlsx);
/* The worksheets in their order (no chart sheets), hidden ones too. */
size_t xlsx_sheet_count(const struct xlsx *xlsx);
struct str xlsx_sheet_name(const struct xlsx *xlsx, size_t sheet);
bool xlsx_sheet_is_hidden(const struct xlsx *xlsx, size_t sheet);
/* Begins (again) with a sheet's first row. Reads the sheet once for merged cells, which stand behind the rows: ERR_INVALID with
 * their range ("Hoja1!A1:B2"). Titles that are merged over columns of one of the first twelve rows are read over, with what
 * stands above them, if they stand over the table: xlsx_next says ERR_INVALID where such a row is one of the table's own. */
FALLIBLE xlsx_start(struct xlsx *xlsx, size_t sheet, struct problem *problem);
/* The next row that the file has; *found is false at the end. */
FALLIBLE xlsx_next(struct xlsx *xlsx, struct xlsx_row *out, bool *found, struct problem *problem);
/* "Hoja1!C17"; column from 0. Names with blanks or signs are put in apostrophes as Excel does. */
struct str xlsx_address(struct arena *arena, struct str sheet, int64_t row, size_t column);

/* ---- writing ------------------------------------------------------------------------------ */

struct xlsx_writer; /* in the arena */
struct xlsx_column {
    struct str heading;
    int width; /* in characters; 0 means 14 */
};
/* Writes to a new file at path with constant memory. instant (microseconds, as of clock_now) is the date of creation in the file:
 * the same rows and instant give the same bytes. */
FALLIBLE xlsx_write_open(struct arena *arena, const char *path, int64_t instant, struct xlsx_writer **out);
/* A new sheet with its bold, frozen heading row; the name is fitted to Excel's rules (31 characters, no []:*?/\, not twice). */
void xlsx_write_sheet(struct xlsx_writer *writer, struct str name, const struct xlsx_column *columns, size_t count);
/* One call for each cell of a row, from the left. Text of more than 32,767 characters makes the end fail. */
void xlsx_write_text(struct xlsx_writer *writer, struct str text);
void xlsx_write_integer(struct xlsx_writer *writer, int64_t value);
void xlsx_write_hundredths(struct xlsx_writer *writer, int64_t value);     /* money in cents, percentages: #,##0.00 */
void xlsx_write_date(struct xlsx_writer *writer, struct date date);        /* dd/mm/yyyy; DATE_NONE is blank */
void xlsx_write_blank(struct xlsx_writer *writer);
void xlsx_write_end_row(struct xlsx_writer *writer);
/* Writes the file. ERR_IO, ERR_DISK_FULL; ERR_TOO_LARGE: more than 1,048,576 rows, or too long a text. The writer is gone; after
 * an error so is the file. */
FALLIBLE xlsx_write_close(struct xlsx_writer *writer);

#endif
