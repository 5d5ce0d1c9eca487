#include "advice/service.h"
#include "core/flow.h"
#include "core/record.h"
#include "training/event.h"

/* ---- what the steps ask ---------------------------------------------------------------------------- */

struct send_input {
    struct flow_input flow;
    struct str terms;
    struct date offers_until;
};
static const struct field send_fields[] = {
    FLOW_FIELDS(struct send_input),
    FIELD_TEXT(struct send_input, terms, .max = 4000, .label = T("Términos de referencia", "Terms of reference"),
               .hint = T("Objetivos y productos que se piden a quien capacita.", "Objectives and products asked of the trainer.")),
    FIELD_DATE(struct send_input, offers_until, .label = T("Ofertas hasta", "Offers until")),
};
static const struct shape send_shape = SHAPE("event_send", struct send_input, send_fields);

struct offers_input {
    struct flow_input flow;
    int64_t offers;
};
static const struct field offers_fields[] = {
    FLOW_FIELDS(struct offers_input),
    FIELD_INT(struct offers_input, offers, .min = 0, .max = 1000, .label = T("Ofertas recibidas", "Offers received")),
};
static const struct shape offers_shape = SHAPE("event_offers", struct offers_input, offers_fields);

struct select_input {
    struct flow_input flow;
    struct str trainer;
};
static const struct field select_fields[] = {
    FLOW_FIELDS(struct select_input),
    FIELD_TEXT(struct select_input, trainer, .max = 200, .label = T("Capacitador(a)", "Trainer")),
};
static const struct shape select_shape = SHAPE("event_select", struct select_input, select_fields);

struct contract_input {
    struct flow_input flow;
    struct str contract;
    struct money contract_amount;
};
static const struct field contract_fields[] = {
    FLOW_FIELDS(struct contract_input),
    FIELD_TEXT(struct contract_input, contract, .max = 200, .label = T("Contrato", "Contract"),
               .hint = T("Su número y dónde se guarda.", "Its number and where it is kept.")),
    FIELD_MONEY(struct contract_input, contract_amount, .min = 0, .label = T("Monto del contrato", "Amount of the contract")),
};
static const struct shape contract_shape = SHAPE("event_contract", struct contract_input, contract_fields);

struct finish_input {
    struct flow_input flow;
    struct str evidence;
};
static const struct field finish_fields[] = {
    FLOW_FIELDS(struct finish_input),
    FIELD_TEXT(struct finish_input, evidence, .max = 500, .label = T("Lista de asistencia firmada", "Signed attendance list"),
               .hint = T("Qué documento es y dónde está.", "Which document it is and where it is.")),
};
static const struct shape finish_shape = SHAPE("event_finish", struct finish_input, finish_fields);

struct call_input {
    struct flow_input flow;
    struct str call_text;
    struct date enrol_until;
    int64_t capacity;
};
static const struct field call_fields[] = {
    FLOW_FIELDS(struct call_input),
    FIELD_TEXT(struct call_input, call_text, .max = 4000, .label = T("Texto de la convocatoria", "Text of the call")),
    FIELD_DATE(struct call_input, enrol_until, .label = T("Inscripción hasta", "Enrolment until")),
    FIELD_INT(struct call_input, capacity, .min = 0, .max = 10000, .label = T("Cupo", "Capacity")),
};
static const struct shape call_shape = SHAPE("event_call", struct call_input, call_fields);

/* ---- guards ---------------------------------------------------------------------------------------- */

/* A text that a step needs; who writes the event supplies it. */
static enum err need_text(struct ctx *ctx, const char *name, struct str value, struct text rule)
{
    if (!str_is_empty(value)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, name, STR_NONE, rule,
                     TEXT("Escríbalo aquí, o corrija antes el evento: lo hace quien lo organiza.",
                          "Write it here, or correct the event first: whoever organises it does so."));
}

static enum err need_date(struct ctx *ctx, const char *name, struct date date, struct text rule)
{
    if (!date_is_none(date) && date_cmp(date, ctx->today) >= 0) {
        return ERR_OK;
    }
    return ctx_fault(ctx, name, date_iso(ctx->arena, date), rule,
                     TEXT("Escriba un día desde hoy.", "Write a day from today on."));
}

static enum err need_direction(struct ctx *ctx, struct text rule)
{
    if (role_is_direction(ctx->actor.role)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "state", STR_NONE, rule,
                     TEXT("Pídalo a la dirección del centro.", "Ask the director of the centre."));
}

