#include "format/xlsx.h"

#include <expat.h>
#include <string.h>
#include <strings.h>

#include "base/map.h"
#include "format/xlsx_format.h"
#include "format/xlsx_zip.h"

#define CHUNK (256 * 1024) /* expat before 2.6 searches a long token anew with each chunk: few, large ones */
#define SHEETS_KEPT 1000
#define STYLES_KEPT 65536
#define SHARED_KEPT 2000000
#define ROWS_OF_EXCEL 1048576

struct sheet_part {
    struct str name;
    struct str relation; /* its id in the workbook's relationships */
    size_t entry;
    bool is_hidden;
};
struct relation {
    struct str id;
    struct str kind; /* the end of its type: worksheet, sharedStrings, styles */
    struct str target;
};

/* One XML part while it is read. */
struct part {
    struct xlsx *xlsx;
    XML_Parser parser;
    void (*start)(struct part *part, const char *name, const char **attributes);
    void (*end)(struct part *part, const char *name);
    struct arena *arena; /* of what is kept */
    struct buf text;     /* gathered while `gathers` */
    bool gathers;
    unsigned depth;
    enum err err; /* why reading stopped */
    struct problem problem;
    /* of the reading at hand */
    struct relation *relations;
    size_t count;
    size_t cap;
    unsigned skip; /* within rPh, the reading aid of another text */
    bool in_list;  /* cellXfs; sheetData */
};

#define TITLE_ROWS 12 /* a title over the table stands in the first rows */

struct xlsx {
    struct arena *arena;
    struct arena row_arena; /* texts of the row; and while opening, whatever is not kept */
    struct xlsx_zip *zip;
    bool is_1904;
    struct sheet_part *sheets;
    size_t sheet_count;
    struct str *shared;
    size_t shared_count;
    size_t shared_cap;
    enum xlsx_format *styles;
    size_t style_count;
    struct map formats; /* number format id as text to its code */

    /* the sheet that is read */
    size_t sheet;
    struct part *rows;
    bool row_is_ready;
    int64_t row;
    struct xlsx_cell cells[XLSX_CELL_LIMIT];
    size_t len;
    size_t row_bytes;
    size_t text_bytes;
    int64_t title_rows;                   /* up to here the rows are titles over the table; 0: none */
    unsigned char merged[TITLE_ROWS + 1]; /* ranges in each of the first rows */
    struct str merged_place;              /* the last of them */

    /* the cell that is read */
    size_t column; /* of the next cell; its own while it is read is column - 1 */
    char type[12];
    size_t style;
    bool has_formula;
    bool has_value;
    struct str value;
};

/* ---- XML ------------------------------------------------------------------------------------- */

/* "uri|row" and "row" are both row. */
static const char *local(const char *name)
{
    const char *bar = strrchr(name, '|');
    return bar == NULL ? name : bar + 1;
}

static bool is(const char *name, const char *wanted)
{
    return strcmp(local(name), wanted) == 0;
}

static const char *attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i] != NULL; i += 2) {
        if (is(attributes[i], name)) {
            return attributes[i + 1];
        }
    }
    return NULL;
}

static bool is_true(const char *value)
{
    return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0 || strcmp(value, "on") == 0);
}

static void stop(struct part *part, enum err err, struct str value, struct text rule, struct text remedy)
{
    if (part->err != ERR_OK) {
        return;
    }
    part->err = err;
    part->problem = (struct problem){.value = value, .rule = rule, .remedy = remedy};
    XML_StopParser(part->parser, XML_FALSE);
}

static void stop_damaged(struct part *part)
{
    stop(part, ERR_MALFORMED, STR_NONE,
         TEXT("El libro está dañado: sus partes no dicen lo que deben.", "The workbook is damaged: its parts do not say what they must."),
         TEXT("Ábralo en su programa de hojas de cálculo y guárdelo de nuevo.",
              "Open it in your spreadsheet program and save it again."));
}

static void stop_too_large(struct part *part)
{
    stop(part, ERR_TOO_LARGE, STR_NONE,
         TEXT("El libro tiene más de lo que se admite: 400 columnas, 1 MiB por fila y 256 MiB de textos por hoja.",
              "The workbook holds more than is taken: 400 columns, 1 MiB a row and 256 MiB of texts a sheet."),
         TEXT("Divida los datos en varios archivos, o quite las columnas que no se usan.",
              "Split the data into several files, or remove the columns that are not used."));
}

static void XMLCALL on_start(void *data, const char *name, const char **attributes)
{
    struct part *part = data;
    if (part->err != ERR_OK) {
        return;
    }
    if (++part->depth > XLSX_DEPTH_LIMIT) {
        stop_damaged(part);
        return;
    }
    part->start(part, name, attributes);
}

