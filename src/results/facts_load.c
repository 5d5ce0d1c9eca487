#include "base/log.h"
#include "core/field.h"
#include "core/runner.h"
#include "db/db.h"
#include "results/facts.h"

#include <pthread.h>
#include <string.h>

/* From so many touched clients on, loading everything anew is quicker. */
#define TOUCHED_MOST 2000

struct facts {
    pthread_mutex_t update; /* held while the database is followed: one thread at a time uses db and the stock's growth */
    pthread_mutex_t lock;   /* guards current */
    struct facts_view *current;
    struct db *db;
    struct arena arena; /* of the connection and of this */
    int64_t generation; /* of the runner when the database was last asked, -1: others may write too */
    bool spoilt;        /* a following broke off: the stock names clients that no view holds */
    struct map *seen;   /* size of each audit tree: id bytes to int64_t */
    struct arena seen_arena;
};

/* ---- statements ------------------------------------------------------------------------------------------------
 * Each source stands twice: all rows, and those of one client (?1 agency, ?2 id). The columns are the same. */

#define STANDS(t) t ".annulled = 0 AND COALESCE(" t ".reportable, 1) = 1 AND COALESCE(" t ".verification, '') <> 'objected'"
#define STANDS_ALONE(t) t ".annulled = 0 AND COALESCE(" t ".verification, '') <> 'objected'"
#define ALL(select) SQL_INIT("/*stream*/ " select " /*scan*/")

#define ENTERPRISES                                                                                                    \
    "SELECT e.agency, e.id, e.code, e.district, e.annulled, e.category, e.led_by, e.sector, "                         \
    "COALESCE(e.size_override, e.size_class), a.unit, e.nit FROM enterprise e "                                        \
    "LEFT JOIN staff a ON a.agency = e.agency AND a.id = e.adviser"
#define PERSONS                                                                                                        \
    "SELECT p.agency, p.id, p.code, p.district, p.annulled, p.sex, p.dui, a.unit FROM person p "                       \
    "LEFT JOIN staff a ON a.agency = p.agency AND a.id = p.adviser"
#define MOVES "SELECT m.agency, m.enterprise, m.person, m.district, m.moved_on FROM move m WHERE m.annulled = 0"
#define MOVE_ORDER " ORDER BY m.moved_on, m.code"
#define IDENTITIES_OF(what)                                                                                            \
    "SELECT m.member_agency, m.identity, m." what " FROM identity i JOIN identity_" what " m ON m.agency = i.agency "         \
    "AND m.identity = i.id WHERE i.annulled = 0 AND i.unmerged_on IS NULL AND i.kind = '" what "'"
#define IDENTITY_ORDER " ORDER BY m.agency, m.identity"
#define FUNDINGS(what) "SELECT f.agency, f." what ", f.agreement FROM " what "_funding f"
#define FUNDING_ORDER(what) " ORDER BY f.agency, f." what ", f.agreement"
#define SESSION_COLUMNS                                                                                                \
    "s.agency, s.id, s.unit, s.date, s.kind, s.contact_minutes, s.preparation_minutes, s.travel_minutes, s.verification"
#define SESSION_COUNTS STANDS("s") " AND s.state IN ('held', 'closed')"
/* CROSS JOIN keeps SQLite to the order as written: all rows as they lie in the table, a client's by its index. */
#define SESSION_ENTERPRISES(from)                                                                                      \
    "SELECT " SESSION_COLUMNS ", c.enterprise FROM " from " WHERE c.agency = s.agency AND c.session = s.id AND "       \
    SESSION_COUNTS
#define SESSION_PERSONS(from)                                                                                          \
    "SELECT " SESSION_COLUMNS ", c.person, CASE WHEN EXISTS (SELECT 1 FROM session_enterprise x "                      \
    "WHERE x.agency = s.agency AND x.session = s.id) THEN 1 ELSE 0 END FROM " from                                     \
    " WHERE c.agency = s.agency AND c.session = s.id AND " SESSION_COUNTS
#define ATTENDANCES                                                                                                    \
    "SELECT t.agency, t.id, v.unit, t.date, v.kind, v.id, t.person, t.enterprise, t.evaluation, t.verification "       \
    "FROM attendance t CROSS JOIN event v WHERE v.agency = t.agency AND v.id = t.event AND t.present = 1 AND "          \
    STANDS_ALONE("t") " AND " STANDS("v")
#define ASSISTANCES                                                                                                    \
    "SELECT x.agency, x.id, x.unit, x.signed_on, x.state, x.part_accepted, x.client_paid_on, x.client_share, "         \
    "x.verification, c.enterprise FROM assistance x JOIN assistance_enterprise c ON c.agency = x.agency "              \
    "AND c.assistance = x.id WHERE " STANDS("x")
#define LINKS                                                                                                          \
    "SELECT l.agency, l.id, l.unit, l.kind, l.enterprise, l.person, l.instrument, l.date, l.approved, l.approved_on, " \
    "l.state, l.verification, o.kind FROM link l LEFT JOIN organisation o ON o.agency = l.agency "                     \
    "AND o.id = l.institution WHERE l.state <> 'withdrawn' AND " STANDS("l")
#define DISBURSEMENTS                                                                                                  \
    "SELECT d.agency, d.id, l.unit, d.date, d.amount, l.verification, l.enterprise, l.person, l.id "                   \
    "FROM disbursement d JOIN link l ON l.agency = d.agency AND l.id = d.link "                                        \
    "JOIN organisation o ON o.agency = l.agency AND o.id = l.institution WHERE d.annulled = 0 "                        \
    "AND l.state NOT IN ('withdrawn', 'denied') AND l.instrument = 'credit' "                                          \
    "AND o.kind IN ('bank', 'cooperative', 'supervised_lender') AND " STANDS("l")
#define SNAPSHOTS                                                                                                      \
    "SELECT s.agency, s.id, s.unit, s.reference_date, s.kind, s.national_sales, s.export_sales, s.jobs_male_fixed, "   \
    "s.jobs_male_temporary, s.jobs_female_fixed, s.jobs_female_temporary, s.jobs_at_risk, s.retention_stated, "        \
    "s.window_months, s.code, s.verification, s.enterprise FROM snapshot s WHERE " STANDS_ALONE("s")
#define MILESTONES                                                                                                     \
    "SELECT m.agency, m.id, m.unit, m.date, m.kind, m.code, m.verification, m.enterprise, m.person "                   \
    "FROM milestone m WHERE " STANDS_ALONE("m")
#define OF_ENTERPRISE(t) " AND " t ".agency = ?1 AND " t ".enterprise = ?2"
#define OF_PERSON(t) " AND " t ".agency = ?1 AND " t ".person = ?2"

