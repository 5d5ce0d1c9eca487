#include "format/squares.h"

#include <qrencode.h>

bool squares_of(struct arena *arena, struct str text, struct paper_squares *out)
{
    if (text.len < 1 || text.len > 1000) {
        return false;
    }
    QRcode *code = QRcode_encodeData((int)text.len, (const unsigned char *)text.ptr, 0, QR_ECLEVEL_M);
    if (code == NULL) {
        return false;
    }
    size_t count = (size_t)code->width * (size_t)code->width;
    unsigned char *modules = arena_alloc(arena, count);
    for (size_t i = 0; i < count; i++) {
        modules[i] = code->data[i] & 1;
    }
    *out = (struct paper_squares){code->width, modules};
    QRcode_free(code);
    return true;
}
