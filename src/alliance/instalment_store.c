#include "alliance/instalment.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.agreement, " \
    "t.number, t.organisation, t.planned_on, t.amount, t.condition, t.state, t.claimed_on, t.received_on, " \
    "t.received, t.evidence, t.annulled, t.annul_reason"

const struct entity_store instalment_store = {
    .insert = SQL_INIT("INSERT INTO instalment (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, agreement, number, organisation, planned_on, amount, condition, state, "
                       "claimed_on, received_on, received, evidence, annulled, annul_reason) VALUES (?1, ?2, "
                       "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, "
                       "?21)"),
    .update = SQL_INIT("UPDATE instalment SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, agreement = ?9, number = ?10, organisation = ?11, planned_on "
                       "= ?12, amount = ?13, condition = ?14, state = ?15, claimed_on = ?16, received_on = "
                       "?17, received = ?18, evidence = ?19, annulled = ?20, annul_reason = ?21 WHERE agency = "
                       "?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM instalment t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM instalment t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM instalment t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " COLUMNS " FROM instalment t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.agreement = ?6 AND t.annulled = 0 ORDER BY t.planned_on, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.planned_on AS label FROM instalment t WHERE t.agency = ?1 AND t.id = ?2"),
};
