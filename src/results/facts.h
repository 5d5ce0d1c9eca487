/* results/facts.h: everything countable that happened to a client, as plain columns in memory.
 *
 * One fact is one record × one client it names: a session and an enterprise, a present day of a course and a person, a
 * contract and a beneficiary. Facts lie in two sets, sorted by enterprise identity and by person identity, so that one pass
 * over a set counts identities exactly: all facts of one identity are neighbours. Within an identity they are ordered by
 * kind, date and record. Figures (results/figure.h) and cells (results/cube.h) are computed from here and nowhere else.
 *
 * What it is not for: whatever is not dated and somebody's (agreements, remarks), texts and names; these stay in the database.
 *
 * Loaded: records that stand (not annulled, reportable, not objected, nor their parents), of every date and unit. A fact
 * without an enterprise lies in the person set only.
 *
 * A view is one consistent picture: an immutable base, a small delta that replaces some identities of the base, and tables
 * that only grow behind the end that a view knows. Views are counted; whoever asks for one gives it back. Before a view is
 * handed out, the heads of the audit are compared with those it has seen and the clients named by newer records are read
 * again, so that a reader sees its own last commit, and those of other processes too.
 */
#ifndef ADELANTE_FACTS_H
#define ADELANTE_FACTS_H

#include "base/base.h"
#include "base/date.h"
#include "base/id.h"
#include "base/map.h"
#include "base/money.h"

enum fact_kind {
    FACT_ADVICE_BUSINESS,
    FACT_ADVICE_FINANCE,
    FACT_ADVICE_ICT,
    FACT_ADVICE_WOMEN,
    FACT_ATTENTION,
    FACT_SPECIALISED_SERVICE,
    FACT_BUSINESS_PLAN,
    FACT_INVESTMENT_PLAN, /* sessions up to here */
    FACT_TRAINING,        /* a present day */
    FACT_FAIR,
    FACT_MEETING,
    FACT_ASSISTANCE, /* a contract, by its signature */
    FACT_LINK_FINANCIAL,
    FACT_LINK_NON_REIMBURSABLE,
    FACT_LINK_COMMERCIAL,
    FACT_LINK_INSTITUTIONAL,
    FACT_LINK_ACADEMIC, /* services up to here */
    FACT_APPROVAL,      /* of a link's amount; by the link's date while it is not approved */
    FACT_DISBURSEMENT,
    FACT_CONTRIBUTION, /* the client's share of a contract; by the signature while it is not paid */
    FACT_SNAPSHOT,
    FACT_FORMALISATION,
    FACT_BUSINESS_STARTED,
    FACT_NEW_PRODUCT,
    FACT_NEW_MARKET,
    FACT_KINDS
};
#define FACT_IS_ADVICE(kind) ((kind) <= FACT_ADVICE_WOMEN)
#define FACT_IS_SESSION(kind) ((kind) <= FACT_INVESTMENT_PLAN)
#define FACT_IS_ATTENDANCE(kind) ((kind) >= FACT_TRAINING && (kind) <= FACT_MEETING)
#define FACT_IS_LINK(kind) ((kind) >= FACT_LINK_FINANCIAL && (kind) <= FACT_LINK_ACADEMIC)
/* The code of a kind as in the datasets: advice_business, training, assistance, link_financial … */
const char *facts_kind_code(enum fact_kind kind);

/* The packed column, from the highest bit: kind 5, day 17, place 10, unit 14, verification 2, flags 7, unused 6, first, serves, counts. Ordering
 * packed values orders facts by kind and day. */
