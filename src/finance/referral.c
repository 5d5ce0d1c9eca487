#include "finance/referral.h"

#include "client/enterprise.h"
#include "client/person.h"
#include "core/flow.h"
#include "core/record.h"
#include "party/organisation.h"
#include "party/unit.h"

const struct choice referral_directions[] = {
    {"out", T("De la agencia a la institución", "From the agency to the institution"), "SALIDA"},
    {"in", T("De la institución a la agencia", "From the institution to the agency"), "ENTRADA"},
    {0},
};
const struct choice referral_states[] = {
    {"sent", T("Enviada", "Sent"), "ENVIADA"},
    {"accepted", T("Aceptada", "Accepted"), "ACEPTADA"},
    {"declined", T("No aceptada", "Declined"), "RECHAZADA"},
    {"closed", T("Con resultado", "With an outcome"), "CERRADA"},
    {"withdrawn", T("Retirada", "Withdrawn"), "RETIRADA"},
    {0},
};
const struct choice referral_shared[] = {
    {"phone", T("Teléfono", "Telephone"), NULL},
    {"email", T("Correo", "E-mail"), NULL},
    {"district", T("Distrito", "District"), NULL},
    {"activity", T("Actividad económica", "Economic activity"), NULL},
    {0},
};
const struct choice referral_outcomes[] = {
    {"served", T("Recibió lo que buscaba", "Received what was sought"), "ATENDIDA"},
    {"partly_served", T("Lo recibió en parte", "Received part of it"), "ATENDIDA_EN_PARTE"},
    {"not_served", T("No lo recibió", "Did not receive it"), "NO_ATENDIDA"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct referral),
    RECORD_UNIT(struct referral),
    FIELD_CHOICE(struct referral, direction, .required = true, .choices = referral_directions, .initial = "out",
                 .label = T("Sentido", "Direction")),
    FIELD_REF(struct referral, enterprise, .target = &enterprise_entity, .label = T("Empresa", "Enterprise"),
              .hint = T("La empresa o la persona remitida; al menos una de las dos.", "The enterprise or the person referred; at least one of them.")),
    FIELD_REF(struct referral, person, .target = &person_entity, .label = T("Persona", "Person")),
    FIELD_REF(struct referral, institution, .required = true, .target = &organisation_entity, .label = T("Institución", "Institution")),
    FIELD_DATE(struct referral, date, .required = true, .past = true, .label = T("Fecha", "Date")),
    FIELD_TEXT(struct referral, need, .required = true, .max = 500, .privacy = PRIVACY_INTERNAL, .label = T("Qué necesita", "What is needed"),
               .hint = T("Lo que la institución debe saber, y nada más.", "What the institution must know, and nothing else.")),
    FIELD_CHOICES(struct referral, shared, .choices = referral_shared, .label = T("Datos que se entregan, además del nombre", "Data that are told, beside the name")),
    FIELD_DATE(struct referral, agreed_on, .required = true, .past = true, .label = T("El cliente aceptó ser remitido el", "The client agreed to it on")),
    FIELD_CHOICE(struct referral, state, .choices = referral_states, .initial = "sent", .label = T("Estado", "State")),
    FIELD_DATE(struct referral, answered_on, .past = true, .label = T("Respondida el", "Answered on")),
    FIELD_TEXT(struct referral, decline_reason, .max = 500, .label = T("Por qué no se aceptó", "Why it was declined")),
    FIELD_CHOICE(struct referral, outcome, .choices = referral_outcomes, .label = T("Resultado", "Outcome")),
    FIELD_DATE(struct referral, closed_on, .past = true, .label = T("Resultado del", "Outcome of")),
    FIELD_TEXT(struct referral, outcome_note, .max = 1000, .privacy = PRIVACY_INTERNAL, .label = T("Qué se logró", "What came of it")),
    RECORD_ANNULMENT(struct referral),
};

static const struct field data_fields[] = {
    FIELD_TEXT(struct referral_data, referral, .label = T("Remisión", "Referral")),
    FIELD_TEXT(struct referral_data, institution, .label = T("Institución", "Institution")),
    FIELD_TEXT(struct referral_data, need, .privacy = PRIVACY_INTERNAL, .label = T("Qué necesita", "What is needed")),
    FIELD_TEXT(struct referral_data, name, .privacy = PRIVACY_PERSONAL, .label = T("Nombre", "Name")),
    FIELD_TEXT(struct referral_data, phone, .privacy = PRIVACY_PERSONAL, .label = T("Teléfono", "Telephone")),
    FIELD_TEXT(struct referral_data, email, .privacy = PRIVACY_PERSONAL, .label = T("Correo", "E-mail")),
    FIELD_TEXT(struct referral_data, district, .label = T("Distrito", "District")),
    FIELD_TEXT(struct referral_data, activity, .label = T("Actividad económica", "Economic activity")),
};
const struct shape referral_data_shape = SHAPE("referral_data", struct referral_data, data_fields);

/* ---- checks ------------------------------------------------------------------------------------------------ */

static enum err check_consent(struct ctx *ctx, const char *field, struct str code, struct date on, struct date revoked_on, struct date date)
{
    bool given = !date_is_none(on) && date_cmp(on, date) <= 0;
    bool revoked = !date_is_none(revoked_on) && date_cmp(revoked_on, date) <= 0;
    if (given && !revoked) {
        return ERR_OK;
    }
    return ctx_fault(ctx, field, code,
                     revoked ? TEXT("El cliente revocó su consentimiento: no se pasa a nadie.", "The client revoked the consent: nothing is passed on.")
                             : TEXT("Sin consentimiento del cliente en esa fecha no se remite.", "Without the client's consent on that day nobody is referred."),
                     TEXT("Lo da el cliente y lo registra quien lo asesora, en la página del cliente; nadie más puede decidirlo.",
                          "The client gives it and the adviser records it on the client's page; nobody else can decide it."));
}

