#include "assistance/assistance.h"

#include "advice/service.h"
#include "assistance/part.h"
#include "assistance/share_rule.h"
#include "client/enterprise.h"
#include "core/flow.h"
#include "core/record.h"
#include "party/consultant.h"
#include "party/staff.h"
#include "party/unit.h"

#define WHOLE INT64_C(10000) /* 100.00 % */

const struct choice assistance_states[] = {
    {"created", T("Creada", "Created"), "CREADO|creado"},
    {"sent", T("Enviada", "Sent"), "ENVIADO|enviado"},
    {"offers_received", T("Ofertas recibidas", "Offers received"), "OFERTAS_RECIBIDAS|ofertas recibidas"},
    {"consultant_selected", T("Consultor seleccionado", "Consultant selected"),
     "CONSULTOR_SELECCIONADO|consultor seleccionado"},
    {"contracted", T("Contratada", "Contracted"), "CONTRATADA"},
    {"delivered", T("Entregada", "Delivered"), "ENTREGADA"},
    {"finished", T("Finalizada", "Finished"), "FINALIZADA"},
    {"rejected", T("Rechazada", "Rejected"), "RECHAZADA"},
    {"terminated", T("Terminada antes", "Terminated early"), "TERMINADA|terminada"},
    {"deserted", T("Desierta", "No offers"), "DESIERTA"},
    {0},
};
const struct choice assistance_acts[] = {
    {"conformity", T("Conformidad", "Acceptance"), "CONFORMIDAD|acta de conformidad"},
    {"rejection", T("Rechazo", "Rejection"), "RECHAZO|acta de rechazo"},
    {0},
};

