#include "project/budget.h"

#define PARTS(noun, plural, entity, child, es, en, es_all, en_all)                                                                 \
    RECORD_OPS(noun, plural, entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, es, en, false),                                    \
    CHILDREN_OP(noun, child, entity, "project", "projects", PERM_AGREEMENT_READ, es_all, en_all)

const struct op budget_ops[] = {
    PARTS("project_funder", "project_funders", project_funder_entity, "funders", "un financiador", "a funder",
          "los financiadores de un proyecto", "the funders of a project"),
    PARTS("budget_line", "budget_lines", budget_line_entity, "lines", "una línea de presupuesto", "a budget line",
          "las líneas de un proyecto", "the lines of a project"),
    PARTS("budget_amount", "budget_amounts", budget_amount_entity, "amounts", "un monto del presupuesto", "an amount of the budget",
          "los montos por línea y financiador", "the amounts by line and funder"),
};
const size_t budget_op_count = COUNT_OF(budget_ops);
