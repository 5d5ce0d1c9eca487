/* db/migrate.h: numbered SQL migrations, forward only, each hashed and in a transaction of its own.
 *
 * The files migrations/NNNN_name.sql are embedded at build; the table `migration` (number, name, hash, applied_at) says
 * which ones a database has. A changed file of an applied migration is refused. On SQLite foreign keys are off during
 * the migration and checked before COMMIT, and row counts of tables that are rebuilt are compared. user_version is the
 * number of the newest migration. On PostgreSQL a fresh database also gets the program's own role when the connection
 * may create roles (see docs/admin).
 */
#ifndef ADELANTE_MIGRATE_H
#define ADELANTE_MIGRATE_H

#include "db/db.h"

struct migration {
    int number;
    const char *name; /* 0001_base */
    const char *sql;
    size_t length;
};
/* Made from migrations/ by tools/embed.py. */
extern const struct migration migrate_list[];
extern const size_t migrate_count;

/* The number the program knows. */
int migrate_newest(void);
/* What the database has: 0 if empty. ERR_NEWER if newer than the program. */
FALLIBLE migrate_version(struct db *db, int *out);
/* Applies what is missing, up to and including `up_to` (0: all). *problem names the migration and the cause. */
FALLIBLE migrate_run(struct db *db, int up_to, struct arena *arena, struct text *problem);
/* Every table and column of the database with its type and comment, for the test against the field tables. */
struct migrate_column {
    struct str table;
    struct str column;
    struct str type; /* int, bool, text, id, blob */
    bool not_null;
    struct str comment;
};
FALLIBLE migrate_describe(struct db *db, struct arena *arena, struct migrate_column **out, size_t *count);

#endif
