/* html/network.h: the network of actors as a picture: the agency at the left, the others on one line a level, their colour the
 * side, their thickness what they did together. Drawn as SVG; the table behind is the caller's. */
#ifndef ADELANTE_HTML_NETWORK_H
#define ADELANTE_HTML_NETWORK_H

#include "html/html.h"

struct network_node {
    struct str label;  /* short: it stands under the circle, cut at 16 characters */
    struct str title;  /* the whole name and what was done, for a pointer and for the blind */
    size_t row;        /* 0 at the top */
    size_t colour;     /* 0 to 4: s1 to s5 */
    int64_t weight;    /* joint actions; 0: a thin dotted line */
};
struct network {
    struct str title;
    struct str hub;    /* what stands at the left */
    const struct str *rows; /* the words of each row, at its left */
    size_t row_count;       /* 1 to 6 */
    const struct str *colours; /* the legend, one word a colour */
    size_t colour_count;       /* at most 5 */
    const struct network_node *nodes;
    size_t count;              /* at most 60 are drawn, the first ones */
};
void network_draw(struct html *html, const struct network *network);

#endif
