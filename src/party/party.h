/* party/party.h: what later rooms and app/ ask of units, and the tables of this room's operations and statements. */
#ifndef ADELANTE_PARTY_H
#define ADELANTE_PARTY_H

#include "core/ctx.h"
#include "core/op.h"

/* A unit as other rooms need it. */
struct party_unit {
    struct id agency;
    struct id id;
    struct id parent; /* none for a root */
    struct str kind;
    struct str currency;
    int64_t fiscal_year_start; /* month */
    struct str territory;
    int64_t tree_from;
    int64_t tree_to;
};
/* Whatever the actor's scope; ERR_NOT_FOUND if there is no such unit. Texts live in ctx->arena. */
FALLIBLE party_unit_of(struct ctx *ctx, struct id id, struct party_unit *out);
/* The first day of the fiscal year that contains the date, for a year beginning in the month. */
struct date party_fiscal_year_start(struct date on, int64_t month);

extern const struct op unit_ops[];
extern const size_t unit_op_count;
extern const struct op signatory_ops[];
extern const size_t signatory_op_count;
extern const struct op staff_ops[];
extern const size_t staff_op_count;
extern const struct op organisation_ops[];
extern const size_t organisation_op_count;

extern const struct db_statements unit_statements;

#endif