const struct choice assistance_procedures[] = {
    {"cycle", T("Paso a paso", "Step by step"), "CICLO"},
    {"afterwards", T("Registrada después, completa", "Recorded afterwards, complete"), "DESPUÉS"},
    {0},
};
/* domain.md 3.4: the five causes of the contract, a to e. */
const struct choice assistance_causes[] = {
    {"mutual_agreement", T("a) Mutuo acuerdo", "a) Mutual agreement"), "A|MUTUO ACUERDO"},
    {"force_majeure", T("b) Caso fortuito o fuerza mayor", "b) Force majeure"), "B|FUERZA MAYOR"},
    {"breach", T("c) Incumplimiento", "c) Breach"), "C|INCUMPLIMIENTO"},
    {"impossibility", T("d) Imposibilidad imprevista", "d) Unforeseen impossibility"), "D|IMPOSIBILIDAD"},
    {"ethics", T("e) Faltas a la ética", "e) Breach of ethics"), "E|ÉTICA"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct assistance),
    RECORD_UNIT(struct assistance),
    FIELD_TEXT(struct assistance, title, .required = true, .max = 250, .label = T("Título", "Title")),
    FIELD_CHOICE(struct assistance, theme, .choices = service_themes, .label = T("Área temática", "Theme")),
    FIELD_CHOICE(struct assistance, delivery, .choices = service_deliveries, .initial = "contracted",
                 .label = T("Modo de entrega", "Delivery")),
    FIELD_CHOICE(struct assistance, procedure, .choices = assistance_procedures,
                 .label = T("Cómo se registró", "How it was recorded")),
    FIELD_TEXT(struct assistance, objective, .max = 1000, .label = T("Objetivo general", "General objective")),
    FIELD_TEXT(struct assistance, specific_objectives, .max = 3000,
               .label = T("Objetivos específicos", "Specific objectives"),
               .hint = T("Uno por línea.", "One a line.")),
    FIELD_TEXT(struct assistance, products, .max = 3000, .label = T("Productos esperados", "Expected products"),
               .hint = T("Uno por línea: cada uno se entrega y se recibe por separado.",
                         "One a line: each is delivered and received on its own.")),
    FIELD_INT(struct assistance, weeks, .min = 1, .max = 104, .label = T("Plazo en semanas", "Term in weeks")),
    FIELD_PERCENT(struct assistance, premises_percent, .min = 0, .max = WHOLE,
                  .label = T("Horas en la empresa, %", "Hours at the enterprise, %"),
                  .hint = T("El resto es trabajo de gabinete.", "The rest is desk work.")),
    FIELD_TEXT(struct assistance, offer_content, .max = 3000,
               .label = T("Qué debe llevar la oferta", "What an offer has to hold")),
    FIELD_DATE(struct assistance, offers_due_on, .label = T("Último día para ofertas", "Last day for offers")),
    FIELD_TIME(struct assistance, offers_due_time, .label = T("Hora límite", "Until what time")),
    FIELD_MONEY(struct assistance, maximum, .min = 0,
                .label = T("Máximo que paga el operador", "Most that the operator pays")),
    FIELD_REFS(struct assistance, invited, .target = &consultant_entity,
               .label = T("Invitados a ofertar", "Invited to bid")),
    FIELD_DATE(struct assistance, sent_on, .past = true, .label = T("Términos enviados el", "Terms sent on")),
    FIELD_TEXT(struct assistance, consultant, .max = 250, .label = T("Consultor(a)", "Consultant")),
    FIELD_REF(struct assistance, contractor, .target = &consultant_entity,
              .label = T("Consultor(a) elegido(a)", "Consultant chosen"),
              .hint = T("De la lista de oferentes.", "From the list of bidders.")),
    FIELD_REF(struct assistance, adviser, .target = &staff_entity, .label = T("Asesor(a)", "Adviser")),
    FIELD_REFS(struct assistance, enterprises, .target = &enterprise_entity,
               .label = T("Empresas beneficiarias", "Beneficiary enterprises"),
               .hint = T("Todas las que el contrato nombra.", "All that the contract names.")),
    FIELD_TEXT(struct assistance, chosen_by, .max = 200,
               .label = T("Quién eligió por el cliente", "Who chose for the client")),
    FIELD_DATE(struct assistance, chosen_on, .past = true,
               .label = T("El cliente firmó la elección el", "The client signed the choice on")),
    FIELD_TEXT(struct assistance, choice_reason, .max = 1000, .label = T("Por qué esta oferta", "Why this offer")),
    FIELD_TEXT(struct assistance, selected_by, .max = 120, .label = T("Registró la elección", "Recorded the choice")),
    FIELD_DATE(struct assistance, approved_on, .past = true, .label = T("Aprobada el", "Approved on")),
    FIELD_TEXT(struct assistance, approved_by, .max = 120, .label = T("Aprobó", "Approved by")),
    FIELD_TEXT(struct assistance, share_reason, .max = 500, .label = T("Por qué otro aporte que el de la tabla",
                                                                       "Why another share than the table's")),
    FIELD_TEXT(struct assistance, waiver, .max = 500,
               .label = T("Exoneración del aporte: motivo", "Waiver of the share: reason"),
               .hint = T("Si se escribe un motivo, el cliente no aporta y el operador paga todo.",
                         "If a reason is written, the client pays nothing and the operator pays all.")),
    FIELD_DATE(struct assistance, operator_signed_on, .past = true,
               .label = T("Firmó el operador", "The operator signed")),
    FIELD_DATE(struct assistance, consultant_signed_on, .past = true,
               .label = T("Firmó el consultor", "The consultant signed")),
    FIELD_DATE(struct assistance, client_signed_on, .past = true, .label = T("Firmó el cliente", "The client signed")),
    FIELD_DATE(struct assistance, signed_on, .past = true, .label = T("Fecha de firma", "Signed on")),
    FIELD_DATE(struct assistance, starts_on, .label = T("Inicio", "Starts on")),
    FIELD_DATE(struct assistance, ends_on, .label = T("Fin", "Ends on")),
    FIELD_INT(struct assistance, hours, .min = 0, .max = 5000, .label = T("Horas", "Hours"),
              .hint = T("Lo usual son 30 horas o más.", "30 hours or more are usual.")),
    FIELD_MONEY(struct assistance, total, .min = 0, .label = T("Monto total", "Total amount")),
    FIELD_PERCENT(struct assistance, client_percent, .min = 0, .max = WHOLE,
                  .label = T("Aporte del cliente, %", "Client's part, %"),
                  .hint = T("Del 3 al 18 %; vacío: lo da la tabla de aportes.",
                            "3 to 18 %; empty: the table of shares gives it.")),
    FIELD_PERCENT(struct assistance, operator_percent, .min = 0, .max = WHOLE,
                  .label = T("Parte del operador, %", "Operator's part, %"),
                  .hint = T("Suma 100.00 con el aporte del cliente; si se deja vacía, se calcula.",
                            "Adds to 100.00 with the client's; left empty, it is computed.")),
    FIELD_MONEY(struct assistance, client_share, .min = 0, .label = T("Aporte del cliente", "Client's share"),
                .hint = T("Si se deja vacío, se calcula del porcentaje.", "Left empty, computed from the percentage.")),
    FIELD_MONEY(struct assistance, operator_share, .min = 0, .label = T("Parte del operador", "Operator's share"),
                .hint = T("Si se deja vacía, el total menos el aporte del cliente.",
                          "Left empty, the total less the client's share.")),
    FIELD_REF(struct assistance, share_rule, .target = &share_rule_entity,
              .label = T("Regla del aporte", "Rule of the share")),
    FIELD_DATE(struct assistance, client_paid_on, .past = true, .label = T("El cliente pagó el", "Client paid on")),
    FIELD_TEXT(struct assistance, client_receipt, .max = 60,
               .label = T("Recibo del aporte, n.º", "Receipt of the share, no.")),
    FIELD_CHOICE(struct assistance, state, .required = true, .choices = assistance_states, .initial = "created",
                 .label = T("Estado", "State")),
    FIELD_DATE(struct assistance, delivered_on, .past = true, .label = T("Entregada el", "Delivered on")),
    FIELD_BOOL(struct assistance, part_accepted,
               .label = T("Parte entregada y aceptada", "Part delivered and accepted"),
               .hint = T("Solo si se terminó antes: algo se entregó y se aceptó.",
                         "Only if terminated early: something was delivered and accepted.")),
    FIELD_CHOICE(struct assistance, act, .choices = assistance_acts, .label = T("Acta", "Act")),
    FIELD_DATE(struct assistance, act_on, .past = true, .label = T("Fecha del acta", "Date of the act")),
    FIELD_TEXT(struct assistance, act_signed_by, .max = 200,
               .label = T("Firmó el acta por el cliente", "Signed the act for the client")),
    FIELD_TEXT(struct assistance, act_reason, .max = 1000, .label = T("Lo que dice el acta", "What the act says")),
    FIELD_DATE(struct assistance, terminated_on, .past = true, .label = T("Terminada el", "Terminated on")),
    FIELD_CHOICE(struct assistance, termination_cause, .choices = assistance_causes, .label = T("Causa", "Cause")),
    FIELD_DATE(struct assistance, notice_on, .past = true, .label = T("Aviso dado el", "Notice given on")),
    FIELD_TEXT(struct assistance, termination_reason, .max = 1000, .label = T("Qué pasó", "What happened")),
    FIELD_MONEY(struct assistance, accepted_amount, .min = 0,
                .label = T("Monto de lo aceptado", "Amount of what was accepted")),
    FIELD_INT(struct assistance, evaluation, .min = 1, .max = 5,
              .label = T("Evaluación del consultor (1 a 5)", "Evaluation of the consultant (1 to 5)")),
    FIELD_TEXT(struct assistance, evaluation_note, .max = 1000,
               .label = T("Qué dijo el cliente", "What the client said")),
    SERVICE_REPORTABLE(struct assistance),
    SERVICE_FUNDING(struct assistance),
    SERVICE_EVIDENCE(struct assistance),
    SERVICE_VERIFICATION(struct assistance),
    RECORD_ANNULMENT(struct assistance),
};

