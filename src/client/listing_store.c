#include "base/map.h"
#include "base/utf8.h"
#include "client/enterprise.h"
#include "client/listing.h"
#include "client/pair.h"
#include "client/person.h"
#include "client/search.h"
#include "client/shown.h"
#include "core/record.h"
#include "party/document.h"

#include <string.h>

#define LINE                                                                                                           \
    "t.agency, t.id, t.kind, t.code, t.name, t.detail, t.status, t.district, t.size_class, t.adviser, t.shown_name, "    \
    "t.shown_detail, t.merged FROM client_entry t "
/* The predicate of the scope in the form that is cheapest for many rows: the units in reach are listed once, not looked for
 * at each row. */
#define IN_REACH                                                                                                       \
    "t.agency <= ?2 AND t.unit IN (SELECT scope_unit.id FROM unit scope_unit WHERE scope_unit.agency BETWEEN ?1 AND ?2 " \
    "AND scope_unit.tree_from BETWEEN ?3 AND ?4)"
#define FILTERS                                                                                                        \
    "t.annulled = 0 AND t.merged = 0 AND t.kind BETWEEN ?7 AND ?8 AND (?9 = '' OR t.status = ?9) "                     \
    "AND (?10 = '' OR t.district = ?10) AND (?11 = 0 OR t.adviser = ?12) "
/* Another record that is listed itself stands before this one in an identity of the network. */
#define BEHIND(what)                                                                                                   \
    "EXISTS (SELECT 1 FROM identity_" what " m JOIN identity i ON i.agency = m.agency AND i.id = m.identity "          \
    "JOIN identity_" what " f ON f.agency = m.agency AND f.identity = m.identity AND f.position < m.position "         \
    "JOIN client_entry c ON c.id = f." what " AND c.agency = f.member_agency AND c.merged = 0 AND c.annulled = 0 "     \
    "WHERE m.member_agency = t.agency AND m." what " = t.id AND m.agency <> t.agency AND i.annulled = 0 "              \
    "AND i.unmerged_on IS NULL)"
/* The home today of the client ?2: where the last move led, else where the client was recorded. */
#define HOME(kind)                                                                                                     \
    "coalesce((SELECT m.district FROM move m WHERE m.agency = ?1 AND m." kind " = ?2 AND m.annulled = 0 "              \
    "AND m.moved_on <= ?3 ORDER BY m.moved_on DESC, m.id DESC LIMIT 1), "                                              \
    "(SELECT c.district FROM " kind " c WHERE c.agency = ?1 AND c.id = ?2))"

/* The record that stands first in the open identity of its own agency that the client ?2 is in. */
#define HEAD(what)                                                                                                     \
    "SELECT f." what " FROM identity_" what " m JOIN identity i ON i.agency = m.agency AND i.id = m.identity "         \
    "JOIN identity_" what " f ON f.agency = m.agency AND f.identity = m.identity AND f.position = 0 "                  \
    "WHERE m.member_agency = ?1 AND m." what " = ?2 AND m.agency = ?1 AND i.annulled = 0 AND i.unmerged_on IS NULL"

