#include "db/migrate.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "db/ddl.h"
#include "db/engine.h"

static const struct migration *use_list;
static size_t use_count;

/* The table that remembers; written in the language of migrations like any other. */
static const char migration_table[] =
    "CREATE TABLE migration (\n"
    "    number $INT NOT NULL PRIMARY KEY, -- number of the migration\n"
    "    name $TEXT NOT NULL, -- name of its file\n"
    "    hash $BLOB NOT NULL, -- SHA-256 of its text when it was applied\n"
    "    applied_at $INT NOT NULL -- microseconds UTC\n"
    ") $STRICT;\n";

static const struct migration *list(size_t *count)
{
    *count = use_list == NULL ? migrate_count : use_count;
    return use_list == NULL ? migrate_list : use_list;
}

void migrate_use(const struct migration *other, size_t count)
{
    use_list = other;
    use_count = count;
}

int migrate_newest(void)
{
    size_t count;
    const struct migration *all = list(&count);
    int newest = 0;
    for (size_t i = 0; i < count; i++) {
        newest = all[i].number > newest ? all[i].number : newest;
    }
    return newest;
}

/* A text made at run time: kept as long as the connection, since statements are cached by its address. */
static enum err query_int(struct db *db, struct str text, int64_t *out)
{
    return db_get_int(db, (struct sql){text.ptr}, out);
}

static enum err table_exists(struct db *db, struct str name, bool *out)
{
    static const struct sql sqlite = SQL_INIT("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1");
    static const struct sql postgres = SQL_INIT("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname = ?1 AND "
                                                "relnamespace = 'public'::regnamespace");
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(db, db_engine(db) == DB_SQLITE ? sqlite : postgres, &stmt));
    db_bind_text(stmt, 1, name);
    TRY(db_step(stmt, &row));
    *out = row && db_column_int(stmt, 0) > 0;
    db_reset(stmt);
    return ERR_OK;
}

enum err migrate_version(struct db *db, int *out)
{
    bool exists;
    *out = 0;
    TRY(table_exists(db, S("migration"), &exists));
    if (!exists) {
        return ERR_OK;
    }
    int64_t newest;
    TRY(db_get_int(db, SQL("SELECT coalesce(max(number), 0) FROM migration"), &newest));
    *out = (int)newest;
    return newest > migrate_newest() ? ERR_NEWER : ERR_OK;
}

static enum err applied_hash(struct db *db, int number, bool *found, struct hash *hash)
{
    struct db_stmt *stmt;
    TRY(db_prepare(db, SQL("SELECT hash FROM migration WHERE number = ?1"), &stmt));
    db_bind_int(stmt, 1, number);
    TRY(db_step(stmt, found));
    if (*found && !db_column_hash(stmt, 0, hash)) {
        *hash = (struct hash){{0}};
    }
    db_reset(stmt);
    return ERR_OK;
}

static enum err remember(struct db *db, const struct migration *migration, const struct hash *hash)
{
    struct db_stmt *stmt;
    TRY(db_prepare(db, SQL("INSERT INTO migration (number, name, hash, applied_at) VALUES (?1, ?2, ?3, ?4)"), &stmt));
    db_bind_int(stmt, 1, migration->number);
    db_bind_text(stmt, 2, str_of(migration->name));
    db_bind_hash(stmt, 3, hash);
    db_bind_int(stmt, 4, clock_now());
    return db_run(stmt);
}

/* ---- one migration -------------------------------------------------------------------------- */

struct counted {
    struct str name;
    int64_t rows;
};

static enum err count_rows(struct db *db, struct str table, int64_t *out)
{
    return query_int(db, str_format(&db->memory, "SELECT count(*) FROM " STR_FMT, STR_ARG(table)), out);
}

static enum err count_dropped(struct db *db, const struct ddl_model *model, size_t first, struct counted *counted,
                              size_t *count)
{
    *count = 0;
    for (size_t i = first; i < model->dropped_count; i++) {
        bool exists;
        TRY(table_exists(db, model->dropped[i], &exists));
        if (exists) {
            counted[*count].name = model->dropped[i];
            TRY(count_rows(db, model->dropped[i], &counted[*count].rows));
            ++*count;
        }
    }
    return ERR_OK;
}

static enum err compare_counts(struct db *db, const struct counted *counted, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool exists;
        int64_t rows = 0;
        TRY(table_exists(db, counted[i].name, &exists));
        if (!exists) {
            continue;
        }
        TRY(count_rows(db, counted[i].name, &rows));
        if (rows != counted[i].rows) {
            db_note(db, "%.*s had %lld rows and would have %lld", STR_ARG(counted[i].name), (long long)counted[i].rows,
                    (long long)rows);
            return ERR_CONFLICT;
        }
    }
    return ERR_OK;
}

