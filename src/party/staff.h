/* party/staff.h: the people who work for a unit: advisers, directors, administrators. */
#ifndef ADELANTE_STAFF_H
#define ADELANTE_STAFF_H

#include "core/entity.h"

struct staff {
    struct record record;
    struct str name;
    struct str position;
    struct str speciality;
    struct str email;
    struct date from_on;
    struct date to_on;
};
extern const struct entity staff_entity;
extern const struct entity_store staff_store;
extern const struct choice staff_specialities[];

#endif
