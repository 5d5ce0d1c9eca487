/* format/image.h: JPEG, PNG and WebP: their size in pixels, and the same picture without what it tells about its maker.
 *
 * Segments and chunks are copied or left out; no picture is decoded. Unknown parts are left out, damaged ones refused. For media.c.
 */
#ifndef ADELANTE_IMAGE_H
#define ADELANTE_IMAGE_H

#include "format/media.h"

/* Each fills width, height, had_position and bytes. ERR_MALFORMED: damaged or cut off. */
FALLIBLE image_jpeg(struct arena *arena, struct str bytes, struct media *out);
FALLIBLE image_png(struct arena *arena, struct str bytes, struct media *out);
FALLIBLE image_webp(struct arena *arena, struct str bytes, struct media *out);

#endif
