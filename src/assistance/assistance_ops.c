#include "advice/service.h"
#include "assistance/assistance.h"
#include "assistance/deliverable.h"
#include "assistance/part.h"
#include "assistance/payment.h"
#include "assistance/sheet.h"
#include "client/enterprise.h"
#include "core/flow.h"
#include "core/record.h"
#include "party/consultant.h"
#include "party/staff.h"

static enum err run_by_client(struct ctx *ctx, const void *in, void *out)
{
    struct service_client client;
    TRY(service_find_client(ctx, in, &client));
    return assistance_store_by_client(ctx, client.is_person, client.agency, client.id, client.limit, out);
}

/* ---- what the steps ask -------------------------------------------------------------------------------- */

struct send_input {
    struct flow_input flow;
    struct refs invited;
    struct date sent_on;
};
static const struct field send_fields[] = {
    FLOW_FIELDS(struct send_input),
    FIELD_REFS(struct send_input, invited, .target = &consultant_entity,
               .label = T("Invitados a ofertar", "Invited to bid")),
    FIELD_DATE(struct send_input, sent_on, .past = true, .label = T("Enviados el", "Sent on"),
               .hint = T("Vacía: hoy.", "Empty: today.")),
};
static const struct shape send_shape = SHAPE("assistance_send", struct send_input, send_fields);

struct select_input {
    struct flow_input flow;
    struct ref contractor;
    struct str chosen_by;
    struct date chosen_on;
    struct str choice_reason;
};
static const struct field select_fields[] = {
    FLOW_FIELDS(struct select_input),
    FIELD_REF(struct select_input, contractor, .required = true, .target = &consultant_entity,
              .label = T("Consultor(a) elegido(a)", "Consultant chosen")),
    FIELD_TEXT(struct select_input, chosen_by, .required = true, .max = 200,
               .label = T("Quién eligió por el cliente", "Who chose for the client")),
    FIELD_DATE(struct select_input, chosen_on, .required = true, .past = true,
               .label = T("El cliente firmó la elección el", "The client signed the choice on")),
    FIELD_TEXT(struct select_input, choice_reason, .required = true, .max = 1000,
               .label = T("Por qué esta oferta", "Why this offer")),
};
static const struct shape select_shape = SHAPE("assistance.select_consultant", struct select_input, select_fields);

struct approve_input {
    struct flow_input flow;
    struct date approved_on;
    int64_t client_percent;
    struct str share_reason;
    struct str waiver;
};
static const struct field approve_fields[] = {
    FLOW_FIELDS(struct approve_input),
    FIELD_DATE(struct approve_input, approved_on, .past = true, .label = T("Aprobada el", "Approved on"),
               .hint = T("Vacía: hoy.", "Empty: today.")),
    FIELD_PERCENT(struct approve_input, client_percent, .max = 10000,
                  .label = T("Aporte del cliente, %", "Client's part, %"),
                  .hint = T("Cámbielo solo con motivo: lo usual lo da la tabla.",
                            "Change it only with a reason: the table gives the usual one.")),
    FIELD_TEXT(struct approve_input, share_reason, .max = 500,
               .label = T("Por qué otro aporte que el de la tabla", "Why another share than the table's")),
    FIELD_TEXT(struct approve_input, waiver, .max = 500,
               .label = T("Exoneración del aporte: motivo", "Waiver of the share: reason"),
               .hint = T("Si se escribe un motivo, el cliente no aporta y el operador paga todo.",
                         "If a reason is written, the client pays nothing and the operator pays all.")),
};
static const struct shape approve_shape = SHAPE("assistance_approve", struct approve_input, approve_fields);

struct contract_input {
    struct flow_input flow;
    struct date operator_signed_on;
    struct date consultant_signed_on;
    struct date client_signed_on;
    struct date starts_on;
    struct date ends_on;
    struct date client_paid_on;
    struct str client_receipt;
};
static const struct field contract_fields[] = {
    FLOW_FIELDS(struct contract_input),
    FIELD_DATE(struct contract_input, operator_signed_on, .past = true,
               .label = T("Firmó el operador", "The operator signed")),
    FIELD_DATE(struct contract_input, consultant_signed_on, .past = true,
               .label = T("Firmó el consultor", "The consultant signed")),
    FIELD_DATE(struct contract_input, client_signed_on, .past = true,
               .label = T("Firmó el cliente", "The client signed")),
    FIELD_DATE(struct contract_input, client_paid_on, .past = true,
               .label = T("El cliente pagó su aporte el", "The client paid its share on")),
    FIELD_TEXT(struct contract_input, client_receipt, .max = 60,
               .label = T("Recibo del aporte, n.º", "Receipt of the share, no.")),
    FIELD_DATE(struct contract_input, starts_on, .label = T("Inicio", "Starts on"),
               .hint = T("Vacío: el día de la firma.", "Empty: the day of signature.")),
    FIELD_DATE(struct contract_input, ends_on, .label = T("Fin", "Ends on"),
               .hint = T("Vacío: por las semanas de los términos.", "Empty: by the weeks of the terms.")),
};
static const struct shape contract_shape = SHAPE("assistance_contract", struct contract_input, contract_fields);

