#include "client/client.h"

#include "db/db.h"

/* The first record of the agency that has the document already; ?3 is the record itself. */
enum { PERSON_DUI, PERSON_NIT, ENTERPRISE_NIT, ENTERPRISE_NRC, STATEMENTS };
static const struct sql statements[STATEMENTS] = {
    [PERSON_DUI] = SQL_INIT("SELECT t.code FROM person t WHERE t.agency = ?1 AND t.dui = ?2 AND t.id <> ?3 AND t.annulled = 0 "
                            "ORDER BY t.code LIMIT 1"),
    [PERSON_NIT] = SQL_INIT("SELECT t.code FROM person t WHERE t.agency = ?1 AND t.nit = ?2 AND t.id <> ?3 AND t.annulled = 0 "
                            "ORDER BY t.code LIMIT 1"),
    [ENTERPRISE_NIT] = SQL_INIT("SELECT t.code FROM enterprise t WHERE t.agency = ?1 AND t.nit = ?2 AND t.id <> ?3 AND t.annulled = 0 "
                                "ORDER BY t.code LIMIT 1"),
    [ENTERPRISE_NRC] = SQL_INIT("SELECT t.code FROM enterprise t WHERE t.agency = ?1 AND t.nrc = ?2 AND t.id <> ?3 AND t.annulled = 0 "
                                "ORDER BY t.code LIMIT 1"),
};
const struct db_statements document_statements = {"document_store", statements, STATEMENTS};

FALLIBLE client_document_holder(struct ctx *ctx, enum client_document document, const struct record *record, struct str value,
                                struct str *code)
{
    static const int of[] = {[CLIENT_PERSON_DUI] = PERSON_DUI, [CLIENT_PERSON_NIT] = PERSON_NIT,
                             [CLIENT_ENTERPRISE_NIT] = ENTERPRISE_NIT, [CLIENT_ENTERPRISE_NRC] = ENTERPRISE_NRC};
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, statements[of[document]], &stmt));
    db_bind_id(stmt, 1, record->agency);
    db_bind_text(stmt, 2, value);
    db_bind_id(stmt, 3, record->id);
    TRY(db_step(stmt, &row));
    *code = row ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}
