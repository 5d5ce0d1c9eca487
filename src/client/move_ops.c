#include "client/client.h"
#include "client/move.h"
#include "core/record.h"

const struct op move_ops[] = {
    RECORD_OPS("move", "moves", move_entity, PERM_RECORD_READ, PERM_CLIENT_WRITE, "un traslado", "a move", false),
};
const size_t move_op_count = COUNT_OF(move_ops);
