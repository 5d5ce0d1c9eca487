#include "alliance/alliance.h"
#include "core/record.h"

enum { PARTIES, ALERTS, SHARED, EXTENDED, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [PARTIES] = SQL_INIT("SELECT o.code, o.name, sum(x.cash), sum(x.planned), sum(x.received), sum(x.in_kind) FROM "
                         "(SELECT c.organisation, CASE WHEN c.kind = 'cash' THEN c.amount END AS cash, NULL AS planned, NULL AS received, "
                         "CASE WHEN c.kind = 'in_kind' THEN c.amount END AS in_kind FROM contribution c WHERE c.agency = ?1 AND "
                         "c.agreement = ?2 AND c.annulled = 0 UNION ALL "
                         "SELECT i.organisation, NULL, CASE WHEN i.state <> 'cancelled' THEN i.amount END, i.received, NULL FROM instalment i "
                         "WHERE i.agency = ?1 AND i.agreement = ?2 AND i.annulled = 0) x "
                         "JOIN organisation o ON o.agency = ?1 AND o.id = x.organisation GROUP BY o.code, o.name ORDER BY o.name, o.code"),
    [ALERTS] = SQL_INIT("SELECT x.code, x.title, x.kind, x.dataset, x.record, x.due FROM ("
                        "SELECT a.code, a.title, 'end' AS kind, 'agreements' AS dataset, a.code AS record, "
                        "COALESCE(a.extended_to, a.valid_to) AS due FROM agreement a WHERE " SCOPE("a")
                        " AND a.state IN ('signed', 'in_force') AND a.annulled = 0 UNION ALL "
                        "SELECT a.code, a.title, 'instalment', 'instalments', i.code, i.planned_on FROM instalment i JOIN agreement a ON "
                        "a.agency = i.agency AND a.id = i.agreement WHERE " SCOPE("i")
                        " AND i.state IN ('planned', 'claimed') AND i.annulled = 0 AND a.annulled = 0 UNION ALL "
                        "SELECT a.code, a.title, 'report', 'agreement_reports', r.code, r.due_on FROM agreement_report r JOIN agreement a ON "
                        "a.agency = r.agency AND a.id = r.agreement WHERE " SCOPE("r")
                        " AND r.state IN ('pending', 'observed') AND r.annulled = 0 AND a.annulled = 0) x "
                        "WHERE x.due <= ?5 ORDER BY x.due, x.dataset, x.record LIMIT 300"),
    [SHARED] = SQL_INIT("SELECT g.code, g.title, count(*) FROM ("
                        "SELECT o.agreement FROM session s JOIN session_funding o ON o.agency = s.agency AND o.session = s.id WHERE s.agency = ?1 "
                        "AND s.annulled = 0 AND s.date BETWEEN ?3 AND ?4 AND o.agreement <> ?2 AND EXISTS (SELECT 1 FROM session_funding f "
                        "WHERE f.agency = s.agency AND f.session = s.id AND f.agreement = ?2) UNION ALL "
                        "SELECT o.agreement FROM event s JOIN event_funding o ON o.agency = s.agency AND o.event = s.id WHERE s.agency = ?1 "
                        "AND s.annulled = 0 AND s.starts_on BETWEEN ?3 AND ?4 AND o.agreement <> ?2 AND EXISTS (SELECT 1 FROM event_funding f "
                        "WHERE f.agency = s.agency AND f.event = s.id AND f.agreement = ?2) UNION ALL "
                        "SELECT o.agreement FROM assistance s JOIN assistance_funding o ON o.agency = s.agency AND o.assistance = s.id WHERE s.agency = ?1 "
                        "AND s.annulled = 0 AND s.signed_on BETWEEN ?3 AND ?4 AND o.agreement <> ?2 AND EXISTS (SELECT 1 FROM assistance_funding f "
                        "WHERE f.agency = s.agency AND f.assistance = s.id AND f.agreement = ?2) UNION ALL "
                        "SELECT o.agreement FROM link s JOIN link_funding o ON o.agency = s.agency AND o.link = s.id WHERE s.agency = ?1 "
                        "AND s.annulled = 0 AND s.date BETWEEN ?3 AND ?4 AND o.agreement <> ?2 AND EXISTS (SELECT 1 FROM link_funding f "
                        "WHERE f.agency = s.agency AND f.link = s.id AND f.agreement = ?2)) x "
                        "JOIN agreement g ON g.agency = ?1 AND g.id = x.agreement GROUP BY g.code, g.title ORDER BY g.code"),
    [EXTENDED] = SQL_INIT("SELECT d.valid_to FROM addendum d WHERE d.agency = ?1 AND d.agreement = ?2 AND d.annulled = 0 AND "
                          "d.valid_to IS NOT NULL ORDER BY d.signed_on DESC, d.id DESC LIMIT 1"),
};
const struct db_statements alliance_statements = {"alliance_store", statements, STATEMENT_COUNT};