static enum err check_client(struct ctx *ctx, const struct referral *referral)
{
    enum err err = ERR_OK;
    if (id_is_none(referral->enterprise.id) && id_is_none(referral->person.id)) {
        return ctx_fault(ctx, "enterprise", STR_NONE, TEXT("Una remisión nombra una empresa o una persona.", "A referral names an enterprise or a person."),
                         TEXT("Elija a quién se remite.", "Choose who is referred."));
    }
    if (!id_is_none(referral->enterprise.id)) {
        struct enterprise enterprise;
        TRY(record_find_id(ctx, &enterprise_entity, referral->enterprise.id, &enterprise));
        err = check_consent(ctx, "enterprise", enterprise.record.code, enterprise.consent_on, enterprise.consent_revoked_on, referral->date);
    }
    if (!id_is_none(referral->person.id)) {
        struct person person;
        TRY(record_find_id(ctx, &person_entity, referral->person.id, &person));
        enum err second = check_consent(ctx, "person", person.record.code, person.consent_on, person.consent_revoked_on, referral->date);
        err = err == ERR_OK ? second : err;
    }
    return err;
}

static enum err check_order(struct ctx *ctx, const struct referral *referral)
{
    enum err err = ERR_OK;
    if (date_cmp(referral->agreed_on, referral->date) > 0) {
        err = ctx_fault(ctx, "agreed_on", date_iso(ctx->arena, referral->agreed_on),
                        TEXT("Primero acepta el cliente, después se remite.", "The client agrees first, and is referred then."),
                        TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    if (!date_is_none(referral->answered_on) && date_cmp(referral->answered_on, referral->date) < 0) {
        err = ctx_fault(ctx, "answered_on", date_iso(ctx->arena, referral->answered_on),
                        TEXT("La respuesta no es anterior a la remisión.", "The answer is not before the referral."),
                        TEXT("Corrija la fecha.", "Correct the date."));
    }
    if (!date_is_none(referral->closed_on) && date_cmp(referral->closed_on, date_is_none(referral->answered_on) ? referral->date : referral->answered_on) < 0) {
        err = ctx_fault(ctx, "closed_on", date_iso(ctx->arena, referral->closed_on),
                        TEXT("El resultado no es anterior a la respuesta.", "The outcome is not before the answer."),
                        TEXT("Corrija la fecha.", "Correct the date."));
    }
    return err;
}

static enum err check_state(struct ctx *ctx, const struct referral *referral)
{
    bool declined = str_eq_c(referral->state, "declined");
    bool closed = str_eq_c(referral->state, "closed");
    enum err err = ERR_OK;
    if (declined != !str_is_empty(referral->decline_reason)) {
        err = ctx_fault(ctx, "decline_reason", referral->decline_reason,
                        TEXT("Lo que no se aceptó dice por qué, y solo eso.", "What was declined says why, and only that."),
                        TEXT("Escriba el motivo que dio la institución.", "Write the reason that the institution gave."));
    }
    if (closed != !str_is_empty(referral->outcome) || closed != !date_is_none(referral->closed_on)) {
        err = ctx_fault(ctx, date_is_none(referral->closed_on) == closed ? "closed_on" : "outcome", referral->outcome,
                        TEXT("Lo que terminó dice su resultado y su fecha, y solo eso.", "What ended says its outcome and its day, and only that."),
                        TEXT("Use el paso «Se supo el resultado».", "Use the step “The outcome is known”."));
    }
    return err;
}

static enum err referral_check(struct ctx *ctx, void *row, const void *before)
{
    const struct referral *referral = row;
    const struct referral *was = before;
    if (referral->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    enum err err = check_order(ctx, referral);
    enum err state = check_state(ctx, referral);
    /* A consent that is revoked later does not undo what was passed on, but nothing more is. */
    bool new = was == NULL || date_cmp(was->date, referral->date) != 0 || !str_eq(was->shared, referral->shared) ||
               !id_eq(was->enterprise.id, referral->enterprise.id) || !id_eq(was->person.id, referral->person.id) ||
               !id_eq(was->institution.id, referral->institution.id);
    enum err client = new && !ctx->importing ? check_client(ctx, referral) : ERR_OK;
    return err != ERR_OK ? err : state != ERR_OK ? state : client;
}

static const struct flow_move moves[] = {
    {.name = "accept", .label = T("La aceptaron", "It was accepted"), .from = "sent", .to = "accepted"},
    {.name = "decline", .label = T("No la aceptaron", "It was declined"), .from = "sent", .to = "declined", .weighty = true},
    {.name = "close", .label = T("Se supo el resultado", "The outcome is known"), .from = "accepted", .to = "closed"},
    {.name = "withdraw", .label = T("Retirar la remisión", "Withdraw the referral"), .from = "sent accepted", .to = "withdrawn", .weighty = true},
};
static const struct flow flow = {.field = "state", .entry = "sent", .moves = moves, .count = COUNT_OF(moves)};

const struct entity referral_entity = {
    .shape = SHAPE("referral", struct referral, fields),
    .dataset = "referrals",
    .code_prefix = "RE",
    .label = T("Remisión", "Referral"),
    .plural = T("Remisiones", "Referrals"),
    .store = &referral_store,
    .dated_by = "date",
    .flow = &flow,
    .sensitive_read = "referral",
    .check = referral_check,
};
