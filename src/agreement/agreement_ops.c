#include "agreement/agreement.h"
#include "core/record.h"

const struct op agreement_ops[] = {
    RECORD_OPS("agreement", "agreements", agreement_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "un convenio",
               "an agreement", false),
};
const size_t agreement_op_count = COUNT_OF(agreement_ops);
