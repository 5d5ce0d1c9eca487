#include "assistance/assistance.h"

#include "advice/service.h"
#include "assistance/deliverable.h"
#include "assistance/offer.h"
#include "assistance/part.h"
#include "assistance/share_rule.h"
#include "core/flow.h"
#include "core/record.h"
#include "party/consultant.h"

#define WHOLE INT64_C(10000) /* 100.00 % */

/* Every guard says all that is missing for its step, and who can supply it. */

static bool is_contracted(const struct assistance *row)
{
    return !str_eq(row->delivery, S("not_contracted"));
}

static enum err missing(struct ctx *ctx, const char *field, struct text rule, struct text remedy)
{
    return ctx_fault(ctx, field, STR_NONE, rule, remedy);
}

/* ---- terms and offers ---------------------------------------------------------------------------------- */

static enum err need_terms(struct ctx *ctx, const struct assistance *row)
{
    static const char *const wanted[] =
        {"theme", "adviser", "enterprises", "objective", "specific_objectives", "products", "weeks", "hours",
         "premises_percent", "offer_content", "offers_due_on", "maximum", NULL};
    enum err err = ERR_OK;
    for (size_t i = 0; wanted[i] != NULL; i++) {
        const struct field *field = shape_find(&assistance_entity.shape, str_of(wanted[i]));
        if (field_is_none(field, row)) {
            err = missing(ctx, wanted[i],
                          text_words(ctx->arena,
                                     TEXT("A los términos de referencia les falta: %s.",
                                          "The terms of reference lack: %s."), field->label),
                          TEXT("Quien asesora al cliente completa los términos con «Corregir».",
                               "The client's adviser completes the terms by “Edit”."));
        }
    }
    if (row->hours != INT_NONE && row->hours < ASSISTANCE_HOURS_LEAST) {
        err = ctx_fault(ctx, "hours", str_format(ctx->arena, "%lld", (long long)row->hours),
                        TEXT("Una asistencia técnica contratada dura al menos 30 horas.",
                             "A contracted technical assistance lasts at least 30 hours."),
                        TEXT("Corrija las horas en los términos.", "Correct the hours in the terms."));
    }
    return err;
}

/* The terms state what the client will pay: as given, else by the rules of the day. */
static enum err state_share(struct ctx *ctx, struct assistance *row)
{
    if (row->client_percent == INT_NONE) {
        struct share_rule rule;
        bool found;
        TRY(share_rule_for(ctx, row->record.agency, &row->enterprises, row->sent_on, &rule, &found));
        if (found) {
            row->client_percent = rule.percent;
            row->operator_percent = WHOLE - rule.percent;
        }
    }
    if (row->client_percent == INT_NONE) {
        return missing(ctx, "client_percent",
                       TEXT("Los términos dicen qué parte paga el cliente, y ninguna regla vigente la da.",
                            "The terms state which part the client pays, and no rule in force gives it."),
                       TEXT("Escriba el porcentaje, o la dirección registra la tabla de aportes.",
                            "Write the percentage, or the direction records the table of shares."));
    }
    if (row->client_percent < SHARE_PERCENT_LEAST || row->client_percent > SHARE_PERCENT_MOST) {
        return ctx_fault(ctx, "client_percent", hundredths_plain(ctx->arena, row->client_percent),
                         TEXT("El aporte del cliente va del 3 al 18 %.", "The client's part is from 3 to 18 %."),
                         TEXT("Corríjalo en los términos; una exoneración la decide la dirección al aprobar.",
                              "Correct it in the terms; a waiver is decided by the direction on approving."));
    }
    return ERR_OK;
}

