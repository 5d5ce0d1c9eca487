/* format/pdf_look.h: whether a PDF is only pages.
 *
 * Looks for names of what acts (programs, orders, files inside) in every byte of the file and in every packed stream, wherever an
 * object might be hidden; it does not follow the file's own table of contents, which a hostile file would use to lead two readers
 * to different objects. What cannot be looked into (a password, object streams packed in unusual ways) is refused. For media.c.
 */
#ifndef ADELANTE_PDF_LOOK_H
#define ADELANTE_PDF_LOOK_H

#include "format/media.h"

#define PDF_LOOK_LIMIT ((size_t)512 << 20)

/* Fills pages. ERR_INVALID with *problem. */
FALLIBLE pdf_look(struct arena *arena, struct str bytes, struct media *out, struct problem *problem);

#endif
