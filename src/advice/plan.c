#include "advice/plan.h"

#include "advice/plan_action.h"
#include "advice/service.h"
#include "client/enterprise.h"
#include "core/flow.h"
#include "party/staff.h"
#include "party/unit.h"

const struct choice plan_states[] = {
    {"draft", T("Borrador", "Draft"), "BORRADOR"},
    {"agreed", T("Acordado", "Agreed"), "ACORDADO"},
    {"running", T("En ejecución", "Running"), "EN_EJECUCION|en ejecución"},
    {"closed", T("Cerrado", "Closed"), "CERRADO"},
    {"cancelled", T("Cancelado", "Cancelled"), "CANCELADO"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct plan),
    RECORD_UNIT(struct plan),
    FIELD_TEXT(struct plan, name, .required = true, .min = 3, .max = 250, .label = T("Proyecto de mejora", "Improvement project")),
    FIELD_REF(struct plan, enterprise, .required = true, .target = &enterprise_entity, .label = T("Empresa", "Enterprise")),
    FIELD_REF(struct plan, adviser, .required = true, .target = &staff_entity, .label = T("Asesor(a)", "Adviser")),
    FIELD_DATE(struct plan, starts_on, .required = true, .label = T("Comienza", "Starts on")),
    FIELD_DATE(struct plan, ends_on, .required = true, .label = T("Termina (estimado)", "Ends on (estimated)")),
    FIELD_TEXT(struct plan, impacts, .max = 2000, .label = T("Impactos esperados", "Expected impacts"),
               .hint = T("Uno por línea.", "One a line.")),
    FIELD_DATE(struct plan, client_signed_on, .past = true, .label = T("Firma del cliente", "Signed by the client on")),
    FIELD_DATE(struct plan, adviser_signed_on, .past = true, .label = T("Firma de quien asesora", "Signed by the adviser on")),
    FIELD_DATE(struct plan, director_signed_on, .past = true, .label = T("Firma de la dirección", "Signed by the director on")),
    FIELD_CHOICE(struct plan, state, .required = true, .choices = plan_states, .initial = "draft", .label = T("Estado", "State")),
    FIELD_DATE(struct plan, ended_on, .past = true, .label = T("Terminó el", "Ended on")),
    FIELD_TEXT(struct plan, close_reason, .max = 500, .label = T("Motivo", "Reason"),
               .hint = T("Solo si se cierra sin medición final.", "Only if it is closed without a final measurement.")),
    RECORD_ANNULMENT(struct plan),
};

static const struct field sheet_fields[] = {
    FIELD_RECORD(struct plan_sheet, plan, .shape = &plan_entity.shape, .label = T("Plan", "Plan")),
    FIELD_ROWS(struct plan_sheet, actions, .shape = &plan_action_entity.shape, .label = T("Acciones", "Actions")),
    FIELD_TEXT(struct plan_sheet, unit_name, .max = 250, .label = T("Centro", "Centre")),
    FIELD_TEXT(struct plan_sheet, client_name, .max = 250, .privacy = PRIVACY_PERSONAL, .label = T("Empresa", "Enterprise")),
    FIELD_TEXT(struct plan_sheet, owner_name, .max = 251, .privacy = PRIVACY_PERSONAL,
               .label = T("Persona empresaria", "Business person")),
    FIELD_TEXT(struct plan_sheet, owner_document, .max = 20, .privacy = PRIVACY_PERSONAL, .label = T("Su documento", "Document")),
    FIELD_INT(struct plan_sheet, days_left, .min = -100000, .max = 100000, .label = T("Días que faltan", "Days left")),
    FIELD_INT(struct plan_sheet, open_actions, .label = T("Acciones abiertas", "Open actions")),
    FIELD_INT(struct plan_sheet, late_actions, .label = T("Acciones atrasadas", "Late actions")),
};
const struct shape plan_sheet_shape = SHAPE("plan_sheet", struct plan_sheet, sheet_fields);

bool plan_is_open(struct str state)
{
    return str_eq(state, S("draft")) || str_eq(state, S("agreed")) || str_eq(state, S("running"));
}

int64_t plan_days_left(struct date today, struct date end)
{
    return date_is_none(end) || date_is_none(today) ? INT_NONE : (int64_t)date_to_days(end) - date_to_days(today);
}

/* ---- rules ------------------------------------------------------------------------------------------ */

