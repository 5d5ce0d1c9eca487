#include "territory/boundary.h"

enum { CLEAR, ADD, LIST, STATEMENTS };
static const struct sql statements[STATEMENTS] = {
    [CLEAR] = SQL_INIT("DELETE FROM boundary WHERE map = ?1"),
    [ADD] = SQL_INIT("INSERT INTO boundary (map, code, position, points, source) VALUES (?1, ?2, ?3, ?4, ?5)"),
    [LIST] = SQL_INIT("SELECT code, points, source FROM boundary WHERE map = ?1 ORDER BY code, position"),
};
const struct db_statements boundary_statements = {"boundary_store", statements, STATEMENTS};

FALLIBLE boundary_store_clear(struct ctx *ctx, struct str map)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[CLEAR], &stmt));
    db_bind_text(stmt, 1, map);
    return db_run(stmt);
}

FALLIBLE boundary_store_add(struct ctx *ctx, struct str map, struct str source, int64_t position,
                            const struct boundary_ring *ring)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[ADD], &stmt));
    db_bind_text(stmt, 1, map);
    db_bind_text(stmt, 2, ring->code);
    db_bind_int(stmt, 3, position);
    db_bind_text(stmt, 4, ring->points);
    db_bind_text(stmt, 5, source);
    return db_run(stmt);
}

FALLIBLE boundary_store_list(struct ctx *ctx, struct str map, struct boundary_ring **out, size_t *count)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[LIST], &stmt));
    db_bind_text(stmt, 1, map);
    size_t cap = 64;
    struct boundary_ring *rings = ARENA_ARRAY(ctx->arena, struct boundary_ring, cap);
    size_t len = 0;
    for (;;) {
        bool row;
        TRY(db_step(stmt, &row));
        if (!row) {
            break;
        }
        if (len == cap) {
            struct boundary_ring *grown = ARENA_ARRAY(ctx->arena, struct boundary_ring, cap * 2);
            for (size_t i = 0; i < len; i++) {
                grown[i] = rings[i];
            }
            rings = grown;
            cap *= 2;
        }
        rings[len].code = db_column_text(stmt, 0, ctx->arena);
        rings[len].points = db_column_text(stmt, 1, ctx->arena);
        rings[len].source = db_column_text(stmt, 2, ctx->arena);
        len++;
    }
    *out = rings;
    *count = len;
    return ERR_OK;
}
