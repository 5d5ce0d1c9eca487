#include "base/utf8.h"
#include "core/report.h"
#include "format/csv.h"
#include "format/paper.h"
#include "format/xlsx.h"

/* ---- one walk for all: the parts in their order ------------------------------------------------------------- */

static const struct report_part *part_at(const struct report *report, size_t i)
{
    return &((const struct report_part *)report->parts.items)[i];
}

static bool is_kind(const struct report_part *part, const char *kind)
{
    return str_eq_c(part->kind, kind);
}

static const struct report_cell *cell_at(const struct report_part *part, size_t row, size_t column)
{
    const struct report_row *rows = part->rows.items;
    return &((const struct report_cell *)rows[row].cells.items)[column];
}

static const struct report_column *column_at(const struct report_part *part, size_t column)
{
    return &((const struct report_column *)part->columns.items)[column];
}

/* ---- sheet ---------------------------------------------------------------------------------------------------- */

static void put_table(const struct report_part *part, struct paper *paper)
{
    struct paper_column *columns = ARENA_ARRAY(paper->arena, struct paper_column, part->columns.len);
    for (size_t i = 0; i < part->columns.len; i++) {
        const struct report_column *column = column_at(part, i);
        columns[i] = (struct paper_column){.label = column->label, .width = (int)column->width, .is_number = column->number == ANSWER_YES};
    }
    paper_table(paper, part->label, columns, part->columns.len, 1);
    for (size_t r = 0; r < part->rows.len; r++) {
        for (size_t c = 0; c < part->columns.len; c++) {
            paper_cell(paper, cell_at(part, r, c)->text);
        }
    }
}

/* Signatures that follow one another; how many of them. */
static size_t put_signatures(const struct report *report, size_t first, struct paper *paper)
{
    enum { MOST = 3 };
    struct paper_signature signatures[MOST];
    size_t count = 0;
    while (count < MOST && first + count < report->parts.len && is_kind(part_at(report, first + count), "signature")) {
        const struct report_part *part = part_at(report, first + count);
        signatures[count++] = (struct paper_signature){.office = part->label, .name = part->text};
    }
    paper_signatures(paper, signatures, count);
    return count;
}

void report_paper(const struct report *report, struct paper *paper)
{
    paper->title = report->title;
    paper->lead = report->lead;
    for (size_t i = 0; i < report->parts.len; i++) {
        const struct report_part *part = part_at(report, i);
        if (is_kind(part, "heading")) {
            paper_heading(paper, part->text);
        } else if (is_kind(part, "text")) {
            paper_text(paper, part->label, part->text);
        } else if (is_kind(part, "note")) {
            paper_note(paper, part->text);
        } else if (is_kind(part, "centre")) {
            paper_centre(paper, part->text, true);
        } else if (is_kind(part, "break")) {
            paper_break(paper);
        } else if (is_kind(part, "signature")) {
            i += put_signatures(report, i, paper) - 1;
        } else {
            put_table(part, paper);
        }
    }
    bool es = str_eq(report->lang, S("es"));
    paper_note(paper, str_format(paper->arena, "%s " STR_FMT ".", es ? "Hecho el" : "Made on",
                                 STR_ARG(instant_display(paper->arena, report->as_of))));
}

/* ---- CSV -------------------------------------------------------------------------------------------------------- */

/* A value as a file has it: plain digits, ISO dates; a text can never become a formula. */
static void put_plain(struct csv_writer *writer, struct arena *arena, const struct report_cell *cell)
{
    if (!date_is_none(cell->date)) {
        csv_value(writer, date_iso(arena, cell->date));
    } else if (cell->value.kind == VALUE_COUNT) {
        csv_value(writer, str_format(arena, "%lld", (long long)cell->value.amount));
    } else if (cell->value.kind == VALUE_MONEY || cell->value.kind == VALUE_HUNDREDTHS) {
        csv_value(writer, hundredths_plain(arena, cell->value.amount));
    } else {
        csv_text(writer, str_eq(cell->text, S("–")) ? STR_NONE : cell->text);
    }
}

void report_csv(const struct report *report, struct buf *out)
{
    struct csv_writer writer = csv_writer(out, ',');
    size_t tables = 0;
    size_t written = 0;
    for (size_t i = 0; i < report->parts.len; i++) {
        tables += is_kind(part_at(report, i), "table");
    }
    for (size_t i = 0; i < report->parts.len; i++) {
        const struct report_part *part = part_at(report, i);
        if (!is_kind(part, "table")) {
            continue;
        }
        if (tables > 1) {
            if (written > 0) {
                csv_text(&writer, STR_NONE);
                csv_end_row(&writer);
            }
            csv_text(&writer, part->label);
            csv_end_row(&writer);
        }
        written++;
        for (size_t c = 0; c < part->columns.len; c++) {
            csv_text(&writer, column_at(part, c)->label);
        }
        csv_end_row(&writer);
        for (size_t r = 0; r < part->rows.len; r++) {
            for (size_t c = 0; c < part->columns.len; c++) {
                put_plain(&writer, out->arena, cell_at(part, r, c));
            }
            csv_end_row(&writer);
        }
    }
}

/* ---- terminal -------------------------------------------------------------------------------------------------- */

enum { TEXT_WIDTH = 100, COLUMN_MOST = 56 };

