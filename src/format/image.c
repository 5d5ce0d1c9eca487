#include "format/image.h"

#include "format/deflate.h"

#include <string.h>

static unsigned byte_at(struct str bytes, size_t at)
{
    return (unsigned char)bytes.ptr[at];
}

static uint32_t big(struct str bytes, size_t at, unsigned count)
{
    uint32_t value = 0;
    for (unsigned i = 0; i < count; i++) {
        value = value << 8 | byte_at(bytes, at + i);
    }
    return value;
}

static uint32_t little(struct str bytes, size_t at, unsigned count)
{
    uint32_t value = 0;
    for (unsigned i = count; i > 0; i--) {
        value = value << 8 | byte_at(bytes, at + i - 1);
    }
    return value;
}

static bool has(struct str bytes, size_t at, size_t count)
{
    return at <= bytes.len && count <= bytes.len - at;
}

/* ---- what a camera wrote (Exif) ------------------------------------------------------------------- */

struct exif {
    struct str tiff;
    bool is_little;
    unsigned orientation; /* 1 to 8; 0: not said */
    bool has_position;
};

static uint32_t exif_number(const struct exif *exif, size_t at, unsigned count)
{
    return exif->is_little ? little(exif->tiff, at, count) : big(exif->tiff, at, count);
}

/* Only the first directory: the way up, and whether there is one of positions. Damage is nobody's concern: it is left out. */
static void read_exif(struct exif *exif)
{
    struct str tiff = exif->tiff;
    if (!has(tiff, 0, 8) || (memcmp(tiff.ptr, "II*\0", 4) != 0 && memcmp(tiff.ptr, "MM\0*", 4) != 0)) {
        return;
    }
    exif->is_little = tiff.ptr[0] == 'I';
    size_t at = exif_number(exif, 4, 4);
    if (!has(tiff, at, 2)) {
        return;
    }
    size_t count = exif_number(exif, at, 2);
    at += 2;
    for (size_t i = 0; i < count && has(tiff, at, 12); i++, at += 12) {
        uint32_t tag = exif_number(exif, at, 2);
        uint32_t value = exif_number(exif, at + 8, 2);
        if (tag == 0x0112 && value >= 1 && value <= 8) {
            exif->orientation = value;
        }
        exif->has_position = exif->has_position || tag == 0x8825;
    }
}

/* A directory of one entry: the way up. */
static void put_orientation(struct buf *out, unsigned orientation)
{
    static const char head[] = "\xFF\xE1\x00\x22"
                               "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0";
    static const char tail[] = {0, 0, 0, 0, 0, 0};
    buf_put(out, (struct str){head, sizeof(head) - 1});
    buf_put_char(out, (char)orientation);
    buf_put(out, (struct str){tail, sizeof(tail)});
}

/* ---- JPEG --------------------------------------------------------------------------------------------- */

struct jpeg {
    struct str bytes;
    size_t at;
    struct buf front; /* JFIF's own segments, which come first */
    struct buf rest;
    struct exif exif;
    bool has_size;
    bool has_scan;
    bool is_done;
};

