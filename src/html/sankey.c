#include "html/sankey.h"

#include "html/svg_words.h"
#include "html/table.h"

enum { WIDTH = 400, BAR = 10, TOP = 22, WORDS = 42, TALL = 260, LABEL_MOST = 17, COLOURS = 5 };

struct place {
    double y;
    double height;
    double in;  /* where the next band arrives */
    double out; /* where the next band leaves */
};
struct layout {
    struct place places[SANKEY_NODES_MOST];
    double scale;
    double height;
};

static int bar_x(size_t column)
{
    return column == 0 ? 0 : column == 1 ? (WIDTH - BAR) / 2 : WIDTH - BAR;
}

static int64_t sum_of(const struct sankey *sankey, size_t node)
{
    int64_t in = 0;
    int64_t out = 0;
    for (size_t i = 0; i < sankey->flow_count; i++) {
        in += sankey->flows[i].to == node ? sankey->flows[i].amount.minor : 0;
        out += sankey->flows[i].from == node ? sankey->flows[i].amount.minor : 0;
    }
    return in > out ? in : out;
}

static void lay_out(const struct sankey *sankey, struct layout *out)
{
    int64_t sums[SANKEY_COLUMNS] = {0};
    double ends[SANKEY_COLUMNS] = {TOP, TOP, TOP};
    int64_t most = 1;
    for (size_t i = 0; i < sankey->node_count; i++) {
        sums[sankey->nodes[i].column] += sum_of(sankey, i);
    }
    for (size_t c = 0; c < SANKEY_COLUMNS; c++) {
        most = sums[c] > most ? sums[c] : most;
    }
    out->scale = (double)TALL / (double)most;
    out->height = TOP;
    for (size_t i = 0; i < sankey->node_count; i++) {
        size_t column = sankey->nodes[i].column;
        double height = (double)sum_of(sankey, i) * out->scale;
        double y = ends[column] + WORDS;
        out->places[i] = (struct place){.y = y, .height = height < 2 ? 2 : height, .in = y, .out = y};
        ends[column] = y + out->places[i].height + 6;
        out->height = ends[column] > out->height ? ends[column] : out->height;
    }
}

/* A band keeps the colour of where the money began: the node's number among those of the first column. */
static size_t colour_of(const struct sankey *sankey, size_t node)
{
    size_t number = 0;
    for (size_t i = 0; i < node; i++) {
        number += sankey->nodes[i].column == sankey->nodes[node].column;
    }
    return number % COLOURS + 1;
}

static void put_band(struct html *html, const struct sankey *sankey, struct layout *layout, const struct sankey_flow *flow)
{
    struct place *from = &layout->places[flow->from];
    struct place *to = &layout->places[flow->to];
    double thick = (double)flow->amount.minor * layout->scale;
    thick = thick < 1 ? 1 : thick;
    int left = bar_x(sankey->nodes[flow->from].column) + BAR;
    int right = bar_x(sankey->nodes[flow->to].column);
    int middle = (left + right) / 2;
    buf_format(html->out,
               "<path class=\"band s%zu\" d=\"M%d %.1fC%d %.1f %d %.1f %d %.1fL%d %.1fC%d %.1f %d %.1f %d %.1fZ\"><title>",
               colour_of(sankey, flow->from), left, from->out, middle, from->out, middle, to->in, right, to->in, right, to->in + thick, middle,
               to->in + thick, middle, from->out + thick, left, from->out + thick);
    h_text(html, sankey->nodes[flow->from].label);
    H(html, " → ");
    h_text(html, sankey->nodes[flow->to].label);
    H(html, ": ");
    h_text(html, money_symbol(html->arena, flow->amount));
    H(html, "</title></path>");
    from->out += thick;
    to->in += thick;
}

static void put_node(struct html *html, const struct sankey *sankey, const struct layout *layout, size_t i, const char *currency)
{
    const struct sankey_node *node = &sankey->nodes[i];
    const struct place *place = &layout->places[i];
    const char *anchor = node->column == 0 ? "start" : node->column == 1 ? "mid" : "end";
    int x = node->column == 0 ? 0 : node->column == 1 ? WIDTH / 2 : WIDTH;
    buf_format(html->out, "<rect class=\"node\" x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\"/>", bar_x(node->column), place->y, BAR,
               place->height);
    struct svg_words words = svg_words(html->arena, node->label, LABEL_MOST);
    buf_format(html->out, "<text class=\"%s name\" x=\"%d\" y=\"%.1f\">", anchor, x, place->y - (str_is_empty(words.second) ? 15 : 26));
    h_text(html, words.first);
    svg_words_second(html, &words, x, 11);
    buf_format(html->out, "</text><text class=\"%s\" x=\"%d\" y=\"%.1f\">", anchor, x, place->y - 4);
    h_text(html, money_symbol(html->arena, money_of(sum_of(sankey, i), currency)));
    H(html, "</text>");
}

static void put_table(struct html *html, const struct sankey *sankey)
{
    static const struct column columns[] = {
        {.label = T("De", "From")}, {.label = T("A", "To")}, {.label = T("Monto", "Amount"), .number = true}};
    struct table table = {.caption = sankey->title, .caption_hidden = true, .columns = columns, .count = COUNT_OF(columns), .total = INT_NONE};
    H(html, "<details><summary>");
    HT(html, "Ver como tabla", "See as a table");
    H(html, "</summary>");
    table_open(html, &table);
    for (size_t i = 0; i < sankey->flow_count; i++) {
        const struct sankey_flow *flow = &sankey->flows[i];
        table_row(html, &table);
        table_link(html, &table, sankey->nodes[flow->from].url, sankey->nodes[flow->from].label);
        table_link(html, &table, sankey->nodes[flow->to].url, sankey->nodes[flow->to].label);
        table_money(html, &table, flow->amount);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</details>");
}

void sankey_draw(struct html *html, const struct sankey *sankey)
{
    struct layout layout;
    assert(sankey->node_count <= SANKEY_NODES_MOST && sankey->flow_count > 0);
    lay_out(sankey, &layout);
    H(html, "<figure class=\"chart sankey\"><figcaption>");
    h_text(html, sankey->title);
    H(html, "</figcaption>");
    buf_format(html->out, "<svg viewBox=\"0 0 %d %.0f\" role=\"img\"", WIDTH, layout.height);
    h_attr(html, "aria-label", sankey->title);
    H(html, ">");
    for (size_t c = 0; c < SANKEY_COLUMNS; c++) {
        buf_format(html->out, "<text class=\"%s big\" x=\"%d\" y=\"12\">", c == 0 ? "start" : c == 1 ? "mid" : "end",
                   c == 0 ? 0 : c == 1 ? WIDTH / 2 : WIDTH);
        h_text(html, sankey->columns[c]);
        H(html, "</text>");
    }
    for (size_t i = 0; i < sankey->flow_count; i++) {
        put_band(html, sankey, &layout, &sankey->flows[i]);
    }
    for (size_t i = 0; i < sankey->node_count; i++) {
        put_node(html, sankey, &layout, i, sankey->flows[0].amount.currency);
    }
    H(html, "</svg>");
    put_table(html, sankey);
    H(html, "</figure>");
}