bool assistance_is_cycle(const struct assistance *row)
{
    return str_eq(row->procedure, S("cycle"));
}

bool assistance_is_open(struct str state)
{
    return flow_names("contracted delivered", state);
}

static bool money_differs(struct money a, struct money b)
{
    return a.minor != b.minor;
}

/* Shares that were computed from an older total or percentage are computed anew, unless they were changed as well. */
static void forget_old_shares(struct assistance *row, const struct assistance *was)
{
    if (was == NULL || (!money_differs(row->total, was->total) && row->client_percent == was->client_percent &&
                        row->operator_percent == was->operator_percent)) {
        return;
    }
    bool kept = !money_differs(row->client_share, was->client_share) &&
        !money_differs(row->operator_share, was->operator_share);
    if (kept && row->client_percent != INT_NONE) {
        row->client_share = MONEY_NONE;
        row->operator_share = MONEY_NONE;
    }
}

static enum err check_percents(struct ctx *ctx, struct assistance *row, const struct assistance *was)
{
    /* Of a pair that was complete, the part that stayed follows the part that was changed. */
    if (was != NULL && row->client_percent != was->client_percent && row->operator_percent == was->operator_percent) {
        row->operator_percent = INT_NONE;
    } else if (was != NULL && row->operator_percent != was->operator_percent &&
               row->client_percent == was->client_percent) {
        row->client_percent = INT_NONE;
    }
    if (row->client_percent == INT_NONE && row->operator_percent != INT_NONE) {
        row->client_percent = WHOLE - row->operator_percent;
    } else if (row->operator_percent == INT_NONE && row->client_percent != INT_NONE) {
        row->operator_percent = WHOLE - row->client_percent;
    }
    if (row->client_percent == INT_NONE || row->client_percent + row->operator_percent == WHOLE) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "operator_percent", hundredths_plain(ctx->arena, row->operator_percent),
                     text_format(ctx->arena,
                                 TEXT("El aporte del cliente y la parte del operador suman 100.00 %%; estos "
                                      "suman %s.",
                                      "The client's and the operator's part add to 100.00 %%; these add to %s."),
                                 str_c(ctx->arena,
                                       hundredths_plain(ctx->arena,
                                                        row->client_percent + row->operator_percent))),
                     TEXT("Corrija uno de los dos, o deje uno vacío para que se calcule.",
                          "Correct one of them, or leave one empty to have it computed."));
}

