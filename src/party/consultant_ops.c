#include "core/record.h"
#include "party/consultant.h"

const struct op consultant_ops[] = {
    RECORD_OPS("consultant", "consultants", consultant_entity, PERM_RECORD_READ, PERM_PROCUREMENT_WRITE,
               "una persona o empresa consultora", "a consultant", true),
};
const size_t consultant_op_count = COUNT_OF(consultant_ops);