#define FACT_KIND_SHIFT 59
#define FACT_DAY_SHIFT 42
#define FACT_DAY_MASK 0x1ffffU
#define FACT_PLACE_SHIFT 32
#define FACT_PLACE_MASK 0x3ffU
#define FACT_UNIT_SHIFT 18
#define FACT_UNIT_MASK 0x3fffU
#define FACT_STATE_SHIFT 16
#define FACT_KIND(key) ((unsigned)((key) >> FACT_KIND_SHIFT))
#define FACT_DAY(key) ((unsigned)((key) >> FACT_DAY_SHIFT) & FACT_DAY_MASK)
#define FACT_PLACE(key) ((unsigned)((key) >> FACT_PLACE_SHIFT) & FACT_PLACE_MASK)
#define FACT_UNIT(key) ((unsigned)((key) >> FACT_UNIT_SHIFT) & FACT_UNIT_MASK)
#define FACT_STATE(key) ((unsigned)((key) >> FACT_STATE_SHIFT) & 3U)
#define FACT_UNITS_MOST (FACT_UNIT_MASK + 1U)
#define FACT_PLACES_MOST (FACT_PLACE_MASK + 1U)
enum fact_flag {
    FACT_TIMED = 1U << 14,   /* a session with contact minutes > 0 */
    FACT_ALONE = 1U << 13,   /* person set: a session that names no enterprise */
    FACT_FIRM = 1U << 12,    /* person set: an attendance for an enterprise that counts */
    FACT_CREDIT = 1U << 11,  /* an approval of a credit by a lender */
    FACT_IN_KIND = 1U << 10, /* an approval in kind; neither flag: in cash */
    FACT_INITIAL = 1U << 9,  /* an initial snapshot */
    FACT_FIRST = 1U << 2,    /* the first fact of its identity; set by facts_part */
    FACT_SERVES = 1U << 1,   /* the client counts, and if it is a session, it had contact time; set by facts_key */
    FACT_COUNTS = 1U << 0,   /* the client is one that counts: not annulled, no group */
};
/* Days of facts count from 1900-01-01, years from 1900; later or earlier days fall into the last or first year. */
int32_t facts_day(struct date date);
struct date facts_date(unsigned day);
unsigned facts_year(int32_t day);
#define FACTS_YEARS 301 /* 1900 to 2199, and one more */
uint64_t facts_key(enum fact_kind kind, unsigned day, unsigned place, unsigned unit, unsigned state, unsigned flags);

enum fact_state { FACT_DECLARED, FACT_WITH_EVIDENCE, FACT_VERIFIED, FACT_VALIDATED };
enum fact_dataset {
    FACT_SESSIONS,
    FACT_ATTENDANCES,
    FACT_EVENTS,
    FACT_ASSISTANCES,
    FACT_LINKS,
    FACT_DISBURSEMENTS,
    FACT_SNAPSHOTS,
    FACT_MILESTONES,
    FACT_ENTERPRISES,
    FACT_PERSONS,
};
const char *facts_dataset_name(enum fact_dataset dataset);

#define FACT_NOBODY UINT32_MAX

/* ---- tables that facts point into: items never move and never change once a view knows them ------------------- */

struct facts_table {
    size_t item;
    size_t len;
    char **chunks;
};
#define FACTS_CHUNK_BITS 14
static inline void *facts_item(const struct facts_table *table, size_t i)
{
    return table->chunks[i >> FACTS_CHUNK_BITS] + (i & ((1U << FACTS_CHUNK_BITS) - 1)) * table->item;
}
#define FACTS_AT(type, table, i) ((type *)facts_item((table), (i)))