static enum err send_guard(struct ctx *ctx, void *row, const void *before, const void *in)
{
    const struct event *event = row;
    (void)before;
    (void)in;
    if (!str_eq(event->delivery, S("contracted"))) {
        return ctx_fault(ctx, "delivery", event->delivery,
                         TEXT("Un evento que no se contrata no lleva términos, ofertas ni contrato.",
                              "An event that is not contracted has no terms, offers or contract."),
                         TEXT("Regístrelo como ejecutado cuando se haya dado; si se contrata, corrija antes el modo de entrega.",
                              "Record it as executed once it was given; if it is contracted, correct how it is delivered first."));
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, need_text(ctx, "terms", event->terms,
                                   TEXT("Faltan los términos de referencia.", "The terms of reference are missing.")));
    SERVICE_COLLECT(err, need_text(ctx, "audience", event->audience,
                                   TEXT("Los términos dicen a quién va dirigido el evento.", "The terms say whom the event is for.")));
    SERVICE_COLLECT(err, need_text(ctx, "place", event->place,
                                   TEXT("Los términos dicen dónde se da el evento.", "The terms say where the event is held.")));
    SERVICE_COLLECT(err, need_date(ctx, "offers_until", event->offers_until,
                                   TEXT("Los términos dicen hasta qué día se reciben ofertas.",
                                        "The terms say until which day offers are taken.")));
    return err;
}

static enum err offers_guard(struct ctx *ctx, void *row, const void *before, const void *in)
{
    const struct event *event = row;
    (void)before;
    (void)in;
    if (event->offers != INT_NONE && event->offers > 0) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "offers", event->offers == INT_NONE ? STR_NONE : S("0"),
                     TEXT("Falta cuántas ofertas se recibieron; hace falta al menos una.",
                          "How many offers were received is missing; there must be at least one."),
                     TEXT("Escriba el número. Si nadie ofreció, cancele el evento o amplíe el plazo.",
                          "Write the number. If nobody offered, cancel the event or extend the deadline."));
}

static enum err select_guard(struct ctx *ctx, void *row, const void *before, const void *in)
{
    const struct event *event = row;
    (void)before;
    (void)in;
    return need_text(ctx, "trainer", event->trainer,
                     TEXT("Falta el nombre de quien se seleccionó.", "The name of who was selected is missing."));
}

static enum err contract_guard(struct ctx *ctx, void *row, const void *before, const void *in)
{
    const struct event *event = row;
    (void)before;
    (void)in;
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, need_direction(ctx, TEXT("Contratar corresponde a la dirección del centro.",
                                                  "Contracting is for the director of the centre.")));
    SERVICE_COLLECT(err, need_text(ctx, "contract", event->contract,
                                   TEXT("Falta el número del contrato.", "The number of the contract is missing.")));
    if (money_is_none(event->contract_amount) || event->contract_amount.minor <= 0) {
        err = ctx_fault(ctx, "contract_amount", money_plain(ctx->arena, event->contract_amount),
                        TEXT("Falta el monto del contrato.", "The amount of the contract is missing."),
                        TEXT("Escriba el monto que dice el contrato.", "Write the amount that the contract says."));
    }
    return err;
}

static enum err execute_guard(struct ctx *ctx, void *row, const void *before, const void *in)
{
    const struct event *event = row;
    const struct event *was = before;
    (void)in;
    if (str_eq(was->state, S("contracted")) || !str_eq(event->delivery, S("contracted"))) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "state", was->state,
                     TEXT("Un evento contratado se ejecuta cuando ya tiene contrato.",
                          "A contracted event is executed once it has its contract."),
                     TEXT("Registre antes los términos, las ofertas, la selección y el contrato; este último lo registra la dirección.",
                          "Record the terms, the offers, the selection and the contract first; the director records the last."));
}

static enum err finish_guard(struct ctx *ctx, void *row, const void *before, const void *in)
{
    const struct event *event = row;
    (void)before;
    (void)in;
    struct date first;
    struct date last;
    enum err err = ERR_OK;
    TRY(event_store_attended(ctx, event->record.agency, event->record.id, &first, &last));
    if (date_is_none(first)) {
        err = ctx_fault(ctx, "state", S("finished"),
                        TEXT("No hay ninguna asistencia registrada.", "No attendance is recorded."),
                        TEXT("Registre antes la lista de asistencia; lo hace quien organizó el evento.",
                             "Record the attendance list first; whoever organised the event does so."));
    }
    SERVICE_COLLECT(err, need_text(ctx, "evidence", event->evidence,
                                   TEXT("Falta decir dónde se archivó la lista de asistencia firmada.",
                                        "Where the signed attendance list is filed is missing.")));
    return err;
}

