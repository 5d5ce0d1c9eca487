#include "client/status.h"

/* The services are of later rooms; when one was given is all that a client's status asks. */
#define SINCE_SESSION(what)                                                                                                \
    "EXISTS (SELECT 1 FROM session_" what " l JOIN session s ON s.agency = l.agency AND s.id = l.session "                 \
    "WHERE l.agency = t.agency AND l." what " = t.id AND s.annulled = 0 AND s.state <> 'scheduled' AND s.date >= ?5) "
#define SINCE_ATTENDANCE(what)                                                                                             \
    "EXISTS (SELECT 1 FROM attendance s WHERE s.agency = t.agency AND s." what " = t.id AND s.annulled = 0 "               \
    "AND s.present = 1 AND s.date >= ?5) "
#define SINCE_LINK(what)                                                                                                   \
    "EXISTS (SELECT 1 FROM link s WHERE s.agency = t.agency AND s." what " = t.id AND s.annulled = 0 AND s.date >= ?5) "
#define SINCE_ASSISTANCE                                                                                                   \
    "EXISTS (SELECT 1 FROM assistance_enterprise l JOIN assistance s ON s.agency = l.agency AND s.id = l.assistance "      \
    "WHERE l.agency = t.agency AND l.enterprise = t.id AND s.annulled = 0 AND coalesce(s.signed_on, s.starts_on) >= ?5) "

enum {
    SESSION_ENTERPRISE, SESSION_PERSON, ATTENDANCE_ENTERPRISE, ATTENDANCE_PERSON, LINK_ENTERPRISE, LINK_PERSON, ASSISTANCE,
    INTAKE_ENTERPRISE, INTAKE_PERSON, PLANS, DORMANT, STATEMENT_COUNT
};
static const struct sql statements[STATEMENT_COUNT] = {
    [SESSION_ENTERPRISE] = SQL_INIT("SELECT max(s.date) FROM session_enterprise l CROSS JOIN session s WHERE l.agency = ?1 "
                                    "AND l.enterprise = ?2 AND s.agency = l.agency AND s.id = l.session AND s.annulled = 0 "
                                    "AND s.state <> 'scheduled'"),
    [SESSION_PERSON] = SQL_INIT("SELECT max(s.date) FROM session_person l CROSS JOIN session s WHERE l.agency = ?1 "
                                "AND l.person = ?2 AND s.agency = l.agency AND s.id = l.session AND s.annulled = 0 "
                                "AND s.state <> 'scheduled'"),
    [ATTENDANCE_ENTERPRISE] = SQL_INIT("SELECT max(s.date) FROM attendance s WHERE s.agency = ?1 AND s.enterprise = ?2 "
                                       "AND s.annulled = 0 AND s.present = 1"),
    [ATTENDANCE_PERSON] = SQL_INIT("SELECT max(s.date) FROM attendance s WHERE s.agency = ?1 AND s.person = ?2 "
                                   "AND s.annulled = 0 AND s.present = 1"),
    [LINK_ENTERPRISE] = SQL_INIT("SELECT max(s.date) FROM link s WHERE s.agency = ?1 AND s.enterprise = ?2 AND s.annulled = 0"),
    [LINK_PERSON] = SQL_INIT("SELECT max(s.date) FROM link s WHERE s.agency = ?1 AND s.person = ?2 AND s.annulled = 0"),
    [ASSISTANCE] = SQL_INIT("SELECT max(coalesce(s.signed_on, s.starts_on)) FROM assistance_enterprise l CROSS JOIN assistance s "
                            "WHERE l.agency = ?1 AND l.enterprise = ?2 AND s.agency = l.agency AND s.id = l.assistance "
                            "AND s.annulled = 0"),
    [INTAKE_ENTERPRISE] = SQL_INIT("SELECT t.id FROM intake t WHERE t.agency = ?1 AND t.state = 'authorised' AND t.annulled = 0 "
                                   "AND (t.enterprise = ?2 OR t.person IN (SELECT a.person FROM affiliation a WHERE a.agency = ?1 "
                                   "AND a.enterprise = ?2 AND a.annulled = 0 AND a.relation <> 'employee')) LIMIT 1"),
    [INTAKE_PERSON] = SQL_INIT("SELECT t.id FROM intake t WHERE t.agency = ?1 AND t.person = ?2 AND t.state = 'authorised' "
                               "AND t.annulled = 0 LIMIT 1"),
    [PLANS] = SQL_INIT("SELECT t.state FROM plan t WHERE t.agency = ?1 AND t.enterprise = ?2 AND t.annulled = 0"),
    [DORMANT] = SQL_INIT("SELECT t.agency, t.id, t.kind, t.code, t.name, t.status, t.adviser, coalesce(e.version, p.version) "
                         "FROM client_entry t LEFT JOIN enterprise e ON t.kind = 'e' AND e.agency = t.agency AND e.id = t.id "
                         "LEFT JOIN person p ON t.kind = 'p' AND p.agency = t.agency AND p.id = t.id WHERE " SCOPE("t")
                         " AND t.annulled = 0 AND t.merged = 0 AND t.status IN ('active', 'follow_up') "
                         "AND coalesce(e.registered_on, p.registered_on) < ?5 AND NOT " SINCE_SESSION("enterprise")
                         "AND NOT " SINCE_SESSION("person") "AND NOT " SINCE_ATTENDANCE("enterprise")
                         "AND NOT " SINCE_ATTENDANCE("person") "AND NOT " SINCE_LINK("enterprise") "AND NOT " SINCE_LINK("person")
                         "AND NOT " SINCE_ASSISTANCE "ORDER BY t.agency, t.sort_key, t.id LIMIT ?6"),
};
const struct db_statements status_statements = {"status_store", statements, STATEMENT_COUNT};

