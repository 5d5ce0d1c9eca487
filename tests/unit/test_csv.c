/* format/csv: rows out of bytes, faults with their place, and the way back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sys/resource.h>

#include "format/csv.h"
#include "format/decimal.h"
#include "format/json.h"
#include "shared_data.h"

/* A file in memory that hands out at most `step` bytes at a time. */
struct memory {
    struct str bytes;
    size_t at;
    size_t step;
};

static enum err memory_read(void *source, char *into, size_t room, size_t *out_len)
{
    struct memory *memory = source;
    size_t len = memory->bytes.len - memory->at;
    len = len > room ? room : len;
    len = memory->step > 0 && len > memory->step ? memory->step : len;
    if (len > 0) {
        memcpy(into, memory->bytes.ptr + memory->at, len);
    }
    memory->at += len;
    *out_len = len;
    return ERR_OK;
}

static struct arena arena;

static int reset(void **state)
{
    (void)state;
    arena_reset(&arena);
    return 0;
}

static struct csv_reader *reader_of(struct str bytes, size_t step, struct csv_options options)
{
    struct memory *memory = ARENA_NEW(&arena, struct memory);
    *memory = (struct memory){.bytes = bytes, .step = step};
    options.name = S("f.csv");
    return csv_open(&arena, memory_read, memory, options);
}

/* The cells as "a|b\nc|d\n", so that a whole file is one comparison. */
static struct str rows_of(struct str bytes, size_t step, struct csv_options options)
{
    struct csv_reader *reader = reader_of(bytes, step, options);
    struct buf out = BUF(&arena);
    struct csv_row row;
    struct problem problem;
    bool found;
    for (;;) {
        assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_OK);
        if (!found) {
            return buf_str(&out);
        }
        for (size_t i = 0; i < row.len; i++) {
            assert_non_null(row.cells[i].ptr);
            buf_format(&out, "%s" STR_FMT, i > 0 ? "|" : "", STR_ARG(row.cells[i]));
        }
        buf_put_char(&out, '\n');
    }
}

static void assert_rows(struct str bytes, struct csv_options options, const char *expected)
{
    static const size_t steps[] = {0, 1, 3, 7};
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        struct str got = rows_of(bytes, steps[i], options);
        assert_string_equal(str_c(&arena, got), expected);
    }
}

static void test_rows(void **state)
{
    (void)state;
    struct csv_options plain = {0};
    assert_rows(S(""), plain, "");
    assert_rows(S("a"), plain, "a\n");
    assert_rows(S("a,b\r\n1,2\r\n"), plain, "a|b\n1|2\n");
    assert_rows(S("a,b\n1,2"), plain, "a|b\n1|2\n");
    assert_rows(S("a,b\r1,2\r"), plain, "a|b\n1|2\n");
    assert_rows(S("a,\n,b\n,\n"), plain, "a|\n|b\n|\n");
    assert_rows(S("\n\r\n\"\"\n\na\n"), plain, "\na\n");
    assert_rows(S("\xEF\xBB\xBF" "a;b\n1,5;2\n"), (struct csv_options){.delimiter = ';'}, "a|b\n1,5|2\n");
    assert_rows(S("a\tb\n1\t\"2\t3\"\n"), (struct csv_options){.delimiter = '\t'}, "a|b\n1|2\t3\n");
    assert_rows(S("\"a \"\"b\"\" c\",\"d\r\ne\"\n\"\"\"\",\"\"\n"), plain, "a \"b\" c|d\r\ne\n\"|\n");
    assert_rows(S("5\" pipe, \"x\"\n"), plain, "5\" pipe| \"x\"\n");
    assert_rows(S("a\xF1o,\x80\n"), (struct csv_options){.encoding = CSV_WINDOWS_1252}, "a\u00F1o|\u20AC\n");
    assert_rows(S("'=1,'-5,'hola,''@x\n"), (struct csv_options){.unguard = true}, "=1|-5|'hola|'@x\n");
    assert_rows(S("'=1,'hola\n"), plain, "'=1|'hola\n");
}

