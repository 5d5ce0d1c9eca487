#include "fund/fund_part.h"

#define APPLICATION_DOCUMENT_COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.application, " \
    "t.requirement, t.status, t.received_on, t.note, t.evidence, t.annulled, t.annul_reason"

const struct entity_store application_document_store = {
    .insert = SQL_INIT("INSERT INTO application_document (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, application, requirement, status, received_on, note, "
                       "evidence, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                       "?11, ?12, ?13, ?14, ?15, ?16)"),
    .update = SQL_INIT("UPDATE application_document SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, application = ?9, requirement = ?10, status = "
                       "?11, received_on = ?12, note = ?13, evidence = ?14, annulled = ?15, annul_reason = ?16 "
                       "WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " APPLICATION_DOCUMENT_COLUMNS " FROM application_document t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " APPLICATION_DOCUMENT_COLUMNS " FROM application_document t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " APPLICATION_DOCUMENT_COLUMNS " FROM application_document t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " APPLICATION_DOCUMENT_COLUMNS " FROM application_document t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.application = ?6 AND t.annulled = 0 ORDER BY t.code, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.code AS label FROM application_document t WHERE t.agency = ?1 AND t.id = ?2"),
};

#define APPLICATION_OBSERVATION_COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.application, " \
    "t.made_on, t.made_by, t.text, t.answer, t.answered_on, t.state, t.annulled, t.annul_reason"

const struct entity_store application_observation_store = {
    .insert = SQL_INIT("INSERT INTO application_observation (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, application, made_on, made_by, text, answer, answered_on, "
                       "state, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
                       "?12, ?13, ?14, ?15, ?16, ?17)"),
    .update = SQL_INIT("UPDATE application_observation SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, application = ?9, made_on = ?10, made_by = "
                       "?11, text = ?12, answer = ?13, answered_on = ?14, state = ?15, annulled = ?16, "
                       "annul_reason = ?17 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " APPLICATION_OBSERVATION_COLUMNS " FROM application_observation t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " APPLICATION_OBSERVATION_COLUMNS " FROM application_observation t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " APPLICATION_OBSERVATION_COLUMNS " FROM application_observation t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " APPLICATION_OBSERVATION_COLUMNS " FROM application_observation t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.application = ?6 AND t.annulled = 0 ORDER BY t.made_on, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.code AS label FROM application_observation t WHERE t.agency = ?1 AND t.id = ?2"),
};

#define APPLICATION_SCORE_COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.application, " \
    "t.item, t.points, t.scored_on, t.evaluator, t.note, t.recorded_by, t.annulled, t.annul_reason"

const struct entity_store application_score_store = {
    .insert = SQL_INIT("INSERT INTO application_score (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, application, item, points, scored_on, evaluator, note, "
                       "recorded_by, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                       "?11, ?12, ?13, ?14, ?15, ?16, ?17)"),
    .update = SQL_INIT("UPDATE application_score SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, application = ?9, item = ?10, points = ?11, "
                       "scored_on = ?12, evaluator = ?13, note = ?14, recorded_by = ?15, annulled = ?16, "
                       "annul_reason = ?17 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " APPLICATION_SCORE_COLUMNS " FROM application_score t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " APPLICATION_SCORE_COLUMNS " FROM application_score t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " APPLICATION_SCORE_COLUMNS " FROM application_score t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " APPLICATION_SCORE_COLUMNS " FROM application_score t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.application = ?6 AND t.annulled = 0 ORDER BY t.code, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.code AS label FROM application_score t WHERE t.agency = ?1 AND t.id = ?2"),
};

#define APPLICATION_BUDGET_COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.application, " \
    "t.name, t.source, t.nature, t.provider, t.amount, t.annulled, t.annul_reason"

