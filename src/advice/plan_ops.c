#include "advice/plan.h"
#include "advice/plan_action.h"
#include "advice/service.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "client/status.h"
#include "core/flow.h"
#include "core/record.h"
#include "party/unit.h"

enum { ACTIONS_MOST = 200 };

struct agree_input {
    struct flow_input flow;
    struct date client_signed_on;
    struct date adviser_signed_on;
    struct date director_signed_on;
};
static const struct field agree_fields[] = {
    FLOW_FIELDS(struct agree_input),
    FIELD_DATE(struct agree_input, client_signed_on, .past = true, .label = T("Firma del cliente", "Signed by the client on")),
    FIELD_DATE(struct agree_input, adviser_signed_on, .past = true, .label = T("Firma de quien asesora", "Signed by the adviser on")),
    FIELD_DATE(struct agree_input, director_signed_on, .past = true, .label = T("Firma de la dirección", "Signed by the director on")),
};
static const struct shape agree_shape = SHAPE("plan_agree", struct agree_input, agree_fields);

struct end_input {
    struct flow_input flow;
    struct str close_reason;
};
static const struct field close_fields[] = {
    FLOW_FIELDS(struct end_input),
    FIELD_TEXT(struct end_input, close_reason, .max = 500, .label = T("Motivo", "Reason"),
               .hint = T("Solo si se cierra sin medición final.", "Only if it is closed without a final measurement.")),
};
static const struct shape close_shape = SHAPE("plan_close", struct end_input, close_fields);
static const struct field cancel_fields[] = {
    FLOW_FIELDS(struct end_input),
    FIELD_TEXT(struct end_input, close_reason, .required = true, .min = 3, .max = 500, .label = T("Motivo", "Reason")),
};
static const struct shape cancel_shape = SHAPE("plan_cancel", struct end_input, cancel_fields);

/* An active enterprise without another plan to work on goes to follow-up with the plan that is closed. */
static enum err follow_up(struct ctx *ctx, const struct plan *plan)
{
    struct enterprise before;
    bool closed = false;
    bool open = false;
    shape_clear(&enterprise_entity.shape, &before);
    TRY(record_find_id(ctx, &enterprise_entity, plan->enterprise.id, &before));
    TRY(status_store_plans(ctx, plan->record.agency, plan->enterprise.id, &closed, &open));
    if (open || !str_eq(before.status, S("active"))) {
        return ERR_OK;
    }
    struct record_told told = record_told(ctx);
    struct enterprise row = before;
    TRY(flow_apply(ctx, &enterprise_entity, "follow", NULL, &row, &before));
    record_tell(ctx, &told);
    return ERR_OK;
}

static enum err run_close(struct ctx *ctx, const void *in, void *out)
{
    const struct end_input *input = in;
    struct plan before;
    shape_clear(&plan_entity.shape, &before);
    TRY(record_find_seen(ctx, &plan_entity, input->flow.code, input->flow.version, &before));
    *(struct plan *)out = before;
    TRY(flow_apply(ctx, &plan_entity, "close", in, out, &before));
    return follow_up(ctx, out);
}

static enum err run_by_client(struct ctx *ctx, const void *in, void *out)
{
    struct service_client client;
    TRY(service_find_client(ctx, in, &client));
    return plan_store_by_client(ctx, client.is_person, client.agency, client.id, client.limit, out);
}

static enum err run_newest(struct ctx *ctx, const void *in, void *out)
{
    return plan_store_newest(ctx, in, out);
}

/* Whoever signs for the enterprise, and the names of the sheet's head. */
static enum err name_parties(struct ctx *ctx, struct plan_sheet *sheet)
{
    struct unit unit;
    struct enterprise enterprise;
    shape_clear(&unit_entity.shape, &unit);
    shape_clear(&enterprise_entity.shape, &enterprise);
    enum err err = record_find_id(ctx, &unit_entity, sheet->plan.record.unit.id, &unit);
    if (err != ERR_OK && err != ERR_NOT_FOUND) {
        return err;
    }
    sheet->unit_name = unit.name;
    err = record_find_id(ctx, &enterprise_entity, sheet->plan.enterprise.id, &enterprise);
    if (err != ERR_OK && err != ERR_NOT_FOUND) {
        return err;
    }
    sheet->client_name = enterprise.name;
    struct id owner;
    struct person person;
    TRY(plan_store_owner(ctx, &sheet->plan, &owner));
    if (id_is_none(owner)) {
        return ERR_OK;
    }
    shape_clear(&person_entity.shape, &person);
    err = record_find_id(ctx, &person_entity, owner, &person);
    if (err == ERR_NOT_FOUND) {
        return ERR_OK; /* another unit's */
    }
    TRY(err);
    sheet->owner_name = person_name(ctx->arena, &person);
    sheet->owner_document = person.dui;
    return ERR_OK;
}

