#include "advice/plan.h"
#include "advice/plan_action.h"
#include "advice/service.h"
#include "core/flow.h"
#include "core/record.h"
#include "party/staff.h"

enum { LIST_MOST = 500 };

struct start_input {
    struct flow_input flow;
    struct date started_on;
};
static const struct field start_fields[] = {
    FLOW_FIELDS(struct start_input),
    FIELD_DATE(struct start_input, started_on, .past = true, .label = T("Se inició el", "Began on"),
               .hint = T("Vacía: hoy.", "Empty: today.")),
};
static const struct shape start_shape = SHAPE("plan_action_start", struct start_input, start_fields);

struct finish_input {
    struct flow_input flow;
    struct date finished_on;
    struct str result;
};
static const struct field finish_fields[] = {
    FLOW_FIELDS(struct finish_input),
    FIELD_DATE(struct finish_input, finished_on, .past = true, .label = T("Se finalizó el", "Finished on"),
               .hint = T("Vacía: hoy.", "Empty: today.")),
    FIELD_TEXT(struct finish_input, result, .max = 1000, .label = T("Resultado", "Result")),
};
static const struct shape finish_shape = SHAPE("plan_action_finish", struct finish_input, finish_fields);

struct cancel_input {
    struct flow_input flow;
    struct str result;
};
static const struct field cancel_fields[] = {
    FLOW_FIELDS(struct cancel_input),
    FIELD_TEXT(struct cancel_input, result, .required = true, .min = 3, .max = 1000, .label = T("Motivo", "Reason")),
};
static const struct shape cancel_shape = SHAPE("plan_action_cancel", struct cancel_input, cancel_fields);

struct due_input {
    struct date until;
    struct ref adviser;
    int64_t limit;
};
static const struct field due_fields[] = {
    FIELD_DATE(struct due_input, until, .label = T("Que terminan hasta", "Ending until"), .hint = T("Vacía: hoy.", "Empty: today.")),
    FIELD_REF(struct due_input, adviser, .target = &staff_entity, .label = T("De los planes de", "Of the plans of")),
    FIELD_INT(struct due_input, limit, .min = 1, .max = 500, .initial = "50", .label = T("Cuántas como máximo", "How many at most")),
};
static const struct shape due_shape = SHAPE("plan_action_due", struct due_input, due_fields);

static enum err run_by_plan(struct ctx *ctx, const void *in, void *out)
{
    const struct record_code_input *input = in;
    struct plan plan;
    shape_clear(&plan_entity.shape, &plan);
    TRY(record_find_code(ctx, &plan_entity, input->code, &plan));
    ctx->subject = str_format(ctx->arena, "plans/" STR_FMT, STR_ARG(plan.record.code));
    ctx->subject_id = plan.record.id;
    ctx->subject_unit = plan.record.unit.id;
    return plan_action_store_by_plan(ctx, plan.record.agency, plan.record.id, LIST_MOST, out);
}

static enum err run_by_client(struct ctx *ctx, const void *in, void *out)
{
    struct service_client client;
    TRY(service_find_client(ctx, in, &client));
    return plan_action_store_by_client(ctx, client.is_person, client.agency, client.id, client.limit, out);
}

static enum err run_due(struct ctx *ctx, const void *in, void *out)
{
    const struct due_input *input = in;
    struct staff adviser;
    shape_clear(&staff_entity.shape, &adviser);
    if (!str_is_empty(input->adviser.code)) {
        TRY(record_find_code(ctx, &staff_entity, input->adviser.code, &adviser));
    }
    return plan_action_store_due(ctx, adviser.record.id, date_is_none(input->until) ? ctx->today : input->until,
                                 input->limit == INT_NONE ? 50 : input->limit, out);
}

#define ACTION_MOVE(move, input, es, en) \
    FLOW_OP("plan_action", "plan_actions", plan_action_entity, move, input, PERM_SERVICE_WRITE, es, en)

const struct op plan_action_ops[] = {
    RECORD_OPS("plan_action", "plan_actions", plan_action_entity, PERM_RECORD_READ, PERM_SERVICE_WRITE, "una acción de un plan",
               "an action of a plan", true),
    ACTION_MOVE("start", start_shape, "Registrar que una acción se inició", "Record that an action began"),
    ACTION_MOVE("finish", finish_shape, "Registrar que una acción se finalizó", "Record that an action was finished"),
    ACTION_MOVE("cancel", cancel_shape, "Cancelar una acción de un plan", "Cancel an action of a plan"),
    {.name = "plan_action.by_plan", .http = "GET /plans/{code}/plan_actions",
     .label = T("Ver las acciones de un plan", "See the actions of a plan"), .permission = PERM_RECORD_READ, .kind = OP_READ,
     .input = &record_code_shape, .output = &plan_action_entity.shape, .answer = ANSWER_LIST, .entity = &plan_action_entity,
     .leaves_access = true, .run = run_by_plan},
    SERVICE_BY_CLIENT_OP("plan_action", "plan_actions", plan_action_entity, "las acciones abiertas de los planes",
                         "open actions of the plans", run_by_client),
    {.name = "plan_action.due", .http = "GET /due/plan_actions",
     .label = T("Ver las acciones que vencen hasta un día", "See the actions due by a day"), .permission = PERM_RECORD_READ,
     .kind = OP_READ, .input = &due_shape, .output = &plan_action_entity.shape, .answer = ANSWER_LIST,
     .entity = &plan_action_entity, .run = run_due},
};
const size_t plan_action_op_count = COUNT_OF(plan_action_ops);
