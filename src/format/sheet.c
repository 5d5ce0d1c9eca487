#include "format/sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <unistd.h>

#include "format/sandbox.h"

/* The file from its beginning, wherever others have set its position. */
struct position {
    int fd;
    off_t at;
};

#define TITLES_MOST 12

struct sheet {
    struct arena *arena;
    struct position file;
    bool owns_file;
    struct str file_name;
    struct str sheet_name; /* of a workbook */
    bool is_xlsx;
    bool isolate;
    struct csv_dialect dialect; /* as found or named */
    struct csv_reader *csv;     /* one of these two reads */
    struct sandbox *sandbox;
    struct str *headings;
    size_t width;
    size_t faults;
    struct xlsx_cell cells[CSV_CELL_LIMIT];
    size_t titles; /* rows above the headings */
};

static enum err read_at(void *source, char *into, size_t room, size_t *out_len)
{
    struct position *file = source;
    for (;;) {
        ssize_t got = pread(file->fd, into, room, file->at);
        if (got >= 0) {
            file->at += got;
            *out_len = (size_t)got;
            return ERR_OK;
        }
        if (errno != EINTR) {
            return ERR_IO;
        }
    }
}

static enum err refuse(struct sheet *sheet, struct problem *problem, enum err err, struct str value, struct text rule, struct text remedy)
{
    *problem = (struct problem){.place = sheet->file_name, .value = value, .rule = rule, .remedy = remedy};
    return err;
}

/* ---- which kind of file -------------------------------------------------------------------------- */

static bool has_ending(struct str name, const char *ending)
{
    size_t len = strlen(ending);
    return name.len > len && strncasecmp(name.ptr + name.len - len, ending, len) == 0;
}

static FALLIBLE check_kind(struct sheet *sheet, struct str sample, struct problem *problem)
{
    struct str name = sheet->file_name;
    struct str ending = STR_NONE;
    for (size_t i = 0; i < name.len; i++) {
        ending = name.ptr[i] == '.' ? str_slice(name, i, name.len) : ending;
    }
    sheet->is_xlsx = has_ending(name, ".xlsx");
    if (!sheet->is_xlsx && !has_ending(name, ".csv") && !has_ending(name, ".tsv") && !has_ending(name, ".txt")) {
        return refuse(sheet, problem, ERR_INVALID, ending,
                      TEXT("Se leen archivos .csv y .xlsx; el nombre de este termina en otra cosa.",
                           "Files of kind .csv and .xlsx are read; the name of this one ends in something else."),
                      TEXT("Guárdelo como «CSV UTF-8» o como «Libro de Excel (.xlsx)».",
                           "Save it as “CSV UTF-8” or as “Excel Workbook (.xlsx)”."));
    }
    if (!sheet->is_xlsx && (str_starts(sample, S("PK\x03\x04")) || str_starts(sample, S("\xD0\xCF\x11\xE0")))) {
        return refuse(sheet, problem, ERR_INVALID, ending,
                      TEXT("El contenido es de un libro de Excel, pero el nombre dice que es texto.",
                           "The content is an Excel workbook's, but the name says that it is text."),
                      TEXT("Cambie el final del nombre a .xlsx, o guarde la hoja como CSV UTF-8.",
                           "Change the name's ending to .xlsx, or save the sheet as CSV UTF-8."));
    }
    return ERR_OK;
}

static bool has_high_bytes(struct str sample)
{
    for (size_t i = 0; i < sample.len; i++) {
        if ((unsigned char)sample.ptr[i] >= 0x80) {
            return true;
        }
    }
    return false;
}

