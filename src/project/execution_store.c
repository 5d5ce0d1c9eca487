#include "project/execution.h"

#include "db/db.h"
#include "project/expense.h"

/* Budget and spending of each line and funder. `budgets` and `expenses` choose the rows b and e. The funder is the project's
 * (f) with its organisation (o); an annulled line or funder still shows what hangs on it. */
#define CELLS(budgets, expenses, funder_code)                                                                               \
    "SELECT p.code, l.code, l.number, l.name, " funder_code ", o.name, sum(x.budget), sum(x.spent), sum(x.pending), f.code "  \
    "FROM (SELECT b.line AS line, b.funder AS funder, b.amount AS budget, 0 AS spent, 0 AS pending FROM budget_amount b "   \
    "WHERE b.agency = ?1 AND " budgets " AND b.annulled = 0 AND NOT EXISTS (SELECT 1 FROM budget_amount n WHERE "            \
    "n.agency = b.agency AND n.line = b.line AND n.funder = b.funder AND n.annulled = 0 AND "                               \
    "n.version_number > b.version_number) UNION ALL "                                                                       \
    "SELECT e.line, e.funder, 0, CASE WHEN e.state = 'approved' THEN e.amount ELSE 0 END, "                                 \
    "CASE WHEN e.state = 'recorded' THEN e.amount ELSE 0 END FROM expense e WHERE e.agency = ?1 AND " expenses               \
    " AND e.annulled = 0 AND e.state <> 'returned') x "                                                                     \
    "JOIN budget_line l ON l.agency = ?1 AND l.id = x.line JOIN project p ON p.agency = ?1 AND p.id = l.project "           \
    "JOIN project_funder f ON f.agency = ?1 AND f.id = x.funder "                                                           \
    "JOIN organisation o ON o.agency = ?1 AND o.id = f.organisation "                                                       \
    "GROUP BY p.code, l.code, l.number, l.name, " funder_code ", o.name, f.code ORDER BY p.code, l.number, l.code, o.name, f.code"
#define OF_AGREEMENT(row)                                                                                                   \
    "EXISTS (SELECT 1 FROM project_funder k WHERE k.agency = ?1 AND k.id = " row ".funder AND k.agreement = ?2)"
#define GIFTS(column)                                                                                                       \
    "SELECT o.code, o.name, sum(k.amount) FROM in_kind k JOIN organisation o ON o.agency = ?1 AND o.id = k.organisation "   \
    "WHERE k.agency = ?1 AND k." column " = ?2 AND k.annulled = 0 GROUP BY o.code, o.name ORDER BY o.name, o.code"

enum {
    PROJECT_CELLS,
    AGREEMENT_CELLS,
    FUNDERS,
    PROJECT_GIFTS,
    AGREEMENT_GIFTS,
    DAYS,
    WAITING,
    NEWEST,
    TWIN,
    STATEMENT_COUNT,
};
static const struct sql statements[STATEMENT_COUNT] = {
    [PROJECT_CELLS] = SQL_INIT(CELLS("b.project = ?2", "e.project = ?2", "f.code")),
    [AGREEMENT_CELLS] = SQL_INIT(CELLS(OF_AGREEMENT("b"), OF_AGREEMENT("e"), "o.code")),
    [FUNDERS] = SQL_INIT("SELECT f.code, o.code, o.name, a.code, f.own, CASE WHEN f.annulled = 0 THEN f.amount ELSE 0 END FROM project_funder f "
                         "JOIN organisation o ON o.agency = ?1 AND o.id = f.organisation "
                         "LEFT JOIN agreement a ON a.agency = ?1 AND a.id = f.agreement WHERE f.agency = ?1 AND f.project = ?2 AND "
                         "(f.annulled = 0 OR EXISTS (SELECT 1 FROM budget_amount b WHERE b.agency = ?1 AND b.funder = f.id AND "
                         "b.annulled = 0 AND b.project = ?2)) ORDER BY o.name, f.code"),
    [PROJECT_GIFTS] = SQL_INIT(GIFTS("project")),
    [AGREEMENT_GIFTS] = SQL_INIT(GIFTS("agreement")),
    [DAYS] = SQL_INIT("SELECT min(e.date), max(e.date) FROM expense e WHERE e.agency = ?1 AND e.project = ?2 AND e.annulled = 0 AND "
                      "e.state <> 'returned'"),
    [WAITING] = SQL_INIT("SELECT count(*) FROM expense e WHERE e.agency = ?1 AND e.project = ?2 AND e.annulled = 0 AND e.state <> 'approved'"),
    [NEWEST] = SQL_INIT("SELECT b.version_number, b.decided_on FROM budget_amount b WHERE b.agency = ?1 AND b.line = ?2 AND b.funder = ?3 "
                        "AND b.annulled = 0 ORDER BY b.version_number DESC LIMIT 1"),
    [TWIN] = SQL_INIT("SELECT e.code FROM expense e WHERE e.agency = ?1 AND e.line = ?2 AND e.funder = ?3 AND e.id <> ?4 AND e.annulled = 0 "
                      "AND e.supplier = ?5 AND e.document_kind = ?6 AND e.document_number = ?7 ORDER BY e.code LIMIT 1"),
};
const struct db_statements execution_statements = {"execution_store", statements, STATEMENT_COUNT};