enum {
    UNITS_ALL, HEADS, TOUCHED_ALL, TOUCHED,
    ENTERPRISES_ALL, ENTERPRISES_ONE, PERSONS_ALL, PERSONS_ONE, MOVES_ALL, MOVES_ENTERPRISE, MOVES_PERSON,
    IDENTITY_ENTERPRISES_ALL, IDENTITY_ENTERPRISES_ONE, IDENTITY_PERSONS_ALL, IDENTITY_PERSONS_ONE,
    FUNDING_SESSION_ALL, FUNDING_SESSION_ONE, FUNDING_EVENT_ALL, FUNDING_EVENT_ONE,
    FUNDING_ASSISTANCE_ALL, FUNDING_ASSISTANCE_ONE, FUNDING_LINK_ALL, FUNDING_LINK_ONE,
    SESSION_ENTERPRISES_ALL, SESSION_ENTERPRISES_ONE, SESSION_PERSONS_ALL, SESSION_PERSONS_ONE,
    ATTENDANCES_ALL, ATTENDANCES_ENTERPRISE, ATTENDANCES_PERSON, ASSISTANCES_ALL, ASSISTANCES_ONE,
    LINKS_ALL, LINKS_ENTERPRISE, LINKS_PERSON, DISBURSEMENTS_ALL, DISBURSEMENTS_ENTERPRISE, DISBURSEMENTS_PERSON,
    SNAPSHOTS_ALL, SNAPSHOTS_ONE, MILESTONES_ALL, MILESTONES_ENTERPRISE, MILESTONES_PERSON,
    PERSONS_OF_ENTERPRISE, ENTERPRISES_OF_PERSON, STATEMENTS
};
static const struct sql statements[STATEMENTS] = {
    [UNITS_ALL] = SQL_INIT("SELECT u.agency, u.id, u.parent, u.code, a.code, u.kind, u.name, u.territory, u.currency, "
                           "u.fiscal_year_start, u.tree_from, u.tree_to FROM unit u LEFT JOIN unit a ON a.id = u.agency "
                           "ORDER BY u.tree_from /*scan*/"),
    [HEADS] = SQL_INIT("SELECT agency, size FROM audit_head /*scan*/"),
    /* An institution that becomes a lender, or is none any more, changes the meaning of links it does not name. */
    [TOUCHED_ALL] = SQL_INIT("SELECT 1 FROM audit WHERE agency = ?1 AND seq > ?2 AND seq <= ?3 AND (touches_all = 1 "
                             "OR operation IN ('organisation.set', 'organisation.annul')) LIMIT 1"),
    [TOUCHED] = SQL_INIT("SELECT DISTINCT kind, client_agency, client FROM audit_client "
                         "WHERE agency = ?1 AND seq > ?2 AND seq <= ?3"),
    [ENTERPRISES_ALL] = ALL(ENTERPRISES),
    [ENTERPRISES_ONE] = SQL_INIT(ENTERPRISES " WHERE e.agency = ?1 AND e.id = ?2"),
    [PERSONS_ALL] = ALL(PERSONS),
    [PERSONS_ONE] = SQL_INIT(PERSONS " WHERE p.agency = ?1 AND p.id = ?2"),
    [MOVES_ALL] = ALL(MOVES MOVE_ORDER),
    [MOVES_ENTERPRISE] = SQL_INIT(MOVES OF_ENTERPRISE("m") MOVE_ORDER),
    [MOVES_PERSON] = SQL_INIT(MOVES OF_PERSON("m") MOVE_ORDER),
    [IDENTITY_ENTERPRISES_ALL] = ALL(IDENTITIES_OF("enterprise") IDENTITY_ORDER),
    [IDENTITY_ENTERPRISES_ONE] = SQL_INIT(
        IDENTITIES_OF("enterprise") " AND (i.agency, i.id) IN (SELECT w.agency, w.identity FROM identity_enterprise w "
        "WHERE w.member_agency = ?1 AND w.enterprise = ?2)" IDENTITY_ORDER),
    [IDENTITY_PERSONS_ALL] = ALL(IDENTITIES_OF("person") IDENTITY_ORDER),
    [IDENTITY_PERSONS_ONE] = SQL_INIT(
        IDENTITIES_OF("person") " AND (i.agency, i.id) IN (SELECT w.agency, w.identity FROM identity_person w "
        "WHERE w.member_agency = ?1 AND w.person = ?2)" IDENTITY_ORDER),
    [FUNDING_SESSION_ALL] = ALL(FUNDINGS("session") FUNDING_ORDER("session")),
    [FUNDING_SESSION_ONE] = SQL_INIT(FUNDINGS("session") " WHERE f.agency = ?1 AND f.session = ?2" FUNDING_ORDER("session")),
    [FUNDING_EVENT_ALL] = ALL(FUNDINGS("event") FUNDING_ORDER("event")),
    [FUNDING_EVENT_ONE] = SQL_INIT(FUNDINGS("event") " WHERE f.agency = ?1 AND f.event = ?2" FUNDING_ORDER("event")),
    [FUNDING_ASSISTANCE_ALL] = ALL(FUNDINGS("assistance") FUNDING_ORDER("assistance")),
    [FUNDING_ASSISTANCE_ONE] =
        SQL_INIT(FUNDINGS("assistance") " WHERE f.agency = ?1 AND f.assistance = ?2" FUNDING_ORDER("assistance")),
    [FUNDING_LINK_ALL] = ALL(FUNDINGS("link") FUNDING_ORDER("link")),
    [FUNDING_LINK_ONE] = SQL_INIT(FUNDINGS("link") " WHERE f.agency = ?1 AND f.link = ?2" FUNDING_ORDER("link")),
    [SESSION_ENTERPRISES_ALL] = ALL(SESSION_ENTERPRISES("session s CROSS JOIN session_enterprise c")),
    [SESSION_ENTERPRISES_ONE] = SQL_INIT(SESSION_ENTERPRISES("session_enterprise c CROSS JOIN session s") OF_ENTERPRISE("c")),
    [SESSION_PERSONS_ALL] = ALL(SESSION_PERSONS("session s CROSS JOIN session_person c")),
    [SESSION_PERSONS_ONE] = SQL_INIT(SESSION_PERSONS("session_person c CROSS JOIN session s") OF_PERSON("c")),
    [ATTENDANCES_ALL] = ALL(ATTENDANCES),
    [ATTENDANCES_ENTERPRISE] = SQL_INIT(ATTENDANCES OF_ENTERPRISE("t")),
    [ATTENDANCES_PERSON] = SQL_INIT(ATTENDANCES OF_PERSON("t")),
    [ASSISTANCES_ALL] = ALL(ASSISTANCES),
    [ASSISTANCES_ONE] = SQL_INIT(ASSISTANCES OF_ENTERPRISE("c")),
    [LINKS_ALL] = ALL(LINKS),
    [LINKS_ENTERPRISE] = SQL_INIT(LINKS OF_ENTERPRISE("l")),
    [LINKS_PERSON] = SQL_INIT(LINKS OF_PERSON("l") " AND l.enterprise IS NULL"),
    [DISBURSEMENTS_ALL] = ALL(DISBURSEMENTS),
    [DISBURSEMENTS_ENTERPRISE] = SQL_INIT(DISBURSEMENTS OF_ENTERPRISE("l")),
    [DISBURSEMENTS_PERSON] = SQL_INIT(DISBURSEMENTS OF_PERSON("l") " AND l.enterprise IS NULL"),
    [SNAPSHOTS_ALL] = ALL(SNAPSHOTS),
    [SNAPSHOTS_ONE] = SQL_INIT(SNAPSHOTS OF_ENTERPRISE("s")),
    [MILESTONES_ALL] = ALL(MILESTONES),
    [MILESTONES_ENTERPRISE] = SQL_INIT(MILESTONES OF_ENTERPRISE("m")),
    [MILESTONES_PERSON] = SQL_INIT(MILESTONES OF_PERSON("m") " AND m.enterprise IS NULL"),
    [PERSONS_OF_ENTERPRISE] = SQL_INIT("SELECT DISTINCT t.person FROM attendance t WHERE t.agency = ?1 AND t.enterprise = ?2"),
    [ENTERPRISES_OF_PERSON] = SQL_INIT("SELECT DISTINCT t.enterprise FROM attendance t WHERE t.agency = ?1 AND t.person = ?2 "
                                       "AND t.enterprise IS NOT NULL"),
};
const struct db_statements facts_statements = {"facts_load", statements, STATEMENTS};

