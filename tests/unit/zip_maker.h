/* tests/unit/zip_maker.h: zip files for tests, honest or not. */
#ifndef ADELANTE_TEST_ZIP_MAKER_H
#define ADELANTE_TEST_ZIP_MAKER_H

#include <string.h>
#include <zlib.h>

#include "base/base.h"

struct zip_maker {
    struct buf bytes;
    struct buf directory;
    unsigned count;
};

static inline struct zip_maker zip_maker(struct arena *arena)
{
    return (struct zip_maker){.bytes = BUF(arena), .directory = BUF(arena)};
}

static inline void zip_number(struct buf *out, uint64_t value, unsigned len)
{
    for (unsigned i = 0; i < len; i++) {
        buf_put_char(out, (char)(unsigned char)(value & 0xFF));
        value >>= 8;
    }
}

/* What the local header and the directory say alike. */
static inline void zip_facts(struct buf *out, unsigned flags, struct str packed, uint64_t crc, uint64_t size, struct str name)
{
    zip_number(out, 20, 2);
    zip_number(out, flags, 2);
    zip_number(out, 8, 2);
    zip_number(out, 0, 2);
    zip_number(out, 0x21, 2);
    zip_number(out, crc, 4);
    zip_number(out, packed.len, 4);
    zip_number(out, size, 4);
    zip_number(out, name.len, 2);
    zip_number(out, 0, 2);
}

/* An entry of deflated bytes that declares any size and flags. */
static inline void zip_put_packed(struct zip_maker *zip, struct str name, struct str packed, uint64_t crc, uint64_t size, unsigned flags)
{
    size_t offset = zip->bytes.len;
    zip_number(&zip->bytes, 0x04034b50, 4);
    zip_facts(&zip->bytes, flags, packed, crc, size, name);
    buf_put(&zip->bytes, name);
    buf_put(&zip->bytes, packed);
    zip_number(&zip->directory, 0x02014b50, 4);
    zip_number(&zip->directory, 20, 2);
    zip_facts(&zip->directory, flags, packed, crc, size, name);
    zip_number(&zip->directory, 0, 2 + 2 + 2 + 4);
    zip_number(&zip->directory, offset, 4);
    buf_put(&zip->directory, name);
    zip->count++;
}

static inline struct str zip_deflate(struct arena *arena, struct str text)
{
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    int ready = deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    assert(ready == Z_OK);
    size_t room = deflateBound(&stream, text.len);
    char *packed = arena_alloc(arena, room);
    stream.next_in = (Bytef *)(uintptr_t)text.ptr;
    stream.avail_in = (uInt)text.len;
    stream.next_out = (Bytef *)packed;
    stream.avail_out = (uInt)room;
    int done = deflate(&stream, Z_FINISH);
    assert(done == Z_STREAM_END);
    struct str out = {packed, stream.total_out};
    deflateEnd(&stream);
    return out;
}

static inline void zip_put(struct zip_maker *zip, const char *name, struct str text)
{
    uint64_t crc = crc32(0, (const Bytef *)text.ptr, (uInt)text.len);
    zip_put_packed(zip, str_of(name), zip_deflate(zip->bytes.arena, text), crc, text.len, 0);
}

static inline struct str zip_done(struct zip_maker *zip)
{
    size_t offset = zip->bytes.len;
    buf_put(&zip->bytes, buf_str(&zip->directory));
    zip_number(&zip->bytes, 0x06054b50, 4);
    zip_number(&zip->bytes, 0, 4);
    zip_number(&zip->bytes, zip->count, 2);
    zip_number(&zip->bytes, zip->count, 2);
    zip_number(&zip->bytes, zip->directory.len, 4);
    zip_number(&zip->bytes, offset, 4);
    zip_number(&zip->bytes, 0, 2);
    return buf_str(&zip->bytes);
}

#define MAIN_NS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define REL_NS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE_NS "http://schemas.openxmlformats.org/package/2006/relationships"

/* The parts of a workbook with one sheet, Hoja1, given as the inside of its worksheet, style sheet and table of texts. */
static inline struct zip_maker zip_workbook(struct arena *arena, const char *sheet, const char *styles, const char *shared,
                                            const char *workbook_pr)
{
    struct zip_maker zip = zip_maker(arena);
    zip_put(&zip, "[Content_Types].xml", S("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"));
    zip_put(&zip, "_rels/.rels", S("<Relationships xmlns=\"" PACKAGE_NS "\"><Relationship Id=\"rId1\" Type=\"" REL_NS
                                   "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"));
    zip_put(&zip, "xl/workbook.xml",
            str_format(arena,
                       "<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" REL_NS "\">%s<sheets><sheet name=\"Hoja1\" sheetId=\"1\" "
                       "r:id=\"rId1\"/></sheets></workbook>",
                       workbook_pr));
    zip_put(&zip, "xl/_rels/workbook.xml.rels",
            S("<Relationships xmlns=\"" PACKAGE_NS "\"><Relationship Id=\"rId1\" Type=\"" REL_NS "/worksheet\" "
              "Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"" REL_NS "/styles\" Target=\"/xl/styles.xml\"/>"
              "<Relationship Id=\"rId3\" Type=\"" REL_NS "/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"));
    zip_put(&zip, "xl/worksheets/sheet1.xml", str_format(arena, "<worksheet xmlns=\"" MAIN_NS "\">%s</worksheet>", sheet));
    zip_put(&zip, "xl/styles.xml", str_format(arena, "<styleSheet xmlns=\"" MAIN_NS "\">%s</styleSheet>", styles));
    zip_put(&zip, "xl/sharedStrings.xml", str_format(arena, "<sst xmlns=\"" MAIN_NS "\">%s</sst>", shared));
    return zip;
}

#endif
