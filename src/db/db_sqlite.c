#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/log.h"
#include "db/engine.h"
#include "db/migrate.h"

#define APPLICATION_ID 0x41444C54 /* ADLT */
#define BUSY_MILLISECONDS 5000
#define CHECKPOINT_PAGES 1000
#define PROGRESS_STEPS 2000 /* virtual machine instructions between two looks at the clock */

struct sqlite_db {
    struct db base;
    sqlite3 *handle;
    const char *path;
    const char *vfs;  /* NULL: the files of the system */
    int lock;         /* descriptor of the lock file, -1 if none */
    int64_t expires;  /* of the statement that is being stepped, monotonic; 0 for never */
    int active;       /* statements that are being read */
    sqlite3_stmt *commit;
    sqlite3_stmt *rollback;
};

struct sqlite_stmt {
    struct db_stmt base;
    sqlite3_stmt *handle;
    int64_t expires;
};

static struct sqlite_db *sqlite_of(struct db *db)
{
    return (struct sqlite_db *)db;
}

static sqlite3_stmt *handle_of(struct db_stmt *stmt)
{
    return ((struct sqlite_stmt *)stmt)->handle;
}

/* ---- errors ------------------------------------------------------------------------------ */

static enum err error_of(int code)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return ERR_EXISTS;
    default:
        break;
    }
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return ERR_OK;
    case SQLITE_CONSTRAINT:
        return ERR_INVALID;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERR_RETRY;
    case SQLITE_INTERRUPT:
        return ERR_BUSY;
    case SQLITE_FULL:
        return ERR_DISK_FULL;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return ERR_IO;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ERR_CORRUPT;
    case SQLITE_READONLY:
        return ERR_READ_ONLY;
    case SQLITE_TOOBIG:
        return ERR_TOO_LARGE;
    default:
        return ERR_INTERNAL;
    }
}