enum {
    ENTRY_ADD, ENTRY_SET, ENTRY_UNIT, ENTRY_HOME_ENTERPRISE, ENTRY_HOME_PERSON, ENTRY_SHOW, HEAD_ENTERPRISE,
    HEAD_PERSON, ENTRY_MERGED, ENTRY_KEY, ENTRY_FIND,
    PAGE_AGENCY, PAGE_ALL, WORD_ADD, WORD_REMOVE, VOCABULARY_ADD, KEY_ADD, AGENCIES, WORDS_LIKE, WORDS_OF_KEY, CLIENTS_OF,
    NUMBERS_LIKE, ADVISER, CLEAR_ENTRIES, CLEAR_WORDS, CLEAR_VOCABULARY, CLEAR_KEYS, MARK_MERGED, STATEMENTS
};
static const struct sql statements[STATEMENTS] = {
    [ENTRY_ADD] = SQL_INIT("INSERT INTO client_entry (agency, id, sort_key, kind, unit, code, name, detail, status, district, "
                           "adviser, size_class, annulled, merged) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
                           "?12, ?13, 0)"),
    [ENTRY_SET] = SQL_INIT("UPDATE client_entry SET sort_key = ?3, kind = ?4, unit = ?5, code = ?6, name = ?7, detail = ?8, "
                           "status = ?9, district = ?10, adviser = ?11, size_class = ?12, annulled = ?13 "
                           "WHERE agency = ?1 AND id = ?2"),
    [ENTRY_UNIT] = SQL_INIT("SELECT agency, unit FROM client_entry WHERE id = ?1 AND kind = ?2"),
    [ENTRY_HOME_ENTERPRISE] = SQL_INIT("UPDATE client_entry SET district = " HOME("enterprise") " WHERE agency = ?1 AND id = ?4"),
    [ENTRY_HOME_PERSON] = SQL_INIT("UPDATE client_entry SET district = " HOME("person") " WHERE agency = ?1 AND id = ?4"),
    [ENTRY_SHOW] = SQL_INIT("UPDATE client_entry SET sort_key = ?3, shown_name = ?4, shown_detail = ?5, status = ?6, adviser = ?7, "
                            "size_class = ?8 WHERE agency = ?1 AND id = ?2"),
    [HEAD_ENTERPRISE] = SQL_INIT(HEAD("enterprise")),
    [HEAD_PERSON] = SQL_INIT(HEAD("person")),
    [ENTRY_MERGED] = SQL_INIT("UPDATE client_entry SET merged = ?3 WHERE agency = ?1 AND id = ?2"),
    [ENTRY_KEY] = SQL_INIT("SELECT agency, sort_key FROM client_entry WHERE id = ?1"),
    [ENTRY_FIND] = SQL_INIT("SELECT " LINE "WHERE t.id = ?5 AND t.annulled = 0 AND " SCOPE_FIND("t")),
    /* One agency: entered by the key behind the last line. */
    [PAGE_AGENCY] = SQL_INIT("SELECT " LINE "WHERE t.agency = ?13 AND (t.sort_key, t.id) > (?5, ?6) AND " FILTERS
                             "AND " IN_REACH " ORDER BY t.sort_key, t.id LIMIT ?14"),
    [PAGE_ALL] = SQL_INIT("SELECT " LINE "WHERE (t.agency, t.sort_key, t.id) > (?13, ?5, ?6) AND " FILTERS
                          "AND " IN_REACH " AND NOT " BEHIND("enterprise") " AND NOT " BEHIND("person")
                          " ORDER BY t.agency, t.sort_key, t.id LIMIT ?14"),
    [WORD_ADD] = SQL_INIT("INSERT INTO search_word (agency, word, client) VALUES (?1, ?2, ?3) "
                          "ON CONFLICT DO NOTHING"),
    [WORD_REMOVE] = SQL_INIT("DELETE FROM search_word WHERE agency = ?1 AND word = ?2 AND client = ?3"),
    [VOCABULARY_ADD] = SQL_INIT("INSERT INTO search_vocabulary (agency, word) VALUES (?1, ?2) ON CONFLICT DO NOTHING"),
    [KEY_ADD] = SQL_INIT("INSERT INTO search_key (agency, key, word) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"),
    [AGENCIES] = SQL_INIT("SELECT agency FROM unit WHERE agency BETWEEN ?1 AND ?2 AND id = agency "
                          "AND ?3 <= tree_to AND tree_from <= ?4 ORDER BY agency"),
    [WORDS_LIKE] = SQL_INIT("SELECT word FROM search_vocabulary WHERE agency = ?1 AND word >= ?2 AND word < ?3 "
                            "ORDER BY word LIMIT ?4"),
    [ADVISER] = SQL_INIT("SELECT code, name FROM staff WHERE agency = ?1 AND id = ?2"),
    [CLEAR_ENTRIES] = SQL_INIT("DELETE FROM client_entry WHERE agency BETWEEN ?1 AND ?2"),
    [CLEAR_WORDS] = SQL_INIT("DELETE FROM search_word WHERE agency BETWEEN ?1 AND ?2"),
    [CLEAR_VOCABULARY] = SQL_INIT("DELETE FROM search_vocabulary WHERE agency BETWEEN ?1 AND ?2"),
    [CLEAR_KEYS] = SQL_INIT("DELETE FROM search_key WHERE agency BETWEEN ?1 AND ?2"),
    [MARK_MERGED] = SQL_INIT("UPDATE client_entry SET merged = 1 WHERE agency BETWEEN ?1 AND ?2 AND (EXISTS (SELECT 1 "
                             "FROM identity_enterprise m JOIN identity i ON i.agency = m.agency AND i.id = m.identity "
                             "WHERE m.member_agency = client_entry.agency AND m.enterprise = client_entry.id "
                             "AND m.agency = m.member_agency AND m.position > 0 AND i.annulled = 0 "
                             "AND i.unmerged_on IS NULL) OR EXISTS (SELECT 1 FROM identity_person m JOIN identity i ON "
                             "i.agency = m.agency AND i.id = m.identity WHERE m.member_agency = client_entry.agency "
                             "AND m.person = client_entry.id AND m.agency = m.member_agency AND m.position > 0 "
                             "AND i.annulled = 0 AND i.unmerged_on IS NULL))"),
    [WORDS_OF_KEY] = SQL_INIT("SELECT word FROM search_key WHERE agency = ?1 AND key = ?2 LIMIT ?3"),
    [CLIENTS_OF] = SQL_INIT("SELECT client FROM search_word WHERE agency = ?1 AND word = ?2 LIMIT ?3"),
    [NUMBERS_LIKE] = SQL_INIT("SELECT client FROM search_word WHERE agency = ?1 AND word >= ?2 AND word < ?3 LIMIT ?4"),
};
const struct db_statements listing_statements = {"listing_store", statements, STATEMENTS};