static enum err begin(struct ctx *ctx, int statement, struct id agency, struct id id, struct db_stmt **out, bool *row)
{
    TRY(db_prepare(ctx->db, statements[statement], out));
    db_bind_id(*out, 1, agency);
    db_bind_id(*out, 2, id);
    return db_step(*out, row);
}

enum err status_store_last_service(struct ctx *ctx, bool is_person, struct id agency, struct id id, struct date *out)
{
    static const int of_enterprise[] = {SESSION_ENTERPRISE, ATTENDANCE_ENTERPRISE, LINK_ENTERPRISE, ASSISTANCE};
    static const int of_person[] = {SESSION_PERSON, ATTENDANCE_PERSON, LINK_PERSON};
    *out = DATE_NONE;
    for (size_t i = 0; i < (is_person ? COUNT_OF(of_person) : COUNT_OF(of_enterprise)); i++) {
        struct db_stmt *stmt;
        bool row;
        TRY(begin(ctx, is_person ? of_person[i] : of_enterprise[i], agency, id, &stmt, &row));
        struct date date = row ? db_column_date(stmt, 0) : DATE_NONE;
        db_reset(stmt);
        if (!date_is_none(date) && (date_is_none(*out) || date_cmp(date, *out) > 0)) {
            *out = date;
        }
    }
    return ERR_OK;
}

enum err status_store_has_intake(struct ctx *ctx, bool is_person, struct id agency, struct id id, bool *out)
{
    struct db_stmt *stmt;
    TRY(begin(ctx, is_person ? INTAKE_PERSON : INTAKE_ENTERPRISE, agency, id, &stmt, out));
    db_reset(stmt);
    return ERR_OK;
}

enum err status_store_plans(struct ctx *ctx, struct id agency, struct id id, bool *closed, bool *open)
{
    struct db_stmt *stmt;
    bool row;
    *closed = false;
    *open = false;
    TRY(begin(ctx, PLANS, agency, id, &stmt, &row));
    while (row) {
        struct str state = db_column_text(stmt, 0, ctx->arena);
        *closed = *closed || str_eq(state, S("closed"));
        *open = *open || str_eq(state, S("agreed")) || str_eq(state, S("running"));
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return ERR_OK;
}

enum err status_store_dormant(struct ctx *ctx, struct date cutoff, int64_t limit, struct status_dormant **out, size_t *count)
{
    struct db_stmt *stmt;
    bool row;
    struct status_dormant *rows = ARENA_ARRAY(ctx->arena, struct status_dormant, (size_t)limit);
    *count = 0;
    TRY(db_prepare(ctx->db, statements[DORMANT], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_date(stmt, 5, cutoff);
    db_bind_int(stmt, 6, limit);
    TRY(db_step(stmt, &row));
    while (row && *count < (size_t)limit) {
        bool person = str_eq(db_column_text(stmt, 2, ctx->arena), S("p"));
        rows[(*count)++] = (struct status_dormant){
            .agency = db_column_id(stmt, 0),
            .id = db_column_id(stmt, 1),
            .kind = person ? S("person") : S("enterprise"),
            .code = db_column_text(stmt, 3, ctx->arena),
            .name = db_column_text(stmt, 4, ctx->arena),
            .status = db_column_text(stmt, 5, ctx->arena),
            .adviser = {.id = db_column_id(stmt, 6)},
            .version = db_column_int(stmt, 7),
            .last_service = DATE_NONE,
        };
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    *out = rows;
    return ERR_OK;
}
