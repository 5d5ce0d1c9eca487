/* format/sheet and format/sandbox: one table out of either kind of file, and children that come to grief. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "format/sandbox.h"
#include "format/sheet.h"
#include "shared_data.h"
#include "zip_maker.h"

#if defined(__SANITIZE_ADDRESS__)
#define WITH_SANITIZER true /* no system call filter and no limit of memory then */
#else
#define WITH_SANITIZER false
#endif

static struct arena arena;

static int reset(void **state)
{
    (void)state;
    arena_reset(&arena);
    sandbox_set_program(NULL);
    return 0;
}

static struct sheet *opened(struct str bytes, const char *name, struct sheet_options options)
{
    struct sheet *sheet = NULL;
    struct problem problem = {0};
    if (sheet_open_bytes(&arena, bytes, str_of(name), options, &sheet, &problem) != ERR_OK) {
        fail_msg("%s: %s " STR_FMT, name, problem.rule.en, STR_ARG(problem.value));
    }
    return sheet;
}

/* "ERR_INVALID place: rule" of a file that must not open. */
static const char *refusal(struct str bytes, const char *name, struct sheet_options options)
{
    struct sheet *sheet;
    struct problem problem = {0};
    enum err err = sheet_open_bytes(&arena, bytes, str_of(name), options, &sheet, &problem);
    assert_int_not_equal(err, ERR_OK);
    assert_true(problem.rule.es != NULL && problem.remedy.es != NULL && problem.remedy.en != NULL);
    return str_format(&arena, "%s " STR_FMT ": %s", err_info(err)->name, STR_ARG(problem.place), problem.rule.en).ptr;
}

static void assert_refused(struct str bytes, const char *name, struct sheet_options options, const char *expected)
{
    const char *got = refusal(bytes, name, options);
    if (strncmp(got, expected, strlen(expected)) != 0) {
        fail_msg("got %s, expected %s", got, expected);
    }
}

/* Headings and rows as "a|b\n3:1|2\n", rows at fault as "place: rule\n". */
static const char *table_of(struct sheet *sheet)
{
    struct buf out = BUF(&arena);
    struct sheet_row row;
    struct problem problem;
    bool found = true;
    size_t len;
    const struct str *headings = sheet_header(sheet, &len);
    for (size_t i = 0; i < len; i++) {
        buf_format(&out, "%s" STR_FMT, i > 0 ? "|" : "", STR_ARG(headings[i]));
    }
    buf_put_char(&out, '\n');
    while (found) {
        enum err err = sheet_next(sheet, &row, &found, &problem);
        if (err != ERR_OK) {
            buf_format(&out, STR_FMT ": %.20s\n", STR_ARG(problem.place), problem.rule.en);
            found = err == ERR_INVALID;
            continue;
        }
        if (found) {
            assert_int_equal(row.len, len);
            buf_format(&out, "%lld:", (long long)row.number);
            for (size_t i = 0; i < row.len; i++) {
                buf_format(&out, "%s" STR_FMT, i > 0 ? "|" : "", STR_ARG(row.cells[i].text));
            }
            buf_put_char(&out, '\n');
        }
    }
    return str_c(&arena, buf_str(&out));
}

static const struct sheet_options plain;

