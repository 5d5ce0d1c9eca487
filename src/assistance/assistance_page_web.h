/* assistance/assistance_page_web.h: the page of one assistance: where it stands, the next step, offers compared,
 * contract, products, papers and payment. */
#ifndef ADELANTE_ASSISTANCE_PAGE_WEB_H
#define ADELANTE_ASSISTANCE_PAGE_WEB_H

#include "client/desk_web.h"

/* Answers with the page; fault: what was refused, or NULL. The visit's status was set before. */
enum err assistance_page_show(struct visit *visit, const struct desk_noun *noun, struct str code,
                              const struct fault *fault);
/* The record's page as a route. */
enum err assistance_page(struct request *req, struct response *resp);
/* The hook `draw` of the noun: the chosen consultant as radio buttons of the admissible offers, the invited as boxes. */
bool assistance_page_draw(struct visit *visit, const struct desk_form *form, const struct field *field);

/* The answer of assistance.sheet. */
struct sheet;
FALLIBLE assistance_page_read(struct visit *visit, struct str code, const struct sheet **out);

#endif
