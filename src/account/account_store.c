#include "account/account_store.h"

#include "account/bound.h"

#include <string.h>

#define USER_COLUMNS                                                                                                       \
    "a.id, a.agency, a.unit, a.staff, a.name, a.full_name, a.role, a.email, a.lang, a.password, a.active, a.version, "    \
    "a.territory, a.agreements, a.organisation, "                                                                          \
    "(SELECT u.code FROM unit u WHERE u.agency = a.agency AND u.id = a.unit), "                                            \
    "(SELECT s.code FROM staff s WHERE s.agency = a.agency AND s.id = a.staff) "
#define USER_COLUMNS_BARE                                                                                                  \
    "a.id, a.agency, a.unit, a.staff, a.name, a.full_name, a.role, a.email, a.lang, a.password, a.active, a.version, "    \
    "a.territory, a.agreements, a.organisation, NULL, NULL "
/* Users whose unit lies in the scope. ?1 to ?4 as everywhere. */
#define USER_SCOPE                                                                                                         \
    "a.agency BETWEEN ?1 AND ?2 AND EXISTS (SELECT 1 FROM unit u WHERE u.agency = a.agency AND u.id = a.unit "             \
    "AND u.tree_from BETWEEN ?3 AND ?4) "

enum statement {
    USER_BY_NAME,
    USER_IN_SCOPE,
    USER_LIST,
    USER_INSERT,
    USER_UPDATE,
    PASSWORD_SET,
    SESSION_INSERT,
    SESSION_BY_LINK,
    SESSION_FIND,
    SESSION_SEEN,
    SESSION_END,
    SESSIONS_END_ALL,
    SESSION_LIST,
    AGENCY_NAME,
    LINK_INSERT,
    LINK_USE,
    USER_BY_ID,
    FAILURES,
    FAILURE_ADD,
    FAILURE_CLEAR,
    TOKEN_INSERT,
    TOKEN_FIND,
    TOKEN_LIST,
    TOKEN_REVOKE,
    STATEMENT_COUNT,
};
static const struct sql statements[STATEMENT_COUNT] = {
    [USER_BY_NAME] = SQL_INIT("SELECT " USER_COLUMNS_BARE "FROM user_account a WHERE a.name = ?1"),
    [USER_BY_ID] = SQL_INIT("SELECT " USER_COLUMNS_BARE "FROM user_account a WHERE a.id = ?1"),
    [USER_IN_SCOPE] = SQL_INIT("SELECT " USER_COLUMNS "FROM user_account a WHERE " USER_SCOPE "AND a.name = ?5"),
    [USER_LIST] = SQL_INIT("SELECT " USER_COLUMNS "FROM user_account a WHERE " USER_SCOPE "AND a.name > ?5 ORDER BY a.name LIMIT ?6"),
    [USER_INSERT] = SQL_INIT("INSERT INTO user_account (id, agency, unit, name, full_name, role, staff, email, lang, active, version, "
                             "created_at, territory, agreements, organisation) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1, ?11, "
                             "?12, ?13, ?14)"),
    [USER_UPDATE] = SQL_INIT("UPDATE user_account SET agency = ?2, unit = ?3, full_name = ?4, role = ?5, staff = ?6, email = ?7, "
                             "lang = ?8, active = ?9, territory = ?11, agreements = ?12, organisation = ?13, version = version + 1 "
                             "WHERE id = ?1 AND version = ?10"),
    [PASSWORD_SET] = SQL_INIT("UPDATE user_account SET password = ?2, version = version + 1 WHERE id = ?1"),
    [SESSION_INSERT] = SQL_INIT("INSERT INTO user_session (token_hash, id, user_id, created_at, seen_at, expires_at, address, by_link) "
                                "VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7)"),
    [SESSION_BY_LINK] = SQL_INIT("SELECT by_link FROM user_session WHERE user_id = ?1 AND id = ?2 AND ended_at IS NULL"),
    [SESSION_FIND] = SQL_INIT("SELECT " USER_COLUMNS_BARE ", n.id, n.created_at, n.seen_at, n.expires_at, n.address "
                              "FROM user_session n JOIN user_account a ON a.id = n.user_id WHERE n.token_hash = ?1 "
                              "AND n.ended_at IS NULL"),
    [SESSION_SEEN] = SQL_INIT("UPDATE user_session SET seen_at = ?2 WHERE token_hash = ?1"),
    [SESSION_END] = SQL_INIT("UPDATE user_session SET ended_at = ?2 WHERE token_hash = ?1 AND ended_at IS NULL"),
    [SESSIONS_END_ALL] = SQL_INIT("UPDATE user_session SET ended_at = ?2 WHERE user_id = ?1 AND ended_at IS NULL"),
    [SESSION_LIST] = SQL_INIT("SELECT id, created_at, seen_at, expires_at, address FROM user_session WHERE user_id = ?1 "
                              "AND ended_at IS NULL AND expires_at > ?2 ORDER BY created_at DESC LIMIT 100"),
    [AGENCY_NAME] = SQL_INIT("SELECT coalesce(u.short_name, u.name) FROM unit u WHERE u.agency = ?1 AND u.id = ?1"),
    [LINK_INSERT] = SQL_INIT("INSERT INTO sign_in_link (token_hash, user_id, expires_at) VALUES (?1, ?2, ?3)"),
    [LINK_USE] = SQL_INIT("UPDATE sign_in_link SET used_at = ?2 WHERE token_hash = ?1 AND used_at IS NULL AND expires_at > ?2 "
                          "RETURNING user_id"),
    [FAILURES] = SQL_INIT("SELECT failures, last_at FROM sign_in_failure WHERE subject = ?1"),
    [FAILURE_ADD] = SQL_INIT("INSERT INTO sign_in_failure (subject, failures, last_at) VALUES (?1, 1, ?2) ON CONFLICT (subject) "
                             "DO UPDATE SET failures = sign_in_failure.failures + 1, last_at = ?2"),
    [FAILURE_CLEAR] = SQL_INIT("DELETE FROM sign_in_failure WHERE subject = ?1"),
    [TOKEN_INSERT] = SQL_INIT("INSERT INTO api_token (id, agency, unit, role, name, token_hash, user_id, created_at, expires_at, "
                              "territory, agreements, organisation) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"),
    [TOKEN_FIND] = SQL_INIT("SELECT agency, unit, role, name, user_id, territory, agreements, organisation FROM api_token WHERE token_hash = ?1 AND revoked_at IS NULL "
                            "AND expires_at > ?2"),
    [TOKEN_LIST] = SQL_INIT("SELECT t.id, t.name, t.role, u.code, t.created_at, t.expires_at, t.revoked_at, t.territory, t.agreements, "
                            "t.organisation FROM api_token t "
                            "JOIN unit u ON u.agency = t.agency AND u.id = t.unit WHERE t.agency BETWEEN ?1 AND ?2 "
                            "AND u.tree_from BETWEEN ?3 AND ?4 ORDER BY t.created_at DESC LIMIT 200 /*scan*/"),
    [TOKEN_REVOKE] = SQL_INIT("UPDATE api_token SET revoked_at = ?6 WHERE id = ?5 AND agency BETWEEN ?1 AND ?2 AND revoked_at IS NULL "
                              "AND EXISTS (SELECT 1 FROM unit u WHERE u.agency = api_token.agency AND u.id = api_token.unit "
                              "AND u.tree_from BETWEEN ?3 AND ?4)"),
};
const struct db_statements account_statements = {.owner = "account_store", .list = statements, .count = STATEMENT_COUNT};

