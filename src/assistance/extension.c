#include "assistance/extension.h"

#include "advice/service.h"
#include "assistance/part.h"
#include "core/flow.h"
#include "party/unit.h"

const struct choice extension_parties[] = {
    {"client", T("El cliente", "The client"), "CLIENTE"},
    {"consultant", T("El consultor", "The consultant"), "CONSULTOR"},
    {"operator", T("El operador", "The operator"), "OPERADOR"},
    {0},
};
const struct choice extension_states[] = {
    {"requested", T("Solicitada", "Requested"), "SOLICITADA"},
    {"granted", T("Concedida", "Granted"), "CONCEDIDA"},
    {"denied", T("Denegada", "Denied"), "DENEGADA"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct extension),
    RECORD_UNIT_COMPUTED(struct extension),
    FIELD_REF(struct extension, assistance, .required = true, .target = &assistance_entity,
              .label = T("Asistencia técnica", "Technical assistance")),
    FIELD_CHOICE(struct extension, asked_by, .required = true, .choices = extension_parties,
                 .label = T("La pide", "Asked by")),
    FIELD_DATE(struct extension, asked_on, .required = true, .past = true, .label = T("Pedida el", "Asked on")),
    FIELD_DATE(struct extension, new_ends_on, .required = true, .label = T("Nuevo último día", "New last day")),
    FIELD_TEXT(struct extension, reason, .required = true, .max = 1000, .label = T("Por qué", "Why")),
    FIELD_CHOICE(struct extension, state, .required = true, .choices = extension_states, .initial = "requested",
                 .label = T("Estado", "State")),
    FIELD_DATE(struct extension, decided_on, .past = true, .label = T("Decidida el", "Decided on")),
    FIELD_TEXT(struct extension, decided_by, .max = 120, .label = T("Decidió", "Decided by")),
    FIELD_TEXT(struct extension, decision_reason, .max = 500,
               .label = T("Motivo de la decisión", "Reason for the decision")),
    RECORD_ANNULMENT(struct extension),
};

static enum err extension_check(struct ctx *ctx, void *row_, const void *before)
{
    static const char *const decision[] = {"decided_on", "decided_by", "decision_reason", NULL};
    static const char *const request[] = {"assistance", "asked_by", "asked_on", "new_ends_on", "reason", NULL};
    struct extension *row = row_;
    const struct extension *was = before;
    struct assistance parent;
    TRY(part_parent(ctx, row, &parent));
    if (row->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err,
                    part_in_state(ctx, &parent, "contracted",
                                  TEXT("El plazo se amplía mientras el contrato corre.",
                                       "The term is extended while the contract runs.")));
    SERVICE_COLLECT(err,
                    service_check_order(ctx, TEXT("fecha de firma", "signed on"), parent.signed_on, "asked_on",
                                        row->asked_on));
    if (!date_is_none(parent.ends_on) && date_cmp(row->new_ends_on, parent.ends_on) <= 0) {
        err = ctx_fault(ctx, "new_ends_on", date_iso(ctx->arena, row->new_ends_on),
                        text_format(ctx->arena,
                                    TEXT("El contrato ya llega hasta el %s.",
                                         "The contract lasts until %s already."),
                                    str_c(ctx->arena, date_display(ctx->arena, parent.ends_on))),
                        TEXT("Escriba un día posterior.", "Write a later day."));
    }
    if (ctx->move == NULL) {
        SERVICE_COLLECT(err,
                        part_locked(ctx, &extension_entity, decision, row, was,
                                    TEXT("La decisión la registra la dirección con su paso.",
                                         "The direction records the decision by its step."),
                                    TEXT("Use «Conceder» o «Denegar».", "Use “Grant” or “Deny”.")));
    }
    if (was != NULL && !str_eq(was->state, S("requested"))) {
        SERVICE_COLLECT(err,
                        part_locked(ctx, &extension_entity, request, row, was,
                                    TEXT("Una ampliación decidida queda como está.",
                                         "An extension that was decided stays as it is."),
                                    TEXT("Registre otra solicitud.", "Record another request.")));
    }
    return err;
}

static enum err guard_decide(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct extension *row = row_;
    row->decided_by = ctx->actor.name;
    if (date_is_none(row->decided_on)) {
        row->decided_on = ctx->today;
    }
    return service_check_order(ctx, TEXT("pedida el", "asked on"), row->asked_on, "decided_on", row->decided_on);
}

static const struct flow_move moves[] = {
    {.name = "grant", .label = T("Conceder", "Grant"), .from = "requested", .to = "granted", .guard = guard_decide},
    {.name = "deny", .label = T("Denegar", "Deny"), .from = "requested", .to = "denied", .weighty = true,
     .guard = guard_decide},
};
static const struct flow flow = {.field = "state", .entry = "requested", .moves = moves, .count = COUNT_OF(moves)};

struct date extension_end(const struct assistance *contract, const struct extension *extensions, size_t count)
{
    struct date end = contract->ends_on;
    for (size_t i = 0; i < count; i++) {
        if (str_eq_c(extensions[i].state, "granted") &&
            (date_is_none(end) || date_cmp(extensions[i].new_ends_on, end) > 0)) {
            end = extensions[i].new_ends_on;
        }
    }
    return end;
}

const struct entity extension_entity = {
    .shape = SHAPE("extension", struct extension, fields),
    .dataset = "extensions",
    .code_prefix = "AM",
    .flow = &flow,
    .label = T("Ampliación", "Extension"),
    .plural = T("Ampliaciones", "Extensions"),
    .store = &extension_store,
    .check = extension_check,
};
