/* client/shown_ops.h: a client as it is shown where several records are one, and the choice of what is shown. */
#ifndef ADELANTE_SHOWN_OPS_H
#define ADELANTE_SHOWN_OPS_H

#include "client/shown.h"
#include "core/op.h"

struct shown_input {
    struct str kind;
    struct str code;
};
/* A field whose value is not the same in all records, or not the first record's: one row a record that has a value. */
struct shown_value {
    struct str field;
    struct str record;
    struct str value; /* as field_plain */
    enum answer shown;
};
struct shown_client {
    struct ref identity; /* none: the record stands alone */
    int64_t version;
    struct str first; /* the code of the record that stands for the others */
    struct rows persons; /* one struct person or one struct enterprise, as shown */
    struct rows enterprises;
    struct rows values; /* struct shown_value */
};
extern const struct shape shown_client_shape;

extern const struct op shown_ops[];
extern const size_t shown_op_count;

#endif
