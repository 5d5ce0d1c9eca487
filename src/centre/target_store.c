#include "centre/target.h"

#include "core/children.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.adviser, " \
    "t.indicator, t.from_on, t.to_on, t.count, t.amount, t.version_number, t.decided_on, t.basis, t.annulled, " \
    "t.annul_reason"

const struct entity_store target_store = {
    .insert = SQL_INIT("INSERT INTO target (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, adviser, indicator, from_on, to_on, count, amount, version_number, decided_on, "
                       "basis, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
                       "?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"),
    .update = SQL_INIT("UPDATE target SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, adviser = ?9, indicator = ?10, from_on = ?11, to_on = ?12, count "
                       "= ?13, amount = ?14, version_number = ?15, decided_on = ?16, basis = ?17, annulled = "
                       "?18, annul_reason = ?19 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM target t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM target t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM target t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.indicator AS label FROM target t WHERE t.agency = ?1 AND t.id = ?2"),
};

#define SAME(a, b)                                                                                                         \
    a ".agency = " b ".agency AND " a ".unit = " b ".unit AND " a ".indicator = " b ".indicator AND " a ".from_on = " b    \
    ".from_on AND " a ".to_on = " b ".to_on AND COALESCE(" a ".adviser, " a ".unit) = COALESCE(" b ".adviser, " b ".unit)"
enum { HOLDING, LAST, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [HOLDING] = SQL_INIT("SELECT " COLUMNS " FROM target t WHERE " SCOPE("t") " AND t.annulled = 0 AND t.from_on <= ?6 AND t.to_on >= ?5 AND "
                         "(?8 = 1 OR t.adviser IS NULL OR t.adviser = ?7) AND NOT EXISTS (SELECT 1 FROM target n WHERE " SAME("n", "t")
                         " AND n.annulled = 0 AND n.version_number > t.version_number) "
                         "ORDER BY t.unit, t.adviser, t.from_on, t.to_on, t.indicator, t.id LIMIT 200"),
    [LAST] = SQL_INIT("SELECT t.version_number, t.decided_on FROM target t WHERE t.agency = ?1 AND t.unit = ?2 AND t.indicator = ?3 AND "
                      "t.from_on = ?4 AND t.to_on = ?5 AND COALESCE(t.adviser, t.unit) = ?6 AND t.annulled = 0 AND t.id <> ?7 "
                      "ORDER BY t.version_number DESC LIMIT 1"),
};
const struct db_statements target_statements = {"target_store", statements, STATEMENT_COUNT};

enum err target_store_holding(struct ctx *ctx, struct date from, struct date to, struct id staff, struct list *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[HOLDING], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_date(stmt, 5, from);
    db_bind_date(stmt, 6, to);
    db_bind_id(stmt, 7, id_is_none(staff) ? ctx->scope.agency : staff);
    db_bind_int(stmt, 8, id_is_none(staff));
    return children_read(ctx, &target_entity, stmt, 200, out);
}

enum err target_store_last(struct ctx *ctx, const struct target *target, int64_t *out_version, struct date *out_decided)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[LAST], &stmt));
    db_bind_id(stmt, 1, target->record.agency);
    db_bind_id(stmt, 2, target->record.unit.id);
    db_bind_text(stmt, 3, target->indicator);
    db_bind_date(stmt, 4, target->from_on);
    db_bind_date(stmt, 5, target->to_on);
    db_bind_id(stmt, 6, id_is_none(target->adviser.id) ? target->record.unit.id : target->adviser.id);
    db_bind_id(stmt, 7, target->record.id);
    bool found = false;
    TRY(db_step(stmt, &found));
    *out_version = found ? db_column_int(stmt, 0) : 0;
    *out_decided = found ? db_column_date(stmt, 1) : DATE_NONE;
    db_reset(stmt);
    return ERR_OK;
}
