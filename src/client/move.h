/* client/move.h: an enterprise or a person that moved to another district: the home from that day on. */
#ifndef ADELANTE_MOVE_H
#define ADELANTE_MOVE_H

#include "core/entity.h"

struct move {
    struct record record; /* unit: the client's */
    struct ref enterprise;
    struct ref person;
    struct str district;
    struct date moved_on;
    struct str address;
};
extern const struct entity move_entity;
extern const struct entity_store move_store;

#endif
