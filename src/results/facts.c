#include "results/facts.h"

#include "territory/territory.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define CHUNKS_MOST 8192
#define CHUNK_ITEMS (1U << FACTS_CHUNK_BITS)

static const char *const kind_codes[FACT_KINDS] = {
    "advice_business", "advice_finance",  "advice_ict",         "advice_women",          "attention",       "specialised_service",
    "business_plan",   "investment_plan", "training",           "fair",                  "meeting",         "assistance",
    "link_financial",  "link_non_reimbursable", "link_commercial", "link_institutional", "link_academic",   "approval",
    "disbursement",    "contribution",    "snapshot",           "formalisation",         "business_started", "new_product",
    "new_market",
};
static const char *const dataset_names[] = {"sessions",      "attendances", "events",     "assistances", "links",
                                            "disbursements", "snapshots",   "milestones", "enterprises", "persons"};

const char *facts_kind_code(enum fact_kind kind)
{
    return kind_codes[kind];
}

const char *facts_dataset_name(enum fact_dataset dataset)
{
    return dataset_names[dataset];
}

int32_t facts_day(struct date date)
{
    return date_to_days(date) - date_to_days(DATE(1900, 1, 1));
}

struct date facts_date(unsigned day)
{
    return date_from_days((int32_t)day + date_to_days(DATE(1900, 1, 1)));
}

unsigned facts_year(int32_t day)
{
    int32_t last = facts_day(DATE(2199, 12, 31));
    int32_t inside = day < 0 ? 0 : day > last ? last : day;
    return (unsigned)(facts_date((unsigned)inside).year - 1900);
}

uint64_t facts_key(enum fact_kind kind, unsigned day, unsigned place, unsigned unit, unsigned state, unsigned flags)
{
    assert(day <= FACT_DAY_MASK && place <= FACT_PLACE_MASK && unit <= FACT_UNIT_MASK);
    bool serves = (flags & FACT_COUNTS) != 0 && (!FACT_IS_SESSION(kind) || (flags & FACT_TIMED) != 0);
    flags |= serves ? FACT_SERVES : 0U;
    return (uint64_t)kind << FACT_KIND_SHIFT | (uint64_t)day << FACT_DAY_SHIFT | (uint64_t)place << FACT_PLACE_SHIFT |
           (uint64_t)unit << FACT_UNIT_SHIFT | (uint64_t)state << FACT_STATE_SHIFT | flags;
}

/* ---- stock ---------------------------------------------------------------------------------------------- */

static void table_start(struct facts_stock *stock, struct facts_table *table, size_t item)
{
    table->item = item;
    table->chunks = ARENA_ARRAY(&stock->arena, char *, CHUNKS_MOST);
}

static void fill_places(struct facts_stock *stock)
{
    stock->places[0] = S("");
    stock->place_count = 1;
    for (size_t i = 0; i < territory_district_count; i++) {
        const struct territory_district *district = &territory_district_list[i];
        assert(stock->place_count < FACT_PLACES_MOST);
        size_t place = stock->place_count++;
        stock->places[place] = str_of(district->code);
        /* Until the reform each district was a municipality of its own. */
        stock->place_then[place] = (uint16_t)place;
        for (size_t j = 0; j < territory_municipality_count; j++) {
            if (strcmp(territory_municipalities[j].code, district->municipality) == 0) {
                stock->place_today[place] = (uint16_t)(j + 1);
            }
        }
    }
}

struct facts_stock *facts_stock(void)
{
    struct arena arena = {0};
    struct facts_stock *stock = ARENA_NEW(&arena, struct facts_stock);
    stock->arena = arena;
    stock->references = 1;
    table_start(stock, &stock->records, sizeof(struct facts_record));
    table_start(stock, &stock->clients, sizeof(struct facts_client));
    table_start(stock, &stock->moves, sizeof(struct facts_move));
    table_start(stock, &stock->sessions, sizeof(struct facts_session));
    table_start(stock, &stock->attendances, sizeof(struct facts_attendance));
    table_start(stock, &stock->amounts, sizeof(int64_t));
    table_start(stock, &stock->snapshots, sizeof(struct facts_snapshot));
    table_start(stock, &stock->codes, sizeof(struct str));
    table_start(stock, &stock->fundings, sizeof(struct facts_funding));
    table_start(stock, &stock->agreements, sizeof(struct facts_name));
    table_start(stock, &stock->agencies, sizeof(struct facts_name));
    stock->funding_sets = ARENA_NEW(&stock->arena, struct map);
    *stock->funding_sets = MAP(&stock->arena);
    struct facts_funding none = {0};
    facts_append(stock, &stock->fundings, &none);
    fill_places(stock);
    return stock;
}

