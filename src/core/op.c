#include "core/op.h"

#include "core/audit.h"
#include "db/db.h"
#include "format/json.h"

#include <string.h>

/* ---- the operations ----------------------------------------------------------------------------- */

static const struct op *const *op_tables;
static const size_t *op_counts;
static size_t op_table_count;

/* Operations by their names: number + 1, 0 for a free place. */
#define OP_PLACES 4096
static uint16_t op_places[OP_PLACES];

/* Names are the program's own: no attacker chooses what collides. */
static size_t place_of_name(struct str name)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < name.len; i++) {
        hash = (hash ^ (uint8_t)name.ptr[i]) * 16777619U;
    }
    size_t place = hash % OP_PLACES;
    while (op_places[place] != 0 && !str_eq_c(name, op_at(op_places[place] - 1U)->name)) {
        place = (place + 1) % OP_PLACES;
    }
    return place;
}

void op_register(const struct op *const *tables, const size_t *counts, size_t table_count)
{
    op_tables = tables;
    op_counts = counts;
    op_table_count = table_count;
    memset(op_places, 0, sizeof(op_places));
    const struct op *op;
    for (size_t i = 0; (op = op_at(i)) != NULL; i++) {
        assert(i < OP_PLACES / 2);
        uint16_t *place = &op_places[place_of_name(str_of(op->name))];
        *place = *place != 0 ? *place : (uint16_t)(i + 1);
    }
}

const struct op *op_at(size_t i)
{
    for (size_t t = 0; t < op_table_count; t++) {
        if (i < op_counts[t]) {
            return &op_tables[t][i];
        }
        i -= op_counts[t];
    }
    return NULL;
}

const struct op *op_find(struct str name)
{
    uint16_t number = op_places[place_of_name(name)];
    return number == 0 ? NULL : op_at(number - 1U);
}

static const char *list_of(struct arena *arena, const char *verb, const char *plural)
{
    char first = plural[0] >= 'A' && plural[0] <= 'Z' ? (char)(plural[0] | 0x20) : plural[0];
    return str_format(arena, "%s %c%s", verb, first, plural + 1).ptr;
}

struct text op_label(struct arena *arena, const struct op *op)
{
    if (op->label.es != NULL) {
        return op->label;
    }
    assert(op->entity != NULL);
    return (struct text){list_of(arena, "Listar", op->entity->plural.es), list_of(arena, "List", op->entity->plural.en)};
}

/* One pattern against one path, segment by segment; literal says how many segments were not parameters. */
static bool path_matches(struct str pattern, struct str path, struct op_path_value *values, size_t *count, size_t *literal)
{
    struct str expected;
    struct str given;
    *count = 0;
    *literal = 0;
    pattern = str_slice(pattern, 1, pattern.len);
    path = str_slice(path, 1, path.len);
    while (str_split(&pattern, '/', &expected)) {
        if (!str_split(&path, '/', &given) || given.len == 0) {
            return false;
        }
        if (str_starts(expected, S("{"))) {
            if (*count == OP_PATH_VALUES) {
                return false;
            }
            values[(*count)++] = (struct op_path_value){str_slice(expected, 1, expected.len - 1), given};
        } else if (str_eq(expected, given)) {
            (*literal)++;
        } else {
            return false;
        }
    }
    return path.len == 0;
}

const struct op *op_find_http(struct str method, struct str path, struct op_path_value *values, size_t *value_count)
{
    const struct op *best = NULL;
    size_t best_literal = 0;
    const struct op *op;
    if (!str_starts(path, S("/"))) {
        return NULL;
    }
    for (size_t i = 0; (op = op_at(i)) != NULL; i++) {
        if (op->http == NULL) {
            continue;
        }
        struct str pattern = str_of(op->http);
        struct str verb;
        struct op_path_value found[OP_PATH_VALUES];
        size_t count = 0;
        size_t literal = 0;
        if (str_split(&pattern, ' ', &verb) && str_eq(verb, method) && path_matches(pattern, path, found, &count, &literal) &&
            (best == NULL || literal > best_literal)) {
            best = op;
            best_literal = literal;
            *value_count = count;
            memcpy(values, found, count * sizeof(*found));
        }
    }
    return best;
}

/* ---- JSON in and out ------------------------------------------------------------------------------ */

static bool is_noun(const struct op *op, const struct shape *shape)
{
    return op->entity != NULL && shape == &op->entity->shape;
}