/* ---- keeping the rows ------------------------------------------------------------------------------ */

/* What is derived from a client. */
struct entry {
    const char *kind;
    const struct record *head;
    struct str sort_key;
    struct str name;
    struct str detail;
    struct str status;
    struct str district;
    struct id adviser;
    struct str size_class;
    struct str numbers[4]; /* digits of documents and telephones; empty ones are skipped */
};

static struct str national_digits(struct arena *arena, struct str phone)
{
    struct str digits = document_digits(arena, phone);
    return digits.len == 11 && str_starts(digits, S("503")) ? str_slice(digits, 3, 11) : digits;
}

static struct entry person_entry(struct ctx *ctx, const struct person *row)
{
    return (struct entry){
        .kind = "p",
        .head = &row->record,
        .sort_key = utf8_sort_key(ctx->arena, str_format(ctx->arena, STR_FMT " " STR_FMT, STR_ARG(row->surnames),
                                                         STR_ARG(row->given_names))),
        .name = person_name(ctx->arena, row),
        .status = row->status,
        .district = row->district,
        .adviser = row->adviser.id,
        .numbers = {document_digits(ctx->arena, row->dui), document_digits(ctx->arena, row->nit),
                    national_digits(ctx->arena, row->phone), national_digits(ctx->arena, row->mobile)},
    };
}

static struct entry enterprise_entry(struct ctx *ctx, const struct enterprise *row)
{
    return (struct entry){
        .kind = "e",
        .head = &row->record,
        .sort_key = utf8_sort_key(ctx->arena, row->name),
        .name = row->name,
        .detail = row->trade_name,
        .status = row->status,
        .district = row->district,
        .adviser = row->adviser.id,
        .size_class = str_is_empty(row->size_override) ? row->size_class : row->size_override,
        .numbers = {document_digits(ctx->arena, row->nit), document_digits(ctx->arena, row->nrc),
                    national_digits(ctx->arena, row->phone)},
    };
}

static void entry_words(struct arena *arena, const struct entry *entry, struct search_words *names)
{
    search_words_of(arena, str_format(arena, STR_FMT " " STR_FMT, STR_ARG(entry->name), STR_ARG(entry->detail)), names);
}

