#include "intake/intake.h"

#include "advice/service_store.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.date, " \
    "t.adviser, t.person, t.enterprise, t.relation, t.provenance, t.need, t.national_sales, " \
    "t.export_sales, t.production_cost, t.current_financing, t.seed_capital, t.jobs_male_fixed, " \
    "t.jobs_male_temporary, t.jobs_female_fixed, t.jobs_female_temporary, t.markets, t.products, " \
    "t.language, t.sworn, t.consent, t.consent_scopes, t.survey, t.pledge, t.sworn_text, t.consent_text, " \
    "t.survey_text, t.pledge_text, t.client_signed_on, t.adviser_signed_on, t.authorised_on, " \
    "t.authorised_by, t.observations, t.snapshot, t.state, t.annulled, t.annul_reason"

const struct entity_store intake_store = {
    .insert = SQL_INIT("INSERT INTO intake (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, date, adviser, person, enterprise, relation, provenance, need, "
                       "national_sales, export_sales, production_cost, current_financing, seed_capital, "
                       "jobs_male_fixed, jobs_male_temporary, jobs_female_fixed, jobs_female_temporary, "
                       "markets, products, language, sworn, consent, consent_scopes, survey, pledge, "
                       "sworn_text, consent_text, survey_text, pledge_text, client_signed_on, "
                       "adviser_signed_on, authorised_on, authorised_by, observations, snapshot, state, "
                       "annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                       "?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, "
                       "?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42, ?43, ?44, ?45)"),
    .update = SQL_INIT("UPDATE intake SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, date = ?9, adviser = ?10, person = ?11, enterprise = ?12, "
                       "relation = ?13, provenance = ?14, need = ?15, national_sales = ?16, export_sales = "
                       "?17, production_cost = ?18, current_financing = ?19, seed_capital = ?20, "
                       "jobs_male_fixed = ?21, jobs_male_temporary = ?22, jobs_female_fixed = ?23, "
                       "jobs_female_temporary = ?24, markets = ?25, products = ?26, language = ?27, sworn = "
                       "?28, consent = ?29, consent_scopes = ?30, survey = ?31, pledge = ?32, sworn_text = "
                       "?33, consent_text = ?34, survey_text = ?35, pledge_text = ?36, client_signed_on = "
                       "?37, adviser_signed_on = ?38, authorised_on = ?39, authorised_by = ?40, observations "
                       "= ?41, snapshot = ?42, state = ?43, annulled = ?44, annul_reason = ?45 WHERE agency "
                       "= ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM intake t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM intake t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM intake t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.date AS label FROM intake t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { BY_ENTERPRISE, BY_PERSON, NEWEST, WAITING, OTHER, INITIAL, AFFILIATION, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [BY_ENTERPRISE] = SQL_INIT("SELECT t.id FROM intake t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.enterprise = ?6 AND t.annulled = 0 "
                               "ORDER BY t.date DESC, t.id DESC LIMIT ?7"),
    [BY_PERSON] = SQL_INIT("SELECT t.id FROM intake t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.person = ?6 AND t.annulled = 0 "
                           "ORDER BY t.date DESC, t.id DESC LIMIT ?7"),
    [NEWEST] = SQL_INIT(SERVICE_NEWEST("intake", "date", "")),
    [WAITING] = SQL_INIT("SELECT t.id FROM intake t WHERE " SCOPE("t")
                         " AND t.state = 'signed' AND t.annulled = 0 ORDER BY t.date, t.id LIMIT ?5"),
    /* ?7 is the enterprise, or the person again where there is none. */
    [OTHER] = SQL_INIT("SELECT t.code FROM intake t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.person = ?6 "
                       "AND coalesce(t.enterprise, t.person) = ?7 AND t.state <> 'authorised' AND t.annulled = 0 LIMIT 1"),
    [INITIAL] = SQL_INIT("SELECT t.id FROM snapshot t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.enterprise = ?7 "
                         "AND t.kind = 'initial' AND t.annulled = 0 AND t.id <> ?6 ORDER BY t.reference_date DESC LIMIT 1"),
    [AFFILIATION] = SQL_INIT("SELECT t.id FROM affiliation t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.person = ?6 "
                             "AND t.enterprise = ?7 AND t.annulled = 0 AND (t.to_on IS NULL OR t.to_on >= ?8) LIMIT 1"),
};
const struct db_statements intake_statements = {"intake_store", statements, STATEMENT_COUNT};

enum err intake_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit, struct list *out)
{
    return service_store_by_id(ctx, &intake_entity, statements[is_person ? BY_PERSON : BY_ENTERPRISE], agency, id, limit, out);
}

enum err intake_store_newest(struct ctx *ctx, const struct service_newest_input *in, struct list *out)
{
    return service_store_newest(ctx, &intake_entity, statements[NEWEST], "date", in, out);
}

enum err intake_store_waiting(struct ctx *ctx, int64_t limit, struct list *out)
{
    struct id *ids = ARENA_ARRAY(ctx->arena, struct id, (size_t)limit);
    size_t count = 0;
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[WAITING], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_int(stmt, 5, limit);
    TRY(db_step(stmt, &row));
    while (row && count < (size_t)limit) {
        ids[count++] = db_column_id(stmt, 0);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return service_read_list(ctx, &intake_entity, ids, count, out);
}

/* A statement about the applicant and the enterprise. */
static enum err ask(struct ctx *ctx, int statement, const struct intake *intake, struct db_stmt **out, bool *row)
{
    TRY(db_prepare(ctx->db, statements[statement], out));
    scope_bind(*out, &ctx->scope);
    db_bind_id(*out, 5, intake->record.agency);
    db_bind_id(*out, 6, intake->person.id);
    db_bind_id(*out, 7, id_is_none(intake->enterprise.id) ? intake->person.id : intake->enterprise.id);
    if (statement == AFFILIATION) {
        db_bind_date(*out, 8, intake->date);
    }
    return db_step(*out, row);
}

enum err intake_store_other(struct ctx *ctx, const struct intake *intake, struct str *out_code)
{
    struct db_stmt *stmt;
    bool row;
    TRY(ask(ctx, OTHER, intake, &stmt, &row));
    *out_code = row ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}

enum err intake_store_initial(struct ctx *ctx, const struct intake *intake, struct id *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(ask(ctx, INITIAL, intake, &stmt, &row));
    *out = row ? db_column_id(stmt, 0) : ID_NONE;
    db_reset(stmt);
    return ERR_OK;
}

enum err intake_store_affiliation(struct ctx *ctx, const struct intake *intake, struct id *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(ask(ctx, AFFILIATION, intake, &stmt, &row));
    *out = row ? db_column_id(stmt, 0) : ID_NONE;
    db_reset(stmt);
    return ERR_OK;
}
