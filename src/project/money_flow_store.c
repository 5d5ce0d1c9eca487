#include "project/money_flow.h"

#include "db/db.h"
#include "party/unit.h"

/* ?1 to ?4 scope, ?5 from, ?6 to. A row a kind, organisation, agreement, district and side of the reform. */
#define NAME "COALESCE(o.short_name, o.name)"
enum { SUMS, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [SUMS] = SQL_INIT(
        "SELECT x.kind, o.code, " NAME ", a.code, a.title, x.district, x.reformed, sum(x.amount) FROM ("
        "SELECT 0 AS kind, i.agency, i.organisation, i.agreement, CAST(NULL AS TEXT) AS district, 0 AS reformed, i.received AS amount "
        "FROM instalment i WHERE " SCOPE("i") " AND i.annulled = 0 AND i.state = 'received' AND i.received_on BETWEEN ?5 AND ?6 UNION ALL "
        "SELECT 1, e.agency, f.organisation, f.agreement, e.district, CASE WHEN e.date >= '2024-05-01' THEN 1 ELSE 0 END, e.amount "
        "FROM expense e JOIN project_funder f ON f.agency = e.agency AND f.id = e.funder WHERE " SCOPE("e")
        " AND e.annulled = 0 AND e.state = 'approved' AND e.date BETWEEN ?5 AND ?6 UNION ALL "
        "SELECT 2, k.agency, k.organisation, k.agreement, k.district, CASE WHEN k.given_on >= '2024-05-01' THEN 1 ELSE 0 END, k.amount "
        "FROM in_kind k WHERE " SCOPE("k") " AND k.annulled = 0 AND k.given_on BETWEEN ?5 AND ?6) x "
        "JOIN organisation o ON o.agency = x.agency AND o.id = x.organisation "
        "LEFT JOIN agreement a ON a.agency = x.agency AND a.id = x.agreement "
        "GROUP BY x.kind, o.code, " NAME ", a.code, a.title, x.district, x.reformed ORDER BY x.kind, " NAME ", o.code, a.code, x.district"),
};
const struct db_statements money_flow_statements = {"money_flow_store", statements, STATEMENT_COUNT};

enum err money_flow_store_read(struct ctx *ctx, struct date from, struct date to, struct rows *out)
{
    enum { SUMS_MOST = 2000 };
    struct money_sum *rows = ARENA_ARRAY(ctx->arena, struct money_sum, SUMS_MOST);
    size_t count = 0;
    bool more = false;
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[SUMS], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_date(stmt, 5, from);
    db_bind_date(stmt, 6, to);
    TRY(db_step(stmt, &more));
    while (more && count < SUMS_MOST) {
        int64_t kind = db_column_int(stmt, 0);
        rows[count++] = (struct money_sum){
            .in_kind = kind == 2,
            .spent = kind == 1,
            .organisation = db_column_text(stmt, 1, ctx->arena),
            .organisation_name = db_column_text(stmt, 2, ctx->arena),
            .agreement = db_column_text(stmt, 3, ctx->arena),
            .agreement_title = db_column_text(stmt, 4, ctx->arena),
            .district = db_column_text(stmt, 5, ctx->arena),
            .reformed = db_column_int(stmt, 6) != 0,
            .minor = db_column_int(stmt, 7),
        };
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    *out = (struct rows){rows, count};
    return ERR_OK;
}
