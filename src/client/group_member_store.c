#include "client/group_member.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.enterprise, " \
    "t.member, t.role, t.from_on, t.to_on, t.annulled, t.annul_reason"

const struct entity_store group_member_store = {
    .insert = SQL_INIT("INSERT INTO group_member (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, enterprise, member, role, from_on, to_on, annulled, annul_reason) VALUES "
                       "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"),
    .update = SQL_INIT("UPDATE group_member SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line "
                       "= ?6, code = ?7, unit = ?8, enterprise = ?9, member = ?10, role = ?11, from_on = ?12, "
                       "to_on = ?13, annulled = ?14, annul_reason = ?15 WHERE agency = ?1 AND id = ?2 AND "
                       "version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM group_member t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM group_member t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM group_member t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " COLUMNS " FROM group_member t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.enterprise = ?6 AND t.annulled = 0 ORDER BY t.code, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, e.name AS label FROM group_member t JOIN enterprise e ON e.agency = t.agency "
                      "AND e.id = t.member WHERE t.agency = ?1 AND t.id = ?2"),
};
