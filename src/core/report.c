#include "core/report.h"

#include <string.h>

enum { REPORT_TEXT_MOST = 20000 };

static const struct field cell_fields[] = {
    FIELD_TEXT(struct report_cell, text, .max = REPORT_TEXT_MOST, .label = T("Texto", "Text")),
    FIELD_VALUE(struct report_cell, value, .label = T("Valor", "Value")),
    FIELD_DATE(struct report_cell, date, .label = T("Fecha", "Date")),
};
static const struct shape cell_shape = SHAPE("report_cell", struct report_cell, cell_fields);
static const struct field row_fields[] = {
    FIELD_ROWS(struct report_row, cells, .shape = &cell_shape, .label = T("Celdas", "Cells")),
};
static const struct shape row_shape = SHAPE("report_row", struct report_row, row_fields);
static const struct field column_fields[] = {
    FIELD_TEXT(struct report_column, label, .label = T("Encabezado", "Heading")),
    FIELD_INT(struct report_column, width, .label = T("Ancho", "Width")),
    FIELD_BOOL(struct report_column, number, .label = T("Es número", "Is a number")),
};
static const struct shape column_shape = SHAPE("report_column", struct report_column, column_fields);
static const struct field part_fields[] = {
    FIELD_TEXT(struct report_part, kind, .label = T("Qué es", "What it is")),
    FIELD_TEXT(struct report_part, label, .max = REPORT_TEXT_MOST, .label = T("Título", "Title")),
    FIELD_TEXT(struct report_part, text, .max = REPORT_TEXT_MOST, .label = T("Texto", "Text")),
    FIELD_ROWS(struct report_part, columns, .shape = &column_shape, .label = T("Columnas", "Columns")),
    FIELD_ROWS(struct report_part, rows, .shape = &row_shape, .label = T("Filas", "Rows")),
};
static const struct shape part_shape = SHAPE("report_part", struct report_part, part_fields);
static const struct field fields[] = {
    FIELD_TEXT(struct report, title, .max = 1000, .label = T("Título", "Title")),
    FIELD_TEXT(struct report, lead, .max = 1000, .label = T("De qué", "About")),
    FIELD_TEXT(struct report, number, .label = T("Número", "Number")),
    FIELD_TEXT(struct report, unit, .label = T("Unidad", "Unit")),
    FIELD_TEXT(struct report, lang, .label = T("Idioma", "Language")),
    FIELD_DATE(struct report, from, .label = T("Desde", "From")),
    FIELD_DATE(struct report, to, .label = T("Hasta", "Until")),
    FIELD_INSTANT(struct report, as_of, .label = T("Hecho", "Made")),
    FIELD_ROWS(struct report, parts, .shape = &part_shape, .label = T("Partes", "Parts")),
};
const struct shape report_shape = SHAPE("report", struct report, fields);

/* ---- making one ------------------------------------------------------------------------------------------- */

void report_begin(struct report *report, const struct ctx *ctx, struct text title, struct str lead)
{
    *report = (struct report){
        .title = text_in(title, ctx->lang),
        .lead = lead,
        .lang = ctx->lang == LANG_ES ? S("es") : S("en"),
        .as_of = clock_now(),
        .arena = ctx->arena,
        .currency = ctx->currency,
        .in = ctx->lang,
    };
}

void report_period(struct report *report, struct date from, struct date to)
{
    report->from = from;
    report->to = to;
    struct str first = date_words(report->arena, from, report->in);
    struct str last = date_words(report->arena, to, report->in);
    report->lead = str_format(report->arena, STR_FMT "%s%s" STR_FMT "%s" STR_FMT, STR_ARG(report->lead),
                              str_is_empty(report->lead) ? "" : "\n", report->in == LANG_ES ? "Del " : "", STR_ARG(first),
                              report->in == LANG_ES ? " al " : " to ", STR_ARG(last));
}

static struct report_part *add_part(struct report *report, struct str kind)
{
    if (report->parts.len == report->part_room) {
        size_t room = report->part_room * 2 + 16;
        struct report_part *parts = ARENA_ARRAY(report->arena, struct report_part, room);
        if (report->parts.len > 0) {
            memcpy(parts, report->parts.items, report->parts.len * sizeof(*parts));
        }
        report->parts.items = parts;
        report->part_room = room;
    }
    struct report_part *part = &((struct report_part *)report->parts.items)[report->parts.len++];
    *part = (struct report_part){.kind = kind};
    return part;
}

static struct report_part *last_table(const struct report *report)
{
    assert(report->parts.len > 0);
    struct report_part *part = &((struct report_part *)report->parts.items)[report->parts.len - 1];
    assert(str_eq(part->kind, S("table")));
    return part;
}

void report_heading(struct report *report, struct text text)
{
    add_part(report, S("heading"))->text = text_in(text, report->in);
}

void report_text(struct report *report, struct text label, struct str text)
{
    if (!str_is_empty(text)) {
        struct report_part *part = add_part(report, S("text"));
        part->label = label.es == NULL ? STR_NONE : text_in(label, report->in);
        part->text = text;
    }
}

void report_note(struct report *report, struct text text)
{
    add_part(report, S("note"))->text = text_in(text, report->in);
}

