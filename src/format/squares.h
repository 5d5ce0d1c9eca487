/* format/squares.h: QR codes (ISO/IEC 18004), error correction M. The one file that knows libqrencode is squares.c. */
#ifndef ADELANTE_FORMAT_SQUARES_H
#define ADELANTE_FORMAT_SQUARES_H

#include "format/paper.h"

/* The code of a text of 1 to 1,000 bytes; false for any other. The modules live in the arena. */
bool squares_of(struct arena *arena, struct str text, struct paper_squares *out);

#endif
