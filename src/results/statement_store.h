/* results/statement_store.h: what a statement needs besides facts: agreements, remarks, and the codes of records. */
#ifndef ADELANTE_STATEMENT_STORE_H
#define ADELANTE_STATEMENT_STORE_H

#include "core/ctx.h"
#include "core/field.h"
#include "db/db.h"
#include "results/facts.h"

struct statement_agreement {
    struct id agency;
    struct id id;
    struct id unit;
    struct str code;
    struct str state;
    struct date valid_from;
    struct date valid_to;
};
/* All agreements in scope that are not annulled. */
FALLIBLE statement_store_agreements(struct ctx *ctx, struct statement_agreement **out, size_t *count);
/* The distinct pairs of level and side of an agreement's parties, as "level/side", in their order. */
FALLIBLE statement_store_sides(struct ctx *ctx, const struct statement_agreement *agreement, struct strings *out);

struct statement_remark {
    struct id unit;
    struct str indicator;
    struct str es;
    struct str en;
};
/* Remarks in scope, or of units above it, whose period overlaps. */
FALLIBLE statement_store_remarks(struct ctx *ctx, struct date from, struct date to, struct statement_remark **out, size_t *count);
/* The code of a record; STR_NONE if it is out of reach. */
FALLIBLE statement_store_code(struct ctx *ctx, enum fact_dataset dataset, struct id agency, struct id id, struct str *out);

extern const struct db_statements statement_statements;

#endif
