#include "format/pdf_write.h"

#include "base/utf8.h"
#include "format/image.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <cairo/cairo-pdf.h>
#include <pthread.h>
#include <string.h>

/* Points: 72 an inch. */
#define A4_SHORT 595.276
#define A4_LONG 841.890
#define MARGIN 48.0
#define MARGIN_BOTTOM 46.0
#define FOOTER_UP 28.0
#define GAP 7.0
#define PAD 3.5
#define ROOM_LINE 14.0 /* a line of handwriting */
#define SIGN_ROOM 46.0 /* where somebody signs */
#define LOGO_HIGH 46.0
#define LOGO_WIDE 130.0
#define LOGO_SIDE_MOST 5000 /* pixels */

enum style { STYLE_TEXT, STYLE_STRONG, STYLE_SMALL, STYLE_LABEL, STYLE_HEADING, STYLE_TITLE, STYLE_NAME, STYLE_LARGE, STYLE_COUNT };
/* Sans of the office kind; DejaVu has the squares to tick and the alphabets that Liberation lacks. */
#define FAMILY "Liberation Sans,DejaVu Sans,sans-serif,"
static const char *const styles[STYLE_COUNT] = {
    [STYLE_TEXT] = FAMILY " 9.5",        [STYLE_STRONG] = FAMILY " Bold 9.5", [STYLE_SMALL] = FAMILY " 8",
    [STYLE_LABEL] = FAMILY " 7",         [STYLE_HEADING] = FAMILY " Bold 10.5", [STYLE_TITLE] = FAMILY " Bold 15",
    [STYLE_NAME] = FAMILY " Bold 12.5",  [STYLE_LARGE] = FAMILY " Bold 22",
};
struct colour {
    double red, green, blue;
};
static const struct colour ink = {0.07, 0.11, 0.14};
static const struct colour grey = {0.32, 0.39, 0.44};
static const struct colour sea = {0.043, 0.361, 0.420};
static const struct colour edge = {0.62, 0.68, 0.70};
static const struct colour tint = {0.918, 0.957, 0.953};

/* Where the next thing goes. Each sheet is gone through twice: the first time cr is NULL and pages are counted. */
struct pen {
    const struct paper *paper;
    struct arena *arena;
    PangoContext *context;
    cairo_t *cr;
    double width;  /* of the page */
    double height;
    double y;
    int page;
    int pages; /* 0 while they are counted */
    const struct paper_item *table; /* whose headings a new page repeats */
    cairo_surface_t *logo;          /* NULL: none */
};

/* ---- text ---------------------------------------------------------------------------------------------------------- */

/* One block of text, already broken into lines. */
struct block {
    PangoLayout *layout; /* NULL: nothing */
    double height;
    int lines;
};

