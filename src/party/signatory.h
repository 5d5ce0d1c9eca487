/* party/signatory.h: who signs for a unit, in which office, from when to when.
 *
 * Printed sheets look the name up by the date of the document, so that a contract of 2014 shows who signed in 2014.
 * Invariant: a unit has one person in an office on a day ("other" excepted).
 */
#ifndef ADELANTE_SIGNATORY_H
#define ADELANTE_SIGNATORY_H

#include "core/entity.h"

struct signatory {
    struct record record;
    struct str office;
    struct str name;
    struct str position; /* as printed under the name; empty: the word for the office */
    struct str document; /* DUI */
    struct date from_on;
    struct date to_on;   /* none: still in office */
};
extern const struct entity signatory_entity;
extern const struct entity_store signatory_store;
extern const struct choice signatory_offices[];
extern const struct db_statements signatory_statements;

/* In signatory_store.c: the code of another one in the same office of the unit whose days overlap; STR_NONE if there is none. */
FALLIBLE signatory_store_overlap(struct ctx *ctx, const struct signatory *signatory, struct str *out_code);

#endif
