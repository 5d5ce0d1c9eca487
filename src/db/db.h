/* db/db.h: one small interface over SQLite (embedded) and PostgreSQL 15+.
 *
 * What it is for: connections, statements, transactions, migrations, and the storage rules of
 * security.md section 1. What it is not for: any knowledge of tables' meaning.
 *
 * SQL is the same text for both engines. Parameters are ?1 ?2 …; db_postgres.c writes $1 $2 ….
 * Type words, replaced when a migration runs: $INT $BOOL $TEXT $ID $BLOB. Blocks that differ stand between
 * lines `--sqlite`, `--postgres` and `--end` (migrations only).
 * Raw SQL can only be a string literal: struct sql is made by SQL() alone.
 *
 * Invariants:
 * - a connection belongs to one thread at a time;
 * - after an error inside a transaction every statement is refused with that error until db_rollback or
 *   db_rollback_savepoint, on both engines (PostgreSQL demands it; SQLite is held to it, so that one test shows both);
 * - db_commit and db_rollback end the reading of every statement;
 * - statements are prepared once per connection and cached by the address of their text;
 * - after db_commit returned ERR_UNKNOWN nobody knows whether the transaction is there: look the idempotency key up
 *   on a new connection (security.md 1.3). Any other error of db_commit means it was rolled back;
 * - ERR_RETRY: serialization failure, deadlock, busy: roll back and run the whole attempt again;
 * - ERR_CORRUPT and ERR_IO on writing: the process must stop writing (db_is_broken says so from then on).
 */
#ifndef ADELANTE_DB_H
#define ADELANTE_DB_H

#include "base/base.h"
#include "base/date.h"
#include "base/id.h"
#include "base/money.h"
#include "base/secret.h"

struct sql {
    const char *text;
};
#define SQL(literal) ((struct sql){"" literal})
/* In static initialisers. */
#define SQL_INIT(literal) {"" literal}

enum db_engine { DB_SQLITE, DB_POSTGRES };
enum db_mode {
    DB_CREATE,  /* reads and writes; the database is made if missing (SQLite) */
    DB_WRITE,   /* reads and writes; must exist, and no other process may hold the writer's lock (else ERR_LOCKED) */
    DB_READ,    /* a reader of its own */
    DB_SUPERUSER, /* PostgreSQL: whatever role and database, to make the program's own (db/role.c alone) */
};
struct db;
struct db_stmt;

/* url: a path, or postgresql://…. On error *problem (may be NULL) is a sentence about the cause.
 * SQLite: sets and reads back every pragma of security.md 1.1; refuses a missing file (ERR_NOT_FOUND, but DB_CREATE), network
 * file systems (ERR_INVALID), another application_id (ERR_CORRUPT) and a newer user_version (ERR_NEWER). Writers hold the
 * lock on PATH.lock. PATH?vfs=NAME opens through a VFS that was registered with SQLite and whose files are not those of the
 * system: then there is neither a lock file nor a look at the file system.
 * PostgreSQL: version 15 or later, encoding UTF8, for writers a primary with fsync, full_page_writes and synchronous_commit
 * (ERR_INVALID, ERR_READ_ONLY), and in every other mode an ordinary role: a superuser or BYPASSRLS role is refused (ERR_DENIED),
 * since row level security is void for it. The role owns the database, whose tables force row level security on their
 * owner too:  CREATE ROLE adelante LOGIN;  CREATE DATABASE adelante OWNER adelante;  A server out of reach is ERR_RETRY. */
FALLIBLE db_open(const char *url, enum db_mode mode, struct arena *arena, struct db **out, struct text *problem);
void db_close(struct db *db); /* NULL is fine; finalises what is cached */
enum db_engine db_engine(const struct db *db);
const char *db_url(const struct db *db);
/* The process id that holds the writer's lock of a SQLite database, 0 if nobody. */
int64_t db_lock_holder(const char *url);
/* True after corruption, a failed fsync or an I/O error on writing: no further write is attempted. */
bool db_is_broken(const struct db *db);
/* The last error in the engine's own words, for the log; valid until the next call. */
const char *db_problem(const struct db *db);
int64_t db_statement_count(const struct db *db); /* steps begun, for the log line of a request */
/* True if the free space is under `per_cent` (SQLite; always false on PostgreSQL). */
bool db_space_below(const struct db *db, int per_cent);
/* Interactive deadline in milliseconds for the statements that follow; 0 for none. */
void db_set_deadline(struct db *db, int milliseconds);

/* A lost connection to PostgreSQL is made again here; inside a transaction its loss is ERR_RETRY. */
FALLIBLE db_begin(struct db *db);       /* SQLite: BEGIN IMMEDIATE on a writer, BEGIN on a reader */
FALLIBLE db_begin_read(struct db *db);  /* one consistent snapshot (PostgreSQL: REPEATABLE READ READ ONLY) */
/* SEAM_COMMIT: the answer is lost (ERR_UNKNOWN), after the commit when the number of the call is even, before it when odd. */
FALLIBLE db_commit(struct db *db);
void db_rollback(struct db *db);        /* fine when no transaction is open */
FALLIBLE db_savepoint(struct db *db);   /* they nest */
FALLIBLE db_release(struct db *db);
void db_rollback_savepoint(struct db *db); /* back to, and releases, the newest savepoint */
bool db_in_transaction(const struct db *db);
/* PostgreSQL row level security (security.md 4.3): agencies visible in this transaction, as the bounds low..high of the id.
 * On SQLite nothing. Must be called inside a transaction. */
FALLIBLE db_set_scope(struct db *db, struct id agency_low, struct id agency_high);

