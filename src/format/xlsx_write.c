#include "format/xlsx.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define NAME_LEN 31 /* characters of a sheet's name */
#define EXACT_LIMIT INT64_C(9007199254740992) /* 2^53: larger whole numbers are not exact in Excel */

struct xlsx_writer {
    struct arena *arena;
    struct arena cell_arena;
    const char *path;
    lxw_workbook *workbook;
    lxw_worksheet *worksheet;
    lxw_format *heading;
    lxw_format *amount;
    lxw_format *day;
    lxw_row_t row;
    lxw_col_t column;
    enum err err; /* the first one; xlsx_write_close tells it */
};

static void note(struct xlsx_writer *writer, lxw_error error)
{
    if (error == LXW_NO_ERROR || writer->err != ERR_OK) {
        return;
    }
    bool is_limit = error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED || error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE;
    writer->err = is_limit ? ERR_TOO_LARGE : errno == ENOSPC ? ERR_DISK_FULL : ERR_IO;
}

FALLIBLE xlsx_write_open(struct arena *arena, const char *path, int64_t instant, struct xlsx_writer **out)
{
    struct xlsx_writer *writer = ARENA_NEW(arena, struct xlsx_writer);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_doc_properties properties = {.created = (time_t)(instant / 1000000)};
    writer->arena = arena;
    writer->path = str_c(arena, str_of(path));
    writer->workbook = workbook_new_opt(writer->path, &options);
    if (writer->workbook == NULL) {
        return ERR_IO;
    }
    note(writer, workbook_set_properties(writer->workbook, &properties));
    writer->heading = workbook_add_format(writer->workbook);
    format_set_bold(writer->heading);
    writer->amount = workbook_add_format(writer->workbook);
    format_set_num_format(writer->amount, "#,##0.00");
    writer->day = workbook_add_format(writer->workbook);
    format_set_num_format(writer->day, "dd/mm/yyyy");
    *out = writer;
    return ERR_OK;
}

/* The first `characters` of a text. */
static struct str shorten(struct str text, size_t characters)
{
    size_t at = 0;
    for (size_t count = 0; at < text.len; at++) {
        if (((unsigned char)text.ptr[at] & 0xC0) != 0x80 && count++ == characters) {
            break;
        }
    }
    return str_slice(text, 0, at);
}

/* Excel's rules: 31 characters, none of []:*?/\, no apostrophe at either end, not blank, not "History". */
static const char *fit_name(struct xlsx_writer *writer, struct str name)
{
    struct buf fitted = BUF(writer->arena);
    struct str cut = shorten(str_trim(name), NAME_LEN);
    for (size_t i = 0; i < cut.len; i++) {
        bool at_end = i == 0 || i + 1 == cut.len;
        bool is_odd = strchr("[]:*?/\\", cut.ptr[i]) != NULL || (unsigned char)cut.ptr[i] < ' ' || (at_end && cut.ptr[i] == '\'');
        buf_put_char(&fitted, is_odd ? '-' : cut.ptr[i]);
    }
    const char *base = fitted.len == 0 ? "Hoja" : str_c(writer->arena, buf_str(&fitted));
    const char *unique = strcasecmp(base, "History") == 0 ? "History-" : base;
    for (int number = 2; workbook_validate_sheet_name(writer->workbook, unique) != LXW_NO_ERROR && number < 1000; number++) {
        struct str stem = shorten(str_of(base), NAME_LEN - 5);
        unique = str_format(writer->arena, STR_FMT " %d", STR_ARG(stem), number).ptr;
    }
    return unique;
}

void xlsx_write_sheet(struct xlsx_writer *writer, struct str name, const struct xlsx_column *columns, size_t count)
{
    writer->worksheet = workbook_add_worksheet(writer->workbook, fit_name(writer, name));
    assert(writer->worksheet != NULL);
    for (size_t i = 0; i < count; i++) {
        int width = columns[i].width == 0 ? 14 : columns[i].width;
        note(writer, worksheet_set_column(writer->worksheet, (lxw_col_t)i, (lxw_col_t)i, width, NULL));
    }
    worksheet_freeze_panes(writer->worksheet, 1, 0);
    for (size_t i = 0; i < count; i++) {
        const char *heading = str_c(writer->arena, columns[i].heading);
        note(writer, worksheet_write_string(writer->worksheet, 0, (lxw_col_t)i, heading, writer->heading));
    }
    writer->row = 1;
    writer->column = 0;
}

/* What XML would lose, as Excel writes it: a carriage return, and an underscore that would look like such an escape. */
static const char *escape(struct xlsx_writer *writer, struct str text)
{
    struct buf out = BUF(&writer->cell_arena);
    if (memchr(text.ptr, '\r', text.len) == NULL && str_find(text, S("_x")) == SIZE_MAX) {
        return str_c(&writer->cell_arena, text);
    }
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\r') {
            buf_put_c(&out, "_x000D_");
        } else if (text.ptr[i] == '_' && i + 6 < text.len && text.ptr[i + 1] == 'x' && text.ptr[i + 6] == '_') {
            buf_put_c(&out, "_x005F_");
        } else {
            buf_put_char(&out, text.ptr[i]);
        }
    }
    return str_c(&writer->cell_arena, buf_str(&out));
}

void xlsx_write_text(struct xlsx_writer *writer, struct str text)
{
    if (text.len > 0) {
        const char *terminated = escape(writer, text);
        note(writer, worksheet_write_string(writer->worksheet, writer->row, writer->column, terminated, NULL));
    }
    writer->column++;
}

void xlsx_write_integer(struct xlsx_writer *writer, int64_t value)
{
    if (value > EXACT_LIMIT || value < -EXACT_LIMIT) {
        xlsx_write_text(writer, str_format(&writer->cell_arena, "%lld", (long long)value));
        return;
    }
    note(writer, worksheet_write_number(writer->worksheet, writer->row, writer->column, (double)value, NULL));
    writer->column++;
}

void xlsx_write_hundredths(struct xlsx_writer *writer, int64_t value)
{
    /* The nearest double of up to 15 digits prints as these digits again; base/money allows no larger amount. */
    double amount = (double)value / 100.0;
    note(writer, worksheet_write_number(writer->worksheet, writer->row, writer->column, amount, writer->amount));
    writer->column++;
}

void xlsx_write_date(struct xlsx_writer *writer, struct date date)
{
    if (!date_is_none(date)) {
        /* Serial days of the system of 1900, which counts a 29 February 1900. */
        int32_t days = date_to_days(date) + 25569;
        days -= days < 61 ? 1 : 0;
        note(writer, worksheet_write_number(writer->worksheet, writer->row, writer->column, days, writer->day));
    }
    writer->column++;
}

void xlsx_write_blank(struct xlsx_writer *writer)
{
    writer->column++;
}

void xlsx_write_end_row(struct xlsx_writer *writer)
{
    arena_reset(&writer->cell_arena);
    writer->row++;
    writer->column = 0;
}

FALLIBLE xlsx_write_close(struct xlsx_writer *writer)
{
    /* A workbook without a sheet is not one: Excel refuses it. */
    assert(writer->worksheet != NULL);
    errno = 0;
    note(writer, workbook_close(writer->workbook));
    arena_release(&writer->cell_arena);
    if (writer->err != ERR_OK) {
        (void)unlink(writer->path);
    }
    return writer->err;
}
