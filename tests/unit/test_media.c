/* format/media, image, pdf_look: what a file is, what is taken out of it, what is refused. */
#include "check.h"

#include "media_maker.h"

#include <string.h>

static struct media read_ok(struct str bytes)
{
    struct media media;
    struct problem problem = {0};
    if (media_read(&check_arena, bytes, &media, &problem) != ERR_OK) {
        fail_msg("%s", problem.rule.en);
    }
    /* What came out is what it is: reading it again changes nothing. */
    struct media again;
    assert_int_equal(media_read(&check_arena, media.bytes, &again, &problem), ERR_OK);
    assert_true(str_eq(again.bytes, media.bytes));
    assert_false(again.had_position);
    return media;
}

static void refused(struct str bytes, const char *part)
{
    struct media media;
    struct problem problem = {0};
    enum err err = media_read(&check_arena, bytes, &media, &problem);
    if (err != ERR_INVALID || problem.rule.es == NULL || problem.remedy.en == NULL || strstr(problem.rule.en, part) == NULL) {
        fail_msg("%s: \"%s\" instead of \"%s\"", err_info(err)->name, problem.rule.en == NULL ? "" : problem.rule.en, part);
    }
}

static bool holds(struct str bytes, const char *text)
{
    return str_find(bytes, str_of(text)) != SIZE_MAX;
}

static void test_jpeg(void **state)
{
    (void)state;
    struct media media = read_ok(maker_jpeg(&check_arena, 4032, 3024, true));
    assert_int_equal(media.kind, MEDIA_JPEG);
    assert_int_equal(media.width, 4032);
    assert_int_equal(media.height, 3024);
    assert_true(media.had_position);
    assert_false(holds(media.bytes, "LATITUD") || holds(media.bytes, "SECRETO") || holds(media.bytes, "COMENTARIO"));
    assert_false(holds(media.bytes, "DETRAS"));
    assert_true(holds(media.bytes, "ICC_PROFILE") && holds(media.bytes, "datos") && holds(media.bytes, "tabla"));
    /* The way up, as a telephone held upright writes it, is all that stays. */
    assert_true(str_find(media.bytes, S("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0")) != SIZE_MAX);
    struct str plain = maker_jpeg(&check_arena, 640, 480, false);
    media = read_ok(plain);
    assert_true(str_eq(media.bytes, plain));
    assert_false(media.had_position);
}

static void test_png_and_webp(void **state)
{
    (void)state;
    struct media png = read_ok(maker_png(&check_arena, 800, 600, true));
    assert_int_equal(png.kind, MEDIA_PNG);
    assert_int_equal(png.width, 800);
    assert_true(png.had_position);
    assert_false(holds(png.bytes, "SECRETO") || holds(png.bytes, "LATITUD") || holds(png.bytes, "DETRAS"));
    assert_true(holds(png.bytes, "gAMA") && holds(png.bytes, "puntos"));
    struct media webp = read_ok(maker_webp(&check_arena, 1200, 900, true));
    assert_int_equal(webp.kind, MEDIA_WEBP);
    assert_int_equal(webp.width, 1200);
    assert_int_equal(webp.height, 900);
    assert_true(webp.had_position);
    assert_false(holds(webp.bytes, "SECRETO") || holds(webp.bytes, "LATITUD"));
    assert_true(str_eq(webp.bytes, read_ok(maker_webp(&check_arena, 1200, 900, false)).bytes));
}

static void test_pictures_refused(void **state)
{
    (void)state;
    struct str jpeg = maker_jpeg(&check_arena, 640, 480, true);
    struct str png = maker_png(&check_arena, 640, 480, false);
    struct str webp = maker_webp(&check_arena, 640, 480, true);
    struct media media;
    struct problem problem = {0};
    /* Cut anywhere, it is either refused or, behind its own end, whole. */
    for (size_t len = 3; len < jpeg.len; len++) {
        enum err err = media_read(&check_arena, str_slice(jpeg, 0, len), &media, &problem);
        assert_true(err == ERR_INVALID || len >= jpeg.len - strlen("MINIATURA Y VIDEO DETRAS"));
    }
    for (size_t len = 8; len < png.len; len++) {
        refused(str_slice(png, 0, len), "cut off");
    }
    for (size_t len = 20; len < webp.len; len++) {
        refused(str_slice(webp, 0, len), "cut off");
    }
    char *bent = memcpy(arena_alloc(&check_arena, png.len), png.ptr, png.len);
    bent[20] ^= 1;
    refused((struct str){bent, png.len}, "cut off or damaged");
    refused(maker_png(&check_arena, 20000, 20000, false), "100 million");
    refused(maker_jpeg(&check_arena, 31000, 10, false), "30,000");
    refused(maker_jpeg(&check_arena, 0, 10, false), "30,000");
    refused(S("\xFF\xD8\xFF<script>alert(1)</script>"), "a JPEG photo");
}