static void XMLCALL on_end(void *data, const char *name)
{
    struct part *part = data;
    if (part->err != ERR_OK) {
        return;
    }
    part->depth--;
    if (part->end != NULL) {
        part->end(part, name);
    }
}

static void XMLCALL on_text(void *data, const char *text, int len)
{
    struct part *part = data;
    if (part->err != ERR_OK || !part->gathers) {
        return;
    }
    if (part->text.len + (size_t)len > XLSX_ROW_LIMIT) {
        stop_too_large(part);
        return;
    }
    buf_put(&part->text, (struct str){text, (size_t)len});
}

static void XMLCALL on_doctype(void *data, const char *name UNUSED, const char *system UNUSED, const char *public UNUSED,
                               int internal UNUSED)
{
    stop_damaged(data);
}

static FALLIBLE part_open(struct xlsx *xlsx, size_t entry, struct part *part)
{
    part->xlsx = xlsx;
    part->parser = XML_ParserCreateNS(NULL, '|');
    assert(part->parser != NULL);
    if (xlsx_zip_start(xlsx->zip, entry) != ERR_OK) {
        stop_damaged(part);
        return part->err;
    }
    XML_SetUserData(part->parser, part);
    XML_SetElementHandler(part->parser, on_start, on_end);
    XML_SetCharacterDataHandler(part->parser, on_text);
    XML_SetStartDoctypeDeclHandler(part->parser, on_doctype);
    return ERR_OK;
}

static void part_close(struct part *part)
{
    if (part->parser != NULL) {
        XML_ParserFree(part->parser);
        part->parser = NULL;
    }
}

/* Feeds the parser until it stops at a row's end (*at_end false) or has read everything. */
static FALLIBLE part_pump(struct part *part, bool *at_end)
{
    struct xlsx *xlsx = part->xlsx;
    for (;;) {
        XML_ParsingStatus status;
        enum XML_Status result;
        XML_GetParsingStatus(part->parser, &status);
        *at_end = status.parsing == XML_FINISHED;
        if (*at_end) {
            return ERR_OK;
        }
        if (status.parsing == XML_SUSPENDED) {
            result = XML_ResumeParser(part->parser);
        } else {
            char *into = XML_GetBuffer(part->parser, CHUNK);
            size_t len = 0;
            if (into == NULL || xlsx_zip_read(xlsx->zip, into, CHUNK, &len) != ERR_OK) {
                stop_damaged(part);
                return part->err;
            }
            result = XML_ParseBuffer(part->parser, (int)len, len == 0);
        }
        if (part->err != ERR_OK) {
            return part->err;
        }
        if (result == XML_STATUS_ERROR) {
            stop_damaged(part);
            return part->err;
        }
        if (xlsx->row_is_ready) {
            return ERR_OK;
        }
    }
}

/* Reads a whole part. */
static FALLIBLE part_read(struct xlsx *xlsx, size_t entry, struct part *part, struct problem *problem)
{
    bool at_end;
    enum err err = part_open(xlsx, entry, part);
    if (err == ERR_OK) {
        err = part_pump(part, &at_end);
    }
    *problem = part->problem;
    part_close(part);
    return err;
}

static void forget_text(struct part *part)
{
    part->gathers = false;
    part->text.len = 0;
}

/* ---- parts of the workbook ---------------------------------------------------------------------- */

/* The relation's target as a name in the package: relative to the folder of `from`, "/" is the root. */
static struct str resolve(struct arena *arena, struct str from, struct str target)
{
    struct str parts[32];
    size_t count = 0;
    struct str part;
    if (!str_starts(target, S("/"))) {
        size_t slash = from.len;
        while (slash > 0 && from.ptr[slash - 1] != '/') {
            slash--;
        }
        target = str_format(arena, STR_FMT STR_FMT, STR_ARG(str_slice(from, 0, slash)), STR_ARG(target));
    }
    struct str rest = target;
    while (str_split(&rest, '/', &part)) {
        if (str_eq_c(part, "..")) {
            count -= count > 0 ? 1 : 0;
        } else if (part.len > 0 && !str_eq_c(part, ".") && count < COUNT_OF(parts)) {
            parts[count++] = part;
        }
    }
    struct buf name = BUF(arena);
    for (size_t i = 0; i < count; i++) {
        buf_format(&name, "%s" STR_FMT, i > 0 ? "/" : "", STR_ARG(parts[i]));
    }
    return count == 0 ? S("") : buf_str(&name);
}

