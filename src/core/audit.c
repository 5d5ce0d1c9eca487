#include "core/audit.h"

#include "base/map.h"
#include "core/op.h"
#include "db/db.h"

#include <string.h>

#define FRONTIER_MOST 63

/* The tree of acts above or before any agency. No agency has this id: agencies' ids are UUIDv7. */
static const struct id network_tree = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};

static struct id tree_of(struct id agency, int64_t seq)
{
    return seq < 0 ? network_tree : agency;
}

static struct id tree_of_writer(const struct ctx *ctx)
{
    return id_is_none(ctx->scope.agency) ? network_tree : ctx->scope.agency;
}

struct head {
    int64_t size;
    struct hash frontier[FRONTIER_MOST];
    size_t frontier_len;
};

/* ---- the canonical record and the tree ---------------------------------------------------- */

static void canonical_add(struct buf *out, const char *name, struct str value)
{
    buf_format(out, "%s:%zu:", name, value.len);
    buf_put(out, value);
    buf_put_char(out, '\n');
}

static void canonical_int(struct buf *out, const char *name, int64_t value)
{
    canonical_add(out, name, str_format(out->arena, "%lld", (long long)value));
}

static void canonical_id(struct buf *out, const char *name, struct id id)
{
    canonical_add(out, name, id_is_none(id) ? S("") : hex_format(out->arena, (struct str){(const char *)id.bytes, 16}));
}

struct audit_row {
    struct id agency;
    int64_t seq;
    int64_t at;
    struct str actor;
    struct id user;
    struct str role;
    struct str origin;
    struct id session;
    struct id unit;
    struct str operation;
    struct str subject;
    struct id subject_id;
    int64_t subject_version;
    struct str reason;
    int64_t touches_all;
    struct hash values_hash;
};

static struct hash leaf_of(struct arena *arena, const struct audit_row *row)
{
    struct buf out = BUF(arena);
    buf_put_char(&out, '\0');
    canonical_add(&out, "format", S("adelante-audit-1"));
    canonical_id(&out, "agency", row->agency);
    canonical_int(&out, "seq", row->seq);
    canonical_int(&out, "at", row->at);
    canonical_add(&out, "actor", row->actor);
    canonical_id(&out, "user", row->user);
    canonical_add(&out, "role", row->role);
    canonical_add(&out, "origin", row->origin);
    canonical_id(&out, "session", row->session);
    canonical_id(&out, "unit", row->unit);
    canonical_add(&out, "operation", row->operation);
    canonical_add(&out, "subject", row->subject);
    canonical_id(&out, "subject_id", row->subject_id);
    canonical_int(&out, "subject_version", row->subject_version == INT_NONE ? 0 : row->subject_version);
    canonical_add(&out, "reason", row->reason);
    canonical_int(&out, "touches_all", row->touches_all);
    canonical_add(&out, "values", hash_hex(arena, &row->values_hash));
    return hash_of(buf_str(&out));
}

static struct hash node_of(const struct hash *left, const struct hash *right)
{
    char bytes[1 + 2 * HASH_SIZE];
    bytes[0] = 1;
    memcpy(bytes + 1, left->bytes, HASH_SIZE);
    memcpy(bytes + 1 + HASH_SIZE, right->bytes, HASH_SIZE);
    return hash_of((struct str){bytes, sizeof(bytes)});
}

static void head_add(struct head *head, const struct hash *leaf)
{
    struct hash node = *leaf;
    for (int64_t size = head->size; (size & 1) != 0; size >>= 1) {
        node = node_of(&head->frontier[--head->frontier_len], &node);
    }
    assert(head->frontier_len < FRONTIER_MOST);
    head->frontier[head->frontier_len++] = node;
    head->size++;
}

static struct hash head_root(const struct head *head)
{
    if (head->frontier_len == 0) {
        return hash_of(S(""));
    }
    struct hash root = head->frontier[head->frontier_len - 1];
    for (size_t i = head->frontier_len - 1; i > 0; i--) {
        root = node_of(&head->frontier[i - 1], &root);
    }
    return root;
}

static struct str frontier_bytes(const struct head *head)
{
    return (struct str){(const char *)head->frontier[0].bytes, head->frontier_len * HASH_SIZE};
}

/* ---- writing ------------------------------------------------------------------------------ */