const struct entity_store application_budget_store = {
    .insert = SQL_INIT("INSERT INTO application_budget (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, application, name, source, nature, provider, amount, "
                       "annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                       "?13, ?14, ?15, ?16)"),
    .update = SQL_INIT("UPDATE application_budget SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, application = ?9, name = ?10, source = ?11, "
                       "nature = ?12, provider = ?13, amount = ?14, annulled = ?15, annul_reason = ?16 WHERE "
                       "agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " APPLICATION_BUDGET_COLUMNS " FROM application_budget t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " APPLICATION_BUDGET_COLUMNS " FROM application_budget t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " APPLICATION_BUDGET_COLUMNS " FROM application_budget t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " APPLICATION_BUDGET_COLUMNS " FROM application_budget t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.application = ?6 AND t.annulled = 0 ORDER BY t.code, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.name AS label FROM application_budget t WHERE t.agency = ?1 AND t.id = ?2"),
};

#define APPLICATION_ACTIVITY_COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.application, " \
    "t.name, t.starts_on, t.ends_on, t.planned, t.progress, t.registered_on, t.evidence, t.state, t.annulled, " \
    "t.annul_reason"

const struct entity_store application_activity_store = {
    .insert = SQL_INIT("INSERT INTO application_activity (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, application, name, starts_on, ends_on, planned, progress, "
                       "registered_on, evidence, state, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, "
                       "?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"),
    .update = SQL_INIT("UPDATE application_activity SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, application = ?9, name = ?10, starts_on = ?11, "
                       "ends_on = ?12, planned = ?13, progress = ?14, registered_on = ?15, evidence = ?16, "
                       "state = ?17, annulled = ?18, annul_reason = ?19 WHERE agency = ?1 AND id = ?2 AND "
                       "version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " APPLICATION_ACTIVITY_COLUMNS " FROM application_activity t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " APPLICATION_ACTIVITY_COLUMNS " FROM application_activity t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " APPLICATION_ACTIVITY_COLUMNS " FROM application_activity t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " APPLICATION_ACTIVITY_COLUMNS " FROM application_activity t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.application = ?6 AND t.annulled = 0 ORDER BY t.starts_on, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.name AS label FROM application_activity t WHERE t.agency = ?1 AND t.id = ?2"),
};

#define APPLICATION_EXPENSE_COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.application, " \
    "t.activity, t.budget, t.date, t.payee, t.document, t.amount, t.evidence, t.annulled, t.annul_reason"

const struct entity_store application_expense_store = {
    .insert = SQL_INIT("INSERT INTO application_expense (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, application, activity, budget, date, payee, document, amount, "
                       "evidence, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                       "?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)"),
    .update = SQL_INIT("UPDATE application_expense SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, application = ?9, activity = ?10, budget = "
                       "?11, date = ?12, payee = ?13, document = ?14, amount = ?15, evidence = ?16, annulled = "
                       "?17, annul_reason = ?18 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " APPLICATION_EXPENSE_COLUMNS " FROM application_expense t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " APPLICATION_EXPENSE_COLUMNS " FROM application_expense t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " APPLICATION_EXPENSE_COLUMNS " FROM application_expense t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " APPLICATION_EXPENSE_COLUMNS " FROM application_expense t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.application = ?6 AND t.annulled = 0 ORDER BY t.date, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.payee AS label FROM application_expense t WHERE t.agency = ?1 AND t.id = ?2"),
};

#define APPLICATION_INVOICE_COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.application, " \
    "t.number, t.issued_on, t.amount, t.delivered_on, t.delivered_to, t.evidence, t.annulled, t.annul_reason"

const struct entity_store application_invoice_store = {
    .insert = SQL_INIT("INSERT INTO application_invoice (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, application, number, issued_on, amount, delivered_on, "
                       "delivered_to, evidence, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
                       "?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"),
    .update = SQL_INIT("UPDATE application_invoice SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, application = ?9, number = ?10, issued_on = "
                       "?11, amount = ?12, delivered_on = ?13, delivered_to = ?14, evidence = ?15, annulled = "
                       "?16, annul_reason = ?17 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " APPLICATION_INVOICE_COLUMNS " FROM application_invoice t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " APPLICATION_INVOICE_COLUMNS " FROM application_invoice t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " APPLICATION_INVOICE_COLUMNS " FROM application_invoice t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " APPLICATION_INVOICE_COLUMNS " FROM application_invoice t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.application = ?6 AND t.annulled = 0 ORDER BY t.issued_on, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.number AS label FROM application_invoice t WHERE t.agency = ?1 AND t.id = ?2"),
};
