#include "fund/fund_part.h"

#include "advice/service.h"
#include "evidence/evidence.h"
#include "party/unit.h"

const struct choice fund_sources[] = {
    {"fund", T("Fondo", "Fund"), "FONDO"},
    {"beneficiary", T("Beneficiario", "Beneficiary"), "BENEFICIARIO"},
    {"other", T("Otra fuente", "Another source"), "OTRO|otra"},
    {0},
};
const struct choice fund_natures[] = {
    {"cash", T("Efectivo", "Cash"), "EFECTIVO"},
    {"in_kind", T("Especie", "In kind"), "ESPECIE"},
    {0},
};
static const struct choice document_statuses[] = {
    {"received", T("Recibido", "Received"), "RECIBIDO"},
    {"waived", T("No se pide", "Not asked for"), "NO_APLICA|dispensado"},
    {0},
};
static const struct choice observation_states[] = {
    {"open", T("Por responder", "To be answered"), "PENDIENTE"},
    {"answered", T("Respondida", "Answered"), "RESPONDIDA"},
    {0},
};
static const struct choice activity_states[] = {
    {"planned", T("Prevista", "Planned"), "PREVISTA"},
    {"running", T("En curso", "Running"), "EN_CURSO"},
    {"finished", T("Terminada", "Finished"), "TERMINADA"},
    {0},
};

#define PART(s)                                                                                                       \
    RECORD_CODE(s), RECORD_UNIT_COMPUTED(s),                                                                          \
        FIELD_REF(s, application, .required = true, .target = &fund_application_entity, .label = T("Solicitud", "Application"))

