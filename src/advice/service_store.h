/* advice/service_store.h: the one way in which services are listed by client or by date: the ids by a statement of the
 * noun, the records by record_find_id. */
#ifndef ADELANTE_SERVICE_STORE_H
#define ADELANTE_SERVICE_STORE_H

#include "advice/service.h"
#include "db/db.h"

/* The statement: scope, ?5 agency, ?6 the client's or parent's id, ?7 limit; gives ids. */
FALLIBLE service_store_by_id(struct ctx *ctx, const struct entity *entity, struct sql sql, struct id agency, struct id id,
                             int64_t limit, struct list *out);
/* The statement: scope, ?5 agency, ?6 limit; gives id and date (text), newest first. Where the scope spans several
 * agencies the newest of each are merged. */
FALLIBLE service_store_newest(struct ctx *ctx, const struct entity *entity, struct sql sql, int64_t limit, struct list *out);

extern const struct db_statements service_statements;

#endif
