#include "party/letterhead.h"

#include "db/db.h"
#include "party/party.h"

#define SIGNATORIES_MOST 60

/* The unit first, then those above it in its agency: a unit's own number is the deeper the larger it is. */
enum { HEADS, SIGNERS, FIRST_AGENCY, LOGO, LOGO_FILE, LOGO_BYTES, STATEMENTS };
static const struct sql statements[STATEMENTS] = {
    [HEADS] = SQL_INIT("SELECT u.code, u.name, u.letterhead_name, u.letterhead_line, u.address, u.phone, u.email, u.place, "
                       "u.bank_account FROM unit u WHERE u.agency = ?1 AND u.tree_from <= ?2 AND u.tree_to >= ?2 "
                       "ORDER BY u.tree_from DESC"),
    [SIGNERS] = SQL_INIT("SELECT s.office, s.name, s.position, s.document, u.tree_from FROM signatory s "
                         "JOIN unit u ON u.agency = s.agency AND u.id = s.unit "
                         "WHERE s.agency = ?1 AND u.tree_from <= ?2 AND u.tree_to >= ?2 AND s.annulled = 0 "
                         "AND s.from_on <= ?3 AND (s.to_on IS NULL OR s.to_on >= ?3) "
                         "ORDER BY u.tree_from DESC, s.office, s.from_on DESC, s.code LIMIT 60"),
    [FIRST_AGENCY] = SQL_INIT("SELECT u.id FROM unit u WHERE u.agency BETWEEN ?1 AND ?2 AND u.tree_from BETWEEN ?3 AND ?4 "
                               "AND u.kind = 'agency' ORDER BY u.tree_from LIMIT 1"),
    [LOGO] = SQL_INIT("SELECT t.code, t.media_type FROM unit u "
                      "JOIN document_record r ON r.agency = u.agency AND r.record = u.id "
                      "JOIN document t ON t.agency = r.agency AND t.id = r.document "
                      "WHERE u.agency = ?1 AND u.tree_from <= ?2 AND u.tree_to >= ?2 AND t.kind = 'logo' AND t.annulled = 0 "
                      "AND (t.date IS NULL OR t.date <= ?3) ORDER BY u.tree_from DESC, COALESCE(t.date, '') DESC, "
                      "t.created_seq DESC, t.code DESC LIMIT 1"),
    [LOGO_FILE] = SQL_INIT("SELECT t.sha256 FROM document t WHERE t.agency = ?1 AND t.code = ?2"),
    [LOGO_BYTES] = SQL_INIT("SELECT c.bytes FROM file_chunk c WHERE c.agency = ?1 AND c.sha256 = ?2 ORDER BY c.position"),
};
const struct db_statements letterhead_statements = {"letterhead_store", statements, STATEMENTS};

/* The nearest unit that says something decides. */
static void take(struct db_stmt *stmt, int column, struct arena *arena, struct str *out)
{
    if (str_is_empty(*out) && !db_column_is_null(stmt, column)) {
        *out = db_column_text(stmt, column, arena);
    }
}

static enum err read_heads(struct ctx *ctx, const struct party_unit *unit, struct letterhead *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[HEADS], &stmt));
    db_bind_id(stmt, 1, unit->agency);
    db_bind_int(stmt, 2, unit->tree_from);
    TRY(db_step(stmt, &row));
    for (bool own = true; row; own = false) {
        struct str name = db_column_text(stmt, 1, ctx->arena);
        if (own) {
            out->unit = db_column_text(stmt, 0, ctx->arena);
            take(stmt, 2, ctx->arena, &out->name);
            out->name = str_is_empty(out->name) ? name : out->name;
            take(stmt, 3, ctx->arena, &out->line);
        } else if (str_is_empty(out->line)) {
            out->line = name; /* under a centre's name stands whose it is */
        }
        take(stmt, 4, ctx->arena, &out->address);
        take(stmt, 5, ctx->arena, &out->phone);
        take(stmt, 6, ctx->arena, &out->email);
        take(stmt, 7, ctx->arena, &out->place);
        take(stmt, 8, ctx->arena, &out->bank_account);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return ERR_OK;
}

