#include "project/budget.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.project, " \
    "t.line, t.funder, t.amount, t.version_number, t.decided_on, t.basis, t.annulled, t.annul_reason"

const struct entity_store budget_amount_store = {
    .insert = SQL_INIT("INSERT INTO budget_amount (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, project, line, funder, amount, version_number, decided_on, basis, "
                       "annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                       "?13, ?14, ?15, ?16, ?17)"),
    .update = SQL_INIT("UPDATE budget_amount SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line "
                       "= ?6, code = ?7, unit = ?8, project = ?9, line = ?10, funder = ?11, amount = ?12, "
                       "version_number = ?13, decided_on = ?14, basis = ?15, annulled = ?16, annul_reason = "
                       "?17 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM budget_amount t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM budget_amount t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM budget_amount t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " COLUMNS " FROM budget_amount t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.project = ?6 AND t.annulled = 0 ORDER BY t.line, t.funder, t.version_number, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.code AS label FROM budget_amount t WHERE t.agency = ?1 AND t.id = ?2"),
};