static enum err check_shares(struct ctx *ctx, struct assistance *row)
{
    if (money_is_none(row->total)) {
        if (money_is_none(row->client_share) && money_is_none(row->operator_share)) {
            return ERR_OK;
        }
        return ctx_fault(ctx, "total", STR_NONE,
                         TEXT("Las partes de un pago piden su total.", "Shares of a payment need its total."),
                         TEXT("Escriba el monto total.", "Enter the total amount."));
    }
    const char *currency = row->total.currency;
    if (money_is_none(row->client_share) && money_is_none(row->operator_share) && row->client_percent != INT_NONE) {
        row->client_share = money_of(money_share(row->total.minor, row->client_percent), currency);
    }
    if (money_is_none(row->client_share) && !money_is_none(row->operator_share)) {
        row->client_share = money_of(row->total.minor - row->operator_share.minor, currency);
    } else if (money_is_none(row->operator_share) && !money_is_none(row->client_share)) {
        row->operator_share = money_of(row->total.minor - row->client_share.minor, currency);
    }
    if (money_is_none(row->client_share)) {
        return ERR_OK;
    }
    if (row->client_share.minor < 0 || row->operator_share.minor < 0 ||
        row->client_share.minor + row->operator_share.minor != row->total.minor) {
        return ctx_fault(ctx, "operator_share", money_plain(ctx->arena, row->operator_share),
                         text_format(ctx->arena,
                                     TEXT("Las dos partes suman el total exacto (%s); aquí el cliente aporta %s.",
                                          "Both shares add to the exact total (%s); here the client pays %s."),
                                     str_c(ctx->arena, money_display(ctx->arena, row->total)),
                                     str_c(ctx->arena, money_display(ctx->arena, row->client_share))),
                         TEXT("Corrija el total o las partes, o deje las partes vacías para que se calculen.",
                              "Correct the total or the shares, or leave the shares empty to have them computed."));
    }
    int64_t due = row->client_percent == INT_NONE ? row->client_share.minor
        : money_share(row->total.minor, row->client_percent);
    if (row->client_share.minor != due) {
        return ctx_fault(ctx, "client_share", money_plain(ctx->arena, row->client_share),
                         text_format(ctx->arena,
                                     TEXT("Con ese porcentaje el cliente aporta %s.",
                                          "At that percentage the client pays %s."),
                                     str_c(ctx->arena, money_display(ctx->arena, money_of(due, currency)))),
                         TEXT("Corrija el porcentaje o el aporte, o deje vacío el aporte para que se calcule.",
                              "Correct the percentage or the share, or leave the share empty to have it "
                              "computed."));
    }
    return ERR_OK;
}