static bool is_damage(int code)
{
    int primary = code & 0xff;
    return primary == SQLITE_IOERR || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

/* What follows from a code for the state of the connection. */
static enum err noted(struct sqlite_db *db, int code)
{
    enum err err = error_of(code);
    if (err == ERR_OK) {
        return ERR_OK;
    }
    if ((code & 0xff) == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM) {
        log_write(LOG_ERROR, "what=out_of_memory where=sqlite");
        abort();
    }
    db_note(&db->base, "%s (%d)", sqlite3_errmsg(db->handle), code);
    if (is_damage(code)) {
        db->base.broken = db->base.broken || db->base.mode != DB_READ || (code & 0xff) != SQLITE_IOERR;
        log_write(LOG_ERROR, "what=database_damage code=%d errno=%d", code, sqlite3_system_errno(db->handle));
    }
    /* Some errors make SQLite take the whole transaction back; going on would write outside of any. */
    if (db->base.in_transaction && sqlite3_get_autocommit(db->handle)) {
        db->base.lost = true;
    }
    return err;
}

/* ---- the lock file ----------------------------------------------------------------------- */

static struct flock whole_file(void)
{
    return (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 0, .l_pid = 0};
}

static int64_t read_pid(int descriptor)
{
    char text[32];
    ssize_t length = pread(descriptor, text, sizeof(text), 0);
    int64_t pid = 0;
    if (length > 0 && !str_to_int(str_trim((struct str){text, (size_t)length}), &pid)) {
        pid = 0;
    }
    return pid;
}

/* url is PATH or PATH?vfs=NAME. */
static void split_url(struct arena *arena, const char *url, const char **path, const char **vfs)
{
    const char *mark = strstr(url, "?vfs=");
    *vfs = mark == NULL ? NULL : mark + 5;
    *path = mark == NULL ? url : str_c(arena, (struct str){url, (size_t)(mark - url)});
}

int64_t db_sqlite_lock_holder(const char *url)
{
    struct arena arena = {0};
    const char *path;
    const char *vfs;
    split_url(&arena, url, &path, &vfs);
    struct str name = str_format(&arena, "%s.lock", path);
    int descriptor = vfs != NULL ? -1 : open(name.ptr, O_RDONLY | O_CLOEXEC);
    int64_t pid = 0;
    if (descriptor >= 0) {
        struct flock lock = whole_file();
        if (fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK) {
            pid = read_pid(descriptor);
        }
        close(descriptor);
    }
    arena_release(&arena);
    return pid;
}

/* The lock belongs to the open file (not to the process), so a second connection of the same process is refused too. */
static enum err take_lock(struct sqlite_db *db, struct arena *arena, struct text *problem)
{
    struct str name = str_format(arena, "%s.lock", db->path);
    db->lock = open(name.ptr, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (db->lock < 0) {
        enum err err = errno == EROFS || errno == EACCES ? ERR_READ_ONLY : ERR_IO;
        *problem = text_format(arena, TEXT("No se puede crear %s: %s.", "%s cannot be created: %s."), name.ptr,
                               strerror(errno));
        return err;
    }
    struct flock lock = whole_file();
    if (fcntl(db->lock, F_OFD_SETLK, &lock) != 0) {
        *problem = text_format(arena, TEXT("Otro proceso de Adelante (número %lld) usa esta base de datos.",
                                           "Another Adelante process (number %lld) is using this database."),
                               (long long)read_pid(db->lock));
        /* Closed here, before close_all would empty what the other process wrote into it. */
        close(db->lock);
        db->lock = -1;
        return ERR_LOCKED;
    }
    char pid[32];
    int length = snprintf(pid, sizeof(pid), "%ld\n", (long)getpid());
    if (ftruncate(db->lock, 0) != 0 || pwrite(db->lock, pid, (size_t)length, 0) != length) {
        *problem = text_format(arena, TEXT("No se puede escribir %s: %s.", "%s cannot be written: %s."), name.ptr,
                               strerror(errno));
        return errno == ENOSPC ? ERR_DISK_FULL : ERR_IO;
    }
    return ERR_OK;
}

/* ---- opening ----------------------------------------------------------------------------- */

/* SQLite's locks and shared memory do not work between machines. */
static bool is_network(const char *directory)
{
    static const uint32_t magics[] = {
        0x6969,     /* NFS */
        0x517B,     /* SMB */
        0xFF534D42, /* CIFS */
        0xFE534D42, /* SMB2 */
        0x5346414F, /* AFS */
        0x6B414653, /* AFS in the kernel */
        0x73757245, /* Coda */
        0x564C,     /* NCP */
        0x01021997, /* 9P */
        0x00C36400, /* Ceph */
        0x0BD00BD0, /* Lustre */
        0x01161970, /* GFS2 */
        0x7461636F, /* OCFS2 */
        0x47504653, /* GPFS */
    };
    struct statfs state;
    if (statfs(directory, &state) != 0) {
        return false;
    }
    for (size_t i = 0; i < COUNT_OF(magics); i++) {
        if ((uint32_t)state.f_type == magics[i]) {
            return true;
        }
    }
    return false;
}

static const char *directory_of(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL) {
        return ".";
    }
    return slash == path ? "/" : str_c(arena, (struct str){path, (size_t)(slash - path)});
}

static bool sync_path(const char *path, int flags)
{
    int descriptor = open(path, flags | O_CLOEXEC);
    if (descriptor < 0) {
        return false;
    }
    bool done = fsync(descriptor) == 0;
    close(descriptor);
    return done;
}

/* The file is made here and not by SQLite, so that nobody else may read it from its first moment on. */
static enum err make_file(const char *path, const char *directory)
{
    int descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return errno == EEXIST ? ERR_EXISTS : errno == ENOSPC ? ERR_DISK_FULL : errno == EROFS ? ERR_READ_ONLY : ERR_IO;
    }
    bool done = fsync(descriptor) == 0;
    close(descriptor);
    return done && sync_path(directory, O_RDONLY | O_DIRECTORY) ? ERR_OK : ERR_IO;
}

static enum err prepare_files(struct sqlite_db *db, struct arena *arena, struct text *problem)
{
    const char *directory = directory_of(arena, db->path);
    if (is_network(directory)) {
        *problem = text_format(arena, TEXT("%s está en un sistema de archivos de red; la base de datos debe estar en un disco local.",
                                           "%s is on a network file system; the database must be on a local disk."),
                               directory);
        return ERR_INVALID;
    }
    if (access(db->path, F_OK) != 0) {
        if (db->base.mode != DB_CREATE) {
            *problem = text_format(arena, TEXT("No existe la base de datos %s; revise el nombre, o créela con: adelante init --db %s",
                                               "There is no database %s; check the name, or create it with: adelante init --db %s"),
                                   db->path, db->path);
            return ERR_NOT_FOUND;
        }
        enum err err = make_file(db->path, directory);
        if (err != ERR_OK && err != ERR_EXISTS) {
            *problem = text_format(arena, TEXT("No se puede crear %s: %s.", "%s cannot be created: %s."), db->path,
                                   strerror(errno));
            return err;
        }
    }
    struct stat state;
    if (stat(db->path, &state) == 0 && !S_ISREG(state.st_mode)) {
        *problem = text_format(arena, TEXT("%s no es un archivo; nombre el archivo de la base de datos.",
                                           "%s is not a file; name the database's file."), db->path);
        return ERR_USAGE;
    }
    return db->base.mode == DB_READ ? ERR_OK : take_lock(db, arena, problem);
}