/* ---- users ---------------------------------------------------------------------------------- */

/* Three columns from `at` on. */
static void read_bound(struct ctx *ctx, struct db_stmt *stmt, int at, struct bound *out)
{
    *out = (struct bound){.territory = db_column_text(stmt, at, ctx->arena), .organisation = db_column_id(stmt, at + 2)};
    bound_agreements_read(db_column_peek(stmt, at + 1), out);
}

static void bind_bound(struct ctx *ctx, struct db_stmt *stmt, int at, const struct bound *bound)
{
    db_bind_text(stmt, at, bound->territory);
    db_bind_text(stmt, at + 1, bound_agreements_text(ctx->arena, bound));
    db_bind_id(stmt, at + 2, bound->organisation);
}

static void read_user(struct ctx *ctx, struct db_stmt *stmt, struct user *out)
{
    struct arena *arena = ctx->arena;
    *out = (struct user){
        .id = db_column_id(stmt, 0),
        .agency = db_column_id(stmt, 1),
        .unit_id = db_column_id(stmt, 2),
        .staff_id = db_column_id(stmt, 3),
        .name = db_column_text(stmt, 4, arena),
        .full_name = db_column_text(stmt, 5, arena),
        .role = db_column_text(stmt, 6, arena),
        .email = db_column_text(stmt, 7, arena),
        .lang = db_column_text(stmt, 8, arena),
        .password = db_column_text(stmt, 9, arena),
        .active = db_column_int(stmt, 10) != 0 ? ANSWER_YES : ANSWER_NO,
        .version = db_column_int(stmt, 11),
        .unit = db_column_text(stmt, 15, arena),
        .staff = db_column_text(stmt, 16, arena),
    };
    read_bound(ctx, stmt, 12, &out->bound);
    out->has_password = out->password.ptr != NULL ? ANSWER_YES : ANSWER_NO;
}