/* Cells of every length across the borders of the blocks that are searched at once. */
static void test_block_borders(void **state)
{
    (void)state;
    for (size_t len = 0; len < 200; len++) {
        struct buf bytes = BUF(&arena);
        struct buf expected = BUF(&arena);
        for (size_t row = 0; row < 3; row++) {
            for (size_t i = 0; i < len; i++) {
                buf_put_char(&bytes, (char)('a' + (i + row) % 26));
            }
            buf_put_c(&bytes, ",\"x\"\"\r\ny\",\u00F1\r\n");
            buf_put(&expected, str_slice(buf_str(&bytes), bytes.len - 14 - len, bytes.len - 14));
            buf_put_c(&expected, "|x\"\r\ny|\u00F1\n");
        }
        struct str got = rows_of(buf_str(&bytes), len % 5, (struct csv_options){0});
        assert_true(str_eq(got, buf_str(&expected)));
    }
}

struct fault_case {
    struct str bytes;
    bool has_header;
    enum err err;
    const char *place;
    const char *value;
    const char *rule_es; /* a part of it */
};

static void test_faults(void **state)
{
    (void)state;
    const struct fault_case cases[] = {
        {S("id,nombre\n1,\"Ana\n2,Eva\n"), true, ERR_MALFORMED, "f.csv:2:nombre", NULL, "no se cierra"},
        {S("id,nombre\n1,\"Ana\" x\n"), true, ERR_MALFORMED, "f.csv:2:nombre", " ", "comilla que cierra"},
        {S("id,nombre\n1\n"), true, ERR_INVALID, "f.csv:2", NULL, "esta tiene 1 y el encabezado 2"},
        {S("id,nombre\n\n1,a,b\n"), true, ERR_INVALID, "f.csv:3", "b", "esta tiene 3 y el encabezado 2"},
        {S("id,,edad\n1,2,3\n"), true, ERR_INVALID, "f.csv:1:2", NULL, "vac\u00EDo"},
        {S("id,edad,id\n"), true, ERR_INVALID, "f.csv:1:3", "id", "se repite"},
        {S("id,edad, id\n"), true, ERR_INVALID, "f.csv:1:3", "id", "se repite"},
        {S(""), true, ERR_INVALID, "f.csv:1", NULL, "encabezados"},
        {S(",,\n"), true, ERR_INVALID, "f.csv:1", NULL, "encabezados"},
        {S("id,nombre\n1,a\0b\n"), true, ERR_INVALID, "f.csv:2:nombre", NULL, "NUL"},
        {S("id,nombre\n1,ni\xF1o\n"), true, ERR_INVALID, "f.csv:2:nombre", "ni\u00F1o", "UTF-8"},
        {S("id,nombre\n1,\xED\xA0\x80\n"), true, ERR_INVALID, "f.csv:2:nombre", "\u00ED\u00A0\u20AC", "UTF-8"},
        {S("a\n\"1\n2\n3\"\nb,c\n"), true, ERR_INVALID, "f.csv:5", "c", "esta tiene 2"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct csv_reader *reader = reader_of(cases[i].bytes, 0, (struct csv_options){0});
        struct csv_row row;
        struct problem problem = {0};
        bool found = true;
        enum err err = cases[i].has_header ? csv_header(reader, &row, &problem) : ERR_OK;
        while (err == ERR_OK && found) {
            err = csv_next(reader, &row, &found, &problem);
        }
        assert_int_equal(err, cases[i].err);
        assert_string_equal(str_c(&arena, problem.place), cases[i].place);
        assert_true(str_eq(problem.value, str_of(cases[i].value)));
        assert_non_null(strstr(problem.rule.es, cases[i].rule_es));
        assert_true(strlen(problem.rule.en) > 10 && strlen(problem.remedy.es) > 10 && strlen(problem.remedy.en) > 10);
    }
}

static void test_reading_goes_on_after_a_row_at_fault(void **state)
{
    (void)state;
    struct csv_reader *reader = reader_of(S("id,n\n1\n2,b\n3,\xFF\n4,d,\n5,e\n"), 0, (struct csv_options){0});
    static const enum err expected[] = {ERR_INVALID, ERR_OK, ERR_INVALID, ERR_INVALID, ERR_OK};
    struct csv_row row;
    struct problem problem;
    bool found;
    assert_int_equal(csv_header(reader, &row, &problem), ERR_OK);
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_int_equal(csv_next(reader, &row, &found, &problem), expected[i]);
        assert_int_equal(row.line, i + 2);
    }
    assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_OK);
    assert_false(found);
}