static enum err check_dates(struct ctx *ctx, const struct assistance *row, const struct assistance *was)
{
    enum err err = ERR_OK;
    struct text signature = TEXT("fecha de firma", "signed on");
    SERVICE_COLLECT(err,
                    service_check_date(ctx, "signed_on", row->signed_on,
                                       was == NULL ? DATE_NONE : was->signed_on));
    SERVICE_COLLECT(err, service_check_order(ctx, signature, row->signed_on, "starts_on", row->starts_on));
    SERVICE_COLLECT(err, service_check_order(ctx, signature, row->signed_on, "ends_on", row->ends_on));
    SERVICE_COLLECT(err,
                    service_check_order(ctx, TEXT("inicio", "starts on"), row->starts_on, "ends_on",
                                        row->ends_on));
    SERVICE_COLLECT(err, service_check_order(ctx, signature, row->signed_on, "act_on", row->act_on));
    return err;
}

static enum err need(struct ctx *ctx, const char *field, struct text what)
{
    return ctx_fault(ctx, field, STR_NONE,
                     text_words(ctx->arena,
                                TEXT("Una asistencia contratada dice su %s.",
                                     "A contracted assistance states its %s."), what),
                     TEXT("Complete el dato, o deje el estado anterior a la contratación.",
                          "Complete it, or leave the state before contracting."));
}

static enum err check_contracted(struct ctx *ctx, const struct assistance *row)
{
    enum err err = ERR_OK;
    if (!flow_names("contracted delivered finished rejected terminated", row->state)) {
        return ERR_OK;
    }
    if (row->enterprises.len == 0) {
        err = need(ctx, "enterprises", TEXT("empresa beneficiaria", "beneficiary enterprise"));
    }
    if (date_is_none(row->signed_on)) {
        err = need(ctx, "signed_on", TEXT("fecha de firma", "date of signature"));
    }
    if (money_is_none(row->total) && !str_eq(row->delivery, S("not_contracted"))) {
        err = need(ctx, "total", TEXT("monto total", "total amount"));
    }
    return err;
}

static enum err check_act(struct ctx *ctx, const struct assistance *row)
{
    enum err err = ERR_OK;
    bool finished = str_eq(row->state, S("finished"));
    bool rejected = str_eq(row->state, S("rejected"));
    if ((finished && !str_eq(row->act, S("conformity"))) || (rejected && !str_eq(row->act, S("rejection")))) {
        err = ctx_fault(ctx, "act", row->act,
                        TEXT("Se finaliza con acta de conformidad y se rechaza con acta de rechazo.",
                             "It is finished with an act of acceptance and rejected with an act of rejection."),
                        TEXT("Registre el acta que corresponde, o corrija el estado.",
                             "Record the act that applies, or correct the state."));
    } else if (!str_is_empty(row->act) && !flow_names("delivered finished rejected terminated", row->state)) {
        err = ctx_fault(ctx, "act", row->act,
                        TEXT("El acta se firma cuando la asistencia se ha entregado.",
                             "The act is signed once the assistance has been delivered."),
                        TEXT("Corrija el estado, o quite el acta.", "Correct the state, or remove the act."));
    }
    if (str_is_empty(row->act) != date_is_none(row->act_on)) {
        err = ctx_fault(ctx, "act_on", date_iso(ctx->arena, row->act_on),
                        TEXT("El acta y su fecha van juntas.", "The act and its date go together."),
                        TEXT("Complete las dos o quite las dos.", "Complete both or remove both."));
    }
    if (row->part_accepted == ANSWER_YES && !str_eq(row->state, S("terminated"))) {
        err = ctx_fault(ctx, "part_accepted", S("true"),
                        TEXT("Una parte aceptada se indica solo si la asistencia se terminó antes.",
                             "A part accepted is stated only if the assistance was terminated early."),
                        TEXT("Quite la marca, o corrija el estado.", "Remove the mark, or correct the state."));
    }
    return err;
}

static enum err check_payment(struct ctx *ctx, const struct assistance *row)
{
    if (date_is_none(row->client_paid_on) || (!money_is_none(row->client_share) && row->client_share.minor > 0)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "client_paid_on", date_iso(ctx->arena, row->client_paid_on),
                     TEXT("Sin aporte del cliente no hay fecha de pago.",
                          "Without a client's share there is no day of payment."),
                     TEXT("Escriba el aporte, o quite la fecha.", "Enter the share, or remove the date."));
}

