#include "alliance/addendum.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.agreement, " \
    "t.number, t.signed_on, t.subject, t.valid_to, t.amount, t.document, t.annulled, t.annul_reason"

const struct entity_store addendum_store = {
    .insert = SQL_INIT("INSERT INTO addendum (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, agreement, number, signed_on, subject, valid_to, amount, document, "
                       "annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                       "?13, ?14, ?15, ?16, ?17)"),
    .update = SQL_INIT("UPDATE addendum SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, agreement = ?9, number = ?10, signed_on = ?11, subject = "
                       "?12, valid_to = ?13, amount = ?14, document = ?15, annulled = ?16, annul_reason = ?17 "
                       "WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM addendum t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM addendum t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM addendum t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " COLUMNS " FROM addendum t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.agreement = ?6 AND t.annulled = 0 ORDER BY t.signed_on, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.subject AS label FROM addendum t WHERE t.agency = ?1 AND t.id = ?2"),
};