static const struct field document_fields[] = {
    PART(struct application_document),
    FIELD_REF(struct application_document, requirement, .required = true, .target = &fund_requirement_entity,
              .label = T("Documento", "Document")),
    FIELD_CHOICE(struct application_document, status, .required = true, .choices = document_statuses, .initial = "received",
                 .label = T("Estado", "Status")),
    FIELD_DATE(struct application_document, received_on, .past = true, .label = T("Recibido el", "Received on")),
    FIELD_TEXT(struct application_document, note, .max = 300, .label = T("Por qué no se pide", "Why it is not asked for")),
    SERVICE_EVIDENCE(struct application_document),
    RECORD_ANNULMENT(struct application_document),
};
static const struct field observation_fields[] = {
    PART(struct application_observation),
    FIELD_DATE(struct application_observation, made_on, .required = true, .past = true, .label = T("Fecha", "Date")),
    FIELD_TEXT(struct application_observation, made_by, .max = 150, .label = T("La hizo", "Made by")),
    FIELD_TEXT(struct application_observation, text, .required = true, .max = 1000, .label = T("Observación", "Observation")),
    FIELD_TEXT(struct application_observation, answer, .max = 1000, .label = T("Respuesta", "Answer")),
    FIELD_DATE(struct application_observation, answered_on, .past = true, .label = T("Respondida el", "Answered on")),
    FIELD_CHOICE(struct application_observation, state, .choices = observation_states, .initial = "open",
                 .label = T("Estado", "State")),
    RECORD_ANNULMENT(struct application_observation),
};
static const struct field score_fields[] = {
    PART(struct application_score),
    FIELD_REF(struct application_score, item, .required = true, .target = &score_item_entity, .label = T("Criterio", "Item")),
    FIELD_PERCENT(struct application_score, points, .required = true, .max = 100000, .label = T("Puntos", "Points")),
    FIELD_DATE(struct application_score, scored_on, .required = true, .past = true, .label = T("Fecha", "Date")),
    FIELD_TEXT(struct application_score, evaluator, .max = 150, .label = T("Evaluó", "Evaluated by")),
    FIELD_TEXT(struct application_score, note, .max = 500, .label = T("Razón", "Reason")),
    FIELD_TEXT(struct application_score, recorded_by, .max = 120, .label = T("Anotó", "Recorded by")),
    RECORD_ANNULMENT(struct application_score),
};
static const struct field budget_fields[] = {
    PART(struct application_budget),
    FIELD_TEXT(struct application_budget, name, .required = true, .max = 200, .label = T("Qué se paga", "What is paid")),
    FIELD_CHOICE(struct application_budget, source, .required = true, .choices = fund_sources, .label = T("Fuente", "Source")),
    FIELD_CHOICE(struct application_budget, nature, .required = true, .choices = fund_natures, .initial = "cash",
                 .label = T("Forma", "Form"),
                 .hint = T("Efectivo y especie no se suman entre sí.", "Cash and kind are never added together.")),
    FIELD_TEXT(struct application_budget, provider, .max = 150, .label = T("Quién lo da", "Who gives it"),
               .hint = T("De otra fuente.", "Of another source.")),
    FIELD_MONEY(struct application_budget, amount, .required = true, .min = 1, .label = T("Monto", "Amount")),
    RECORD_ANNULMENT(struct application_budget),
};
static const struct field activity_fields[] = {
    PART(struct application_activity),
    FIELD_TEXT(struct application_activity, name, .required = true, .max = 300, .label = T("Actividad", "Activity")),
    FIELD_DATE(struct application_activity, starts_on, .required = true, .label = T("Inicio", "Begin")),
    FIELD_DATE(struct application_activity, ends_on, .required = true, .label = T("Fin", "End")),
    FIELD_MONEY(struct application_activity, planned, .min = 0, .label = T("Monto previsto", "Amount planned")),
    FIELD_PERCENT(struct application_activity, progress, .max = 10000, .initial = "0", .label = T("Avance", "Progress")),
    FIELD_DATE(struct application_activity, registered_on, .past = true, .label = T("Registrado el", "Registered on")),
    SERVICE_EVIDENCE(struct application_activity),
    FIELD_CHOICE(struct application_activity, state, .choices = activity_states, .initial = "planned",
                 .label = T("Estado", "State")),
    RECORD_ANNULMENT(struct application_activity),
};
static const struct field expense_fields[] = {
    PART(struct application_expense),
    FIELD_REF(struct application_expense, activity, .required = true, .target = &application_activity_entity,
              .label = T("Actividad", "Activity")),
    FIELD_REF(struct application_expense, budget, .required = true, .target = &application_budget_entity,
              .label = T("Línea del presupuesto", "Line of the budget")),
    FIELD_DATE(struct application_expense, date, .required = true, .past = true, .label = T("Fecha", "Date")),
    FIELD_TEXT(struct application_expense, payee, .required = true, .max = 150, .label = T("A quién se pagó", "Who was paid")),
    FIELD_TEXT(struct application_expense, document, .max = 60, .label = T("Documento, n.º", "Document, no.")),
    FIELD_MONEY(struct application_expense, amount, .required = true, .min = 1, .label = T("Monto", "Amount")),
    SERVICE_EVIDENCE(struct application_expense),
    RECORD_ANNULMENT(struct application_expense),
};
static const struct field invoice_fields[] = {
    PART(struct application_invoice),
    FIELD_TEXT(struct application_invoice, number, .required = true, .max = 60, .label = T("Número", "Number")),
    FIELD_DATE(struct application_invoice, issued_on, .required = true, .past = true, .label = T("Emitida el", "Issued on")),
    FIELD_MONEY(struct application_invoice, amount, .required = true, .min = 1, .label = T("Monto", "Amount")),
    FIELD_DATE(struct application_invoice, delivered_on, .past = true,
               .label = T("Entregada en papel el", "Handed in, in paper, on"),
               .hint = T("Original, en papel, a nombre del fondo.", "The original, in paper, addressed to the fund.")),
    FIELD_TEXT(struct application_invoice, delivered_to, .max = 150, .label = T("La recibió", "Received by")),
    SERVICE_EVIDENCE(struct application_invoice),
    RECORD_ANNULMENT(struct application_invoice),
};

