#include "format/csv.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define CHUNK ((size_t)256 * 1024)    /* one fill of the buffer, as UTF-8 */
#define RAW_CHUNK ((size_t)64 * 1024) /* one fill from Windows-1252, whose bytes become up to three */
#define BLOCK ((size_t)64)            /* bytes searched at once */
#define BUFFER ((size_t)CSV_ROW_LIMIT + 2 * CHUNK)

struct csv_reader {
    struct arena *arena;
    csv_source read;
    void *source;
    struct csv_options options;
    char *buffer; /* BUFFER bytes and a BLOCK of padding */
    char *raw;    /* RAW_CHUNK, for Windows-1252 only */
    size_t start; /* of the row */
    size_t end;   /* of what was read */
    bool at_end;  /* of the file */
    bool begun;   /* the byte order mark, if any, is behind us */
    int64_t line; /* on which `start` lies */

    /* The block of the buffer that is being searched: a bit for each byte that means something in CSV. */
    size_t block;
    uint64_t marks;
    bool block_has_high; /* it has bytes beyond ASCII */
    bool has_high;       /* the row, or a neighbour in its blocks, has them */

    struct str cells[CSV_CELL_LIMIT];
    bool is_escaped[CSV_CELL_LIMIT]; /* holds doubled quotes */
    size_t len;

    struct str *headings; /* NULL before csv_header */
    size_t width;         /* headings that count */
    size_t raw_width;     /* with the blank ones at the right end */

    size_t faults;  /* rows so far that were */
    enum err ended; /* the error that ended the reading */
    struct problem last;
};

/* ---- source ------------------------------------------------------------------------------- */

enum err csv_source_fd(void *fd, char *into, size_t room, size_t *out_len)
{
    for (;;) {
        ssize_t got = read(*(int *)fd, into, room);
        if (got >= 0) {
            *out_len = (size_t)got;
            return ERR_OK;
        }
        if (errno != EINTR) {
            return ERR_IO;
        }
    }
}

struct csv_reader *csv_open(struct arena *arena, csv_source read, void *source, struct csv_options options)
{
    assert(options.encoding == CSV_UTF8 || options.encoding == CSV_WINDOWS_1252);
    struct csv_reader *reader = ARENA_NEW(arena, struct csv_reader);
    reader->arena = arena;
    reader->read = read;
    reader->source = source;
    reader->options = options;
    reader->options.delimiter = options.delimiter == 0 ? ',' : options.delimiter;
    reader->buffer = arena_alloc(arena, BUFFER + BLOCK);
    if (options.encoding == CSV_WINDOWS_1252) {
        reader->raw = arena_alloc(arena, RAW_CHUNK);
    }
    csv_rewind(reader);
    return reader;
}

void csv_rewind(struct csv_reader *reader)
{
    reader->start = 0;
    reader->end = 0;
    reader->at_end = false;
    reader->begun = false;
    reader->line = 1;
    reader->block = 0;
    reader->marks = 0;
    reader->block_has_high = false;
    reader->headings = NULL;
    reader->faults = 0;
    reader->ended = ERR_OK;
}

static FALLIBLE read_chunk(struct csv_reader *reader, size_t *out_len)
{
    char *into = reader->buffer + reader->end;
    if (reader->raw == NULL) {
        TRY(reader->read(reader->source, into, CHUNK, out_len));
        reader->end += *out_len;
        return ERR_OK;
    }
    TRY(reader->read(reader->source, reader->raw, RAW_CHUNK, out_len));
    struct arena_mark mark = arena_mark(reader->arena);
    struct str text = utf8_from_latin1(reader->arena, (struct str){reader->raw, *out_len});
    assert(text.len <= 3 * RAW_CHUNK);
    if (text.len > 0) {
        memcpy(into, text.ptr, text.len);
    }
    reader->end += text.len;
    arena_rewind(reader->arena, mark);
    return ERR_OK;
}

