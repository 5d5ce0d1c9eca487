#include "project/places.h"

#include "db/db.h"
#include "party/unit.h"

/* ?1 to ?4 scope, ?5 from, ?6 to. */
#define PARTY(table) "SELECT agency, agreement, organisation FROM " table " WHERE agency BETWEEN ?1 AND ?2"
#define PARTIES                                                                                                             \
    "(" PARTY("agreement_funder") " UNION " PARTY("agreement_operator") " UNION " PARTY("agreement_cooperator") ") g"
#define OF(service)                                                                                                         \
    " JOIN " PARTIES " ON g.agency = " service ".agency AND g.agreement = f.agreement WHERE " SCOPE(service)                \
    " AND " service ".annulled = 0"
#define CLIENT(row)                                                                                                         \
    " LEFT JOIN enterprise n ON n.agency = " row ".agency AND n.id = " row ".enterprise LEFT JOIN person p ON "             \
    "p.agency = " row ".agency AND p.id = " row ".person WHERE " SCOPE(row) " AND " row ".annulled = 0"

/* What happened (x: kind, agency, organisation, id, district, day), counted by organisation, district and side of the reform. */
#define COUNTED(happened)                                                                                                   \
    "SELECT o.code, COALESCE(o.short_name, o.name), o.level, o.side, x.district, "                                          \
    "CASE WHEN x.day >= '2024-05-01' THEN 1 ELSE 0 END, sum(CASE WHEN x.kind = 0 THEN 1 ELSE 0 END), "                      \
    "sum(CASE WHEN x.kind = 1 THEN 1 ELSE 0 END), sum(CASE WHEN x.kind = 2 THEN 1 ELSE 0 END) FROM (" happened ") x "      \
    "JOIN organisation o ON o.agency = x.agency AND o.id = x.organisation WHERE x.district IS NOT NULL AND o.annulled = 0 " \
    "GROUP BY o.code, COALESCE(o.short_name, o.name), o.level, o.side, x.district, "                                        \
    "CASE WHEN x.day >= '2024-05-01' THEN 1 ELSE 0 END ORDER BY x.district, COALESCE(o.short_name, o.name), o.code"

enum { SERVICES, OTHERS, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [SERVICES] = SQL_INIT(COUNTED(
        "SELECT 0 AS kind, s.agency, g.organisation, s.id, s.district AS district, s.date AS day FROM session s "
        "JOIN session_funding f ON f.agency = s.agency AND f.session = s.id" OF("s") " AND s.state IN ('held', 'closed') AND "
        "s.date BETWEEN ?5 AND ?6 UNION "
        "SELECT 0, e.agency, g.organisation, e.id, e.district, e.starts_on FROM event e "
        "JOIN event_funding f ON f.agency = e.agency AND f.event = e.id" OF("e") " AND e.state <> 'cancelled' AND "
        "e.starts_on BETWEEN ?5 AND ?6 UNION "
        "SELECT 0, t.agency, g.organisation, t.id, n.district, t.signed_on FROM assistance t "
        "JOIN assistance_funding f ON f.agency = t.agency AND f.assistance = t.id "
        "JOIN assistance_enterprise c ON c.agency = t.agency AND c.assistance = t.id "
        "JOIN enterprise n ON n.agency = c.agency AND n.id = c.enterprise" OF("t") " AND t.signed_on BETWEEN ?5 AND ?6")),
    [OTHERS] = SQL_INIT(COUNTED(
        "SELECT 1 AS kind, l.agency, l.institution AS organisation, l.id, COALESCE(n.district, p.district) AS district, l.date AS day "
        "FROM link l" CLIENT("l") " AND l.institution IS NOT NULL AND l.date BETWEEN ?5 AND ?6 UNION "
        "SELECT 1, r.agency, r.institution, r.id, COALESCE(n.district, p.district), r.date FROM referral r" CLIENT("r")
        " AND r.date BETWEEN ?5 AND ?6 UNION "
        "SELECT 2, e.agency, k.organisation, e.id, e.district, e.date FROM expense e JOIN project_funder k ON k.agency = e.agency AND "
        "k.id = e.funder WHERE " SCOPE("e") " AND e.annulled = 0 AND e.state = 'approved' AND e.date BETWEEN ?5 AND ?6 UNION "
        "SELECT 2, k.agency, k.organisation, k.id, k.district, k.given_on FROM in_kind k WHERE " SCOPE("k")
        " AND k.annulled = 0 AND k.given_on BETWEEN ?5 AND ?6")),
};
const struct db_statements places_statements = {"places_store", statements, STATEMENT_COUNT};

enum { SUMS_MOST = 5000 };

static enum err read_sums(struct ctx *ctx, size_t statement, struct date from, struct date to, struct places_sum *rows, size_t *count)
{
    bool more = false;
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[statement], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_date(stmt, 5, from);
    db_bind_date(stmt, 6, to);
    TRY(db_step(stmt, &more));
    while (more && *count < SUMS_MOST) {
        rows[(*count)++] = (struct places_sum){
            .organisation = db_column_text(stmt, 0, ctx->arena),
            .name = db_column_text(stmt, 1, ctx->arena),
            .level = db_column_text(stmt, 2, ctx->arena),
            .side = db_column_text(stmt, 3, ctx->arena),
            .district = db_column_text(stmt, 4, ctx->arena),
            .reformed = db_column_int(stmt, 5) != 0,
            .services = db_column_int(stmt, 6),
            .links = db_column_int(stmt, 7),
            .projects = db_column_int(stmt, 8),
        };
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    return ERR_OK;
}

enum err places_store_read(struct ctx *ctx, struct date from, struct date to, struct rows *out)
{
    struct places_sum *rows = ARENA_ARRAY(ctx->arena, struct places_sum, SUMS_MOST);
    size_t count = 0;
    TRY(read_sums(ctx, SERVICES, from, to, rows, &count));
    TRY(read_sums(ctx, OTHERS, from, to, rows, &count));
    *out = (struct rows){rows, count};
    return ERR_OK;
}