/* ---- what all parts share ----------------------------------------------------------------------------------------- */

enum err fund_part_has_evidence(struct ctx *ctx, const struct record *record, struct str words, bool *out)
{
    *out = !str_is_empty(words);
    return *out || record->version == INT_NONE || record->version < 1 ? ERR_OK : evidence_store_has(ctx, record->agency,
                                                                                                    record->id, out);
}

enum err fund_part_add(struct ctx *ctx, const struct entity *entity, void *part)
{
    struct record_told told = record_told(ctx);
    ((struct fund_part *)part)->record.source_line = INT_NONE;
    shape_fill(ctx->arena, &entity->shape, part);
    TRY(record_write(ctx, entity, part, NULL));
    record_tell(ctx, &told);
    return ERR_OK;
}

/* The application, whose unit is taken over; refused unless it is in one of the states. */
static enum err begin(struct ctx *ctx, void *part_, const char *states, struct text what, struct fund_application *out)
{
    struct fund_part *part = part_;
    shape_clear(&fund_application_entity.shape, out);
    TRY(record_find_id(ctx, &fund_application_entity, part->application.id, out));
    part->record.unit = (struct ref){.id = out->record.unit.id};
    if (ctx->importing || (flow_names(states, out->state) && out->record.annulled != ANSWER_YES)) {
        return ERR_OK;
    }
    const struct choice *now = choice_find(fund_application_states, out->state);
    return ctx_fault(ctx, "application", out->record.code,
                     text_words(ctx->arena, text_words(ctx->arena,
                                                       TEXT("%s Esta solicitud está: %%s.",
                                                            "%s This application is: %%s."), what),
                                out->record.annulled == ANSWER_YES ? (struct text)T("Anulada",
                                                                                    "Annulled") : now == NULL ? (struct text)T("?", "?") : now->label),
                     TEXT("Vea en su página el paso que sigue y quién lo da.",
                          "See on its page which step is next and who takes it."));
}

static enum err children(struct ctx *ctx, const struct entity *entity, const struct fund_part *part, struct list *out)
{
    return children_of(ctx, entity, part->record.agency, part->application.id, FUND_PARTS_MOST, out);
}

static bool gone(const void *row)
{
    return ((const struct record *)row)->annulled == ANSWER_YES;
}

/* ---- checks --------------------------------------------------------------------------------------------------------- */

static enum err document_check(struct ctx *ctx, void *row_, const void *before)
{
    struct application_document *row = row_;
    struct fund_application application;
    struct fund_requirement requirement;
    (void)before;
    TRY(begin(ctx, row, gone(row) ? "identified formulation observed technical_filter committee" : "identified formulation observed",
              TEXT("Los documentos se reúnen antes de presentar.", "Documents are gathered before handing in."), &application));
    if (gone(row)) {
        return ERR_OK;
    }
    shape_clear(&fund_requirement_entity.shape, &requirement);
    TRY(record_find_id(ctx, &fund_requirement_entity, row->requirement.id, &requirement));
    enum err err = ERR_OK;
    if (!id_eq(requirement.call.id, application.call.id)) {
        err = ctx_fault(ctx, "requirement", row->requirement.code,
                        TEXT("Ese documento lo pide otra convocatoria.", "Another call asks for that document."),
                        TEXT("Elija uno de la lista de la solicitud.", "Choose one of the application's list."));
    }
    if (str_eq(row->status, S("waived")) && str_is_empty(row->note)) {
        err = ctx_fault(ctx, "note", STR_NONE, TEXT("Lo que no se pide dice por qué.", "What is not asked for says why."),
                        TEXT("Escriba la razón, por ejemplo que la empresa es persona natural.",
                             "Write the reason, for instance that the firm is a natural person."));
    }
    if (str_eq(row->status, S("received")) && date_is_none(row->received_on)) {
        row->received_on = ctx->today;
    }
    struct list list;
    TRY(children(ctx, &application_document_entity, (const struct fund_part *)row_, &list));
    const struct application_document *others = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        if (id_eq(others[i].requirement.id, row->requirement.id) && !id_eq(others[i].record.id, row->record.id)) {
            err = ctx_fault(ctx, "requirement", row->requirement.code,
                            TEXT("Ese documento ya está anotado.", "That document is recorded already."),
                            TEXT("Corrija el que está.", "Correct the one that is there."));
        }
    }
    return err;
}