/* ---- one loading -------------------------------------------------------------------------------------------------- */

struct loader {
    struct db *db;
    struct facts_stock *stock;
    struct arena *arena;       /* of this loading */
    struct facts_rows rows[2];
    bool following;            /* single clients; otherwise everything */
    struct id client_agency;   /* following: bound to ?1 and ?2 */
    struct id client;
    struct map *fundings;      /* record id bytes to uint32_t */
    struct map *units;         /* unit id bytes to uint32_t + 1 */
    bool unknown_unit;         /* the tree has changed */
};
typedef enum err row_reader(struct loader *loader, struct db_stmt *stmt);

static enum err each(struct loader *loader, int statement, row_reader *reader)
{
    struct db_stmt *stmt;
    TRY(db_prepare(loader->db, statements[statement], &stmt));
    if (loader->following) {
        db_bind_id(stmt, 1, loader->client_agency);
        db_bind_id(stmt, 2, loader->client);
    }
    for (;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            return ERR_OK;
        }
        enum err err = reader(loader, stmt);
        if (err != ERR_OK) {
            db_reset(stmt);
            return err;
        }
    }
}

static uint8_t choice_at(struct str code, const char *const *codes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq_c(code, codes[i])) {
            return (uint8_t)(i + 1);
        }
    }
    return 0;
}

static struct str id_key(const struct id *id)
{
    return (struct str){(const char *)id->bytes, sizeof(id->bytes)};
}

static uint32_t unit_at(struct loader *loader, struct id unit)
{
    const uint32_t *found = map_find(loader->units, id_key(&unit));
    if (found == NULL) {
        loader->unknown_unit = true;
        return 0;
    }
    return *found;
}

static unsigned state_of(struct str verification)
{
    static const char *const states[] = {"declared", "with_evidence", "verified", "validated"};
    uint8_t at = choice_at(verification, states, COUNT_OF(states));
    return at == 0 ? FACT_DECLARED : at - 1U;
}

/* ---- units, clients, identities, fundings --------------------------------------------------------------------------- */

static enum err read_units(struct loader *loader)
{
    struct db_stmt *stmt;
    TRY(db_prepare(loader->db, statements[UNITS_ALL], &stmt));
    struct facts_stock *stock = loader->stock;
    stock->units = ARENA_ARRAY(&stock->arena, struct facts_unit, FACT_UNITS_MOST);
    for (;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            return ERR_OK;
        }
        if (stock->unit_count == FACT_UNITS_MOST) {
            log_write(LOG_ERROR, "more than %u units", FACT_UNITS_MOST);
            db_reset(stmt);
            return ERR_TOO_LARGE;
        }
        struct facts_unit *unit = &stock->units[stock->unit_count++];
        *unit = (struct facts_unit){
            .agency = db_column_id(stmt, 0),
            .id = db_column_id(stmt, 1),
            .parent = db_column_id(stmt, 2),
            .code = db_column_text(stmt, 3, &stock->arena),
            .agency_code = db_column_text(stmt, 4, &stock->arena),
            .kind = db_column_text(stmt, 5, &stock->arena),
            .name = db_column_text(stmt, 6, &stock->arena),
            .territory = db_column_text(stmt, 7, &stock->arena),
            .currency = db_column_text(stmt, 8, &stock->arena),
            .fiscal_month = db_column_int(stmt, 9),
            .tree_from = db_column_int(stmt, 10),
            .tree_to = db_column_int(stmt, 11),
        };
    }
}

static void index_units(struct loader *loader)
{
    for (size_t i = 0; i < loader->stock->unit_count; i++) {
        uint32_t *at = ARENA_NEW(loader->arena, uint32_t);
        *at = (uint32_t)i;
        map_set(loader->units, id_key(&loader->stock->units[i].id), at);
    }
}

static struct facts_client client_of(struct loader *loader, struct db_stmt *stmt, enum fact_dataset dataset, int adviser_unit)
{
    struct facts_stock *stock = loader->stock;
    struct facts_client client = {
        .name = {db_column_id(stmt, 1), facts_agency(stock, db_column_id(stmt, 0)), dataset},
        .code = db_column_text(stmt, 2, &stock->arena),
        .home = (uint16_t)facts_place(stock, db_column_peek(stmt, 3)),
        .moves = FACT_NOBODY,
        .unit = UINT16_MAX,
        .counts = db_column_int(stmt, 4) == 0,
    };
    if (!db_column_is_null(stmt, adviser_unit)) {
        client.unit = (uint16_t)unit_at(loader, db_column_id(stmt, adviser_unit));
    }
    return client;
}

static enum err read_enterprise(struct loader *loader, struct db_stmt *stmt)
{
    static const char *const leaders[] = {"female", "male", "mixed"};
    static const char *const sectors[] = {"crafts", "food_agroindustry", "footwear", "commerce", "construction",
                                          "pharmaceutical_chemistry", "ict", "textiles_clothing", "tourism", "other"};
    static const char *const sizes[] = {"micro", "small", "medium", "outside"};
    struct facts_client client = client_of(loader, stmt, FACT_ENTERPRISES, 9);
    client.counts = client.counts && !str_eq(db_column_peek(stmt, 5), S("group"));
    client.led_by = choice_at(db_column_peek(stmt, 6), leaders, COUNT_OF(leaders));
    client.sector = choice_at(db_column_peek(stmt, 7), sectors, COUNT_OF(sectors));
    client.size = choice_at(db_column_peek(stmt, 8), sizes, COUNT_OF(sizes));
    client.numbered = !db_column_is_null(stmt, 10);
    facts_client_add(loader->stock, &client);
    return ERR_OK;
}

static enum err read_person(struct loader *loader, struct db_stmt *stmt)
{
    static const char *const sexes[] = {"female", "male"};
    struct facts_client client = client_of(loader, stmt, FACT_PERSONS, 7);
    client.sex = choice_at(db_column_peek(stmt, 5), sexes, COUNT_OF(sexes));
    client.numbered = !db_column_is_null(stmt, 6);
    facts_client_add(loader->stock, &client);
    return ERR_OK;
}

static enum err read_move(struct loader *loader, struct db_stmt *stmt)
{
    bool is_enterprise = !db_column_is_null(stmt, 1);
    uint32_t at = facts_client(loader->stock, is_enterprise ? FACT_ENTERPRISES : FACT_PERSONS, db_column_id(stmt, 0),
                               db_column_id(stmt, is_enterprise ? 1 : 2));
    if (at != FACT_NOBODY) {
        struct facts_client *client = FACTS_AT(struct facts_client, &loader->stock->clients, at);
        struct facts_move move = {facts_day(db_column_date(stmt, 4)), facts_place(loader->stock, db_column_peek(stmt, 3)),
                                  client->moves};
        client->moves = facts_append(loader->stock, &loader->stock->moves, &move);
    }
    return ERR_OK;
}

