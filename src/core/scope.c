#include "core/scope.h"

#include "db/db.h"

void scope_bind(struct db_stmt *stmt, const struct scope *scope)
{
    /* As bytes: the lowest bound is all zero, which as an id would mean none. */
    db_bind_blob(stmt, 1, (struct str){(const char *)scope->agency_low.bytes, sizeof(scope->agency_low.bytes)});
    db_bind_blob(stmt, 2, (struct str){(const char *)scope->agency_high.bytes, sizeof(scope->agency_high.bytes)});
    db_bind_int(stmt, 3, scope->tree_from);
    db_bind_int(stmt, 4, scope->tree_to);
}
