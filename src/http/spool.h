/* http/spool.h: unlinked temporary files, for bodies that are too large for memory.
 *
 * They live in $TMPDIR or /tmp, have no name and end with their descriptor. Seam: SEAM_FILE.
 */
#ifndef ADELANTE_HTTP_SPOOL_H
#define ADELANTE_HTTP_SPOOL_H

#include "base/base.h"

#define SPOOL_THRESHOLD ((size_t)1 << 20)

/* ERR_DISK_FULL, ERR_IO. */
FALLIBLE spool_open(int *fd);
/* Appends. */
FALLIBLE spool_write(int fd, struct str bytes);
/* The whole file as bytes, to be read only; size > 0. */
FALLIBLE spool_map(int fd, int64_t size, struct str *out);
void spool_unmap(struct str mapped);
void spool_close(int fd); /* -1 is allowed */

#endif