static enum err guard_send(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct assistance *row = row_;
    if (!is_contracted(row)) {
        return ctx_fault(ctx, "delivery", row->delivery,
                         TEXT("Una asistencia no contratada no se licita.",
                              "An assistance that is not contracted is not put out to bid."),
                         TEXT("Registre su entrega, o corrija el modo de entrega.",
                              "Record its delivery, or correct the delivery."));
    }
    row->procedure = S("cycle");
    if (date_is_none(row->sent_on)) {
        row->sent_on = ctx->today;
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, need_terms(ctx, row));
    SERVICE_COLLECT(err, state_share(ctx, row));
    SERVICE_COLLECT(err,
                    service_check_order(ctx, TEXT("términos enviados el", "terms sent on"), row->sent_on,
                                        "offers_due_on", row->offers_due_on));
    if (row->invited.len == 0) {
        err = missing(ctx, "invited",
                      TEXT("Los términos se envían a alguien: falta al menos un consultor invitado.",
                           "The terms are sent to somebody: at least one invited consultant is missing."),
                      TEXT("Elija a quién se invita, de la lista de consultores.",
                           "Choose whom to invite, from the list of consultants."));
    }
    return err;
}

static enum err count_offers(struct ctx *ctx, const struct assistance *row, size_t *all, size_t *admissible)
{
    struct list list;
    TRY(offer_store_by_assistance(ctx, row->record.agency, row->record.id, &list));
    const struct offer *offers = list.rows.items;
    *all = list.rows.len;
    *admissible = 0;
    for (size_t i = 0; i < list.rows.len; i++) {
        *admissible += offers[i].admissible == ANSWER_YES;
    }
    return ERR_OK;
}

static enum err guard_receive(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct assistance *row = row_;
    size_t all;
    size_t admissible;
    TRY(count_offers(ctx, row, &all, &admissible));
    enum err err = ERR_OK;
    if (date_cmp(ctx->today, row->offers_due_on) < 0) {
        err = ctx_fault(ctx, "offers_due_on", date_iso(ctx->arena, row->offers_due_on),
                        TEXT("El plazo para ofertar sigue abierto.", "The term for offers is still open."),
                        TEXT("Espere a que termine; hasta entonces puede llegar otra oferta.",
                             "Wait until it ends; another offer may come until then."));
    }
    if (admissible == 0) {
        err = ctx_fault(ctx, "state", row->state,
                        text_format(ctx->arena,
                                    TEXT("Falta al menos una oferta admisible, firmada y a tiempo; se "
                                         "recibieron %zu, ninguna admisible.",
                                         "At least one admissible offer, signed and in time, is missing; %zu "
                                         "were received, none admissible."), all),
                        TEXT("Quien lleva la contratación registra las ofertas que llegaron, o declara desierta "
                             "la asistencia.",
                             "Whoever runs the hiring records the offers that came, or declares that there were "
                             "none."));
    }
    return err;
}

static enum err guard_desert(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct assistance *row = row_;
    size_t all;
    size_t admissible;
    TRY(count_offers(ctx, row, &all, &admissible));
    if (admissible == 0) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "state", row->state,
                     text_format(ctx->arena,
                                 TEXT("No está desierta: hay ofertas admisibles (%zu).",
                                      "There were offers: %zu are admissible."), admissible),
                     TEXT("Cierre la recepción de ofertas para que el cliente elija.",
                          "Close the reception of offers so that the client chooses."));
}

/* ---- choice and contract ------------------------------------------------------------------------------- */

/* The offer of the consultant that the record names; *found is false if she made none. */
static enum err offer_of(struct ctx *ctx, const struct assistance *row, struct offer *out, bool *found)
{
    struct list list;
    TRY(offer_store_by_assistance(ctx, row->record.agency, row->record.id, &list));
    const struct offer *offers = list.rows.items;
    *found = false;
    for (size_t i = 0; i < list.rows.len && !*found; i++) {
        if (id_eq(offers[i].consultant.id, row->contractor.id)) {
            *out = offers[i];
            *found = true;
        }
    }
    return ERR_OK;
}

