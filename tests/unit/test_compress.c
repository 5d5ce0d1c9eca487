#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "base/secret.h"
#include "http/compress.h"

static struct arena arena;

static int release(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void test_choose(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        enum encoding expected;
    } cases[] = {
        {NULL, ENCODING_NONE},
        {"", ENCODING_NONE},
        {"identity", ENCODING_NONE},
        {"gzip", ENCODING_GZIP},
        {"GZIP", ENCODING_GZIP},
        {"gzip, deflate, br", ENCODING_BROTLI},
        {"gzip, br;q=0.5", ENCODING_GZIP},
        {"gzip;q=0, br;q=0", ENCODING_NONE},
        {"gzip;q=0.000, br;q=0.001", ENCODING_BROTLI},
        {"br;q=0, *", ENCODING_GZIP},
        {"*", ENCODING_BROTLI},
        {"*;q=0", ENCODING_NONE},
        {"zstd, br ; q=0.9 , gzip;q=0.95", ENCODING_GZIP},
        {"brotli, gzipped", ENCODING_NONE},
        {";;,,;q=1", ENCODING_NONE},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        if (compress_choose(str_of(cases[i].header)) != cases[i].expected) {
            fail_msg("%s", cases[i].header);
        }
    }
}

static void test_text(void **state)
{
    (void)state;
    assert_true(compress_is_text(S("text/html; charset=utf-8")));
    assert_true(compress_is_text(S("application/json")));
    assert_true(compress_is_text(S("image/svg+xml")));
    assert_false(compress_is_text(S("image/png")));
    assert_false(compress_is_text(S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")));
    assert_false(compress_is_text(S("")));
}

static struct str page(void)
{
    struct buf buf = BUF(&arena);
    for (int i = 0; i < 300; i++) {
        buf_format(&buf, "<tr><td>%d</td><td>Cliente número %d</td></tr>\n", i, i * 7);
    }
    return buf_str(&buf);
}

static void test_round_trip(void **state)
{
    (void)state;
    struct str bytes = page();
    struct str packed;
    struct compressor *compressor = compressor_new(&arena);
    /* Twice, because the state of the first is used again. */
    for (int round = 0; round < 2; round++) {
        assert_true(compress_run(compressor, ENCODING_GZIP, &arena, bytes, &packed));
        assert_true(packed.len < bytes.len / 4);
        unsigned char *out = arena_alloc(&arena, bytes.len + 1);
        z_stream stream = {.next_in = (unsigned char *)(uintptr_t)packed.ptr, .avail_in = (uInt)packed.len,
                           .next_out = out, .avail_out = (uInt)bytes.len + 1};
        assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
        assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
        assert_int_equal(stream.total_out, bytes.len);
        assert_memory_equal(out, bytes.ptr, bytes.len);
        inflateEnd(&stream);
        assert_true(compress_run(compressor, ENCODING_BROTLI, &arena, bytes, &packed));
        assert_true(packed.len < bytes.len / 4);
    }
    compressor_close(compressor);
    compressor_close(compressor);
}

static void test_what_does_not_shrink_stays(void **state)
{
    (void)state;
    char noise[2000];
    struct str packed = S("untouched");
    struct compressor *compressor = compressor_new(&arena);
    random_bytes(noise, sizeof(noise));
    size_t used = arena.used;
    assert_false(compress_run(compressor, ENCODING_GZIP, &arena, (struct str){noise, sizeof(noise)}, &packed));
    assert_false(compress_run(compressor, ENCODING_BROTLI, &arena, (struct str){noise, sizeof(noise)}, &packed));
    assert_false(compress_run(compressor, ENCODING_NONE, &arena, page(), &packed));
    assert_true(str_eq_c(packed, "untouched"));
    assert_true(arena.used >= used);
    compressor_close(compressor);
    assert_string_equal(compress_name(ENCODING_BROTLI), "br");
    assert_string_equal(compress_name(ENCODING_GZIP), "gzip");
    assert_null(compress_name(ENCODING_NONE));
}

int main(void)
{
    secret_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_choose),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_what_does_not_shrink_stays),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
