#include "client/pair.h"

#include "db/db.h"

#include <stdlib.h>
#include <string.h>

/* What people decided on the pair whose ids are ?2 and ?3 of the agency ?1. */
#define STATE(what)                                                                                                          \
    "coalesce((SELECT 'merged' FROM identity_" what " f JOIN identity_" what " s ON s.agency = f.agency AND s.identity = f.identity " \
    "JOIN identity i ON i.agency = f.agency AND i.id = f.identity WHERE f.member_agency = ?1 AND f." what " = ?2 "           \
    "AND s.member_agency = ?1 AND s." what " = ?3 AND i.annulled = 0 AND i.unmerged_on IS NULL LIMIT 1), "                   \
    "(SELECT d.state FROM duplicate d WHERE d.agency = ?1 AND d.first_" what " = ?2 AND d.second_" what " = ?3 "             \
    "AND d.annulled = 0 AND d.state IN ('proposed', 'later', 'distinct') ORDER BY d.id DESC LIMIT 1), 'open')"
/* Both clients of a pair lie in scope: the units in reach are listed once. */
#define IN_REACH                                                                                                       \
    "FROM match_pair p JOIN client_entry a ON a.id = p.first AND a.agency = p.agency "                                  \
    "JOIN client_entry b ON b.id = p.second AND b.agency = p.agency WHERE p.agency BETWEEN ?1 AND ?2 "                  \
    "AND a.unit IN (SELECT u.id FROM unit u WHERE u.agency BETWEEN ?1 AND ?2 AND u.tree_from BETWEEN ?3 AND ?4) "       \
    "AND b.unit IN (SELECT u.id FROM unit u WHERE u.agency BETWEEN ?1 AND ?2 AND u.tree_from BETWEEN ?3 AND ?4) "
/* A client of the other kind is found by neither. */
#define WAITING                                                                                                        \
    "FROM match_pending w JOIN client_entry c ON c.id = w.client AND c.agency = w.agency WHERE w.agency BETWEEN ?1 AND ?2 " \
    "AND c.unit IN (SELECT u.id FROM unit u WHERE u.agency BETWEEN ?1 AND ?2 AND u.tree_from BETWEEN ?3 AND ?4)"

/* Counts of one client's records, in the order of pair_histories. */
#define COUNT_JOINED(table, of, what)                                                                                   \
    "(SELECT count(*) FROM " table "_" what " x JOIN " table " r ON r.agency = x.agency AND r.id = x." of                 \
    " WHERE x.agency = ?1 AND x." what " = ?2 AND r.annulled = 0)"
#define COUNT_OWN(table, what) "(SELECT count(*) FROM " table " r WHERE r.agency = ?1 AND r." what " = ?2 AND r.annulled = 0)"
#define COUNT_EVENTS(what)                                                                                              \
    "(SELECT count(DISTINCT r.event) FROM attendance r WHERE r.agency = ?1 AND r." what " = ?2 AND r.annulled = 0 AND r.present = 1)"
#define COUNT_DOCUMENTS                                                                                                 \
    "(SELECT count(*) FROM document_record x JOIN document r ON r.agency = x.agency AND r.id = x.document "              \
    "WHERE x.agency = ?1 AND x.record = ?2 AND r.annulled = 0)"

