#include "app/setup.h"

#include "base/log.h"
#include "core/audit.h"
#include "db/address.h"
#include "db/migrate.h"
#include "evidence/evidence.h"
#include "exchange/import.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* var/adelante.db: the folder is made if it is missing. */
static void make_folder(struct arena *arena, const char *url)
{
    struct str path = str_of(url);
    size_t slash = path.len;
    while (slash > 0 && path.ptr[slash - 1] != '/') {
        slash--;
    }
    if (slash > 1) {
        mkdir(str_c(arena, str_slice(path, 0, slash - 1)), 0750);
    }
}

FALLIBLE setup_database(struct arena *arena, const char *url, int *from, struct text *problem)
{
    if (!db_is_postgres(url)) {
        make_folder(arena, url);
    }
    struct db *db = NULL;
    TRY(db_open(url, DB_CREATE, arena, &db, problem));
    enum err err = migrate_version(db, from);
    if (err == ERR_OK) {
        err = migrate_run(db, 0, arena, problem);
    }
    db_close(db);
    return err;
}

/* ---- the worked example --------------------------------------------------------------------------- */

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* NN-dataset.csv */
static int is_dataset(const struct dirent *entry)
{
    struct str name = str_of(entry->d_name);
    return name.len > 7 && name.ptr[0] >= '0' && name.ptr[0] <= '9' && name.ptr[2] == '-' && str_ends(name, S(".csv"));
}

FALLIBLE setup_example(struct caller *caller, const char *folder, struct reply *answer)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_dataset, by_name);
    if (count <= 0) {
        *answer = (struct reply){.problem = TEXT("No se encuentra la carpeta del ejemplo.", "The example's folder is not found.")};
        return ERR_NOT_FOUND;
    }
    enum err err = ERR_OK;
    const struct op *op = op_find(S("import.run"));
    for (int i = 0; i < count && err == ERR_OK; i++) {
        struct str name = str_of(entries[i]->d_name);
        struct import_input *in = shape_new(caller->arena, op->input);
        char real[4096];
        in->dataset = str_copy(caller->arena, str_slice(name, 3, name.len - 4));
        in->path = str_format(caller->arena, "%s/%s", folder, entries[i]->d_name);
        if (realpath(in->path.ptr, real) != NULL) {
            in->path = str_copy(caller->arena, str_of(real));
        }
        in->name = str_copy(caller->arena, name);
        in->keep = ANSWER_YES; /* loading it again leaves what people changed since */
        struct import_output out = {.rows = 0};
        err = call_op(caller, op, in, false, STR_NONE, &out, answer);
        if (err == ERR_OK && !caller->remote) {
            say("  %-18s %6lld", str_c(caller->arena, in->dataset), (long long)out.rows);
        }
    }
    for (int i = 0; i < count; i++) {
        free(entries[i]); /* scandir's own memory */
    }
    free(entries);
    return err;
}

/* ---- check, backup, restore ---------------------------------------------------------------------------- */

static enum err check_connection(struct db *db, struct arena *arena, struct buf *report, int *findings, int64_t *records,
                                 int64_t *files)
{
    struct str engine = STR_NONE;
    int found = 0;
    TRY(db_check(db, arena, &engine, &found));
    buf_put(report, engine);
    *findings += found;
    TRY(db_begin_read(db));
    static const struct id lowest = {{0}};
    static const struct id highest = {{255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255}};
    enum err err = db_set_scope(db, lowest, highest);
    if (err == ERR_OK) {
        err = audit_verify(db, arena, report, findings, records);
    }
    if (err == ERR_OK) {
        err = evidence_store_verify(db, arena, report, findings, files);
    }
    db_rollback(db);
    return err;
}

static enum err check_file(struct arena *arena, const char *url, enum lang lang, int *findings, struct text *problem)
{
    struct db *db = NULL;
    TRY(db_open(url, DB_READ, arena, &db, problem));
    struct buf report = BUF(arena);
    int64_t records = 0;
    int64_t files = 0;
    enum err err = check_connection(db, arena, &report, findings, &records, &files);
    db_close(db);
    TRY(err);
    printf(STR_FMT, STR_ARG(buf_str(&report)));
    printf(lang == LANG_ES ? "%lld registros de auditoría y %lld archivos comprobados, %d hallazgos\n"
                           : "%lld audit records and %lld files verified, %d findings\n",
           (long long)records, (long long)files, *findings);
    return ERR_OK;
}

