#include "project/budget.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.project, " \
    "t.organisation, t.agreement, t.amount, t.own, t.note, t.annulled, t.annul_reason"

const struct entity_store project_funder_store = {
    .insert = SQL_INIT("INSERT INTO project_funder (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, project, organisation, agreement, amount, own, note, "
                       "annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                       "?13, ?14, ?15, ?16)"),
    .update = SQL_INIT("UPDATE project_funder SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, project = ?9, organisation = ?10, agreement = "
                       "?11, amount = ?12, own = ?13, note = ?14, annulled = ?15, annul_reason = ?16 WHERE "
                       "agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM project_funder t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM project_funder t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM project_funder t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " COLUMNS " FROM project_funder t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.project = ?6 AND t.annulled = 0 ORDER BY t.code, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.code AS label FROM project_funder t WHERE t.agency = ?1 AND t.id = ?2"),
};