void facts_stock_drop(struct facts_stock *stock)
{
    if (--stock->references == 0) {
        struct arena arena = stock->arena;
        arena_release(&arena);
    }
}

uint32_t facts_append(struct facts_stock *stock, struct facts_table *table, const void *item)
{
    size_t chunk = table->len >> FACTS_CHUNK_BITS;
    assert(chunk < CHUNKS_MOST);
    if (table->chunks[chunk] == NULL) {
        table->chunks[chunk] = arena_array(&stock->arena, CHUNK_ITEMS, table->item);
    }
    memcpy(facts_item(table, table->len), item, table->item);
    return (uint32_t)table->len++;
}

/* Identifiers end in random bits, so their own bytes are the hash. */
static size_t name_hash(const struct facts_name *name)
{
    uint64_t low;
    uint64_t high;
    memcpy(&high, name->id.bytes, sizeof(high));
    memcpy(&low, name->id.bytes + 8, sizeof(low));
    uint64_t hash = (low ^ (high << 7) ^ name->dataset) * UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)(hash >> 20);
}

static bool name_eq(const struct facts_name *a, const struct facts_name *b)
{
    return a->agency == b->agency && a->dataset == b->dataset && id_eq(a->id, b->id);
}

static uint32_t index_find(const struct facts_index *index, const struct facts_table *table, const struct facts_name *name)
{
    if (index->slot_count == 0) {
        return FACT_NOBODY;
    }
    for (size_t at = name_hash(name);; at++) {
        uint32_t slot = index->slots[at & (index->slot_count - 1)];
        if (slot == 0 || name_eq(FACTS_AT(const struct facts_name, table, slot - 1), name)) {
            return slot == 0 ? FACT_NOBODY : slot - 1;
        }
    }
}

static void index_put(struct facts_index *index, const struct facts_table *table, uint32_t item)
{
    const struct facts_name *name = FACTS_AT(const struct facts_name, table, item);
    for (size_t at = name_hash(name);; at++) {
        uint32_t *slot = &index->slots[at & (index->slot_count - 1)];
        if (*slot == 0) {
            *slot = item + 1;
            index->used++;
            return;
        }
        if (name_eq(FACTS_AT(const struct facts_name, table, *slot - 1), name)) {
            *slot = item + 1;
            return;
        }
    }
}

static void index_set(struct facts_stock *stock, struct facts_index *index, const struct facts_table *table, uint32_t item)
{
    if (index->used * 2 >= index->slot_count) {
        struct facts_index larger = {.slot_count = index->slot_count == 0 ? 1024 : index->slot_count * 4};
        larger.slots = ARENA_ARRAY(&stock->arena, uint32_t, larger.slot_count);
        for (size_t i = 0; i < index->slot_count; i++) {
            if (index->slots[i] != 0) {
                index_put(&larger, table, index->slots[i] - 1);
            }
        }
        *index = larger;
    }
    index_put(index, table, item);
}

static uint32_t named(struct facts_stock *stock, struct facts_index *index, struct facts_table *table, struct id id)
{
    struct facts_name name = {.id = id};
    uint32_t found = index_find(index, table, &name);
    if (found == FACT_NOBODY) {
        found = facts_append(stock, table, &name);
        index_set(stock, index, table, found);
    }
    return found;
}

uint32_t facts_agency(struct facts_stock *stock, struct id agency)
{
    return named(stock, &stock->agency_index, &stock->agencies, agency);
}

uint32_t facts_agreement(struct facts_stock *stock, struct id agreement)
{
    return named(stock, &stock->agreement_index, &stock->agreements, agreement);
}

uint32_t facts_funding(struct facts_stock *stock, const uint32_t *agreements, size_t len)
{
    if (len == 0) {
        return 0;
    }
    struct str key = {(const char *)agreements, len * sizeof(*agreements)};
    uint32_t *found = map_find(stock->funding_sets, key);
    if (found == NULL) {
        struct facts_funding set = {ARENA_ARRAY(&stock->arena, uint32_t, len), len};
        memcpy(set.agreements, agreements, key.len);
        found = ARENA_NEW(&stock->arena, uint32_t);
        *found = facts_append(stock, &stock->fundings, &set);
        map_set(stock->funding_sets, key, found);
    }
    return *found;
}