static enum err need_bid(struct ctx *ctx, const struct assistance *row, struct offer *offer)
{
    const struct field *reasons = shape_find(&offer_entity.shape, S("reasons"));
    bool found;
    TRY(offer_of(ctx, row, offer, &found));
    struct text remedy =
        TEXT("El cliente elige de la lista de oferentes; si esta oferta llegó, la registra quien lleva la "
             "contratación.",
             "The client chooses from the list of bidders; if this offer came, whoever runs the hiring records "
             "it.");
    if (!found) {
        return ctx_fault(ctx, "contractor", row->contractor.code,
                         TEXT("Este consultor no está en la lista de oferentes.",
                              "This consultant is not in the list of bidders."), remedy);
    }
    if (offer->admissible != ANSWER_YES) {
        struct text why = {str_c(ctx->arena, field_display(ctx->arena, reasons, offer, LANG_ES)),
                           str_c(ctx->arena, field_display(ctx->arena, reasons, offer, LANG_EN))};
        return ctx_fault(ctx, "contractor", row->contractor.code,
                         text_words(ctx->arena,
                                    TEXT("Su oferta no es admisible: %s.", "This offer is not admissible: %s."), why),
                         TEXT("El cliente elige otra de las ofertas admisibles.",
                              "The client chooses another of the admissible offers."));
    }
    return ERR_OK;
}

static enum err guard_select(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct assistance *row = row_;
    TRY(record_resolve(ctx, &assistance_entity, row));
    struct offer offer;
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, need_bid(ctx, row, &offer));
    if (err != ERR_OK) {
        return err;
    }
    row->consultant = offer.consultant.label;
    row->total = offer.price;
    row->client_share = MONEY_NONE;
    row->operator_share = MONEY_NONE;
    row->selected_by = ctx->actor.name;
    /* Another choice asks for another approval. */
    row->approved_on = DATE_NONE;
    row->approved_by = STR_NONE;
    row->share_reason = STR_NONE;
    row->waiver = STR_NONE;
    return service_check_order(ctx, TEXT("oferta recibida el", "offer received on"), offer.received_on,
                               "chosen_on", row->chosen_on);
}

static enum err guard_approve(struct ctx *ctx, void *row_, const void *before_, const void *in)
{
    (void)in;
    struct assistance *row = row_;
    const struct assistance *before = before_;
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, part_may_approve(ctx, "total", row->total));
    bool own;
    TRY(part_is_own_step(ctx, &row->record, "assistance.select_consultant", row->selected_by, &own));
    if (own) {
        err = ctx_fault(ctx, "approved_by", ctx->actor.name,
                        TEXT("Quien registró la elección no la aprueba.",
                             "Whoever recorded the choice does not approve it."),
                        TEXT("La aprueba otra persona de la dirección.",
                             "Another person of the direction approves it."));
    }
    if (row->client_percent != before->client_percent && str_is_empty(row->share_reason)) {
        err = missing(ctx, "share_reason",
                      TEXT("Un aporte distinto del de la tabla dice por qué.",
                           "A share other than the table's says why."),
                      TEXT("Escriba el motivo.", "Write the reason."));
    }
    row->approved_by = ctx->actor.name;
    if (date_is_none(row->approved_on)) {
        row->approved_on = ctx->today;
    }
    SERVICE_COLLECT(err,
                    service_check_order(ctx, TEXT("elección firmada el", "choice signed on"), row->chosen_on,
                                        "approved_on", row->approved_on));
    return err;
}

static enum err need_signatures(struct ctx *ctx, struct assistance *row)
{
    const struct {
        const char *field;
        struct date on;
        struct text rule;
    } three[] = {
        {"operator_signed_on", row->operator_signed_on,
         TEXT("Falta la firma del operador.", "The operator's signature is missing.")},
        {"consultant_signed_on", row->consultant_signed_on,
         TEXT("Falta la firma del consultor.", "The consultant's signature is missing.")},
        {"client_signed_on", row->client_signed_on,
         TEXT("Falta la firma del cliente.", "The client's signature is missing.")},
    };
    enum err err = ERR_OK;
    row->signed_on = DATE_NONE;
    for (size_t i = 0; i < COUNT_OF(three); i++) {
        if (date_is_none(three[i].on)) {
            err = missing(ctx, three[i].field, three[i].rule,
                          TEXT("El contrato lo firman las tres partes; recoja la firma y escriba su fecha.",
                               "All three parties sign the contract; collect the signature and write its date."));
        } else if (date_is_none(row->signed_on) || date_cmp(three[i].on, row->signed_on) > 0) {
            row->signed_on = three[i].on;
        }
        SERVICE_COLLECT(err,
                        service_check_order(ctx, TEXT("elección firmada el", "choice signed on"), row->chosen_on,
                                            three[i].field, three[i].on));
    }
    return err;
}

