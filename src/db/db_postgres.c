#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "db/engine.h"
#include "db/migrate.h"

#define OLDEST_SERVER 150000
#define STREAM_ROWS 5000
#define DEADLINE_NOT_KNOWN (-1)
/* Statements on their way at one time. Their answers must fit what the sockets hold: nobody reads them meanwhile. */
#define SENT_MOST 128
#define SENT_TOGETHER 16
#define FILLED_BY "100" /* rows from which on a table counts as filled */

struct postgres_db {
    struct db base;
    PGconn *connection;
    int generation;     /* counts connections: statements are prepared anew on each */
    int next_name;
    int deadline_there; /* the server's statement_timeout as far as known */
    bool deadline_set_inside; /* … by a SET that a rollback would take back */
    bool snapshot;      /* the transaction is read-only */
    bool committing;
    bool warned;        /* the server warned while committing */
    int sent;           /* statements handed over and not answered yet: over 0 the connection is in pipeline mode */
};

struct postgres_stmt {
    struct db_stmt base;
    const char *sql;    /* with $n */
    char name[16];
    int generation;
    bool stream;
    bool cursor_open;
    const char **values;
    int *lengths;
    int *formats;
    PGresult *result;
    int row;
    int column_count; /* -1: not known yet */
    const char **column_names;
    struct arena scratch; /* decoded bytes of the current row */
};

static struct postgres_db *postgres_of(struct db *db)
{
    return (struct postgres_db *)db;
}

static struct postgres_stmt *stmt_of(struct db_stmt *stmt)
{
    return (struct postgres_stmt *)stmt;
}

/* ---- errors -------------------------------------------------------------------------------- */

static enum err error_of(const char *state)
{
    static const struct {
        const char *state; /* or its first two characters */
        enum err err;
    } all[] = {
        {"23505", ERR_EXISTS},   {"23", ERR_INVALID},       {"22", ERR_INVALID},    {"40003", ERR_UNKNOWN},
        {"40", ERR_RETRY},       {"55P03", ERR_RETRY},      {"57014", ERR_BUSY},    {"57P", ERR_RETRY},
        {"53100", ERR_DISK_FULL}, {"53", ERR_BUSY},         {"25006", ERR_READ_ONLY}, {"42501", ERR_DENIED},
        {"54", ERR_TOO_LARGE},   {"58030", ERR_IO},         {"XX001", ERR_CORRUPT}, {"XX002", ERR_CORRUPT},
        {"08", ERR_RETRY},
    };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        if (strncmp(state, all[i].state, strlen(all[i].state)) == 0) {
            return all[i].err;
        }
    }
    return ERR_INTERNAL;
}

static enum err noted(struct postgres_db *db, const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    if (result != NULL && (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY)) {
        return ERR_OK;
    }
    const char *state = result == NULL ? NULL : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *words = result == NULL ? NULL : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (PQstatus(db->connection) == CONNECTION_BAD) {
        db_note(&db->base, "%s", words != NULL ? words : PQerrorMessage(db->connection));
        db->base.lost = db->base.in_transaction;
        return ERR_RETRY;
    }
    db_note(&db->base, "%s (%s)", words != NULL ? words : PQerrorMessage(db->connection), state == NULL ? "-" : state);
    enum err err = state == NULL ? ERR_INTERNAL : error_of(state);
    if (err == ERR_CORRUPT || err == ERR_IO) {
        db->base.broken = true;
        log_write(LOG_ERROR, "what=database_damage state=%s", state);
    }
    return err;
}

/* Waits for all that was handed over and leaves the pipeline; the first error of it, which the transaction then holds too. *last,
 * unless NULL, becomes the answer to the last one, good or bad. */
static enum err drain(struct postgres_db *db, PGresult **last)
{
    int count = db->sent;
    enum err err = ERR_OK;
    if (count == 0) {
        return ERR_OK;
    }
    db->sent = 0;
    if (PQpipelineSync(db->connection) != 1) {
        err = noted(db, NULL);
    }
    for (int i = 0; i < count && PQstatus(db->connection) == CONNECTION_OK; i++) {
        PGresult *result = PQgetResult(db->connection);
        if (i == count - 1 && last != NULL && err == ERR_OK) {
            *last = result;
            result = NULL;
        } else if (err == ERR_OK) {
            err = noted(db, result);
        }
        PQclear(result);
        PQclear(PQgetResult(db->connection)); /* the end of this answer */
    }
    if (PQstatus(db->connection) == CONNECTION_OK) {
        PQclear(PQgetResult(db->connection)); /* the answer to the sync */
        if (PQexitPipelineMode(db->connection) != 1) {
            err = err == ERR_OK ? noted(db, NULL) : err;
        }
    } else if (err == ERR_OK) {
        err = noted(db, NULL);
    }
    if (err != ERR_OK && db->base.in_transaction && db->base.failed == ERR_OK) {
        db->base.failed = err;
    }
    return err;
}