static void test_foreign(void **state)
{
    (void)state;
    static const struct {
        struct str bytes;
        const char *part;
    } cases[] = {
        {{"", 0}, "an empty file"},
        {{"GIF89a......", 12}, "a GIF image"},
        {{"\0\0\0\x18" "ftypheic....", 16}, "a HEIC photo"},
        {{"\0\0\0\x18" "ftypmp42....", 16}, "a video"},
        {{"PK\003\004....", 8}, "an Office document or a ZIP"},
        {{"\xD0\xCF\x11\xE0....", 8}, "an Office document"},
        {{"MZ\x90\0....", 8}, "a program"},
        {{"<!DOCTYPE html>", 15}, "a web page"},
        {{"<svg xmlns=", 11}, "an SVG drawing"},
        {{"Querida directora:", 18}, "another kind"},
        {{"  %PDF-1.4", 10}, "another kind"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        refused(cases[i].bytes, cases[i].part);
    }
    assert_true(media_fits_name(MEDIA_JPEG, S("IMG_2041.JPG")) && media_fits_name(MEDIA_JPEG, S("captura.png")));
    assert_true(media_fits_name(MEDIA_PDF, S("Acta n. 3 de la reunión")) && media_fits_name(MEDIA_PDF, S("acta.Pdf")));
    assert_false(media_fits_name(MEDIA_PDF, S("acta.exe")) || media_fits_name(MEDIA_PDF, S("acta.jpg")) || media_fits_name(MEDIA_PNG, S("a.pdf")));
}

static void test_pdf(void **state)
{
    (void)state;
    struct media media = read_ok(maker_pdf(&check_arena, S("")));
    assert_int_equal(media.kind, MEDIA_PDF);
    assert_int_equal(media.pages, 2);
    /* Pages in an object stream are counted; a link to a page of the web is no order. */
    struct str packed = maker_zlib(&check_arena, S("7 0 8 30 << /Type /Page /Parent 2 0 R >> << /S /URI /URI (https://adel.example) >>"));
    media = read_ok(maker_pdf_stream(&check_arena, S("/Type /ObjStm /N 2 /First 9 /Filter /FlateDecode"), packed));
    assert_int_equal(media.pages, 3);
    read_ok(maker_pdf_stream(&check_arena, S("/Filter /FlateDecode"), maker_zlib(&check_arena, S("BT (Acta /JS 12) Tj ET"))));
    /* Old programs wrap contents in ASCII85; with a table of the old kind nothing can hide there. */
    read_ok(maker_pdf_stream(&check_arena, S("/Filter [/ASCII85Decode /FlateDecode]"), S("GhQ~>")));
}

static void test_pdf_refused(void **state)
{
    (void)state;
    struct arena *arena = &check_arena;
    static const struct {
        const char *more;
        const char *part;
    } cases[] = {
        {"5 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj", "JavaScript"},
        {"5 0 obj << /S /J#61vaScript >> endobj", "JavaScript"},
        {"5 0 obj << /S/#4aavaScr#69pt>> endobj", "JavaScript"},
        {"5 0 obj << /JS 6 0 R >> endobj", "JavaScript"},
        {"5 0 obj << /S /Launch /F (cmd.exe) >> endobj", "opens another program"},
        {"5 0 obj << /Type /EmbeddedFile >> endobj", "file attached inside"},
        {"5 0 obj << /Names << /EmbeddedFiles 7 0 R >> >> endobj", "files attached inside"},
        {"5 0 obj << /S /SubmitForm >> endobj", "sends data"},
        {"5 0 obj << /XFA 7 0 R >> endobj", "XFA"},
        {"trailer << /Encrypt 8 0 R >>", "password"},
        /* Two readers, two truths: a text that looks like a stream, an object in what calls itself one. */
        {"5 0 obj << /X (<<>>\nstream\n) /S /JavaScript /Y (endstream) >> endobj", "JavaScript"},
        {"5 0 obj << >> stream\n6 0 obj << /S /Launch >> endobj\nendstream endobj", "opens another program"},
        {"5 0 obj ( /X (unbalanced << /S /JavaScript >> endobj", "JavaScript"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        refused(maker_pdf(arena, str_of(cases[i].more)), cases[i].part);
    }
    struct str script = S("7 0 << /S /JavaScript /JS (app.launchURL) >>");
    struct str short_name = S("7 0 << /JS 12 0 R >>");
    struct str objects = S("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode");
    refused(maker_pdf_stream(arena, objects, maker_zlib(arena, script)), "JavaScript");
    refused(maker_pdf_stream(arena, objects, maker_zlib(arena, short_name)), "JavaScript");
    /* Nothing says that it holds objects, and its length leads a reader past us. */
    refused(maker_pdf_stream(arena, S("/Length 1 /Filter [ /FlateDecode ]"), maker_zlib(arena, script)), "JavaScript");
    refused(maker_pdf_stream(arena, objects, S("\x78\x01roto")), "cannot be looked into");
    refused(maker_pdf_stream(arena, S("/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]"), S("7801>")), "cannot be looked into");
    struct str table = S("/Type /XRef /Size 9 >>\nstream\n00\nendstream\nendobj\n10 0 obj << /Filter /LZWDecode");
    refused(maker_pdf_stream(arena, table, S("\x80\x0B")), "cannot be looked into");
    struct str whole = maker_pdf(arena, S(""));
    refused(str_slice(whole, 0, whole.len - 20), "end is missing");
}

static bool count_bytes(void *self, struct str piece)
{
    *(size_t *)self += piece.len;
    return true;
}

static void test_deflate(void **state)
{
    (void)state;
    size_t unpacked = 0;
    size_t seen = 0;
    struct str packed = maker_zlib(&check_arena, S("veinte bytes de texto"));
    assert_int_equal(deflate_unpack(packed, 1000, &unpacked, count_bytes, &seen), ERR_OK);
    assert_int_equal(seen, 21);
    assert_int_equal(unpacked, 21);
    assert_int_equal(deflate_unpack(str_slice(packed, 0, packed.len - 6), 1000, &unpacked, count_bytes, &seen), ERR_MALFORMED);
    assert_int_equal(deflate_unpack(S("nada"), 1000, &unpacked, count_bytes, &seen), ERR_MALFORMED);
    assert_int_equal(deflate_crc(S("IEND")), 0xAE426082u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_jpeg),     cmocka_unit_test(test_png_and_webp), cmocka_unit_test(test_pictures_refused),
        cmocka_unit_test(test_foreign),  cmocka_unit_test(test_pdf),          cmocka_unit_test(test_pdf_refused),
        cmocka_unit_test(test_deflate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