/* The members of an object but `version`, as JSON again, and the version. */
FALLIBLE op_read_input(struct fault *fault, const struct op *op, struct str json, const char *currency, void *in, bool *given)
{
    if (op->input == NULL) {
        return ERR_OK;
    }
    if (!is_noun(op, op->input)) {
        enum err err = shape_read_json(fault, op->input, json, currency, in, given);
        if (err == ERR_INVALID) {
            shape_check_rest(fault, op->input, in);
        }
        return err;
    }
    struct json *value = NULL;
    struct str problem;
    if (json_parse(fault->arena, json, &value, &problem) != ERR_OK || value->type != JSON_OBJECT) {
        return shape_read_json(fault, op->input, json, currency, in, given); /* says what is wrong with it */
    }
    struct record *head = in;
    size_t kept = 0;
    for (size_t i = 0; i < value->len; i++) {
        if (!str_eq(value->members[i].key, S("version"))) {
            value->members[kept++] = value->members[i];
        } else if (value->members[i].value->type == JSON_INT && value->members[i].value->integer > 0) {
            head->version = value->members[i].value->integer;
        } else {
            fault_add(fault, S("version"), STR_NONE, TEXT("La versión es un número entero desde 1.", "The version is a whole number from 1."),
                      TEXT("Use la versión que leyó.", "Use the version that you read."));
            return ERR_INVALID;
        }
    }
    value->len = kept;
    enum err err = shape_read_value(fault, op->input, value, currency, in, given);
    if (err == ERR_INVALID && !op->partial) {
        shape_check_rest(fault, op->input, in);
    }
    return err;
}

FALLIBLE op_read_answer(struct fault *fault, const struct op *op, struct str json, void *out)
{
    struct json *value = NULL;
    struct str problem;
    if (json_parse(fault->arena, json, &value, &problem) != ERR_OK || value->type != JSON_OBJECT) {
        return ERR_CORRUPT;
    }
    shape_clear(op->output, out);
    for (size_t i = 0; i < value->len; i++) {
        const struct json_member *member = &value->members[i];
        const struct field *field = shape_find(op->output, member->key);
        if (field == NULL && is_noun(op, op->output) && str_eq(member->key, S("version"))) {
            ((struct record *)out)->version = member->value->integer;
        } else if (field != NULL && member->value->type != JSON_NULL && field->type != FIELD_TYPE_LABEL) {
            TRY(shape_read_member(fault, field, member->value, "USD", out));
        }
    }
    return ERR_OK;
}

static void write_record(struct buf *out, const struct op *op, const void *row, enum privacy most)
{
    size_t start = out->len;
    shape_write_json(out, op->output, row, most);
    if (is_noun(op, op->output)) {
        const struct record *head = row;
        struct buf rest = BUF(out->arena);
        buf_put(&rest, (struct str){out->ptr + start + 1, out->len - start - 1});
        out->len = start;
        buf_format(out, "{\"version\":%lld,", (long long)head->version);
        buf_put(out, buf_str(&rest));
    }
}

void op_write_answer(struct buf *out, const struct op *op, const void *answer, enum privacy most)
{
    if (op->answer == ANSWER_NOTHING) {
        buf_put_c(out, "{}");
        return;
    }
    if (op->answer == ANSWER_RECORD) {
        write_record(out, op, answer, most);
        return;
    }
    const struct list *list = answer;
    buf_put_c(out, "{\"items\":[");
    for (size_t i = 0; i < list->rows.len; i++) {
        if (i > 0) {
            buf_put_char(out, ',');
        }
        write_record(out, op, (const char *)list->rows.items + i * op->output->size, most);
    }
    buf_put_c(out, "],\"next\":");
    struct json_writer writer = json_writer(out);
    if (str_is_empty(list->next)) {
        json_null(&writer);
    } else {
        json_text(&writer, list->next);
    }
    if (list->total != INT_NONE) {
        buf_format(out, ",\"total\":%lld", (long long)list->total);
    }
    buf_put_char(out, '}');
}

/* ---- scope ------------------------------------------------------------------------------------------ */

static const struct sql unit_select =
    SQL_INIT("SELECT kind, tree_from, tree_to, currency FROM unit WHERE agency = ?1 AND id = ?2");
static const struct sql agencies_select =
    SQL_INIT("SELECT agency, id, currency FROM unit WHERE kind = 'agency' ORDER BY agency LIMIT 2 /*scan*/");

static const struct id id_lowest = {{0}};
static const struct id id_highest = {{255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255}};
/* Open operations reach no agency's rows: only the network's own tree of the audit. */
static const struct id id_network = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};

static void set_currency(struct ctx *ctx, struct str currency)
{
    ctx->currency = str_is_empty(currency) ? "USD" : str_c(ctx->arena, currency);
}

