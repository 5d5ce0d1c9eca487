#include "html/svg_words.h"

/* How many bytes the first so many characters take. */
static size_t bytes_of(struct str text, size_t most)
{
    size_t at = 0;
    for (size_t points = 0; at < text.len && points < most; points++) {
        at++;
        while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80) {
            at++;
        }
    }
    return at;
}

static struct str cut(struct arena *arena, struct str text, size_t most)
{
    size_t at = bytes_of(text, most);
    return at >= text.len ? text : str_format(arena, STR_FMT "…", STR_ARG(((struct str){text.ptr, at})));
}

struct svg_words svg_words(struct arena *arena, struct str text, size_t most)
{
    size_t blank = bytes_of(text, most);
    if (blank >= text.len) {
        return (struct svg_words){text, STR_NONE};
    }
    while (blank > 0 && text.ptr[blank] != ' ') {
        blank--;
    }
    if (blank == 0) {
        return (struct svg_words){cut(arena, text, most), STR_NONE};
    }
    return (struct svg_words){str_slice(text, 0, blank), cut(arena, str_slice(text, blank + 1, text.len), most)};
}

void svg_words_second(struct html *html, const struct svg_words *words, int x, int below)
{
    if (!str_is_empty(words->second)) {
        buf_format(html->out, "<tspan x=\"%d\" dy=\"%d\">", x, below);
        h_text(html, words->second);
        H(html, "</tspan>");
    }
}