static const struct sql head_select = SQL_INIT("SELECT size, frontier FROM audit_head WHERE agency = ?1");
/* An update that changes nothing takes the row's lock, so that the next writer of this tree waits. */
static const struct sql head_lock = SQL_INIT("UPDATE audit_head SET at = at WHERE agency = ?1");
static const struct sql head_create = SQL_INIT(
    "INSERT INTO audit_head (agency, size, frontier, root, at) VALUES (?1, 0, ?2, ?3, 0) ON CONFLICT (agency) DO NOTHING");
static const struct sql head_update =
    SQL_INIT("UPDATE audit_head SET size = ?2, frontier = ?3, root = ?4, at = ?5 WHERE agency = ?1");

static enum err head_get(struct ctx *ctx, struct id agency, struct head *out)
{
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, head_select, &stmt));
    db_bind_id(stmt, 1, agency);
    TRY(db_step(stmt, &row));
    if (!row) {
        *out = (struct head){.size = 0};
        return ERR_NOT_FOUND;
    }
    out->size = db_column_int(stmt, 0);
    struct str frontier = db_column_peek(stmt, 1);
    if (frontier.len % HASH_SIZE != 0 || frontier.len / HASH_SIZE > FRONTIER_MOST ||
        frontier.len / HASH_SIZE != (size_t)__builtin_popcountll((unsigned long long)out->size)) {
        db_reset(stmt);
        return ERR_CORRUPT;
    }
    out->frontier_len = frontier.len / HASH_SIZE;
    if (frontier.len > 0) {
        memcpy(out->frontier, frontier.ptr, frontier.len);
    }
    db_reset(stmt);
    return ERR_OK;
}

FALLIBLE audit_begin(struct ctx *ctx)
{
    struct id agency = tree_of_writer(ctx);
    struct head head;
    if (db_engine(ctx->db) == DB_POSTGRES) {
        struct db_stmt *lock;
        TRY(db_prepare(ctx->db, head_lock, &lock));
        db_bind_id(lock, 1, agency);
        TRY(db_run(lock));
    }
    enum err err = head_get(ctx, agency, &head);
    if (err == ERR_NOT_FOUND) {
        struct db_stmt *create;
        struct hash root = head_root(&head);
        TRY(db_prepare(ctx->db, head_create, &create));
        db_bind_id(create, 1, agency);
        db_bind_blob(create, 2, S(""));
        db_bind_hash(create, 3, &root);
        TRY(db_run(create));
        err = head_get(ctx, agency, &head);
    }
    TRY(err);
    ctx->seq = id_eq(agency, network_tree) ? -(head.size + 1) : head.size + 1;
    return ERR_OK;
}

static const struct sql audit_insert = SQL_INIT(
    "INSERT INTO audit (agency, seq, at, actor, user_id, role, origin, session, unit, operation, subject, subject_id, "
    "subject_version, reason, touches_all, values_hash, leaf) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)");
static const struct sql value_insert =
    SQL_INIT("INSERT INTO audit_value (agency, seq, salt, body) VALUES (?1, ?2, ?3, ?4)");
static const struct sql client_insert = SQL_INIT(
    "INSERT INTO audit_client (agency, seq, kind, client_agency, client) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING");

static struct hash values_hash_of(struct str salt, struct str body)
{
    struct hasher hasher;
    hash_start(&hasher);
    hash_add(&hasher, salt);
    hash_add(&hasher, body);
    return hash_finish(&hasher);
}

static enum err insert_record(struct ctx *ctx, const struct audit_row *row, const struct hash *leaf)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, audit_insert, &stmt));
    db_bind_id(stmt, 1, row->agency);
    db_bind_int(stmt, 2, row->seq);
    db_bind_int(stmt, 3, row->at);
    db_bind_text(stmt, 4, row->actor);
    db_bind_id(stmt, 5, row->user);
    db_bind_text(stmt, 6, row->role);
    db_bind_text(stmt, 7, row->origin);
    db_bind_id(stmt, 8, row->session);
    db_bind_id(stmt, 9, row->unit);
    db_bind_text(stmt, 10, row->operation);
    db_bind_text(stmt, 11, row->subject);
    db_bind_id(stmt, 12, row->subject_id);
    db_bind_int_or_null(stmt, 13, row->subject_version);
    db_bind_text(stmt, 14, row->reason);
    db_bind_int(stmt, 15, row->touches_all);
    db_bind_hash(stmt, 16, &row->values_hash);
    db_bind_hash(stmt, 17, leaf);
    return db_run(stmt);
}

