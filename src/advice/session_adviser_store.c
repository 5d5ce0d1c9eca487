#include "advice/session_adviser.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.session, " \
    "t.adviser, t.preparation_minutes, t.contact_minutes, t.travel_minutes, t.annulled, t.annul_reason"

const struct entity_store session_adviser_store = {
    .insert = SQL_INIT("INSERT INTO session_adviser (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, session, adviser, preparation_minutes, contact_minutes, "
                       "travel_minutes, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
                       "?10, ?11, ?12, ?13, ?14, ?15)"),
    .update = SQL_INIT("UPDATE session_adviser SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, session = ?9, adviser = ?10, "
                       "preparation_minutes = ?11, contact_minutes = ?12, travel_minutes = ?13, annulled = "
                       "?14, annul_reason = ?15 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM session_adviser t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM session_adviser t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM session_adviser t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " COLUMNS " FROM session_adviser t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.session = ?6 AND t.annulled = 0 ORDER BY t.code, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, s.name AS label FROM session_adviser t JOIN staff s ON s.agency = t.agency "
                      "AND s.id = t.adviser WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { OTHERS, TOTALS, BY_ADVISER, STATEMENT_COUNT };
/* What counts in results counts here: the clock's own sum is the figure advice_hours. */
#define COUNTED                                                                                                            \
    SCOPE("t") " AND t.date BETWEEN ?5 AND ?6 AND t.annulled = 0 AND COALESCE(t.reportable, 1) = 1 "                        \
               "AND COALESCE(t.verification, '') <> 'objected' AND t.state IN ('held', 'closed')"
static const struct sql statements[STATEMENT_COUNT] = {
    [OTHERS] = SQL_INIT("SELECT t.adviser FROM session_adviser t WHERE t.agency = ?1 AND t.session = ?2 AND t.id <> ?3 "
                        "AND t.annulled = 0 ORDER BY t.code"),
    [TOTALS] = SQL_INIT("SELECT count(*), sum(COALESCE(t.contact_minutes, 0)), sum(COALESCE(t.preparation_minutes, 0)) FROM session t WHERE " COUNTED
                        " AND (?8 = 1 OR t.adviser = ?7 OR EXISTS (SELECT 1 FROM session_adviser a WHERE a.agency = t.agency "
                        "AND a.session = t.id AND a.adviser = ?7 AND a.annulled = 0))"),
    [BY_ADVISER] = SQL_INIT("SELECT s.code, s.name, count(*), sum(g.preparation), sum(g.contact), sum(g.travel) FROM ("
                            "SELECT t.agency, t.adviser, COALESCE(t.preparation_minutes, 0) AS preparation, "
                            "COALESCE(t.contact_minutes, 0) AS contact, COALESCE(t.travel_minutes, 0) AS travel FROM session t WHERE " COUNTED
                            " UNION ALL SELECT t.agency, a.adviser, COALESCE(a.preparation_minutes, 0), "
                            "COALESCE(a.contact_minutes, t.contact_minutes, 0), COALESCE(a.travel_minutes, 0) "
                            "FROM session t JOIN session_adviser a ON a.agency = t.agency AND a.session = t.id AND a.annulled = 0 WHERE " COUNTED
                            ") g JOIN staff s ON s.agency = g.agency AND s.id = g.adviser WHERE (?8 = 1 OR s.id = ?7) "
                            "GROUP BY s.agency, s.id, s.code, s.name ORDER BY s.name, s.code"),
};
const struct db_statements session_adviser_statements = {"session_adviser_store", statements, STATEMENT_COUNT};

static enum err read_others(struct ctx *ctx, struct id agency, struct id session, struct id but, struct id *out, size_t most, size_t *count)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[OTHERS], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, session);
    db_bind_id(stmt, 3, but);
    TRY(db_step(stmt, &row));
    for (*count = 0; row && *count < most; *count += 1) {
        out[*count] = db_column_id(stmt, 0);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return ERR_OK;
}

enum err session_adviser_store_of(struct ctx *ctx, struct id agency, struct id session, struct id *out, size_t most, size_t *count)
{
    /* A session's own id is no adviser row's. */
    return read_others(ctx, agency, session, session, out, most, count);
}

enum err session_adviser_store_others(struct ctx *ctx, const struct session_adviser *row, struct id *out, size_t most, size_t *count)
{
    return read_others(ctx, row->record.agency, row->session.id, id_is_none(row->record.id) ? row->session.id : row->record.id, out, most,
                       count);
}

static enum err ask(struct ctx *ctx, struct sql sql, const struct scope *scope, struct id adviser, const struct advice_time *asked,
                    struct db_stmt **stmt)
{
    bool anybody = id_is_none(adviser);
    TRY(db_prepare(ctx->db, sql, stmt));
    scope_bind(*stmt, scope);
    db_bind_date(*stmt, 5, asked->from);
    db_bind_date(*stmt, 6, asked->to);
    db_bind_id(*stmt, 7, anybody ? scope->agency : adviser);
    db_bind_int(*stmt, 8, anybody);
    return ERR_OK;
}

enum err session_adviser_store_time(struct ctx *ctx, const struct scope *scope, struct id adviser, struct advice_time *out)
{
    enum { LINES_MOST = 1000 };
    struct db_stmt *stmt;
    bool row;
    TRY(ask(ctx, statements[TOTALS], scope, adviser, out, &stmt));
    TRY(db_step(stmt, &row));
    out->sessions = row ? db_column_int(stmt, 0) : 0;
    out->contact_minutes = out->sessions == 0 ? 0 : db_column_int(stmt, 1);
    out->client_minutes = out->sessions == 0 ? 0 : out->contact_minutes + db_column_int(stmt, 2);
    db_reset(stmt);
    out->adviser_minutes = 0;
    out->travel_minutes = 0;
    struct adviser_time *lines = ARENA_ARRAY(ctx->arena, struct adviser_time, LINES_MOST);
    size_t count = 0;
    TRY(ask(ctx, statements[BY_ADVISER], scope, adviser, out, &stmt));
    TRY(db_step(stmt, &row));
    while (row && count < LINES_MOST) {
        struct adviser_time *line = &lines[count++];
        *line = (struct adviser_time){
            .adviser = db_column_text(stmt, 0, ctx->arena),
            .name = db_column_text(stmt, 1, ctx->arena),
            .sessions = db_column_int(stmt, 2),
            .preparation_minutes = db_column_int(stmt, 3),
            .contact_minutes = db_column_int(stmt, 4),
            .travel_minutes = db_column_int(stmt, 5),
        };
        line->minutes = line->preparation_minutes + line->contact_minutes;
        out->adviser_minutes += line->minutes;
        out->travel_minutes += line->travel_minutes;
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    out->lines = (struct rows){lines, count};
    return ERR_OK;
}