static enum err read_signers(struct ctx *ctx, const struct party_unit *unit, struct date on, struct letterhead *out)
{
    struct db_stmt *stmt;
    bool row;
    struct letterhead_signatory *items = ARENA_ARRAY(ctx->arena, struct letterhead_signatory, SIGNATORIES_MOST);
    size_t count = 0;
    TRY(db_prepare(ctx->db, statements[SIGNERS], &stmt));
    db_bind_id(stmt, 1, unit->agency);
    db_bind_int(stmt, 2, unit->tree_from);
    db_bind_text(stmt, 3, date_iso(ctx->arena, on));
    TRY(db_step(stmt, &row));
    while (row && count < SIGNATORIES_MOST) {
        struct letterhead_signatory item = {.office = db_column_text(stmt, 0, ctx->arena)};
        item.name = db_column_text(stmt, 1, ctx->arena);
        take(stmt, 2, ctx->arena, &item.position);
        take(stmt, 3, ctx->arena, &item.document);
        bool held = false;
        for (size_t i = 0; i < count; i++) {
            held = held || (str_eq(items[i].office, item.office) && !str_eq_c(item.office, "other"));
        }
        if (!held) {
            items[count++] = item;
        }
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    out->signatories = (struct rows){items, count};
    return ERR_OK;
}

static enum err find_logo(struct ctx *ctx, const struct party_unit *unit, struct date on, struct letterhead *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[LOGO], &stmt));
    db_bind_id(stmt, 1, unit->agency);
    db_bind_int(stmt, 2, unit->tree_from);
    db_bind_text(stmt, 3, date_iso(ctx->arena, on));
    TRY(db_step(stmt, &row));
    if (row) {
        out->logo = db_column_text(stmt, 0, ctx->arena);
        out->logo_type = db_column_text(stmt, 1, ctx->arena);
    }
    db_reset(stmt);
    return ERR_OK;
}

FALLIBLE letterhead_store_logo(struct ctx *ctx, const struct party_unit *unit, struct letterhead *out)
{
    struct db_stmt *stmt;
    bool row = false;
    if (str_is_empty(out->logo)) {
        return ERR_OK;
    }
    TRY(db_prepare(ctx->db, statements[LOGO_FILE], &stmt));
    db_bind_id(stmt, 1, unit->agency);
    db_bind_text(stmt, 2, out->logo);
    TRY(db_step(stmt, &row));
    struct str sha256 = row ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    struct buf bytes = BUF(ctx->arena);
    TRY(db_prepare(ctx->db, statements[LOGO_BYTES], &stmt));
    db_bind_id(stmt, 1, unit->agency);
    db_bind_text(stmt, 2, sha256);
    TRY(db_step(stmt, &row));
    while (row) {
        buf_put(&bytes, db_column_peek(stmt, 0));
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    struct hash hash = hash_of(buf_str(&bytes));
    out->logo_bytes = buf_str(&bytes);
    return str_eq(hash_hex(ctx->arena, &hash), sha256) ? ERR_OK : ERR_CORRUPT;
}

FALLIBLE letterhead_store_first_agency(struct ctx *ctx, struct id *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[FIRST_AGENCY], &stmt));
    scope_bind(stmt, &ctx->scope);
    TRY(db_step(stmt, &row));
    if (row) {
        *out = db_column_id(stmt, 0);
    }
    db_reset(stmt);
    return row ? ERR_OK : ERR_NOT_FOUND;
}

FALLIBLE letterhead_store_get(struct ctx *ctx, const struct party_unit *unit, struct date on, struct letterhead *out)
{
    TRY(read_heads(ctx, unit, out));
    TRY(find_logo(ctx, unit, on, out));
    return read_signers(ctx, unit, on, out);
}
