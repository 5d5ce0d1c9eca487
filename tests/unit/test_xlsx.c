/* format/xlsx: what Excel and others write, what must be refused, and what we write ourselves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/resource.h>
#include <time.h>

#include "format/csv.h"
#include "format/xlsx.h"
#include "shared_data.h"
#include "zip_maker.h"

static struct arena arena;

static int reset(void **state)
{
    (void)state;
    arena_reset(&arena);
    return 0;
}

/* All rows of a sheet as "3:a|b\n", faults as "!#N/A"; ends with the problem if there is one. */
static struct str rows_of(struct str bytes, size_t sheet)
{
    struct xlsx *xlsx;
    struct xlsx_row row;
    struct problem problem = {0};
    struct buf out = BUF(&arena);
    bool found = true;
    enum err err = xlsx_open(&arena, bytes, &xlsx, &problem);
    if (err != ERR_OK) {
        assert_true(problem.rule.es != NULL && problem.rule.en != NULL && problem.remedy.es != NULL && problem.remedy.en != NULL);
        return str_format(&arena, "%s: %s", err_info(err)->name, problem.rule.en);
    }
    err = xlsx_start(xlsx, sheet, &problem);
    while (err == ERR_OK && found) {
        err = xlsx_next(xlsx, &row, &found, &problem);
        if (err != ERR_OK || !found) {
            break;
        }
        buf_format(&out, "%lld:", (long long)row.number);
        for (size_t i = 0; i < row.len; i++) {
            buf_format(&out, "%s%s" STR_FMT, i > 0 ? "|" : "", row.cells[i].kind == XLSX_FAULT ? "!" : "", STR_ARG(row.cells[i].text));
        }
        buf_put_char(&out, '\n');
    }
    if (err != ERR_OK) {
        buf_format(&out, "%s " STR_FMT ": %s", err_info(err)->name, STR_ARG(problem.place), problem.rule.en);
    }
    xlsx_close(xlsx);
    return out.len == 0 ? S("") : buf_str(&out);
}

static void assert_rows(struct str bytes, const char *expected)
{
    assert_string_equal(str_c(&arena, rows_of(bytes, 0)), expected);
}

static void assert_begins(struct str bytes, const char *expected)
{
    const char *got = str_c(&arena, rows_of(bytes, 0));
    if (strncmp(got, expected, strlen(expected)) != 0) {
        fail_msg("got %s, expected %s", got, expected);
    }
}

static struct str sheet_bytes(const char *rows)
{
    struct zip_maker zip = zip_workbook(&arena, rows, "", "<si><t>uno</t></si><si><t>dos</t></si>", "");
    return zip_done(&zip);
}

#define DATA(rows) "<sheetData>" rows "</sheetData>"