enum {
    KEY_ADD, KEY_REMOVE, CLIENTS, CO_OWNED, READ_PERSON, READ_ENTERPRISE, OWNERS, ADD_PERSON, ADD_ENTERPRISE, REMOVE_FIRST, REMOVE_SECOND, STATE_PERSON,
    STATE_ENTERPRISE, PEND, PEND_REMOVE, PENDING, CLEAR_KEYS, CLEAR_PAIRS, CLEAR_PENDING, PAGE, COUNT_STATE, COUNT_PENDING, HISTORY_PERSON, HISTORY_ENTERPRISE, STATEMENTS
};
static const struct sql statements[STATEMENTS] = {
    [KEY_ADD] = SQL_INIT("INSERT INTO match_key (agency, key, client) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"),
    [KEY_REMOVE] = SQL_INIT("DELETE FROM match_key WHERE agency = ?1 AND key = ?2 AND client = ?3"),
    [CLIENTS] = SQL_INIT("SELECT client FROM match_key WHERE agency = ?1 AND key = ?2 ORDER BY client LIMIT ?3"),
    [CO_OWNED] = SQL_INIT("SELECT f.enterprise FROM affiliation f WHERE f.agency = ?1 AND f.person = ?2 AND f.annulled = 0 "
                          "AND f.relation <> 'employee' LIMIT ?3"),
    [READ_PERSON] = SQL_INIT("SELECT p.given_names, p.surnames, p.dui, p.nit, p.other_document, p.sex, p.birth_date, p.phone, "
                             "p.mobile, p.email, p.district, p.address FROM person p WHERE p.agency = ?1 AND p.id = ?2 "
                             "AND p.annulled = 0"),
    [READ_ENTERPRISE] = SQL_INIT("SELECT e.name, e.trade_name, e.nit, e.nrc, e.phone, e.email, e.district, e.address, e.sector, "
                                 "e.activity FROM enterprise e WHERE e.agency = ?1 AND e.id = ?2 AND e.annulled = 0"),
    [OWNERS] = SQL_INIT("SELECT f.person FROM affiliation f WHERE f.agency = ?1 AND f.enterprise = ?2 AND f.annulled = 0 "
                        "AND f.relation <> 'employee' LIMIT ?3"),
    [ADD_PERSON] = SQL_INIT("INSERT INTO match_pair (agency, first, second, kind, score, sureness, reasons, state) "
                            "VALUES (?1, ?2, ?3, 'p', ?4, ?5, ?6, " STATE("person") ")"),
    [ADD_ENTERPRISE] = SQL_INIT("INSERT INTO match_pair (agency, first, second, kind, score, sureness, reasons, state) "
                                "VALUES (?1, ?2, ?3, 'e', ?4, ?5, ?6, " STATE("enterprise") ")"),
    [REMOVE_FIRST] = SQL_INIT("DELETE FROM match_pair WHERE agency = ?1 AND first = ?2"),
    [REMOVE_SECOND] = SQL_INIT("DELETE FROM match_pair WHERE agency = ?1 AND second = ?2"),
    [STATE_PERSON] = SQL_INIT("UPDATE match_pair SET state = " STATE("person") " WHERE agency = ?1 AND first = ?2 AND second = ?3"),
    [STATE_ENTERPRISE] = SQL_INIT("UPDATE match_pair SET state = " STATE("enterprise") " WHERE agency = ?1 AND first = ?2 "
                                  "AND second = ?3"),
    [PEND] = SQL_INIT("INSERT INTO match_pending (agency, client, kind) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"),
    [PEND_REMOVE] = SQL_INIT("DELETE FROM match_pending WHERE agency = ?1 AND client = ?2"),
    [PENDING] = SQL_INIT("SELECT w.agency, w.client, w.kind " WAITING " ORDER BY w.agency, w.client LIMIT ?5"),
    [CLEAR_KEYS] = SQL_INIT("DELETE FROM match_key WHERE agency BETWEEN ?1 AND ?2"),
    [CLEAR_PAIRS] = SQL_INIT("DELETE FROM match_pair WHERE agency BETWEEN ?1 AND ?2"),
    [CLEAR_PENDING] = SQL_INIT("DELETE FROM match_pending WHERE agency BETWEEN ?1 AND ?2"),
    [PAGE] = SQL_INIT("SELECT p.agency, p.first, p.second, p.kind, p.score, p.sureness, p.reasons, p.state, a.code, a.name, a.detail, "
                      "a.district, b.code, b.name, b.detail, b.district " IN_REACH
                      "AND a.annulled = 0 AND b.annulled = 0 AND (?5 = '' OR p.kind = ?5) AND (?6 = '' OR p.sureness = ?6) "
                      "AND (?7 = '' OR p.state = ?7) AND (p.score < ?8 OR (p.score = ?8 AND (p.first, p.second) > (?9, ?10))) "
                      "AND (?12 = 0 OR EXISTS (SELECT 1 FROM unit n WHERE n.agency = p.agency AND n.id IN (a.unit, b.unit) "
                      "AND n.tree_from BETWEEN ?13 AND ?14)) "
                      "ORDER BY p.score DESC, p.first, p.second LIMIT ?11"),
    [COUNT_STATE] = SQL_INIT("SELECT count(*) " IN_REACH "AND a.annulled = 0 AND b.annulled = 0 AND p.state = ?5"),
    [COUNT_PENDING] = SQL_INIT("SELECT count(*) " WAITING),
    [HISTORY_PERSON] = SQL_INIT("SELECT " COUNT_JOINED("session", "session", "person") ", " COUNT_EVENTS("person") ", 0, "
                                COUNT_OWN("link", "person") ", " COUNT_OWN("intake", "person") ", 0, 0, 0, " COUNT_OWN("milestone", "person")
                                ", " COUNT_OWN("certificate", "person") ", " COUNT_OWN("affiliation", "person") ", " COUNT_DOCUMENTS),
    [HISTORY_ENTERPRISE] =
        SQL_INIT("SELECT " COUNT_JOINED("session", "session", "enterprise") ", " COUNT_EVENTS("enterprise") ", "
                 COUNT_JOINED("assistance", "assistance", "enterprise") ", " COUNT_OWN("link", "enterprise") ", "
                 COUNT_OWN("intake", "enterprise") ", " COUNT_OWN("plan", "enterprise") ", " COUNT_OWN("diagnosis", "enterprise") ", "
                 COUNT_OWN("snapshot", "enterprise") ", " COUNT_OWN("milestone", "enterprise") ", 0, "
                 COUNT_OWN("affiliation", "enterprise") ", " COUNT_DOCUMENTS),
};
const struct db_statements pair_statements = {"pair_store", statements, STATEMENTS};

