/* html/svg_words.h: names inside a picture, in one or two short lines. */
#ifndef ADELANTE_HTML_SVG_WORDS_H
#define ADELANTE_HTML_SVG_WORDS_H

#include "html/html.h"

/* A name of at most two lines of so many characters, broken at the last blank that fits; what is longer ends in an ellipsis. */
struct svg_words {
    struct str first;
    struct str second; /* empty: one line is enough */
};
struct svg_words svg_words(struct arena *arena, struct str text, size_t most);
/* The second line of a text element that stands at x, so many units below the first; nothing if there is none. */
void svg_words_second(struct html *html, const struct svg_words *words, int x, int below);

#endif
