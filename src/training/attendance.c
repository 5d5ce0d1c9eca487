#include "training/attendance.h"

#include "advice/service.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "party/unit.h"
#include "training/enrolment.h"
#include "training/event.h"

const struct choice attendance_roles[] = {
    {"business_owner", T("Empresario(a)", "Business owner"), "EMPRESARIO|empresaria|empresario/a"},
    {"entrepreneur", T("Emprendedor(a)", "Entrepreneur"), "EMPRENDEDOR|emprendedora|emprendedor/a"},
    {"other", T("Otro", "Other"), "OTRO|otra"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct attendance),
    RECORD_UNIT_COMPUTED(struct attendance),
    FIELD_REF(struct attendance, event, .required = true, .target = &event_entity, .label = T("Evento", "Event")),
    FIELD_REF(struct attendance, person, .required = true, .target = &person_entity, .label = T("Persona", "Person")),
    FIELD_DATE(struct attendance, date, .required = true, .past = true, .label = T("Fecha", "Date"),
               .hint = T("Uno de los días del evento.", "One of the event's days.")),
    FIELD_REF(struct attendance, enterprise, .target = &enterprise_entity, .label = T("Empresa", "Enterprise"),
              .hint = T("La empresa a la que pertenecía ese día; si no se indica, se toma de sus relaciones.",
                        "The enterprise it belonged to on that day; if not given, taken from its affiliations.")),
    FIELD_CHOICE(struct attendance, role, .choices = attendance_roles, .label = T("Participa como", "Attends as")),
    FIELD_BOOL(struct attendance, present, .initial = "true", .label = T("Presente", "Present")),
    FIELD_INT(struct attendance, evaluation, .min = 1, .max = 5, .label = T("Evaluación (1 a 5)", "Evaluation (1 to 5)")),
    SERVICE_VERIFICATION(struct attendance),
    RECORD_ANNULMENT(struct attendance),
};

static const struct field line_fields[] = {
    FIELD_TEXT(struct attend_line, person, .required = true, .max = 100, .label = T("Persona", "Person")),
    FIELD_TEXT(struct attend_line, enterprise, .max = 100, .label = T("Empresa", "Enterprise")),
    FIELD_STRINGS(struct attend_line, days, .label = T("Días en que estuvo presente", "Days on which she was present")),
};
const struct shape attend_line_shape = SHAPE("attend_line", struct attend_line, line_fields);

static const struct field input_fields[] = {
    FIELD_TEXT(struct attend_input, code, .required = true, .max = 100, .label = T("Código", "Code")),
    FIELD_ROWS(struct attend_input, lines, .required = true, .shape = &attend_line_shape,
               .label = T("Asistencia por persona", "Attendance by person")),
};
const struct shape attend_input_shape = SHAPE("attend", struct attend_input, input_fields);

static const struct field output_fields[] = {
    FIELD_TEXT(struct attend_output, code, .label = T("Código", "Code")),
    FIELD_INT(struct attend_output, added, .label = T("Asistencias agregadas", "Attendances added")),
    FIELD_INT(struct attend_output, removed, .label = T("Asistencias retiradas", "Attendances taken back")),
    FIELD_INT(struct attend_output, kept, .label = T("Asistencias que ya estaban", "Attendances already there")),
};
const struct shape attend_output_shape = SHAPE("attended", struct attend_output, output_fields);

static enum err check_day(struct ctx *ctx, const struct attendance *attendance, const struct event_brief *event)
{
    /* A file brings what was exported, and there an event may have been annulled after its attendances. */
    if ((event->annulled && !ctx->importing) || str_eq(event->state, S("cancelled"))) {
        return ctx_fault(ctx, "event", attendance->event.code,
                         TEXT("Ese evento se canceló o se anuló.", "That event was cancelled or annulled."),
                         TEXT("Elija otro evento, o corrija el estado de este.",
                              "Choose another event, or correct the state of this one."));
    }
    if (date_cmp(attendance->date, event->starts_on) >= 0 && date_cmp(attendance->date, event->ends_on) <= 0) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "date", date_iso(ctx->arena, attendance->date),
                     text_format(ctx->arena,
                                 TEXT("La asistencia debe caer en los días del evento: del %s al %s.",
                                      "The attendance must fall on the event's days: %s to %s."),
                                 str_c(ctx->arena, date_display(ctx->arena, event->starts_on)),
                                 str_c(ctx->arena, date_display(ctx->arena, event->ends_on))),
                     TEXT("Corrija la fecha, o las fechas del evento.", "Correct the date, or the event's dates."));
}

