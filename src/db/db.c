#include "db/db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/seam.h"
#include "db/address.h"
#include "db/engine.h"

#define CACHE_FIRST 64

void db_note(struct db *db, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(db->problem, sizeof(db->problem), format, args);
    va_end(args);
}

enum err db_open(const char *url, enum db_mode mode, struct arena *arena, struct db **out, struct text *problem)
{
    struct text unused;
    struct text *why = problem == NULL ? &unused : problem;
    *why = TEXT_NONE;
    *out = NULL;
    if (db_is_postgres(url)) {
        return db_postgres_open(url, mode, arena, out, why);
    }
    return db_sqlite_open(url, mode, arena, out, why);
}

void db_close(struct db *db)
{
    if (db == NULL) {
        return;
    }
    db->calls->close(db);
    arena_release(&db->memory);
    db->cache = NULL;
    db->cache_size = 0;
    db->cached = 0;
}

enum db_engine db_engine(const struct db *db)
{
    return db->engine;
}

const char *db_url(const struct db *db)
{
    return db->url;
}

int64_t db_lock_holder(const char *url)
{
    return db_is_postgres(url) ? 0 : db_sqlite_lock_holder(url);
}

bool db_is_broken(const struct db *db)
{
    return db->broken;
}

const char *db_problem(const struct db *db)
{
    return db->problem;
}

int64_t db_statement_count(const struct db *db)
{
    return db->statement_count;
}

bool db_space_below(const struct db *db, int per_cent)
{
    return db->calls->space_below(db, per_cent);
}

void db_set_deadline(struct db *db, int milliseconds)
{
    if (db->deadline != milliseconds) {
        db->deadline = milliseconds;
        db->calls->set_deadline(db);
    }
}

/* ---- transactions ----------------------------------------------------------------------- */

static enum err start(struct db *db, bool snapshot)
{
    assert(!db->in_transaction);
    if (db->broken && db->mode != DB_READ) {
        return ERR_IO;
    }
    TRY(db->calls->begin(db, snapshot));
    db->in_transaction = true;
    db->savepoints = 0;
    db->failed = ERR_OK;
    db->lost = false;
    return ERR_OK;
}

static void ended(struct db *db)
{
    db->in_transaction = false;
    db->savepoints = 0;
    db->failed = ERR_OK;
    db->lost = false;
    db->gathering = false;
}

enum err db_begin(struct db *db)
{
    return start(db, false);
}

enum err db_begin_read(struct db *db)
{
    return start(db, true);
}

enum err db_commit(struct db *db)
{
    assert(db->in_transaction);
    if (db->failed != ERR_OK) {
        enum err err = db->failed;
        db_rollback(db);
        return err;
    }
    if (seam_fails(SEAM_COMMIT)) {
        /* The answer to COMMIT is lost: half of the times after it worked, half of the times before. */
        if (seam_calls(SEAM_COMMIT) % 2 == 0) {
            enum err err = db->calls->commit(db);
            ended(db);
            return err == ERR_OK ? ERR_UNKNOWN : err;
        }
        db_rollback(db);
        return ERR_UNKNOWN;
    }
    enum err err = db->calls->commit(db);
    ended(db);
    return err;
}

void db_rollback(struct db *db)
{
    if (!db->in_transaction) {
        return;
    }
    db->calls->rollback(db);
    ended(db);
}

enum err db_savepoint(struct db *db)
{
    assert(db->in_transaction);
    if (db->failed != ERR_OK) {
        return db->failed;
    }
    TRY(db->calls->control(db, "SAVEPOINT s"));
    db->savepoints++;
    return ERR_OK;
}

enum err db_release(struct db *db)
{
    assert(db->savepoints > 0);
    if (db->failed != ERR_OK) {
        return db->failed;
    }
    TRY(db->calls->control(db, "RELEASE SAVEPOINT s"));
    db->savepoints--;
    return ERR_OK;
}

void db_rollback_savepoint(struct db *db)
{
    if (!db->in_transaction) {
        return;
    }
    assert(db->savepoints > 0);
    db->savepoints--;
    if (db->lost) {
        return;
    }
    db->failed = ERR_OK;
    enum err err = db->calls->control(db, "ROLLBACK TO SAVEPOINT s");
    if (err == ERR_OK) {
        err = db->calls->control(db, "RELEASE SAVEPOINT s");
    }
    if (err != ERR_OK) {
        /* What stands in the transaction is not known any more: it cannot be committed. */
        db->failed = err;
        db->lost = true;
    }
}

bool db_in_transaction(const struct db *db)
{
    return db->in_transaction;
}

enum err db_set_scope(struct db *db, struct id agency_low, struct id agency_high)
{
    assert(db->in_transaction);
    return db->calls->set_scope(db, agency_low, agency_high);
}

/* ---- statements ------------------------------------------------------------------------- */