FALLIBLE pair_store_key(struct ctx *ctx, bool add, struct id agency, int64_t key, struct id client)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[add ? KEY_ADD : KEY_REMOVE], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_int(stmt, 2, key);
    db_bind_id(stmt, 3, client);
    return db_send(stmt);
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

FALLIBLE pair_store_clients(struct ctx *ctx, struct id agency, int64_t key, size_t limit, struct id *out, size_t *count)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[CLIENTS], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_int(stmt, 2, key);
    db_bind_int(stmt, 3, (int64_t)limit);
    return take_ids(stmt, limit, out, count);
}

static int by_id(const void *a, const void *b)
{
    return id_cmp(*(const struct id *)a, *(const struct id *)b);
}

/* Up to MATCH_OWNERS_MOST owners, those with the lowest ids: put in order here, since an ORDER BY leads SQLite's planner to read the
 * whole agency by person. */
static enum err find_owners(struct ctx *ctx, struct id agency, struct id enterprise, struct id *out, size_t *count)
{
    enum { MOST = 64 };
    struct db_stmt *stmt;
    struct id found[MOST];
    TRY(db_prepare(ctx->db, statements[OWNERS], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, enterprise);
    db_bind_int(stmt, 3, MOST);
    TRY(take_ids(stmt, MOST, found, count));
    qsort(found, *count, sizeof(found[0]), by_id);
    *count = *count < MATCH_OWNERS_MOST ? *count : MATCH_OWNERS_MOST;
    memcpy(out, found, *count * sizeof(found[0]));
    return ERR_OK;
}

FALLIBLE pair_store_co_owned(struct ctx *ctx, struct id agency, struct id enterprise, size_t limit, struct id *out, size_t *count)
{
    struct id owners[MATCH_OWNERS_MOST];
    size_t owner_count;
    *count = 0;
    TRY(find_owners(ctx, agency, enterprise, owners, &owner_count));
    for (size_t i = 0; i < owner_count && *count < limit; i++) {
        struct db_stmt *stmt;
        size_t more;
        TRY(db_prepare(ctx->db, statements[CO_OWNED], &stmt));
        db_bind_id(stmt, 1, agency);
        db_bind_id(stmt, 2, owners[i]);
        db_bind_int(stmt, 3, (int64_t)(limit - *count));
        TRY(take_ids(stmt, limit - *count, out + *count, &more));
        *count += more;
    }
    return ERR_OK;
}

static enum err read_owners(struct ctx *ctx, struct id agency, struct id enterprise, struct match_client *out)
{
    struct id owners[MATCH_OWNERS_MOST];
    size_t count;
    TRY(find_owners(ctx, agency, enterprise, owners, &count));
    for (size_t i = 0; i < count; i++) {
        out->owners[i] = id_format(ctx->arena, owners[i]);
    }
    return ERR_OK;
}

FALLIBLE pair_store_read(struct ctx *ctx, char kind, struct id agency, struct id client, struct match_client *out, bool *found)
{
    struct db_stmt *stmt;
    bool person = kind == 'p';
    *out = (struct match_client){.is_person = person};
    struct str *persons[] = {&out->given_names, &out->surnames, &out->dui, &out->nit, &out->other_document, &out->sex, NULL,
                             &out->phones[0], &out->phones[1], &out->email, &out->district, &out->address};
    struct str *enterprises[] = {&out->name, &out->trade_name, &out->nit, &out->nrc, &out->phones[0], &out->email, &out->district,
                                 &out->address, &out->sector, &out->activity};
    struct str **texts = person ? persons : enterprises;
    TRY(db_prepare(ctx->db, statements[person ? READ_PERSON : READ_ENTERPRISE], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, client);
    TRY(db_step(stmt, found));
    for (size_t i = 0; *found && i < (person ? COUNT_OF(persons) : COUNT_OF(enterprises)); i++) {
        if (texts[i] == NULL) {
            out->birth_date = db_column_date(stmt, (int)i);
        } else {
            *texts[i] = db_column_text(stmt, (int)i, ctx->arena);
        }
    }
    db_reset(stmt);
    return *found && !person ? read_owners(ctx, agency, client, out) : ERR_OK;
}

FALLIBLE pair_store_add(struct ctx *ctx, char kind, struct id agency, struct id first, struct id second, const struct match *match)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[kind == 'p' ? ADD_PERSON : ADD_ENTERPRISE], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, first);
    db_bind_id(stmt, 3, second);
    db_bind_int(stmt, 4, match->score);
    db_bind_text(stmt, 5, pair_sureness(match->sureness));
    db_bind_text(stmt, 6, match_reasons_format(ctx->arena, match));
    return db_send(stmt);
}

