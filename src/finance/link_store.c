#include "finance/link.h"

#include "advice/service_store.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.kind, " \
    "t.enterprise, t.person, t.institution, t.programme, t.instrument, t.date, t.requested, t.approved, " \
    "t.approved_on, t.state, t.reportable, t.shared_result, t.evidence, t.verification, t.annulled, t.annul_reason"

static const struct entity_link links[] = {
    {.field = "funding",
     .insert = SQL_INIT("INSERT INTO link_funding (agency, link, position, agreement, percent) VALUES (?1, ?2, "
                        "?3, ?4, ?5)"),
     .remove = SQL_INIT("DELETE FROM link_funding WHERE agency = ?1 AND link = ?2"),
     .select = SQL_INIT("SELECT agreement, percent FROM link_funding WHERE agency = ?1 AND link = ?2 ORDER BY "
                        "position")},
};

const struct entity_store link_store = {
    .insert = SQL_INIT("INSERT INTO link (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, kind, enterprise, person, institution, programme, instrument, date, requested, "
                       "approved, approved_on, state, reportable, shared_result, evidence, verification, annulled, "
                       "annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
                       "?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)"),
    .update = SQL_INIT("UPDATE link SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, kind = ?9, enterprise = ?10, person = ?11, institution = ?12, "
                       "programme = ?13, instrument = ?14, date = ?15, requested = ?16, approved = ?17, "
                       "approved_on = ?18, state = ?19, reportable = ?20, shared_result = ?21, evidence = ?22, "
                       "verification = ?23, annulled = ?24, annul_reason = ?25 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM link t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM link t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM link t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.date AS label FROM link t WHERE t.agency = ?1 AND t.id = ?2"),
    .links = links,
    .link_count = COUNT_OF(links),
};

enum { BRIEF, PAID, BY_ENTERPRISE, BY_PERSON, TWINS_ENTERPRISE, TWINS_PERSON, APPLICATION, STATEMENT_COUNT };
/* Of the same client: institution, day and amount, which is what was approved or, before that, asked for. */
#define TWINS(client)                                                                                                  \
    "SELECT t.code, t.shared_result, t.reportable FROM link t WHERE t.agency = ?1 AND t." client " = ?2 AND t.id <> ?3 " \
    "AND t.institution = ?4 AND t.date = ?5 AND coalesce(t.approved, t.requested) = ?6 AND t.annulled = 0 "             \
    "AND t.state NOT IN ('denied', 'withdrawn') ORDER BY t.code LIMIT 1"
static const struct sql statements[STATEMENT_COUNT] = {
    /* Applications are of a later room; whether there is one is all that a link asks. */
    [APPLICATION] = SQL_INIT("SELECT t.code FROM fund_application t WHERE t.agency = ?1 AND t.link = ?2 AND t.annulled = 0 ORDER BY t.code LIMIT 1"),
    [TWINS_ENTERPRISE] = SQL_INIT(TWINS("enterprise")),
    [TWINS_PERSON] = SQL_INIT(TWINS("person")),
    [BRIEF] = SQL_INIT("SELECT t.unit, t.enterprise, t.person, t.state, t.approved, t.approved_on, t.annulled FROM link t "
                       "WHERE " SCOPE("t") " AND t.agency = ?5 AND t.id = ?6"),
    [PAID] = SQL_INIT("SELECT t.amount, t.date FROM disbursement t WHERE " SCOPE("t")
                           " AND t.agency = ?5 AND t.link = ?6 AND t.id <> ?7 AND t.annulled = 0"),
    [BY_ENTERPRISE] = SQL_INIT("SELECT t.id FROM link t WHERE " SCOPE("t")
                               " AND t.agency = ?5 AND t.enterprise = ?6 AND t.annulled = 0 "
                               "ORDER BY t.date DESC, t.id DESC LIMIT ?7"),
    [BY_PERSON] = SQL_INIT("SELECT t.id FROM link t WHERE " SCOPE("t")
                           " AND t.agency = ?5 AND t.person = ?6 AND t.annulled = 0 ORDER BY t.date DESC, t.id DESC LIMIT ?7"),
};
const struct db_statements link_statements = {"link_store", statements, STATEMENT_COUNT};

enum err link_store_brief(struct ctx *ctx, struct id agency, struct id id, struct link_brief *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[BRIEF], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_id(stmt, 6, id);
    TRY(db_step(stmt, &row));
    if (!row) {
        return ERR_NOT_FOUND;
    }
    out->unit = db_column_id(stmt, 0);
    out->enterprise = db_column_id(stmt, 1);
    out->person = db_column_id(stmt, 2);
    out->state = db_column_text(stmt, 3, ctx->arena);
    out->approved = db_column_int_or_none(stmt, 4);
    out->approved_on = db_column_date(stmt, 5);
    out->annulled = db_column_int(stmt, 6) != 0;
    db_reset(stmt);
    return ERR_OK;
}

/* Added here and not by the engines: PostgreSQL's sum of BIGINT is NUMERIC. */
enum err link_store_paid(struct ctx *ctx, struct id agency, struct id id, struct id except, struct link_paid *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[PAID], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_id(stmt, 6, id);
    /* NULL would differ from nothing; the link's own id is surely no disbursement's. */
    db_bind_id(stmt, 7, id_is_none(except) ? id : except);
    *out = (struct link_paid){0, DATE_NONE};
    TRY(db_step(stmt, &row));
    while (row) {
        struct date date = db_column_date(stmt, 1);
        out->minor += db_column_int(stmt, 0);
        if (date_is_none(out->first) || date_cmp(date, out->first) < 0) {
            out->first = date;
        }
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return ERR_OK;
}

enum err link_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit, struct list *out)
{
    return service_store_by_id(ctx, &link_entity, statements[is_person ? BY_PERSON : BY_ENTERPRISE], agency, id, limit, out);
}

enum err link_store_twin(struct ctx *ctx, const struct link *link, struct link_twin *out)
{
    bool firm = !id_is_none(link->enterprise.id);
    int64_t amount = money_is_none(link->approved) ? link->requested.minor : link->approved.minor;
    struct db_stmt *stmt;
    bool row;
    *out = (struct link_twin){0};
    TRY(db_prepare(ctx->db, statements[firm ? TWINS_ENTERPRISE : TWINS_PERSON], &stmt));
    db_bind_id(stmt, 1, link->record.agency);
    db_bind_id(stmt, 2, firm ? link->enterprise.id : link->person.id);
    db_bind_id(stmt, 3, link->record.id);
    db_bind_id(stmt, 4, link->institution.id);
    db_bind_date(stmt, 5, link->date);
    db_bind_int(stmt, 6, amount);
    TRY(db_step(stmt, &row));
    if (row) {
        *out = (struct link_twin){db_column_text(stmt, 0, ctx->arena), db_column_text(stmt, 1, ctx->arena), db_column_int(stmt, 2) != 0};
    }
    db_reset(stmt);
    return ERR_OK;
}

enum err link_store_application(struct ctx *ctx, const struct link *link, struct str *out_code)
{
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, statements[APPLICATION], &stmt));
    db_bind_id(stmt, 1, link->record.agency);
    db_bind_id(stmt, 2, link->record.id);
    TRY(db_step(stmt, &row));
    *out_code = row ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}