static void test_csv(void **state)
{
    (void)state;
    for (int isolated = 0; isolated < 2; isolated++) {
        struct sheet_options options = {.isolate_csv = isolated != 0};
        struct sheet *sheet =
            opened(S("\n;;\n código;nombre ;\n1;\"Ana; María\";\n;;\n2;'=Eva;\n3\n4;\xC3\xB1;x\n5;z;\n;;\n"), "dir/ventas.csv", options);
        const char *expected = "código|nombre\n4:1|Ana; María\n6:2|=Eva\nventas.csv:7: Each row must have a\n"
                               "ventas.csv:8: Each row must have a\n9:5|z\n";
        struct problem problem;
        for (int round = 0; round < 3; round++) {
            assert_string_equal(table_of(sheet), expected);
            assert_int_equal(sheet_rewind(sheet, &problem), ERR_OK);
        }
        assert_false(sheet_is_xlsx(sheet));
        assert_string_equal(str_c(&arena, sheet_address(&arena, sheet, 17, 1)), "ventas.csv:17:nombre");
        assert_string_equal(str_c(&arena, sheet_name(sheet)), "ventas.csv");
        assert_string_equal(sheet_says(sheet).es, "UTF-8, separado por punto y coma, con punto decimal");
        sheet_close(sheet);
        assert_refused(S("id,,x\n"), "a.csv", options, "ERR_INVALID a.csv:1:2: Each column");
        assert_refused(S(""), "a.csv", options, "ERR_INVALID a.csv:1: The file must begin");
        assert_refused(S("\"a\n"), "a.csv", options, "ERR_MALFORMED a.csv:1:1: A quotation mark");
    }
}

static void test_dialect_is_asked_for(void **state)
{
    (void)state;
    assert_refused(S("a,b\n1,a\xF1o\n"), "a.csv", plain, "ERR_INVALID a.csv: The text is not in UTF-8");
    assert_refused(S("a, b;c\nx, y;z\n"), "a.csv", plain, "ERR_INVALID a.csv: It is not certain which sign separates");
    assert_refused(S("a;b\nx;1,500\n"), "a.csv", plain, "ERR_INVALID a.csv: It is not certain whether numbers");
    assert_refused(S("\xFF\xFE" "a\0"), "a.csv", plain, "ERR_INVALID a.csv: The text is in UTF-16");
    assert_refused(S("a,b\n1,a\u00F1o\n"), "a.csv", (struct sheet_options){.encoding = S("latin1")}, "ERR_INVALID a.csv: The text is in UTF-8");
    assert_refused(S("a\n"), "a.csv", (struct sheet_options){.encoding = S("ebcdic")}, "ERR_INVALID a.csv: That encoding");
    assert_refused(S("a\n"), "a.csv", (struct sheet_options){.delimiter = S("x")}, "ERR_INVALID a.csv: That delimiter");
    assert_refused(S("a\n"), "a.csv", (struct sheet_options){.decimal = S("x")}, "ERR_INVALID a.csv: That decimal sign");

    struct sheet *sheet = opened(S("a,b\n1,a\xF1o\n"), "a.csv", (struct sheet_options){.encoding = S("windows-1252")});
    assert_string_equal(table_of(sheet), "a|b\n2:1|año\n");
    sheet_close(sheet);
    sheet = opened(S("a, b;c\nx, y;z\n"), "a.csv", (struct sheet_options){.delimiter = S(";")});
    assert_string_equal(table_of(sheet), "a, b|c\n2:x, y|z\n");
    sheet_close(sheet);
    sheet = opened(S("a;b\nx;1,500\n"), "a.csv", (struct sheet_options){.decimal = S(",")});
    assert_int_equal(sheet_decimal(sheet), ',');
    assert_string_equal(sheet_says(sheet).en, "UTF-8, separated by semicolons, with decimal commas");
    sheet_close(sheet);
    sheet = opened(S("a;b\nx;1,50\n"), "a.TXT", plain);
    assert_int_equal(sheet_decimal(sheet), ',');
    sheet_close(sheet);
}

static struct str workbook(const char *rows)
{
    struct zip_maker zip = zip_workbook(&arena, rows, "", "<si><t>id</t></si><si><t> nombre </t></si>", "");
    return zip_done(&zip);
}

