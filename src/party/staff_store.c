#include "party/staff.h"
#include "party/unit.h"

#define COLUMNS                                                                                                        \
    "s.agency, s.id, s.version, s.created_seq, s.changed_seq, s.source_line, s.code, s.unit, s.name, "                     \
    "s.position, s.speciality, s.email, s.from_on, s.to_on, s.annulled, s.annul_reason"

const struct entity_store staff_store = {
    .insert = SQL_INIT("INSERT INTO staff (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, name, position, speciality, email, from_on, to_on, annulled, annul_reason) VALUES "
                       "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"),
    .update = SQL_INIT("UPDATE staff SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, name = ?9, position = ?10, speciality = ?11, email = ?12, from_on "
                       "= ?13, to_on = ?14, annulled = ?15, annul_reason = ?16 WHERE agency = ?1 AND id = ?2 AND "
                       "version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM staff s WHERE s.code = ?5 AND " LENT_KEY("s")),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM staff s WHERE s.id = ?5 AND " LENT_KEY("s")),
    .page = SQL_INIT("SELECT " COLUMNS " FROM staff s WHERE (s.agency, s.code) > (?5, ?6) AND " LENT_PAGE("s")
                     " ORDER BY s.agency, s.code LIMIT ?7"),
    .label = SQL_INIT("SELECT s.code, s.name FROM staff s WHERE s.agency = ?1 AND s.id = ?2"),
};
