#include "training/event.h"

#include "advice/service.h"
#include "core/flow.h"
#include "party/staff.h"
#include "party/unit.h"
#include "territory/territory.h"

#define DAYS_MOST 400

const struct choice event_kinds[] = {
    {"training", T("Capacitación", "Training"), "CAP|capacitación|curso|taller"},
    {"fair", T("Feria", "Fair"), "FERIA|mercadito"},
    {"meeting", T("Reunión", "Meeting"), "REUNION|reunión"},
    {0},
};
const struct choice event_states[] = {
    {"created", T("Creado", "Created"), "CREADO"},
    {"sent", T("Enviado", "Sent"), "ENVIADO"},
    {"offers_received", T("Ofertas recibidas", "Offers received"), "OFERTAS_RECIBIDAS|ofertas recibidas"},
    {"consultant_selected", T("Consultor seleccionado", "Consultant selected"),
     "CONSULTOR_SELECCIONADO|consultor seleccionado"},
    {"contracted", T("Contratado", "Contracted"), "CONTRATADA|contratado"},
    {"executed", T("Ejecutado", "Executed"), "EJECUTADA|ejecutado"},
    {"finished", T("Finalizado", "Finished"), "FINALIZADA|finalizado"},
    {"cancelled", T("Cancelado", "Cancelled"), "CANCELADA|cancelado"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct event),
    RECORD_UNIT(struct event),
    FIELD_CHOICE(struct event, kind, .required = true, .choices = event_kinds, .initial = "training",
                 .label = T("Tipo", "Kind"),
                 .hint = T("Solo las capacitaciones cuentan como empresas y personas capacitadas.",
                           "Only trainings count as enterprises and persons trained.")),
    FIELD_TEXT(struct event, topic, .required = true, .max = 250, .label = T("Tema tratado", "Topic")),
    FIELD_CHOICE(struct event, theme, .choices = service_themes, .label = T("Área temática", "Theme")),
    FIELD_CHOICE(struct event, delivery, .choices = service_deliveries, .initial = "not_contracted",
                 .label = T("Modo de entrega", "Delivery")),
    FIELD_REF(struct event, adviser, .target = &staff_entity, .label = T("Responsable", "Answers for it"),
              .hint = T("Quien lo organiza; aparece en su agenda.", "Who organises it; it stands in her agenda.")),
    FIELD_TEXT(struct event, audience, .max = 500, .label = T("Dirigido a", "Audience")),
    FIELD_DATE(struct event, starts_on, .required = true, .label = T("Primer día", "First day")),
    FIELD_DATE(struct event, ends_on, .label = T("Último día", "Last day"),
               .hint = T("Si se deja vacío, el mismo día en que comienza.", "Left empty, the day on which it starts.")),
    FIELD_TIME(struct event, start_time, .label = T("Hora de inicio", "Start time")),
    FIELD_TIME(struct event, end_time, .label = T("Hora de fin", "End time")),
    FIELD_INT(struct event, hours, .min = 0, .max = 2000, .label = T("Horas en total", "Hours in all")),
    FIELD_CATALOGUE(struct event, district, .catalogue = &territory_districts,
                    .label = T("Distrito donde se dio", "District where it was held")),
    FIELD_TEXT(struct event, place, .max = 200, .label = T("Lugar", "Place")),
    FIELD_TEXT(struct event, trainer, .max = 200, .label = T("Capacitador(a)", "Trainer")),
    FIELD_INT(struct event, capacity, .min = 0, .max = 10000, .label = T("Cupo", "Capacity"),
              .hint = T("Quien se inscribe cuando está lleno queda en lista de espera. Vacío: sin límite.",
                        "Who enrols when it is full goes to the waiting list. Empty: no limit.")),
    FIELD_TEXT(struct event, call_text, .max = 4000, .label = T("Texto de la convocatoria", "Text of the call")),
    FIELD_DATE(struct event, called_on, .past = true, .label = T("Convocado el", "Called on")),
    FIELD_DATE(struct event, enrol_until, .label = T("Inscripción hasta", "Enrolment until")),
    FIELD_TEXT(struct event, terms, .max = 4000, .label = T("Términos de referencia", "Terms of reference"),
               .hint = T("Objetivos y productos que se piden a quien capacita.", "Objectives and products asked of the trainer.")),
    FIELD_DATE(struct event, offers_until, .label = T("Ofertas hasta", "Offers until")),
    FIELD_INT(struct event, offers, .min = 0, .max = 1000, .label = T("Ofertas recibidas", "Offers received")),
    FIELD_TEXT(struct event, contract, .max = 200, .label = T("Contrato", "Contract"),
               .hint = T("Su número y dónde se guarda.", "Its number and where it is kept.")),
    FIELD_MONEY(struct event, contract_amount, .min = 0, .label = T("Monto del contrato", "Amount of the contract")),
    SERVICE_REPORTABLE(struct event),
    SERVICE_FUNDING(struct event),
    FIELD_CHOICE(struct event, state, .required = true, .choices = event_states, .initial = "created",
                 .label = T("Estado", "State")),
    SERVICE_EVIDENCE(struct event),
    SERVICE_VERIFICATION(struct event),
    RECORD_ANNULMENT(struct event),
};

