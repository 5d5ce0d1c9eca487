/* core/flow.h: state machines of nouns, as tables.
 *
 * A flow names the field that holds a noun's state and the moves between states. A move *is* an operation: link.approve is a
 * row of the flow and a row of the room's operations (FLOW_OP), which checks who may, runs the move's guard and writes the
 * record with its new state in one transaction. The guard looks at what must hold for this step and says what is missing and
 * who can supply it; what must hold of a record whatever the way it came to its state stands in the noun's own check.
 *
 * Invariant: the state of a stored record changes by a move, by the import of a file, by an operation that the flow names as
 * `afterwards`, or, where the flow is `correctable`, by a correction.
 */
#ifndef ADELANTE_FLOW_H
#define ADELANTE_FLOW_H

#include "core/entity.h"
#include "core/op.h"

struct flow_move {
    const char *name;  /* approve: the operation link.approve */
    struct text label; /* what its button says: Aprobar */
    const char *from;  /* the states it starts in, separated by blanks */
    const char *to;    /* the state it leads to; NULL: the state stays (an extension) */
    struct text otherwise; /* who may decide otherwise, said where the move does not start in the state; may be none */
    bool weighty;      /* ends something: its button stands apart */
    /* row: the record with what the input gave and the new state, which the guard may complete; before: as stored; in: the
     * operation's input. Every missing thing is a fault of its own; ERR_INVALID if there was one. May be NULL. */
    enum err (*guard)(struct ctx *ctx, void *row, const void *before, const void *in);
};
struct flow {
    const char *field; /* the CHOICE field that holds the state; its choices are the states */
    const char *entry; /* the states in which a record may be recorded, separated by blanks; NULL: any, for records kept after the fact */
    /* A correction (link.set) may change the state too: along a move by whoever may write, to any state by the direction. For
     * records that are written down after the fact and need no guard. */
    bool correctable;
    /* Operations, separated by blanks, that write down what was done outside the program, in any state; NULL: none. */
    const char *afterwards;
    const struct flow_move *moves;
    size_t count;
};

/* What the input of every move begins with; other fields that the noun has too, by name and type, are copied into the record
 * where they are given. A field `reason` that the noun does not have becomes the audit record's reason. */
struct flow_input {
    struct str code;
    int64_t version;
};
struct flow_reason_input {
    struct flow_input flow;
    struct str reason;
};
/* The first rows of an input whose struct has a first member `flow`. */
#define FLOW_FIELDS(s)                                                                                                   \
    {.name = "code", .type = FIELD_TYPE_TEXT, .offset = offsetof(s, flow.code), .required = true, .max = 100,            \
     .label = T("Código", "Code")},                                                                                      \
    {.name = "version", .type = FIELD_TYPE_INT, .offset = offsetof(s, flow.version), .required = true, .min = 1,         \
     .max = INT64_MAX, .label = T("Versión que se vio", "Version seen")}
extern const struct shape flow_input_shape;
extern const struct shape flow_reason_shape; /* the reason is required */

/* One move as an operation: FLOW_OP("link", "links", link_entity, "deny", flow_input_shape, PERM_FINANCE_WRITE, es, en). */
#define FLOW_OP(noun, plural, entity_, move, input_, permission_, es, en)                                                \
    {.name = noun "." move, .http = "POST /" plural "/{code}/" move, .label = T(es, en), .permission = (permission_),    \
     .kind = OP_WRITE, .input = &(input_), .output = &(entity_).shape, .answer = ANSWER_RECORD, .entity = &(entity_),    \
     .run = flow_run}

/* The .run of every move: finds the record in scope and in the version seen, checks that the move starts in its state, runs
 * the guard, writes. ERR_CONFLICT: somebody changed the record since; ERR_DENIED: another adviser's. */
FALLIBLE flow_run(struct ctx *ctx, const void *in, void *out);
/* The same from within another operation, whose permission is the one that counts. in: as the move's operation takes it, or
 * NULL; row: a copy of `before` that the caller may have changed. Written and labelled on return. */
FALLIBLE flow_apply(struct ctx *ctx, const struct entity *entity, const char *move, const void *in, void *row, const void *before);

/* Called by record_write for a noun that has a flow: whether the state may be what it is in `row`. */
FALLIBLE flow_check(struct ctx *ctx, const struct entity *entity, const void *row, const void *before);

/* The state of a record. */
struct str flow_state(const struct entity *entity, const void *row);
/* Whether the blank-separated list names the state. */
bool flow_names(const char *states, struct str state);
/* The move of that name, or NULL; and the operation behind a move. */
const struct flow_move *flow_find(const struct entity *entity, struct str name);
const struct op *flow_op(const struct entity *entity, const struct flow_move *move);

#endif
