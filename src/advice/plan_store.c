#include "advice/plan.h"

#include "advice/service_store.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.name, " \
    "t.enterprise, t.adviser, t.starts_on, t.ends_on, t.impacts, t.client_signed_on, t.adviser_signed_on, " \
    "t.director_signed_on, t.state, t.ended_on, t.close_reason, t.annulled, t.annul_reason"

const struct entity_store plan_store = {
    .insert = SQL_INIT("INSERT INTO plan (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, name, enterprise, adviser, starts_on, ends_on, impacts, client_signed_on, "
                       "adviser_signed_on, director_signed_on, state, ended_on, close_reason, annulled, "
                       "annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
                       "?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)"),
    .update = SQL_INIT("UPDATE plan SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, name = ?9, enterprise = ?10, adviser = ?11, starts_on = ?12, "
                       "ends_on = ?13, impacts = ?14, client_signed_on = ?15, adviser_signed_on = ?16, "
                       "director_signed_on = ?17, state = ?18, ended_on = ?19, close_reason = ?20, annulled "
                       "= ?21, annul_reason = ?22 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM plan t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM plan t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM plan t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.name AS label FROM plan t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { BY_ENTERPRISE, BY_PERSON, NEWEST, ACTIONS, FINAL, OWNER, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [BY_ENTERPRISE] = SQL_INIT("SELECT t.id FROM plan t WHERE " SCOPE("t")
                               " AND t.agency = ?5 AND t.enterprise = ?6 AND t.annulled = 0 "
                               "ORDER BY t.starts_on DESC, t.id DESC LIMIT ?7"),
    /* Of the enterprises that the person belongs or belonged to. */
    [BY_PERSON] = SQL_INIT("SELECT t.id FROM plan t WHERE " SCOPE("t")
                           " AND t.agency = ?5 AND t.annulled = 0 AND t.enterprise IN (SELECT a.enterprise FROM affiliation a "
                           "WHERE a.agency = ?5 AND a.person = ?6 AND a.annulled = 0) "
                           "ORDER BY t.starts_on DESC, t.id DESC LIMIT ?7"),
    [NEWEST] = SQL_INIT(SERVICE_NEWEST("plan", "starts_on", "")),
    [ACTIONS] = SQL_INIT("SELECT t.state FROM plan_action t WHERE " SCOPE("t")
                         " AND t.agency = ?5 AND t.plan = ?6 AND t.annulled = 0"),
    /* The measurements are of a later room; whether there is one is all that a plan asks. */
    [FINAL] = SQL_INIT("SELECT t.id FROM snapshot t WHERE " SCOPE("t")
                       " AND t.agency = ?5 AND t.enterprise = ?6 AND t.kind = 'final' AND t.annulled = 0 "
                       "AND t.reference_date >= ?7 LIMIT 1"),
    [OWNER] = SQL_INIT("SELECT t.person FROM affiliation t WHERE " SCOPE("t")
                       " AND t.agency = ?5 AND t.enterprise = ?6 AND t.annulled = 0 AND t.relation <> 'employee' "
                       "AND (t.from_on IS NULL OR t.from_on <= ?7) AND (t.to_on IS NULL OR t.to_on >= ?7) "
                       "ORDER BY CASE t.relation WHEN 'owner' THEN 0 WHEN 'representative' THEN 1 ELSE 2 END, t.id LIMIT 1"),
};
const struct db_statements plan_statements = {"plan_store", statements, STATEMENT_COUNT};

enum err plan_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit, struct list *out)
{
    return service_store_by_id(ctx, &plan_entity, statements[is_person ? BY_PERSON : BY_ENTERPRISE], agency, id, limit, out);
}

enum err plan_store_newest(struct ctx *ctx, const struct service_newest_input *in, struct list *out)
{
    return service_store_newest(ctx, &plan_entity, statements[NEWEST], "starts_on", in, out);
}

enum err plan_store_actions(struct ctx *ctx, const struct plan *plan, struct plan_count *out)
{
    struct db_stmt *stmt;
    bool row;
    *out = (struct plan_count){0, 0};
    TRY(db_prepare(ctx->db, statements[ACTIONS], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, plan->record.agency);
    db_bind_id(stmt, 6, plan->record.id);
    TRY(db_step(stmt, &row));
    while (row) {
        struct str state = db_column_text(stmt, 0, ctx->arena);
        out->actions++;
        out->open += str_eq(state, S("created")) || str_eq(state, S("started"));
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return ERR_OK;
}

/* The first id of a statement about the plan's enterprise and a day. */
static enum err first_of(struct ctx *ctx, struct sql sql, const struct plan *plan, struct date day, struct id *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, sql, &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, plan->record.agency);
    db_bind_id(stmt, 6, plan->enterprise.id);
    db_bind_date(stmt, 7, day);
    TRY(db_step(stmt, &row));
    *out = row ? db_column_id(stmt, 0) : ID_NONE;
    db_reset(stmt);
    return ERR_OK;
}

enum err plan_store_has_final(struct ctx *ctx, const struct plan *plan, bool *out)
{
    struct id found;
    TRY(first_of(ctx, statements[FINAL], plan, plan->starts_on, &found));
    *out = !id_is_none(found);
    return ERR_OK;
}

enum err plan_store_owner(struct ctx *ctx, const struct plan *plan, struct id *out)
{
    return first_of(ctx, statements[OWNER], plan, plan->starts_on, out);
}
