/* core/scope.h: what an actor can reach: made by the runner alone, taken by every read of a scoped table. */
#ifndef ADELANTE_SCOPE_H
#define ADELANTE_SCOPE_H

#include "base/base.h"
#include "base/id.h"
#include "core/perm.h"

enum detail {
    DETAIL_AGGREGATE, /* figures only, small cells hidden */
    DETAIL_UNIT,      /* reads the unit's records */
    DETAIL_OWN,       /* reads the unit's, changes her own clients */
    DETAIL_FULL,      /* reads and changes the unit's */
};
struct scope {
    struct id agency_low; /* the bounds of the visible agencies: the same id twice, or all */
    struct id agency_high;
    int64_t tree_from; /* interval on the unit tree, inclusive */
    int64_t tree_to;
    struct id agency; /* where new records go */
    struct id unit;   /* the actor's own unit */
    enum detail detail;
};

/* What a partner is bound to within the unit: a territory, agreements, or a body whose agreements (and those of the bodies below it)
 * it sees added up. One of them at most; none: the aggregates of the whole unit. op_run lets somebody who is bound call only what
 * says that it holds to the bound (struct op .bounded) and what is nobody's (PERM_PUBLIC, PERM_SELF, PERM_CATALOGUE_READ). */
#define BOUND_AGREEMENTS_MOST 20
struct bound {
    struct str territory; /* code of an area */
    struct id agreements[BOUND_AGREEMENTS_MOST];
    size_t agreement_count;
    struct id organisation;
};
bool bound_is_none(const struct bound *bound);
bool bound_has_agreement(const struct bound *bound, struct id agreement);

/* Who acts. */
struct actor {
    enum role role;
    struct id agency;
    struct id user;       /* none for the local operator and jobs */
    struct id staff;      /* the adviser that the user is, none otherwise */
    struct str name;      /* user name, or local:<login> */
    struct id unit;
    struct id session;    /* web session, none otherwise */
    struct str origin;    /* web, api, cli, import, job */
    struct bound bound;
};

struct db_stmt;
/* Binds ?1 to ?4. */
void scope_bind(struct db_stmt *stmt, const struct scope *scope);

#endif
