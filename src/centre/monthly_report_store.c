#include "centre/monthly_report.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.month, " \
    "t.edition, t.agreement, t.introduction, t.objective, t.activities, t.news, t.conclusion, " \
    "t.recommendation, t.state, t.closed_on, t.sent_on, t.answered_on, t.observations, t.reopen_reason, " \
    "t.sheet_es, t.sheet_en, t.sheet_hash, t.annulled, t.annul_reason"

const struct entity_store monthly_report_store = {
    .insert = SQL_INIT("INSERT INTO monthly_report (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, month, edition, agreement, introduction, objective, "
                       "activities, news, conclusion, recommendation, state, closed_on, sent_on, answered_on, "
                       "observations, reopen_reason, sheet_es, sheet_en, sheet_hash, annulled, annul_reason) "
                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, "
                       "?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28)"),
    .update = SQL_INIT("UPDATE monthly_report SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, month = ?9, edition = ?10, agreement = ?11, "
                       "introduction = ?12, objective = ?13, activities = ?14, news = ?15, conclusion = ?16, "
                       "recommendation = ?17, state = ?18, closed_on = ?19, sent_on = ?20, answered_on = ?21, "
                       "observations = ?22, reopen_reason = ?23, sheet_es = ?24, sheet_en = ?25, sheet_hash = "
                       "?26, annulled = ?27, annul_reason = ?28 WHERE agency = ?1 AND id = ?2 AND version = ?3 "
                       "- 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM monthly_report t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM monthly_report t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM monthly_report t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.month AS label FROM monthly_report t WHERE t.agency = ?1 AND t.id = ?2"),
};
