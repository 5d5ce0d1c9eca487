#include "results/statement_store.h"

#include "core/entity.h"
#include "party/unit.h"

#include <string.h>

#define CODE_OF(table) SQL_INIT("SELECT t.code FROM " table " t WHERE " SCOPE_FIND("t") " AND t.agency = ?5 AND t.id = ?6")

enum { AGREEMENTS, SIDES, REMARKS, CODES, STATEMENTS = CODES + FACT_PERSONS + 1 };
static const struct sql statements[STATEMENTS] = {
    [AGREEMENTS] = SQL_INIT("SELECT a.agency, a.id, a.unit, a.code, a.state, a.valid_from, COALESCE(a.extended_to, a.valid_to) FROM agreement a WHERE "
                            SCOPE("a") " AND a.annulled = 0 ORDER BY a.agency, a.code /*scan*/"),
    [SIDES] = SQL_INIT("SELECT DISTINCT o.level, o.side FROM organisation o WHERE o.agency = ?1 AND o.id IN ("
                       "SELECT f.organisation FROM agreement_funder f WHERE f.agency = ?1 AND f.agreement = ?2 "
                       "UNION SELECT p.organisation FROM agreement_operator p WHERE p.agency = ?1 AND p.agreement = ?2 "
                       "UNION SELECT c.organisation FROM agreement_cooperator c WHERE c.agency = ?1 AND c.agreement = ?2 "
                       "UNION SELECT b.organisation FROM agreement_beneficiary b WHERE b.agency = ?1 AND b.agreement = ?2) "
                       "ORDER BY o.level, o.side"),
    [REMARKS] = SQL_INIT("SELECT r.unit, r.indicator, r.text_es, r.text_en FROM remark r WHERE " LENT_FIND("r")
                         " AND r.annulled = 0 AND r.from_on <= ?6 AND r.to_on >= ?5 ORDER BY r.agency, r.code /*scan*/"),
    [CODES + FACT_SESSIONS] = CODE_OF("session"),
    [CODES + FACT_ATTENDANCES] = CODE_OF("attendance"),
    [CODES + FACT_EVENTS] = CODE_OF("event"),
    [CODES + FACT_ASSISTANCES] = CODE_OF("assistance"),
    [CODES + FACT_LINKS] = CODE_OF("link"),
    [CODES + FACT_DISBURSEMENTS] = CODE_OF("disbursement"),
    [CODES + FACT_SNAPSHOTS] = CODE_OF("snapshot"),
    [CODES + FACT_MILESTONES] = CODE_OF("milestone"),
    [CODES + FACT_ENTERPRISES] = CODE_OF("enterprise"),
    [CODES + FACT_PERSONS] = CODE_OF("person"),
};
const struct db_statements statement_statements = {"statement_store", statements, STATEMENTS};

/* Makes room for one more item; *cap grows by doubling. */
static void *grown(struct arena *arena, void *items, size_t len, size_t *cap, size_t size)
{
    if (len < *cap) {
        return items;
    }
    *cap = *cap * 2 + 16;
    void *larger = arena_array(arena, *cap, size);
    if (len > 0) {
        memcpy(larger, items, len * size);
    }
    return larger;
}

FALLIBLE statement_store_agreements(struct ctx *ctx, struct statement_agreement **out, size_t *count)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[AGREEMENTS], &stmt));
    scope_bind(stmt, &ctx->scope);
    size_t cap = 0;
    for (*count = 0;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            return ERR_OK;
        }
        *out = grown(ctx->arena, *out, *count, &cap, sizeof(**out));
        (*out)[(*count)++] = (struct statement_agreement){
            .agency = db_column_id(stmt, 0),
            .id = db_column_id(stmt, 1),
            .unit = db_column_id(stmt, 2),
            .code = db_column_text(stmt, 3, ctx->arena),
            .state = db_column_text(stmt, 4, ctx->arena),
            .valid_from = db_column_date(stmt, 5),
            .valid_to = db_column_date(stmt, 6),
        };
    }
}

FALLIBLE statement_store_sides(struct ctx *ctx, const struct statement_agreement *agreement, struct strings *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[SIDES], &stmt));
    db_bind_id(stmt, 1, agreement->agency);
    db_bind_id(stmt, 2, agreement->id);
    size_t cap = 0;
    *out = (struct strings){0};
    for (;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            return ERR_OK;
        }
        out->items = grown(ctx->arena, out->items, out->len, &cap, sizeof(*out->items));
        out->items[out->len++] = str_format(ctx->arena, STR_FMT "/" STR_FMT, STR_ARG(db_column_peek(stmt, 0)),
                                            STR_ARG(db_column_peek(stmt, 1)));
    }
}

FALLIBLE statement_store_remarks(struct ctx *ctx, struct date from, struct date to, struct statement_remark **out, size_t *count)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[REMARKS], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_date(stmt, 5, from);
    db_bind_date(stmt, 6, to);
    size_t cap = 0;
    for (*count = 0;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            return ERR_OK;
        }
        *out = grown(ctx->arena, *out, *count, &cap, sizeof(**out));
        (*out)[(*count)++] = (struct statement_remark){
            .unit = db_column_id(stmt, 0),
            .indicator = db_column_text(stmt, 1, ctx->arena),
            .es = db_column_text(stmt, 2, ctx->arena),
            .en = db_column_text(stmt, 3, ctx->arena),
        };
    }
}

FALLIBLE statement_store_code(struct ctx *ctx, enum fact_dataset dataset, struct id agency, struct id id, struct str *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[CODES + dataset], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_id(stmt, 6, id);
    bool row = false;
    TRY(db_step(stmt, &row));
    *out = row ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}