/* Moves the begun row to the front of the buffer and reads behind it. Small reads (a pipe) are gathered, because the row is
 * searched from its beginning after each fill. */
static FALLIBLE fill(struct csv_reader *reader)
{
    size_t left = reader->end - reader->start;
    if (reader->start > 0 && left > 0) {
        memmove(reader->buffer, reader->buffer + reader->start, left);
    }
    reader->start = 0;
    reader->end = left;
    while (!reader->at_end && reader->end - left < RAW_CHUNK) {
        size_t got = 0;
        TRY(read_chunk(reader, &got));
        reader->at_end = got == 0;
    }
    if (!reader->begun) {
        reader->begun = true;
        if (reader->end >= 3 && memcmp(reader->buffer, "\xEF\xBB\xBF", 3) == 0) {
            reader->start = 3;
        }
    }
    return ERR_OK;
}

/* ---- search --------------------------------------------------------------------------------- */

/* The block's bytes that are delimiter, quote, CR, LF or NUL, and whether any is beyond ASCII. */
static void search_block(struct csv_reader *reader, size_t at)
{
    const char *bytes = reader->buffer + at;
    uint64_t marks = 0;
    uint64_t high = 0;
#if defined(__SSE2__)
    const __m128i delimiter = _mm_set1_epi8(reader->options.delimiter);
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i carriage = _mm_set1_epi8('\r');
    const __m128i feed = _mm_set1_epi8('\n');
    const __m128i zero = _mm_setzero_si128();
    for (unsigned i = 0; i < BLOCK / 16; i++) {
        __m128i part = _mm_loadu_si128((const __m128i *)(const void *)(bytes + (size_t)16 * i));
        __m128i found = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(part, delimiter), _mm_cmpeq_epi8(part, quote)),
                                     _mm_or_si128(_mm_cmpeq_epi8(part, carriage), _mm_cmpeq_epi8(part, feed)));
        found = _mm_or_si128(found, _mm_cmpeq_epi8(part, zero));
        marks |= (uint64_t)(uint32_t)_mm_movemask_epi8(found) << (16 * i);
        high |= (uint64_t)(uint32_t)_mm_movemask_epi8(part) << (16 * i);
    }
#else
    for (unsigned i = 0; i < BLOCK; i++) {
        char c = bytes[i];
        bool found = c == reader->options.delimiter || c == '"' || c == '\r' || c == '\n' || c == '\0';
        marks |= (uint64_t)found << i;
        high |= (uint64_t)((unsigned char)c >= 0x80) << i;
    }
#endif
    reader->block = at;
    reader->marks = marks;
    reader->block_has_high = high != 0;
    reader->has_high |= high != 0;
}

static void search_from(struct csv_reader *reader, size_t at)
{
    if (at < reader->end) {
        search_block(reader, at);
    } else {
        reader->block = at;
        reader->marks = 0;
        reader->block_has_high = false;
    }
}

/* The next mark, taken; reader->end if there is none. */
static inline size_t take(struct csv_reader *reader)
{
    while (reader->marks == 0) {
        if (reader->block + BLOCK >= reader->end) {
            return reader->end;
        }
        search_block(reader, reader->block + BLOCK);
    }
    size_t at = reader->block + (size_t)__builtin_ctzll(reader->marks);
    if (at >= reader->end) {
        return reader->end;
    }
    reader->marks &= reader->marks - 1;
    return at;
}

/* ---- one row ---------------------------------------------------------------------------------- */

enum row_end {
    ROW_DONE,
    ROW_MORE, /* the buffer ends within the row */
    ROW_NONE, /* the end of the file */
    ROW_OPEN_QUOTE,
    ROW_BEHIND_QUOTE,
    ROW_TOO_WIDE,
};
struct row_state {
    size_t at;     /* where the cell begins; behind the row when done */
    int64_t lines; /* line ends passed */
    int64_t quote_line;
    bool has_nul;
};

