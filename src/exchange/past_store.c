#include "exchange/past.h"

enum { ADD, LIST, FIND, UNDONE, STATEMENT_COUNT };
#define COLUMNS \
    "i.agency, i.id, i.seq, i.at, i.actor, i.user_id, i.dataset, i.file, i.sha256, i.mapping, i.row_count, i.added, i.changed, " \
    "i.unchanged, i.undone_at, i.undone_by, i.undo_reason"
static const struct sql statements[STATEMENT_COUNT] = {
    [ADD] = SQL_INIT("INSERT INTO import_run (agency, id, seq, at, actor, user_id, dataset, file, sha256, mapping, row_count, added, "
                     "changed, unchanged) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"),
    [LIST] = SQL_INIT("SELECT " COLUMNS " FROM import_run i WHERE i.agency BETWEEN ?1 AND ?2 ORDER BY i.at DESC, i.id DESC LIMIT ?3"),
    [FIND] = SQL_INIT("SELECT " COLUMNS " FROM import_run i WHERE i.agency BETWEEN ?1 AND ?2 AND i.id = ?3"),
    [UNDONE] = SQL_INIT("UPDATE import_run SET undone_seq = ?3, undone_at = ?4, undone_by = ?5, undo_reason = ?6 "
                        "WHERE agency = ?1 AND id = ?2"),
};
const struct db_statements past_statements = {"past_store", statements, STATEMENT_COUNT};

/* The tree of the audit record (core/audit.h): that of the network where no agency is named. */
static struct id tree(const struct ctx *ctx)
{
    static const struct id network = {.bytes = {[sizeof(network.bytes) - 1] = 1}};
    return id_is_none(ctx->scope.agency) ? network : ctx->scope.agency;
}

static void bind_agencies(struct ctx *ctx, struct db_stmt *stmt)
{
    db_bind_blob(stmt, 1, (struct str){(const char *)ctx->scope.agency_low.bytes, sizeof(ctx->scope.agency_low.bytes)});
    db_bind_blob(stmt, 2, (struct str){(const char *)ctx->scope.agency_high.bytes, sizeof(ctx->scope.agency_high.bytes)});
}

FALLIBLE past_store_add(struct ctx *ctx, const struct import_output *output, struct str mapping)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[ADD], &stmt));
    db_bind_id(stmt, 1, tree(ctx));
    db_bind_id(stmt, 2, id_new());
    db_bind_int(stmt, 3, ctx->seq);
    db_bind_int(stmt, 4, clock_now());
    db_bind_text(stmt, 5, ctx->actor.name);
    db_bind_id(stmt, 6, ctx->actor.user);
    db_bind_text(stmt, 7, output->dataset);
    db_bind_text(stmt, 8, str_is_empty(output->file) ? S("") : output->file);
    db_bind_text(stmt, 9, output->sha256);
    db_bind_text(stmt, 10, mapping);
    db_bind_int(stmt, 11, output->rows);
    db_bind_int(stmt, 12, output->added);
    db_bind_int(stmt, 13, output->changed);
    db_bind_int(stmt, 14, output->unchanged);
    return db_run(stmt);
}

static void read_row(struct ctx *ctx, struct db_stmt *stmt, struct past *out)
{
    *out = (struct past){
        .agency = db_column_id(stmt, 0),
        .id = db_column_id(stmt, 1),
        .seq = db_column_int(stmt, 2),
        .at = db_column_int(stmt, 3),
        .actor = db_column_text(stmt, 4, ctx->arena),
        .user = db_column_id(stmt, 5),
        .dataset = db_column_text(stmt, 6, ctx->arena),
        .file = db_column_text(stmt, 7, ctx->arena),
        .sha256 = db_column_text(stmt, 8, ctx->arena),
        .mapping = db_column_text(stmt, 9, ctx->arena),
        .rows = db_column_int(stmt, 10),
        .added = db_column_int(stmt, 11),
        .changed = db_column_int(stmt, 12),
        .unchanged = db_column_int(stmt, 13),
        .undone_at = db_column_int_or_none(stmt, 14),
        .undone_by = db_column_text(stmt, 15, ctx->arena),
        .undo_reason = db_column_text(stmt, 16, ctx->arena),
    };
}

FALLIBLE past_store_list(struct ctx *ctx, int64_t limit, struct past **out, size_t *count)
{
    struct db_stmt *stmt;
    bool row = false;
    *out = ARENA_ARRAY(ctx->arena, struct past, (size_t)limit + 1);
    *count = 0;
    TRY(db_prepare(ctx->db, statements[LIST], &stmt));
    bind_agencies(ctx, stmt);
    db_bind_int(stmt, 3, limit);
    TRY(db_step(stmt, &row));
    while (row && *count < (size_t)limit) {
        read_row(ctx, stmt, &(*out)[(*count)++]);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return ERR_OK;
}

FALLIBLE past_store_find(struct ctx *ctx, struct id id, struct past *out)
{
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, statements[FIND], &stmt));
    bind_agencies(ctx, stmt);
    db_bind_id(stmt, 3, id);
    TRY(db_step(stmt, &row));
    if (!row) {
        return ERR_NOT_FOUND;
    }
    read_row(ctx, stmt, out);
    db_reset(stmt);
    return ERR_OK;
}

FALLIBLE past_store_undone(struct ctx *ctx, const struct past *past, struct str reason)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[UNDONE], &stmt));
    db_bind_id(stmt, 1, past->agency);
    db_bind_id(stmt, 2, past->id);
    db_bind_int(stmt, 3, ctx->seq);
    db_bind_int(stmt, 4, clock_now());
    db_bind_text(stmt, 5, ctx->actor.name);
    db_bind_text(stmt, 6, reason);
    return db_run(stmt);
}
