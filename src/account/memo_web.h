/* account/memo_web.h: the short lists that pages offer to choose from, kept while nothing has been written.
 *
 * A list is kept for one actor (user, role, unit) and one day, with the state of the database that it was read at; after any
 * commit it is read again. So a page shows what an operation would have answered at this moment, and the permission that the
 * operation found. Where other processes may write too (PostgreSQL) nothing is kept.
 */
#ifndef ADELANTE_MEMO_WEB_H
#define ADELANTE_MEMO_WEB_H

#include "account/visit.h"

struct memo_item {
    struct id id;
    struct str code;
    struct str label;
    struct str note;
};
struct memo_list {
    struct memo_item *items;
    size_t count;
};
/* The state to read a list at: taken before the reading, handed to memo_put. */
int64_t memo_state(const struct visit *visit);
/* True if the list of that name is kept; copied to the visit's arena. */
bool memo_get(struct visit *visit, const char *name, struct memo_list *out);
void memo_put(struct visit *visit, const char *name, int64_t state, const struct memo_list *list);

#endif