static enum err observation_check(struct ctx *ctx, void *row_, const void *before)
{
    struct application_observation *row = row_;
    struct fund_application application;
    (void)before;
    if (gone(row)) {
        return begin(ctx, row, "formulation observed", TEXT("Las observaciones son de la formulación.",
                                                            "Observations belong to the formulation."), &application);
    }
    TRY(begin(ctx, row, "formulation observed", TEXT("Las observaciones son de la formulación.",
                                                     "Observations belong to the formulation."), &application));
    bool answered = str_eq(row->state, S("answered"));
    if (answered != str_is_empty(row->answer)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "answer", row->answer, TEXT("Lo respondido tiene su respuesta, y solo lo respondido.",
                                                      "What is answered has its answer, and only that."),
                     TEXT("Use el paso «Responder».", "Take the step “Answer”."));
}

static enum err score_check(struct ctx *ctx, void *row_, const void *before)
{
    struct application_score *row = row_;
    struct fund_application application;
    struct fund_call call;
    struct score_item item;
    struct score_sheet sheet;
    (void)before;
    shape_clear(&score_item_entity.shape, &item);
    shape_clear(&score_sheet_entity.shape, &sheet);
    shape_clear(&fund_call_entity.shape, &call);
    TRY(record_find_id(ctx, &score_item_entity, row->item.id, &item));
    TRY(record_find_id(ctx, &score_sheet_entity, item.sheet.id, &sheet));
    bool technical = str_eq(sheet.stage, S("technical"));
    TRY(begin(ctx, row, technical ? "technical_filter" : "committee",
              technical ? (struct text)T("Las hojas del filtro técnico se llenan en el filtro técnico.",
                                         "Sheets of the technical filter are filled in at the technical filter.")
                        : (struct text)T("La hoja del comité se llena en el comité, cuando las otras aprueban.",
                                         "The committee's sheet is filled in at the committee, once the others pass."),
              &application));
    if (gone(row)) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    TRY(record_find_id(ctx, &fund_call_entity, application.call.id, &call));
    TRY(record_read_links(ctx, &fund_call_entity, &call));
    bool used = ctx->importing;
    for (size_t i = 0; i < call.sheets.len; i++) {
        used = used || id_eq(call.sheets.items[i].id, sheet.record.id);
    }
    if (!used) {
        err = ctx_fault(ctx, "item", row->item.code, TEXT("Ese criterio es de una hoja que la convocatoria no usa.",
                                                          "That item is of a sheet that the call does not use."),
                        TEXT("Use las hojas de la convocatoria.", "Use the call's sheets."));
    }
    if (row->points > item.max || row->points < 0) {
        err = ctx_fault(ctx, "points", hundredths_plain(ctx->arena, row->points),
                        text_format(ctx->arena, TEXT("Este criterio da de 0 a %s puntos.", "This item gives 0 to %s points."),
                                    str_c(ctx->arena, hundredths_plain(ctx->arena, item.max))),
                        TEXT("Revise el puntaje en la hoja del fondo.", "Check the points on the fund's sheet."));
    }
    struct list list;
    TRY(children(ctx, &application_score_entity, (const struct fund_part *)row_, &list));
    const struct application_score *others = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        if (id_eq(others[i].item.id, row->item.id) && !id_eq(others[i].record.id, row->record.id)) {
            err = ctx_fault(ctx, "item", row->item.code, TEXT("Ese criterio ya tiene puntaje.",
                                                              "That item has points already."), TEXT("Corrija el que está.",
                                                                                                     "Correct those."));
        }
    }
    if (!ctx->importing && !id_is_none(ctx->actor.staff) && id_eq(ctx->actor.staff, application.formulator.id)) {
        err = ctx_fault(ctx, "recorded_by", ctx->actor.name,
                        TEXT("Quien formuló no anota los puntajes.", "The formulator does not record the points."),
                        TEXT("Los anota otra persona de la dirección.", "Another person of the direction records them."));
    }
    if (!ctx->importing) {
        row->recorded_by = ctx->actor.name;
    }
    return err;
}