FALLIBLE pair_store_remove(struct ctx *ctx, struct id agency, struct id client)
{
    static const int both[] = {REMOVE_FIRST, REMOVE_SECOND};
    for (size_t i = 0; i < COUNT_OF(both); i++) {
        struct db_stmt *stmt;
        TRY(db_prepare(ctx->db, statements[both[i]], &stmt));
        db_bind_id(stmt, 1, agency);
        db_bind_id(stmt, 2, client);
        TRY(db_send(stmt));
    }
    return ERR_OK;
}

FALLIBLE pair_store_set_state(struct ctx *ctx, char kind, struct id agency, struct id first, struct id second)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[kind == 'p' ? STATE_PERSON : STATE_ENTERPRISE], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, first);
    db_bind_id(stmt, 3, second);
    return db_send(stmt);
}

FALLIBLE pair_store_pend(struct ctx *ctx, bool add, char kind, struct id agency, struct id client)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[add ? PEND : PEND_REMOVE], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, client);
    if (add) {
        db_bind_text(stmt, 3, kind == 'p' ? S("p") : S("e"));
    }
    return db_send(stmt);
}

FALLIBLE pair_store_pending(struct ctx *ctx, size_t limit, struct id *agencies, struct id *clients, char *kinds, size_t *count)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[PENDING], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_int(stmt, 5, (int64_t)limit);
    *count = 0;
    for (bool row = true; row && *count < limit;) {
        TRY(db_step(stmt, &row));
        if (row) {
            agencies[*count] = db_column_id(stmt, 0);
            clients[*count] = db_column_id(stmt, 1);
            kinds[(*count)++] = db_column_peek(stmt, 2).ptr[0];
        }
    }
    db_reset(stmt);
    return ERR_OK;
}

