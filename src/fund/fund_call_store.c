#include "fund/fund_call.h"

#include "party/unit.h"

#define FUND_CALL_COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.name, " \
    "t.organisation, t.programme, t.agreement, t.opens_on, t.closes_on, t.classes, t.split, t.fund_percent, " \
    "t.max_amount, t.payment, t.invoice_days, t.office_district, t.public_offices, t.confirmed, t.source, " \
    "t.notes, t.annulled, t.annul_reason"

static const struct entity_link fund_call_links[] = {
    {.field = "sheets",
     .insert = SQL_INIT("INSERT INTO fund_call_sheet (agency, fund_call, position, score_sheet) VALUES (?1, "
                        "?2, ?3, ?4)"),
     .remove = SQL_INIT("DELETE FROM fund_call_sheet WHERE agency = ?1 AND fund_call = ?2"),
     .select = SQL_INIT("SELECT score_sheet FROM fund_call_sheet WHERE agency = ?1 AND fund_call = ?2 ORDER BY "
                        "position")},
};

const struct entity_store fund_call_store = {
    .insert = SQL_INIT("INSERT INTO fund_call (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, name, organisation, programme, agreement, opens_on, closes_on, classes, "
                       "split, fund_percent, max_amount, payment, invoice_days, office_district, "
                       "public_offices, confirmed, source, notes, annulled, annul_reason) VALUES (?1, ?2, ?3, "
                       "?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, "
                       "?22, ?23, ?24, ?25, ?26, ?27)"),
    .update = SQL_INIT("UPDATE fund_call SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, name = ?9, organisation = ?10, programme = ?11, agreement = "
                       "?12, opens_on = ?13, closes_on = ?14, classes = ?15, split = ?16, fund_percent = ?17, "
                       "max_amount = ?18, payment = ?19, invoice_days = ?20, office_district = ?21, "
                       "public_offices = ?22, confirmed = ?23, source = ?24, notes = ?25, annulled = ?26, "
                       "annul_reason = ?27 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " FUND_CALL_COLUMNS " FROM fund_call t WHERE " LENT_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " FUND_CALL_COLUMNS " FROM fund_call t WHERE " LENT_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " FUND_CALL_COLUMNS " FROM fund_call t WHERE " LENT_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.name AS label FROM fund_call t WHERE t.agency = ?1 AND t.id = ?2"),
    .links = fund_call_links,
    .link_count = COUNT_OF(fund_call_links),
};

#define FUND_LINE_COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.call, t.number, " \
    "t.name_es, t.name_en, t.max_percent, t.max_amount, t.confirmed, t.annulled, t.annul_reason"

const struct entity_store fund_line_store = {
    .insert = SQL_INIT("INSERT INTO fund_line (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, call, number, name_es, name_en, max_percent, max_amount, confirmed, "
                       "annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                       "?13, ?14, ?15, ?16, ?17)"),
    .update = SQL_INIT("UPDATE fund_line SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, call = ?9, number = ?10, name_es = ?11, name_en = ?12, "
                       "max_percent = ?13, max_amount = ?14, confirmed = ?15, annulled = ?16, annul_reason = "
                       "?17 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " FUND_LINE_COLUMNS " FROM fund_line t WHERE " LENT_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " FUND_LINE_COLUMNS " FROM fund_line t WHERE " LENT_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " FUND_LINE_COLUMNS " FROM fund_line t WHERE " LENT_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " FUND_LINE_COLUMNS " FROM fund_line t WHERE " LENT_FIND("t")
                          " AND t.agency = ?5 AND t.call = ?6 AND t.annulled = 0 ORDER BY t.number, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.name_es AS label FROM fund_line t WHERE t.agency = ?1 AND t.id = ?2"),
};

#define FUND_REQUIREMENT_COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.call, t.number, " \
    "t.name_es, t.name_en, t.applies_to, t.required, t.confirmed, t.annulled, t.annul_reason"

const struct entity_store fund_requirement_store = {
    .insert = SQL_INIT("INSERT INTO fund_requirement (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, call, number, name_es, name_en, applies_to, required, "
                       "confirmed, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                       "?11, ?12, ?13, ?14, ?15, ?16, ?17)"),
    .update = SQL_INIT("UPDATE fund_requirement SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, call = ?9, number = ?10, name_es = ?11, "
                       "name_en = ?12, applies_to = ?13, required = ?14, confirmed = ?15, annulled = ?16, "
                       "annul_reason = ?17 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " FUND_REQUIREMENT_COLUMNS " FROM fund_requirement t WHERE " LENT_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " FUND_REQUIREMENT_COLUMNS " FROM fund_requirement t WHERE " LENT_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " FUND_REQUIREMENT_COLUMNS " FROM fund_requirement t WHERE " LENT_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " FUND_REQUIREMENT_COLUMNS " FROM fund_requirement t WHERE " LENT_FIND("t")
                          " AND t.agency = ?5 AND t.call = ?6 AND t.annulled = 0 ORDER BY t.number, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.name_es AS label FROM fund_requirement t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { PORTFOLIO, STATEMENT_COUNT };
/* One row an application: the sums of what hangs on it are formed by the engine, those over applications here. */
static const struct sql statements[STATEMENT_COUNT] = {
    [PORTFOLIO] = SQL_INIT("SELECT c.code, c.name, t.state, t.requested, t.approved, "
                           "(SELECT CAST(SUM(d.amount) AS BIGINT) FROM disbursement d WHERE d.agency = t.agency AND d.link = t.link AND d.annulled = 0), "
                           "(SELECT CAST(SUM(e.amount) AS BIGINT) FROM application_expense e JOIN application_budget b ON b.agency = e.agency "
                           "AND b.id = e.budget WHERE e.agency = t.agency AND e.application = t.id AND e.annulled = 0 AND b.nature = 'cash') "
                           "FROM fund_application t JOIN fund_call c ON c.agency = t.agency AND c.id = t.call WHERE " SCOPE("t")
                           " AND t.annulled = 0 AND (?5 = 0 OR t.call = ?6) ORDER BY c.opens_on DESC, c.code, t.state, t.code"),
};
const struct db_statements fund_call_statements = {"fund_call_store", statements, STATEMENT_COUNT};

enum { LINES_MOST = 1000 };

enum err fund_call_store_portfolio(struct ctx *ctx, struct id call, struct rows *out)
{
    struct fund_portfolio_line *lines = ARENA_ARRAY(ctx->arena, struct fund_portfolio_line, LINES_MOST);
    struct money none = money_of(0, ctx->currency);
    size_t count = 0;
    struct db_stmt *stmt;
    bool more = false;
    TRY(db_prepare(ctx->db, statements[PORTFOLIO], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_int(stmt, 5, id_is_none(call) ? 0 : 1);
    db_bind_id(stmt, 6, id_is_none(call) ? ctx->scope.agency : call);
    TRY(db_step(stmt, &more));
    while (more) {
        struct str code = db_column_text(stmt, 0, ctx->arena);
        struct str state = db_column_text(stmt, 2, ctx->arena);
        struct fund_portfolio_line *line = count == 0 ? NULL : &lines[count - 1];
        if (line == NULL || !str_eq(line->call, code) || !str_eq(line->state, state)) {
            if (count == LINES_MOST) {
                break;
            }
            line = &lines[count++];
            *line = (struct fund_portfolio_line){code, db_column_text(stmt, 1, ctx->arena), state, 0, none, none, none, none};
        }
        struct money *const sums[] = {&line->requested, &line->approved, &line->disbursed, &line->executed};
        line->applications++;
        for (int i = 0; i < (int)COUNT_OF(sums); i++) {
            int64_t amount = db_column_int_or_none(stmt, 3 + i);
            sums[i]->minor += amount == INT_NONE ? 0 : amount;
        }
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    *out = (struct rows){lines, count};
    return ERR_OK;
}
