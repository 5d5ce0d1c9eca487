/* Raw HTML is a literal. must say: expected */
#include "html/html.h"

void snippet(struct html *html, const char *name);
void snippet(struct html *html, const char *name)
{
#ifdef WRONG
    H(html, name);
#else
    h_text(html, str_of(name));
    H(html, "<br>");
#endif
}