static FALLIBLE choose_encoding(struct sheet *sheet, struct str named, struct str sample, struct problem *problem)
{
    struct csv_dialect *dialect = &sheet->dialect;
    enum csv_encoding encoding = dialect->encoding;
    if (named.len > 0 && !csv_dialect_encoding(named, &encoding)) {
        return refuse(sheet, problem, ERR_INVALID, named, TEXT("No se conoce esa codificación.", "That encoding is not known."),
                      TEXT("Indique utf-8 o windows-1252.", "Name utf-8 or windows-1252."));
    }
    if (dialect->encoding == CSV_UTF16) {
        return refuse(sheet, problem, ERR_INVALID, S("UTF-16"), TEXT("El texto está en UTF-16, que no se lee.", "The text is in UTF-16, which is not read."),
                      TEXT("Guárdelo como «CSV UTF-8».", "Save it as “CSV UTF-8”."));
    }
    if (encoding == CSV_WINDOWS_1252 && dialect->encoding == CSV_UTF8 && has_high_bytes(sample)) {
        return refuse(sheet, problem, ERR_INVALID, named, TEXT("El texto está en UTF-8, no en la codificación indicada.",
                                                               "The text is in UTF-8, not in the encoding named."),
                      TEXT("Indique utf-8, o no indique ninguna.", "Name utf-8, or none."));
    }
    if (named.len == 0 && !dialect->encoding_certain) {
        return refuse(sheet, problem, ERR_INVALID, S("windows-1252"),
                      TEXT("El texto no está en UTF-8; parece Windows-1252 (Latin-1), pero no es seguro.",
                           "The text is not in UTF-8; it looks like Windows-1252 (Latin-1), but that is not certain."),
                      TEXT("Guárdelo como «CSV UTF-8», o confirme la codificación (--encoding windows-1252) y revise los acentos.",
                           "Save it as “CSV UTF-8”, or confirm the encoding (--encoding windows-1252) and check the accents."));
    }
    dialect->encoding = encoding;
    return ERR_OK;
}

/* What was not named must be certain. */
static FALLIBLE choose_dialect(struct sheet *sheet, const struct sheet_options *options, struct str sample, struct problem *problem)
{
    struct csv_dialect *dialect = &sheet->dialect;
    *dialect = csv_dialect_sniff(sample.ptr, sample.len);
    TRY(choose_encoding(sheet, options->encoding, sample, problem));
    if (options->delimiter.len > 0) {
        if (!csv_dialect_delimiter(options->delimiter, &dialect->delimiter)) {
            return refuse(sheet, problem, ERR_INVALID, options->delimiter, TEXT("No se conoce ese separador.", "That delimiter is not known."),
                          TEXT("Indique coma, punto y coma o tab.", "Name comma, semicolon or tab."));
        }
    } else if (!dialect->delimiter_certain) {
        return refuse(sheet, problem, ERR_INVALID, str_copy(sheet->arena, (struct str){&dialect->delimiter, 1}),
                      TEXT("No es seguro cuál signo separa las celdas: más de uno es posible.",
                           "It is not certain which sign separates the cells: more than one is possible."),
                      TEXT("Indique el separador (--delimiter coma, punto y coma o tab).",
                           "Name the delimiter (--delimiter comma, semicolon or tab)."));
    }
    if (options->decimal.len > 0) {
        if (!csv_dialect_decimal(options->decimal, &dialect->decimal)) {
            return refuse(sheet, problem, ERR_INVALID, options->decimal, TEXT("No se conoce ese signo decimal.", "That decimal sign is not known."),
                          TEXT("Indique punto o coma.", "Name point or comma."));
        }
    } else if (!dialect->decimal_certain) {
        return refuse(sheet, problem, ERR_INVALID, str_copy(sheet->arena, (struct str){&dialect->decimal, 1}),
                      TEXT("No es seguro si los números llevan punto o coma decimal.",
                           "It is not certain whether numbers have a decimal point or a decimal comma."),
                      TEXT("Indique el signo decimal (--decimal punto o coma).", "Name the decimal sign (--decimal point or comma)."));
    }
    return ERR_OK;
}

/* ---- rows from either reader ------------------------------------------------------------------------ */

static bool is_blank(const struct xlsx_row *row)
{
    for (size_t i = 0; i < row->len; i++) {
        if (str_trim(row->cells[i].text).len > 0 || row->cells[i].kind == XLSX_FAULT) {
            return false;
        }
    }
    return true;
}

static void convert(struct sheet *sheet, const struct csv_row *row, struct xlsx_row *out)
{
    for (size_t i = 0; i < row->len; i++) {
        sheet->cells[i] = (struct xlsx_cell){row->cells[i], row->cells[i].len == 0 ? XLSX_BLANK : XLSX_TEXT};
    }
    *out = (struct xlsx_row){sheet->cells, row->len, row->line};
}

