#include "check.h"

#include <stdio.h>
#include <string.h>

#include "format/pdf_write.h"
#include "format/squares.h"
#include "html/paper_page.h"

/* Writes the sheet to a file and reads it with another program: pdftotext or pdfinfo, "" where it is not installed. */
static struct str read_by(const char *program, struct str pdf)
{
    char path[] = "adelante-paper-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_true(write(fd, pdf.ptr, pdf.len) == (ssize_t)pdf.len);
    close(fd);
    struct str command = str_format(&check_arena, "command -v %s >/dev/null 2>&1 && %s %s '%s' %s 2>&1", program, program,
                                    strcmp(program, "pdftotext") == 0 ? "-layout -enc UTF-8" : "-enc UTF-8", path,
                                    strcmp(program, "pdftotext") == 0 ? "-" : "");
    FILE *pipe = popen(str_c(&check_arena, command), "r");
    assert_non_null(pipe);
    struct buf out = BUF(&check_arena);
    char chunk[4096];
    size_t got;
    while ((got = fread(chunk, 1, sizeof(chunk), pipe)) > 0) {
        buf_put(&out, (struct str){chunk, got});
    }
    pclose(pipe);
    unlink(path);
    if (out.len == 0) {
        print_message("skipped: %s is not installed\n", program);
    }
    return str_copy(&check_arena, buf_str(&out));
}

static struct str pdf_of(const struct paper *paper)
{
    struct buf out = BUF(&check_arena);
    assert_int_equal(pdf_write(paper, &out), ERR_OK);
    const char *keep = getenv("ADELANTE_KEEP_PDF"); /* a folder, to look at the sheets by eye */
    if (keep != NULL) {
        FILE *file = fopen(str_c(&check_arena, str_format(&check_arena, "%s/" STR_FMT ".pdf", keep, STR_ARG(paper->title))), "w");
        assert_non_null(file);
        fwrite(out.ptr, 1, out.len, file);
        fclose(file);
    }
    return str_copy(&check_arena, buf_str(&out));
}

static struct paper *new_paper(const char *title)
{
    struct paper *paper = paper_new(&check_arena, LANG_ES, str_of(title));
    paper->name = S("Centro de Desarrollo de Micro y Pequeñas Empresas de La Unión");
    paper->line = S("Agencia de Desarrollo Económico Local de La Unión");
    paper->address = S("Barrio El Centro, 3.ª calle poniente n.º 12, La Unión");
    paper->contact = S("2604-0000 · centro@ejemplo.sv");
    paper->number = S("S-2014-000123");
    return paper;
}

static void check_found(struct str text, const char *needle)
{
    if (text.len > 0 && str_find(text, str_of(needle)) == SIZE_MAX) {
        fail_msg("not in the PDF: %s\n" STR_FMT, needle, STR_ARG(text));
    }
}

static void check_pages(struct str pdf, int pages)
{
    struct str info = read_by("pdfinfo", pdf);
    check_found(info, str_c(&check_arena, str_format(&check_arena, "Pages:           %d\n", pages)));
}

static struct paper *all_kinds(void)
{
    struct paper *paper = new_paper("Bitácora de asesoría");
    const struct paper_tick ticks[] = {{S("Oficina"), false}, {S("Visita a la empresa"), true}, {S("Teléfono"), false}};
    const struct paper_box boxes[] = {
        {.label = S("Empresa"), .value = S("Panadería La Conchagüita, S.A. de C.V."), .width = 8},
        {.label = S("Fecha"), .value = S("05/03/2014"), .width = 4},
        {.label = S("Modalidad"), .ticks = ticks, .tick_count = COUNT_OF(ticks)},
        {.label = S("Lo tratado"), .value = S("Costos por receta; se revisó el precio de la semita."), .lines = 5},
    };
    paper_boxes(paper, boxes, COUNT_OF(boxes));
    paper_centre(paper, S("Rosa Inventada"), true);
    paper_centre(paper, S("en el centro"), false);
    paper_heading(paper, S("Compromisos"));
    paper_text(paper, S("PRIMERA."), S("El ingeniero Núñez y la señora Güezada acuerdan la acción siguiente."));
    const struct paper_column columns[] = {
        {.label = S("Acción"), .width = 30}, {.label = S("Monto"), .width = 10, .is_number = true},
    };
    paper_table(paper, S("Acciones del plan"), columns, COUNT_OF(columns), 1);
    paper_cell(paper, S("Comprar el horno"));
    paper_cell(paper, S("$ 1,250.00"));
    paper_cell(paper, S("Vender en el mercado"));
    paper_lines(paper, S("Observaciones"), 3);
    paper_code(paper, S("https://ejemplo.sv/events/E-1"), S("Página del evento"));
    const struct paper_signature signatures[] = {
        {S("Asesor(a)"), S("Óscar Peña"), STR_NONE}, {S("Cliente"), STR_NONE, S("DUI 91234567-8")},
    };
    paper_signatures(paper, signatures, COUNT_OF(signatures));
    paper_note(paper, S("Original para el centro, copia para el cliente."));
    return paper;
}

static void every_kind_stands_on_the_sheet(UNUSED void **state)
{
    struct str pdf = pdf_of(all_kinds());
    assert_true(str_starts(pdf, S("%PDF-")));
    check_pages(pdf, 1);
    struct str text = read_by("pdftotext", pdf);
    static const char *const words[] = {
        "Bitácora de asesoría", "S-2014-000123", "Panadería La Conchagüita, S.A. de C.V.", "☒ Visita a la empresa", "☐ Oficina",
        "PRIMERA. El ingeniero Núñez", "Acciones del plan", "$ 1,250.00", "Óscar Peña", "DUI 91234567-8",
        "página 1 de 1", "Página del", "Rosa Inventada", "en el centro", "2604-0000 · centro@ejemplo.sv",
    };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        check_found(text, words[i]);
    }
    struct str info = read_by("pdfinfo", pdf);
    check_found(info, "Title:           Bitácora de asesoría");
    check_found(info, "A4");
    assert_true(str_find(pdf, S("/Lang (es-SV)")) != SIZE_MAX);
}

