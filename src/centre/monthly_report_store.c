#include "centre/monthly_report.h"

#include <string.h>

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.month, " \
    "t.edition, t.agreement, t.introduction, t.objective, t.activities, t.news, t.conclusion, " \
    "t.recommendation, t.state, t.closed_on, t.sent_on, t.answered_on, t.observations, t.reopen_reason, " \
    "t.sheet_es, t.sheet_en, t.sheet_hash, t.annulled, t.annul_reason"

const struct entity_store monthly_report_store = {
    .insert = SQL_INIT("INSERT INTO monthly_report (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, month, edition, agreement, introduction, objective, "
                       "activities, news, conclusion, recommendation, state, closed_on, sent_on, answered_on, "
                       "observations, reopen_reason, sheet_es, sheet_en, sheet_hash, annulled, annul_reason) "
                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, "
                       "?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28)"),
    .update = SQL_INIT("UPDATE monthly_report SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, month = ?9, edition = ?10, agreement = ?11, "
                       "introduction = ?12, objective = ?13, activities = ?14, news = ?15, conclusion = ?16, "
                       "recommendation = ?17, state = ?18, closed_on = ?19, sent_on = ?20, answered_on = ?21, "
                       "observations = ?22, reopen_reason = ?23, sheet_es = ?24, sheet_en = ?25, sheet_hash = "
                       "?26, annulled = ?27, annul_reason = ?28 WHERE agency = ?1 AND id = ?2 AND version = ?3 "
                       "- 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM monthly_report t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM monthly_report t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM monthly_report t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.month AS label FROM monthly_report t WHERE t.agency = ?1 AND t.id = ?2"),
};

/* ---- what the report lists: ?1 to ?4 the scope, ?5 and ?6 the month -------------------------------------------------------- */

#define STANDS(t) t ".annulled = 0 AND COALESCE(" t ".reportable, 1) = 1 AND COALESCE(" t ".verification, '') <> 'objected'"
#define PEOPLE(v)                                                                                                          \
    "(SELECT count(DISTINCT a.person) FROM attendance a WHERE a.agency = " v ".agency AND a.event = " v ".id AND a.present = 1 AND a.annulled = 0)"