FALLIBLE setup_check(struct caller *caller, struct text *problem, int *findings)
{
    *findings = 0;
    return check_file(caller->arena, caller->url, caller->lang, findings, problem);
}

FALLIBLE setup_backup(struct caller *caller, const char *path, struct text *problem)
{
    struct db *db = NULL;
    if (db_is_postgres(caller->url)) {
        *problem = TEXT("En PostgreSQL se respalda con pg_dump o pg_basebackup (vea la guía de administración).",
                        "PostgreSQL is backed up with pg_dump or pg_basebackup (see the administrator's guide).");
        return ERR_USAGE;
    }
    if (access(path, F_OK) == 0) {
        *problem = TEXT("Ya existe un archivo con ese nombre; elija otro.", "A file of that name exists already; choose another.");
        return ERR_EXISTS;
    }
    TRY(db_open(caller->url, DB_READ, caller->arena, &db, problem));
    enum err err = db_backup(db, path);
    db_close(db);
    if (err != ERR_OK) {
        *problem = text_format(caller->arena, TEXT("El respaldo no se pudo escribir en %s; revise la carpeta, sus permisos y el espacio.",
                                                   "The backup could not be written to %s; check the folder, its permissions and the space."), path);
        return err;
    }
    int findings = 0;
    TRY(check_file(caller->arena, path, caller->lang, &findings, problem));
    return findings == 0 ? ERR_OK : ERR_CORRUPT;
}

static enum err copy_file(const char *from, const char *to)
{
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    enum err err = in < 0 || out < 0 ? ERR_IO : ERR_OK;
    static char chunk[1 << 16];
    ssize_t got = 0;
    while (err == ERR_OK && (got = read(in, chunk, sizeof(chunk))) > 0) {
        if (write(out, chunk, (size_t)got) != got) {
            err = ERR_DISK_FULL;
        }
    }
    if (err == ERR_OK && (got < 0 || fsync(out) != 0)) {
        err = ERR_IO;
    }
    if (in >= 0) {
        close(in);
    }
    if (out >= 0) {
        close(out);
    }
    return err;
}

FALLIBLE setup_restore(struct caller *caller, const char *path, struct text *problem)
{
    struct arena *arena = caller->arena;
    if (db_is_postgres(caller->url)) {
        *problem = TEXT("En PostgreSQL se restaura con pg_restore (vea la guía de administración).",
                        "PostgreSQL is restored with pg_restore (see the administrator's guide).");
        return ERR_USAGE;
    }
    int64_t holder = db_lock_holder(caller->url);
    if (holder != 0) {
        *problem = text_format(arena, TEXT("El proceso %lld usa esta base de datos; deténgalo antes de restaurar.",
                                           "Process %lld is using this database; stop it before restoring."), (long long)holder);
        return ERR_LOCKED;
    }
    if (access(path, R_OK) != 0) {
        *problem = text_format(arena, TEXT("No hay un respaldo que se pueda leer en %s; revise el nombre y los permisos.",
                                           "There is no backup that can be read at %s; check the name and the permissions."), path);
        return ERR_NOT_FOUND;
    }
    const char *fresh = str_format(arena, "%s.restoring", caller->url).ptr;
    unlink(fresh);
    enum err err = copy_file(path, fresh);
    int findings = 0;
    if (err == ERR_OK) {
        err = check_file(arena, fresh, caller->lang, &findings, problem);
    }
    if (err != ERR_OK || findings > 0) {
        unlink(fresh);
        return err == ERR_OK ? ERR_CORRUPT : err;
    }
    if (access(caller->url, F_OK) == 0) {
        const char *kept = str_format(arena, "%s.before-restore-%lld", caller->url, (long long)(clock_now() / 1000000)).ptr;
        if (rename(caller->url, kept) != 0) {
            return ERR_IO;
        }
        const char *endings[] = {"-wal", "-shm"};
        for (size_t i = 0; i < COUNT_OF(endings); i++) {
            rename(str_format(arena, "%s%s", caller->url, endings[i]).ptr, str_format(arena, "%s%s", kept, endings[i]).ptr);
        }
        say(caller->lang == LANG_ES ? "La base anterior quedó en %s" : "The former database was kept as %s", kept);
    }
    return rename(fresh, caller->url) == 0 ? ERR_OK : ERR_IO;
}