static enum err simple(struct postgres_db *db, const char *text)
{
    TRY(drain(db, NULL));
    PGresult *result = PQexec(db->connection, text);
    enum err err = noted(db, result);
    PQclear(result);
    return err;
}

/* A commit that waits for a standby and is cancelled succeeds with a warning: whether the standby has it nobody knows. */
static void receive_notice(void *data, const PGresult *result)
{
    struct postgres_db *db = data;
    const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (db->committing && severity != NULL && strcmp(severity, "WARNING") == 0) {
        const char *words = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
        db_note(&db->base, "%s", words == NULL ? "" : words);
        db->warned = true;
    }
}

/* ---- opening ---------------------------------------------------------------------------------- */

/* One row; its columns as text into `values`, "" for NULL. */
static enum err one_row(struct postgres_db *db, const char *text, struct arena *arena, int count, struct str *values)
{
    PGresult *result = PQexec(db->connection, text);
    enum err err = noted(db, result);
    if (err == ERR_OK && (PQntuples(result) != 1 || PQnfields(result) != count)) {
        err = ERR_INTERNAL;
    }
    for (int i = 0; err == ERR_OK && i < count; i++) {
        values[i] = str_copy(arena, str_of(PQgetvalue(result, 0, i)));
    }
    PQclear(result);
    return err;
}

static enum err set_session(struct postgres_db *db)
{
    TRY(simple(db, "SET client_min_messages = warning; SET search_path = public; SET bytea_output = 'hex'; "
                   "SET standard_conforming_strings = on; SET row_security = on; SET timezone = 'UTC'; "
                   "SET lock_timeout = 5000; SET jit = off; SET statement_timeout = 0"));
    db->deadline_there = 0;
    db->deadline_set_inside = false;
    if (db->base.mode == DB_READ) {
        TRY(simple(db, "SET default_transaction_read_only = on"));
    }
    return ERR_OK;
}

static enum err check_role(struct arena *arena, struct str role, struct str is_above, struct text *problem)
{
    if (str_eq(is_above, S("f"))) {
        return ERR_OK;
    }
    *problem = text_format(
        arena,
        TEXT("El usuario %.*s de PostgreSQL puede saltarse la seguridad por filas (es superusuario o tiene BYPASSRLS), y el "
             "programa no trabaja así. Con esa misma dirección «adelante init» crea un usuario propio y dice con qué dirección seguir.",
             "The PostgreSQL user %.*s can bypass row level security (it is a superuser or has BYPASSRLS), and the "
             "program does not work so. Given this address “adelante init” makes a user of its own and says which address to go on with."),
        STR_ARG(role));
    return ERR_DENIED;
}

static enum err check_server(struct postgres_db *db, struct arena *arena, struct text *problem)
{
    struct str value[7];
    TRY(one_row(db,
                "SELECT rolname, rolsuper OR rolbypassrls, pg_is_in_recovery(), current_setting('server_encoding'), "
                "current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit') "
                "FROM pg_roles WHERE rolname = current_user",
                arena, (int)COUNT_OF(value), value));
    if (PQserverVersion(db->connection) < OLDEST_SERVER) {
        *problem = TEXT("Se necesita PostgreSQL 15 o posterior.", "PostgreSQL 15 or later is needed.");
        return ERR_INVALID;
    }
    TRY(check_role(arena, value[0], value[1], problem));
    if (!str_eq(value[3], S("UTF8"))) {
        *problem = TEXT("La base de datos de PostgreSQL debe tener la codificación UTF8.",
                        "The PostgreSQL database must have the encoding UTF8.");
        return ERR_INVALID;
    }
    if (db->base.mode == DB_READ) {
        return ERR_OK;
    }
    if (str_eq(value[2], S("t"))) {
        *problem = TEXT("Ese servidor de PostgreSQL es una réplica; conéctese al primario.",
                        "That PostgreSQL server is a standby; connect to the primary.");
        return ERR_READ_ONLY;
    }
    if (!str_eq(value[4], S("on")) || !str_eq(value[5], S("on")) || str_eq(value[6], S("off"))) {
        *problem = TEXT("El servidor de PostgreSQL debe tener fsync, full_page_writes y synchronous_commit activados: sin ellos "
                        "se pierden datos al cortarse la corriente.",
                        "The PostgreSQL server must have fsync, full_page_writes and synchronous_commit on: without them data "
                        "is lost at a power cut.");
        return ERR_INVALID;
    }
    return ERR_OK;
}

