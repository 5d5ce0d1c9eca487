#include "html/paper_page.h"

/* Dark modules as one path of squares: a picture in a kilobyte or two. */
static void put_squares(struct html *html, const struct paper_squares *squares, struct str address)
{
    struct buf path = BUF(html->arena);
    for (int row = 0; row < squares->size; row++) {
        for (int column = 0; column < squares->size;) {
            int run = 0;
            while (column + run < squares->size && squares->modules[row * squares->size + column + run] != 0) {
                run++;
            }
            if (run > 0) {
                buf_format(&path, "M%d %dh%dv1h-%dz", column, row, run, run);
            }
            column += run > 0 ? run : 1;
        }
    }
    H(html, "<svg class=\"qr\" role=\"img\"");
    h_attr(html, "viewBox", str_format(html->arena, "-2 -2 %d %d", squares->size + 4, squares->size + 4));
    H(html, "><title>");
    HT(html, "Código QR: ", "QR code: ");
    h_text(html, address);
    H(html, "</title><path");
    h_attr(html, "d", buf_str(&path));
    H(html, "/></svg>");
}

static void put_boxes(struct html *html, const struct paper_item *item)
{
    H(html, "<dl class=\"boxes\">");
    for (size_t i = 0; i < item->count; i++) {
        const struct paper_box *box = &item->boxes[i];
        H(html, "<div");
        h_attr(html, "class", str_format(html->arena, "w%d", box->width == 0 ? 12 : box->width));
        H(html, "><dt>");
        h_text(html, box->label);
        H(html, "</dt><dd");
        if (box->lines > 1) {
            h_attr(html, "class", str_format(html->arena, "l%d", box->lines > 12 ? 12 : box->lines));
        }
        H(html, ">");
        if (box->tick_count > 0) {
            h_text(html, paper_ticks_text(html->arena, box->ticks, box->tick_count));
        } else {
            h_lines(html, box->value);
        }
        H(html, "</dd></div>");
    }
    H(html, "</dl>");
}

/* The columns' shares in steps of five per cent, by class. */
static void put_widths(struct html *html, const struct paper_item *table)
{
    int shares = 0;
    for (size_t i = 0; i < table->count; i++) {
        shares += table->columns[i].width > 0 ? table->columns[i].width : 10;
    }
    H(html, "<colgroup>");
    for (size_t i = 0; i < table->count; i++) {
        int width = table->columns[i].width > 0 ? table->columns[i].width : 10;
        int steps = (width * 40 + shares) / (2 * shares);
        H(html, "<col");
        h_attr(html, "class", str_format(html->arena, "p%d", steps < 1 ? 5 : steps > 14 ? 70 : steps * 5));
        H(html, ">");
    }
    H(html, "</colgroup>");
}

/* number: of the table on its sheet, from 1. */
static void put_table(struct html *html, const struct paper_item *table, size_t number)
{
    H(html, "<div class=\"scroll\" tabindex=\"0\" role=\"region\"");
    h_attr(html, "aria-label",
           str_format(html->arena, "%s %zu", html->lang == LANG_ES ? "Tabla" : "Table", number));
    H(html, "><table");
    h_attr(html, "class", table->lines > 1 ? S("grid roomy") : S("grid"));
    H(html, ">");
    if (!str_is_empty(table->label)) {
        H(html, "<caption>");
        h_text(html, table->label);
        H(html, "</caption>");
    }
    put_widths(html, table);
    H(html, "<thead><tr>");
    for (size_t i = 0; i < table->count; i++) {
        if (table->columns[i].is_number) {
            H(html, "<th scope=\"col\" class=\"n\">");
        } else {
            H(html, "<th scope=\"col\">");
        }
        h_text(html, table->columns[i].label);
        H(html, "</th>");
    }
    H(html, "</tr></thead><tbody>");
    for (size_t row = 0; row < paper_rows(table); row++) {
        H(html, "<tr>");
        for (size_t i = 0; i < table->count; i++) {
            if (table->columns[i].is_number) {
                H(html, "<td class=\"n\">");
            } else {
                H(html, "<td>");
            }
            if (table->columns[i].is_strong) {
                H(html, "<strong>");
                h_lines(html, paper_cell_at(table, row, i));
                H(html, "</strong>");
            } else {
                h_lines(html, paper_cell_at(table, row, i));
            }
            H(html, "</td>");
        }
        H(html, "</tr>");
    }
    H(html, "</tbody></table></div>");
}