static void test_cells(void **state)
{
    (void)state;
    assert_rows(sheet_bytes(DATA("")), "");
    assert_rows(sheet_bytes(DATA("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"C2\"><v>0.1</v></c></row><row r=\"5\"/>")),
                "2:dos||0.1\n5:\n");
    assert_rows(sheet_bytes(DATA("<row><c><v>262573.17</v></c><c><v>262573.16999999998</v></c><c><v>1E-3</v></c><c><v>1.5E+20</v></c></row>"
                                 "<row><c/><c><v>-0</v></c></row>")),
                "1:262573.17|262573.17|0.001|150000000000000000000\n2:|0\n");
    assert_rows(sheet_bytes(DATA("<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"e\"><v>#N/A</v></c>"
                                 "<c t=\"str\"><f>A1&amp;\"x\"</f><v>ax</v></c><c><f>1+1</f><v>2</v></c><c><f>B2</f></c></row>")),
                "1:true|false|!#N/A|ax|2|!\n");
    assert_rows(sheet_bytes(DATA("<row><c t=\"inlineStr\"><is><r><t xml:space=\"preserve\">a </t></r><r><t>b</t></r><rPh sb=\"0\" eb=\"1\">"
                                 "<t>no</t></rPh></is></c><c t=\"str\"><v>x_x000D_y_x005F_x000D_</v></c><c t=\"d\"><v>2014-03-17T00:00:00</v></c>"
                                 "<c t=\"d\"><v>2014-02-31</v></c><c><v>abc</v></c></row>")),
                "1:a b|x\ry_x000D_|2014-03-17|!2014-02-31|!abc\n");
    assert_rows(sheet_bytes(DATA("<row><c t=\"s\"><v>0</v></c></row>") "<extLst><ext><sheetData><row><c><v>9</v></c></row></sheetData></ext></extLst>"),
                "1:uno\n");
    assert_begins(sheet_bytes(DATA("<row><c t=\"s\"><v>2</v></c></row>")), "ERR_MALFORMED Hoja1!A1: ");
    assert_begins(sheet_bytes(DATA("<row r=\"2\"/><row r=\"2\"/>")), "2:\nERR_MALFORMED Hoja1!A2: ");
    assert_begins(sheet_bytes(DATA("<row><c r=\"B1\"/><c r=\"A1\"/></row>")), "ERR_MALFORMED");
    assert_begins(sheet_bytes(DATA("<row><c r=\"XFE9\"><v>1</v></c></row>")), "ERR_TOO_LARGE");
    assert_rows(sheet_bytes(DATA("<row><c r=\"A1\"><v>1</v></c><c r=\"XFD1\"/></row>")), "1:1\n");
    assert_begins(sheet_bytes(DATA("<row><c><v>1</v></row>")), "ERR_MALFORMED");
    assert_begins(sheet_bytes(DATA("<row><c r=\"A1\"><v>1</v></c></row>") "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>"),
                  "ERR_INVALID Hoja1!A1:B2: Merged");
    /* Titles merged over the columns stand above the table; merged cells of the table's own headings are none. */
#define TITLED(ref)                                                                                                        \
    DATA("<row r=\"1\"><c r=\"A1\"><v>7</v></c></row><row r=\"2\"><c r=\"A2\"><v>8</v></c><c r=\"C2\"><v>8</v></c></row>"    \
         "<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"B3\"><v>2</v></c><c r=\"C3\"><v>3</v></c></row>")                      \
    "<mergeCells>" ref "</mergeCells>"
    assert_rows(sheet_bytes(TITLED("<mergeCell ref=\"A1:C1\"/><mergeCell ref=\"A2:B2\"/>")), "3:1|2|3\n");
    assert_begins(sheet_bytes(TITLED("<mergeCell ref=\"A1:C1\"/><mergeCell ref=\"A3:B3\"/>")), "ERR_INVALID");
    assert_begins(sheet_bytes(TITLED("<mergeCell ref=\"A13:B13\"/>")), "ERR_INVALID Hoja1!A13:B13: Merged");
#undef TITLED
}

static const char style_sheet[] =
    "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/><numFmt numFmtId=\"165\" formatCode=\"[$-440A]d &quot;de&quot; mmmm\"/>"
    "<numFmt numFmtId=\"166\" formatCode=\"[h]:mm\"/><numFmt numFmtId=\"167\" formatCode=\"&quot;días&quot; 0.0\\d;[Red]-0\"/>"
    "<numFmt numFmtId=\"168\" formatCode=\"yyyy\\-mm\\-dd hh:mm:ss\"/><numFmt numFmtId=\"169\" formatCode=\"0.0%\"/>"
    "<numFmt numFmtId=\"170\" formatCode=\"[$$-440A]#,##0.00\"/><numFmt numFmtId=\"171\" formatCode=\"mmm\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/>"
    "<xf numFmtId=\"168\"/><xf numFmtId=\"169\"/><xf numFmtId=\"170\"/><xf numFmtId=\"20\"/><xf numFmtId=\"9\"/><xf numFmtId=\"171\"/></cellXfs>";

static struct str styled(const char *workbook_pr, const char *row)
{
    struct zip_maker zip = zip_workbook(&arena, str_format(&arena, DATA("<row>%s</row>"), row).ptr, style_sheet, "", workbook_pr);
    return zip_done(&zip);
}