struct deliver_input {
    struct flow_input flow;
    struct date delivered_on;
};
static const struct field deliver_fields[] = {
    FLOW_FIELDS(struct deliver_input),
    FIELD_DATE(struct deliver_input, delivered_on, .past = true, .label = T("Entregada el", "Delivered on"),
               .hint = T("Vacía: la entrega del último producto.", "Empty: the delivery of the last product.")),
};
static const struct shape deliver_shape = SHAPE("assistance_deliver", struct deliver_input, deliver_fields);

struct act_input {
    struct flow_input flow;
    struct date act_on;
    struct str act_signed_by;
    struct str act_reason;
};
#define ACT_FIELDS                                                                                                 \
    FLOW_FIELDS(struct act_input),                                                                                 \
    FIELD_DATE(struct act_input, act_on, .past = true, .required = true,                                           \
               .label = T("Fecha del acta", "Date of the act")),                                                   \
    FIELD_TEXT(struct act_input, act_signed_by, .max = 200, .label = T("Firmó por el cliente", "Signed for the client"))
static const struct field finish_fields[] = {
    ACT_FIELDS,
    FIELD_TEXT(struct act_input, act_reason, .max = 1000, .label = T("Observaciones", "Remarks")),
};
static const struct shape finish_shape = SHAPE("assistance_finish", struct act_input, finish_fields);
static const struct field reject_fields[] = {
    ACT_FIELDS,
    FIELD_TEXT(struct act_input, act_reason, .required = true, .max = 1000,
               .label = T("Por qué se rechaza", "Why it is rejected")),
};
static const struct shape reject_shape = SHAPE("assistance_reject", struct act_input, reject_fields);

struct terminate_input {
    struct flow_input flow;
    struct date terminated_on;
    struct str termination_cause;
    struct str termination_reason;
    struct date notice_on;
    enum answer part_accepted;
    struct money accepted_amount;
};
static const struct field terminate_fields[] = {
    FLOW_FIELDS(struct terminate_input),
    FIELD_DATE(struct terminate_input, terminated_on, .required = true, .past = true,
               .label = T("Terminada el", "Terminated on")),
    FIELD_CHOICE(struct terminate_input, termination_cause, .required = true, .choices = assistance_causes,
                 .label = T("Causa", "Cause")),
    FIELD_TEXT(struct terminate_input, termination_reason, .required = true, .max = 1000,
               .label = T("Qué pasó", "What happened")),
    FIELD_DATE(struct terminate_input, notice_on, .past = true, .label = T("Aviso dado el", "Notice given on"),
               .hint = T("Para la causa d: al menos 15 días antes.", "For cause d: at least 15 days before.")),
    FIELD_BOOL(struct terminate_input, part_accepted,
               .label = T("Una parte se entregó y se aceptó", "A part was delivered and accepted")),
    FIELD_MONEY(struct terminate_input, accepted_amount, .min = 0,
                .label = T("Monto de lo aceptado", "Amount of what was accepted")),
};
static const struct shape terminate_shape = SHAPE("assistance_terminate", struct terminate_input, terminate_fields);

struct evaluate_input {
    struct flow_input flow;
    int64_t evaluation;
    struct str evaluation_note;
};
static const struct field evaluate_fields[] = {
    FLOW_FIELDS(struct evaluate_input),
    FIELD_INT(struct evaluate_input, evaluation, .required = true, .min = 1, .max = 5,
              .label = T("Nota del cliente al consultor (1 a 5)", "The client's mark for the consultant (1 to 5)")),
    FIELD_TEXT(struct evaluate_input, evaluation_note, .max = 1000,
               .label = T("Qué dijo el cliente", "What the client said")),
};
static const struct shape evaluate_shape = SHAPE("assistance_evaluate", struct evaluate_input, evaluate_fields);

struct restate_input {
    struct str code;
    int64_t version;
    struct str state;
    struct str reason;
};
static const struct field restate_fields[] = {
    FIELD_TEXT(struct restate_input, code, .required = true, .max = 120, .label = T("Código", "Code")),
    FIELD_INT(struct restate_input, version, .required = true, .min = 1, .max = INT64_MAX,
              .label = T("Versión que se vio", "Version seen")),
    FIELD_CHOICE(struct restate_input, state, .required = true, .choices = assistance_states,
                 .label = T("Estado", "State")),
    FIELD_TEXT(struct restate_input, reason, .required = true, .max = 500, .label = T("Motivo", "Reason")),
};
static const struct shape restate_shape = SHAPE("assistance_restate", struct restate_input, restate_fields);

