#include "advice/service.h"
#include "advice/session.h"
#include "core/flow.h"
#include "core/record.h"
#include "party/staff.h"
#include "territory/territory.h"

/* What is known once a planned session was held; what is left empty stays as planned. */
struct hold_input {
    struct flow_input flow;
    struct date date;
    int64_t start_time;
    int64_t end_time;
    int64_t preparation_minutes;
    int64_t contact_minutes;
    int64_t travel_minutes;
    struct str summary;
};
static const struct field hold_fields[] = {
    FLOW_FIELDS(struct hold_input),
    FIELD_DATE(struct hold_input, date, .past = true, .label = T("Fecha", "Date")),
    FIELD_TIME(struct hold_input, start_time, .label = T("Hora de inicio", "Start time")),
    FIELD_TIME(struct hold_input, end_time, .label = T("Hora de fin", "End time")),
    FIELD_MINUTES(struct hold_input, preparation_minutes, .max = 960,
                  .label = T("Minutos de preparación", "Minutes of preparation")),
    FIELD_MINUTES(struct hold_input, contact_minutes, .max = 960,
                  .label = T("Minutos con el cliente", "Minutes with the client")),
    FIELD_MINUTES(struct hold_input, travel_minutes, .max = 960, .label = T("Minutos de viaje", "Minutes of travel")),
    FIELD_TEXT(struct hold_input, summary, .max = 4000, .privacy = PRIVACY_INTERNAL, .label = T("Resumen", "Summary")),
};
static const struct shape hold_shape = SHAPE("session_hold", struct hold_input, hold_fields);

struct off_input {
    struct flow_input flow;
    struct str not_held_reason;
};
static const struct field off_fields[] = {
    FLOW_FIELDS(struct off_input),
    FIELD_TEXT(struct off_input, not_held_reason, .required = true, .min = 3, .max = 500, .privacy = PRIVACY_INTERNAL, .label = T("Motivo", "Reason")),
};
static const struct shape off_shape = SHAPE("session_off", struct off_input, off_fields);

/* The next appointment of a session's clients. What is left empty is as in the session. */
struct schedule_input {
    struct str code;
    struct date date;
    int64_t start_time;
    int64_t end_time;
    struct str modality;
    struct str kind;
    struct str district;
    struct ref adviser;
};
static const struct field schedule_fields[] = {
    FIELD_TEXT(struct schedule_input, code, .required = true, .max = 100, .label = T("Código", "Code")),
    FIELD_DATE(struct schedule_input, date, .label = T("Fecha", "Date"),
               .hint = T("Vacía: la próxima cita que nombra la sesión.", "Empty: the next appointment that the session names.")),
    FIELD_TIME(struct schedule_input, start_time, .label = T("Hora de inicio", "Start time")),
    FIELD_TIME(struct schedule_input, end_time, .label = T("Hora de fin", "End time")),
    FIELD_CHOICE(struct schedule_input, modality, .choices = session_modalities, .label = T("Modalidad", "Modality")),
    FIELD_CHOICE(struct schedule_input, kind, .choices = session_kinds, .label = T("Servicio", "Service")),
    FIELD_CATALOGUE(struct schedule_input, district, .catalogue = &territory_districts, .label = T("Distrito", "District")),
    FIELD_REF(struct schedule_input, adviser, .target = &staff_entity, .label = T("Asesor(a)", "Adviser")),
};
static const struct shape schedule_shape = SHAPE("session_schedule", struct schedule_input, schedule_fields);

static enum err check_day(struct ctx *ctx, const struct session *from, struct date day)
{
    if (date_is_none(day)) {
        return ctx_fault(ctx, "date", STR_NONE, TEXT("La sesión no nombra la próxima cita.", "The session names no next appointment."),
                         TEXT("Escriba la fecha.", "Enter the date."));
    }
    if (date_cmp(day, ctx->today) < 0) {
        return ctx_fault(ctx, "date", date_iso(ctx->arena, day), TEXT("Una cita no se programa para un día que ya pasó.", "No appointment is made for a day that is over."),
                         TEXT("Elija hoy o un día posterior. Si ya se dio, registre la sesión.",
                              "Choose today or a later day. If it took place, record the session."));
    }
    struct str other;
    TRY(session_store_appointment(ctx, from, day, &other));
    if (other.ptr == NULL) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "date", date_iso(ctx->arena, day),
                     text_format(ctx->arena, TEXT("El cliente ya tiene una cita ese día: %s.", "The client has an appointment on that day: %s."),
                                 str_c(ctx->arena, other)),
                     TEXT("Corrija esa cita, o elija otro día.", "Correct that appointment, or choose another day."));
}