static void relation_start(struct part *part, const char *name, const char **attributes)
{
    const char *id = attribute(attributes, "Id");
    const char *type = attribute(attributes, "Type");
    const char *target = attribute(attributes, "Target");
    const char *mode = attribute(attributes, "TargetMode");
    if (!is(name, "Relationship") || id == NULL || type == NULL || target == NULL ||
        (mode != NULL && strcasecmp(mode, "External") == 0)) {
        return;
    }
    if (part->count == part->cap) {
        size_t cap = part->cap == 0 ? 16 : part->cap * 2;
        struct relation *more = ARENA_ARRAY(part->arena, struct relation, cap);
        if (part->count > 0) {
            memcpy(more, part->relations, part->count * sizeof *more);
        }
        part->relations = more;
        part->cap = cap;
    }
    const char *slash = strrchr(type, '/');
    part->relations[part->count++] = (struct relation){
        .id = str_copy(part->arena, str_of(id)),
        .kind = str_copy(part->arena, str_of(slash == NULL ? type : slash + 1)),
        .target = str_copy(part->arena, str_of(target)),
    };
}

/* The relationships of the part `name` ("" is the package): in folder/_rels/file.rels. */
static FALLIBLE read_relations(struct xlsx *xlsx, struct str name, struct part *part, struct problem *problem)
{
    size_t slash = name.len;
    size_t entry;
    while (slash > 0 && name.ptr[slash - 1] != '/') {
        slash--;
    }
    struct str path = str_format(&xlsx->row_arena, STR_FMT "_rels/" STR_FMT ".rels", STR_ARG(str_slice(name, 0, slash)),
                                 STR_ARG(str_slice(name, slash, name.len)));
    *part = (struct part){.start = relation_start, .arena = &xlsx->row_arena};
    return xlsx_zip_find(xlsx->zip, path, &entry) ? part_read(xlsx, entry, part, problem) : ERR_OK;
}

static void workbook_start(struct part *part, const char *name, const char **attributes)
{
    struct xlsx *xlsx = part->xlsx;
    if (is(name, "workbookPr")) {
        xlsx->is_1904 = is_true(attribute(attributes, "date1904"));
    }
    if (!is(name, "sheet")) {
        return;
    }
    const char *title = attribute(attributes, "name");
    const char *relation = attribute(attributes, "id");
    const char *state = attribute(attributes, "state");
    if (title == NULL || relation == NULL || xlsx->sheet_count == SHEETS_KEPT || strlen(title) > 200) {
        stop_damaged(part);
        return;
    }
    xlsx->sheets[xlsx->sheet_count++] = (struct sheet_part){
        .name = str_copy(xlsx->arena, str_of(title)),
        .relation = str_copy(xlsx->arena, str_of(relation)),
        .is_hidden = state != NULL && strcmp(state, "visible") != 0,
    };
}

/* ---- shared texts -------------------------------------------------------------------------------- */