static FALLIBLE next_row(struct sheet *sheet, struct xlsx_row *out, bool *found, struct problem *problem)
{
    if (sheet->csv != NULL) {
        struct csv_row row;
        TRY(csv_next(sheet->csv, &row, found, problem));
        if (*found) {
            convert(sheet, &row, out);
        }
        return ERR_OK;
    }
    do {
        TRY(sandbox_next(sheet->sandbox, out, found, problem));
    } while (*found && is_blank(out));
    return ERR_OK;
}

static FALLIBLE start(struct sheet *sheet, struct str wanted, struct problem *problem)
{
    struct csv_options options = {.name = sheet->file_name,
                                  .encoding = sheet->dialect.encoding,
                                  .delimiter = sheet->dialect.delimiter,
                                  .unguard = true};
    if (!sheet->isolate) {
        sheet->file.at = 0;
        if (sheet->csv == NULL) {
            sheet->csv = csv_open(sheet->arena, read_at, &sheet->file, options);
        }
        csv_rewind(sheet->csv);
        return ERR_OK;
    }
    if (sheet->sandbox != NULL) {
        sandbox_close(sheet->sandbox);
        sheet->sandbox = NULL;
    }
    struct sandbox_request request = {.fd = sheet->file.fd,
                                      .name = sheet->file_name,
                                      .is_xlsx = sheet->is_xlsx,
                                      .sheet = wanted,
                                      .csv = options};
    return sandbox_open(sheet->arena, request, &sheet->sandbox, &sheet->sheet_name, problem);
}

static size_t filled_cells(const struct xlsx_row *row)
{
    size_t filled = 0;
    for (size_t i = 0; i < row->len; i++) {
        filled += row->cells[i].text.len > 0;
    }
    return filled;
}

/* The headings of a workbook: its first row, unless that is a title of one cell over a table of three columns or more. */
static FALLIBLE read_headings(struct sheet *sheet, struct xlsx_row *row, bool *found, struct problem *problem)
{
    sheet->titles = 0;
    TRY(next_row(sheet, row, found, problem));
    if (!*found || filled_cells(row) != 1) {
        return ERR_OK;
    }
    while (*found && sheet->titles < TITLES_MOST) {
        sheet->titles++;
        TRY(next_row(sheet, row, found, problem));
        if (*found && filled_cells(row) >= 3) {
            return ERR_OK;
        }
    }
    sheet->titles = 0;
    TRY(start(sheet, sheet->sheet_name, problem));
    return next_row(sheet, row, found, problem);
}

/* The first row that is not blank; a workbook's is checked here, a CSV's was by its reader. */
static FALLIBLE read_header(struct sheet *sheet, struct problem *problem)
{
    struct xlsx_row row = {.number = 1};
    bool found = true;
    if (sheet->csv != NULL) {
        struct csv_row csv;
        TRY(csv_header(sheet->csv, &csv, problem));
        convert(sheet, &csv, &row);
    } else if (sheet->is_xlsx) {
        TRY(read_headings(sheet, &row, &found, problem));
    } else {
        TRY(next_row(sheet, &row, &found, problem));
    }
    sheet->width = found ? row.len : 0;
    sheet->headings = ARENA_ARRAY(sheet->arena, struct str, sheet->width + 1);
    for (size_t i = 0; i < sheet->width; i++) {
        sheet->headings[i] = str_copy(sheet->arena, row.cells[i].text);
    }
    if (!sheet->is_xlsx) {
        return ERR_OK;
    }
    size_t column;
    enum err err = csv_check_header(sheet->arena, sheet->headings, &sheet->width, &column, problem);
    if (err != ERR_OK && found) {
        problem->place = xlsx_address(sheet->arena, sheet->sheet_name, row.number, column);
    }
    return err;
}

static enum err open_sheet(struct sheet *sheet, const struct sheet_options *options, struct problem *problem)
{
    char *sample = arena_alloc(sheet->arena, CSV_DIALECT_SAMPLE);
    size_t len = 0;
    size_t got = 1;
    while (got > 0 && len < CSV_DIALECT_SAMPLE) {
        if (read_at(&sheet->file, sample + len, CSV_DIALECT_SAMPLE - len, &got) != ERR_OK) {
            return refuse(sheet, problem, ERR_IO, STR_NONE, TEXT("El archivo no se pudo leer.", "The file could not be read."),
                          TEXT("Compruebe que exista y que se permita leerlo.", "Check that it exists and that reading it is allowed."));
        }
        len += got;
    }
    TRY(check_kind(sheet, (struct str){sample, len}, problem));
    if (!sheet->is_xlsx) {
        TRY(choose_dialect(sheet, options, (struct str){sample, len}, problem));
    }
    sheet->isolate = sheet->is_xlsx || options->isolate_csv;
    TRY(start(sheet, options->sheet, problem));
    return read_header(sheet, problem);
}

