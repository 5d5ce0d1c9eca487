#include "core/scope.h"

#include "db/db.h"

bool bound_is_none(const struct bound *bound)
{
    return str_is_empty(bound->territory) && bound->agreement_count == 0 && id_is_none(bound->organisation);
}

bool bound_has_agreement(const struct bound *bound, struct id agreement)
{
    for (size_t i = 0; i < bound->agreement_count; i++) {
        if (id_eq(bound->agreements[i], agreement)) {
            return true;
        }
    }
    return false;
}

void scope_bind(struct db_stmt *stmt, const struct scope *scope)
{
    /* As bytes: the lowest bound is all zero, which as an id would mean none. */
    db_bind_blob(stmt, 1, (struct str){(const char *)scope->agency_low.bytes, sizeof(scope->agency_low.bytes)});
    db_bind_blob(stmt, 2, (struct str){(const char *)scope->agency_high.bytes, sizeof(scope->agency_high.bytes)});
    db_bind_int(stmt, 3, scope->tree_from);
    db_bind_int(stmt, 4, scope->tree_to);
}
