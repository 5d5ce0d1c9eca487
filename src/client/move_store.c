#include "client/move.h"

#define COLUMNS                                                                                                        \
    "m.agency, m.id, m.version, m.created_seq, m.changed_seq, m.source_line, m.code, m.unit, m.enterprise, "               \
    "m.person, m.district, m.moved_on, m.address, m.annulled, m.annul_reason"

const struct entity_store move_store = {
    .insert = SQL_INIT("INSERT INTO move (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, enterprise, person, district, moved_on, address, annulled, annul_reason) VALUES "
                       "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"),
    .update = SQL_INIT("UPDATE move SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, code "
                       "= ?7, unit = ?8, enterprise = ?9, person = ?10, district = ?11, moved_on = ?12, address "
                       "= ?13, annulled = ?14, annul_reason = ?15 WHERE agency = ?1 AND id = ?2 AND version = ?3 "
                       "- 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM move m WHERE m.code = ?5 AND " SCOPE_KEY("m")),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM move m WHERE m.id = ?5 AND " SCOPE_KEY("m")),
    .page = SQL_INIT("SELECT " COLUMNS " FROM move m WHERE (m.agency, m.code) > (?5, ?6) AND " SCOPE_PAGE("m")
                     " ORDER BY m.agency, m.code LIMIT ?7"),
    .label = SQL_INIT("SELECT m.code, m.moved_on FROM move m WHERE m.agency = ?1 AND m.id = ?2"),
};
