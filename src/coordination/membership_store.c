#include "coordination/membership.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.organisation, " \
    "t.class, t.joined_on, t.left_on, t.leave_reason, t.representative, t.alternate, t.register_entry, " \
    "t.annulled, t.annul_reason"

const struct entity_store membership_store = {
    .insert = SQL_INIT("INSERT INTO membership (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, organisation, class, joined_on, left_on, leave_reason, representative, "
                       "alternate, register_entry, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
                       "?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)"),
    .update = SQL_INIT("UPDATE membership SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, organisation = ?9, class = ?10, joined_on = ?11, left_on = "
                       "?12, leave_reason = ?13, representative = ?14, alternate = ?15, register_entry = ?16, "
                       "annulled = ?17, annul_reason = ?18 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM membership t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM membership t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM membership t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " COLUMNS " FROM membership t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.organisation = ?6 AND t.annulled = 0 ORDER BY t.joined_on, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, (SELECT o.name FROM organisation o WHERE o.agency = t.agency AND o.id = t.organisation) AS label FROM membership t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { OVERLAP, ACTIVE, COMPOSITION, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [OVERLAP] = SQL_INIT("SELECT t.code FROM membership t WHERE t.agency = ?1 AND t.organisation = ?2 AND t.id <> ?3 AND t.annulled = 0 "
                         "AND (t.left_on IS NULL OR t.left_on >= ?4) AND (CAST(?5 AS TEXT) IS NULL OR t.joined_on <= ?5) "
                         "ORDER BY t.joined_on LIMIT 1"),
    [ACTIVE] = SQL_INIT("SELECT count(*) FROM membership t WHERE t.agency = ?1 AND t.annulled = 0 AND t.class <> 'honorary' "
                        "AND t.joined_on <= ?2 AND (t.left_on IS NULL OR t.left_on >= ?2)"),
    [COMPOSITION] = SQL_INIT("SELECT t.class, o.side, count(*) FROM membership t JOIN organisation o ON o.agency = t.agency AND "
                             "o.id = t.organisation WHERE t.agency = ?1 AND t.annulled = 0 AND t.joined_on <= ?2 AND "
                             "(t.left_on IS NULL OR t.left_on >= ?2) GROUP BY t.class, o.side ORDER BY t.class, o.side"),
};
const struct db_statements membership_statements = {"membership_store", statements, STATEMENT_COUNT};

enum err membership_store_overlap(struct ctx *ctx, const struct membership *row, struct str *out_code)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[OVERLAP], &stmt));
    db_bind_id(stmt, 1, row->record.agency);
    db_bind_id(stmt, 2, row->organisation.id);
    db_bind_id(stmt, 3, row->record.id);
    db_bind_date(stmt, 4, row->joined_on);
    db_bind_date(stmt, 5, row->left_on);
    bool found = false;
    TRY(db_step(stmt, &found));
    *out_code = found ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}

enum err membership_store_active(struct ctx *ctx, struct id agency, struct date on, int64_t *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[ACTIVE], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_date(stmt, 2, on);
    bool found = false;
    TRY(db_step(stmt, &found));
    *out = found ? db_column_int(stmt, 0) : 0;
    db_reset(stmt);
    return ERR_OK;
}

enum err membership_store_composition(struct ctx *ctx, struct id agency, struct date on, struct composition *out)
{
    enum { LINES_MOST = 64 };
    struct composition_line *lines = ARENA_ARRAY(ctx->arena, struct composition_line, LINES_MOST);
    size_t count = 0;
    struct db_stmt *stmt;
    *out = (struct composition){.on = on};
    TRY(db_prepare(ctx->db, statements[COMPOSITION], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_date(stmt, 2, on);
    bool more = false;
    TRY(db_step(stmt, &more));
    while (more && count < LINES_MOST) {
        struct composition_line *line = &lines[count++];
        *line = (struct composition_line){db_column_text(stmt, 0, ctx->arena), db_column_text(stmt, 1, ctx->arena), db_column_int(stmt, 2)};
        out->members += line->members;
        out->public_members += str_eq(line->side, S("public")) ? line->members : 0;
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    out->lines = (struct rows){lines, count};
    return ERR_OK;
}