static void test_blank_headings_at_the_right_end(void **state)
{
    (void)state;
    struct csv_reader *reader = reader_of(S("id,n,,\n1,a,,\n2,b,c,\n3,c\n"), 0, (struct csv_options){0});
    struct csv_row row;
    struct problem problem;
    bool found;
    assert_int_equal(csv_header(reader, &row, &problem), ERR_OK);
    assert_int_equal(row.len, 2);
    assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_OK);
    assert_int_equal(row.len, 2);
    assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_INVALID);
    assert_true(str_eq_c(problem.value, "c"));
    assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_INVALID);
}

static void test_limits(void **state)
{
    (void)state;
    struct csv_row row;
    struct problem problem;
    bool found;
    struct buf wide = BUF(&arena);
    for (size_t i = 0; i < CSV_CELL_LIMIT; i++) {
        buf_put_c(&wide, i > 0 ? ",x" : "x");
    }
    struct csv_reader *reader = reader_of(buf_str(&wide), 0, (struct csv_options){0});
    assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_OK);
    assert_int_equal(row.len, CSV_CELL_LIMIT);
    buf_put_c(&wide, ",y");
    reader = reader_of(buf_str(&wide), 0, (struct csv_options){0});
    assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_TOO_LARGE);
    assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_TOO_LARGE);

    char *longest = arena_alloc(&arena, CSV_ROW_LIMIT + 2);
    memset(longest, 'x', CSV_ROW_LIMIT + 1);
    longest[CSV_ROW_LIMIT] = '\n';
    longest[CSV_ROW_LIMIT + 1] = 'y';
    reader = reader_of((struct str){longest, CSV_ROW_LIMIT + 2}, 0, (struct csv_options){0});
    assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_OK);
    assert_int_equal(row.cells[0].len, CSV_ROW_LIMIT);
    assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_OK);
    assert_true(str_eq_c(row.cells[0], "y"));
    char *too_long = arena_alloc(&arena, (size_t)CSV_ROW_LIMIT * 3);
    memset(too_long, 'x', (size_t)CSV_ROW_LIMIT * 3);
    too_long[0] = '"';
    reader = reader_of((struct str){too_long, (size_t)CSV_ROW_LIMIT * 3}, 0, (struct csv_options){0});
    assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_TOO_LARGE);
    assert_non_null(strstr(problem.rule.es, "1 MiB"));
}

static void test_write_and_read_again(void **state)
{
    (void)state;
    const struct str texts[] = {S(""), S("x"), S("=1+1"), S("+503"), S("-5.00"), S("@x"), S("\tx"), S("\rx"), S("\nx"), S("'"),
                                       S("''"), S("'=1"), S("''-1"), S("'Ana'"), S("a,b"), S("a\"b"), S("\""), S(" x "), S("a\r\nb"),
                                       S("'\"=1"), S("\u00F1")};
    static const char delimiters[] = {',', ';', '\t'};
    for (size_t d = 0; d < COUNT_OF(delimiters); d++) {
        struct buf bytes = BUF(&arena);
        struct csv_writer writer = csv_writer(&bytes, delimiters[d]);
        csv_bom(&writer);
        for (size_t i = 0; i < COUNT_OF(texts); i++) {
            csv_text(&writer, texts[i]);
            csv_end_row(&writer);
        }
        for (size_t i = 0; i < COUNT_OF(texts); i++) {
            csv_text(&writer, texts[i]);
        }
        csv_end_row(&writer);
        struct csv_reader *reader =
            reader_of(buf_str(&bytes), 0, (struct csv_options){.delimiter = delimiters[d], .unguard = true});
        struct csv_row row;
        struct problem problem;
        bool found;
        for (size_t i = 0; i < COUNT_OF(texts); i++) {
            assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_OK);
            assert_true(found && row.len == 1 && str_eq(row.cells[0], texts[i]));
        }
        assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_OK);
        assert_int_equal(row.len, COUNT_OF(texts));
        for (size_t i = 0; i < COUNT_OF(texts); i++) {
            assert_true(str_eq(row.cells[i], texts[i]));
        }
    }
    struct buf bytes = BUF(&arena);
    struct csv_writer writer = csv_writer(&bytes, ',');
    csv_text(&writer, S("-5.00"));
    csv_value(&writer, S("-5.00"));
    csv_text(&writer, S("=\"a\""));
    csv_end_row(&writer);
    assert_string_equal(str_c(&arena, buf_str(&bytes)), "'-5.00,-5.00,\"'=\"\"a\"\"\"\r\n");
}

