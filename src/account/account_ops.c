#include "account/account_ops.h"

#include "account/account_store.h"
#include "account/bound.h"
#include "base/conf.h"
#include "core/record.h"
#include "party/staff.h"
#include "party/unit.h"

#include <string.h>

#define SECOND INT64_C(1000000)
#define LINK_LIFE (24 * 3600 * SECOND)
#define TOKEN_LIFE_MOST (INT64_C(2) * 366 * 24 * 3600 * SECOND)

static int64_t setting(const char *name, int64_t otherwise)
{
    int64_t value = 0;
    return str_to_int(str_of(conf_get(name)), &value) && value > 0 ? value : otherwise;
}

static struct str user_subject(struct ctx *ctx, struct str name)
{
    return str_format(ctx->arena, "users/" STR_FMT, STR_ARG(name));
}

static struct actor actor_of(const struct user *user)
{
    struct actor actor = {
        .agency = user->agency,
        .unit = user->unit_id,
        .user = user->id,
        .staff = user->staff_id,
        .name = user->name,
        .origin = S("web"),
        .bound = user->bound,
    };
    if (!role_find(user->role, &actor.role)) {
        actor.role = ROLE_NONE;
    }
    return actor;
}

/* ---- users --------------------------------------------------------------------------------------- */

static enum err resolve_user(struct ctx *ctx, struct user *user)
{
    void *unit = shape_new(ctx->arena, &unit_entity.shape);
    enum err err = record_find_code(ctx, &unit_entity, user->unit, unit);
    if (err == ERR_NOT_FOUND) {
        return ctx_fault(ctx, "unit", user->unit, TEXT("No hay una unidad con ese código a su alcance.", "There is no unit of that code in your reach."),
                         TEXT("Vea las unidades y escriba su código.", "See the units and write the code of one."));
    }
    TRY(err);
    const struct record *head = unit;
    user->agency = head->agency;
    user->unit_id = head->id;
    user->staff_id = ID_NONE;
    const struct bound_words words = {user->territory, user->agreements, user->organisation};
    TRY(bound_resolve(ctx, user->role, user->agency, &words, &user->bound));
    if (str_is_empty(user->staff)) {
        return ERR_OK;
    }
    void *staff = shape_new(ctx->arena, &staff_entity.shape);
    err = record_find_code(ctx, &staff_entity, user->staff, staff);
    if (err == ERR_NOT_FOUND || (err == ERR_OK && !id_eq(((const struct record *)staff)->agency, user->agency))) {
        return ctx_fault(ctx, "staff", user->staff, TEXT("No hay una persona del personal con ese código en esa agencia.", "That agency has no member of staff of that code."),
                         TEXT("Revise el código, o regístrela primero.", "Check the code, or record the person first."));
    }
    TRY(err);
    user->staff_id = ((const struct record *)staff)->id;
    return ERR_OK;
}

/* The codes of what the user is bound to. */
static enum err name_bound(struct ctx *ctx, struct user *user)
{
    struct bound_words words;
    TRY(bound_name(ctx, &user->bound, &words));
    user->territory = words.territory;
    user->agreements = words.agreements;
    user->organisation = words.organisation;
    return ERR_OK;
}

static bool same_bound(struct arena *arena, const struct bound *a, const struct bound *b)
{
    return str_eq(a->territory, b->territory) && id_eq(a->organisation, b->organisation) &&
           str_eq(bound_agreements_text(arena, a), bound_agreements_text(arena, b));
}

static enum err user_add(struct ctx *ctx, const void *in, void *out)
{
    struct user *user = out;
    *user = *(const struct user *)in;
    user->id = id_new();
    user->version = 1;
    user->has_password = ANSWER_NO;
    TRY(resolve_user(ctx, user));
    ctx->subject = user_subject(ctx, user->name);
    ctx->subject_id = user->id;
    ctx->subject_unit = user->unit_id;
    struct user other;
    enum err found = account_store_user_by_name(ctx, user->name, &other);
    if (found == ERR_OK) {
        ctx_fault(ctx, "name", user->name, TEXT("Ya hay un usuario con ese nombre.", "There is a user of that name already."),
                  TEXT("Elija otro nombre.", "Choose another name."));
        return ERR_EXISTS;
    }
    return found == ERR_NOT_FOUND ? account_store_user_insert(ctx, user) : found;
}

