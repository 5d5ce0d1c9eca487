#include "alliance/agreement_report.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.agreement, " \
    "t.kind, t.from_on, t.to_on, t.due_on, t.addressee, t.state, t.sent_on, t.answered_on, t.observations, " \
    "t.evidence, t.annulled, t.annul_reason"

const struct entity_store agreement_report_store = {
    .insert = SQL_INIT("INSERT INTO agreement_report (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, agreement, kind, from_on, to_on, due_on, addressee, state, "
                       "sent_on, answered_on, observations, evidence, annulled, annul_reason) VALUES (?1, ?2, "
                       "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, "
                       "?21)"),
    .update = SQL_INIT("UPDATE agreement_report SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, agreement = ?9, kind = ?10, from_on = ?11, "
                       "to_on = ?12, due_on = ?13, addressee = ?14, state = ?15, sent_on = ?16, answered_on = "
                       "?17, observations = ?18, evidence = ?19, annulled = ?20, annul_reason = ?21 WHERE "
                       "agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM agreement_report t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM agreement_report t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM agreement_report t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " COLUMNS " FROM agreement_report t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.agreement = ?6 AND t.annulled = 0 ORDER BY t.due_on, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.due_on AS label FROM agreement_report t WHERE t.agency = ?1 AND t.id = ?2"),
};