/* Which part is whose, by the rule of the day of the contract, by the direction's reason, or by a waiver. */
static enum err settle_shares(struct ctx *ctx, struct assistance *row)
{
    struct share_rule rule;
    bool found = false;
    struct date on = date_is_none(row->signed_on) ? ctx->today : row->signed_on;
    TRY(share_rule_for(ctx, row->record.agency, &row->enterprises, on, &rule, &found));
    if (money_is_none(row->total)) {
        return ERR_OK; /* the choice of an offer gives it; that it is missing was said */
    }
    row->share_rule = found ? (struct ref){.id = rule.record.id} : (struct ref){0};
    if (!str_is_empty(row->waiver)) {
        row->client_percent = 0;
    } else if (found && str_is_empty(row->share_reason)) {
        row->client_percent = rule.percent;
    }
    if (row->client_percent == INT_NONE) {
        return missing(ctx, "client_percent",
                       TEXT("No se sabe qué parte paga el cliente: ninguna regla vigente la da.",
                            "It is not known which part the client pays: no rule in force gives it."),
                       TEXT("La dirección registra la tabla de aportes, o el porcentaje con su motivo al "
                            "aprobar.",
                            "The direction records the table of shares, or the percentage with its reason on "
                            "approving."));
    }
    row->operator_percent = WHOLE - row->client_percent;
    int64_t client = money_share(row->total.minor, row->client_percent);
    row->client_share = money_of(client, row->total.currency);
    row->operator_share = money_of(row->total.minor - client, row->total.currency);
    if (money_is_none(row->maximum) || row->operator_share.minor <= row->maximum.minor) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "total", money_plain(ctx->arena, row->total),
                     text_format(ctx->arena,
                                 TEXT("El operador pagaría %s y los términos permiten %s.",
                                      "The operator would pay %s and the terms allow %s."),
                                 str_c(ctx->arena, money_display(ctx->arena, row->operator_share)),
                                 str_c(ctx->arena, money_display(ctx->arena, row->maximum))),
                     TEXT("El cliente elige una oferta que quepa en lo previsto.",
                          "The client chooses an offer within what is foreseen."));
}

static enum err need_client_share(struct ctx *ctx, const struct assistance *row)
{
    if (money_is_none(row->client_share) || row->client_share.minor == 0 ||
        (!date_is_none(row->client_paid_on) && !str_is_empty(row->client_receipt))) {
        return ERR_OK;
    }
    return missing(ctx, date_is_none(row->client_paid_on) ? "client_paid_on" : "client_receipt",
                   text_format(ctx->arena,
                               TEXT("Falta el recibo del aporte del cliente, %s.",
                                    "The receipt of the client's share, %s, is missing."),
                               str_c(ctx->arena, money_display(ctx->arena, row->client_share))),
                   TEXT("El cliente paga en la oficina o en el banco antes de comenzar; la dirección puede "
                        "exonerarlo al aprobar.",
                        "The client pays at the office or the bank before it begins; the direction may waive it "
                        "on approving."));
}

