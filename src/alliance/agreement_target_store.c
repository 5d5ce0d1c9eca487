#include "alliance/agreement_target.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.agreement, " \
    "t.indicator, t.from_on, t.to_on, t.count, t.amount, t.version_number, t.decided_on, t.basis, t.annulled, " \
    "t.annul_reason"

const struct entity_store agreement_target_store = {
    .insert = SQL_INIT("INSERT INTO agreement_target (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, agreement, indicator, from_on, to_on, count, amount, "
                       "version_number, decided_on, basis, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, "
                       "?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"),
    .update = SQL_INIT("UPDATE agreement_target SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, agreement = ?9, indicator = ?10, from_on = "
                       "?11, to_on = ?12, count = ?13, amount = ?14, version_number = ?15, decided_on = ?16, "
                       "basis = ?17, annulled = ?18, annul_reason = ?19 WHERE agency = ?1 AND id = ?2 AND "
                       "version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM agreement_target t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM agreement_target t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM agreement_target t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " COLUMNS " FROM agreement_target t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.agreement = ?6 AND t.annulled = 0 ORDER BY t.indicator, t.from_on, t.version_number, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.indicator AS label FROM agreement_target t WHERE t.agency = ?1 AND t.id = ?2"),
};
