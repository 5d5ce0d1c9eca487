/* party/party_web.h: what the pages of actors and agreements share. */
#ifndef ADELANTE_PARTY_WEB_H
#define ADELANTE_PARTY_WEB_H

#include "account/visit.h"
#include "core/entity.h"

enum party_tab { PARTY_TAB_AGREEMENTS, PARTY_TAB_ORGANISATIONS, PARTY_TAB_PROJECTS, PARTY_TAB_COORDINATION, PARTY_TAB_POLICIES, PARTY_TAB_ECOSYSTEM, PARTY_TAB_UNITS, PARTY_TAB_STAFF };
/* The tabs over the lists; those that the visitor may not read are left out. */
void party_web_tabs(struct visit *visit, enum party_tab current);
/* Every record that a list operation answers, page after page, into *out. */
FALLIBLE party_web_all(struct visit *visit, const char *list_op, struct rows *out);
/* The button that adds, for whoever may, into visit->page.actions. The link must live until the page is opened. */
void party_web_add_action(struct visit *visit, bool may, struct page_link *link, const char *path, struct text label);

#endif
