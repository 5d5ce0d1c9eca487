#include "coordination/duty.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.title, t.kind, " \
    "t.basis, t.addressee, t.due_on, t.owner, t.state, t.done_on, t.evidence, t.annulled, t.annul_reason"

const struct entity_store duty_store = {
    .insert = SQL_INIT("INSERT INTO duty (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, title, kind, basis, addressee, due_on, owner, state, done_on, evidence, "
                       "annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                       "?13, ?14, ?15, ?16, ?17, ?18, ?19)"),
    .update = SQL_INIT("UPDATE duty SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, title = ?9, kind = ?10, basis = ?11, addressee = ?12, due_on = "
                       "?13, owner = ?14, state = ?15, done_on = ?16, evidence = ?17, annulled = ?18, "
                       "annul_reason = ?19 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM duty t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM duty t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM duty t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.title AS label FROM duty t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { BETWEEN, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [BETWEEN] = SQL_INIT("SELECT " COLUMNS " FROM duty t WHERE " SCOPE("t")
                         " AND t.due_on BETWEEN ?5 AND ?6 AND t.annulled = 0 ORDER BY t.due_on, t.id LIMIT 200"),
};
const struct db_statements duty_statements = {"duty_store", statements, STATEMENT_COUNT};

enum err duty_store_between(struct ctx *ctx, struct date from, struct date to, struct list *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[BETWEEN], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_date(stmt, 5, from);
    db_bind_date(stmt, 6, to);
    return children_read(ctx, &duty_entity, stmt, 200, out);
}