/* The statement is reset and has no bound values. Owned by the connection. */
FALLIBLE db_prepare(struct db *db, struct sql sql, struct db_stmt **out);
/* A text that begins with SLASH-STAR stream STAR-SLASH is read from PostgreSQL through a cursor, 5,000 rows at a time; any other
 * result is held in memory as a whole there, so that other statements can run while it is read.
 * Parameters count from 1. Text and blobs must stay valid until the reading ends (no row, or db_reset). A missing value (STR_NONE, DATE_NONE, ID_NONE,
 * MONEY_MISSING / INT64_MIN by db_bind_int_or_null) binds NULL. */
void db_bind_null(struct db_stmt *stmt, int at);
void db_bind_int(struct db_stmt *stmt, int at, int64_t value);
void db_bind_int_or_null(struct db_stmt *stmt, int at, int64_t value); /* INT64_MIN binds NULL */
void db_bind_text(struct db_stmt *stmt, int at, struct str value);
void db_bind_blob(struct db_stmt *stmt, int at, struct str value);
void db_bind_id(struct db_stmt *stmt, int at, struct id value);
void db_bind_date(struct db_stmt *stmt, int at, struct date value); /* text YYYY-MM-DD */
void db_bind_hash(struct db_stmt *stmt, int at, const struct hash *value);
/* *row says whether there is a row to read. Errors: ERR_EXISTS (a unique constraint), ERR_INVALID (another constraint),
 * ERR_RETRY, ERR_BUSY (deadline), ERR_DISK_FULL, ERR_IO, ERR_CORRUPT, ERR_READ_ONLY, ERR_DENIED (a row outside the scope, by
 * row level security). After an error inside a transaction only db_rollback or db_rollback_savepoint may follow.
 * Without a row the statement is reset, and the next step begins anew with the same values. SEAM_DB fails as a full disk. */
FALLIBLE db_step(struct db_stmt *stmt, bool *row);
/* For a statement without rows: steps once and resets. */
FALLIBLE db_run(struct db_stmt *stmt);
/* For a statement without rows, of whose count of changed rows nothing depends: as db_run, but while statements are gathered it may
 * be on its way only, and its error is told by a later call or by db_settle. */
FALLIBLE db_send(struct db_stmt *stmt);
/* Inside a transaction: from now on statements given to db_send need not be waited for one by one (PostgreSQL; false on SQLite, where
 * there is nothing to wait for). Until db_settle an error may be that of an earlier statement: whoever must know which one
 * failed goes back to a savepoint and runs them again without gathering. */
bool db_gather(struct db *db);
/* All that was sent is done, and gathering ends; the first error of it. Also due before a savepoint is made or released. */
FALLIBLE db_settle(struct db *db);
/* Many rows were written in this transaction: what the engine knows of its tables is learnt anew, so that the plans of statements
 * and of foreign keys fit what is there now (PostgreSQL: ANALYZE of the tables that the transaction has filled, but those that
 * somebody else is analysing). On SQLite nothing. */
FALLIBLE db_analyze(struct db *db);
void db_reset(struct db_stmt *stmt); /* ends reading early; values stay bound */
int64_t db_changes(struct db_stmt *stmt); /* rows changed by the last step of an INSERT, UPDATE or DELETE */

int db_column_count(struct db_stmt *stmt);
const char *db_column_name(struct db_stmt *stmt, int at); /* columns count from 0 */
bool db_column_is_null(struct db_stmt *stmt, int at);
int64_t db_column_int(struct db_stmt *stmt, int at);         /* NULL gives 0 */
int64_t db_column_int_or_none(struct db_stmt *stmt, int at); /* NULL gives INT64_MIN */
struct str db_column_text(struct db_stmt *stmt, int at, struct arena *arena); /* a copy; NULL gives STR_NONE */
struct str db_column_peek(struct db_stmt *stmt, int at); /* no copy: valid until the next db_step, db_reset or db_prepare of the statement */
struct str db_column_blob(struct db_stmt *stmt, int at, struct arena *arena);
struct id db_column_id(struct db_stmt *stmt, int at);
struct date db_column_date(struct db_stmt *stmt, int at);
bool db_column_hash(struct db_stmt *stmt, int at, struct hash *out);

/* One query that gives one integer. ERR_NOT_FOUND if there is no row. */
FALLIBLE db_get_int(struct db *db, struct sql sql, int64_t *out);
/* A text without parameters, several statements allowed (SQLite) — for set-up, never for data. */
FALLIBLE db_execute(struct db *db, struct sql sql);

/* The plan of a statement, one line a step, for the test that refuses full scans (SQLite EXPLAIN QUERY PLAN, PostgreSQL
 * EXPLAIN with enable_seqscan off). */
FALLIBLE db_plan(struct db *db, struct sql sql, struct arena *arena, struct str *out);

/* Online backup of a SQLite database into a new file (VACUUM INTO), synced with its directory; outside a transaction. An existing
 * file is ERR_EXISTS; on PostgreSQL ERR_USAGE. */
FALLIBLE db_backup(struct db *db, const char *path);
/* integrity_check, foreign_key_check and application_id; on PostgreSQL constraints and indexes that are not valid and tables
 * with a column agency that are neither under forced row level security nor unscoped. *report gets one line a finding. */
FALLIBLE db_check(struct db *db, struct arena *arena, struct str *report, int *findings);

/* Every statement that a store declares registers itself here through the tables of core/entity.h and its own
 * X_statements[] array, so that the store test can prepare and plan each on both engines. */
struct db_statements {
    const char *owner; /* client_store */
    const struct sql *list;
    size_t count;
};

#endif