static int expired(void *data)
{
    struct sqlite_db *db = data;
    return db->expires != 0 && clock_monotonic() > db->expires;
}

static void set_deadline(struct db *base)
{
    struct sqlite_db *db = sqlite_of(base);
    sqlite3_progress_handler(db->handle, base->deadline > 0 ? PROGRESS_STEPS : 0, expired, db);
    sqlite3_busy_timeout(db->handle, base->deadline > 0 ? base->deadline : BUSY_MILLISECONDS);
}

/* SQLite's own checkpoint after a commit swallows its errors; a failed fsync must not stay unnoticed. */
static int checkpoint(void *data, sqlite3 *handle, const char *name, int pages)
{
    struct sqlite_db *db = data;
    if (pages >= CHECKPOINT_PAGES) {
        int64_t expires = db->expires;
        db->expires = 0;
        int code = sqlite3_wal_checkpoint_v2(handle, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
        db->expires = expires;
        if (is_damage(code)) {
            db->base.broken = true;
            db_note(&db->base, "checkpoint: %s (%d)", sqlite3_errmsg(handle), code);
            log_write(LOG_ERROR, "what=checkpoint_failed code=%d errno=%d", code, sqlite3_system_errno(handle));
        }
    }
    return SQLITE_OK;
}

static int one_value(void *data, int count, char **values, char **names)
{
    char *out = data;
    (void)names;
    snprintf(out, 64, "%s", count > 0 && values[0] != NULL ? values[0] : "");
    return 0;
}

/* Runs `set` (if any), then reads back with `get`, whose answer must be `want` (NULL: anything). */
static enum err setting(struct sqlite_db *db, const char *set, const char *get, const char *want, char got[64])
{
    char value[64] = "";
    char *answer = got == NULL ? value : got;
    int code = set == NULL ? SQLITE_OK : sqlite3_exec(db->handle, set, NULL, NULL, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_exec(db->handle, get, one_value, answer, NULL);
    }
    if (code != SQLITE_OK) {
        return noted(db, code);
    }
    if (want != NULL && strcmp(answer, want) != 0) {
        db_note(&db->base, "%s is '%.20s' and not '%s'", get, answer, want);
        return ERR_INTERNAL;
    }
    return ERR_OK;
}

static enum err configure(struct sqlite_db *db)
{
    static const struct {
        const char *set;
        const char *get;
        const char *want;
    } all[] = {
        {"PRAGMA foreign_keys=ON", "PRAGMA foreign_keys", "1"},
        {"PRAGMA trusted_schema=OFF", "PRAGMA trusted_schema", "0"},
        {"PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1"},
        {"PRAGMA secure_delete=ON", "PRAGMA secure_delete", "1"},
        {"PRAGMA mmap_size=0", "SELECT 1", "1"},
    };
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        TRY(setting(db, all[i].set, all[i].get, all[i].want, NULL));
    }
    if (db->base.mode == DB_READ) {
        sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        TRY(setting(db, "PRAGMA synchronous=FULL", "PRAGMA synchronous", "2", NULL));
        TRY(setting(db, "PRAGMA wal_autocheckpoint=0", "PRAGMA wal_autocheckpoint", "0", NULL));
        TRY(setting(db, "PRAGMA cache_size=-2048", "PRAGMA cache_size", "-2048", NULL));
        return setting(db, "PRAGMA query_only=ON", "PRAGMA query_only", "1", NULL);
    }
    TRY(setting(db, NULL, "PRAGMA journal_mode=WAL", "wal", NULL));
    TRY(setting(db, "PRAGMA synchronous=FULL", "PRAGMA synchronous", "2", NULL));
    TRY(setting(db, "PRAGMA cache_size=-16384", "PRAGMA cache_size", "-16384", NULL));
    TRY(setting(db, NULL, "PRAGMA journal_size_limit=67108864", "67108864", NULL));
    sqlite3_wal_hook(db->handle, checkpoint, db);
    return ERR_OK;
}

