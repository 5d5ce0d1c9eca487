#include "core/record.h"
#include "reports/reports.h"

/* ?1 agency, ?2 agreement, ?3 first day, ?4 last day. */
#define EVIDENCED(dataset, table, day)                                                                                              \
    "SELECT '" dataset "', count(*), sum(CASE WHEN EXISTS (SELECT 1 FROM document_record k JOIN document d ON d.agency = k.agency " \
    "AND d.id = k.document AND d.annulled = 0 WHERE k.agency = s.agency AND k.record = s.id) THEN 1 ELSE 0 END) FROM " table " s "  \
    "WHERE s.agency = ?1 AND s.annulled = 0 AND s." day " BETWEEN ?3 AND ?4 AND EXISTS (SELECT 1 FROM " table "_funding f "          \
    "WHERE f.agency = s.agency AND f." table " = s.id AND f.agreement = ?2)"

/* Agreements that hold on a day of the period. */
#define IN_FORCE(a)                                                                                                                 \
    a ".annulled = 0 AND " a ".state NOT IN ('negotiation') AND " a ".valid_from <= ?3 AND "                                        \
    "COALESCE(" a ".extended_to, " a ".valid_to, ?3) >= ?2"

enum { DOCUMENTS, EVIDENCE, BODIES, PAIRS, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [DOCUMENTS] = SQL_INIT(
        "SELECT d.code, d.kind, d.title, d.date, k.dataset, x.code, d.confidentiality FROM ("
        "SELECT a.agency, a.id, a.code FROM agreement a WHERE a.agency = ?1 AND a.id = ?2 UNION ALL "
        "SELECT i.agency, i.id, i.code FROM instalment i WHERE i.agency = ?1 AND i.agreement = ?2 AND i.annulled = 0 UNION ALL "
        "SELECT c.agency, c.id, c.code FROM contribution c WHERE c.agency = ?1 AND c.agreement = ?2 AND c.annulled = 0 UNION ALL "
        "SELECT m.agency, m.id, m.code FROM addendum m WHERE m.agency = ?1 AND m.agreement = ?2 AND m.annulled = 0 UNION ALL "
        "SELECT r.agency, r.id, r.code FROM agreement_report r WHERE r.agency = ?1 AND r.agreement = ?2 AND r.annulled = 0) x "
        "JOIN document_record k ON k.agency = x.agency AND k.record = x.id JOIN document d ON d.agency = k.agency AND d.id = k.document "
        "WHERE d.annulled = 0 ORDER BY d.date, d.code, k.position LIMIT 500"),
    [EVIDENCE] = SQL_INIT(EVIDENCED("sessions", "session", "date") " UNION ALL " EVIDENCED("events", "event", "starts_on") " UNION ALL "
                          EVIDENCED("assistances", "assistance", "signed_on") " UNION ALL " EVIDENCED("links", "link", "date")),
    [BODIES] = SQL_INIT(
        "SELECT o.id, o.parent, o.code, o.name, x.cash, x.planned, x.received, x.in_kind FROM organisation o LEFT JOIN ("
        "SELECT y.organisation, sum(y.cash) AS cash, sum(y.planned) AS planned, sum(y.received) AS received, sum(y.in_kind) AS in_kind FROM ("
        "SELECT c.organisation, CASE WHEN c.kind = 'cash' THEN c.amount END AS cash, NULL AS planned, NULL AS received, "
        "CASE WHEN c.kind = 'in_kind' THEN c.amount END AS in_kind FROM contribution c JOIN agreement a ON a.agency = c.agency AND "
        "a.id = c.agreement WHERE c.agency = ?1 AND c.annulled = 0 AND " IN_FORCE("a") " UNION ALL "
        "SELECT i.organisation, NULL, CASE WHEN i.state <> 'cancelled' THEN i.amount END, i.received, NULL FROM instalment i JOIN agreement a "
        "ON a.agency = i.agency AND a.id = i.agreement WHERE i.agency = ?1 AND i.annulled = 0 AND " IN_FORCE("a")
        ") y GROUP BY y.organisation) x ON x.organisation = o.id WHERE o.agency = ?1 AND o.annulled = 0 ORDER BY o.name, o.code LIMIT 2000"),
    [PAIRS] = SQL_INIT(
        "SELECT DISTINCT p.organisation, a.id FROM ("
        "SELECT f.agency, f.agreement, f.organisation FROM agreement_funder f WHERE f.agency = ?1 UNION ALL "
        "SELECT o.agency, o.agreement, o.organisation FROM agreement_operator o WHERE o.agency = ?1 UNION ALL "
        "SELECT c.agency, c.agreement, c.organisation FROM agreement_cooperator c WHERE c.agency = ?1 UNION ALL "
        "SELECT b.agency, b.agreement, b.organisation FROM agreement_beneficiary b WHERE b.agency = ?1) p "
        "JOIN agreement a ON a.agency = p.agency AND a.id = p.agreement WHERE a.agency = ?1 AND " IN_FORCE("a") " LIMIT 5000"),
};
const struct db_statements reports_statements = {"reports_store", statements, STATEMENT_COUNT};

