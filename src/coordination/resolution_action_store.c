#include "coordination/resolution.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.resolution, " \
    "t.text, t.owner, t.due_on, t.state, t.done_on, t.evidence, t.annulled, t.annul_reason"

const struct entity_store resolution_action_store = {
    .insert = SQL_INIT("INSERT INTO resolution_action (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, resolution, text, owner, due_on, state, done_on, evidence, "
                       "annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                       "?13, ?14, ?15, ?16, ?17)"),
    .update = SQL_INIT("UPDATE resolution_action SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, resolution = ?9, text = ?10, owner = ?11, "
                       "due_on = ?12, state = ?13, done_on = ?14, evidence = ?15, annulled = ?16, annul_reason "
                       "= ?17 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM resolution_action t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM resolution_action t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM resolution_action t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " COLUMNS " FROM resolution_action t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.resolution = ?6 AND t.annulled = 0 ORDER BY t.due_on, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.text AS label FROM resolution_action t WHERE t.agency = ?1 AND t.id = ?2"),
};
