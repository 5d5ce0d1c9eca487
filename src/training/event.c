#include "training/event.h"

#include "advice/service.h"
#include "core/flow.h"
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
    FIELD_INT(struct event, capacity, .min = 0, .max = 10000, .label = T("Cupo", "Capacity")),
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
    }
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

static const struct flow_move moves[] = {
    {.name = "send", .label = T("Se enviaron los términos", "The terms were sent"), .from = "created", .to = "sent"},
    {.name = "receive_offers", .label = T("Se recibieron ofertas", "Offers were received"), .from = "created sent",
     .to = "offers_received"},
    {.name = "select_consultant", .label = T("Se seleccionó consultor", "The consultant was selected"),
     .from = "created sent offers_received", .to = "consultant_selected"},
    {.name = "contract", .label = T("Se contrató", "It was contracted"), .from = "created sent offers_received consultant_selected",
     .to = "contracted"},
    {.name = "execute", .label = T("Se ejecutó", "It was executed"),
     .from = "created sent offers_received consultant_selected contracted", .to = "executed"},
    {.name = "finish", .label = T("Finalizar", "Finish"),
     .from = "created sent offers_received consultant_selected contracted executed", .to = "finished"},
    {.name = "cancel", .label = T("Cancelar el evento", "Cancel the event"),
     .from = "created sent offers_received consultant_selected contracted", .to = "cancelled", .weighty = true},
};
static const struct flow flow = {.field = "state", .correctable = true, .moves = moves, .count = COUNT_OF(moves)};

const struct entity event_entity = {
    .shape = SHAPE("event", struct event, fields),
    .dataset = "events",
    .code_prefix = "C",
    .label = T("Evento", "Event"),
    .plural = T("Eventos", "Events"),
    .store = &event_store,
    .dated_by = "starts_on",
    .flow = &flow,
    .check = event_check,
    .touches = touches,
};
