#include "client/affiliation.h"

#define COLUMNS                                                                                                        \
    "f.agency, f.id, f.version, f.created_seq, f.changed_seq, f.source_line, f.code, f.unit, f.person, "                   \
    "f.enterprise, f.relation, f.from_on, f.to_on, f.annulled, f.annul_reason"

const struct entity_store affiliation_store = {
    .insert = SQL_INIT("INSERT INTO affiliation (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, person, enterprise, relation, from_on, to_on, annulled, annul_reason) VALUES "
                       "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"),
    .update = SQL_INIT("UPDATE affiliation SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, person = ?9, enterprise = ?10, relation = ?11, from_on = ?12, "
                       "to_on = ?13, annulled = ?14, annul_reason = ?15 WHERE agency = ?1 AND id = ?2 AND "
                       "version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM affiliation f WHERE f.code = ?5 AND " SCOPE_KEY("f")),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM affiliation f WHERE f.id = ?5 AND " SCOPE_KEY("f")),
    .page = SQL_INIT("SELECT " COLUMNS " FROM affiliation f WHERE (f.agency, f.code) > (?5, ?6) AND " SCOPE_PAGE("f")
                     " ORDER BY f.agency, f.code LIMIT ?7"),
    .label = SQL_INIT("SELECT f.code, f.relation FROM affiliation f WHERE f.agency = ?1 AND f.id = ?2"),
};
