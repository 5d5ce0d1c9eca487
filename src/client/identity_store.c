#include "client/identity.h"

#define COLUMNS                                                                                                        \
    "i.agency, i.id, i.version, i.created_seq, i.changed_seq, i.source_line, i.code, i.unit, i.kind, "                     \
    "i.merged_on, i.unmerged_on, i.reason, i.shown, i.annulled, i.annul_reason"

static const struct entity_link links[] = {
    {.field = "enterprises",
     .across = true,
     .insert = SQL_INIT("INSERT INTO identity_enterprise (agency, identity, position, enterprise, member_agency) "
                        "VALUES (?1, ?2, ?3, ?4, ?5)"),
     .remove = SQL_INIT("DELETE FROM identity_enterprise WHERE agency = ?1 AND identity = ?2"),
     .select = SQL_INIT("SELECT enterprise, member_agency FROM identity_enterprise WHERE agency = ?1 AND identity = ?2 "
                        "ORDER BY position")},
    {.field = "persons",
     .across = true,
     .insert = SQL_INIT("INSERT INTO identity_person (agency, identity, position, person, member_agency) "
                        "VALUES (?1, ?2, ?3, ?4, ?5)"),
     .remove = SQL_INIT("DELETE FROM identity_person WHERE agency = ?1 AND identity = ?2"),
     .select = SQL_INIT("SELECT person, member_agency FROM identity_person WHERE agency = ?1 AND identity = ?2 "
                        "ORDER BY position")},
};

const struct entity_store identity_store = {
    .insert = SQL_INIT("INSERT INTO identity (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, kind, merged_on, unmerged_on, reason, shown, annulled, annul_reason) VALUES (?1, ?2, ?3, "
                       "?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"),
    .update = SQL_INIT("UPDATE identity SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, kind = ?9, merged_on = ?10, unmerged_on = ?11, reason = ?12, "
                       "shown = ?13, annulled = ?14, annul_reason = ?15 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM identity i WHERE i.code = ?5 AND " SCOPE_KEY("i")),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM identity i WHERE i.id = ?5 AND " SCOPE_KEY("i")),
    .page = SQL_INIT("SELECT " COLUMNS " FROM identity i WHERE (i.agency, i.code) > (?5, ?6) AND " SCOPE_PAGE("i")
                     " ORDER BY i.agency, i.code LIMIT ?7"),
    .label = SQL_INIT("SELECT i.code, i.kind FROM identity i WHERE i.agency = ?1 AND i.id = ?2"),
    .links = links,
    .link_count = COUNT_OF(links),
};

enum { OPEN_ENTERPRISE, OPEN_PERSON, NETWORK_OF, STATEMENTS };
static const struct sql statements[STATEMENTS] = {
    [OPEN_ENTERPRISE] = SQL_INIT("SELECT i.code FROM identity_enterprise m JOIN identity i ON i.agency = m.agency "
                                 "AND i.id = m.identity WHERE m.member_agency = ?1 AND m.enterprise = ?2 "
                                 "AND m.agency = ?4 AND i.annulled = 0 AND i.unmerged_on IS NULL AND i.id <> ?3"),
    [OPEN_PERSON] = SQL_INIT("SELECT i.code FROM identity_person m JOIN identity i ON i.agency = m.agency "
                             "AND i.id = m.identity WHERE m.member_agency = ?1 AND m.person = ?2 "
                             "AND m.agency = ?4 AND i.annulled = 0 AND i.unmerged_on IS NULL AND i.id <> ?3"),
    [NETWORK_OF] = SQL_INIT("SELECT n.id FROM unit a JOIN unit n ON n.agency = a.parent AND n.id = a.parent "
                            "AND n.kind = 'network' WHERE a.agency = ?1 AND a.id = ?1"),
};
const struct db_statements identity_statements = {"identity_store", statements, STATEMENTS};

FALLIBLE identity_open_of(struct ctx *ctx, const struct identity *identity, const struct ref *member, struct str *out)
{
    struct db_stmt *stmt;
    bool row;
    bool persons = str_eq_c(identity->kind, "person");
    TRY(db_prepare(ctx->db, statements[persons ? OPEN_PERSON : OPEN_ENTERPRISE], &stmt));
    db_bind_id(stmt, 1, identity_agency_of(identity, member));
    db_bind_id(stmt, 2, member->id);
    db_bind_id(stmt, 3, identity->record.id);
    db_bind_id(stmt, 4, identity->record.agency);
    TRY(db_step(stmt, &row));
    *out = row ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}

FALLIBLE identity_network_of(struct ctx *ctx, struct id agency, struct id *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[NETWORK_OF], &stmt));
    db_bind_id(stmt, 1, agency);
    TRY(db_step(stmt, &row));
    *out = row ? db_column_id(stmt, 0) : ID_NONE;
    db_reset(stmt);
    return ERR_OK;
}
