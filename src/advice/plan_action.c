#include "advice/plan_action.h"

#include "advice/plan.h"
#include "advice/service.h"
#include "core/flow.h"
#include "core/record.h"
#include "party/staff.h"
#include "party/unit.h"

const struct choice plan_action_states[] = {
    {"created", T("Creada", "Created"), "CREADO|CREADA"},
    {"started", T("Iniciada", "Started"), "INICIADO|INICIADA"},
    {"finished", T("Finalizada", "Finished"), "FINALIZADO|FINALIZADA"},
    {"cancelled", T("Cancelada", "Cancelled"), "CANCELADO|CANCELADA"},
    {0},
};
const struct choice plan_action_responsibles[] = {
    {"adviser", T("Asesor(a)", "Adviser"), "ASESOR|ASESORA"},
    {"enterprise", T("Empresa", "Enterprise"), "EMPRESA"},
    {"consultant", T("Consultor(a)", "Consultant"), "CONSULTOR|CONSULTORA"},
    {"teacher", T("Docente", "Teacher"), "DOCENTE"},
    {"student", T("Estudiante", "Student"), "ESTUDIANTE|ALUMNO|ALUMNA"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct plan_action),
    RECORD_UNIT_COMPUTED(struct plan_action),
    FIELD_REF(struct plan_action, plan, .required = true, .target = &plan_entity, .label = T("Plan", "Plan")),
    FIELD_INT(struct plan_action, position, .min = 1, .max = 1000, .label = T("Orden", "Place"),
              .hint = T("Vacío: al final.", "Empty: at the end.")),
    FIELD_TEXT(struct plan_action, text, .required = true, .min = 3, .max = 500, .label = T("Acción", "Action")),
    FIELD_CHOICE(struct plan_action, responsible_kind, .required = true, .choices = plan_action_responsibles, .initial = "enterprise",
                 .label = T("Responsable", "Responsible")),
    FIELD_REF(struct plan_action, staff, .target = &staff_entity, .label = T("Asesor(a) responsable", "Responsible adviser"),
              .hint = T("Vacío: quien asesora el plan.", "Empty: the plan's adviser.")),
    FIELD_TEXT(struct plan_action, responsible, .max = 200, .privacy = PRIVACY_PERSONAL,
               .label = T("Nombre de la persona responsable", "Name of whoever is responsible")),
    FIELD_DATE(struct plan_action, starts_on, .required = true, .label = T("Comienza", "Starts on")),
    FIELD_DATE(struct plan_action, ends_on, .required = true, .label = T("Termina", "Ends on")),
    FIELD_CHOICE(struct plan_action, state, .required = true, .choices = plan_action_states, .initial = "created",
                 .label = T("Estado", "State")),
    FIELD_DATE(struct plan_action, started_on, .past = true, .label = T("Se inició el", "Began on")),
    FIELD_DATE(struct plan_action, finished_on, .past = true, .label = T("Se finalizó el", "Finished on")),
    FIELD_TEXT(struct plan_action, result, .max = 1000, .label = T("Resultado", "Result")),
    RECORD_ANNULMENT(struct plan_action),
};

bool plan_action_is_open(const struct plan_action *action)
{
    return action->record.annulled != ANSWER_YES && (str_eq(action->state, S("created")) || str_eq(action->state, S("started")));
}

static enum err check_responsible(struct ctx *ctx, struct plan_action *row, const struct plan *plan)
{
    bool is_adviser = str_eq(row->responsible_kind, S("adviser"));
    bool is_outside = !is_adviser && !str_eq(row->responsible_kind, S("enterprise"));
    if (is_adviser && id_is_none(row->staff.id)) {
        row->staff = plan->adviser;
    }
    if (!is_adviser && !id_is_none(row->staff.id)) {
        return ctx_fault(ctx, "staff", row->staff.code,
                         TEXT("Aquí se nombra a alguien del personal solo cuando la acción es de quien asesora.",
                              "Staff is named here only when the action is an adviser's."),
                         TEXT("Elija «Asesor(a)» como responsable, o deje vacío este campo.",
                              "Choose “Adviser” as responsible, or leave this field empty."));
    }
    if (is_outside && str_is_empty(row->responsible)) {
        return ctx_fault(ctx, "responsible", STR_NONE,
                         TEXT("Una persona consultora, docente o estudiante se nombra.",
                              "A consultant, teacher or student is named."),
                         TEXT("Escriba su nombre.", "Write the name."));
    }
    return ERR_OK;
}