static enum err one_user(struct ctx *ctx, struct db_stmt *stmt, struct user *out)
{
    bool row = false;
    TRY(db_step(stmt, &row));
    if (!row) {
        return ERR_NOT_FOUND;
    }
    read_user(ctx, stmt, out);
    db_reset(stmt);
    return ERR_OK;
}

FALLIBLE account_store_user_by_name(struct ctx *ctx, struct str name, struct user *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[USER_BY_NAME], &stmt));
    db_bind_text(stmt, 1, name);
    return one_user(ctx, stmt, out);
}

FALLIBLE account_store_user_in_scope(struct ctx *ctx, struct str name, struct user *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[USER_IN_SCOPE], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_text(stmt, 5, name);
    return one_user(ctx, stmt, out);
}

FALLIBLE account_store_user_list(struct ctx *ctx, struct str after, int64_t limit, struct user **out, size_t *count)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[USER_LIST], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_text(stmt, 5, after.ptr == NULL ? S("") : after);
    db_bind_int(stmt, 6, limit);
    *out = ARENA_ARRAY(ctx->arena, struct user, (size_t)limit);
    *count = 0;
    for (;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            return ERR_OK;
        }
        read_user(ctx, stmt, &(*out)[(*count)++]);
    }
}

FALLIBLE account_store_user_insert(struct ctx *ctx, const struct user *user)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[USER_INSERT], &stmt));
    db_bind_id(stmt, 1, user->id);
    db_bind_id(stmt, 2, user->agency);
    db_bind_id(stmt, 3, user->unit_id);
    db_bind_text(stmt, 4, user->name);
    db_bind_text(stmt, 5, user->full_name);
    db_bind_text(stmt, 6, user->role);
    db_bind_id(stmt, 7, user->staff_id);
    db_bind_text(stmt, 8, user->email);
    db_bind_text(stmt, 9, user->lang);
    db_bind_int(stmt, 10, user->active == ANSWER_YES);
    db_bind_int(stmt, 11, clock_now());
    bind_bound(ctx, stmt, 12, &user->bound);
    return db_run(stmt);
}

FALLIBLE account_store_user_update(struct ctx *ctx, const struct user *user)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[USER_UPDATE], &stmt));
    db_bind_id(stmt, 1, user->id);
    db_bind_id(stmt, 2, user->agency);
    db_bind_id(stmt, 3, user->unit_id);
    db_bind_text(stmt, 4, user->full_name);
    db_bind_text(stmt, 5, user->role);
    db_bind_id(stmt, 6, user->staff_id);
    db_bind_text(stmt, 7, user->email);
    db_bind_text(stmt, 8, user->lang);
    db_bind_int(stmt, 9, user->active == ANSWER_YES);
    db_bind_int(stmt, 10, user->version);
    bind_bound(ctx, stmt, 11, &user->bound);
    TRY(db_run(stmt));
    return db_changes(stmt) == 1 ? ERR_OK : ERR_CONFLICT;
}

FALLIBLE account_store_password_set(struct ctx *ctx, struct id user, struct str hash)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[PASSWORD_SET], &stmt));
    db_bind_id(stmt, 1, user);
    db_bind_text(stmt, 2, hash);
    return db_run(stmt);
}

FALLIBLE account_store_agency_name(struct ctx *ctx, struct str *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[AGENCY_NAME], &stmt));
    db_bind_id(stmt, 1, ctx->actor.agency);
    bool row = false;
    TRY(db_step(stmt, &row));
    *out = row ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}

