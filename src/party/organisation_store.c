#include "party/organisation.h"
#include "party/unit.h"

#define COLUMNS                                                                                                        \
    "o.agency, o.id, o.version, o.created_seq, o.changed_seq, o.source_line, o.code, o.unit, o.name, "                     \
    "o.short_name, o.kind, o.level, o.side, o.parent, o.nit, o.nrc, o.district, o.phone, o.email, o.website, "         \
    "o.promoted_on, o.constituted_on, o.annulled, o.annul_reason"

const struct entity_store organisation_store = {
    .insert = SQL_INIT("INSERT INTO organisation (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, name, short_name, kind, level, side, parent, nit, nrc, district, phone, "
                       "email, website, promoted_on, constituted_on, annulled, annul_reason) VALUES (?1, ?2, ?3, "
                       "?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, "
                       "?23, ?24)"),
    .update = SQL_INIT("UPDATE organisation SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, name = ?9, short_name = ?10, kind = ?11, level = ?12, side = "
                       "?13, parent = ?14, nit = ?15, nrc = ?16, district = ?17, phone = ?18, email = ?19, "
                       "website = ?20, promoted_on = ?21, constituted_on = ?22, annulled = ?23, annul_reason = "
                       "?24 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM organisation o WHERE o.code = ?5 AND " LENT_KEY("o")),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM organisation o WHERE o.id = ?5 AND " LENT_KEY("o")),
    .page = SQL_INIT("SELECT " COLUMNS " FROM organisation o WHERE (o.agency, o.code) > (?5, ?6) AND " LENT_PAGE("o")
                     " ORDER BY o.agency, o.code LIMIT ?7"),
    .label = SQL_INIT("SELECT o.code, o.name FROM organisation o WHERE o.agency = ?1 AND o.id = ?2"),
};