/* The operator of the machine reaches everything; new records go to the one agency, if there is just one. */
static enum err scope_of_operator(struct ctx *ctx)
{
    ctx->scope = (struct scope){
        .agency_low = id_lowest, .agency_high = id_highest, .tree_from = 0, .tree_to = INT64_MAX, .detail = DETAIL_FULL};
    TRY(db_set_scope(ctx->db, id_lowest, id_highest));
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, agencies_select, &stmt));
    bool row = false;
    TRY(db_step(stmt, &row));
    if (!row) {
        return ERR_OK;
    }
    struct id agency = db_column_id(stmt, 0);
    struct id unit = db_column_id(stmt, 1);
    set_currency(ctx, db_column_text(stmt, 2, ctx->arena));
    TRY(db_step(stmt, &row));
    if (!row) {
        ctx->scope.agency = agency;
        ctx->scope.unit = unit;
    }
    db_reset(stmt);
    return ERR_OK;
}

static enum detail detail_of(enum role role)
{
    switch (role) {
    case ROLE_ADVISER:
        return DETAIL_OWN;
    case ROLE_DIRECTOR:
    case ROLE_ADMINISTRATOR:
        return DETAIL_FULL;
    case ROLE_NATIONAL_READER:
    case ROLE_PARTNER_READER:
    case ROLE_SYSTEM_ADMINISTRATOR:
        return DETAIL_AGGREGATE;
    default:
        return DETAIL_UNIT;
    }
}

static enum err scope_of_user(struct ctx *ctx)
{
    const struct actor *actor = &ctx->actor;
    TRY(db_set_scope(ctx->db, actor->agency, actor->agency));
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, unit_select, &stmt));
    db_bind_id(stmt, 1, actor->agency);
    db_bind_id(stmt, 2, actor->unit);
    bool row = false;
    TRY(db_step(stmt, &row));
    if (!row) {
        return ERR_DENIED;
    }
    bool network = str_eq(db_column_peek(stmt, 0), S("network"));
    ctx->scope = (struct scope){
        .agency_low = network ? id_lowest : actor->agency,
        .agency_high = network ? id_highest : actor->agency,
        .tree_from = db_column_int(stmt, 1),
        .tree_to = db_column_int(stmt, 2),
        .agency = actor->agency,
        .unit = actor->unit,
        .detail = detail_of(actor->role),
    };
    set_currency(ctx, db_column_text(stmt, 3, ctx->arena));
    db_reset(stmt);
    return network ? db_set_scope(ctx->db, id_lowest, id_highest) : ERR_OK;
}

static enum err make_scope(struct ctx *ctx)
{
    ctx->currency = "USD";
    if (ctx->op->open) {
        ctx->scope = (struct scope){.agency_low = id_network, .agency_high = id_network, .tree_from = 1, .tree_to = 0};
        return db_set_scope(ctx->db, id_network, id_network);
    }
    return ctx->actor.role == ROLE_LOCAL ? scope_of_operator(ctx) : scope_of_user(ctx);
}

/* ---- idempotency -------------------------------------------------------------------------------------- */

static const struct sql request_select =
    SQL_INIT("SELECT operation, body_hash, seq, answer FROM request WHERE agency = ?1 AND actor = ?2 AND request_id = ?3");
static const struct sql request_insert = SQL_INIT(
    "INSERT INTO request (agency, actor, request_id, operation, body_hash, seq, answer, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");

struct run {
    struct runner *runner;
    struct call *call;
    const struct op *op;
    const void *in;
    void *out;
    struct ctx ctx;
};

static struct id request_agency(const struct ctx *ctx)
{
    return id_is_none(ctx->scope.agency) ? id_network : ctx->scope.agency;
}

/* ERR_NOT_FOUND: a new key. ERR_OK: the first answer is in the call. */
static enum err find_request(struct run *run, struct db *db)
{
    struct call *call = run->call;
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(db, request_select, &stmt));
    db_bind_id(stmt, 1, request_agency(&run->ctx));
    db_bind_text(stmt, 2, call->actor.name);
    db_bind_text(stmt, 3, call->request_id);
    TRY(db_step(stmt, &row));
    if (!row) {
        return ERR_NOT_FOUND;
    }
    struct hash body;
    bool same = db_column_hash(stmt, 1, &body) && hash_eq(&body, &call->body_hash) &&
                str_eq_c(db_column_peek(stmt, 0), run->op->name);
    if (same) {
        call->seq = db_column_int(stmt, 2);
        call->answer_json = db_column_text(stmt, 3, call->arena);
        call->replayed = true;
    }
    db_reset(stmt);
    if (!same) {
        fault_add(&call->fault, S("request_id"), call->request_id,
                  TEXT("Esa clave de solicitud ya se usó con otro contenido.", "That request key was already used with another content."),
                  TEXT("Use una clave nueva para cada solicitud distinta.", "Use a new key for each different request."));
        return ERR_REQUEST_REUSED;
    }
    return ERR_OK;
}