/* Rows of one identity are neighbours: each is joined with the one before it. */
struct joining {
    struct id identity;
    uint32_t first;
};
static enum err join_identities(struct loader *loader, int statement, enum fact_dataset dataset)
{
    struct db_stmt *stmt;
    TRY(db_prepare(loader->db, statements[statement], &stmt));
    struct joining joining = {ID_NONE, FACT_NOBODY};
    for (;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            return ERR_OK;
        }
        struct id identity = db_column_id(stmt, 1);
        uint32_t client = facts_client(loader->stock, dataset, db_column_id(stmt, 0), db_column_id(stmt, 2));
        if (client == FACT_NOBODY) {
            continue;
        }
        if (id_eq(identity, joining.identity)) {
            facts_join(loader->stock, joining.first, client);
        } else {
            joining = (struct joining){identity, client};
        }
    }
}

/* The agreements behind each record, from rows in the order of records. */
struct funded {
    struct id record;
    uint32_t agreements[64];
    size_t len;
};

static void keep_funding(struct loader *loader, const struct funded *funded)
{
    if (funded->len > 0) {
        uint32_t *set = ARENA_NEW(loader->arena, uint32_t);
        *set = facts_funding(loader->stock, funded->agreements, funded->len);
        map_set(loader->fundings, id_key(&funded->record), set);
    }
}

static enum err read_fundings(struct loader *loader, int statement)
{
    struct db_stmt *stmt;
    TRY(db_prepare(loader->db, statements[statement], &stmt));
    struct funded funded = {.record = ID_NONE};
    for (;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        struct id record = row ? db_column_id(stmt, 1) : ID_NONE;
        if (!id_eq(record, funded.record)) {
            keep_funding(loader, &funded);
            funded = (struct funded){.record = record};
        }
        if (!row) {
            return ERR_OK;
        }
        if (funded.len < COUNT_OF(funded.agreements)) {
            funded.agreements[funded.len++] = facts_agreement(loader->stock, db_column_id(stmt, 2));
        }
    }
}

/* Following, a record's funding is asked for when the record is read, and kept for its other clients. */
static enum err funding_of(struct loader *loader, int statement, struct id agency, struct id record, uint32_t *out)
{
    const uint32_t *found = map_find(loader->fundings, id_key(&record));
    *out = found == NULL ? 0 : *found;
    if (!loader->following || found != NULL) {
        return ERR_OK;
    }
    struct db_stmt *stmt;
    TRY(db_prepare(loader->db, statements[statement], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, record);
    struct funded funded = {.record = record};
    for (;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            break;
        }
        if (funded.len < COUNT_OF(funded.agreements)) {
            funded.agreements[funded.len++] = facts_agreement(loader->stock, db_column_id(stmt, 2));
        }
    }
    uint32_t *set = ARENA_NEW(loader->arena, uint32_t);
    *set = facts_funding(loader->stock, funded.agreements, funded.len);
    map_set(loader->fundings, id_key(&record), set);
    *out = *set;
    return ERR_OK;
}

/* ---- facts of one row each --------------------------------------------------------------------------------------------- */

static enum err read_client(struct loader *loader, enum fact_dataset dataset, struct id agency, struct id id, uint32_t *out);

struct fact {
    enum fact_kind kind;
    struct date date;
    unsigned state;
    unsigned flags;
    struct id unit;
    uint32_t record;
    uint32_t detail;
    int32_t minutes;
};

/* A fact of `client`; its district is the home of `home`. */
static void add_fact(struct loader *loader, const struct fact *fact, uint32_t client, unsigned place)
{
    const struct facts_client *who = FACTS_AT(const struct facts_client, &loader->stock->clients, client);
    enum facts_set set = who->name.dataset == FACT_PERSONS ? FACTS_OF_PERSONS : FACTS_OF_ENTERPRISES;
    uint64_t key = facts_key(fact->kind, (unsigned)facts_day(fact->date), place, unit_at(loader, fact->unit), fact->state,
                             fact->flags | (who->counts ? FACT_COUNTS : 0U));
    facts_add(&loader->rows[set], (struct facts_row){key, who->identity, fact->minutes, fact->record, client, fact->detail});
}

static unsigned home_of(struct loader *loader, uint32_t client, struct date date)
{
    const struct facts_stock *stock = loader->stock;
    return facts_home(stock, FACTS_AT(const struct facts_client, &stock->clients, client), facts_day(date));
}

/* A fact of the enterprise named in a row, else of the person. */
static enum err add_client_fact(struct loader *loader, const struct fact *fact, struct id agency, struct id enterprise,
                                struct id person)
{
    bool is_enterprise = !id_is_none(enterprise);
    uint32_t client;
    TRY(read_client(loader, is_enterprise ? FACT_ENTERPRISES : FACT_PERSONS, agency, is_enterprise ? enterprise : person,
                    &client));
    if (client != FACT_NOBODY) {
        add_fact(loader, fact, client, home_of(loader, client, fact->date));
    }
    return ERR_OK;
}

static int32_t minutes_at(struct db_stmt *stmt, int column)
{
    if (db_column_is_null(stmt, column)) {
        return FACTS_NO_MINUTES;
    }
    int64_t minutes = db_column_int(stmt, column);
    return minutes > INT32_MAX / 4 ? INT32_MAX / 4 : (int32_t)minutes;
}

static bool session_fact(struct loader *loader, struct db_stmt *stmt, uint32_t funding, struct fact *out)
{
    static const char *const kinds[] = {"advice_business", "advice_finance", "advice_ict", "advice_women", "attention",
                                        "specialised_service", "business_plan", "investment_plan"};
    uint8_t kind = choice_at(db_column_peek(stmt, 4), kinds, COUNT_OF(kinds));
    if (kind == 0) {
        return false;
    }
    struct facts_session session = {minutes_at(stmt, 5), minutes_at(stmt, 6), minutes_at(stmt, 7)};
    int32_t contact = session.contact == FACTS_NO_MINUTES ? 0 : session.contact;
    int32_t preparation = session.preparation == FACTS_NO_MINUTES ? 0 : session.preparation;
    *out = (struct fact){
        .kind = (enum fact_kind)(kind - 1),
        .date = db_column_date(stmt, 3),
        .state = state_of(db_column_peek(stmt, 8)),
        .flags = contact > 0 ? FACT_TIMED : 0U,
        .unit = db_column_id(stmt, 2),
        .record = facts_record(loader->stock, FACT_SESSIONS, db_column_id(stmt, 0), db_column_id(stmt, 1), funding),
        .detail = facts_append(loader->stock, &loader->stock->sessions, &session),
        .minutes = contact + preparation,
    };
    return true;
}

static enum err read_session_enterprise(struct loader *loader, struct db_stmt *stmt)
{
    struct fact fact;
    uint32_t funding;
    TRY(funding_of(loader, FUNDING_SESSION_ONE, db_column_id(stmt, 0), db_column_id(stmt, 1), &funding));
    if (!session_fact(loader, stmt, funding, &fact)) {
        return ERR_OK;
    }
    return add_client_fact(loader, &fact, db_column_id(stmt, 0), db_column_id(stmt, 9), ID_NONE);
}