static bool differs(const struct plan *row, const struct plan *was, bool signed_part_only)
{
    for (size_t i = 0; i < plan_entity.shape.count; i++) {
        const struct field *field = &plan_entity.shape.fields[i];
        bool is_signature = field->offset == offsetof(struct plan, client_signed_on) ||
                            field->offset == offsetof(struct plan, adviser_signed_on) ||
                            field->offset == offsetof(struct plan, director_signed_on);
        if (!(signed_part_only && is_signature) && !field_eq(field, row, was)) {
            return true;
        }
    }
    return false;
}

static bool same_day(struct date a, struct date b)
{
    return (date_is_none(a) && date_is_none(b)) || (!date_is_none(a) && !date_is_none(b) && date_cmp(a, b) == 0);
}

/* Corrections by hand: what ended stays, what was signed by three stays signed by them. */
static enum err check_correction(struct ctx *ctx, struct plan *row, const struct plan *was)
{
    if (!plan_is_open(was->state) && differs(row, was, false)) {
        return ctx_fault(ctx, "state", was->state,
                         TEXT("Un plan que terminó ya no se cambia.", "A plan that has ended is not changed any more."),
                         TEXT("Registre un plan nuevo para lo que sigue.", "Record a new plan for what follows."));
    }
    if (!same_day(row->director_signed_on, was->director_signed_on)) {
        return ctx_fault(ctx, "director_signed_on", date_iso(ctx->arena, row->director_signed_on),
                         TEXT("La firma de la dirección se registra al acordar el plan.",
                              "The director's signature is recorded when the plan is agreed."),
                         TEXT("Deje la fecha como está; la dirección usa «Acordar el plan».",
                              "Leave the date as it is; the director uses “Agree the plan”."));
    }
    if (!str_eq(was->state, S("draft"))) {
        if (!same_day(row->client_signed_on, was->client_signed_on) || !same_day(row->adviser_signed_on, was->adviser_signed_on) ||
            !id_eq(row->enterprise.id, was->enterprise.id)) {
            return ctx_fault(ctx, "client_signed_on", date_iso(ctx->arena, row->client_signed_on),
                             TEXT("El plan ya está firmado por las tres partes: la empresa y las firmas quedan como están.",
                                  "All three have signed the plan: its enterprise and signatures stay as they are."),
                             TEXT("Si el acuerdo cambió, cancele este plan con su motivo y haga uno nuevo.",
                                  "If the agreement changed, cancel this plan with its reason and make a new one."));
        }
        return ERR_OK;
    }
    /* Whoever signed the draft signed what it said then. */
    if (differs(row, was, true)) {
        if (same_day(row->client_signed_on, was->client_signed_on)) {
            row->client_signed_on = DATE_NONE;
        }
        if (same_day(row->adviser_signed_on, was->adviser_signed_on)) {
            row->adviser_signed_on = DATE_NONE;
        }
    }
    return ERR_OK;
}

enum err plan_check(struct ctx *ctx, void *row_, const void *before)
{
    struct plan *row = row_;
    const struct plan *was = before;
    if (service_is_annulled(&row->record)) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    if (!ctx->importing && ctx->move == NULL) {
        if (was != NULL) {
            SERVICE_COLLECT(err, check_correction(ctx, row, was));
        } else if (!date_is_none(row->director_signed_on)) {
            err = ctx_fault(ctx, "director_signed_on", date_iso(ctx->arena, row->director_signed_on),
                            TEXT("La firma de la dirección se registra al acordar el plan.",
                                 "The director's signature is recorded when the plan is agreed."),
                            TEXT("Deje la fecha vacía por ahora.", "Leave the date empty for now."));
        }
    }
    SERVICE_COLLECT(err, service_check_order(ctx, TEXT("el comienzo del plan", "the start of the plan"), row->starts_on, "ends_on",
                                             row->ends_on));
    return err;
}

/* ---- steps -------------------------------------------------------------------------------------------- */

static enum err lacks(struct ctx *ctx, const char *field, struct text rule, struct text remedy)
{
    return ctx_fault(ctx, field, STR_NONE, rule, remedy);
}