/* Whose file it is, before anything in it is changed. */
static enum err identify(struct sqlite_db *db, struct arena *arena, struct text *problem)
{
    char value[64];
    int64_t id = 0;
    int64_t version = 0;
    int64_t tables = 0;
    TRY(setting(db, NULL, "PRAGMA application_id", NULL, value));
    bool read = str_to_int(str_of(value), &id);
    TRY(setting(db, NULL, "PRAGMA user_version", NULL, value));
    read = read && str_to_int(str_of(value), &version);
    TRY(setting(db, NULL, "SELECT count(*) FROM sqlite_schema", NULL, value));
    read = read && str_to_int(str_of(value), &tables);
    if (read && id == 0 && version == 0 && tables == 0 && db->base.mode == DB_CREATE) {
        char set[64];
        snprintf(set, sizeof(set), "PRAGMA application_id=%d", APPLICATION_ID);
        return setting(db, set, "PRAGMA application_id", NULL, value);
    }
    if (!read || id != APPLICATION_ID) {
        *problem = text_format(arena, TEXT("%s no es una base de datos de Adelante; revise el nombre.", "%s is not a database of Adelante; check the name."),
                               db->path);
        return ERR_CORRUPT;
    }
    if (version > migrate_newest()) {
        *problem = text_format(arena, TEXT("La base de datos es de la versión %d y este programa conoce hasta la %d; use un programa más nuevo.",
                                           "The database is of version %d and this program knows up to %d; use a newer program."),
                               (int)version, migrate_newest());
        return ERR_NEWER;
    }
    return ERR_OK;
}

/* What the savepoints of a batch would have to put back stays in memory: on file each of them writes every page it touches. */
#define SAVEPOINT_MEMORY (4 * 1024 * 1024)
static void configure_library(void)
{
    sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, SAVEPOINT_MEMORY);
}

static enum err open_handle(struct sqlite_db *db, struct arena *arena, struct text *problem)
{
    static pthread_once_t library = PTHREAD_ONCE_INIT;
    pthread_once(&library, configure_library);
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_READWRITE;
    if (db->base.mode == DB_CREATE) {
        flags |= SQLITE_OPEN_CREATE;
    }
    int code = sqlite3_open_v2(db->path, &db->handle, flags, db->vfs);
    if (code != SQLITE_OK) {
        return noted(db, code);
    }
    sqlite3_busy_timeout(db->handle, BUSY_MILLISECONDS);
    /* Until the log is in use there is a rollback journal; EXTRA syncs its removal, or it could come back after a power cut
     * and undo the first steps of the database. */
    enum err err = setting(db, "PRAGMA synchronous=EXTRA", "PRAGMA synchronous", "3", NULL);
    /* Other settings only after the file is known to be ours: WAL is written into it. */
    if (err == ERR_OK) {
        err = identify(db, arena, problem);
    }
    if (err == ERR_CORRUPT && problem->es == NULL) {
        *problem = text_format(arena, TEXT("%s no es una base de datos de Adelante, o está dañada; revise el nombre, o restaure un respaldo.",
                                           "%s is not a database of Adelante, or is damaged; check the name, or restore a backup."), db->path);
    }
    TRY(err);
    return configure(db);
}

static void close_all(struct db *base)
{
    struct sqlite_db *db = sqlite_of(base);
    if (db->handle != NULL) {
        sqlite3_stmt *stmt;
        while ((stmt = sqlite3_next_stmt(db->handle, NULL)) != NULL) {
            sqlite3_finalize(stmt);
        }
        if (base->broken) {
            sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        }
        sqlite3_close(db->handle);
        db->handle = NULL;
    }
    if (db->lock >= 0) {
        /* Emptied and not removed: a process that has just opened the file would else lock one that nobody sees. */
        if (ftruncate(db->lock, 0) != 0) {
            log_write(LOG_WARN, "what=lock_file errno=%d", errno);
        }
        close(db->lock);
        db->lock = -1;
    }
}

/* ---- transactions ------------------------------------------------------------------------ */

static enum err run_control(struct db *db, const char *text)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(db, (struct sql){text}, &stmt));
    ((struct sqlite_stmt *)stmt)->expires = 0;
    return db->calls->step(stmt, &row);
}