static void test_xlsx(void **state)
{
    (void)state;
    struct problem problem;
    struct sheet *sheet = opened(workbook("<sheetData><row r=\"1\"/><row r=\"3\"><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>"
                                          "<row r=\"4\"><c><v>1</v></c><c t=\"str\"><v>Ana</v></c></row><row r=\"5\"><c t=\"str\"><v> </v></c></row>"
                                          "<row r=\"6\"><c><v>2</v></c></row><row r=\"7\"><c><v>3</v></c><c t=\"e\"><v>#N/A</v></c></row>"
                                          "<row r=\"8\"><c><v>4</v></c><c/><c><v>9</v></c></row><row r=\"9\"><c><f>A1</f></c></row>"
                                          "<row r=\"10\"><c><v>5</v></c></row></sheetData>"),
                                 "ventas.XLSX", plain);
    const char *expected = "id|nombre\n4:1|Ana\n6:2|\nHoja1!B7: The cell holds an er\nHoja1!C8: Each value must stan\n"
                           "Hoja1!A9: The cell has a formu\n10:5|\n";
    for (int round = 0; round < 3; round++) {
        assert_string_equal(table_of(sheet), expected);
        assert_int_equal(sheet_rewind(sheet, &problem), ERR_OK);
    }
    assert_true(sheet_is_xlsx(sheet));
    assert_string_equal(str_c(&arena, sheet_address(&arena, sheet, 17, 2)), "Hoja1!C17");
    assert_string_equal(sheet_says(sheet).es, "hoja Hoja1");
    assert_int_equal(sheet_decimal(sheet), '.');
    sheet_close(sheet);
    assert_refused(workbook("<sheetData/>"), "a.xlsx", plain, "ERR_INVALID a.xlsx: The file must begin");
    /* Titles above the table. */
    struct str titled = workbook("<sheetData><row r=\"1\"><c><v>2014</v></c></row><row r=\"2\"><c><v>7</v></c></row>"
                                 "<row r=\"4\"><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>"
                                 "<row r=\"5\"><c><v>4</v></c><c><v>5</v></c><c><v>6</v></c></row></sheetData>"
                                 "<mergeCells><mergeCell ref=\"A1:C1\"/></mergeCells>");
    assert_int_equal(sheet_open_bytes(&arena, titled, S("a.xlsx"), plain, &sheet, &problem), ERR_OK);
    for (int round = 0; round < 2; round++) {
        size_t width;
        assert_string_equal(str_c(&arena, sheet_header(sheet, &width)[2]), "3");
        assert_int_equal(width, 3);
        struct sheet_row row;
        bool found;
        assert_int_equal(sheet_next(sheet, &row, &found, &problem), ERR_OK);
        assert_true(found && row.number == 5);
        assert_string_equal(str_c(&arena, row.cells[2].text), "6");
        assert_int_equal(sheet_rewind(sheet, &problem), ERR_OK);
    }
    sheet_close(sheet);
    assert_refused(workbook("<sheetData><row r=\"2\"><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row></sheetData>"), "a.xlsx", plain,
                   "ERR_INVALID Hoja1!B2: Each column must have a heading of its own");
    assert_refused(workbook("<sheetData/><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>"), "a.xlsx", plain,
                   "ERR_INVALID Hoja1!A1:B2: Merged cells");
    assert_refused(workbook("<sheetData/>"), "a.xlsx", (struct sheet_options){.sheet = S("Hoja2")},
                   "ERR_INVALID a.xlsx: The workbook has no such sheet; it has: Hoja1.");
}

static void test_name_and_content_must_agree(void **state)
{
    (void)state;
    assert_refused(workbook("<sheetData/>"), "a.csv", plain, "ERR_INVALID a.csv: The content is an Excel workbook's");
    assert_refused(S("\xD0\xCF\x11\xE0"), "a.csv", plain, "ERR_INVALID a.csv: The content is an Excel workbook's");
    assert_refused(S("a,b\n1,2\n"), "a.xlsx", plain, "ERR_INVALID a.xlsx: It is not an Excel workbook");
    assert_refused(S(""), "a.xlsx", plain, "ERR_");
    assert_refused(S("a,b\n"), "a.xls", plain, "ERR_INVALID a.xls: Files of kind .csv and .xlsx");
    assert_refused(S("a,b\n"), "a", plain, "ERR_INVALID a: Files of kind .csv and .xlsx");
    struct sheet *sheet;
    struct problem problem;
    assert_int_equal(sheet_open(&arena, "/nowhere.csv", plain, &sheet, &problem), ERR_NOT_FOUND);
    assert_int_equal(sheet_open(&arena, "/tmp", plain, &sheet, &problem), ERR_IO);
}