static enum err user_set(struct ctx *ctx, const void *in, void *out)
{
    const struct user *wanted = in;
    struct user *user = out;
    struct user before;
    TRY(account_store_user_in_scope(ctx, wanted->name, &before));
    *user = *wanted;
    user->id = before.id;
    user->has_password = before.has_password;
    if (wanted->version != INT_NONE && wanted->version != before.version) {
        ctx_fault(ctx, "version", str_format(ctx->arena, "%lld", (long long)wanted->version),
                  TEXT("Otra persona cambió este usuario mientras tanto.", "Somebody changed this user in the meantime."),
                  TEXT("Véalo de nuevo antes de guardar.", "Look at it again before you save."));
        return ERR_CONFLICT;
    }
    if (id_eq(before.id, ctx->actor.user) && wanted->active == ANSWER_NO) {
        return ctx_fault(ctx, "active", S("false"), TEXT("Nadie se desactiva a sí mismo.", "Nobody deactivates herself."),
                         TEXT("Pídalo a otra persona que administre usuarios.", "Ask another administrator of users."));
    }
    user->version = before.version;
    TRY(resolve_user(ctx, user));
    TRY(account_store_user_update(ctx, user));
    user->version++;
    if (user->active == ANSWER_NO || !str_eq(before.role, user->role) || !id_eq(before.unit_id, user->unit_id) ||
        !same_bound(ctx->arena, &before.bound, &user->bound)) {
        TRY(account_store_sessions_end_all(ctx, user->id, clock_now()));
    }
    ctx->subject = user_subject(ctx, user->name);
    ctx->subject_id = user->id;
    ctx->subject_unit = user->unit_id;
    ctx->subject_version = user->version;
    return ERR_OK;
}

static enum err user_get(struct ctx *ctx, const void *in, void *out)
{
    TRY(account_store_user_in_scope(ctx, ((const struct user_link *)in)->name, out));
    return name_bound(ctx, out);
}

static enum err user_list(struct ctx *ctx, const void *in, void *out)
{
    const struct record_list_input *input = in;
    struct list *list = out;
    int64_t limit = input->limit == INT_NONE ? 50 : input->limit;
    struct user *users = NULL;
    size_t count = 0;
    TRY(account_store_user_list(ctx, input->after, limit + 1, &users, &count));
    bool more = (int64_t)count > limit;
    count -= more;
    for (size_t i = 0; i < count; i++) {
        TRY(name_bound(ctx, &users[i]));
    }
    *list = (struct list){.shape = &user_shape, .rows = {users, count}, .total = INT_NONE, .next = more ? users[count - 1].name : STR_NONE};
    return ERR_OK;
}

static enum err user_link(struct ctx *ctx, const void *in, void *out)
{
    const struct user_link *input = in;
    struct user_link *link = out;
    struct user user;
    TRY(account_store_user_in_scope(ctx, input->name, &user));
    if (user.active != ANSWER_YES) {
        return ctx_fault(ctx, "name", input->name, TEXT("Ese usuario está inactivo.", "That user is inactive."),
                         TEXT("Actívelo primero.", "Activate it first."));
    }
    struct str token = token_new(ctx->arena, S(""), 32);
    struct hash hash = hash_of(token);
    TRY(account_store_link_insert(ctx, &hash, user.id, clock_now() + LINK_LIFE));
    link->name = user.name;
    link->path = str_format(ctx->arena, "/enter/" STR_FMT, STR_ARG(token));
    ctx->subject = user_subject(ctx, user.name);
    ctx->subject_id = user.id;
    return ERR_OK;
}

/* ---- tokens ------------------------------------------------------------------------------------------ */