static enum err read_session_person(struct loader *loader, struct db_stmt *stmt)
{
    struct fact fact;
    uint32_t funding;
    TRY(funding_of(loader, FUNDING_SESSION_ONE, db_column_id(stmt, 0), db_column_id(stmt, 1), &funding));
    uint32_t client;
    TRY(read_client(loader, FACT_PERSONS, db_column_id(stmt, 0), db_column_id(stmt, 9), &client));
    if (client == FACT_NOBODY || !session_fact(loader, stmt, funding, &fact)) {
        return ERR_OK;
    }
    fact.flags |= db_column_int(stmt, 10) == 0 ? FACT_ALONE : 0U;
    /* Of an annulled person nothing is known but that the session took place. */
    bool counts = FACTS_AT(const struct facts_client, &loader->stock->clients, client)->counts;
    add_fact(loader, &fact, client, counts ? home_of(loader, client, fact.date) : 0);
    return ERR_OK;
}

/* Into both sets; following, into that of the client who is read. */
static enum err read_attendance(struct loader *loader, struct db_stmt *stmt)
{
    static const char *const kinds[] = {"training", "fair", "meeting"};
    struct facts_stock *stock = loader->stock;
    struct id agency = db_column_id(stmt, 0);
    struct id firm_id = db_column_id(stmt, 7);
    uint8_t kind = choice_at(db_column_peek(stmt, 4), kinds, COUNT_OF(kinds));
    uint32_t funding;
    uint32_t person;
    uint32_t firm = FACT_NOBODY;
    TRY(funding_of(loader, FUNDING_EVENT_ONE, agency, db_column_id(stmt, 5), &funding));
    TRY(read_client(loader, FACT_PERSONS, agency, db_column_id(stmt, 6), &person));
    if (!id_is_none(firm_id)) {
        TRY(read_client(loader, FACT_ENTERPRISES, agency, firm_id, &firm));
    }
    if (kind == 0 || person == FACT_NOBODY || !FACTS_AT(const struct facts_client, &stock->clients, person)->counts) {
        return ERR_OK;
    }
    struct facts_attendance attendance = {
        .event = facts_record(stock, FACT_EVENTS, agency, db_column_id(stmt, 5), 0),
        .other = firm,
        .evaluation = (int32_t)db_column_int(stmt, 8),
    };
    struct fact fact = {
        .kind = (enum fact_kind)(FACT_TRAINING + kind - 1),
        .date = db_column_date(stmt, 3),
        .state = state_of(db_column_peek(stmt, 9)),
        .unit = db_column_id(stmt, 2),
        .record = facts_record(stock, FACT_ATTENDANCES, agency, db_column_id(stmt, 1), funding),
    };
    unsigned place = home_of(loader, firm != FACT_NOBODY ? firm : person, fact.date);
    if (firm != FACT_NOBODY && (!loader->following || id_eq(firm_id, loader->client))) {
        attendance.other = person;
        fact.detail = facts_append(stock, &stock->attendances, &attendance);
        add_fact(loader, &fact, firm, place);
        attendance.other = firm;
    }
    if (!loader->following || id_eq(db_column_id(stmt, 6), loader->client)) {
        bool firm_counts = firm != FACT_NOBODY && FACTS_AT(const struct facts_client, &stock->clients, firm)->counts;
        fact.flags = firm_counts ? FACT_FIRM : 0U;
        fact.detail = facts_append(stock, &stock->attendances, &attendance);
        add_fact(loader, &fact, person, place);
    }
    return ERR_OK;
}

static bool is_contracted(struct str state, bool part_accepted)
{
    static const char *const signed_states[] = {"contracted", "delivered", "finished", "rejected"};
    return choice_at(state, signed_states, COUNT_OF(signed_states)) > 0 || (str_eq(state, S("terminated")) && part_accepted);
}

static uint32_t amount_detail(struct facts_stock *stock, int64_t amount)
{
    return facts_append(stock, &stock->amounts, &amount);
}

static enum err read_assistance(struct loader *loader, struct db_stmt *stmt)
{
    struct facts_stock *stock = loader->stock;
    struct id agency = db_column_id(stmt, 0);
    uint32_t funding;
    TRY(funding_of(loader, FUNDING_ASSISTANCE_ONE, agency, db_column_id(stmt, 1), &funding));
    struct date signed_on = db_column_date(stmt, 3);
    struct date paid_on = db_column_date(stmt, 6);
    struct fact fact = {
        .kind = FACT_ASSISTANCE,
        .date = signed_on,
        .state = state_of(db_column_peek(stmt, 8)),
        .unit = db_column_id(stmt, 2),
        .record = facts_record(stock, FACT_ASSISTANCES, agency, db_column_id(stmt, 1), funding),
    };
    if (!date_is_none(signed_on) && is_contracted(db_column_peek(stmt, 4), db_column_int(stmt, 5) == 1)) {
        TRY(add_client_fact(loader, &fact, agency, db_column_id(stmt, 9), ID_NONE));
    }
    fact.kind = FACT_CONTRIBUTION;
    fact.date = date_is_none(paid_on) ? signed_on : paid_on;
    if (date_is_none(fact.date)) {
        return ERR_OK;
    }
    fact.detail = amount_detail(stock, date_is_none(paid_on) ? MONEY_MISSING : db_column_int_or_none(stmt, 7));
    return add_client_fact(loader, &fact, agency, db_column_id(stmt, 9), ID_NONE);
}

/* Whether an instrument is a credit of a lender, cash or in kind; false if its amount is neither. */
static bool approval_flags(struct str instrument, struct str lender, unsigned *flags)
{
    static const char *const lenders[] = {"bank", "cooperative", "supervised_lender"};
    *flags = 0;
    if (str_eq(instrument, S("credit"))) {
        *flags = FACT_CREDIT;
        return choice_at(lender, lenders, COUNT_OF(lenders)) > 0;
    }
    if (str_eq(instrument, S("in_kind"))) {
        *flags = FACT_IN_KIND;
        return true;
    }
    return str_eq(instrument, S("grant")) || str_eq(instrument, S("seed_capital"));
}

static enum err read_link(struct loader *loader, struct db_stmt *stmt)
{
    static const char *const kinds[] = {"financial", "non_reimbursable", "commercial", "institutional", "academic"};
    struct facts_stock *stock = loader->stock;
    struct id agency = db_column_id(stmt, 0);
    struct id enterprise = db_column_id(stmt, 4);
    struct id person = db_column_id(stmt, 5);
    uint8_t kind = choice_at(db_column_peek(stmt, 3), kinds, COUNT_OF(kinds));
    uint32_t funding;
    TRY(funding_of(loader, FUNDING_LINK_ONE, agency, db_column_id(stmt, 1), &funding));
    struct fact fact = {
        .kind = (enum fact_kind)(FACT_LINK_FINANCIAL + (kind == 0 ? 0 : kind - 1)),
        .date = db_column_date(stmt, 7),
        .state = state_of(db_column_peek(stmt, 11)),
        .unit = db_column_id(stmt, 2),
        .record = facts_record(stock, FACT_LINKS, agency, db_column_id(stmt, 1), funding),
    };
    TRY(add_client_fact(loader, &fact, agency, enterprise, person));
    if (str_eq(db_column_peek(stmt, 10), S("denied")) ||
        !approval_flags(db_column_peek(stmt, 6), db_column_peek(stmt, 12), &fact.flags)) {
        return ERR_OK;
    }
    struct date approved_on = db_column_date(stmt, 9);
    fact.kind = FACT_APPROVAL;
    fact.date = date_is_none(approved_on) ? fact.date : approved_on;
    fact.detail = amount_detail(stock, date_is_none(approved_on) ? MONEY_MISSING : db_column_int_or_none(stmt, 8));
    return add_client_fact(loader, &fact, agency, enterprise, person);
}

