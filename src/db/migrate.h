/* db/migrate.h: numbered SQL migrations, forward only, each hashed and in a transaction of its own.
 *
 * The files migrations/NNNN_name.sql are embedded at build (a new one is a line in migrations/meson.build); the table
 * `migration` (number, name, hash, applied_at) says which ones a database has. A changed file of an applied migration is
 * refused (ERR_CONFLICT), and so is one that is missing below the newest applied. On SQLite foreign keys are off during the
 * migration and checked before COMMIT. Row counts of tables that are rebuilt (named by a DROP TABLE and there again
 * afterwards) are compared. user_version is the number of the newest migration.
 *
 * The language of a migration is SQL that both engines take, with:
 * - type words              SQLite                  PostgreSQL
 *     $INT                  INTEGER                 BIGINT
 *     $BOOL                 INTEGER                 SMALLINT          (the author writes CHECK (x IN (0, 1)))
 *     $TEXT                 TEXT                    TEXT COLLATE "C"
 *     $ID                   BLOB                    BYTEA             (16 bytes)
 *     $BLOB                 BLOB                    BYTEA
 *     $STRICT               STRICT                  nothing           (behind the closing parenthesis)
 *     $STRICT_WITHOUT_ROWID STRICT, WITHOUT ROWID   nothing
 *   any other word that begins with $ and a capital is refused; nothing is replaced in strings and comments;
 * - blocks for one engine between lines of their own: --sqlite or --postgres, ended by --end (or by the other one);
 * - every column of a CREATE TABLE, and of an ALTER TABLE … ADD COLUMN, has a type word and a comment:
 *
 *     CREATE TABLE session (
 *         agency $ID NOT NULL, -- whose row it is
 *         minutes $INT NOT NULL CHECK (minutes > 0) -- how long it took
 *     ) $STRICT_WITHOUT_ROWID;
 *     ALTER TABLE session ADD COLUMN place $TEXT; -- where it was
 *
 *   (a comment on lines of its own before a column belongs to nothing, provided that the column before has one). On
 *   PostgreSQL it becomes a COMMENT ON COLUMN; migrate_describe returns it on both engines;
 * - on PostgreSQL a new table with a column `agency` is put under FORCE ROW LEVEL SECURITY with the bounds of
 *   db_set_scope, for reading and writing, unless a line before CREATE TABLE is `--unscoped: reason`. A row whose agency
 *   is NULL is then visible to nobody. The migration itself runs with the widest scope.
 * Names are written plainly, without quotes, schema or IF NOT EXISTS; COMMENT ON and policies are not written by hand.
 */
#ifndef ADELANTE_MIGRATE_H
#define ADELANTE_MIGRATE_H

#include "db/db.h"

struct migration {
    int number;
    const char *name; /* 0001_core */
    const char *sql;
    size_t length;
};
/* Made from migrations/ by tools/embed.py. */
extern const struct migration migrate_list[];
extern const size_t migrate_count;

/* Tests: takes this list in place of the embedded one; NULL returns to it. */
void migrate_use(const struct migration *list, size_t count);
/* The number the program knows. */
int migrate_newest(void);
/* What the database has: 0 if empty. ERR_NEWER (and *out is set) if newer than the program. */
FALLIBLE migrate_version(struct db *db, int *out);
/* Applies what is missing, up to and including `up_to` (0: all). *problem names the migration and the cause. */
FALLIBLE migrate_run(struct db *db, int up_to, struct arena *arena, struct text *problem);
/* Every table and column of the database with its type and comment, tables by name and columns in their order, for the test
 * against the field tables. A column that no migration made has the type "" and the comment "". */
struct migrate_column {
    struct str table;
    struct str column;
    struct str type; /* int, bool, text, id, blob */
    bool not_null;
    struct str comment;
};
FALLIBLE migrate_describe(struct db *db, struct arena *arena, struct migrate_column **out, size_t *count);

#endif
