#include "finance/disbursement.h"

#include "advice/service.h"
#include "finance/link.h"
#include "party/unit.h"

static const struct field fields[] = {
    RECORD_CODE(struct disbursement),
    RECORD_UNIT_COMPUTED(struct disbursement),
    FIELD_REF(struct disbursement, link, .required = true, .target = &link_entity, .label = T("Vinculación", "Link")),
    FIELD_DATE(struct disbursement, date, .required = true, .past = true, .label = T("Fecha", "Date")),
    FIELD_MONEY(struct disbursement, amount, .required = true, .min = 0, .label = T("Monto", "Amount")),
    SERVICE_EVIDENCE(struct disbursement),
    RECORD_ANNULMENT(struct disbursement),
};

static enum err check_amount(struct ctx *ctx, const struct disbursement *row, const struct link_brief *link)
{
    struct link_paid paid;
    TRY(link_store_paid(ctx, row->record.agency, row->link.id, row->record.id, &paid));
    int64_t left = (link->approved == INT_NONE ? 0 : link->approved) - paid.minor;
    if (money_is_none(row->amount) || row->amount.minor <= left) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "amount", money_plain(ctx->arena, row->amount),
                     text_format(ctx->arena,
                                 TEXT("Lo desembolsado de un vínculo no pasa de lo aprobado; quedan %s.",
                                      "What is disbursed of a link does not exceed what was approved; %s are left."),
                                 str_c(ctx->arena, money_display(ctx->arena, money_of(left, row->amount.currency)))),
                     TEXT("Corrija el monto, o primero el monto aprobado.",
                          "Correct the amount, or the approved amount first."));
}

enum err disbursement_check(struct ctx *ctx, void *row, const void *before)
{
    struct disbursement *disbursement = row;
    const struct disbursement *was = before;
    struct link_brief link;
    TRY(link_store_brief(ctx, disbursement->record.agency, disbursement->link.id, &link));
    disbursement->record.unit = (struct ref){.id = link.unit};
    if (service_is_annulled(&disbursement->record)) {
        return ERR_OK;
    }
    /* A file brings what was exported, and there a link may have been annulled after its disbursements. */
    if ((link.annulled && !ctx->importing) || !link_is_approved(link.state)) {
        return ctx_fault(ctx, "link", disbursement->link.code,
                         TEXT("Solo se desembolsa de un vínculo aprobado.", "Money is paid out of an approved link only."),
                         TEXT("Registre primero la aprobación, con su monto y fecha.",
                              "Record the approval first, with its amount and date."));
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, service_check_date(ctx, "date", disbursement->date, was == NULL ? DATE_NONE : was->date));
    SERVICE_COLLECT(err, service_check_order(ctx, TEXT("fecha de aprobación", "approved on"), link.approved_on, "date",
                                             disbursement->date));
    SERVICE_COLLECT(err, service_check_positive(ctx, "amount", disbursement->amount));
    SERVICE_COLLECT(err, check_amount(ctx, disbursement, &link));
    return err;
}

static void touches(struct ctx *ctx, const void *row)
{
    const struct disbursement *disbursement = row;
    struct link_brief link;
    if (ctx->touched_all) {
        return;
    }
    if (link_store_brief(ctx, disbursement->record.agency, disbursement->link.id, &link) != ERR_OK) {
        ctx->touched_all = true;
        return;
    }
    if (!id_is_none(link.enterprise)) {
        ctx_touch(ctx, 'e', disbursement->record.agency, link.enterprise);
    }
    if (!id_is_none(link.person)) {
        ctx_touch(ctx, 'p', disbursement->record.agency, link.person);
    }
}

const struct entity disbursement_entity = {
    .shape = SHAPE("disbursement", struct disbursement, fields),
    .dataset = "disbursements",
    .code_prefix = "D",
    .label = T("Desembolso", "Disbursement"),
    .plural = T("Desembolsos", "Disbursements"),
    .store = &disbursement_store,
    .dated_by = "date",
    .sensitive_read = "disbursement",
    .check = disbursement_check,
    .touches = touches,
};