void report_centre(struct report *report, struct str text)
{
    add_part(report, S("centre"))->text = text;
}

void report_break(struct report *report)
{
    add_part(report, S("break"));
}

void report_signature(struct report *report, struct text office, struct str name)
{
    struct report_part *part = add_part(report, S("signature"));
    part->label = text_in(office, report->in);
    part->text = name;
}

void report_table(struct report *report, struct text caption, const struct report_head *heads, size_t count)
{
    struct report_part *part = add_part(report, S("table"));
    struct report_column *columns = ARENA_ARRAY(report->arena, struct report_column, count);
    for (size_t i = 0; i < count; i++) {
        columns[i] = (struct report_column){text_in(heads[i].label, report->in), heads[i].width == 0 ? 10 : heads[i].width,
                                            heads[i].number ? ANSWER_YES : ANSWER_NO};
    }
    part->label = text_in(caption, report->in);
    part->columns = (struct rows){columns, count};
    report->row_room = 0;
    report->cell_at = count;
}

static struct report_cell *add_cell(struct report *report)
{
    struct report_part *part = last_table(report);
    if (report->cell_at == part->columns.len) {
        if (part->rows.len == report->row_room) {
            size_t room = report->row_room * 2 + 32;
            struct report_row *rows = ARENA_ARRAY(report->arena, struct report_row, room);
            if (part->rows.len > 0) {
                memcpy(rows, part->rows.items, part->rows.len * sizeof(*rows));
            }
            part->rows.items = rows;
            report->row_room = room;
        }
        ((struct report_row *)part->rows.items)[part->rows.len++].cells =
            (struct rows){ARENA_ARRAY(report->arena, struct report_cell, part->columns.len), part->columns.len};
        report->cell_at = 0;
    }
    struct report_row *row = &((struct report_row *)part->rows.items)[part->rows.len - 1];
    return &((struct report_cell *)row->cells.items)[report->cell_at++];
}

void report_cell(struct report *report, struct str text)
{
    add_cell(report)->text = text;
}

void report_cell_in(struct report *report, struct text text)
{
    report_cell(report, text.es == NULL ? STR_NONE : text_in(text, report->in));
}

void report_cell_value(struct report *report, struct value value)
{
    struct report_cell *cell = add_cell(report);
    cell->value = value;
    switch (value.kind) {
    case VALUE_COUNT:
        cell->text = count_display(report->arena, value.amount);
        break;
    case VALUE_MONEY:
        cell->text = money_symbol(report->arena, money_of(value.amount, report->currency));
        break;
    case VALUE_HUNDREDTHS:
        cell->text = hundredths_plain(report->arena, value.amount);
        break;
    case VALUE_NONE:
        cell->text = S("–");
        break;
    }
}

void report_cell_count(struct report *report, int64_t count)
{
    report_cell_value(report, count == INT_NONE ? (struct value){VALUE_NONE, 0} : (struct value){VALUE_COUNT, count});
}

void report_cell_money(struct report *report, struct money money)
{
    bool none = money_is_none(money);
    report_cell_value(report, none ? (struct value){VALUE_NONE, 0} : (struct value){VALUE_MONEY, money.minor});
}

void report_cell_as(struct report *report, struct value value, struct str text)
{
    struct report_cell *cell = add_cell(report);
    cell->value = value;
    cell->text = text;
}

void report_cell_percent(struct report *report, int64_t hundredths)
{
    if (hundredths == INT_NONE) {
        report_cell_value(report, (struct value){VALUE_NONE, 0});
        return;
    }
    struct report_cell *cell = add_cell(report);
    cell->value = (struct value){VALUE_HUNDREDTHS, hundredths};
    cell->text = str_format(report->arena, STR_FMT " %%", STR_ARG(hundredths_plain(report->arena, hundredths)));
}

void report_cell_date(struct report *report, struct date date)
{
    struct report_cell *cell = add_cell(report);
    cell->date = date;
    cell->text = date_display(report->arena, date);
}

void report_cell_hidden(struct report *report)
{
    report_cell(report, S("< 5"));
}

size_t report_rows(const struct report *report)
{
    return last_table(report)->rows.len;
}

void report_end_table(struct report *report, struct text if_empty)
{
    struct report_part *part = last_table(report);
    assert(report->cell_at == part->columns.len);
    if (part->rows.len == 0) {
        report->parts.len--;
        report_text(report, TEXT_NONE, text_in(if_empty, report->in));
    }
}

/* ---- finding them ------------------------------------------------------------------------------------------ */

const struct op *report_at(const struct actor *actor, size_t wanted)
{
    const struct op *op;
    for (size_t i = 0; (op = op_at(i)) != NULL; i++) {
        if (op->output == &report_shape && op_may(actor, op) && wanted-- == 0) {
            return op;
        }
    }
    return NULL;
}

const struct op *report_find(struct str name)
{
    const struct op *op;
    for (size_t i = 0; (op = op_at(i)) != NULL; i++) {
        if (op->output == &report_shape && str_eq(report_name(op), name)) {
            return op;
        }
    }
    return NULL;
}

struct str report_name(const struct op *op)
{
    struct str name = str_of(op->name);
    return str_slice(name, str_find(name, S(".")) + 1, name.len);
}