/* ---- what steps write alone ---------------------------------------------------------------------------- */

/* What the terms say: free until they are sent. */
static const char *const terms[] = {
    "title", "theme", "delivery", "objective", "specific_objectives", "products", "weeks", "premises_percent",
        "offer_content",
    "offers_due_on", "offers_due_time", "maximum", "enterprises", "unit",
    "hours", "client_percent", "operator_percent", NULL};
static const char *const steps[] = {
    "sent_on", "consultant", "contractor", "chosen_by", "chosen_on", "choice_reason", "selected_by",
        "approved_on", "approved_by",
    "share_reason", "waiver", "operator_signed_on", "consultant_signed_on", "client_signed_on", "signed_on",
        "starts_on", "ends_on",
    "total", "client_share", "operator_share", "share_rule", "client_paid_on", "client_receipt", "delivered_on",
        "part_accepted",
    "act", "act_on", "act_signed_by", "act_reason", "terminated_on", "termination_cause", "notice_on",
        "termination_reason",
    "accepted_amount", "evaluation", "evaluation_note", NULL};

static enum err check_steps(struct ctx *ctx, struct assistance *row, const struct assistance *was)
{
    /* Only assistance.add begins a cycle; files and assistance.record bring what was done elsewhere. */
    if (was != NULL && ctx->move == NULL && !ctx->importing) {
        row->procedure = was->procedure;
    } else if (was == NULL && !ctx->importing) {
        bool begins = ctx->op != NULL && str_eq_c(S("assistance.add"), ctx->op->name);
        row->procedure = begins ? S("cycle") : S("afterwards");
    } else if (str_is_empty(row->procedure)) {
        row->procedure = S("afterwards");
    }
    if (ctx->move != NULL || !assistance_is_cycle(row)) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err,
                    part_locked(ctx, &assistance_entity, steps, row, was,
                                TEXT("Este dato lo escribe un paso del proceso, no una corrección.",
                                     "This value is written by a step of the process, not by a correction."),
                                TEXT("Use el paso que corresponde en la página de la asistencia. Lo que ya "
                                     "estaba hecho lo registra la dirección con «Registrar una asistencia ya "
                                     "realizada».",
                                     "Use the step that applies on the assistance's page. What was done already "
                                     "is recorded by the direction with “Record an assistance already carried "
                                     "out”.")));
    if (was != NULL && !str_eq(was->state, S("created"))) {
        SERVICE_COLLECT(err,
                        part_locked(ctx, &assistance_entity, terms, row, was,
                                    TEXT("Los términos ya se enviaron: los oferentes los conocen así.",
                                         "The terms were sent already: the bidders know them so."),
                                    TEXT("Si hay que cambiarlos, declare desierta esta asistencia y redacte "
                                         "otra.", "If they must change, declare that this one had no offers and "
                                                  "write another.")));
    }
    return err;
}

/* Not more than three contracts at a time (domain.md 3.4); of a file what was is taken. */
static enum err check_load(struct ctx *ctx, const struct assistance *row, const struct assistance *was)
{
    bool open = assistance_is_open(row->state) && !id_is_none(row->contractor.id);
    bool was_open = was != NULL && assistance_is_open(was->state) && id_eq(was->contractor.id, row->contractor.id);
    if (ctx->importing || !open || was_open) {
        return ERR_OK;
    }
    struct assistance_open found[ASSISTANCE_OPEN_MOST];
    size_t count;
    TRY(assistance_store_open(ctx, row->record.agency, row->contractor.id, row->record.id, found, COUNT_OF(found),
                              &count));
    if (count < ASSISTANCE_OPEN_MOST) {
        return ERR_OK;
    }
    struct buf codes = BUF(ctx->arena);
    for (size_t i = 0; i < count; i++) {
        buf_format(&codes, "%s" STR_FMT, i == 0 ? "" : ", ", STR_ARG(found[i].code));
    }
    return ctx_fault(ctx, "contractor", row->contractor.code,
                     text_format(ctx->arena,
                                 TEXT("Un consultor no lleva más de 3 contratos a la vez, y este ya tiene: %s.",
                                      "A consultant has no more than 3 contracts at a time, and this one has "
                                      "already: %s."), str_c(ctx->arena, buf_str(&codes))),
                     TEXT("Quien lleva la contratación registra antes el acta o la terminación de uno de ellos; "
                          "o el cliente elige a otro de los oferentes.",
                          "Whoever runs the hiring first records the act or the termination of one of them; or "
                          "the client chooses another of the bidders."));
}