enum { LINES_MOST = 2000, FUNDERS_MOST = 200, GIFTS_MOST = 200 };

static enum err prepare(struct ctx *ctx, size_t statement, struct id agency, struct id of, struct db_stmt **out)
{
    TRY(db_prepare(ctx->db, statements[statement], out));
    db_bind_id(*out, 1, agency);
    db_bind_id(*out, 2, of);
    return ERR_OK;
}

static struct money money_at(struct ctx *ctx, struct db_stmt *stmt, int at)
{
    return money_of(db_column_int(stmt, at), ctx->currency);
}

static enum err read_cells(struct ctx *ctx, struct db_stmt *stmt, struct rows *out)
{
    struct execution_line *rows = ARENA_ARRAY(ctx->arena, struct execution_line, LINES_MOST);
    size_t count = 0;
    bool more = false;
    TRY(db_step(stmt, &more));
    while (more && count < LINES_MOST) {
        struct execution_line *row = &rows[count++];
        *row = (struct execution_line){
            .project = db_column_text(stmt, 0, ctx->arena),
            .line = db_column_text(stmt, 1, ctx->arena),
            .number = db_column_text(stmt, 2, ctx->arena),
            .name = db_column_text(stmt, 3, ctx->arena),
            .funder = db_column_text(stmt, 4, ctx->arena),
            .organisation = db_column_text(stmt, 5, ctx->arena),
            .budget = money_at(ctx, stmt, 6),
            .spent = money_at(ctx, stmt, 7),
            .pending = money_at(ctx, stmt, 8),
        };
        row->left = money_of(row->budget.minor - row->spent.minor - row->pending.minor, ctx->currency);
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    *out = (struct rows){rows, count};
    return ERR_OK;
}

static enum err read_gifts(struct ctx *ctx, struct db_stmt *stmt, struct rows *out)
{
    struct execution_in_kind *rows = ARENA_ARRAY(ctx->arena, struct execution_in_kind, GIFTS_MOST);
    size_t count = 0;
    bool more = false;
    TRY(db_step(stmt, &more));
    while (more && count < GIFTS_MOST) {
        rows[count++] = (struct execution_in_kind){
            .organisation = db_column_text(stmt, 0, ctx->arena),
            .name = db_column_text(stmt, 1, ctx->arena),
            .promised = MONEY_NONE,
            .given = money_at(ctx, stmt, 2),
        };
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    *out = (struct rows){rows, count};
    return ERR_OK;
}

static enum err read_funders(struct ctx *ctx, struct db_stmt *stmt, const struct rows *lines, struct rows *out)
{
    struct execution_funder *rows = ARENA_ARRAY(ctx->arena, struct execution_funder, FUNDERS_MOST);
    const struct execution_line *cells = lines->items;
    size_t count = 0;
    bool more = false;
    TRY(db_step(stmt, &more));
    while (more && count < FUNDERS_MOST) {
        struct execution_funder *row = &rows[count++];
        int64_t sums[3] = {0};
        *row = (struct execution_funder){
            .code = db_column_text(stmt, 0, ctx->arena),
            .organisation = db_column_text(stmt, 1, ctx->arena),
            .name = db_column_text(stmt, 2, ctx->arena),
            .agreement = db_column_text(stmt, 3, ctx->arena),
            .own = db_column_int(stmt, 4) != 0 ? ANSWER_YES : ANSWER_NO,
            .committed = money_at(ctx, stmt, 5),
        };
        for (size_t i = 0; i < lines->len; i++) {
            if (str_eq(cells[i].funder, row->code)) {
                sums[0] += cells[i].budget.minor;
                sums[1] += cells[i].spent.minor;
                sums[2] += cells[i].pending.minor;
            }
        }
        row->budgeted = money_of(sums[0], ctx->currency);
        row->spent = money_of(sums[1], ctx->currency);
        row->pending = money_of(sums[2], ctx->currency);
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    *out = (struct rows){rows, count};
    return ERR_OK;
}

enum err execution_store_project(struct ctx *ctx, struct id agency, struct id project, struct execution_project *out)
{
    struct db_stmt *stmt;
    shape_clear(&execution_project_shape, out);
    TRY(prepare(ctx, PROJECT_CELLS, agency, project, &stmt));
    TRY(read_cells(ctx, stmt, &out->lines));
    TRY(prepare(ctx, FUNDERS, agency, project, &stmt));
    TRY(read_funders(ctx, stmt, &out->lines, &out->funders));
    TRY(prepare(ctx, PROJECT_GIFTS, agency, project, &stmt));
    return read_gifts(ctx, stmt, &out->in_kind);
}

enum err execution_store_agreement(struct ctx *ctx, struct id agency, struct id agreement, struct execution_agreement *out)
{
    struct db_stmt *stmt;
    shape_clear(&execution_agreement_shape, out);
    TRY(prepare(ctx, AGREEMENT_CELLS, agency, agreement, &stmt));
    TRY(read_cells(ctx, stmt, &out->lines));
    TRY(prepare(ctx, AGREEMENT_GIFTS, agency, agreement, &stmt));
    return read_gifts(ctx, stmt, &out->in_kind);
}

enum err execution_store_days(struct ctx *ctx, struct id agency, struct id project, struct execution_days *out)
{
    struct db_stmt *stmt;
    bool found = false;
    TRY(prepare(ctx, DAYS, agency, project, &stmt));
    TRY(db_step(stmt, &found));
    *out = (struct execution_days){db_column_date(stmt, 0), db_column_date(stmt, 1)};
    db_reset(stmt);
    return ERR_OK;
}

enum err execution_store_waiting(struct ctx *ctx, struct id agency, struct id project, int64_t *out)
{
    struct db_stmt *stmt;
    bool found = false;
    TRY(prepare(ctx, WAITING, agency, project, &stmt));
    TRY(db_step(stmt, &found));
    *out = db_column_int(stmt, 0);
    db_reset(stmt);
    return ERR_OK;
}

enum err execution_store_version(struct ctx *ctx, struct id agency, struct id line, struct id funder, struct execution_version *out)
{
    struct db_stmt *stmt;
    bool found = false;
    TRY(prepare(ctx, NEWEST, agency, line, &stmt));
    db_bind_id(stmt, 3, funder);
    TRY(db_step(stmt, &found));
    *out = found ? (struct execution_version){db_column_int(stmt, 0), db_column_date(stmt, 1)} : (struct execution_version){0, DATE_NONE};
    db_reset(stmt);
    return ERR_OK;
}

enum err execution_store_twin(struct ctx *ctx, const struct expense *expense, struct str *out)
{
    struct db_stmt *stmt;
    bool found = false;
    TRY(prepare(ctx, TWIN, expense->record.agency, expense->line.id, &stmt));
    db_bind_id(stmt, 3, expense->funder.id);
    db_bind_id(stmt, 4, expense->record.id);
    db_bind_text(stmt, 5, expense->supplier);
    db_bind_text(stmt, 6, expense->document_kind);
    db_bind_text(stmt, 7, expense->document_number);
    TRY(db_step(stmt, &found));
    *out = found ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}
