#include "format/paper.h"

#include "format/squares.h"

#include <string.h>

struct paper *paper_new(struct arena *arena, enum lang lang, struct str title)
{
    struct paper *paper = ARENA_NEW(arena, struct paper);
    *paper = (struct paper){.arena = arena, .lang = lang, .title = title};
    return paper;
}

static struct paper_item *add(struct paper *paper, enum paper_kind kind)
{
    if (paper->count == paper->room) {
        size_t room = paper->room == 0 ? 32 : paper->room * 2;
        struct paper_item *items = ARENA_ARRAY(paper->arena, struct paper_item, room);
        if (paper->count > 0) {
            memcpy(items, paper->items, paper->count * sizeof(*items));
        }
        paper->items = items;
        paper->room = room;
    }
    struct paper_item *item = &paper->items[paper->count++];
    *item = (struct paper_item){.kind = kind};
    return item;
}

static const void *copy(struct paper *paper, const void *from, size_t count, size_t size)
{
    void *to = arena_array(paper->arena, count + 1, size);
    if (count > 0) {
        memcpy(to, from, count * size);
    }
    return to;
}

void paper_heading(struct paper *paper, struct str text)
{
    add(paper, PAPER_HEADING)->text = text;
}

void paper_text(struct paper *paper, struct str label, struct str text)
{
    if (!str_is_empty(text) || !str_is_empty(label)) {
        struct paper_item *item = add(paper, PAPER_TEXT);
        item->label = label;
        item->text = text;
    }
}

void paper_note(struct paper *paper, struct str text)
{
    if (!str_is_empty(text)) {
        add(paper, PAPER_NOTE)->text = text;
    }
}

void paper_centre(struct paper *paper, struct str text, bool is_large)
{
    if (!str_is_empty(text)) {
        struct paper_item *item = add(paper, PAPER_CENTRE);
        item->text = text;
        item->lines = is_large;
    }
}

void paper_boxes(struct paper *paper, const struct paper_box *boxes, size_t count)
{
    struct paper_item *item = add(paper, PAPER_BOXES);
    struct paper_box *copies = ARENA_ARRAY(paper->arena, struct paper_box, count + 1);
    for (size_t i = 0; i < count; i++) {
        copies[i] = boxes[i];
        copies[i].ticks = copy(paper, boxes[i].ticks, boxes[i].tick_count, sizeof(*boxes[i].ticks));
        assert(boxes[i].width >= 0 && boxes[i].width <= 12);
    }
    item->boxes = copies;
    item->count = count;
}

void paper_table(struct paper *paper, struct str caption, const struct paper_column *columns, size_t count, int lines)
{
    assert(count > 0);
    struct paper_item *item = add(paper, PAPER_TABLE);
    item->label = caption;
    item->columns = copy(paper, columns, count, sizeof(*columns));
    item->count = count;
    item->lines = lines;
}

void paper_cell(struct paper *paper, struct str text)
{
    assert(paper->count > 0);
    struct paper_item *table = &paper->items[paper->count - 1];
    assert(table->kind == PAPER_TABLE);
    if (table->cell_count == table->cell_room) {
        size_t room = table->cell_room == 0 ? 64 : table->cell_room * 2;
        struct str *cells = ARENA_ARRAY(paper->arena, struct str, room);
        if (table->cell_count > 0) {
            memcpy(cells, table->cells, table->cell_count * sizeof(*cells));
        }
        table->cells = cells;
        table->cell_room = room;
    }
    table->cells[table->cell_count++] = text;
}

void paper_empty_rows(struct paper *paper, size_t rows)
{
    assert(paper->count > 0);
    size_t columns = paper->items[paper->count - 1].count;
    for (size_t i = 0; i < rows * columns; i++) {
        paper_cell(paper, STR_NONE);
    }
}

void paper_lines(struct paper *paper, struct str label, int lines)
{
    struct paper_item *item = add(paper, PAPER_LINES);
    item->label = label;
    item->lines = lines;
}

void paper_signatures(struct paper *paper, const struct paper_signature *signatures, size_t count)
{
    struct paper_item *item = add(paper, PAPER_SIGNATURES);
    item->signatures = copy(paper, signatures, count, sizeof(*signatures));
    item->count = count;
}

void paper_code(struct paper *paper, struct str address, struct str caption)
{
    struct paper_item *item = add(paper, PAPER_CODE);
    item->label = caption;
    item->text = address;
    if (!squares_of(paper->arena, address, &item->squares)) {
        item->squares = (struct paper_squares){0, NULL};
    }
}

void paper_break(struct paper *paper)
{
    add(paper, PAPER_BREAK);
}

struct str paper_ticks_text(struct arena *arena, const struct paper_tick *ticks, size_t count)
{
    struct buf buf = BUF(arena);
    for (size_t i = 0; i < count; i++) {
        /* The square and its words stay on one line (no-break spaces) unless they are many. */
        bool is_short = ticks[i].label.len <= 32;
        buf_format(&buf, "%s%s\xC2\xA0", i > 0 ? "\xE2\x80\x83" : "", ticks[i].is_ticked ? "☒" : "☐");
        for (size_t at = 0; at < ticks[i].label.len; at++) {
            char c = ticks[i].label.ptr[at];
            if (is_short && c == ' ') {
                buf_put_c(&buf, "\xC2\xA0");
            } else {
                buf_put_char(&buf, c);
            }
        }
    }
    return buf_str(&buf);
}

size_t paper_rows(const struct paper_item *table)
{
    return (table->cell_count + table->count - 1) / table->count;
}

struct str paper_cell_at(const struct paper_item *table, size_t row, size_t column)
{
    size_t at = row * table->count + column;
    return at < table->cell_count ? table->cells[at] : STR_NONE;
}