static void test_sniff(void **state)
{
    (void)state;
    const struct {
        struct str bytes;
        struct csv_dialect expected;
    } cases[] = {
        {S("a,b\n1,2\n"), {CSV_UTF8, true, false, ',', true, '.', true}},
        {S("a;b\n1;2,50\n"), {CSV_UTF8, true, false, ';', true, ',', true}},
        {S("a;b\n1;2.50\n"), {CSV_UTF8, true, false, ';', true, '.', true}},
        {S("a;b\n1;2,500\n"), {CSV_UTF8, true, false, ';', true, '.', false}},
        {S("a;b\n1;1.234,56\n"), {CSV_UTF8, true, false, ';', true, ',', true}},
        {S("a;b\n1;1.234.567\n"), {CSV_UTF8, true, false, ';', true, ',', true}},
        {S("a;b\n1,5;2.5\n"), {CSV_UTF8, true, false, ';', true, ',', false}},
        {S("a,b\n1,\"262,573.17\"\n"), {CSV_UTF8, true, false, ',', true, '.', true}},
        {S("a,b\n1,\"1,000\"\n"), {CSV_UTF8, true, false, ',', true, '.', true}},
        {S("a,b\n1,\"3,5\"\n"), {CSV_UTF8, true, false, ',', true, ',', false}},
        {S("a\tb\n1\t2\n"), {CSV_UTF8, true, false, '\t', true, '.', true}},
        {S("apellidos, nombre;dui\nP, A;1\nQ, B;2\n"), {CSV_UTF8, true, false, ',', false, '.', true}},
        {S("a;b,c\n1;x\n2;y,z\n"), {CSV_UTF8, true, false, ';', true, '.', true}},
        {S("a\n12.05.2014\n2604-1234\n"), {CSV_UTF8, true, false, ',', true, '.', true}},
        {S("a,b\n1,\xF1\n"), {CSV_WINDOWS_1252, false, false, ',', true, '.', true}},
        {S("\xEF\xBB\xBF" "a,b\n"), {CSV_UTF8, true, true, ',', true, '.', true}},
        {S("\xFF\xFE" "a\0,\0"), {CSV_UTF16, true, true, ',', false, '.', false}},
        {S("a\0,\0b\0"), {CSV_UTF16, false, false, ',', false, '.', false}},
        {S(""), {CSV_UTF8, true, false, ',', true, '.', true}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct csv_dialect got = csv_dialect_sniff(cases[i].bytes.ptr, cases[i].bytes.len);
        struct csv_dialect expected = cases[i].expected;
        if (got.encoding != expected.encoding || got.encoding_certain != expected.encoding_certain || got.bom != expected.bom ||
            got.delimiter != expected.delimiter || got.delimiter_certain != expected.delimiter_certain ||
            got.decimal != expected.decimal || got.decimal_certain != expected.decimal_certain) {
            fail_msg("case %zu: %s", i, csv_dialect_text(&arena, got).en);
        }
    }
    struct csv_dialect found = csv_dialect_sniff("a;b\n1;2,50\n", 11);
    assert_string_equal(csv_dialect_text(&arena, found).es, "UTF-8, separado por punto y coma, con coma decimal");
    assert_string_equal(csv_dialect_text(&arena, found).en, "UTF-8, separated by semicolons, with decimal commas");
}

static void test_names_and_numbers(void **state)
{
    (void)state;
    enum csv_encoding encoding;
    char sign;
    assert_true(csv_dialect_encoding(S("Latin-1"), &encoding) && encoding == CSV_WINDOWS_1252);
    assert_true(csv_dialect_encoding(S("UTF-8"), &encoding) && encoding == CSV_UTF8);
    assert_false(csv_dialect_encoding(S("utf"), &encoding));
    assert_true(csv_dialect_delimiter(S("tab"), &sign) && sign == '\t');
    assert_true(csv_dialect_delimiter(S(";"), &sign) && sign == ';');
    assert_false(csv_dialect_delimiter(S("|"), &sign));
    assert_true(csv_dialect_decimal(S("coma"), &sign) && sign == ',');
    assert_false(csv_dialect_decimal(S(""), &sign));
    static const char *const pairs[][2] = {{"1.234,56", "1234.56"}, {"3,5", "3.5"}, {"$ 1.000", "$ 1000"}, {"-0,50", "-0.50"},
                                           {"1,234.56", "1,234.56"}, {"12.05.2014", "12.05.2014"}, {"a,b", "a,b"}, {"1234.5", "1234.5"},
                                           {"1.234.567", "1234567"}, {"", ""}, {"18,5 %", "18.5 %"}};
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        assert_string_equal(str_c(&arena, csv_dialect_number(&arena, str_of(pairs[i][0]), ',')), pairs[i][1]);
        assert_string_equal(str_c(&arena, csv_dialect_number(&arena, str_of(pairs[i][0]), '.')), pairs[i][0]);
    }
}