static enum err check_dates(struct ctx *ctx, struct event *event)
{
    if (date_is_none(event->starts_on)) {
        return ERR_OK;
    }
    if (date_is_none(event->ends_on)) {
        event->ends_on = event->starts_on;
    }
    TRY(service_check_order(ctx, TEXT("primer día", "first day"), event->starts_on, "ends_on", event->ends_on));
    if (date_to_days(event->ends_on) - date_to_days(event->starts_on) > DAYS_MOST) {
        return ctx_fault(ctx, "ends_on", date_iso(ctx->arena, event->ends_on),
                         TEXT("Un evento dura 400 días como máximo.", "An event lasts 400 days at most."),
                         TEXT("Corrija las fechas, o registre un evento por cada edición.",
                              "Correct the dates, or record one event for each edition."));
    }
    bool has_happened = str_eq(event->state, S("executed")) || str_eq(event->state, S("finished"));
    struct date needed = str_eq(event->state, S("finished")) ? event->ends_on : event->starts_on;
    if (has_happened && date_cmp(needed, ctx->today) > 0) {
        return ctx_fault(ctx, "state", event->state,
                         TEXT("Un evento se ejecuta cuando ha comenzado y se finaliza cuando ha terminado.",
                              "An event is executed once it has begun and finished once it has ended."),
                         TEXT("Corrija las fechas, o deje el estado como está hasta entonces.",
                              "Correct the dates, or leave the state as it is until then."));
    }
    return ERR_OK;
}

/* Attendances lie on the event's days and carry its unit: neither may be pulled away from under them. */
static enum err check_attended(struct ctx *ctx, const struct event *event, const struct event *was)
{
    struct date first;
    struct date last;
    TRY(event_store_attended(ctx, event->record.agency, event->record.id, &first, &last));
    if (date_is_none(first)) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    if (date_cmp(event->starts_on, first) > 0 || date_cmp(event->ends_on, last) < 0) {
        bool starts_late = date_cmp(event->starts_on, first) > 0;
        err = ctx_fault(ctx, starts_late ? "starts_on" : "ends_on",
                        date_iso(ctx->arena, starts_late ? event->starts_on : event->ends_on),
                        text_format(ctx->arena,
                                    TEXT("El evento tiene asistencias del %s al %s; sus fechas deben abarcarlas.",
                                         "The event has attendances from %s to %s; its dates must cover them."),
                                    str_c(ctx->arena, date_display(ctx->arena, first)),
                                    str_c(ctx->arena, date_display(ctx->arena, last))),
                        TEXT("Corrija las fechas, o anule primero esas asistencias.",
                             "Correct the dates, or annul those attendances first."));
    }
    bool is_moved = !id_eq(event->record.unit.id, was->record.unit.id);
    if (is_moved || str_eq(event->state, S("cancelled"))) {
        err = ctx_fault(ctx, is_moved ? "unit" : "state", is_moved ? event->record.unit.code : event->state,
                        TEXT("Un evento con asistencias no se cancela ni pasa a otra unidad.",
                             "An event with attendances is not cancelled nor moved to another unit."),
                        TEXT("Anule primero las asistencias.", "Annul the attendances first."));
    }
    return err;
}

