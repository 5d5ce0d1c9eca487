/* format/pdf_write.h: a sheet (format/paper.h) as an A4 PDF. The one file that knows cairo and pango is pdf_write.c.
 *
 * The same description gives the same bytes: there is no date and no random number in the file. Text can be selected and
 * searched, fonts are embedded in part, title, issuer and language are named. Fonts are looked for at the first sheet, not
 * when the program starts; sheets of several threads are made one after another.
 */
#ifndef ADELANTE_FORMAT_PDF_WRITE_H
#define ADELANTE_FORMAT_PDF_WRITE_H

#include "format/paper.h"

/* Appends the whole file. ERR_INTERNAL if the library refuses; what was appended by then is taken back. */
FALLIBLE pdf_write(const struct paper *paper, struct buf *out);

#endif
