#include "intake/consent_text.h"

#include "party/unit.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.kind, " \
    "t.edition, t.language, t.text, t.valid_from, t.valid_to, t.annulled, t.annul_reason"

const struct entity_store consent_text_store = {
    .insert = SQL_INIT("INSERT INTO consent_text (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, kind, edition, language, text, valid_from, valid_to, "
                       "annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                       "?13, ?14, ?15, ?16)"),
    .update = SQL_INIT("UPDATE consent_text SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, kind = ?9, edition = ?10, language = ?11, "
                       "text = ?12, valid_from = ?13, valid_to = ?14, annulled = ?15, annul_reason = ?16 "
                       "WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM consent_text t WHERE " LENT_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM consent_text t WHERE " LENT_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM consent_text t WHERE " LENT_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.edition AS label FROM consent_text t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { ON, ANY, SIGNED, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [ON] = SQL_INIT("SELECT t.id FROM consent_text t JOIN unit u ON u.agency = t.agency AND u.id = t.unit WHERE t.agency = ?5 "
                    "AND t.kind = ?6 AND t.language = ?7 AND t.annulled = 0 AND t.valid_from <= ?8 "
                    "AND (t.valid_to IS NULL OR t.valid_to >= ?8) AND " LENT_FIND("t")
                    " ORDER BY u.tree_to - u.tree_from, t.valid_from DESC, t.id DESC LIMIT 1"),
    [ANY] = SQL_INIT("SELECT t.id FROM consent_text t WHERE t.agency = ?1 AND t.kind = ?2 AND t.language = ?3 AND t.annulled = 0 LIMIT 1"),
    [SIGNED] = SQL_INIT("SELECT t.id FROM intake t WHERE t.agency = ?1 AND t.state IN ('signed', 'authorised') AND t.annulled = 0 "
                        "AND (t.sworn_text = ?2 OR t.consent_text = ?2 OR t.survey_text = ?2 OR t.pledge_text = ?2) LIMIT 1"),
};
const struct db_statements consent_text_statements = {"consent_text_store", statements, STATEMENT_COUNT};

enum err consent_text_store_on(struct ctx *ctx, struct id agency, struct str kind, struct str language, struct date day, struct id *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[ON], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_text(stmt, 6, kind);
    db_bind_text(stmt, 7, language);
    db_bind_date(stmt, 8, day);
    TRY(db_step(stmt, &row));
    *out = row ? db_column_id(stmt, 0) : ID_NONE;
    db_reset(stmt);
    return ERR_OK;
}

enum err consent_text_store_any(struct ctx *ctx, struct id agency, struct str kind, struct str language, bool *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[ANY], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_text(stmt, 2, kind);
    db_bind_text(stmt, 3, language);
    TRY(db_step(stmt, out));
    db_reset(stmt);
    return ERR_OK;
}

enum err consent_text_store_is_signed(struct ctx *ctx, struct id agency, struct id id, bool *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[SIGNED], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, id);
    TRY(db_step(stmt, out));
    db_reset(stmt);
    return ERR_OK;
}
