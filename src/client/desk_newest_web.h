/* client/desk_newest_web.h: services listed by their day, the newest first: by period and adviser, page after page. */
#ifndef ADELANTE_CLIENT_DESK_NEWEST_WEB_H
#define ADELANTE_CLIENT_DESK_NEWEST_WEB_H

#include "client/desk_web.h"
#include "html/table.h"

/* What the address asks of such a list. */
struct desk_newest {
    const char *path; /* "/events" */
    struct date from;
    struct date to;
    struct str adviser;
    struct str after;
    struct desk_options staff;
    struct str next; /* where the next page begins; empty at the end */
};
/* Asks a list operation (event.newest) for what the address asks. A period or a place to go on from that the operation refuses
 * shows the list from its beginning. */
FALLIBLE desk_newest_ask(struct visit *visit, const char *op, const char *path, struct desk_newest *newest, struct list *out);
/* Whether something is left out by a filter. */
bool desk_newest_filters(const struct desk_newest *newest);
void desk_newest_bar(struct visit *visit, const struct desk_newest *newest);
/* Sets the table's links to the next and to the first page. */
void desk_newest_pages(struct visit *visit, const struct desk_newest *newest, struct table *table);
/* The list is empty because of its filters: says so. */
void desk_newest_none(struct visit *visit);

#endif