struct filter_input {
    struct str state;
    struct str adviser;
    struct str consultant;
    struct str after;
    int64_t limit;
};
static const struct field filter_fields[] = {
    FIELD_CHOICE(struct filter_input, state, .choices = assistance_states, .label = T("Estado", "State")),
    FIELD_TEXT(struct filter_input, adviser, .max = 120, .label = T("Asesor(a)", "Adviser")),
    FIELD_TEXT(struct filter_input, consultant, .max = 120, .label = T("Consultor(a)", "Consultant")),
    FIELD_TEXT(struct filter_input, after, .max = 60, .label = T("Desde después de", "After")),
    FIELD_INT(struct filter_input, limit, .min = 1, .max = 500, .initial = "50", .label = T("Cuántas", "How many")),
};
static const struct shape filter_shape = SHAPE("assistance_filter", struct filter_input, filter_fields);

/* ---- verbs beyond the steps ---------------------------------------------------------------------------- */

static enum err add_deliverables(struct ctx *ctx, const struct assistance *contract)
{
    struct str rest = contract->products;
    struct str line;
    while (str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (str_is_empty(line)) {
            continue;
        }
        struct deliverable *row = shape_new(ctx->arena, &deliverable_entity.shape);
        row->record.agency = contract->record.agency;
        row->assistance = (struct ref){.id = contract->record.id, .code = contract->record.code};
        row->product = str_slice(line, 0, line.len < 500 ? line.len : 500);
        row->due_on = contract->ends_on;
        TRY(part_add(ctx, &deliverable_entity, row));
    }
    return ERR_OK;
}

/* With the contract come its products to deliver and its payment, blocked. */
static enum err run_contract(struct ctx *ctx, const void *in, void *out)
{
    TRY(flow_run(ctx, in, out));
    const struct assistance *contract = out;
    TRY(add_deliverables(ctx, contract));
    struct payment *payment = shape_new(ctx->arena, &payment_entity.shape);
    payment->record.agency = contract->record.agency;
    payment->assistance = (struct ref){.id = contract->record.id, .code = contract->record.code};
    return part_add(ctx, &payment_entity, payment);
}

static enum err run_restate(struct ctx *ctx, const void *in, void *out)
{
    const struct restate_input *input = in;
    struct assistance before;
    shape_clear(&assistance_entity.shape, &before);
    TRY(record_find_seen(ctx, &assistance_entity, input->code, input->version, &before));
    if (assistance_is_cycle(&before)) {
        return ctx_fault(ctx, "state", input->state,
                         TEXT("Esta asistencia se lleva paso a paso: su estado lo cambian los pasos.",
                              "This assistance is kept step by step: the steps change its state."),
                         TEXT("Use el paso que corresponde.", "Use the step that applies."));
    }
    struct assistance *row = out;
    *row = before;
    row->state = input->state;
    ctx->reason = input->reason;
    return service_write(ctx, &assistance_entity, row, &before);
}

static enum err find_id(struct ctx *ctx, const struct entity *entity, const char *field, struct str code,
                        struct id *out)
{
    *out = ID_NONE;
    if (str_is_empty(code)) {
        return ERR_OK;
    }
    struct record *record = shape_new(ctx->arena, &entity->shape);
    enum err err = record_find_code(ctx, entity, code, record);
    if (err == ERR_NOT_FOUND) {
        return ctx_fault(ctx, field, code,
                         TEXT("No hay un registro con ese código.", "There is no record with that code."),
                         TEXT("Revise el código.", "Check the code."));
    }
    *out = record->id;
    return err;
}

static enum err run_filter(struct ctx *ctx, const void *in, void *out)
{
    const struct filter_input *input = in;
    struct assistance_filter filter = {.state = input->state, .limit = input->limit == INT_NONE ? 50 : input->limit};
    TRY(find_id(ctx, &staff_entity, "adviser", input->adviser, &filter.adviser));
    TRY(find_id(ctx, &consultant_entity, "consultant", input->consultant, &filter.contractor));
    if (!str_is_empty(input->after) && !id_parse(input->after, &filter.after)) {
        return ctx_fault(ctx, "after", input->after,
                         TEXT("No es una página de esta lista.", "It is no page of this list."),
                         TEXT("Empiece desde la primera.", "Begin with the first."));
    }
    return assistance_store_filter(ctx, &filter, out);
}

#define MOVE(move, input, permission, es, en) \
    FLOW_OP("assistance", "assistances", assistance_entity, move, input, permission, es, en)