static struct block block_of(struct pen *pen, struct str text, enum style style, double width, PangoAlignment align)
{
    struct block block = {NULL, 0, 0};
    if (str_is_empty(text)) {
        return block;
    }
    struct str clean = utf8_is_valid(text) ? text : utf8_repair(pen->arena, text);
    block.layout = pango_layout_new(pen->context);
    PangoFontDescription *font = pango_font_description_from_string(styles[style]);
    pango_layout_set_font_description(block.layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(block.layout, (int)(fmax(width, 12) * PANGO_SCALE));
    pango_layout_set_wrap(block.layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(block.layout, align);
    pango_layout_set_text(block.layout, clean.ptr, (int)clean.len);
    PangoRectangle logical;
    pango_layout_get_extents(block.layout, NULL, &logical);
    block.height = (double)logical.height / PANGO_SCALE;
    block.lines = pango_layout_get_line_count(block.layout);
    return block;
}

static void block_end(struct block *block)
{
    if (block->layout != NULL) {
        g_object_unref(block->layout);
        block->layout = NULL;
    }
}

static void use(struct pen *pen, struct colour colour)
{
    cairo_set_source_rgb(pen->cr, colour.red, colour.green, colour.blue);
}

/* The lines from `from` that fit into room, at least one if `forced`; draws them at x, y. Says how far it came and how high they
 * are. */
static int block_draw(struct pen *pen, const struct block *block, int from, double x, double y, double room, bool forced,
                      struct colour colour, double *out_height)
{
    *out_height = 0;
    if (block->layout == NULL) {
        return 0;
    }
    PangoLayoutIter *iter = pango_layout_get_iter(block->layout);
    int at = 0;
    double top = 0;
    do {
        int line_top;
        int line_bottom;
        pango_layout_iter_get_line_yrange(iter, &line_top, &line_bottom);
        if (at < from) {
            at++;
            continue;
        }
        if (at == from) {
            top = (double)line_top / PANGO_SCALE;
        }
        double bottom = (double)line_bottom / PANGO_SCALE;
        if (bottom - top > room && !(forced && at == from)) {
            break;
        }
        if (pen->cr != NULL) {
            PangoRectangle logical;
            pango_layout_iter_get_line_extents(iter, NULL, &logical);
            use(pen, colour);
            cairo_move_to(pen->cr, x + (double)logical.x / PANGO_SCALE,
                          y - top + (double)pango_layout_iter_get_baseline(iter) / PANGO_SCALE);
            pango_cairo_show_layout_line(pen->cr, pango_layout_iter_get_line_readonly(iter));
        }
        *out_height = bottom - top;
        at++;
    } while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
    return at;
}

/* The whole block, wherever it is. */
static double block_put(struct pen *pen, const struct block *block, double x, double y, struct colour colour)
{
    double height;
    block_draw(pen, block, 0, x, y, HUGE_VAL, true, colour, &height);
    return height;
}

static double put(struct pen *pen, struct str text, enum style style, double x, double y, double width, PangoAlignment align,
                  struct colour colour)
{
    struct block block = block_of(pen, text, style, width, align);
    double height = block_put(pen, &block, x, y, colour);
    block_end(&block);
    return height;
}

/* ---- lines and pages ------------------------------------------------------------------------------------------------- */

static void rule(struct pen *pen, double x1, double y1, double x2, double y2, double thick, struct colour colour)
{
    if (pen->cr != NULL) {
        use(pen, colour);
        cairo_set_line_width(pen->cr, thick);
        cairo_move_to(pen->cr, x1, y1);
        cairo_line_to(pen->cr, x2, y2);
        cairo_stroke(pen->cr);
    }
}

static void fill(struct pen *pen, double x, double y, double width, double height, struct colour colour)
{
    if (pen->cr != NULL) {
        use(pen, colour);
        cairo_rectangle(pen->cr, x, y, width, height);
        cairo_fill(pen->cr);
    }
}

static void frame(struct pen *pen, double x, double y, double width, double height)
{
    if (pen->cr != NULL) {
        use(pen, edge);
        cairo_set_line_width(pen->cr, 0.6);
        cairo_rectangle(pen->cr, x, y, width, height);
        cairo_stroke(pen->cr);
    }
}

static double body_width(const struct pen *pen)
{
    return pen->width - 2 * MARGIN;
}

static double bottom_of(const struct pen *pen)
{
    return pen->height - MARGIN_BOTTOM;
}

static double left_over(const struct pen *pen)
{
    return bottom_of(pen) - pen->y;
}

static bool is_spanish(const struct pen *pen)
{
    return pen->paper->lang == LANG_ES;
}

/* At most 120 characters of a text that stands in a single line. */
static struct str one_line(struct pen *pen, struct str text)
{
    struct str line = text;
    (void)str_split(&text, '\n', &line);
    if (utf8_length(line) <= 120) {
        return line;
    }
    size_t end = 100;
    while (end > 0 && ((unsigned char)line.ptr[end] & 0xC0) == 0x80) {
        end--;
    }
    return str_format(pen->arena, STR_FMT "…", STR_ARG(str_slice(line, 0, end)));
}

static void put_footer(struct pen *pen)
{
    double y = pen->height - FOOTER_UP;
    rule(pen, MARGIN, y - 5, pen->width - MARGIN, y - 5, 0.4, edge);
    struct str left = str_format(pen->arena, STR_FMT "%s" STR_FMT, STR_ARG(one_line(pen, pen->paper->name)),
                                 str_is_empty(pen->paper->number) ? "" : " · ", STR_ARG(one_line(pen, pen->paper->number)));
    put(pen, left, STYLE_LABEL, MARGIN, y, body_width(pen) * 0.75, PANGO_ALIGN_LEFT, grey);
    struct str right = str_format(pen->arena, is_spanish(pen) ? "página %d de %d" : "page %d of %d", pen->page, pen->pages);
    put(pen, right, STYLE_LABEL, MARGIN + body_width(pen) * 0.75, y, body_width(pen) * 0.25, PANGO_ALIGN_RIGHT, grey);
}

static void put_table_head(struct pen *pen, const struct paper_item *table);

static void new_page(struct pen *pen)
{
    if (pen->cr != NULL) {
        put_footer(pen);
        cairo_show_page(pen->cr);
    }
    pen->page++;
    pen->y = MARGIN - 12;
    put(pen, one_line(pen, pen->paper->title), STYLE_SMALL, MARGIN, pen->y, body_width(pen), PANGO_ALIGN_LEFT, grey);
    pen->y += 13;
    rule(pen, MARGIN, pen->y, pen->width - MARGIN, pen->y, 0.6, sea);
    pen->y += GAP + 3;
    if (pen->table != NULL) {
        put_table_head(pen, pen->table);
    }
}

/* A new page unless there is that much room. */
static void need(struct pen *pen, double height)
{
    if (left_over(pen) < height) {
        new_page(pen);
    }
}

/* ---- rows of cells: everything with text that may be long ------------------------------------------------------------- */

struct cell {
    double x;
    double width;
    struct block label; /* above the text, on the first page only */
    struct block text;
    int done; /* lines already drawn */
    double pad_x;
};
struct row {
    struct cell *cells;
    size_t count;
    double pad;
    double least;    /* height */
    bool is_framed;  /* each cell has a frame */
    bool is_ruled;   /* a line under the row */
    bool is_middle;  /* short texts stand half way up */
};

static double row_height(const struct row *row)
{
    double height = row->least;
    for (size_t i = 0; i < row->count; i++) {
        double cell = row->cells[i].label.height + row->cells[i].text.height + 2 * row->pad;
        height = fmax(height, cell);
    }
    return height;
}

/* Draws one piece of the row, as much as fits into room; false if some text is left. */
static bool row_piece(struct pen *pen, struct row *row, double room, bool first, bool forced)
{
    double height = first ? fmin(row->least, room) : 0;
    bool over = true;
    for (size_t i = 0; i < row->count; i++) {
        struct cell *cell = &row->cells[i];
        double x = cell->x + cell->pad_x;
        double y = pen->y + row->pad;
        if (first) {
            y += block_put(pen, &cell->label, x, y, grey);
            y += row->is_middle ? fmax(0, (fmin(row->least, room) - cell->text.height) / 2 - row->pad) : 0;
        }
        double drawn = 0;
        cell->done = block_draw(pen, &cell->text, cell->done, x, y, pen->y + room - row->pad - y, forced, ink, &drawn);
        height = fmax(height, y - pen->y + drawn + row->pad);
        over = over && cell->done >= cell->text.lines;
    }
    for (size_t i = 0; row->is_framed && i < row->count; i++) {
        frame(pen, row->cells[i].x, pen->y, row->cells[i].width, height);
    }
    pen->y += height;
    if (row->is_ruled) {
        rule(pen, MARGIN, pen->y, pen->width - MARGIN, pen->y, 0.5, edge);
    }
    return over;
}

/* A row stays whole if it is not higher than a third of a page; a higher one goes on on the next page. */
static void put_row(struct pen *pen, struct row *row)
{
    double height = row_height(row);
    double page = bottom_of(pen) - MARGIN;
    if (height > left_over(pen) && (height <= page / 3 || left_over(pen) < 60)) {
        new_page(pen);
    }
    bool first = true;
    while (!row_piece(pen, row, left_over(pen), first, false)) {
        first = false;
        new_page(pen);
        bool stuck = true;
        for (size_t i = 0; i < row->count; i++) {
            stuck = stuck && row->cells[i].done == 0;
        }
        if (stuck && row_piece(pen, row, left_over(pen), false, true)) {
            break;
        }
    }
    for (size_t i = 0; i < row->count; i++) {
        block_end(&row->cells[i].label);
        block_end(&row->cells[i].text);
    }
}

/* ---- the kinds of item -------------------------------------------------------------------------------------------------- */

/* label in bold, then the text, in one paragraph. */
static void put_paragraph(struct pen *pen, struct str label, struct str text, enum style style)
{
    struct cell cell = {.x = MARGIN, .width = body_width(pen)};
    if (str_is_empty(label)) {
        cell.text = block_of(pen, text, style, cell.width, PANGO_ALIGN_LEFT);
    } else {
        struct str both = str_format(pen->arena, STR_FMT " " STR_FMT, STR_ARG(label), STR_ARG(text));
        cell.text = block_of(pen, both, style, cell.width, PANGO_ALIGN_LEFT);
        PangoAttrList *attributes = pango_attr_list_new();
        PangoAttribute *bold = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
        bold->start_index = 0;
        bold->end_index = (guint)label.len;
        pango_attr_list_insert(attributes, bold);
        pango_layout_set_attributes(cell.text.layout, attributes);
        pango_attr_list_unref(attributes);
        PangoRectangle logical;
        pango_layout_get_extents(cell.text.layout, NULL, &logical);
        cell.text.height = (double)logical.height / PANGO_SCALE;
        cell.text.lines = pango_layout_get_line_count(cell.text.layout);
    }
    if (cell.text.layout != NULL) {
        pango_layout_set_justify(cell.text.layout, style == STYLE_TEXT && cell.text.lines > 3);
    }
    struct row row = {.cells = &cell, .count = 1};
    put_row(pen, &row);
    pen->y += GAP;
}

static void put_centre(struct pen *pen, const struct paper_item *item)
{
    struct cell cell = {.x = MARGIN, .width = body_width(pen)};
    cell.text = block_of(pen, item->text, item->lines > 0 ? STYLE_LARGE : STYLE_NAME, cell.width, PANGO_ALIGN_CENTER);
    struct row row = {.cells = &cell, .count = 1};
    pen->y += item->lines > 0 ? 8 : 0;
    put_row(pen, &row);
    pen->y += item->lines > 0 ? 12 : GAP;
}

static void put_boxes(struct pen *pen, const struct paper_item *item)
{
    double unit = body_width(pen) / 12;
    size_t i = 0;
    while (i < item->count) {
        struct cell cells[12];
        struct row row = {.cells = cells, .pad = PAD, .is_framed = true};
        int used = 0;
        while (i < item->count && row.count < COUNT_OF(cells)) {
            const struct paper_box *box = &item->boxes[i];
            int width = box->width == 0 ? 12 : box->width;
            if (used + width > 12) {
                break;
            }
            struct cell *cell = &cells[row.count++];
            *cell = (struct cell){.x = MARGIN + used * unit, .width = width * unit, .pad_x = 5};
            double inner = cell->width - 10;
            struct str value = box->tick_count > 0 ? paper_ticks_text(pen->arena, box->ticks, box->tick_count) : box->value;
            cell->label = block_of(pen, box->label, STYLE_LABEL, inner, PANGO_ALIGN_LEFT);
            cell->text = block_of(pen, value, STYLE_TEXT, inner, PANGO_ALIGN_LEFT);
            int lines = box->lines > 1 ? box->lines : 1;
            row.least = fmax(row.least, cell->label.height + lines * ROOM_LINE + 2 * PAD);
            used += width;
            i++;
        }
        put_row(pen, &row);
    }
    pen->y += GAP;
}

static struct row table_row(struct pen *pen, const struct paper_item *table, struct cell *cells)
{
    double shares = 0;
    for (size_t i = 0; i < table->count; i++) {
        shares += table->columns[i].width > 0 ? table->columns[i].width : 10;
    }
    double x = MARGIN;
    for (size_t i = 0; i < table->count; i++) {
        double width = body_width(pen) * (table->columns[i].width > 0 ? table->columns[i].width : 10) / shares;
        cells[i] = (struct cell){.x = x, .width = width, .pad_x = 3.5};
        x += width;
    }
    return (struct row){.cells = cells, .count = table->count, .pad = 2.8, .is_framed = table->lines > 1,
                        .is_ruled = table->lines <= 1, .is_middle = table->lines > 1};
}

static void put_table_head(struct pen *pen, const struct paper_item *table)
{
    struct cell *cells = ARENA_ARRAY(pen->arena, struct cell, table->count);
    struct row row = table_row(pen, table, cells);
    double height = 0;
    for (size_t i = 0; i < table->count; i++) {
        PangoAlignment align = table->columns[i].is_number ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
        cells[i].text = block_of(pen, one_line(pen, table->columns[i].label), STYLE_SMALL, cells[i].width - 7, align);
        height = fmax(height, cells[i].text.height + 2 * row.pad);
    }
    fill(pen, MARGIN, pen->y, body_width(pen), height, tint);
    for (size_t i = 0; i < table->count; i++) {
        block_put(pen, &cells[i].text, cells[i].x + cells[i].pad_x, pen->y + row.pad, sea);
        if (row.is_framed) {
            frame(pen, cells[i].x, pen->y, cells[i].width, height);
        }
        block_end(&cells[i].text);
    }
    pen->y += height;
    rule(pen, MARGIN, pen->y, pen->width - MARGIN, pen->y, 0.8, sea);
}

static void put_table(struct pen *pen, const struct paper_item *table)
{
    need(pen, 70);
    if (!str_is_empty(table->label)) {
        pen->y += put(pen, one_line(pen, table->label), STYLE_STRONG, MARGIN, pen->y, body_width(pen), PANGO_ALIGN_LEFT, ink) + 3;
    }
    put_table_head(pen, table);
    pen->table = table;
    struct cell *cells = ARENA_ARRAY(pen->arena, struct cell, table->count);
    for (size_t n = 0; n < paper_rows(table); n++) {
        struct row row = table_row(pen, table, cells);
        row.least = table->lines > 1 ? table->lines * ROOM_LINE : 0;
        for (size_t i = 0; i < table->count; i++) {
            const struct paper_column *column = &table->columns[i];
            cells[i].text = block_of(pen, paper_cell_at(table, n, i), column->is_strong ? STYLE_STRONG : STYLE_TEXT,
                                     cells[i].width - 7, column->is_number ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
        }
        put_row(pen, &row);
    }
    pen->table = NULL;
    pen->y += GAP;
}

static void put_lines(struct pen *pen, const struct paper_item *item)
{
    need(pen, 3 * ROOM_LINE);
    pen->y += put(pen, item->label, STYLE_SMALL, MARGIN, pen->y, body_width(pen), PANGO_ALIGN_LEFT, grey);
    for (int i = 0; i < item->lines; i++) {
        need(pen, ROOM_LINE + 6);
        pen->y += ROOM_LINE + 5;
        rule(pen, MARGIN, pen->y, pen->width - MARGIN, pen->y, 0.5, edge);
    }
    pen->y += GAP + 2;
}

/* The place to sign of one person; without cr only its height. */
static double put_signature(struct pen *pen, const struct paper_signature *signature, double x, double y, double width)
{
    double at = y + SIGN_ROOM;
    rule(pen, x, at, x + width, at, 0.7, ink);
    at += 3;
    struct str name = str_is_empty(signature->name)
                          ? (is_spanish(pen) ? S("Nombre:") : S("Name:"))
                          : signature->name;
    at += put(pen, name, STYLE_STRONG, x, at, width, PANGO_ALIGN_LEFT, ink);
    at += put(pen, signature->office, STYLE_SMALL, x, at, width, PANGO_ALIGN_LEFT, ink);
    at += put(pen, signature->document, STYLE_SMALL, x, at, width, PANGO_ALIGN_LEFT, grey);
    struct str date = is_spanish(pen) ? S("Fecha: ____ / ____ / ________") : S("Date: ____ / ____ / ________");
    at += 7 + put(pen, date, STYLE_SMALL, x, at + 7, width, PANGO_ALIGN_LEFT, grey);
    return at - y;
}

/* Beside one another between left and right; as many rows as it takes, none of them cut by the end of a page. */
static void put_signatures(struct pen *pen, const struct paper_item *item, double left, double right, size_t across)
{
    double gap = 24;
    double width = (right - left - gap * (double)(across - 1)) / (double)across;
    for (size_t i = 0; i < item->count; i += across) {
        size_t count = item->count - i < across ? item->count - i : across;
        double height = 0;
        cairo_t *cr = pen->cr;
        pen->cr = NULL; /* measured first */
        for (size_t k = 0; k < count; k++) {
            height = fmax(height, put_signature(pen, &item->signatures[i + k], 0, 0, width));
        }
        pen->cr = cr;
        need(pen, fmin(height + GAP, bottom_of(pen) - MARGIN));
        for (size_t k = 0; k < count; k++) {
            put_signature(pen, &item->signatures[i + k], left + (double)k * (width + gap), pen->y, width);
        }
        pen->y += height + GAP;
    }
}

static void put_code(struct pen *pen, const struct paper_item *item, double width)
{
    double side = item->squares.size > 0 ? 78 : 0;
    struct block caption = block_of(pen, item->label, STYLE_SMALL, width - side - 12, PANGO_ALIGN_LEFT);
    double height = fmax(side, caption.height);
    need(pen, fmin(height + GAP, bottom_of(pen) - MARGIN));
    if (side > 0 && pen->cr != NULL) {
        /* Without smoothing, or readers would see hairlines between the modules. */
        double module = side / item->squares.size;
        cairo_set_antialias(pen->cr, CAIRO_ANTIALIAS_NONE);
        cairo_set_source_rgb(pen->cr, 0, 0, 0);
        for (int row = 0; row < item->squares.size; row++) {
            for (int column = 0; column < item->squares.size; column++) {
                if (item->squares.modules[row * item->squares.size + column] != 0) {
                    cairo_rectangle(pen->cr, MARGIN + column * module, pen->y + row * module, module, module);
                }
            }
        }
        cairo_fill(pen->cr);
        cairo_set_antialias(pen->cr, CAIRO_ANTIALIAS_DEFAULT);
    }
    block_put(pen, &caption, MARGIN + (side > 0 ? side + 12 : 0), pen->y + (side > 0 ? 6 : 0), grey);
    block_end(&caption);
    pen->y += height + GAP;
}

/* A code that one or two signatures follow stands beside them: a list should not need a page for it. */
static void put_code_and_signatures(struct pen *pen, const struct paper_item *code, const struct paper_item *signatures)
{
    double third = body_width(pen) / 3;
    need(pen, 120);
    double top = pen->y;
    int page = pen->page;
    put_code(pen, code, third - 18);
    double below = pen->y;
    if (pen->page == page) {
        pen->y = top;
    }
    put_signatures(pen, signatures, MARGIN + third, pen->width - MARGIN, 2);
    pen->y = pen->page == page ? fmax(pen->y, below) : pen->y;
}

static void put_item(struct pen *pen, const struct paper_item *item)
{
    switch (item->kind) {
    case PAPER_HEADING:
        need(pen, 70);
        pen->y += 4;
        pen->y += put(pen, one_line(pen, item->text), STYLE_HEADING, MARGIN, pen->y, body_width(pen), PANGO_ALIGN_LEFT, sea) + 4;
        break;
    case PAPER_TEXT:
        put_paragraph(pen, item->label, item->text, STYLE_TEXT);
        break;
    case PAPER_NOTE:
        put_paragraph(pen, STR_NONE, item->text, STYLE_SMALL);
        break;
    case PAPER_CENTRE:
        put_centre(pen, item);
        break;
    case PAPER_BOXES:
        put_boxes(pen, item);
        break;
    case PAPER_TABLE:
        put_table(pen, item);
        break;
    case PAPER_LINES:
        put_lines(pen, item);
        break;
    case PAPER_SIGNATURES:
        put_signatures(pen, item, MARGIN, pen->width - MARGIN, item->count == 4 ? 2 : 3);
        break;
    case PAPER_CODE:
        put_code(pen, item, body_width(pen));
        break;
    case PAPER_BREAK:
        new_page(pen);
        break;
    }
}

/* The issuer at the left, how to reach it at the right, the title under a line. */
/* Draws the logo from the left upper corner, in its own proportions; what it takes of the line, 0 without one. */
static double put_logo(struct pen *pen, double *out_bottom)
{
    *out_bottom = pen->y;
    if (pen->logo == NULL) {
        return 0;
    }
    double width = cairo_image_surface_get_width(pen->logo);
    double height = cairo_image_surface_get_height(pen->logo);
    double scale = fmin(LOGO_HIGH / height, LOGO_WIDE / width);
    if (pen->cr != NULL) {
        cairo_save(pen->cr);
        cairo_translate(pen->cr, MARGIN, pen->y);
        cairo_scale(pen->cr, scale, scale);
        cairo_set_source_surface(pen->cr, pen->logo, 0, 0);
        cairo_paint(pen->cr);
        cairo_restore(pen->cr);
    }
    *out_bottom = pen->y + height * scale;
    return width * scale + 12;
}

static void put_letterhead(struct pen *pen)
{
    const struct paper *paper = pen->paper;
    pen->y = MARGIN - 8;
    double logo_bottom;
    double taken = put_logo(pen, &logo_bottom);
    double start = MARGIN + taken;
    double half = (body_width(pen) - taken) * 0.58;
    double left = pen->y + put(pen, one_line(pen, paper->name), STYLE_NAME, start, pen->y, half, PANGO_ALIGN_LEFT, sea);
    left += put(pen, one_line(pen, paper->line), STYLE_SMALL, start, left + 1, half, PANGO_ALIGN_LEFT, grey);
    double x = start + half + 12;
    double rest = body_width(pen) - taken - half - 12;
    double right = pen->y + 2 + put(pen, one_line(pen, paper->address), STYLE_SMALL, x, pen->y + 2, rest, PANGO_ALIGN_RIGHT, grey);
    right += put(pen, one_line(pen, paper->contact), STYLE_SMALL, x, right, rest, PANGO_ALIGN_RIGHT, grey);
    pen->y = fmax(logo_bottom, fmax(left, right)) + 6;
    rule(pen, MARGIN, pen->y, pen->width - MARGIN, pen->y, 1.4, sea);
    pen->y += 12;
    double title = put(pen, paper->title, STYLE_TITLE, MARGIN, pen->y, body_width(pen) * 0.74, PANGO_ALIGN_LEFT, ink);
    double number = put(pen, paper->number, STYLE_STRONG, MARGIN + body_width(pen) * 0.74, pen->y + 6, body_width(pen) * 0.26,
                        PANGO_ALIGN_RIGHT, grey);
    pen->y += fmax(title, number + 6) + 2;
    if (!str_is_empty(paper->lead)) {
        put_paragraph(pen, STR_NONE, paper->lead, STYLE_TEXT);
    }
    pen->y += 4;
}

static void put_paper(struct pen *pen)
{
    pen->page = 1;
    pen->table = NULL;
    put_letterhead(pen);
    for (size_t i = 0; i < pen->paper->count; i++) {
        const struct paper_item *item = &pen->paper->items[i];
        const struct paper_item *next = i + 1 < pen->paper->count ? item + 1 : NULL;
        if (item->kind == PAPER_CODE && next != NULL && next->kind == PAPER_SIGNATURES && next->count <= 2) {
            put_code_and_signatures(pen, item, next);
            i++;
        } else {
            put_item(pen, item);
        }
    }
    if (pen->cr != NULL) {
        put_footer(pen);
        cairo_show_page(pen->cr);
    }
}

/* ---- the file ----------------------------------------------------------------------------------------------------------- */

/* One map of fonts for the process, made with the first sheet: a thread's own would cost each worker megabytes. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static PangoFontMap *font_map;

static PangoContext *new_context(void)
{
    if (font_map == NULL) {
        font_map = pango_cairo_font_map_new();
        pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(font_map), 72);
    }
    PangoContext *context = pango_font_map_create_context(font_map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    return context;
}

static cairo_status_t take(void *out, const unsigned char *bytes, unsigned int len)
{
    buf_put(out, (struct str){(const char *)bytes, len});
    return CAIRO_STATUS_SUCCESS;
}

static void set_metadata(cairo_surface_t *surface, struct pen *pen)
{
    const struct paper *paper = pen->paper;
    struct str title = utf8_repair(pen->arena, one_line(pen, paper->title));
    struct str author = utf8_repair(pen->arena, one_line(pen, paper->name));
    struct str number = utf8_repair(pen->arena, one_line(pen, paper->number));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, str_c(pen->arena, title));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, str_c(pen->arena, author));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, str_c(pen->arena, number));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Adelante " PROGRAM_VERSION);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, NULL); /* or it would be now */
}

/* The library cannot say in which language a document is written, so the catalogue is written once more behind the end, as an
 * incremental update (ISO 32000-1, 7.5.6). A file of another make than expected is left as it is. */
static void add_language(struct pen *pen, struct buf *out, size_t begin)
{
    struct str file = str_slice(buf_str(out), begin, out->len);
    size_t at = str_find(file, S("/Type /Catalog"));
    size_t root = str_find(file, S("/Root "));
    size_t start = str_find(file, S("startxref\n"));
    size_t size = str_find(file, S("/Size "));
    size_t info = str_find(file, S("/Info "));
    if (info == SIZE_MAX || at == SIZE_MAX || root == SIZE_MAX || start == SIZE_MAX || size == SIZE_MAX || root < at || start < root) {
        return;
    }
    size_t end = str_find(str_slice(file, at, file.len), S("endobj"));
    long number = strtol(str_c(pen->arena, str_slice(file, root + 6, root + 18)), NULL, 10);
    long objects = strtol(str_c(pen->arena, str_slice(file, size + 6, size + 18)), NULL, 10);
    long about = strtol(str_c(pen->arena, str_slice(file, info + 6, info + 18)), NULL, 10);
    long previous = strtol(str_c(pen->arena, str_slice(file, start + 10, start + 24)), NULL, 10);
    if (end == SIZE_MAX || number <= 0 || objects <= number || previous <= 0) {
        return;
    }
    struct str rest = str_slice(file, at + 14, at + end);
    struct str catalogue = str_format(pen->arena, "%ld 0 obj\n<< /Type /Catalog\n   /Lang (%s)" STR_FMT "endobj\n",
                                      number, is_spanish(pen) ? "es-SV" : "en", STR_ARG(rest));
    size_t offset = file.len;
    struct str update = str_format(pen->arena,
                                   STR_FMT "xref\n%ld 1\n%010zu 00000 n \n"
                                   "trailer\n<< /Size %ld\n   /Root %ld 0 R\n   /Info %ld 0 R\n"
                                   "   /Prev %ld\n>>\nstartxref\n%zu\n%%%%EOF\n",
                                   STR_ARG(catalogue), number, offset, objects, number, about, previous, offset + catalogue.len);
    buf_put(out, update);
}

/* ---- the logo -------------------------------------------------------------------------------------------------------- */

static cairo_status_t read_logo(void *self, unsigned char *data, unsigned int length)
{
    struct str *rest = self;
    if (rest->len < length) {
        return CAIRO_STATUS_READ_ERROR;
    }
    memcpy(data, rest->ptr, length);
    *rest = str_slice(*rest, length, rest->len);
    return CAIRO_STATUS_SUCCESS;
}

/* A JPEG goes into the PDF as it is: the surface has its size and is never looked at. */
static cairo_surface_t *open_jpeg(struct pen *pen, struct str bytes)
{
    struct media media = {.kind = MEDIA_NONE};
    if (image_jpeg(pen->arena, bytes, &media) != ERR_OK || media.width < 1 || media.height < 1 || media.width > LOGO_SIDE_MOST ||
        media.height > LOGO_SIDE_MOST) {
        return NULL;
    }
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)media.width, (int)media.height);
    (void)cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, (const unsigned char *)bytes.ptr, bytes.len, NULL, NULL);
    return surface;
}

