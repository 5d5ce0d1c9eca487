#include "assistance/payment.h"

#include "advice/service.h"
#include "assistance/fiscal_document.h"
#include "assistance/part.h"
#include "assistance/reception.h"
#include "assistance/settlement.h"
#include "core/flow.h"
#include "core/record.h"

/* ---- the payment gate ---------------------------------------------------------------------------------- */

/* An act of acceptance, or an accepted part of what was terminated. */
static enum err need_act(struct ctx *ctx, const struct assistance *parent, struct settlement_due due)
{
    if (str_eq(parent->state, S("rejected"))) {
        return ctx_fault(ctx, "assistance", parent->record.code,
                         TEXT("El cliente rechazó lo entregado: no hay pago.",
                              "The client rejected what was delivered: there is no payment."),
                         TEXT("No hay nada que pagar; el acta de rechazo queda como constancia.",
                              "There is nothing to pay; the act of rejection remains as the record."));
    }
    bool accepted = str_eq(parent->state, S("finished")) && str_eq(parent->act, S("conformity"));
    bool part = str_eq(parent->state, S("terminated")) && due.total > 0;
    if (accepted || part) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "assistance", parent->record.code,
                     TEXT("Falta el acta de conformidad: sin ella el pago queda bloqueado.",
                          "The act of acceptance is missing: without it the payment stays blocked."),
                     TEXT("La firma el cliente al recibir lo contratado; la registra quien asesora o quien "
                          "lleva la contratación, con «Finalizar con acta de conformidad».",
                          "The client signs it on receiving what was contracted; the adviser or whoever runs "
                          "the hiring records it, by “Finish with the act of acceptance”."));
}

static enum err need_documents(struct ctx *ctx, const struct assistance *parent, struct settlement_due due)
{
    struct list list;
    TRY(fiscal_document_store_by_assistance(ctx, parent->record.agency, parent->record.id, &list));
    const struct fiscal_document *rows = list.rows.items;
    int64_t client = 0;
    int64_t operator = 0;
    for (size_t i = 0; i < list.rows.len; i++) {
        *(str_eq(rows[i].addressed_to, S("client")) ? &client : &operator) += rows[i].amount.minor;
    }
    enum err err = ERR_OK;
    const struct {
        int64_t has;
        int64_t wanted;
        struct text rule;
    } parts[] = {
        {client, due.client,
         TEXT("Falta el documento fiscal al cliente por su aporte de %s.",
              "The fiscal document to the client for its share of %s is missing.")},
        {operator, due.operator,
         TEXT("Falta el documento fiscal al operador por %s.",
              "The fiscal document to the operator for %s is missing.")},
    };
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (parts[i].has != parts[i].wanted) {
            err = ctx_fault(ctx, "assistance", parent->record.code,
                            text_format(ctx->arena, parts[i].rule,
                                        str_c(ctx->arena,
                                              money_display(ctx->arena,
                                                            money_of(parts[i].wanted, ctx->currency)))),
                            TEXT("Lo emite el consultor; lo registra quien lleva la contratación.",
                                 "The consultant issues it; whoever runs the hiring records it."));
        }
    }
    return err;
}

/* The reception act for the whole amount, signed by somebody other than the actor. */
static enum err need_reception(struct ctx *ctx, const struct assistance *parent, int64_t due)
{
    struct list list;
    TRY(reception_store_by_assistance(ctx, parent->record.agency, parent->record.id, &list));
    const struct reception *rows = list.rows.items;
    int64_t received = 0;
    for (size_t i = 0; i < list.rows.len; i++) {
        received += rows[i].amount.minor;
        bool own;
        TRY(part_is_own_step(ctx, &rows[i].record, "reception.add", rows[i].recorded_by, &own));
        if (own) {
            return ctx_fault(ctx, "assistance", parent->record.code,
                             TEXT("Usted firmó la recepción: ni autoriza ni paga lo que recibió.",
                                  "You signed the reception: you neither authorise nor pay what you received."),
                             TEXT("Lo hace otra persona con ese permiso.",
                                  "Another person with that permission does it."));
        }
    }
    if (received == due) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "assistance", parent->record.code,
                     text_format(ctx->arena,
                                 TEXT("El acta de recepción de bienes y servicios suma %s y se deben %s.",
                                      "The reception act of goods and services adds to %s and %s are owed."),
                                 str_c(ctx->arena, money_display(ctx->arena, money_of(received, ctx->currency))),
                                 str_c(ctx->arena, money_display(ctx->arena, money_of(due, ctx->currency)))),
                     TEXT("La completa y firma una persona del equipo que no haya registrado la elección del "
                          "consultor.",
                          "A member of staff who did not record the choice of the consultant completes and "
                          "signs it."));
}

static enum err guard_authorise(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct payment *row = row_;
    struct assistance parent;
    TRY(part_parent(ctx, row, &parent));
    struct settlement_due due = settlement_due(&parent);
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, need_act(ctx, &parent, due));
    if (err == ERR_OK) {
        SERVICE_COLLECT(err, need_documents(ctx, &parent, due));
        SERVICE_COLLECT(err, need_reception(ctx, &parent, due.total));
    }
    SERVICE_COLLECT(err, part_may_approve(ctx, "amount", money_of(due.total, ctx->currency)));
    row->authorised_by = ctx->actor.name;
    if (date_is_none(row->authorised_on)) {
        row->authorised_on = ctx->today;
    }
    SERVICE_COLLECT(err,
                    service_check_order(ctx, TEXT("fecha del acta", "date of the act"),
                                        date_is_none(parent.act_on) ? parent.terminated_on : parent.act_on,
                                        "authorised_on", row->authorised_on));
    return err;
}

static enum err guard_pay(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct payment *row = row_;
    struct assistance parent;
    TRY(part_parent(ctx, row, &parent));
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, need_reception(ctx, &parent, row->amount.minor));
    SERVICE_COLLECT(err,
                    service_check_order(ctx, TEXT("autorizado el", "authorised on"), row->authorised_on,
                                        "paid_on", row->paid_on));
    bool own;
    TRY(part_is_own_step(ctx, &row->record, "payment.authorise", row->authorised_by, &own));
    if (own) {
        err = ctx_fault(ctx, "paid_by", ctx->actor.name,
                        TEXT("Quien autorizó el pago no lo hace.", "Whoever authorised the payment does not make it."),
                        TEXT("Lo hace la administración.", "The administration makes it."));
    }
    row->paid_by = ctx->actor.name;
    return err;
}

static enum err guard_settle(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct payment *row = row_;
    if (date_is_none(row->settled_on)) {
        row->settled_on = ctx->today;
    }
    return service_check_order(ctx, TEXT("pagado el", "paid on"), row->paid_on, "settled_on", row->settled_on);
}

static const struct flow_move moves[] = {
    {.name = "authorise", .label = T("Autorizar", "Authorise"), .from = "blocked", .to = "authorised",
     .guard = guard_authorise},
    {.name = "pay", .label = T("Pagar", "Pay"), .from = "authorised", .to = "paid", .guard = guard_pay},
    {.name = "settle", .label = T("Liquidar", "Settle"), .from = "paid", .to = "settled", .guard = guard_settle},
};
const struct flow payment_flow = {.field = "state", .entry = "blocked", .moves = moves, .count = COUNT_OF(moves)};