static enum err check_version(struct postgres_db *db, struct arena *arena, struct text *problem)
{
    int version;
    enum err err = migrate_version(&db->base, &version);
    if (err == ERR_NEWER) {
        *problem = text_format(arena, TEXT("La base de datos es de la versión %d y este programa conoce hasta la %d; use un programa más nuevo.",
                                           "The database is of version %d and this program knows up to %d; use a newer program."),
                               version, migrate_newest());
    }
    return err;
}

/* After a lost connection, outside a transaction. The server may be another one by now, so it is examined anew. */
static enum err reconnect(struct postgres_db *db)
{
    struct arena arena = {0};
    struct text problem;
    PQreset(db->connection);
    db->generation++;
    enum err err = ERR_OK;
    if (PQstatus(db->connection) != CONNECTION_OK) {
        db_note(&db->base, "%s", PQerrorMessage(db->connection));
        err = ERR_RETRY;
    }
    if (err == ERR_OK) {
        err = set_session(db);
    }
    if (err == ERR_OK) {
        err = check_server(db, &arena, &problem);
    }
    arena_release(&arena);
    return err;
}

static enum err connected(struct postgres_db *db)
{
    if (PQstatus(db->connection) == CONNECTION_OK) {
        return ERR_OK;
    }
    return db->base.in_transaction ? ERR_RETRY : reconnect(db);
}

static void set_deadline(struct db *db)
{
    (void)db; /* sent with the next statement */
}

static enum err send_deadline(struct postgres_db *db)
{
    if (db->deadline_there == db->base.deadline) {
        return ERR_OK;
    }
    char text[64];
    snprintf(text, sizeof(text), "SET statement_timeout = %d", db->base.deadline);
    TRY(simple(db, text));
    db->deadline_there = db->base.deadline;
    db->deadline_set_inside = db->base.in_transaction;
    return ERR_OK;
}

static void forget_deadline(struct postgres_db *db)
{
    if (db->deadline_set_inside) {
        db->deadline_there = DEADLINE_NOT_KNOWN;
        db->deadline_set_inside = false;
    }
}

/* ---- transactions -------------------------------------------------------------------------------- */

static void let_go(struct postgres_stmt *stmt)
{
    PQclear(stmt->result);
    stmt->result = NULL;
    stmt->base.active = false;
    arena_release(&stmt->scratch);
}

/* The same on both engines: nothing is read across the end of a transaction. The server closes the cursors itself. */
static void end_reading(struct db *db)
{
    for (size_t i = 0; i < db->cache_size; i++) {
        if (db->cache[i].text != NULL) {
            struct postgres_stmt *stmt = stmt_of(db->cache[i].stmt);
            stmt->cursor_open = false;
            let_go(stmt);
        }
    }
}

static void close_all(struct db *base)
{
    end_reading(base);
    PQfinish(postgres_of(base)->connection);
    postgres_of(base)->connection = NULL;
}

static enum err begin(struct db *base, bool snapshot)
{
    struct postgres_db *db = postgres_of(base);
    const char *text = snapshot ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN";
    TRY(connected(db));
    enum err err = simple(db, text);
    if (err != ERR_OK && PQstatus(db->connection) == CONNECTION_BAD) {
        /* An idle connection that the server has closed is only noticed now. */
        TRY(reconnect(db));
        err = simple(db, text);
    }
    db->snapshot = snapshot || base->mode == DB_READ;
    return err;
}

static void rollback(struct db *base)
{
    struct postgres_db *db = postgres_of(base);
    end_reading(base);
    enum err sent = drain(db, NULL);
    (void)sent; /* taken back with the rest */
    if (PQstatus(db->connection) == CONNECTION_OK && PQtransactionStatus(db->connection) != PQTRANS_IDLE) {
        PQclear(PQexec(db->connection, "ROLLBACK"));
    }
    forget_deadline(db);
}