static enum err guard_contract(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct assistance *row = row_;
    struct offer offer;
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, need_bid(ctx, row, &offer));
    if (str_is_empty(row->approved_by)) {
        err = missing(ctx, "approved_by",
                      TEXT("Falta la aprobación de la dirección.", "The direction's approval is missing."),
                      TEXT("La da la dirección del centro con «Aprobar la contratación»; desde el límite, la "
                           "dirección ejecutiva.",
                           "The centre's director gives it by “Approve the contract”; from the limit on, the "
                           "executive director."));
    }
    SERVICE_COLLECT(err, need_signatures(ctx, row));
    SERVICE_COLLECT(err, settle_shares(ctx, row));
    SERVICE_COLLECT(err, need_client_share(ctx, row));
    row->procedure = S("cycle");
    if (date_is_none(row->starts_on)) {
        row->starts_on = row->signed_on;
    }
    if (date_is_none(row->ends_on) && !date_is_none(row->starts_on) && row->weeks != INT_NONE) {
        row->ends_on = date_add_days(row->starts_on, (int32_t)(row->weeks * 7 - 1));
    }
    return err;
}

/* ---- delivery, act, end -------------------------------------------------------------------------------- */

static enum err need_deliverables(struct ctx *ctx, struct assistance *row)
{
    struct list list;
    TRY(deliverable_store_by_assistance(ctx, row->record.agency, row->record.id, &list));
    const struct deliverable *rows = list.rows.items;
    enum err err = ERR_OK;
    struct date last = row->signed_on;
    for (size_t i = 0; i < list.rows.len; i++) {
        if (date_is_none(rows[i].delivered_on)) {
            err = ctx_fault(ctx, "products", rows[i].product,
                            TEXT("Falta entregar este producto del contrato.",
                                 "This product of the contract was not delivered yet."),
                            TEXT("Lo entrega el consultor; la fecha la registra quien asesora al cliente.",
                                 "The consultant delivers it; the client's adviser records the date."));
        } else if (date_cmp(rows[i].delivered_on, last) > 0) {
            last = rows[i].delivered_on;
        }
    }
    if (date_is_none(row->delivered_on)) {
        row->delivered_on = last;
    }
    return err;
}

static enum err guard_deliver(struct ctx *ctx, void *row_, const void *before_, const void *in)
{
    (void)in;
    struct assistance *row = row_;
    const struct assistance *before = before_;
    if (str_eq(before->state, S("created"))) {
        if (is_contracted(row)) {
            return ctx_fault(ctx, "delivery", row->delivery,
                             TEXT("Falta el contrato: una asistencia contratada se entrega después de firmarlo.",
                                  "The contract is missing: a contracted assistance is delivered after it was "
                                  "signed."),
                             TEXT("Envíe los términos; si la da personal propio, docentes o estudiantes, "
                                  "corrija el modo de entrega.",
                                  "Send the terms; if own staff, teachers or students give it, correct the "
                                  "delivery."));
        }
        if (date_is_none(row->delivered_on)) {
            row->delivered_on = ctx->today;
        }
        if (date_is_none(row->signed_on)) {
            row->signed_on = row->delivered_on; /* the day on which it counts */
        }
        return ERR_OK;
    }
    row->signed_on = before->signed_on;
    TRY(need_deliverables(ctx, row));
    return service_check_order(ctx, TEXT("fecha de firma", "signed on"), row->signed_on, "delivered_on",
                               row->delivered_on);
}

static enum err guard_act(struct ctx *ctx, struct assistance *row, const char *act)
{
    row->act = str_of(act);
    enum err err = ERR_OK;
    if (assistance_is_cycle(row) && str_is_empty(row->act_signed_by)) {
        err = missing(ctx, "act_signed_by",
                      TEXT("El acta la firma el cliente: falta quién.",
                           "The client signs the act: who is missing."),
                      TEXT("Escriba el nombre de quien firmó por la empresa.",
                           "Write the name of who signed for the enterprise."));
    }
    SERVICE_COLLECT(err,
                    service_check_order(ctx, TEXT("entregada el", "delivered on"), row->delivered_on, "act_on",
                                        row->act_on));
    return err;
}

static enum err guard_finish(struct ctx *ctx, void *row, const void *before, const void *in)
{
    (void)before;
    (void)in;
    return guard_act(ctx, row, "conformity");
}

static enum err guard_reject(struct ctx *ctx, void *row, const void *before, const void *in)
{
    (void)before;
    (void)in;
    return guard_act(ctx, row, "rejection");
}