static enum err change_word(struct ctx *ctx, int statement, const struct entry *entry, struct str word)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[statement], &stmt));
    db_bind_id(stmt, 1, entry->head->agency);
    db_bind_text(stmt, 2, word);
    db_bind_id(stmt, 3, entry->head->id);
    return db_send(stmt);
}

/* While a file is taken in, words that it had before are not asked for again. */
static bool is_known(struct ctx *ctx, struct id agency, struct str word)
{
    if (ctx->ref_cache == NULL) {
        return false;
    }
    struct buf key = BUF(ctx->arena);
    buf_put_c(&key, "word ");
    buf_put(&key, (struct str){(const char *)agency.bytes, sizeof(agency.bytes)});
    buf_put(&key, word);
    if (map_find(ctx->ref_cache, buf_str(&key)) != NULL) {
        return true;
    }
    map_set(ctx->ref_cache, buf_str(&key), ctx);
    return false;
}

/* A word that the agency has not had before gets the keys by which it is found. */
static enum err add_vocabulary(struct ctx *ctx, struct id agency, struct str word)
{
    struct db_stmt *stmt;
    if (is_known(ctx, agency, word)) {
        return ERR_OK;
    }
    TRY(db_prepare(ctx->db, statements[VOCABULARY_ADD], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_text(stmt, 2, word);
    TRY(db_run(stmt));
    if (db_changes(stmt) == 0) {
        return ERR_OK;
    }
    struct str keys[SEARCH_KEYS_MOST];
    size_t count = search_keys(ctx->arena, word, keys);
    TRY(db_prepare(ctx->db, statements[KEY_ADD], &stmt));
    for (size_t i = 0; i < count; i++) {
        db_bind_id(stmt, 1, agency);
        db_bind_text(stmt, 2, keys[i]);
        db_bind_text(stmt, 3, word);
        TRY(db_send(stmt));
    }
    return ERR_OK;
}

static bool entry_has(const struct entry *entry, const struct search_words *names, struct str word)
{
    for (size_t i = 0; i < names->count; i++) {
        if (str_eq(names->words[i], word)) {
            return true;
        }
    }
    for (size_t i = 0; i < COUNT_OF(entry->numbers); i++) {
        if (!str_is_empty(entry->numbers[i]) && str_eq(entry->numbers[i], word)) {
            return true;
        }
    }
    return false;
}

/* Does to each word of `of` that `unless` has not (none: to all). */
static enum err change_words(struct ctx *ctx, int statement, const struct entry *of, const struct search_words *names,
                             const struct entry *unless, const struct search_words *unless_names)
{
    for (size_t i = 0; i < names->count; i++) {
        if (unless == NULL || !entry_has(unless, unless_names, names->words[i])) {
            TRY(change_word(ctx, statement, of, names->words[i]));
            if (statement == WORD_ADD) {
                TRY(add_vocabulary(ctx, of->head->agency, names->words[i]));
            }
        }
    }
    for (size_t i = 0; i < COUNT_OF(of->numbers); i++) {
        if (!str_is_empty(of->numbers[i]) && (unless == NULL || !entry_has(unless, unless_names, of->numbers[i]))) {
            TRY(change_word(ctx, statement, of, of->numbers[i]));
        }
    }
    return ERR_OK;
}

static enum err put_entry(struct ctx *ctx, int statement, const struct entry *entry)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[statement], &stmt));
    db_bind_id(stmt, 1, entry->head->agency);
    db_bind_id(stmt, 2, entry->head->id);
    db_bind_text(stmt, 3, entry->sort_key);
    db_bind_text(stmt, 4, str_of(entry->kind));
    db_bind_id(stmt, 5, entry->head->unit.id);
    db_bind_text(stmt, 6, entry->head->code);
    db_bind_text(stmt, 7, entry->name);
    db_bind_text(stmt, 8, entry->detail);
    db_bind_text(stmt, 9, entry->status);
    db_bind_text(stmt, 10, entry->district);
    db_bind_id(stmt, 11, entry->adviser);
    db_bind_text(stmt, 12, entry->size_class);
    db_bind_int(stmt, 13, entry->head->annulled == ANSWER_YES);
    return db_send(stmt);
}