/* ---- children ------------------------------------------------------------------------------------------ */

static const char *script(const char *text)
{
    char path[] = "/tmp/adelante-test-child-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    assert_int_equal(fchmod(fd, 0700), 0);
    close(fd);
    return str_copy(&arena, str_of(path)).ptr;
}

/* Whatever a child does, the parent has an answer. */
static void test_broken_children(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum err err;
    } children[] = {
        {"#!/bin/sh\nexit 0\n", ERR_MALFORMED},
        {"#!/bin/sh\nkill -SEGV $$\n", ERR_MALFORMED},
        {"#!/bin/sh\nprintf 'S\\377\\377\\377\\377'\n", ERR_MALFORMED},
        {"#!/bin/sh\nprintf 'S\\4\\0\\0\\0\\0\\0\\0\\0R\\1\\0\\0\\0x'\n", ERR_MALFORMED},
        {"#!/bin/sh\nprintf 'S\\4\\0\\0\\0\\0\\0\\0\\0R\\14\\0\\0\\0\\1\\0\\0\\0\\0\\0\\0\\0\\377\\377\\0\\0'\n", ERR_MALFORMED},
        {"#!/bin/sh\nprintf 'P\\4\\0\\0\\0\\0\\0\\0\\0'\n", ERR_MALFORMED},
        {"#!/bin/sh\nprintf 'Q\\0\\0\\0\\0'\n", ERR_MALFORMED},
    };
    for (size_t i = 0; i < COUNT_OF(children); i++) {
        struct sheet *sheet;
        struct problem problem = {0};
        const char *path = script(children[i].text);
        sandbox_set_program(path);
        enum err err = sheet_open_bytes(&arena, workbook("<sheetData/>"), S("a.xlsx"), plain, &sheet, &problem);
        assert_int_equal(err, children[i].err);
        assert_non_null(strstr(problem.rule.en, "could not be read"));
        assert_true(str_eq_c(problem.place, "a.xlsx"));
        unlink(path);
    }
    struct sheet *sheet;
    struct problem problem = {0};
    sandbox_set_program("/nowhere/at/all");
    assert_int_equal(sheet_open_bytes(&arena, workbook("<sheetData/>"), S("a.xlsx"), plain, &sheet, &problem), ERR_IO);
}

