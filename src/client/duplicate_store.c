#include "client/duplicate.h"

#define COLUMNS                                                                                                            \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.first_person, "             \
    "t.second_person, t.first_enterprise, t.second_enterprise, t.state, t.reason, t.shown, t.proposed_by, t.proposed_on, "          \
    "t.decided_by, t.decided_on, t.likeness, t.reasons, t.identity, t.annulled, t.annul_reason"

const struct entity_store duplicate_store = {
    .insert = SQL_INIT("INSERT INTO duplicate (agency, id, version, created_seq, changed_seq, source_line, code, unit, "
                       "first_person, second_person, first_enterprise, second_enterprise, state, reason, shown, proposed_by, "
                       "proposed_on, decided_by, decided_on, likeness, reasons, identity, annulled, annul_reason) VALUES (?1, "
                       "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)"),
    .update = SQL_INIT("UPDATE duplicate SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, code = ?7, "
                       "unit = ?8, first_person = ?9, second_person = ?10, first_enterprise = ?11, second_enterprise = ?12, "
                       "state = ?13, reason = ?14, shown = ?15, proposed_by = ?16, proposed_on = ?17, decided_by = ?18, decided_on = ?19, "
                       "likeness = ?20, reasons = ?21, identity = ?22, annulled = ?23, annul_reason = ?24 "
                       "WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM duplicate t WHERE t.code = ?5 AND " SCOPE_KEY("t")),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM duplicate t WHERE t.id = ?5 AND " SCOPE_KEY("t")),
    .page = SQL_INIT("SELECT " COLUMNS " FROM duplicate t WHERE (t.agency, t.code) > (?5, ?6) AND " SCOPE_PAGE("t")
                     " ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.state FROM duplicate t WHERE t.agency = ?1 AND t.id = ?2"),
};

/* A confirmed judgement is in force while its merge is open. */
#define IN_FORCE                                                                                                             \
    " AND t.annulled = 0 AND t.state NOT IN ('undone', 'withdrawn') AND t.id <> ?4 AND NOT (t.state = 'confirmed' "          \
    "AND EXISTS (SELECT 1 FROM identity i WHERE i.agency = t.agency AND i.id = t.identity "                                  \
    "AND (i.annulled = 1 OR i.unmerged_on IS NOT NULL)))"

enum { IN_FORCE_PERSON, IN_FORCE_ENTERPRISE, UPPER_UNIT, OF_IDENTITY, STATEMENTS };
static const struct sql statements[STATEMENTS] = {
    [IN_FORCE_PERSON] = SQL_INIT("SELECT t.id FROM duplicate t WHERE t.agency = ?1 AND t.first_person = ?2 AND t.second_person = ?3" IN_FORCE),
    [IN_FORCE_ENTERPRISE] = SQL_INIT("SELECT t.id FROM duplicate t WHERE t.agency = ?1 AND t.first_enterprise = ?2 "
                                     "AND t.second_enterprise = ?3" IN_FORCE),
    [UPPER_UNIT] = SQL_INIT("SELECT id FROM unit WHERE agency = ?1 AND id IN (?2, ?3) ORDER BY tree_from LIMIT 1"),
    [OF_IDENTITY] = SQL_INIT("SELECT t.id FROM duplicate t WHERE t.agency = ?1 AND t.identity = ?2 AND t.state = 'confirmed' "
                             "AND t.annulled = 0 ORDER BY t.id LIMIT ?3"),
};
const struct db_statements duplicate_statements = {"duplicate_store", statements, STATEMENTS};

static enum err one_id(struct db_stmt *stmt, struct id *out)
{
    bool row;
    TRY(db_step(stmt, &row));
    *out = row ? db_column_id(stmt, 0) : ID_NONE;
    db_reset(stmt);
    return ERR_OK;
}

FALLIBLE duplicate_store_in_force(struct ctx *ctx, bool persons, struct id agency, struct id a, struct id b, struct id except,
                                  struct id *out)
{
    struct db_stmt *stmt;
    bool lower = id_cmp(a, b) < 0;
    TRY(db_prepare(ctx->db, statements[persons ? IN_FORCE_PERSON : IN_FORCE_ENTERPRISE], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, lower ? a : b);
    db_bind_id(stmt, 3, lower ? b : a);
    db_bind_blob(stmt, 4, (struct str){(const char *)except.bytes, sizeof(except)});
    return one_id(stmt, out);
}

FALLIBLE duplicate_store_upper_unit(struct ctx *ctx, struct id agency, struct id a, struct id b, struct id *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[UPPER_UNIT], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, a);
    db_bind_id(stmt, 3, b);
    return one_id(stmt, out);
}

FALLIBLE duplicate_store_of_identity(struct ctx *ctx, struct id agency, struct id identity, size_t limit, struct id *out, size_t *count)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[OF_IDENTITY], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, identity);
    db_bind_int(stmt, 3, (int64_t)limit);
    *count = 0;
    for (bool row = true; row && *count < limit;) {
        TRY(db_step(stmt, &row));
        if (row) {
            out[(*count)++] = db_column_id(stmt, 0);
        }
    }
    db_reset(stmt);
    return ERR_OK;
}