static enum err keep(struct ctx *ctx, const struct entry *entry, const struct entry *before)
{
    struct search_words names;
    struct search_words names_before;
    entry_words(ctx->arena, entry, &names);
    TRY(put_entry(ctx, before == NULL ? ENTRY_ADD : ENTRY_SET, entry));
    if (before == NULL) {
        return change_words(ctx, WORD_ADD, entry, &names, NULL, NULL);
    }
    entry_words(ctx->arena, before, &names_before);
    TRY(change_words(ctx, WORD_REMOVE, before, &names_before, entry, &names));
    TRY(change_words(ctx, WORD_ADD, entry, &names, before, &names_before));
    return listing_refresh_district(ctx, entry->kind[0], entry->head->agency, entry->head->id);
}

FALLIBLE listing_person_written(struct ctx *ctx, const struct person *row, const struct person *before)
{
    struct entry entry = person_entry(ctx, row);
    if (before == NULL) {
        return keep(ctx, &entry, NULL);
    }
    struct entry old = person_entry(ctx, before);
    return keep(ctx, &entry, &old);
}

FALLIBLE listing_enterprise_written(struct ctx *ctx, const struct enterprise *row, const struct enterprise *before)
{
    struct entry entry = enterprise_entry(ctx, row);
    if (before == NULL) {
        return keep(ctx, &entry, NULL);
    }
    struct entry old = enterprise_entry(ctx, before);
    return keep(ctx, &entry, &old);
}

FALLIBLE listing_take_unit(struct ctx *ctx, char kind, struct id client, struct record *record)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[ENTRY_UNIT], &stmt));
    db_bind_id(stmt, 1, client);
    db_bind_text(stmt, 2, kind == 'e' ? S("e") : S("p"));
    TRY(db_step(stmt, &row));
    if (row) {
        record->agency = db_column_id(stmt, 0);
        record->unit = (struct ref){.id = db_column_id(stmt, 1)};
    }
    db_reset(stmt);
    return row ? ERR_OK : ERR_NOT_FOUND;
}

static enum err refresh_home(struct ctx *ctx, char kind, struct id agency, struct id client, struct id home_of)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[kind == 'e' ? ENTRY_HOME_ENTERPRISE : ENTRY_HOME_PERSON], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, home_of);
    db_bind_date(stmt, 3, ctx->today);
    db_bind_id(stmt, 4, client);
    return db_send(stmt);
}

FALLIBLE listing_refresh_district(struct ctx *ctx, char kind, struct id agency, struct id client)
{
    return refresh_home(ctx, kind, agency, client, client);
}

FALLIBLE listing_show(struct ctx *ctx, char kind, const void *row, bool as_shown, struct id home_of)
{
    struct db_stmt *stmt;
    struct entry entry = kind == 'p' ? person_entry(ctx, row) : enterprise_entry(ctx, row);
    TRY(db_prepare(ctx->db, statements[ENTRY_SHOW], &stmt));
    db_bind_id(stmt, 1, entry.head->agency);
    db_bind_id(stmt, 2, entry.head->id);
    db_bind_text(stmt, 3, entry.sort_key);
    db_bind_text(stmt, 4, as_shown ? entry.name : STR_NONE);
    db_bind_text(stmt, 5, as_shown ? entry.detail : STR_NONE);
    db_bind_text(stmt, 6, entry.status);
    db_bind_id(stmt, 7, entry.adviser);
    db_bind_text(stmt, 8, entry.size_class);
    TRY(db_run(stmt));
    return refresh_home(ctx, kind, entry.head->agency, entry.head->id, home_of);
}

