#include "party/consultant.h"
#include "party/unit.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, " \
    "t.kind, t.name, t.nit, t.nrc, t.specialities, t.speciality_text, t.phone, t.email, " \
    "t.district, t.address, t.notes, t.annulled, t.annul_reason"

const struct entity_store consultant_store = {
    .insert = SQL_INIT("INSERT INTO consultant (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, kind, name, nit, nrc, specialities, speciality_text, phone, email, district, address, "
                       "notes, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                       "?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)"),
    .update = SQL_INIT("UPDATE consultant SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, kind = ?9, name = ?10, nit = ?11, nrc = ?12, specialities = ?13, "
                       "speciality_text = ?14, phone = ?15, email = ?16, district = ?17, address = ?18, notes = "
                       "?19, annulled = ?20, annul_reason = ?21 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM consultant t WHERE " LENT_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM consultant t WHERE " LENT_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM consultant t WHERE " LENT_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.name AS label FROM consultant t WHERE t.agency = ?1 AND t.id = ?2"),
};
