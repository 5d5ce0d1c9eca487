#include "finance/disbursement.h"

#include "advice/service_store.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.link, t.date, " \
    "t.amount, t.evidence, t.annulled, t.annul_reason"

const struct entity_store disbursement_store = {
    .insert = SQL_INIT("INSERT INTO disbursement (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, link, date, amount, evidence, annulled, annul_reason) VALUES (?1, ?2, ?3, "
                       "?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"),
    .update = SQL_INIT("UPDATE disbursement SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line "
                       "= ?6, code = ?7, unit = ?8, link = ?9, date = ?10, amount = ?11, evidence = ?12, "
                       "annulled = ?13, annul_reason = ?14 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM disbursement t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM disbursement t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM disbursement t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.date AS label FROM disbursement t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { BY_LINK, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [BY_LINK] = SQL_INIT("SELECT t.id FROM disbursement t WHERE " SCOPE("t")
                         " AND t.agency = ?5 AND t.link = ?6 AND t.annulled = 0 ORDER BY t.date, t.id LIMIT ?7"),
};
const struct db_statements disbursement_statements = {"disbursement_store", statements, STATEMENT_COUNT};

enum err disbursement_store_by_link(struct ctx *ctx, struct id agency, struct id link, int64_t limit, struct list *out)
{
    return service_store_by_id(ctx, &disbursement_entity, statements[BY_LINK], agency, link, limit, out);
}