static enum err token_add(struct ctx *ctx, const void *in, void *out)
{
    struct api_token *token = out;
    *token = *(const struct api_token *)in;
    token->created_at = clock_now();
    if (token->expires_at == INT_NONE) {
        token->expires_at = token->created_at + INT64_C(90) * 24 * 3600 * SECOND;
    }
    if (token->expires_at <= token->created_at || token->expires_at > token->created_at + TOKEN_LIFE_MOST) {
        return ctx_fault(ctx, "expires_at", instant_iso(ctx->arena, token->expires_at),
                         TEXT("Una ficha vence en el futuro, a lo más en dos años.", "A token expires in the future, within two years."),
                         TEXT("Escriba otra fecha, o ninguna (90 días).", "Write another date, or none (90 days)."));
    }
    struct user holder = {.unit = token->unit, .role = token->role, .territory = token->territory, .agreements = token->agreements,
                          .organisation = token->organisation};
    TRY(resolve_user(ctx, &holder));
    struct id id = id_new();
    token->id = id_format(ctx->arena, id);
    token->active = ANSWER_YES;
    token->token = token_new(ctx->arena, S("adl_"), 20);
    struct hash hash = hash_of(token->token);
    ctx->subject = str_format(ctx->arena, "tokens/" STR_FMT, STR_ARG(token->id));
    ctx->subject_id = id;
    return account_store_token_insert(ctx, token, id, &holder, &hash);
}

static enum err token_list(struct ctx *ctx, const void *in, void *out)
{
    (void)in;
    struct list *list = out;
    struct api_token *tokens = NULL;
    struct bound *bounds = NULL;
    size_t count = 0;
    TRY(account_store_token_list(ctx, &tokens, &bounds, &count));
    for (size_t i = 0; i < count; i++) {
        struct bound_words words;
        TRY(bound_name(ctx, &bounds[i], &words));
        tokens[i].territory = words.territory;
        tokens[i].agreements = words.agreements;
        tokens[i].organisation = words.organisation;
    }
    *list = (struct list){.shape = &api_token_shape, .rows = {tokens, count}, .total = INT_NONE};
    return ERR_OK;
}

static enum err token_revoke(struct ctx *ctx, const void *in, void *out)
{
    (void)out;
    const struct record_code_input *input = in;
    struct id id;
    if (!id_parse(input->code, &id)) {
        return ERR_NOT_FOUND;
    }
    ctx->subject = str_format(ctx->arena, "tokens/" STR_FMT, STR_ARG(input->code));
    ctx->subject_id = id;
    return account_store_token_revoke(ctx, id, clock_now());
}

/* ---- one's own -------------------------------------------------------------------------------------------- */

struct password_input {
    struct str hash; /* made before the transaction */
};
static const struct field password_fields[] = {
    FIELD_TEXT(struct password_input, hash, .required = true, .max = 200, .label = T("Contraseña cifrada", "Hashed password")),
};
static const struct shape password_shape = SHAPE("password", struct password_input, password_fields);

static enum err password_set(struct ctx *ctx, const void *in, void *out)
{
    (void)out;
    ctx->subject = user_subject(ctx, ctx->actor.name);
    ctx->subject_id = ctx->actor.user;
    return account_store_password_set(ctx, ctx->actor.user, ((const struct password_input *)in)->hash);
}

static enum err self_get(struct ctx *ctx, const void *in, void *out)
{
    (void)in;
    return account_store_user_in_scope(ctx, ctx->actor.name, out);
}

static enum err session_list(struct ctx *ctx, const void *in, void *out)
{
    (void)in;
    struct list *list = out;
    struct user_session *sessions = NULL;
    size_t count = 0;
    TRY(account_store_session_list(ctx, ctx->actor.user, &sessions, &count));
    *list = (struct list){.shape = &user_session_shape, .rows = {sessions, count}, .total = INT_NONE};
    return ERR_OK;
}

static enum err sessions_end(struct ctx *ctx, const void *in, void *out)
{
    (void)in;
    (void)out;
    ctx->subject = user_subject(ctx, ctx->actor.name);
    ctx->subject_id = ctx->actor.user;
    return account_store_sessions_end_all(ctx, ctx->actor.user, clock_now());
}

/* ---- signing in: open operations, called by the functions below --------------------------------------------- */

