/* format/csv_dialect.h: which kind of CSV a file is: its encoding, its delimiter and its decimal sign.
 *
 * A finding says whether it is certain. What is not certain is asked for, never assumed.
 */
#ifndef ADELANTE_CSV_DIALECT_H
#define ADELANTE_CSV_DIALECT_H

#include "base/base.h"

#define CSV_DIALECT_SAMPLE (64 * 1024) /* enough of a file's beginning */

enum csv_encoding { CSV_UTF8, CSV_WINDOWS_1252, CSV_UTF16 };

struct csv_dialect {
    enum csv_encoding encoding; /* CSV_WINDOWS_1252 is never certain: other one-byte encodings look the same */
    bool encoding_certain;      /* of the bytes seen; the reader checks all the others */
    bool bom;                   /* begins with a byte order mark */
    char delimiter;             /* ',' ';' or TAB; ',' for a single column */
    bool delimiter_certain;
    char decimal;               /* '.' or ','; '.' where no number shows it */
    bool decimal_certain;
};
/* Looks at the beginning of a file (as much as there is, at most CSV_DIALECT_SAMPLE). */
struct csv_dialect csv_dialect_sniff(const char *bytes, size_t len);
/* "UTF-8, separado por punto y coma, con coma decimal" */
struct text csv_dialect_text(struct arena *arena, struct csv_dialect finding);
/* "utf-8", "windows-1252" or "latin-1"; "," or "comma" or "coma", ";", "tab": as people name them on the command line and in a
 * form. False: an unknown name. */
bool csv_dialect_encoding(struct str name, enum csv_encoding *out);
bool csv_dialect_delimiter(struct str name, char *out);
bool csv_dialect_decimal(struct str name, char *out);
/* A number written with a decimal comma as one with a decimal point: "1.234,56" gives "1234.56", "$ 3,5" gives "$ 3.5".
 * With decimal '.', or if the cell is not such a number, the cell itself. */
struct str csv_dialect_number(struct arena *arena, struct str cell, char decimal);

#endif