static void the_same_sheet_gives_the_same_bytes(UNUSED void **state)
{
    struct str one = pdf_of(all_kinds());
    struct str two = pdf_of(all_kinds());
    assert_true(str_eq(one, two));
    assert_true(str_find(one, S("CreationDate")) == SIZE_MAX);
}

static void a_long_table_repeats_its_headings(UNUSED void **state)
{
    struct paper *paper = new_paper("Lista de asistencia");
    const struct paper_column columns[] = {{.label = S("N.º"), .width = 3}, {.label = S("Participante"), .width = 30},
                                           {.label = S("Firma"), .width = 20}};
    paper_table(paper, STR_NONE, columns, COUNT_OF(columns), 2);
    for (int i = 1; i <= 60; i++) {
        paper_cell(paper, str_format(&check_arena, "%d", i));
        paper_cell(paper, str_format(&check_arena, "Persona inventada %d", i));
        paper_cell(paper, STR_NONE);
    }
    struct str pdf = pdf_of(paper);
    check_pages(pdf, 3);
    struct str text = read_by("pdftotext", pdf);
    size_t heads = 0;
    for (struct str rest = text; str_find(rest, S("Participante")) != SIZE_MAX; heads++) {
        rest = str_slice(rest, str_find(rest, S("Participante")) + 1, rest.len);
    }
    assert_true(text.len == 0 || heads == 3);
    check_found(text, "Persona inventada 60");
    check_found(text, "página 3 de 3");
}

/* Nothing that people can write breaks a page: no end of words, right to left, pictures, ill-formed bytes. */
static void any_text_finds_its_place(UNUSED void **state)
{
    struct buf words = BUF(&check_arena);
    for (int i = 0; i < 700; i++) {
        buf_format(&words, "palabra%d ", i);
    }
    struct buf endless = BUF(&check_arena);
    for (int i = 0; i < 5000; i++) {
        buf_put_char(&endless, "abcdefghij"[i % 10]);
    }
    struct str texts[] = {
        buf_str(&words), buf_str(&endless), S("שלום עולם, مرحبا بالعالم"), S("😀👩‍🌾🇸🇻 Z\xCC\x81\xCC\x82\xCC\x83lgo"), S("\xFF\xFE roto \xC3"),
        S("uno\n\n\n\ndos"), S("日本語テキスト"), S("("), S("")};
    struct paper *paper = new_paper("Textos largos");
    paper->title = S("Textos largos");
    paper->name = buf_str(&endless);
    paper->number = buf_str(&words);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        paper_heading(paper, texts[i]);
        paper_text(paper, S("CLÁUSULA."), texts[i]);
        paper_note(paper, texts[i]);
        const struct paper_box boxes[] = {{.label = texts[i], .value = texts[i], .width = 3},
                                          {.label = S("x"), .value = texts[i], .width = 9, .lines = 30}};
        paper_boxes(paper, boxes, COUNT_OF(boxes));
        const struct paper_column columns[] = {{.label = texts[i]}, {.label = S("b"), .is_number = true}};
        paper_table(paper, texts[i], columns, COUNT_OF(columns), 1);
        paper_cell(paper, texts[i]);
        paper_cell(paper, texts[i]);
        paper_code(paper, texts[i], texts[i]);
        const struct paper_signature signatures[] = {{texts[i], S("x"), texts[i]}, {S("x"), S("y"), S("")}};
        paper_signatures(paper, signatures, COUNT_OF(signatures));
    }
    struct str pdf = pdf_of(paper);
    struct str text = read_by("pdftotext", pdf);
    check_found(text, "palabra0");
    check_found(text, "palabra699");
    assert_true(text.len == 0 || str_find(text, S("Error")) == SIZE_MAX);
    struct buf out = BUF(&check_arena);
    struct html html = html_start(&out, LANG_ES);
    paper->name = paper->title;
    texts[4] = S("entero");
    paper_page(&html, all_kinds());
    assert_null(html_problem(&check_arena, buf_str(&out)));
    assert_true(str_find(buf_str(&out), S("☒\xC2\xA0Visita\xC2\xA0""a\xC2\xA0la\xC2\xA0""empresa")) != SIZE_MAX);
}

static void the_code_is_square_and_has_its_corners(UNUSED void **state)
{
    struct paper_squares squares;
    assert_true(squares_of(&check_arena, S("https://ejemplo.sv/e/1"), &squares));
    assert_int_equal(squares.size, 25);
    for (int i = 0; i < 7; i++) { /* the finder pattern begins with a dark line of seven */
        assert_int_equal(squares.modules[i], 1);
        assert_int_equal(squares.modules[squares.size - 1 - i], 1);
    }
    assert_int_equal(squares.modules[7], 0);
    assert_false(squares_of(&check_arena, S(""), &squares));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_stands_on_the_sheet),
        cmocka_unit_test(the_same_sheet_gives_the_same_bytes),
        cmocka_unit_test(a_long_table_repeats_its_headings),
        cmocka_unit_test(any_text_finds_its_place),
        cmocka_unit_test(the_code_is_square_and_has_its_corners),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