static enum err read_disbursement(struct loader *loader, struct db_stmt *stmt)
{
    struct facts_stock *stock = loader->stock;
    struct id agency = db_column_id(stmt, 0);
    uint32_t funding;
    TRY(funding_of(loader, FUNDING_LINK_ONE, agency, db_column_id(stmt, 8), &funding));
    struct fact fact = {
        .kind = FACT_DISBURSEMENT,
        .date = db_column_date(stmt, 3),
        .state = state_of(db_column_peek(stmt, 5)),
        .unit = db_column_id(stmt, 2),
        .record = facts_record(stock, FACT_DISBURSEMENTS, agency, db_column_id(stmt, 1), funding),
        .detail = amount_detail(stock, db_column_int_or_none(stmt, 4)),
    };
    return add_client_fact(loader, &fact, agency, db_column_id(stmt, 6), db_column_id(stmt, 7));
}

static enum err read_snapshot(struct loader *loader, struct db_stmt *stmt)
{
    struct facts_stock *stock = loader->stock;
    struct id agency = db_column_id(stmt, 0);
    struct facts_snapshot snapshot = {
        .national = db_column_int_or_none(stmt, 5),
        .export = db_column_int_or_none(stmt, 6),
        .at_risk = db_column_int_or_none(stmt, 11),
        .stated = db_column_int_or_none(stmt, 12),
        .window = db_column_is_null(stmt, 13) ? 12 : db_column_int(stmt, 13),
        .code = db_column_text(stmt, 14, &stock->arena),
    };
    for (int i = 0; i < FACTS_CELLS; i++) {
        snapshot.jobs[i] = db_column_int_or_none(stmt, 7 + i);
    }
    struct fact fact = {
        .kind = FACT_SNAPSHOT,
        .date = db_column_date(stmt, 3),
        .state = state_of(db_column_peek(stmt, 15)),
        .flags = str_eq(db_column_peek(stmt, 4), S("initial")) ? FACT_INITIAL : 0U,
        .unit = db_column_id(stmt, 2),
        .record = facts_record(stock, FACT_SNAPSHOTS, agency, db_column_id(stmt, 1), 0),
        .detail = facts_append(stock, &stock->snapshots, &snapshot),
    };
    return add_client_fact(loader, &fact, agency, db_column_id(stmt, 16), ID_NONE);
}

static enum err read_milestone(struct loader *loader, struct db_stmt *stmt)
{
    static const char *const kinds[] = {"formalisation", "business_started", "new_product", "new_market"};
    struct facts_stock *stock = loader->stock;
    struct id agency = db_column_id(stmt, 0);
    uint8_t kind = choice_at(db_column_peek(stmt, 4), kinds, COUNT_OF(kinds));
    if (kind == 0) {
        return ERR_OK;
    }
    struct str code = db_column_text(stmt, 5, &stock->arena);
    struct fact fact = {
        .kind = (enum fact_kind)(FACT_FORMALISATION + kind - 1),
        .date = db_column_date(stmt, 3),
        .state = state_of(db_column_peek(stmt, 6)),
        .unit = db_column_id(stmt, 2),
        .record = facts_record(stock, FACT_MILESTONES, agency, db_column_id(stmt, 1), 0),
        .detail = facts_append(stock, &stock->codes, &code),
    };
    return add_client_fact(loader, &fact, agency, db_column_id(stmt, 7), db_column_id(stmt, 8));
}

/* ---- everything ------------------------------------------------------------------------------------------------------------ */

static enum err read_client_row(struct loader *loader, enum fact_dataset dataset, struct id agency, struct id id)
{
    bool is_person = dataset == FACT_PERSONS;
    struct id was_agency = loader->client_agency;
    struct id was = loader->client;
    loader->client_agency = agency;
    loader->client = id;
    enum err err = each(loader, is_person ? PERSONS_ONE : ENTERPRISES_ONE, is_person ? read_person : read_enterprise);
    if (err == ERR_OK) {
        err = each(loader, is_person ? MOVES_PERSON : MOVES_ENTERPRISE, read_move);
    }
    loader->client_agency = was_agency;
    loader->client = was;
    return err;
}

/* The item of a client. A client that the stock does not know yet is read. */
static enum err read_client(struct loader *loader, enum fact_dataset dataset, struct id agency, struct id id, uint32_t *out)
{
    *out = facts_client(loader->stock, dataset, agency, id);
    if (*out == FACT_NOBODY && loader->following) {
        TRY(read_client_row(loader, dataset, agency, id));
        *out = facts_client(loader->stock, dataset, agency, id);
    }
    return ERR_OK;
}

static enum err load_tables(struct loader *loader)
{
    static const struct {
        int statement;
        row_reader *reader;
    } clients[] = {{ENTERPRISES_ALL, read_enterprise}, {PERSONS_ALL, read_person}, {MOVES_ALL, read_move}},
      facts[] = {
          {SESSION_ENTERPRISES_ALL, read_session_enterprise},
          {SESSION_PERSONS_ALL, read_session_person},
          {ATTENDANCES_ALL, read_attendance},
          {ASSISTANCES_ALL, read_assistance},
          {LINKS_ALL, read_link},
          {DISBURSEMENTS_ALL, read_disbursement},
          {SNAPSHOTS_ALL, read_snapshot},
          {MILESTONES_ALL, read_milestone},
      };
    TRY(read_units(loader));
    index_units(loader);
    for (size_t i = 0; i < COUNT_OF(clients); i++) {
        TRY(each(loader, clients[i].statement, clients[i].reader));
    }
    TRY(join_identities(loader, IDENTITY_ENTERPRISES_ALL, FACT_ENTERPRISES));
    TRY(join_identities(loader, IDENTITY_PERSONS_ALL, FACT_PERSONS));
    TRY(read_fundings(loader, FUNDING_SESSION_ALL));
    TRY(read_fundings(loader, FUNDING_EVENT_ALL));
    TRY(read_fundings(loader, FUNDING_ASSISTANCE_ALL));
    TRY(read_fundings(loader, FUNDING_LINK_ALL));
    for (size_t i = 0; i < COUNT_OF(facts); i++) {
        TRY(each(loader, facts[i].statement, facts[i].reader));
    }
    return ERR_OK;
}

static struct loader loader_new(struct db *db, struct facts_stock *stock, struct arena *arena, bool following)
{
    struct loader loader = {.db = db, .stock = stock, .arena = arena, .following = following};
    loader.rows[0] = (struct facts_rows){.arena = arena};
    loader.rows[1] = (struct facts_rows){.arena = arena};
    loader.fundings = ARENA_NEW(arena, struct map);
    *loader.fundings = MAP(arena);
    loader.units = ARENA_NEW(arena, struct map);
    *loader.units = MAP(arena);
    return loader;
}

static enum err load_all(struct db *db, struct facts_view **out)
{
    int64_t started = clock_monotonic();
    struct arena arena = {0};
    struct facts_stock *stock = facts_stock();
    struct loader loader = loader_new(db, stock, &arena, false);
    enum err err = load_tables(&loader);
    if (err == ERR_OK) {
        *out = facts_view_make(stock, loader.rows);
        log_write(LOG_INFO, "facts=%zu clients=%zu ms=%lld", loader.rows[0].len + loader.rows[1].len, stock->clients.len,
                  (long long)(clock_monotonic() - started) / 1000);
    }
    facts_stock_drop(stock);
    arena_release(&arena);
    return err;
}