/* A key of ctx->touched: kind, agency, client. */
static enum err insert_clients(struct ctx *ctx, struct id agency, int64_t seq)
{
    if (ctx->touched_all || ctx->touched == NULL) {
        return ERR_OK;
    }
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, client_insert, &stmt));
    for (size_t i = 0; i < ctx->touched->len; i++) {
        struct str key = ctx->touched->entries[i].key;
        struct id client_agency;
        struct id client;
        memcpy(client_agency.bytes, key.ptr + 1, 16);
        memcpy(client.bytes, key.ptr + 17, 16);
        db_bind_id(stmt, 1, agency);
        db_bind_int(stmt, 2, seq);
        db_bind_text(stmt, 3, str_slice(key, 0, 1));
        db_bind_id(stmt, 4, client_agency);
        db_bind_id(stmt, 5, client);
        TRY(db_run(stmt));
    }
    return ERR_OK;
}

FALLIBLE audit_append(struct ctx *ctx)
{
    struct id agency = tree_of_writer(ctx);
    struct head head;
    TRY(head_get(ctx, agency, &head));
    int64_t seq = ctx->seq < 0 ? -ctx->seq : ctx->seq;
    assert(seq == head.size + 1);
    char salt_bytes[16];
    random_bytes(salt_bytes, sizeof(salt_bytes));
    struct str salt = {salt_bytes, sizeof(salt_bytes)};
    struct str body = ctx->changes == NULL || ctx->changes->len == 0 ? S("{}") : buf_str(ctx->changes);
    struct audit_row row = {
        .agency = agency,
        .seq = seq,
        .at = clock_now(),
        .actor = ctx->actor.name,
        .user = ctx->actor.user,
        .role = str_of(role_info(ctx->actor.role)->code),
        .origin = ctx->actor.origin,
        .session = ctx->actor.session,
        .unit = ctx->subject_unit,
        .operation = str_of(ctx->op->name),
        .subject = ctx->subject.ptr == NULL ? S("") : ctx->subject,
        .subject_id = ctx->subject_id,
        .subject_version = ctx->subject_version,
        .reason = ctx->reason,
        .touches_all = ctx->touched_all,
        .values_hash = values_hash_of(salt, body),
    };
    struct hash leaf = leaf_of(ctx->arena, &row);
    TRY(insert_record(ctx, &row, &leaf));
    struct db_stmt *value;
    TRY(db_prepare(ctx->db, value_insert, &value));
    db_bind_id(value, 1, agency);
    db_bind_int(value, 2, seq);
    db_bind_blob(value, 3, salt);
    db_bind_text(value, 4, body);
    TRY(db_run(value));
    TRY(insert_clients(ctx, agency, seq));
    head_add(&head, &leaf);
    struct hash root = head_root(&head);
    struct db_stmt *update;
    TRY(db_prepare(ctx->db, head_update, &update));
    db_bind_id(update, 1, agency);
    db_bind_int(update, 2, head.size);
    db_bind_blob(update, 3, frontier_bytes(&head));
    db_bind_hash(update, 4, &root);
    db_bind_int(update, 5, row.at);
    return db_run(update);
}

/* ---- reading ------------------------------------------------------------------------------ */

static const struct sql actor_select = SQL_INIT("SELECT user_id FROM audit WHERE agency = ?1 AND seq = ?2");

FALLIBLE audit_actor_of(struct ctx *ctx, struct id agency, int64_t seq, struct id *user)
{
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, actor_select, &stmt));
    db_bind_id(stmt, 1, tree_of(agency, seq));
    db_bind_int(stmt, 2, seq < 0 ? -seq : seq);
    TRY(db_step(stmt, &row));
    *user = row ? db_column_id(stmt, 0) : ID_NONE;
    db_reset(stmt);
    return row ? ERR_OK : ERR_NOT_FOUND;
}

static const struct sql own_select = SQL_INIT("SELECT a.user_id, u.staff FROM audit a "
                                              "LEFT JOIN user_account u ON u.agency = a.agency AND u.id = a.user_id "
                                              "WHERE a.agency = ?1 AND a.seq = ?2");
static const struct sql last_select = SQL_INIT("SELECT a.seq FROM audit a WHERE a.agency = ?1 AND a.subject_id = ?2 "
                                               "AND a.operation = ?3 ORDER BY a.seq DESC LIMIT 1");