FALLIBLE listing_head(struct ctx *ctx, const struct listing_line *line, struct id *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[str_eq_c(line->kind, "person") ? HEAD_PERSON : HEAD_ENTERPRISE], &stmt));
    db_bind_id(stmt, 1, line->agency);
    db_bind_id(stmt, 2, line->id);
    TRY(db_step(stmt, &row));
    *out = row ? db_column_id(stmt, 0) : ID_NONE;
    db_reset(stmt);
    return ERR_OK;
}

FALLIBLE listing_set_merged(struct ctx *ctx, struct id agency, struct id client, bool merged)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[ENTRY_MERGED], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, client);
    db_bind_int(stmt, 3, merged);
    return db_send(stmt);
}

/* ---- making them anew ----------------------------------------------------------------------------------- */

static enum err run_on_agencies(struct ctx *ctx, int statement)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[statement], &stmt));
    db_bind_blob(stmt, 1, (struct str){(const char *)ctx->scope.agency_low.bytes, sizeof(struct id)});
    db_bind_blob(stmt, 2, (struct str){(const char *)ctx->scope.agency_high.bytes, sizeof(struct id)});
    return db_run(stmt);
}

/* One page of an entity behind a record; rows are read before anything is written. */
static enum err read_page(struct ctx *ctx, const struct entity *entity, const struct record *after, char *rows,
                          size_t limit, size_t *count)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, entity->store->page, &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_blob(stmt, 5, (struct str){(const char *)after->agency.bytes, sizeof(struct id)});
    db_bind_text(stmt, 6, after->code);
    db_bind_int(stmt, 7, (int64_t)limit);
    *count = 0;
    for (bool row = true; row && *count < limit;) {
        TRY(db_step(stmt, &row));
        if (row) {
            TRY(record_read(ctx, stmt, entity, rows + (*count)++ * entity->shape.size));
        }
    }
    db_reset(stmt);
    return ERR_OK;
}

static enum err rebuild_entity(struct ctx *ctx, const struct entity *entity, int64_t *clients)
{
    enum { PAGE = 200, CODE_MOST = 256 };
    char code[CODE_MOST];
    struct record after = {.agency = ctx->scope.agency_low, .code = S("")};
    for (;;) {
        struct arena_mark mark = arena_mark(ctx->arena);
        char *rows = arena_array(ctx->arena, PAGE, entity->shape.size);
        size_t count;
        TRY(read_page(ctx, entity, &after, rows, PAGE, &count));
        for (size_t i = 0; i < count; i++) {
            const void *row = rows + i * entity->shape.size;
            const struct record *head = row;
            TRY(entity->written(ctx, row, NULL));
            char kind = entity == &person_entity ? 'p' : 'e';
            TRY(listing_refresh_district(ctx, kind, head->agency, head->id));
            TRY(shown_follow(ctx, kind, head->agency, head->id));
            after.agency = head->agency;
            after.code.len = head->code.len < CODE_MOST ? head->code.len : CODE_MOST;
            memcpy(code, head->code.ptr, after.code.len);
            after.code.ptr = code;
        }
        arena_rewind(ctx->arena, mark);
        *clients += (int64_t)count;
        if (count < PAGE) {
            return ERR_OK;
        }
    }
}

FALLIBLE listing_rebuild(struct ctx *ctx, int64_t *out_clients)
{
    *out_clients = 0;
    TRY(run_on_agencies(ctx, CLEAR_ENTRIES));
    TRY(run_on_agencies(ctx, CLEAR_WORDS));
    TRY(run_on_agencies(ctx, CLEAR_VOCABULARY));
    TRY(run_on_agencies(ctx, CLEAR_KEYS));
    TRY(pair_store_clear(ctx));
    TRY(rebuild_entity(ctx, &person_entity, out_clients));
    TRY(rebuild_entity(ctx, &enterprise_entity, out_clients));
    return run_on_agencies(ctx, MARK_MERGED);
}

/* ---- the list --------------------------------------------------------------------------------------- */

