#include "project/project.h"

#include "core/flow.h"
#include "core/record.h"

struct approve_input {
    struct flow_input flow;
    struct date approved_on;
};
static const struct field approve_fields[] = {
    FLOW_FIELDS(struct approve_input),
    FIELD_DATE(struct approve_input, approved_on, .required = true, .past = true, .label = T("Aprobado el", "Approved on")),
};
static const struct shape approve_shape = SHAPE("project_approve", struct approve_input, approve_fields);
struct close_input {
    struct flow_input flow;
    struct date closed_on;
};
static const struct field close_fields[] = {
    FLOW_FIELDS(struct close_input),
    FIELD_DATE(struct close_input, closed_on, .required = true, .past = true, .label = T("Cerrado el", "Closed on")),
};
static const struct shape close_shape = SHAPE("project_close", struct close_input, close_fields);

#define MOVE(move, input, permission, es, en) FLOW_OP("project", "projects", project_entity, move, input, permission, es, en)

const struct op project_ops[] = {
    RECORD_OPS("project", "projects", project_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "un proyecto", "a project", false),
    MOVE("approve", approve_shape, PERM_EXPENSE_APPROVE, "Aprobar un proyecto con su presupuesto", "Approve a project with its budget"),
    MOVE("start", flow_input_shape, PERM_AGREEMENT_WRITE, "Registrar que un proyecto empezó", "Record that a project began to run"),
    MOVE("close", close_shape, PERM_EXPENSE_APPROVE, "Cerrar un proyecto", "Close a project"),
    MOVE("cancel", flow_reason_shape, PERM_EXPENSE_APPROVE, "Cancelar un proyecto", "Cancel a project"),
    MOVE("reopen", flow_reason_shape, PERM_EXPENSE_APPROVE, "Abrir de nuevo un proyecto cerrado", "Open a closed project again"),
};
const size_t project_op_count = COUNT_OF(project_ops);