static int hex_value(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Excel writes what XML cannot hold as _x000D_, and an underscore that would look like it as _x005F_. */
static struct str decode_escapes(struct arena *arena, struct str text)
{
    if (str_find(text, S("_x00")) == SIZE_MAX) {
        return text;
    }
    struct buf out = BUF(arena);
    for (size_t i = 0; i < text.len; i++) {
        const char *at = text.ptr + i;
        if (text.len - i >= 7 && memcmp(at, "_x00", 4) == 0 && at[6] == '_' && hex_value(at[4]) >= 0 && hex_value(at[5]) >= 0) {
            int code = hex_value(at[4]) * 16 + hex_value(at[5]);
            if (code == '\t' || code == '\n' || code == '\r' || code == '_') {
                buf_put_char(&out, (char)code);
                i += 6;
                continue;
            }
        }
        buf_put_char(&out, *at);
    }
    return buf_str(&out);
}

static void shared_start(struct part *part, const char *name, const char **attributes UNUSED)
{
    if (is(name, "si")) {
        forget_text(part);
    } else if (is(name, "rPh")) {
        part->skip++;
    } else if (is(name, "t") && part->skip == 0) {
        part->gathers = true;
    }
}

static void shared_end(struct part *part, const char *name)
{
    struct xlsx *xlsx = part->xlsx;
    part->gathers = false;
    if (is(name, "rPh") && part->skip > 0) {
        part->skip--;
    }
    if (!is(name, "si")) {
        return;
    }
    if (xlsx->shared_count == SHARED_KEPT) {
        stop_too_large(part);
        return;
    }
    if (xlsx->shared_count == xlsx->shared_cap) {
        size_t cap = xlsx->shared_cap == 0 ? 64 : xlsx->shared_cap * 2;
        struct str *more = ARENA_ARRAY(xlsx->arena, struct str, cap);
        if (xlsx->shared_count > 0) {
            memcpy(more, xlsx->shared, xlsx->shared_count * sizeof *more);
        }
        xlsx->shared = more;
        xlsx->shared_cap = cap;
    }
    struct str text = str_copy(xlsx->arena, buf_str(&part->text));
    xlsx->shared[xlsx->shared_count++] = text.len == 0 ? S("") : decode_escapes(xlsx->arena, text);
}

/* ---- number formats ------------------------------------------------------------------------------- */

static enum xlsx_format format_of(const struct xlsx *xlsx, struct str id)
{
    const struct str *code = map_find(&xlsx->formats, id);
    int64_t number;
    if (code != NULL) {
        return xlsx_format_of_code(*code);
    }
    return str_to_int(id, &number) ? xlsx_format_of_id(number) : XLSX_FORMAT_NUMBER;
}

static void style_start(struct part *part, const char *name, const char **attributes)
{
    struct xlsx *xlsx = part->xlsx;
    const char *id = attribute(attributes, "numFmtId");
    if (is(name, "cellXfs")) {
        part->in_list = true;
    } else if (is(name, "numFmt")) {
        const char *code = attribute(attributes, "formatCode");
        if (id != NULL && code != NULL && xlsx->formats.len < STYLES_KEPT) {
            struct str *kept = ARENA_NEW(xlsx->arena, struct str);
            *kept = str_copy(xlsx->arena, str_of(code));
            map_set(&xlsx->formats, str_of(id), kept);
        }
    } else if (is(name, "xf") && part->in_list && xlsx->style_count < STYLES_KEPT) {
        if (xlsx->styles == NULL) {
            xlsx->styles = ARENA_ARRAY(xlsx->arena, enum xlsx_format, STYLES_KEPT);
        }
        xlsx->styles[xlsx->style_count++] = id == NULL ? XLSX_FORMAT_NUMBER : format_of(xlsx, str_of(id));
    }
}

static void style_end(struct part *part, const char *name)
{
    if (is(name, "cellXfs")) {
        part->in_list = false;
    }
}

/* ---- opening ------------------------------------------------------------------------------------- */

static enum err refuse(struct problem *problem, enum err err, struct str value, struct text rule, struct text remedy)
{
    *problem = (struct problem){.value = value, .rule = rule, .remedy = remedy};
    return err;
}

/* Files that are no zip, or a zip of something else. */
static FALLIBLE check_kind(struct str bytes, struct problem *problem)
{
    struct text save_as = TEXT("Guárdelo como «Libro de Excel (.xlsx)» o como CSV UTF-8.",
                               "Save it as “Excel Workbook (.xlsx)” or as CSV UTF-8.");
    if (bytes.len > XLSX_FILE_LIMIT) {
        return refuse(problem, ERR_TOO_LARGE, STR_NONE, TEXT("Un libro puede tener hasta 50 MiB.", "A workbook may have up to 50 MiB."),
                      save_as);
    }
    if (str_starts(bytes, S("\xD0\xCF\x11\xE0"))) {
        if (str_find(bytes, S("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0")) != SIZE_MAX) {
            return refuse(problem, ERR_INVALID, STR_NONE,
                          TEXT("El libro está protegido con contraseña y no se puede leer.",
                               "The workbook is protected by a password and cannot be read."),
                          TEXT("Ábralo en su programa, quite la contraseña y guárdelo de nuevo.",
                               "Open it in your program, remove the password and save it again."));
        }
        return refuse(problem, ERR_INVALID, STR_NONE,
                      TEXT("Es un libro del formato antiguo de Excel (.xls).", "It is a workbook of Excel's old format (.xls)."), save_as);
    }
    if (!str_starts(bytes, S("PK\x03\x04"))) {
        return refuse(problem, ERR_INVALID, STR_NONE, TEXT("No es un libro de Excel (.xlsx).", "It is not an Excel workbook (.xlsx)."),
                      save_as);
    }
    if (str_find(str_slice(bytes, 0, 200), S("opendocument")) != SIZE_MAX) {
        return refuse(problem, ERR_INVALID, STR_NONE,
                      TEXT("Es un libro de OpenDocument (.ods), que no se lee.", "It is an OpenDocument workbook (.ods), which is not read."),
                      save_as);
    }
    return ERR_OK;
}

/* Worksheets only, each with its entry; chart sheets and sheets that lead nowhere are left out. */
static void keep_worksheets(struct xlsx *xlsx, struct str workbook, const struct part *relations)
{
    size_t kept = 0;
    for (size_t s = 0; s < xlsx->sheet_count; s++) {
        for (size_t r = 0; r < relations->count; r++) {
            const struct relation *relation = &relations->relations[r];
            if (str_eq(relation->id, xlsx->sheets[s].relation) && str_eq_c(relation->kind, "worksheet") &&
                xlsx_zip_find(xlsx->zip, resolve(&xlsx->row_arena, workbook, relation->target), &xlsx->sheets[s].entry)) {
                xlsx->sheets[kept++] = xlsx->sheets[s];
                break;
            }
        }
    }
    xlsx->sheet_count = kept;
}

static FALLIBLE read_related(struct xlsx *xlsx, struct str workbook, const struct part *relations, const char *kind, struct part part,
                             struct problem *problem)
{
    size_t entry;
    for (size_t r = 0; r < relations->count; r++) {
        if (str_eq_c(relations->relations[r].kind, kind) &&
            xlsx_zip_find(xlsx->zip, resolve(&xlsx->row_arena, workbook, relations->relations[r].target), &entry)) {
            part.arena = xlsx->arena;
            part.text = BUF(&xlsx->row_arena);
            return part_read(xlsx, entry, &part, problem);
        }
    }
    return ERR_OK;
}

static FALLIBLE read_workbook(struct xlsx *xlsx, struct problem *problem)
{
    struct part relations;
    struct str workbook = S("xl/workbook.xml");
    size_t entry;
    TRY(read_relations(xlsx, S(""), &relations, problem));
    for (size_t i = 0; i < relations.count; i++) {
        if (str_eq_c(relations.relations[i].kind, "officeDocument")) {
            workbook = resolve(&xlsx->row_arena, S(""), relations.relations[i].target);
        }
    }
    if (!xlsx_zip_find(xlsx->zip, workbook, &entry) || str_ends(workbook, S(".bin")) || str_starts(workbook, S("word/")) ||
        str_starts(workbook, S("ppt/"))) {
        return refuse(problem, ERR_INVALID, STR_NONE,
                      TEXT("Es un archivo comprimido, pero no un libro de Excel (.xlsx).",
                           "It is a compressed file, but not an Excel workbook (.xlsx)."),
                      TEXT("Guárdelo como «Libro de Excel (.xlsx)» o como CSV UTF-8.",
                           "Save it as “Excel Workbook (.xlsx)” or as CSV UTF-8."));
    }
    xlsx->sheets = ARENA_ARRAY(xlsx->arena, struct sheet_part, SHEETS_KEPT);
    struct part part = {.start = workbook_start, .arena = xlsx->arena};
    TRY(part_read(xlsx, entry, &part, problem));
    TRY(read_relations(xlsx, workbook, &relations, problem));
    keep_worksheets(xlsx, workbook, &relations);
    if (xlsx->sheet_count == 0) {
        return refuse(problem, ERR_INVALID, STR_NONE, TEXT("El libro no tiene hojas con celdas.", "The workbook has no sheets with cells."),
                      TEXT("Ponga los datos en una hoja del libro.", "Put the data into a sheet of the workbook."));
    }
    TRY(read_related(xlsx, workbook, &relations, "styles", (struct part){.start = style_start, .end = style_end}, problem));
    return read_related(xlsx, workbook, &relations, "sharedStrings", (struct part){.start = shared_start, .end = shared_end}, problem);
}

FALLIBLE xlsx_open(struct arena *arena, struct str bytes, struct xlsx **out, struct problem *problem)
{
    *problem = (struct problem){0};
    TRY(check_kind(bytes, problem));
    struct xlsx *xlsx = ARENA_NEW(arena, struct xlsx);
    xlsx->arena = arena;
    xlsx->formats = MAP(arena);
    TRY(xlsx_zip_open(arena, bytes, &xlsx->zip, problem));
    enum err err = read_workbook(xlsx, problem);
    if (err != ERR_OK) {
        xlsx_close(xlsx);
        return err;
    }
    *out = xlsx;
    return ERR_OK;
}

void xlsx_close(struct xlsx *xlsx)
{
    if (xlsx->rows != NULL) {
        part_close(xlsx->rows);
    }
    arena_release(&xlsx->row_arena);
    xlsx_zip_close(xlsx->zip);
}

size_t xlsx_sheet_count(const struct xlsx *xlsx)
{
    return xlsx->sheet_count;
}

struct str xlsx_sheet_name(const struct xlsx *xlsx, size_t sheet)
{
    assert(sheet < xlsx->sheet_count);
    return xlsx->sheets[sheet].name;
}

bool xlsx_sheet_is_hidden(const struct xlsx *xlsx, size_t sheet)
{
    assert(sheet < xlsx->sheet_count);
    return xlsx->sheets[sheet].is_hidden;
}

/* ---- addresses ------------------------------------------------------------------------------------ */

static struct str quoted_name(struct arena *arena, struct str sheet)
{
    bool is_plain = sheet.len > 0;
    for (size_t i = 0; i < sheet.len; i++) {
        unsigned char c = (unsigned char)sheet.ptr[i];
        bool is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        is_plain &= is_letter || c >= 0x80 || c == '_' || (i > 0 && (c == '.' || (c >= '0' && c <= '9')));
    }
    if (is_plain) {
        return sheet;
    }
    struct buf out = BUF(arena);
    buf_put_char(&out, '\'');
    for (size_t i = 0; i < sheet.len; i++) {
        buf_put_char(&out, sheet.ptr[i]);
        if (sheet.ptr[i] == '\'') {
            buf_put_char(&out, '\'');
        }
    }
    buf_put_char(&out, '\'');
    return buf_str(&out);
}

struct str xlsx_address(struct arena *arena, struct str sheet, int64_t row, size_t column)
{
    char letters[16];
    size_t at = sizeof letters;
    size_t number = column + 1;
    do {
        number--;
        letters[--at] = (char)('A' + number % 26);
        number /= 26;
    } while (number > 0);
    return str_format(arena, STR_FMT "!%.*s%lld", STR_ARG(quoted_name(arena, sheet)), (int)(sizeof letters - at), letters + at,
                      (long long)row);
}

/* "AB12": its column from 0; false if there are no letters, or too many. */
static bool parse_column(const char *reference, size_t *out)
{
    size_t column = 0;
    size_t len = 0;
    while (reference[len] >= 'A' && reference[len] <= 'Z') {
        column = column * 26 + (size_t)(reference[len] - 'A') + 1;
        if (++len > 3) {
            return false;
        }
    }
    *out = column - 1;
    return len > 0;
}

/* ---- cells ----------------------------------------------------------------------------------------- */

static struct xlsx_cell fault_cell(struct str text)
{
    return (struct xlsx_cell){text, XLSX_FAULT};
}

/* A cell of type d: ISO already; midnight is no time of day. */
static struct xlsx_cell iso_cell(struct str value)
{
    struct date date;
    if (!date_parse_iso(str_slice(value, 0, 10), &date)) {
        return fault_cell(value);
    }
    bool is_day = value.len == 10 || str_starts(str_slice(value, 10, value.len), S("T00:00:00"));
    return (struct xlsx_cell){is_day ? str_slice(value, 0, 10) : value, XLSX_DATE};
}

static struct xlsx_cell number_cell(struct xlsx *xlsx, struct str number)
{
    enum xlsx_format format = xlsx->style < xlsx->style_count ? xlsx->styles[xlsx->style] : XLSX_FORMAT_NUMBER;
    return xlsx_format_number(&xlsx->row_arena, number, format, xlsx->is_1904);
}

static struct xlsx_cell make_cell(struct xlsx *xlsx)
{
    struct str value = str_copy(&xlsx->row_arena, xlsx->value);
    const char *type = xlsx->type;
    if (strcmp(type, "e") == 0) {
        return fault_cell(value);
    }
    if (!xlsx->has_value) {
        return xlsx->has_formula ? fault_cell(S("")) : (struct xlsx_cell){S(""), XLSX_BLANK};
    }
    if (strcmp(type, "s") == 0) {
        int64_t index;
        if (!str_to_int(str_trim(value), &index) || index < 0 || (size_t)index >= xlsx->shared_count) {
            stop_damaged(xlsx->rows);
            return fault_cell(value);
        }
        value = xlsx->shared[index];
    } else if (strcmp(type, "str") == 0 || strcmp(type, "inlineStr") == 0) {
        value = decode_escapes(&xlsx->row_arena, value);
    } else if (strcmp(type, "b") == 0) {
        value = str_trim(value);
        bool is_one = is_true(str_c(&xlsx->row_arena, value));
        return (struct xlsx_cell){is_one ? S("true") : S("false"), XLSX_BOOL};
    } else if (strcmp(type, "d") == 0) {
        return iso_cell(str_trim(value));
    } else {
        value = str_trim(value);
        return value.len == 0 ? (struct xlsx_cell){S(""), XLSX_BLANK} : number_cell(xlsx, value);
    }
    return value.len == 0 ? (struct xlsx_cell){S(""), XLSX_BLANK} : (struct xlsx_cell){value, XLSX_TEXT};
}

/* Keeps the cell unless it is blank; only cells that hold something count towards the limits. */
static void keep_cell(struct xlsx *xlsx)
{
    struct xlsx_cell cell = make_cell(xlsx);
    size_t column = xlsx->column - 1;
    if (cell.kind == XLSX_BLANK) {
        return;
    }
    xlsx->row_bytes += cell.text.len;
    xlsx->text_bytes += cell.text.len;
    if (column >= XLSX_CELL_LIMIT || xlsx->row_bytes > XLSX_ROW_LIMIT || xlsx->text_bytes > XLSX_TEXT_LIMIT) {
        stop_too_large(xlsx->rows);
        return;
    }
    while (xlsx->len <= column) {
        xlsx->cells[xlsx->len++] = (struct xlsx_cell){S(""), XLSX_BLANK};
    }
    xlsx->cells[column] = cell;
}

/* ---- rows ------------------------------------------------------------------------------------------ */

static void row_begin(struct part *part, const char **attributes)
{
    struct xlsx *xlsx = part->xlsx;
    const char *reference = attribute(attributes, "r");
    int64_t number = xlsx->row + 1;
    if (reference != NULL && !str_to_int(str_of(reference), &number)) {
        number = 0;
    }
    if (number <= xlsx->row || number > ROWS_OF_EXCEL) {
        stop_damaged(part);
        return;
    }
    xlsx->row = number;
    xlsx->len = 0;
    xlsx->column = 0;
    xlsx->row_bytes = 0;
}

static void cell_begin(struct part *part, const char **attributes)
{
    struct xlsx *xlsx = part->xlsx;
    const char *reference = attribute(attributes, "r");
    const char *type = attribute(attributes, "t");
    const char *style = attribute(attributes, "s");
    size_t column = xlsx->column;
    int64_t number = 0;
    if ((reference != NULL && !parse_column(reference, &column)) || column < xlsx->column ||
        (type != NULL && strlen(type) >= sizeof xlsx->type) || (style != NULL && !str_to_int(str_of(style), &number)) || number < 0) {
        stop_damaged(part);
        return;
    }
    xlsx->column = column + 1;
    strcpy(xlsx->type, type == NULL ? "n" : type);
    xlsx->style = (size_t)number;
    xlsx->has_formula = false;
    xlsx->has_value = false;
    xlsx->value = S("");
    forget_text(part);
}

static void sheet_start(struct part *part, const char *name, const char **attributes)
{
    struct xlsx *xlsx = part->xlsx;
    /* worksheet 1, sheetData 2, row 3, c 4, v f is 5: what stands elsewhere (extensions) is no cell. */
    if (part->depth == 2) {
        part->in_list = is(name, "sheetData");
    } else if (!part->in_list) {
        return;
    } else if (part->depth == 3 && is(name, "row")) {
        row_begin(part, attributes);
    } else if (part->depth == 4 && is(name, "c")) {
        cell_begin(part, attributes);
    } else if (part->depth == 5 && is(name, "f")) {
        xlsx->has_formula = true;
    } else if (is(name, "rPh")) {
        part->skip++;
    } else if ((part->depth == 5 && is(name, "v") && strcmp(xlsx->type, "inlineStr") != 0) ||
               (part->depth > 5 && is(name, "t") && part->skip == 0 && strcmp(xlsx->type, "inlineStr") == 0)) {
        part->gathers = true;
        xlsx->has_value = true;
    }
}

static void sheet_end(struct part *part, const char *name)
{
    struct xlsx *xlsx = part->xlsx;
    part->gathers = false;
    if (!part->in_list) {
        return;
    }
    if (is(name, "rPh") && part->skip > 0) {
        part->skip--;
    } else if (part->depth == 3 && is(name, "c")) {
        xlsx->value = part->text.len == 0 ? S("") : buf_str(&part->text);
        keep_cell(xlsx);
    } else if (part->depth == 2 && is(name, "row")) {
        xlsx->row_is_ready = true;
        XML_StopParser(part->parser, XML_TRUE);
    }
}

static void refuse_merge(struct problem *problem, struct str place)
{
    *problem = (struct problem){
        .place = place,
        .rule = TEXT("No se leen celdas combinadas: no se sabe a qué fila y columna pertenece su valor.",
                     "Merged cells are not read: it cannot be known to which row and column their value belongs."),
        .remedy = TEXT("Separe las celdas combinadas y escriba el valor en cada celda que le corresponda.",
                       "Unmerge the cells and write the value into each cell that it belongs to."),
    };
}

/* The row of "B3:H3" if it is a range within one of the first rows; 0 if it is not. */
static int64_t title_row(const char *range)
{
    int64_t rows[2] = {0, 0};
    const char *at = range;
    for (size_t i = 0; i < 2; i++) {
        while (*at >= 'A' && *at <= 'Z') {
            at++;
        }
        while (*at >= '0' && *at <= '9' && rows[i] <= TITLE_ROWS) {
            rows[i] = rows[i] * 10 + (*at++ - '0');
        }
        at += *at == ':';
    }
    return *at == '\0' && rows[0] == rows[1] && rows[0] <= TITLE_ROWS ? rows[0] : 0;
}

/* A title that is merged over the columns stands above the table; whether it does is seen when its row is read. */
static void merge_start(struct part *part, const char *name, const char **attributes)
{
    const char *range = attribute(attributes, "ref");
    struct xlsx *xlsx = part->xlsx;
    if (part->depth != 3 || !is(name, "mergeCell") || range == NULL) {
        return;
    }
    struct str place = str_format(xlsx->arena, STR_FMT "!%.40s", STR_ARG(quoted_name(xlsx->arena, xlsx->sheets[xlsx->sheet].name)), range);
    int64_t row = title_row(range);
    if (row > 0 && xlsx->merged[row] < 100) {
        xlsx->merged[row]++;
        xlsx->title_rows = row > xlsx->title_rows ? row : xlsx->title_rows;
        xlsx->merged_place = place;
        return;
    }
    struct problem problem;
    refuse_merge(&problem, place);
    stop(part, ERR_INVALID, STR_NONE, problem.rule, problem.remedy);
    part->problem.place = place;
}

FALLIBLE xlsx_start(struct xlsx *xlsx, size_t sheet, struct problem *problem)
{
    assert(sheet < xlsx->sheet_count);
    if (xlsx->rows != NULL) {
        part_close(xlsx->rows);
    }
    xlsx->sheet = sheet;
    xlsx->row_is_ready = false;
    xlsx->title_rows = 0;
    memset(xlsx->merged, 0, sizeof(xlsx->merged));
    struct part merges = {.start = merge_start};
    TRY(part_read(xlsx, xlsx->sheets[sheet].entry, &merges, problem));
    if (xlsx->rows == NULL) {
        xlsx->rows = ARENA_NEW(xlsx->arena, struct part);
    }
    *xlsx->rows = (struct part){.start = sheet_start, .end = sheet_end};
    xlsx->row = 0;
    xlsx->text_bytes = 0;
    enum err err = part_open(xlsx, xlsx->sheets[sheet].entry, xlsx->rows);
    *problem = xlsx->rows->problem;
    return err;
}

static FALLIBLE next_row(struct xlsx *xlsx, struct xlsx_row *out, bool *found, struct problem *problem)
{
    struct part *part = xlsx->rows;
    bool at_end = false;
    assert(part != NULL && part->parser != NULL);
    *found = false;
    if (part->err != ERR_OK) {
        *problem = part->problem;
        return part->err;
    }
    arena_reset(&xlsx->row_arena);
    part->text = BUF(&xlsx->row_arena);
    xlsx->row_is_ready = false;
    enum err err = part_pump(part, &at_end);
    if (err != ERR_OK) {
        *problem = part->problem;
        problem->place = xlsx->row == 0 ? STR_NONE
                                        : xlsx_address(xlsx->arena, xlsx->sheets[xlsx->sheet].name, xlsx->row,
                                                       xlsx->column == 0 ? 0 : xlsx->column - 1);
        part->problem.place = problem->place;
        return err;
    }
    if (!at_end) {
        *out = (struct xlsx_row){xlsx->cells, xlsx->len, xlsx->row};
        *found = true;
    }
    return ERR_OK;
}

/* A row with more values than merged ranges and one is no title: the merged cells are the table's own. */
FALLIBLE xlsx_next(struct xlsx *xlsx, struct xlsx_row *out, bool *found, struct problem *problem)
{
    for (;;) {
        TRY(next_row(xlsx, out, found, problem));
        if (!*found || out->number > xlsx->title_rows) {
            return ERR_OK;
        }
        size_t filled = 0;
        for (size_t i = 0; i < out->len; i++) {
            filled += out->cells[i].kind != XLSX_BLANK && out->cells[i].text.len > 0;
        }
        if (filled > (size_t)xlsx->merged[out->number] + 1) {
            refuse_merge(problem, xlsx->merged_place);
            return ERR_INVALID;
        }
    }
}
