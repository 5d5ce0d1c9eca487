/* client/duplicate.h: what people decided on two records that may be one client (domain 8.21, 9).
 *
 * One record a judgement: "the same" is proposed by an adviser and confirmed by the direction, which makes an identity; undoing
 * it splits that. "Not a duplicate" is remembered with who and why, and can be taken back. "Later" is a note that the pair was
 * looked at. A pair has at most one judgement in force; those undone and taken back stay as history.
 *
 * The clients' own records are never changed.
 */
#ifndef ADELANTE_DUPLICATE_H
#define ADELANTE_DUPLICATE_H

#include "client/pair.h"
#include "core/op.h"

struct identity;
struct duplicate {
    struct record record; /* the unit is that of the two clients, the higher one's if they have two */
    struct ref first_person; /* two persons or two enterprises of one agency, the lower id first */
    struct ref second_person;
    struct ref first_enterprise;
    struct ref second_enterprise;
    struct str state;
    struct str reason;
    struct str shown; /* as shown.h says, for the merge */
    struct str proposed_by; /* set by the program, as the next five */
    struct date proposed_on;
    struct str decided_by;
    struct date decided_on;
    int64_t likeness; /* what the matcher said then, hundredths of a per cent */
    struct str reasons;
    struct ref identity; /* the merge that came of it */
};
extern const struct entity duplicate_entity;
extern const struct entity_store duplicate_store;
extern const struct op duplicate_ops[];
extern const size_t duplicate_op_count;
extern const struct op pair_ops[]; /* client.similar, duplicate.open and their kin */
extern const size_t pair_op_count;

/* What duplicate.pair answers. */
struct pair_evidence {
    struct str code;
    struct str text;
    int64_t weight; /* hundredths of a bit; negative: speaks against */
};
struct pair_counts {
    struct str dataset;
    struct str label;
    int64_t first;
    int64_t second;
};
struct pair_comparison {
    int64_t likeness;
    struct str sureness;
    enum answer documents_differ;
    struct rows evidence; /* struct pair_evidence, strongest first */
    struct ref judgement; /* in force */
    struct str state;
    int64_t judged_version;
    struct rows history; /* struct pair_counts */
};
extern const struct shape pair_comparison_shape;
struct duplicate_counts {
    int64_t open;
    int64_t proposed;
    int64_t later;
    int64_t waiting;
};
extern const struct shape duplicate_counts_shape;

bool duplicate_is_person(const struct duplicate *duplicate);
const struct ref *duplicate_first(const struct duplicate *duplicate);
const struct ref *duplicate_second(const struct duplicate *duplicate);

/* After an identity was closed: its confirmed judgements are undone. */
FALLIBLE duplicate_undo_of(struct ctx *ctx, const struct identity *identity);

/* In duplicate_store.c. The id of the judgement in force on a pair, but `except`; none if there is none. */
FALLIBLE duplicate_store_in_force(struct ctx *ctx, bool persons, struct id agency, struct id a, struct id b, struct id except,
                                  struct id *out);
/* Of two units of an agency the one that stands before the other in the tree. */
FALLIBLE duplicate_store_upper_unit(struct ctx *ctx, struct id agency, struct id a, struct id b, struct id *out);
/* Confirmed judgements of an identity, at most `limit`. */
FALLIBLE duplicate_store_of_identity(struct ctx *ctx, struct id agency, struct id identity, size_t limit, struct id *out, size_t *count);
extern const struct db_statements duplicate_statements;

#endif
