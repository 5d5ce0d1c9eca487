/* core/report.h: a report: title, paragraphs and tables in the reader's language, as an operation answers it.
 *
 * One description and five writers: page and PDF (by format/paper.h), workbook, CSV and text (core/report_write.c); JSON comes from
 * the shape like every answer. An operation whose output is report_shape *is* a report: the pages at /reports, the command line's
 * `report NAME` and the API find it by that (report_find), so a room that has something to report declares one operation:
 *
 *     {.name = "report.agreement", .http = "GET /reports/agreement", .output = &report_shape, .answer = ANSWER_RECORD, …}
 *
 *     report_begin(out, ctx, TEXT("Informe del convenio", "Report of the agreement"), agreement.title);
 *     report_heading(out, TEXT("Metas", "Targets"));
 *     report_table(out, TEXT("Metas y resultados", "Targets and results"), heads, COUNT_OF(heads));
 *     report_cell(out, label); report_cell_value(out, target); …
 *
 * Invariants: a cell says what people read, and beside it the value that a spreadsheet counts with; a table's cells come row after
 * row and fill every row; what is hidden has no value.
 */
#ifndef ADELANTE_CORE_REPORT_H
#define ADELANTE_CORE_REPORT_H

#include "core/ctx.h"
#include "core/op.h"

struct report_cell {
    struct str text;    /* as people read it */
    struct value value; /* VALUE_NONE: a text, a date, nothing */
    struct date date;
};
struct report_row {
    struct rows cells; /* struct report_cell */
};
struct report_column {
    struct str label;
    int64_t width;      /* its share of the line; 10 is usual */
    enum answer number; /* to the right */
};
struct report_part {
    struct str kind;     /* heading, text, note, table, centre, break, signature */
    struct str label;    /* of a text: in bold before it; of a table: its caption; of a signature: the office */
    struct str text;
    struct rows columns; /* struct report_column */
    struct rows rows;    /* struct report_row */
};
struct report {
    struct str title;
    struct str lead;   /* under the title: whose, from when to when */
    struct str number; /* of the record that it is about */
    struct str unit;   /* code: whose letterhead stands on the sheet */
    struct str lang;   /* es, en */
    struct date from;
    struct date to;
    int64_t as_of;     /* instant */
    struct rows parts; /* struct report_part */
    /* The builder's own, not part of the answer. */
    struct arena *arena;
    const char *currency;
    enum lang in;
    size_t part_room;
    size_t row_room;
    size_t cell_at; /* cells of the last row */
};
extern const struct shape report_shape;

struct report_head {
    struct text label;
    int width; /* 0: 10 */
    bool number;
};
void report_begin(struct report *report, const struct ctx *ctx, struct text title, struct str lead);
/* "1 de enero de 2014 al …": sets from and to as well. */
void report_period(struct report *report, struct date from, struct date to);
void report_heading(struct report *report, struct text text);
/* A paragraph; label in bold before it, may be TEXT_NONE. An empty text writes nothing. */
void report_text(struct report *report, struct text label, struct str text);
void report_note(struct report *report, struct text text);
/* Large in the middle of the line: a cover. What follows a break begins on a new page of a sheet. */
void report_centre(struct report *report, struct str text);
void report_break(struct report *report);
/* A line to sign on; signatures that follow one another stand side by side. name: may be empty. */
void report_signature(struct report *report, struct text office, struct str name);
void report_table(struct report *report, struct text caption, const struct report_head *heads, size_t count);
void report_cell(struct report *report, struct str text);
void report_cell_in(struct report *report, struct text text);
void report_cell_count(struct report *report, int64_t count);       /* INT_NONE: empty */
void report_cell_money(struct report *report, struct money money);  /* none: empty */
void report_cell_percent(struct report *report, int64_t hundredths); /* INT_NONE: empty */
void report_cell_date(struct report *report, struct date date);
void report_cell_value(struct report *report, struct value value);
/* A value with words of its own: "1,654.92 h". */
void report_cell_as(struct report *report, struct value value, struct str text);
/* A small number that the reader may not see: "< 5" and no value. */
void report_cell_hidden(struct report *report);
/* How many rows the last table has; a table without any says so in a paragraph by report_end_table. */
size_t report_rows(const struct report *report);
/* Takes the last table away again if it has no row, and says the sentence instead. */
void report_end_table(struct report *report, struct text if_empty);

/* The i-th report that the actor may ask for, NULL at the end; the report of that name ("agreement" for report.agreement). */
const struct op *report_at(const struct actor *actor, size_t i);
const struct op *report_find(struct str name);
/* Its name without "report.". */
struct str report_name(const struct op *op);

/* ---- writers (core/report_write.c) ------------------------------------------------------------------------ */

struct paper;
/* Title, lead, number and parts onto a sheet that has its letterhead already. */
void report_paper(const struct report *report, struct paper *paper);
/* Every table with its headings; several ones are set apart by their captions. Values as files have them: 262573.17, 2014-12-31. */
void report_csv(const struct report *report, struct buf *out);
/* For a terminal: paragraphs and aligned columns. */
void report_plain(const struct report *report, struct buf *out);
/* A workbook at path: a first sheet with title and paragraphs, then a sheet a table. */
FALLIBLE report_xlsx(struct arena *arena, const struct report *report, const char *path);

#endif