struct entry {
    struct str name;
    struct str address;
    struct str token; /* cookie secret, link or API token, by operation */
    enum answer good; /* the password was right */
    /* out */
    struct user user;
    struct user_session session;
    struct actor actor;
    int64_t wait_seconds;
    bool found;
    bool by_link; /* the session was, or is to be, opened by a one-time link */
};
/* Nothing of an entry is ever read from or written to JSON: only the functions of this file make one. */
static const struct field entry_fields[] = {
    FIELD_TEXT(struct entry, address, .max = 100, .label = T("Dirección", "Address")),
};
static const struct shape entry_shape = SHAPE("account_entry", struct entry, entry_fields);

/* Failures are counted for the account from that address, for the account and for the address. */
enum failure_count { FAILURES_OF_BOTH, FAILURES_OF_USER, FAILURES_OF_ADDRESS, FAILURE_COUNTS };

static struct str failure_subject(struct ctx *ctx, enum failure_count which, const struct entry *entry)
{
    struct str name = str_slice(entry->name, 0, 100);
    struct str address = str_slice(entry->address, 0, 100);
    switch (which) {
    case FAILURES_OF_USER:
        return str_format(ctx->arena, "user:" STR_FMT, STR_ARG(name));
    case FAILURES_OF_ADDRESS:
        return str_format(ctx->arena, "address:" STR_FMT, STR_ARG(address));
    default:
        return str_format(ctx->arena, "both:" STR_FMT " " STR_FMT, STR_ARG(name), STR_ARG(address));
    }
}

static enum err wait_of(struct ctx *ctx, enum failure_count which, const struct entry *entry, int64_t *wait)
{
    int64_t failures = 0;
    int64_t last_at = 0;
    TRY(account_store_failures(ctx, failure_subject(ctx, which, entry), &failures, &last_at));
    int64_t delay = which == FAILURES_OF_BOTH ? account_delay_seconds(failures) : account_common_delay_seconds(failures);
    int64_t until = last_at + delay * SECOND;
    int64_t left = (until - clock_now() + SECOND - 1) / SECOND;
    *wait = left > *wait ? left : *wait;
    return ERR_OK;
}