static void test_decimal(void **state)
{
    (void)state;
    static const struct {
        const char *number;
        int shift;
        const char *plain; /* NULL: refused */
    } cases[] = {{"0.1", 0, "0.1"}, {"262573.17", 0, "262573.17"}, {"72.0", 0, "72"}, {"1.1000000000000001", 0, "1.1"},
                 {"262573.16999999998", 0, "262573.17"}, {"0.30000000000000004", 0, "0.3"}, {"1E-3", 0, "0.001"},
                 {"1.5e3", 0, "1500"}, {"-0.0", 0, "0"}, {"0.52", 2, "52"}, {"0.065", 2, "6.5"}, {"0.9999999999999999", 0, "1"},
                 {"12345678901234567", 0, "12345678901234567"}, {"1e39", 0, "1000000000000000000000000000000000000000"},
                 {"1e41", 0, NULL}, {"1e-41", 0, NULL}, {"", 0, NULL}, {".", 0, NULL}, {"1e", 0, NULL}, {"1,5", 0, NULL},
                 {"4.51119775197299", 0, "4.51119775197299"}, {"+5", 0, "5"}, {"NaN", 0, NULL}, {"0x1", 0, NULL}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct str plain = STR_NONE;
        assert_int_equal(decimal_plain(&arena, str_of(cases[i].number), cases[i].shift, &plain), cases[i].plain != NULL);
        if (cases[i].plain != NULL) {
            assert_string_equal(str_c(&arena, plain), cases[i].plain);
        }
    }
    int64_t scaled;
    assert_true(decimal_scaled(S("-87.943019999999997"), 6, &scaled) && scaled == -87943020);
    assert_true(decimal_scaled(S("13.7312"), 6, &scaled) && scaled == 13731200);
    assert_true(decimal_scaled(S("0.0000005"), 6, &scaled) && scaled == 1);
    assert_true(decimal_scaled(S("0.00000049"), 6, &scaled) && scaled == 0);
    assert_true(decimal_scaled(S("9.9999999"), 6, &scaled) && scaled == 10000000);
    assert_true(decimal_scaled(S("1e-300"), 6, &scaled) && scaled == 0);
    assert_true(decimal_scaled(S("0e900"), 6, &scaled) && scaled == 0);
    assert_false(decimal_scaled(S("1e19"), 0, &scaled));
}

/* ---- the shared files ------------------------------------------------------------------------------ */