static FALLIBLE open_position(struct arena *arena, int fd, bool owns_file, struct str name, struct sheet_options options,
                              struct sheet **out, struct problem *problem)
{
    struct sheet *sheet = ARENA_NEW(arena, struct sheet);
    sheet->arena = arena;
    sheet->file.fd = fd;
    sheet->owns_file = owns_file;
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '/') {
            sheet->file_name = str_slice(name, i + 1, name.len);
        }
    }
    sheet->file_name = str_copy(arena, sheet->file_name.ptr == NULL ? name : sheet->file_name);
    *problem = (struct problem){0};
    enum err err = open_sheet(sheet, &options, problem);
    if (err != ERR_OK) {
        if (problem->place.len == 0) {
            problem->place = sheet->file_name;
        }
        sheet_close(sheet);
        return err;
    }
    *out = sheet;
    return ERR_OK;
}

FALLIBLE sheet_open(struct arena *arena, const char *path, struct sheet_options options, struct sheet **out, struct problem *problem)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        *problem = (struct problem){
            .place = str_copy(arena, str_of(path)),
            .rule = TEXT("El archivo no se pudo abrir.", "The file could not be opened."),
            .remedy = TEXT("Compruebe el nombre, y que se permita leerlo.", "Check its name, and that reading it is allowed."),
        };
        return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
    }
    return open_position(arena, fd, true, str_of(path), options, out, problem);
}

FALLIBLE sheet_open_fd(struct arena *arena, int fd, struct str name, struct sheet_options options, struct sheet **out,
                       struct problem *problem)
{
    return open_position(arena, fd, false, name, options, out, problem);
}

FALLIBLE sheet_open_bytes(struct arena *arena, struct str bytes, struct str name, struct sheet_options options, struct sheet **out,
                          struct problem *problem)
{
    int fd = memfd_create("sheet", MFD_CLOEXEC);
    size_t done = 0;
    while (fd >= 0 && done < bytes.len) {
        ssize_t len = write(fd, bytes.ptr + done, bytes.len - done);
        if (len < 0 && errno != EINTR) {
            close(fd);
            fd = -1;
        }
        done += len > 0 ? (size_t)len : 0;
    }
    if (fd < 0) {
        *problem = (struct problem){
            .place = str_copy(arena, name),
            .rule = TEXT("El archivo no se pudo guardar para leerlo.", "The file could not be kept for reading."),
            .remedy = TEXT("Intente de nuevo en un momento.", "Try again in a moment."),
        };
        return ERR_IO;
    }
    return open_position(arena, fd, true, name, options, out, problem);
}

void sheet_close(struct sheet *sheet)
{
    if (sheet->sandbox != NULL) {
        sandbox_close(sheet->sandbox);
        sheet->sandbox = NULL;
    }
    if (sheet->owns_file) {
        close(sheet->file.fd);
    }
}

/* ---- reading ---------------------------------------------------------------------------------------- */

static enum err fail_cell(struct sheet *sheet, const struct xlsx_row *row, size_t column, struct text rule, struct text remedy,
                          struct problem *problem)
{
    enum err err = refuse(sheet, problem, ERR_INVALID, STR_NONE, rule, remedy);
    if (++sheet->faults > CSV_FAULT_LIMIT) {
        return refuse(sheet, problem, ERR_TOO_LARGE, STR_NONE,
                      TEXT("Más de 1,000 filas del libro no tienen la forma debida; se dejó de leer.",
                           "More than 1,000 rows of the workbook do not have the right form; reading was given up."),
                      TEXT("Corrija primero las celdas señaladas; suelen tener todas la misma causa.",
                           "Correct the cells named so far first; they often all have the same cause."));
    }
    problem->place = xlsx_address(sheet->arena, sheet->sheet_name, row->number, column);
    problem->column = column < sheet->width ? sheet->headings[column] : STR_NONE;
    problem->value = str_copy(sheet->arena, str_slice(row->cells[column].text, 0, 200));
    return err;
}