static enum err commit(struct db *base)
{
    struct postgres_db *db = postgres_of(base);
    end_reading(base);
    enum err err = drain(db, NULL);
    if (err != ERR_OK) {
        rollback(base);
        return err;
    }
    db->committing = true;
    db->warned = false;
    PGresult *result = PQexec(db->connection, "COMMIT");
    db->committing = false;
    err = noted(db, result);
    if (PQstatus(db->connection) == CONNECTION_BAD) {
        err = db->snapshot ? ERR_RETRY : ERR_UNKNOWN;
    } else if (err == ERR_OK && strcmp(PQcmdStatus(result), "COMMIT") != 0) {
        db_note(base, "the server rolled the transaction back");
        err = ERR_INTERNAL;
    } else if (err == ERR_OK && db->warned && !db->snapshot) {
        err = ERR_UNKNOWN;
    }
    PQclear(result);
    if (err == ERR_OK) {
        db->deadline_set_inside = false;
    } else {
        rollback(base);
    }
    return err;
}

static enum err control(struct db *base, const char *text)
{
    struct postgres_db *db = postgres_of(base);
    TRY(simple(db, text));
    if (strncmp(text, "ROLLBACK", 8) == 0) {
        forget_deadline(db);
    }
    return ERR_OK;
}

static void put_hex(char out[33], struct id id)
{
    for (size_t i = 0; i < sizeof(id.bytes); i++) {
        snprintf(out + 2 * i, 3, "%02x", id.bytes[i]);
    }
}

static enum err set_scope(struct db *db, struct id low, struct id high)
{
    struct db_stmt *stmt;
    bool row;
    char low_hex[33];
    char high_hex[33];
    put_hex(low_hex, low);
    put_hex(high_hex, high);
    TRY(db_prepare(db, SQL("SELECT set_config('adelante.low', ?1, true), set_config('adelante.high', ?2, true)"), &stmt));
    db_bind_text(stmt, 1, (struct str){low_hex, 32});
    db_bind_text(stmt, 2, (struct str){high_hex, 32});
    enum err err = db->failed != ERR_OK ? db->failed : db->calls->step(stmt, &row);
    db_reset(stmt);
    return err;
}

/* ---- statements ------------------------------------------------------------------------------------ */

/* How far a quoted text or comment that begins here reaches; 0 if none does. */
static size_t opaque_length(struct str s)
{
    struct str end = s.ptr[0] == '\'' ? S("'") : s.ptr[0] == '"' ? S("\"") : STR_NONE;
    size_t from = 1;
    if (str_starts(s, S("--"))) {
        end = S("\n");
    } else if (str_starts(s, S("/*"))) {
        end = S("*/");
        from = 2;
    }
    if (end.ptr == NULL) {
        return 0;
    }
    size_t at = str_find(str_slice(s, from, s.len), end);
    return at == SIZE_MAX ? s.len : from + at + end.len;
}

/* ?n becomes $n outside of quotes and comments. */
static const char *translate(struct arena *arena, const char *text, int *param_count)
{
    struct buf out = BUF(arena);
    struct str rest = str_of(text);
    *param_count = 0;
    while (rest.len > 0) {
        size_t length = opaque_length(rest);
        if (length == 0) {
            length = 1;
            int number = rest.ptr[0] == '?' ? atoi(rest.ptr + 1) : 0;
            *param_count = number > *param_count ? number : *param_count;
            buf_put_char(&out, number > 0 ? '$' : rest.ptr[0]);
        } else {
            buf_put(&out, str_slice(rest, 0, length));
        }
        rest = str_slice(rest, length, rest.len);
    }
    return str_c(arena, buf_str(&out));
}

static enum err prepare_there(struct postgres_db *db, struct postgres_stmt *stmt)
{
    TRY(drain(db, NULL));
    snprintf(stmt->name, sizeof(stmt->name), "s%d", db->next_name++);
    PGresult *result = PQprepare(db->connection, stmt->name, stmt->sql, 0, NULL);
    enum err err = noted(db, result);
    PQclear(result);
    stmt->generation = db->generation;
    return err;
}