static void test_number_formats(void **state)
{
    (void)state;
    assert_rows(styled("", "<c s=\"0\"><v>41715</v></c><c s=\"1\"><v>41715</v></c><c s=\"2\"><v>41715</v></c><c s=\"3\"><v>41715</v></c>"
                           "<c s=\"4\"><v>1.5</v></c><c s=\"5\"><v>41715</v></c><c s=\"6\"><v>41715.604861111108</v></c><c s=\"6\"><v>41715</v></c>"
                           "<c s=\"7\"><v>0.065</v></c><c s=\"8\"><v>1.1000000000000001</v></c><c s=\"9\"><v>0.3125</v></c><c s=\"10\"><v>0.18</v></c>"
                           "<c s=\"11\"><v>41715</v></c><c s=\"99\"><v>5</v></c>"),
                "1:41715|2014-03-17|2014-03-17|2014-03-17|36:00:00|41715|2014-03-17T14:31:00|2014-03-17|6.5|1.1|07:30:00|18|2014-03-17|5\n");
    assert_rows(styled("", "<c s=\"1\"><v>1</v></c><c s=\"1\"><v>59</v></c><c s=\"1\"><v>60</v></c><c s=\"1\"><v>61</v></c><c s=\"1\"><v>0</v></c>"
                           "<c s=\"1\"><v>-1</v></c><c s=\"1\"><v>109574</v></c><c s=\"1\"><v>109575</v></c><c s=\"1\"><v>41715.99999999999</v></c>"),
                "1:1900-01-01|1900-02-28|!60|1900-03-01|!0|!-1|2199-12-31|!109575|2014-03-18\n");
    assert_rows(styled("<workbookPr date1904=\"1\"/>", "<c s=\"1\"><v>40253</v></c><c s=\"1\"><v>0</v></c>"), "1:2014-03-17|1904-01-01\n");
}

static void test_refused_files(void **state)
{
    (void)state;
    struct zip_maker zip = zip_maker(&arena);
    assert_begins(S(""), "ERR_INVALID: It is not an Excel");
    assert_begins(S("a,b\n"), "ERR_INVALID: It is not an Excel");
    assert_begins(S("PK\x03\x04"), "ERR_MALFORMED: The file is damaged");
    assert_begins(S("\xD0\xCF\x11\xE0 old"), "ERR_INVALID: It is a workbook of Excel's old");
    zip_put(&zip, "a.txt", S("x"));
    assert_begins(zip_done(&zip), "ERR_INVALID: It is a compressed file, but not");
    static const struct {
        const char *entry;
        const char *expected;
    } entries[] = {
        {"xl/vbaProject.bin", "ERR_INVALID: Workbooks with macros"},
        {"xl/macrosheets/sheet1.xml", "ERR_INVALID: Workbooks with macros"},
        {"xl/embeddings/book.xlsx", "ERR_INVALID: A workbook cannot hold another"},
        {"bomb.zip", "ERR_INVALID: A workbook cannot hold another"},
        {"../../etc/passwd", "ERR_MALFORMED: The workbook holds a file with a name"},
        {"/etc/passwd", "ERR_MALFORMED: The workbook holds a file with a name"},
        {"xl\\styles.xml", "ERR_MALFORMED: The workbook holds a file with a name"},
        {"xl/\xFF.xml", "ERR_MALFORMED: The workbook holds a file with a name"},
        {"XL/Styles.xml", "ERR_MALFORMED: The file is damaged"}, /* twice */
    };
    for (size_t i = 0; i < COUNT_OF(entries); i++) {
        zip = zip_workbook(&arena, DATA(""), "", "", "");
        zip_put(&zip, entries[i].entry, S("x"));
        assert_begins(zip_done(&zip), entries[i].expected);
    }
    zip = zip_workbook(&arena, DATA(""), "", "", "");
    zip_put_packed(&zip, S("xl/secret.xml"), S("0123456789ab"), 0, 0, 1);
    assert_begins(zip_done(&zip), "ERR_INVALID: The workbook is protected by a password");
}

