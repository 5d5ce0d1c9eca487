#include "advice/service_store.h"

#include <stdlib.h>

enum { AGENCIES, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [AGENCIES] = SQL_INIT("SELECT u.agency FROM unit u WHERE u.id = u.agency AND u.agency BETWEEN ?1 AND ?2 "
                                    "AND u.tree_from BETWEEN ?3 AND ?4"),
};
const struct db_statements service_statements = {"service_store", statements, STATEMENT_COUNT};

enum err service_store_by_id(struct ctx *ctx, const struct entity *entity, struct sql sql, struct id agency, struct id id,
                             int64_t limit, struct list *out)
{
    struct id *ids = ARENA_ARRAY(ctx->arena, struct id, (size_t)limit);
    size_t count = 0;
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, sql, &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_id(stmt, 6, id);
    db_bind_int(stmt, 7, limit);
    bool row;
    TRY(db_step(stmt, &row));
    while (row && count < (size_t)limit) {
        ids[count++] = db_column_id(stmt, 0);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return service_read_list(ctx, entity, ids, count, out);
}

struct dated {
    struct id id;
    struct str date;
};

static int newest_first(const void *a, const void *b)
{
    const struct dated *x = a;
    const struct dated *y = b;
    int by_date = str_cmp(y->date, x->date);
    return by_date != 0 ? by_date : id_cmp(y->id, x->id);
}

static enum err newest_of(struct ctx *ctx, struct sql sql, struct id agency, int64_t limit, struct dated *found, size_t *count)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, sql, &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_int(stmt, 6, limit);
    bool row;
    TRY(db_step(stmt, &row));
    for (int64_t n = 0; row && n < limit; n++) {
        found[*count].id = db_column_id(stmt, 0);
        found[*count].date = db_column_text(stmt, 1, ctx->arena);
        *count += 1;
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return ERR_OK;
}

static enum err visible_agencies(struct ctx *ctx, struct id *agencies, size_t most, size_t *count)
{
    *count = 0;
    if (id_eq(ctx->scope.agency_low, ctx->scope.agency_high)) {
        agencies[(*count)++] = ctx->scope.agency_low;
        return ERR_OK;
    }
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[AGENCIES], &stmt));
    scope_bind(stmt, &ctx->scope);
    bool row;
    TRY(db_step(stmt, &row));
    while (row && *count < most) {
        agencies[(*count)++] = db_column_id(stmt, 0);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return ERR_OK;
}

enum err service_store_newest(struct ctx *ctx, const struct entity *entity, struct sql sql, int64_t limit, struct list *out)
{
    /* The network has tens of agencies; those beyond would only be missing from a list of news. */
    enum { MOST_AGENCIES = 500 };
    struct id *agencies = ARENA_ARRAY(ctx->arena, struct id, MOST_AGENCIES);
    size_t agency_count;
    TRY(visible_agencies(ctx, agencies, MOST_AGENCIES, &agency_count));
    struct dated *found = ARENA_ARRAY(ctx->arena, struct dated, agency_count * (size_t)limit + 1);
    size_t count = 0;
    for (size_t i = 0; i < agency_count; i++) {
        TRY(newest_of(ctx, sql, agencies[i], limit, found, &count));
    }
    qsort(found, count, sizeof *found, newest_first);
    if (count > (size_t)limit) {
        count = (size_t)limit;
    }
    struct id *ids = ARENA_ARRAY(ctx->arena, struct id, count + 1);
    for (size_t i = 0; i < count; i++) {
        ids[i] = found[i].id;
    }
    return service_read_list(ctx, entity, ids, count, out);
}
