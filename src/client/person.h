/* client/person.h: persons: owners, entrepreneurs, participants (domain 8.3). */
#ifndef ADELANTE_PERSON_H
#define ADELANTE_PERSON_H

#include "core/entity.h"

struct person {
    struct record record;
    struct ref adviser;
    struct str given_names;
    struct str surnames;
    struct str dui; /* 01234567-8 */
    struct str nit;
    struct str other_document_type;
    struct str other_document;
    struct str sex;
    struct date birth_date;
    struct str phone;
    struct str mobile;
    struct str email;
    struct str district; /* home at registration, before any move */
    struct str zone;
    struct str address;
    struct str disability;
    struct str indigenous;
    struct str returned_migrant;
    struct str education;
    struct str motive;
    struct str stage;
    struct str provenance;
    struct date registered_on; /* today if none was given */
    struct str status;
    struct date consent_on;
    struct str consent_text;
    struct str consent_scopes;
    struct date consent_revoked_on;
    struct str same_document_reason; /* why another record of the agency may have the same document */
};
extern const struct entity person_entity;
extern const struct entity_store person_store;
extern const struct choice person_sexes[];
extern const struct choice person_stages[];

/* "Ana María Pérez Cruz" */
struct str person_name(struct arena *arena, const struct person *person);

#endif
