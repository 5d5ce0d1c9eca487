#include "policy/policy.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.name_es, " \
    "t.name_en, t.kind, t.edition, t.owner, t.level, t.valid_from, t.valid_to, t.confirmed, t.source, " \
    "t.annulled, t.annul_reason"

const struct entity_store policy_store = {
    .insert = SQL_INIT("INSERT INTO policy (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, name_es, name_en, kind, edition, owner, level, valid_from, valid_to, confirmed, "
                       "source, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
                       "?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)"),
    .update = SQL_INIT("UPDATE policy SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, name_es = ?9, name_en = ?10, kind = ?11, edition = ?12, owner = "
                       "?13, level = ?14, valid_from = ?15, valid_to = ?16, confirmed = ?17, source = ?18, "
                       "annulled = ?19, annul_reason = ?20 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM policy t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM policy t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM policy t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.name_es AS label FROM policy t WHERE t.agency = ?1 AND t.id = ?2"),
};
