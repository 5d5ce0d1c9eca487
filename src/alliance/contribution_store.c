#include "alliance/contribution.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.agreement, " \
    "t.organisation, t.kind, t.amount, t.description, t.annulled, t.annul_reason"

const struct entity_store contribution_store = {
    .insert = SQL_INIT("INSERT INTO contribution (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, agreement, organisation, kind, amount, description, annulled, "
                       "annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
                       "?15)"),
    .update = SQL_INIT("UPDATE contribution SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line "
                       "= ?6, code = ?7, unit = ?8, agreement = ?9, organisation = ?10, kind = ?11, amount = "
                       "?12, description = ?13, annulled = ?14, annul_reason = ?15 WHERE agency = ?1 AND id = "
                       "?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM contribution t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM contribution t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM contribution t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " COLUMNS " FROM contribution t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.agreement = ?6 AND t.annulled = 0 ORDER BY t.code, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.description AS label FROM contribution t WHERE t.agency = ?1 AND t.id = ?2"),
};