static enum err budget_check(struct ctx *ctx, void *row_, const void *before)
{
    struct application_budget *row = row_;
    struct fund_application application;
    (void)before;
    TRY(begin(ctx, row, "identified formulation observed",
              TEXT("El presupuesto se arma antes de presentar.", "The budget is made before handing in."), &application));
    if (gone(row) || str_eq(row->source, S("other")) == !str_is_empty(row->provider)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "provider", row->provider, TEXT("De otra fuente se dice quién da, y solo de otra.",
                                                          "Of another source it is said who gives, and only of another."),
                     TEXT("Escriba quién lo da, o cambie la fuente.", "Write who gives it, or change the source."));
}

static int64_t minor_of(struct money money)
{
    return money_is_none(money) ? 0 : money.minor;
}

static enum err activity_check(struct ctx *ctx, void *row_, const void *before)
{
    struct application_activity *row = row_;
    const struct application_activity *was = before;
    struct fund_application application;
    TRY(begin(ctx, row, "identified formulation observed technical_filter committee approved ratified invoiced executing",
              TEXT("Las actividades son del plan y de la ejecución.",
                   "Activities belong to the plan and the execution."), &application));
    if (gone(row) || ctx->importing) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    if (date_cmp(row->ends_on, row->starts_on) < 0) {
        err = ctx_fault(ctx, "ends_on", date_iso(ctx->arena, row->ends_on),
                        TEXT("La actividad termina antes de empezar.", "The activity ends before it begins."),
                        TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    bool executing = str_eq(application.state, S("executing"));
    if (!executing && row->progress > 0) {
        err = ctx_fault(ctx, "progress", hundredths_plain(ctx->arena, row->progress),
                        TEXT("El avance se registra en la ejecución.", "Progress is recorded during the execution."),
                        TEXT("Antes la solicitud se ratifica y se factura.",
                             "Before that the application is ratified and invoiced."));
    }
    if (was != NULL && str_eq(was->state, S("finished")) && ctx->move == NULL) {
        err = ctx_fault(ctx, "state", was->state, TEXT("Una actividad terminada ya no cambia.",
                                                       "A finished activity does not change any more."),
                        TEXT("Si falta algo, regístrelo como otra actividad.",
                             "If something is left to do, record it as another activity."));
    }
    return err;
}

/* Nothing is spent over the line of the budget, nor over what the activity was to cost. */
static enum err check_ceilings(struct ctx *ctx, const struct application_expense *row, const struct application_budget *budget,
                               const struct application_activity *activity)
{
    struct list list;
    TRY(children(ctx, &application_expense_entity, (const struct fund_part *)(const void *)row, &list));
    const struct application_expense *others = list.rows.items;
    int64_t of_line = 0;
    int64_t of_activity = 0;
    for (size_t i = 0; i < list.rows.len; i++) {
        if (!id_eq(others[i].record.id, row->record.id)) {
            of_line += id_eq(others[i].budget.id, row->budget.id) ? others[i].amount.minor : 0;
            of_activity += id_eq(others[i].activity.id, row->activity.id) ? others[i].amount.minor : 0;
        }
    }
    const struct {
        int64_t left;
        struct text rule;
    } ceilings[] = {
        {minor_of(budget->amount) - of_line, T("En esa línea del presupuesto quedan %s.",
                                               "%s are left in that line of the budget.")},
        {money_is_none(activity->planned) ? INT64_MAX : activity->planned.minor - of_activity,
         T("Para esa actividad quedan %s.", "%s are left for that activity.")},
    };
    enum err err = ERR_OK;
    for (size_t i = 0; i < COUNT_OF(ceilings); i++) {
        if (row->amount.minor > ceilings[i].left) {
            err = ctx_fault(ctx, "amount", money_plain(ctx->arena, row->amount),
                            text_format(ctx->arena, ceilings[i].rule,
                                        str_c(ctx->arena, money_display(ctx->arena,
                                                                        money_of(ceilings[i].left, row->amount.currency)))),
                            TEXT("No se gasta más de lo previsto: cárguelo a otra línea, o lo paga el beneficiario aparte.",
                                 "No more is spent than was planned: put it on another line, or the beneficiary pays it apart."));
        }
    }
    return err;
}

static enum err expense_check(struct ctx *ctx, void *row_, const void *before)
{
    struct application_expense *row = row_;
    struct fund_application application;
    struct application_budget budget;
    struct application_activity activity;
    (void)before;
    TRY(begin(ctx, row, "executing executed", TEXT("Los pagos se registran en la ejecución, hasta liquidar.",
                                                   "Payments are recorded during the execution, until it is settled."),
              &application));
    if (gone(row)) {
        return ERR_OK;
    }
    shape_clear(&application_budget_entity.shape, &budget);
    shape_clear(&application_activity_entity.shape, &activity);
    TRY(record_find_id(ctx, &application_budget_entity, row->budget.id, &budget));
    TRY(record_find_id(ctx, &application_activity_entity, row->activity.id, &activity));
    const struct {
        const char *field;
        struct str code;
        bool own;
    } parts[] = {{"budget", row->budget.code, id_eq(budget.application.id, row->application.id) && !gone(&budget)},
                 {"activity", row->activity.code, id_eq(activity.application.id, row->application.id) && !gone(&activity)}};
    enum err err = ERR_OK;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (!parts[i].own) {
            err = ctx_fault(ctx, parts[i].field, parts[i].code,
                            TEXT("Eso es de otra solicitud, o está anulado.",
                                 "That is of another application, or annulled."),
                            TEXT("Elija uno de esta solicitud.", "Choose one of this application."));
        }
    }
    if (ctx->importing) {
        return err;
    }
    SERVICE_COLLECT(err, service_check_order(ctx, TEXT("ejecución desde", "execution from"), application.started_on, "date",
                                             row->date));
    if (str_is_empty(row->document) && str_eq(budget.nature, S("cash"))) {
        err = ctx_fault(ctx, "document", STR_NONE, TEXT("Un pago en efectivo tiene su documento.",
                                                        "A payment in cash has its document."),
                        TEXT("Escriba el número de la factura o el recibo.", "Write the number of the invoice or receipt."));
    }
    SERVICE_COLLECT(err, check_ceilings(ctx, row, &budget, &activity));
    return err;
}

static enum err invoice_check(struct ctx *ctx, void *row_, const void *before)
{
    struct application_invoice *row = row_;
    struct fund_application application;
    (void)before;
    TRY(begin(ctx, row, "ratified", TEXT("La factura sigue a la ratificación.", "The invoice follows the ratification."),
              &application));
    if (gone(row) || ctx->importing) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, service_check_order(ctx, TEXT("emitida el", "issued on"), row->issued_on, "delivered_on",
                                             row->delivered_on));
    if (date_is_none(row->delivered_on) == !str_is_empty(row->delivered_to)) {
        err = ctx_fault(ctx, "delivered_to", row->delivered_to,
                        TEXT("La entrega en papel dice su fecha y quién recibió.",
                             "Delivery in paper states its day and who received it."),
                        TEXT("Escriba las dos cosas, o ninguna si aún no se entrega.",
                             "Write both, or neither if it has not been handed in yet."));
    }
    return err;
}