/* What a record or client is found by. */
struct facts_name {
    struct id id;
    uint32_t agency;  /* number in facts_stock.agencies */
    uint32_t dataset; /* enum fact_dataset */
};
struct facts_record {
    struct facts_name name;
    uint32_t funding; /* number of a set of agreements; 0: own funds */
};
enum { FACTS_LED_UNKNOWN, FACTS_LED_FEMALE, FACTS_LED_MALE, FACTS_LED_MIXED };
enum { FACTS_SEX_UNKNOWN, FACTS_SEX_FEMALE, FACTS_SEX_MALE };
struct facts_client {
    struct facts_name name;
    struct str code;
    uint32_t identity; /* number, unique in its set */
    uint32_t next;     /* ring of the records of the identity */
    uint32_t moves;    /* its last move in facts_stock.moves, FACT_NOBODY */
    uint16_t home;     /* place at registration */
    uint16_t unit;     /* of its adviser, UINT16_MAX if none */
    uint8_t counts;
    uint8_t led_by;    /* enterprises */
    uint8_t sex;       /* persons */
    uint8_t sector;    /* position in the choices + 1 */
    uint8_t size;      /* micro, small, medium, outside: 1 to 4 */
    uint8_t numbered;  /* has a number of identity (NIT, DUI) */
};
struct facts_move {
    int32_t day;
    uint32_t place;
    uint32_t earlier;
};
#define FACTS_NO_MINUTES INT32_MIN
struct facts_session {
    int32_t contact;
    int32_t preparation;
    int32_t travel;
};
struct facts_attendance {
    uint32_t event;  /* record */
    uint32_t other;  /* the client on the other side: the enterprise of a person, the person for an enterprise */
    int32_t evaluation; /* 0: none */
};
enum { FACTS_CELLS = 4 };
struct facts_snapshot {
    int64_t national; /* MONEY_MISSING */
    int64_t export;
    int64_t jobs[FACTS_CELLS]; /* men fixed, men temporary, women fixed, women temporary; INT64_MIN */
    int64_t at_risk;
    int64_t window;
    int64_t stated; /* 0 no, 1 yes, INT64_MIN */
    struct str code;
};
struct facts_unit {
    struct id agency;
    struct id id;
    struct id parent;
    struct str code;
    struct str agency_code;
    struct str kind;
    struct str name;
    struct str territory;
    struct str currency;
    int64_t fiscal_month;
    int64_t tree_from;
    int64_t tree_to;
};
struct facts_funding {
    uint32_t *agreements; /* numbers in facts_stock.agreements */
    size_t len;
};
/* Finds an item that begins with a struct facts_name. */
struct facts_index {
    uint32_t *slots; /* number + 1 */
    size_t slot_count;
    size_t used;
};
struct facts_stock {
    struct arena arena;
    _Atomic int references;
    struct facts_table records;     /* struct facts_record */
    struct facts_table clients;     /* struct facts_client */
    struct facts_table moves;       /* struct facts_move */
    struct facts_table sessions;    /* details of facts, by kind */
    struct facts_table attendances;
    struct facts_table amounts;     /* int64_t, MONEY_MISSING while there is none */
    struct facts_table snapshots;
    struct facts_table codes;       /* struct str: of milestones */
    struct facts_table fundings;    /* struct facts_funding */
    struct facts_table agreements;  /* struct facts_name */
    struct facts_table agencies;    /* struct facts_name */
    struct facts_unit *units;       /* in the order of the tree */
    size_t unit_count;
    struct str places[FACT_PLACES_MOST]; /* codes of districts; [0] none */
    size_t place_count;
    uint16_t place_then[FACT_PLACES_MOST];  /* municipality before the change of the map, and since */
    uint16_t place_today[FACT_PLACES_MOST];
    uint32_t identities[2];         /* numbers given so far */
    struct facts_index record_index;
    struct facts_index client_index;
    struct facts_index agreement_index;
    struct facts_index agency_index;
    struct map *funding_sets;
};

/* ---- parts: sorted columns ------------------------------------------------------------------------------------ */

/* Beside the columns of the cube. */
struct facts_source {
    uint32_t record;
    uint32_t client;
    uint32_t detail;   /* in the table of the kind */
    uint32_t identity; /* its place among the part's */
};
struct facts_part {
    struct arena arena;
    _Atomic int references;
    size_t count;
    uint64_t *keys;
    int32_t *minutes;    /* contact and preparation of a session, else 0 */
    uint32_t *starts;    /* of each identity's facts; one more at the end */
    uint32_t *identities; /* their numbers, ascending */
    size_t identity_count;
    struct facts_source *sources; /* NULL in a part made from keys alone */
    /* The places of each calendar year's facts, ascending; those of kinds for which other days count too (FACT_SNAPSHOT and later)
     * stand in the list FACTS_ANY_YEAR instead. */
    uint32_t *by_year;
    uint32_t *year_starts; /* FACTS_YEARS + 1 */
};
#define FACTS_ANY_YEAR (FACTS_YEARS - 1)
enum facts_set { FACTS_OF_ENTERPRISES, FACTS_OF_PERSONS };
struct facts_row {
    uint64_t key;
    uint32_t identity;
    int32_t minutes;
    uint32_t record;
    uint32_t client;
    uint32_t detail;
};
/* Rows in any order and number; memory from an arena of the caller's. */
struct facts_rows {
    struct arena *arena;
    struct facts_row **chunks;
    size_t chunk_cap;
    size_t len;
};
void facts_add(struct facts_rows *rows, struct facts_row row);
/* Sorts them into a part with one reference. with_records: the columns beside the cube too. */
struct facts_part *facts_part(const struct facts_rows *rows, bool with_records);
void facts_part_drop(struct facts_part *part);