static enum err check_keys(struct db *db)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(db, SQL("SELECT \"table\", parent FROM pragma_foreign_key_check"), &stmt));
    TRY(db_step(stmt, &row));
    if (row) {
        struct str table = db_column_peek(stmt, 0);
        struct str parent = db_column_peek(stmt, 1);
        db_note(db, "a row of %.*s points to no row of %.*s", STR_ARG(table), STR_ARG(parent));
        db_reset(stmt);
        return ERR_CONFLICT;
    }
    return ERR_OK;
}

static enum err widest_scope(struct db *db)
{
    struct id high;
    memset(high.bytes, 0xff, sizeof(high.bytes));
    return db_set_scope(db, ID_NONE, high);
}

/* Inside the transaction. `hash` NULL: the text is the migration table's own. */
static enum err apply(struct db *db, struct ddl_model *model, const struct migration *migration, const struct hash *hash,
                      struct text *problem)
{
    TRY(widest_scope(db));
    if (db_engine(db) == DB_POSTGRES) {
        /* Two programs that migrate at once: the second waits here, and fails on the row of the first. */
        int64_t unused;
        TRY(db_get_int(db, SQL("SELECT 1 FROM pg_advisory_xact_lock(1094995028)"), &unused));
    }
    struct str sql;
    size_t first = model->dropped_count;
    TRY(ddl_translate(model, db_engine(db), (struct str){migration->sql, migration->length}, &sql, problem));
    struct counted *counted = ARENA_ARRAY(model->arena, struct counted, model->dropped_count - first + 1);
    size_t count;
    TRY(count_dropped(db, model, first, counted, &count));
    TRY(db_execute_text(db, sql.ptr));
    TRY(compare_counts(db, counted, count));
    if (hash == NULL) {
        return ERR_OK;
    }
    TRY(remember(db, migration, hash));
    if (db_engine(db) == DB_SQLITE) {
        TRY(check_keys(db));
        struct str version = str_format(model->arena, "PRAGMA user_version=%d", migration->number);
        TRY(db_execute_text(db, version.ptr));
    }
    return ERR_OK;
}

static enum err run_one(struct db *db, struct ddl_model *model, const struct migration *migration, const struct hash *hash,
                        struct text *problem)
{
    bool sqlite = db_engine(db) == DB_SQLITE;
    if (sqlite) {
        /* Outside the transaction: inside, the pragma does nothing, and rebuilding a table would empty its children. */
        TRY(db_execute_text(db, "PRAGMA foreign_keys=OFF"));
    }
    enum err err = db_begin(db);
    if (err == ERR_OK) {
        err = apply(db, model, migration, hash, problem);
        if (err == ERR_OK) {
            err = db_commit(db);
        } else {
            struct str cause = str_copy(model->arena, str_of(db_problem(db)));
            db_rollback(db);
            db_note(db, "%.*s", STR_ARG(cause));
        }
    }
    if (sqlite) {
        enum err again = db_execute_text(db, "PRAGMA foreign_keys=ON");
        err = err == ERR_OK ? again : err;
    }
    return err;
}

static struct text failed_text(struct arena *arena, const struct migration *migration, struct db *db, struct text cause)
{
    struct str words = str_copy(arena, str_of(db_problem(db)));
    const char *es = cause.es == NULL ? words.ptr : cause.es;
    const char *en = cause.en == NULL ? words.ptr : cause.en;
    return TEXT(str_format(arena, "La migración %s falló y no dejó nada: %s.", migration->name, es).ptr,
                str_format(arena, "The migration %s failed and left nothing: %s.", migration->name, en).ptr);
}

/* Enters an applied migration into the model after its hash was compared. */
static enum err verify(struct ddl_model *model, struct db *db, const struct migration *migration, const struct hash *was,
                       const struct hash *is, struct text *problem)
{
    if (!hash_eq(was, is)) {
        *problem = text_format(model->arena,
                               TEXT("La migración %s ya se aplicó con otro texto; un archivo aplicado no se cambia nunca.",
                                    "The migration %s was applied with another text; an applied file is never changed."),
                               migration->name);
        return ERR_CONFLICT;
    }
    struct str sql;
    return ddl_translate(model, db_engine(db), (struct str){migration->sql, migration->length}, &sql, problem);
}

