#include "results/snapshot.h"

#include "advice/service_store.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.enterprise, " \
    "t.kind, t.reference_date, t.window_months, t.national_sales, t.export_sales, t.production_cost, " \
    "t.current_financing, t.seed_capital, t.jobs_male_fixed, t.jobs_male_temporary, t.jobs_female_fixed, " \
    "t.jobs_female_temporary, t.jobs_at_risk, t.retention_stated, t.formality, t.markets, t.products, " \
    "t.captured_by, t.method, t.evidence, t.verification, t.annulled, t.annul_reason"

const struct entity_store snapshot_store = {
    .insert = SQL_INIT("INSERT INTO snapshot (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, enterprise, kind, reference_date, window_months, national_sales, "
                       "export_sales, production_cost, current_financing, seed_capital, jobs_male_fixed, "
                       "jobs_male_temporary, jobs_female_fixed, jobs_female_temporary, jobs_at_risk, "
                       "retention_stated, formality, markets, products, captured_by, method, evidence, "
                       "verification, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                       "?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, "
                       "?28, ?29, ?30, ?31, ?32)"),
    .update = SQL_INIT("UPDATE snapshot SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, enterprise = ?9, kind = ?10, reference_date = ?11, "
                       "window_months = ?12, national_sales = ?13, export_sales = ?14, production_cost = ?15, "
                       "current_financing = ?16, seed_capital = ?17, jobs_male_fixed = ?18, "
                       "jobs_male_temporary = ?19, jobs_female_fixed = ?20, jobs_female_temporary = ?21, "
                       "jobs_at_risk = ?22, retention_stated = ?23, formality = ?24, markets = ?25, products = "
                       "?26, captured_by = ?27, method = ?28, evidence = ?29, verification = ?30, annulled = "
                       "?31, annul_reason = ?32 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM snapshot t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM snapshot t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM snapshot t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.reference_date AS label FROM snapshot t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { OTHER, BY_ENTERPRISE, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [OTHER] = SQL_INIT("SELECT t.code FROM snapshot t WHERE " SCOPE("t")
                       " AND t.agency = ?5 AND t.enterprise = ?6 AND t.kind = ?7 AND t.reference_date = ?8 "
                       "AND t.annulled = 0 AND t.id <> ?9"),
    [BY_ENTERPRISE] = SQL_INIT("SELECT t.id FROM snapshot t WHERE " SCOPE("t")
                               " AND t.agency = ?5 AND t.enterprise = ?6 AND t.annulled = 0 "
                               "ORDER BY t.reference_date DESC, t.id DESC LIMIT ?7"),
};
const struct db_statements snapshot_statements = {"snapshot_store", statements, STATEMENT_COUNT};

enum err snapshot_store_other(struct ctx *ctx, const struct snapshot *snapshot, struct str *out_code)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[OTHER], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, snapshot->record.agency);
    db_bind_id(stmt, 6, snapshot->enterprise.id);
    db_bind_text(stmt, 7, snapshot->kind);
    db_bind_date(stmt, 8, snapshot->reference_date);
    db_bind_id(stmt, 9, snapshot->record.id);
    TRY(db_step(stmt, &row));
    *out_code = row ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}

enum err snapshot_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit,
                                  struct list *out)
{
    if (is_person) {
        return service_read_list(ctx, &snapshot_entity, NULL, 0, out);
    }
    return service_store_by_id(ctx, &snapshot_entity, statements[BY_ENTERPRISE], agency, id, limit, out);
}