static void test_csv_spectrum(void **state)
{
    (void)state;
    static const char *const names[] = {"comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
                                        "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8"};
    for (size_t n = 0; n < COUNT_OF(names); n++) {
        const char *csv = shared_path(&arena, str_format(&arena, "import/csv-spectrum/csvs/%s.csv", names[n]).ptr);
        const char *json = shared_path(&arena, str_format(&arena, "import/csv-spectrum/json/%s.json", names[n]).ptr);
        if (csv == NULL || json == NULL) {
            skip();
        }
        struct json *expected;
        struct str trouble;
        assert_int_equal(json_parse(&arena, read_whole(&arena, json), &expected, &trouble), ERR_OK);
        struct str bytes = read_whole(&arena, csv);
        struct csv_dialect found = csv_dialect_sniff(bytes.ptr, bytes.len);
        assert_true(found.encoding_certain && found.delimiter_certain && found.delimiter == ',');
        struct csv_reader *reader = reader_of(bytes, 5, (struct csv_options){0});
        struct csv_row row;
        struct problem problem;
        bool more;
        assert_int_equal(csv_header(reader, &row, &problem), ERR_OK);
        struct str headings[8];
        size_t width = row.len;
        for (size_t i = 0; i < width; i++) {
            headings[i] = str_copy(&arena, row.cells[i]);
        }
        for (size_t r = 0; r < expected->len; r++) {
            assert_int_equal(csv_next(reader, &row, &more, &problem), ERR_OK);
            assert_true(more && row.len == width && expected->items[r]->len == width);
            for (size_t i = 0; i < width; i++) {
                const struct json *value = json_find(expected->items[r], headings[i]);
                assert_non_null(value);
                assert_string_equal(str_c(&arena, row.cells[i]), str_c(&arena, value->text));
            }
        }
        assert_int_equal(csv_next(reader, &row, &more, &problem), ERR_OK);
        assert_false(more);
    }
}

static void test_frictionless(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum csv_encoding encoding;
        bool certain;
        char delimiter;
        enum err err; /* the first fault */
        const char *place;
        int64_t rows; /* before it */
    } cases[] = {
        {"accent.csv", CSV_UTF8, true, ';', ERR_OK, NULL, 2},
        {"blank-headers.csv", CSV_UTF8, true, ',', ERR_INVALID, "f.csv:1:2", 0},
        {"blank-rows.csv", CSV_UTF8, true, ',', ERR_OK, NULL, 2},
        {"bom.csv", CSV_UTF8, true, ',', ERR_OK, NULL, 2},
        {"defective-rows.csv", CSV_UTF8, true, ',', ERR_INVALID, "f.csv:2", 0},
        {"delimiter.csv", CSV_UTF8, true, ';', ERR_OK, NULL, 2},
        {"doublequote.csv", CSV_UTF8, true, ',', ERR_OK, NULL, 5},
        {"duplicate-headers.csv", CSV_UTF8, true, ',', ERR_INVALID, "f.csv:1:3", 0},
        {"escaping.csv", CSV_UTF8, true, ',', ERR_OK, NULL, 3},
        {"issue-1009-comma.csv", CSV_UTF8, true, ',', ERR_OK, NULL, 1},
        {"issue-1009-semicolon.csv", CSV_UTF8, true, ';', ERR_OK, NULL, 1},
        {"latin1.csv", CSV_WINDOWS_1252, false, ',', ERR_OK, NULL, 2},
        {"leading-zeros.csv", CSV_UTF8, true, ',', ERR_OK, NULL, 3},
        {"skip-rows-before-headers.csv", CSV_UTF8, true, ',', ERR_INVALID, "f.csv:2", 0},
        {"structure-errors.csv", CSV_UTF8, true, ',', ERR_INVALID, "f.csv:5", 2},
        {"table-infer-iso-8859-7.csv", CSV_WINDOWS_1252, false, ',', ERR_OK, NULL, 4},
        {"table-with-accents.csv", CSV_WINDOWS_1252, false, ';', ERR_OK, NULL, 638},
    };
    for (size_t n = 0; n < COUNT_OF(cases); n++) {
        const char *path = shared_path(&arena, str_format(&arena, "import/frictionless/%s", cases[n].name).ptr);
        if (path == NULL) {
            skip();
        }
        struct str bytes = read_whole(&arena, path);
        struct csv_dialect found = csv_dialect_sniff(bytes.ptr, bytes.len);
        assert_int_equal(found.encoding, cases[n].encoding);
        assert_int_equal(found.encoding_certain, cases[n].certain);
        assert_int_equal(found.delimiter, cases[n].delimiter);
        struct csv_reader *reader =
            reader_of(bytes, 0, (struct csv_options){.encoding = found.encoding, .delimiter = found.delimiter});
        struct csv_row row;
        struct problem problem = {0};
        bool more = true;
        int64_t rows = 0;
        enum err err = csv_header(reader, &row, &problem);
        while (err == ERR_OK) {
            err = csv_next(reader, &row, &more, &problem);
            if (!more || err != ERR_OK) {
                break;
            }
            rows++;
        }
        if (err != cases[n].err || rows != cases[n].rows) {
            fail_msg("%s: %d after %lld rows at " STR_FMT, cases[n].name, (int)err, (long long)rows, STR_ARG(problem.place));
        }
        if (cases[n].place != NULL) {
            assert_string_equal(str_c(&arena, problem.place), cases[n].place);
        }
        if (strcmp(cases[n].name, "table-with-accents.csv") == 0) {
            assert_true(found.decimal == ',' && found.decimal_certain);
        }
    }
}