static enum err prepare(struct db *base, const char *text, struct db_stmt **out)
{
    struct postgres_db *db = postgres_of(base);
    TRY(connected(db));
    struct postgres_stmt *stmt = ARENA_NEW(&base->memory, struct postgres_stmt);
    stmt->sql = translate(&base->memory, text, &stmt->base.param_count);
    stmt->stream = strncmp(text, "/*stream*/", 10) == 0;
    size_t params = (size_t)stmt->base.param_count + 1;
    stmt->base.slots = arena_array(&base->memory, params, DB_SLOT_SIZE);
    stmt->values = ARENA_ARRAY(&base->memory, const char *, params);
    stmt->lengths = ARENA_ARRAY(&base->memory, int, params);
    stmt->formats = ARENA_ARRAY(&base->memory, int, params);
    stmt->column_count = -1;
    TRY(prepare_there(db, stmt));
    *out = &stmt->base;
    return ERR_OK;
}

static void reset(struct db_stmt *base)
{
    struct postgres_stmt *stmt = stmt_of(base);
    struct postgres_db *db = postgres_of(base->db);
    if (stmt->cursor_open && stmt->generation == db->generation && db->base.failed == ERR_OK && drain(db, NULL) == ERR_OK) {
        char text[32];
        snprintf(text, sizeof(text), "CLOSE c%s", stmt->name);
        PQclear(PQexec(db->connection, text));
    }
    stmt->cursor_open = false;
    let_go(stmt);
}

static void clear(struct db_stmt *base)
{
    struct postgres_stmt *stmt = stmt_of(base);
    reset(base);
    for (int i = 0; i < base->param_count; i++) {
        stmt->values[i] = NULL;
    }
}

static void bind_null(struct db_stmt *base, int at)
{
    stmt_of(base)->values[at - 1] = NULL;
}

static void bind_int(struct db_stmt *base, int at, int64_t value)
{
    struct postgres_stmt *stmt = stmt_of(base);
    snprintf(base->slots[at - 1], DB_SLOT_SIZE, "%lld", (long long)value);
    stmt->values[at - 1] = base->slots[at - 1];
    stmt->formats[at - 1] = 0;
}

static void bind_bytes(struct db_stmt *base, int at, struct str value, bool blob)
{
    struct postgres_stmt *stmt = stmt_of(base);
    (void)blob; /* the binary forms of text and bytea are both the bytes themselves */
    if (value.len > INT_MAX) {
        base->bad = ERR_TOO_LARGE;
        return;
    }
    stmt->values[at - 1] = value.ptr;
    stmt->lengths[at - 1] = (int)value.len;
    stmt->formats[at - 1] = 1;
}

static void learn_columns(struct postgres_stmt *stmt, const PGresult *result)
{
    if (stmt->column_count >= 0) {
        return;
    }
    struct arena *memory = &stmt->base.db->memory;
    stmt->column_count = PQnfields(result);
    stmt->column_names = ARENA_ARRAY(memory, const char *, (size_t)stmt->column_count + 1);
    for (int i = 0; i < stmt->column_count; i++) {
        stmt->column_names[i] = str_c(memory, str_of(PQfname(result, i)));
    }
}

static enum err keep_result(struct postgres_db *db, struct postgres_stmt *stmt, PGresult *result)
{
    enum err err = noted(db, result);
    if (err != ERR_OK) {
        PQclear(result);
        return err;
    }
    const char *changed = PQcmdTuples(result);
    stmt->base.changes = changed[0] == '\0' ? 0 : strtoll(changed, NULL, 10);
    learn_columns(stmt, result);
    stmt->result = result;
    stmt->row = 0;
    return ERR_OK;
}

static enum err fetch(struct postgres_db *db, struct postgres_stmt *stmt)
{
    char text[48];
    TRY(drain(db, NULL));
    snprintf(text, sizeof(text), "FETCH %d FROM c%s", STREAM_ROWS, stmt->name);
    PQclear(stmt->result);
    stmt->result = NULL;
    TRY(keep_result(db, stmt, PQexec(db->connection, text)));
    if (PQntuples(stmt->result) < STREAM_ROWS) {
        snprintf(text, sizeof(text), "CLOSE c%s", stmt->name);
        TRY(simple(db, text));
        stmt->cursor_open = false;
    }
    return ERR_OK;
}

/* Outside a transaction the rows are held at the server. */
static enum err open_cursor(struct postgres_db *db, struct postgres_stmt *stmt)
{
    struct arena arena = {0};
    TRY(drain(db, NULL));
    const char *text = str_format(&arena, "DECLARE c%s NO SCROLL CURSOR %s FOR %s", stmt->name,
                                  db->base.in_transaction ? "WITHOUT HOLD" : "WITH HOLD", stmt->sql)
                           .ptr;
    PGresult *result = PQexecParams(db->connection, text, stmt->base.param_count, NULL, stmt->values, stmt->lengths,
                                    stmt->formats, 0);
    enum err err = noted(db, result);
    PQclear(result);
    arena_release(&arena);
    TRY(err);
    stmt->cursor_open = true;
    return fetch(db, stmt);
}

