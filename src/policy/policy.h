/* policy/policy.h: policies and plans as data: policy, axis, line, strategic action, in two languages (domain.md 5, 8.14).
 *
 * What is not read in an official text says so (confirmed: no), wherever it is shown.
 */
#ifndef ADELANTE_POLICY_H
#define ADELANTE_POLICY_H

#include "core/children.h"

struct policy {
    struct record record;
    struct str name_es;
    struct str name_en;
    struct str kind;
    struct str edition;
    struct ref owner;
    struct str level;
    struct date valid_from;
    struct date valid_to;
    enum answer confirmed;
    struct str source;
};
struct policy_axis {
    struct record record; /* the unit is the policy's; of a line the axis's, of an action the line's */
    struct ref policy;
    struct str number;
    struct str name_es;
    struct str name_en;
    struct str kind;
    enum answer confirmed;
};
struct policy_line {
    struct record record;
    struct ref axis;
    struct str number;
    struct str name_es;
    struct str name_en;
    enum answer confirmed;
};
struct policy_action {
    struct record record;
    struct ref line;
    struct str number;
    struct str name_es;
    struct str name_en;
    enum answer confirmed;
};
extern const struct entity policy_entity;
extern const struct entity policy_axis_entity;
extern const struct entity policy_line_entity;
extern const struct entity policy_action_entity;
extern const struct entity_store policy_store;
extern const struct entity_store policy_axis_store;
extern const struct entity_store policy_line_store;
extern const struct entity_store policy_action_store;
extern const struct op policy_ops[];
extern const size_t policy_op_count;

/* The name in the language, the Spanish one if there is no other. */
struct str policy_name(struct str name_es, struct str name_en, enum lang lang);

#endif
