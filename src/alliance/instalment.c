#include "alliance/instalment.h"

#include "alliance/alliance.h"
#include "core/flow.h"
#include "party/organisation.h"
#include "party/unit.h"

const struct choice instalment_states[] = {
    {"planned", T("Prevista", "Planned"), "PREVISTA"},
    {"claimed", T("Solicitada", "Claimed"), "SOLICITADA"},
    {"received", T("Recibida", "Received"), "RECIBIDA"},
    {"cancelled", T("Sin efecto", "Cancelled"), "CANCELADA"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct instalment),
    RECORD_UNIT_COMPUTED(struct instalment),
    FIELD_REF(struct instalment, agreement, .required = true, .target = &agreement_entity, .label = T("Convenio", "Agreement")),
    FIELD_INT(struct instalment, number, .min = 1, .max = 999, .label = T("Número", "Number")),
    FIELD_REF(struct instalment, organisation, .required = true, .target = &organisation_entity, .label = T("Quién paga", "Payer")),
    FIELD_DATE(struct instalment, planned_on, .required = true, .label = T("Prevista para", "Planned on")),
    FIELD_MONEY(struct instalment, amount, .required = true, .min = 1, .label = T("Monto previsto", "Amount planned")),
    FIELD_TEXT(struct instalment, condition, .max = 500, .label = T("Condición", "Condition"),
               .hint = T("De qué depende: un informe, una liquidación.", "What it depends on: a report, a settlement.")),
    FIELD_CHOICE(struct instalment, state, .choices = instalment_states, .initial = "planned", .label = T("Estado", "State")),
    FIELD_DATE(struct instalment, claimed_on, .past = true, .label = T("Solicitada el", "Claimed on")),
    FIELD_DATE(struct instalment, received_on, .past = true, .label = T("Recibida el", "Received on")),
    FIELD_MONEY(struct instalment, received, .min = 1, .label = T("Monto recibido", "Amount received")),
    FIELD_TEXT(struct instalment, evidence, .max = 500, .label = T("Constancia", "Evidence")),
    RECORD_ANNULMENT(struct instalment),
};

static enum err instalment_check(struct ctx *ctx, void *row, const void *before)
{
    struct instalment *instalment = row;
    struct agreement agreement;
    TRY(alliance_agreement(ctx, &instalment->agreement, &instalment->record, &agreement));
    if (instalment->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    if (before == NULL && !ctx->importing && str_eq_c(agreement.state, "settled")) {
        return ctx_fault(ctx, "agreement", agreement.record.code, TEXT("El convenio ya está liquidado.", "The agreement is settled already."),
                         TEXT("La dirección puede corregir su estado, con lo que lo justifica.", "The direction may correct its state, with what justifies it."));
    }
    enum err err = alliance_check_party(ctx, &agreement, "organisation", &instalment->organisation);
    bool received = str_eq(instalment->state, S("received"));
    if (received != !date_is_none(instalment->received_on) || received != !money_is_none(instalment->received)) {
        err = ctx_fault(ctx, received && money_is_none(instalment->received) ? "received" : "received_on",
                        date_iso(ctx->arena, instalment->received_on),
                        TEXT("Lo recibido dice cuánto y cuándo, y solo lo recibido.", "What was received says how much and when, and only that."),
                        TEXT("Use el paso «Se recibió», que pide las dos cosas.", "Use the step “It was received”, which asks for both."));
    }
    return err;
}

static const struct flow_move moves[] = {
    {.name = "claim", .label = T("Se solicitó", "It was claimed"), .from = "planned", .to = "claimed"},
    {.name = "receive", .label = T("Se recibió", "It was received"), .from = "planned claimed", .to = "received",
     .otherwise = T("Una cuota se recibe una vez. Si lo recibido está mal, la dirección anula la cuota con su motivo y se registra otra.",
                    "An instalment is received once. If what was received is wrong, the direction annuls the instalment with the reason and "
                    "another is recorded.")},
    {.name = "cancel", .label = T("Dejar sin efecto", "Cancel"), .from = "planned claimed", .to = "cancelled", .weighty = true},
};
static const struct flow flow = {.field = "state", .entry = "planned", .moves = moves, .count = COUNT_OF(moves)};

const struct entity instalment_entity = {
    .shape = SHAPE("instalment", struct instalment, fields),
    .dataset = "instalments",
    .code_prefix = "CU",
    .label = T("Cuota de un convenio", "Instalment of an agreement"),
    .plural = T("Cuotas de convenios", "Instalments of agreements"),
    .store = &instalment_store,
    .parent = "agreement",
    .flow = &flow,
    .check = instalment_check,
};