uint32_t facts_record(struct facts_stock *stock, enum fact_dataset dataset, struct id agency, struct id id, uint32_t funding)
{
    struct facts_record record = {{id, facts_agency(stock, agency), dataset}, funding};
    uint32_t found = index_find(&stock->record_index, &stock->records, &record.name);
    if (found == FACT_NOBODY || FACTS_AT(struct facts_record, &stock->records, found)->funding != funding) {
        found = facts_append(stock, &stock->records, &record);
        index_set(stock, &stock->record_index, &stock->records, found);
    }
    return found;
}

uint32_t facts_client(const struct facts_stock *stock, enum fact_dataset dataset, struct id agency, struct id id)
{
    struct facts_name name = {.id = agency};
    uint32_t known = index_find(&stock->agency_index, &stock->agencies, &name);
    name = (struct facts_name){id, known, dataset};
    return known == FACT_NOBODY ? FACT_NOBODY : index_find(&stock->client_index, &stock->clients, &name);
}

static enum facts_set set_of(const struct facts_client *client)
{
    return client->name.dataset == FACT_PERSONS ? FACTS_OF_PERSONS : FACTS_OF_ENTERPRISES;
}

uint32_t facts_client_add(struct facts_stock *stock, const struct facts_client *client)
{
    uint32_t at = facts_append(stock, &stock->clients, client);
    struct facts_client *added = FACTS_AT(struct facts_client, &stock->clients, at);
    added->next = at;
    added->identity = stock->identities[set_of(client)]++;
    index_set(stock, &stock->client_index, &stock->clients, at);
    return at;
}

void facts_join(struct facts_stock *stock, uint32_t a, uint32_t b)
{
    struct facts_client *first = FACTS_AT(struct facts_client, &stock->clients, a);
    struct facts_client *second = FACTS_AT(struct facts_client, &stock->clients, b);
    if (first->identity == second->identity) {
        return;
    }
    struct facts_client *member = second;
    do {
        member->identity = first->identity;
        member = FACTS_AT(struct facts_client, &stock->clients, member->next);
    } while (member != second);
    uint32_t next = first->next;
    first->next = second->next;
    second->next = next;
}

static struct str agency_code(const struct facts_stock *stock, uint32_t agency)
{
    struct id id = FACTS_AT(const struct facts_name, &stock->agencies, agency)->id;
    for (size_t i = 0; i < stock->unit_count; i++) {
        if (id_eq(stock->units[i].id, id)) {
            return stock->units[i].code;
        }
    }
    return S("");
}

struct str facts_identity_code(const struct facts_stock *stock, uint32_t client, bool across, struct arena *arena)
{
    const struct facts_client *asked = FACTS_AT(const struct facts_client, &stock->clients, client);
    const struct facts_client *first = asked;
    struct str agency = agency_code(stock, asked->name.agency);
    bool several = false;
    for (uint32_t at = asked->next; at != client;) {
        const struct facts_client *member = FACTS_AT(const struct facts_client, &stock->clients, at);
        at = member->next;
        bool elsewhere = member->name.agency != asked->name.agency;
        if (elsewhere && !across) {
            continue;
        }
        several = several || elsewhere;
        struct str its = agency_code(stock, member->name.agency);
        int order = str_cmp(its, agency);
        if (order < 0 || (order == 0 && str_cmp(member->code, first->code) < 0)) {
            first = member;
            agency = its;
        }
    }
    return several ? str_format(arena, STR_FMT "/" STR_FMT, STR_ARG(agency), STR_ARG(first->code))
                   : str_copy(arena, first->code);
}

unsigned facts_home(const struct facts_stock *stock, const struct facts_client *client, int32_t day)
{
    for (uint32_t at = client->moves; at != FACT_NOBODY;) {
        const struct facts_move *move = FACTS_AT(const struct facts_move, &stock->moves, at);
        if (move->day <= day) {
            return move->place;
        }
        at = move->earlier;
    }
    return client->home;
}