FALLIBLE op_find_answer(struct ctx *ctx, const char *operation, struct str request_id, struct str *out)
{
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, request_select, &stmt));
    db_bind_id(stmt, 1, request_agency(ctx));
    db_bind_text(stmt, 2, ctx->actor.name);
    db_bind_text(stmt, 3, request_id);
    TRY(db_step(stmt, &row));
    bool found = row && str_eq_c(db_column_peek(stmt, 0), operation);
    *out = found ? db_column_text(stmt, 3, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}

static enum err keep_request(struct run *run)
{
    struct ctx *ctx = &run->ctx;
    struct call *call = run->call;
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, request_insert, &stmt));
    db_bind_id(stmt, 1, request_agency(ctx));
    db_bind_text(stmt, 2, call->actor.name);
    db_bind_text(stmt, 3, call->request_id);
    db_bind_text(stmt, 4, str_of(run->op->name));
    db_bind_hash(stmt, 5, &call->body_hash);
    db_bind_int(stmt, 6, ctx->seq);
    db_bind_text(stmt, 7, call->answer_json);
    db_bind_int(stmt, 8, clock_now());
    enum err err = db_run(stmt);
    return err == ERR_EXISTS ? ERR_RETRY : err; /* the same key at the same time: the next attempt finds it */
}

static enum err look_up_request(void *self, struct db *db)
{
    struct run *run = self;
    if (str_is_empty(run->call->request_id)) {
        return ERR_UNKNOWN;
    }
    enum err err = db_begin_read(db);
    if (err == ERR_OK) {
        err = db_set_scope(db, run->ctx.scope.agency_low, run->ctx.scope.agency_high);
    }
    if (err == ERR_OK) {
        err = find_request(run, db);
    }
    db_rollback(db);
    return err;
}

/* ---- one attempt ---------------------------------------------------------------------------------------- */

static void make_ctx(struct run *run, struct db *db)
{
    struct call *call = run->call;
    run->ctx = (struct ctx){
        .arena = call->arena,
        .db = db,
        .runner = run->runner,
        .actor = call->actor,
        .fault = &call->fault,
        .lang = call->lang,
        .op = run->op,
        .today = clock_today(),
        .dry_run = call->dry_run,
        .given = call->given,
        .subject_version = INT_NONE,
    };
    fault_clear(&call->fault);
}

static enum err run_function(struct run *run)
{
    const struct op *op = run->op;
    const void *in = run->in;
    if (op->input != NULL && !is_noun(op, op->input)) {
        void *copy = arena_alloc(run->call->arena, op->input->size);
        memcpy(copy, run->in, op->input->size);
        shape_fill(run->call->arena, op->input, copy);
        TRY(shape_check(&run->call->fault, op->input, copy));
        in = copy;
    }
    return op->run(&run->ctx, in, run->out);
}

static enum privacy privacy_of(const struct run *run)
{
    if (run->op->permission == PERM_SHARED_READ) {
        return PRIVACY_PERSONAL; /* of clients who consented; what is sensitive was never part of that */
    }
    return run->ctx.scope.detail == DETAIL_AGGREGATE && !run->op->open ? PRIVACY_INTERNAL : PRIVACY_SENSITIVE;
}

static void keep_answer(struct run *run)
{
    struct buf answer = BUF(run->call->arena);
    op_write_answer(&answer, run->op, run->out, privacy_of(run));
    run->call->answer_json = buf_str(&answer);
}

static enum err write_attempt(void *self, struct db *db)
{
    struct run *run = self;
    struct call *call = run->call;
    make_ctx(run, db);
    TRY(make_scope(&run->ctx));
    if (!str_is_empty(call->request_id)) {
        enum err err = find_request(run, db);
        if (err != ERR_NOT_FOUND) {
            return err;
        }
    }
    if (run->op->unaudited) {
        return run_function(run);
    }
    TRY(audit_begin(&run->ctx));
    TRY(run_function(run));
    if (call->want_json || !str_is_empty(call->request_id)) {
        keep_answer(run);
    }
    call->seq = run->ctx.seq;
    if (!str_is_empty(call->request_id)) {
        TRY(keep_request(run));
    }
    return audit_append(&run->ctx);
}

static enum err read_attempt(void *self, struct db *db)
{
    struct run *run = self;
    make_ctx(run, db);
    TRY(make_scope(&run->ctx));
    TRY(run_function(run));
    if (run->call->want_json) {
        keep_answer(run);
    }
    return ERR_OK;
}

