#include "alliance/contribution.h"

const struct op contribution_ops[] = {
    RECORD_OPS("contribution", "contributions", contribution_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "un aporte", "a contribution",
               false),
    CHILDREN_OP("contribution", "contributions", contribution_entity, "agreement", "agreements", PERM_AGREEMENT_READ,
                "los aportes de un convenio", "the contributions to an agreement"),
};
const size_t contribution_op_count = COUNT_OF(contribution_ops);
