#include "db/role.h"

#include "base/secret.h"
#include "db/address.h"
#include "db/engine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_MOST 50

struct making {
    struct arena *arena;
    struct text *problem;
    const char *url; /* the superuser's */
    struct db_role *role;
    struct db *db;   /* connected as the superuser, to the database once it is there */
};

/* Names are put into statements that take no parameters, so they are held to plain letters. */
static bool is_plain_name(struct str name)
{
    bool plain = name.len > 0 && name.len <= NAME_MOST && !(name.ptr[0] >= '0' && name.ptr[0] <= '9');
    for (size_t i = 0; plain && i < name.len; i++) {
        char c = name.ptr[i];
        plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
    return plain;
}

static struct str database_of(const struct db_address *address)
{
    struct str name = address->database;
    if (str_is_empty(name)) {
        db_address_parameter(address, S("dbname"), &name);
    }
    bool is_servers = str_is_empty(name) || str_eq(name, S("postgres")) || str_starts(name, S("template"));
    return is_servers ? S("adelante") : name;
}

/* The address given, with another database. */
static const char *url_of_database(struct making *making, struct str database)
{
    struct db_address address;
    bool is_address = db_address_parse(str_of(making->url), &address);
    assert(is_address);
    db_address_drop(making->arena, &address, S("dbname"));
    address.database = database;
    return str_c(making->arena, db_address_format(making->arena, &address));
}

/* The address of the role: the password by its file. host: where the address names none; may be empty. */
static const char *url_of_role(struct making *making, struct str host)
{
    static const char *const dropped[] = {"user", "password", "passfile", "dbname"};
    struct db_address address;
    bool is_address = db_address_parse(str_of(making->url), &address);
    assert(is_address);
    for (size_t i = 0; i < COUNT_OF(dropped); i++) {
        db_address_drop(making->arena, &address, str_of(dropped[i]));
    }
    if (!str_is_empty(host)) {
        db_address_drop(making->arena, &address, S("host"));
        address.host = host;
    }
    address.user = making->role->name;
    address.password = S("");
    address.database = making->role->name;
    db_address_add(making->arena, &address, S("passfile"), making->role->password_file);
    return str_c(making->arena, db_address_format(making->arena, &address));
}

static bool is_by_socket(const char *url)
{
    struct db_address address;
    struct str host = STR_NONE;
    return db_address_parse(str_of(url), &address) && str_is_empty(address.host) &&
           (!db_address_parameter(&address, S("host"), &host) || str_starts(host, S("/")) || str_starts(host, S("%2F")));
}

/* ---- questions to the server ------------------------------------------------------------------------- */

static const struct sql is_above =
    SQL_INIT("SELECT count(*) FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)");
static const struct sql has_role = SQL_INIT("SELECT count(*) FROM pg_roles WHERE rolname = ?1");
static const struct sql has_database = SQL_INIT("SELECT count(*) FROM pg_database WHERE datname = ?1");
static const struct sql owns_database = SQL_INIT(
    "SELECT count(*) FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba WHERE d.datname = ?1 AND r.rolname = ?1");
static const struct sql tables_of_others = SQL_INIT("SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner "
                                                    "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') "
                                                    "AND r.rolname <> ?1");
static const struct sql keep_verifier = SQL_INIT("SELECT count(set_config('adelante.verifier', ?1, false))");

static enum err ask(struct db *db, struct sql question, struct str name, int64_t *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(db, question, &stmt));
    db_bind_text(stmt, 1, name);
    TRY(db_step(stmt, &row));
    *out = row ? db_column_int(stmt, 0) : 0;
    db_reset(stmt);
    return ERR_OK;
}

static enum err say_failed(struct making *making, struct db *db, enum err err)
{
    if (making->problem->es == NULL) {
        *making->problem = text_format(making->arena, TEXT("El servidor de PostgreSQL no dejó crear el rol %s y su base (%s).",
                                                           "The PostgreSQL server did not let the role %s and its database be made (%s)."),
                                       str_c(making->arena, making->role->name), str_c(making->arena, str_of(db_problem(db))));
    }
    return err;
}

/* ---- the password's file -------------------------------------------------------------------------------- */

