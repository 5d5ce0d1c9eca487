#include "project/expense.h"

#include "core/flow.h"

#define MOVE(move, input, permission, es, en) FLOW_OP("expense", "expenses", expense_entity, move, input, permission, es, en)

const struct op expense_ops[] = {
    RECORD_OPS("expense", "expenses", expense_entity, PERM_PAYMENT_READ, PERM_EXPENSE_WRITE, "un gasto", "an expense", false),
    CHILDREN_OP("expense", "expenses", expense_entity, "project", "projects", PERM_PAYMENT_READ, "los gastos de un proyecto",
                "the expenses of a project"),
    MOVE("approve", flow_input_shape, PERM_EXPENSE_APPROVE, "Aprobar un gasto", "Approve an expense"),
    MOVE("return", flow_reason_shape, PERM_EXPENSE_APPROVE, "Devolver un gasto", "Return an expense"),
    MOVE("resubmit", flow_input_shape, PERM_EXPENSE_WRITE, "Presentar de nuevo un gasto devuelto", "Present a returned expense again"),
};
const size_t expense_op_count = COUNT_OF(expense_ops);