static void put_wrapped(struct buf *out, struct str text)
{
    struct str lines = text;
    struct str line;
    while (str_split(&lines, '\n', &line)) {
        struct str words = line;
        struct str word;
        size_t at = 0;
        while (str_split(&words, ' ', &word)) {
            size_t len = utf8_length(word);
            if (at > 0 && at + 1 + len > TEXT_WIDTH) {
                buf_put_char(out, '\n');
                at = 0;
            }
            buf_put_c(out, at > 0 ? " " : "");
            buf_put(out, word);
            at += len + (at > 0);
        }
        buf_put_char(out, '\n');
    }
}

static void put_aligned(struct buf *out, struct str text, size_t width, bool right, bool last)
{
    size_t len = utf8_length(text);
    for (size_t i = len; right && i < width; i++) {
        buf_put_char(out, ' ');
    }
    buf_put(out, text);
    for (size_t i = len; !right && !last && i < width; i++) {
        buf_put_char(out, ' ');
    }
    buf_put_c(out, last ? "\n" : "  ");
}

static void put_columns(struct buf *out, const struct report_part *part)
{
    size_t *widths = ARENA_ARRAY(out->arena, size_t, part->columns.len);
    for (size_t c = 0; c < part->columns.len; c++) {
        widths[c] = utf8_length(column_at(part, c)->label);
        for (size_t r = 0; r < part->rows.len; r++) {
            size_t len = utf8_length(cell_at(part, r, c)->text);
            widths[c] = len > widths[c] ? len : widths[c];
        }
        widths[c] = widths[c] > COLUMN_MOST ? COLUMN_MOST : widths[c];
    }
    put_wrapped(out, part->label);
    for (size_t r = 0; r <= part->rows.len; r++) {
        for (size_t c = 0; c < part->columns.len; c++) {
            const struct report_column *column = column_at(part, c);
            struct str text = r == 0 ? column->label : cell_at(part, r - 1, c)->text;
            put_aligned(out, text, widths[c], column->number == ANSWER_YES, c + 1 == part->columns.len);
        }
    }
}

void report_plain(const struct report *report, struct buf *out)
{
    put_wrapped(out, report->title);
    put_wrapped(out, report->lead);
    for (size_t i = 0; i < report->parts.len; i++) {
        const struct report_part *part = part_at(report, i);
        buf_put_char(out, '\n');
        if (is_kind(part, "table")) {
            put_columns(out, part);
        } else if (!is_kind(part, "break") && !str_is_empty(part->label)) {
            put_wrapped(out, str_format(out->arena, STR_FMT " " STR_FMT, STR_ARG(part->label), STR_ARG(part->text)));
        } else {
            put_wrapped(out, part->text);
        }
    }
}

/* ---- workbook -------------------------------------------------------------------------------------------------- */

static void write_row(struct xlsx_writer *writer, struct str label, struct str text)
{
    xlsx_write_text(writer, label);
    xlsx_write_text(writer, text);
    xlsx_write_end_row(writer);
}

static void write_words(struct xlsx_writer *writer, const struct report *report)
{
    bool es = str_eq(report->lang, S("es"));
    const struct xlsx_column columns[] = {{es ? S("Informe") : S("Report"), 30}, {report->title, 100}};
    xlsx_write_sheet(writer, es ? S("Informe") : S("Report"), columns, COUNT_OF(columns));
    write_row(writer, es ? S("De qué") : S("About"), report->lead);
    write_row(writer, es ? S("Hecho el") : S("Made on"), instant_display(report->arena, report->as_of));
    for (size_t i = 0; i < report->parts.len; i++) {
        const struct report_part *part = part_at(report, i);
        if (is_kind(part, "heading")) {
            write_row(writer, part->text, STR_NONE);
        } else if (!is_kind(part, "table")) {
            write_row(writer, part->label, part->text);
        }
    }
}

static void write_cell(struct xlsx_writer *writer, const struct report_cell *cell)
{
    if (!date_is_none(cell->date)) {
        xlsx_write_date(writer, cell->date);
    } else if (cell->value.kind == VALUE_COUNT) {
        xlsx_write_integer(writer, cell->value.amount);
    } else if (cell->value.kind == VALUE_MONEY || cell->value.kind == VALUE_HUNDREDTHS) {
        xlsx_write_hundredths(writer, cell->value.amount);
    } else if (str_is_empty(cell->text) || str_eq(cell->text, S("–"))) {
        xlsx_write_blank(writer);
    } else {
        xlsx_write_text(writer, cell->text);
    }
}

static void write_table(struct arena *arena, struct xlsx_writer *writer, const struct report_part *part)
{
    struct xlsx_column *columns = ARENA_ARRAY(arena, struct xlsx_column, part->columns.len);
    for (size_t c = 0; c < part->columns.len; c++) {
        const struct report_column *column = column_at(part, c);
        columns[c] = (struct xlsx_column){column->label, (int)(column->width < 12 ? 12 : column->width > 50 ? 50 : column->width)};
    }
    xlsx_write_sheet(writer, part->label, columns, part->columns.len);
    for (size_t r = 0; r < part->rows.len; r++) {
        for (size_t c = 0; c < part->columns.len; c++) {
            write_cell(writer, cell_at(part, r, c));
        }
        xlsx_write_end_row(writer);
    }
}

FALLIBLE report_xlsx(struct arena *arena, const struct report *report, const char *path)
{
    struct xlsx_writer *writer = NULL;
    TRY(xlsx_write_open(arena, path, report->as_of, &writer));
    write_words(writer, report);
    for (size_t i = 0; i < report->parts.len; i++) {
        if (is_kind(part_at(report, i), "table")) {
            write_table(arena, writer, part_at(report, i));
        }
    }
    return xlsx_write_close(writer);
}