/* ---- access records ---------------------------------------------------------------------------------------- */

static const struct sql access_insert =
    SQL_INIT("INSERT INTO access (agency, id, at, actor, user_id, role, origin, operation, subject, subject_id) "
             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");

static enum err access_attempt(void *self, struct db *db)
{
    struct run *run = self;
    const struct ctx *ctx = &run->ctx;
    struct db_stmt *stmt;
    TRY(db_set_scope(db, ctx->scope.agency_low, ctx->scope.agency_high));
    TRY(db_prepare(db, access_insert, &stmt));
    db_bind_id(stmt, 1, request_agency(ctx));
    db_bind_id(stmt, 2, id_new());
    db_bind_int(stmt, 3, clock_now());
    db_bind_text(stmt, 4, ctx->actor.name);
    db_bind_id(stmt, 5, ctx->actor.user);
    db_bind_text(stmt, 6, str_of(role_info(ctx->actor.role)->code));
    db_bind_text(stmt, 7, ctx->actor.origin);
    db_bind_text(stmt, 8, str_of(run->op->name));
    db_bind_text(stmt, 9, ctx->subject.ptr == NULL ? S("") : ctx->subject);
    db_bind_id(stmt, 10, ctx->subject_id);
    return db_run(stmt);
}

static bool leaves_access(const struct run *run)
{
    enum role role = run->call->actor.role;
    return run->op->leaves_access || (role == ROLE_AUDITOR && run->op->permission == PERM_RECORD_READ);
}

/* ---- op_run -------------------------------------------------------------------------------------------------- */

static bool request_id_is_valid(struct str id)
{
    for (size_t i = 0; i < id.len; i++) {
        if (id.ptr[i] <= ' ' || id.ptr[i] > '~') {
            return false;
        }
    }
    return id.len <= 80;
}

/* What was not found, by the code or name that was asked for. Says the same of what is not there and of what is out of reach. */
static enum err name_missing(struct call *call, const struct op *op, const void *in, enum err err)
{
    static const char *const keys[] = {"code", "name"};
    for (size_t i = 0; err == ERR_NOT_FOUND && i < COUNT_OF(keys) && op->input != NULL && call->fault.total == 0; i++) {
        const struct field *field = shape_find(op->input, str_of(keys[i]));
        if (field != NULL && field->type == FIELD_TYPE_TEXT && !field_is_none(field, in)) {
            fault_add(&call->fault, str_of(keys[i]), field_plain(call->arena, field, in),
                      TEXT("No existe, o no está a su alcance.", "It does not exist, or is out of your reach."),
                      TEXT("Revise el código, o búsquelo en la lista.", "Check the code, or look for it in the list."));
        }
    }
    return err;
}

bool op_may(const struct actor *actor, const struct op *op)
{
    if (!role_may(actor->role, op->permission)) {
        return false;
    }
    return bound_is_none(&actor->bound) || op->bounded || op->permission == PERM_PUBLIC || op->permission == PERM_SELF ||
           op->permission == PERM_CATALOGUE_READ;
}

FALLIBLE op_run(struct runner *runner, struct call *call, const struct op *op, const void *in, void *out)
{
    call->fault.arena = call->arena;
    if (!op->open && !op_may(&call->actor, op)) {
        return call->actor.role == ROLE_NONE ? ERR_UNAUTHENTICATED : ERR_DENIED;
    }
    if (!request_id_is_valid(call->request_id)) {
        return fault_add(&call->fault, S("request_id"), call->request_id,
                         TEXT("Una clave de solicitud tiene hasta 80 caracteres visibles, sin espacios.",
                              "A request key has up to 80 visible characters, without blanks."),
                         TEXT("Use por ejemplo un UUID.", "Use a UUID, for example."));
    }
    struct run run = {.runner = runner, .call = call, .op = op, .in = in, .out = out};
    struct runner_attempt attempt = {
        .arena = call->arena,
        .self = &run,
        .alone = op->long_running,
        .dry_run = call->dry_run,
    };
    if (op->kind == OP_WRITE) {
        attempt.run = write_attempt;
        attempt.look_up = look_up_request;
        return name_missing(call, op, in, runner_write(runner, &attempt));
    }
    attempt.run = read_attempt;
    TRY(name_missing(call, op, in, runner_read(runner, &attempt)));
    if (!leaves_access(&run)) {
        return ERR_OK;
    }
    struct runner_attempt access = {.run = access_attempt, .arena = call->arena, .self = &run};
    return runner_write(runner, &access);
}
