/* html/sankey.h: flows between columns of places as a picture: bands as thick as their amounts, with the table behind.
 *
 * Every band and node says its names and amount in words; colours only help to follow a band. Narrow enough for a telephone.
 */
#ifndef ADELANTE_HTML_SANKEY_H
#define ADELANTE_HTML_SANKEY_H

#include "html/html.h"

enum { SANKEY_COLUMNS = 3, SANKEY_NODES_MOST = 60 };

struct sankey_node {
    struct str label;
    size_t column; /* 0 at the left, 2 at the right */
    struct url url; /* in the table behind; may be none */
};
struct sankey_flow {
    size_t from; /* nodes; from a column to a later one */
    size_t to;
    struct money amount; /* more than nothing; one currency */
};
struct sankey {
    struct str title;
    struct str columns[SANKEY_COLUMNS]; /* what each column is: "Fuente" */
    const struct sankey_node *nodes;
    size_t node_count; /* at most SANKEY_NODES_MOST */
    const struct sankey_flow *flows;
    size_t flow_count;
};
void sankey_draw(struct html *html, const struct sankey *sankey);

#endif
