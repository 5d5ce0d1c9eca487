/* http/compress.h: brotli and gzip for answers, with the state of each thread kept between answers. */
#ifndef ADELANTE_HTTP_COMPRESS_H
#define ADELANTE_HTTP_COMPRESS_H

#include "base/base.h"

enum encoding { ENCODING_NONE, ENCODING_GZIP, ENCODING_BROTLI };
#define COMPRESS_MINIMUM 512

/* By Accept-Encoding with its q values; brotli before gzip when both are as welcome. */
enum encoding compress_choose(struct str accept_encoding);
const char *compress_name(enum encoding encoding); /* gzip, br; NULL for none */
/* Text, JSON, XML, SVG, JavaScript, by content type. */
bool compress_is_text(struct str content_type);

struct compressor;
struct compressor *compressor_new(struct arena *arena);
void compressor_close(struct compressor *compressor);
/* The compressed bytes in arena; false when that is not shorter. */
bool compress_run(struct compressor *compressor, enum encoding encoding, struct arena *arena, struct str bytes,
                  struct str *out);

#endif