static enum err reopen_guard(struct ctx *ctx, void *row, const void *before, const void *in)
{
    (void)row;
    (void)before;
    (void)in;
    return need_direction(ctx, TEXT("Un evento finalizado lo abre de nuevo la dirección.", "A finished event is opened again by the director."));
}

static enum err call_guard(struct ctx *ctx, void *row, const void *before, const void *in)
{
    struct event *event = row;
    (void)before;
    (void)in;
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, need_text(ctx, "call_text", event->call_text,
                                   TEXT("Falta el texto de la convocatoria.", "The text of the call is missing.")));
    SERVICE_COLLECT(err, need_text(ctx, "audience", event->audience,
                                   TEXT("La convocatoria dice a quién va dirigida.", "The call says whom it is for.")));
    SERVICE_COLLECT(err, need_text(ctx, "place", event->place,
                                   TEXT("La convocatoria dice dónde es.", "The call says where it is.")));
    SERVICE_COLLECT(err, need_date(ctx, "enrol_until", event->enrol_until,
                                   TEXT("La convocatoria dice hasta qué día se puede inscribir.",
                                        "The call says until which day people may enrol.")));
    if (event->start_time == INT_NONE) {
        err = ctx_fault(ctx, "start_time", STR_NONE, TEXT("La convocatoria dice a qué hora es.", "The call says at what time it is."),
                        TEXT("Corrija antes el evento.", "Correct the event first."));
    }
    event->called_on = ctx->today;
    return err;
}

/* ---- the flow -------------------------------------------------------------------------------------- */

#define BEFORE_IT "created sent offers_received consultant_selected contracted"

static const struct flow_move moves[] = {
    {.name = "send", .label = T("Se enviaron los términos", "The terms were sent"), .from = "created", .to = "sent", .guard = send_guard},
    {.name = "receive_offers", .label = T("Se recibieron ofertas", "Offers were received"), .from = "sent", .to = "offers_received",
     .guard = offers_guard},
    {.name = "select_consultant", .label = T("Se seleccionó consultor", "The consultant was selected"), .from = "offers_received",
     .to = "consultant_selected", .guard = select_guard},
    {.name = "contract", .label = T("Se contrató", "It was contracted"), .from = "consultant_selected", .to = "contracted",
     .guard = contract_guard},
    {.name = "call", .label = T("Publicar la convocatoria", "Publish the call"), .from = BEFORE_IT, .guard = call_guard},
    {.name = "execute", .label = T("Se ejecutó", "It was executed"), .from = "created contracted", .to = "executed",
     .guard = execute_guard},
    {.name = "finish", .label = T("Finalizar", "Finish"), .from = "executed", .to = "finished", .guard = finish_guard},
    {.name = "reopen", .label = T("Abrir de nuevo la lista", "Open the list again"), .from = "finished", .to = "executed",
     .weighty = true, .guard = reopen_guard},
    {.name = "cancel", .label = T("Cancelar el evento", "Cancel the event"), .from = BEFORE_IT, .to = "cancelled", .weighty = true},
};
const struct flow event_flow = {.field = "state", .entry = "created", .moves = moves, .count = COUNT_OF(moves)};

#define EVENT_MOVE(move, input, es, en) FLOW_OP("event", "events", event_entity, move, input, PERM_TRAINING_WRITE, es, en)

const struct op event_flow_ops[] = {
    EVENT_MOVE("send", send_shape, "Registrar que se enviaron los términos de un evento", "Record that an event's terms were sent"),
    EVENT_MOVE("receive_offers", offers_shape, "Registrar que se recibieron ofertas para un evento",
               "Record that offers were received for an event"),
    EVENT_MOVE("select_consultant", select_shape, "Registrar el consultor seleccionado de un evento",
               "Record that an event's consultant was selected"),
    EVENT_MOVE("contract", contract_shape, "Registrar la contratación de un evento", "Record that an event was contracted"),
    EVENT_MOVE("call", call_shape, "Publicar la convocatoria de un evento", "Publish the call of an event"),
    EVENT_MOVE("execute", flow_input_shape, "Registrar que un evento se ejecutó", "Record that an event was executed"),
    EVENT_MOVE("finish", finish_shape, "Finalizar un evento", "Finish an event"),
    EVENT_MOVE("reopen", flow_reason_shape, "Abrir de nuevo un evento finalizado", "Open a finished event again"),
    EVENT_MOVE("cancel", flow_reason_shape, "Cancelar un evento", "Cancel an event"),
};
const size_t event_flow_op_count = COUNT_OF(event_flow_ops);