/* A workbook's row: cells that hold an error or stand under no heading are faults; missing cells at the end are blank. */
static FALLIBLE check_row(struct sheet *sheet, const struct xlsx_row *row, struct problem *problem)
{
    for (size_t i = 0; i < row->len; i++) {
        struct str text = row->cells[i].text;
        if (i >= sheet->width && str_trim(text).len > 0) {
            return fail_cell(sheet, row, i,
                             TEXT("Cada valor debe estar bajo un encabezado; este no lo tiene.",
                                  "Each value must stand under a heading; this one has none."),
                             TEXT("Escriba el encabezado de la columna, o borre el valor.", "Write the column's heading, or delete the value."),
                             problem);
        }
        if (row->cells[i].kind != XLSX_FAULT) {
            continue;
        }
        if (text.len == 0) {
            return fail_cell(sheet, row, i, TEXT("La celda tiene una fórmula que no se ha calculado.", "The cell has a formula that was not calculated."),
                             TEXT("Abra el libro en su programa, deje que calcule y guárdelo de nuevo.",
                                  "Open the workbook in your program, let it calculate and save it again."),
                             problem);
        }
        return fail_cell(sheet, row, i,
                         TEXT("La celda tiene un error, o una fecha o un número que no existe.",
                              "The cell holds an error, or a date or number that does not exist."),
                         TEXT("Corrija la celda o su fórmula, o déjela vacía.", "Correct the cell or its formula, or leave it empty."), problem);
    }
    return ERR_OK;
}

FALLIBLE sheet_next(struct sheet *sheet, struct sheet_row *out, bool *found, struct problem *problem)
{
    struct xlsx_row row;
    enum err err = next_row(sheet, &row, found, problem);
    if (err != ERR_OK) {
        if (problem->place.len == 0) {
            problem->place = sheet->file_name;
        }
        return err;
    }
    if (!*found) {
        return ERR_OK;
    }
    *out = (struct sheet_row){row.cells, sheet->width, row.number};
    if (!sheet->is_xlsx) {
        return ERR_OK;
    }
    TRY(check_row(sheet, &row, problem));
    for (size_t i = row.len; i < sheet->width; i++) {
        row.cells[i] = (struct xlsx_cell){S(""), XLSX_BLANK};
    }
    return ERR_OK;
}

FALLIBLE sheet_rewind(struct sheet *sheet, struct problem *problem)
{
    struct csv_row csv;
    struct xlsx_row row;
    bool found;
    sheet->faults = 0;
    TRY(start(sheet, sheet->sheet_name, problem));
    for (size_t i = 0; i < sheet->titles; i++) {
        TRY(next_row(sheet, &row, &found, problem));
    }
    return sheet->csv != NULL ? csv_header(sheet->csv, &csv, problem) : next_row(sheet, &row, &found, problem);
}

const struct str *sheet_header(const struct sheet *sheet, size_t *len)
{
    *len = sheet->width;
    return sheet->headings;
}

bool sheet_is_xlsx(const struct sheet *sheet)
{
    return sheet->is_xlsx;
}

struct str sheet_name(const struct sheet *sheet)
{
    return sheet->is_xlsx ? sheet->sheet_name : sheet->file_name;
}

char sheet_decimal(const struct sheet *sheet)
{
    return sheet->is_xlsx ? '.' : sheet->dialect.decimal;
}

struct text sheet_says(const struct sheet *sheet)
{
    if (!sheet->is_xlsx) {
        return csv_dialect_text(sheet->arena, sheet->dialect);
    }
    return text_format(sheet->arena, TEXT("hoja %s", "sheet %s"), str_c(sheet->arena, sheet->sheet_name));
}

struct str sheet_address(struct arena *arena, const struct sheet *sheet, int64_t number, size_t column)
{
    if (sheet->is_xlsx) {
        return xlsx_address(arena, sheet->sheet_name, number, column);
    }
    struct str heading = column < sheet->width ? sheet->headings[column] : STR_NONE;
    return str_format(arena, STR_FMT ":%lld:" STR_FMT, STR_ARG(sheet->file_name), (long long)number, STR_ARG(heading));
}
