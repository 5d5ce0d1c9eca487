#include "alliance/agreement_target.h"

const struct op agreement_target_ops[] = {
    RECORD_OPS("agreement_target", "agreement_targets", agreement_target_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "una meta",
               "a target", false),
    CHILDREN_OP("agreement_target", "targets", agreement_target_entity, "agreement", "agreements", PERM_AGREEMENT_READ,
                "las metas de un convenio", "the targets of an agreement"),
};
const size_t agreement_target_op_count = COUNT_OF(agreement_target_ops);