/* ---- views -------------------------------------------------------------------------------------------------- */

struct facts_view {
    struct arena arena;
    _Atomic int references;
    struct facts_stock *stock;
    struct facts_part *base[2];
    struct facts_part *delta[2];
    uint8_t *replaced[2]; /* of each identity of the base: 1 if the delta or nothing stands in its place; NULL: none is */
    size_t record_count;  /* that the view knows */
    size_t client_count;
    size_t agreement_count;
    size_t funding_count;
    struct facts_kept *kept;
};
/* All facts of one identity. */
struct facts_run {
    const struct facts_part *part;
    size_t from;
    size_t to;
    uint32_t identity;
};
struct facts_cursor {
    const struct facts_view *view;
    enum facts_set set;
    int part; /* 0 base, 1 delta */
    size_t at;
};
bool facts_next(struct facts_cursor *cursor, struct facts_run *out);
/* The code of the first record of a client's identity: among those of its own agency, whose readers need not know that another
 * one has it too; across agencies among all, as agency/code if there are several agencies. Lives in the arena. */
struct str facts_identity_code(const struct facts_stock *stock, uint32_t client, bool across, struct arena *arena);
/* The place of a client's home on a day. */
unsigned facts_home(const struct facts_stock *stock, const struct facts_client *client, int32_t day);
/* The number of a district's code, 0 if it is none. */
unsigned facts_place(const struct facts_stock *stock, struct str district);

/* ---- stock: for the loader and for tests ---------------------------------------------------------------------- */

/* An empty one with one reference, places filled. Its units are the caller's to set. */
struct facts_stock *facts_stock(void);
void facts_stock_drop(struct facts_stock *stock);
uint32_t facts_append(struct facts_stock *stock, struct facts_table *table, const void *item);
uint32_t facts_agency(struct facts_stock *stock, struct id agency);
uint32_t facts_agreement(struct facts_stock *stock, struct id agreement);
/* The number of a set of agreements. */
uint32_t facts_funding(struct facts_stock *stock, const uint32_t *agreements, size_t len);
/* Finds the record, or adds it; another funding than before makes it another item. */
uint32_t facts_record(struct facts_stock *stock, enum fact_dataset dataset, struct id agency, struct id id, uint32_t funding);
/* The newest item of a client, FACT_NOBODY if there is none. */
uint32_t facts_client(const struct facts_stock *stock, enum fact_dataset dataset, struct id agency, struct id id);
/* Adds a client; an earlier item of the same name is not found any more. Its ring is itself, its identity a new number. */
uint32_t facts_client_add(struct facts_stock *stock, const struct facts_client *client);
/* Makes one identity of two (before a view knows them): all records of b's get a's number. */
void facts_join(struct facts_stock *stock, uint32_t a, uint32_t b);
/* The first view of a stock: all its facts are in rows. Takes a reference of the stock. */
struct facts_view *facts_view_make(struct facts_stock *stock, const struct facts_rows rows[2]);
/* The view after the identities in `gone` (numbers of either set) lost their facts and `rows` came. */
struct facts_view *facts_view_after(const struct facts_view *view, uint32_t *const gone[2], const size_t gone_count[2],
                                    struct facts_rows rows[2]);
void facts_view_drop(struct facts_view *view); /* when nobody else holds it */

/* What was worked out of a view is kept with it, under a key that says all that went into it: a view never changes, so that
 * those who ask the same need not wait. Bytes without pointers into an arena. May be called by several threads. */
bool facts_kept(const struct facts_view *view, struct str key, void *out, size_t size);
void facts_keep(const struct facts_view *view, struct str key, const void *bytes, size_t size);

/* ---- the facts of a running program (facts_load.c) --------------------------------------------------------------- */

struct db_statements;
extern const struct db_statements facts_statements;
struct runner;
struct facts;
/* Loads the facts of the runner's database and keeps them with the runner. */
FALLIBLE facts_start(struct runner *runner);
void facts_stop(struct runner *runner);
/* A view that has seen every commit so far; starts the facts if nobody has. Give it back to facts_release. */
FALLIBLE facts_acquire(struct runner *runner, struct facts_view **out);
void facts_release(struct runner *runner, struct facts_view *view);

#endif
