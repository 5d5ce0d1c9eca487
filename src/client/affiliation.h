/* client/affiliation.h: which person belongs to which enterprise, in what relation, from when to when. */
#ifndef ADELANTE_AFFILIATION_H
#define ADELANTE_AFFILIATION_H

#include "core/entity.h"

struct affiliation {
    struct record record; /* unit: the enterprise's */
    struct ref person;
    struct ref enterprise;
    struct str relation;
    struct date from_on;
    struct date to_on;
};
extern const struct entity affiliation_entity;
extern const struct entity_store affiliation_store;
extern const struct choice affiliation_relations[];

#endif
