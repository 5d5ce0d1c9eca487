/* format/xlsx_zip.h: the zip package of a workbook, behind limits. For format/xlsx.c only.
 *
 * All limits of security 6 on entries are checked when the package is opened; while an entry is read it cannot give more than
 * it declared.
 */
#ifndef ADELANTE_XLSX_ZIP_H
#define ADELANTE_XLSX_ZIP_H

#include "format/problem.h"

struct xlsx_zip; /* in the arena */
/* bytes must outlive it. xlsx_zip_close is due after success only. Problems have no place. */
FALLIBLE xlsx_zip_open(struct arena *arena, struct str bytes, struct xlsx_zip **out, struct problem *problem);
void xlsx_zip_close(struct xlsx_zip *zip);
/* Part names are matched without regard to case, as in Excel. */
bool xlsx_zip_find(const struct xlsx_zip *zip, struct str name, size_t *entry);
/* Begins to read an entry; the one read before is closed. */
FALLIBLE xlsx_zip_start(struct xlsx_zip *zip, size_t entry);
/* 0 bytes are the end. ERR_MALFORMED: damaged, or longer than declared. */
FALLIBLE xlsx_zip_read(struct xlsx_zip *zip, char *into, size_t room, size_t *out_len);

#endif