static enum err run_missing(struct db *db, struct ddl_model *model, int up_to, int version, struct text *problem)
{
    size_t count;
    const struct migration *all = list(&count);
    for (size_t i = 0; i < count; i++) {
        const struct migration *migration = &all[i];
        struct hash hash = hash_of((struct str){migration->sql, migration->length});
        struct hash was;
        bool found;
        TRY(applied_hash(db, migration->number, &found, &was));
        if (found) {
            TRY(verify(model, db, migration, &was, &hash, problem));
            continue;
        }
        if (up_to != 0 && migration->number > up_to) {
            return ERR_OK;
        }
        if (migration->number < version) {
            *problem = text_format(model->arena,
                                   TEXT("La migración %s no se aplicó y la base de datos ya es de la versión %d.",
                                        "The migration %s was not applied and the database is already of version %d."),
                                   migration->name, version);
            return ERR_CONFLICT;
        }
        struct text cause = TEXT_NONE;
        enum err err = run_one(db, model, migration, &hash, &cause);
        if (err != ERR_OK) {
            *problem = failed_text(model->arena, migration, db, cause);
            return err;
        }
        log_write(LOG_INFO, "what=migrated name=%s", migration->name);
    }
    return ERR_OK;
}

enum err migrate_run(struct db *db, int up_to, struct arena *arena, struct text *problem)
{
    static const struct migration own = {.number = 0, .name = "migration", .sql = migration_table,
                                         .length = sizeof(migration_table) - 1};
    struct text unused;
    struct text *why = problem == NULL ? &unused : problem;
    *why = TEXT_NONE;
    struct ddl_model model = {.arena = arena};
    bool exists;
    int version;
    enum err err = migrate_version(db, &version);
    if (err == ERR_NEWER) {
        *why = text_format(arena, TEXT("La base de datos es de la versión %d y este programa conoce hasta la %d; use un programa más nuevo.",
                                       "The database is of version %d and this program knows up to %d; use a newer program."),
                           version, migrate_newest());
    }
    TRY(err);
    TRY(table_exists(db, S("migration"), &exists));
    if (!exists) {
        struct text cause = TEXT_NONE;
        err = run_one(db, &model, &own, NULL, &cause);
        if (err != ERR_OK) {
            *why = failed_text(arena, &own, db, cause);
            return err;
        }
    }
    err = run_missing(db, &model, up_to, version, why);
    if (err != ERR_OK && why->es == NULL) {
        struct str words = str_copy(arena, str_of(db_problem(db)));
        *why = TEXT(words.ptr, words.ptr);
    }
    return err;
}

/* ---- description ------------------------------------------------------------------------------ */

static enum err model_of(struct db *db, struct ddl_model *model)
{
    size_t count;
    const struct migration *all = list(&count);
    int version;
    struct str sql;
    struct text problem;
    TRY(migrate_version(db, &version));
    TRY(ddl_translate(model, db_engine(db), str_of(migration_table), &sql, &problem));
    for (size_t i = 0; i < count && all[i].number <= version; i++) {
        TRY(ddl_translate(model, db_engine(db), (struct str){all[i].sql, all[i].length}, &sql, &problem));
    }
    return ERR_OK;
}

enum err migrate_describe(struct db *db, struct arena *arena, struct migrate_column **out, size_t *count)
{
    static const struct sql sqlite =
        SQL_INIT("SELECT t.name, c.name, c.\"notnull\" + c.pk > 0, count(*) OVER () FROM sqlite_schema t "
                 "JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT GLOB 'sqlite_*' "
                 "ORDER BY t.name, c.cid");
    static const struct sql postgres =
        SQL_INIT("SELECT t.relname, c.attname, c.attnotnull::int, count(*) OVER () FROM pg_class t "
                 "JOIN pg_attribute c ON c.attrelid = t.oid WHERE t.relkind = 'r' "
                 "AND t.relnamespace = 'public'::regnamespace AND c.attnum > 0 AND NOT c.attisdropped "
                 "ORDER BY t.relname, c.attnum");
    struct ddl_model model = {.arena = arena};
    TRY(model_of(db, &model));
    struct db_stmt *stmt;
    bool row;
    *out = NULL;
    *count = 0;
    TRY(db_prepare(db, db_engine(db) == DB_SQLITE ? sqlite : postgres, &stmt));
    TRY(db_step(stmt, &row));
    while (row) {
        if (*out == NULL) {
            *out = ARENA_ARRAY(arena, struct migrate_column, (size_t)db_column_int(stmt, 3));
        }
        struct migrate_column *column = &(*out)[(*count)++];
        column->table = db_column_text(stmt, 0, arena);
        column->column = db_column_text(stmt, 1, arena);
        column->not_null = db_column_int(stmt, 2) != 0;
        const struct ddl_table *table = ddl_find(&model, column->table);
        const struct ddl_column *known = table == NULL ? NULL : ddl_find_column(table, column->column);
        column->type = known == NULL ? S("") : known->type;
        column->comment = known == NULL ? S("") : known->comment;
        TRY(db_step(stmt, &row));
    }
    return ERR_OK;
}
