#include "results/remark.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.indicator, " \
    "t.from_on, t.to_on, t.text_es, t.text_en, t.annulled, t.annul_reason"

const struct entity_store remark_store = {
    .insert = SQL_INIT("INSERT INTO remark (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, indicator, from_on, to_on, text_es, text_en, annulled, annul_reason) VALUES (?1, "
                       "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"),
    .update = SQL_INIT("UPDATE remark SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, indicator = ?9, from_on = ?10, to_on = ?11, text_es = ?12, "
                       "text_en = ?13, annulled = ?14, annul_reason = ?15 WHERE agency = ?1 AND id = ?2 AND "
                       "version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM remark t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM remark t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM remark t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.indicator AS label FROM remark t WHERE t.agency = ?1 AND t.id = ?2"),
};
