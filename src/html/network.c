#include "html/network.h"

#include "html/svg_words.h"

#include <math.h>

enum { WIDTH = 720, LEFT = 96, ROW = 104, LINE = 82, NODES_MOST = 60, PER_LINE = 6, LABEL_MOST = 18 };

struct place {
    int x;
    int y;
};

/* Where the i-th of n nodes of a row stands. A long row is several lines of as equal a length as can be, every second one moved
 * by half a place, so that neither names nor edges run into one another. */
static struct place place_of(size_t top, size_t i, size_t n)
{
    size_t lines = (n + PER_LINE - 1) / PER_LINE;
    size_t here = (n + lines - 1) / lines;
    size_t line = i / here;
    int room = 2 * (WIDTH - LEFT) / (2 * (int)here + (lines > 1 ? 1 : 0));
    return (struct place){LEFT + room * (int)(i % here) + room / 2 + (line % 2 == 1 ? room / 2 : 0), (int)top + (int)line * LINE};
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
    struct svg_words words = svg_words(html->arena, node->label, LABEL_MOST);
    buf_format(html->out, "<text class=\"mid\" x=\"%d\" y=\"%d\">", at.x, at.y + radius + 12);
    h_text(html, words.first);
    svg_words_second(html, &words, at.x, 12);
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
        height += in_row[r] == 0 ? 0 : (lines - 1) * LINE + ROW;
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
    h_text(html, svg_words(html->arena, network->hub, LABEL_MOST).first);
    H(html, "</text></svg></div></figure>");
}