/* ---- sessions --------------------------------------------------------------------------------- */

FALLIBLE account_store_session_insert(struct ctx *ctx, const struct hash *token, struct id id, struct id user, int64_t now,
                                      int64_t expires, struct str address, bool by_link)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[SESSION_INSERT], &stmt));
    db_bind_hash(stmt, 1, token);
    db_bind_id(stmt, 2, id);
    db_bind_id(stmt, 3, user);
    db_bind_int(stmt, 4, now);
    db_bind_int(stmt, 5, expires);
    db_bind_text(stmt, 6, address);
    db_bind_int(stmt, 7, by_link);
    return db_run(stmt);
}

FALLIBLE account_store_session_by_link(struct ctx *ctx, struct id user, struct id session, bool *out)
{
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, statements[SESSION_BY_LINK], &stmt));
    db_bind_id(stmt, 1, user);
    db_bind_id(stmt, 2, session);
    TRY(db_step(stmt, &row));
    *out = row && db_column_int(stmt, 0) != 0;
    db_reset(stmt);
    return ERR_OK;
}

static void read_session(struct ctx *ctx, struct db_stmt *stmt, int at, struct user_session *out)
{
    *out = (struct user_session){
        .id = db_column_id(stmt, at),
        .created_at = db_column_int(stmt, at + 1),
        .seen_at = db_column_int(stmt, at + 2),
        .expires_at = db_column_int(stmt, at + 3),
        .address = db_column_text(stmt, at + 4, ctx->arena),
    };
}

FALLIBLE account_store_session_find(struct ctx *ctx, const struct hash *token, struct user *user, struct user_session *session)
{
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, statements[SESSION_FIND], &stmt));
    db_bind_hash(stmt, 1, token);
    TRY(db_step(stmt, &row));
    if (!row) {
        return ERR_NOT_FOUND;
    }
    read_user(ctx, stmt, user);
    read_session(ctx, stmt, 17, session);
    db_reset(stmt);
    return ERR_OK;
}

static enum err run_hash_and_time(struct ctx *ctx, enum statement statement, const struct hash *token, int64_t now)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[statement], &stmt));
    db_bind_hash(stmt, 1, token);
    db_bind_int(stmt, 2, now);
    return db_run(stmt);
}

FALLIBLE account_store_session_seen(struct ctx *ctx, const struct hash *token, int64_t now)
{
    return run_hash_and_time(ctx, SESSION_SEEN, token, now);
}

FALLIBLE account_store_session_end(struct ctx *ctx, const struct hash *token, int64_t now)
{
    return run_hash_and_time(ctx, SESSION_END, token, now);
}

FALLIBLE account_store_sessions_end_all(struct ctx *ctx, struct id user, int64_t now)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[SESSIONS_END_ALL], &stmt));
    db_bind_id(stmt, 1, user);
    db_bind_int(stmt, 2, now);
    return db_run(stmt);
}

FALLIBLE account_store_session_list(struct ctx *ctx, struct id user, struct user_session **out, size_t *count)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[SESSION_LIST], &stmt));
    db_bind_id(stmt, 1, user);
    db_bind_int(stmt, 2, clock_now());
    *out = ARENA_ARRAY(ctx->arena, struct user_session, 100);
    *count = 0;
    for (;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            return ERR_OK;
        }
        read_session(ctx, stmt, 0, &(*out)[(*count)++]);
    }
}

/* ---- links -------------------------------------------------------------------------------------- */

FALLIBLE account_store_link_insert(struct ctx *ctx, const struct hash *token, struct id user, int64_t expires)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[LINK_INSERT], &stmt));
    db_bind_hash(stmt, 1, token);
    db_bind_id(stmt, 2, user);
    db_bind_int(stmt, 3, expires);
    return db_run(stmt);
}

FALLIBLE account_store_link_use(struct ctx *ctx, const struct hash *token, int64_t now, struct user *out)
{
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, statements[LINK_USE], &stmt));
    db_bind_hash(stmt, 1, token);
    db_bind_int(stmt, 2, now);
    TRY(db_step(stmt, &row));
    if (!row) {
        return ERR_NOT_FOUND;
    }
    struct id user = db_column_id(stmt, 0);
    db_reset(stmt);
    TRY(db_prepare(ctx->db, statements[USER_BY_ID], &stmt));
    db_bind_id(stmt, 1, user);
    return one_user(ctx, stmt, out);
}