/* A row left open would keep its snapshot, and with it the whole log, for ever. */
static void end_reading(struct db *base)
{
    struct sqlite_db *db = sqlite_of(base);
    for (size_t i = 0; db->active > 0 && i < base->cache_size; i++) {
        if (base->cache[i].text != NULL && base->cache[i].stmt->active) {
            base->calls->reset(base->cache[i].stmt);
        }
    }
}

static enum err begin(struct db *db, bool snapshot)
{
    return run_control(db, snapshot || db->mode == DB_READ ? "BEGIN" : "BEGIN IMMEDIATE");
}

/* Prepared once: the end of a transaction takes no memory and no parsing. */
static int end_by(struct sqlite_db *db, sqlite3_stmt **stmt, const char *text)
{
    int code = *stmt == NULL ? sqlite3_prepare_v3(db->handle, text, -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL) : SQLITE_OK;
    if (code == SQLITE_OK) {
        sqlite3_step(*stmt);
        code = sqlite3_reset(*stmt);
    }
    return code;
}

static void rollback(struct db *base)
{
    struct sqlite_db *db = sqlite_of(base);
    end_reading(base);
    if (sqlite3_get_autocommit(db->handle)) {
        return;
    }
    if (end_by(db, &db->rollback, "ROLLBACK") != SQLITE_OK && !sqlite3_get_autocommit(db->handle)) {
        db_note(base, "rollback: %s", sqlite3_errmsg(db->handle));
        base->broken = true;
    }
}

static enum err commit(struct db *base)
{
    struct sqlite_db *db = sqlite_of(base);
    end_reading(base);
    bool writes = sqlite3_txn_state(db->handle, "main") == SQLITE_TXN_WRITE;
    db->expires = 0;
    int code = end_by(db, &db->commit, "COMMIT");
    if (code == SQLITE_OK) {
        return ERR_OK;
    }
    enum err err = noted(db, code);
    rollback(base);
    /* Once the log was written to, an I/O error says nothing about what a reader will find in it. */
    return writes && is_damage(code) ? ERR_UNKNOWN : err;
}

static enum err set_scope(struct db *db, struct id low, struct id high)
{
    (void)db;
    (void)low;
    (void)high;
    return ERR_OK;
}

/* ---- statements --------------------------------------------------------------------------- */

static enum err prepare(struct db *base, const char *text, struct db_stmt **out)
{
    struct sqlite_db *db = sqlite_of(base);
    sqlite3_stmt *handle = NULL;
    const char *tail = NULL;
    int code = sqlite3_prepare_v3(db->handle, text, -1, SQLITE_PREPARE_PERSISTENT, &handle, &tail);
    if (code != SQLITE_OK) {
        return noted(db, code);
    }
    if (handle == NULL || tail[strspn(tail, " \n\t;")] != '\0') {
        sqlite3_finalize(handle);
        db_note(base, "not exactly one statement: %.200s", text);
        return ERR_INTERNAL;
    }
    struct sqlite_stmt *stmt = ARENA_NEW(&base->memory, struct sqlite_stmt);
    stmt->handle = handle;
    stmt->base.param_count = sqlite3_bind_parameter_count(handle);
    stmt->base.slots = arena_array(&base->memory, (size_t)stmt->base.param_count + 1, DB_SLOT_SIZE);
    *out = &stmt->base;
    return ERR_OK;
}

static void reset(struct db_stmt *stmt)
{
    if (stmt->active) {
        stmt->active = false;
        sqlite_of(stmt->db)->active--;
    }
    sqlite3_reset(handle_of(stmt));
}

static void clear(struct db_stmt *stmt)
{
    reset(stmt);
    sqlite3_clear_bindings(handle_of(stmt));
}

static void bind_null(struct db_stmt *stmt, int at)
{
    sqlite3_bind_null(handle_of(stmt), at);
}

static void bind_int(struct db_stmt *stmt, int at, int64_t value)
{
    sqlite3_bind_int64(handle_of(stmt), at, value);
}

static void bind_bytes(struct db_stmt *stmt, int at, struct str value, bool blob)
{
    int code = blob ? sqlite3_bind_blob64(handle_of(stmt), at, value.ptr, value.len, SQLITE_STATIC)
                    : sqlite3_bind_text64(handle_of(stmt), at, value.ptr, value.len, SQLITE_STATIC, SQLITE_UTF8);
    if (code != SQLITE_OK) {
        stmt->bad = error_of(code);
    }
}