/* ---- single clients ----------------------------------------------------------------------------------------------------- */

struct touched {
    enum fact_dataset dataset;
    struct id agency;
    struct id id;
    uint32_t before; /* its item until now */
    uint32_t after;
};
struct following {
    struct loader loader;
    struct map known; /* dataset, agency, id */
    struct touched *list;
    size_t len;
    size_t cap;
};

static void follow_client(struct following *following, enum fact_dataset dataset, struct id agency, struct id id)
{
    char key[33];
    key[0] = (char)dataset;
    memcpy(key + 1, agency.bytes, sizeof(agency.bytes));
    memcpy(key + 17, id.bytes, sizeof(id.bytes));
    struct str name = {key, sizeof(key)};
    if (map_find(&following->known, name) != NULL) {
        return;
    }
    map_set(&following->known, name, following);
    struct arena *arena = following->loader.arena;
    if (following->len == following->cap) {
        struct touched *larger = ARENA_ARRAY(arena, struct touched, following->cap * 2 + 64);
        if (following->len > 0) {
            memcpy(larger, following->list, following->len * sizeof(*larger));
        }
        following->list = larger;
        following->cap = following->cap * 2 + 64;
    }
    following->list[following->len++] = (struct touched){
        dataset, agency, id, facts_client(following->loader.stock, dataset, agency, id), FACT_NOBODY};
}

/* All of the ring that the client was in, and all of the identities that it is in now. */
static enum err follow_identity(struct following *following, struct touched touched)
{
    const struct facts_stock *stock = following->loader.stock;
    if (touched.before != FACT_NOBODY) {
        uint32_t at = touched.before;
        do {
            const struct facts_client *member = FACTS_AT(const struct facts_client, &stock->clients, at);
            follow_client(following, touched.dataset,
                          FACTS_AT(const struct facts_name, &stock->agencies, member->name.agency)->id, member->name.id);
            at = member->next;
        } while (at != touched.before);
    }
    struct db_stmt *stmt;
    bool is_person = touched.dataset == FACT_PERSONS;
    TRY(db_prepare(following->loader.db, statements[is_person ? IDENTITY_PERSONS_ONE : IDENTITY_ENTERPRISES_ONE], &stmt));
    db_bind_id(stmt, 1, touched.agency);
    db_bind_id(stmt, 2, touched.id);
    for (;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            return ERR_OK;
        }
        follow_client(following, touched.dataset, db_column_id(stmt, 0), db_column_id(stmt, 2));
    }
}

/* An attendance is a fact of a person and of an enterprise, and what one of them is decides about the other's. */
static enum err follow_attendances(struct following *following, struct touched touched)
{
    struct db_stmt *stmt;
    bool is_person = touched.dataset == FACT_PERSONS;
    TRY(db_prepare(following->loader.db, statements[is_person ? ENTERPRISES_OF_PERSON : PERSONS_OF_ENTERPRISE], &stmt));
    db_bind_id(stmt, 1, touched.agency);
    db_bind_id(stmt, 2, touched.id);
    for (;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            return ERR_OK;
        }
        follow_client(following, is_person ? FACT_ENTERPRISES : FACT_PERSONS, touched.agency, db_column_id(stmt, 0));
    }
}

static enum err join_again(struct following *following, struct touched touched)
{
    struct db_stmt *stmt;
    struct loader *loader = &following->loader;
    bool is_person = touched.dataset == FACT_PERSONS;
    TRY(db_prepare(loader->db, statements[is_person ? IDENTITY_PERSONS_ONE : IDENTITY_ENTERPRISES_ONE], &stmt));
    db_bind_id(stmt, 1, touched.agency);
    db_bind_id(stmt, 2, touched.id);
    for (;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            return ERR_OK;
        }
        uint32_t other = facts_client(loader->stock, touched.dataset, db_column_id(stmt, 0), db_column_id(stmt, 2));
        if (other != FACT_NOBODY && touched.after != FACT_NOBODY) {
            facts_join(loader->stock, touched.after, other);
        }
    }
}

static enum err read_facts_of(struct loader *loader, enum fact_dataset dataset)
{
    static const struct {
        int of_enterprise;
        int of_person;
        row_reader *enterprise_reader;
        row_reader *person_reader;
    } sources[] = {
        {SESSION_ENTERPRISES_ONE, SESSION_PERSONS_ONE, read_session_enterprise, read_session_person},
        {ATTENDANCES_ENTERPRISE, ATTENDANCES_PERSON, read_attendance, read_attendance},
        {ASSISTANCES_ONE, STATEMENTS, read_assistance, NULL},
        {LINKS_ENTERPRISE, LINKS_PERSON, read_link, read_link},
        {DISBURSEMENTS_ENTERPRISE, DISBURSEMENTS_PERSON, read_disbursement, read_disbursement},
        {SNAPSHOTS_ONE, STATEMENTS, read_snapshot, NULL},
        {MILESTONES_ENTERPRISE, MILESTONES_PERSON, read_milestone, read_milestone},
    };
    for (size_t i = 0; i < COUNT_OF(sources); i++) {
        if (dataset == FACT_ENTERPRISES) {
            TRY(each(loader, sources[i].of_enterprise, sources[i].enterprise_reader));
        } else if (sources[i].person_reader != NULL) {
            TRY(each(loader, sources[i].of_person, sources[i].person_reader));
        }
    }
    return ERR_OK;
}

/* Reads the clients of the list, and all that they stand together with, into rows. */
static enum err read_touched(struct following *following)
{
    size_t named = following->len;
    for (size_t i = 0; i < named; i++) {
        TRY(follow_attendances(following, following->list[i]));
    }
    for (size_t i = 0; i < following->len; i++) {
        TRY(follow_identity(following, following->list[i]));
    }
    struct loader *loader = &following->loader;
    for (size_t i = 0; i < following->len; i++) {
        struct touched *touched = &following->list[i];
        TRY(read_client_row(loader, touched->dataset, touched->agency, touched->id));
        touched->after = facts_client(loader->stock, touched->dataset, touched->agency, touched->id);
    }
    for (size_t i = 0; i < following->len; i++) {
        TRY(join_again(following, following->list[i]));
    }
    for (size_t i = 0; i < following->len; i++) {
        loader->client_agency = following->list[i].agency;
        loader->client = following->list[i].id;
        TRY(read_facts_of(loader, following->list[i].dataset));
    }
    return ERR_OK;
}

/* The view after the touched clients were read again. *again: everything has to be loaded. */
static enum err follow_view(struct following *following, const struct facts_view *view, struct facts_view **out, bool *again)
{
    TRY(read_touched(following));
    *again = following->loader.unknown_unit;
    if (*again) {
        return ERR_OK;
    }
    uint32_t *gone[2];
    size_t gone_count[2] = {0, 0};
    gone[0] = ARENA_ARRAY(following->loader.arena, uint32_t, following->len + 1);
    gone[1] = ARENA_ARRAY(following->loader.arena, uint32_t, following->len + 1);
    for (size_t i = 0; i < following->len; i++) {
        const struct touched *touched = &following->list[i];
        if (touched->before != FACT_NOBODY) {
            int set = touched->dataset == FACT_PERSONS ? FACTS_OF_PERSONS : FACTS_OF_ENTERPRISES;
            gone[set][gone_count[set]++] =
                FACTS_AT(const struct facts_client, &view->stock->clients, touched->before)->identity;
        }
    }
    *out = facts_view_after(view, gone, gone_count, following->loader.rows);
    return ERR_OK;
}