/* From an opening quote to behind the closing one. */
static enum row_end quoted_cell(struct csv_reader *reader, struct row_state *row, struct str *cell, bool *is_escaped)
{
    const char *buffer = reader->buffer;
    row->quote_line = reader->line + row->lines;
    size_t at = take(reader);
    assert(at == row->at);
    for (;;) {
        at = take(reader);
        if (at == reader->end) {
            return reader->at_end ? ROW_OPEN_QUOTE : ROW_MORE;
        }
        if (buffer[at] == '\n') {
            row->lines++;
        } else if (buffer[at] == '\0') {
            row->has_nul = true;
        } else if (buffer[at] == '"') {
            if (at + 1 == reader->end && !reader->at_end) {
                return ROW_MORE;
            }
            if (at + 1 == reader->end || buffer[at + 1] != '"') {
                *cell = (struct str){buffer + row->at + 1, at - row->at - 1};
                row->at = at + 1;
                return ROW_DONE;
            }
            *is_escaped = true;
            (void)take(reader);
        }
    }
}

/* The end of the cell that begins at row->at: the offset of its delimiter, line end or the end of the file. */
static size_t plain_end(struct csv_reader *reader, struct row_state *row)
{
    for (;;) {
        size_t at = take(reader);
        if (at == reader->end || (reader->buffer[at] != '"' && reader->buffer[at] != '\0')) {
            return at;
        }
        row->has_nul |= reader->buffer[at] == '\0';
    }
}

/* Reads the cells of the row at reader->start, leaving them as they stand in the buffer. */
static enum row_end read_cells(struct csv_reader *reader, struct row_state *row)
{
    const char *buffer = reader->buffer;
    reader->len = 0;
    for (;;) {
        struct str cell;
        bool is_escaped = false;
        bool is_quoted = row->at < reader->end && buffer[row->at] == '"';
        size_t at;
        if (row->at == reader->end && !reader->at_end) {
            return ROW_MORE;
        }
        if (is_quoted) {
            enum row_end end = quoted_cell(reader, row, &cell, &is_escaped);
            if (end != ROW_DONE) {
                return end;
            }
            at = row->at;
            if (at < reader->end) {
                if (buffer[at] != reader->options.delimiter && buffer[at] != '\r' && buffer[at] != '\n') {
                    return ROW_BEHIND_QUOTE;
                }
                (void)take(reader);
            }
        } else {
            at = plain_end(reader, row);
            cell = (struct str){buffer + row->at, at - row->at};
        }
        if (at == reader->end && !reader->at_end) {
            return ROW_MORE;
        }
        if (reader->len == CSV_CELL_LIMIT) {
            return ROW_TOO_WIDE;
        }
        reader->is_escaped[reader->len] = is_escaped;
        reader->cells[reader->len++] = cell;
        row->at = at + 1;
        if (at == reader->end) {
            row->at = at;
            return ROW_DONE;
        }
        if (buffer[at] == '\r') {
            if (at + 1 == reader->end && !reader->at_end) {
                return ROW_MORE;
            }
            if (at + 1 < reader->end && buffer[at + 1] == '\n') {
                (void)take(reader);
                row->at = at + 2;
            }
        }
        if (buffer[at] != reader->options.delimiter) {
            row->lines++;
            return ROW_DONE;
        }
    }
}

/* Reads the cells of the next row that has any byte, filling the buffer as needed. */
static FALLIBLE next_cells(struct csv_reader *reader, struct row_state *row, enum row_end *out)
{
    reader->has_high = reader->block_has_high;
    for (;;) {
        *row = (struct row_state){.at = reader->start};
        *out = reader->start == reader->end && reader->at_end ? ROW_NONE : read_cells(reader, row);
        if (*out == ROW_MORE) {
            if (reader->end - reader->start > CSV_ROW_LIMIT) {
                return ERR_TOO_LARGE;
            }
            TRY(fill(reader));
            reader->has_high = false;
            search_from(reader, reader->start);
            continue;
        }
        bool is_empty = *out == ROW_DONE && reader->len == 1 && reader->cells[0].len == 0 &&
                        (reader->start == reader->end || reader->buffer[reader->start] != '"');
        if (!is_empty) {
            return row->at - reader->start > CSV_ROW_LIMIT + 2 ? ERR_TOO_LARGE : ERR_OK;
        }
        reader->start = row->at;
        reader->line += row->lines;
    }
}

