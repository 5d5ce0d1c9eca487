/* unit/media_maker.h: photos and PDFs made by hand, byte by byte, with what a camera or an attacker would put into them. */
#ifndef ADELANTE_TEST_MEDIA_MAKER_H
#define ADELANTE_TEST_MEDIA_MAKER_H

#include "format/deflate.h"
#include "format/media.h"

UNUSED static void maker_big(struct buf *out, uint32_t value, unsigned bytes)
{
    for (unsigned i = bytes; i > 0; i--) {
        buf_put_char(out, (char)(unsigned char)(value >> (8 * (i - 1))));
    }
}

UNUSED static void maker_little(struct buf *out, uint32_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++) {
        buf_put_char(out, (char)(unsigned char)(value >> (8 * i)));
    }
}

/* What a telephone writes: the way up, and where it was. */
#define MAKER_TIFF                                                                                      \
    S("II*\0\x08\0\0\0\x02\0"                                                                           \
      "\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"                                                              \
      "\x25\x88\x04\0\x01\0\0\0\x26\0\0\0"                                                              \
      "\0\0\0\0"                                                                                        \
      "\x01\0\x02\0\x04\0\x05\0\x03\0\0\0\x38\0\0\0\0\0\0\0LATITUD 13.33")

UNUSED static void maker_segment(struct buf *out, unsigned marker, struct str body)
{
    maker_big(out, 0xFF00 | marker, 2);
    maker_big(out, (uint32_t)body.len + 2, 2);
    buf_put(out, body);
}

UNUSED static struct str maker_jpeg(struct arena *arena, uint32_t width, uint32_t height, bool told)
{
    struct buf out = BUF(arena);
    struct buf frame = BUF(arena);
    buf_put(&out, S("\xFF\xD8"));
    maker_segment(&out, 0xE0, S("JFIF\0\x01\x02\0\0\x48\0\x48\0\0"));
    if (told) {
        struct buf exif = BUF(arena);
        buf_put(&exif, S("Exif\0\0"));
        buf_put(&exif, MAKER_TIFF);
        maker_segment(&out, 0xE1, buf_str(&exif));
        maker_segment(&out, 0xE1, S("http://ns.adobe.com/xap/1.0/\0<x>SECRETO</x>"));
        maker_segment(&out, 0xFE, S("COMENTARIO"));
    }
    maker_segment(&out, 0xE2, S("ICC_PROFILE\0\x01\x01colores"));
    maker_segment(&out, 0xDB, S("\0tabla"));
    maker_big(&frame, 8, 1);
    maker_big(&frame, height, 2);
    maker_big(&frame, width, 2);
    buf_put(&frame, S("\x01\x01\x11\0"));
    maker_segment(&out, 0xC0, buf_str(&frame));
    maker_segment(&out, 0xC4, S("\0codigos"));
    maker_segment(&out, 0xDA, S("\x01\x01\0\0\x3F\0"));
    buf_put(&out, S("datos\xFF\0mas\xFF\xD0" "fin\xFF\xD9"));
    if (told) {
        buf_put(&out, S("MINIATURA Y VIDEO DETRAS"));
    }
    return buf_str(&out);
}

UNUSED static void maker_chunk(struct buf *out, const char *name, struct str body)
{
    struct buf whole = BUF(out->arena);
    buf_put_c(&whole, name);
    buf_put(&whole, body);
    maker_big(out, (uint32_t)body.len, 4);
    buf_put(out, buf_str(&whole));
    maker_big(out, deflate_crc(buf_str(&whole)), 4);
}

UNUSED static struct str maker_png(struct arena *arena, uint32_t width, uint32_t height, bool told)
{
    struct buf out = BUF(arena);
    struct buf head = BUF(arena);
    maker_big(&head, width, 4);
    maker_big(&head, height, 4);
    buf_put(&head, S("\x08\x02\0\0\0"));
    buf_put(&out, S("\x89PNG\r\n\x1A\n"));
    maker_chunk(&out, "IHDR", buf_str(&head));
    if (told) {
        maker_chunk(&out, "eXIf", MAKER_TIFF);
        maker_chunk(&out, "tEXt", S("Autor\0SECRETO"));
    }
    maker_chunk(&out, "gAMA", S("\0\0\xB1\x8F"));
    maker_chunk(&out, "IDAT", S("puntos"));
    maker_chunk(&out, "IEND", S(""));
    if (told) {
        buf_put(&out, S("DETRAS"));
    }
    return buf_str(&out);
}

UNUSED static void maker_riff(struct buf *out, const char *name, struct str body)
{
    buf_put_c(out, name);
    maker_little(out, (uint32_t)body.len, 4);
    buf_put(out, body);
    if (body.len % 2 != 0) {
        buf_put_char(out, '\0');
    }
}

UNUSED static struct str maker_webp(struct arena *arena, uint32_t width, uint32_t height, bool told)
{
    struct buf parts = BUF(arena);
    struct buf head = BUF(arena);
    maker_little(&head, told ? 0x0C : 0, 4);
    maker_little(&head, width - 1, 3);
    maker_little(&head, height - 1, 3);
    maker_riff(&parts, "VP8X", buf_str(&head));
    maker_riff(&parts, "VP8L", S("\x2F\0\0\0\0puntos!"));
    if (told) {
        maker_riff(&parts, "EXIF", MAKER_TIFF);
        maker_riff(&parts, "XMP ", S("<x>SECRETO</x>"));
    }
    struct buf out = BUF(arena);
    buf_put(&out, S("RIFF"));
    maker_little(&out, (uint32_t)parts.len + 4, 4);
    buf_put(&out, S("WEBP"));
    buf_put(&out, buf_str(&parts));
    return buf_str(&out);
}

/* A zlib stream that only stores. */
UNUSED static struct str maker_zlib(struct arena *arena, struct str bytes)
{
    struct buf out = BUF(arena);
    uint32_t a = 1;
    uint32_t b = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        a = (a + (unsigned char)bytes.ptr[i]) % 65521;
        b = (b + a) % 65521;
    }
    buf_put(&out, S("\x78\x01\x01"));
    maker_little(&out, (uint32_t)bytes.len, 2);
    maker_little(&out, (uint32_t)bytes.len ^ 0xFFFF, 2);
    buf_put(&out, bytes);
    maker_big(&out, b << 16 | a, 4);
    return buf_str(&out);
}

/* A PDF of two pages with more objects; `more` may be anything. */
UNUSED static struct str maker_pdf(struct arena *arena, struct str more)
{
    struct buf out = BUF(arena);
    buf_put(&out, S("%PDF-1.5\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /OpenAction [3 0 R /Fit] >>\nendobj\n"
                    "2 0 obj\n<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>\nendobj\n"
                    "3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n4 0 obj\n<</Type/Page/Parent 2 0 R>>\nendobj\n"));
    buf_put(&out, more);
    buf_put(&out, S("\nxref\n0 1\n0000000000 65535 f \ntrailer << /Root 1 0 R /Size 5 >>\nstartxref\n9\n%%EOF\n"));
    return buf_str(&out);
}

UNUSED static struct str maker_pdf_stream(struct arena *arena, struct str dictionary, struct str data)
{
    struct buf out = BUF(arena);
    buf_put(&out, S("9 0 obj\n<< "));
    buf_put(&out, dictionary);
    buf_put(&out, S(" >>\nstream\r\n"));
    buf_put(&out, data);
    buf_put(&out, S("\nendstream\nendobj\n"));
    return maker_pdf(arena, buf_str(&out));
}

#endif
