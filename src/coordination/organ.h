/* coordination/organ.h: the organs that decide (assembly, board, committee) and who holds their offices (domain.md 6, 8.2). */
#ifndef ADELANTE_ORGAN_H
#define ADELANTE_ORGAN_H

#include "core/children.h"

struct organ {
    struct record record;
    struct str name;
    struct str kind;
    struct str quorum;      /* the rule for a first call; a second call sits with whoever is there */
    int64_t quorum_percent; /* hundredths of a per cent, for the rule `percent` */
    int64_t seats;          /* INT_NONE: the members with a vote (assembly), the officers in office (others) */
    struct str level;
    struct str territory;
    struct str statute;
};
struct board_term {
    struct record record;
    struct ref organ;
    struct str person;
    struct str sex;
    struct str office;
    struct ref organisation;
    struct date from_on;
    struct date to_on;
    struct str registry_number;
};
extern const struct choice organ_kinds[];
extern const struct entity_store organ_store;
extern const struct entity organ_entity;
extern const struct entity_store board_term_store;
extern const struct entity board_term_entity;
extern const struct op organ_ops[];
extern const size_t organ_op_count;
extern const struct db_statements board_term_statements;

/* How many votes a first call needs of so many that there are: half plus one (4 of 7, 4 of 6), or the percentage rounded up. */
int64_t organ_quorum(struct str rule, int64_t percent, int64_t votes);

/* In board_term_store.c. */

/* Another term of the same organ and office that overlaps, for offices that one person holds; empty if there is none. */
FALLIBLE board_term_store_overlap(struct ctx *ctx, const struct board_term *row, struct str *out_code);
/* How many officers an organ has on a day. */
FALLIBLE board_term_store_active(struct ctx *ctx, struct id agency, struct id organ, struct date on, int64_t *out);

#endif