static bool is_guarded(struct str text)
{
    size_t at = 0;
    while (at < text.len && text.ptr[at] == '\'') {
        at++;
    }
    return at < text.len && (text.ptr[at] == '=' || text.ptr[at] == '+' || text.ptr[at] == '-' || text.ptr[at] == '@' ||
                             text.ptr[at] == '\t' || text.ptr[at] == '\r' || text.ptr[at] == '\n');
}

/* Doubled quotes become single ones in place: the buffer is the reader's own. */
static size_t unescape(char *text, size_t len)
{
    size_t to = 0;
    for (size_t from = 0; from < len; from++) {
        text[to++] = text[from];
        from += text[from] == '"' ? 1 : 0;
    }
    return to;
}

static void finish_cells(struct csv_reader *reader)
{
    for (size_t i = 0; i < reader->len; i++) {
        struct str *cell = &reader->cells[i];
        if (reader->is_escaped[i]) {
            cell->len = unescape(reader->buffer + (cell->ptr - reader->buffer), cell->len);
        }
        if (reader->options.unguard && cell->len > 1 && cell->ptr[0] == '\'' && is_guarded(str_slice(*cell, 1, cell->len))) {
            cell->ptr++;
            cell->len--;
        }
    }
}

/* ---- problems ----------------------------------------------------------------------------------- */

#define NO_COLUMN SIZE_MAX

static enum err fail(struct csv_reader *reader, enum err err, struct problem *problem, int64_t line, size_t column,
                     struct str value, struct text rule, struct text remedy)
{
    struct problem found = {.rule = rule, .remedy = remedy};
    if (err == ERR_INVALID && ++reader->faults > CSV_FAULT_LIMIT) {
        err = ERR_TOO_LARGE;
        value = STR_NONE;
        found.rule = TEXT("Más de 1,000 filas del archivo no tienen la forma debida; se dejó de leer.",
                          "More than 1,000 rows of the file do not have the right form; reading was given up.");
        found.remedy = TEXT("Corrija primero las filas señaladas; suelen tener todas la misma causa.",
                            "Correct the rows named so far first; they often all have the same cause.");
    }
    if (value.ptr != NULL) {
        found.value = str_copy(reader->arena, str_slice(value, 0, 200));
    }
    if (column < reader->width && reader->headings != NULL) {
        found.column = reader->headings[column];
        found.place = str_format(reader->arena, STR_FMT ":%lld:" STR_FMT, STR_ARG(reader->options.name), (long long)line,
                                 STR_ARG(found.column));
    } else if (column != NO_COLUMN) {
        found.place = str_format(reader->arena, STR_FMT ":%lld:%zu", STR_ARG(reader->options.name), (long long)line, column + 1);
    } else {
        found.place = str_format(reader->arena, STR_FMT ":%lld", STR_ARG(reader->options.name), (long long)line);
    }
    if (err != ERR_INVALID) {
        reader->ended = err;
        reader->last = found;
    }
    *problem = found;
    return err;
}

