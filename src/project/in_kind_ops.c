#include "project/in_kind.h"

const struct op in_kind_ops[] = {
    RECORD_OPS("in_kind", "in_kind_contributions", in_kind_entity, PERM_AGREEMENT_READ, PERM_EXPENSE_WRITE, "un aporte en especie",
               "a contribution in kind", false),
    CHILDREN_OP("in_kind", "in_kind_contributions", in_kind_entity, "project", "projects", PERM_AGREEMENT_READ,
                "los aportes en especie de un proyecto", "the contributions in kind to a project"),
};
const size_t in_kind_op_count = COUNT_OF(in_kind_ops);
