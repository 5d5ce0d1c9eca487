/* training/certificate.h: who attended a course may carry home a certificate, and anybody may ask whether it is true.
 *
 * Invariants: one that is valid for a person and a course; serials run without a gap in an agency; a number is never given
 * twice, in any agency, and its last ten letters are random (50 bits), so that nobody finds a certificate by counting.
 *
 * What the public page says of the person is the first letter of the given name and the first surname: enough for who holds the
 * paper to compare, too little to find somebody by.
 */
#ifndef ADELANTE_CERTIFICATE_H
#define ADELANTE_CERTIFICATE_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

#define CERTIFICATE_PERCENT 80 /* of the days on which the course was held */

struct certificate {
    struct record record; /* the unit is the event's */
    struct ref event;
    struct ref person;
    struct str number;
    int64_t ordinal;
    struct date issued_on;
    int64_t hours;
    int64_t days_attended;
    int64_t days_held;
    struct refs signatories; /* staff */
};
extern const struct entity_store certificate_store;
extern const struct entity certificate_entity;
extern const struct op certificate_ops[];
extern const size_t certificate_op_count;
extern const struct db_statements certificate_statements;

/* "00017-8K3QW9ZT4M" from random bytes. */
struct str certificate_number_make(struct arena *arena, int64_t ordinal);
/* What somebody typed, as it is stored: capitals, O and 0, I, L and 1 alike, blanks left out. STR_NONE if it can be none. */
struct str certificate_number_read(struct arena *arena, struct str given);
/* "M. de la O" of "María José" and "de la O Villatoro". */
struct str certificate_shown_name(struct arena *arena, struct str given_names, struct str surnames);
/* Whether so many days of so many earn one. */
bool certificate_is_earned(int64_t attended, int64_t held);

/* What anybody may know of a number. */
struct certificate_public {
    struct str number;
    enum answer valid;
    struct str topic;
    int64_t hours;
    struct date starts_on;
    struct date ends_on;
    struct date issued_on;
    struct str name;   /* as certificate_shown_name */
    struct str agency; /* its name */
};
/* Not in the table of operations: the public page alone asks, and it counts how often. ERR_NOT_FOUND: no such number. */
FALLIBLE certificate_look_up(struct runner *runner, struct arena *arena, struct str number, struct certificate_public *out);

/* Everything that stands on the paper. */
struct certificate_signer {
    struct str name;
    struct str position;
};
struct certificate_diploma {
    struct str code;
    struct str number;
    enum answer valid;
    struct str name;
    struct str topic;
    struct str unit;
    struct str place;
    struct str trainer;
    int64_t hours;
    struct date starts_on;
    struct date ends_on;
    struct date issued_on;
    struct str path; /* of the public page: /certificates/{number} */
    struct rows signers;
};

/* In certificate_store.c. */
FALLIBLE certificate_store_public(struct ctx *ctx, struct str number, struct certificate_public *out);
FALLIBLE certificate_store_number(struct ctx *ctx, const struct certificate *certificate);
FALLIBLE certificate_store_ordinal(struct ctx *ctx, struct id agency, int64_t *out_last);
/* Persons with the days on which each was present, who have no valid certificate of the event. */
struct certificate_earner {
    struct id person;
    int64_t days;
};
FALLIBLE certificate_store_earners(struct ctx *ctx, struct id agency, struct id event, struct certificate_earner **out, size_t *count);
/* All of an event, the annulled ones too, by ordinal. */
FALLIBLE certificate_store_by_event(struct ctx *ctx, struct id agency, struct id event, struct list *out);

#endif