static void test_damaged_xml(void **state)
{
    (void)state;
    struct zip_maker zip = zip_maker(&arena);
    zip_put(&zip, "xl/workbook.xml", S("<!DOCTYPE a [<!ENTITY b \"c\">]><workbook><sheets/></workbook>"));
    assert_begins(zip_done(&zip), "ERR_MALFORMED: The workbook is damaged");
    struct buf deep = BUF(&arena);
    for (int i = 0; i < 100; i++) {
        buf_put_c(&deep, "<a>");
    }
    zip = zip_workbook(&arena, str_c(&arena, buf_str(&deep)), "", "", "");
    assert_begins(zip_done(&zip), "ERR_MALFORMED");
    struct str good = sheet_bytes(DATA("<row><c><v>1</v></c></row>"));
    for (size_t len = 0; len < good.len; len += 7) {
        struct str cut = str_slice(good, 0, len);
        assert_true(str_starts(rows_of(cut, 0), S("ERR_")));
    }
    /* Each byte flipped: any answer, but an answer. */
    for (size_t i = 0; i < good.len; i++) {
        char *bytes = (char *)(uintptr_t)str_copy(&arena, good).ptr;
        bytes[i] = (char)(bytes[i] ^ 0x55);
        (void)rows_of((struct str){bytes, good.len}, 0);
    }
}

static void test_zip_bombs(void **state)
{
    (void)state;
    struct timespec before;
    struct timespec after;
    struct rusage usage_before;
    struct rusage usage_after;
    size_t len = (size_t)40 * 1024 * 1024;
    char *blanks = arena_alloc(&arena, len);
    memset(blanks, ' ', len);
    struct str packed = zip_deflate(&arena, (struct str){blanks, len});
    getrusage(RUSAGE_SELF, &usage_before);
    clock_gettime(CLOCK_MONOTONIC, &before);

    /* Honest about its size: ratio 1,000. */
    struct zip_maker zip = zip_workbook(&arena, DATA(""), "", "", "");
    zip_put_packed(&zip, S("xl/bomb.xml"), packed, 0, len, 0);
    assert_begins(zip_done(&zip), "ERR_TOO_LARGE: A workbook may have up to 50 MiB");
    /* Many that are together too much. */
    zip = zip_workbook(&arena, DATA(""), "", "", "");
    for (int i = 0; i < 100; i++) {
        zip_put_packed(&zip, str_format(&arena, "xl/%d.xml", i), packed, 0, 1000000, 0);
    }
    assert_begins(zip_done(&zip), "ERR_TOO_LARGE: A workbook may have up to 50 MiB");
    /* Too many entries. */
    zip = zip_workbook(&arena, DATA(""), "", "", "");
    for (int i = 0; i < XLSX_ENTRY_LIMIT; i++) {
        zip_put_packed(&zip, str_format(&arena, "xl/%d.xml", i), S("\x03\0"), 0, 0, 0);
    }
    assert_begins(zip_done(&zip), "ERR_TOO_LARGE: A workbook may have up to 50 MiB");
    /* A sheet that says it is small. */
    zip = zip_maker(&arena);
    zip_put(&zip, "xl/workbook.xml",
            S("<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" REL_NS "\"><sheets><sheet name=\"H\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"));
    zip_put(&zip, "xl/_rels/workbook.xml.rels",
            S("<Relationships xmlns=\"" PACKAGE_NS "\"><Relationship Id=\"rId1\" Type=\"" REL_NS "/worksheet\" Target=\"bomb.xml\"/></Relationships>"));
    zip_put_packed(&zip, S("xl/bomb.xml"), packed, 0, 1000, 0);
    assert_begins(zip_done(&zip), "ERR_MALFORMED");
    /* One text of 100,000 bytes in many cells of a row. */
    struct buf text = BUF(&arena);
    struct buf row = BUF(&arena);
    buf_put_c(&text, "<si><t>");
    buf_put(&text, (struct str){memset(blanks, 'x', 100000), 100000});
    buf_put_c(&text, "</t></si>");
    buf_put_c(&row, "<sheetData><row>");
    for (int i = 0; i < 20; i++) {
        buf_put_c(&row, "<c t=\"s\"><v>0</v></c>");
    }
    buf_put_c(&row, "</row></sheetData>");
    zip = zip_workbook(&arena, str_c(&arena, buf_str(&row)), "", str_c(&arena, buf_str(&text)), "");
    assert_begins(zip_done(&zip), "ERR_TOO_LARGE Hoja1!K1: ");

    clock_gettime(CLOCK_MONOTONIC, &after);
    getrusage(RUSAGE_SELF, &usage_after);
    assert_true(after.tv_sec - before.tv_sec < 5);
    assert_true(usage_after.ru_maxrss - usage_before.ru_maxrss < 64 * 1024);
}