static enum err fail_row(struct csv_reader *reader, enum row_end end, const struct row_state *row, struct problem *problem)
{
    switch (end) {
    case ROW_OPEN_QUOTE:
        return fail(reader, ERR_MALFORMED, problem, row->quote_line, reader->len, STR_NONE,
                    TEXT("Una comilla que se abre debe cerrarse; esta no se cierra en todo el resto del archivo.",
                         "A quotation mark that is opened must be closed; this one is open to the end of the file."),
                    TEXT("Cierre la celda con comillas; una comilla dentro del texto se escribe doble.",
                         "Close the cell with a quotation mark; one within the text is written twice."));
    case ROW_BEHIND_QUOTE:
        return fail(reader, ERR_MALFORMED, problem, reader->line + row->lines, reader->len,
                    str_slice((struct str){reader->buffer + row->at, reader->end - row->at}, 0, 1),
                    TEXT("Después de la comilla que cierra una celda solo puede venir el separador o el fin de la línea.",
                         "Behind the quotation mark that closes a cell there may only be the delimiter or the end of the line."),
                    TEXT("Escriba doble la comilla que es parte del texto, o quite lo que sigue a la que cierra.",
                         "Write a quotation mark that is part of the text twice, or remove what follows the closing one."));
    case ROW_TOO_WIDE:
        return fail(reader, ERR_TOO_LARGE, problem, reader->line, NO_COLUMN, STR_NONE,
                    TEXT("Una fila puede tener hasta 400 celdas.", "A row may have up to 400 cells."),
                    TEXT("Quite las columnas que no se usan, o revise cuál es el separador.",
                         "Remove the columns that are not used, or check which the delimiter is."));
    case ROW_DONE:
    case ROW_MORE:
    case ROW_NONE:
        break;
    }
    return ERR_INTERNAL;
}

static enum err fail_reading(struct csv_reader *reader, enum err err, struct problem *problem)
{
    if (err == ERR_TOO_LARGE) {
        return fail(reader, err, problem, reader->line, NO_COLUMN, STR_NONE,
                    TEXT("Una fila puede tener hasta 1 MiB.", "A row may have up to 1 MiB."),
                    TEXT("Revise si en esta fila falta cerrar una comilla, o acorte sus textos.",
                         "Check whether a quotation mark of this row is left open, or shorten its texts."));
    }
    return fail(reader, err, problem, reader->line, NO_COLUMN, STR_NONE,
                TEXT("El archivo no se pudo leer hasta el final.", "The file could not be read to its end."),
                TEXT("Compruebe que el archivo esté completo y pueda abrirse, e intente de nuevo.",
                     "Check that the file is complete and can be opened, and try again."));
}

static bool is_ascii(struct str s)
{
    unsigned char any = 0;
    for (size_t i = 0; i < s.len; i++) {
        any |= (unsigned char)s.ptr[i];
    }
    return any < 0x80;
}

static size_t column_of_fault(const struct csv_reader *reader, bool nul)
{
    for (size_t i = 0; i < reader->len; i++) {
        struct str cell = reader->cells[i];
        if (nul ? memchr(cell.ptr, '\0', cell.len) != NULL : !is_ascii(cell) && !utf8_is_valid(cell)) {
            return i;
        }
    }
    return NO_COLUMN;
}

static FALLIBLE check_text(struct csv_reader *reader, int64_t line, bool has_nul, struct problem *problem)
{
    if (has_nul) {
        return fail(reader, ERR_INVALID, problem, line, column_of_fault(reader, true), STR_NONE,
                    TEXT("El texto no puede llevar el carácter NUL (un byte cero).", "Text cannot hold the character NUL (a zero byte)."),
                    TEXT("Guarde el archivo de nuevo como CSV UTF-8 desde el programa que lo hizo.",
                         "Save the file again as CSV UTF-8 from the program that made it."));
    }
    if (!reader->has_high || reader->raw != NULL) {
        return ERR_OK;
    }
    size_t column = column_of_fault(reader, false);
    if (column == NO_COLUMN) {
        return ERR_OK;
    }
    /* Shown as the Windows-1252 that it most likely is, so that the reader of the message recognises the word. */
    struct str value = utf8_from_latin1(reader->arena, str_slice(reader->cells[column], 0, 100));
    return fail(reader, ERR_INVALID, problem, line, column, value,
                TEXT("El texto debe estar en UTF-8; esta celda tiene bytes que no lo son.",
                     "Text must be in UTF-8; this cell has bytes that are not."),
                TEXT("Guarde el archivo como «CSV UTF-8», o indique su codificación (--encoding windows-1252).",
                     "Save the file as “CSV UTF-8”, or name its encoding (--encoding windows-1252)."));
}

