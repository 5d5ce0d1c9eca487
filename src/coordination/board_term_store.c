#include "coordination/organ.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.organ, " \
    "t.person, t.sex, t.office, t.organisation, t.from_on, t.to_on, t.registry_number, t.annulled, " \
    "t.annul_reason"

const struct entity_store board_term_store = {
    .insert = SQL_INIT("INSERT INTO board_term (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, organ, person, sex, office, organisation, from_on, to_on, registry_number, "
                       "annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                       "?13, ?14, ?15, ?16, ?17, ?18)"),
    .update = SQL_INIT("UPDATE board_term SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, organ = ?9, person = ?10, sex = ?11, office = ?12, "
                       "organisation = ?13, from_on = ?14, to_on = ?15, registry_number = ?16, annulled = ?17, "
                       "annul_reason = ?18 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM board_term t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM board_term t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM board_term t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " COLUMNS " FROM board_term t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.organ = ?6 AND t.annulled = 0 ORDER BY t.from_on, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.person AS label FROM board_term t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { OVERLAP, ACTIVE, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [OVERLAP] = SQL_INIT("SELECT t.code FROM board_term t WHERE t.agency = ?1 AND t.organ = ?2 AND t.id <> ?3 AND t.annulled = 0 "
                         "AND t.office = ?6 AND t.office NOT IN ('member', 'alternate') AND (t.to_on IS NULL OR t.to_on >= ?4) "
                         "AND (CAST(?5 AS TEXT) IS NULL OR t.from_on <= ?5) ORDER BY t.from_on LIMIT 1"),
    [ACTIVE] = SQL_INIT("SELECT count(*) FROM board_term t WHERE t.agency = ?1 AND t.organ = ?2 AND t.annulled = 0 AND "
                        "t.office <> 'alternate' AND t.from_on <= ?3 AND (t.to_on IS NULL OR t.to_on >= ?3)"),
};
const struct db_statements board_term_statements = {"board_term_store", statements, STATEMENT_COUNT};

enum err board_term_store_overlap(struct ctx *ctx, const struct board_term *row, struct str *out_code)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[OVERLAP], &stmt));
    db_bind_id(stmt, 1, row->record.agency);
    db_bind_id(stmt, 2, row->organ.id);
    db_bind_id(stmt, 3, row->record.id);
    db_bind_date(stmt, 4, row->from_on);
    db_bind_date(stmt, 5, row->to_on);
    db_bind_text(stmt, 6, row->office);
    bool found = false;
    TRY(db_step(stmt, &found));
    *out_code = found ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}

enum err board_term_store_active(struct ctx *ctx, struct id agency, struct id organ, struct date on, int64_t *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[ACTIVE], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, organ);
    db_bind_date(stmt, 3, on);
    bool found = false;
    TRY(db_step(stmt, &found));
    *out = found ? db_column_int(stmt, 0) : 0;
    db_reset(stmt);
    return ERR_OK;
}