enum { NOTICE_DAYS = 15 };

static enum err guard_terminate(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct assistance *row = row_;
    enum err err =
        service_check_order(ctx, TEXT("fecha de firma", "signed on"), row->signed_on, "terminated_on",
                            row->terminated_on);
    if (err != ERR_OK && err != ERR_INVALID) {
        return err;
    }
    ctx->reason = row->termination_reason;
    bool unforeseen = str_eq(row->termination_cause, S("impossibility"));
    if (unforeseen &&
        (date_is_none(row->notice_on) ||
         date_cmp(date_add_days(row->notice_on, NOTICE_DAYS), row->terminated_on) > 0)) {
        err = ctx_fault(ctx, "notice_on", date_iso(ctx->arena, row->notice_on),
                        TEXT("La imposibilidad imprevista se avisa 15 días antes de terminar.",
                             "An unforeseen impossibility is announced 15 days before the end."),
                        TEXT("Escriba el día del aviso, o una fecha de terminación posterior.",
                             "Write the day of the notice, or a later day of termination."));
    }
    bool accepted = row->part_accepted == ANSWER_YES;
    if (accepted == money_is_none(row->accepted_amount) && assistance_is_cycle(row)) {
        err = missing(ctx, "accepted_amount",
                      TEXT("El monto de lo aceptado va con una parte aceptada, y solo con ella.",
                           "The amount of what was accepted goes with an accepted part, and only with it."),
                      TEXT("Escriba el monto, o quite la marca.", "Write the amount, or remove the mark."));
    } else if (accepted && !money_is_none(row->accepted_amount) && row->accepted_amount.minor > row->total.minor) {
        err = ctx_fault(ctx, "accepted_amount", money_plain(ctx->arena, row->accepted_amount),
                        TEXT("No se acepta más que el total del contrato.",
                             "No more than the contract's total is accepted."),
                        TEXT("Corrija el monto.", "Correct the amount."));
    }
    return err;
}

static const struct flow_move moves[] = {
    {.name = "send", .label = T("Enviar los términos a los invitados", "Send the terms to those invited"),
     .from = "created", .to = "sent", .guard = guard_send},
    {.name = "receive_offers", .label = T("Cerrar la recepción de ofertas", "Close the reception of offers"),
     .from = "sent", .to = "offers_received", .guard = guard_receive},
    {.name = "approve", .label = T("Aprobar la contratación", "Approve the contract"),
     .from = "consultant_selected", .guard = guard_approve},
    {.name = "contract", .label = T("Registrar el contrato firmado", "Record the signed contract"),
     .from = "consultant_selected", .to = "contracted", .guard = guard_contract},
    {.name = "select_consultant", .label = T("Registrar la elección del cliente", "Record the client's choice"),
     .from = "offers_received consultant_selected", .to = "consultant_selected", .guard = guard_select},
    {.name = "deliver", .label = T("Registrar la entrega", "Record the delivery"), .from = "created contracted",
     .to = "delivered", .guard = guard_deliver},
    {.name = "finish", .label = T("Finalizar con acta de conformidad", "Finish with the act of acceptance"),
     .from = "delivered", .to = "finished", .guard = guard_finish},
    {.name = "reject", .label = T("Rechazar con acta", "Reject with an act"), .from = "delivered",
     .to = "rejected", .weighty = true, .guard = guard_reject},
    {.name = "terminate", .label = T("Terminar antes", "Terminate early"), .from = "contracted delivered",
     .to = "terminated", .weighty = true, .guard = guard_terminate},
    {.name = "desert", .label = T("Declarar desierta", "Declare that there were no offers"), .from = "sent",
     .to = "deserted", .weighty = true, .guard = guard_desert},
    {.name = "evaluate", .label = T("Evaluar al consultor", "Evaluate the consultant"),
     .from = "delivered finished rejected terminated"},
};
const struct flow assistance_flow =
    {.field = "state", .entry = "created", .afterwards = "assistance.record assistance.restate", .moves = moves,
     .count = COUNT_OF(moves)};