static void test_addresses(void **state)
{
    (void)state;
    static const struct {
        const char *sheet;
        int64_t row;
        size_t column;
        const char *expected;
    } cases[] = {{"Hoja1", 17, 2, "Hoja1!C17"}, {"Hoja 1", 1, 0, "'Hoja 1'!A1"}, {"2014", 1, 25, "'2014'!Z1"},
                 {"D'Ana", 1, 26, "'D''Ana'!AA1"}, {"Año", 1048576, 701, "Año!ZZ1048576"}, {"x", 1, 16383, "x!XFD1"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct str got = xlsx_address(&arena, str_of(cases[i].sheet), cases[i].row, cases[i].column);
        assert_string_equal(str_c(&arena, got), cases[i].expected);
    }
}

/* ---- the shared files --------------------------------------------------------------------------------- */

/* openpyxl's reading of a file with the differences that are ours by intent: dates without midnight, durations as hours, percentages
 * as shown, numbers without idle zeros. */
static const char *const differences[][2] = {
    {"2021-01-01T00:00:00", "2021-01-01"}, {"2021-01-02T00:00:00", "2021-01-02"}, {"10 days, 15:10:10", "255:10:10"},
    {"0.52", "52"}, {"0.3", "30"}, {"0.06", "6"}, {"72.0", "72"}, {"1.0", "1"},
};

static struct str ours(struct str cell)
{
    for (size_t i = 0; i < COUNT_OF(differences); i++) {
        if (str_eq_c(cell, differences[i][0])) {
            return str_of(differences[i][1]);
        }
    }
    return cell;
}

struct rows_source {
    struct str bytes;
    size_t at;
};

static enum err give(void *source, char *into, size_t room, size_t *out_len)
{
    struct rows_source *rows = source;
    struct str part = str_slice(rows->bytes, rows->at, rows->at + room);
    memcpy(into, part.ptr, part.len);
    rows->at += part.len;
    *out_len = part.len;
    return ERR_OK;
}

static struct str expected_rows(const char *path)
{
    struct rows_source source = {read_whole(&arena, path), 0};
    struct csv_reader *reader = csv_open(&arena, give, &source, (struct csv_options){0});
    struct csv_row row;
    struct problem problem;
    bool found;
    struct buf out = BUF(&arena);
    for (int64_t number = 1;; number++) {
        assert_int_equal(csv_next(reader, &row, &found, &problem), ERR_OK);
        if (!found) {
            return out.len == 0 ? S("") : buf_str(&out);
        }
        size_t len = row.len;
        while (len > 0 && row.cells[len - 1].len == 0) {
            len--;
        }
        if (len == 0) {
            continue;
        }
        buf_format(&out, "%lld:", (long long)number);
        for (size_t i = 0; i < len; i++) {
            struct str cell = ours(row.cells[i]);
            buf_format(&out, "%s%s" STR_FMT, i > 0 ? "|" : "", str_starts(cell, S("#")) ? "!" : "", STR_ARG(cell));
        }
        buf_put_char(&out, '\n');
    }
}

/* Without the rows that hold nothing: openpyxl shows or leaves them out as the file's dimension has it. */
static struct str without_blank_rows(struct str rows)
{
    struct buf out = BUF(&arena);
    struct str line;
    while (str_split(&rows, '\n', &line)) {
        if (line.len > 0 && line.ptr[line.len - 1] != ':') {
            buf_put(&out, line);
            buf_put_char(&out, '\n');
        }
    }
    return out.len == 0 ? S("") : buf_str(&out);
}

static void test_shared_workbooks(void **state)
{
    (void)state;
    static const char *const names[] = {"xlsx/any_sheets", "xlsx/date", "xlsx/date_1904", "xlsx/empty_sheet", "xlsx/errors",
                                        "xlsx/inlineStr_with_value", "xlsx/temperature", "frictionless/table",
                                        "frictionless/number-format-multicode", "frictionless/preserve-formatting-percentage"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *base = strrchr(names[i], '/') + 1;
        int folder = (int)(base - 1 - names[i]);
        const char *path = shared_path(&arena, str_format(&arena, "import/%s.xlsx", names[i]).ptr);
        const char *expected = shared_path(&arena, str_format(&arena, "import/%.*s/expected-openpyxl/%s.xlsx.csv", folder, names[i], base).ptr);
        if (path == NULL || expected == NULL) {
            skip();
        }
        struct str got = without_blank_rows(rows_of(read_whole(&arena, path), 0));
        assert_string_equal(str_c(&arena, got), str_c(&arena, expected_rows(expected)));
    }
    static const struct {
        const char *name;
        const char *expected;
    } refused[] = {
        {"xlsx/merged_range.xlsx", "ERR_INVALID Sheet1!H1:H2: Merged cells"},
        {"frictionless/merged-cells.xlsx", "ERR_INVALID Лист1!A1:B3: Merged cells"},
        {"frictionless/multiline-headers.xlsx", "ERR_INVALID Лист1!A1:A5: Merged cells"},
        {"xlsx/pass_protected.xlsx", "ERR_INVALID: The workbook is protected by a password"},
        {"xlsx/date.ods", "ERR_INVALID: It is an OpenDocument workbook"},
        {"frictionless/table-with-ints-floats-dates.ods", "ERR_INVALID: It is an OpenDocument workbook"},
    };
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        const char *path = shared_path(&arena, str_format(&arena, "import/%s", refused[i].name).ptr);
        if (path == NULL) {
            skip();
        }
        assert_begins(read_whole(&arena, path), refused[i].expected);
    }
}