#define ACTIVITY(v) SCOPE(v) " AND " STANDS(v) " AND " v ".kind <> 'training' AND " v ".state <> 'cancelled' AND " v ".starts_on <= ?6 AND " v ".ends_on >= ?5"
#define ADVICE(s) SCOPE(s) " AND " STANDS(s) " AND " s ".state IN ('held', 'closed') AND " s ".date BETWEEN ?5 AND ?6"
enum { NEWEST = MONTHLY_LIST_COUNT, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [MONTHLY_ACTIVITY_KINDS] = SQL_INIT("SELECT x.kind, count(*), sum(x.people) FROM (SELECT v.kind, " PEOPLE("v") " AS people FROM event v WHERE "
                                        ACTIVITY("v") ") x GROUP BY x.kind ORDER BY x.kind"),
    [MONTHLY_ACTIVITIES] = SQL_INIT("SELECT v.starts_on, v.kind, v.topic, v.place, " PEOPLE("v") ", (SELECT count(*) FROM document_record dr WHERE "
                                    "dr.agency = v.agency AND dr.record = v.id) FROM event v WHERE " ACTIVITY("v") " ORDER BY v.starts_on, v.code LIMIT 300"),
    [MONTHLY_ADVICE_KINDS] = SQL_INIT("SELECT s.kind, count(*), sum(COALESCE(s.contact_minutes, 0)) FROM session s WHERE " ADVICE("s")
                                      " GROUP BY s.kind ORDER BY s.kind"),
    [MONTHLY_ADVICE_WAYS] = SQL_INIT("SELECT s.modality, count(*), sum(COALESCE(s.contact_minutes, 0)) FROM session s WHERE " ADVICE("s")
                                     " GROUP BY s.modality ORDER BY s.modality"),
    [MONTHLY_ASSISTANCES] = SQL_INIT("SELECT x.code, x.title, x.consultant, (SELECT e.name FROM assistance_enterprise ae JOIN enterprise e ON "
                                     "e.agency = ae.agency AND e.id = ae.enterprise WHERE ae.agency = x.agency AND ae.assistance = x.id ORDER BY "
                                     "ae.position LIMIT 1), x.state, x.signed_on, x.total FROM assistance x WHERE " SCOPE("x") " AND " STANDS("x")
                                     " AND x.signed_on <= ?6 AND x.state IN ('contracted', 'delivered', 'finished', 'rejected', 'terminated') AND "
                                     "(COALESCE(x.act_on, x.terminated_on) IS NULL OR COALESCE(x.act_on, x.terminated_on) >= ?5) "
                                     "ORDER BY x.signed_on, x.code LIMIT 300"),
    [MONTHLY_MEETINGS] = SQL_INIT("SELECT m.date, o.name, m.place, m.agenda, (SELECT count(*) FROM resolution r WHERE r.agency = m.agency AND "
                                  "r.meeting = m.id AND r.annulled = 0) FROM meeting m JOIN organ o ON o.agency = m.agency AND o.id = m.organ WHERE "
                                  SCOPE("m") " AND m.state IN ('held', 'frozen') AND m.annulled = 0 AND m.date BETWEEN ?5 AND ?6 ORDER BY m.date, m.code LIMIT 300"),
    [MONTHLY_LINKS] = SQL_INIT("SELECT l.date, l.kind, COALESCE(e.name, p.given_names || ' ' || p.surnames), o.name, l.requested, l.approved FROM link l "
                               "LEFT JOIN organisation o ON o.agency = l.agency AND o.id = l.institution LEFT JOIN enterprise e ON e.agency = l.agency AND "
                               "e.id = l.enterprise LEFT JOIN person p ON p.agency = l.agency AND p.id = l.person WHERE " SCOPE("l") " AND " STANDS("l")
                               " AND l.state <> 'withdrawn' AND l.date BETWEEN ?5 AND ?6 ORDER BY l.date, l.code LIMIT 300"),
    [NEWEST] = SQL_INIT("SELECT " COLUMNS " FROM monthly_report t WHERE t.agency = ?1 AND t.unit = ?2 AND t.month = ?3 AND t.annulled = 0 "
                        "ORDER BY t.edition DESC LIMIT 1"),
};
const struct db_statements monthly_report_statements = {"monthly_report_store", statements, STATEMENT_COUNT};

/* Which columns are numbers: the others are texts. */
static const char *const columns[MONTHLY_LIST_COUNT] = {
    [MONTHLY_ACTIVITY_KINDS] = "tnn", [MONTHLY_ACTIVITIES] = "ttttnn", [MONTHLY_ADVICE_KINDS] = "tnn", [MONTHLY_ADVICE_WAYS] = "tnn",
    [MONTHLY_ASSISTANCES] = "ttttttn", [MONTHLY_MEETINGS] = "ttttn", [MONTHLY_LINKS] = "ttttnn",
};

enum err monthly_report_store_list(struct ctx *ctx, enum monthly_list list, const struct scope *scope, struct date from, struct date to,
                                   struct rows *out)
{
    enum { MOST = 300 };
    struct monthly_row *rows = ARENA_ARRAY(ctx->arena, struct monthly_row, MOST);
    size_t count = 0;
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[list], &stmt));
    scope_bind(stmt, scope);
    db_bind_date(stmt, 5, from);
    db_bind_date(stmt, 6, to);
    bool more = false;
    TRY(db_step(stmt, &more));
    while (more && count < MOST) {
        struct monthly_row *row = &rows[count++];
        for (int i = 0; i < (int)strlen(columns[list]); i++) {
            if (columns[list][i] == 'n') {
                row->numbers[i] = db_column_int_or_none(stmt, i);
            } else {
                row->texts[i] = db_column_text(stmt, i, ctx->arena);
            }
        }
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    *out = (struct rows){rows, count};
    return ERR_OK;
}

enum err monthly_report_store_newest(struct ctx *ctx, struct id agency, struct id unit, struct date month, struct monthly_report *out)
{
    struct db_stmt *stmt;
    shape_clear(&monthly_report_entity.shape, out);
    out->record.code = STR_NONE;
    TRY(db_prepare(ctx->db, statements[NEWEST], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, unit);
    db_bind_date(stmt, 3, month);
    bool found = false;
    TRY(db_step(stmt, &found));
    enum err err = found ? record_read(ctx, stmt, &monthly_report_entity, out) : ERR_OK;
    db_reset(stmt);
    return err;
}
