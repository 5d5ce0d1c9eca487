/* client/pair.h: pairs of an agency's records that may be one client: kept beside the records, as their derived rows are.
 *
 * match_key holds under which keys (match.h) a client is found, match_pair the pairs that the matcher takes for possible
 * duplicates with what people decided on them, match_pending the clients that came from a file and are compared later
 * (duplicate.compare), so that importing ten thousand is not held up. Only records of one agency are compared; several
 * agencies' are joined by the network's identities (identity.h).
 *
 * Bounds: under one key at most PAIR_KEY_MOST clients are looked at. A key that more share tells little.
 */
#ifndef ADELANTE_PAIR_H
#define ADELANTE_PAIR_H

#include "client/match.h"
#include "core/ctx.h"
#include "core/entity.h"

#define PAIR_KEY_MOST 200

struct person;
struct enterprise;

/* One pair of the worklist, or one record that is like what somebody is typing (then only the first stands). */
struct pair_line {
    struct str kind; /* enterprise or person */
    struct str first;
    struct str first_name;
    struct str first_detail;
    struct str first_district;
    struct str second;
    struct str second_name;
    struct str second_detail;
    struct str second_district;
    int64_t likeness; /* hundredths of a per cent */
    struct str sureness;
    struct str state;
    struct str reasons; /* codes */
    struct str why;     /* the same in words */
    struct id agency;
    struct id first_id;
    struct id second_id;
};
struct pair_filter {
    struct str kind; /* empty: no filter */
    struct str sureness;
    struct str state;
    int64_t tree_from; /* one of the two at least is of a unit in this interval; 0 to INT64_MAX: no filter */
    int64_t tree_to;
};
/* What has happened with a client, counted: annulled records are not. */
#define PAIR_HISTORIES 12
struct pair_history {
    const char *dataset;
    struct text label;
};
extern const struct pair_history pair_histories[PAIR_HISTORIES];
extern const struct choice pair_kinds[];
extern const struct choice pair_surenesses[];
extern const struct choice pair_states[];

struct match_client pair_of_person(const struct person *person);
struct match_client pair_of_enterprise(const struct enterprise *enterprise);
struct str pair_sureness(enum match_sureness sureness);
/* "mismo DUI, apellidos en otro orden; en contra: otro distrito" of stored codes. */
struct str pair_words(struct arena *arena, struct str reasons, enum lang lang);

/* After a client was written: its keys, and its pairs (while a file is applied: later). */
FALLIBLE pair_written(struct ctx *ctx, char kind, const struct record *head, const struct match_client *now,
                      const struct match_client *before);
/* Compares one client with all others anew. */
FALLIBLE pair_refresh(struct ctx *ctx, char kind, struct id agency, struct id client);
/* After something was decided on two clients, or they were merged or split. */
FALLIBLE pair_decided(struct ctx *ctx, char kind, struct id agency, struct id a, struct id b);
/* Up to `limit` clients that wait, in scope. */
FALLIBLE pair_compare_pending(struct ctx *ctx, size_t limit, int64_t *compared);
/* The clients in scope that are like the one described, likest first; `except` is left out. */
FALLIBLE pair_similar(struct ctx *ctx, const struct match_client *client, struct id except, size_t limit, struct pair_line *out,
                      size_t *count);
/* Compares two clients of an agency; ERR_NOT_FOUND if one is annulled or not there. */
FALLIBLE pair_match(struct ctx *ctx, char kind, struct id agency, struct id a, struct id b, struct match *out);

/* In pair_store.c. */
struct pair_key {
    int64_t score;
    struct id first;
    struct id second;
};
FALLIBLE pair_store_key(struct ctx *ctx, bool add, struct id agency, int64_t key, struct id client);
FALLIBLE pair_store_clients(struct ctx *ctx, struct id agency, int64_t key, size_t limit, struct id *out, size_t *count);
FALLIBLE pair_store_co_owned(struct ctx *ctx, struct id agency, struct id enterprise, size_t limit, struct id *out, size_t *count);
/* *found is false for one that is annulled or not there. Texts live in the arena of the context. */
FALLIBLE pair_store_read(struct ctx *ctx, char kind, struct id agency, struct id client, struct match_client *out, bool *found);
FALLIBLE pair_store_add(struct ctx *ctx, char kind, struct id agency, struct id first, struct id second, const struct match *match);
FALLIBLE pair_store_remove(struct ctx *ctx, struct id agency, struct id client);
FALLIBLE pair_store_set_state(struct ctx *ctx, char kind, struct id agency, struct id first, struct id second);
FALLIBLE pair_store_pend(struct ctx *ctx, bool add, char kind, struct id agency, struct id client);
FALLIBLE pair_store_pending(struct ctx *ctx, size_t limit, struct id *agencies, struct id *clients, char *kinds, size_t *count);
/* Everything derived of the agencies in scope, before it is made anew. */
FALLIBLE pair_store_clear(struct ctx *ctx);
/* Pairs in scope behind `after` (NULL: from the start), likest first. */
FALLIBLE pair_store_page(struct ctx *ctx, const struct pair_filter *filter, const struct pair_key *after, size_t limit,
                         struct pair_line *out, size_t *count);
/* How many pairs of a state are in scope; of `waiting`: clients that wait to be compared. */
FALLIBLE pair_store_count(struct ctx *ctx, struct str state, int64_t *out);
FALLIBLE pair_store_count_pending(struct ctx *ctx, int64_t *out);
/* In the order of pair_histories. */
FALLIBLE pair_store_history(struct ctx *ctx, char kind, struct id agency, struct id client, int64_t out[PAIR_HISTORIES]);
extern const struct db_statements pair_statements;

#endif
