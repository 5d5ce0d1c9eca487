/* party/organisation.h: the organisations an agency works with, by level and side (domain 8.1): municipalities, banks,
 * ministries, universities, other agencies. */
#ifndef ADELANTE_ORGANISATION_H
#define ADELANTE_ORGANISATION_H

#include "core/entity.h"

struct organisation {
    struct record record;
    struct str name;
    struct str short_name;
    struct str kind;
    struct str level;
    struct str side;
    struct ref parent;
    struct str nit;
    struct str nrc;
    struct str district;
    struct str phone;
    struct str email;
    struct str website;
    struct date promoted_on;
    struct date constituted_on;
};
extern const struct entity organisation_entity;
extern const struct entity_store organisation_store;
extern const struct choice organisation_kinds[];
extern const struct choice organisation_levels[];
extern const struct choice organisation_sides[];

/* Whether an organisation of the kind lends money: bank, cooperative, supervised lender. */
bool organisation_kind_lends(struct str kind);

#endif
