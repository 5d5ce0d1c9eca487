#include "training/attendance.h"

#include "advice/service_store.h"
#include "core/record.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.event, " \
    "t.person, t.date, t.enterprise, t.role, t.present, t.evaluation, t.verification, t.annulled, " \
    "t.annul_reason"

const struct entity_store attendance_store = {
    .insert = SQL_INIT("INSERT INTO attendance (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, event, person, date, enterprise, role, present, evaluation, verification, "
                       "annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                       "?13, ?14, ?15, ?16, ?17, ?18)"),
    .update = SQL_INIT("UPDATE attendance SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, event = ?9, person = ?10, date = ?11, enterprise = ?12, role "
                       "= ?13, present = ?14, evaluation = ?15, verification = ?16, annulled = ?17, "
                       "annul_reason = ?18 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM attendance t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM attendance t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM attendance t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.date AS label FROM attendance t WHERE t.agency = ?1 AND t.id = ?2"),
};

/* A course of 400 days with 50 people; longer lists are nobody's attendance sheet. */
#define SHEET_MOST 20000

enum { OTHER, AFFILIATION, OF_PERSON, BY_EVENT, BY_PERSON, BY_ENTERPRISE, STATEMENT_COUNT };
/* The subquery makes SQLite enter affiliations by the person, not by the agency alone. */
static const struct sql statements[STATEMENT_COUNT] = {
    [OTHER] = SQL_INIT("SELECT t.code FROM attendance t WHERE " SCOPE("t")
                       " AND t.agency = ?5 AND t.event = ?6 AND t.person = ?7 AND t.date = ?8 AND t.annulled = 0 AND t.id <> ?9"),
    [AFFILIATION] = SQL_INIT("SELECT t.enterprise FROM affiliation t WHERE " SCOPE("t")
                             " AND t.agency = ?5 AND t.id IN (SELECT a.id FROM affiliation a WHERE a.agency = ?5 "
                             "AND a.person = ?6) AND t.annulled = 0 AND (t.from_on IS NULL OR t.from_on <= ?7) "
                             "AND (t.to_on IS NULL OR t.to_on >= ?7) "
                             "ORDER BY t.from_on DESC NULLS LAST, t.code LIMIT 1"),
    [OF_PERSON] = SQL_INIT("SELECT " COLUMNS " FROM attendance t WHERE " SCOPE("t")
                           " AND t.agency = ?5 AND t.event = ?6 AND t.person = ?7 AND t.annulled = 0 ORDER BY t.date"),
    [BY_EVENT] = SQL_INIT("SELECT " COLUMNS " FROM attendance t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.event = ?6 AND t.annulled = 0 ORDER BY t.date, t.person LIMIT ?7"),
    [BY_PERSON] = SQL_INIT("SELECT t.id FROM attendance t WHERE " SCOPE("t")
                           " AND t.agency = ?5 AND t.person = ?6 AND t.annulled = 0 ORDER BY t.date DESC, t.id DESC LIMIT ?7"),
    [BY_ENTERPRISE] = SQL_INIT("SELECT t.id FROM attendance t WHERE " SCOPE("t")
                               " AND t.agency = ?5 AND t.enterprise = ?6 AND t.annulled = 0 "
                               "ORDER BY t.date DESC, t.id DESC LIMIT ?7"),
};
const struct db_statements attendance_statements = {"attendance_store", statements, STATEMENT_COUNT};

enum err attendance_store_other(struct ctx *ctx, const struct attendance *attendance, struct str *out_code)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[OTHER], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, attendance->record.agency);
    db_bind_id(stmt, 6, attendance->event.id);
    db_bind_id(stmt, 7, attendance->person.id);
    db_bind_date(stmt, 8, attendance->date);
    db_bind_id(stmt, 9, attendance->record.id);
    TRY(db_step(stmt, &row));
    *out_code = row ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}

enum err attendance_store_affiliation(struct ctx *ctx, struct id agency, struct id person, struct date on, struct id *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[AFFILIATION], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_id(stmt, 6, person);
    db_bind_date(stmt, 7, on);
    TRY(db_step(stmt, &row));
    *out = row ? db_column_id(stmt, 0) : ID_NONE;
    db_reset(stmt);
    return ERR_OK;
}

/* Reads the rows of a statement that is bound; attendances have no links, so a row is the whole record. */
static enum err read_rows(struct ctx *ctx, struct db_stmt *stmt, struct list *out)
{
    struct attendance *rows = NULL;
    size_t len = 0;
    size_t cap = 0;
    bool row;
    TRY(db_step(stmt, &row));
    while (row) {
        if (len == cap) {
            cap = cap == 0 ? 64 : cap * 2;
            struct attendance *grown = ARENA_ARRAY(ctx->arena, struct attendance, cap);
            for (size_t i = 0; i < len; i++) {
                grown[i] = rows[i];
            }
            rows = grown;
        }
        TRY(record_read(ctx, stmt, &attendance_entity, &rows[len]));
        len++;
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    *out = (struct list){.shape = &attendance_entity.shape, .rows = {rows, len}, .next = S(""), .total = (int64_t)len};
    return record_label(ctx, &attendance_entity, rows, len);
}

enum err attendance_store_of_person(struct ctx *ctx, struct id agency, struct id event, struct id person, struct list *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[OF_PERSON], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_id(stmt, 6, event);
    db_bind_id(stmt, 7, person);
    return read_rows(ctx, stmt, out);
}

enum err attendance_store_by_event(struct ctx *ctx, struct id agency, struct id event, struct list *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[BY_EVENT], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_id(stmt, 6, event);
    db_bind_int(stmt, 7, SHEET_MOST);
    return read_rows(ctx, stmt, out);
}

enum err attendance_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit,
                                    struct list *out)
{
    return service_store_by_id(ctx, &attendance_entity, statements[is_person ? BY_PERSON : BY_ENTERPRISE], agency, id, limit,
                               out);
}
