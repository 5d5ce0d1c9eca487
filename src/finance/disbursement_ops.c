#include "core/record.h"
#include "finance/disbursement.h"

const struct op disbursement_ops[] = {
    RECORD_OPS("disbursement", "disbursements", disbursement_entity, PERM_RECORD_READ, PERM_FINANCE_WRITE, "un desembolso",
               "a disbursement", true),
};
const size_t disbursement_op_count = COUNT_OF(disbursement_ops);
