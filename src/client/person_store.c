#include "client/person.h"

#define COLUMNS                                                                                                        \
    "p.agency, p.id, p.version, p.created_seq, p.changed_seq, p.source_line, p.code, p.unit, p.adviser, "                  \
    "p.given_names, p.surnames, p.dui, p.nit, p.other_document_type, p.other_document, p.sex, p.birth_date, "          \
    "p.phone, p.mobile, p.email, p.district, p.zone, p.address, p.disability, p.indigenous, "                          \
    "p.returned_migrant, p.education, p.motive, p.stage, p.provenance, p.registered_on, p.status, "                    \
    "p.consent_on, p.consent_text, p.consent_scopes, p.consent_revoked_on, p.same_document_reason, p.annulled, p.annul_reason"

const struct entity_store person_store = {
    .insert = SQL_INIT("INSERT INTO person (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, adviser, given_names, surnames, dui, nit, other_document_type, other_document, "
                       "sex, birth_date, phone, mobile, email, district, zone, address, disability, indigenous, "
                       "returned_migrant, education, motive, stage, provenance, registered_on, status, "
                       "consent_on, consent_text, consent_scopes, consent_revoked_on, same_document_reason, annulled, annul_reason) "
                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
                       "?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, "
                       "?36, ?37, ?38, ?39)"),
    .update = SQL_INIT("UPDATE person SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, adviser = ?9, given_names = ?10, surnames = ?11, dui = ?12, nit = "
                       "?13, other_document_type = ?14, other_document = ?15, sex = ?16, birth_date = ?17, phone "
                       "= ?18, mobile = ?19, email = ?20, district = ?21, zone = ?22, address = ?23, disability "
                       "= ?24, indigenous = ?25, returned_migrant = ?26, education = ?27, motive = ?28, stage = "
                       "?29, provenance = ?30, registered_on = ?31, status = ?32, consent_on = ?33, consent_text "
                       "= ?34, consent_scopes = ?35, consent_revoked_on = ?36, same_document_reason = ?37, annulled = ?38, "
                       "annul_reason = ?39 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM person p WHERE p.code = ?5 AND " SCOPE_KEY("p")),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM person p WHERE p.id = ?5 AND " SCOPE_KEY("p")),
    .page = SQL_INIT("SELECT " COLUMNS " FROM person p WHERE (p.agency, p.code) > (?5, ?6) AND " SCOPE_PAGE("p")
                     " ORDER BY p.agency, p.code LIMIT ?7"),
    .label = SQL_INIT("SELECT p.code, p.given_names || ' ' || p.surnames FROM person p WHERE p.agency = ?1 AND p.id = ?2"),
};