/* ---- steps ------------------------------------------------------------------------------------------------------------ */

static enum err guard_answer(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct application_observation *row = row_;
    row->answered_on = date_is_none(row->answered_on) ? ctx->today : row->answered_on;
    return service_check_order(ctx, TEXT("hecha el", "made on"), row->made_on, "answered_on", row->answered_on);
}

static enum err guard_progress(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)in;
    struct application_activity *row = row_;
    const struct application_activity *was = before;
    row->registered_on = date_is_none(row->registered_on) || (was != NULL &&
                                                              date_cmp(row->registered_on,
                                                                       was->registered_on) == 0) ? ctx->today
                                                                                                                                       : row->registered_on;
    struct fund_application application;
    return begin(ctx, row, "executing", TEXT("El avance se registra en la ejecución.",
                                             "Progress is recorded during the execution."), &application);
}

static enum err guard_finish(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    struct application_activity *row = row_;
    bool has = false;
    enum err err = guard_progress(ctx, row_, before, in);
    if (err != ERR_OK && err != ERR_INVALID) {
        return err;
    }
    TRY(fund_part_has_evidence(ctx, &row->record, row->evidence, &has));
    if (!has) {
        err = ctx_fault(ctx, "evidence", STR_NONE, TEXT("Falta la evidencia de que la actividad se hizo.",
                                                        "Evidence that the activity was done is missing."),
                        TEXT("Diga qué documento lo muestra, o adjúntelo; lo tiene quien da seguimiento.",
                             "Say which document shows it, or attach it; whoever follows it up has it."));
    }
    row->progress = 10000;
    return err;
}