static enum err find_file(struct making *making, const char *given)
{
    struct arena *arena = making->arena;
    const char *path = given != NULL ? given : str_format(arena, "var/" STR_FMT ".pgpass", STR_ARG(making->role->name)).ptr;
    struct str name = str_of(path);
    size_t slash = name.len;
    while (slash > 0 && name.ptr[slash - 1] != '/') {
        slash--;
    }
    const char *folder = slash == 0 ? "." : str_c(arena, str_slice(name, 0, slash));
    char real[4096];
    if ((given == NULL && mkdir(folder, 0750) != 0 && errno != EEXIST) || realpath(folder, real) == NULL) {
        *making->problem = text_format(arena, TEXT("La carpeta %s para el archivo de la contraseña no se puede usar; indique otro con --password-file.",
                                                   "The folder %s for the password's file cannot be used; name another with --password-file."), folder);
        return ERR_IO;
    }
    making->role->password_file = str_format(arena, "%s/" STR_FMT, real, STR_ARG(str_slice(name, slash, name.len)));
    return ERR_OK;
}

/* Whole and on the disk before the role exists: a password that only the server knows would help nobody. */
static enum err write_file(struct making *making, struct str password)
{
    const char *path = str_c(making->arena, making->role->password_file);
    const char *fresh = str_format(making->arena, "%s.new", path).ptr;
    struct str line = str_format(making->arena, "*:*:" STR_FMT ":" STR_FMT ":" STR_FMT "\n", STR_ARG(making->role->name),
                                 STR_ARG(making->role->name), STR_ARG(password));
    unlink(fresh);
    int file = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool kept = file >= 0 && write(file, line.ptr, line.len) == (ssize_t)line.len && fsync(file) == 0;
    if (file >= 0) {
        close(file);
    }
    if (kept && rename(fresh, path) == 0) {
        return ERR_OK;
    }
    *making->problem = text_format(making->arena, TEXT("El archivo de la contraseña no se pudo escribir: %s",
                                                       "The password's file could not be written: %s"), path);
    return ERR_IO;
}

/* ---- making ------------------------------------------------------------------------------------------------ */

static enum err make_role(struct making *making)
{
    static const struct sql create = SQL_INIT(
        "DO $$BEGIN EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD %L', "
        "current_setting('adelante.role'), current_setting('adelante.verifier')); END$$");
    static const struct sql keep_name = SQL_INIT("SELECT count(set_config('adelante.role', ?1, false))");
    struct str password = token_new(making->arena, S(""), 24);
    struct str verifier;
    int64_t count;
    TRY(write_file(making, password));
    TRY(db_postgres_verifier(making->db, making->arena, making->role->name, password, &verifier));
    TRY(ask(making->db, keep_name, making->role->name, &count));
    TRY(ask(making->db, keep_verifier, verifier, &count));
    making->role->made = true;
    return db_execute(making->db, create);
}

static enum err refuse_role(struct making *making)
{
    *making->problem = text_format(
        making->arena,
        TEXT("El rol %s ya existe en el servidor y aquí no se conoce su contraseña (%s). Use la dirección de ese rol en vez de la del "
             "superusuario; o, si ya nadie sabe su contraseña, dele otra (ALTER ROLE).",
             "The role %s exists on the server already and its password is not known here (%s). Use that role's address instead of "
             "the superuser's; or, if nobody knows its password any more, give it another (ALTER ROLE)."),
        str_c(making->arena, making->role->name), str_c(making->arena, making->role->password_file));
    return ERR_EXISTS;
}

/* What the database of that name is to be: made, taken over or left as it is. */
enum database_state { DATABASE_MISSING, DATABASE_OF_ROLE, DATABASE_EMPTY };

static enum err look_at_database(struct making *making, enum database_state *out)
{
    const char *name = str_c(making->arena, making->role->name);
    struct db *inside;
    int64_t there;
    int64_t tables = 0;
    *out = DATABASE_MISSING;
    TRY(ask(making->db, has_database, making->role->name, &there));
    if (there == 0) {
        return ERR_OK;
    }
    *out = DATABASE_OF_ROLE;
    TRY(ask(making->db, owns_database, making->role->name, &there));
    if (there > 0) {
        return ERR_OK;
    }
    *out = DATABASE_EMPTY;
    TRY(db_open(url_of_database(making, making->role->name), DB_SUPERUSER, making->arena, &inside, making->problem));
    enum err err = ask(inside, tables_of_others, making->role->name, &tables);
    db_close(inside);
    TRY(err);
    if (tables > 0) {
        *making->problem = text_format(making->arena, TEXT("La base de datos %s ya tiene tablas de otro programa; indique una vacía, o un nombre "
                                                           "nuevo y se creará.",
                                                           "The database %s holds tables of another program already; name an empty one, "
                                                           "or a new name and it will be made."), name);
        return ERR_EXISTS;
    }
    return ERR_OK;
}