static enum err check_single(struct ctx *ctx, const struct attendance *attendance)
{
    struct str other;
    TRY(attendance_store_other(ctx, attendance, &other));
    if (other.ptr == NULL) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "date", date_iso(ctx->arena, attendance->date),
                     text_format(ctx->arena,
                                 TEXT("Esa persona ya tiene asistencia a ese evento en ese día (%s).",
                                      "That person already has an attendance of that event on that day (%s)."),
                                 str_c(ctx->arena, other)),
                     TEXT("Corrija la persona o la fecha, o no la registre otra vez.",
                          "Correct the person or the date, or do not record it again."));
}

/* Once the list is closed only those on it are corrected: who has a place, or was noted on another day. */
static enum err check_closed_list(struct ctx *ctx, const struct attendance *attendance, const struct event_brief *event)
{
    if (ctx->importing || !str_eq(event->state, S("finished"))) {
        return ERR_OK;
    }
    bool on_it = false;
    TRY(enrolment_store_has_place(ctx, attendance->record.agency, attendance->event.id, attendance->person.id, &on_it));
    if (!on_it) {
        struct list stored;
        TRY(attendance_store_of_person(ctx, attendance->record.agency, attendance->event.id, attendance->person.id, &stored));
        on_it = stored.rows.len > 0;
    }
    if (on_it) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "person", attendance->person.code,
                     TEXT("El evento está finalizado, y esa persona no está inscrita ni en su lista.",
                          "The event is finished, and that person is neither enrolled nor on its list."),
                     TEXT("La dirección del centro puede abrir de nuevo la lista del evento.",
                          "The centre's director can open the event's list again."));
}

/* Whether the input said something about the enterprise, be it "none". */
static bool enterprise_was_given(const struct ctx *ctx, const struct attendance *attendance)
{
    if (!id_is_none(attendance->enterprise.id)) {
        return true;
    }
    bool by_field = ctx->importing || (ctx->op != NULL && ctx->op->input == &attendance_entity.shape);
    if (!by_field || ctx->given == NULL) {
        return false;
    }
    const struct field *field = shape_find(&attendance_entity.shape, S("enterprise"));
    return ctx->given[field - fields];
}

enum err attendance_check(struct ctx *ctx, void *row, const void *before)
{
    struct attendance *attendance = row;
    const struct attendance *was = before;
    struct event_brief event;
    TRY(event_store_brief(ctx, attendance->record.agency, attendance->event.id, &event));
    attendance->record.unit = (struct ref){.id = event.unit};
    if (service_is_annulled(&attendance->record) && was != NULL) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, check_day(ctx, attendance, &event));
    SERVICE_COLLECT(err, service_check_date(ctx, "date", attendance->date, was == NULL ? DATE_NONE : was->date));
    if (!service_is_annulled(&attendance->record)) {
        SERVICE_COLLECT(err, check_single(ctx, attendance));
    }
    if (was == NULL) {
        SERVICE_COLLECT(err, check_closed_list(ctx, attendance, &event));
    }
    if (was == NULL && !enterprise_was_given(ctx, attendance)) {
        TRY(attendance_store_affiliation(ctx, attendance->record.agency, attendance->person.id, attendance->date,
                                         &attendance->enterprise.id));
    }
    if (str_is_empty(attendance->role)) {
        attendance->role = id_is_none(attendance->enterprise.id) ? S("entrepreneur") : S("business_owner");
    }
    SERVICE_COLLECT(err, service_check_verification(ctx, &attendance_entity, row, before));
    return err;
}

static void touches(struct ctx *ctx, const void *row)
{
    const struct attendance *attendance = row;
    ctx_touch(ctx, 'p', attendance->record.agency, attendance->person.id);
    if (!id_is_none(attendance->enterprise.id)) {
        ctx_touch(ctx, 'e', attendance->record.agency, attendance->enterprise.id);
    }
}

const struct entity attendance_entity = {
    .shape = SHAPE("attendance", struct attendance, fields),
    .dataset = "attendances",
    .code_prefix = "L",
    .label = T("Asistencia a evento", "Attendance"),
    .plural = T("Asistencias a eventos", "Attendances"),
    .store = &attendance_store,
    .dated_by = "date",
    .sensitive_read = "attendance",
    .check = attendance_check,
    .touches = touches,
};