FALLIBLE audit_is_own(struct ctx *ctx, struct id agency, int64_t seq, bool *out)
{
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, own_select, &stmt));
    db_bind_id(stmt, 1, tree_of(agency, seq));
    db_bind_int(stmt, 2, seq < 0 ? -seq : seq);
    TRY(db_step(stmt, &row));
    struct id user = row ? db_column_id(stmt, 0) : ID_NONE;
    struct id staff = row ? db_column_id(stmt, 1) : ID_NONE;
    *out = (!id_is_none(user) && id_eq(user, ctx->actor.user)) || (!id_is_none(staff) && id_eq(staff, ctx->actor.staff));
    db_reset(stmt);
    return ERR_OK;
}

FALLIBLE audit_last_of(struct ctx *ctx, struct id agency, struct id subject, const char *operation, int64_t *seq)
{
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, last_select, &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, subject);
    db_bind_text(stmt, 3, str_of(operation));
    TRY(db_step(stmt, &row));
    *seq = row ? db_column_int(stmt, 0) : 0;
    db_reset(stmt);
    return ERR_OK;
}

#define CHANGE_COLUMNS "a.agency, a.seq, a.at, a.actor, a.operation, a.subject_version, a.reason, v.body "
#define CHANGE_FROM "FROM audit a JOIN audit_value v ON v.agency = a.agency AND v.seq = a.seq "
static const struct sql changes_select = SQL_INIT("SELECT " CHANGE_COLUMNS CHANGE_FROM
                                                  "WHERE a.agency IN (?1, ?2) AND a.subject_id = ?3 AND a.subject_version > ?4 "
                                                  "ORDER BY a.subject_version");
static const struct sql change_select = SQL_INIT("SELECT " CHANGE_COLUMNS CHANGE_FROM "WHERE a.agency = ?1 AND a.seq = ?2");

static void read_change(struct ctx *ctx, struct db_stmt *stmt, struct audit_change *out)
{
    int64_t seq = db_column_int(stmt, 1);
    *out = (struct audit_change){
        .seq = id_eq(db_column_id(stmt, 0), network_tree) ? -seq : seq,
        .at = db_column_int(stmt, 2),
        .actor = db_column_text(stmt, 3, ctx->arena),
        .operation = db_column_text(stmt, 4, ctx->arena),
        .version = db_column_int(stmt, 5),
        .reason = db_column_text(stmt, 6, ctx->arena),
        .body = db_column_text(stmt, 7, ctx->arena),
    };
}

FALLIBLE audit_changes(struct ctx *ctx, struct id agency, struct id subject, int64_t after_version,
                       struct audit_change **out, size_t *count)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, changes_select, &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, network_tree);
    db_bind_id(stmt, 3, subject);
    db_bind_int(stmt, 4, after_version);
    size_t cap = 0;
    *out = NULL;
    *count = 0;
    for (;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            return ERR_OK;
        }
        if (*count == cap) {
            size_t grown = cap == 0 ? 8 : cap * 2;
            struct audit_change *items = ARENA_ARRAY(ctx->arena, struct audit_change, grown);
            if (cap > 0) {
                memcpy(items, *out, cap * sizeof(*items));
            }
            *out = items;
            cap = grown;
        }
        read_change(ctx, stmt, &(*out)[(*count)++]);
    }
}

FALLIBLE audit_get(struct ctx *ctx, struct id agency, int64_t seq, struct audit_change *out)
{
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, change_select, &stmt));
    db_bind_id(stmt, 1, tree_of(agency, seq));
    db_bind_int(stmt, 2, seq < 0 ? -seq : seq);
    TRY(db_step(stmt, &row));
    if (!row) {
        return ERR_NOT_FOUND;
    }
    read_change(ctx, stmt, out);
    db_reset(stmt);
    return ERR_OK;
}

/* ---- verifying ---------------------------------------------------------------------------- */

static const struct sql heads_select = SQL_INIT("SELECT agency, size, frontier, root FROM audit_head ORDER BY agency");
static const struct sql verify_select =
    SQL_INIT("/*stream*/ SELECT a.agency, a.seq, a.at, a.actor, a.user_id, a.role, a.origin, a.session, a.unit, a.operation, "
             "a.subject, a.subject_id, a.subject_version, a.reason, a.touches_all, a.values_hash, a.leaf, v.salt, v.body "
             "FROM audit a LEFT JOIN audit_value v ON v.agency = a.agency AND v.seq = a.seq WHERE a.agency = ?1 ORDER BY a.seq");

static const struct sql headless_select = SQL_INIT(
    "SELECT count(*) FROM audit a WHERE NOT EXISTS (SELECT 1 FROM audit_head h WHERE h.agency = a.agency) /*scan*/");