FALLIBLE reports_store_documents(struct ctx *ctx, struct id agency, struct id agreement, struct rows *out)
{
    enum { DOCUMENTS_MOST = 500 };
    struct reports_document *rows = ARENA_ARRAY(ctx->arena, struct reports_document, DOCUMENTS_MOST);
    size_t count = 0;
    struct db_stmt *stmt;
    bool more = false;
    TRY(db_prepare(ctx->db, statements[DOCUMENTS], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, agreement);
    TRY(db_step(stmt, &more));
    while (more && count < DOCUMENTS_MOST) {
        rows[count++] = (struct reports_document){
            .code = db_column_text(stmt, 0, ctx->arena),
            .kind = db_column_text(stmt, 1, ctx->arena),
            .title = db_column_text(stmt, 2, ctx->arena),
            .date = db_column_date(stmt, 3),
            .dataset = db_column_text(stmt, 4, ctx->arena),
            .record = db_column_text(stmt, 5, ctx->arena),
            .confidentiality = db_column_text(stmt, 6, ctx->arena),
        };
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    *out = (struct rows){rows, count};
    return ERR_OK;
}

FALLIBLE reports_store_evidenced(struct ctx *ctx, struct id agency, struct id agreement, struct date from, struct date to,
                                 struct reports_evidenced out[REPORTS_SERVICE_KINDS])
{
    static const char *const datasets[REPORTS_SERVICE_KINDS] = {"sessions", "events", "assistances", "links"};
    for (size_t i = 0; i < REPORTS_SERVICE_KINDS; i++) {
        out[i] = (struct reports_evidenced){.dataset = str_of(datasets[i])};
    }
    struct db_stmt *stmt;
    bool more = false;
    TRY(db_prepare(ctx->db, statements[EVIDENCE], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, agreement);
    db_bind_date(stmt, 3, from);
    db_bind_date(stmt, 4, to);
    TRY(db_step(stmt, &more));
    while (more) {
        for (size_t i = 0; i < REPORTS_SERVICE_KINDS; i++) {
            if (str_eq_c(db_column_peek(stmt, 0), datasets[i])) {
                out[i].records = db_column_int(stmt, 1);
                out[i].with_document = db_column_int_or_none(stmt, 2) == INT_NONE ? 0 : db_column_int(stmt, 2);
            }
        }
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    return ERR_OK;
}

static struct money money_at(struct ctx *ctx, struct db_stmt *stmt, int at)
{
    int64_t minor = db_column_int_or_none(stmt, at);
    return minor == INT_NONE ? MONEY_NONE : money_of(minor, ctx->currency);
}

FALLIBLE reports_store_bodies(struct ctx *ctx, struct id agency, struct date from, struct date to, struct rows *out)
{
    enum { BODIES_MOST = 2000 };
    struct reports_body *rows = ARENA_ARRAY(ctx->arena, struct reports_body, BODIES_MOST);
    size_t count = 0;
    struct db_stmt *stmt;
    bool more = false;
    TRY(db_prepare(ctx->db, statements[BODIES], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_date(stmt, 2, from);
    db_bind_date(stmt, 3, to);
    TRY(db_step(stmt, &more));
    while (more && count < BODIES_MOST) {
        rows[count++] = (struct reports_body){
            .id = db_column_id(stmt, 0),
            .parent = db_column_id(stmt, 1),
            .code = db_column_text(stmt, 2, ctx->arena),
            .name = db_column_text(stmt, 3, ctx->arena),
            .cash = money_at(ctx, stmt, 4),
            .planned = money_at(ctx, stmt, 5),
            .received = money_at(ctx, stmt, 6),
            .in_kind = money_at(ctx, stmt, 7),
        };
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    *out = (struct rows){rows, count};
    return ERR_OK;
}

FALLIBLE reports_store_party_pairs(struct ctx *ctx, struct id agency, struct date from, struct date to, struct rows *out)
{
    enum { PAIRS_MOST = 5000 };
    struct reports_party *rows = ARENA_ARRAY(ctx->arena, struct reports_party, PAIRS_MOST);
    size_t count = 0;
    struct db_stmt *stmt;
    bool more = false;
    TRY(db_prepare(ctx->db, statements[PAIRS], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_date(stmt, 2, from);
    db_bind_date(stmt, 3, to);
    TRY(db_step(stmt, &more));
    while (more && count < PAIRS_MOST) {
        rows[count++] = (struct reports_party){db_column_id(stmt, 0), db_column_id(stmt, 1)};
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    *out = (struct rows){rows, count};
    return ERR_OK;
}
