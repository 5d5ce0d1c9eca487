#include "project/expense.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.project, " \
    "t.line, t.funder, t.date, t.supplier, t.document_kind, t.document_number, t.description, t.amount, " \
    "t.district, t.state, t.recorded_by, t.approved_on, t.approved_by, t.annulled, t.annul_reason"

const struct entity_store expense_store = {
    .insert = SQL_INIT("INSERT INTO expense (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, project, line, funder, date, supplier, document_kind, document_number, "
                       "description, amount, district, state, recorded_by, approved_on, approved_by, annulled, "
                       "annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
                       "?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)"),
    .update = SQL_INIT("UPDATE expense SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, project = ?9, line = ?10, funder = ?11, date = ?12, supplier = "
                       "?13, document_kind = ?14, document_number = ?15, description = ?16, amount = ?17, "
                       "district = ?18, state = ?19, recorded_by = ?20, approved_on = ?21, approved_by = ?22, "
                       "annulled = ?23, annul_reason = ?24 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM expense t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM expense t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM expense t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " COLUMNS " FROM expense t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.project = ?6 AND t.annulled = 0 ORDER BY t.date, t.code, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.description AS label FROM expense t WHERE t.agency = ?1 AND t.id = ?2"),
};