unsigned facts_place(const struct facts_stock *stock, struct str district)
{
    size_t low = 1;
    size_t high = stock->place_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_cmp(stock->places[middle], district);
        if (order == 0) {
            return (unsigned)middle;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return 0;
}

/* ---- parts -------------------------------------------------------------------------------------------------- */

void facts_add(struct facts_rows *rows, struct facts_row row)
{
    size_t chunk = rows->len >> FACTS_CHUNK_BITS;
    if (chunk == rows->chunk_cap) {
        struct facts_row **larger = ARENA_ARRAY(rows->arena, struct facts_row *, rows->chunk_cap * 2 + 16);
        if (chunk > 0) {
            memcpy(larger, rows->chunks, chunk * sizeof(*larger));
        }
        rows->chunks = larger;
        rows->chunk_cap = rows->chunk_cap * 2 + 16;
    }
    if ((rows->len & (CHUNK_ITEMS - 1)) == 0) {
        rows->chunks[chunk] = ARENA_ARRAY(rows->arena, struct facts_row, CHUNK_ITEMS);
    }
    rows->chunks[chunk][rows->len & (CHUNK_ITEMS - 1)] = row;
    rows->len++;
}

static struct facts_row *row_at(const struct facts_rows *rows, size_t i)
{
    return &rows->chunks[i >> FACTS_CHUNK_BITS][i & (CHUNK_ITEMS - 1)];
}

/* By kind and day, then record, so that two facts of one record are neighbours. */
static int row_cmp(const void *a, const void *b)
{
    const struct facts_row *left = a;
    const struct facts_row *right = b;
    uint64_t first = left->key >> FACT_DAY_SHIFT;
    uint64_t second = right->key >> FACT_DAY_SHIFT;
    if (first != second) {
        return first < second ? -1 : 1;
    }
    if (left->record != right->record) {
        return left->record < right->record ? -1 : 1;
    }
    return (left->key > right->key) - (left->key < right->key);
}

/* Places the rows by identity, counting first: out is sorted by identity and in no order within one. */
static size_t place_rows(const struct facts_rows *rows, struct arena *scratch, struct facts_row *out, struct facts_part *part)
{
    uint32_t lowest = UINT32_MAX;
    uint32_t highest = 0;
    for (size_t i = 0; i < rows->len; i++) {
        uint32_t identity = row_at(rows, i)->identity;
        lowest = identity < lowest ? identity : lowest;
        highest = identity > highest ? identity : highest;
    }
    if (rows->len == 0) {
        part->starts = ARENA_ARRAY(&part->arena, uint32_t, 1);
        part->identities = ARENA_ARRAY(&part->arena, uint32_t, 1);
        return 0;
    }
    size_t range = (size_t)(highest - lowest) + 1;
    uint32_t *ends = ARENA_ARRAY(scratch, uint32_t, range + 1);
    size_t identities = 0;
    for (size_t i = 0; i < rows->len; i++) {
        identities += ends[row_at(rows, i)->identity - lowest + 1]++ == 0;
    }
    part->starts = ARENA_ARRAY(&part->arena, uint32_t, identities + 1);
    part->identities = ARENA_ARRAY(&part->arena, uint32_t, identities);
    size_t at = 0;
    for (size_t i = 0; i < range; i++) {
        if (ends[i + 1] > 0) {
            part->starts[at] = ends[i];
            part->identities[at++] = lowest + (uint32_t)i;
        }
        ends[i + 1] += ends[i];
    }
    part->starts[at] = (uint32_t)rows->len;
    for (size_t i = 0; i < rows->len; i++) {
        const struct facts_row *row = row_at(rows, i);
        out[ends[row->identity - lowest]++] = *row;
    }
    return identities;
}

static void sort_run(struct facts_row *rows, size_t count)
{
    if (count > 24) {
        qsort(rows, count, sizeof(*rows), row_cmp);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        struct facts_row row = rows[i];
        size_t at = i;
        while (at > 0 && row_cmp(&rows[at - 1], &row) > 0) {
            rows[at] = rows[at - 1];
            at--;
        }
        rows[at] = row;
    }
}

static void index_years(struct facts_part *part, struct arena *scratch)
{
    uint16_t *years = ARENA_ARRAY(scratch, uint16_t, FACT_DAY_MASK + 1);
    unsigned day = 0;
    for (int year = 0; year < FACTS_ANY_YEAR; year++) {
        for (int32_t last = facts_day(DATE(1900 + year, 12, 31)); (int32_t)day <= last; day++) {
            years[day] = (uint16_t)year;
        }
    }
    for (; day <= FACT_DAY_MASK; day++) {
        years[day] = FACTS_ANY_YEAR - 1;
    }
    uint32_t *ends = ARENA_ARRAY(scratch, uint32_t, FACTS_YEARS + 1);
    uint16_t *lists = ARENA_ARRAY(scratch, uint16_t, part->count + 1);
    part->year_starts = ARENA_ARRAY(&part->arena, uint32_t, FACTS_YEARS + 1);
    part->by_year = ARENA_ARRAY(&part->arena, uint32_t, part->count + 1);
    for (size_t i = 0; i < part->count; i++) {
        uint64_t key = part->keys[i];
        lists[i] = FACT_KIND(key) >= FACT_SNAPSHOT ? FACTS_ANY_YEAR : years[FACT_DAY(key)];
        part->year_starts[lists[i] + 1]++;
    }
    for (size_t list = 0; list < FACTS_YEARS; list++) {
        part->year_starts[list + 1] += part->year_starts[list];
        ends[list] = part->year_starts[list];
    }
    for (size_t i = 0; i < part->count; i++) {
        part->by_year[ends[lists[i]]++] = (uint32_t)i;
    }
}

struct facts_part *facts_part(const struct facts_rows *rows, bool with_records)
{
    assert(rows->len < UINT32_MAX);
    struct arena arena = {0};
    struct facts_part *part = ARENA_NEW(&arena, struct facts_part);
    part->arena = arena;
    part->references = 1;
    struct arena scratch = {0};
    struct facts_row *sorted = ARENA_ARRAY(&scratch, struct facts_row, rows->len + 1);
    part->identity_count = place_rows(rows, &scratch, sorted, part);
    for (size_t i = 0; i < part->identity_count; i++) {
        sort_run(sorted + part->starts[i], part->starts[i + 1] - part->starts[i]);
    }
    part->count = rows->len;
    part->keys = ARENA_ARRAY(&part->arena, uint64_t, rows->len + 1);
    part->minutes = ARENA_ARRAY(&part->arena, int32_t, rows->len + 1);
    for (size_t i = 0; i < rows->len; i++) {
        part->keys[i] = sorted[i].key & ~(uint64_t)FACT_FIRST;
        part->minutes[i] = sorted[i].minutes;
    }
    for (size_t i = 0; i < part->identity_count; i++) {
        part->keys[part->starts[i]] |= FACT_FIRST;
    }
    if (with_records) {
        part->sources = ARENA_ARRAY(&part->arena, struct facts_source, rows->len + 1);
        for (uint32_t identity = 0; identity < part->identity_count; identity++) {
            for (size_t i = part->starts[identity]; i < part->starts[identity + 1]; i++) {
                part->sources[i] = (struct facts_source){sorted[i].record, sorted[i].client, sorted[i].detail, identity};
            }
        }
        index_years(part, &scratch);
    }
    arena_release(&scratch);
    return part;
}

void facts_part_drop(struct facts_part *part)
{
    if (part != NULL && --part->references == 0) {
        struct arena arena = part->arena;
        arena_release(&arena);
    }
}

/* ---- views ----------------------------------------------------------------------------------------------------- */

/* A delta that holds more than this beside a share of the base is merged into a new base. */
#define DELTA_MOST 20000

/* What is kept with a view takes at most this; then it begins anew. */
#define KEPT_MOST ((size_t)4 * 1024 * 1024)
struct facts_kept {
    pthread_mutex_t lock;
    struct arena arena;
    struct map answers; /* to struct str */
};

static struct facts_view *view_new(struct facts_stock *stock)
{
    struct arena arena = {0};
    struct facts_view *view = ARENA_NEW(&arena, struct facts_view);
    view->arena = arena;
    view->references = 1;
    view->stock = stock;
    stock->references++;
    view->record_count = stock->records.len;
    view->client_count = stock->clients.len;
    view->agreement_count = stock->agreements.len;
    view->funding_count = stock->fundings.len;
    view->kept = ARENA_NEW(&view->arena, struct facts_kept);
    pthread_mutex_init(&view->kept->lock, NULL);
    view->kept->answers = MAP(&view->kept->arena);
    return view;
}

bool facts_kept(const struct facts_view *view, struct str key, void *out, size_t size)
{
    pthread_mutex_lock(&view->kept->lock);
    const struct str *found = map_find(&view->kept->answers, key);
    bool fits = found != NULL && found->len == size;
    if (fits && size > 0) {
        memcpy(out, found->ptr, size);
    }
    pthread_mutex_unlock(&view->kept->lock);
    return fits;
}

void facts_keep(const struct facts_view *view, struct str key, const void *bytes, size_t size)
{
    struct facts_kept *kept = view->kept;
    if (size > KEPT_MOST / 4) {
        return;
    }
    pthread_mutex_lock(&kept->lock);
    if (kept->arena.used + size > KEPT_MOST) {
        arena_reset(&kept->arena);
        kept->answers = MAP(&kept->arena);
    }
    struct str *answer = ARENA_NEW(&kept->arena, struct str);
    *answer = str_copy(&kept->arena, (struct str){bytes, size});
    map_set(&kept->answers, key, answer);
    pthread_mutex_unlock(&kept->lock);
}

struct facts_view *facts_view_make(struct facts_stock *stock, const struct facts_rows rows[2])
{
    struct facts_view *view = view_new(stock);
    for (int set = 0; set < 2; set++) {
        view->base[set] = facts_part(&rows[set], true);
    }
    return view;
}

void facts_view_drop(struct facts_view *view)
{
    for (int set = 0; set < 2; set++) {
        facts_part_drop(view->base[set]);
        facts_part_drop(view->delta[set]);
    }
    facts_stock_drop(view->stock);
    pthread_mutex_destroy(&view->kept->lock);
    arena_release(&view->kept->arena);
    struct arena arena = view->arena;
    arena_release(&arena);
}

/* The place of an identity in a part, SIZE_MAX if it has no facts there. */
static size_t place_of(const struct facts_part *part, uint32_t identity)
{
    size_t low = 0;
    size_t high = part == NULL ? 0 : part->identity_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (part->identities[middle] == identity) {
            return middle;
        }
        if (part->identities[middle] < identity) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return SIZE_MAX;
}

static void copy_runs(const struct facts_part *part, const uint8_t *left_out, struct facts_rows *rows)
{
    for (size_t i = 0; i < part->identity_count; i++) {
        if (left_out != NULL && left_out[i]) {
            continue;
        }
        for (size_t at = part->starts[i]; at < part->starts[i + 1]; at++) {
            const struct facts_source *source = &part->sources[at];
            facts_add(rows, (struct facts_row){part->keys[at], part->identities[i], part->minutes[at], source->record, source->client,
                                               source->detail});
        }
    }
}

struct facts_view *facts_view_after(const struct facts_view *view, uint32_t *const gone[2], const size_t gone_count[2],
                                    struct facts_rows rows[2])
{
    struct facts_view *after = view_new(view->stock);
    for (int set = 0; set < 2; set++) {
        const struct facts_part *delta = view->delta[set];
        struct facts_part *base = view->base[set];
        uint8_t *replaced = ARENA_ARRAY(&after->arena, uint8_t, base->identity_count + 1);
        uint8_t *dropped = ARENA_ARRAY(rows[set].arena, uint8_t, delta == NULL ? 1 : delta->identity_count + 1);
        if (view->replaced[set] != NULL) {
            memcpy(replaced, view->replaced[set], base->identity_count);
        }
        for (size_t i = 0; i < gone_count[set]; i++) {
            size_t in_base = place_of(base, gone[set][i]);
            size_t in_delta = place_of(delta, gone[set][i]);
            if (in_base != SIZE_MAX) {
                replaced[in_base] = 1;
            }
            if (in_delta != SIZE_MAX) {
                dropped[in_delta] = 1;
            }
        }
        if (delta != NULL) {
            copy_runs(delta, dropped, &rows[set]);
        }
        if (rows[set].len > DELTA_MOST + base->count / 16) {
            copy_runs(base, replaced, &rows[set]);
            after->base[set] = facts_part(&rows[set], true);
        } else {
            after->base[set] = base;
            base->references++;
            after->delta[set] = facts_part(&rows[set], true);
            after->replaced[set] = replaced;
        }
    }
    return after;
}

bool facts_next(struct facts_cursor *cursor, struct facts_run *out)
{
    for (; cursor->part < 2; cursor->part++, cursor->at = 0) {
        const struct facts_part *part =
            cursor->part == 0 ? cursor->view->base[cursor->set] : cursor->view->delta[cursor->set];
        const uint8_t *replaced = cursor->part == 0 ? cursor->view->replaced[cursor->set] : NULL;
        while (part != NULL && cursor->at < part->identity_count) {
            size_t at = cursor->at++;
            if (replaced == NULL || !replaced[at]) {
                *out = (struct facts_run){part, part->starts[at], part->starts[at + 1], part->identities[at]};
                return true;
            }
        }
    }
    return false;
}