/* ---- reading ------------------------------------------------------------------------------------ */

static FALLIBLE next_row(struct csv_reader *reader, struct csv_row *out, bool *found, struct problem *problem)
{
    struct row_state row;
    enum row_end end;
    *found = false;
    if (reader->ended != ERR_OK) {
        *problem = reader->last;
        return reader->ended;
    }
    enum err err = next_cells(reader, &row, &end);
    if (err != ERR_OK) {
        return fail_reading(reader, err, problem);
    }
    if (end == ROW_NONE) {
        return ERR_OK;
    }
    if (end != ROW_DONE) {
        return fail_row(reader, end, &row, problem);
    }
    *out = (struct csv_row){reader->cells, reader->len, reader->line};
    *found = true;
    reader->start = row.at;
    reader->line += row.lines;
    TRY(check_text(reader, out->line, row.has_nul, problem));
    finish_cells(reader);
    return ERR_OK;
}

static FALLIBLE check_width(struct csv_reader *reader, struct csv_row *row, struct problem *problem)
{
    size_t last = row->len;
    while (last > reader->width && str_is_empty(str_trim(row->cells[last - 1]))) {
        last--;
    }
    if (row->len == reader->raw_width && last == reader->width) {
        row->len = reader->width;
        return ERR_OK;
    }
    struct text rule = text_format(reader->arena,
                                   TEXT("Cada fila debe tener tantas celdas como el encabezado; esta tiene %zu y el encabezado %zu.",
                                        "Each row must have as many cells as the heading; this one has %zu and the heading %zu."),
                                   row->len, reader->width);
    if (row->len < reader->width) {
        return fail(reader, ERR_INVALID, problem, row->line, NO_COLUMN, STR_NONE, rule,
                    TEXT("Complete la fila; la celda sin valor se deja vacía, pero con su separador.",
                         "Complete the row; a cell without a value is left empty, but with its delimiter."));
    }
    return fail(reader, ERR_INVALID, problem, row->line, NO_COLUMN, row->cells[reader->width], rule,
                TEXT("Quite lo que sobra, o escriba entre comillas el texto que lleva el separador.",
                     "Remove what is too much, or put the text that holds the delimiter in quotation marks."));
}

static bool is_blank(const struct csv_row *row)
{
    for (size_t i = 0; i < row->len; i++) {
        if (str_trim(row->cells[i]).len > 0) {
            return false;
        }
    }
    return true;
}

FALLIBLE csv_next(struct csv_reader *reader, struct csv_row *out, bool *found, struct problem *problem)
{
    if (reader->headings == NULL) {
        return next_row(reader, out, found, problem);
    }
    do {
        TRY(next_row(reader, out, found, problem));
    } while (*found && is_blank(out));
    return *found ? check_width(reader, out, problem) : ERR_OK;
}

FALLIBLE csv_check_header(struct arena *arena, struct str *cells, size_t *len, size_t *column, struct problem *problem)
{
    size_t width = *len;
    for (size_t i = 0; i < width; i++) {
        cells[i] = str_trim(cells[i]);
    }
    while (width > 0 && cells[width - 1].len == 0) {
        width--;
    }
    *len = width;
    *problem = (struct problem){0};
    for (*column = 0; *column < width; (*column)++) {
        if (cells[*column].len == 0) {
            problem->rule = TEXT("Cada columna debe tener su encabezado; este está vacío.",
                                 "Each column must have its heading; this one is blank.");
            problem->remedy = TEXT("Escriba el nombre de la columna en la primera fila, o quite la columna.",
                                   "Write the column's name in the first row, or remove the column.");
            return ERR_INVALID;
        }
        for (size_t before = 0; before < *column; before++) {
            if (str_eq(cells[before], cells[*column])) {
                problem->value = str_copy(arena, str_slice(cells[*column], 0, 200));
                problem->rule = TEXT("Cada columna debe tener un encabezado distinto; este se repite.",
                                     "Each column must have a heading of its own; this one is repeated.");
                problem->remedy = TEXT("Cambie el nombre de una de las dos columnas, o quítela.",
                                       "Rename one of the two columns, or remove it.");
                return ERR_INVALID;
            }
        }
    }
    *column = 0;
    if (width == 0) {
        problem->rule = TEXT("El archivo debe empezar con una fila de encabezados; no tiene ninguno.",
                             "The file must begin with a row of headings; it has none.");
        problem->remedy = TEXT("Escriba los nombres de las columnas en la primera fila.",
                               "Write the names of the columns in the first row.");
        return ERR_INVALID;
    }
    return ERR_OK;
}