static enum err entry_find(struct ctx *ctx, const void *in, void *out)
{
    struct entry *entry = out;
    *entry = *(const struct entry *)in;
    entry->wait_seconds = 0;
    for (enum failure_count which = 0; which < FAILURE_COUNTS; which++) {
        TRY(wait_of(ctx, which, entry, &entry->wait_seconds));
    }
    enum err err = account_store_user_by_name(ctx, entry->name, &entry->user);
    entry->found = err == ERR_OK;
    if (entry->found && !id_is_none(entry->session.id)) {
        TRY(account_store_session_by_link(ctx, entry->user.id, entry->session.id, &entry->by_link));
    }
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err open_session(struct ctx *ctx, struct entry *entry)
{
    int64_t now = clock_now();
    struct hash hash = hash_of(entry->token);
    struct id id = id_new();
    ctx->actor.name = entry->user.name;
    ctx->actor.user = entry->user.id;
    ctx->actor.session = id;
    ctx->subject = user_subject(ctx, entry->user.name);
    ctx->subject_id = entry->user.id;
    return account_store_session_insert(ctx, &hash, id, entry->user.id, now, now + setting("session_hours", 12) * 3600 * SECOND,
                                        entry->address, entry->by_link);
}

static enum err entry_open(struct ctx *ctx, const void *in, void *out)
{
    struct entry *entry = out;
    *entry = *(const struct entry *)in;
    if (entry->good != ANSWER_YES) {
        int64_t now = clock_now();
        ctx->subject = user_subject(ctx, entry->name);
        ctx->reason = S("failed");
        for (enum failure_count which = 0; which < FAILURE_COUNTS; which++) {
            TRY(account_store_failure_add(ctx, failure_subject(ctx, which, entry), now));
        }
        return ERR_OK;
    }
    for (enum failure_count which = 0; which < FAILURE_COUNTS; which++) {
        TRY(account_store_failure_clear(ctx, failure_subject(ctx, which, entry)));
    }
    return open_session(ctx, entry);
}

static enum err entry_link(struct ctx *ctx, const void *in, void *out)
{
    struct entry *entry = out;
    const struct entry *input = in;
    *entry = *input;
    struct hash hash = hash_of(input->name); /* the link's token */
    entry->by_link = true;
    enum err err = account_store_link_use(ctx, &hash, clock_now(), &entry->user);
    if (err == ERR_NOT_FOUND || (err == ERR_OK && entry->user.active != ANSWER_YES)) {
        return ERR_UNAUTHENTICATED;
    }
    TRY(err);
    return open_session(ctx, entry);
}

static enum err entry_session(struct ctx *ctx, const void *in, void *out)
{
    struct entry *entry = out;
    *entry = *(const struct entry *)in;
    struct hash hash = hash_of(entry->token);
    enum err err = account_store_session_find(ctx, &hash, &entry->user, &entry->session);
    if (err == ERR_NOT_FOUND) {
        return ERR_UNAUTHENTICATED;
    }
    TRY(err);
    int64_t now = clock_now();
    bool idle = now - entry->session.seen_at > setting("session_idle_minutes", 30) * 60 * SECOND;
    return idle || now >= entry->session.expires_at || entry->user.active != ANSWER_YES ? ERR_UNAUTHENTICATED : ERR_OK;
}

static enum err entry_seen(struct ctx *ctx, const void *in, void *out)
{
    (void)out;
    struct hash hash = hash_of(((const struct entry *)in)->token);
    return account_store_session_seen(ctx, &hash, clock_now());
}

static enum err entry_end(struct ctx *ctx, const void *in, void *out)
{
    (void)out;
    struct hash hash = hash_of(((const struct entry *)in)->token);
    return account_store_session_end(ctx, &hash, clock_now());
}

static enum err entry_token(struct ctx *ctx, const void *in, void *out)
{
    struct entry *entry = out;
    *entry = *(const struct entry *)in;
    struct hash hash = hash_of(entry->token);
    enum err err = account_store_token_find(ctx, &hash, clock_now(), &entry->actor);
    return err == ERR_NOT_FOUND ? ERR_UNAUTHENTICATED : err;
}

#define OPEN_OP(name_, kind_, es, en, run_, quiet_)                                                                           \
    {.name = (name_), .label = T(es, en), .permission = PERM_PUBLIC, .kind = (kind_), .input = &entry_shape,                  \
     .output = &entry_shape, .answer = ANSWER_NOTHING, .open = true, .unaudited = (quiet_), .run = (run_)}
static const struct op find_op = OPEN_OP("account.find", OP_READ, "Buscar a quien entra", "Find who signs in", entry_find, false);
static const struct op open_op = OPEN_OP("account.sign_in", OP_WRITE, "Entrar con contraseña", "Sign in with a password", entry_open, false);
static const struct op link_op = OPEN_OP("account.enter", OP_WRITE, "Entrar con un enlace", "Sign in with a link", entry_link, false);
static const struct op session_op = OPEN_OP("account.session", OP_READ, "Reconocer una sesión", "Recognise a session", entry_session, false);
static const struct op seen_op = OPEN_OP("account.seen", OP_WRITE, "Anotar el último uso", "Note the last use", entry_seen, true);
static const struct op end_op = OPEN_OP("account.sign_out", OP_WRITE, "Salir", "Sign out", entry_end, false);
static const struct op token_op = OPEN_OP("account.token", OP_READ, "Reconocer una ficha", "Recognise a token", entry_token, false);

static enum err run_open(struct runner *runner, struct arena *arena, const struct op *op, struct entry *entry)
{
    struct call call = {.arena = arena, .actor = {.role = ROLE_NONE, .name = S("anonymous"), .origin = S("web")}};
    struct entry *out = ARENA_NEW(arena, struct entry);
    enum err err = op_run(runner, &call, op, entry, out);
    if (err == ERR_OK) {
        *entry = *out;
    }
    return err;
}

static void take_entry(const struct entry *entry, struct account_entry *out)
{
    out->secret = entry->token;
    out->name = entry->user.name;
    out->lang = str_eq(entry->user.lang, S("en")) ? LANG_EN : LANG_ES;
}

static struct str lower(struct arena *arena, struct str name)
{
    struct buf out = BUF(arena);
    for (size_t i = 0; i < name.len && i < 100; i++) {
        char c = name.ptr[i];
        buf_put_char(&out, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    }
    return str_trim(buf_str(&out));
}

FALLIBLE account_sign_in(struct runner *runner, struct arena *arena, struct str name, struct str password, struct str address,
                         struct account_entry *out, int64_t *wait_seconds)
{
    struct entry entry = {.name = lower(arena, name), .address = address};
    TRY(run_open(runner, arena, &find_op, &entry));
    *wait_seconds = entry.wait_seconds;
    if (entry.wait_seconds > 0) {
        return ERR_TOO_MANY;
    }
    struct str stored = entry.found && entry.user.active == ANSWER_YES ? entry.user.password : STR_NONE;
    bool good = password_verify(stored, password);
    entry.good = good ? ANSWER_YES : ANSWER_NO;
    entry.token = token_new(arena, S(""), 32);
    TRY(run_open(runner, arena, &open_op, &entry));
    if (!good) {
        return ERR_UNAUTHENTICATED;
    }
    take_entry(&entry, out);
    return ERR_OK;
}

FALLIBLE account_enter(struct runner *runner, struct arena *arena, struct str token, struct str address, struct account_entry *out)
{
    struct entry entry = {.name = token, .address = address, .token = token_new(arena, S(""), 32)};
    TRY(run_open(runner, arena, &link_op, &entry));
    take_entry(&entry, out);
    return ERR_OK;
}

FALLIBLE account_sign_out(struct runner *runner, struct arena *arena, struct str secret)
{
    struct entry entry = {.token = secret};
    return run_open(runner, arena, &end_op, &entry);
}

FALLIBLE account_session_actor(struct runner *runner, struct arena *arena, struct str secret, struct actor *out, enum lang *lang,
                               struct str *full_name)
{
    struct entry entry = {.token = secret};
    TRY(run_open(runner, arena, &session_op, &entry));
    *out = actor_of(&entry.user);
    out->session = entry.session.id;
    *lang = str_eq(entry.user.lang, S("en")) ? LANG_EN : LANG_ES;
    *full_name = entry.user.full_name;
    if (clock_now() - entry.session.seen_at > 60 * SECOND) {
        struct entry seen = {.token = secret};
        enum err err = run_open(runner, arena, &seen_op, &seen);
        return err == ERR_DISK_FULL || err == ERR_READ_ONLY || err == ERR_BUSY ? ERR_OK : err;
    }
    return ERR_OK;
}

static enum err agency_get(struct ctx *ctx, const void *in, void *out)
{
    (void)in;
    return account_store_agency_name(ctx, &((struct entry *)out)->name);
}

static const struct op agency_op = {.name = "account.agency", .label = T("Ver el nombre de la agencia", "See the agency's name"),
                                    .permission = PERM_SELF, .kind = OP_READ, .run = agency_get};

FALLIBLE account_agency_name(struct runner *runner, struct arena *arena, struct actor actor, struct str *out)
{
    struct call call = {.arena = arena, .actor = actor};
    struct entry entry = {.name = STR_NONE};
    TRY(op_run(runner, &call, &agency_op, NULL, &entry));
    *out = entry.name;
    return ERR_OK;
}

FALLIBLE account_token_actor(struct runner *runner, struct arena *arena, struct str token, struct actor *out)
{
    struct entry entry = {.token = token};
    TRY(run_open(runner, arena, &token_op, &entry));
    *out = entry.actor;
    return ERR_OK;
}

FALLIBLE account_link_for(struct runner *runner, struct arena *arena, struct actor actor, struct str name, struct str *path)
{
    struct call call = {.arena = arena, .actor = actor};
    struct user_link in = {.name = name};
    struct user_link out = {.name = STR_NONE};
    TRY(op_run(runner, &call, op_find(S("user.link")), &in, &out));
    *path = out.path;
    return ERR_OK;
}

static const struct op password_op = {.name = "account.set_password", .label = T("Cambiar la contraseña propia", "Change one's own password"),
                                      .permission = PERM_SELF, .kind = OP_WRITE, .input = &password_shape, .run = password_set};

FALLIBLE account_set_password(struct runner *runner, struct arena *arena, struct actor actor, struct str before, struct str password,
                              struct fault *fault)
{
    struct entry entry = {.name = actor.name, .session = {.id = actor.session}};
    struct text rule = TEXT_NONE;
    struct text remedy = TEXT_NONE;
    if (!account_password_is_good(arena, password, actor.name, &rule, &remedy)) {
        return fault_add(fault, S("password"), STR_NONE, rule, remedy);
    }
    TRY(run_open(runner, arena, &find_op, &entry));
    if (entry.user.password.ptr != NULL && !entry.by_link && !password_verify(entry.user.password, before)) {
        fault_add(fault, S("before"), STR_NONE, TEXT("La contraseña actual no es esa.", "That is not the present password."),
                  TEXT("Escríbala de nuevo.", "Write it again."));
        return ERR_DENIED;
    }
    struct password_input in = {.hash = password_hash(arena, password)};
    struct call call = {.arena = arena, .actor = actor};
    return op_run(runner, &call, &password_op, &in, NULL);
}

const struct op account_ops[] = {
    {.name = "user.add", .http = "POST /users", .label = T("Agregar un usuario", "Add a user"), .permission = PERM_USERS, .kind = OP_WRITE,
     .input = &user_shape, .output = &user_shape, .answer = ANSWER_RECORD, .run = user_add},
    {.name = "user.set", .http = "PUT /users/{name}", .label = T("Cambiar un usuario", "Change a user"), .permission = PERM_USERS,
     .kind = OP_WRITE, .input = &user_shape, .output = &user_shape, .answer = ANSWER_RECORD, .run = user_set},
    {.name = "user.get", .http = "GET /users/{name}", .label = T("Ver un usuario", "See a user"), .permission = PERM_USERS, .kind = OP_READ,
     .input = &user_link_shape, .output = &user_shape, .answer = ANSWER_RECORD, .run = user_get},
    {.name = "user.list", .http = "GET /users", .label = T("Listar usuarios", "List users"), .permission = PERM_USERS, .kind = OP_READ,
     .input = &record_list_shape, .output = &user_shape, .answer = ANSWER_LIST, .run = user_list},
    {.name = "user.link", .http = "POST /users/{name}/link", .label = T("Hacer un enlace de entrada", "Make a sign-in link"),
     .permission = PERM_USERS, .kind = OP_WRITE, .input = &user_link_shape, .output = &user_link_shape, .answer = ANSWER_RECORD,
     .run = user_link},
    {.name = "token.add", .http = "POST /tokens", .label = T("Crear una ficha de la API", "Make an API token"), .permission = PERM_USERS,
     .kind = OP_WRITE, .input = &api_token_shape, .output = &api_token_shape, .answer = ANSWER_RECORD, .run = token_add},
    {.name = "token.list", .http = "GET /tokens", .label = T("Listar fichas de la API", "List API tokens"), .permission = PERM_USERS,
     .kind = OP_READ, .output = &api_token_shape, .answer = ANSWER_LIST, .run = token_list},
    {.name = "token.revoke", .http = "POST /tokens/{code}/revoke", .label = T("Revocar una ficha", "Revoke a token"),
     .permission = PERM_USERS, .kind = OP_WRITE, .input = &record_code_shape, .run = token_revoke},
    {.name = "account.self", .label = T("Ver la cuenta propia", "See one's own account"), .permission = PERM_SELF,
     .kind = OP_READ, .output = &user_shape, .answer = ANSWER_RECORD, .run = self_get},
    {.name = "account.sessions", .label = T("Ver las sesiones propias", "See one's own sessions"), .permission = PERM_SELF,
     .kind = OP_READ, .output = &user_session_shape, .answer = ANSWER_LIST, .run = session_list},
    {.name = "account.end_sessions", .label = T("Cerrar todas las sesiones propias", "End all one's own sessions"),
     .permission = PERM_SELF, .kind = OP_WRITE, .run = sessions_end},
};
const size_t account_op_count = COUNT_OF(account_ops);