/* ---- following the audit -------------------------------------------------------------------------------------------------- */

struct heads {
    struct id *agencies;
    int64_t *sizes;
    size_t len;
};

static enum err read_heads(struct db *db, struct arena *arena, struct heads *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(db, statements[HEADS], &stmt));
    size_t cap = 0;
    for (out->len = 0;; out->len++) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            return ERR_OK;
        }
        if (out->len == cap) {
            cap = cap * 2 + 16;
            struct id *agencies = ARENA_ARRAY(arena, struct id, cap);
            int64_t *sizes = ARENA_ARRAY(arena, int64_t, cap);
            for (size_t i = 0; i < out->len; i++) {
                agencies[i] = out->agencies[i];
                sizes[i] = out->sizes[i];
            }
            out->agencies = agencies;
            out->sizes = sizes;
        }
        out->agencies[out->len] = db_column_id(stmt, 0);
        out->sizes[out->len] = db_column_int(stmt, 1);
    }
}

static void keep_heads(struct facts *facts, const struct heads *heads)
{
    arena_reset(&facts->seen_arena);
    facts->seen = ARENA_NEW(&facts->seen_arena, struct map);
    *facts->seen = MAP(&facts->seen_arena);
    for (size_t i = 0; i < heads->len; i++) {
        int64_t *size = ARENA_NEW(&facts->seen_arena, int64_t);
        *size = heads->sizes[i];
        map_set(facts->seen, id_key(&heads->agencies[i]), size);
    }
}

/* What one tree tells since the view has seen it. *all: too much to follow. */
static enum err read_news(struct following *following, struct id agency, int64_t seen, int64_t size, bool *all)
{
    struct db_stmt *stmt;
    TRY(db_prepare(following->loader.db, statements[TOUCHED_ALL], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_int(stmt, 2, seen);
    db_bind_int(stmt, 3, size);
    bool row = false;
    TRY(db_step(stmt, &row));
    db_reset(stmt);
    if (row || size < seen) {
        *all = true;
        return ERR_OK;
    }
    TRY(db_prepare(following->loader.db, statements[TOUCHED], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_int(stmt, 2, seen);
    db_bind_int(stmt, 3, size);
    for (;;) {
        TRY(db_step(stmt, &row));
        if (!row) {
            return ERR_OK;
        }
        follow_client(following, str_eq(db_column_peek(stmt, 0), S("p")) ? FACT_PERSONS : FACT_ENTERPRISES,
                      db_column_id(stmt, 1), db_column_id(stmt, 2));
    }
}

/* Inside one reading transaction: a new view if there is news, else *out stays NULL. */
static enum err follow(struct facts *facts, struct arena *arena, struct heads *heads, struct facts_view **out)
{
    TRY(db_set_scope(facts->db, (struct id){{0}},
                     (struct id){{255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255}}));
    TRY(read_heads(facts->db, arena, heads));
    if (facts->current == NULL || facts->spoilt) {
        return load_all(facts->db, out);
    }
    struct following following = {.loader = loader_new(facts->db, facts->current->stock, arena, true), .known = MAP(arena)};
    index_units(&following.loader);
    bool all = false;
    for (size_t i = 0; i < heads->len && !all; i++) {
        const int64_t *seen = map_find(facts->seen, id_key(&heads->agencies[i]));
        int64_t before = seen == NULL ? 0 : *seen;
        if (before != heads->sizes[i]) {
            TRY(read_news(&following, heads->agencies[i], before, heads->sizes[i], &all));
        }
    }
    if (!all && following.len > 0 && following.len <= TOUCHED_MOST) {
        TRY(follow_view(&following, facts->current, out, &all));
    }
    return all || following.len > TOUCHED_MOST ? load_all(facts->db, out) : ERR_OK;
}

static void exchange(struct facts *facts, struct facts_view *view)
{
    pthread_mutex_lock(&facts->lock);
    struct facts_view *before = facts->current;
    facts->current = view;
    bool last = before != NULL && --before->references == 0;
    pthread_mutex_unlock(&facts->lock);
    if (last) {
        facts_view_drop(before);
    }
}

static enum err update(struct facts *facts, int64_t generation)
{
    if (generation >= 0 && generation == facts->generation && !facts->spoilt) {
        return ERR_OK; /* nothing has been committed since */
    }
    struct arena arena = {0};
    struct heads heads = {0};
    struct facts_view *view = NULL;
    enum err err = db_begin_read(facts->db);
    if (err == ERR_OK) {
        err = follow(facts, &arena, &heads, &view);
        db_rollback(facts->db);
        facts->spoilt = err != ERR_OK;
    }
    if (err == ERR_OK) {
        keep_heads(facts, &heads);
        facts->generation = generation;
        if (view != NULL) {
            exchange(facts, view);
        }
    }
    arena_release(&arena);
    return err;
}

/* ---- life ------------------------------------------------------------------------------------------------------------------- */

static pthread_mutex_t starting = PTHREAD_MUTEX_INITIALIZER;

static enum err start(struct runner *runner)
{
    struct arena arena = {0};
    struct facts *facts = ARENA_NEW(&arena, struct facts);
    struct text problem = TEXT_NONE;
    enum err err = db_open(runner_url(runner), DB_READ, &arena, &facts->db, &problem);
    if (err != ERR_OK) {
        log_write(LOG_ERROR, "facts cannot be read: %s", problem.en == NULL ? err_info(err)->code : problem.en);
        arena_release(&arena);
        return err;
    }
    facts->arena = arena;
    facts->generation = -1;
    pthread_mutex_init(&facts->update, NULL);
    pthread_mutex_init(&facts->lock, NULL);
    runner_set_facts(runner, facts);
    return ERR_OK;
}

FALLIBLE facts_start(struct runner *runner)
{
    struct facts_view *view;
    TRY(facts_acquire(runner, &view));
    facts_release(runner, view);
    return ERR_OK;
}

void facts_stop(struct runner *runner)
{
    struct facts *facts = runner_facts(runner);
    if (facts == NULL) {
        return;
    }
    runner_set_facts(runner, NULL);
    exchange(facts, NULL);
    db_close(facts->db);
    pthread_mutex_destroy(&facts->update);
    pthread_mutex_destroy(&facts->lock);
    arena_release(&facts->seen_arena);
    struct arena arena = facts->arena;
    arena_release(&arena);
}

FALLIBLE facts_acquire(struct runner *runner, struct facts_view **out)
{
    pthread_mutex_lock(&starting);
    enum err err = runner_facts(runner) == NULL ? start(runner) : ERR_OK;
    pthread_mutex_unlock(&starting);
    TRY(err);
    struct facts *facts = runner_facts(runner);
    pthread_mutex_lock(&facts->update);
    err = update(facts, runner_generation(runner));
    pthread_mutex_unlock(&facts->update);
    TRY(err);
    pthread_mutex_lock(&facts->lock);
    *out = facts->current;
    (*out)->references++;
    pthread_mutex_unlock(&facts->lock);
    return ERR_OK;
}

void facts_release(struct runner *runner, struct facts_view *view)
{
    struct facts *facts = runner_facts(runner);
    pthread_mutex_lock(&facts->lock);
    bool last = --view->references == 0;
    pthread_mutex_unlock(&facts->lock);
    if (last) {
        facts_view_drop(view);
    }
}