static enum err run_sheet(struct ctx *ctx, const void *in, void *out)
{
    const struct record_code_input *input = in;
    struct plan_sheet *sheet = out;
    TRY(record_find_code(ctx, &plan_entity, input->code, &sheet->plan));
    ctx->subject = str_format(ctx->arena, "plans/" STR_FMT, STR_ARG(sheet->plan.record.code));
    ctx->subject_id = sheet->plan.record.id;
    ctx->subject_unit = sheet->plan.record.unit.id;
    TRY(record_label(ctx, &plan_entity, &sheet->plan, 1));
    struct list actions;
    TRY(plan_action_store_by_plan(ctx, sheet->plan.record.agency, sheet->plan.record.id, ACTIONS_MOST, &actions));
    sheet->actions = actions.rows;
    const struct plan_action *rows = actions.rows.items;
    sheet->open_actions = 0;
    sheet->late_actions = 0;
    for (size_t i = 0; i < actions.rows.len; i++) {
        bool open = plan_action_is_open(&rows[i]);
        sheet->open_actions += open;
        sheet->late_actions += open && plan_is_open(sheet->plan.state) && plan_days_left(ctx->today, rows[i].ends_on) < 0;
    }
    sheet->days_left = plan_is_open(sheet->plan.state) ? plan_days_left(ctx->today, sheet->plan.ends_on) : INT_NONE;
    return name_parties(ctx, sheet);
}

#define PLAN_MOVE(move, input, permission, es, en) FLOW_OP("plan", "plans", plan_entity, move, input, permission, es, en)

const struct op plan_ops[] = {
    RECORD_OPS("plan", "plans", plan_entity, PERM_RECORD_READ, PERM_SERVICE_WRITE, "un plan de acción", "an action plan", true),
    PLAN_MOVE("agree", agree_shape, PERM_AUTHORISE, "Acordar un plan de acción con las tres firmas",
              "Agree an action plan with its three signatures"),
    PLAN_MOVE("start", flow_input_shape, PERM_SERVICE_WRITE, "Iniciar la ejecución de un plan de acción", "Start an action plan"),
    {.name = "plan.close", .http = "POST /plans/{code}/close",
     .label = T("Cerrar un plan de acción; la empresa pasa a seguimiento", "Close an action plan; the enterprise goes to follow-up"),
     .permission = PERM_SERVICE_WRITE, .kind = OP_WRITE, .input = &close_shape, .output = &plan_entity.shape,
     .answer = ANSWER_RECORD, .entity = &plan_entity, .run = run_close},
    PLAN_MOVE("cancel", cancel_shape, PERM_SERVICE_WRITE, "Cancelar un plan de acción", "Cancel an action plan"),
    SERVICE_BY_CLIENT_OP("plan", "plans", plan_entity, "los planes de acción", "action plans", run_by_client),
    {.name = "plan.newest", .http = "GET /newest/plans",
     .label = T("Ver los planes de acción más recientes", "See the newest action plans"), .permission = PERM_RECORD_READ,
     .kind = OP_READ, .input = &service_newest_shape, .output = &plan_entity.shape, .answer = ANSWER_LIST,
     .entity = &plan_entity, .run = run_newest},
    {.name = "plan.sheet", .http = "GET /plans/{code}/sheet",
     .label = T("Ver un plan de acción con sus acciones (F2)", "See an action plan with its actions (F2)"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &record_code_shape, .output = &plan_sheet_shape,
     .answer = ANSWER_RECORD, .leaves_access = true, .run = run_sheet},
};
const size_t plan_op_count = COUNT_OF(plan_ops);
