#include "client/about.h"

#include "db/db.h"

enum { LISTS = 3 };
/* By list, then enterprise and person. */
static const struct sql statements[LISTS * 2] = {
    SQL_INIT("SELECT f.id FROM affiliation f WHERE f.agency = ?1 AND f.enterprise = ?2 AND f.annulled = 0 ORDER BY f.id LIMIT ?3"),
    SQL_INIT("SELECT f.id FROM affiliation f WHERE f.agency = ?1 AND f.person = ?2 AND f.annulled = 0 ORDER BY f.id LIMIT ?3"),
    SQL_INIT("SELECT m.id FROM move m WHERE m.agency = ?1 AND m.enterprise = ?2 AND m.annulled = 0 ORDER BY m.id LIMIT ?3"),
    SQL_INIT("SELECT m.id FROM move m WHERE m.agency = ?1 AND m.person = ?2 AND m.annulled = 0 ORDER BY m.id LIMIT ?3"),
    SQL_INIT("SELECT i.id FROM identity_enterprise l JOIN identity i ON i.agency = l.agency AND i.id = l.identity "
             "WHERE l.agency = ?1 AND l.enterprise = ?2 AND i.annulled = 0 ORDER BY i.id LIMIT ?3"),
    SQL_INIT("SELECT i.id FROM identity_person l JOIN identity i ON i.agency = l.agency AND i.id = l.identity "
             "WHERE l.agency = ?1 AND l.person = ?2 AND i.annulled = 0 ORDER BY i.id LIMIT ?3"),
};
const struct db_statements about_statements = {"about_store", statements, LISTS * 2};

FALLIBLE about_store_ids(struct ctx *ctx, enum about_list list, bool is_person, struct id agency, struct id client,
                         size_t limit, struct id *out, size_t *count)
{
    struct db_stmt *stmt;
    bool row;
    *count = 0;
    TRY(db_prepare(ctx->db, statements[(int)list * 2 + (is_person ? 1 : 0)], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, client);
    db_bind_int(stmt, 3, (int64_t)limit);
    TRY(db_step(stmt, &row));
    while (row && *count < limit) {
        out[(*count)++] = db_column_id(stmt, 0);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return ERR_OK;
}
