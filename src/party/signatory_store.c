#include "core/ctx.h"
#include "party/signatory.h"
#include "party/unit.h"

#define COLUMNS                                                                                                        \
    "s.agency, s.id, s.version, s.created_seq, s.changed_seq, s.source_line, s.code, s.unit, s.office, s.name, "       \
    "s.position, s.document, s.from_on, s.to_on, s.annulled, s.annul_reason"

const struct entity_store signatory_store = {
    .insert = SQL_INIT("INSERT INTO signatory (agency, id, version, created_seq, changed_seq, source_line, code, unit, office, "
                       "name, position, document, from_on, to_on, annulled, annul_reason) VALUES "
                       "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"),
    .update = SQL_INIT("UPDATE signatory SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, code = ?7, "
                       "unit = ?8, office = ?9, name = ?10, position = ?11, document = ?12, from_on = ?13, to_on = ?14, "
                       "annulled = ?15, annul_reason = ?16 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM signatory s WHERE s.code = ?5 AND " LENT_KEY("s")),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM signatory s WHERE s.id = ?5 AND " LENT_KEY("s")),
    .page = SQL_INIT("SELECT " COLUMNS " FROM signatory s WHERE (s.agency, s.code) > (?5, ?6) AND " LENT_PAGE("s")
                     " ORDER BY s.agency, s.code LIMIT ?7"),
    .label = SQL_INIT("SELECT s.code, s.name FROM signatory s WHERE s.agency = ?1 AND s.id = ?2"),
};

enum { OVERLAP, STATEMENTS };
static const struct sql statements[STATEMENTS] = {
    [OVERLAP] = SQL_INIT("SELECT code FROM signatory WHERE agency = ?1 AND unit = ?2 AND office = ?3 AND id <> ?4 AND annulled = 0 "
                         "AND from_on <= ?6 AND (to_on IS NULL OR to_on >= ?5) ORDER BY from_on LIMIT 1"),
};
const struct db_statements signatory_statements = {"signatory_store", statements, STATEMENTS};

FALLIBLE signatory_store_overlap(struct ctx *ctx, const struct signatory *signatory, struct str *out_code)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[OVERLAP], &stmt));
    db_bind_id(stmt, 1, signatory->record.agency);
    db_bind_id(stmt, 2, signatory->record.unit.id);
    db_bind_text(stmt, 3, signatory->office);
    db_bind_id(stmt, 4, signatory->record.id);
    db_bind_text(stmt, 5, date_iso(ctx->arena, signatory->from_on));
    db_bind_text(stmt, 6, date_is_none(signatory->to_on) ? S("9999-12-31") : date_iso(ctx->arena, signatory->to_on));
    TRY(db_step(stmt, &row));
    *out_code = row ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}