static void read_line(struct ctx *ctx, struct db_stmt *stmt, struct listing_line *line)
{
    line->agency = db_column_id(stmt, 0);
    line->id = db_column_id(stmt, 1);
    line->kind = str_eq_c(db_column_peek(stmt, 2), "e") ? S("enterprise") : S("person");
    line->code = db_column_text(stmt, 3, ctx->arena);
    line->name = db_column_text(stmt, 4, ctx->arena);
    line->detail = db_column_text(stmt, 5, ctx->arena);
    line->status = db_column_text(stmt, 6, ctx->arena);
    line->district = db_column_text(stmt, 7, ctx->arena);
    line->size_class = db_column_text(stmt, 8, ctx->arena);
    line->adviser.id = db_column_id(stmt, 9);
    line->own_name = line->name;
    line->own_detail = line->detail;
    if (!db_column_is_null(stmt, 10)) {
        line->name = db_column_text(stmt, 10, ctx->arena);
        line->detail = db_column_text(stmt, 11, ctx->arena);
    }
    line->merged = db_column_int(stmt, 12) != 0;
}

/* A page has few advisers: each is looked up once. */
FALLIBLE listing_name_advisers(struct ctx *ctx, struct listing_line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct ref *adviser = &lines[i].adviser;
        for (size_t k = i; k-- > 0 && str_is_empty(adviser->code) && i - k < 16;) {
            if (id_eq(lines[k].adviser.id, adviser->id)) {
                *adviser = lines[k].adviser;
            }
        }
        if (id_is_none(adviser->id) || !str_is_empty(adviser->code)) {
            continue;
        }
        struct db_stmt *stmt;
        bool row;
        TRY(db_prepare(ctx->db, statements[ADVISER], &stmt));
        db_bind_id(stmt, 1, lines[i].agency);
        db_bind_id(stmt, 2, adviser->id);
        TRY(db_step(stmt, &row));
        if (row) {
            adviser->code = db_column_text(stmt, 0, ctx->arena);
            adviser->label = db_column_text(stmt, 1, ctx->arena);
        }
        db_reset(stmt);
    }
    return ERR_OK;
}

/* Where a page begins: the key of the last line seen, or before all. Ids bind as bytes, since none would be NULL. */
static enum err bind_start(struct ctx *ctx, struct id after, struct id *agency, struct str *key)
{
    *agency = ctx->scope.agency_low;
    *key = S("");
    if (id_is_none(after)) {
        return ERR_OK;
    }
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[ENTRY_KEY], &stmt));
    db_bind_id(stmt, 1, after);
    TRY(db_step(stmt, &row));
    if (row) {
        *agency = db_column_id(stmt, 0);
        *key = db_column_text(stmt, 1, ctx->arena);
    }
    db_reset(stmt);
    return ERR_OK;
}

static void bind_id_bytes(struct db_stmt *stmt, int at, const struct id *id)
{
    db_bind_blob(stmt, at, (struct str){(const char *)id->bytes, sizeof(id->bytes)});
}

static struct str or_empty(struct str s)
{
    return str_is_empty(s) ? S("") : s;
}

FALLIBLE listing_page(struct ctx *ctx, struct id after, const struct listing_filter *filter, size_t limit,
                      struct listing_line **out, size_t *count)
{
    struct id agency;
    struct str key;
    TRY(bind_start(ctx, after, &agency, &key));
    bool one = id_eq(ctx->scope.agency_low, ctx->scope.agency_high);
    bool all_kinds = str_is_empty(filter->kind);
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[one ? PAGE_AGENCY : PAGE_ALL], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_text(stmt, 5, key);
    bind_id_bytes(stmt, 6, &after);
    db_bind_text(stmt, 7, all_kinds || str_eq_c(filter->kind, "enterprise") ? S("e") : S("p"));
    db_bind_text(stmt, 8, all_kinds || str_eq_c(filter->kind, "person") ? S("p") : S("e"));
    db_bind_text(stmt, 9, or_empty(filter->status));
    db_bind_text(stmt, 10, or_empty(filter->district));
    db_bind_int(stmt, 11, !id_is_none(filter->adviser));
    bind_id_bytes(stmt, 12, &filter->adviser);
    bind_id_bytes(stmt, 13, &agency);
    db_bind_int(stmt, 14, (int64_t)limit);
    struct listing_line *lines = ARENA_ARRAY(ctx->arena, struct listing_line, limit);
    *count = 0;
    for (bool row = true; row && *count < limit;) {
        TRY(db_step(stmt, &row));
        if (row) {
            read_line(ctx, stmt, &lines[(*count)++]);
        }
    }
    db_reset(stmt);
    *out = lines;
    return listing_name_advisers(ctx, lines, *count);
}

