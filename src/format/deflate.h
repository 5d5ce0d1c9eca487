/* format/deflate.h: the compression of gzip, zlib and PNG. The only file that knows zlib is deflate.c.
 *
 * For packing answers (http/compress.c) and for looking into packed parts of files that people send (pdf.c, image.c). Not for
 * workbooks: libzip unpacks those.
 */
#ifndef ADELANTE_DEFLATE_H
#define ADELANTE_DEFLATE_H

#include "base/base.h"

/* A packer that is used again and again; it holds memory of the library until deflate_close. */
struct deflate_packer;
struct deflate_packer *deflate_packer_new(struct arena *arena);
void deflate_packer_close(struct deflate_packer *packer);
/* The bytes as gzip into `out`; 0 if they do not fit into cap or the library has no memory. */
size_t deflate_gzip(struct deflate_packer *packer, struct str bytes, char *out, size_t cap);

/* Takes unpacked bytes as they come; false: it has seen enough. */
typedef bool deflate_sink(void *self, struct str piece);
/* Unpacks a zlib stream that begins at bytes.ptr and may end before bytes does. *unpacked grows by what came out.
 * ERR_MALFORMED: damaged or cut off; ERR_TOO_LARGE: *unpacked passed `most`. */
FALLIBLE deflate_unpack(struct str bytes, size_t most, size_t *unpacked, deflate_sink *sink, void *self);
/* The CRC-32 that PNG and gzip use. */
uint32_t deflate_crc(struct str bytes);

#endif