static const struct flow_move observation_moves[] = {
    {.name = "answer", .label = T("Responder", "Answer"), .from = "open", .to = "answered", .guard = guard_answer},
};
static const struct flow observation_flow = {
    .field = "state", .entry = "open", .moves = observation_moves, .count = COUNT_OF(observation_moves)};
static const struct flow_move activity_moves[] = {
    {.name = "report", .label = T("Registrar el avance", "Record progress"), .from = "planned running", .to = "running",
     .guard = guard_progress},
    {.name = "finish", .label = T("La actividad terminó", "The activity is finished"), .from = "planned running",
     .to = "finished", .guard = guard_finish},
};
static const struct flow activity_flow = {.field = "state", .entry = "planned", .moves = activity_moves,
                                          .count = COUNT_OF(activity_moves)};

#define NOUN(noun, plural_, prefix, es, en, es_plural, en_plural)                                                        \
    .shape = SHAPE("application_" #noun, struct application_##noun, noun##_fields), .dataset = "application_" plural_,   \
    .code_prefix = prefix, .label = T(es, en), .plural = T(es_plural, en_plural), .store = &application_##noun##_store,  \
    .parent = "application", .check = noun##_check

const struct entity application_document_entity = {
    NOUN(document, "documents", "FD", "Documento de una solicitud", "Document of an application",
         "Documentos de solicitudes", "Documents of applications")};
const struct entity application_observation_entity = {
    NOUN(observation, "observations", "FO", "Observación", "Observation", "Observaciones",
         "Observations"), .flow = &observation_flow};
const struct entity application_score_entity = {NOUN(score, "scores", "FS", "Puntaje", "Points", "Puntajes",
                                                     "Points of applications")};
const struct entity application_budget_entity = {
    NOUN(budget, "budgets", "FB", "Línea del presupuesto", "Line of the budget", "Líneas del presupuesto",
         "Lines of the budget")};
const struct entity application_activity_entity = {
    NOUN(activity, "activities", "FT", "Actividad de un proyecto", "Activity of a project", "Actividades de proyectos",
         "Activities of projects"),
    .flow = &activity_flow};
const struct entity application_expense_entity = {
    NOUN(expense, "expenses", "FG", "Pago de un proyecto", "Payment of a project", "Pagos de proyectos",
         "Payments of projects")};
const struct entity application_invoice_entity = {
    NOUN(invoice, "invoices", "FV", "Factura al fondo", "Invoice to the fund", "Facturas al fondo", "Invoices to the fund")};