static enum err step(struct db_stmt *base, bool *row)
{
    struct sqlite_stmt *stmt = (struct sqlite_stmt *)base;
    struct sqlite_db *db = sqlite_of(base->db);
    if (!base->active) {
        if (db->base.broken && !sqlite3_stmt_readonly(stmt->handle)) {
            return ERR_IO;
        }
        stmt->expires = db->base.deadline > 0 ? clock_monotonic() + (int64_t)db->base.deadline * 1000 : 0;
    }
    db->expires = stmt->expires;
    int code = sqlite3_step(stmt->handle);
    if (code == SQLITE_ROW) {
        *row = true;
        if (!base->active) {
            base->active = true;
            db->active++;
        }
        return ERR_OK;
    }
    if (code == SQLITE_DONE) {
        base->changes = sqlite3_changes64(db->handle);
        reset(base);
        return ERR_OK;
    }
    enum err err = noted(db, code);
    reset(base);
    return err;
}

static int column_count(struct db_stmt *stmt)
{
    return sqlite3_column_count(handle_of(stmt));
}

static const char *column_name(struct db_stmt *stmt, int at)
{
    return sqlite3_column_name(handle_of(stmt), at);
}

static bool column_is_null(struct db_stmt *stmt, int at)
{
    return sqlite3_column_type(handle_of(stmt), at) == SQLITE_NULL;
}

static int64_t column_int(struct db_stmt *stmt, int at)
{
    return sqlite3_column_int64(handle_of(stmt), at);
}

static struct str column_peek(struct db_stmt *stmt, int at)
{
    sqlite3_stmt *handle = handle_of(stmt);
    int type = sqlite3_column_type(handle, at);
    if (type == SQLITE_NULL) {
        return STR_NONE;
    }
    const void *bytes = type == SQLITE_BLOB ? sqlite3_column_blob(handle, at) : (const void *)sqlite3_column_text(handle, at);
    size_t length = (size_t)sqlite3_column_bytes(handle, at);
    return length == 0 ? S("") : (struct str){bytes, length};
}

/* ---- the rest ------------------------------------------------------------------------------ */

static enum err execute(struct db *base, const char *text)
{
    struct sqlite_db *db = sqlite_of(base);
    db->expires = base->deadline > 0 ? clock_monotonic() + (int64_t)base->deadline * 1000 : 0;
    return noted(db, sqlite3_exec(db->handle, text, NULL, NULL, NULL));
}

static bool space_below(const struct db *base, int per_cent)
{
    const struct sqlite_db *db = (const struct sqlite_db *)base;
    struct statvfs state;
    if (db->vfs != NULL || statvfs(db->path, &state) != 0 || state.f_blocks == 0) {
        return false;
    }
    return (double)state.f_bavail * 100.0 < (double)state.f_blocks * (double)per_cent;
}

/* Runs a text that gives rows; every row becomes a line, its columns parted by spaces. */
static enum err lines_of(struct sqlite_db *db, const char *text, int from, struct buf *out, int *count)
{
    sqlite3_stmt *handle;
    int code = sqlite3_prepare_v2(db->handle, text, -1, &handle, NULL);
    if (code != SQLITE_OK) {
        return noted(db, code);
    }
    *count = 0;
    while ((code = sqlite3_step(handle)) == SQLITE_ROW) {
        for (int i = from; i < sqlite3_column_count(handle); i++) {
            const char *value = (const char *)sqlite3_column_text(handle, i);
            buf_put_c(out, i > from ? " " : "");
            buf_put_c(out, value == NULL ? "-" : value);
        }
        buf_put_char(out, '\n');
        ++*count;
    }
    enum err err = noted(db, code);
    sqlite3_finalize(handle);
    return err;
}

static enum err plan(struct db *base, const char *text, struct arena *arena, struct str *out)
{
    struct buf buf = BUF(arena);
    struct str explain = str_format(arena, "EXPLAIN QUERY PLAN %s", text);
    int count;
    TRY(lines_of(sqlite_of(base), explain.ptr, 3, &buf, &count));
    *out = buf_str(&buf);
    return ERR_OK;
}

static enum err vacuum_into(struct sqlite_db *db, const char *path)
{
    sqlite3_stmt *handle;
    int code = sqlite3_prepare_v2(db->handle, "VACUUM INTO ?1", -1, &handle, NULL);
    if (code != SQLITE_OK) {
        return noted(db, code);
    }
    sqlite3_bind_text(handle, 1, path, -1, SQLITE_STATIC);
    db->expires = 0;
    code = sqlite3_step(handle);
    enum err err = noted(db, code);
    sqlite3_finalize(handle);
    return err;
}