static void finding(struct buf *report, int *findings, struct id agency, int64_t seq, const char *what)
{
    struct arena *arena = report->arena;
    buf_format(report, "audit " STR_FMT " %lld: %s\n", STR_ARG(id_format(arena, agency)), (long long)seq, what);
    (*findings)++;
}

static void read_row(struct db_stmt *stmt, struct arena *arena, struct audit_row *row)
{
    *row = (struct audit_row){
        .agency = db_column_id(stmt, 0),
        .seq = db_column_int(stmt, 1),
        .at = db_column_int(stmt, 2),
        .actor = db_column_text(stmt, 3, arena),
        .user = db_column_id(stmt, 4),
        .role = db_column_text(stmt, 5, arena),
        .origin = db_column_text(stmt, 6, arena),
        .session = db_column_id(stmt, 7),
        .unit = db_column_id(stmt, 8),
        .operation = db_column_text(stmt, 9, arena),
        .subject = db_column_text(stmt, 10, arena),
        .subject_id = db_column_id(stmt, 11),
        .subject_version = db_column_int_or_none(stmt, 12),
        .reason = db_column_text(stmt, 13, arena),
        .touches_all = db_column_int(stmt, 14),
    };
}

static void verify_row(struct db_stmt *stmt, struct arena *arena, struct head *head, struct buf *report, int *findings)
{
    struct audit_row row;
    read_row(stmt, arena, &row);
    struct hash leaf;
    if (!db_column_hash(stmt, 15, &row.values_hash) || !db_column_hash(stmt, 16, &leaf)) {
        finding(report, findings, row.agency, row.seq, "hash missing");
        return;
    }
    if (row.seq != head->size + 1) {
        finding(report, findings, row.agency, row.seq, "sequence has a gap before this record");
    }
    struct hash expected = leaf_of(arena, &row);
    if (!hash_eq(&expected, &leaf)) {
        finding(report, findings, row.agency, row.seq, "record does not match its leaf");
    }
    if (!db_column_is_null(stmt, 18)) {
        struct hash values = values_hash_of(db_column_blob(stmt, 17, arena), db_column_text(stmt, 18, arena));
        if (!hash_eq(&values, &row.values_hash)) {
            finding(report, findings, row.agency, row.seq, "values do not match their hash");
        }
    }
    head_add(head, &expected);
}

static enum err verify_tree(struct db *db, struct id agency, int64_t size, const struct hash *root,
                            struct buf *report, int *findings, int64_t *records)
{
    struct db_stmt *stmt;
    TRY(db_prepare(db, verify_select, &stmt));
    db_bind_id(stmt, 1, agency);
    struct head head = {.size = 0};
    for (;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            break;
        }
        struct arena scratch = {0};
        verify_row(stmt, &scratch, &head, report, findings);
        arena_release(&scratch);
        (*records)++;
    }
    struct hash computed = head_root(&head);
    if (head.size != size || !hash_eq(&computed, root)) {
        finding(report, findings, agency, size, "the tree does not match its head");
    }
    return ERR_OK;
}

FALLIBLE audit_verify(struct db *db, struct arena *arena, struct buf *report, int *findings, int64_t *records)
{
    struct tree {
        struct id agency;
        int64_t size;
        struct hash root;
    } *trees = NULL;
    size_t count = 0;
    size_t cap = 0;
    struct db_stmt *stmt;
    TRY(db_prepare(db, heads_select, &stmt));
    for (;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            break;
        }
        if (count == cap) {
            cap = cap == 0 ? 8 : cap * 2;
            struct tree *grown = ARENA_ARRAY(arena, struct tree, cap);
            if (count > 0) {
                memcpy(grown, trees, count * sizeof(*grown));
            }
            trees = grown;
        }
        trees[count].agency = db_column_id(stmt, 0);
        trees[count].size = db_column_int(stmt, 1);
        if (!db_column_hash(stmt, 3, &trees[count].root)) {
            finding(report, findings, trees[count].agency, 0, "the head has no root");
        }
        count++;
    }
    int64_t headless = 0;
    TRY(db_get_int(db, headless_select, &headless));
    if (headless > 0) {
        finding(report, findings, network_tree, headless, "records whose tree has no head");
    }
    for (size_t i = 0; i < count; i++) {
        TRY(verify_tree(db, trees[i].agency, trees[i].size, &trees[i].root, report, findings, records));
    }
    return ERR_OK;
}