static size_t cache_place(const struct db *db, const char *text)
{
    size_t at = (size_t)(((uintptr_t)text * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (db->cache_size - 1);
    while (db->cache[at].text != NULL && db->cache[at].text != text) {
        at = (at + 1) & (db->cache_size - 1);
    }
    return at;
}

static void cache_grow(struct db *db)
{
    struct db_cached *old = db->cache;
    size_t old_size = db->cache_size;
    db->cache_size = old_size == 0 ? CACHE_FIRST : old_size * 2;
    db->cache = ARENA_ARRAY(&db->memory, struct db_cached, db->cache_size);
    for (size_t i = 0; i < old_size; i++) {
        if (old[i].text != NULL) {
            db->cache[cache_place(db, old[i].text)] = old[i];
        }
    }
}

static enum err fail(struct db *db, enum err err)
{
    if (db->in_transaction && db->failed == ERR_OK) {
        db->failed = err;
    }
    return err;
}

enum err db_prepare(struct db *db, struct sql sql, struct db_stmt **out)
{
    if (db->cached * 2 >= db->cache_size) {
        cache_grow(db);
    }
    struct db_cached *place = &db->cache[cache_place(db, sql.text)];
    if (place->text != NULL) {
        *out = place->stmt;
        db->calls->clear(*out);
        (*out)->bad = ERR_OK;
        return ERR_OK;
    }
    if (db->failed != ERR_OK) {
        return db->failed;
    }
    struct db_stmt *stmt = NULL;
    enum err err = db->calls->prepare(db, sql.text, &stmt);
    if (err != ERR_OK) {
        return fail(db, err);
    }
    stmt->db = db;
    stmt->text = sql.text;
    place->text = sql.text;
    place->stmt = stmt;
    db->cached++;
    *out = stmt;
    return ERR_OK;
}

/* A wrong parameter number is a mistake of the program; it is told at db_step, so that binding needs no checks. */
static bool may_bind(struct db_stmt *stmt, int at)
{
    if (stmt->active) {
        stmt->db->calls->reset(stmt);
    }
    if (at < 1 || at > stmt->param_count) {
        db_note(stmt->db, "no parameter %d in: %.200s", at, stmt->text);
        stmt->bad = ERR_INTERNAL;
        return false;
    }
    return true;
}

void db_bind_null(struct db_stmt *stmt, int at)
{
    if (may_bind(stmt, at)) {
        stmt->db->calls->bind_null(stmt, at);
    }
}

void db_bind_int(struct db_stmt *stmt, int at, int64_t value)
{
    if (may_bind(stmt, at)) {
        stmt->db->calls->bind_int(stmt, at, value);
    }
}

void db_bind_int_or_null(struct db_stmt *stmt, int at, int64_t value)
{
    if (value == INT64_MIN) {
        db_bind_null(stmt, at);
    } else {
        db_bind_int(stmt, at, value);
    }
}

static void bind_bytes(struct db_stmt *stmt, int at, struct str value, bool blob)
{
    if (!may_bind(stmt, at)) {
        return;
    }
    if (value.ptr == NULL) {
        stmt->db->calls->bind_null(stmt, at);
    } else {
        stmt->db->calls->bind_bytes(stmt, at, value, blob);
    }
}

void db_bind_text(struct db_stmt *stmt, int at, struct str value)
{
    bind_bytes(stmt, at, value, false);
}

void db_bind_blob(struct db_stmt *stmt, int at, struct str value)
{
    bind_bytes(stmt, at, value, true);
}

static void bind_small(struct db_stmt *stmt, int at, const void *bytes, size_t size, bool blob)
{
    if (may_bind(stmt, at)) {
        char *slot = stmt->slots[at - 1];
        memcpy(slot, bytes, size);
        stmt->db->calls->bind_bytes(stmt, at, (struct str){slot, size}, blob);
    }
}

void db_bind_id(struct db_stmt *stmt, int at, struct id value)
{
    if (id_is_none(value)) {
        db_bind_null(stmt, at);
    } else {
        bind_small(stmt, at, value.bytes, sizeof(value.bytes), true);
    }
}

void db_bind_date(struct db_stmt *stmt, int at, struct date value)
{
    if (date_is_none(value)) {
        db_bind_null(stmt, at);
        return;
    }
    char text[DB_SLOT_SIZE];
    int length = snprintf(text, sizeof(text), "%04d-%02d-%02d", value.year, value.month, value.day);
    bind_small(stmt, at, text, (size_t)length, false);
}

void db_bind_hash(struct db_stmt *stmt, int at, const struct hash *value)
{
    _Static_assert(HASH_SIZE <= DB_SLOT_SIZE, "a hash fits a slot");
    if (value == NULL) {
        db_bind_null(stmt, at);
    } else {
        bind_small(stmt, at, value->bytes, sizeof(value->bytes), true);
    }
}

/* What holds before any statement begins. */
static enum err may_begin(struct db_stmt *stmt)
{
    struct db *db = stmt->db;
    db->statement_count++;
    if (db->failed != ERR_OK) {
        return db->failed;
    }
    if (stmt->bad != ERR_OK) {
        return fail(db, stmt->bad);
    }
    if (seam_fails(SEAM_DB)) {
        db_note(db, "failure injected");
        return fail(db, ERR_DISK_FULL);
    }
    return ERR_OK;
}

enum err db_step(struct db_stmt *stmt, bool *row)
{
    struct db *db = stmt->db;
    *row = false;
    if (!stmt->active) {
        TRY(may_begin(stmt));
    }
    enum err err = db->calls->step(stmt, row);
    return err == ERR_OK ? ERR_OK : fail(db, err);
}

enum err db_run(struct db_stmt *stmt)
{
    bool row;
    enum err err = db_step(stmt, &row);
    if (row) {
        db_reset(stmt);
    }
    return err;
}

enum err db_send(struct db_stmt *stmt)
{
    struct db *db = stmt->db;
    if (!db->gathering) {
        return db_run(stmt);
    }
    TRY(may_begin(stmt));
    enum err err = db->calls->send(stmt);
    return err == ERR_OK ? ERR_OK : fail(db, err);
}

bool db_gather(struct db *db)
{
    assert(db->in_transaction);
    db->gathering = db->calls->send != NULL;
    return db->gathering;
}

enum err db_settle(struct db *db)
{
    if (!db->gathering) {
        return db->failed;
    }
    db->gathering = false;
    enum err err = db->calls->settle(db);
    return err == ERR_OK ? db->failed : fail(db, err);
}

enum err db_analyze(struct db *db)
{
    if (db->failed != ERR_OK || db->calls->analyze == NULL) {
        return db->failed;
    }
    enum err err = db->calls->analyze(db);
    return err == ERR_OK ? ERR_OK : fail(db, err);
}

void db_reset(struct db_stmt *stmt)
{
    stmt->db->calls->reset(stmt);
}

int64_t db_changes(struct db_stmt *stmt)
{
    return stmt->changes;
}

/* ---- columns ---------------------------------------------------------------------------- */

int db_column_count(struct db_stmt *stmt)
{
    return stmt->db->calls->column_count(stmt);
}

const char *db_column_name(struct db_stmt *stmt, int at)
{
    return stmt->db->calls->column_name(stmt, at);
}

bool db_column_is_null(struct db_stmt *stmt, int at)
{
    return stmt->db->calls->column_is_null(stmt, at);
}

int64_t db_column_int(struct db_stmt *stmt, int at)
{
    return stmt->db->calls->column_int(stmt, at);
}

int64_t db_column_int_or_none(struct db_stmt *stmt, int at)
{
    return db_column_is_null(stmt, at) ? INT64_MIN : db_column_int(stmt, at);
}

struct str db_column_peek(struct db_stmt *stmt, int at)
{
    return stmt->db->calls->column_peek(stmt, at);
}

struct str db_column_text(struct db_stmt *stmt, int at, struct arena *arena)
{
    struct str value = db_column_peek(stmt, at);
    return value.ptr == NULL ? STR_NONE : str_copy(arena, value);
}

struct str db_column_blob(struct db_stmt *stmt, int at, struct arena *arena)
{
    return db_column_text(stmt, at, arena);
}

struct id db_column_id(struct db_stmt *stmt, int at)
{
    struct id id = ID_NONE;
    struct str value = db_column_peek(stmt, at);
    if (value.len == sizeof(id.bytes)) {
        memcpy(id.bytes, value.ptr, sizeof(id.bytes));
    }
    return id;
}

struct date db_column_date(struct db_stmt *stmt, int at)
{
    struct date date;
    struct str value = db_column_peek(stmt, at);
    return value.ptr != NULL && date_parse_iso(value, &date) ? date : DATE_NONE;
}

bool db_column_hash(struct db_stmt *stmt, int at, struct hash *out)
{
    struct str value = db_column_peek(stmt, at);
    if (value.len != sizeof(out->bytes)) {
        return false;
    }
    memcpy(out->bytes, value.ptr, sizeof(out->bytes));
    return true;
}

/* ---- the rest --------------------------------------------------------------------------- */

enum err db_get_int(struct db *db, struct sql sql, int64_t *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(db, sql, &stmt));
    TRY(db_step(stmt, &row));
    if (!row) {
        return ERR_NOT_FOUND;
    }
    *out = db_column_int(stmt, 0);
    db_reset(stmt);
    return ERR_OK;
}

enum err db_execute_text(struct db *db, const char *text)
{
    if (db->failed != ERR_OK) {
        return db->failed;
    }
    enum err err = db->calls->execute(db, text);
    return err == ERR_OK ? ERR_OK : fail(db, err);
}

enum err db_execute(struct db *db, struct sql sql)
{
    return db_execute_text(db, sql.text);
}

enum err db_plan(struct db *db, struct sql sql, struct arena *arena, struct str *out)
{
    return db->calls->plan(db, sql.text, arena, out);
}

enum err db_backup(struct db *db, const char *path)
{
    return db->calls->backup(db, path);
}

enum err db_check(struct db *db, struct arena *arena, struct str *report, int *findings)
{
    return db->calls->check(db, arena, report, findings);
}