static struct refs same_clients(struct arena *arena, const struct refs *refs)
{
    struct refs out = {ARENA_ARRAY(arena, struct ref, refs->len + 1), refs->len};
    for (size_t i = 0; i < refs->len; i++) {
        out.items[i] = (struct ref){.id = refs->items[i].id};
    }
    return out;
}

static enum err run_schedule(struct ctx *ctx, const void *in_, void *out)
{
    const struct schedule_input *in = in_;
    struct session *row = out;
    struct session from;
    struct staff adviser;
    shape_clear(&session_entity.shape, &from);
    shape_clear(&staff_entity.shape, &adviser);
    TRY(record_find_code(ctx, &session_entity, in->code, &from));
    if (from.record.annulled == ANSWER_YES) {
        return ctx_fault(ctx, "code", from.record.code, TEXT("El registro está anulado.", "The record is annulled."),
                         TEXT("Programe la cita desde otra sesión del cliente.", "Make the appointment from another session of the client."));
    }
    struct date day = date_is_none(in->date) ? from.next_appointment : in->date;
    TRY(check_day(ctx, &from, day));
    adviser.record.id = from.adviser.id;
    if (!str_is_empty(in->adviser.code)) {
        TRY(record_find_code(ctx, &staff_entity, in->adviser.code, &adviser));
    }
    shape_clear(&session_entity.shape, row);
    row->record.agency = from.record.agency;
    row->record.source_line = INT_NONE;
    row->record.unit = (struct ref){.id = from.record.unit.id};
    row->date = day;
    row->start_time = in->start_time;
    row->end_time = in->end_time;
    row->kind = str_is_empty(in->kind) ? from.kind : in->kind;
    row->modality = str_is_empty(in->modality) ? from.modality : in->modality;
    row->adviser = (struct ref){.id = adviser.record.id};
    row->enterprises = same_clients(ctx->arena, &from.enterprises);
    row->persons = same_clients(ctx->arena, &from.persons);
    row->district = str_is_empty(in->district) && str_eq(row->modality, from.modality) ? from.district : in->district;
    row->state = S("scheduled");
    shape_fill(ctx->arena, &session_entity.shape, row);
    TRY(record_write(ctx, &session_entity, row, NULL));
    return record_label(ctx, &session_entity, row, 1);
}

static enum err run_by_client(struct ctx *ctx, const void *in, void *out)
{
    struct service_client client;
    TRY(service_find_client(ctx, in, &client));
    return session_store_by_client(ctx, client.is_person, client.agency, client.id, client.limit, out);
}

static enum err run_newest(struct ctx *ctx, const void *in, void *out)
{
    return session_store_newest(ctx, in, out);
}

const struct op session_ops[] = {
    RECORD_OPS("session", "sessions", session_entity, PERM_RECORD_READ, PERM_SERVICE_WRITE, "una sesión", "a session", true),
    SERVICE_VERIFY_OP("session", "sessions", session_entity, "una sesión", "a session"),
    FLOW_OP("session", "sessions", session_entity, "hold", hold_shape, PERM_SERVICE_WRITE, "Declarar realizada una sesión programada",
            "Declare a scheduled session held"),
    FLOW_OP("session", "sessions", session_entity, "cancel", off_shape, PERM_SERVICE_WRITE, "Cancelar una sesión programada",
            "Cancel a scheduled session"),
    FLOW_OP("session", "sessions", session_entity, "miss", off_shape, PERM_SERVICE_WRITE,
            "Registrar que el cliente no asistió a una sesión programada", "Record that the client did not come to a scheduled session"),
    {.name = "session.schedule", .http = "POST /sessions/{code}/schedule",
     .label = T("Programar la próxima cita de los clientes de una sesión", "Make the next appointment of a session's clients"),
     .permission = PERM_SERVICE_WRITE, .kind = OP_WRITE, .input = &schedule_shape, .output = &session_entity.shape, .answer = ANSWER_RECORD,
     .entity = &session_entity, .run = run_schedule},
    FLOW_OP("session", "sessions", session_entity, "close", flow_input_shape, PERM_SERVICE_WRITE, "Cerrar una sesión",
            "Close a session"),
    SERVICE_BY_CLIENT_OP("session", "sessions", session_entity, "las sesiones", "sessions", run_by_client),
    {.name = "session.newest", .http = "GET /newest/sessions",
     .label = T("Ver las sesiones más recientes", "See the newest sessions"), .permission = PERM_RECORD_READ, .kind = OP_READ,
     .input = &service_newest_shape, .output = &session_entity.shape, .answer = ANSWER_LIST, .entity = &session_entity,
     .run = run_newest},
};
const size_t session_op_count = COUNT_OF(session_ops);
