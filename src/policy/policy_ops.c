#include "policy/policy.h"

const struct op policy_ops[] = {
    RECORD_OPS("policy", "policies", policy_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "una política", "a policy", false),
    RECORD_OPS("policy_axis", "policy_axes", policy_axis_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "un eje", "an axis", false),
    CHILDREN_OP("policy_axis", "axes", policy_axis_entity, "policy", "policies", PERM_AGREEMENT_READ, "los ejes de una política",
                "the axes of a policy"),
    RECORD_OPS("policy_line", "policy_lines", policy_line_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "una línea de acción",
               "a line of action", false),
    CHILDREN_OP("policy_line", "lines", policy_line_entity, "axis", "policy_axes", PERM_AGREEMENT_READ, "las líneas de un eje",
                "the lines of an axis"),
    RECORD_OPS("policy_action", "policy_actions", policy_action_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE,
               "una acción estratégica", "a strategic action", false),
    CHILDREN_OP("policy_action", "actions", policy_action_entity, "line", "policy_lines", PERM_AGREEMENT_READ,
                "las acciones de una línea", "the actions of a line"),
};
const size_t policy_op_count = COUNT_OF(policy_ops);