static void put_signatures(struct html *html, const struct paper_item *item)
{
    H(html, "<div class=\"signs\">");
    for (size_t i = 0; i < item->count; i++) {
        const struct paper_signature *signature = &item->signatures[i];
        H(html, "<div class=\"sign\"><p><strong>");
        h_text(html, str_is_empty(signature->name) ? TR(html, "Nombre:", "Name:") : signature->name);
        H(html, "</strong></p><p>");
        h_text(html, signature->office);
        H(html, "</p>");
        if (!str_is_empty(signature->document)) {
            H(html, "<p class=\"quiet\">");
            h_text(html, signature->document);
            H(html, "</p>");
        }
        H(html, "<p class=\"quiet\">");
        HT(html, "Fecha: ____ / ____ / ________", "Date: ____ / ____ / ________");
        H(html, "</p></div>");
    }
    H(html, "</div>");
}

static void put_item(struct html *html, const struct paper_item *item, size_t *tables)
{
    switch (item->kind) {
    case PAPER_HEADING:
        H(html, "<h2>");
        h_text(html, item->text);
        H(html, "</h2>");
        break;
    case PAPER_TEXT:
        H(html, "<p>");
        if (!str_is_empty(item->label)) {
            H(html, "<strong>");
            h_text(html, item->label);
            H(html, "</strong> ");
        }
        h_lines(html, item->text);
        H(html, "</p>");
        break;
    case PAPER_NOTE:
        H(html, "<p class=\"note\">");
        h_lines(html, item->text);
        H(html, "</p>");
        break;
    case PAPER_CENTRE:
        if (item->lines > 0) {
            H(html, "<p class=\"centred large\">");
        } else {
            H(html, "<p class=\"centred\">");
        }
        h_lines(html, item->text);
        H(html, "</p>");
        break;
    case PAPER_BOXES:
        put_boxes(html, item);
        break;
    case PAPER_TABLE:
        put_table(html, item, ++*tables);
        break;
    case PAPER_LINES:
        H(html, "<div class=\"lines\"><p class=\"quiet\">");
        h_text(html, item->label);
        H(html, "</p>");
        for (int i = 0; i < item->lines; i++) {
            H(html, "<hr>");
        }
        H(html, "</div>");
        break;
    case PAPER_SIGNATURES:
        put_signatures(html, item);
        break;
    case PAPER_CODE:
        H(html, "<div class=\"code\">");
        if (item->squares.size > 0) {
            put_squares(html, &item->squares, item->text);
        }
        H(html, "<p class=\"note\">");
        h_lines(html, item->label);
        H(html, "</p></div>");
        break;
    case PAPER_BREAK:
        H(html, "<div class=\"break\"></div>");
        break;
    }
}

void paper_page_frame(struct page *page, const struct paper *paper)
{
    struct page_issuer *issuer = ARENA_NEW(paper->arena, struct page_issuer);
    *issuer = (struct page_issuer){paper->name, paper->line, paper->address, paper->contact,
                                   str_is_empty(paper->logo_at) ? (struct url){STR_NONE} : url_local(paper->arena, paper->logo_at),
                                   paper->number};
    page->sheet = true;
    page->issuer = issuer;
}

void paper_page(struct html *html, const struct paper *paper)
{
    H(html, "<div");
    h_attr(html, "class", paper->is_wide ? S("leaf wide-leaf") : S("leaf"));
    H(html, ">");
    if (!str_is_empty(paper->lead)) {
        H(html, "<p>");
        h_lines(html, paper->lead);
        H(html, "</p>");
    }
    size_t tables = 0;
    for (size_t i = 0; i < paper->count; i++) {
        put_item(html, &paper->items[i], &tables);
    }
    H(html, "</div>");
}
