#include "advice/service.h"
#include "core/flow.h"
#include "core/record.h"
#include "format/json.h"
#include "training/enrolment.h"
#include "training/event.h"

struct withdraw_input {
    struct flow_input flow;
    struct str reason;
};
static const struct field withdraw_fields[] = {
    FLOW_FIELDS(struct withdraw_input),
    FIELD_TEXT(struct withdraw_input, reason, .max = 500, .label = T("Motivo", "Reason")),
};
static const struct shape withdraw_shape = SHAPE("enrolment_withdraw", struct withdraw_input, withdraw_fields);

/* The audit record of the withdrawal says who got the place: `{"state":[…],"promoted":[null,"I-000017"]}`. */
static void note_promoted(struct ctx *ctx, struct buf *changes, struct str code)
{
    changes->len--;
    struct str so_far = buf_str(changes);
    struct buf *out = ARENA_NEW(ctx->arena, struct buf);
    *out = BUF(ctx->arena);
    buf_put(out, so_far);
    buf_put_c(out, so_far.len > 1 ? ",\"promoted\":[null," : "\"promoted\":[null,");
    struct json_writer writer = json_writer(out);
    json_text(&writer, code);
    buf_put_c(out, "]}");
    ctx->changes = out;
}

/* Gives the place that fell free to who waits longest. What the audit says of the operation stays. */
static enum err promote_next(struct ctx *ctx, const struct enrolment *gone)
{
    struct ctx said = *ctx;
    struct event_brief event;
    struct event_places places;
    struct id next;
    TRY(event_store_brief(ctx, gone->record.agency, gone->event.id, &event));
    TRY(event_store_places(ctx, gone->record.agency, gone->event.id, &places));
    bool over = event.annulled || str_eq(event.state, S("cancelled")) || str_eq(event.state, S("finished"));
    if (over || (event.capacity != INT_NONE && places.enrolled >= event.capacity)) {
        return ERR_OK;
    }
    TRY(enrolment_store_next(ctx, gone->record.agency, gone->event.id, &next));
    if (id_is_none(next)) {
        return ERR_OK;
    }
    struct enrolment *before = shape_new(ctx->arena, &enrolment_entity.shape);
    TRY(record_find_id(ctx, &enrolment_entity, next, before));
    struct enrolment row = *before;
    TRY(flow_apply(ctx, &enrolment_entity, "promote", NULL, &row, before));
    ctx->subject = said.subject;
    ctx->subject_id = said.subject_id;
    ctx->subject_unit = said.subject_unit;
    ctx->subject_version = said.subject_version;
    note_promoted(ctx, said.changes, row.record.code);
    return ERR_OK;
}

static enum err run_withdraw(struct ctx *ctx, const void *in, void *out)
{
    TRY(flow_run(ctx, in, out));
    return promote_next(ctx, out);
}

static enum err run_annul(struct ctx *ctx, const void *in, void *out)
{
    TRY(record_annul(ctx, in, out));
    return promote_next(ctx, out);
}

static enum err find_event(struct ctx *ctx, const void *in, struct event *event)
{
    const struct record_code_input *input = in;
    TRY(record_find_code(ctx, &event_entity, input->code, event));
    ctx->subject = str_format(ctx->arena, "events/" STR_FMT, STR_ARG(event->record.code));
    ctx->subject_id = event->record.id;
    ctx->subject_unit = event->record.unit.id;
    return ERR_OK;
}

static enum err run_by_event(struct ctx *ctx, const void *in, void *out)
{
    struct event event;
    TRY(find_event(ctx, in, &event));
    return enrolment_store_by_event(ctx, event.record.agency, event.record.id, out);
}

static enum err run_sheet(struct ctx *ctx, const void *in, void *out)
{
    struct enrolment_sheet *sheet = out;
    struct event event;
    TRY(find_event(ctx, in, &event));
    TRY(record_label(ctx, &event_entity, &event, 1));
    *sheet = (struct enrolment_sheet){
        .code = event.record.code,
        .topic = event.topic,
        .unit = event.record.unit.label,
        .trainer = event.trainer,
        .place = event.place,
        .district = event.district,
        .starts_on = event.starts_on,
        .ends_on = event.ends_on,
        .start_time = event.start_time,
        .end_time = event.end_time,
        .hours = event.hours,
        .capacity = event.capacity,
        .audience = event.audience,
        .call_text = event.call_text,
        .called_on = event.called_on,
        .enrol_until = event.enrol_until,
    };
    return enrolment_store_lines(ctx, event.record.agency, event.record.id, &sheet->lines);
}

static const struct field line_fields[] = {
    FIELD_TEXT(struct enrolment_line, person, .label = T("Código", "Code")),
    FIELD_TEXT(struct enrolment_line, name, .privacy = PRIVACY_PERSONAL, .label = T("Nombre", "Name")),
    FIELD_TEXT(struct enrolment_line, enterprise, .label = T("Empresa", "Enterprise")),
    FIELD_TEXT(struct enrolment_line, phone, .privacy = PRIVACY_PERSONAL, .label = T("Teléfono", "Telephone")),
    FIELD_TEXT(struct enrolment_line, dui, .privacy = PRIVACY_PERSONAL, .label = T("DUI", "DUI")),
    FIELD_TEXT(struct enrolment_line, nit, .privacy = PRIVACY_PERSONAL, .label = T("NIT", "NIT")),
    FIELD_CHOICE(struct enrolment_line, state, .choices = enrolment_states, .label = T("Inscripción", "Enrolment")),
    FIELD_INT(struct enrolment_line, days, .label = T("Días que asistió", "Days attended")),
};
const struct shape enrolment_line_shape = SHAPE("enrolment_line", struct enrolment_line, line_fields);

