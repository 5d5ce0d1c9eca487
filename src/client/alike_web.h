/* client/alike_web.h: while a new client is written down: is it one of those who are there already?
 *
 * Without a script the question is a page of its own, before anything is saved; it carries along all that was typed, so that the
 * answer "no" saves it and nothing is typed twice. With the script (assets/adelante.js) the same is told lightly while typing, from
 * POST /clients/alike. Files and the API are not asked.
 */
#ifndef ADELANTE_ALIKE_WEB_H
#define ADELANTE_ALIKE_WEB_H

#include "account/visit.h"
#include "http/route.h"

/* What the form answers: field `alike`. */
enum alike_answer { ALIKE_NOT_ASKED, ALIKE_NONE_OF_THEM, ALIKE_BACK, ALIKE_SAME };
enum alike_answer alike_answered(const struct visit *visit);
/* The client that the visitor took it to be: a code; empty if that kind was not asked about. */
struct str alike_same(const struct visit *visit, bool person);

/* Looks for those who are like the person, the enterprise or both that the form describes; if somebody is, answers with the page that
 * asks. `action`: where the form goes again. *asked: the page was answered. */
FALLIBLE alike_ask(struct visit *visit, struct url action, bool person, bool enterprise, bool *asked);
/* An empty place in a form where the script says who is alike. */
void alike_place(struct html *html, bool person);

extern const struct route alike_routes[];
extern const size_t alike_route_count;

#endif
