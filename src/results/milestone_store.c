#include "results/milestone.h"

#include "advice/service_store.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.enterprise, " \
    "t.person, t.kind, t.date, t.description, t.evidence, t.verification, t.annulled, t.annul_reason"

const struct entity_store milestone_store = {
    .insert = SQL_INIT("INSERT INTO milestone (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, enterprise, person, kind, date, description, evidence, verification, "
                       "annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                       "?13, ?14, ?15, ?16, ?17)"),
    .update = SQL_INIT("UPDATE milestone SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, enterprise = ?9, person = ?10, kind = ?11, date = ?12, "
                       "description = ?13, evidence = ?14, verification = ?15, annulled = ?16, annul_reason = "
                       "?17 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM milestone t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM milestone t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM milestone t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.kind AS label FROM milestone t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { OTHER_OF_ENTERPRISE, OTHER_OF_PERSON, BY_ENTERPRISE, BY_PERSON, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [OTHER_OF_ENTERPRISE] = SQL_INIT("SELECT t.code FROM milestone t WHERE " SCOPE("t")
                                     " AND t.agency = ?5 AND t.enterprise = ?6 AND t.kind = ?7 AND t.annulled = 0 "
                                     "AND t.id <> ?8"),
    [OTHER_OF_PERSON] = SQL_INIT("SELECT t.code FROM milestone t WHERE " SCOPE("t")
                                 " AND t.agency = ?5 AND t.person = ?6 AND t.kind = ?7 AND t.annulled = 0 "
                                 "AND t.id <> ?8"),
    [BY_ENTERPRISE] = SQL_INIT("SELECT t.id FROM milestone t WHERE " SCOPE("t")
                               " AND t.agency = ?5 AND t.enterprise = ?6 AND t.annulled = 0 "
                               "ORDER BY t.date DESC, t.id DESC LIMIT ?7"),
    [BY_PERSON] = SQL_INIT("SELECT t.id FROM milestone t WHERE " SCOPE("t")
                           " AND t.agency = ?5 AND t.person = ?6 AND t.annulled = 0 ORDER BY t.date DESC, t.id DESC LIMIT ?7"),
};
const struct db_statements milestone_statements = {"milestone_store", statements, STATEMENT_COUNT};

static enum err find_other(struct ctx *ctx, struct sql sql, const struct milestone *milestone, struct id client,
                           struct str *out_code)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, sql, &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, milestone->record.agency);
    db_bind_id(stmt, 6, client);
    db_bind_text(stmt, 7, milestone->kind);
    db_bind_id(stmt, 8, milestone->record.id);
    TRY(db_step(stmt, &row));
    *out_code = row ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}

enum err milestone_store_other(struct ctx *ctx, const struct milestone *milestone, struct str *out_code)
{
    *out_code = STR_NONE;
    if (!id_is_none(milestone->enterprise.id)) {
        TRY(find_other(ctx, statements[OTHER_OF_ENTERPRISE], milestone, milestone->enterprise.id, out_code));
    }
    if (out_code->ptr == NULL && !id_is_none(milestone->person.id)) {
        TRY(find_other(ctx, statements[OTHER_OF_PERSON], milestone, milestone->person.id, out_code));
    }
    return ERR_OK;
}

enum err milestone_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit,
                                   struct list *out)
{
    return service_store_by_id(ctx, &milestone_entity, statements[is_person ? BY_PERSON : BY_ENTERPRISE], agency, id, limit,
                               out);
}
