#include "format/deflate.h"

#include <zlib.h>

#define GZIP_LEVEL 5
#define GZIP_WINDOW (15 + 16)
#define GZIP_MEMORY 8
#define PIECE 16384

struct deflate_packer {
    z_stream stream;
    bool is_open;
};

struct deflate_packer *deflate_packer_new(struct arena *arena)
{
    return ARENA_NEW(arena, struct deflate_packer);
}

void deflate_packer_close(struct deflate_packer *packer)
{
    if (packer->is_open) {
        (void)deflateEnd(&packer->stream);
        packer->is_open = false;
    }
}

size_t deflate_gzip(struct deflate_packer *packer, struct str bytes, char *out, size_t cap)
{
    z_stream *stream = &packer->stream;
    if (bytes.len > UINT_MAX || cap > UINT_MAX) {
        return 0;
    }
    if (packer->is_open) {
        (void)deflateReset(stream);
    } else if (deflateInit2(stream, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY, Z_DEFAULT_STRATEGY) == Z_OK) {
        packer->is_open = true;
    } else {
        return 0;
    }
    stream->next_in = (Bytef *)(uintptr_t)bytes.ptr;
    stream->avail_in = (uInt)bytes.len;
    stream->next_out = (Bytef *)out;
    stream->avail_out = (uInt)cap;
    return deflate(stream, Z_FINISH) == Z_STREAM_END ? cap - stream->avail_out : 0;
}

static FALLIBLE unpack(z_stream *stream, size_t most, size_t *unpacked, deflate_sink *sink, void *self)
{
    char piece[PIECE];
    for (;;) {
        stream->next_out = (Bytef *)piece;
        stream->avail_out = PIECE;
        int result = inflate(stream, Z_NO_FLUSH);
        size_t got = PIECE - stream->avail_out;
        *unpacked += got;
        if (got > 0 && !sink(self, (struct str){piece, got})) {
            return ERR_OK;
        }
        if (result == Z_STREAM_END) {
            return ERR_OK;
        }
        if (result != Z_OK || (got == 0 && stream->avail_in == 0)) {
            return ERR_MALFORMED;
        }
        if (*unpacked > most) {
            return ERR_TOO_LARGE;
        }
    }
}

FALLIBLE deflate_unpack(struct str bytes, size_t most, size_t *unpacked, deflate_sink *sink, void *self)
{
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)bytes.ptr, .avail_in = bytes.len > UINT_MAX ? UINT_MAX : (uInt)bytes.len};
    if (inflateInit(&stream) != Z_OK) {
        return ERR_MALFORMED;
    }
    enum err err = unpack(&stream, most, unpacked, sink, self);
    (void)inflateEnd(&stream);
    return err;
}

uint32_t deflate_crc(struct str bytes)
{
    uLong crc = crc32_z(0, NULL, 0);
    return (uint32_t)crc32_z(crc, (const Bytef *)bytes.ptr, bytes.len);
}
