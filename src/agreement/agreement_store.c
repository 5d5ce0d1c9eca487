#include "agreement/agreement.h"
#include "party/unit.h"

#define COLUMNS                                                                                                        \
    "a.agency, a.id, a.version, a.created_seq, a.changed_seq, a.source_line, a.code, a.unit, a.title, "                    \
    "a.kind, a.programme, a.object, a.signed_on, a.valid_from, a.valid_to, a.extended_to, a.state, a.public, a.annulled, "            \
    "a.annul_reason"

static const struct entity_link links[] = {
    {.field = "funders",
     .insert = SQL_INIT("INSERT INTO agreement_funder (agency, agreement, position, organisation) VALUES (?1, "
                        "?2, ?3, ?4)"),
     .remove = SQL_INIT("DELETE FROM agreement_funder WHERE agency = ?1 AND agreement = ?2"),
     .select = SQL_INIT("SELECT organisation FROM agreement_funder WHERE agency = ?1 AND agreement = ?2 ORDER BY "
                        "position")},
    {.field = "operators",
     .insert = SQL_INIT("INSERT INTO agreement_operator (agency, agreement, position, organisation) VALUES (?1, "
                        "?2, ?3, ?4)"),
     .remove = SQL_INIT("DELETE FROM agreement_operator WHERE agency = ?1 AND agreement = ?2"),
     .select = SQL_INIT("SELECT organisation FROM agreement_operator WHERE agency = ?1 AND agreement = ?2 ORDER "
                        "BY position")},
    {.field = "cooperators",
     .insert = SQL_INIT("INSERT INTO agreement_cooperator (agency, agreement, position, organisation) VALUES "
                        "(?1, ?2, ?3, ?4)"),
     .remove = SQL_INIT("DELETE FROM agreement_cooperator WHERE agency = ?1 AND agreement = ?2"),
     .select = SQL_INIT("SELECT organisation FROM agreement_cooperator WHERE agency = ?1 AND agreement = ?2 "
                        "ORDER BY position")},
    {.field = "beneficiaries",
     .insert = SQL_INIT("INSERT INTO agreement_beneficiary (agency, agreement, position, organisation) VALUES "
                        "(?1, ?2, ?3, ?4)"),
     .remove = SQL_INIT("DELETE FROM agreement_beneficiary WHERE agency = ?1 AND agreement = ?2"),
     .select = SQL_INIT("SELECT organisation FROM agreement_beneficiary WHERE agency = ?1 AND agreement = ?2 "
                        "ORDER BY position")},
};

const struct entity_store agreement_store = {
    .insert = SQL_INIT("INSERT INTO agreement (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, title, kind, programme, object, signed_on, valid_from, valid_to, extended_to, state, public, "
                       "annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
                       "?14, ?15, ?16, ?17, ?18, ?19, ?20)"),
    .update = SQL_INIT("UPDATE agreement SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, title = ?9, kind = ?10, programme = ?11, object = ?12, signed_on = "
                       "?13, valid_from = ?14, valid_to = ?15, extended_to = ?16, state = ?17, public = ?18, annulled = ?19, "
                       "annul_reason = ?20 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM agreement a WHERE a.code = ?5 AND " LENT_KEY("a")),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM agreement a WHERE a.id = ?5 AND " LENT_KEY("a")),
    .page = SQL_INIT("SELECT " COLUMNS " FROM agreement a WHERE (a.agency, a.code) > (?5, ?6) AND " LENT_PAGE("a")
                     " ORDER BY a.agency, a.code LIMIT ?7"),
    .label = SQL_INIT("SELECT a.code, a.title FROM agreement a WHERE a.agency = ?1 AND a.id = ?2"),
    .links = links,
    .link_count = COUNT_OF(links),
};
