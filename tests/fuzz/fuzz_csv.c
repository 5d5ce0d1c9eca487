/* Any bytes as CSV, read in two ways; and any bytes as cells, which must survive being written and read again. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "format/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct memory {
    struct str bytes;
    size_t at;
    size_t step;
};

static enum err give(void *source, char *into, size_t room, size_t *out_len)
{
    struct memory *memory = source;
    struct str part = str_slice(memory->bytes, memory->at, memory->at + (room < memory->step ? room : memory->step));
    if (part.len > 0) {
        memcpy(into, part.ptr, part.len);
    }
    memory->at += part.len;
    *out_len = part.len;
    return ERR_OK;
}

/* One reader for each dialect, made once: their buffers are large. */
static const char delimiters[] = {',', ';', '\t'};
static struct arena arena;
static struct memory memory;
static struct csv_reader *readers[2][COUNT_OF(delimiters)];

static struct csv_reader *reader_of(struct str bytes, size_t step, enum csv_encoding encoding, char delimiter)
{
    memory = (struct memory){bytes, 0, step};
    for (size_t i = 0; i < COUNT_OF(delimiters); i++) {
        if (delimiters[i] == delimiter) {
            csv_rewind(readers[encoding][i]);
            return readers[encoding][i];
        }
    }
    abort();
}

static void read_all(struct csv_reader *reader, bool has_header)
{
    struct csv_row row;
    struct problem problem = {0};
    bool found = true;
    size_t width = 0;
    enum err err = has_header ? csv_header(reader, &row, &problem) : ERR_OK;
    width = has_header && err == ERR_OK ? row.len : 0;
    while (err == ERR_OK && found) {
        do {
            err = csv_next(reader, &row, &found, &problem);
            assert(err == ERR_OK || problem.rule.es != NULL);
        } while (err == ERR_INVALID);
        assert(err != ERR_OK || !found || (row.len > 0 && (width == 0 || row.len == width)));
    }
}

/* Writes the bytes, cut into cells at each "|" and rows at each "~", and reads them again: the same. */
static void round_trip(struct str bytes)
{
    struct buf out = BUF(&arena);
    struct csv_writer writer = csv_writer(&out, ';');
    struct str rest = bytes;
    struct str row_text;
    struct str cell;
    csv_bom(&writer);
    while (str_split(&rest, '~', &row_text)) {
        while (str_split(&row_text, '|', &cell)) {
            csv_text(&writer, cell);
        }
        csv_end_row(&writer);
    }
    struct csv_reader *reader = reader_of(buf_str(&out), SIZE_MAX, CSV_UTF8, ';');
    struct csv_row row;
    struct problem problem;
    bool found;
    rest = bytes;
    while (str_split(&rest, '~', &row_text)) {
        size_t at = 0;
        if (row_text.len == 0) {
            continue; /* a row without cells is none */
        }
        enum err err = csv_next(reader, &row, &found, &problem);
        if (err != ERR_OK) {
            assert(err == ERR_TOO_LARGE || !utf8_is_valid(row_text) || memchr(row_text.ptr, '\0', row_text.len) != NULL);
            return;
        }
        while (str_split(&row_text, '|', &cell)) {
            assert(found && at < row.len && str_eq(row.cells[at], cell));
            at++;
        }
        assert(at == row.len);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = {(const char *)data, size};
    for (size_t i = 0; i < COUNT_OF(delimiters) && readers[1][COUNT_OF(delimiters) - 1] == NULL; i++) {
        for (int encoding = 0; encoding < 2; encoding++) {
            readers[encoding][i] = csv_open(&arena, give, &memory,
                                            (struct csv_options){.encoding = (enum csv_encoding)encoding,
                                                                 .delimiter = delimiters[i],
                                                                 .unguard = true});
        }
    }
    struct arena_mark mark = arena_mark(&arena);
    struct csv_dialect dialect = csv_dialect_sniff(bytes.ptr, size);
    enum csv_encoding encoding = dialect.encoding == CSV_WINDOWS_1252 ? CSV_WINDOWS_1252 : CSV_UTF8;
    (void)csv_dialect_text(&arena, dialect);
    (void)csv_dialect_number(&arena, bytes, ',');
    read_all(reader_of(bytes, 1000, encoding, dialect.delimiter), true);
    read_all(reader_of(bytes, 7, CSV_UTF8, ','), false);
    round_trip(bytes);
    arena_rewind(&arena, mark);
    return 0;
}