/* A child that has been taken over: what it tries must not work. */
static void test_confinement(void **state)
{
    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        sandbox_confine(true);
        int reached = 0;
        reached |= open("/etc/passwd", O_RDONLY) >= 0 ? 1 : 0;
        reached |= open("/tmp/adelante-test-reached", O_WRONLY | O_CREAT, 0600) >= 0 ? 2 : 0;
        reached |= socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 4 : 0;
        reached |= dup(0) >= 0 ? 8 : 0;
        reached |= kill(getppid(), 0) == 0 && !WITH_SANITIZER ? 16 : 0;
        reached |= !WITH_SANITIZER && mmap(NULL, (size_t)1 << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED ? 32 : 0;
        _exit(reached);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void test_a_bomb_in_the_child(void **state)
{
    (void)state;
    size_t len = (size_t)40 * 1024 * 1024;
    char *blanks = arena_alloc(&arena, len);
    memset(blanks, ' ', len);
    struct zip_maker zip = zip_workbook(&arena, "<sheetData/>", "", "", "");
    zip_put_packed(&zip, S("xl/bomb.xml"), zip_deflate(&arena, (struct str){blanks, len}), 0, len, 0);
    assert_refused(zip_done(&zip), "a.xlsx", plain, "ERR_TOO_LARGE a.xlsx: A workbook may have up to 50 MiB");
}

static void test_closing_in_the_middle(void **state)
{
    (void)state;
    struct buf rows = BUF(&arena);
    struct problem problem;
    struct sheet_row row;
    bool found;
    buf_put_c(&rows, "<sheetData>");
    for (int i = 0; i < 20000; i++) {
        buf_format(&rows, "<row><c><v>%d</v></c><c t=\"s\"><v>1</v></c></row>", i);
    }
    buf_put_c(&rows, "</sheetData>");
    struct sheet *sheet = opened(workbook(str_c(&arena, buf_str(&rows))), "a.xlsx", plain);
    for (int i = 1; i < 100; i++) {
        assert_int_equal(sheet_next(sheet, &row, &found, &problem), ERR_OK);
        assert_true(found && row.number == i + 1);
    }
    assert_int_equal(sheet_rewind(sheet, &problem), ERR_OK);
    int count = 0;
    do {
        assert_int_equal(sheet_next(sheet, &row, &found, &problem), ERR_OK);
        count += found ? 1 : 0;
    } while (found);
    assert_int_equal(count, 19999);
    assert_int_equal(sheet_next(sheet, &row, &found, &problem), ERR_OK);
    assert_false(found);
    sheet_close(sheet);
}

static void test_shared_files(void **state)
{
    (void)state;
    struct problem problem;
    struct sheet *sheet;
    const char *path = shared_path(&arena, "import/xlsx/any_sheets.xlsx");
    const char *table = shared_path(&arena, "import/frictionless/table.xlsx");
    const char *divisions = shared_path(&arena, "territory/sv-divisions.csv");
    if (path == NULL || table == NULL || divisions == NULL) {
        skip();
    }
    assert_int_equal(sheet_open(&arena, path, plain, &sheet, &problem), ERR_OK); /* the others are hidden */
    assert_string_equal(table_of(sheet), "1|2\n2:3|4\n3:5|6\n5:This workbook contains 4 sheets: Visible, Hidden, VeryHidden and Chart|\n");
    sheet_close(sheet);
    assert_int_equal(sheet_open(&arena, table, plain, &sheet, &problem), ERR_INVALID);
    assert_string_equal(problem.rule.en, "The workbook has several sheets: Лист1, Sheet 2.");
    assert_int_equal(sheet_open(&arena, table, (struct sheet_options){.sheet = S("Лист1")}, &sheet, &problem), ERR_OK);
    assert_string_equal(table_of(sheet), "id|name\n2:1|english\n3:2|中国人\n");
    sheet_close(sheet);

    int fd = open(divisions, O_RDONLY);
    struct sheet_row row;
    bool found = true;
    int rows = -1;
    assert_int_equal(sheet_open_fd(&arena, fd, S("sv-divisions.csv"), plain, &sheet, &problem), ERR_OK);
    while (found) {
        assert_int_equal(sheet_next(sheet, &row, &found, &problem), ERR_OK);
        rows++;
    }
    assert_int_equal(rows, 262);
    sheet_close(sheet);
    assert_int_equal(close(fd), 0);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], SANDBOX_ARGUMENT) == 0) {
        return sandbox_main(argc, argv);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_csv, reset),
        cmocka_unit_test_setup(test_dialect_is_asked_for, reset),
        cmocka_unit_test_setup(test_xlsx, reset),
        cmocka_unit_test_setup(test_name_and_content_must_agree, reset),
        cmocka_unit_test_setup(test_broken_children, reset),
        cmocka_unit_test_setup(test_confinement, reset),
        cmocka_unit_test_setup(test_a_bomb_in_the_child, reset),
        cmocka_unit_test_setup(test_closing_in_the_middle, reset),
        cmocka_unit_test_setup(test_shared_files, reset),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
