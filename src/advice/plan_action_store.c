#include "advice/plan_action.h"

#include "advice/service_store.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.plan, " \
    "t.position, t.text, t.responsible_kind, t.staff, t.responsible, t.starts_on, t.ends_on, t.state, " \
    "t.started_on, t.finished_on, t.result, t.annulled, t.annul_reason"

const struct entity_store plan_action_store = {
    .insert = SQL_INIT("INSERT INTO plan_action (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, plan, position, text, responsible_kind, staff, responsible, starts_on, "
                       "ends_on, state, started_on, finished_on, result, annulled, annul_reason) VALUES (?1, "
                       "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
                       "?20, ?21, ?22)"),
    .update = SQL_INIT("UPDATE plan_action SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line "
                       "= ?6, code = ?7, unit = ?8, plan = ?9, position = ?10, text = ?11, responsible_kind "
                       "= ?12, staff = ?13, responsible = ?14, starts_on = ?15, ends_on = ?16, state = ?17, "
                       "started_on = ?18, finished_on = ?19, result = ?20, annulled = ?21, annul_reason = "
                       "?22 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM plan_action t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM plan_action t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM plan_action t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.text AS label FROM plan_action t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { BY_PLAN, BY_ENTERPRISE, BY_PERSON, DUE, ENTERPRISE, LAST, STATEMENT_COUNT };
#define IN_ORDER "ORDER BY t.position, t.id LIMIT ?7"
#define OPEN " AND t.annulled = 0 AND t.state IN ('created', 'started') "
#define PLAN_OPEN "p.annulled = 0 AND p.state IN ('draft', 'agreed', 'running')"
static const struct sql statements[STATEMENT_COUNT] = {
    [BY_PLAN] = SQL_INIT("SELECT t.id FROM plan_action t WHERE " SCOPE("t")
                         " AND t.agency = ?5 AND t.plan = ?6 AND t.annulled = 0 " IN_ORDER),
    [BY_ENTERPRISE] = SQL_INIT("SELECT t.id FROM plan_action t WHERE " SCOPE("t") " AND t.agency = ?5" OPEN
                               "AND t.plan IN (SELECT p.id FROM plan p WHERE p.agency = ?5 AND p.enterprise = ?6 AND " PLAN_OPEN ") " IN_ORDER),
    [BY_PERSON] = SQL_INIT("SELECT t.id FROM plan_action t WHERE " SCOPE("t") " AND t.agency = ?5" OPEN
                           "AND t.plan IN (SELECT p.id FROM plan p JOIN affiliation a ON a.agency = p.agency "
                           "AND a.enterprise = p.enterprise WHERE p.agency = ?5 AND a.person = ?6 AND a.annulled = 0 AND " PLAN_OPEN ") " IN_ORDER),
    /* ?7 is true where the plans of any adviser are meant: a parameter that is NULL has no type on PostgreSQL. */
    [DUE] = SQL_INIT("SELECT t.id FROM plan_action t WHERE " SCOPE("t") OPEN "AND t.ends_on <= ?5 "
                     "AND EXISTS (SELECT 1 FROM plan p WHERE p.agency = t.agency AND p.id = t.plan AND " PLAN_OPEN
                     " AND (?7 = 1 OR p.adviser = ?6)) ORDER BY t.ends_on, t.agency, t.id LIMIT ?8"),
    [ENTERPRISE] = SQL_INIT("SELECT p.enterprise FROM plan_action t JOIN plan p ON p.agency = t.agency AND p.id = t.plan WHERE " SCOPE("t")
                            " AND t.agency = ?5 AND t.id = ?6"),
    [LAST] = SQL_INIT("SELECT coalesce(max(t.position), 0) FROM plan_action t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.plan = ?6"),
};
const struct db_statements plan_action_statements = {"plan_action_store", statements, STATEMENT_COUNT};

enum err plan_action_store_by_plan(struct ctx *ctx, struct id agency, struct id plan, int64_t limit, struct list *out)
{
    return service_store_by_id(ctx, &plan_action_entity, statements[BY_PLAN], agency, plan, limit, out);
}

enum err plan_action_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit,
                                     struct list *out)
{
    return service_store_by_id(ctx, &plan_action_entity, statements[is_person ? BY_PERSON : BY_ENTERPRISE], agency, id, limit, out);
}

enum err plan_action_store_due(struct ctx *ctx, struct id adviser, struct date until, int64_t limit, struct list *out)
{
    struct id *ids = ARENA_ARRAY(ctx->arena, struct id, (size_t)limit);
    size_t count = 0;
    struct db_stmt *stmt;
    bool row;
    bool anybody = id_is_none(adviser);
    TRY(db_prepare(ctx->db, statements[DUE], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_date(stmt, 5, until);
    db_bind_id(stmt, 6, anybody ? ctx->scope.agency : adviser);
    db_bind_int(stmt, 7, anybody);
    db_bind_int(stmt, 8, limit);
    TRY(db_step(stmt, &row));
    while (row && count < (size_t)limit) {
        ids[count++] = db_column_id(stmt, 0);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return service_read_list(ctx, &plan_action_entity, ids, count, out);
}

/* One row of a statement about one record. */
static enum err ask_one(struct ctx *ctx, struct sql sql, struct id agency, struct id id, struct db_stmt **stmt, bool *row)
{
    TRY(db_prepare(ctx->db, sql, stmt));
    scope_bind(*stmt, &ctx->scope);
    db_bind_id(*stmt, 5, agency);
    db_bind_id(*stmt, 6, id);
    return db_step(*stmt, row);
}

enum err plan_action_store_enterprise(struct ctx *ctx, struct id agency, struct id action, struct id *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(ask_one(ctx, statements[ENTERPRISE], agency, action, &stmt, &row));
    *out = row ? db_column_id(stmt, 0) : ID_NONE;
    db_reset(stmt);
    return ERR_OK;
}

enum err plan_action_store_last(struct ctx *ctx, struct id agency, struct id plan, int64_t *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(ask_one(ctx, statements[LAST], agency, plan, &stmt, &row));
    *out = row ? db_column_int(stmt, 0) : 0;
    db_reset(stmt);
    return ERR_OK;
}