static bool is_frame(unsigned marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* Colours are kept of what applications wrote; comments and everything else of theirs is not. */
static bool is_kept(unsigned marker, struct str body)
{
    if (marker == 0xE2) {
        return str_starts(body, S("ICC_PROFILE\0"));
    }
    if (marker == 0xEE) {
        return str_starts(body, S("Adobe"));
    }
    return !(marker >= 0xE0 && marker <= 0xEF) && marker != 0xFE;
}

static void take_segment(struct jpeg *jpeg, unsigned marker, struct str whole)
{
    struct str body = str_slice(whole, 4, whole.len);
    if (marker == 0xE1 && str_starts(body, S("Exif\0\0"))) {
        struct exif exif = {.tiff = str_slice(body, 6, body.len)};
        read_exif(&exif);
        jpeg->exif.orientation = jpeg->exif.orientation == 0 ? exif.orientation : jpeg->exif.orientation;
        jpeg->exif.has_position |= exif.has_position;
    } else if (marker == 0xE0) {
        if (str_starts(body, S("JFIF\0"))) {
            buf_put(&jpeg->front, whole);
        }
    } else if (is_kept(marker, body)) {
        buf_put(&jpeg->rest, whole);
    }
}

/* The packed picture behind a scan's head: up to the next marker that is no part of it. */
static void take_scan(struct jpeg *jpeg)
{
    size_t from = jpeg->at;
    while (has(jpeg->bytes, jpeg->at, 2)) {
        const char *next = memchr(jpeg->bytes.ptr + jpeg->at, 0xFF, jpeg->bytes.len - jpeg->at - 1);
        if (next == NULL) {
            jpeg->at = jpeg->bytes.len;
            break;
        }
        jpeg->at = (size_t)(next - jpeg->bytes.ptr);
        unsigned marker = byte_at(jpeg->bytes, jpeg->at + 1);
        if (marker != 0 && marker != 0xFF && !(marker >= 0xD0 && marker <= 0xD7)) {
            break;
        }
        jpeg->at += marker == 0xFF ? 1 : 2;
    }
    buf_put(&jpeg->rest, str_slice(jpeg->bytes, from, jpeg->at));
}

static FALLIBLE next_segment(struct jpeg *jpeg, struct media *out)
{
    struct str bytes = jpeg->bytes;
    while (has(bytes, jpeg->at, 2) && byte_at(bytes, jpeg->at) == 0xFF && byte_at(bytes, jpeg->at + 1) == 0xFF) {
        jpeg->at++;
    }
    if (!has(bytes, jpeg->at, 2) || byte_at(bytes, jpeg->at) != 0xFF) {
        return ERR_MALFORMED;
    }
    unsigned marker = byte_at(bytes, jpeg->at + 1);
    if (marker == 0xD9) {
        buf_put(&jpeg->rest, S("\xFF\xD9"));
        jpeg->is_done = true;
        return ERR_OK;
    }
    if (marker < 0xC0 || (marker >= 0xD0 && marker <= 0xD8) || !has(bytes, jpeg->at, 4)) {
        return ERR_MALFORMED;
    }
    size_t len = big(bytes, jpeg->at + 2, 2);
    if (len < 2 || !has(bytes, jpeg->at + 2, len)) {
        return ERR_MALFORMED;
    }
    struct str whole = str_slice(bytes, jpeg->at, jpeg->at + 2 + len);
    if (is_frame(marker)) {
        if (len < 8 || jpeg->has_size) {
            return ERR_MALFORMED;
        }
        out->height = big(whole, 5, 2);
        out->width = big(whole, 7, 2);
        jpeg->has_size = true;
    }
    take_segment(jpeg, marker, whole);
    jpeg->at += 2 + len;
    if (marker == 0xDA) {
        if (!jpeg->has_size) {
            return ERR_MALFORMED;
        }
        jpeg->has_scan = true;
        take_scan(jpeg);
    }
    return ERR_OK;
}

FALLIBLE image_jpeg(struct arena *arena, struct str bytes, struct media *out)
{
    struct jpeg jpeg = {.bytes = bytes, .at = 2, .front = BUF(arena), .rest = BUF(arena)};
    buf_room(&jpeg.rest, bytes.len);
    buf_put(&jpeg.front, S("\xFF\xD8"));
    while (!jpeg.is_done) {
        TRY(next_segment(&jpeg, out));
    }
    if (!jpeg.has_scan) {
        return ERR_MALFORMED;
    }
    if (jpeg.exif.orientation > 1) {
        put_orientation(&jpeg.front, jpeg.exif.orientation);
    }
    struct buf whole = BUF(arena);
    buf_room(&whole, jpeg.front.len + jpeg.rest.len);
    buf_put(&whole, buf_str(&jpeg.front));
    buf_put(&whole, buf_str(&jpeg.rest));
    out->bytes = buf_str(&whole);
    out->had_position = jpeg.exif.has_position;
    return ERR_OK;
}

/* ---- PNG ---------------------------------------------------------------------------------------------------- */

static bool is_one_of(struct str name, const char *names)
{
    for (; *names != '\0'; names += 4) {
        if (memcmp(name.ptr, names, 4) == 0) {
            return true;
        }
    }
    return false;
}

FALLIBLE image_png(struct arena *arena, struct str bytes, struct media *out)
{
    struct buf whole = BUF(arena);
    buf_room(&whole, bytes.len);
    buf_put(&whole, str_slice(bytes, 0, 8));
    bool has_data = false;
    for (size_t at = 8; has(bytes, at, 12);) {
        size_t len = big(bytes, at, 4);
        if (len > INT32_MAX || !has(bytes, at, 12 + len)) {
            return ERR_MALFORMED;
        }
        struct str name = str_slice(bytes, at + 4, at + 8);
        struct str chunk = str_slice(bytes, at, at + 12 + len);
        bool is_first = at == 8;
        at += 12 + len;
        if (is_first != (memcmp(name.ptr, "IHDR", 4) == 0) || (is_first && len != 13) ||
            deflate_crc(str_slice(chunk, 4, 8 + len)) != big(chunk, 8 + len, 4)) {
            return ERR_MALFORMED;
        }
        if (is_first) {
            out->width = big(chunk, 8, 4);
            out->height = big(chunk, 12, 4);
        }
        has_data = has_data || memcmp(name.ptr, "IDAT", 4) == 0;
        if (is_one_of(name, "IHDRPLTEIDATIENDtRNSgAMAcHRMsRGBiCCPsBITbKGDpHYs")) {
            buf_put(&whole, chunk);
        } else if ((name.ptr[0] & 0x20) == 0) {
            return ERR_MALFORMED; /* what must be understood, and is not */
        } else if (memcmp(name.ptr, "eXIf", 4) == 0) {
            struct exif exif = {.tiff = str_slice(chunk, 8, 8 + len)};
            read_exif(&exif);
            out->had_position |= exif.has_position;
        }
        if (memcmp(name.ptr, "IEND", 4) == 0) {
            out->bytes = buf_str(&whole);
            return has_data ? ERR_OK : ERR_MALFORMED;
        }
    }
    return ERR_MALFORMED;
}

/* ---- WebP ------------------------------------------------------------------------------------------------------ */

#define WEBP_EXIF 0x08
#define WEBP_XMP 0x04

static FALLIBLE webp_size(struct str name, struct str body, struct media *out)
{
    if (memcmp(name.ptr, "VP8X", 4) == 0) {
        if (body.len < 10) {
            return ERR_MALFORMED;
        }
        out->width = (int64_t)little(body, 4, 3) + 1;
        out->height = (int64_t)little(body, 7, 3) + 1;
    } else if (memcmp(name.ptr, "VP8L", 4) == 0) {
        if (body.len < 5 || byte_at(body, 0) != 0x2F) {
            return ERR_MALFORMED;
        }
        uint32_t bits = little(body, 1, 4);
        out->width = (int64_t)(bits & 0x3FFF) + 1;
        out->height = (int64_t)(bits >> 14 & 0x3FFF) + 1;
    } else {
        if (body.len < 10 || memcmp(body.ptr + 3, "\x9D\x01\x2A", 3) != 0) {
            return ERR_MALFORMED;
        }
        out->width = little(body, 6, 2) & 0x3FFF;
        out->height = little(body, 8, 2) & 0x3FFF;
    }
    return ERR_OK;
}

static void put_little(char *out, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++) {
        out[i] = (char)(unsigned char)(value >> (8 * i));
    }
}

