#include "finance/disbursement.h"

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
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM disbursement t WHERE " SCOPE_FIND("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM disbursement t WHERE " SCOPE_FIND("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM disbursement t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.date AS label FROM disbursement t WHERE t.agency = ?1 AND t.id = ?2"),
};
