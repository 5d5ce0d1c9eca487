#include "html/network.h"

#include <math.h>

enum { WIDTH = 720, LEFT = 96, ROW = 108, NODES_MOST = 60, PER_LINE = 9, LABEL_MOST = 16 };

struct place {
    int x;
    int y;
};

/* Where the i-th of n nodes of a row stands; a long row is two lines, so that names do not run into one another. */
static struct place place_of(size_t top, size_t i, size_t n)
{
    size_t line = i / PER_LINE;
    size_t first = line * PER_LINE;
    size_t here = n - first < PER_LINE ? n - first : PER_LINE;
    int room = (WIDTH - LEFT) / (int)here;
    return (struct place){LEFT + room * (int)(i - first) + room / 2, (int)top + (int)line * ROW};
}

static int radius_of(int64_t weight)
{
    int radius = 6 + (int)lround(3.0 * sqrt((double)weight));
    return radius > 24 ? 24 : radius;
}

static int stroke_of(int64_t weight)
{
    int stroke = 1 + (int)lround(sqrt((double)weight));
    return stroke > 9 ? 9 : stroke;
}

static struct str cut(struct arena *arena, struct str text)
{
    size_t at = 0;
    for (size_t points = 0; at < text.len && points < LABEL_MOST; points++) {
        at++;
        while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80) {
            at++;
        }
    }
    return at >= text.len ? text : str_format(arena, STR_FMT "…", STR_ARG(((struct str){text.ptr, at})));
}

static void put_edge(struct html *html, struct place hub, struct place node, int64_t weight)
{
    buf_format(html->out, "<line class=\"edge%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke-width=\"%d\"/>", weight == 0 ? " none" : "", hub.x,
               hub.y, node.x, node.y, stroke_of(weight));
}

static void put_node(struct html *html, const struct network_node *node, struct place at)
{
    int radius = radius_of(node->weight);
    buf_format(html->out, "<g><circle class=\"s%zu\" cx=\"%d\" cy=\"%d\" r=\"%d\"><title>", node->colour % 5 + 1, at.x, at.y, radius);
    h_text(html, node->title);
    H(html, "</title></circle>");
    buf_format(html->out, "<text class=\"mid\" x=\"%d\" y=\"%d\">", at.x, at.y + radius + 12);
    h_text(html, cut(html->arena, node->label));
    H(html, "</text></g>");
}

void network_draw(struct html *html, const struct network *network)
{
    size_t count = network->count < NODES_MOST ? network->count : NODES_MOST;
    size_t in_row[6] = {0};
    size_t tops[6] = {0};
    size_t height = 40;
    assert(network->row_count >= 1 && network->row_count <= COUNT_OF(in_row));
    for (size_t i = 0; i < count; i++) {
        in_row[network->nodes[i].row]++;
    }
    for (size_t r = 0; r < network->row_count; r++) {
        size_t lines = (in_row[r] + PER_LINE - 1) / PER_LINE;
        tops[r] = height;
        height += in_row[r] == 0 ? 0 : lines * ROW;
    }
    struct place hub = {LEFT / 2, (int)height / 2};
    H(html, "<figure class=\"chart network\"><figcaption>");
    h_text(html, network->title);
    H(html, "</figcaption><ul class=\"legend\">");
    for (size_t i = 0; i < network->colour_count; i++) {
        H(html, "<li><svg class=\"swatch\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect width=\"10\" height=\"10\"");
        buf_format(html->out, " class=\"s%zu\"", i % 5 + 1);
        H(html, "/></svg>");
        h_text(html, network->colours[i]);
        H(html, "</li>");
    }
    H(html, "</ul><div class=\"scroll\" tabindex=\"0\" role=\"region\"");
    h_attr(html, "aria-label", network->title);
    H(html, ">");
    buf_format(html->out, "<svg viewBox=\"0 0 %d %zu\" role=\"img\"", WIDTH, height);
    h_attr(html, "aria-label", network->title);
    H(html, ">");
    size_t seen[6] = {0};
    struct place places[NODES_MOST];
    for (size_t i = 0; i < count; i++) {
        size_t row = network->nodes[i].row;
        places[i] = place_of(tops[row], seen[row]++, in_row[row]);
        put_edge(html, hub, places[i], network->nodes[i].weight);
    }
    for (size_t r = 0; r < network->row_count; r++) {
        if (in_row[r] > 0) {
            buf_format(html->out, "<text class=\"big\" x=\"%d\" y=\"%zu\">", LEFT, tops[r] - 26);
            h_text(html, network->rows[r]);
            H(html, "</text>");
        }
    }
    for (size_t i = 0; i < count; i++) {
        put_node(html, &network->nodes[i], places[i]);
    }
    buf_format(html->out, "<circle class=\"hub\" cx=\"%d\" cy=\"%d\" r=\"30\"/><text class=\"mid hub-word\" x=\"%d\" y=\"%d\">", hub.x, hub.y, hub.x, hub.y + 4);
    h_text(html, cut(html->arena, network->hub));
    H(html, "</text></svg></div></figure>");
}
