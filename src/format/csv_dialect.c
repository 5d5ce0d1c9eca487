#include "format/csv_dialect.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

#define SAMPLE_ROWS 200

static enum csv_encoding sniff_encoding(struct str bytes, bool *bom, bool *certain)
{
    size_t zeros = 0;
    *certain = true;
    *bom = true;
    if (str_starts(bytes, S("\xEF\xBB\xBF"))) {
        return CSV_UTF8;
    }
    if (str_starts(bytes, S("\xFF\xFE")) || str_starts(bytes, S("\xFE\xFF"))) {
        return CSV_UTF16;
    }
    *bom = false;
    for (size_t i = 0; i < bytes.len; i++) {
        zeros += bytes.ptr[i] == '\0' ? 1 : 0;
    }
    if (bytes.len >= 4 && zeros * 4 >= bytes.len) {
        *certain = false;
        return CSV_UTF16;
    }
    /* The last character may be cut by the end of the sample. */
    size_t back = 0;
    while (back < 3 && back < bytes.len && ((unsigned char)bytes.ptr[bytes.len - 1 - back] & 0xC0) == 0x80) {
        back++;
    }
    bool may_be_cut = bytes.len == CSV_DIALECT_SAMPLE && back < bytes.len && (unsigned char)bytes.ptr[bytes.len - 1 - back] >= 0xC0;
    size_t whole = may_be_cut ? bytes.len - 1 - back : bytes.len;
    if (utf8_is_valid(str_slice(bytes, 0, whole))) {
        return CSV_UTF8;
    }
    *certain = false;
    return CSV_WINDOWS_1252;
}

struct delimiter_count {
    char delimiter;
    size_t in_header;
    bool is_even; /* every row has as many as the header */
};

/* Counts a delimiter outside quotation marks, row by row; a row that the sample cuts off is left out. */
static struct delimiter_count count_delimiter(struct str bytes, char delimiter)
{
    struct delimiter_count count = {.delimiter = delimiter, .is_even = true};
    size_t rows = 0;
    size_t in_row = 0;
    bool is_quoted = false;
    size_t row_start = 0;
    for (size_t i = 0; i <= bytes.len && rows < SAMPLE_ROWS; i++) {
        bool at_end = i == bytes.len;
        char c = at_end ? '\n' : bytes.ptr[i];
        if (c == '"') {
            is_quoted = !is_quoted;
        } else if (c == delimiter && !is_quoted) {
            in_row++;
        } else if (at_end || ((c == '\n' || c == '\r') && !is_quoted)) {
            bool is_cut = at_end && (bytes.len == CSV_DIALECT_SAMPLE || is_quoted);
            if (i > row_start && (!is_cut || rows == 0)) {
                count.in_header = rows == 0 ? in_row : count.in_header;
                count.is_even &= in_row == count.in_header;
                rows++;
            }
            row_start = i + 1;
            in_row = 0;
        }
    }
    return count;
}

static char sniff_delimiter(struct str bytes, bool *certain)
{
    static const char candidates[] = {',', ';', '\t'};
    struct delimiter_count best = {.delimiter = ','};
    size_t in_header = 0;
    size_t even = 0;
    for (size_t i = 0; i < COUNT_OF(candidates); i++) {
        struct delimiter_count count = count_delimiter(bytes, candidates[i]);
        if (count.in_header == 0) {
            continue;
        }
        in_header++;
        even += count.is_even ? 1 : 0;
        if ((count.is_even && !best.is_even) || (count.is_even == best.is_even && count.in_header > best.in_header)) {
            best = count;
        }
    }
    /* One candidate is the delimiter even if rows are ragged (they will be reported); of several only one may fit all rows. */
    *certain = in_header <= 1 || even == 1;
    return best.delimiter;
}

/* What the signs between a cell's digits say about its decimal sign. */
enum number_shape { SHAPE_NONE, SHAPE_POINT, SHAPE_COMMA, SHAPE_EITHER };

static enum number_shape shape_of_decimal(char sign, size_t groups, size_t digits)
{
    if (groups == 0 && digits == 3) {
        return SHAPE_EITHER;
    }
    return sign == ',' ? SHAPE_COMMA : SHAPE_POINT;
}

/* Digits in groups of three by one sign, then decimals behind the other; money signs and blanks at both ends do not matter. */
static enum number_shape number_shape(struct str cell)
{
    while (cell.len > 0 && strchr(" +-$US\"", cell.ptr[0]) != NULL) {
        cell = str_slice(cell, 1, cell.len);
    }
    while (cell.len > 0 && strchr(" %\"", cell.ptr[cell.len - 1]) != NULL) {
        cell.len--;
    }
    size_t run = 0;     /* digits since the last sign */
    size_t groups = 0;  /* signs that may stand for thousands */
    char sign = '\0';   /* the last sign */
    bool is_over = false; /* the decimal sign has been passed */
    for (size_t i = 0; i < cell.len; i++) {
        char c = cell.ptr[i];
        if (c >= '0' && c <= '9') {
            run++;
            continue;
        }
        if ((c != ',' && c != '.') || run == 0 || is_over) {
            return SHAPE_NONE;
        }
        if (sign == '\0') {
            groups = run <= 3 ? 1 : 0;
            is_over = run > 3;
        } else if (run != 3) {
            return SHAPE_NONE;
        } else if (c == sign) {
            groups++;
        } else {
            is_over = true;
        }
        sign = c;
        run = 0;
    }
    if (sign == '\0' || run == 0) {
        return SHAPE_NONE;
    }
    if (is_over) {
        return shape_of_decimal(sign, groups, groups == 0 ? 0 : run);
    }
    if (groups > 1) {
        /* The same sign twice is for thousands, so the other one is for decimals. */
        return run != 3 ? SHAPE_NONE : sign == ',' ? SHAPE_POINT : SHAPE_COMMA;
    }
    return shape_of_decimal(sign, 0, run);
}

