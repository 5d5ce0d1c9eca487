#include "coordination/organ.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.name, t.kind, " \
    "t.quorum, t.quorum_percent, t.seats, t.level, t.territory, t.statute, t.annulled, t.annul_reason"

const struct entity_store organ_store = {
    .insert = SQL_INIT("INSERT INTO organ (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, name, kind, quorum, quorum_percent, seats, level, territory, statute, annulled, "
                       "annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
                       "?15, ?16, ?17, ?18)"),
    .update = SQL_INIT("UPDATE organ SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, name = ?9, kind = ?10, quorum = ?11, quorum_percent = ?12, seats "
                       "= ?13, level = ?14, territory = ?15, statute = ?16, annulled = ?17, annul_reason = ?18 "
                       "WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM organ t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM organ t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM organ t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.name AS label FROM organ t WHERE t.agency = ?1 AND t.id = ?2"),
};
