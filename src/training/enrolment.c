#include "training/enrolment.h"

#include "advice/service.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "core/flow.h"
#include "party/unit.h"
#include "training/attendance.h"
#include "training/event.h"

const struct choice enrolment_states[] = {
    {"enrolled", T("Con cupo", "Has a place"), "INSCRITO|inscrita|inscripción"},
    {"waiting", T("En espera", "Waiting"), "EN_ESPERA|espera|lista de espera"},
    {"withdrawn", T("Retirada", "Withdrawn"), "RETIRADO|retirada"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct enrolment),
    RECORD_UNIT_COMPUTED(struct enrolment),
    FIELD_REF(struct enrolment, event, .required = true, .target = &event_entity, .label = T("Evento", "Event")),
    FIELD_REF(struct enrolment, person, .required = true, .target = &person_entity, .label = T("Persona", "Person")),
    FIELD_REF(struct enrolment, enterprise, .target = &enterprise_entity, .label = T("Empresa", "Enterprise"),
              .hint = T("Si no se indica, se toma de sus relaciones.", "If not given, taken from her affiliations.")),
    FIELD_DATE(struct enrolment, enrolled_on, .past = true, .label = T("Se inscribió el", "Enrolled on")),
    FIELD_CHOICE(struct enrolment, state, .required = true, .choices = enrolment_states, .initial = "enrolled",
                 .label = T("Estado", "State")),
    FIELD_TEXT(struct enrolment, note, .max = 500, .label = T("Observación", "Note")),
    RECORD_ANNULMENT(struct enrolment),
};

static enum err check_open(struct ctx *ctx, const struct enrolment *enrolment, const struct event_brief *event)
{
    if (event->annulled || str_eq(event->state, S("cancelled")) || str_eq(event->state, S("finished"))) {
        return ctx_fault(ctx, "event", enrolment->event.code,
                         TEXT("Ese evento ya terminó, se canceló o se anuló: no recibe inscripciones.",
                              "That event is over, cancelled or annulled: it takes no enrolments."),
                         TEXT("Elija otro evento; uno finalizado lo abre de nuevo la dirección.",
                              "Choose another event; a finished one is opened again by the director."));
    }
    if (date_is_none(event->enrol_until) || date_cmp(enrolment->enrolled_on, event->enrol_until) <= 0 ||
        role_is_direction(ctx->actor.role)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "enrolled_on", date_iso(ctx->arena, enrolment->enrolled_on),
                     text_format(ctx->arena, TEXT("La inscripción fue hasta el %s.", "Enrolment was until %s."),
                                 str_c(ctx->arena, date_display(ctx->arena, event->enrol_until))),
                     TEXT("La dirección del centro puede inscribir después; quien llegue sin inscripción se anota en la lista de asistencia.",
                          "The centre's director may enrol later; who comes without enrolment is noted on the attendance list."));
}

static enum err check_single(struct ctx *ctx, const struct enrolment *enrolment)
{
    struct str other;
    TRY(enrolment_store_other(ctx, enrolment, &other));
    if (other.ptr == NULL) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "person", enrolment->person.code,
                     text_format(ctx->arena, TEXT("Esa persona ya está inscrita en ese evento (%s).", "That person is enrolled in that event already (%s)."),
                                 str_c(ctx->arena, other)),
                     TEXT("No la inscriba otra vez.", "Do not enrol her again."));
}

static bool is_full(const struct event_brief *event, const struct event_places *places)
{
    return event->capacity != INT_NONE && places->enrolled >= event->capacity;
}

enum err enrolment_check(struct ctx *ctx, void *row, const void *before)
{
    struct enrolment *enrolment = row;
    const struct enrolment *was = before;
    struct event_brief event;
    TRY(event_store_brief(ctx, enrolment->record.agency, enrolment->event.id, &event));
    enrolment->record.unit = (struct ref){.id = event.unit};
    if (service_is_annulled(&enrolment->record) && was != NULL) {
        return ERR_OK;
    }
    if (date_is_none(enrolment->enrolled_on)) {
        enrolment->enrolled_on = ctx->today;
    }
    enum err err = ERR_OK;
    if (was != NULL && !id_eq(was->event.id, enrolment->event.id)) {
        err = ctx_fault(ctx, "event", enrolment->event.code, TEXT("Una inscripción no pasa a otro evento.", "An enrolment does not move to another event."),
                        TEXT("Retírela e inscriba a la persona en el otro.", "Withdraw it and enrol the person in the other one."));
    }
    if (!str_eq(enrolment->state, S("withdrawn")) && !service_is_annulled(&enrolment->record)) {
        SERVICE_COLLECT(err, check_single(ctx, enrolment));
    }
    if (was != NULL || ctx->importing) {
        return err;
    }
    SERVICE_COLLECT(err, check_open(ctx, enrolment, &event));
    struct event_places places;
    TRY(event_store_places(ctx, enrolment->record.agency, enrolment->event.id, &places));
    /* Nobody passes those who wait. */
    if (is_full(&event, &places) || (event.capacity != INT_NONE && places.waiting > 0)) {
        enrolment->state = S("waiting");
    }
    if (id_is_none(enrolment->enterprise.id)) {
        TRY(attendance_store_affiliation(ctx, enrolment->record.agency, enrolment->person.id, event.starts_on,
                                         &enrolment->enterprise.id));
    }
    return err;
}

static enum err promote_guard(struct ctx *ctx, void *row, const void *before, const void *in)
{
    const struct enrolment *enrolment = row;
    (void)before;
    (void)in;
    struct event_brief event;
    struct event_places places;
    TRY(event_store_brief(ctx, enrolment->record.agency, enrolment->event.id, &event));
    TRY(event_store_places(ctx, enrolment->record.agency, enrolment->event.id, &places));
    if (!is_full(&event, &places)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "state", enrolment->state,
                     text_format(ctx->arena, TEXT("El evento está lleno: %d de %d lugares.", "The event is full: %d of %d places."),
                                 (int)places.enrolled, (int)event.capacity),
                     TEXT("Espere a que alguien se retire, o que quien organiza el evento amplíe el cupo.",
                          "Wait until somebody withdraws, or until whoever organises the event raises its capacity."));
}

static const struct flow_move moves[] = {
    {.name = "promote", .label = T("Dar cupo", "Give a place"), .from = "waiting", .to = "enrolled", .guard = promote_guard},
    {.name = "withdraw", .label = T("Retirar la inscripción", "Withdraw the enrolment"), .from = "enrolled waiting", .to = "withdrawn",
     .weighty = true},
};
static const struct flow flow = {.field = "state", .entry = "enrolled waiting", .moves = moves, .count = COUNT_OF(moves)};

const struct entity enrolment_entity = {
    .shape = SHAPE("enrolment", struct enrolment, fields),
    .dataset = "enrolments",
    .code_prefix = "I",
    .label = T("Inscripción", "Enrolment"),
    .plural = T("Inscripciones", "Enrolments"),
    .store = &enrolment_store,
    .dated_by = "enrolled_on",
    .sensitive_read = "enrolment",
    .flow = &flow,
    .check = enrolment_check,
};
