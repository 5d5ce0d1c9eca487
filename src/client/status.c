#include "client/status.h"

#include "client/client.h"

struct date status_cutoff(struct date today)
{
    return date_add_months(today, -12);
}

/* ---- guards: the same for both kinds of client --------------------------------------------------------------- */

static enum err guard_activate(struct ctx *ctx, bool is_person, const struct record *record, struct date consent, struct date revoked)
{
    enum err err = ERR_OK;
    bool has_intake = false;
    TRY(status_store_has_intake(ctx, is_person, record->agency, record->id, &has_intake));
    if (!has_intake) {
        err = ctx_fault(ctx, "status", S("active"),
                        TEXT("Falta la solicitud F1 autorizada.", "The authorised F1 is missing."),
                        TEXT("Quien asesora llena la F1 con el cliente, los dos la firman y la dirección la autoriza.",
                             "The adviser fills in the F1 with the client, both sign it and the director authorises it."));
    }
    if (date_is_none(consent) || !date_is_none(revoked)) {
        err = ctx_fault(ctx, "consent_on", date_iso(ctx->arena, consent),
                        TEXT("Falta el consentimiento vigente del cliente.", "The client's consent in force is missing."),
                        TEXT("El cliente lo da al firmar la F1; si lo retiró, tendría que darlo de nuevo.",
                             "The client gives it by signing the F1; if it was revoked, it would have to be given anew."));
    }
    return err;
}

static enum err guard_deactivate(struct ctx *ctx, bool is_person, const struct record *record)
{
    struct date last;
    TRY(status_store_last_service(ctx, is_person, record->agency, record->id, &last));
    if (date_is_none(last) || date_cmp(last, status_cutoff(ctx->today)) < 0) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "status", S("inactive"),
                     text_format(ctx->arena,
                                 TEXT("Este cliente recibió un servicio el %s: no lleva doce meses sin servicio.",
                                      "This client was served on %s: it is not twelve months without a service."),
                                 str_c(ctx->arena, date_display(ctx->arena, last))),
                     TEXT("Déjelo como está; si cerró su negocio, ciérrelo con su motivo.",
                          "Leave it as it is; if the business closed, close it with its reason."));
}

static enum err enterprise_activate(struct ctx *ctx, void *row, const void *before, const void *in)
{
    (void)before;
    (void)in;
    const struct enterprise *enterprise = row;
    return guard_activate(ctx, false, &enterprise->record, enterprise->consent_on, enterprise->consent_revoked_on);
}

static enum err person_activate(struct ctx *ctx, void *row, const void *before, const void *in)
{
    (void)before;
    (void)in;
    const struct person *person = row;
    return guard_activate(ctx, true, &person->record, person->consent_on, person->consent_revoked_on);
}

static enum err enterprise_deactivate(struct ctx *ctx, void *row, const void *before, const void *in)
{
    (void)before;
    (void)in;
    return guard_deactivate(ctx, false, row);
}

static enum err person_deactivate(struct ctx *ctx, void *row, const void *before, const void *in)
{
    (void)before;
    (void)in;
    return guard_deactivate(ctx, true, row);
}

static enum err enterprise_follow(struct ctx *ctx, void *row, const void *before, const void *in)
{
    (void)before;
    (void)in;
    const struct record *record = row;
    bool closed = false;
    bool open = false;
    TRY(status_store_plans(ctx, record->agency, record->id, &closed, &open));
    if (closed && !open) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "status", S("follow_up"),
                     open ? TEXT("Esta empresa tiene un plan de acción sin cerrar.", "This enterprise has an action plan that is not closed.")
                          : TEXT("Esta empresa todavía no cerró un plan de acción.", "This enterprise has closed no action plan yet."),
                     TEXT("Quien asesora cierra el plan; con eso la empresa pasa a seguimiento.",
                          "The adviser closes the plan; with that the enterprise goes to follow-up."));
}

/* ---- the two flows --------------------------------------------------------------------------------------------- */

#define MOVE_REACTIVATE                                                                                                     \
    {.name = "reactivate", .label = T("Vuelve a estar activo", "Active again"), .from = "follow_up inactive", .to = "active"}
#define MOVE_CLOSE                                                                                                          \
    {.name = "close", .label = T("Cerrar el cliente", "Close the client"), .from = "prospect active follow_up inactive",    \
     .to = "closed", .weighty = true}
#define MOVE_REOPEN {.name = "reopen", .label = T("Reabrir el cliente", "Reopen the client"), .from = "closed", .to = "inactive"}
#define LABEL_ACTIVATE T("Activar: F1 autorizada", "Activate: F1 authorised")
#define LABEL_DEACTIVATE T("Pasar a inactivo", "Set inactive")

static const struct flow_move enterprise_moves[] = {
    {.name = "activate", .label = LABEL_ACTIVATE, .from = "prospect", .to = "active", .guard = enterprise_activate},
    {.name = "follow", .label = T("Pasar a seguimiento", "Go to follow-up"), .from = "active", .to = "follow_up",
     .guard = enterprise_follow},
    MOVE_REACTIVATE,
    {.name = "deactivate", .label = LABEL_DEACTIVATE, .from = "active follow_up", .to = "inactive", .weighty = true,
     .guard = enterprise_deactivate},
    MOVE_CLOSE,
    MOVE_REOPEN,
};
static const struct flow_move person_moves[] = {
    {.name = "activate", .label = LABEL_ACTIVATE, .from = "prospect", .to = "active", .guard = person_activate},
    MOVE_REACTIVATE,
    {.name = "deactivate", .label = LABEL_DEACTIVATE, .from = "active follow_up", .to = "inactive", .weighty = true,
     .guard = person_deactivate},
    MOVE_CLOSE,
    MOVE_REOPEN,
};
const struct flow status_enterprise_flow = {
    .field = "status", .entry = "prospect", .moves = enterprise_moves, .count = COUNT_OF(enterprise_moves)};
const struct flow status_person_flow = {
    .field = "status", .entry = "prospect", .moves = person_moves, .count = COUNT_OF(person_moves)};