static struct money money_at(struct ctx *ctx, struct db_stmt *stmt, int at)
{
    int64_t minor = db_column_int_or_none(stmt, at);
    return minor == INT_NONE ? MONEY_NONE : money_of(minor, ctx->currency);
}

enum err alliance_store_parties(struct ctx *ctx, struct id agency, struct id agreement, struct rows *out)
{
    enum { PARTIES_MOST = 100 };
    struct alliance_party *rows = ARENA_ARRAY(ctx->arena, struct alliance_party, PARTIES_MOST);
    size_t count = 0;
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[PARTIES], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, agreement);
    bool more = false;
    TRY(db_step(stmt, &more));
    while (more && count < PARTIES_MOST) {
        rows[count++] = (struct alliance_party){
            .organisation = db_column_text(stmt, 0, ctx->arena),
            .name = db_column_text(stmt, 1, ctx->arena),
            .cash = money_at(ctx, stmt, 2),
            .planned = money_at(ctx, stmt, 3),
            .received = money_at(ctx, stmt, 4),
            .in_kind = money_at(ctx, stmt, 5),
        };
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    *out = (struct rows){rows, count};
    return ERR_OK;
}

enum err alliance_store_alerts(struct ctx *ctx, struct date today, struct date until, struct rows *out)
{
    enum { ALERTS_MOST = 300 };
    struct alliance_alert *rows = ARENA_ARRAY(ctx->arena, struct alliance_alert, ALERTS_MOST);
    size_t count = 0;
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[ALERTS], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_date(stmt, 5, until);
    bool more = false;
    TRY(db_step(stmt, &more));
    while (more && count < ALERTS_MOST) {
        struct date due = db_column_date(stmt, 5);
        rows[count++] = (struct alliance_alert){
            .agreement = db_column_text(stmt, 0, ctx->arena),
            .title = db_column_text(stmt, 1, ctx->arena),
            .kind = db_column_text(stmt, 2, ctx->arena),
            .dataset = db_column_text(stmt, 3, ctx->arena),
            .code = db_column_text(stmt, 4, ctx->arena),
            .due = due,
            .days = date_to_days(due) - date_to_days(today),
        };
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    *out = (struct rows){rows, count};
    return ERR_OK;
}

enum err alliance_store_shared(struct ctx *ctx, struct id agency, struct id agreement, struct date from, struct date to, struct rows *out)
{
    enum { SHARED_MOST = 100 };
    struct alliance_shared *rows = ARENA_ARRAY(ctx->arena, struct alliance_shared, SHARED_MOST);
    size_t count = 0;
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[SHARED], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, agreement);
    db_bind_date(stmt, 3, from);
    db_bind_date(stmt, 4, to);
    bool more = false;
    TRY(db_step(stmt, &more));
    while (more && count < SHARED_MOST) {
        rows[count++] = (struct alliance_shared){db_column_text(stmt, 0, ctx->arena), db_column_text(stmt, 1, ctx->arena), db_column_int(stmt, 2)};
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    *out = (struct rows){rows, count};
    return ERR_OK;
}

enum err alliance_store_extended(struct ctx *ctx, struct id agency, struct id agreement, struct date *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[EXTENDED], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, agreement);
    bool found = false;
    TRY(db_step(stmt, &found));
    *out = found ? db_column_date(stmt, 0) : DATE_NONE;
    db_reset(stmt);
    return ERR_OK;
}
