#include "agenda/calendar.h"

#include "db/db.h"

enum { FIND, GET, REVOKE, INSERT, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [FIND] = SQL_INIT("SELECT a.id, a.agency, a.unit, a.role, a.staff, a.name, a.lang, c.with_client FROM calendar_address c "
                      "JOIN user_account a ON a.id = c.user_id WHERE c.token_hash = ?1 AND c.revoked_at IS NULL AND a.active = 1"),
    [GET] = SQL_INIT("SELECT c.with_client, c.created_at FROM calendar_address c WHERE c.user_id = ?1 AND c.revoked_at IS NULL"),
    [REVOKE] = SQL_INIT("UPDATE calendar_address SET revoked_at = ?2 WHERE user_id = ?1 AND revoked_at IS NULL"),
    [INSERT] = SQL_INIT("INSERT INTO calendar_address (token_hash, user_id, with_client, created_at) VALUES (?1, ?2, ?3, ?4)"),
};
const struct db_statements calendar_statements = {"calendar_store", statements, STATEMENT_COUNT};

enum err calendar_store_find(struct ctx *ctx, const struct hash *hash, struct calendar_holder *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[FIND], &stmt));
    db_bind_hash(stmt, 1, hash);
    TRY(db_step(stmt, &row));
    if (!row) {
        db_reset(stmt);
        return ERR_NOT_FOUND;
    }
    *out = (struct calendar_holder){
        .actor = {
            .user = db_column_id(stmt, 0),
            .agency = db_column_id(stmt, 1),
            .unit = db_column_id(stmt, 2),
            .staff = db_column_id(stmt, 4),
            .name = db_column_text(stmt, 5, ctx->arena),
            .origin = S("web"),
        },
        .lang = str_eq(db_column_peek(stmt, 6), S("en")) ? LANG_EN : LANG_ES,
        .with_client = db_column_int(stmt, 7) != 0,
    };
    bool known = role_find(db_column_peek(stmt, 3), &out->actor.role);
    db_reset(stmt);
    return known ? ERR_OK : ERR_NOT_FOUND;
}

enum err calendar_store_get(struct ctx *ctx, struct id user, struct calendar_address *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[GET], &stmt));
    db_bind_id(stmt, 1, user);
    TRY(db_step(stmt, &row));
    *out = (struct calendar_address){.active = ANSWER_NO, .created_at = INT_NONE};
    if (row) {
        *out = (struct calendar_address){.active = ANSWER_YES,
                                         .with_client = db_column_int(stmt, 0) != 0 ? ANSWER_YES : ANSWER_NO,
                                         .created_at = db_column_int(stmt, 1)};
    }
    db_reset(stmt);
    return ERR_OK;
}

enum err calendar_store_revoke(struct ctx *ctx, struct id user, int64_t now)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[REVOKE], &stmt));
    db_bind_id(stmt, 1, user);
    db_bind_int(stmt, 2, now);
    return db_run(stmt);
}

enum err calendar_store_insert(struct ctx *ctx, const struct hash *hash, struct id user, bool with_client, int64_t now)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[INSERT], &stmt));
    db_bind_hash(stmt, 1, hash);
    db_bind_id(stmt, 2, user);
    db_bind_int(stmt, 3, with_client);
    db_bind_int(stmt, 4, now);
    return db_run(stmt);
}