static const struct field sheet_fields[] = {
    FIELD_TEXT(struct enrolment_sheet, code, .label = T("Evento", "Event")),
    FIELD_TEXT(struct enrolment_sheet, topic, .label = T("Tema", "Topic")),
    FIELD_TEXT(struct enrolment_sheet, unit, .label = T("Unidad", "Unit")),
    FIELD_TEXT(struct enrolment_sheet, trainer, .label = T("Capacitador(a)", "Trainer")),
    FIELD_TEXT(struct enrolment_sheet, place, .label = T("Lugar", "Place")),
    FIELD_TEXT(struct enrolment_sheet, district, .label = T("Distrito", "District")),
    FIELD_DATE(struct enrolment_sheet, starts_on, .label = T("Primer día", "First day")),
    FIELD_DATE(struct enrolment_sheet, ends_on, .label = T("Último día", "Last day")),
    FIELD_TIME(struct enrolment_sheet, start_time, .label = T("Hora de inicio", "Start time")),
    FIELD_TIME(struct enrolment_sheet, end_time, .label = T("Hora de fin", "End time")),
    FIELD_INT(struct enrolment_sheet, hours, .label = T("Horas en total", "Hours in all")),
    FIELD_INT(struct enrolment_sheet, capacity, .label = T("Cupo", "Capacity")),
    FIELD_TEXT(struct enrolment_sheet, audience, .label = T("Dirigido a", "Audience")),
    FIELD_TEXT(struct enrolment_sheet, call_text, .label = T("Texto de la convocatoria", "Text of the call")),
    FIELD_DATE(struct enrolment_sheet, called_on, .label = T("Convocado el", "Called on")),
    FIELD_DATE(struct enrolment_sheet, enrol_until, .label = T("Inscripción hasta", "Enrolment until")),
    FIELD_ROWS(struct enrolment_sheet, lines, .shape = &enrolment_line_shape, .label = T("Personas", "People")),
};
const struct shape enrolment_sheet_shape = SHAPE("enrolment_sheet", struct enrolment_sheet, sheet_fields);

const struct op enrolment_ops[] = {
    {.name = "enrolment.add", .http = "POST /enrolments", .label = T("Inscribir a una persona en un evento", "Enrol a person in an event"),
     .permission = PERM_TRAINING_WRITE, .kind = OP_WRITE, .input = &enrolment_entity.shape, .output = &enrolment_entity.shape,
     .answer = ANSWER_RECORD, .entity = &enrolment_entity, .run = record_add},
    {.name = "enrolment.set", .http = "PATCH /enrolments/{code}", .label = T("Corregir una inscripción", "Correct an enrolment"),
     .permission = PERM_TRAINING_WRITE, .kind = OP_WRITE, .input = &enrolment_entity.shape, .output = &enrolment_entity.shape,
     .answer = ANSWER_RECORD, .entity = &enrolment_entity, .partial = true, .run = record_set},
    {.name = "enrolment.annul", .http = "POST /enrolments/{code}/annul", .label = T("Anular una inscripción", "Annul an enrolment"),
     .permission = PERM_ANNUL, .kind = OP_WRITE, .input = &record_annul_shape, .output = &enrolment_entity.shape,
     .answer = ANSWER_RECORD, .entity = &enrolment_entity, .run = run_annul},
    {.name = "enrolment.get", .http = "GET /enrolments/{code}", .label = T("Ver una inscripción", "See an enrolment"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &record_code_shape, .output = &enrolment_entity.shape,
     .answer = ANSWER_RECORD, .entity = &enrolment_entity, .leaves_access = true, .run = record_get},
    {.name = "enrolment.list", .http = "GET /enrolments", .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &record_list_shape,
     .output = &enrolment_entity.shape, .answer = ANSWER_LIST, .entity = &enrolment_entity, .run = record_list},
    FLOW_OP("enrolment", "enrolments", enrolment_entity, "promote", flow_input_shape, PERM_TRAINING_WRITE,
            "Dar cupo a quien espera", "Give a place to who waits"),
    {.name = "enrolment.withdraw", .http = "POST /enrolments/{code}/withdraw",
     .label = T("Retirar una inscripción", "Withdraw an enrolment"), .permission = PERM_TRAINING_WRITE, .kind = OP_WRITE,
     .input = &withdraw_shape, .output = &enrolment_entity.shape, .answer = ANSWER_RECORD, .entity = &enrolment_entity,
     .run = run_withdraw},
    {.name = "enrolment.by_event", .http = "GET /events/{code}/enrolments",
     .label = T("Ver las inscripciones de un evento", "See the enrolments of an event"), .permission = PERM_RECORD_READ, .kind = OP_READ,
     .input = &record_code_shape, .output = &enrolment_entity.shape, .answer = ANSWER_LIST, .entity = &enrolment_entity,
     .leaves_access = true, .run = run_by_event},
    {.name = "event.sheet", .http = "GET /events/{code}/sheet",
     .label = T("Ver la convocatoria y la hoja de asistencia de un evento", "See the call and the attendance sheet of an event"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &record_code_shape, .output = &enrolment_sheet_shape,
     .answer = ANSWER_RECORD, .entity = &event_entity, .leaves_access = true, .run = run_sheet},
};
const size_t enrolment_op_count = COUNT_OF(enrolment_ops);
