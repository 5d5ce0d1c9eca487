#include "assistance/deliverable.h"
#include "core/record.h"

const struct op deliverable_ops[] = {
    RECORD_OPS("deliverable", "deliverables", deliverable_entity, PERM_RECORD_READ, PERM_TRAINING_WRITE,
               "un producto de un contrato", "a product of a contract", false),
};
const size_t deliverable_op_count = COUNT_OF(deliverable_ops);
