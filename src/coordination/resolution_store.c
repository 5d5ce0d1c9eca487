#include "coordination/resolution.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.meeting, " \
    "t.number, t.text, t.owner, t.organisation, t.due_on, t.level, t.territory, t.state, t.done_on, " \
    "t.evidence, t.annulled, t.annul_reason"

const struct entity_store resolution_store = {
    .insert = SQL_INIT("INSERT INTO resolution (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, meeting, number, text, owner, organisation, due_on, level, territory, "
                       "state, done_on, evidence, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
                       "?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)"),
    .update = SQL_INIT("UPDATE resolution SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, meeting = ?9, number = ?10, text = ?11, owner = ?12, "
                       "organisation = ?13, due_on = ?14, level = ?15, territory = ?16, state = ?17, done_on = "
                       "?18, evidence = ?19, annulled = ?20, annul_reason = ?21 WHERE agency = ?1 AND id = ?2 "
                       "AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM resolution t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM resolution t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM resolution t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " COLUMNS " FROM resolution t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.meeting = ?6 AND t.annulled = 0 ORDER BY t.number, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.text AS label FROM resolution t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { CARRIED, OVERDUE, SUMMARY, OPEN_ACTIONS, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [CARRIED] = SQL_INIT("SELECT " COLUMNS " FROM resolution t JOIN meeting m ON m.agency = t.agency AND m.id = t.meeting WHERE " SCOPE("t")
                         " AND t.agency = ?5 AND m.organ = ?6 AND m.id <> ?7 AND m.date <= ?8 AND t.annulled = 0 AND "
                         "(t.state IN ('open', 'started') OR t.done_on >= ?8) ORDER BY m.date, t.number, t.id LIMIT 500"),
    [OVERDUE] = SQL_INIT("SELECT " COLUMNS " FROM resolution t WHERE " SCOPE("t")
                         " AND t.state IN ('open', 'started') AND t.due_on < ?5 AND t.annulled = 0 ORDER BY t.due_on, t.id LIMIT ?6"),
    [SUMMARY] = SQL_INIT("SELECT t.level, t.territory, count(*), sum(CASE WHEN t.state = 'done' THEN 1 ELSE 0 END), "
                         "sum(CASE WHEN t.state IN ('open', 'started') THEN 1 ELSE 0 END), "
                         "sum(CASE WHEN t.state IN ('open', 'started') AND t.due_on < ?5 THEN 1 ELSE 0 END) FROM resolution t WHERE "
                         SCOPE("t") " AND t.annulled = 0 GROUP BY t.level, t.territory ORDER BY t.level, t.territory"),
    [OPEN_ACTIONS] = SQL_INIT("SELECT count(*) FROM resolution_action t WHERE t.agency = ?1 AND t.resolution = ?2 AND t.annulled = 0 "
                              "AND t.state = 'open'"),
};
const struct db_statements resolution_statements = {"resolution_store", statements, STATEMENT_COUNT};

enum err resolution_store_carried(struct ctx *ctx, struct id agency, struct id organ, struct id meeting, struct date on, struct list *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[CARRIED], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_id(stmt, 6, organ);
    db_bind_id(stmt, 7, meeting);
    db_bind_date(stmt, 8, on);
    return children_read(ctx, &resolution_entity, stmt, 500, out);
}

enum err resolution_store_overdue(struct ctx *ctx, struct date on, int64_t limit, struct list *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[OVERDUE], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_date(stmt, 5, on);
    db_bind_int(stmt, 6, limit);
    return children_read(ctx, &resolution_entity, stmt, 500, out);
}

enum err resolution_store_summary(struct ctx *ctx, struct date on, struct resolution_summary *out)
{
    enum { LINES_MOST = 400 };
    struct resolution_line *lines = ARENA_ARRAY(ctx->arena, struct resolution_line, LINES_MOST);
    size_t count = 0;
    struct db_stmt *stmt;
    *out = (struct resolution_summary){.on = on};
    TRY(db_prepare(ctx->db, statements[SUMMARY], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_date(stmt, 5, on);
    bool more = false;
    TRY(db_step(stmt, &more));
    while (more && count < LINES_MOST) {
        struct resolution_line *line = &lines[count++];
        *line = (struct resolution_line){
            .level = db_column_text(stmt, 0, ctx->arena),
            .territory = db_column_text(stmt, 1, ctx->arena),
            .taken = db_column_int(stmt, 2),
            .done = db_column_int(stmt, 3),
            .open = db_column_int(stmt, 4),
            .overdue = db_column_int(stmt, 5),
        };
        out->taken += line->taken;
        out->done += line->done;
        out->open += line->open;
        out->overdue += line->overdue;
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    out->lines = (struct rows){lines, count};
    return ERR_OK;
}

enum err resolution_store_open_actions(struct ctx *ctx, struct id agency, struct id resolution, int64_t *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[OPEN_ACTIONS], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, resolution);
    bool found = false;
    TRY(db_step(stmt, &found));
    *out = found ? db_column_int(stmt, 0) : 0;
    db_reset(stmt);
    return ERR_OK;
}
