#include "policy/policy_tag.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.action, " \
    "t.dataset, t.record_code, t.subject, t.note, t.annulled, t.annul_reason"

const struct entity_store policy_tag_store = {
    .insert = SQL_INIT("INSERT INTO policy_tag (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, action, dataset, record_code, subject, note, annulled, annul_reason) "
                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"),
    .update = SQL_INIT("UPDATE policy_tag SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, action = ?9, dataset = ?10, record_code = ?11, subject = "
                       "?12, note = ?13, annulled = ?14, annul_reason = ?15 WHERE agency = ?1 AND id = ?2 AND "
                       "version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM policy_tag t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM policy_tag t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM policy_tag t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " COLUMNS " FROM policy_tag t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.action = ?6 AND t.annulled = 0 ORDER BY t.dataset, t.record_code, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.record_code AS label FROM policy_tag t WHERE t.agency = ?1 AND t.id = ?2"),
};

/* Everything that can be tagged and lies in the period, in scope: ?1 to ?4, ?7 from, ?8 to. A link that counts the money of an
 * application is not a thing of its own beside it. */
#define THINGS                                                                                                                 \
    "(SELECT 0 AS kind, s.agency, s.id FROM session s WHERE " SCOPE("s") " AND s.annulled = 0 AND s.date BETWEEN ?7 AND ?8 "   \
    "AND s.state <> 'scheduled' UNION ALL "                                                                                    \
    "SELECT 1, s.agency, s.id FROM event s WHERE " SCOPE("s") " AND s.annulled = 0 AND s.starts_on BETWEEN ?7 AND ?8 "         \
    "AND s.state <> 'cancelled' UNION ALL "                                                                                    \
    "SELECT 2, s.agency, s.id FROM assistance s WHERE " SCOPE("s") " AND s.annulled = 0 AND s.signed_on BETWEEN ?7 AND ?8 "    \
    "UNION ALL "                                                                                                               \
    "SELECT 3, s.agency, s.id FROM link s WHERE " SCOPE("s") " AND s.annulled = 0 AND s.date BETWEEN ?7 AND ?8 "               \
    "AND NOT EXISTS (SELECT 1 FROM fund_application fa WHERE fa.agency = s.agency AND fa.link = s.id AND fa.annulled = 0) UNION ALL " \
    "SELECT 6, s.agency, s.id FROM fund_application s WHERE " SCOPE("s") " AND s.annulled = 0 "                                \
    "AND COALESCE(s.submitted_on, s.identified_on) BETWEEN ?7 AND ?8 AND s.state <> 'withdrawn' UNION ALL "                    \
    "SELECT 4, s.agency, s.id FROM agreement s WHERE " SCOPE("s") " AND s.annulled = 0 AND s.signed_on <= ?8 AND "             \
    "(COALESCE(s.extended_to, s.valid_to) IS NULL OR COALESCE(s.extended_to, s.valid_to) >= ?7) UNION ALL "                    \
    "SELECT 5, s.agency, s.id FROM resolution s JOIN meeting m ON m.agency = s.agency AND m.id = s.meeting WHERE " SCOPE("s")  \
    " AND s.annulled = 0 AND m.date BETWEEN ?7 AND ?8) g"
#define TAGGED                                                                                                                 \
    "policy_tag t JOIN policy_action a ON a.agency = t.agency AND a.id = t.action AND a.annulled = 0 "                         \
    "JOIN policy_line l ON l.agency = a.agency AND l.id = a.line AND l.annulled = 0 "                                          \
    "JOIN policy_axis x ON x.agency = l.agency AND x.id = l.axis AND x.annulled = 0 "                                          \
    "WHERE t.agency = ?5 AND x.policy = ?6 AND t.annulled = 0 AND t.agency = g.agency AND t.subject = g.id"

enum { SAME, BY_AXIS, BY_LINE, BY_ACTION, UNTAGGED, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [SAME] = SQL_INIT("SELECT t.code FROM policy_tag t WHERE t.agency = ?1 AND t.dataset = ?2 AND t.subject = ?3 AND t.action = ?4 AND "
                      "t.id <> ?5 AND t.annulled = 0 LIMIT 1"),
    [BY_AXIS] = SQL_INIT("SELECT x.id, g.kind, count(DISTINCT g.id) FROM " THINGS ", " TAGGED " GROUP BY x.id, g.kind"),
    [BY_LINE] = SQL_INIT("SELECT l.id, g.kind, count(DISTINCT g.id) FROM " THINGS ", " TAGGED " GROUP BY l.id, g.kind"),
    [BY_ACTION] = SQL_INIT("SELECT a.id, g.kind, count(DISTINCT g.id) FROM " THINGS ", " TAGGED " GROUP BY a.id, g.kind"),
    [UNTAGGED] = SQL_INIT("SELECT g.kind, count(*), sum(CASE WHEN EXISTS (SELECT 1 FROM " TAGGED ") THEN 1 ELSE 0 END) FROM " THINGS
                          " GROUP BY g.kind"),
};
const struct db_statements policy_tag_statements = {"policy_tag_store", statements, STATEMENT_COUNT};

enum err policy_tag_store_same(struct ctx *ctx, const struct policy_tag *row, struct str *out_code)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[SAME], &stmt));
    db_bind_id(stmt, 1, row->record.agency);
    db_bind_text(stmt, 2, row->dataset);
    db_bind_id(stmt, 3, row->subject);
    db_bind_id(stmt, 4, row->action.id);
    db_bind_id(stmt, 5, row->record.id);
    bool found = false;
    TRY(db_step(stmt, &found));
    *out_code = found ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}

static enum err bind_period(struct ctx *ctx, size_t statement, struct id agency, struct id policy, struct date from, struct date to,
                            struct db_stmt **out)
{
    TRY(db_prepare(ctx->db, statements[statement], out));
    scope_bind(*out, &ctx->scope);
    db_bind_id(*out, 5, agency);
    db_bind_id(*out, 6, policy);
    db_bind_date(*out, 7, from);
    db_bind_date(*out, 8, to);
    return ERR_OK;
}

enum err policy_tag_store_counts(struct ctx *ctx, struct id agency, struct id policy, struct date from, struct date to,
                                 policy_tag_count *found, void *data)
{
    for (size_t statement = BY_AXIS; statement <= BY_ACTION; statement++) {
        struct db_stmt *stmt;
        TRY(bind_period(ctx, statement, agency, policy, from, to, &stmt));
        bool more = false;
        TRY(db_step(stmt, &more));
        while (more) {
            found(data, db_column_id(stmt, 0), (size_t)db_column_int(stmt, 1), db_column_int(stmt, 2));
            TRY(db_step(stmt, &more));
        }
        db_reset(stmt);
    }
    return ERR_OK;
}

enum err policy_tag_store_untagged(struct ctx *ctx, struct id agency, struct id policy, struct date from, struct date to,
                                   struct policy_report_untagged out[POLICY_KINDS])
{
    for (size_t i = 0; i < POLICY_KINDS; i++) {
        out[i] = (struct policy_report_untagged){.dataset = str_of(policy_tag_datasets[i].code)};
    }
    struct db_stmt *stmt;
    TRY(bind_period(ctx, UNTAGGED, agency, policy, from, to, &stmt));
    bool more = false;
    TRY(db_step(stmt, &more));
    while (more) {
        struct policy_report_untagged *line = &out[db_column_int(stmt, 0)];
        line->records = db_column_int(stmt, 1);
        line->tagged = db_column_int(stmt, 2);
        line->untagged = line->records - line->tagged;
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    return ERR_OK;
}