static enum err backup(struct db *base, const char *path)
{
    struct sqlite_db *db = sqlite_of(base);
    assert(!base->in_transaction);
    struct arena arena = {0};
    const char *directory = directory_of(&arena, path);
    /* VACUUM INTO takes an empty file; made here it is private from the start and never replaces another. */
    enum err err = make_file(path, directory);
    if (err == ERR_OK) {
        bool reader = base->mode == DB_READ;
        if (reader) {
            err = execute(base, "PRAGMA query_only=OFF");
        }
        if (err == ERR_OK) {
            err = vacuum_into(db, path);
        }
        if (reader) {
            enum err again = execute(base, "PRAGMA query_only=ON");
            err = err == ERR_OK ? again : err;
        }
        if (err == ERR_OK && !(sync_path(path, O_RDONLY) && sync_path(directory, O_RDONLY | O_DIRECTORY))) {
            db_note(base, "backup: %s", strerror(errno));
            err = ERR_IO;
        }
        if (err != ERR_OK) {
            unlink(path);
        }
    } else {
        db_note(base, "backup: %s", strerror(errno));
    }
    arena_release(&arena);
    return err;
}

static enum err check(struct db *base, struct arena *arena, struct str *report, int *findings)
{
    struct sqlite_db *db = sqlite_of(base);
    struct buf integrity = BUF(arena);
    struct buf keys = BUF(arena);
    struct buf all = BUF(arena);
    int count;
    *findings = 0;
    TRY(lines_of(db, "PRAGMA integrity_check", 0, &integrity, &count));
    if (!str_eq(buf_str(&integrity), S("ok\n"))) {
        buf_put(&all, buf_str(&integrity));
        *findings += count;
    }
    TRY(lines_of(db, "PRAGMA foreign_key_check", 0, &keys, &count));
    struct str rest = buf_str(&keys);
    for (int i = 0; i < count; i++) {
        struct str line = STR_NONE;
        str_split(&rest, '\n', &line);
        buf_format(&all, "foreign key: " STR_FMT "\n", STR_ARG(line));
    }
    *findings += count;
    char value[64];
    int64_t id = 0;
    TRY(setting(db, NULL, "PRAGMA application_id", NULL, value));
    if (!str_to_int(str_of(value), &id) || id != APPLICATION_ID) {
        buf_format(&all, "application_id: %s\n", value);
        ++*findings;
    }
    *report = all.len == 0 ? S("") : buf_str(&all);
    return ERR_OK;
}

static const struct db_calls calls = {
    .close = close_all,
    .space_below = space_below,
    .set_deadline = set_deadline,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .control = run_control,
    .set_scope = set_scope,
    .prepare = prepare,
    .clear = clear,
    .reset = reset,
    .bind_null = bind_null,
    .bind_int = bind_int,
    .bind_bytes = bind_bytes,
    .step = step,
    .column_count = column_count,
    .column_name = column_name,
    .column_is_null = column_is_null,
    .column_int = column_int,
    .column_peek = column_peek,
    .execute = execute,
    .plan = plan,
    .backup = backup,
    .check = check,
};

enum err db_sqlite_open(const char *url, enum db_mode mode, struct arena *arena, struct db **out, struct text *problem)
{
    struct sqlite_db *db = ARENA_NEW(arena, struct sqlite_db);
    db->base.engine = DB_SQLITE;
    db->base.mode = mode;
    db->base.calls = &calls;
    db->base.url = str_c(&db->base.memory, str_of(url));
    db->lock = -1;
    split_url(&db->base.memory, url, &db->path, &db->vfs);
    enum err err = db->vfs == NULL ? prepare_files(db, arena, problem) : ERR_OK;
    if (err == ERR_OK) {
        err = open_handle(db, arena, problem);
    }
    if (err != ERR_OK) {
        if (problem->es == NULL) {
            struct str cause = str_copy(arena, str_of(db->base.problem));
            *problem = text_format(arena, TEXT("No se pudo abrir %s: %s.", "%s could not be opened: %s."), db->path, cause.ptr);
        }
        db_close(&db->base);
        return err;
    }
    *out = &db->base;
    return ERR_OK;
}