static void test_sheet_names(void **state)
{
    (void)state;
    const char *path = shared_path(&arena, "import/xlsx/any_sheets.xlsx");
    struct xlsx *xlsx;
    struct problem problem;
    if (path == NULL) {
        skip();
    }
    assert_int_equal(xlsx_open(&arena, read_whole(&arena, path), &xlsx, &problem), ERR_OK);
    assert_int_equal(xlsx_sheet_count(xlsx), 3);
    assert_true(str_eq_c(xlsx_sheet_name(xlsx, 0), "Visible") && !xlsx_sheet_is_hidden(xlsx, 0));
    assert_true(str_eq_c(xlsx_sheet_name(xlsx, 1), "Hidden") && xlsx_sheet_is_hidden(xlsx, 1));
    assert_true(str_eq_c(xlsx_sheet_name(xlsx, 2), "VeryHidden") && xlsx_sheet_is_hidden(xlsx, 2));
    xlsx_close(xlsx);
}

/* ---- writing -------------------------------------------------------------------------------------------- */

static struct str written(const char *path)
{
    struct xlsx_writer *writer;
    const struct xlsx_column columns[] = {{S("nombre"), 30}, {S("horas"), 0}, {S("monto"), 0}, {S("fecha"), 0}, {S("nota"), 0}};
    assert_int_equal(xlsx_write_open(&arena, path, INT64_C(1400000000000000), &writer), ERR_OK);
    xlsx_write_sheet(writer, S("Asesorías: 2014/todo [de un año entero]"), columns, COUNT_OF(columns));
    xlsx_write_text(writer, S("=1+1"));
    xlsx_write_integer(writer, -60);
    xlsx_write_hundredths(writer, 26257317);
    xlsx_write_date(writer, DATE(2014, 3, 17));
    xlsx_write_text(writer, S("a\r\n<b> & \"c\" _x000D_"));
    xlsx_write_end_row(writer);
    xlsx_write_text(writer, S("María Peña"));
    xlsx_write_integer(writer, INT64_C(9007199254740993));
    xlsx_write_hundredths(writer, INT64_C(-99999999999999));
    xlsx_write_date(writer, DATE(1900, 2, 28));
    xlsx_write_end_row(writer);
    xlsx_write_blank(writer);
    xlsx_write_blank(writer);
    xlsx_write_hundredths(writer, 10);
    xlsx_write_date(writer, DATE_NONE);
    xlsx_write_text(writer, S(" x "));
    xlsx_write_end_row(writer);
    xlsx_write_sheet(writer, S("asesorías- 2014-todo -de un año entero"), columns, 1);
    xlsx_write_text(writer, S("otra"));
    xlsx_write_end_row(writer);
    assert_int_equal(xlsx_write_close(writer), ERR_OK);
    return read_whole(&arena, path);
}

