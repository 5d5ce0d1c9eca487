#include "alliance/ecosystem.h"

#include "db/db.h"
#include "party/unit.h"

/* What an organisation did together with the agency, a row an action: its organisation, kind, id and day. An agreement in force
 * on a day of the period counts on its last such day. ?1 to ?4 scope, ?5 from, ?6 to. */
#define PARTY(table)                                                                                                        \
    "SELECT p.agency, p.organisation, 0 AS kind, a.id, CASE WHEN COALESCE(a.extended_to, a.valid_to) < ?6 THEN "            \
    "COALESCE(a.extended_to, a.valid_to) ELSE CAST(?6 AS TEXT) END AS day FROM " table " p JOIN agreement a ON "            \
    "a.agency = p.agency AND a.id = p.agreement WHERE " SCOPE("a") " AND a.annulled = 0 AND a.state <> 'negotiation' AND "  \
    "a.valid_from <= ?6"
#define JOINT                                                                                                               \
    "(" PARTY("agreement_funder") " UNION " PARTY("agreement_operator") " UNION " PARTY("agreement_cooperator") " UNION "   \
    PARTY("agreement_beneficiary") " UNION "                                                                                \
    "SELECT l.agency, l.institution, 1, l.id, l.date FROM link l WHERE " SCOPE("l") " AND l.annulled = 0 AND "              \
    "l.institution IS NOT NULL AND l.date <= ?6 UNION "                                                                     \
    "SELECT m.agency, s.organisation, 2, g.id, g.date FROM meeting_member m JOIN membership s ON s.agency = m.agency AND "  \
    "s.id = m.membership JOIN meeting g ON g.agency = m.agency AND g.id = m.meeting WHERE " SCOPE("g")                      \
    " AND g.annulled = 0 AND g.state IN ('held', 'frozen') AND g.date <= ?6 UNION "                                         \
    "SELECT r.agency, r.organisation, 3, r.id, g.date FROM resolution r JOIN meeting g ON g.agency = r.agency AND "         \
    "g.id = r.meeting WHERE " SCOPE("r") " AND r.annulled = 0 AND r.organisation IS NOT NULL AND g.date <= ?6) j"

enum { ACTORS, AGREEMENTS, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [ACTORS] = SQL_INIT("SELECT o.code, o.name, o.short_name, o.kind, o.level, o.side, "
                        "sum(CASE WHEN j.kind = 0 AND j.day >= ?5 THEN 1 ELSE 0 END), sum(CASE WHEN j.kind = 1 AND j.day >= ?5 THEN 1 ELSE 0 END), "
                        "sum(CASE WHEN j.kind = 2 AND j.day >= ?5 THEN 1 ELSE 0 END), sum(CASE WHEN j.kind = 3 AND j.day >= ?5 THEN 1 ELSE 0 END), "
                        "max(j.day) FROM organisation o LEFT JOIN " JOINT " ON j.agency = o.agency AND j.organisation = o.id WHERE "
                        SCOPE("o") " AND o.annulled = 0 GROUP BY o.code, o.name, o.short_name, o.kind, o.level, o.side ORDER BY o.name, o.code"),
    [AGREEMENTS] = SQL_INIT("SELECT o.level, o.side, count(DISTINCT j.id) FROM organisation o JOIN " JOINT
                            " ON j.agency = o.agency AND j.organisation = o.id WHERE j.kind = 0 AND j.day >= ?5 AND o.annulled = 0 "
                            "GROUP BY o.level, o.side"),
};
const struct db_statements ecosystem_statements = {"ecosystem_store", statements, STATEMENT_COUNT};

enum { ACTORS_MOST = 2000, CELLS_MOST = 40 };

static enum err prepare(struct ctx *ctx, size_t statement, const struct ecosystem *asked, struct db_stmt **out)
{
    TRY(db_prepare(ctx->db, statements[statement], out));
    scope_bind(*out, &ctx->scope);
    db_bind_date(*out, 5, asked->from);
    db_bind_date(*out, 6, asked->to);
    return ERR_OK;
}

static struct ecosystem_cell *cell_of(struct ecosystem_cell *cells, size_t *count, struct str level, struct str side)
{
    for (size_t i = 0; i < *count; i++) {
        if (str_eq(cells[i].level, level) && str_eq(cells[i].side, side)) {
            return &cells[i];
        }
    }
    if (*count == CELLS_MOST) {
        return &cells[CELLS_MOST - 1];
    }
    cells[*count] = (struct ecosystem_cell){.level = level, .side = side};
    return &cells[(*count)++];
}

/* The most joint actions first; the store gives them by name, and equal ones stay so. */
static void sort_by_actions(struct ecosystem_actor *rows, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct ecosystem_actor row = rows[i];
        size_t k = i;
        for (; k > 0 && rows[k - 1].actions < row.actions; k--) {
            rows[k] = rows[k - 1];
        }
        rows[k] = row;
    }
}

enum err ecosystem_store_read(struct ctx *ctx, struct date from, struct date to, struct ecosystem *out)
{
    struct ecosystem_actor *rows = ARENA_ARRAY(ctx->arena, struct ecosystem_actor, ACTORS_MOST);
    struct ecosystem_cell *cells = ARENA_ARRAY(ctx->arena, struct ecosystem_cell, CELLS_MOST);
    size_t count = 0;
    size_t cell_count = 0;
    struct db_stmt *stmt;
    *out = (struct ecosystem){.from = from, .to = to};
    struct date silent_before = date_add_months(to, -12);
    TRY(prepare(ctx, ACTORS, out, &stmt));
    bool more = false;
    TRY(db_step(stmt, &more));
    while (more && count < ACTORS_MOST) {
        struct ecosystem_actor *row = &rows[count++];
        *row = (struct ecosystem_actor){
            .code = db_column_text(stmt, 0, ctx->arena),
            .name = db_column_text(stmt, 1, ctx->arena),
            .short_name = db_column_text(stmt, 2, ctx->arena),
            .kind = db_column_text(stmt, 3, ctx->arena),
            .level = db_column_text(stmt, 4, ctx->arena),
            .side = db_column_text(stmt, 5, ctx->arena),
            .agreements = db_column_int(stmt, 6),
            .links = db_column_int(stmt, 7),
            .meetings = db_column_int(stmt, 8),
            .resolutions = db_column_int(stmt, 9),
            .last = db_column_date(stmt, 10),
        };
        row->actions = row->agreements + row->links + row->meetings + row->resolutions;
        bool silent = date_is_none(row->last) || date_cmp(row->last, silent_before) <= 0;
        row->is_silent = silent ? ANSWER_YES : ANSWER_NO;
        struct ecosystem_cell *cell = cell_of(cells, &cell_count, row->level, row->side);
        cell->actors++;
        cell->active += row->actions > 0;
        out->active += row->actions > 0;
        out->silent += silent;
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    TRY(prepare(ctx, AGREEMENTS, out, &stmt));
    TRY(db_step(stmt, &more));
    while (more) {
        cell_of(cells, &cell_count, db_column_text(stmt, 0, ctx->arena), db_column_text(stmt, 1, ctx->arena))->agreements = db_column_int(stmt, 2);
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    sort_by_actions(rows, count);
    out->actors_total = (int64_t)count;
    out->actors = (struct rows){rows, count};
    out->matrix = (struct rows){cells, cell_count};
    return ERR_OK;
}