/* ---- failures ------------------------------------------------------------------------------------- */

FALLIBLE account_store_failures(struct ctx *ctx, struct str subject, int64_t *failures, int64_t *last_at)
{
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, statements[FAILURES], &stmt));
    db_bind_text(stmt, 1, subject);
    TRY(db_step(stmt, &row));
    *failures = row ? db_column_int(stmt, 0) : 0;
    *last_at = row ? db_column_int(stmt, 1) : 0;
    db_reset(stmt);
    return ERR_OK;
}

FALLIBLE account_store_failure_add(struct ctx *ctx, struct str subject, int64_t now)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[FAILURE_ADD], &stmt));
    db_bind_text(stmt, 1, subject);
    db_bind_int(stmt, 2, now);
    return db_run(stmt);
}

FALLIBLE account_store_failure_clear(struct ctx *ctx, struct str subject)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[FAILURE_CLEAR], &stmt));
    db_bind_text(stmt, 1, subject);
    return db_run(stmt);
}

/* ---- tokens ----------------------------------------------------------------------------------------- */

FALLIBLE account_store_token_insert(struct ctx *ctx, const struct api_token *token, struct id id, const struct user *holder,
                                    const struct hash *hash)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[TOKEN_INSERT], &stmt));
    db_bind_id(stmt, 1, id);
    db_bind_id(stmt, 2, holder->agency);
    db_bind_id(stmt, 3, holder->unit_id);
    db_bind_text(stmt, 4, token->role);
    db_bind_text(stmt, 5, token->name);
    db_bind_hash(stmt, 6, hash);
    db_bind_id(stmt, 7, ctx->actor.user);
    db_bind_int(stmt, 8, token->created_at);
    db_bind_int(stmt, 9, token->expires_at);
    bind_bound(ctx, stmt, 10, &holder->bound);
    return db_run(stmt);
}

FALLIBLE account_store_token_find(struct ctx *ctx, const struct hash *hash, int64_t now, struct actor *out)
{
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, statements[TOKEN_FIND], &stmt));
    db_bind_hash(stmt, 1, hash);
    db_bind_int(stmt, 2, now);
    TRY(db_step(stmt, &row));
    if (!row) {
        return ERR_NOT_FOUND;
    }
    *out = (struct actor){
        .agency = db_column_id(stmt, 0),
        .unit = db_column_id(stmt, 1),
        .name = str_format(ctx->arena, "token:" STR_FMT, STR_ARG(db_column_text(stmt, 3, ctx->arena))),
        .user = db_column_id(stmt, 4),
        .origin = S("api"),
    };
    bool known = role_find(db_column_peek(stmt, 2), &out->role);
    read_bound(ctx, stmt, 5, &out->bound);
    db_reset(stmt);
    return known ? ERR_OK : ERR_CORRUPT;
}

FALLIBLE account_store_token_list(struct ctx *ctx, struct api_token **out, struct bound **bounds, size_t *count)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[TOKEN_LIST], &stmt));
    scope_bind(stmt, &ctx->scope);
    *out = ARENA_ARRAY(ctx->arena, struct api_token, 200);
    *bounds = ARENA_ARRAY(ctx->arena, struct bound, 200);
    *count = 0;
    for (;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            return ERR_OK;
        }
        read_bound(ctx, stmt, 7, &(*bounds)[*count]);
        struct api_token *token = &(*out)[(*count)++];
        *token = (struct api_token){
            .id = id_format(ctx->arena, db_column_id(stmt, 0)),
            .name = db_column_text(stmt, 1, ctx->arena),
            .role = db_column_text(stmt, 2, ctx->arena),
            .unit = db_column_text(stmt, 3, ctx->arena),
            .created_at = db_column_int(stmt, 4),
            .expires_at = db_column_int(stmt, 5),
            .active = db_column_is_null(stmt, 6) && db_column_int(stmt, 5) > clock_now() ? ANSWER_YES : ANSWER_NO,
        };
    }
}

FALLIBLE account_store_token_revoke(struct ctx *ctx, struct id id, int64_t now)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[TOKEN_REVOKE], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, id);
    db_bind_int(stmt, 6, now);
    TRY(db_run(stmt));
    return db_changes(stmt) == 1 ? ERR_OK : ERR_NOT_FOUND;
}
