#include "assistance/reception.h"
#include "core/record.h"

const struct op reception_ops[] = {
    RECORD_OPS("reception", "receptions", reception_entity, PERM_RECORD_READ, PERM_TRAINING_WRITE,
               "lo recibido de un contrato", "what was received of a contract", false),
};
const size_t reception_op_count = COUNT_OF(reception_ops);
