#include "exchange/mapping.h"

#define COLUMNS                                                                                                       \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.dataset, t.name, "     \
    "t.columns, t.constants, t.translations, t.date_order, t.decimal, t.annulled, t.annul_reason"

const struct entity_store mapping_store = {
    .insert = SQL_INIT("INSERT INTO import_mapping (agency, id, version, created_seq, changed_seq, source_line, code, unit, dataset, "
                       "name, columns, constants, translations, date_order, decimal, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, "
                       "?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"),
    .update = SQL_INIT("UPDATE import_mapping SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, code = ?7, "
                       "unit = ?8, dataset = ?9, name = ?10, columns = ?11, constants = ?12, translations = ?13, date_order = ?14, "
                       "decimal = ?15, annulled = ?16, annul_reason = ?17 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM import_mapping t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM import_mapping t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM import_mapping t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.name AS label FROM import_mapping t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { OF_DATASET, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [OF_DATASET] = SQL_INIT("SELECT t.code FROM import_mapping t WHERE " SCOPE("t") " AND t.dataset = ?5 AND t.annulled = 0 "
                            "ORDER BY t.changed_seq DESC, t.id LIMIT ?6"),
};
const struct db_statements mapping_statements = {"mapping_store", statements, STATEMENT_COUNT};

FALLIBLE mapping_store_of(struct ctx *ctx, struct str dataset, struct str *out, size_t most, size_t *count)
{
    struct db_stmt *stmt;
    bool row = false;
    *count = 0;
    TRY(db_prepare(ctx->db, statements[OF_DATASET], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_text(stmt, 5, dataset);
    db_bind_int(stmt, 6, (int64_t)most);
    TRY(db_step(stmt, &row));
    while (row && *count < most) {
        out[(*count)++] = db_column_text(stmt, 0, ctx->arena);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return ERR_OK;
}