static enum err make_ready(struct postgres_db *db, struct postgres_stmt *stmt)
{
    TRY(connected(db));
    if (stmt->generation != db->generation) {
        TRY(prepare_there(db, stmt));
    }
    return send_deadline(db);
}

static enum err hand_over(struct postgres_db *db, struct postgres_stmt *stmt)
{
    if ((db->sent == 0 && PQenterPipelineMode(db->connection) != 1) ||
        PQsendQueryPrepared(db->connection, stmt->name, stmt->base.param_count, stmt->values, stmt->lengths, stmt->formats, 0) != 1) {
        enum err err = noted(db, NULL);
        if (db->sent == 0) {
            PQexitPipelineMode(db->connection);
        }
        return err;
    }
    db->sent++;
    return ERR_OK;
}

static enum err start(struct postgres_db *db, struct postgres_stmt *stmt)
{
    TRY(make_ready(db, stmt));
    if (stmt->stream) {
        return open_cursor(db, stmt);
    }
    if (db->sent > 0) {
        /* Behind what is on its way already, so that both cost one journey. */
        PGresult *result = NULL;
        TRY(hand_over(db, stmt));
        TRY(drain(db, &result));
        return keep_result(db, stmt, result);
    }
    return keep_result(db, stmt, PQexecPrepared(db->connection, stmt->name, stmt->base.param_count, stmt->values,
                                                stmt->lengths, stmt->formats, 0));
}

static enum err hand_on(struct db_stmt *base)
{
    struct postgres_db *db = postgres_of(base->db);
    TRY(make_ready(db, stmt_of(base)));
    TRY(hand_over(db, stmt_of(base)));
    if (db->sent % SENT_TOGETHER == 0 && PQflush(db->connection) < 0) {
        return noted(db, NULL);
    }
    return db->sent < SENT_MOST ? ERR_OK : drain(db, NULL);
}

static enum err settle(struct db *base)
{
    return drain(postgres_of(base), NULL);
}

static enum err step(struct db_stmt *base, bool *row)
{
    struct postgres_stmt *stmt = stmt_of(base);
    struct postgres_db *db = postgres_of(base->db);
    enum err err = ERR_OK;
    if (!base->active) {
        err = start(db, stmt);
    } else {
        arena_reset(&stmt->scratch);
        stmt->row++;
        if (stmt->row >= PQntuples(stmt->result) && stmt->cursor_open) {
            err = db->base.failed != ERR_OK ? db->base.failed : fetch(db, stmt);
        }
    }
    if (err != ERR_OK) {
        stmt->cursor_open = false;
        let_go(stmt);
        return err;
    }
    *row = stmt->row < PQntuples(stmt->result);
    base->active = *row;
    if (!*row) {
        let_go(stmt);
    }
    return ERR_OK;
}

static void describe(struct postgres_stmt *stmt)
{
    struct postgres_db *db = postgres_of(stmt->base.db);
    if (stmt->column_count < 0 && drain(db, NULL) == ERR_OK) {
        PGresult *result = PQdescribePrepared(db->connection, stmt->name);
        if (PQresultStatus(result) == PGRES_COMMAND_OK) {
            learn_columns(stmt, result);
        }
        PQclear(result);
    }
}

static int column_count(struct db_stmt *base)
{
    struct postgres_stmt *stmt = stmt_of(base);
    describe(stmt);
    return stmt->column_count < 0 ? 0 : stmt->column_count;
}

static const char *column_name(struct db_stmt *base, int at)
{
    return at >= 0 && at < column_count(base) ? stmt_of(base)->column_names[at] : NULL;
}

static bool has_value(const struct postgres_stmt *stmt, int at)
{
    return stmt->base.active && at >= 0 && at < stmt->column_count && !PQgetisnull(stmt->result, stmt->row, at);
}

static bool column_is_null(struct db_stmt *base, int at)
{
    return !has_value(stmt_of(base), at);
}

