/* party/consultant.h: external consultants, persons or companies, who are invited to bid for technical assistance and
 * training (domain.md 8.11). What one has under contract at a time is for assistance/load.h to say. */
#ifndef ADELANTE_CONSULTANT_H
#define ADELANTE_CONSULTANT_H

#include "core/entity.h"
#include "core/op.h"

struct consultant {
    struct record record;
    struct str kind; /* person, company */
    struct str name;
    struct str nit;
    struct str nrc;
    struct str specialities; /* codes of consultant_specialities, which are the themes of services */
    struct str speciality_text;
    struct str phone;
    struct str email;
    struct str district;
    struct str address;
    struct str notes;
};
extern const struct choice consultant_kinds[];
extern const struct choice consultant_specialities[];
extern const struct entity consultant_entity;
extern const struct entity_store consultant_store;
extern const struct op consultant_ops[];
extern const size_t consultant_op_count;

/* Bills as a person without company, so that income tax is withheld from what is paid (domain.md 7.4). */
bool consultant_is_person(const struct consultant *consultant);

#endif