/* Contracted or not decides which way an event goes: once on its way it does not change sides. */
static enum err check_delivery(struct ctx *ctx, const struct event *event, const struct event *was)
{
    if (ctx->importing || str_eq(event->delivery, was->delivery) || str_eq(was->state, S("created"))) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "delivery", event->delivery,
                     TEXT("El modo de entrega se decide antes del primer paso del evento.",
                          "How an event is delivered is settled before its first step."),
                     TEXT("Cancele este evento y registre otro, o déjelo como está.",
                          "Cancel this event and record another, or leave it as it is."));
}

static enum err check_capacity(struct ctx *ctx, const struct event *event, const struct event *was)
{
    if (event->capacity == INT_NONE || event->capacity == was->capacity) {
        return ERR_OK;
    }
    struct event_places places;
    TRY(event_store_places(ctx, event->record.agency, event->record.id, &places));
    if (places.enrolled <= event->capacity) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "capacity", str_format(ctx->arena, "%lld", (long long)event->capacity),
                     text_format(ctx->arena,
                                 TEXT("Ya hay %d personas con cupo.", "%d people have a place already."), (int)places.enrolled),
                     TEXT("Escriba un cupo mayor, o retire primero inscripciones.",
                          "Write a larger capacity, or withdraw enrolments first."));
}

enum err event_places_of(struct ctx *ctx, const struct event *event, struct event_places *out)
{
    TRY(event_store_places(ctx, event->record.agency, event->record.id, out));
    out->code = event->record.code;
    out->capacity = event->capacity;
    out->free = event->capacity == INT_NONE ? INT_NONE : event->capacity > out->enrolled ? event->capacity - out->enrolled : 0;
    return ERR_OK;
}

enum err event_check(struct ctx *ctx, void *row, const void *before)
{
    struct event *event = row;
    const struct event *was = before;
    if (service_is_annulled(&event->record) && was != NULL) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, check_dates(ctx, event));
    if (event->start_time != INT_NONE && event->end_time != INT_NONE && event->end_time <= event->start_time) {
        err = ctx_fault(ctx, "end_time",
                        str_format(ctx->arena, "%02d:%02d", (int)(event->end_time / 60), (int)(event->end_time % 60)),
                        TEXT("La hora de fin debe ser posterior a la de inicio.", "The end must lie after the start."),
                        TEXT("Corrija una de las dos horas.", "Correct one of the two times."));
    }
    if (was != NULL) {
        SERVICE_COLLECT(err, check_attended(ctx, event, was));
        SERVICE_COLLECT(err, check_delivery(ctx, event, was));
        SERVICE_COLLECT(err, check_capacity(ctx, event, was));
    }
    SERVICE_COLLECT(err, service_check_order(ctx, TEXT("inscripción hasta", "enrolment until"), event->enrol_until, "ends_on",
                                             event->ends_on));
    SERVICE_COLLECT(err, service_check_verification(ctx, &event_entity, row, before));
    return err;
}

/* Whether the event counts, its kind and its theme are facts of everybody who came. */
static void touches(struct ctx *ctx, const void *row)
{
    const struct event *event = row;
    if (!ctx->touched_all && event_store_touch(ctx, event->record.agency, event->record.id) != ERR_OK) {
        ctx->touched_all = true;
    }
}

const struct entity event_entity = {
    .shape = SHAPE("event", struct event, fields),
    .dataset = "events",
    .code_prefix = "C",
    .label = T("Evento", "Event"),
    .plural = T("Eventos", "Events"),
    .store = &event_store,
    .dated_by = "starts_on",
    .flow = &event_flow,
    .check = event_check,
    .touches = touches,
};
