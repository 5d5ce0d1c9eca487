/* client/listing.h: the rows derived from persons and enterprises: one line a client in the order of the list
 * (client_entry), and the words by which it is found (search_word, search_vocabulary, search_key).
 *
 * Kept in the same transaction as the records. kind is 'e' or 'p'.
 */
#ifndef ADELANTE_LISTING_H
#define ADELANTE_LISTING_H

#include "core/ctx.h"
#include "core/entity.h"

/* One line of the list of clients. */
struct listing_line {
    struct str kind; /* enterprise or person */
    struct str code;
    struct str name;
    struct str detail; /* trade name */
    struct str status;
    struct str district; /* home today */
    struct str size_class;
    struct ref adviser;
    struct id agency;
    struct id id;
    struct str own_name; /* the record's own, where another is shown (shown.h): what it is found by */
    struct str own_detail;
    bool merged; /* another record of its identity stands for it */
};
struct listing_filter {
    struct str kind; /* all empty: no filter */
    struct str status;
    struct str district;
    struct id adviser;
};
struct person;
struct enterprise;

FALLIBLE listing_person_written(struct ctx *ctx, const struct person *row, const struct person *before);
FALLIBLE listing_enterprise_written(struct ctx *ctx, const struct enterprise *row, const struct enterprise *before);
/* Sets agency and unit of a record that belongs to a client. */
FALLIBLE listing_take_unit(struct ctx *ctx, char kind, struct id client, struct record *record);
/* After a move: the home today. */
FALLIBLE listing_refresh_district(struct ctx *ctx, char kind, struct id agency, struct id client);
/* What the list says of a client, from a row of its noun: as shown for its identity (shown.h), or its own values; the home is that
 * of `home_of`. */
FALLIBLE listing_show(struct ctx *ctx, char kind, const void *row, bool as_shown, struct id home_of);
/* The record that stands for a merged one, none if there is none. */
FALLIBLE listing_head(struct ctx *ctx, const struct listing_line *line, struct id *out);
/* In lists another record of its identity stands for the client, or not any more. */
FALLIBLE listing_set_merged(struct ctx *ctx, struct id agency, struct id client, bool merged);

/* Makes all rows of the agencies in scope anew from the records, as a repair; says how many clients there are. */
FALLIBLE listing_rebuild(struct ctx *ctx, int64_t *out_clients);

/* Up to `limit` lines behind the client `after` (none: from the start) in the order of agency and name, in scope. */
FALLIBLE listing_page(struct ctx *ctx, struct id after, const struct listing_filter *filter, size_t limit,
                      struct listing_line **out, size_t *count);
/* Codes and names of the lines' advisers: done by listing_page, not by listing_find. */
FALLIBLE listing_name_advisers(struct ctx *ctx, struct listing_line *lines, size_t count);
/* One line by its client, in scope; *found is false if there is none, or it is annulled. */
FALLIBLE listing_find(struct ctx *ctx, struct id client, struct listing_line *out, bool *found);

/* What search reads (in listing_store.c). Texts live in ctx->arena. */
FALLIBLE listing_agencies(struct ctx *ctx, struct id **out, size_t *count);
FALLIBLE listing_words_like(struct ctx *ctx, struct id agency, struct str prefix, size_t limit, struct str *out,
                            size_t *count);
FALLIBLE listing_words_of_key(struct ctx *ctx, struct id agency, struct str key, size_t limit, struct str *out,
                              size_t *count);
FALLIBLE listing_clients_of(struct ctx *ctx, struct id agency, struct str word, size_t limit, struct id *out,
                            size_t *count);
FALLIBLE listing_numbers_like(struct ctx *ctx, struct id agency, struct str prefix, size_t limit, struct id *out,
                              size_t *count);

extern const struct db_statements listing_statements;

#endif