/* NULL for none and for what cannot be drawn: a sheet is printed all the same. */
static cairo_surface_t *open_logo(struct pen *pen)
{
    struct str rest = pen->paper->logo;
    if (str_is_empty(rest)) {
        return NULL;
    }
    cairo_surface_t *surface = (unsigned char)rest.ptr[0] == 0xFF ? open_jpeg(pen, rest)
                                                                  : cairo_image_surface_create_from_png_stream(read_logo, &rest);
    if (surface != NULL && cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(surface);
        surface = NULL;
    }
    return surface;
}

static enum err write_locked(struct pen *pen, struct buf *out)
{
    size_t begin = out->len;
    pen->context = new_context();
    pen->logo = open_logo(pen);
    put_paper(pen); /* counts the pages */
    pen->pages = pen->page;
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take, out, pen->width, pen->height);
    set_metadata(surface, pen);
    pen->cr = cairo_create(surface);
    put_paper(pen);
    cairo_status_t status = cairo_status(pen->cr);
    cairo_destroy(pen->cr);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS) {
        status = cairo_surface_status(surface);
    }
    cairo_surface_destroy(surface);
    if (pen->logo != NULL) {
        cairo_surface_destroy(pen->logo);
    }
    g_object_unref(pen->context);
    if (status != CAIRO_STATUS_SUCCESS) {
        out->len = begin;
        return ERR_INTERNAL;
    }
    add_language(pen, out, begin);
    return ERR_OK;
}

FALLIBLE pdf_write(const struct paper *paper, struct buf *out)
{
    struct pen pen = {
        .paper = paper,
        .arena = paper->arena,
        .width = paper->is_wide ? A4_LONG : A4_SHORT,
        .height = paper->is_wide ? A4_SHORT : A4_LONG,
    };
    pthread_mutex_lock(&mutex);
    enum err err = write_locked(&pen, out);
    pthread_mutex_unlock(&mutex);
    return err;
}