FALLIBLE listing_find(struct ctx *ctx, struct id client, struct listing_line *out, bool *found)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[ENTRY_FIND], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, client);
    TRY(db_step(stmt, found));
    if (*found) {
        read_line(ctx, stmt, out);
    }
    db_reset(stmt);
    return ERR_OK;
}

/* ---- what search reads ---------------------------------------------------------------------------------- */

FALLIBLE listing_agencies(struct ctx *ctx, struct id **out, size_t *count)
{
    enum { MOST = 64 };
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[AGENCIES], &stmt));
    scope_bind(stmt, &ctx->scope);
    struct id *agencies = ARENA_ARRAY(ctx->arena, struct id, MOST);
    *count = 0;
    for (bool row = true; row && *count < MOST;) {
        TRY(db_step(stmt, &row));
        if (row) {
            agencies[(*count)++] = db_column_id(stmt, 0);
        }
    }
    db_reset(stmt);
    *out = agencies;
    return ERR_OK;
}

static enum err take_texts(struct ctx *ctx, struct db_stmt *stmt, size_t limit, struct str *out, size_t *count)
{
    *count = 0;
    for (bool row = true; row && *count < limit;) {
        TRY(db_step(stmt, &row));
        if (row) {
            out[(*count)++] = db_column_text(stmt, 0, ctx->arena);
        }
    }
    db_reset(stmt);
    return ERR_OK;
}

static enum err take_ids(struct db_stmt *stmt, size_t limit, struct id *out, size_t *count)
{
    *count = 0;
    for (bool row = true; row && *count < limit;) {
        TRY(db_step(stmt, &row));
        if (row) {
            out[(*count)++] = db_column_id(stmt, 0);
        }
    }
    db_reset(stmt);
    return ERR_OK;
}

/* The first text behind all that begin with the prefix: no byte of UTF-8 is 0xFF, and both engines compare bytes; U+10FFFF
 * is the last code point. */
static struct str behind(struct arena *arena, struct str prefix)
{
    return str_format(arena, STR_FMT "\xF4\x8F\xBF\xBF", STR_ARG(prefix));
}

FALLIBLE listing_words_like(struct ctx *ctx, struct id agency, struct str prefix, size_t limit, struct str *out,
                            size_t *count)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[WORDS_LIKE], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_text(stmt, 2, prefix);
    db_bind_text(stmt, 3, behind(ctx->arena, prefix));
    db_bind_int(stmt, 4, (int64_t)limit);
    return take_texts(ctx, stmt, limit, out, count);
}

FALLIBLE listing_words_of_key(struct ctx *ctx, struct id agency, struct str key, size_t limit, struct str *out,
                              size_t *count)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[WORDS_OF_KEY], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_text(stmt, 2, key);
    db_bind_int(stmt, 3, (int64_t)limit);
    return take_texts(ctx, stmt, limit, out, count);
}

FALLIBLE listing_clients_of(struct ctx *ctx, struct id agency, struct str word, size_t limit, struct id *out,
                            size_t *count)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[CLIENTS_OF], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_text(stmt, 2, word);
    db_bind_int(stmt, 3, (int64_t)limit);
    return take_ids(stmt, limit, out, count);
}

FALLIBLE listing_numbers_like(struct ctx *ctx, struct id agency, struct str prefix, size_t limit, struct id *out,
                              size_t *count)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[NUMBERS_LIKE], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_text(stmt, 2, prefix);
    db_bind_text(stmt, 3, behind(ctx->arena, prefix));
    db_bind_int(stmt, 4, (int64_t)limit);
    return take_ids(stmt, limit, out, count);
}