static enum err check_dates(struct ctx *ctx, const struct plan_action *row)
{
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, service_check_order(ctx, TEXT("el comienzo de la acción", "the start of the action"), row->starts_on,
                                             "ends_on", row->ends_on));
    SERVICE_COLLECT(err, service_check_order(ctx, TEXT("el día en que se inició", "the day on which it began"), row->started_on,
                                             "finished_on", row->finished_on));
    return err;
}

enum err plan_action_check(struct ctx *ctx, void *row_, const void *before)
{
    struct plan_action *row = row_;
    (void)before;
    struct plan plan;
    shape_clear(&plan_entity.shape, &plan);
    TRY(record_find_id(ctx, &plan_entity, row->plan.id, &plan));
    row->record.unit = (struct ref){.id = plan.record.unit.id};
    if (service_is_annulled(&row->record)) {
        return ERR_OK;
    }
    if (!ctx->importing && (!plan_is_open(plan.state) || service_is_annulled(&plan.record))) {
        return ctx_fault(ctx, "plan", plan.record.code,
                         TEXT("El plan ya terminó: sus acciones no se cambian.", "The plan has ended: its actions are not changed."),
                         TEXT("Registre un plan nuevo para lo que sigue.", "Record a new plan for what follows."));
    }
    if (row->position == INT_NONE) {
        int64_t last;
        TRY(plan_action_store_last(ctx, plan.record.agency, plan.record.id, &last));
        row->position = last + 1;
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, check_responsible(ctx, row, &plan));
    SERVICE_COLLECT(err, check_dates(ctx, row));
    return err;
}

/* ---- steps ------------------------------------------------------------------------------------------------ */

static enum err check_running(struct ctx *ctx, const struct plan_action *row)
{
    struct plan plan;
    shape_clear(&plan_entity.shape, &plan);
    TRY(record_find_id(ctx, &plan_entity, row->plan.id, &plan));
    if (str_eq(plan.state, S("running"))) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "plan", plan.record.code,
                     TEXT("Las acciones se trabajan mientras el plan está en ejecución.", "Actions are worked on while the plan runs."),
                     str_eq(plan.state, S("agreed"))
                         ? TEXT("El plan está acordado: márquelo primero como iniciado.", "The plan is agreed: mark it as started first.")
                         : TEXT("Primero firman el cliente, quien asesora y la dirección; después se inicia el plan.",
                                "First client, adviser and director sign; then the plan is started."));
}

static enum err guard_start(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct plan_action *row = row_;
    if (date_is_none(row->started_on)) {
        row->started_on = ctx->today;
    }
    return check_running(ctx, row);
}

static enum err guard_finish(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct plan_action *row = row_;
    if (date_is_none(row->finished_on)) {
        row->finished_on = ctx->today;
    }
    return check_running(ctx, row);
}

static enum err guard_cancel(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct plan_action *row = row_;
    row->finished_on = ctx->today;
    if (str_is_empty(row->result)) {
        return ctx_fault(ctx, "result", STR_NONE, TEXT("Una acción se cancela con su motivo.", "An action is cancelled with a reason."),
                         TEXT("Escriba por qué ya no se hará.", "Write why it will not be done."));
    }
    return ERR_OK;
}

static const struct flow_move moves[] = {
    {.name = "start", .label = T("Se inició", "It began"), .from = "created", .to = "started", .guard = guard_start},
    {.name = "finish", .label = T("Se finalizó", "It was finished"), .from = "started", .to = "finished", .guard = guard_finish},
    {.name = "cancel", .label = T("Cancelar la acción", "Cancel the action"), .from = "created started", .to = "cancelled",
     .weighty = true, .guard = guard_cancel},
};
static const struct flow flow = {.field = "state", .entry = "created", .moves = moves, .count = COUNT_OF(moves)};

const struct entity plan_action_entity = {
    .shape = SHAPE("plan_action", struct plan_action, fields),
    .dataset = "plan_actions",
    .code_prefix = "AC",
    .label = T("Acción del plan", "Action of a plan"),
    .plural = T("Acciones de planes", "Actions of plans"),
    .store = &plan_action_store,
    .flow = &flow,
    .sensitive_read = "plan_action",
    .check = plan_action_check,
};