/* ---- a long file ------------------------------------------------------------------------------------- */

struct endless {
    int64_t rows;
    int64_t made;
    size_t at;
};

static enum err endless_read(void *source, char *into, size_t room, size_t *out_len)
{
    static const char row[] = "1401,María Ramírez,2014-03-17,60,\"asesoría, en sitio\",262573.17,sí,x\r\n";
    struct endless *endless = source;
    size_t len = 0;
    while (len + sizeof row <= room && endless->made < endless->rows) {
        memcpy(into + len, row, sizeof row - 1);
        len += sizeof row - 1;
        endless->made++;
    }
    *out_len = len;
    return ERR_OK;
}

static void test_constant_memory(void **state)
{
    (void)state;
    /* ADELANTE_TEST_LONG=1 reads 100 MB and more; the quick suite 15 MB. */
    struct endless endless = {.rows = getenv("ADELANTE_TEST_LONG") != NULL ? 4000000 : 200000};
    struct csv_reader *reader = csv_open(&arena, endless_read, &endless, (struct csv_options){.unguard = true});
    struct csv_row row;
    struct problem problem;
    bool found = true;
    int64_t rows = 0;
    size_t cells = 0;
    size_t used = arena.used;
    struct rusage before;
    struct rusage after;
    assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_OK);
    getrusage(RUSAGE_SELF, &before);
    while (found) {
        rows++;
        cells += row.len;
        assert_int_equal(row.len, 8);
        assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_OK);
    }
    getrusage(RUSAGE_SELF, &after);
    assert_int_equal(rows, endless.rows);
    assert_true(after.ru_maxrss - before.ru_maxrss < 1024);
    assert_int_equal(arena.used, used);
    double seconds = (double)(after.ru_utime.tv_sec - before.ru_utime.tv_sec) +
                     (double)(after.ru_utime.tv_usec - before.ru_utime.tv_usec) / 1e6;
    print_message("csv: %zu cells in %.3f s\n", cells, seconds);
}

static void test_rewind_and_descriptor(void **state)
{
    (void)state;
    char path[] = "/tmp/adelante-test-csv-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    unlink(path);
    assert_int_equal(write(fd, "a,b\n1,2\n", 8), 8);
    struct csv_row row;
    struct problem problem;
    bool found;
    struct csv_reader *reader = csv_open(&arena, csv_source_fd, &fd, (struct csv_options){0});
    for (int round = 0; round < 2; round++) {
        assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
        csv_rewind(reader);
        assert_int_equal(csv_header(reader, &row, &problem), ERR_OK);
        assert_true(row.len == 2 && str_eq_c(row.cells[1], "b"));
        assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_OK);
        assert_true(found && str_eq_c(row.cells[1], "2"));
        assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_OK);
        assert_false(found);
    }
    close(fd);
    csv_rewind(reader);
    assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_rows, reset),
        cmocka_unit_test_setup(test_block_borders, reset),
        cmocka_unit_test_setup(test_faults, reset),
        cmocka_unit_test_setup(test_reading_goes_on_after_a_row_at_fault, reset),
        cmocka_unit_test_setup(test_blank_headings_at_the_right_end, reset),
        cmocka_unit_test_setup(test_limits, reset),
        cmocka_unit_test_setup(test_write_and_read_again, reset),
        cmocka_unit_test_setup(test_sniff, reset),
        cmocka_unit_test_setup(test_names_and_numbers, reset),
        cmocka_unit_test_setup(test_decimal, reset),
        cmocka_unit_test_setup(test_csv_spectrum, reset),
        cmocka_unit_test_setup(test_frictionless, reset),
        cmocka_unit_test_setup(test_constant_memory, reset),
        cmocka_unit_test_setup(test_rewind_and_descriptor, reset),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