static char sniff_decimal(struct str bytes, char delimiter, bool *certain)
{
    size_t seen[SHAPE_EITHER + 1] = {0};
    bool is_quoted = false;
    size_t start = 0;
    for (size_t i = 0; i <= bytes.len; i++) {
        char c = i == bytes.len ? '\n' : bytes.ptr[i];
        if (c == '"') {
            is_quoted = !is_quoted;
        } else if (!is_quoted && (c == delimiter || c == '\n' || c == '\r')) {
            seen[number_shape(str_slice(bytes, start, i))]++;
            start = i + 1;
        }
    }
    /* A program that separates cells by commas writes numbers with points; a decimal comma between quotation marks is odd. */
    bool by_comma = delimiter == ',';
    if (seen[SHAPE_COMMA] > 0) {
        *certain = seen[SHAPE_POINT] == 0 && !by_comma;
        return ',';
    }
    *certain = seen[SHAPE_POINT] > 0 || seen[SHAPE_EITHER] == 0 || by_comma;
    return '.';
}

struct csv_dialect csv_dialect_sniff(const char *bytes, size_t len)
{
    struct csv_dialect found = {0};
    struct str sample = {bytes, len < CSV_DIALECT_SAMPLE ? len : CSV_DIALECT_SAMPLE};
    found.encoding = sniff_encoding(sample, &found.bom, &found.encoding_certain);
    if (found.encoding == CSV_UTF16) {
        found.delimiter = ',';
        found.decimal = '.';
        return found;
    }
    if (found.bom) {
        sample = str_slice(sample, 3, sample.len);
    }
    found.delimiter = sniff_delimiter(sample, &found.delimiter_certain);
    found.decimal = sniff_decimal(sample, found.delimiter, &found.decimal_certain);
    return found;
}

struct text csv_dialect_text(struct arena *arena, struct csv_dialect finding)
{
    static const char *const encodings[] = {"UTF-8", "Windows-1252", "UTF-16"};
    struct text delimiter = finding.delimiter == ';'    ? TEXT("punto y coma", "semicolons")
                            : finding.delimiter == '\t' ? TEXT("tabuladores", "tabs")
                                                        : TEXT("comas", "commas");
    struct text decimal = finding.decimal == ',' ? TEXT("con coma decimal", "with decimal commas")
                                                 : TEXT("con punto decimal", "with decimal points");
    const char *encoding = encodings[finding.encoding];
    return (struct text){
        str_format(arena, "%s, separado por %s, %s", encoding, delimiter.es, decimal.es).ptr,
        str_format(arena, "%s, separated by %s, %s", encoding, delimiter.en, decimal.en).ptr,
    };
}

bool csv_dialect_encoding(struct str name, enum csv_encoding *out)
{
    static const struct {
        const char *name;
        enum csv_encoding encoding;
    } names[] = {{"utf-8", CSV_UTF8},           {"utf8", CSV_UTF8},      {"windows-1252", CSV_WINDOWS_1252},
                 {"cp1252", CSV_WINDOWS_1252}, {"latin1", CSV_WINDOWS_1252}, {"latin-1", CSV_WINDOWS_1252},
                 {"iso-8859-1", CSV_WINDOWS_1252}};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (name.len == strlen(names[i].name) && strncasecmp(name.ptr, names[i].name, name.len) == 0) {
            *out = names[i].encoding;
            return true;
        }
    }
    return false;
}

bool csv_dialect_delimiter(struct str name, char *out)
{
    static const struct {
        const char *name;
        char delimiter;
    } names[] = {{",", ','},      {"comma", ','},     {"coma", ','}, {";", ';'},     {"semicolon", ';'}, {"punto y coma", ';'},
                 {"\t", '\t'}, {"\\t", '\t'}, {"tab", '\t'},    {"tabulador", '\t'}};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (str_eq_c(name, names[i].name)) {
            *out = names[i].delimiter;
            return true;
        }
    }
    return false;
}

bool csv_dialect_decimal(struct str name, char *out)
{
    static const struct {
        const char *name;
        char decimal;
    } names[] = {{",", ','}, {"comma", ','}, {"coma", ','}, {".", '.'}, {"point", '.'}, {"punto", '.'}};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (str_eq_c(name, names[i].name)) {
            *out = names[i].decimal;
            return true;
        }
    }
    return false;
}

struct str csv_dialect_number(struct arena *arena, struct str cell, char decimal)
{
    if (decimal != ',') {
        return cell;
    }
    enum number_shape shape = number_shape(cell);
    if (shape != SHAPE_COMMA && shape != SHAPE_EITHER) {
        return cell;
    }
    struct buf out = BUF(arena);
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.ptr[i] != '.') {
            buf_put_char(&out, cell.ptr[i] == ',' ? '.' : cell.ptr[i]);
        }
    }
    return buf_str(&out);
}