FALLIBLE csv_header(struct csv_reader *reader, struct csv_row *out, struct problem *problem)
{
    bool found;
    reader->headings = NULL;
    do {
        TRY(next_row(reader, out, &found, problem));
    } while (found && is_blank(out));
    if (!found) {
        *out = (struct csv_row){.cells = reader->cells, .len = 0, .line = 1};
    }
    size_t column;
    reader->raw_width = out->len;
    struct problem fault;
    if (csv_check_header(reader->arena, out->cells, &out->len, &column, &fault) != ERR_OK) {
        return fail(reader, ERR_INVALID, problem, out->line, out->len == 0 ? NO_COLUMN : column, fault.value, fault.rule,
                    fault.remedy);
    }
    reader->width = out->len;
    struct str *headings = ARENA_ARRAY(reader->arena, struct str, out->len);
    for (size_t i = 0; i < out->len; i++) {
        headings[i] = str_copy(reader->arena, out->cells[i]);
    }
    reader->headings = headings;
    return ERR_OK;
}

/* ---- writing -------------------------------------------------------------------------------------- */

struct csv_writer csv_writer(struct buf *out, char delimiter)
{
    return (struct csv_writer){.out = out, .delimiter = delimiter == 0 ? ',' : delimiter};
}

void csv_bom(struct csv_writer *writer)
{
    buf_put_c(writer->out, "\xEF\xBB\xBF");
}

static bool needs_quotes(const struct csv_writer *writer, struct str value)
{
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if (c == writer->delimiter || c == '"' || c == '\r' || c == '\n') {
            return true;
        }
    }
    return value.len > 0 && (value.ptr[0] == ' ' || value.ptr[value.len - 1] == ' ');
}

static void put_cell(struct csv_writer *writer, struct str value, bool guard)
{
    if (writer->cells++ > 0) {
        buf_put_char(writer->out, writer->delimiter);
    }
    writer->has_bytes |= value.len > 0;
    if (!needs_quotes(writer, value)) {
        if (guard) {
            buf_put_char(writer->out, '\'');
        }
        buf_put(writer->out, value);
        return;
    }
    buf_put_c(writer->out, guard ? "\"'" : "\"");
    for (size_t from = 0; from < value.len;) {
        const char *quote = memchr(value.ptr + from, '"', value.len - from);
        size_t to = quote == NULL ? value.len : (size_t)(quote - value.ptr) + 1;
        buf_put(writer->out, str_slice(value, from, to));
        if (quote != NULL) {
            buf_put_char(writer->out, '"');
        }
        from = to;
    }
    buf_put_char(writer->out, '"');
}

void csv_text(struct csv_writer *writer, struct str text)
{
    put_cell(writer, text, is_guarded(text));
}

void csv_value(struct csv_writer *writer, struct str value)
{
    put_cell(writer, value, false);
}

void csv_end_row(struct csv_writer *writer)
{
    /* A row of one empty cell would otherwise be a line without any byte, which is no row. */
    if (writer->cells == 1 && !writer->has_bytes) {
        buf_put_c(writer->out, "\"\"");
    }
    buf_put_c(writer->out, "\r\n");
    writer->cells = 0;
    writer->has_bytes = false;
}
