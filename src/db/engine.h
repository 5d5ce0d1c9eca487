/* db/engine.h: what db.c asks of an engine. Included by the files of db/ only.
 *
 * db.c keeps what both engines share: the statement cache, the state of the transaction, the seams, the conversion of
 * ids, dates and hashes. db_sqlite.c and db_postgres.c put their own members behind struct db and struct db_stmt.
 *
 * Invariants:
 * - after an error inside a transaction `failed` holds it and every statement is refused with the same error until
 *   db_rollback or db_rollback_savepoint, on both engines alike, so that what works on one works on the other;
 * - `lost` says that the engine has already taken the whole transaction back by itself: nothing but db_rollback and
 *   db_commit (which fails) ends it.
 */
#ifndef ADELANTE_DB_ENGINE_H
#define ADELANTE_DB_ENGINE_H

#include "db/db.h"

#define DB_SLOT_SIZE 32 /* holds an id, a hash, a date or a decimal integer */

struct db_stmt {
    struct db *db;
    const char *text;
    int param_count;
    char (*slots)[DB_SLOT_SIZE]; /* one a parameter: copies of small values */
    bool active;                 /* rows are being read */
    enum err bad;                /* a binding failed: the next step says so */
    int64_t changes;
};

struct db_calls {
    void (*close)(struct db *db);
    bool (*space_below)(const struct db *db, int per_cent);
    void (*set_deadline)(struct db *db);
    enum err (*begin)(struct db *db, bool snapshot);
    enum err (*commit)(struct db *db);
    void (*rollback)(struct db *db);
    enum err (*control)(struct db *db, const char *text); /* SAVEPOINT and its kin; text is a literal */
    enum err (*set_scope)(struct db *db, struct id low, struct id high);
    /* Allocates and prepares; base members but `db` and `text` are set by the engine. */
    enum err (*prepare)(struct db *db, const char *text, struct db_stmt **out);
    void (*clear)(struct db_stmt *stmt); /* reset, no bound values */
    void (*reset)(struct db_stmt *stmt);
    void (*bind_null)(struct db_stmt *stmt, int at);
    void (*bind_int)(struct db_stmt *stmt, int at, int64_t value);
    void (*bind_bytes)(struct db_stmt *stmt, int at, struct str value, bool blob);
    /* Sets active while there is a row. */
    enum err (*step)(struct db_stmt *stmt, bool *row);
    /* NULL where nothing is gained by it: step is used. While `gathering` the statement may only be handed over. */
    enum err (*send)(struct db_stmt *stmt);
    enum err (*settle)(struct db *db); /* NULL with send */
    enum err (*analyze)(struct db *db); /* NULL: nothing to learn */
    int (*column_count)(struct db_stmt *stmt);
    const char *(*column_name)(struct db_stmt *stmt, int at);
    bool (*column_is_null)(struct db_stmt *stmt, int at);
    int64_t (*column_int)(struct db_stmt *stmt, int at);
    struct str (*column_peek)(struct db_stmt *stmt, int at);
    enum err (*execute)(struct db *db, const char *text);
    enum err (*plan)(struct db *db, const char *text, struct arena *arena, struct str *out);
    enum err (*backup)(struct db *db, const char *path);
    enum err (*check)(struct db *db, struct arena *arena, struct str *report, int *findings);
};

struct db_cached {
    const char *text;
    struct db_stmt *stmt;
};

struct db {
    enum db_engine engine;
    enum db_mode mode;
    const struct db_calls *calls;
    const char *url;
    struct arena memory; /* what lives as long as the connection */
    struct db_cached *cache;
    size_t cache_size;
    size_t cached;
    bool in_transaction;
    int savepoints;
    enum err failed;
    bool lost;
    bool broken;
    bool gathering;
    int deadline; /* milliseconds, 0 for none */
    int64_t statement_count;
    char problem[512];
};

/* Allocate struct db (with its own members) in `arena`, open it and set db->calls; on an error everything is closed. */
FALLIBLE db_sqlite_open(const char *url, enum db_mode mode, struct arena *arena, struct db **out, struct text *problem);
FALLIBLE db_postgres_open(const char *url, enum db_mode mode, struct arena *arena, struct db **out, struct text *problem);
/* What the server may be given in place of a password: it proves the password and does not hold it (SCRAM-SHA-256). */
FALLIBLE db_postgres_verifier(struct db *db, struct arena *arena, struct str role, struct str password, struct str *out);
int64_t db_sqlite_lock_holder(const char *url);

/* Keeps the engine's words for db_problem. */
void db_note(struct db *db, const char *format, ...) PRINTF_LIKE(2, 3);
/* A text made at run time, several statements allowed: for migrations only, whose texts come out of the program itself. */
FALLIBLE db_execute_text(struct db *db, const char *text);

#endif
