#include "agreement/agreement.h"
#include "db/db.h"
#include "party/unit.h"

#define COLUMNS                                                                                                        \
    "a.agency, a.id, a.version, a.created_seq, a.changed_seq, a.source_line, a.code, a.unit, a.title, "                    \
    "a.kind, a.programme, a.object, a.indicators, a.signed_on, a.valid_from, a.valid_to, a.extended_to, a.state, a.public, a.annulled, "            \
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
    .insert = SQL_INIT("INSERT INTO agreement (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, title, kind, programme, object, indicators, signed_on, valid_from, "
                       "valid_to, extended_to, state, public, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, "
                       "?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)"),
    .update = SQL_INIT("UPDATE agreement SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, title = ?9, kind = ?10, programme = ?11, object = ?12, "
                       "indicators = ?13, signed_on = ?14, valid_from = ?15, valid_to = ?16, extended_to = "
                       "?17, state = ?18, public = ?19, annulled = ?20, annul_reason = ?21 WHERE agency = ?1 "
                       "AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM agreement a WHERE a.code = ?5 AND " LENT_KEY("a")),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM agreement a WHERE a.id = ?5 AND " LENT_KEY("a")),
    .page = SQL_INIT("SELECT " COLUMNS " FROM agreement a WHERE (a.agency, a.code) > (?5, ?6) AND " LENT_PAGE("a")
                     " ORDER BY a.agency, a.code LIMIT ?7"),
    .label = SQL_INIT("SELECT a.code, a.title FROM agreement a WHERE a.agency = ?1 AND a.id = ?2"),
    .links = links,
    .link_count = COUNT_OF(links),
};

/* What an agreement lacks to be settled: the parts that later rooms keep, by SQL of its own (tables have no rooms). */
#define NO_DOCUMENT(row)                                                                                                \
    "NOT EXISTS (SELECT 1 FROM document_record d JOIN document k ON k.agency = d.agency AND k.id = d.document WHERE "   \
    "d.agency = ?1 AND d.record = " row ".id AND k.annulled = 0)"
#define SPENT "expense e JOIN project_funder f ON f.agency = e.agency AND f.id = e.funder WHERE e.agency = ?1 AND f.agreement = ?2 AND e.annulled = 0"

static const struct sql statements[] = {
    SQL_INIT("SELECT x.kind, x.code FROM ("
             "SELECT 0 AS kind, i.code AS code FROM instalment i WHERE i.agency = ?1 AND i.agreement = ?2 AND i.annulled = 0 AND "
             "i.state IN ('planned', 'claimed') UNION ALL "
             "SELECT 1, r.code FROM agreement_report r WHERE r.agency = ?1 AND r.agreement = ?2 AND r.annulled = 0 AND "
             "r.state IN ('pending', 'observed') UNION ALL "
             "SELECT 2, e.code FROM " SPENT " AND e.state <> 'approved' UNION ALL "
             "SELECT 3, p.code FROM project p WHERE p.agency = ?1 AND p.annulled = 0 AND p.state NOT IN ('closed', 'cancelled') AND "
             "EXISTS (SELECT 1 FROM project_agreement g WHERE g.agency = ?1 AND g.project = p.id AND g.agreement = ?2) UNION ALL "
             "SELECT 4, e.code FROM " SPENT " AND e.state = 'approved' AND " NO_DOCUMENT("e") " UNION ALL "
             "SELECT 4, i.code FROM instalment i WHERE i.agency = ?1 AND i.agreement = ?2 AND i.annulled = 0 AND i.state = 'received' AND "
             "i.evidence IS NULL AND " NO_DOCUMENT("i") " UNION ALL "
             "SELECT 4, r.code FROM agreement_report r WHERE r.agency = ?1 AND r.agreement = ?2 AND r.annulled = 0 AND "
             "r.state IN ('sent', 'accepted') AND r.evidence IS NULL AND " NO_DOCUMENT("r") ") x ORDER BY x.kind, x.code"),
};
const struct db_statements agreement_statements = {"agreement_store", statements, COUNT_OF(statements)};

enum err agreement_store_open(struct ctx *ctx, struct id agency, struct id agreement, struct buf open[AGREEMENT_OPEN_KINDS])
{
    enum { CODES_MOST = 400 }; /* bytes of codes that one sentence names */
    struct db_stmt *stmt;
    bool more = false;
    TRY(db_prepare(ctx->db, statements[0], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, agreement);
    TRY(db_step(stmt, &more));
    while (more) {
        struct buf *codes = &open[db_column_int(stmt, 0)];
        if (codes->len < CODES_MOST) {
            buf_put_c(codes, codes->len == 0 ? "" : ", ");
            buf_put(codes, db_column_text(stmt, 1, ctx->arena));
        } else if (!str_ends(buf_str(codes), S("…"))) {
            buf_put_c(codes, ", …");
        }
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    return ERR_OK;
}