static enum err make_database(struct making *making, enum database_state state)
{
    const char *name = str_c(making->arena, making->role->name);
    if (state == DATABASE_OF_ROLE) {
        return ERR_OK;
    }
    if (state == DATABASE_EMPTY) {
        return db_execute_text(making->db, str_format(making->arena, "ALTER DATABASE %s OWNER TO %s", name, name).ptr);
    }
    TRY(db_execute_text(making->db, str_format(making->arena, "CREATE DATABASE %s OWNER %s ENCODING 'UTF8' TEMPLATE template0", name, name).ptr));
    return db_execute_text(making->db, str_format(making->arena, "REVOKE ALL ON DATABASE %s FROM PUBLIC", name).ptr);
}

/* By the same way as the superuser, or, where that is the server's socket (which may ask for a user of the machine of the same
 * name), by the loopback. */
static enum err try_role(struct making *making)
{
    const char *ways[] = {"", "127.0.0.1"};
    enum err err = ERR_RETRY;
    for (size_t i = 0; i < (is_by_socket(making->url) ? 2 : 1); i++) {
        struct db *db;
        making->role->url = url_of_role(making, str_of(ways[i]));
        err = db_open(making->role->url, DB_WRITE, making->arena, &db, making->problem);
        if (err == ERR_OK) {
            db_close(db);
            *making->problem = TEXT_NONE;
            return ERR_OK;
        }
    }
    return err;
}

static enum err make_all(struct making *making)
{
    int64_t there;
    enum database_state state;
    TRY(ask(making->db, has_role, making->role->name, &there));
    if (there > 0 && access(str_c(making->arena, making->role->password_file), R_OK) != 0) {
        return refuse_role(making);
    }
    TRY(look_at_database(making, &state));
    if (there == 0) {
        TRY(make_role(making));
    }
    return make_database(making, state);
}

static enum err let_in(struct making *making)
{
    enum err err = try_role(making);
    if (err == ERR_RETRY) {
        const char *name = str_c(making->arena, making->role->name);
        *making->problem = text_format(
            making->arena,
            TEXT("El rol %s y su base están listos, pero el servidor no lo deja entrar. Agregue a su pg_hba.conf la línea «host %s %s "
                 "127.0.0.1/32 scram-sha-256» (o la red de esta máquina), recárguelo y repita.",
                 "The role %s and its database are ready, but the server does not let it in. Add to its pg_hba.conf the line “host %s %s "
                 "127.0.0.1/32 scram-sha-256” (or this machine's network), reload it and repeat."),
            name, name, name);
        return ERR_DENIED;
    }
    return err;
}

/* The database named may be what has yet to be made: then the server's own answers. */
static enum err connect_above(struct making *making)
{
    enum err err = db_open(making->url, DB_SUPERUSER, making->arena, &making->db, making->problem);
    if (err == ERR_RETRY) {
        struct text unused;
        err = db_open(url_of_database(making, S("postgres")), DB_SUPERUSER, making->arena, &making->db, &unused);
    }
    return err;
}

FALLIBLE db_role_make(const char *url, const char *password_file, struct arena *arena, struct db_role *out, struct text *problem)
{
    struct making making = {.arena = arena, .problem = problem, .url = url, .role = out};
    struct db_address address;
    *out = (struct db_role){.url = url};
    *problem = TEXT_NONE;
    if (!db_address_parse(str_of(url), &address)) {
        return ERR_OK;
    }
    TRY(connect_above(&making));
    *problem = TEXT_NONE;
    int64_t above = 0;
    enum err err = db_get_int(making.db, is_above, &above);
    if (err == ERR_OK && above > 0) {
        out->was_needed = true;
        out->name = str_copy(arena, database_of(&address));
        err = is_plain_name(out->name) ? find_file(&making, password_file) : ERR_USAGE;
        if (err == ERR_USAGE) {
            *problem = TEXT("Para crear la base con su rol, nómbrela con minúsculas sin tildes, cifras y «_», hasta 50 caracteres.",
                            "To make the database with its role, name it by lower case letters a-z, digits and “_”, up to 50 characters.");
        }
        err = err == ERR_OK ? make_all(&making) : err;
        if (err != ERR_OK) {
            err = say_failed(&making, making.db, err);
        }
        db_close(making.db);
        return err == ERR_OK ? let_in(&making) : err;
    }
    db_close(making.db);
    return err;
}