FALLIBLE pair_store_clear(struct ctx *ctx)
{
    static const int tables[] = {CLEAR_KEYS, CLEAR_PAIRS, CLEAR_PENDING};
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        struct db_stmt *stmt;
        TRY(db_prepare(ctx->db, statements[tables[i]], &stmt));
        db_bind_blob(stmt, 1, (struct str){(const char *)ctx->scope.agency_low.bytes, sizeof(struct id)});
        db_bind_blob(stmt, 2, (struct str){(const char *)ctx->scope.agency_high.bytes, sizeof(struct id)});
        TRY(db_run(stmt));
    }
    return ERR_OK;
}

static void read_line(struct ctx *ctx, struct db_stmt *stmt, struct pair_line *line)
{
    struct str *texts[] = {&line->first, &line->first_name, &line->first_detail, &line->first_district,
                           &line->second, &line->second_name, &line->second_detail, &line->second_district};
    line->agency = db_column_id(stmt, 0);
    line->first_id = db_column_id(stmt, 1);
    line->second_id = db_column_id(stmt, 2);
    line->kind = str_eq_c(db_column_peek(stmt, 3), "p") ? S("person") : S("enterprise");
    line->likeness = db_column_int(stmt, 4) * 10;
    line->sureness = db_column_text(stmt, 5, ctx->arena);
    line->reasons = db_column_text(stmt, 6, ctx->arena);
    line->state = db_column_text(stmt, 7, ctx->arena);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        *texts[i] = db_column_text(stmt, 8 + (int)i, ctx->arena);
    }
    line->why = pair_words(ctx->arena, line->reasons, ctx->lang);
}

FALLIBLE pair_store_page(struct ctx *ctx, const struct pair_filter *filter, const struct pair_key *after, size_t limit,
                         struct pair_line *out, size_t *count)
{
    struct db_stmt *stmt;
    struct id first = after == NULL ? ID_NONE : after->first;
    struct id second = after == NULL ? ID_NONE : after->second;
    TRY(db_prepare(ctx->db, statements[PAGE], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_text(stmt, 5, str_is_empty(filter->kind) ? S("") : str_eq_c(filter->kind, "person") ? S("p") : S("e"));
    db_bind_text(stmt, 6, str_is_empty(filter->sureness) ? S("") : filter->sureness);
    db_bind_text(stmt, 7, str_is_empty(filter->state) ? S("") : filter->state);
    db_bind_int(stmt, 8, after == NULL ? 100000 : after->score);
    db_bind_blob(stmt, 9, (struct str){(const char *)first.bytes, sizeof(first)});
    db_bind_blob(stmt, 10, (struct str){(const char *)second.bytes, sizeof(second)});
    db_bind_int(stmt, 11, (int64_t)limit);
    db_bind_int(stmt, 12, filter->tree_from > 0 || filter->tree_to < INT64_MAX);
    db_bind_int(stmt, 13, filter->tree_from);
    db_bind_int(stmt, 14, filter->tree_to);
    *count = 0;
    for (bool row = true; row && *count < limit;) {
        TRY(db_step(stmt, &row));
        if (row) {
            read_line(ctx, stmt, &out[(*count)++]);
        }
    }
    db_reset(stmt);
    return ERR_OK;
}

static enum err read_count(struct db_stmt *stmt, int64_t *out)
{
    bool row;
    TRY(db_step(stmt, &row));
    *out = row ? db_column_int(stmt, 0) : 0;
    db_reset(stmt);
    return ERR_OK;
}

FALLIBLE pair_store_count(struct ctx *ctx, struct str state, int64_t *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[COUNT_STATE], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_text(stmt, 5, state);
    return read_count(stmt, out);
}

FALLIBLE pair_store_count_pending(struct ctx *ctx, int64_t *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[COUNT_PENDING], &stmt));
    scope_bind(stmt, &ctx->scope);
    return read_count(stmt, out);
}

FALLIBLE pair_store_history(struct ctx *ctx, char kind, struct id agency, struct id client, int64_t out[PAIR_HISTORIES])
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[kind == 'p' ? HISTORY_PERSON : HISTORY_ENTERPRISE], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, client);
    TRY(db_step(stmt, &row));
    for (int i = 0; i < PAIR_HISTORIES; i++) {
        out[i] = row ? db_column_int(stmt, i) : 0;
    }
    db_reset(stmt);
    return ERR_OK;
}
