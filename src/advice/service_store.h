/* advice/service_store.h: the one way in which services are listed by client or by date: the ids by a statement of the
 * noun, the records by record_find_id. */
#ifndef ADELANTE_SERVICE_STORE_H
#define ADELANTE_SERVICE_STORE_H

#include "advice/service.h"
#include "db/db.h"

/* The statement: scope, ?5 agency, ?6 the client's or parent's id, ?7 limit; gives ids. */
FALLIBLE service_store_by_id(struct ctx *ctx, const struct entity *entity, struct sql sql, struct id agency, struct id id,
                             int64_t limit, struct list *out);
/* A page of the newest, by a statement that SERVICE_NEWEST makes; `date` is the entity's field by which it orders. Where the scope
 * spans several agencies the newest of each are merged. */
FALLIBLE service_store_newest(struct ctx *ctx, const struct entity *entity, struct sql sql, const char *date,
                              const struct service_newest_input *in, struct list *out);
/* Scope, ?5 agency, ?6 limit, ?7 and ?8 first and last day, ?9 whether of an adviser, ?10 the adviser, ?11 and ?12 day and id of the
 * last one shown; gives id and day (text). also: a condition by which others than t.adviser took part, "" for none. */
#define SERVICE_NEWEST(table, date, also)                                                                                     \
    "SELECT t.id, t." date " FROM " table " t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.annulled = 0 AND t." date          \
    " >= ?7 AND t." date " <= ?8 AND (?9 = 0 OR t.adviser = ?10" also ") AND (t." date ", t.id) < (?11, ?12) ORDER BY t." date \
    " DESC, t.id DESC LIMIT ?6"

extern const struct db_statements service_statements;

#endif