static bool names(const struct refs *refs, struct id id)
{
    for (size_t i = 0; i < refs->len; i++) {
        if (id_eq(refs->items[i].id, id)) {
            return true;
        }
    }
    return false;
}

/* The centre's assistance is for micro and small enterprises; a fund may admit others (fund/). Those named before stay. */
static enum err check_size(struct ctx *ctx, const struct assistance *row, const struct assistance *was)
{
    enum err err = ERR_OK;
    bool looked_up = !ctx->importing && ctx->op != NULL; /* rules alone, without an operation, reach no records */
    for (size_t i = 0; i < row->enterprises.len && looked_up; i++) {
        const struct ref *ref = &row->enterprises.items[i];
        struct enterprise enterprise;
        if (was != NULL && names(&was->enterprises, ref->id)) {
            continue;
        }
        shape_clear(&enterprise_entity.shape, &enterprise);
        TRY(record_find_id(ctx, &enterprise_entity, ref->id, &enterprise));
        struct str class = str_is_empty(enterprise.size_override) ? enterprise.size_class : enterprise.size_override;
        if (str_eq(class, S("medium")) || str_eq(class, S("outside"))) {
            err = ctx_fault(ctx, "enterprises", enterprise.record.code,
                            TEXT("La asistencia técnica del centro es para micro y pequeñas empresas, y esta es mayor.",
                                 "The centre's technical assistance is for micro and small enterprises, and this one is larger."),
                            TEXT("Puede solicitar a un fondo que admita medianas; si su tamaño está mal, lo corrige quien la asesora.",
                                 "It may apply to a fund that admits medium ones; if its size is wrong, its adviser corrects it."));
        }
    }
    return err;
}

enum err assistance_check(struct ctx *ctx, void *row, const void *before)
{
    struct assistance *assistance = row;
    const struct assistance *was = before;
    if (service_is_annulled(&assistance->record) && was != NULL) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, check_steps(ctx, assistance, was));
    SERVICE_COLLECT(err, check_percents(ctx, assistance, was));
    forget_old_shares(assistance, was);
    if (err == ERR_OK) {
        SERVICE_COLLECT(err, check_shares(ctx, assistance));
    }
    SERVICE_COLLECT(err, check_dates(ctx, assistance, was));
    SERVICE_COLLECT(err, check_contracted(ctx, assistance));
    SERVICE_COLLECT(err, check_act(ctx, assistance));
    SERVICE_COLLECT(err, check_payment(ctx, assistance));
    SERVICE_COLLECT(err, check_load(ctx, assistance, was));
    SERVICE_COLLECT(err, check_size(ctx, assistance, was));
    SERVICE_COLLECT(err, service_check_distinct(ctx, "enterprises", &assistance->enterprises));
    SERVICE_COLLECT(err, service_check_distinct(ctx, "invited", &assistance->invited));
    SERVICE_COLLECT(err, service_check_verification(ctx, &assistance_entity, row, before));
    return err;
}

static void touches(struct ctx *ctx, const void *row)
{
    const struct assistance *assistance = row;
    for (size_t i = 0; i < assistance->enterprises.len; i++) {
        ctx_touch(ctx, 'e', assistance->record.agency, assistance->enterprises.items[i].id);
    }
}

const struct entity assistance_entity = {
    .shape = SHAPE("assistance", struct assistance, fields),
    .dataset = "assistances",
    .code_prefix = "AT",
    .flow = &assistance_flow,
    .label = T("Asistencia técnica", "Technical assistance"),
    .plural = T("Asistencias técnicas", "Technical assistances"),
    .store = &assistance_store,
    .dated_by = "signed_on",
    .sensitive_read = "assistance",
    .check = assistance_check,
    .touches = touches,
};
