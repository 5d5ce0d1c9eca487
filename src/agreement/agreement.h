/* agreement/agreement.h: agreements (convenios): who funds, operates, cooperates and benefits, from when to when
 * (domain 8.13 in first form), so that services can name who pays. */
#ifndef ADELANTE_AGREEMENT_H
#define ADELANTE_AGREEMENT_H

#include "core/ctx.h"
#include "core/op.h"

struct agreement {
    struct record record;
    struct str title;
    struct str kind;
    struct str programme;
    struct str object;
    struct str indicators; /* codes by ';': the ones that it may set targets for; empty: it does not limit them */
    struct refs funders;
    struct refs operators;
    struct refs cooperators;
    struct refs beneficiaries;
    struct date signed_on;
    struct date valid_from;
    struct date valid_to;
    struct date extended_to; /* computed: by the newest addendum; none: valid_to holds */
    struct str state;
    enum answer public;
};
extern const struct entity agreement_entity;
extern const struct entity_store agreement_store;
extern const struct choice agreement_kinds[];
extern const struct choice agreement_states[];

extern const struct op agreement_ops[];
extern const size_t agreement_op_count;

/* What may be open when an agreement is to be settled. */
enum agreement_open {
    AGREEMENT_OPEN_INSTALMENTS,
    AGREEMENT_OPEN_REPORTS,
    AGREEMENT_OPEN_EXPENSES,
    AGREEMENT_OPEN_PROJECTS,
    AGREEMENT_OPEN_EVIDENCE,
    AGREEMENT_OPEN_KINDS
};
extern const struct db_statements agreement_statements;
/* The codes of what is open, by kind, into buffers that are ready to be written to. */
FALLIBLE agreement_store_open(struct ctx *ctx, struct id agency, struct id agreement, struct buf open[AGREEMENT_OPEN_KINDS]);

/* Whether the agreement names the indicator, or names none. */
bool agreement_names(const struct agreement *agreement, struct str indicator);
/* The last day with the addenda; DATE_NONE: no end. */
struct date agreement_last_day(const struct agreement *agreement);
/* Whether an agreement covers a day: signed or in force (or past that), and the day within its dates. */
bool agreement_covers(const struct agreement *agreement, struct date on);

#endif
