/* format/sheet.h: a table in a file, whatever the file: headings and rows with an address for every cell.
 *
 * Over format/csv.h and format/xlsx.h. XLSX is always read in a child process (format/sandbox.h), CSV if asked. The kind of file
 * is told by its content and its name's ending, and both must agree.
 *
 * A workbook's title rows over the table are read over: rows of one cell, merged or not, above a row of three headings or more.
 * Blank rows are no rows, wherever they stand; the others keep their number in the file.
 */
#ifndef ADELANTE_SHEET_H
#define ADELANTE_SHEET_H

#include "format/csv.h"
#include "format/xlsx.h"

struct sheet_options {
    struct str encoding;  /* as csv_dialect_encoding takes it; "" leaves it to csv_dialect_sniff, and to a refusal if that is not certain */
    struct str delimiter; /* as csv_dialect_delimiter takes it; likewise */
    struct str decimal;   /* as csv_dialect_decimal takes it; likewise */
    struct str sheet;     /* XLSX: the sheet's name; "" takes the only sheet that is not hidden */
    bool isolate_csv;     /* reads CSV in the child process, too */
};
struct sheet_row {
    const struct xlsx_cell *cells; /* as many as there are headings; valid until the next row. CSV cells are XLSX_TEXT or XLSX_BLANK */
    size_t len;
    int64_t number; /* line or row in the file, from 1 */
};
struct sheet; /* in the arena */

/* Opens and reads the headings. *problem is set unless ERR_OK (texts in the arena); sheet_close is due after success only.
 * ERR_NOT_FOUND, ERR_IO; ERR_INVALID: another kind of file than the name says, an encoding, delimiter or decimal sign that must be
 * named, a sheet that must be named, merged cells, a fault in the headings; ERR_MALFORMED, ERR_TOO_LARGE: cannot be read. */
FALLIBLE sheet_open(struct arena *arena, const char *path, struct sheet_options options, struct sheet **out, struct problem *problem);
/* The same with an open, seekable file, which stays the caller's; name as the person gave it, with its ending. */
FALLIBLE sheet_open_fd(struct arena *arena, int fd, struct str name, struct sheet_options options, struct sheet **out,
                       struct problem *problem);
/* The same with bytes in memory (an upload), which are copied. */
FALLIBLE sheet_open_bytes(struct arena *arena, struct str bytes, struct str name, struct sheet_options options, struct sheet **out,
                          struct problem *problem);
void sheet_close(struct sheet *sheet);

const struct str *sheet_header(const struct sheet *sheet, size_t *len); /* valid as long as the sheet */
/* The next row; *found is false at the end. ERR_INVALID: this row is at fault (ragged, not UTF-8, #N/A) and reading may go on with
 * the next. Any other error ends the reading. */
FALLIBLE sheet_next(struct sheet *sheet, struct sheet_row *out, bool *found, struct problem *problem);
/* Back to before the first row behind the headings. */
FALLIBLE sheet_rewind(struct sheet *sheet, struct problem *problem);

bool sheet_is_xlsx(const struct sheet *sheet);
struct str sheet_name(const struct sheet *sheet); /* "ventas.csv"; of a workbook the sheet's: "Hoja1" */
/* The decimal sign of the file's numbers: give it to csv_dialect_number before parsing one. '.' for XLSX. */
char sheet_decimal(const struct sheet *sheet);
/* What was found or named, for the report: "UTF-8, separado por punto y coma, con coma decimal"; of a workbook "hoja Hoja1". */
struct text sheet_says(const struct sheet *sheet);
/* "ventas.csv:17:fecha" or "Hoja1!C17"; column from 0. */
struct str sheet_address(struct arena *arena, const struct sheet *sheet, int64_t number, size_t column);

#endif
