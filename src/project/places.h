/* project/places.h: who works where: which institution takes part in what, in which municipality (domain.md 13; product.md).
 *
 * An institution works in a municipality when, in the period, a service took place there that an agreement pays to which it is a
 * party, a client of there was linked or referred to it, or money or goods of its own served there in a project. Each thing
 * counts once an institution and municipality. Then and today: the municipality that the district was on the day, or is now.
 */
#ifndef ADELANTE_PLACES_H
#define ADELANTE_PLACES_H

#include "core/op.h"

struct places_line {
    struct str place; /* code: of a municipality, or of the district that was one */
    struct str place_name;
    struct str organisation; /* code */
    struct str name;
    struct str level;
    struct str side;
    int64_t services;
    int64_t links;     /* links and referrals */
    int64_t projects;  /* expenses and gifts */
    int64_t actions;   /* of the three, in all */
};
struct places_area {
    struct str place;
    struct str name;
    int64_t institutions;
    int64_t actions;
};
struct places {
    struct date from;
    struct date to;
    struct str map;
    int64_t institutions; /* distinct, anywhere */
    struct rows areas;    /* struct places_area, by code: those with an institution */
    struct rows lines;    /* struct places_line, by place and name */
};
extern const struct shape places_shape;
extern const struct op places_ops[];
extern const size_t places_op_count;
extern const struct db_statements places_statements;

/* In places_store.c: by organisation, district and side of the reform. */

struct places_sum {
    struct str organisation;
    struct str name;
    struct str level;
    struct str side;
    struct str district;
    bool reformed;
    int64_t services;
    int64_t links;
    int64_t projects;
};
FALLIBLE places_store_read(struct ctx *ctx, struct date from, struct date to, struct rows *out);

#endif