static int64_t column_int(struct db_stmt *base, int at)
{
    struct postgres_stmt *stmt = stmt_of(base);
    if (!has_value(stmt, at)) {
        return 0;
    }
    const char *value = PQgetvalue(stmt->result, stmt->row, at);
    return strcmp(value, "t") == 0 ? 1 : strtoll(value, NULL, 10);
}

static int hex_value(char c)
{
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

static struct str column_peek(struct db_stmt *base, int at)
{
    static const Oid bytea = 17;
    struct postgres_stmt *stmt = stmt_of(base);
    if (PQgetisnull(stmt->result, stmt->row, at)) {
        return STR_NONE;
    }
    const char *value = PQgetvalue(stmt->result, stmt->row, at);
    size_t length = (size_t)PQgetlength(stmt->result, stmt->row, at);
    if (PQftype(stmt->result, at) != bytea) {
        return (struct str){value, length};
    }
    size_t count = length < 2 ? 0 : (length - 2) / 2; /* behind \x */
    char *bytes = arena_alloc(&stmt->scratch, count + 1);
    for (size_t i = 0; i < count; i++) {
        bytes[i] = (char)(hex_value(value[2 + 2 * i]) << 4 | hex_value(value[3 + 2 * i]));
    }
    return (struct str){bytes, count};
}

/* ---- the rest ---------------------------------------------------------------------------------------- */

/* A plan that was made while a table was empty may read all of an agency's rows through the wrong index, and the server keeps it. */
static enum err analyze(struct db *base)
{
    struct postgres_db *db = postgres_of(base);
    TRY(drain(db, NULL));
    PGresult *result = PQexec(db->connection, "SELECT quote_ident(relname) FROM pg_stat_xact_user_tables "
                                              "WHERE schemaname = 'public' AND n_tup_ins >= " FILLED_BY " ORDER BY relname");
    enum err err = noted(db, result);
    int count = err == ERR_OK ? PQntuples(result) : 0;
    struct arena arena = {0};
    struct buf text = BUF(&arena);
    buf_put_c(&text, "ANALYZE (SKIP_LOCKED) ");
    for (int i = 0; i < count; i++) {
        buf_put_c(&text, i == 0 ? "" : ", ");
        buf_put_c(&text, PQgetvalue(result, i, 0));
    }
    PQclear(result);
    if (count > 0) {
        err = simple(db, str_c(&arena, buf_str(&text)));
    }
    arena_release(&arena);
    return err;
}

static enum err execute(struct db *base, const char *text)
{
    struct postgres_db *db = postgres_of(base);
    TRY(connected(db));
    TRY(send_deadline(db));
    return simple(db, text);
}

static bool space_below(const struct db *db, int per_cent)
{
    (void)db;
    (void)per_cent;
    return false;
}

static enum err backup(struct db *db, const char *path)
{
    (void)path;
    db_note(db, "a PostgreSQL database is backed up with the tools of PostgreSQL");
    return ERR_USAGE;
}

static enum err lines_of(struct postgres_db *db, const char *text, struct buf *out, int *count)
{
    PGresult *result = PQexec(db->connection, text);
    enum err err = noted(db, result);
    *count = err == ERR_OK ? PQntuples(result) : 0;
    for (int i = 0; i < *count; i++) {
        buf_put_c(out, PQgetvalue(result, i, 0));
        buf_put_char(out, '\n');
    }
    PQclear(result);
    return err;
}

static enum err explain(struct postgres_db *db, const char *text, struct arena *arena, struct buf *out)
{
    int params;
    int lines;
    struct buf execute_text = BUF(arena);
    const char *sql = translate(arena, text, &params);
    TRY(simple(db, "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan"));
    TRY(simple(db, str_format(arena, "PREPARE plan_of AS %s", sql).ptr));
    buf_put_c(&execute_text, "EXPLAIN (COSTS OFF) EXECUTE plan_of");
    for (int i = 0; i < params; i++) {
        buf_put_c(&execute_text, i == 0 ? "(NULL" : ", NULL");
    }
    buf_put_c(&execute_text, params > 0 ? ")" : "");
    return lines_of(db, str_c(arena, buf_str(&execute_text)), out, &lines);
}

static enum err plan(struct db *base, const char *text, struct arena *arena, struct str *out)
{
    struct postgres_db *db = postgres_of(base);
    struct buf buf = BUF(arena);
    TRY(connected(db));
    enum err err = explain(db, text, arena, &buf);
    if (PQtransactionStatus(db->connection) == PQTRANS_IDLE || PQtransactionStatus(db->connection) == PQTRANS_INTRANS) {
        PQclear(PQexec(db->connection, "DEALLOCATE plan_of"));
        PQclear(PQexec(db->connection, "RESET enable_seqscan; RESET plan_cache_mode"));
    }
    TRY(err);
    *out = buf_str(&buf);
    return ERR_OK;
}

static enum err check(struct db *base, struct arena *arena, struct str *report, int *findings)
{
    struct postgres_db *db = postgres_of(base);
    struct buf buf = BUF(arena);
    *findings = 0;
    TRY(connected(db));
    TRY(lines_of(db,
                 "SELECT 'constraint ' || conname || ' is not validated' FROM pg_constraint "
                 "WHERE NOT convalidated AND connamespace = 'public'::regnamespace "
                 "UNION ALL SELECT 'index ' || c.relname || ' is not valid' FROM pg_index i "
                 "JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid "
                 "UNION ALL SELECT 'table ' || c.relname || ' has no forced row level security' FROM pg_class c "
                 "WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace "
                 "AND NOT (c.relrowsecurity AND c.relforcerowsecurity) "
                 "AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'agency') "
                 "AND coalesce(obj_description(c.oid, 'pg_class'), '') NOT LIKE 'unscoped:%'",
                 &buf, findings));
    *report = buf.len == 0 ? S("") : buf_str(&buf);
    return ERR_OK;
}

static const struct db_calls calls = {
    .close = close_all,
    .space_below = space_below,
    .set_deadline = set_deadline,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .control = control,
    .set_scope = set_scope,
    .prepare = prepare,
    .clear = clear,
    .reset = reset,
    .bind_null = bind_null,
    .bind_int = bind_int,
    .bind_bytes = bind_bytes,
    .step = step,
    .send = hand_on,
    .settle = settle,
    .analyze = analyze,
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

static enum err open_connection(struct postgres_db *db, const char *url, struct arena *arena, struct text *problem)
{
    /* What the address says wins over what stands before it. */
    static const char *const names[] = {"connect_timeout", "application_name", "client_encoding", "dbname", NULL};
    const char *const values[] = {"10", "adelante", "UTF8", url, NULL};
    db->connection = PQconnectdbParams(names, values, 1);
    if (PQstatus(db->connection) != CONNECTION_OK) {
        db_note(&db->base, "%s", PQerrorMessage(db->connection));
        return ERR_RETRY;
    }
    PQsetNoticeReceiver(db->connection, receive_notice, db);
    TRY(set_session(db));
    if (db->base.mode == DB_SUPERUSER) {
        return ERR_OK;
    }
    TRY(check_server(db, arena, problem));
    return check_version(db, arena, problem);
}

enum err db_postgres_verifier(struct db *base, struct arena *arena, struct str role, struct str password, struct str *out)
{
    struct postgres_db *db = postgres_of(base);
    char *verifier = PQencryptPasswordConn(db->connection, str_c(arena, password), str_c(arena, role), "scram-sha-256");
    if (verifier == NULL) {
        db_note(base, "%s", PQerrorMessage(db->connection));
        return ERR_INTERNAL;
    }
    *out = str_copy(arena, str_of(verifier));
    PQfreemem(verifier);
    return ERR_OK;
}

enum err db_postgres_open(const char *url, enum db_mode mode, struct arena *arena, struct db **out, struct text *problem)
{
    struct postgres_db *db = ARENA_NEW(arena, struct postgres_db);
    db->base.engine = DB_POSTGRES;
    db->base.mode = mode;
    db->base.calls = &calls;
    db->base.url = str_c(&db->base.memory, str_of(url));
    enum err err = open_connection(db, url, arena, problem);
    if (err != ERR_OK) {
        if (problem->es == NULL) {
            /* The first line says what; the library's further lines ask questions of their own. */
            struct str cause = str_trim(str_of(db->base.problem));
            size_t line_end = str_find(cause, S("\n"));
            cause = str_copy(arena, str_slice(cause, 0, line_end == SIZE_MAX ? cause.len : line_end));
            *problem = text_format(arena, TEXT("No se pudo abrir la base de datos de PostgreSQL; revise la dirección y que el servidor esté en marcha (%s).",
                                               "The PostgreSQL database could not be opened; check the address and that the server is running (%s)."),
                                   cause.ptr);
        }
        db_close(&db->base);
        return err;
    }
    *out = &db->base;
    return ERR_OK;
}