static enum err guard_agree(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct plan *row = row_;
    struct plan_count count;
    enum err err = ERR_OK;
    TRY(plan_store_actions(ctx, row, &count));
    if (count.actions == 0) {
        err = lacks(ctx, "actions", TEXT("Un plan se acuerda con sus acciones: todavía no tiene ninguna.",
                                         "A plan is agreed with its actions: it has none yet."),
                    TEXT("Quien asesora agrega al menos una acción con su responsable y sus fechas.",
                         "The adviser adds at least one action with who is responsible and its dates."));
    }
    if (date_is_none(row->client_signed_on)) {
        err = lacks(ctx, "client_signed_on", TEXT("Falta la firma del cliente.", "The client's signature is missing."),
                    TEXT("La persona empresaria firma el F2 impreso; anote la fecha.",
                         "The business person signs the printed F2; note the date."));
    }
    if (date_is_none(row->adviser_signed_on)) {
        err = lacks(ctx, "adviser_signed_on", TEXT("Falta la firma de quien asesora.", "The adviser's signature is missing."),
                    TEXT("La asesora o el asesor firma el F2; anote la fecha.", "The adviser signs the F2; note the date."));
    }
    if (date_is_none(row->director_signed_on)) {
        err = lacks(ctx, "director_signed_on", TEXT("Falta la firma de la dirección.", "The director's signature is missing."),
                    TEXT("La dirección del centro firma el F2; anote la fecha.", "The director of the centre signs the F2; note the date."));
    }
    if (!id_is_none(ctx->actor.staff) && id_eq(ctx->actor.staff, row->adviser.id)) {
        err = ctx_fault(ctx, "director_signed_on", row->adviser.code,
                        TEXT("Quien asesora un plan no firma también por la dirección.",
                             "Whoever advises on a plan does not sign for the director as well."),
                        TEXT("Pida la firma a otra persona de la dirección.", "Ask another director to sign."));
    }
    return err;
}

static enum err guard_close(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct plan *row = row_;
    struct plan_count count;
    enum err err = ERR_OK;
    TRY(plan_store_actions(ctx, row, &count));
    if (count.open > 0) {
        err = ctx_fault(ctx, "actions", str_format(ctx->arena, "%lld", (long long)count.open),
                        text_format(ctx->arena, TEXT("Quedan %d acciones sin finalizar ni cancelar.",
                                                     "%d actions are neither finished nor cancelled."), (int)count.open),
                        TEXT("Quien asesora las finaliza, o las cancela con su motivo.",
                             "The adviser finishes them, or cancels them with a reason."));
    }
    bool has_final = false;
    TRY(plan_store_has_final(ctx, row, &has_final));
    if (!has_final && str_is_empty(row->close_reason)) {
        err = lacks(ctx, "close_reason",
                    TEXT("Falta la medición final de la empresa desde que comenzó el plan.",
                         "The enterprise's final measurement since the plan began is missing."),
                    TEXT("Quien asesora registra la medición final, o escriba aquí por qué se cierra sin ella.",
                         "The adviser records the final measurement, or write here why it is closed without one."));
    }
    row->ended_on = ctx->today;
    return err;
}

static enum err guard_cancel(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct plan *row = row_;
    row->ended_on = ctx->today;
    if (str_is_empty(row->close_reason)) {
        return lacks(ctx, "close_reason", TEXT("Un plan se cancela con su motivo.", "A plan is cancelled with a reason."),
                     TEXT("Escriba qué pasó.", "Write what happened."));
    }
    return ERR_OK;
}

static const struct flow_move moves[] = {
    {.name = "agree", .label = T("Acordar el plan: tres firmas", "Agree the plan: three signatures"), .from = "draft", .to = "agreed",
     .guard = guard_agree},
    {.name = "start", .label = T("Iniciar la ejecución", "Start"), .from = "agreed", .to = "running"},
    {.name = "close", .label = T("Cerrar el plan", "Close the plan"), .from = "running", .to = "closed", .weighty = true,
     .guard = guard_close},
    {.name = "cancel", .label = T("Cancelar el plan", "Cancel the plan"), .from = "draft agreed running", .to = "cancelled",
     .weighty = true, .guard = guard_cancel},
};
static const struct flow flow = {.field = "state", .entry = "draft", .moves = moves, .count = COUNT_OF(moves)};

const struct entity plan_entity = {
    .shape = SHAPE("plan", struct plan, fields),
    .dataset = "plans",
    .code_prefix = "F2",
    .label = T("Plan de acción", "Action plan"),
    .plural = T("Planes de acción", "Action plans"),
    .store = &plan_store,
    .flow = &flow,
    .sensitive_read = "plan",
    .check = plan_check,
};