const struct op assistance_ops[] = {
    RECORD_OPS("assistance", "assistances", assistance_entity, PERM_RECORD_READ, PERM_TRAINING_WRITE,
               "una asistencia técnica", "a technical assistance", true),
    SERVICE_VERIFY_OP("assistance", "assistances", assistance_entity, "una asistencia técnica",
                      "a technical assistance"),
    {.name = "assistance.record", .http = "POST /assistances/record",
     .label = T("Registrar una asistencia ya realizada", "Record an assistance already carried out"),
     .permission = PERM_PROCUREMENT_APPROVE, .kind = OP_WRITE, .input = &assistance_entity.shape,
     .output = &assistance_entity.shape, .answer = ANSWER_RECORD, .entity = &assistance_entity,
     .run = record_add},
    {.name = "assistance.restate", .http = "POST /assistances/{code}/restate",
     .label = T("Corregir el estado de una asistencia registrada después",
                "Correct the state of an assistance recorded afterwards"), .permission = PERM_PROCUREMENT_APPROVE,
     .kind = OP_WRITE, .input = &restate_shape, .output = &assistance_entity.shape, .answer = ANSWER_RECORD,
     .entity = &assistance_entity, .run = run_restate},
    MOVE("send", send_shape, PERM_PROCUREMENT_WRITE, "Enviar los términos de una asistencia técnica",
         "Send the terms of a technical assistance"),
    MOVE("receive_offers", flow_input_shape, PERM_PROCUREMENT_WRITE,
         "Cerrar la recepción de ofertas de una asistencia técnica",
         "Close the reception of offers for a technical assistance"),
    MOVE("select_consultant", select_shape, PERM_PROCUREMENT_WRITE, "Registrar el consultor que el cliente eligió",
         "Record the consultant that the client chose"),
    MOVE("approve", approve_shape, PERM_PROCUREMENT_APPROVE, "Aprobar la contratación de una asistencia técnica",
         "Approve the contract of a technical assistance"),
    {.name = "assistance.contract", .http = "POST /assistances/{code}/contract",
     .label = T("Registrar el contrato de una asistencia técnica",
                "Record the contract of a technical assistance"), .permission = PERM_PROCUREMENT_WRITE,
     .kind = OP_WRITE, .input = &contract_shape, .output = &assistance_entity.shape, .answer = ANSWER_RECORD,
     .entity = &assistance_entity, .run = run_contract},
    MOVE("deliver", deliver_shape, PERM_TRAINING_WRITE, "Registrar que una asistencia técnica se entregó",
         "Record that a technical assistance was delivered"),
    MOVE("finish", finish_shape, PERM_TRAINING_WRITE, "Finalizar una asistencia técnica con acta de conformidad",
         "Finish a technical assistance with an act of acceptance"),
    MOVE("reject", reject_shape, PERM_TRAINING_WRITE, "Rechazar lo entregado de una asistencia técnica con acta",
         "Reject what a technical assistance delivered with an act"),
    MOVE("terminate", terminate_shape, PERM_PROCUREMENT_APPROVE, "Terminar antes una asistencia técnica",
         "Terminate a technical assistance early"),
    MOVE("desert", flow_input_shape, PERM_PROCUREMENT_WRITE, "Declarar desierta una asistencia técnica",
         "Declare that a technical assistance had no offers"),
    MOVE("evaluate", evaluate_shape, PERM_TRAINING_WRITE, "Registrar la evaluación del consultor por el cliente",
         "Record the client's evaluation of the consultant"),
    {.name = "assistance.filter", .http = "GET /filtered/assistances",
     .label = T("Listar asistencias técnicas por estado, asesor y consultor",
                "List technical assistances by state, adviser and consultant"), .permission = PERM_RECORD_READ,
     .kind = OP_READ, .input = &filter_shape, .output = &assistance_entity.shape, .answer = ANSWER_LIST,
     .entity = &assistance_entity, .run = run_filter},
    {.name = "assistance.sheet", .http = "GET /assistances/{code}/sheet",
     .label = T("Ver todo lo de una asistencia técnica", "See everything of a technical assistance"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &record_code_shape, .output = &sheet_shape,
     .answer = ANSWER_RECORD, .leaves_access = true, .run = sheet_run},
    {.name = "consultant.load", .http = "GET /consultants/{code}/load",
     .label = T("Ver la carga y las evaluaciones de un consultor", "See the load and the evaluations of a consultant"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &record_code_shape, .output = &sheet_load_shape,
     .answer = ANSWER_RECORD, .leaves_access = true, .run = sheet_run_load},
    SERVICE_BY_CLIENT_OP("assistance", "assistances", assistance_entity, "las asistencias técnicas",
                         "technical assistances", run_by_client),
};
const size_t assistance_op_count = COUNT_OF(assistance_ops);
