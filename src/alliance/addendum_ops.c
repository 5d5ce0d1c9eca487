#include "alliance/addendum.h"

const struct op addendum_ops[] = {
    RECORD_OPS("addendum", "addenda", addendum_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "una adenda", "an addendum", false),
    CHILDREN_OP("addendum", "addenda", addendum_entity, "agreement", "agreements", PERM_AGREEMENT_READ, "las adendas de un convenio",
                "the addenda of an agreement"),
};
const size_t addendum_op_count = COUNT_OF(addendum_ops);