static void test_write_and_read_again(void **state)
{
    (void)state;
    char path[] = "/tmp/adelante-test-xlsx-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    struct str bytes = written(path);
    assert_rows(bytes, "1:nombre|horas|monto|fecha|nota\n"
                       "2:=1+1|-60|262573.17|2014-03-17|a\r\n<b> & \"c\" _x000D_\n"
                       "3:María Peña|9007199254740993|-999999999999.99|1900-02-28\n"
                       "4:||0.1|| x \n");
    assert_string_equal(str_c(&arena, rows_of(bytes, 1)), "1:nombre\n2:otra\n");
    struct xlsx *xlsx;
    struct problem problem;
    assert_int_equal(xlsx_open(&arena, bytes, &xlsx, &problem), ERR_OK);
    assert_string_equal(str_c(&arena, xlsx_sheet_name(xlsx, 0)), "Asesorías- 2014-todo -de un año");
    xlsx_close(xlsx);
    assert_true(str_eq(written(path), bytes));
    unlink(path);
}

static void test_write_fails(void **state)
{
    (void)state;
    struct xlsx_writer *writer;
    const struct xlsx_column column = {S("a"), 0};
    assert_int_equal(xlsx_write_open(&arena, "/nowhere/at/all.xlsx", 0, &writer), ERR_OK);
    xlsx_write_sheet(writer, S("a"), &column, 1);
    assert_int_equal(xlsx_write_close(writer), ERR_IO);

    char path[] = "/tmp/adelante-test-xlsx-XXXXXX";
    int fd = mkstemp(path);
    close(fd);
    char *text = arena_alloc(&arena, 32768);
    memset(text, 'x', 32768);
    assert_int_equal(xlsx_write_open(&arena, path, 0, &writer), ERR_OK);
    xlsx_write_sheet(writer, S(""), &column, 1);
    xlsx_write_text(writer, (struct str){text, 32768});
    assert_int_equal(xlsx_write_close(writer), ERR_TOO_LARGE);
    assert_int_not_equal(access(path, F_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_cells, reset),
        cmocka_unit_test_setup(test_number_formats, reset),
        cmocka_unit_test_setup(test_refused_files, reset),
        cmocka_unit_test_setup(test_damaged_xml, reset),
        cmocka_unit_test_setup(test_zip_bombs, reset),
        cmocka_unit_test_setup(test_addresses, reset),
        cmocka_unit_test_setup(test_shared_workbooks, reset),
        cmocka_unit_test_setup(test_sheet_names, reset),
        cmocka_unit_test_setup(test_write_and_read_again, reset),
        cmocka_unit_test_setup(test_write_fails, reset),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