FALLIBLE image_webp(struct arena *arena, struct str bytes, struct media *out)
{
    size_t end = 8 + (size_t)little(bytes, 4, 4);
    if (end > bytes.len || end < 20) {
        return ERR_MALFORMED;
    }
    struct buf whole = BUF(arena);
    buf_room(&whole, end + 1);
    buf_put(&whole, str_slice(bytes, 0, 12));
    struct str riff = str_slice(bytes, 0, end);
    bool has_size = false;
    bool has_data = false;
    for (size_t at = 12; at < end;) {
        if (!has(riff, at, 8) || !has(riff, at + 8, little(riff, at + 4, 4))) {
            return ERR_MALFORMED;
        }
        size_t len = little(riff, at + 4, 4);
        struct str name = str_slice(riff, at, at + 4);
        struct str body = str_slice(riff, at + 8, at + 8 + len);
        if (!has_size && is_one_of(name, "VP8XVP8LVP8 ")) {
            TRY(webp_size(name, body, out));
            has_size = true;
        }
        has_data = has_data || is_one_of(name, "VP8LVP8 ANMF");
        if (is_one_of(name, "VP8XVP8LVP8 ALPHICCPANIMANMF")) {
            size_t start = whole.len;
            buf_put(&whole, str_slice(riff, at, at + 8 + len));
            if (memcmp(name.ptr, "VP8X", 4) == 0) {
                whole.ptr[start + 8] = (char)((unsigned char)whole.ptr[start + 8] & ~(WEBP_EXIF | WEBP_XMP));
            }
            if (len % 2 != 0) {
                buf_put_char(&whole, '\0');
            }
        } else if (memcmp(name.ptr, "EXIF", 4) == 0) {
            struct exif exif = {.tiff = str_starts(body, S("Exif\0\0")) ? str_slice(body, 6, body.len) : body};
            read_exif(&exif);
            out->had_position |= exif.has_position;
        }
        at += 8 + len + len % 2;
    }
    if (!has_size || !has_data) {
        return ERR_MALFORMED;
    }
    put_little(whole.ptr + 4, (uint32_t)(whole.len - 8));
    out->bytes = buf_str(&whole);
    return ERR_OK;
}
