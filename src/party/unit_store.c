#include "core/ctx.h"
#include "party/party.h"
#include "party/unit.h"

#define COLUMNS                                                                                                        \
    "u.agency, u.id, u.code, u.version, u.created_seq, u.changed_seq, u.source_line, u.parent, u.kind, u.name, "       \
    "u.short_name, u.territory, u.currency, u.fiscal_year_start, u.opened_on, u.closed_on, u.letterhead_name, "  \
    "u.letterhead_line, u.address, u.phone, u.email, u.place, u.bank_account, u.tree_from, u.tree_to, "   \
    "u.annulled, u.annul_reason"
/* A unit is its own unit, so its scope needs no look at another row. */
#define REACH "u.agency BETWEEN ?1 AND ?2 AND u.tree_from BETWEEN ?3 AND ?4"

/* A reference to a unit may cross agencies (an agency's network), so its label is looked up by the id alone. */
const struct entity_store unit_store = {
    .insert = SQL_INIT("INSERT INTO unit (agency, id, version, created_seq, changed_seq, source_line, code, parent, kind, "
                       "name, short_name, territory, currency, fiscal_year_start, opened_on, closed_on, letterhead_name, "
                       "letterhead_line, address, phone, email, place, bank_account, tree_from, tree_to, annulled, "
                       "annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
                       "?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27)"),
    .update = SQL_INIT("UPDATE unit SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, code = ?7, "
                       "parent = ?8, kind = ?9, name = ?10, short_name = ?11, territory = ?12, currency = ?13, "
                       "fiscal_year_start = ?14, opened_on = ?15, closed_on = ?16, letterhead_name = ?17, letterhead_line = ?18, "
                       "address = ?19, phone = ?20, email = ?21, place = ?22, bank_account = ?23, tree_from = ?24, tree_to = ?25, "
                       "annulled = ?26, annul_reason = ?27 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM unit u WHERE u.agency = ?1 AND ?1 = ?2 AND u.code = ?5 "
                        "AND u.tree_from BETWEEN ?3 AND ?4"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM unit u WHERE u.id = ?5 AND " REACH),
    .page = SQL_INIT("SELECT " COLUMNS " FROM unit u WHERE (u.agency, u.code) > (?5, ?6) AND u.agency <= ?2 AND u.agency >= ?1 "
                     "AND u.tree_from BETWEEN ?3 AND ?4 ORDER BY u.agency, u.code LIMIT ?7"),
    .label = SQL_INIT("SELECT u.code, u.name FROM unit u WHERE u.id = ?2 AND (u.agency >= ?1 OR u.agency < ?1)"),
};

enum { LAST_CHILD, LAST_ROOT, INTERVAL, SHIFT, ROOT_OF, STATEMENTS };
static const struct sql statements[STATEMENTS] = {
    [LAST_CHILD] = SQL_INIT("SELECT max(tree_to) AS last FROM unit WHERE parent = ?1"),
    [LAST_ROOT] = SQL_INIT("SELECT max(tree_to) AS last FROM unit WHERE parent IS NULL"),
    [INTERVAL] = SQL_INIT("SELECT tree_from, tree_to FROM unit WHERE id = ?1"),
    [SHIFT] = SQL_INIT("UPDATE unit SET tree_from = tree_from + ?1, tree_to = tree_to + ?1 "
                       "WHERE tree_from BETWEEN ?2 AND ?3 AND id <> ?4"),
    [ROOT_OF] = SQL_INIT("SELECT agency, kind, currency, fiscal_year_start, territory, tree_from, tree_to, parent "
                         "FROM unit WHERE id = ?1"),
};
const struct db_statements unit_statements = {"unit_store", statements, STATEMENTS};

FALLIBLE unit_store_last(struct ctx *ctx, struct id parent, int64_t *out_to)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[id_is_none(parent) ? LAST_ROOT : LAST_CHILD], &stmt));
    if (!id_is_none(parent)) {
        db_bind_id(stmt, 1, parent);
    }
    TRY(db_step(stmt, &row));
    *out_to = !row || db_column_is_null(stmt, 0) ? -1 : db_column_int(stmt, 0);
    db_reset(stmt);
    return ERR_OK;
}

FALLIBLE unit_store_interval(struct ctx *ctx, struct id id, int64_t *out_from, int64_t *out_to)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[INTERVAL], &stmt));
    db_bind_id(stmt, 1, id);
    TRY(db_step(stmt, &row));
    if (row) {
        *out_from = db_column_int(stmt, 0);
        *out_to = db_column_int(stmt, 1);
    }
    db_reset(stmt);
    return row ? ERR_OK : ERR_NOT_FOUND;
}

FALLIBLE unit_store_shift(struct ctx *ctx, struct id unit, int64_t from, int64_t to, int64_t distance)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[SHIFT], &stmt));
    db_bind_int(stmt, 1, distance);
    db_bind_int(stmt, 2, from);
    db_bind_int(stmt, 3, to);
    db_bind_id(stmt, 4, unit);
    return db_run(stmt);
}

FALLIBLE party_unit_of(struct ctx *ctx, struct id id, struct party_unit *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[ROOT_OF], &stmt));
    db_bind_id(stmt, 1, id);
    TRY(db_step(stmt, &row));
    if (row) {
        out->agency = db_column_id(stmt, 0);
        out->id = id;
        out->kind = db_column_text(stmt, 1, ctx->arena);
        out->currency = db_column_text(stmt, 2, ctx->arena);
        out->fiscal_year_start = db_column_int(stmt, 3);
        out->territory = db_column_text(stmt, 4, ctx->arena);
        out->tree_from = db_column_int(stmt, 5);
        out->tree_to = db_column_int(stmt, 6);
        out->parent = db_column_id(stmt, 7);
    }
    db_reset(stmt);
    return row ? ERR_OK : ERR_NOT_FOUND;
}
